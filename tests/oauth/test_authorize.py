"""The authorization endpoint over HTTP: what is refused, how, and what never happens."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest

from tests.oauth.forms import ORIGIN
from tests.oauth.ground import APP, BASE, CHALLENGE, MISSING, OTHER, REDIRECT, Ground, asked, authorize, consent_page

REDIRECT_TRICKS = (
    "https://app.example/callback/",
    "https://app.example/callback?",
    "https://app.example/callback?x=1",
    "https://app.example/callback#",
    "https://app.example/callback#x",
    "https://app.example/Callback",
    "https://APP.example/callback",
    "HTTPS://app.example/callback",
    "http://app.example/callback",
    "https://app.example:443/callback",
    "https://app.example:8443/callback",
    "https://app.example./callback",
    "https://app.example/callback/../callback",
    "https://app.example//callback",
    "https://app.example/%63allback",
    "https://app.example/callback%2f",
    "https://app.example/callback%00",
    "https://app.example/callback\n",
    " https://app.example/callback",
    "https://user@app.example/callback",
    "https://app.example@evil.example/callback",
    "https://app.example\\@evil.example/callback",
    "https://app.example.evil.example/callback",
    "https://evil.example/callback",
    "https://evil.example/?https://app.example/callback",
    "//app.example/callback",
    "/callback",
    "javascript:alert(1)//https://app.example/callback",
    "data:text/html,x",
    f"{ORIGIN}/account",
    "https://other.example/",
    "*",
    "null",
    MISSING,
    "",
)


@pytest.mark.parametrize("redirect_uri", REDIRECT_TRICKS)
def test_nobody_is_sent_to_an_address_that_is_not_registered(ground: Ground, redirect_uri: str) -> None:
    for session in (None, ground.doctor):
        page = authorize(ground.browser(session), redirect_uri=redirect_uri)
        assert (page.status, page.location) == (400, "")
        assert "wants the answer at an address that is not registered" in page.text
        assert "evil" not in page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    "client_id", ["nobody", "GROWTH", "growth ", "growth\0", "", MISSING, "%", "growth' OR '1'='1"]
)
def test_nobody_is_sent_anywhere_for_an_unknown_client(ground: Ground, client_id: str) -> None:
    page = authorize(ground.browser(ground.doctor), client_id=client_id)
    assert (page.status, page.location) == (400, "")
    assert "is not registered here" in page.text


@pytest.mark.parametrize("change", [{"active": False}, {"expires": 1}])
def test_a_client_that_is_off_is_as_unknown(ground: Ground, change: dict[str, object]) -> None:
    ground.register(replace(APP, id="off", **change))  # type: ignore[arg-type]  # fields by name
    page = authorize(ground.browser(), client_id="off")
    assert (page.status, page.location) == (400, "")


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
def test_two_clients_or_two_addresses_are_none(ground: Ground, name: str) -> None:
    pairs = [*asked().items(), (name, {"client_id": OTHER.id, "redirect_uri": OTHER.redirect_uris[0]}[name])]
    page = ground.browser().get(f"/oauth/authorize?{urlencode(pairs)}")
    assert (page.status, page.location) == (400, "")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": MISSING}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"aud": MISSING}, "invalid_request"),
        ({"aud": "https://evil.example/fhir"}, "invalid_request"),
        ({"aud": "https://localhost:8443/FHIR"}, "invalid_request"),
        ({"code_challenge": MISSING}, "invalid_request"),
        ({"code_challenge_method": MISSING}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"scope": MISSING}, "invalid_scope"),
        ({"scope": "system/Patient.rs"}, "invalid_scope"),
        ({"scope": "patient/Observation.sr patient/Nothing.rs"}, "invalid_scope"),
        ({"scope": "launch openid"}, "invalid_request"),
        ({"launch": "abc"}, "invalid_request"),
        ({"request": "eyJ"}, "request_not_supported"),
        ({"prompt": "none"}, "login_required"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_error_is_told_to_the_client(ground: Ground, method: str, change: dict[str, str], error: str) -> None:
    browser = ground.browser()
    page = browser.post("/oauth/authorize", asked(**change)) if method == "POST" else authorize(browser, **change)
    assert page.status == 303
    assert page.location.startswith(f"{REDIRECT}?error=")
    answer = page.answer
    assert answer.pop("error_description")
    assert answer == {"error": error, "state": "a state", "iss": ORIGIN}
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_a_parameter_that_is_given_twice_is_an_error(ground: Ground) -> None:
    for name in ("scope", "aud", "code_challenge", "response_type", "nonce"):
        twice = [*asked(nonce="n").items(), (name, asked(nonce="n")[name])]
        page = ground.browser().get(f"/oauth/authorize?{urlencode(twice)}")
        assert (page.answer["error"], page.answer["state"]) == ("invalid_request", "a state")
    page = ground.browser().get(f"/oauth/authorize?{urlencode([*asked().items(), ('state', 'other')])}")
    assert page.answer["error"] == "invalid_request"
    assert "state" not in page.answer


def test_a_parameter_in_address_and_form_is_given_twice(ground: Ground) -> None:
    page = ground.browser().post(f"/oauth/authorize?{urlencode({'scope': 'openid'})}", asked())
    assert page.answer["error"] == "invalid_request"


def test_who_is_signed_in_is_still_asked_so_never_silently(ground: Ground) -> None:
    page = authorize(ground.browser(ground.doctor), prompt="none")
    assert page.answer["error"] == "consent_required"


def test_a_client_without_the_grant_type_is_told(ground: Ground) -> None:
    ground.register(replace(APP, id="backend", grant_types=("client_credentials",)))
    assert authorize(ground.browser(), client_id="backend").answer["error"] == "unauthorized_client"


def test_a_client_that_may_not_be_launched_is_told(ground: Ground) -> None:
    ground.register(replace(APP, id="standalone", scope="openid patient/*.rs"))
    page = authorize(ground.browser(), client_id="standalone", scope="launch openid", launch="x")
    assert page.answer["error"] == "invalid_scope"


@pytest.mark.parametrize(
    "state", ["a+b", "a b", "a%20b", "a%2Bb", "ü€𝄞", "&=?#/", "'\"<script>", "\t\n", "x" * 2048, "=", "%", "%zz"]
)
def test_the_state_comes_back_to_the_byte(ground: Ground, state: str) -> None:
    refused = authorize(ground.browser(), state=state, response_type="token")
    assert refused.answer["state"] == state
    browser = ground.browser(ground.doctor)
    granted = browser.submit(consent_page(browser, state=state), "/oauth/consent", "Allow")
    assert granted.answer["state"] == state
    assert f"state={quote(state, safe='').replace('%20', '+')}&" in granted.location.replace("~", "%7E")


def test_without_a_state_none_comes_back(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    granted = browser.submit(consent_page(browser, state=MISSING), "/oauth/consent", "Allow")
    assert granted.answer.keys() == {"code", "iss"}


def test_scopes_of_16_kb_fit_into_a_form(ground: Ground) -> None:
    patients = [f"patient/Observation.rs?code=http://loinc.org|{number}" for number in range(400)]
    scope = " ".join(["launch/patient", "openid", *patients])
    assert len(scope) > 16_000
    browser = ground.browser(ground.doctor)
    answer = browser.post("/oauth/authorize", asked(scope=scope))
    page = browser.follow(answer)
    hidden = dict(page.form("/oauth/patient").fields)
    page = browser.follow(browser.post("/oauth/patient", {**hidden, "patient": "ada"}))
    granted = browser.submit(page, "/oauth/consent", "Allow")
    assert "code" in granted.answer
    assert len(ground.grants()[-1]["scope"]) > 16_000


def test_a_form_that_is_no_form_is_refused(ground: Ground) -> None:
    response = ground.browser().client.post("/oauth/authorize", json=asked(), base_url=ORIGIN)
    assert response.status_code == 400
    assert "Location" not in response.headers


@pytest.mark.parametrize("query", ["state=%ff", "state=%ed%a0%80", "client_id=%c3%28", "&".join(["a=1"] * 200)])
def test_what_cannot_be_read_is_refused_by_a_page(ground: Ground, query: str) -> None:
    page = ground.browser().get(f"/oauth/authorize?{query}&{urlencode(asked(state=MISSING))}")
    assert (page.status, page.location) == (400, "")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(ground: Ground, method: str) -> None:
    assert ground.browser().client.open("/oauth/authorize", method=method, base_url=ORIGIN).status_code == 405


def test_an_endless_form_is_refused(ground: Ground) -> None:
    page = ground.browser().post("/oauth/authorize", asked(state="x" * 100_000))
    assert (page.status, page.location) == (413, "")


def test_a_request_waits_until_the_person_has_signed_in(ground: Ground) -> None:
    browser = ground.browser()
    page = authorize(browser)
    assert page.status == 303
    assert page.location.startswith("/oauth/consent?request=")
    signing_in = browser.get(page.location)
    assert signing_in.status == 303
    assert signing_in.location == f"/sign-in?{urlencode({'next': page.location})}"
    assert CHALLENGE not in signing_in.location
    browser.sign_in(ground.doctor)
    assert "For which patient" in browser.get(page.location).text


@pytest.mark.parametrize(
    ("change", "seconds", "again"),
    [
        ({}, 3600, False),
        ({"prompt": "consent"}, 3600, False),
        ({"prompt": "login"}, 5, True),
        ({"prompt": "login consent"}, 5, True),
        ({"prompt": "select_account"}, 5, True),
        ({"max_age": "60"}, 61, True),
        ({"max_age": "60"}, 59, False),
        ({"max_age": "0"}, 5, True),
    ],
)
def test_people_prove_again_who_they_are_if_the_client_wants(
    ground: Ground, change: dict[str, str], seconds: int, again: bool
) -> None:
    from fhirserver.store.sql import statement

    browser = ground.browser(ground.doctor)
    # So long ago that the person last proved it; the session was used all the time.
    earlier = statement("UPDATE account_session SET authenticated = authenticated - :seconds")
    ground.database.write(lambda connection: connection.run(earlier, {"seconds": seconds}))
    page = browser.get(authorize(browser, **change).location)
    assert (page.status, "/sign-in?again=1" in page.location) == ((303, True) if again else (200, False))
    if again:
        hidden = {"request": page.location.rpartition("request%3D")[2], "patient": "ada", "decision": "allow"}
        csrf = browser.get("/apps/launch").form("/apps/launch").filled()[0][1]
        for address in ("/oauth/patient", "/oauth/consent"):
            skipped = browser.post(address, {**hidden, "csrf": csrf})
            assert (skipped.status, skipped.location.partition("?")[0]) == (303, "/oauth/consent")
    browser.sign_in(ground.doctor)
    browser.client.get("/", base_url=ORIGIN)
    assert browser.get(authorize(browser, **change).location).status == 200


def test_errors_are_events(ground: Ground) -> None:
    authorize(ground.browser(), client_id="nobody")
    authorize(ground.browser(), aud="https://evil.example")
    assert [event[:3] for event in ground.events()[-2:]] == [
        ("authorization", "untrusted", None),
        ("authorization", "invalid_request", APP.id),
    ]


def test_the_audience_may_end_with_a_slash(ground: Ground) -> None:
    assert authorize(ground.browser(), aud=f"{BASE}/").location.startswith("/oauth/consent")
