"""The page of a person's apps: which are shown, in which words, and that taking access back works at once."""

from __future__ import annotations

from typing import Any

from fhirserver.web.apps import apps_of
from tests.oauth.answering import allow, exchange, read
from tests.oauth.forms import ORIGIN, Browser
from tests.oauth.ground import APP, Ground, consent_page

APPS = "/account/apps"


def connected(ground: Ground, browser: Browser, scope: str) -> dict[str, Any]:
    return exchange(ground, allow(browser, consent_page(browser, scope=scope)))


def test_what_has_access_is_shown_and_ends_at_once(ground: Ground) -> None:
    person = ground.person("owner", "physician", "Practitioner/dr")
    browser = ground.browser(person)
    assert "No app has access in your name." in browser.get(APPS).text
    token = connected(ground, browser, "launch/patient patient/Patient.rs offline_access")
    page = browser.get(APPS)
    for words in (
        "Growth <Chart>",
        "Published by Example & Sons",
        "It stays connected when you have signed out.",
        "See name, date of birth, address and other personal details of this patient",
        "last renewed 20",
        "Since 20",
    ):
        assert words in page.text, words
    assert read(ground, token["access_token"], "Patient/ada") == 200
    done = browser.submit(page, APPS, "Take back the access of Growth <Chart>")
    assert (done.status, done.location) == (303, APPS)
    assert read(ground, token["access_token"], "Patient/ada") == 401
    form = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"], "client_id": APP.id}
    refreshed = ground.app.test_client().post("/oauth/token", data=form, base_url=ORIGIN)
    assert (refreshed.status_code, refreshed.json["error"]) == (400, "invalid_grant")
    assert "No app has access in your name." in browser.get(APPS).text
    assert ("revocation", "success", APP.id, person.id, None) in ground.events()


def test_people_see_and_end_their_own_only(ground: Ground) -> None:
    owner, other = ground.person("first", "physician", "Practitioner/dr"), ground.person("second", "nurse")
    token = connected(ground, ground.browser(owner), "launch/patient patient/Patient.rs")
    stranger = ground.browser(other)
    page = stranger.get(APPS)
    assert "No app has access in your name." in page.text
    csrf = dict(page.form("/sign-out").fields)["csrf"]
    assert stranger.post(APPS, {"csrf": csrf, "client_id": APP.id}).status == 303
    assert read(ground, token["access_token"], "Patient/ada") == 200


def test_every_access_of_an_app_ends(ground: Ground) -> None:
    browser = ground.browser(ground.person("twice", "physician", "Practitioner/dr"))
    tokens = [connected(ground, browser, f"launch/patient patient/Patient.{letters}") for letters in ("rs", "r")]
    page = browser.get(APPS)
    assert page.text.count("It ends with your session.") == 2
    browser.submit(page, APPS, "Take back the access of Growth <Chart>")
    assert [read(ground, token["access_token"], "Patient/ada") for token in tokens] == [401, 401]


def test_what_is_over_is_not_shown(ground: Ground) -> None:
    person = ground.person("later", "physician", "Practitioner/dr")
    connected(ground, ground.browser(person), "launch/patient patient/Patient.rs")
    connected(ground, ground.browser(person), "launch/patient patient/Patient.rs offline_access")
    now = ground.grants()[-1]["authenticated"]
    with ground.database.reading() as connection:
        shown = [
            sum(len(app.accesses) for app in apps_of(connection, person.id, now + seconds))
            for seconds in (10, 3700, 90 * 86400, 101 * 86400)
        ]
    assert shown == [2, 1, 1, 0]


def test_other_sites_end_nothing(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    token = connected(ground, browser, "launch/patient patient/Patient.rs")
    assert browser.post(APPS, {"client_id": APP.id}).status == 403
    page = browser.get(APPS)
    fields = page.form(APPS).filled()
    assert browser.post(APPS, fields, Origin="https://evil.example").status == 403
    assert read(ground, token["access_token"], "Patient/ada") == 200


def test_an_app_that_is_none_ends_nothing(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    csrf = dict(browser.get(APPS).form("/sign-out").fields)["csrf"]
    for client_id in ("nobody", "", "\0"):
        assert browser.post(APPS, {"csrf": csrf, "client_id": client_id}).status == 303


def test_who_is_not_signed_in_signs_in_first(ground: Ground) -> None:
    assert ground.browser().get(APPS).location == "/sign-in?next=%2Faccount%2Fapps"
