"""Searches at fifty thousand Observations on the embedded engine: by an index, with few instructions.

Its plans do not depend on how much is there; how much they do is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.fhir_client import FhirClient
from tests.plans.embedded import Embedded, Work
from tests.plans.known import known_values
from tests.plans.multiply import load_patients, multiply_sqlcipher
from tests.plans.queries import IN_ORDER, QUERIES

PATIENTS = 12
OBSERVATIONS = 50_000


@pytest.fixture
def embedded(databases: Databases) -> Iterator[tuple[Embedded, dict[str, str]]]:
    """A server with fifty thousand Observations, and what is known of them."""
    from fhirserver import create_app

    settings = databases.fresh("sqlcipher", search_seconds=0)
    app = create_app(settings)
    repository = app.extensions["repository"]
    client = FhirClient(app)
    copies = OBSERVATIONS // load_patients(client, PATIENTS)
    multiply_sqlcipher(settings, copies)
    yield Embedded(client, repository), known_values(repository, copies)
    repository.close()
    databases.remove(settings)


def test_every_search_of_fifty_thousand_observations_goes_by_an_index(
    embedded: tuple[Embedded, dict[str, str]], subtests: pytest.Subtests
) -> None:
    # One test, as processes that run tests side by side would each make them.
    server, known = embedded
    assert server.count("Observation") >= OBSERVATIONS
    for asked in QUERIES:
        with subtests.test(asked.address):
            work = server.work(asked.address.format_map(known))
            assert work.answer.status == 200, work.answer.json
            assert len(work.answer.json.get("entry", [])) >= asked.entries
            assert list(server.faults(work, asked.instructions)) == []
            assert (asked.embedded or asked.index) in work.indexes
            assert not (work.sorts and asked.address in IN_ORDER)
    with subtests.test("what goes by no index is noticed"):
        work = server.work("Observation?status=amended")
        (much,) = server.faults(work, 50_000)
        assert much.endswith(" instructions were needed, 50000 were expected at most")
        text = "SELECT d.pk FROM lab_result d WHERE d.status = :p0"
        scanned = Work(work.answer, {text: server.plan(text)}, 0)
        assert list(server.faults(scanned, 0)) == ["lab_result is read from one end to the other"]
    with subtests.test("sorting all takes as much more as there is more"):
        work = server.work("Observation?_sort=code&_count=1")
        assert work.sorts
        assert work.instructions < 60 * OBSERVATIONS
