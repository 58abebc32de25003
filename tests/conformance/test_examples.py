"""HL7's own examples and Synthea's records: accepted, or refused for a reason that is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from fhirserver.validation import validate
from tests.conformance.examples_table import REASONS, TABLE, refused, table
from tests.validation.data import EXAMPLES, SYNTHEA, lines


def test_the_table_of_refused_examples_is_up_to_date() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()


def test_every_refusal_has_its_reason() -> None:
    assert set(refused(lines(EXAMPLES))) == set(REASONS)


@pytest.mark.parametrize("path", SYNTHEA, ids=lambda path: path.name)
def test_all_records_of_synthea_are_accepted(path: Path) -> None:
    issues = [issue for bundle in lines(path) for issue in validate(bundle).issues]
    assert issues == []


def test_the_samples_hold_what_the_tests_need() -> None:
    kinds = [[bundle["type"] for bundle in lines(path)] for path in SYNTHEA]
    assert kinds == [["transaction"] * 10, ["batch", "batch", "transaction", "transaction", "transaction"]]
    types = {e["resource"]["resourceType"] for path in SYNTHEA for b in lines(path) for e in b["entry"]}
    assert len(types) == 21
