"""A SMART app by others in a real browser: standalone and EHR launch, against the running server over TLS."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.oauth.site import PASSWORD, Site


def sign_in(page: Page) -> None:
    page.get_by_label("Username").fill("doctor")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def choose(page: Page, name: str) -> None:
    page.get_by_label("Name", exact=True).fill(name.partition(" ")[0])
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name=f"Choose {name}").click()


def shown(page: Page, app: str) -> dict[str, Any]:
    """What the app shows after it has read the patient with its token."""
    page.wait_for_url(f"{app}/index.html*")
    page.wait_for_function(
        "document.getElementById('shown').textContent || document.getElementById('failed').textContent"
    )
    assert page.inner_text("#failed") == ""
    found: dict[str, Any] = json.loads(page.inner_text("#shown"))
    return found


def standalone(site: Site, context: BrowserContext, scope: str) -> Page:
    """The page after the app has sent the browser to be authorized and the doctor has signed in."""
    page = context.new_page()
    page.goto(f"{site.app}/launch.html?{urlencode({'fhir': f'{site.base}/fhir', 'scope': scope})}")
    page.wait_for_url(f"{site.base}/sign-in*")
    sign_in(page)
    return page


def test_standalone_launch(site: Site) -> None:
    scope = "launch/patient launch/encounter openid fhirUser offline_access patient/*.read user/Practitioner.read"
    with site.browsing() as context:
        page = standalone(site, context, scope)
        choose(page, "Ada Lovelace")
        page.get_by_role("button", name="Choose ambulatory").first.click()
        assert "This app keeps its access after you have signed out" in page.inner_text("main")
        page.get_by_role("button", name="Allow", exact=True).click()
        first = shown(page, site.app)
        assert first["patient"] == "Lovelace"
        assert first["user"] == "Practitioner/dr"
        assert first["encounter"] == "visit-1"
        assert first["scope"] == scope
        assert first["banner"] is True
        assert first["style"] > 5
        page.click("#refresh")
        second = shown(page, site.app)
        assert second["token"] != first["token"]
        assert {**second, "token": ""} == {**first, "token": ""}


def test_ehr_launch(site: Site) -> None:
    with site.browsing() as context:
        page = context.new_page()
        page.goto(f"{site.base}/apps/launch")
        sign_in(page)
        choose(page, "Alan Turing")
        page.get_by_label("Visit", exact=True).select_option("visit-2")
        page.get_by_role("button", name="Start Heart Chart").click()
        page.wait_for_url(f"{site.base}/oauth/consent*")
        assert "It will be used for Alan Turing" in page.inner_text("main")
        page.get_by_role("button", name="Allow", exact=True).click()
        found = shown(page, site.app)
        assert (found["patient"], found["encounter"]) == ("Turing", "visit-2")
        assert "launch" in found["scope"].split()


def test_who_does_not_agree_comes_back_to_the_app_which_is_told(site: Site) -> None:
    with site.browsing() as context:
        page = standalone(site, context, "launch/patient patient/Patient.rs")
        choose(page, "Ada Lovelace")
        page.get_by_role("button", name="Do not allow").click()
        page.wait_for_url(f"{site.app}/index.html*")
        page.wait_for_function("document.getElementById('failed').textContent")
        assert "The person did not agree." in page.inner_text("#failed")


def test_a_person_takes_back_the_access_of_an_app(site: Site) -> None:
    with site.browsing() as context:
        page = standalone(site, context, "launch/patient offline_access patient/Patient.rs")
        choose(page, "Ada Lovelace")
        page.get_by_role("button", name="Allow", exact=True).click()
        shown(page, site.app)
        account = context.new_page()
        account.goto(f"{site.base}/account/apps")
        button = account.get_by_role("button", name="Take back the access of Heart Chart")
        button.click()
        button.wait_for(state="detached")
        page.click("#refresh")
        page.wait_for_function("document.getElementById('failed').textContent")
        assert "refresh token" in page.inner_text("#failed").lower()


def frame(site: Site, path: str) -> str:
    """What another site shows that has a page of the server in a frame."""
    with site.browsing() as context:
        other = context.new_page()
        other.goto(f"{site.app}/frame.html")
        script = "(frame, url) => new Promise((done) => { frame.onload = done; frame.src = url; })"
        other.eval_on_selector("iframe", script, site.base + path)
        return other.frames[1].content()


@pytest.mark.parametrize("path", ["/sign-in", "/oauth/authorize", "/apps/launch", "/account/apps"])
def test_no_other_site_can_show_it_in_a_frame(site: Site, path: str) -> None:
    """The browser says of each why it does not."""
    with pytest.raises(AssertionError, match="frame-ancestors 'none'"):
        frame(site, path)
