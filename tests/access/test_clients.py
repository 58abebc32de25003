"""Clients come back as they were registered, and what may not be registered is refused."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from fhirserver.access.clients import Client, find_client, list_clients, remove_client, save_client
from fhirserver.access.events import record
from fhirserver.access.registration import RegistrationError, client_of, scope_problems, with_secret
from fhirserver.access.tokens import digest, issue_access_token, look_up, new_grant
from fhirserver.store.connection import Connection
from fhirserver.store.engine import Database
from fhirserver.store.sql import statement
from tests.tokens import CLIENT

NOW = 1_900_000_000
EC = ECKey.generate_key("P-384", {"kid": "e1"}, private=True)
RSA = RSAKey.generate_key(2048, {"kid": "r1"}, private=True)
PUBLIC = {"keys": [EC.as_dict(private=False), RSA.as_dict(private=False)]}
EVERYTHING = Client(
    id="c-1",
    name="Ürzte & Co",
    method="private_key_jwt",
    scope="system/*.rs",
    created=NOW,
    publisher="P",
    secret="00ff",
    jwks=PUBLIC,
    jwks_uri="https://c.example/jwks",
    algorithms=("ES384",),
    redirect_uris=("https://c.example/a", "http://127.0.0.1:9/b?x=1"),
    launch_uri="https://c.example/launch",
    origins=("https://c.example",),
    grant_types=("authorization_code", "refresh_token"),
    active=False,
    owner="Ada",
    expires=NOW + 1,
)
APP: dict[str, Any] = {
    "id": "app",
    "name": "App",
    "method": "none",
    "scope": "launch/patient patient/*.rs openid fhirUser",
    "redirect_uris": ["https://app.example/callback"],
    "grant_types": ["authorization_code", "refresh_token"],
}
MACHINE: dict[str, Any] = {
    "id": "machine",
    "name": "Machine",
    "method": "private_key_jwt",
    "scope": "system/*.rs",
    "jwks": PUBLIC,
    "grant_types": ["client_credentials"],
}


def find(database: Database, client_id: str) -> Client | None:
    with database.reading() as connection:
        return find_client(connection, client_id)


def save(database: Database, client: Client) -> None:
    database.write(lambda connection: save_client(connection, client))


@pytest.mark.parametrize("client", [EVERYTHING, Client("min", "M", "none", "openid", NOW)], ids=["all", "least"])
def test_a_client_comes_back_as_it_was_saved(database: Database, client: Client) -> None:
    save(database, client)
    assert find(database, client.id) == client


def test_a_client_is_changed_by_saving_it_again_and_keeps_what_it_was_granted(database: Database) -> None:
    save(database, EVERYTHING)
    active = replace(EVERYTHING, active=True, expires=None, jwks=None)

    def work(connection: Connection) -> str:
        save_client(connection, active)
        grant = new_grant(connection, client_id="c-1", scope="system/*.rs", now=NOW)
        return issue_access_token(connection, grant, "system/*.rs", now=NOW, seconds=60)

    token = database.write(work)
    save(database, replace(active, name="Other"))
    with database.reading() as connection:
        assert look_up(connection, token, NOW)
    assert find(database, "c-1") == replace(active, name="Other")


@pytest.mark.parametrize("client_id", ["", "C-1", "c-1 ", "c_1", "nobody", "c-1\0", "é" * 5000])
def test_another_id_is_nobody(database: Database, client_id: str) -> None:
    save(database, EVERYTHING)
    assert find(database, client_id) is None


def test_all_are_listed_by_id(database: Database) -> None:
    for name in ("b", "a", "c"):
        save(database, replace(EVERYTHING, id=name))
    with database.reading() as connection:
        assert [client.id for client in list_clients(connection) if client.id != CLIENT] == ["a", "b", "c"]


def test_removing_a_client_removes_its_tokens_and_nobody_elses(database: Database) -> None:
    tokens = {}
    for name in ("a", "b"):

        def work(connection: Connection, name: str = name) -> str:
            save_client(connection, replace(EVERYTHING, id=name, active=True, expires=None))
            grant = new_grant(connection, client_id=name, scope="system/*.rs", now=NOW)
            return issue_access_token(connection, grant, "system/*.rs", now=NOW, seconds=60)

        tokens[name] = database.write(work)
    assert database.write(lambda connection: remove_client(connection, "a"))
    assert not database.write(lambda connection: remove_client(connection, "a"))
    with database.reading() as connection:
        assert look_up(connection, tokens["a"], NOW) is None
        assert look_up(connection, tokens["b"], NOW)


@pytest.mark.parametrize(
    ("active", "expires", "usable"),
    [(True, None, True), (True, NOW + 1, True), (True, NOW, False), (False, None, False), (False, NOW + 1, False)],
)
def test_when_a_client_is_usable(active: bool, expires: int | None, usable: bool) -> None:
    assert replace(EVERYTHING, active=active, expires=expires).usable(NOW) is usable


def test_an_app_and_a_machine_are_registered() -> None:
    app = client_of(APP, NOW)
    assert (app.id, app.method, app.redirect_uris, app.created) == (
        "app",
        "none",
        ("https://app.example/callback",),
        NOW,
    )
    assert (app.secret, app.active, app.jwks) == (None, True, None)
    machine = client_of({**MACHINE, "redirect_uris": None, "owner": "Ada"}, NOW)
    assert (machine.jwks, machine.algorithms, machine.owner) == (PUBLIC, ("RS384", "ES384"), "Ada")


def test_a_secret_is_kept_as_its_digest_only() -> None:
    client, secret = with_secret(client_of({**APP, "method": "client_secret_basic"}, NOW))
    assert client.secret == digest(secret).hex()
    assert with_secret(client)[1] != secret


REDIRECTS = [
    "http://app.example/callback",
    "https://app.example/#x",
    "https://app.example/#",
    "https://*.example/x",
    "https://app.example/*",
    "https://user@app.example/",
    "https://app.example:x/",
    "https://app.example:99999/",
    "https:///x",
    "https:app.example",
    "//app.example/x",
    "/callback",
    "javascript:alert(1)",
    "data:text/html,x",
    "myapp:/callback",
    "http://localhost.example/x",
    "http://127.0.0.1.example/x",
    "http://127.0.0.1@evil.example/x",
    "https://app.example\\@evil.example/",
    "https://app.example/a b",
    "https://app.example/\n",
    "https://äpp.example/",
    "https://app.example/" + "x" * 2000,
    "https://[::1",
    "",
]


@pytest.mark.parametrize("uri", REDIRECTS)
def test_redirect_uris_that_are_refused(uri: str) -> None:
    with pytest.raises(RegistrationError) as refused:
        client_of({**APP, "redirect_uris": [uri]}, NOW)
    assert list(refused.value.problems) == ["redirect_uris"]
    with pytest.raises(RegistrationError):
        client_of({**APP, "launch_uri": uri or "x"}, NOW)


@pytest.mark.parametrize(
    "uri",
    [
        "https://a.example",
        "https://a.example:8443/x?y=%20z",
        "http://localhost/x",
        "http://127.0.0.1:1/",
        "http://[::1]:9/x",
    ],
)
def test_redirect_uris_that_are_taken(uri: str) -> None:
    assert client_of({**APP, "redirect_uris": [uri], "launch_uri": uri}, NOW).redirect_uris == (uri,)


@pytest.mark.parametrize(
    "origin",
    [
        "https://a.example/",
        "https://a.example/x",
        "https://A.example",
        "http://a.example",
        "*",
        "null",
        "https://*.a.example",
    ],
)
def test_origins_that_are_refused(origin: str) -> None:
    with pytest.raises(RegistrationError) as refused:
        client_of({**APP, "origins": [origin]}, NOW)
    assert list(refused.value.problems) == ["origins"]


KEY_SETS: dict[str, Any] = {
    "no object": [],
    "no keys": {},
    "empty": {"keys": []},
    "no list": {"keys": {"kid": "x"}},
    "not keys": {"keys": ["x"]},
    "a private key": {"keys": [EC.as_dict(private=True)]},
    "a shared secret": {"keys": [OctKey.generate_key(256, {"kid": "o"}).as_dict()]},
    "without kid": {"keys": [{key: value for key, value in EC.as_dict(private=False).items() if key != "kid"}]},
    "the same kid twice": {"keys": [EC.as_dict(private=False)] * 2},
    "an unknown type": {"keys": [{"kid": "x", "kty": "OKP", "crv": "Ed25519", "x": "AA"}]},
    "a broken key": {"keys": [{**EC.as_dict(private=False), "x": "AAAA"}]},
    "a short RSA key": {"keys": [{"kid": "s", "kty": "RSA", "e": "AQAB", "n": "w" * 171}]},
    "text": "x",
}


@pytest.mark.parametrize("name", KEY_SETS)
def test_key_sets_that_are_refused(name: str) -> None:
    with pytest.raises(RegistrationError) as refused:
        client_of({**MACHINE, "jwks": KEY_SETS[name]}, NOW)
    assert list(refused.value.problems) == ["jwks"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "a b"}, "id"),
        ({"id": ""}, "id"),
        ({"id": "x" * 65}, "id"),
        ({"id": "a\n"}, "id"),
        ({"name": ""}, "name"),
        ({"method": "tls_client_auth"}, "method"),
        ({"scope": ""}, "scope"),
        ({"scope": "system/*.rs"}, "scope"),
        ({"scope": "patient/*.rs nonsense"}, "scope"),
        ({"scope": "patient/*.sr"}, "scope"),
        ({"grant_types": ["implicit"]}, "grant_types"),
        ({"grant_types": ["password"]}, "grant_types"),
        ({"grant_types": ["authorization_code", "client_credentials"]}, "grant_types"),
        ({"grant_types": ["client_credentials"]}, "grant_types"),
        ({"grant_types": ["refresh_token"], "redirect_uris": []}, "grant_types"),
        ({"redirect_uris": []}, "redirect_uris"),
        ({"grant_types": []}, "redirect_uris"),
        ({"jwks": PUBLIC}, "jwks"),
        ({"jwks_uri": "https://a.example/jwks"}, "jwks_uri"),
        ({"method": "private_key_jwt"}, "jwks"),
        ({"method": "private_key_jwt", "jwks": PUBLIC, "jwks_uri": "https://a.example/jwks"}, "jwks"),
        ({"method": "private_key_jwt", "jwks_uri": "http://a.example/jwks"}, "jwks_uri"),
        ({"method": "private_key_jwt", "jwks": PUBLIC, "algorithms": ["HS256"]}, "algorithms"),
        ({"method": "private_key_jwt", "jwks": PUBLIC, "algorithms": ["none"]}, "algorithms"),
        ({"secret": "00"}, "secret"),
        ({"active": True}, "active"),
        ({"redirect_uris": ["https://a.example/"] * 51}, "redirect_uris"),
    ],
)
def test_what_cannot_be_registered(change: dict[str, Any], field: str) -> None:
    with pytest.raises(RegistrationError) as refused:
        client_of({**APP, **change}, NOW)
    assert field in refused.value.problems
    assert f"{field}: " in str(refused.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(RegistrationError) as refused:
        client_of({**APP, "id": "", "redirect_uris": ["x", "http://y.example"], "origins": ["z"]}, NOW)
    assert {name: len(texts) for name, texts in refused.value.problems.items()} == {
        "id": 1,
        "redirect_uris": 2,
        "origins": 1,
    }


def test_scopes_of_machines_and_of_apps() -> None:
    assert scope_problems("system/*.cruds system/Patient.read", machine=True) == []
    assert scope_problems("user/*.rs patient/Patient.r openid offline_access launch", machine=False) == []
    assert len(scope_problems("openid user/*.rs system/*.r", machine=True)) == 2
    assert len(scope_problems("openid system/*.r system/*.zz", machine=False)) == 2


def test_an_event_stands_with_its_transaction(database: Database) -> None:
    before = int(time.time())
    events = statement(
        "SELECT at, kind, outcome, client_id, account_id, address, detail FROM security_event ORDER BY number"
    )

    class Undone(Exception):
        """What ends a transaction."""

    def failing(connection: Connection) -> None:
        record(connection, "token", "success")
        raise Undone

    with pytest.raises(Undone):
        database.write(failing)
    database.write(lambda connection: record(connection, "sign-in", "wrong password", address="192.0.2.1"))
    detail = {"scope": "a", "text": "ü"}
    database.write(
        lambda connection: record(connection, "token", "success", client_id="c", account_id="a", detail=detail, now=7)
    )
    with database.reading() as connection:
        first, second = connection.rows(events)
    assert before <= first[0] <= time.time()
    assert first[1:] == ("sign-in", "wrong password", None, None, "192.0.2.1", None)
    assert (*second[:6], json.loads(second[6])) == (7, "token", "success", "c", "a", None, detail)
