"""How many SQL statements an interaction takes: one to read, a handful to change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, FhirClient
from tests.interactions.resources import made, name_of, numbered, observation, patient

Count = Callable[[Callable[[], Answer]], int]

WHO = 1
"""The look at the access token."""


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
    assert count(lambda: client.get(name)) == WHO + 1
    assert count(lambda: client.head(name)) == WHO + 1
    assert count(lambda: client.get(f"{name}/_history/1")) == WHO + 1
    assert count(lambda: client.get(name, if_none_match='W/"1"')) == WHO + 1
    assert count(lambda: client.get(f"{name}?_elements=name")) == WHO + 1


def test_a_page_of_history_takes_the_same_however_long_it_is(client: FhirClient, count: Count) -> None:
    name = name_of(made(client, patient()))
    few = count(lambda: client.get(f"{name}/_history"))
    for number in range(5):
        client.put(name, patient(name.partition("/")[2], language=f"x-{number}"))
    assert count(lambda: client.get(f"{name}/_history")) == few == WHO + 4


# (SQLCipher, PostgreSQL), besides BEGIN and COMMIT.  SQLCipher takes two to mark the transaction as the server's and
# one for each table that gets rows; PostgreSQL writes all tables with one.
CHANGES = {
    "create": (13, 3),
    "create with a reference": (13, 4),
    "conditional create": (15, 5),
    "conditional create of what is there": (5, 5),
    "update": (9, 5),
    "update without a change": (4, 2),
    "update that creates": (14, 4),
    "delete": (13, 7),
    "delete of nothing": (4, 2),
}


def test_changes_take_a_handful(client: FhirClient, repository: Repository, count: Count) -> None:
    stored = made(client, numbered("1"))
    name, changed = name_of(stored), {**stored, "gender": "male"}
    calls: dict[str, Callable[[], Answer]] = {
        "create": lambda: client.post("Patient", patient()),
        "create with a reference": lambda: client.post("Observation", observation(name, 1)),
        "conditional create": lambda: client.post("Patient", numbered("2"), if_none_exist="identifier=2"),
        "conditional create of what is there": lambda: client.post("Patient", patient(), if_none_exist="identifier=2"),
        "update": lambda: client.put(name, changed),
        "update without a change": lambda: client.put(name, changed),
        "update that creates": lambda: client.put("Patient/new", patient("new")),
        "delete": lambda: client.delete("Patient/new"),
        "delete of nothing": lambda: client.delete("Patient/nobody"),
    }
    place = 0 if repository.database.engine == "sqlite" else 1
    assert {what: count(call) for what, call in calls.items()} == {what: WHO + CHANGES[what][place] for what in calls}
    assert calls.keys() == CHANGES.keys()
