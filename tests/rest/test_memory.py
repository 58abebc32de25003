"""Large bodies: what is counted, and that a server gives back what they took."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
import threading
import uuid
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fhirserver import create_app
from fhirserver.rest import application
from fhirserver.rest.memory import AT_ONCE_BYTES, GIVE_BACK_AFTER_BYTES, LARGE_BYTES, LargeBodies, give_back
from fhirserver.settings import Settings
from tests.databases import ENGINES, Databases
from tests.fhir_client import client_of
from tests.interactions.resources import basic
from tests.serving.running import Running, eventually, free_port, running
from tests.tokens import BEARER, add_token

FHIR = "application/fhir+json"
ROOT = Path(__file__).parent.parent.parent


class Counted:
    """Large bodies that count how often memory is given back."""

    def __init__(self) -> None:
        self.times = 0
        self.bodies = LargeBodies(self._count)

    def _count(self) -> None:
        self.times += 1


def test_memory_is_given_back_when_enough_was_answered() -> None:
    counted = Counted()
    part = GIVE_BACK_AFTER_BYTES // 3 + 1
    for expected in (0, 0, 1, 1, 1, 2):
        counted.bodies.arrived(part)
        counted.bodies.answered()
        assert counted.times == expected


def test_memory_is_not_given_back_while_another_large_body_is_worked_on() -> None:
    counted = Counted()
    counted.bodies.arrived(GIVE_BACK_AFTER_BYTES)
    counted.bodies.arrived(GIVE_BACK_AFTER_BYTES)
    counted.bodies.answered()
    assert counted.times == 0
    counted.bodies.arrived(LARGE_BYTES)
    counted.bodies.answered()
    assert counted.times == 0
    counted.bodies.answered()
    assert counted.times == 1


def test_giving_back_collects_what_refers_to_itself() -> None:
    class Ring:
        """Something with a reference to itself."""

        next: Ring

    ring = Ring()
    ring.next = ring
    gone = weakref.ref(ring)
    del ring
    give_back()
    assert gone() is None


@pytest.fixture
def counted(engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Counted, FlaskClient]]:
    """A client of an application with bodies that count."""
    found = Counted()
    monkeypatch.setattr(application, "LargeBodies", lambda: found.bodies)
    app: Flask = create_app(engine_settings)
    yield found, client_of(app)
    app.extensions["repository"].close()


def padded(size: int) -> bytes:
    """A Basic of ``size`` bytes."""
    empty = json.dumps(basic("b", language=""))
    return json.dumps(basic("b", language="x" * (size - len(empty)))).encode()


@pytest.mark.parametrize(
    ("body", "status"),
    [(padded(GIVE_BACK_AFTER_BYTES), 201), (b"[" * GIVE_BACK_AFTER_BYTES, 400)],
    ids=["stored", "refused"],
)
def test_a_large_body_counts_until_its_answer_is_sent(
    counted: tuple[Counted, FlaskClient], body: bytes, status: int
) -> None:
    found, client = counted
    response = client.put("/fhir/Basic/b", data=body, content_type=FHIR)
    assert (response.status_code, found.times) == (status, 0)
    response.close()
    assert found.times == 1
    with found.bodies.turns.turn(AT_ONCE_BYTES):
        assert found.bodies.turns._taken == AT_ONCE_BYTES


def test_a_small_body_does_not_count(counted: tuple[Counted, FlaskClient]) -> None:
    found, client = counted
    with client.put("/fhir/Basic/b", data=padded(LARGE_BYTES - 1), content_type=FHIR) as response:
        assert response.status_code == 201
    assert found.bodies._bytes == 0
    with client.put("/fhir/Basic/b", data=padded(LARGE_BYTES), content_type=FHIR) as response:
        assert response.status_code == 200
    assert found.bodies._bytes == LARGE_BYTES


def test_a_large_body_waits_for_its_turn_and_a_small_one_does_not(counted: tuple[Counted, FlaskClient]) -> None:
    found, client = counted
    done: list[int] = []

    def send() -> None:
        with client_of(client.application).put("/fhir/Basic/b", data=padded(LARGE_BYTES), content_type=FHIR) as sent:
            done.append(sent.status_code)

    large = threading.Thread(target=send)
    with found.bodies.turns.turn(AT_ONCE_BYTES):
        large.start()
        assert eventually(lambda: len(found.bodies.turns._waiting) == 1)
        with client.put("/fhir/Basic/c", data=json.dumps(basic("c")), content_type=FHIR) as small:
            assert small.status_code == 201
        assert done == []
    large.join(30)
    assert done == [201]


PROGRAM = """
import sys
from pathlib import Path
from fhirserver import create_app
from fhirserver.settings import Settings
create_app(Settings(data=Path(sys.argv[1]), database_url=sys.argv[2] or None))
from fhirserver.store.rows import _layouts
from fhirserver.validation.tables import tables
from mappings import MAPPINGS
print(tables.cache_info().currsize, _layouts.cache_info().currsize == len(MAPPINGS) == 17)
print(all("get" in mapping.__dict__ for mapping in MAPPINGS.values()))
print(*sorted({"sqlalchemy", "psycopg", "sqlcipher3"} & sys.modules.keys()))
"""


def test_the_application_is_made_with_what_requests_need_and_nothing_else(engine_settings: Settings) -> None:
    """In a process of its own: here the other tests have loaded and made everything already."""
    command = [sys.executable, "-c", PROGRAM, str(engine_settings.data), engine_settings.database_url or ""]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    driver = "psycopg" if engine_settings.database_url else "sqlcipher3"
    assert result.stdout.split() == ["1", "True", "True", driver]


# What follows looks at a server in a process of its own, on each engine.


@pytest.fixture(scope="module", params=ENGINES)
def server(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    empty = databases.empty(request.param)
    environment = {"FHIRSERVER_WORKERS": "1", "FHIRSERVER_THREADS": "8"}
    if empty.database_url:
        environment["FHIRSERVER_DATABASE_URL"] = empty.database_url
    port = free_port()
    command = [sys.executable, "-m", "fhirserver.cli", "--data", str(empty.data), "serve", "--port", str(port)]
    with running(command, port, empty.data, environment, ROOT) as found:
        add_token(empty)
        yield found
        assert found.stop()[0] == 0


def worker_of(server: Running) -> Path:
    """The folder below /proc of the one worker: the only child left when the ready line is there."""

    def children() -> list[Path]:
        found = []
        for status in Path("/proc").glob("[0-9]*/status"):
            with contextlib.suppress(OSError):
                if f"PPid:\t{server.process.pid}\n" in status.read_text():
                    found.append(status.parent)
        return found

    assert eventually(lambda: len(children()) == 1)
    return children()[0]


def megabytes(process: Path, name: str) -> float:
    line = next(line for line in (process / "status").read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1000


def transaction(observations: int) -> bytes:
    """A Bundle that makes a Patient and so many Observations of it, 1.3 KB each."""
    patient = f"urn:uuid:{uuid.uuid4()}"
    entries: list[dict[str, Any]] = [
        {
            "fullUrl": patient,
            "resource": {"resourceType": "Patient", "name": [{"family": "Large", "given": ["One"]}]},
            "request": {"method": "POST", "url": "Patient"},
        }
    ]
    for number in range(observations):
        coding = [{"system": "http://loinc.org", "code": f"{number % 90}-1", "display": f"Measure {number % 90}"}]
        component = {"code": {"coding": coding}, "valueQuantity": {"value": number, "unit": "mm[Hg]"}}
        resource = {
            "resourceType": "Observation",
            "status": "final",
            "identifier": [{"system": "urn:example:observation", "value": str(uuid.uuid4())}],
            "code": {"coding": coding, "text": f"Measure {number}"},
            "subject": {"reference": patient},
            "effectiveDateTime": f"2019-0{number % 9 + 1}-11T0{number % 8}:14:{number % 50 + 10}-05:00",
            "issued": f"2019-0{number % 9 + 1}-11T0{number % 8}:14:{number % 50 + 10}.118-05:00",
            "component": [component, component, component],
        }
        request = {"method": "POST", "url": "Observation"}
        entries.append({"fullUrl": f"urn:uuid:{uuid.uuid4()}", "resource": resource, "request": request})
    return json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}).encode()


def post(server: Running, bundle: bytes) -> None:
    with contextlib.closing(server.connect(120)) as connection:
        connection.request("POST", "/fhir", bundle, {"Content-Type": FHIR, **BEARER})
        response: http.client.HTTPResponse = connection.getresponse()
        assert (response.status, len(json.loads(response.read())["entry"])) == (200, bundle.count(b'"fullUrl"'))


def test_a_worker_does_not_load_what_only_migrating_needs(server: Running) -> None:
    post(server, transaction(3))
    loaded = (worker_of(server) / "maps").read_text()
    assert "sqlalchemy" not in loaded
    assert ("psycopg" in loaded) != ("sqlcipher3" in loaded)


def test_a_worker_gives_back_what_large_transactions_took(server: Running) -> None:
    """Measured are 40 to 49 MB more, and 67 MB at most; without turns and without giving back 79 to 190 MB more."""
    post(server, transaction(3))
    worker = worker_of(server)
    before = megabytes(worker, "VmRSS")
    bundles = [transaction(2000) for _ in range(6)]
    assert min(map(len, bundles)) > 2_000_000
    for bundle in bundles[:2]:
        post(server, bundle)
    threads = [threading.Thread(target=post, args=(server, bundle)) for bundle in bundles[2:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left: Callable[[], float] = lambda: megabytes(worker, "VmRSS") - before  # noqa: E731 - shorter than a name
    assert eventually(lambda: left() < 60), f"{left()} MB more than before"
    assert megabytes(worker, "VmHWM") - before < 90
