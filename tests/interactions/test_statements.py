"""How many SQL statements an interaction takes: one to read, a handful to change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, FhirClient
from tests.interactions.resources import made, name_of, numbered, observation, patient

Count = Callable[[Callable[[], Answer]], int]


@pytest.fixture
def count(client: FhirClient, repository: Repository) -> Count:
    """Counts the statements of a request; keys and data keys that are fetched once are fetched before."""
    seen: list[str] = []
    subject = name_of(made(client, numbered("0")))
    made(client, observation(subject, 1))

    def counted(request: Callable[[], Answer]) -> int:
        seen.clear()
        repository.database.observe = seen.append
        answer = request()
        repository.database.observe = None
        assert answer.status < 400, answer.body
        return len(seen)

    return counted


def test_reading_takes_one(client: FhirClient, count: Count) -> None:
    stored = made(client, patient())
    name = name_of(stored)
    assert count(lambda: client.get(name)) == 1
    assert count(lambda: client.head(name)) == 1
    assert count(lambda: client.get(f"{name}/_history/1")) == 1
    assert count(lambda: client.get(name, if_none_match='W/"1"')) == 1
    assert count(lambda: client.get(f"{name}?_elements=name")) == 1


def test_a_page_of_history_takes_the_same_however_long_it_is(client: FhirClient, count: Count) -> None:
    name = name_of(made(client, patient()))
    few = count(lambda: client.get(f"{name}/_history"))
    for number in range(5):
        client.put(name, patient(name.partition("/")[2], language=f"x-{number}"))
    assert count(lambda: client.get(f"{name}/_history")) == few == 4


# Measured; a change that needs more of them should be noticed.
CHANGES = {
    "create": {"sqlite": 9, "postgresql": 3},
}


def test_changes(client: FhirClient, repository: Repository, count: Count) -> None:
    stored = made(client, numbered("1"))
    name = name_of(stored)
    found = {
        "create": count(lambda: client.post("Patient", patient())),
        "create with a reference": count(lambda: client.post("Observation", observation(name, 1))),
        "conditional create": count(lambda: client.post("Patient", numbered("2"), if_none_exist="identifier=2")),
        "conditional create of what is there": count(
            lambda: client.post("Patient", numbered("2"), if_none_exist="identifier=2")
        ),
        "update": count(lambda: client.put(name, {**stored, "gender": "male"})),
        "update without a change": count(lambda: client.put(name, {**stored, "gender": "male"})),
        "update that creates": count(lambda: client.put("Patient/new", patient("new"))),
        "delete": count(lambda: client.delete("Patient/new")),
        "delete of nothing": count(lambda: client.delete("Patient/nobody")),
    }
    assert found == CHANGES
