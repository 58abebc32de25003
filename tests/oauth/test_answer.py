"""A person answers: what the consent page says, what may be left out; nothing is forged, replayed or skipped."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from fhirserver.accounts.sessions import end_sessions
from fhirserver.store.sql import statement
from tests.oauth.forms import ORIGIN, Browser, Page
from tests.oauth.ground import APP, MISSING, REDIRECT, VERIFIER, Ground, asked, authorize, consent_page

LABORATORY = "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory"
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


def test_the_page_says_who_asks_for_what(ground: Ground) -> None:
    page = consent_page(
        ground.browser(ground.doctor),
        scope="launch/patient openid fhirUser patient/Observation.rs patient/Condition.read user/Encounter.s",
    )
    assert page.status == 200
    for words in (
        "Do you want to connect Growth <Chart>?",
        "published by Example & Sons",
        f"Your answer goes to {REDIRECT}",
        "It will be used for Ada Lovelace, born 1815-12-10",
        "Patient data that you share",
        "This app will get health information",
        "See measurements and test results of this patient",
        "See conditions and diagnoses of this patient",
        "Search for visits and stays of everyone whose record you may see",
        "Know that it is you",
        "Know which patient it is used for",
        "The access ends after an hour, or when you sign out.",
    ):
        assert words in page.text, words
    assert "<Chart>" not in page.response.get_data(as_text=True)
    assert page.links["your apps"] == "/account/apps"


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("offline_access", "This app keeps its access after you have signed out, until you take it back."),
        ("online_access", "The access ends when you sign out, or when your session ends."),
        (
            "offline_access online_access",
            "This app keeps its access after you have signed out, until you take it back.",
        ),
    ],
)
def test_the_page_says_for_how_long(ground: Ground, scope: str, words: str) -> None:
    page = consent_page(ground.browser(ground.doctor), scope=f"openid patient/Patient.rs {scope}")
    assert words in page.text


def test_the_page_stands_in_no_frame_and_its_form_leads_to_the_app_alone(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    for page in (browser.follow(authorize(browser)), consent_page(browser), authorize(browser, client_id="nobody")):
        policy = page.response.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert page.response.headers["X-Frame-Options"] == "DENY"
        assert page.response.headers["Cache-Control"] == "no-store"
    assert (
        "form-action 'self' https://app.example;" in consent_page(browser).response.headers["Content-Security-Policy"]
    )


@pytest.mark.parametrize(
    ("redirect_uri", "target"),
    [
        ("http://127.0.0.1:5000/callback", "http://127.0.0.1:5000"),
        ("com.example.app:/callback", "com.example.app:"),
        ("http://[::1]:5000/callback", "http:"),
    ],
)
def test_forms_lead_to_native_apps_too(ground: Ground, redirect_uri: str, target: str) -> None:
    ground.register(replace(APP, id="native", redirect_uris=(redirect_uri,)))
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, client_id="native", redirect_uri=redirect_uri)
    assert f"form-action 'self' {target};" in page.response.headers["Content-Security-Policy"]
    assert allow(browser, page).location.startswith(f"{redirect_uri}?code=")


def test_who_agrees_sends_the_app_a_code(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    scope = "launch/patient openid fhirUser patient/Patient.rs"
    granted = allow(browser, consent_page(browser, scope=scope, nonce="a nonce"))
    assert granted.status == 303
    assert granted.location.startswith(f"{REDIRECT}?code=")
    assert granted.answer.keys() == {"code", "state", "iss"}
    assert (granted.answer["state"], granted.answer["iss"]) == ("a state", ORIGIN)
    assert len(granted.answer["code"]) >= 22
    assert granted.response.headers["Referrer-Policy"] == "no-referrer"
    token = exchange(ground, granted)
    assert token["scope"] == scope
    assert (token["patient"], token["need_patient_banner"]) == ("ada", True)
    assert "encounter" not in token
    assert token["id_token"].count(".") == 2
    assert "refresh_token" not in token
    assert read(ground, token["access_token"], "Patient/ada") == 200
    assert read(ground, token["access_token"], "Observation") == 403


def test_the_style_is_for_everyone(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    url = exchange(ground, allow(browser, consent_page(browser)))["smart_style_url"]
    assert url.startswith(f"{ORIGIN}/")
    headers = {"Origin": "https://app.example"}
    response = ground.app.test_client().get(url.removeprefix(ORIGIN), base_url=ORIGIN, headers=headers)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.json["color_background"] == "#f0f4f5"


def test_a_refresh_keeps_the_context(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    scope = "launch/patient launch/encounter offline_access patient/Patient.rs patient/Encounter.rs"
    page = browser.submit(encounter_page(ground, browser, scope), "/oauth/encounter", "Choose ambulatory")
    first = exchange(ground, allow(browser, browser.follow(page)))
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], "client_id": APP.id}
    second = ground.app.test_client().post("/oauth/token", data=form, base_url=ORIGIN).json
    for name in ("patient", "encounter", "need_patient_banner", "smart_style_url", "scope"):
        assert second[name] == first[name]
    assert read(ground, second["access_token"], f"Encounter/{second['encounter']}") == 200


def encounter_page(ground: Ground, browser: Browser, scope: str) -> Page:
    page = consent_page(browser, scope=scope)
    assert "For which visit" in page.text
    return page


def test_offline_access_alone_outlives_the_session(ground: Ground) -> None:
    for scope, bound in (("openid", True), ("openid online_access", True), ("openid offline_access", False)):
        browser = ground.browser(ground.doctor)
        allow(browser, consent_page(browser, scope=scope))
        assert (ground.grants()[-1]["session_id"] is not None) == bound


def test_what_a_person_does_not_want_to_outlive_the_session_does_not(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope="openid offline_access patient/Patient.rs")
    token = exchange(ground, allow(browser, page, scope=["openid", "patient/Patient.rs"]))
    assert "refresh_token" not in token
    assert ground.grants()[-1]["session_id"] is not None


def test_how_and_when_a_person_signed_in_is_kept_for_the_id_token(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    allow(browser, consent_page(browser, nonce="a nonce"))
    grant = ground.grants()[-1]
    assert grant["methods"] == ["pwd", "otp", "mfa"]
    assert grant["nonce"] == "a nonce"
    assert grant["authenticated"] > 1_700_000_000


def test_types_may_be_left_out(ground: Ground) -> None:
    """g10_smart_limited_app"""
    kinds = ("AllergyIntolerance", "Condition", "Encounter", "Observation", "Patient", "Procedure")
    kept = ["patient/Condition.rs", "patient/Observation.rs", "patient/Patient.rs"]
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope=" ".join(["launch/patient", *(f"patient/{kind}.rs" for kind in kinds)]))
    token = exchange(ground, allow(browser, page, scope=kept))
    assert token["scope"].split() == ["launch/patient", *kept]
    assert read(ground, token["access_token"], "Condition?patient=ada") == 200
    assert read(ground, token["access_token"], "Procedure?patient=ada") == 403


def test_observations_may_be_narrowed_to_categories(ground: Ground) -> None:
    """g10_smart_granular_scope_selection"""
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope="launch/patient patient/Patient.rs patient/Observation.rs patient/Condition.rs")
    boxes = page.form(CONSENT, "Allow").boxes
    conditions = [value for _, value in boxes if value.startswith("patient/Condition.rs?")]
    assert ("scope", LABORATORY) in boxes
    assert len(conditions) == 3
    token = exchange(ground, allow(browser, page, scope=["patient/Patient.rs", LABORATORY, conditions[0]]))
    assert token["scope"].split() == ["launch/patient", "patient/Patient.rs", LABORATORY, conditions[0]]


def test_everything_may_be_narrowed_to_types(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope="patient/*.read")
    token = exchange(ground, allow(browser, page, scope=["patient/*.read", "patient/Patient.read"]))
    assert token["scope"] == "patient/Patient.read"


def test_version_1_is_answered_in_version_1(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    scope = "launch/patient openid patient/Patient.read patient/Observation.write user/Condition.*"
    assert exchange(ground, allow(browser, consent_page(browser, scope=scope)))["scope"] == scope


def test_who_does_not_agree_sends_the_app_an_error(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    before = ground.count("grants")
    page = browser.submit(consent_page(browser), CONSENT, "Do not allow")
    assert page.location.startswith(f"{REDIRECT}?error=access_denied&")
    assert (page.answer["state"], page.answer["iss"]) == ("a state", ORIGIN)
    assert ground.count("grants") == before
    assert ground.events()[-1][:4] == ("authorization", "access_denied", APP.id, ground.doctor.id)


def test_who_leaves_at_the_picker_sends_the_app_an_error(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    picker = browser.follow(authorize(browser))
    page = browser.submit(picker, CONSENT, "Cancel and go back to Growth <Chart>")
    assert page.answer["error"] == "access_denied"


def test_who_ticks_nothing_does_not_agree(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    assert allow(browser, consent_page(browser), scope=[]).answer["error"] == "access_denied"


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


def test_what_is_granted_is_an_event_without_names(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    allow(browser, consent_page(browser))
    assert ground.events()[-1] == ("authorization", "success", APP.id, ground.doctor.id, '{"patient":"Patient/ada"}')


def test_nobody_is_asked_for_a_patient_where_none_is_needed(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = browser.follow(authorize(browser, scope="openid user/Patient.rs", state=MISSING))
    token = exchange(ground, allow(browser, page))
    assert "patient" not in token
    assert "need_patient_banner" not in token


def test_a_launch_patient_scope_with_a_role_gets_the_patient(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    token = exchange(ground, allow(browser, consent_page(browser, scope="launch/patient?role=mother openid")))
    assert (token["patient"], token["scope"]) == ("ada", "launch/patient openid")


def test_the_form_may_be_sent_by_any_method_of_asking(ground: Ground) -> None:
    """A client may send the browser here by a form of its own site, with which no cookie comes."""
    browser = ground.browser(ground.doctor)
    page = browser.post("/oauth/authorize", asked(), Origin="https://app.example", Sec_Fetch_Site="cross-site")
    assert page.location.startswith(f"{CONSENT}?request=")
