"""References to what does not exist are found, those to what exists are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from fhirserver.errors import NotFound, Unprocessable
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.json_format import encode
from fhirserver.rest.dispatch import dispatch
from fhirserver.settings import Settings
from fhirserver.store.dangling import dangling_references
from fhirserver.store.repository import Repository, open_repository


@pytest.fixture
def repository(engine_settings: Settings) -> Iterator[Repository]:
    repository = open_repository(replace(engine_settings, allow_dangling_references=True))
    yield repository
    repository.close()


def put(repository: Repository, resource: dict[str, Any]) -> Response:
    context = Context(repository.settings, repository, dispatch)
    path = f"{resource['resourceType']}/{resource['id']}"
    headers = {"content-type": "application/fhir+json"}
    return dispatch(context, Request("PUT", path, headers=headers, body=encode(resource)))


def delete(repository: Repository, path: str) -> Response:
    return dispatch(Context(repository.settings, repository, dispatch), Request("DELETE", path))


def observation(name: str, patient: str) -> dict[str, Any]:
    subject = {"reference": f"Patient/{patient}"}
    return {"resourceType": "Observation", "id": name, "status": "final", "code": {"text": "x"}, "subject": subject}


def found(repository: Repository) -> list[tuple[str, str]]:
    with repository.database.reading() as connection:
        return dangling_references(connection)


def test_nothing_dangles_in_an_empty_database(repository: Repository) -> None:
    assert found(repository) == []


def test_a_reference_dangles_until_its_target_is_there(repository: Repository) -> None:
    assert put(repository, observation("o", "p")).status == 201
    assert found(repository) == [("Patient/p", "Observation/o")]
    assert put(repository, {"resourceType": "Patient", "id": "p"}).status == 201
    assert found(repository) == []


def test_a_reference_dangles_when_its_target_is_deleted(repository: Repository) -> None:
    put(repository, {"resourceType": "Patient", "id": "p"})
    put(repository, observation("o", "p"))
    assert delete(repository, "Patient/p").status == 204
    assert found(repository) == [("Patient/p", "Observation/o")]


def test_it_ends_with_the_one_who_refers(repository: Repository) -> None:
    put(repository, observation("o", "p"))
    put(repository, observation("o", "q"))
    assert found(repository) == [("Patient/q", "Observation/o")]
    assert delete(repository, "Observation/o").status == 204
    assert found(repository) == []


def test_they_are_listed_by_target(repository: Repository) -> None:
    for name, patient in (("1", "b"), ("2", "a")):
        put(repository, observation(name, patient))
    assert found(repository) == [("Patient/a", "Observation/2"), ("Patient/b", "Observation/1")]


def test_what_may_not_dangle_is_refused_with_its_place(engine_settings: Settings) -> None:
    strict = open_repository(engine_settings)
    with pytest.raises(Unprocessable) as refused:
        put(strict, observation("o", "nobody"))
    assert [(issue.code, issue.expression) for issue in refused.value.issues] == [
        ("not-found", "Observation.subject.reference")
    ]
    with pytest.raises(NotFound):
        strict.read("Observation", "o")
    assert found(strict) == []
    strict.close()


@pytest.mark.parametrize("count", [1, 3])
def test_each_one_who_refers_is_listed(repository: Repository, count: int) -> None:
    for number in range(count):
        put(repository, observation(str(number), "p"))
    assert sorted(source for _, source in found(repository)) == [f"Observation/{number}" for number in range(count)]


def test_contained_and_foreign_references_are_none_of_this_server(repository: Repository) -> None:
    resource = observation("o", "x")
    resource["contained"] = [{"resourceType": "Patient", "id": "inside"}]
    resource["subject"] = {"reference": "#inside"}
    resource["performer"] = [{"reference": "https://elsewhere.example/fhir/Practitioner/1"}]
    assert put(repository, resource).status == 201
    assert found(repository) == []


def test_a_reference_by_the_full_address_of_this_server_is_one_of_its_own(repository: Repository) -> None:
    resource = observation("o", "x")
    resource["subject"] = {"reference": f"{repository.settings.base_url}/Patient/p"}
    assert put(repository, resource).status == 201
    assert found(repository) == [("Patient/p", "Observation/o")]
    put(repository, {"resourceType": "Patient", "id": "p"})
    assert found(repository) == []
