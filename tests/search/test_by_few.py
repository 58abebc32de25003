"""Searches that begin with what few resources satisfy: which do, and that PostgreSQL plans them once."""

from __future__ import annotations

from itertools import count as numbers

import pytest
from flask import Flask

from fhirserver.search.results import query_of
from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.by_few import few_of
from fhirserver.search.sql.criteria import Scope
from fhirserver.search.sql.statement import Page, find
from fhirserver.search.tree import Criterion, Search
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from tests.databases import Databases
from tests.fhir_client import FhirClient
from tests.search.parsing import parsing

PLANS = statement(
    "SELECT custom_plans, generic_plans FROM pg_prepared_statements WHERE statement LIKE '%ORDER BY p.k0%'"
)
CUSTOM_FIRST = 5
"""PostgreSQL makes so many plans for the very values before it considers one for any.
https://www.postgresql.org/docs/current/sql-prepare.html"""


def search(*parameters: tuple[str, str], types: tuple[str, ...] = ("Patient",)) -> Search:
    return query_of(parsing(), types, parameters).search


def begins_with(found: Search) -> str | None:
    node = few_of(Scope(Binds("postgresql")), found)
    return node.parameters[0].code if isinstance(node, Criterion) else None


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([("family", "hart")], "family"),
        ([("family:exact", "Hart")], "family"),
        ([("name", "Hartley,Mercer")], "name"),
        ([("birthdate", "1970-01-01"), ("name", "Hartley")], "name"),
        ([("identifier", "urn:oid:1|7")], "identifier"),
        ([("identifier", "7")], "identifier"),
        # What these find can be much.
        ([("family", "har")], None),
        ([("name", "Hartley,Me")], None),
        ([("family:contains", "hartley")], None),
        ([("identifier", "urn:oid:1|")], None),
        ([("identifier:not", "urn:oid:1|7")], None),
        ([("family:missing", "false")], None),
        ([("gender", "female")], None),
        ([("name", "Abel,Abbot,Abner,Adair,Adler")], None),
        ([("family", "Hartley"), ("_contained", "both")], None),
    ],
)
def test_only_what_names_few_comes_first(parameters: list[tuple[str, str]], expected: str | None) -> None:
    assert begins_with(search(*parameters)) == expected


def test_several_types_do_not_begin_with_one_criterion() -> None:
    assert begins_with(search(("identifier", "urn:oid:1|7"), types=("Patient", "Practitioner"))) is None


def test_sqlite_chooses_by_itself() -> None:
    found = search(("family", "Hartley"))
    assert few_of(Scope(Binds("sqlite")), found) is None
    assert "LATERAL" not in find(Scope(Binds("sqlite")), found, Page(5)).text
    assert "LATERAL" in find(Scope(Binds("postgresql")), found, Page(5)).text


def test_what_depends_on_values_is_still_planned_for_them() -> None:
    found = find(
        Scope(Binds("postgresql")), search(("family", "Hartley"), ("general-practitioner.name", "Mercer")), Page(5)
    )
    assert found.custom
    assert "LATERAL" not in found.text


@pytest.fixture
def on_postgresql(databases: Databases) -> FhirClient:
    from fhirserver import create_app

    return FhirClient(create_app(databases.fresh("postgresql", threads=1)))


PEOPLE = [("Hartley", "1970-01-01"), ("Hartmann", "1970-01-01"), ("Mercer", "1980-02-02"), ("Merced", "1990-03-03")]
SEARCHES = ("family=Hart{}", "identifier=urn:oid:1|{}", "name=Merce{}&birthdate=1980-02-02")


@pytest.mark.parametrize("address", SEARCHES)
def test_postgresql_keeps_one_plan_for_any_values(on_postgresql: FhirClient, address: str) -> None:
    for number, (family, born) in enumerate(PEOPLE):
        patient = {
            "resourceType": "Patient",
            "identifier": [{"system": "urn:oid:1", "value": str(number)}],
            "name": [{"family": family}],
            "birthDate": born,
        }
        assert on_postgresql.post("Patient", patient).status == 201
    app: Flask = on_postgresql.app
    repository: Repository = app.extensions["repository"]
    texts = ["ley", "mann", "r", "d", "", "0", "1", "2", "3"]
    for number, text in zip(numbers(), texts * 4, strict=False):
        assert on_postgresql.get(f"Patient?{address.format(text)}").status == 200, number
    with repository.database.reading() as connection:
        plans = connection.rows(PLANS)
    repository.close()
    # Searches whose text is empty or short are other statements.
    assert any(custom == CUSTOM_FIRST and generic >= 10 for custom, generic in plans), plans
