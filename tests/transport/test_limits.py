"""Too many requests are refused, each in the form of its address, counted for whoever makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from fhirserver import create_app
from tests.databases import Databases
from tests.fhir_client import FhirClient, client_of
from tests.tokens import issue

MakeApp = Callable[..., Flask]


@pytest.fixture
def app_with(databases: Databases) -> Iterator[MakeApp]:
    """Makes applications with other settings; none of these tests looks at the database."""
    made = []

    def make(**changes: object) -> Flask:
        settings = databases.fresh("sqlcipher", **changes)
        made.append((create_app(settings), settings))
        return made[-1][0]

    yield make
    for app, settings in made:
        app.extensions["repository"].close()
        databases.remove(settings)


def _statuses(app: Flask, path: str, times: int, method: str = "GET", token: str | None = None, **environ: str) -> str:
    client = client_of(app, token)
    return " ".join(str(client.open(path, method=method, environ_overrides=environ).status_code) for _ in range(times))


def test_without_a_token_an_address_has_a_limit(app_with: MakeApp) -> None:
    app = app_with(address_requests_per_minute=3)
    assert _statuses(app, "/fhir/metadata", 4) == "200 200 200 429"
    assert _statuses(app, "/fhir/Patient", 1) == "429"
    assert _statuses(app, "/nothing", 1) == "429"
    assert _statuses(app, "/fhir/metadata", 1, REMOTE_ADDR="192.0.2.7") == "200"


def test_a_refusal_says_when_to_come_back(app_with: MakeApp) -> None:
    app = app_with(address_requests_per_minute=1, sign_in_requests_per_minute=1)
    client = app.test_client()
    client.get("/fhir/metadata")
    answer = client.get("/fhir/metadata")
    assert answer.status_code == 429
    assert 59 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Content-Type"] == "application/fhir+json"
    (issue_,) = answer.json["issue"]
    assert (issue_["severity"], issue_["code"]) == ("error", "throttled")
    assert issue_["diagnostics"].startswith("There were too many requests; wait ")
    assert answer.headers["Cache-Control"] == "no-store"
    client.post("/oauth/token")
    token = client.post("/oauth/token")
    assert (token.status_code, token.json["error"]) == (429, "temporarily_unavailable")
    assert 59 <= int(token.headers["Retry-After"]) <= 60
    page = client.post("/sign-in")
    assert (page.status_code, page.headers["Content-Type"]) == (429, "text/plain; charset=utf-8")
    assert page.text.startswith("There were too many requests; wait ")


def test_signing_in_has_a_limit_of_its_own(app_with: MakeApp) -> None:
    app = app_with(sign_in_requests_per_minute=2, address_requests_per_minute=5)
    assert [_statuses(app, path, 1, "POST") == "429" for path in ("/sign-in", "/oauth/token", "/oauth/register")] == [
        False,
        False,
        True,
    ]
    assert _statuses(app, "/fhir/metadata", 6) == "200 200 200 200 200 429"


def test_a_client_with_a_token_is_counted_for_itself_wherever_it_comes_from(app_with: MakeApp) -> None:
    app = app_with(client_requests_per_minute=3, address_requests_per_minute=1)
    settings = app.extensions["repository"].settings
    mine, other = issue(settings, "system/*.cruds", client="mine"), issue(settings, "system/*.cruds", client="other")
    again = issue(settings, "system/*.rs", client="mine")
    assert _statuses(app, "/fhir/Basic", 2, token=mine) == "200 200"
    assert _statuses(app, "/fhir/Basic", 2, token=again, REMOTE_ADDR="192.0.2.7") == "200 429"
    assert _statuses(app, "/fhir/Basic", 1, token=other) == "200"
    answer = FhirClient(app, mine).get("Basic")
    assert (answer.status, answer.issues[0]["code"]) == (429, "throttled")
    assert int(answer.headers["Retry-After"]) == 20


def test_tokens_that_are_none_are_counted_for_the_address(app_with: MakeApp) -> None:
    app = app_with(address_requests_per_minute=3)
    assert _statuses(app, "/fhir/Basic", 5, token="x" * 43) == "401 401 401 429 429"
    assert _statuses(app, "/fhir/metadata", 1) == "429"
    assert _statuses(app, "/fhir/metadata", 1, token="anything") == "429"
    assert FhirClient(app).get("Basic").status == 200


def test_a_request_without_a_token_is_counted_once(app_with: MakeApp) -> None:
    assert _statuses(app_with(address_requests_per_minute=4), "/fhir/Basic", 5) == "401 401 401 401 429"


def test_what_one_subscriber_has_of_ipv6_is_one_address(app_with: MakeApp) -> None:
    app = app_with(address_requests_per_minute=2)
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"):
        assert _statuses(app, "/fhir/metadata", 1, REMOTE_ADDR=address) == "200"
    assert _statuses(app, "/fhir/metadata", 1, REMOTE_ADDR="2001:db8:1:2:3::") == "429"
    assert _statuses(app, "/fhir/metadata", 1, REMOTE_ADDR="2001:db8:1:3::1") == "200"
    assert _statuses(app, "/fhir/metadata", 2, REMOTE_ADDR="::ffff:192.0.2.1") == "200 200"
    assert _statuses(app, "/fhir/metadata", 1, REMOTE_ADDR="192.0.2.1") == "429"


def test_zero_is_no_limit(app_with: MakeApp) -> None:
    app = app_with(client_requests_per_minute=0, address_requests_per_minute=0, sign_in_requests_per_minute=0)
    assert set(_statuses(app, "/fhir/metadata", 30).split()) == {"200"}
    assert "429" not in _statuses(app, "/oauth/token", 30, "POST")
    assert "429" not in _statuses(app, "/fhir/Basic", 30, token="x" * 43)


def test_a_resource_server_may_ask_for_many_people(app_with: MakeApp) -> None:
    app = app_with(sign_in_requests_per_minute=1)
    assert "429" not in _statuses(app, "/oauth/introspect", 5, "POST")


@pytest.mark.parametrize("path", ["/fhirx", "/fhir.evil", "/fhirx/metadata"])
def test_what_only_begins_like_the_base_is_not_below_it(app_with: MakeApp, path: str) -> None:
    """Else an Authorization header would be a way round the limit."""
    app = app_with(address_requests_per_minute=1)
    assert _statuses(app, path, 2, token="x") == "404 429"


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/oauth/token", "1048577", 413),
        ("/oauth/token", "1" * 400, 413),
        ("/oauth/token", "-1000000", 413),
        ("/sign-in", "1048577", 413),
        ("/nothing", "1048577", 413),
        ("/fhir/Patient", "1048577", 401),
        ("/nothing", "1048576", 404),
        ("/nothing", "", 404),
    ],
)
def test_what_is_not_fhir_has_a_body_of_a_megabyte_at_most(
    app_with: MakeApp, path: str, length: str, status: int
) -> None:
    answer = app_with().test_client().post(path, environ_overrides={"CONTENT_LENGTH": length})
    assert answer.status_code == status
    if status == 413:
        assert "The body has more than 1048576 bytes." in answer.text
