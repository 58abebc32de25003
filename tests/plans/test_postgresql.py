"""Searches at a million Observations on PostgreSQL: by an index, no big table read in whole, no big sort.

Some patients are loaded through the server, their rows multiplied by SQL, and every statement of every search is
carried out under EXPLAIN ANALYZE, in the plan for its values and in the one for any.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.fhir_client import FhirClient
from tests.plans.known import known_values
from tests.plans.multiply import load_patients, multiply_postgresql
from tests.plans.postgresql import Plans, Statement
from tests.plans.queries import QUERIES, Asked

PATIENTS = 24
OBSERVATIONS = 1_000_000


@pytest.fixture
def plans(databases: Databases) -> Iterator[tuple[Plans, dict[str, str]]]:
    """A server with a million Observations, and what is known of them."""
    from fhirserver import create_app

    settings = databases.fresh("postgresql")
    app = create_app(settings)
    repository = app.extensions["repository"]
    client = FhirClient(app)
    copies = OBSERVATIONS // load_patients(client, PATIENTS)
    multiply_postgresql(settings, copies)
    yield Plans(client, repository), known_values(repository, copies)
    repository.close()
    databases.remove(settings)


def test_every_search_of_a_million_observations_goes_by_an_index(
    plans: tuple[Plans, dict[str, str]], subtests: pytest.Subtests
) -> None:
    # One test, as processes that run tests side by side would each make the million.
    server, known = plans
    assert server.count("Observation") >= OBSERVATIONS
    for asked in QUERIES:
        with subtests.test(asked.address):
            _check(server, asked, known)
    with subtests.test("what goes by no index is noticed"):
        bad = Statement(
            "SELECT value FROM search_string WHERE value <> %(p0)s ORDER BY value || '.'", {"p0": "."}, False
        )
        for plan in server.plans(bad):
            sort, scan, rows = server.faults(plan, most_rows=100_000, most_pages=1_000_000)
            assert scan == f"{plan.kind} plan: search_string is read from one end to the other"
            assert sort.startswith(f"{plan.kind} plan: Sort of 1")
            assert rows.endswith(" rows are read, 100000 were expected at most")


def _check(server: Plans, asked: Asked, known: dict[str, str]) -> None:
    answer, statements = server.ask(asked.address.format_map(known))
    assert answer.status == 200, answer.json
    assert len(answer.json.get("entry", [])) >= asked.entries
    plans = [plan for statement in statements for plan in server.plans(statement)]
    assert [fault for plan in plans for fault in server.faults(plan, asked.rows, asked.pages)] == []
    assert asked.index in set().union(*(plan.indexes for plan in plans))
