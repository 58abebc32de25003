"""A person's answer at the consent page, and what the app does with it."""

from __future__ import annotations

from typing import Any

from tests.oauth.forms import ORIGIN, Browser, Page
from tests.oauth.ground import APP, REDIRECT, VERIFIER, Ground, consent_page

CONSENT = "/oauth/consent"


def allow(browser: Browser, page: Page, **values: str | list[str]) -> Page:
    return browser.submit(page, CONSENT, "Allow", **values)


def exchange(ground: Ground, granted: Page, client_id: str = APP.id) -> dict[str, Any]:
    """The answer of the token endpoint to the code that a browser was sent away with."""
    form = {
        "grant_type": "authorization_code",
        "code": granted.answer["code"],
        "redirect_uri": REDIRECT,
        "client_id": client_id,
        "code_verifier": VERIFIER,
    }
    response = ground.app.test_client().post("/oauth/token", data=form, base_url=ORIGIN)
    assert response.status_code == 200, response.json
    answer: dict[str, Any] = response.json
    return answer


def read(ground: Ground, token: str, path: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return ground.app.test_client().get(f"/fhir/{path}", base_url=ORIGIN, headers=headers).status_code


def encounter_page(browser: Browser, scope: str) -> Page:
    page = consent_page(browser, scope=scope)
    assert "For which visit" in page.text
    return page
