"""get: the function that is written for each mapping."""

from __future__ import annotations

from typing import Any

import pytest

from mappings import MAPPINGS, codecs
from mappings.kernel import Column, Mapping, Rows
from mappings.kernel.getting import source

SMALL = Mapping(
    resource="Patient",
    table="patient",
    meaning="",
    where={"kind": "person"},
    columns=[
        Column("gender", "gender", codecs.text, ""),
        Column("family", "name[0].family", codecs.text, ""),
        Column("died", "deceased[x]", codecs.when, ""),
        Column("org", "managingOrganization", codecs.reference("Organization"), ""),
    ],
    rows=[
        Rows(
            "patient_name",
            "name",
            "",
            [Column("family", "family", codecs.text, "")],
            rows=[Rows("patient_name_given", "given", "", [Column("given", "$this", codecs.text, "")])],
        )
    ],
    required=["gender", "managingOrganization"],
)

NOBODY = ("person", None, None, None, None, None, None)


@pytest.mark.parametrize("document", [None, True, 0, "Patient", [], [{}], {}, {"name": None}, {"gender": 1}])
def test_where_nothing_is_nothing_is_found(document: Any) -> None:
    row = (*NOBODY[:-1], "gender") if document == {"gender": 1} else NOBODY
    assert SMALL.get(document) == {"patient": [row], "patient_name": [], "patient_name_given": []}


def test_rows_have_their_positions() -> None:
    document = {"name": [{"family": "a", "given": ["b", "c"]}, "junk", {"given": ["d", None]}]}
    assert SMALL.get(document) == {
        "patient": [("person", None, "a", None, None, None, None)],
        "patient_name": [(0, "a"), (1, None), (2, None)],
        "patient_name_given": [(0, 0, "b"), (0, 1, "c"), (2, 0, "d"), (2, 1, None)],
    }


@pytest.mark.parametrize("entries", [{}, "junk", None, 1, {"family": "a"}])
def test_what_should_be_a_list_and_is_not_has_no_rows(entries: Any) -> None:
    assert SMALL.get({"name": entries}) == SMALL.get({})


def test_a_choice_is_read_from_the_type_that_is_there() -> None:
    by_time = SMALL.get({"deceasedDateTime": "2012"})["patient"][0]
    by_period = SMALL.get({"deceasedDateTime": None, "deceasedPeriod": {"start": "2012", "end": "2012"}})["patient"][0]
    assert by_time == by_period
    assert by_time[3:5] == ("2012-01-01T00:00:00.000000Z", "2013-01-01T00:00:00.000000Z")
    assert SMALL.get({"deceasedString": "2012"})["patient"] == [NOBODY]


@pytest.mark.parametrize(
    ("document", "elements"),
    [
        ({}, None),
        ({"gender": "female"}, None),
        ({"gender": 7}, "gender"),
        ({"_gender": {"extension": []}}, "gender"),
        ({"gender": None}, None),
        ({"gender": "female", "managingOrganization": {"reference": "Organization/o"}}, "managingOrganization"),
        ({"gender": "female", "managingOrganization": {"reference": "Group/g"}}, "managingOrganization"),
        ({"_gender": {}, "managingOrganization": {"display": "x"}}, "gender,managingOrganization"),
    ],
)
def test_required_elements_that_no_column_is_certain_to_show_are_named(document: Any, elements: str | None) -> None:
    """A reference stands in its column only once what it refers to is on this server."""
    assert SMALL.get(document)["patient"][0][-1] == elements


@pytest.mark.parametrize(
    ("document", "elements"),
    [
        ({"status": "active", "intent": "order"}, None),
        ({"medicationCodeableConcept": {"text": "x"}}, None),
        ({"medicationCodeableConcept": {"extension": []}}, "medication"),
        ({"_medicationString": {}}, "medication"),
        ({"medication": 1, "medicationless": 1}, None),
        ({"subject": {"reference": "Patient/p"}}, "subject"),
    ],
)
def test_a_required_choice_may_be_of_any_type(document: Any, elements: str | None) -> None:
    assert MAPPINGS["MedicationRequest"].get(document)["prescription"][0][-1] == elements


def test_the_source_can_be_read() -> None:
    text, names = source(SMALL.level)
    lines = [line.strip() for line in text.splitlines()]
    assert lines[0] == "def get(document):"
    assert "if 'name' in document:" in lines
    assert lines.count("if 'name' in document:") == 1, "columns below the same element share the way to it"
    assert len([value for value in names.values() if value is codecs.text.read]) == 4
    assert "eval" not in text


@pytest.mark.parametrize("resource", MAPPINGS)
def test_the_rows_of_no_document_are_those_of_an_empty_one(resource: str) -> None:
    mapping = MAPPINGS[resource]
    rows = mapping.get({})
    assert rows == mapping.get(None) == mapping.get({"resourceType": resource})
    assert {name: len(found) for name, found in rows.items() if found} == {mapping.table: 1}
    cells = dict(zip((column.name for column in mapping.tables[0].columns), rows[mapping.table][0], strict=True))
    assert {name: cell for name, cell in cells.items() if cell is not None} == mapping.where
