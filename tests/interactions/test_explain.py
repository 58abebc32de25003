"""``_explain=true``: how a search is carried out, instead of its results."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.fhir_client import ClientWith, FhirClient
from tests.interactions.resources import made, numbered


def explained(client: FhirClient, query: str) -> list[str]:
    answer = client.get(f"{query}&_explain=true")
    assert answer.status == 200, answer.json
    assert {(issue["severity"], issue["code"]) for issue in answer.issues} == {("information", "informational")}
    return [issue["diagnostics"] for issue in answer.issues]


def test_the_tree_the_statement_and_the_plan(client: FhirClient, engine: str) -> None:
    made(client, numbered("1"))
    tree, statement, *plan = explained(client, "Patient?identifier=1&gender=male")
    assert tree.startswith("Tree: Criterion(")
    assert tree.count("\n") == 1
    assert "FROM search_token s" in statement
    assert statement.startswith("SQL: SELECT")
    # Values are parameters; the address that was asked says what they are.
    assert "'1'" not in statement
    text = "\n".join(plan)
    assert ("SEARCH s USING" if engine == "sqlcipher" else "rows=") in text


@pytest.fixture(scope="module")
def embedded(databases: Databases) -> Iterator[FhirClient]:
    """A client of a server with the embedded database, in which there is nothing."""
    from fhirserver import create_app

    settings = databases.fresh("sqlcipher")
    app = create_app(settings)
    yield FhirClient(app)
    app.extensions["repository"].close()
    databases.remove(settings)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("Patient?identifier=1", "search_token_code"),
        ("Patient?family=a", "search_string_folded"),
        ("Patient?name=a&birthdate=1970", "search_string_folded"),
        ("Observation?patient=1&code=1", "search_token_patient"),
        ("Observation?code=1&date=ge2020&_sort=-date", "search_token_code"),
        ("Observation?code=1&date=ge2020&_sort=date", "search_token_code"),
        ("Observation?code=1&value-quantity=gt1", "search_quantity_code_low"),
        ("Observation?code-value-quantity=1$gt1", "search_quantity_code_low"),
        ("Observation?component-code-value-quantity=1$gt1||mg", "search_quantity_code_low"),
        ("Observation?code=1&value-quantity=gt1|http://unitsofmeasure.org|kg", "search_quantity_code_canonical"),
        ("Observation?date=2020-01", "resource_moment"),
        ("Observation?_sort=date", "resource_moment"),
        ("Observation?_lastUpdated=gt2020", "resource_last_updated"),
        ("Observation?_sort=_lastUpdated", "resource_last_updated"),
        ("Patient?_has:Observation:patient:code=1", "search_token_patient"),
        ("ValueSet?url=http://example.org", "search_uri_value"),
        ("Location?near=1|1|1|km", "search_position_latitude"),
    ],
)
def test_the_embedded_engine_finds_it_by_an_index(embedded: FhirClient, query: str, index: str) -> None:
    """Its plans do not depend on how much is there; those of PostgreSQL are looked at with a million resources."""
    assert f"USING INDEX {index}" in "\n".join(explained(embedded, query)).replace("COVERING ", "")


@pytest.mark.parametrize(
    ("query", "in_order"),
    [
        ("Observation?patient=1", False),
        ("Observation?encounter=1&status=final", False),
        ("Observation?patient.identifier=1", False),
        ("Patient?family=a&gender=male", False),
        ("Patient?identifier=1", False),
        ("Patient?identifier:not=1", True),
        ("Observation?performer=Practitioner/1", True),
        ("Observation?status=final", True),
    ],
)
def test_the_embedded_engine_goes_by_time_only_where_many_are_found(
    embedded: FhirClient, query: str, in_order: bool
) -> None:
    """Else it would look at all resources of a type, the latest first, whether they are among the few."""
    plan = "\n".join(explained(embedded, query))
    assert ("SEARCH r USING INDEX resource_moment" in plan) is in_order


def test_the_embedded_engine_looks_up_by_its_key_what_a_resource_is_sorted_by(embedded: FhirClient) -> None:
    """The index of all codes has the least first, but of all resources."""
    plan = "\n".join(explained(embedded, "Observation?_sort=code"))
    assert "SEARCH s USING PRIMARY KEY (resource_pk=?)" in plan
    assert "search_token_code" not in plan


def test_an_explanation_is_refused_like_the_search(client: FhirClient) -> None:
    assert client.get("Patient?gendre=male&_explain=true").status == 400
    assert client.get("Patient?_explain=perhaps").status == 400
    assert "entry" not in client.get("Patient?_explain=false").json


def test_a_slow_search_is_logged_without_its_values(client_with: ClientWith, caplog: pytest.LogCaptureFixture) -> None:
    client = client_with(slow_search_milliseconds=0)
    with caplog.at_level(logging.WARNING, "fhirserver.store.find"):
        client.get("Patient?family=chalmers")
    (record,) = [each for each in caplog.records if each.name == "fhirserver.store.find"]
    assert record.getMessage().startswith("Slow search, ")
    assert "search_string" in record.getMessage()
    assert "chalmers" not in record.getMessage()


def test_a_quick_search_is_not_logged(client: FhirClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "fhirserver.store.find"):
        client.get("Patient?family=chalmers")
    assert [each for each in caplog.records if each.name == "fhirserver.store.find"] == []
