"""Backend services: assertions as they must be, each way in which they may not be, and what comes of a good one."""

from __future__ import annotations

import base64
import hmac
import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from fhirserver.access.clients import Client
from fhirserver.oauth.assertions import claimed_client, verify
from fhirserver.oauth.errors import InvalidClientError
from fhirserver.oauth.key_sets import KeySets
from tests.oauth.world import (
    CLIENTS,
    EC,
    ISSUER,
    JWKS,
    RSA,
    SECRET,
    SYSTEM_SCOPE,
    TOKEN_ENDPOINT,
    World,
    asserted,
    assertion,
    basic,
    now,
)

SCOPE = "system/Patient.rs"
KEY_SETS = KeySets(lambda _: pytest.fail("nothing is to be fetched"))
STRANGER = RSAKey.generate_key(2048, {"kid": "rsa"})
P256 = ECKey.generate_key("P-256", {"kid": "p256"})
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # joserfc warns of its size, which is the point
    SMALL = RSAKey.generate_key(1024, {"kid": "small"})


def ask(world: World, text: str, scope: str = SCOPE, **form: str) -> Any:
    return world.token(asserted(text, grant_type="client_credentials", scope=scope, **form))


@pytest.mark.parametrize("key", [RSA, EC], ids=["RS384", "ES384"])
def test_a_signed_assertion_yields_a_token_for_five_minutes_and_no_refresh_token(world: World, key: Any) -> None:
    answer = ask(world, assertion(key=key))
    assert answer.status_code == 200
    body = answer.json
    assert body.keys() == {"access_token", "token_type", "expires_in", "scope"}
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 300, SCOPE)
    assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")
    assert world.opens(body["access_token"])


GOOD: dict[str, Callable[[], str]] = {
    "aud as a list": lambda: assertion(aud=[TOKEN_ENDPOINT]),
    "no typ": lambda: assertion(header={"typ": None}),
    "expired just now": lambda: assertion(exp=now() - 5),
    "as long as possible": lambda: assertion(exp=now() + 300, iat=now(), nbf=now()),
    "a clock that is ahead": lambda: assertion(exp=now() + 310, iat=now() + 10, nbf=now() + 10),
    "exp as a fraction": lambda: assertion(exp=now() + 100.5),
    "further claims": lambda: assertion(custom={"a": [1]}),
    "a long jti": lambda: assertion(jti="é" * 1000),
}


@pytest.mark.parametrize("good", GOOD)
def test_assertions_within_the_rules_are_accepted(world: World, good: str) -> None:
    assert ask(world, GOOD[good]()).status_code == 200


def unsigned() -> str:
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "rsa", "typ": "JWT"}).encode()).rstrip(b"=")
    return f"{head.decode()}.{assertion().split('.')[1]}."


def with_mac(algorithm: str, secret: bytes) -> str:
    """A MAC whose secret is the public key, for those who let the token choose the algorithm."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": "rsa", "typ": "JWT"}).encode()).rstrip(b"=")
    signed = head + b"." + assertion().split(".")[1].encode()
    mac = hmac.digest(secret, signed, f"sha{algorithm[2:]}")
    return (signed + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


def with_header(**header: Any) -> str:
    """Signed as it should be, but with more in its header than should be."""
    registry = jws.JWSRegistry(algorithms=["RS384"], strict_check_header=False)
    payload = base64.urlsafe_b64decode(assertion().split(".")[1] + "==")
    return jws.serialize_compact({"alg": "RS384", "kid": "rsa", **header}, payload, RSA, registry=registry)


def with_claims(payload: bytes) -> str:
    return jws.serialize_compact({"alg": "RS384", "kid": "rsa"}, payload, RSA, algorithms=["RS384"])


def changed(text: str) -> str:
    head, body, signature = text.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**claims, "exp": claims["exp"] + 1}).encode()).rstrip(b"=").decode()
    return f"{head}.{forged}.{signature}"


BAD: dict[str, Callable[[], str]] = {
    "alg none": unsigned,
    "HS256 with the public key": lambda: with_mac("HS256", RSA.as_pem(private=False)),
    "HS384 with the public key": lambda: with_mac("HS384", RSA.as_pem(private=False)),
    "HS384 with the modulus": lambda: with_mac("HS384", RSA.as_dict(private=False)["n"].encode()),
    "RS256": lambda: assertion(header={"alg": "RS256"}),
    "PS384": lambda: assertion(header={"alg": "PS384"}),
    "ES256": lambda: assertion(key=P256, header={"alg": "ES256"}),
    "no kid": lambda: assertion(header={"kid": None}),
    "an unknown kid": lambda: assertion(header={"kid": "nobody"}),
    "the kid of a key of another type": lambda: assertion(header={"kid": "ec"}),
    "a stranger's key": lambda: assertion(key=STRANGER),
    "another typ": lambda: assertion(header={"typ": "at+jwt"}),
    "a foreign jku": lambda: assertion(header={"jku": "https://evil.example.org/jwks"}),
    "an embedded jwk": lambda: with_header(jwk=STRANGER.as_dict(private=False)),
    "x5c": lambda: with_header(x5c=["MIIB"]),
    "x5u": lambda: with_header(x5u="https://evil.example.org/x"),
    "crit": lambda: with_header(crit=["b64"], b64=True),
    "a header nobody knows": lambda: with_header(surprise=1),
    "a changed claim": lambda: changed(assertion()),
    "no signature": lambda: assertion().rpartition(".")[0] + ".",
    "a cut signature": lambda: assertion()[:-20],
    "expired": lambda: assertion(exp=now() - 60),
    "expired long ago": lambda: assertion(exp=1),
    "good for too long": lambda: assertion(exp=now() + 400),
    "good for ever": lambda: assertion(exp=10**30),
    "no exp": lambda: assertion(exp=None),
    "exp as text": lambda: assertion(exp=str(now() + 100)),
    "exp true": lambda: assertion(exp=True),
    "issued long ago": lambda: assertion(iat=now() - 3600),
    "issued in the future": lambda: assertion(iat=now() + 100),
    "iat as text": lambda: assertion(iat="now"),
    "not good yet": lambda: assertion(nbf=now() + 100),
    "no jti": lambda: assertion(jti=None),
    "a blank jti": lambda: assertion(jti=""),
    "a jti that is a number": lambda: assertion(jti=7),
    "no aud": lambda: assertion(aud=None),
    "the issuer as aud": lambda: assertion(aud=ISSUER),
    "the FHIR base as aud": lambda: assertion(aud=f"{ISSUER}/fhir"),
    "aud with a slash": lambda: assertion(aud=TOKEN_ENDPOINT + "/"),
    "aud in capitals": lambda: assertion(aud=TOKEN_ENDPOINT.upper()),
    "another server as aud": lambda: assertion(aud="https://other.example.org/oauth/token"),
    "two audiences": lambda: assertion(aud=[TOKEN_ENDPOINT, "https://other.example.org"]),
    "aud as an object": lambda: assertion(aud={"a": TOKEN_ENDPOINT}),
    "another iss": lambda: assertion(iss="key"),
    "no iss": lambda: assertion(iss=None),
    "no sub": lambda: assertion(sub=None),
    "sub as a list": lambda: assertion(sub=["service"]),
    "an unknown client": lambda: assertion("BAD_CLIENT_ID"),
    "an unknown client with NUL": lambda: assertion("a\0b"),
    "a client without keys": lambda: assertion("public"),
    "another client's name with its own key": lambda: assertion("post"),
    "too long": lambda: assertion(padding="a" * 8192),
    "no JWT": lambda: "abc",
    "three dots": lambda: "...",
    "not ASCII": lambda: "é.é.é",
    "a list of claims": lambda: with_claims(b"[]"),
    "no JSON": lambda: with_claims(b"{"),
    "NaN": lambda: with_claims(b'{"exp": NaN}'),
    "deep nesting": lambda: with_claims(b"[" * 3000 + b"]" * 3000),
    "a lone surrogate": lambda: with_claims(b'{"sub": "\\ud800", "iss": "\\ud800"}'),
}


@pytest.mark.parametrize("bad", BAD)
def test_bad_assertions_are_refused_alike(world: World, bad: str) -> None:
    answer = ask(world, BAD[bad]())
    described = {"error": "invalid_client", "error_description": "The client could not be authenticated."}
    assert (answer.status_code, answer.json) == (401, described)
    assert world.events()[-1][0] == "client-authentication"


@given(st.text(max_size=200) | st.from_regex(r"[A-Za-z0-9_\-]{0,60}\.[A-Za-z0-9_\-]{0,60}\.[A-Za-z0-9_\-]{0,60}"))
def test_whatever_is_sent_as_an_assertion_is_refused_and_never_a_fault(text: str) -> None:
    claimed_client(text)
    with pytest.raises(InvalidClientError):
        verify(text, None, KEY_SETS, TOKEN_ENDPOINT, 0)


def test_an_assertion_is_good_once(world: World) -> None:
    text = assertion()
    assert ask(world, text).status_code == 200
    again = ask(world, text)
    assert (again.status_code, again.json["error"]) == (401, "invalid_client")
    assert ("token", "assertion used before", "service", "127.0.0.1") in world.events()


def test_an_assertion_is_used_up_by_whatever_it_was_used_for(world: World) -> None:
    text = assertion()
    assert ask(world, text, scope="user/*.rs").status_code == 400
    assert ask(world, text).status_code == 401
    text = assertion("key")
    assert world.post("introspect", asserted(text, token="abc")).status_code == 200
    assert world.post("introspect", asserted(text, token="abc")).status_code == 401
    assert world.post("revoke", asserted(text, token="abc")).status_code == 401


def test_the_same_jti_of_another_client_is_another_one(world: World) -> None:
    made = world.client("private_key_jwt", grant_types=("client_credentials",), scope=SYSTEM_SCOPE, jwks=JWKS)
    assert ask(world, assertion(jti="same")).status_code == 200
    assert ask(world, assertion(made, jti="same")).status_code == 200


def test_a_jti_is_remembered_until_its_assertion_has_expired_and_not_for_ever(world: World) -> None:
    made = world.client("private_key_jwt", grant_types=("client_credentials",), scope=SYSTEM_SCOPE, jwks=JWKS)
    expires = now() + 100
    assert ask(world, assertion(made, exp=expires, jti="first")).status_code == 200
    of_client = "SELECT jti, expires FROM assertion_id WHERE client_id = :id ORDER BY jti"
    ((jti, remembered),) = world.rows(of_client, id=made)
    assert jti == "first"
    assert remembered > expires + 15
    world.sql("UPDATE assertion_id SET expires = 1 WHERE client_id = :id", id=made)
    assert ask(world, assertion(made, jti="second")).status_code == 200
    assert [row[0] for row in world.rows(of_client, id=made)] == ["second"]


AMBIGUOUS = {
    "two keys of one kid": {"keys": [*JWKS["keys"], STRANGER.as_dict(private=False)]},
    "no keys": {"keys": []},
    "a key for encryption": {"keys": [{**RSA.as_dict(private=False), "use": "enc"}]},
    "a key for another algorithm": {"keys": [{**RSA.as_dict(private=False), "alg": "RS256"}]},
    "a key for other operations": {"keys": [{**RSA.as_dict(private=False), "key_ops": ["encrypt"]}]},
    "a key without its numbers": {"keys": [{"kty": "RSA", "kid": "rsa"}]},
    "a key that is no key": {"keys": [{"kty": "RSA", "kid": "rsa", "n": "%", "e": 7}]},
    "a secret": {"keys": [{"kty": "oct", "kid": "rsa", "k": "c2VjcmV0"}]},
}


@pytest.mark.parametrize("which", AMBIGUOUS)
def test_keys_that_are_not_clear_verify_nothing(world: World, which: str) -> None:
    made = world.client(
        "private_key_jwt", grant_types=("client_credentials",), scope=SYSTEM_SCOPE, jwks=AMBIGUOUS[which]
    )
    assert ask(world, assertion(made)).status_code == 401


def test_a_key_that_is_too_small_verifies_nothing(world: World) -> None:
    jwks = {"keys": [SMALL.as_dict(private=False)]}
    made = world.client("private_key_jwt", grant_types=("client_credentials",), scope=SYSTEM_SCOPE, jwks=jwks)
    assert ask(world, assertion(made, key=SMALL)).status_code == 401


def test_the_algorithms_of_a_client_are_all_that_it_may_use(world: World) -> None:
    made = world.client(
        "private_key_jwt", grant_types=("client_credentials",), scope=SYSTEM_SCOPE, algorithms=("ES384",)
    )
    assert ask(world, assertion(made, key=RSA)).status_code == 401
    assert ask(world, assertion(made, key=EC)).status_code == 200


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        (SYSTEM_SCOPE, SYSTEM_SCOPE),
        ("system/Patient.cruds", "system/Patient.rs"),
        ("system/*.rs", "system/Patient.rs system/Observation.rs"),
        ("system/Patient.read", "system/Patient.read"),
        ("system/Patient.rs?_id=1", "system/Patient.rs?_id=1"),
        ("system/Patient.rs patient/Patient.rs openid offline_access", "system/Patient.rs"),
        ("system/Condition.rs", None),
        ("patient/Patient.rs", None),
        ("user/*.cruds", None),
        ("system/Patient.sr", None),
        ("system/patient.rs", None),
        ("openid", None),
        ("", None),
    ],
)
def test_a_scope_is_what_was_asked_and_registered(world: World, asked: str, got: str | None) -> None:
    answer = ask(world, assertion(), scope=asked)
    if got is None:
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_scope")
    else:
        assert answer.status_code == 200
        assert set(answer.json["scope"].split()) == set(got.split())


def test_what_is_registered_beyond_system_is_not_given_to_a_service(world: World) -> None:
    made = world.client("private_key_jwt", grant_types=("client_credentials",), scope="system/Patient.rs user/*.cruds")
    answer = ask(world, assertion(made), scope="user/*.cruds system/Patient.rs")
    assert (answer.status_code, answer.json["scope"]) == (200, "system/Patient.rs")


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post", "none"])
def test_a_service_without_a_private_key_gets_nothing(world: World, method: str) -> None:
    made = world.client(method, grant_types=("client_credentials",), scope=SYSTEM_SCOPE)
    form = {"grant_type": "client_credentials", "scope": SCOPE}
    if method == "client_secret_basic":
        answer = world.token(form, basic(made))
    elif method == "client_secret_post":
        answer = world.token({**form, "client_id": made, "client_secret": SECRET})
    else:
        answer = world.token({**form, "client_id": made})
    assert (answer.status_code, answer.json["error"]) == (400, "unauthorized_client")


def test_an_app_that_is_not_registered_as_a_service_gets_nothing(world: World) -> None:
    answer = ask(world, assertion("key"))
    assert (answer.status_code, answer.json["error"]) == (400, "unauthorized_client")


def test_old_grants_of_services_are_forgotten(world: World) -> None:
    made = world.client("private_key_jwt", grant_types=("client_credentials",), scope=SYSTEM_SCOPE)
    assert ask(world, assertion(made)).status_code == 200
    world.sql("UPDATE oauth_grant SET expires = :then WHERE client_id = :id", then=now() - 2 * 24 * 3600, id=made)
    assert ask(world, assertion(made)).status_code == 200
    assert world.rows("SELECT count(*) FROM oauth_grant WHERE client_id = :id", id=made) == [(1,)]


@pytest.mark.parametrize("key", [RSA, EC], ids=["RS384", "ES384"])
def test_refusing_a_client_that_there_is_not_takes_as_much(key: Any) -> None:
    """What takes the time is one signature: it is looked at, whoever is named."""
    known = next(each for each in CLIENTS if each.id == "service")

    def signatures(client_id: str, client: Client | None) -> int:
        forged = assertion(client_id, key=key)[:-6] + "AAAAAA"
        calls: list[str] = []
        sys.setprofile(lambda frame, event, called: calls.append(called.__name__) if event == "c_call" else None)
        try:
            with pytest.raises(InvalidClientError):
                verify(forged, client, KEY_SETS, TOKEN_ENDPOINT, now())
        finally:
            sys.setprofile(None)
        return calls.count("verify")

    assert signatures("nobody!", None) == signatures("service", known) == 1
