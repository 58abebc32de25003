"""References to what does not exist: refused, or allowed by a setting and linked when it comes."""

from __future__ import annotations

import pytest

from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from tests.fhir_client import ClientWith, FhirClient
from tests.interactions.resources import made, name_of, observation, patient

_LINKED = statement("SELECT l.id, p.id FROM lab_result l LEFT JOIN patient p ON p.pk = l.patient")


@pytest.fixture
def client(client_with: ClientWith) -> FhirClient:
    """A client of a server that allows such references."""
    return client_with(allow_dangling_references=True)


def linked(client: FhirClient) -> dict[str, str | None]:
    """Which patient the row of each result refers to."""
    repository: Repository = client.app.extensions["repository"]
    with repository.database.reading() as connection:
        return dict(connection.rows(_LINKED))


def test_the_row_is_linked_when_the_target_comes(client: FhirClient) -> None:
    result = made(client, observation("Patient/later", 1))
    other = made(client, observation("Patient/never", 1))
    assert linked(client) == {result["id"]: None, other["id"]: None}
    assert client.get("Patient/later").status == 404
    assert client.put("Patient/later", patient("later")).status == 201
    assert linked(client) == {result["id"]: "later", other["id"]: None}
    assert client.get(name_of(result)).json == result


def test_the_first_version_of_what_was_only_referred_to_is_1(client: FhirClient) -> None:
    made(client, observation("Patient/later", 1))
    answer = client.put("Patient/later", patient("later"))
    assert (answer.status, answer.version) == (201, "1")
    assert client.get("Patient/later/_history").json["total"] == 1


def test_the_row_is_unlinked_and_linked_again(client: FhirClient) -> None:
    client.put("Patient/later", patient("later"))
    result = made(client, observation("Patient/later", 1))
    assert linked(client) == {result["id"]: "later"}
    assert client.delete("Patient/later").status == 204
    assert linked(client) == {result["id"]: None}
    assert client.get(name_of(result)).json == result
    client.put("Patient/later", patient("later"))
    assert linked(client) == {result["id"]: "later"}


def test_what_is_only_referred_to_can_neither_be_deleted_nor_matched(client: FhirClient) -> None:
    made(client, observation("Patient/later", 1))
    answer = client.delete("Patient/later")
    assert (answer.status, "ETag" in answer.headers) == (204, False)
    assert client.delete("Patient?_id=later").status == 204
    assert client.get("Patient/later").status == 404
    assert client.put("Patient/later", patient("later"), if_match='W/"0"').status == 412


def test_a_deleted_target_that_comes_back_is_linked_by_default_too(client_with: ClientWith) -> None:
    client = client_with()
    client.put("Patient/p", patient("p"))
    result = made(client, observation("Patient/p", 1))
    assert client.delete("Patient/p").status == 409
    assert linked(client) == {result["id"]: "p"}
