"""How many SQL statements a search takes: the same however much it finds."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, FhirClient
from tests.interactions.resources import made, name_of, numbered, observation

Count = Callable[[str], int]

WHO, FIND, FETCH, INCLUDE, COUNT = 1, 1, 1, 1, 1
# Who asks says the look at the access token.  Then one says which resources and in which versions, the other fetches
# them; see fhirserver.store.find.


@pytest.fixture
def subject(client: FhirClient) -> str:
    """A patient with three Observations, of four patients."""
    subject = name_of(made(client, numbered("0")))
    for number in range(1, 4):
        made(client, numbered(str(number)))
        made(client, observation(subject, number))
    return subject


@pytest.fixture
def count(client: FhirClient, repository: Repository, subject: str) -> Count:
    """Counts the statements of a search that must find something."""
    client.get("Patient")  # what is fetched once
    seen: list[str] = []

    def counted(address: str) -> int:
        seen.clear()
        repository.database.observe = seen.append
        answer = client.get(address)
        repository.database.observe = None
        assert answer.status == 200, answer.json
        assert answer.json.get("entry") or "_summary=count" in address, answer.json
        return len(seen)

    return counted


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ("Patient", FIND + FETCH),
        ("Patient?_count=2", FIND + FETCH),
        ("Patient?identifier=1", FIND + FETCH),
        ("Patient?name=chalmers&identifier:not=1&_sort=family", FIND + FETCH),
        ("Patient?_has:Observation:patient:value-quantity=gt2", FIND + FETCH),
        ("Observation?patient.identifier=0", FIND + FETCH),
        ("Observation?code:text=glucose&value-quantity=gt1&_sort=-date", FIND + FETCH),
        ("Observation?_content=glucose", FIND + FETCH),
        ("Patient?_count=2&_total=accurate", FIND + FETCH + COUNT),
        ("Patient?_summary=count", COUNT),
        ("Observation?_include=Observation:patient", FIND + INCLUDE + FETCH),
        ("Observation?_include=*&_revinclude=Provenance:target", FIND + INCLUDE + FETCH),
        ("Patient?_revinclude=Observation:patient", FIND + INCLUDE + FETCH),
        ("?_type=Patient,Observation", FIND + FETCH),
    ],
)
def test_a_search(count: Count, query: str, statements: int) -> None:
    assert count(query) == WHO + statements


def test_a_compartment(count: Count, subject: str) -> None:
    # The patient is looked at first: there may be none.
    assert count(f"{subject}/Observation") == WHO + 1 + FIND + FETCH
    assert count(f"{subject}/*") == WHO + 1 + FIND + FETCH


def test_a_further_page(client: FhirClient, count: Count) -> None:
    def following(answer: Answer) -> str:
        links = {link["relation"]: link["url"] for link in answer.json["link"]}
        parts = urlsplit(links["next"])
        return f"{parts.path.rpartition('/')[2]}?{parts.query}"

    assert count(following(client.get("Patient?_count=2"))) == WHO + FIND + FETCH


def test_finding_nothing(client: FhirClient, repository: Repository) -> None:
    client.get("Patient")
    seen: list[str] = []
    repository.database.observe = seen.append
    assert "entry" not in client.get("Patient?identifier=nobody").json
    repository.database.observe = None
    assert len(seen) == WHO + FIND
