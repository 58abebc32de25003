"""How long searches by value set take, on both engines: ``python -m tests.search.terminology_speed [RESOURCES]``."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from fhirserver import create_app
from tests.databases import ENGINES, Databases, postgresql_server
from tests.fhir_client import FhirClient
from tests.terminology.resources import Resource, code_system, concept, listed, value_set

SYSTEM = "http://example.org/system"
OTHER = "http://example.org/other"
CODES = 40_000
GROUP = 500
ROUNDS = 5
SEARCHES = (
    ("one code", f"code={SYSTEM}|c00001"),
    ("20 codes of 1 system", "code:in=few"),
    ("20,000 codes of 1 system", "code:in=many"),
    ("20,000 codes of 2 systems", "code:in=mixed"),
    ("20,000 codes below one", f"code:below={SYSTEM}|top"),
    ("none of 20,000 codes", "code:not-in=many"),
    ("20,000 codes, counted", "code:in=many&_summary=count"),
)


def main(resources: int) -> None:
    """Print the least time of each search in milliseconds."""
    with postgresql_server() as url, tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder), url)
        for engine in ENGINES:
            app = create_app(databases.fresh(engine))
            client = FhirClient(app)
            _load(client, resources)
            for name, query in SEARCHES:
                print(f"{engine:10} {name:26} {min(_times(client, query)) * 1000:7.0f} ms", flush=True)
            app.extensions["repository"].close()


def _times(client: FhirClient, query: str) -> Iterator[float]:
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answer = client.get(f"Observation?{quote(query, safe='=&:,')}")
        yield time.perf_counter() - started
        assert answer.status == 200, answer.body


def _load(client: FhirClient, resources: int) -> None:
    waiting: list[Resource] = []
    for each in _resources(resources):
        request = {"method": "PUT", "url": f"{each['resourceType']}/{each['id']}"}
        waiting.append({"resource": each, "request": request})
        if len(waiting) == GROUP:
            _send(client, waiting)
            waiting = []
    _send(client, waiting)


def _send(client: FhirClient, entries: list[Resource]) -> None:
    answer = client.post("", {"resourceType": "Bundle", "type": "transaction", "entry": entries})
    assert answer.status == 200, answer.body


def _resources(number: int) -> Iterator[Resource]:
    codes = [f"c{each:05}" for each in range(CODES)]
    yield {**code_system(SYSTEM, concept("top", *map(concept, codes[::2])), *map(concept, codes[1::2])), "id": "s"}
    for name, include in {
        "few": [listed(SYSTEM, *codes[:20])],
        "many": [listed(SYSTEM, *codes[::2])],
        "mixed": [listed(SYSTEM, *codes[: CODES // 2 : 2]), listed(OTHER, *codes[CODES // 2 :: 2])],
    }.items():
        yield {**value_set(*include, url=f"http://example.org/{name}"), "id": name}
    chosen = random.Random(1)
    for each in range(number):
        year, month, day = chosen.randrange(2010, 2025), chosen.randrange(1, 13), chosen.randrange(1, 29)
        yield {
            "resourceType": "Observation",
            "id": f"o{each}",
            "status": "final",
            "code": {"coding": [{"system": SYSTEM, "code": chosen.choice(codes)}]},
            "effectiveDateTime": f"{year}-{month:02}-{day:02}",
        }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
