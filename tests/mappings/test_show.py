"""A mapping as text."""

from __future__ import annotations

import pytest

from mappings import MAPPINGS
from mappings.show import show

PRACTITIONER_ROLE = """\
PractitionerRole: what a person does for an organization

practitioner, rows with kind = 'role' (pk)
  PractitionerRole
    active             boolean                 PractitionerRole.active """


def test_a_mapping_is_shown_table_by_table() -> None:
    assert show("PractitionerRole").startswith(PRACTITIONER_ROLE)
    lines = show("Condition").splitlines()
    assert "medical_history, rows with kind = 'diagnosis' (pk)" in lines
    assert "medical_history_coding (medical_history, position)" in lines
    assert "  Condition.code.coding: all codings of the code" in lines
    fields = {line.split()[0]: line.split() for line in lines if line.startswith("    ")}
    assert fields["patient"][:5] == ["patient", "bigint", "->", "patient", "Condition.subject"]
    assert fields["occurred"][:3] == ["occurred", "timestamptz", "Condition.onset[x]"]
    assert fields["occurred_end"][-1] == "(derived)"


def test_rows_inside_rows_are_shown_with_their_whole_path() -> None:
    text = show("MeasureReport")
    head = "outcome_stratum_population (outcome, outcome_group, outcome_stratifier, outcome_stratum, position)"
    assert f"\n{head}\n  MeasureReport.group.stratifier.stratum.population: sizes of populations\n" in text
    assert " MeasureReport.group.stratifier.stratum.population.count " in text


@pytest.mark.parametrize("resource", MAPPINGS)
def test_every_column_is_shown(resource: str) -> None:
    text = show(resource)
    for table in MAPPINGS[resource].tables:
        block = next(block for block in text.split("\n\n") if block.startswith((f"{table.name} ", f"{table.name},")))
        shown = [line.split()[0] for line in block.splitlines()[2:]]
        constants = list(MAPPINGS[resource].where) if table.owner == "pk" else []
        assert constants + shown == [column.name for column in table.columns]


@pytest.mark.parametrize("resource", ["Basic", "condition", ""])
def test_what_has_no_mapping_is_said_so(resource: str) -> None:
    with pytest.raises(ValueError, match=f"^{resource} has no mapping; these have one: AllergyIntolerance, "):
        show(resource)
