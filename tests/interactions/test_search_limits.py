"""What a search may cost: what is too much is refused with its reason, and nothing hangs."""

from __future__ import annotations

import time

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, ClientWith, FhirClient
from tests.interactions.resources import made, name_of, numbered, observation


def refused(answer: Answer, status: int, code: str = "too-costly") -> str:
    assert (answer.status, answer.issues[0]["code"]) == (status, code), answer.json
    return str(answer.issues[0]["diagnostics"])


def test_time(client_with: ClientWith, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that takes longer than allowed is broken off in the database itself."""
    client = client_with(search_seconds=1)
    endless = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "postgresql": "SELECT count(*) FROM generate_series(1, 1000000000000)",
    }
    repository: Repository = client.app.extensions["repository"]
    engine = repository.database.engine
    monkeypatch.setattr("fhirserver.store.find.sql.count", lambda *_: endless[engine])
    started = time.monotonic()
    text = refused(client.get("Patient?_summary=count"), 403)
    assert time.monotonic() - started < 5
    assert text.startswith("Answering takes longer than this server allows")
    monkeypatch.undo()
    assert client.get("Patient?_summary=count").json["total"] == 0


def test_what_is_brought_along(client_with: ClientWith) -> None:
    client = client_with(max_includes=2)
    subject = name_of(made(client, numbered("1")))
    for number in range(3):
        made(client, observation(subject, number))
    assert "more than 2 resources" in refused(client.get("Patient?_revinclude=Observation:patient"), 403)
    assert client.get("Observation?_include=Observation:patient").status == 200


def test_the_depth_of_a_chain(client_with: ClientWith) -> None:
    client = client_with(max_chain=2)
    assert client.get("Observation?encounter.location.name=x").status == 200
    assert "at most 2 steps" in refused(client.get("Observation?encounter.location.partof.name=x"), 400)
    assert "at most 2 steps" in refused(client.get("Patient?_has:Observation:patient:encounter.location.name=x"), 400)


def test_the_size_of_a_page(client_with: ClientWith) -> None:
    client = client_with(max_page_size=2)
    for number in range(3):
        made(client, numbered(str(number)))
    answer = client.get("Patient?_count=500")
    assert len(answer.json["entry"]) == 2
    links = {link["relation"]: link["url"] for link in answer.json["link"]}
    assert links["self"].endswith("Patient?_count=2")
    assert "next" in links


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"_tag=a{number}" for number in range(101)),
        "_id=" + ",".join(f"a{number}" for number in range(1001)),
        "_sort=" + ",".join(["family"] * 9),
    ],
)
def test_how_much_is_asked(client: FhirClient, query: str) -> None:
    """Also where the client would do without: what would be left out is understood, and without it all are found."""
    refused(client.get(f"Patient?{query}"), 400)
    refused(client.get(f"Patient?{query}", prefer="handling=lenient"), 400)
