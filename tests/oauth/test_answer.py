"""A person answers: what the consent page says, what may be left out, and what the app gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.oauth.answering import CONSENT, allow, encounter_page, exchange, read
from tests.oauth.forms import ORIGIN
from tests.oauth.ground import APP, MISSING, REDIRECT, Ground, asked, authorize, consent_page

LABORATORY = "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory"


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
    page = browser.submit(encounter_page(browser, scope), "/oauth/encounter", "Choose ambulatory")
    first = exchange(ground, allow(browser, browser.follow(page)))
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], "client_id": APP.id}
    second = ground.app.test_client().post("/oauth/token", data=form, base_url=ORIGIN).json
    for name in ("patient", "encounter", "need_patient_banner", "smart_style_url", "scope"):
        assert second[name] == first[name]
    assert read(ground, second["access_token"], f"Encounter/{second['encounter']}") == 200


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
