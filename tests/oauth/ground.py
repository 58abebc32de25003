"""What the tests of authorization stand on: an application with clients, people, patients and visits."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from fhirserver.access.clients import Client, save_client
from fhirserver.accounts.accounts import Account, add_account
from fhirserver.store.connection import Connection
from fhirserver.store.engine import Database
from fhirserver.store.sql import statement
from tests.fhir_client import FhirClient
from tests.oauth.forms import ORIGIN, Browser, Page

BASE = f"{ORIGIN}/fhir"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
REDIRECT = "https://app.example/callback"
SCOPE = (
    "launch launch/patient launch/encounter openid fhirUser profile online_access offline_access"
    " patient/*.cruds user/*.cruds"
)
APP = Client(
    id="growth",
    name="Growth <Chart>",
    publisher="Example & Sons",
    method="none",
    scope=SCOPE,
    created=0,
    redirect_uris=(REDIRECT,),
    launch_uri="https://app.example/launch",
    grant_types=("authorization_code", "refresh_token"),
)
OTHER = replace(APP, id="other", name="Other", redirect_uris=("https://other.example/",), launch_uri=None)
PEOPLE: tuple[dict[str, Any], ...] = (
    {"id": "ada", "name": [{"family": "Lovelace", "given": ["Ada"]}], "birthDate": "1815-12-10", "gender": "female"},
    {"id": "alan", "name": [{"family": "Turing", "given": ["Alan"]}], "birthDate": "1912-06-23", "gender": "male"},
    {"id": "grace", "name": [{"family": "Hopper, Jr", "given": ["Grace"]}], "birthDate": "1906-12-09"},
)

_GRANT = statement("SELECT scope, context, session_id, account_id, nonce, authenticated, methods, id FROM oauth_grant")
_CODE = statement("SELECT redirect_uri, code_challenge, expires, used, grant_id FROM authorization_code")
_EVENTS = statement("SELECT kind, outcome, client_id, account_id, detail FROM security_event ORDER BY number")
_ROWS = {
    "grants": statement("SELECT count(*) FROM oauth_grant WHERE client_id <> 'tests'"),
    "codes": statement("SELECT count(*) FROM authorization_code"),
}


@dataclass
class Ground:
    """The application, its people, and what its database holds."""

    app: Flask
    ahead: float = 0.0
    """Seconds by which the clock of the pages goes ahead."""

    def __post_init__(self) -> None:
        self.app.extensions["clock"] = lambda: time.time() + self.ahead
        fhir = FhirClient(self.app)
        assert fhir.put("Practitioner/dr", {"resourceType": "Practitioner", "id": "dr"}).status in (200, 201)
        for person in PEOPLE:
            patient = {
                "resourceType": "Patient",
                "generalPractitioner": [{"reference": "Practitioner/dr"}],
                "identifier": [{"system": "https://hospital.example/mrn", "value": f"MRN|{person['id']}"}],
                **person,
            }
            assert fhir.put(f"Patient/{person['id']}", patient).status in (200, 201)
        for number, patient in enumerate(("ada", "ada", "alan")):
            assert fhir.put(f"Encounter/visit-{number}", visit(f"visit-{number}", patient, number)).status in (200, 201)
        self.register(APP)
        self.register(OTHER)
        self.doctor = self.person("doctor", "physician", "Practitioner/dr")

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions["repository"].database
        return database

    def register(self, client: Client) -> None:
        self.database.write(lambda connection: save_client(connection, client))

    def person(self, name: str, role: str, fhir_user: str | None = None) -> Account:
        """A new account."""

        def work(connection: Connection) -> Account:
            return add_account(
                connection,
                username=name,
                name=f"{name.title()} <b>",
                roles=frozenset({role}),
                fhir_user=fhir_user,
                now=int(time.time()),
            )

        return self.database.write(work)

    def browser(self, account: Account | None = None) -> Browser:
        """A browser, with a session of ``account``."""
        browser = Browser(self.app)
        if account is not None:
            browser.sign_in(account)
        return browser

    def count(self, what: str) -> int:
        with self.database.reading() as connection:
            row = connection.row(_ROWS[what])
        assert row is not None
        return int(row[0])

    def grants(self) -> list[dict[str, Any]]:
        """What was granted, with the launch context decoded."""
        names = ["scope", "context", "session_id", "account_id", "nonce", "authenticated", "methods", "id"]
        with self.database.reading() as connection:
            rows = [dict(zip(names, row, strict=True)) for row in connection.rows(_GRANT)]
        decoded = [
            {**row, "context": json.loads(row["context"]), "methods": json.loads(row["methods"])} for row in rows
        ]
        return [row for row in decoded if row["account_id"] is not None]

    def codes(self) -> list[tuple[Any, ...]]:
        with self.database.reading() as connection:
            return list(connection.rows(_CODE))

    def events(self) -> list[tuple[Any, ...]]:
        with self.database.reading() as connection:
            return list(connection.rows(_EVENTS))


def visit(name: str, patient: str, day: int) -> dict[str, Any]:
    return {
        "resourceType": "Encounter",
        "id": name,
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB", "display": "ambulatory"},
        "subject": {"reference": f"Patient/{patient}"},
        "participant": [{"individual": {"reference": "Practitioner/dr"}}],
        "period": {"start": f"2026-11-0{day + 1}T09:00:00Z", "end": f"2026-11-0{day + 1}T09:30:00Z"},
    }


MISSING = "(missing)"


def asked(**changes: str) -> dict[str, str]:
    """The parameters of a good request, with changes."""
    given = {
        "response_type": "code",
        "client_id": APP.id,
        "redirect_uri": REDIRECT,
        "scope": "launch/patient openid patient/Observation.rs",
        "state": "a state",
        "aud": BASE,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }
    return {name: value for name, value in given.items() if value != MISSING}


def authorize(browser: Browser, **changes: str) -> Page:
    """What the authorization endpoint answers to a request by GET."""
    return browser.get(f"/oauth/authorize?{urlencode(asked(**changes))}")


def consent_page(browser: Browser, patient: str = "ada", **changes: str) -> Page:
    """The consent page, after the patient was chosen if that was asked."""
    page = browser.follow(authorize(browser, **changes))
    assert page.status == 200, (page.status, page.text, page.location)
    if any(form.action == "/oauth/patient" for form in page.forms):
        hidden = dict(page.form("/oauth/patient").fields)
        fields = {"csrf": hidden["csrf"], "request": hidden["request"], "patient": patient}
        page = browser.follow(browser.post("/oauth/patient", fields))
    return page
