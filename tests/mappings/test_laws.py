"""The laws of the lens, over all mappings, with hostile documents, and over all real documents in the repository.

GetPut   put(get(d), d) == d       nothing is lost, to the last digit
PutGet   get(put(r, d)) == r       what SQL writes is what FHIR shows
Create   put(r) is valid           rows that the tables accept are a resource
"""

from __future__ import annotations

import copy
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhirserver.validation import validate
from mappings import MAPPINGS, PutConflict
from mappings.kernel.level import all_levels
from tests.mappings import rows as row_strategies
from tests.mappings.documents import JSON, MAPPED, documents, exactly, real
from tests.mappings.rows import shown

HOSTILE = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))

# Rules of R4 that relate columns, or a row and its child rows; no CHECK says them, and such rows are quarantined.
NOT_SAID_IN_SQL = {
    "ait-1": "an allergy has a clinical status, unless it was entered in error",
    "ait-2": "an allergy that was entered in error has no clinical status",
    "con-4": "a condition that ended is inactive, resolved or in remission",
    "con-5": "a condition that was entered in error has no clinical status",
    "cpt-2": "a telephone number says that it is one",
    "drt-1": "a duration has a unit of time",
    "mdd-1": "a medicine is handed over after it is prepared",
    "mrp-1": "a report for data collection has no scores",
    "mrp-2": "a stratum has a value or components",
    "obs-3": "a reference range has a limit or a text",
    "obs-7": "a component with the code of the whole repeats its value",
    "obs-6": "a result that is absent has no value",
    "org-1": "an organization has a name or an identifier",
    "org-2": "an organization has no home address",
    "org-3": "an organization has no home telephone",
    "pat-1": "a contact has a name, a telephone, an address or an organization",
    "per-1": "a period begins before it ends",
    "qty-3": "the code of a unit has a system",
    "rng-2": "a range begins below its end",
    "tim-2": "a period of repetition has a unit",
    "tim-5": "a period of repetition is not negative",
    "tim-6": "a longest period of repetition has a shortest one",
    "longitude is required": "a position has both coordinates",
    "latitude is required": "a position has both coordinates",
}


@pytest.mark.parametrize("resource", MAPPED)
@HOSTILE
@given(data=st.data())
def test_get_put_and_put_get_hold_for_hostile_documents(resource: str, data: st.DataObject) -> None:
    mapping = MAPPINGS[resource]
    old, other = data.draw(documents(mapping)), data.draw(documents(mapping))
    before = exactly(copy.deepcopy(old))
    assert exactly(mapping.put(mapping.get(old), old)) == before
    rows = mapping.get(other)
    assert shown(mapping, mapping.get(mapping.put(rows, old))) == shown(mapping, rows)
    assert shown(mapping, mapping.get(mapping.put(rows))) == shown(mapping, rows)
    assert exactly(old) == before, "what is given must not change"


@pytest.mark.parametrize("resource", MAPPED)
@HOSTILE
@given(data=st.data())
def test_a_changed_cell_is_shown_or_refused(resource: str, data: st.DataObject) -> None:
    mapping = MAPPINGS[resource]
    document = data.draw(documents(mapping))
    rows, table, positions, place, cell = data.draw(row_strategies.edited(mapping, mapping.get(document)))
    conflict = None
    try:
        result = mapping.put(rows, document)
    except PutConflict as error:
        conflict = error
    if conflict is None:
        again = mapping.get(result)[table]
        assert [row[place.index] for row in again if row[: len(positions)] == positions] == [cell]
    else:
        assert conflict.column == f"{table}.{place.column.name}"


@settings(max_examples=200, deadline=None)
@given(document=JSON)
def test_get_accepts_any_json(document: Any) -> None:
    for mapping in MAPPINGS.values():
        rows = mapping.get(document)
        assert list(rows) == [table.name for table in mapping.tables]
        for table in mapping.tables:
            assert {len(row) for row in rows[table.name]} <= {len(table.positions) + len(table.columns)}


@pytest.mark.parametrize("resource", MAPPED)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_rows_typed_by_hand_are_a_valid_resource(resource: str, data: st.DataObject) -> None:
    mapping = MAPPINGS[resource]
    rows = data.draw(row_strategies.whole(mapping))
    document = mapping.put(rows)
    again = mapping.get(document)
    for table, typed in shown(mapping, rows).items():
        for row, other in zip(typed, shown(mapping, again)[table], strict=False):
            assert [cell for cell in row if cell is not None] == [
                cell for cell, wanted in zip(other, row, strict=True) if wanted is not None
            ]
        assert len(typed) <= len(again[table])
    issues = [issue for issue in validate(document).issues if issue.severity == "error"]
    assert [issue for issue in issues if not issue.diagnostics.startswith(tuple(NOT_SAID_IN_SQL))] == []


@pytest.mark.parametrize("resource", MAPPED)
def test_laws_hold_for_all_real_documents(resource: str) -> None:
    mapping = MAPPINGS[resource]
    found = real()[resource]
    assert found, "there is no document to try"
    for document, other in itertools.pairwise([*found, found[0]]):
        rows = mapping.get(document)
        assert mapping.put(rows, document) == document
        assert shown(mapping, mapping.get(mapping.put(rows, other))) == shown(mapping, rows)
        assert shown(mapping, mapping.get(mapping.put(rows))) == shown(mapping, rows)


@pytest.mark.parametrize("resource", MAPPED)
def test_every_column_is_filled_by_some_real_document(resource: str) -> None:
    """A column whose path is right but which no real resource ever fills would be a column too many."""
    mapping = MAPPINGS[resource]
    filled: set[tuple[str, str]] = set()
    for document in real()[resource]:
        for table, rows in mapping.get(document).items():
            columns = next(each for each in mapping.tables if each.name == table)
            for row in rows:
                cells: tuple[Any, ...] = row[len(columns.positions) :]
                filled.update((table, column.name) for column, cell in zip(columns.columns, cells, strict=True) if cell)
    filled_tables = {table for table, _ in filled}
    assert mapping.table in filled_tables
    assert len(filled) >= len(mapping.tables[0].columns) // 3


def test_every_mapping_is_tried() -> None:
    assert len(MAPPED) == 17
    assert sum(len(all_levels(mapping.level)) for mapping in MAPPINGS.values()) == 105
