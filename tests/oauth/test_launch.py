"""EHR launch over HTTP: from our page and by scripts of our pages; a launch is used once, by whom it was made for."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest

from tests.oauth.answering import allow, exchange, read
from tests.oauth.forms import ORIGIN, Browser, Page
from tests.oauth.ground import APP, BASE, OTHER, REDIRECT, Ground, authorize

SCOPE = "launch openid patient/Patient.rs patient/Encounter.rs"
CONTEXT = {
    "patient": "ada",
    "encounter": "visit-1",
    "intent": "reconcile-medications",
    "need_patient_banner": False,
    "fhirContext": [
        {"reference": "Practitioner/dr"},
        {"reference": "Patient/alan", "role": "https://example.org/twin"},
    ],
}


def started(browser: Browser, context: dict[str, Any], client_id: str = APP.id) -> Page:
    """What the server says to a script of our pages that starts an app."""
    csrf = dict(browser.get("/apps/launch").form("/apps/launch").fields)["csrf"]
    form = {"csrf": csrf, "client_id": client_id, "context": msgspec.json.encode(context).decode()}
    return browser.post("/oauth/launch", form)


def launch_of(browser: Browser, context: dict[str, Any] | None = None, client_id: str = APP.id) -> str:
    page = started(browser, CONTEXT if context is None else context, client_id)
    assert page.status == 200, page.text
    launch: str = page.response.json["launch"]
    return launch


def refused(page: Page, error: str = "invalid_request") -> None:
    assert page.status == 303
    assert page.location.startswith(f"{REDIRECT}?error={error}&")
    assert (page.answer["state"], page.answer["iss"]) == ("a state", ORIGIN)


def test_an_app_is_started_from_the_page(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = browser.get("/apps/launch")
    assert "For which patient?" in page.text
    found = browser.submit(page, "/apps/launch", "Search", name="lovelace")
    apps = browser.submit(found, "/apps/launch", "Choose Ada Lovelace")
    assert "For Ada Lovelace, born 1815-12-10" in apps.text
    assert "form-action 'self' https://app.example;" in apps.response.headers["Content-Security-Policy"]
    form = apps.form("/apps/launch/start")
    assert set(form.buttons) == {"Start Growth <Chart>"}
    assert [value for name, value in form.boxes if name == "encounter"] == ["", "visit-1", "visit-0"]
    page = browser.submit(apps, "/apps/launch/start", "Start Growth <Chart>", encounter="visit-1")
    assert page.status == 303
    address = urlsplit(page.location)
    sent = dict(parse_qsl(address.query))
    assert f"{address.scheme}://{address.netloc}{address.path}" == APP.launch_uri
    assert sent.keys() == {"iss", "launch"}
    assert sent["iss"] == BASE
    assert len(sent["launch"]) >= 22
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    consent = browser.follow(authorize(browser, scope=SCOPE, launch=sent["launch"]))
    assert "It will be used for Ada Lovelace" in consent.text
    token = exchange(ground, allow(browser, consent))
    assert (token["patient"], token["encounter"], token["need_patient_banner"]) == ("ada", "visit-1", True)


def test_an_app_may_be_started_without_a_patient(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    apps = browser.submit(browser.get("/apps/launch"), "/apps/launch", "Without a patient")
    assert "Without a patient." in apps.text
    page = browser.submit(apps, "/apps/launch/start", "Start Growth <Chart>")
    launch = dict(parse_qsl(urlsplit(page.location).query))["launch"]
    consent = browser.follow(authorize(browser, scope="launch openid user/Patient.rs", launch=launch))
    token = exchange(ground, allow(browser, consent))
    assert "patient" not in token
    assert token["need_patient_banner"] is True


def test_all_of_the_context_reaches_the_app_which_can_read_it(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    consent = browser.follow(authorize(browser, scope=SCOPE, launch=launch_of(browser)))
    token = exchange(ground, allow(browser, consent))
    assert {name: token[name] for name in CONTEXT} == CONTEXT
    for path in ("Patient/ada", "Encounter/visit-1"):
        assert read(ground, token["access_token"], path) == 200


def test_what_a_script_gets_starts_the_app(ground: Ground) -> None:
    page = started(ground.browser(ground.doctor), {"patient": "ada"})
    answer = page.response.json
    assert answer.keys() == {"launch", "launch_uri", "expires_in"}
    assert answer["launch_uri"].startswith(
        "https://app.example/launch?iss=https%3A%2F%2Flocalhost%3A8443%2Ffhir&launch="
    )
    assert answer["expires_in"] == 300
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_launch_without_a_patient_lets_one_be_chosen(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = browser.follow(authorize(browser, scope=SCOPE, launch=launch_of(browser, {})))
    assert "For which patient" in page.text


@pytest.mark.parametrize("launch", ["unknown", "a" * 43, "%", "ü", "' OR 1=1", "a" * 4096])
def test_an_unknown_launch_is_refused(ground: Ground, launch: str) -> None:
    browser = ground.browser(ground.doctor)
    before = ground.count("grants")
    refused(browser.follow(authorize(browser, scope=SCOPE, launch=launch)))
    assert ground.count("grants") == before


def test_a_launch_is_used_once(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    launch = launch_of(browser)
    first = authorize(browser, scope=SCOPE, launch=launch)
    assert browser.get(first.location).status == 200
    assert browser.get(first.location).status == 200
    refused(browser.follow(authorize(browser, scope=SCOPE, launch=launch)))
    assert browser.get(first.location).status == 200


def test_of_many_uses_at_once_one_counts(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    launch = launch_of(browser)
    cookie = browser.client.get_cookie("__Host-session", "localhost")
    assert cookie is not None
    requests = [authorize(browser, scope=SCOPE, launch=launch).location for _ in range(8)]
    barrier, statuses = threading.Barrier(len(requests)), []

    def use(path: str) -> None:
        own = Browser(ground.app)
        own.client.set_cookie("__Host-session", cookie.value, domain="localhost", secure=True)
        barrier.wait()
        statuses.append(own.get(path).status)

    threads = [threading.Thread(target=use, args=(path,)) for path in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, *[303] * 7]


def test_one_request_that_is_opened_many_times_at_once_keeps_its_launch(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    path = authorize(browser, scope=SCOPE, launch=launch_of(browser)).location
    cookie = browser.client.get_cookie("__Host-session", "localhost")
    assert cookie is not None
    barrier, statuses = threading.Barrier(6), []

    def show() -> None:
        own = Browser(ground.app)
        own.client.set_cookie("__Host-session", cookie.value, domain="localhost", secure=True)
        barrier.wait()
        statuses.append(own.get(path).status)

    threads = [threading.Thread(target=show) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 6


def test_a_launch_is_soon_over(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    launch = launch_of(browser)
    try:
        ground.ahead += 301
        refused(browser.follow(authorize(browser, scope=SCOPE, launch=launch)))
    finally:
        ground.ahead -= 301


def test_a_launch_is_for_its_client(ground: Ground) -> None:
    ground.register(replace(APP, id="second", name="Second"))
    browser = ground.browser(ground.doctor)
    launch = launch_of(browser)
    refused(browser.follow(authorize(browser, scope=SCOPE, launch=launch, client_id="second")))
    assert browser.follow(authorize(browser, scope=SCOPE, launch=launch)).status == 200


def test_a_launch_is_for_its_person_and_browser(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    launch = launch_of(browser)
    for other in (ground.browser(ground.person("nurse", "nurse")), ground.browser(ground.doctor)):
        page = authorize(other, scope=SCOPE, launch=launch)
        refused(other.follow(page))


def test_who_had_to_sign_in_first_is_told_and_led_back_by_a_link(ground: Ground) -> None:
    """Browsers hold the policy of the form for signing in against where the page after it redirects."""
    browser = ground.browser()
    request = authorize(browser, scope=SCOPE, launch="unknown")
    ground.ahead += 5
    browser.sign_in(ground.doctor)
    page = browser.get(request.location)
    assert (page.status, page.location) == (400, "")
    assert "Growth <Chart> cannot be connected" in page.text
    link = page.links["Back to Growth <Chart>"]
    assert link.startswith(f"{REDIRECT}?error=invalid_request&")
    assert dict(parse_qsl(urlsplit(link).query))["state"] == "a state"
    assert browser.get(request.location).status == 400


@pytest.mark.parametrize(
    "context",
    [
        {"patient": "nobody"},
        {"patient": "1/_history"},
        {"patient": ""},
        {"encounter": "visit-1"},
        {"patient": "ada", "encounter": "nothing"},
        {"patient": "alan", "encounter": "visit-1"},
        {"patient": "ada", "fhirContext": [{"reference": "ImagingStudy/nothing"}]},
        {"patient": "ada", "tenant": "x"},
        {"access_token": "x"},
    ],
)
def test_a_context_that_is_wrong_or_names_what_there_is_not_starts_nothing(
    ground: Ground, context: dict[str, Any]
) -> None:
    page = started(ground.browser(ground.doctor), context)
    assert (page.status, page.response.json["error"]) == (400, "invalid_request")
    assert page.response.json["error_description"]


@pytest.mark.parametrize("text", ["", "x", "[]", "1", '{"patient":1}', "\ud800".encode("utf-8", "replace").decode()])
def test_what_is_no_context_starts_nothing(ground: Ground, text: str) -> None:
    browser = ground.browser(ground.doctor)
    csrf = dict(browser.get("/apps/launch").form("/apps/launch").fields)["csrf"]
    page = browser.post("/oauth/launch", {"csrf": csrf, "client_id": APP.id, "context": text})
    assert (page.status, page.response.json["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("client_id", ["nobody", OTHER.id, "off", "\0", ""])
def test_what_is_no_app_to_be_started_is_not(ground: Ground, client_id: str) -> None:
    ground.register(replace(APP, id="off", active=False))
    browser = ground.browser(ground.doctor)
    assert started(browser, {}, client_id).status == 400
    apps = browser.submit(browser.get("/apps/launch"), "/apps/launch", "Without a patient")
    fields = [(name, value) for name, value in apps.form("/apps/launch/start").fields if name != "client_id"]
    page = browser.post("/apps/launch/start", [*fields, ("client_id", client_id)])
    assert (page.status, page.location) == (400, "")


def test_who_is_not_signed_in_starts_nothing(ground: Ground) -> None:
    browser = ground.browser()
    assert browser.get("/apps/launch").location == "/sign-in?next=%2Fapps%2Flaunch"
    csrf = dict(browser.get("/sign-in").forms[0].fields)["csrf"]
    page = browser.post("/oauth/launch", {"csrf": csrf, "client_id": APP.id})
    assert (page.status, page.response.json["error"]) == (401, "login_required")


def test_other_sites_start_nothing(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    csrf = dict(browser.get("/apps/launch").form("/apps/launch").fields)["csrf"]
    for address in ("/oauth/launch", "/apps/launch", "/apps/launch/start"):
        assert browser.post(address, {"client_id": APP.id}).status == 403
        assert browser.post(address, {"client_id": APP.id, "csrf": csrf}, Origin="https://evil.example").status == 403


def test_a_patient_who_cannot_be_seen_cannot_be_chosen(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    csrf = dict(browser.get("/apps/launch").form("/apps/launch").fields)["csrf"]
    for patient in ("nobody", "ada/_history", "../Practitioner/dr", "ada?x"):
        assert browser.post("/apps/launch", {"csrf": csrf, "patient": patient}).status == 403


def test_starting_an_app_is_an_event(ground: Ground) -> None:
    launch_of(ground.browser(ground.doctor), {"patient": "ada"})
    assert ground.events()[-1] == ("launch", "success", APP.id, ground.doctor.id, '{"patient":"Patient/ada"}')


def test_only_what_works_is_said_to(ground: Ground) -> None:
    """Each of these is shown by a test of this folder.  https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html"""
    found = ground.app.test_client().get("/fhir/.well-known/smart-configuration", base_url=ORIGIN).json
    assert {
        *("authorize-post", "launch-ehr", "launch-standalone", "context-banner", "context-style"),
        *("context-ehr-patient", "context-ehr-encounter", "context-standalone-patient", "context-standalone-encounter"),
        *("permission-patient", "permission-user", "permission-offline", "permission-online", "permission-v1"),
        *("permission-v2", "sso-openid-connect"),
    } <= set(found["capabilities"])
    assert found["authorization_endpoint"] == f"{ORIGIN}/oauth/authorize"
    assert found["management_endpoint"] == f"{ORIGIN}/account/apps"
    granular = [scope for scope in found["scopes_supported"] if "?category=" in scope]
    assert len(granular) == 8
