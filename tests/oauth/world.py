"""An authorization server with clients, a person and grants, asked over HTTP."""

from __future__ import annotations

import base64
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636.challenge import create_s256_code_challenge
from flask import Flask
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from werkzeug.test import TestResponse

from fhirserver.access.clients import Client, save_client
from fhirserver.access.tokens import digest, issue_access_token, new_grant
from fhirserver.oauth.assertions import ASSERTION_TYPE
from fhirserver.oauth.authorization_code import issue_code
from fhirserver.store.connection import Connection
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement

ISSUER = "https://localhost:8443"
TOKEN_ENDPOINT = f"{ISSUER}/oauth/token"
REDIRECT = "https://app.example.org/callback"
ORIGIN = "https://app.example.org"
SECRET = "a secret of 256 bits would be random"
VERIFIER = "the-verifier-of-these-tests-is-long-enough-43"
CHALLENGE: str = create_s256_code_challenge(VERIFIER)
APP_SCOPE = "openid fhirUser profile launch/patient offline_access online_access patient/*.rs patient/Observation.cruds"
SYSTEM_SCOPE = "system/Patient.rs system/Observation.cruds"

RSA = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})
EC = ECKey.generate_key("P-384", {"kid": "ec", "use": "sig"})
JWKS = {"keys": [RSA.as_dict(private=False), EC.as_dict(private=False)]}

_SIGNING_KEY = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
_KEY = statement(
    "INSERT INTO signing_key (kid, algorithm, private, public, created, activates) "
    "VALUES (:kid, 'RS256', :private, :public, 0, 0)"
)
_ACCOUNT = statement(
    "INSERT INTO account (id, username, name, fhir_user, active, totp_confirmed, totp_step, created) "
    "VALUES (:id, :id, 'Ada Adams', :fhir_user, :yes, :no, 0, 0)"
)
_ROLE = statement("INSERT INTO account_role (account_id, role) VALUES (:id, 'patient')")
_SESSION = statement(
    "INSERT INTO account_session (digest, id, account_id, methods, authenticated, created, last_used, expires, "
    "user_agent, address) VALUES (:digest, :id, :account_id, '[]', 0, 0, 0, :expires, '', '')"
)
_EVENTS = statement("SELECT kind, outcome, client_id, address FROM security_event ORDER BY number")


_numbers = itertools.count()


def now() -> int:
    return int(time.time())


def client(client_id: str, method: str, **changes: Any) -> Client:
    """A registered client; its secret is SECRET, its keys are JWKS."""
    values: dict[str, Any] = {
        "name": client_id,
        "scope": APP_SCOPE,
        "created": 0,
        "redirect_uris": (REDIRECT,),
        "origins": (ORIGIN,),
        "grant_types": ("authorization_code",),
        "secret": digest(SECRET).hex() if method.startswith("client_secret") else None,
        "jwks": JWKS if method == "private_key_jwt" else None,
    }
    return Client(id=client_id, method=method, **{**values, **changes})  # type: ignore[arg-type]  # one of the methods


CLIENTS = (
    client("public", "none"),
    client("basic", "client_secret_basic"),
    client("post", "client_secret_post"),
    client("key", "private_key_jwt"),
    client("service", "private_key_jwt", scope=SYSTEM_SCOPE, grant_types=("client_credentials",), origins=()),
    client("other", "none", origins=("https://other.example.org",)),
    client("resource-server", "client_secret_basic", scope="introspect", grant_types=(), origins=()),
    client("disabled", "client_secret_post", active=False),
    client("expired", "client_secret_post", expires=1),
)


def assertion(client_id: str = "service", key: Any = RSA, header: Any = None, **claims: Any) -> str:
    """A signed assertion as it should be, except for what is given; a claim None is left out."""
    heading: dict[str, Any] = {"alg": "RS384" if key.key_type == "RSA" else "ES384", "kid": key.kid, "typ": "JWT"}
    heading |= header or {}
    body = {
        "iss": client_id,
        "sub": client_id,
        "aud": TOKEN_ENDPOINT,
        "exp": now() + 240,
        "jti": base64.b64encode(str(time.perf_counter_ns()).encode()).decode(),
        **claims,
    }
    heading = {name: value for name, value in heading.items() if value is not None}
    body = {name: value for name, value in body.items() if value is not None}
    return jwt.encode(heading, body, key, algorithms=[heading["alg"]])


def asserted(text: str, **form: str) -> dict[str, str]:
    return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": text, **form}


def basic(client_id: str, secret: str = SECRET) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()}


@dataclass
class World:
    """The application and what was put into its database."""

    app: Flask
    clients: tuple[Client, ...] = field(default=CLIENTS)

    def __post_init__(self) -> None:
        self.repository: Repository = self.app.extensions["repository"]
        self.http = self.app.test_client()

        def fill(connection: Connection) -> None:
            for each in self.clients:
                save_client(connection, each)
            # Made once for all tests: making one takes long.
            private = self.repository.sealing.seal("signing key", _SIGNING_KEY.as_pem(private=True))
            public = json.dumps(_SIGNING_KEY.as_dict(private=False))
            connection.run(_KEY, {"kid": _SIGNING_KEY.kid, "private": private, "public": public})

        self.repository.database.write(fill)
        self.person("ada")

    def person(self, name: str | None = None) -> str:
        """A new person, their record, and a session, all of the same id; returns the id."""
        made = name or f"person-{next(_numbers)}"

        def work(connection: Connection) -> str:
            connection.run(_ACCOUNT, {"id": made, "fhir_user": f"Patient/{made}", "yes": True, "no": False})
            connection.run(_ROLE, {"id": made})
            session = {"digest": digest(made), "id": made, "account_id": made, "expires": now() + 3600}
            connection.run(_SESSION, session)
            granted = new_grant(connection, client_id="service", scope="system/*.cruds", now=now())
            return issue_access_token(connection, granted, "system/*.cruds", now=now(), seconds=60)

        token = self.repository.database.write(work)
        headers = {"Authorization": f"Bearer {token}"}
        patient = {"resourceType": "Patient", "id": made}
        answer = self.http.put(f"/fhir/Patient/{made}", json=patient, headers=headers, base_url=ISSUER)
        assert answer.status_code == 201, answer.text
        return made

    def client(self, method: str, **changes: Any) -> str:
        """A new client; returns its id."""
        made = client(f"client-{next(_numbers)}", method, **changes)
        self.repository.database.write(lambda connection: save_client(connection, made))
        return made.id

    def post(self, path: str, form: Any = None, headers: Any = None, **options: Any) -> TestResponse:
        data = form if isinstance(form, str | bytes) else urlencode(form or {})
        options.setdefault("content_type", "application/x-www-form-urlencoded")
        return self.http.post(f"/oauth/{path}", data=data, headers=headers, base_url=ISSUER, **options)

    def token(self, form: Any = None, headers: Any = None, **options: Any) -> TestResponse:
        return self.post("token", form, headers, **options)

    def code(self, client_id: str = "public", scope: str = APP_SCOPE, **grant: Any) -> str:
        """A code as after a person's consent."""

        def work(connection: Connection) -> str:
            values = {
                "account_id": "ada",
                "context": {"patient": grant.get("account_id", "ada"), "need_patient_banner": True},
                "nonce": "a nonce",
                "authenticated": 1_700_000_000,
                "methods": ("pwd", "otp"),
                **grant,
            }
            at = values.pop("now", now())
            granted = new_grant(connection, client_id=client_id, scope=scope, now=at, **values)
            return issue_code(connection, granted, REDIRECT, CHALLENGE, now=at)

        return self.repository.database.write(work)

    def exchange(self, code: str, client_id: str | None = "public", headers: Any = None, **form: str) -> TestResponse:
        values = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
        if client_id:
            values["client_id"] = client_id
        return self.token({**values, **form}, headers)

    def tokens(self, client_id: str = "public", **grant: Any) -> dict[str, Any]:
        """The answer to the exchange of a fresh code of a public client."""
        answer = self.exchange(self.code(client_id, **grant), client_id)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json
        return found

    def refresh(self, token: str, client_id: str = "public", **form: str) -> TestResponse:
        return self.token({"grant_type": "refresh_token", "refresh_token": token, "client_id": client_id, **form})

    def sql(self, text: str, **parameters: object) -> int:
        return self.repository.database.write(lambda connection: connection.run(statement(text), parameters))

    def rows(self, text: str, **parameters: object) -> list[tuple[Any, ...]]:
        with self.repository.database.reading() as connection:
            return connection.rows(statement(text), parameters)

    def opens(self, access_token: str) -> bool:
        """Whether an access token opens something."""
        answer = self.post("introspect", {"token": access_token}, basic("resource-server"))
        assert answer.status_code == 200, answer.text
        return bool(answer.json["active"])

    def events(self) -> list[tuple[Any, ...]]:
        with self.repository.database.reading() as connection:
            return connection.rows(_EVENTS)
