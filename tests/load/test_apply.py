"""What is read is loaded: whole, repeatably, and with an account of all that was not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fhirserver.interactions.request import Context, Request, Response
from fhirserver.load.apply import Failure, Report, Step, apply_items
from fhirserver.load.readers import Item, Problem
from fhirserver.rest.dispatch import dispatch
from fhirserver.settings import Settings
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.versions import now

Load = Callable[..., tuple[Report, list[Step]]]


@pytest.fixture
def repository(engine_settings: Settings) -> Iterator[Repository]:
    repository = open_repository(engine_settings)
    yield repository
    repository.close()


@pytest.fixture
def load(repository: Repository) -> Load:
    """Load items into the database; gives the report and the steps."""
    context = Context(repository.settings, repository, dispatch)

    def run(*items: Item | Problem, send: Callable[[Request], Response] | None = None) -> tuple[Report, list[Step]]:
        report = Report()
        steps = list(apply_items(items, send or (lambda request: dispatch(context, request)), now(), report))
        return report, steps

    return run


def patient(number: int, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": f"p{number}", "birthDate": "1970-01-01", **more}


def item(content: dict[str, Any], position: int, source: str = "a.ndjson") -> Item:
    return Item(source, position, content, position * 100)


def bundle(kind: str, *entries: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    listed = [{"resource": resource, "request": {"method": method, "url": url}} for method, url, resource in entries]
    return {"resourceType": "Bundle", "type": kind, "entry": listed}


def test_single_resources_are_put_under_their_ids_and_the_second_load_changes_nothing(
    load: Load, repository: Repository
) -> None:
    items = [item(patient(number), number) for number in range(1, 8)]
    report, steps = load(*items)
    assert dict(report.counts) == {"created": 7}
    assert steps == [Step("a.ndjson", 7, 700)]
    report, _ = load(*items)
    assert dict(report.counts) == {"unchanged": 7}
    assert repository.read("Patient", "p3").version == 1
    report, _ = load(item(patient(3, gender="male"), 1), item(patient(4), 2))
    assert dict(report.counts) == {"updated": 1, "unchanged": 1}
    assert repository.read("Patient", "p3").version == 2


def test_many_resources_are_put_in_few_transactions(load: Load, repository: Repository) -> None:
    sent = []
    context = Context(repository.settings, repository, dispatch)

    def send(request: Request) -> Response:
        sent.append(request)
        return dispatch(context, request)

    report, steps = load(*(item(patient(number), number) for number in range(450)), send=send)
    assert report.counts["created"] == 450
    assert len(sent) == 3
    assert [step.position for step in steps] == [199, 399, 449]


def test_an_id_that_comes_twice_is_two_transactions_and_the_later_one_wins(load: Load, repository: Repository) -> None:
    report, _ = load(item(patient(1), 1), item(patient(1, gender="male"), 2))
    assert dict(report.counts) == {"created": 1, "updated": 1}
    assert b'"male"' in (repository.read("Patient", "p1").document or b"")


def test_a_resource_without_an_id_gets_the_same_one_each_time(load: Load) -> None:
    nameless = {"resourceType": "Patient", "birthDate": "1980-02-03"}
    report, _ = load(item(nameless, 1))
    assert dict(report.counts) == {"created": 1}
    report, _ = load(item(nameless, 1))
    assert dict(report.counts) == {"unchanged": 1}


def test_one_wrong_resource_does_not_keep_its_group_out_and_is_named(load: Load, repository: Repository) -> None:
    wrong = patient(2, gender="neither")
    report, steps = load(item(patient(1), 1), item(wrong, 2), item(patient(3), 3))
    assert dict(report.counts) == {"created": 2, "failed": 1}
    assert [(failure.source, failure.position) for failure in report.failures] == [("a.ndjson", 2)]
    assert report.failures[0].expression == "Bundle.entry[0].resource.gender"
    assert steps == [Step("a.ndjson", 3, 300)]
    assert repository.read("Patient", "p3").version == 1


def test_a_transaction_is_loaded_whole_or_not_at_all(load: Load, repository: Repository) -> None:
    good = bundle("transaction", ("PUT", "Patient/p1", patient(1)), ("PUT", "Patient/p2", patient(2)))
    bad = bundle("transaction", ("PUT", "Patient/p3", patient(3)), ("PUT", "Patient/p4", patient(4, name="x")))
    report, steps = load(item(good, 1), item(bad, 2))
    assert dict(report.counts) == {"created": 2, "failed": 2}
    assert [failure.position for failure in report.failures] == [2]
    assert [step.position for step in steps] == [1, 2]
    with repository.database.reading() as connection:
        from fhirserver.store.sql import statement

        assert connection.row(statement("SELECT count(*) FROM resource")) == (2,)


def test_a_batch_loads_what_it_can(load: Load) -> None:
    mixed = bundle("batch", ("PUT", "Patient/p1", patient(1)), ("PUT", "Patient/p2", patient(2, gender="neither")))
    report, _ = load(item(mixed, 5))
    assert dict(report.counts) == {"created": 1, "failed": 1}
    assert [(failure.position, failure.source) for failure in report.failures] == [(5, "a.ndjson")]


def test_what_could_not_be_read_is_reported_and_stops_nothing(load: Load) -> None:
    report, steps = load(item(patient(1), 1), Problem("a.ndjson", 2, "The line is broken."), item(patient(2), 3))
    assert dict(report.counts) == {"created": 2, "failed": 1}
    assert report.failures == [Failure("a.ndjson", 2, None, "The line is broken.")]
    assert [step.position for step in steps] == [1, 3]


def test_a_new_source_begins_a_new_group(load: Load) -> None:
    report, steps = load(item(patient(1), 1, "a.ndjson"), item(patient(2), 1, "b.ndjson"))
    assert dict(report.counts) == {"created": 2}
    assert steps == [Step("a.ndjson", 1, 100), Step("b.ndjson", 1, 100)]
