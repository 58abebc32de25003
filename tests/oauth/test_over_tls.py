"""The running server, two processes over TLS: a backend service, and what fifty that come at once get."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from fhirserver import create_app
from fhirserver.settings import Settings
from tests.databases import ENGINES, Databases
from tests.oauth.key_server import key_server
from tests.oauth.world import REDIRECT, SYSTEM_SCOPE, VERIFIER, World, asserted, assertion
from tests.serving.running import Running, free_port, running

AT_ONCE = 50
FORM = "application/x-www-form-urlencoded"


@dataclass
class Served:
    """A running server, and the same database from here."""

    server: Running
    world: World
    settings: Settings
    keys: str

    def post(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        with contextlib.closing(self.server.connect(60)) as connection:
            connection.request("POST", path, urlencode(form), {"Content-Type": FORM})
            response = connection.getresponse()
            return response.status, json.loads(response.read())

    def get(self, path: str, token: str) -> int:
        with contextlib.closing(self.server.connect(60)) as connection:
            connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
            response = connection.getresponse()
            response.read()
            return response.status

    def audience(self) -> str:
        return f"https://localhost:{self.server.port}/oauth/token"

    def service(self, **assertion_: Any) -> dict[str, str]:
        """The form of a backend service that asks for a token."""
        text = assertion("service", aud=self.audience(), **assertion_)
        return asserted(text, grant_type="client_credentials", scope=SYSTEM_SCOPE)

    def at_once(self, form: Callable[[], dict[str, str]]) -> list[tuple[int, Any]]:
        """What fifty get who send a form at the same time, each on a connection of its own."""
        barrier = threading.Barrier(AT_ONCE)
        answers: list[tuple[int, Any]] = []

        def send() -> None:
            body = form()
            barrier.wait(60)
            with contextlib.closing(self.server.connect(60)) as connection:
                connection.request("POST", "/oauth/token", urlencode(body), {"Content-Type": FORM})
                response = connection.getresponse()
                answers.append((response.status, json.loads(response.read())))

        threads = [threading.Thread(target=send) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers


def start(settings: Settings, port: int, authority: Path) -> contextlib.AbstractContextManager[Running]:
    command = [sys.executable, "-m", "fhirserver.cli", "--data", str(settings.data), "serve", "--port", str(port)]
    environment = {
        "FHIRSERVER_REFRESH_GRACE_SECONDS": "0",
        "FHIRSERVER_CLIENT_NETWORKS": "127.0.0.0/8, ::1/128",
        "FHIRSERVER_WORKERS": "2",
        "SSL_CERT_FILE": str(authority),
    }
    if settings.database_url:
        environment["FHIRSERVER_DATABASE_URL"] = settings.database_url
    return running(command, port, settings.data, environment)


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def served(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server of two processes, on each engine in turn."""
    settings = databases.fresh(request.param)
    app = create_app(settings)
    folder, port = tmp_path_factory.mktemp("keys"), free_port()
    world = World(app)
    with key_server(folder) as keys, start(settings, port, folder / "tls" / "ca.pem") as server:
        yield Served(server, world, settings, keys)
    app.extensions["repository"].close()
    databases.remove(settings)


def test_a_backend_service_with_its_keys_by_address_reads_what_it_may(served: Served) -> None:
    made = served.world.client(
        "private_key_jwt",
        grant_types=("client_credentials",),
        scope=SYSTEM_SCOPE,
        jwks=None,
        jwks_uri=f"{served.keys}/jwks",
    )
    form = asserted(assertion(made, aud=served.audience()), grant_type="client_credentials", scope="system/Patient.rs")
    status, body = served.post("/oauth/token", form)
    assert (status, body["expires_in"], body["scope"]) == (200, 300, "system/Patient.rs")
    assert served.get("/fhir/Patient", body["access_token"]) == 200
    assert served.get("/fhir/Encounter", body["access_token"]) == 403
    assert served.get("/fhir/Patient", body["access_token"][:-1]) == 401


def test_of_fifty_exchanges_of_a_code_one_succeeds_and_its_tokens_end(served: Served) -> None:
    form = {
        "grant_type": "authorization_code",
        "code": served.world.code(),
        "client_id": "public",
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    answers = served.at_once(lambda: form)
    assert Counter(status for status, _ in answers) == {200: 1, 400: AT_ONCE - 1}
    assert {body["error"] for status, body in answers if status == 400} == {"invalid_grant"}
    (good,) = [body for status, body in answers if status == 200]
    assert not served.world.opens(good["access_token"])


def test_of_fifty_uses_of_a_refresh_token_one_succeeds_and_the_family_ends(served: Served) -> None:
    first = served.world.tokens()
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], "client_id": "public"}
    answers = served.at_once(lambda: form)
    assert Counter(status for status, _ in answers) == {200: 1, 400: AT_ONCE - 1}
    assert {body["error"] for status, body in answers if status == 400} == {"invalid_grant"}
    (good,) = [body for status, body in answers if status == 200]
    assert not served.world.opens(good["access_token"])
    assert served.post("/oauth/token", {**form, "refresh_token": good["refresh_token"]})[0] == 400


def test_of_fifty_uses_of_an_assertion_one_succeeds(served: Served) -> None:
    form = served.service()
    answers = served.at_once(lambda: form)
    assert Counter(status for status, _ in answers) == {200: 1, 401: AT_ONCE - 1}
    assert {body["error"] for status, body in answers if status == 401} == {"invalid_client"}


def test_of_fifty_assertions_with_one_jti_one_succeeds(served: Served) -> None:
    answers = served.at_once(lambda: served.service(jti="one and the same"))
    assert Counter(status for status, _ in answers) == {200: 1, 401: AT_ONCE - 1}


def test_fifty_assertions_that_differ_all_succeed(served: Served) -> None:
    answers = served.at_once(served.service)
    assert Counter(status for status, _ in answers) == {200: AT_ONCE}
    assert len({body["access_token"] for _, body in answers}) == AT_ONCE


def test_a_used_assertion_stays_used_when_the_server_starts_again(served: Served, tmp_path: Path) -> None:
    form = served.service()
    assert served.post("/oauth/token", form)[0] == 200
    served.server.stop()
    with start(served.settings, served.server.port, tmp_path / "none") as server:
        again = Served(server, served.world, served.settings, served.keys)
        assert again.post("/oauth/token", form)[0] == 401
        assert again.post("/oauth/token", again.service())[0] == 200
