"""Declarations: those that there are agree with R4, and wrong ones are found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from conformance import definitions
from mappings import MAPPINGS, codecs
from mappings.kernel import Codec, Column, Mapping, Rows
from mappings.kernel.checks import problems, r4_problems
from mappings.kernel.level import all_levels
from mappings.metadata import metadata

R4 = definitions()


@pytest.mark.parametrize("resource", MAPPINGS)
def test_a_mapping_agrees_with_r4(resource: str) -> None:
    assert r4_problems(MAPPINGS[resource], R4) == []


def test_the_mappings_agree_with_each_other() -> None:
    assert problems(MAPPINGS.values()) == []


@pytest.mark.parametrize("resource", MAPPINGS)
def test_a_compartment_is_that_of_r4(resource: str) -> None:
    mapping = MAPPINGS[resource]
    paths = R4.compartments["Patient"].get(resource, ())
    if mapping.compartment not in (None, "pk"):
        column = next(column for column in mapping.columns if column.name == mapping.compartment)
        assert f"{resource}.{column.path}" in paths
        assert "Patient" in column.codec.targets


def test_no_element_of_r4_only_seems_to_be_a_type_of_a_choice() -> None:
    """Planting one type of a choice element takes away what begins like it; nothing else does."""
    for definition in R4.types.values():
        if definition.name.partition(".")[0] not in (*MAPPINGS, "Dosage", "Timing", "Extension"):
            continue
        for group, members in definition.choices.items():
            for name in definition.elements:
                if name.startswith(group) and name[len(group) : len(group) + 1].isupper():
                    assert name in members, (definition.name, name)


def test_tables_can_be_made_in_order() -> None:
    ours = [table for table in metadata.sorted_tables if table.name in tables()]
    assert len(ours) == len(tables()) == 74


def tables() -> set[str]:
    return {table.name for mapping in MAPPINGS.values() for table in mapping.tables}


def test_names_fit_postgresql() -> None:
    names = [table.name for table in metadata.tables.values()]
    for table in metadata.tables.values():
        names += [str(constraint.name) for constraint in table.constraints]
        names += [str(index.name) for index in table.indexes]
    assert [name for name in names if len(name) > 63] == []


def test_every_table_and_column_says_what_it_is() -> None:
    for name in tables():
        table = metadata.tables[name]
        assert table.comment
        assert all(column.comment for column in table.columns), name


NAME = Column("name", "name[0].family", codecs.short, "name")
GENDER = Column("gender", "gender", codecs.one_of("male", "female", "other", "unknown"), "gender")


def patient(*columns: Column, rows: tuple[Rows, ...] = (), **changes: Any) -> Mapping:
    mapping = Mapping("Patient", "patient", "patients", columns=list(columns), rows=list(rows))
    return replace(mapping, **changes)


def rows_of(*columns: Column, path: str = "name", **changes: Any) -> Rows:
    return replace(Rows("patient_name", path, "names", list(columns)), **changes)


FAMILY = Column("family", "family", codecs.short, "name")
NO_CHECK = Codec("text", "anything", lambda value: value)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (lambda: [patient(NAME), patient(NAME)], "Patient has 2 mappings"),
        (lambda: [patient(NAME, NAME)], "the column name is declared 2 times"),
        (lambda: [patient(NAME, replace(NAME, name="other"))], "name and other have the same path name[0].family"),
        (lambda: [patient(replace(NAME, name="pk"))], "the column pk is declared 2 times"),
        (lambda: [patient(replace(NAME, name="id"))], "the column id is declared 2 times"),
        (lambda: [patient(NAME, rows=(rows_of(replace(FAMILY, name="position")),))], "position is declared 2 times"),
        (
            lambda: [patient(NAME, rows=(rows_of(FAMILY), rows_of(FAMILY)))],
            "patient_name is declared 2 times",
        ),
        (lambda: [patient(NAME, compartment="patient")], "no column patient for the compartment"),
        (lambda: [patient(NAME, indexes=[("lower(nome)",)])], "an index on lower(nome), which is no column"),
        (lambda: [patient(replace(NAME, codec=NO_CHECK))], "name needs a codec with a CHECK"),
        (lambda: [patient(replace(NAME, codec=replace(codecs.reference("Patient"), table=None)))], "needs a table"),
        (
            lambda: [patient(Column("to", "link[0].other", codecs.reference("Group"), "to"))],
            "Patient: patient.to: Group is not in group",
        ),
        (
            lambda: [
                patient(NAME, where={"kind": "a"}),
                patient(replace(NAME, codec=codecs.integer), resource="Group", where={"kind": "b"}),
            ],
            "Group: patient.name is of another kind elsewhere",
        ),
        (
            lambda: [
                patient(NAME, where={"kind": "a"}, rows=(rows_of(FAMILY),)),
                patient(NAME, where={"kind": "b"}, resource="Group", rows=(rows_of(replace(FAMILY, name="x")),)),
            ],
            "Group: patient_name has other columns elsewhere",
        ),
        (
            lambda: [patient(NAME, where={"kind": "a"}), patient(NAME, resource="Group")],
            "Group: patient needs a kind",
        ),
    ],
)
def test_a_wrong_declaration_is_found_out(wrong: Callable[[], list[Mapping]], complaint: str) -> None:
    found = problems(wrong())
    assert [problem for problem in found if complaint in problem], found


@pytest.mark.parametrize(
    ("columns", "rows", "complaint"),
    [
        ([Column("x", "nome", codecs.short, "")], (), "Patient has no nome"),
        ([Column("x", "name.family", codecs.short, "")], (), "name is a list"),
        ([Column("x", "birthDate[0]", codecs.date, "")], (), "[0] of what is not a list"),
        ([Column("x", "birthDate", codecs.short, "")], (), "birthDate is a date, the codec reads string"),
        ([Column("x", "name[0].given", codecs.short, "")], (), "given is a list"),
        ([Column("x", "name[0].family", codecs.words, "")], (), "family is not a list"),
        ([Column("x", "gender", codecs.one_of("male"), "")], (), "gender is bound to"),
        ([Column("x", "managingOrganization", codecs.reference("Patient"), "")], (), "does not refer to ['Patient']"),
        ([Column("x", "deceasedBoolean", codecs.boolean, "")], (), "deceasedBoolean is not of the choice element None"),
        ([Column("x", "deceased.ofType(string)", codecs.text, "")], (), "Patient has no deceasedString"),
        ([NAME], (rows_of(FAMILY, path="maritalStatus"),), "maritalStatus is not a list in Patient"),
        ([NAME], (rows_of(replace(FAMILY, path="nome")),), "HumanName has no nome"),
        ([NAME], (rows_of(replace(GENDER, path="type"), path="link"),), "requires [], R4 ['other', 'type']"),
    ],
)
def test_what_r4_says_otherwise_is_found_out(columns: list[Column], rows: tuple[Rows, ...], complaint: str) -> None:
    found = r4_problems(patient(*columns, rows=rows), R4)
    assert [problem for problem in found if complaint in problem], found


def test_what_r4_requires_is_compared() -> None:
    observation = replace(MAPPINGS["Observation"], required=["status"])
    assert r4_problems(observation, R4) == [
        "lab_result (Observation) requires ['status'], R4 ['code', 'status']",
    ]


def test_positions_are_named_after_the_tables_around() -> None:
    found = {table.name: (table.owner, table.positions) for table in MAPPINGS["MeasureReport"].tables}
    assert found == {
        "outcome": ("pk", ()),
        "outcome_identifier": ("outcome", ("position",)),
        "outcome_group": ("outcome", ("position",)),
        "outcome_population": ("outcome", ("outcome_group", "position")),
        "outcome_stratifier": ("outcome", ("outcome_group", "position")),
        "outcome_stratum": ("outcome", ("outcome_group", "outcome_stratifier", "position")),
        "outcome_stratum_population": (
            "outcome",
            ("outcome_group", "outcome_stratifier", "outcome_stratum", "position"),
        ),
    }


def test_a_row_column_says_what_the_store_needs_to_know() -> None:
    columns = {column.name: column for column in MAPPINGS["Condition"].tables[0].columns}
    assert columns["kind"].kind == "text"
    assert (columns["patient"].kind, columns["patient"].targets) == ("reference", ("Patient",))
    assert columns["patient"].target_table == "patient"
    assert (columns["occurred"].kind, columns["occurred"].derived) == ("instant", False)
    assert (columns["occurred_end"].kind, columns["occurred_end"].derived) == ("instant", True)
    assert columns["in_document"].derived
    assert len(all_levels(MAPPINGS["Condition"].level)) == len(MAPPINGS["Condition"].tables)
