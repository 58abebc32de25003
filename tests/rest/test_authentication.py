"""Nothing is served without an access token but what the server can do.  https://www.rfc-editor.org/rfc/rfc6750"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from fhirserver import create_app
from fhirserver.access.tokens import digest, issue_access_token, new_grant, revoke_grant
from fhirserver.rest.authentication import context_for
from fhirserver.rest.refusals import MOST_A_MINUTE, Refusals
from fhirserver.store.connection import Connection
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from tests.databases import ENGINES, Databases
from tests.fhir_client import FHIR_JSON, Answer, FhirClient
from tests.interactions.resources import basic, patient
from tests.rest.conftest import rows_of
from tests.tokens import CLIENT, TOKEN, issue_in

PATIENT = b'{"resourceType":"Patient"}'
EVENTS = statement("SELECT kind, outcome, client_id, account_id, address, detail FROM security_event ORDER BY number")
UNKNOWN = "A" * 43

REQUESTS = [
    ("GET", "Patient/one"),
    ("HEAD", "Patient/one"),
    ("GET", "Patient/nobody"),
    ("GET", "Patient/one/_history"),
    ("GET", "Patient/one/_history/1"),
    ("GET", "Patient"),
    ("GET", "Patient?identifier=1"),
    ("GET", "Patient?nonsense=1"),
    ("GET", "Patient/one/Observation"),
    ("GET", "Patient/one/*"),
    ("GET", ""),
    ("GET", "_history"),
    ("GET", "Nothing"),
    ("GET", "Nothing/one"),
    ("GET", "patient/one"),
    ("GET", "a/b/c/d/e"),
    ("GET", "metadata/x"),
    ("GET", "Metadata"),
    ("GET", "%FF"),
    ("GET", "Patient?_format=xml"),
    ("POST", ""),
    ("POST", "Patient"),
    ("POST", "Patient/_search"),
    ("POST", "_search"),
    ("POST", "metadata"),
    ("PUT", "Patient/one"),
    ("PUT", "Patient?identifier=1"),
    ("PATCH", "Patient/one"),
    ("DELETE", "Patient/one"),
    ("DELETE", "Patient?identifier=1"),
    ("TRACE", "Patient/one"),
    ("BREW", "Patient/one"),
]


@pytest.fixture
def nobody(shared: FhirClient) -> FhirClient:
    """A client without a token."""
    return FhirClient(shared.app, token=None)


@pytest.fixture(scope="module", params=ENGINES)
def other(request: pytest.FixtureRequest, databases: Databases) -> Iterator[FhirClient]:
    """A client of a server whose grants and clients the tests may spoil."""
    settings = databases.fresh(request.param)
    app = create_app(settings)
    yield FhirClient(app)
    app.extensions["repository"].close()
    databases.remove(settings)


def repository_of(client: FhirClient) -> Repository:
    found: Repository = client.app.extensions["repository"]
    return found


def events(client: FhirClient) -> list[tuple[Any, ...]]:
    with repository_of(client).database.reading() as connection:
        return connection.rows(EVENTS)


def refused(answer: Answer, status: int, code: str, challenge: str) -> None:
    """The answer is this refusal: status, code of the issue, challenge."""
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (status, challenge)
    assert answer.headers["Content-Type"] == "application/fhir+json; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert [(issue["severity"], issue["code"]) for issue in answer.issues] == [("error", code)]


MISSING = 'Bearer realm="fhir"'
INVALID = 'Bearer realm="fhir", error="invalid_token"'
MALFORMED = 'Bearer realm="fhir", error="invalid_request"'


@pytest.mark.parametrize(("method", "path"), REQUESTS)
def test_without_a_token_every_address_answers_the_same(nobody: FhirClient, method: str, path: str) -> None:
    before = rows_of(nobody)
    answer = nobody.request(method, path, PATIENT if method in ("POST", "PUT", "PATCH") else None)
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, MISSING)
    if method != "HEAD":
        refused(answer, 401, "login", MISSING)
        assert answer.body == nobody.get("Patient/one").body
    assert rows_of(nobody) == before


def test_what_the_server_can_do_is_for_everybody(nobody: FhirClient) -> None:
    for answer in (nobody.get("metadata"), nobody.get("metadata?_summary=true"), nobody.get("metadata/")):
        assert (answer.status, answer.json["resourceType"]) == (200, "CapabilityStatement")
    assert nobody.head("metadata").status == 200
    # A token that is not good changes nothing there.
    assert nobody.get("metadata", authorization=f"Bearer {UNKNOWN}").status == 200
    assert nobody.get("metadata", authorization="nonsense, nonsense").status == 200


def test_which_methods_an_address_has_is_for_everybody(nobody: FhirClient) -> None:
    answer = nobody.request("OPTIONS", "Patient/one")
    assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer  "])
def test_the_scheme_is_written_in_any_case(nobody: FhirClient, scheme: str) -> None:
    assert nobody.get("Patient/one", authorization=f"{scheme} {TOKEN}").json["id"] == "one"


@pytest.mark.parametrize(
    "token",
    [
        UNKNOWN,
        TOKEN[:-1],
        TOKEN + "n",
        TOKEN.upper(),
        TOKEN + "=",
        TOKEN[::-1],
        digest(TOKEN).hex(),
        "A" * 42 + "=",
        "A" * 44,
        "A" * 7000,
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
        "~.+/",
    ],
)
def test_a_token_that_was_not_issued_here_is_invalid(nobody: FhirClient, token: str) -> None:
    answer = nobody.get("Patient/one", authorization=f"Bearer {token}")
    refused(answer, 401, "login", INVALID)
    assert token not in answer.body.decode()


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer a b",
        f"Bearer {TOKEN} {TOKEN}",
        f"Bearer  {TOKEN};",
        'Bearer "x"',
        "Bearer \u00e9",
        f"Bearer\t{TOKEN}",
        "",
        " ",
        f"Bearer {TOKEN}, Bearer {TOKEN}",
        f"Bearer {TOKEN},Basic eDp5",
        f"Basic eDp5,Bearer {TOKEN}",
        f"{TOKEN}, {TOKEN}",
        ",",
    ],
)
def test_a_header_that_is_not_one_bearer_token_is_malformed(nobody: FhirClient, header: str) -> None:
    refused(nobody.get("Patient/one", authorization=header), 400, "security", MALFORMED)


def test_two_headers_are_malformed_also_if_both_are_good(shared: FhirClient) -> None:
    answer = shared.app.test_client().get(
        "/fhir/Patient/one", headers=[("Authorization", f"Bearer {TOKEN}"), ("Authorization", f"Bearer {TOKEN}")]
    )
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (400, MALFORMED)


@pytest.mark.parametrize("header", ["Basic dGVzdHM6eA==", f"Token {TOKEN}", TOKEN, f"DPoP {TOKEN}", "Negotiate"])
def test_another_scheme_is_no_token(nobody: FhirClient, header: str) -> None:
    refused(nobody.get("Patient/one", authorization=header), 401, "login", MISSING)


@pytest.mark.parametrize("token", [TOKEN, None])
@pytest.mark.parametrize("query", [f"access_token={TOKEN}", "access_token=", f"_id=one&access_token={TOKEN}"])
def test_a_token_in_an_address_is_refused(shared: FhirClient, token: str | None, query: str) -> None:
    asking = FhirClient(shared.app, token)
    for path in ("Patient/one", "Patient", "nothing", ""):
        answer = asking.get(f"{path}?{query}", prefer="handling=lenient")
        refused(answer, 400, "security", MALFORMED)
        assert TOKEN not in answer.body.decode()


def test_a_token_in_a_body_is_refused(shared: FhirClient, nobody: FhirClient) -> None:
    form = {"content-type": "application/x-www-form-urlencoded", "prefer": "handling=lenient"}
    body = f"access_token={TOKEN}".encode()
    # Nobody's body is read.
    refused(nobody.request("POST", "Patient/_search", body, **form), 401, "login", MISSING)
    answer = shared.request("POST", "Patient/_search", body, **form)
    assert (answer.status, answer.issues[0]["code"]) == (400, "security")


def test_the_token_comes_before_the_body(nobody: FhirClient) -> None:
    for body in (b"x" * 2_000_000, b"{", b"\xff"):
        refused(nobody.request("POST", "Patient", body), 401, "login", MISSING)
    refused(nobody.request("POST", "Patient", b"{", content_encoding="gzip"), 401, "login", MISSING)
    refused(nobody.request("POST", "Patient", b"{", content_type="text/plain"), 401, "login", MISSING)


def issued(client: FhirClient, seconds: int = 3600) -> tuple[str, str]:
    """Return a grant and a token of it."""

    def work(connection: Connection) -> tuple[str, str]:
        now = int(time.time())
        grant = new_grant(connection, client_id=CLIENT, scope="system/*.cruds", now=now)
        return grant, issue_access_token(connection, grant, "system/*.cruds", now=now, seconds=seconds)

    return repository_of(client).database.write(work)


def test_an_expired_token_is_told_so(other: FhirClient) -> None:
    _, token = issued(other, 0)
    answer = FhirClient(other.app, token).get("Patient")
    refused(answer, 401, "expired", INVALID)
    assert answer.issues[0]["diagnostics"] == "The access token has expired."


def test_a_revoked_token_opens_nothing_from_the_next_request_on(other: FhirClient) -> None:
    grant, token = issued(other)
    client = FhirClient(other.app, token)
    assert [client.get("Patient").status for _ in range(3)] == [200] * 3
    repository_of(other).database.write(lambda connection: revoke_grant(connection, grant, int(time.time())))
    refused(client.get("Patient"), 401, "login", INVALID)
    refused(client.get("Nothing"), 401, "login", INVALID)


@pytest.mark.parametrize(
    ("end", "again"),
    [
        (
            "UPDATE oauth_client SET active = (1 = 0) WHERE id = 'app'",
            "UPDATE oauth_client SET active = (1 = 1) WHERE id = 'app'",
        ),
        ("UPDATE oauth_client SET expires = 1 WHERE id = 'app'", "UPDATE oauth_client SET expires = NULL"),
    ],
)
def test_a_disabled_client_is_out_at_the_next_request(other: FhirClient, end: str, again: str) -> None:
    database = repository_of(other).database
    token = database.write(lambda connection: issue_in(connection, "system/*.cruds", client="app"))
    client = FhirClient(other.app, token)
    assert client.get("Patient").status == 200
    database.write(lambda connection: connection.run(statement(end)))
    assert client.get("Patient").status == 401
    database.write(lambda connection: connection.run(statement(again)))
    assert client.get("Patient").status == 200


def test_another_application_on_the_same_database_sees_the_revocation(other: FhirClient) -> None:
    second = create_app(repository_of(other).settings)
    grant, token = issued(other)
    client = FhirClient(second, token)
    assert client.get("Patient").status == 200
    repository_of(other).database.write(lambda connection: revoke_grant(connection, grant, int(time.time())))
    assert client.get("Patient").status == 401
    second.extensions["repository"].close()


def test_refusals_are_security_events_and_show_no_token(other: FhirClient) -> None:
    before = len(events(other))
    grant, token = issued(other)
    _, expired = issued(other, 0)
    repository_of(other).database.write(lambda connection: revoke_grant(connection, grant, int(time.time())))
    for each in (token, expired, UNKNOWN, "short"):
        assert FhirClient(other.app, each).get("Patient").status == 401
    FhirClient(other.app, None).get("Patient")
    found = events(other)[before:]
    assert found == [
        ("access-token", "revoked", CLIENT, None, "127.0.0.1", None),
        ("access-token", "expired", CLIENT, None, "127.0.0.1", None),
        ("access-token", "unknown", None, None, "127.0.0.1", None),
        ("access-token", "unknown", None, None, "127.0.0.1", None),
    ]


def test_of_a_flood_of_refusals_a_few_are_recorded_and_the_rest_counted(other: FhirClient) -> None:
    database = repository_of(other).database
    refusals = Refusals()
    minute = 60 * 1000
    before = len(events(other))
    for _ in range(MOST_A_MINUTE + 12):
        refusals.record(database, None, "192.0.2.1", minute + 59)
    assert len(events(other)) == before + MOST_A_MINUTE
    refusals.record(database, None, "192.0.2.1", minute + 60)
    assert json.loads(events(other)[-1][5]) == {"unrecorded": 12}
    refusals.record(database, None, "192.0.2.1", minute + 61)
    assert events(other)[-1][5] is None


def test_entries_of_a_bundle_are_asked_for_by_the_caller_of_the_bundle(shared: FhirClient, nobody: FhirClient) -> None:
    entry = {"request": {"method": "GET", "url": "Patient/one"}}
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": [entry]}
    assert shared.post("", bundle).json["entry"][0]["response"]["status"].startswith("200")
    refused(nobody.post("", bundle), 401, "login", MISSING)


def test_the_caller_of_a_request_is_known_to_its_interactions(
    shared: FhirClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fhirserver.rest import authentication

    seen = []

    def noting(context: Any, caller: Any, now: int) -> Any:
        found = context_for(context, caller, now)
        seen.append((found.caller, context.caller))
        return found

    monkeypatch.setattr(authentication, "context_for", noting)
    assert shared.get("Patient/one").status == 200
    ((caller, before),) = seen
    assert before is None
    assert (caller.client_id, caller.scope, caller.account_id) == (CLIENT, "system/*.cruds", None)


def test_a_token_serves_many_requests_and_writes(shared: FhirClient) -> None:
    for number in range(5):
        assert shared.put(f"Basic/many-{number}", basic(f"many-{number}")).status == 201
        assert shared.get(f"Basic/many-{number}").status == 200
    assert shared.put("Patient/many", patient("many")).status == 201


@pytest.mark.parametrize("accept", [FHIR_JSON, "application/fhir+xml", "text/html", "*/*"])
def test_the_refusal_is_fhir_whatever_is_accepted(nobody: FhirClient, accept: str) -> None:
    refused(nobody.get("Patient/one", accept=accept), 401, "login", MISSING)
