"""Answers that are forged, replayed, late, somebody else's, or leave out a step: nothing is granted."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from fhirserver.accounts.sessions import end_sessions
from fhirserver.store.sql import statement
from tests.oauth.answering import CONSENT, allow, exchange
from tests.oauth.forms import Browser
from tests.oauth.ground import APP, Ground, authorize, consent_page


@pytest.mark.parametrize(
    "forged",
    ["patient/Observation.cruds", "patient/Patient.rs", "user/*.cruds", "system/*.cruds", "offline_access", "x", ""],
)
def test_a_form_that_grants_more_than_was_asked_is_refused(ground: Ground, forged: str) -> None:
    browser = ground.browser(ground.doctor)
    before = ground.count("grants")
    page = allow(browser, consent_page(browser), scope=["openid", forged])
    assert (page.status, page.location) == (400, "")
    assert "This form was changed" in page.text
    assert ground.count("grants") == before


def test_a_form_without_its_token_is_refused(ground: Ground) -> None:
    browser, stranger = ground.browser(ground.doctor), ground.browser(ground.doctor)
    page = consent_page(browser)
    before = ground.count("grants")
    for csrf in ("", "x", dict(consent_page(stranger).form(CONSENT).fields)["csrf"]):
        refused = allow(browser, page, csrf=csrf)
        assert (refused.status, refused.location) == (403, "")
    fields = page.form(CONSENT, "Allow").filled("Allow")
    for headers in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Origin": "null"}):
        assert browser.post(CONSENT, fields, **headers).status == 403
    assert ground.count("grants") == before


def test_a_request_belongs_to_the_session_that_saw_it_first(ground: Ground) -> None:
    browser, stranger = ground.browser(ground.doctor), ground.browser(ground.person("stranger", "nurse"))
    page = consent_page(browser)
    handle = dict(page.form(CONSENT, "Allow").fields)["request"]
    csrf = dict(stranger.get("/account/apps").form("/sign-out").fields)["csrf"]
    before = ground.count("grants")
    assert stranger.get(f"{CONSENT}?request={handle}").status == 403
    fields = {"request": handle, "csrf": csrf, "decision": "allow", "scope": "openid", "patient": "alan"}
    for address in (CONSENT, "/oauth/patient", "/oauth/encounter"):
        refused = stranger.post(address, fields)
        assert (refused.status, refused.location) == (403, "")
    assert ground.count("grants") == before


def test_an_answer_is_given_once(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser)
    before = ground.count("grants")
    assert "code" in allow(browser, page).answer
    for button in ("Allow", "Do not allow"):
        again = browser.submit(page, CONSENT, button)
        assert (again.status, again.location) == (400, "")
        assert "This request is over" in again.text
    assert ground.count("grants") == before + 1


def test_of_many_answers_at_once_one_counts(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser)
    fields = page.form(CONSENT, "Allow").filled("Allow")
    cookie = browser.client.get_cookie("__Host-session", "localhost")
    assert cookie is not None
    before, barrier, answers = ground.count("grants"), threading.Barrier(10), []

    def send() -> None:
        own = Browser(ground.app)
        own.client.set_cookie("__Host-session", cookie.value, domain="localhost", secure=True)
        barrier.wait()
        answers.append(own.post(CONSENT, fields).status)

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, *[400] * 9]
    assert ground.count("grants") == before + 1


@pytest.mark.parametrize("handle", ["", "x", "\0", "a" * 43, "%00", "ü"])
def test_there_is_no_other_request(ground: Ground, handle: str) -> None:
    browser = ground.browser(ground.doctor)
    csrf = dict(consent_page(browser).form(CONSENT).fields)["csrf"]
    assert browser.get(f"{CONSENT}?request={handle}").status == 400
    for address in (CONSENT, "/oauth/patient", "/oauth/encounter"):
        assert browser.post(address, {"request": handle, "csrf": csrf, "decision": "allow"}).status == 400


def test_a_request_is_soon_over(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = authorize(browser)
    try:
        ground.ahead = 30 * 60 + 1
        browser.sign_in(ground.doctor)
        assert (browser.get(page.location).status, browser.get(page.location).location) == (400, "")
    finally:
        ground.ahead = 0


def test_no_step_can_be_left_out(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    picker = browser.follow(authorize(browser, scope="launch/patient launch/encounter patient/Patient.rs"))
    hidden = {name: value for name, value in picker.form("/oauth/patient").fields if name in ("csrf", "request")}
    before = ground.count("grants")
    forged = {**hidden, "decision": "allow", "scope": "patient/Patient.rs", "patient": "ada", "encounter": "visit-0"}
    assert browser.post(CONSENT, forged).location.startswith(f"{CONSENT}?request=")
    assert browser.post("/oauth/encounter", forged).location.startswith(f"{CONSENT}?request=")
    assert "For which patient" in browser.get(f"{CONSENT}?request={hidden['request']}").text
    browser.post("/oauth/patient", forged)
    assert browser.post(CONSENT, forged).location.startswith(f"{CONSENT}?request=")
    assert ground.count("grants") == before


def test_a_patient_that_was_chosen_stays_chosen(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, patient="ada")
    hidden = {name: value for name, value in page.form(CONSENT, "Allow").fields if name in ("csrf", "request")}
    browser.post("/oauth/patient", {**hidden, "patient": "alan"})
    assert exchange(ground, allow(browser, page, patient="alan"))["patient"] == "ada"


def test_who_is_switched_off_meanwhile_grants_nothing(ground: Ground) -> None:
    nurse = ground.person("leaving", "nurse", "Practitioner/dr")
    browser = ground.browser(nurse)
    page = consent_page(browser)
    off = statement("UPDATE account SET active = :no WHERE id = :id")
    ground.database.write(lambda connection: connection.run(off, {"no": False, "id": nurse.id}))
    before = ground.count("grants")
    assert "code" not in allow(browser, page).location
    assert ground.count("grants") == before


def test_who_has_signed_out_meanwhile_grants_nothing(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser)
    ground.database.write(lambda connection: end_sessions(connection, ground.doctor.id, 0))
    before = ground.count("grants")
    back = allow(browser, page)
    assert back.location.startswith(f"{CONSENT}?request=")
    assert browser.get(back.location).location.startswith("/sign-in?next=")
    browser.sign_in(ground.doctor)
    assert browser.get(back.location).status == 403
    assert ground.count("grants") == before


def test_a_client_that_changes_meanwhile_gets_no_more_than_it_may_now(ground: Ground) -> None:
    ground.register(replace(APP, id="changing"))
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, client_id="changing", scope="openid patient/Patient.rs")
    ground.register(replace(APP, id="changing", scope="openid"))
    assert allow(browser, page).status == 400
    ground.register(replace(APP, id="changing", active=False))
    assert (allow(browser, page).status, allow(browser, page).location) == (400, "")
