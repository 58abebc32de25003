"""What a client may ask of the authorization endpoint, parameter by parameter."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.oauth.authorization_request import (
    LONGEST,
    AuthorizationRequest,
    Refused,
    Untrusted,
    checked,
    parameters_of,
    response_address,
    single,
)

BASE = "https://localhost:8443/fhir"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
GOOD = {
    "response_type": "code",
    "client_id": "app",
    "redirect_uri": "https://app.example/callback",
    "scope": "launch/patient openid patient/Observation.rs",
    "state": "xyz",
    "aud": BASE,
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
MISSING = "(missing)"


def asked(**changes: str) -> AuthorizationRequest:
    given = {**GOOD, **changes}
    return checked([(name, value) for name, value in given.items() if value != MISSING], BASE)


def test_a_good_request_is_understood() -> None:
    assert asked(nonce="n", max_age="60", prompt="login consent") == AuthorizationRequest(
        client_id="app",
        redirect_uri="https://app.example/callback",
        state="xyz",
        scope=("launch/patient", "openid", "patient/Observation.rs"),
        code_challenge=CHALLENGE,
        nonce="n",
        prompt=("login", "consent"),
        max_age=60,
    )


def test_a_scope_that_is_repeated_counts_once() -> None:
    assert asked(scope="openid openid fhirUser openid").scope == ("openid", "fhirUser")


def test_the_audience_may_end_with_a_slash() -> None:
    assert asked(aud=f"{BASE}/") == asked()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("response_type", MISSING, "invalid_request"),
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", "code token", "unsupported_response_type"),
        ("response_type", "Code", "unsupported_response_type"),
        ("response_mode", "fragment", "invalid_request"),
        ("response_mode", "form_post", "invalid_request"),
        ("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported"),
        ("request_uri", "https://app.example/request", "request_uri_not_supported"),
        ("aud", MISSING, "invalid_request"),
        ("aud", "https://evil.example/fhir", "invalid_request"),
        ("aud", "https://localhost:8443/fhir//", "invalid_request"),
        ("aud", "https://localhost:8443/FHIR", "invalid_request"),
        ("aud", "https://LOCALHOST:8443/fhir", "invalid_request"),
        ("aud", "HTTPS://localhost:8443/fhir", "invalid_request"),
        ("aud", "http://localhost:8443/fhir", "invalid_request"),
        ("aud", "https://localhost/fhir", "invalid_request"),
        ("aud", "https://localhost:8444/fhir", "invalid_request"),
        ("aud", "https://localhost:08443/fhir", "invalid_request"),
        ("aud", "https://localhost:8443@evil.example/fhir", "invalid_request"),
        ("aud", "https://user@localhost:8443/fhir", "invalid_request"),
        ("aud", "https://localhost:8443/fhir/../fhir", "invalid_request"),
        ("aud", "https://localhost:8443/%66hir", "invalid_request"),
        ("aud", "https://localhost:8443/fhir?x", "invalid_request"),
        ("aud", "https://localhost:8443/fhir#x", "invalid_request"),
        ("aud", f"{BASE} {BASE}", "invalid_request"),
        ("aud", f" {BASE}", "invalid_request"),
        ("code_challenge", MISSING, "invalid_request"),
        ("code_challenge", CHALLENGE[:-1], "invalid_request"),
        ("code_challenge", CHALLENGE + "a", "invalid_request"),
        ("code_challenge", CHALLENGE[:-1] + "=", "invalid_request"),
        ("code_challenge", CHALLENGE[:-1] + "\n", "invalid_request"),
        ("code_challenge", "a" * 128, "invalid_request"),
        ("code_challenge_method", MISSING, "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge_method", "s256", "invalid_request"),
        ("scope", MISSING, "invalid_scope"),
        ("scope", " openid", "invalid_scope"),
        ("scope", "openid  fhirUser", "invalid_scope"),
        ("scope", "openid\tfhirUser", "invalid_request"),
        ("scope", 'openid "', "invalid_scope"),
        ("scope", "openid patient/Patient.rs?name=\\", "invalid_scope"),
        ("scope", "openid ü", "invalid_scope"),
        ("launch", "abc", "invalid_request"),
        ("scope", "launch openid", "invalid_request"),
        ("nonce", "a" * (LONGEST + 1), "invalid_request"),
        ("nonce", "a\0b", "invalid_request"),
        ("state", "a" * (LONGEST + 1), "invalid_request"),
        ("prompt", "register", "invalid_request"),
        ("prompt", "none login", "invalid_request"),
        ("max_age", "-1", "invalid_request"),
        ("max_age", "1.5", "invalid_request"),
        ("max_age", "\u0661", "invalid_request"),
        ("max_age", "9" * 10, "invalid_request"),
    ],
)
def test_what_is_wrong_is_told_by_the_error_of_the_rfc(name: str, value: str, error: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(**{name: value})
    assert refused.value.error == error


@pytest.mark.parametrize("name", [*GOOD, "launch", "nonce", "prompt", "max_age", "response_mode", "request"])
def test_a_parameter_that_is_given_twice_is_refused(name: str) -> None:
    once = GOOD.get(name, "1")
    with pytest.raises(Refused, match=f"The parameter {name} is given more than once") as refused:
        checked([*GOOD.items(), (name, once)] + ([] if name in GOOD else [(name, once)]), BASE)
    assert refused.value.error == "invalid_request"


def test_what_nobody_knows_is_left_aside() -> None:
    assert checked([*GOOD.items(), ("utm_source", "a"), ("utm_source", "b")], BASE) == asked()


@pytest.mark.parametrize("launch", ["0123456789abcdef", "+ /=%", "ü"])
def test_a_launch_goes_with_its_scope(launch: str) -> None:
    assert asked(launch=launch, scope="launch openid").launch == launch


def test_a_parameter_without_a_value_is_left_out() -> None:
    assert parameters_of(b"a=&b=1&c", b"d=") == [("b", "1")]


@pytest.mark.parametrize("bad", [b"state=%ff", b"state=\xff", b"state=%ed%a0%80", b"&".join([b"a=1"] * 101)])
def test_what_cannot_be_read_is_nobodys(bad: bytes) -> None:
    with pytest.raises(Untrusted):
        parameters_of(bad)


def test_a_parameter_that_is_given_twice_has_no_single_value() -> None:
    assert single([("a", "1"), ("a", "1"), ("b", "2")], "a") is None
    assert single([("a", "1"), ("a", "1"), ("b", "2")], "b") == "2"
    assert single([], "b") is None


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=2048))
def test_a_state_comes_back_as_it_was_sent(state: str) -> None:
    received = parameters_of(urlencode({**GOOD, "state": state}).encode())
    address = response_address(
        "https://app.example/callback", [("code", "1"), ("state", checked(received, BASE).state or "")]
    )
    assert dict(parse_qsl(urlsplit(address).query, strict_parsing=True))["state"] == state


@pytest.mark.parametrize(
    ("registered", "answer"),
    [
        ("https://app.example/callback", "https://app.example/callback?code=1"),
        ("https://app.example/callback?a=%20b", "https://app.example/callback?a=%20b&code=1"),
        ("com.example.app:/callback", "com.example.app:/callback?code=1"),
    ],
)
def test_an_answer_stands_behind_what_the_address_has_already(registered: str, answer: str) -> None:
    assert response_address(registered, [("code", "1")]) == answer
