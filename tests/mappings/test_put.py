"""put: what an edit of rows changes in a document, and what it leaves alone."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest

from mappings import MAPPINGS, PutConflict
from mappings.kernel.path import DATA_ABSENT_REASON
from tests.mappings.lens import edit, edit_rows, main_row, mapped, typed

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "ada",
    "meta": {"profile": ["http://example.org/p"]},
    "text": {"status": "generated", "div": "<div>Ada</div>"},
    "extension": [{"url": "http://example.org/own", "valueString": "kept"}],
    "name": [
        {"use": "official", "family": "Lovelace", "given": ["Augusta", "Ada"], "_family": {"id": "f"}},
        {"use": "maiden", "family": "Byron", "extension": [{"url": "http://example.org/x", "valueCode": "y"}]},
    ],
    "gender": "female",
    "birthDate": "1815-12",
    "_birthDate": {"extension": [{"url": "http://example.org/birthTime", "valueDateTime": "1815-12-10"}]},
    "maritalStatus": {"coding": [{"system": "s", "code": "M", "userSelected": True}, {"system": "t", "code": "1"}]},
    "generalPractitioner": [{"reference": "Practitioner/p", "display": "Dr P", "type": "Practitioner"}],
    "managingOrganization": {"reference": "Organization/o", "display": "Clinic", "identifier": {"value": "7"}},
}


def changed(before: Any, after: Any) -> dict[str, Any]:
    """The elements in which two documents differ, as they are after."""
    names = [*before, *(name for name in after if name not in before)]
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def test_nothing_changes_when_nothing_is_changed() -> None:
    assert edit("Patient", PATIENT) is PATIENT


def test_the_document_given_stays_as_it_is() -> None:
    document = copy.deepcopy(PATIENT)
    edit("Patient", document, family="Byron", gender=None, birth_date="1815-12-10", language="en")
    edit_rows("Patient", document, "patient_name", [])
    assert document == PATIENT


@pytest.mark.parametrize(
    ("cells", "difference"),
    [
        ({"gender": "unknown"}, {"gender": "unknown"}),
        ({"gender": None}, {"gender": None}),
        ({"active": False}, {"active": False}),
        ({"birth_date": "1815-12-10"}, {"birthDate": "1815-12-10"}),
        ({"birth_date": None}, {"birthDate": None, "_birthDate": None}),
        ({"birth_date_end": "2000-01-01"}, {}),
        ({"deceased": True}, {"deceasedBoolean": True}),
        ({"deceased_at": "1852-11-27T00:00:00.000000Z"}, {"deceasedDateTime": "1852-11-27T00:00:00Z"}),
        ({"birth_order": 1}, {"multipleBirthInteger": 1}),
        (
            {"marital_status": "W"},
            {
                "maritalStatus": {
                    "coding": [{"system": "s", "code": "W", "userSelected": True}, {"system": "t", "code": "1"}]
                }
            },
        ),
        (
            {"marital_status": None},
            {"maritalStatus": {"coding": [{"system": "s", "userSelected": True}, {"system": "t", "code": "1"}]}},
        ),
        (
            {"managing_organization": "Organization/n"},
            {"managingOrganization": {"reference": "Organization/n"}},
        ),
        ({"managing_organization": None}, {"managingOrganization": None}),
        ({"general_practitioner": None}, {"generalPractitioner": None}),
        (
            {"language": "en", "language_system": "urn:ietf:bcp:47"},
            {"communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "en"}]}}]},
        ),
        ({"address_line": "1 High St\nFlat 2"}, {"address": [{"line": ["1 High St", "Flat 2"]}]}),
    ],
)
def test_an_update_changes_what_it_says(cells: dict[str, Any], difference: dict[str, Any]) -> None:
    after = edit("Patient", PATIENT, **cells)
    assert changed(PATIENT, after) == difference


def test_the_first_name_can_be_edited_from_the_main_row() -> None:
    after = edit("Patient", PATIENT, family="King", given="Ada")
    first = {"use": "official", "family": "King", "given": ["Ada"], "_family": {"id": "f"}}
    assert changed(PATIENT, after) == {"name": [first, PATIENT["name"][1]]}


def test_an_extension_is_made_edited_and_taken_away() -> None:
    race = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"
    made = edit("Patient", PATIENT, race="2106-3", race_display="White", race_text="white")
    assert changed(PATIENT, made) == {
        "extension": [
            {"url": "http://example.org/own", "valueString": "kept"},
            {
                "url": race,
                "extension": [
                    {"url": "ombCategory", "valueCoding": {"code": "2106-3", "display": "White"}},
                    {"url": "text", "valueString": "white"},
                ],
            },
        ]
    }
    edited = edit("Patient", made, race="2028-9", race_display=None)
    assert main_row("Patient", edited) == {
        **{name: cell for name, cell in main_row("Patient", made).items() if name != "race_display"},
        "race": "2028-9",
    }
    gone = edit("Patient", edited, race=None, race_text=None)
    assert gone == PATIENT


NAMES = [
    {"position": 0, "use": "official", "family": "Lovelace", "given": "Augusta Ada"},
    {"position": 1, "use": "maiden", "family": "Byron"},
]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (NAMES, PATIENT["name"]),
        (list(reversed(NAMES)), PATIENT["name"]),
        ([NAMES[1]], [PATIENT["name"][1]]),
        ([NAMES[0]], [PATIENT["name"][0]]),
        ([], None),
        (
            [*NAMES, {"position": 7, "text": "Enchantress of Number"}],
            [*PATIENT["name"], {"text": "Enchantress of Number"}],
        ),
        (
            [NAMES[0], {**NAMES[1], "family": "Noel"}],
            [
                PATIENT["name"][0],
                {**PATIENT["name"][1], "family": "Noel"},
            ],
        ),
        (
            [{**NAMES[0], "use": None}],
            [{"family": "Lovelace", "given": ["Augusta", "Ada"], "_family": {"id": "f"}}],
        ),
    ],
)
def test_child_rows_are_the_entries_of_a_list(rows: list[dict[str, Any]], names: Any) -> None:
    after = edit_rows("Patient", PATIENT, "patient_name", rows)
    assert after.get("name") == names
    assert {**after, "name": names} == {**PATIENT, "name": names}


def test_positions_are_closed_up() -> None:
    after = edit_rows("Patient", PATIENT, "patient_name", [NAMES[1], {"position": 9, "family": "King"}])
    assert [row["position"] for row in mapped("Patient", after)["patient_name"]] == [0, 1]
    assert main_row("Patient", after)["family"] == "Byron"


def test_a_main_column_and_a_child_row_may_say_the_same() -> None:
    mapping = MAPPINGS["Patient"]
    other = edit("Patient", PATIENT, family="King")
    after = mapping.put(mapping.get(other), PATIENT)
    assert after == other


def test_a_main_column_and_a_child_row_may_not_contradict() -> None:
    mapping = MAPPINGS["Patient"]
    rows = mapping.get(PATIENT)
    rows["patient"] = mapping.get(edit("Patient", PATIENT, family="King"))["patient"]
    rows["patient_name"] = mapping.get(edit("Patient", PATIENT, family="Noel"))["patient_name"]
    with pytest.raises(PutConflict, match=r"patient\.family: 'King' cannot be shown by the name\[0\]\.family") as error:
        mapping.put(rows, PATIENT)
    assert error.value.column == "patient.family"


def test_emptying_the_first_entry_does_not_show_the_second_instead() -> None:
    document = {"resourceType": "Patient", "name": [{"family": "Lovelace"}, {"family": "Byron"}]}
    with pytest.raises(PutConflict, match=r"patient\.family: None cannot be shown"):
        edit("Patient", document, family=None)
    assert edit("Patient", {"resourceType": "Patient", "name": [{"family": "Lovelace"}]}, family=None) == {
        "resourceType": "Patient"
    }


def test_emptying_the_first_entry_of_a_list_without_a_table_empties_it() -> None:
    document = {"resourceType": "Patient", "maritalStatus": {"coding": [{"code": "M"}, {"code": "1"}], "text": "m"}}
    assert edit("Patient", document, marital_status=None) == {
        "resourceType": "Patient",
        "maritalStatus": {"text": "m"},
    }


def test_a_value_of_the_wrong_kind_is_a_conflict() -> None:
    with pytest.raises(PutConflict, match=r"patient\.general_practitioner: 'Organization/o'"):
        edit("Patient", PATIENT, general_practitioner="Organization/o")
    with pytest.raises(PutConflict, match=r"patient\.gender: 'f'"):
        edit("Patient", PATIENT, gender="f")
    with pytest.raises(PutConflict, match=r"patient\.given: 'Ada  Augusta'"):
        edit("Patient", PATIENT, given="Ada  Augusta")


OBSERVATION: dict[str, Any] = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
    "subject": {"reference": "Group/g", "display": "all"},
    "effectivePeriod": {"start": "2012-03-04", "end": "2012-03-05"},
    "valueQuantity": {"value": Decimal("13.10"), "unit": "g/dL", "extension": [{"url": "u"}]},
    "component": [
        {
            "code": {"text": "part"},
            "valueString": "x",
            "referenceRange": [{"text": "usual", "low": {"value": 1}}, {"text": "rare"}],
        }
    ],
}


@pytest.mark.parametrize(
    ("cells", "difference"),
    [
        ({"value": Decimal("13.1")}, {}),
        (
            {"value": Decimal("13.2")},
            {"valueQuantity": {"value": Decimal("13.2"), "unit": "g/dL", "extension": [{"url": "u"}]}},
        ),
        ({"value": None, "value_unit": None}, {"valueQuantity": {"extension": [{"url": "u"}]}}),
        (
            {"value": None, "value_unit": None, "value_text": "low"},
            {"valueQuantity": None, "valueString": "low"},
        ),
        (
            {"value": None, "value_unit": None, "value_integer": 0},
            {"valueQuantity": None, "valueInteger": 0},
        ),
        ({"patient": "Patient/p"}, {"subject": {"reference": "Patient/p"}}),
        (
            {"effective": "2012-03-01T00:00:00.000000Z"},
            {"effectivePeriod": {"start": "2012-03-01", "end": "2012-03-05"}},
        ),
        ({"effective": None}, {"effectivePeriod": None}),
        ({"effective_end": None}, {}),
        ({"in_document": "code"}, {}),
    ],
)
def test_a_choice_has_one_type(cells: dict[str, Any], difference: dict[str, Any]) -> None:
    assert changed(OBSERVATION, edit("Observation", OBSERVATION, **cells)) == difference


def test_a_type_without_a_column_gives_way() -> None:
    document = {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "onsetAge": {"value": 3}}
    after = edit("Condition", document, occurred="2012-03-04T00:00:00.000000Z")
    assert changed(document, after) == {"onsetAge": None, "onsetDateTime": "2012-03-04T00:00:00Z"}
    assert edit("Condition", document, recorded="2012-03-04T00:00:00.000000Z")["onsetAge"] == {"value": 3}


def test_rows_below_a_choice_decide_its_type() -> None:
    document = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p"},
        "medicationReference": {"reference": "Medication/m"},
    }
    rows = [{"position": 0, "system": "s", "code": "c"}]
    after = edit_rows("MedicationRequest", document, "prescription_coding", rows)
    assert "medicationReference" in after, "the row still shows it; the CHECK says one of them only"
    mapping = MAPPINGS["MedicationRequest"]
    without = mapping.get(edit("MedicationRequest", document, medication=None))
    without["prescription_coding"] = [(0, "s", None, "c", None, None)]
    after = mapping.put(without, document)
    assert changed(document, after) == {
        "medicationReference": None,
        "medicationCodeableConcept": {"coding": [{"system": "s", "code": "c"}]},
    }


def test_two_columns_of_one_reference_take_turns() -> None:
    document = {"resourceType": "Patient", "generalPractitioner": [{"reference": "Practitioner/p", "display": "P"}]}
    row = {"position": 0, "organization": "Organization/o", "display": "Clinic"}
    after = edit_rows("Patient", document, "patient_general_practitioner", [row])
    assert after["generalPractitioner"] == [{"reference": "Organization/o", "display": "Clinic"}]


def test_a_display_with_a_column_is_left_to_that() -> None:
    document = {
        "resourceType": "MedicationRequest",
        "requester": {"reference": "Practitioner/a", "type": "Practitioner", "display": "Dr A"},
    }
    after = edit("MedicationRequest", document, requester="Practitioner/b")
    assert after["requester"] == {"reference": "Practitioner/b", "display": "Dr A"}
    after = edit("MedicationRequest", document, requester="Practitioner/b", requester_display=None)
    assert after["requester"] == {"reference": "Practitioner/b"}
    after = edit("MedicationRequest", document, requester=None)
    assert after["requester"] == {"display": "Dr A"}


def test_what_was_absent_for_a_reason_is_no_longer() -> None:
    absent = {"extension": [{"url": DATA_ABSENT_REASON, "valueCode": "unknown"}]}
    document = {"resourceType": "Patient", "_birthDate": absent, "_gender": absent}
    after = edit("Patient", document, birth_date="1815-12-10")
    assert after == {"resourceType": "Patient", "birthDate": "1815-12-10", "_gender": absent}


def test_lists_inside_lists_go_by_their_own_positions() -> None:
    table = "lab_result_component_reference_range"
    rows = [
        {"lab_result_component": 0, "position": 1, "text": "rare"},
        {"lab_result_component": 0, "position": 2, "text": "new", "high": Decimal("9")},
    ]
    after = edit_rows("Observation", OBSERVATION, table, rows)
    assert after["component"] == [
        {
            "code": {"text": "part"},
            "valueString": "x",
            "referenceRange": [{"text": "rare"}, {"text": "new", "high": {"value": Decimal("9")}}],
        }
    ]


def test_taking_an_entry_away_takes_what_is_inside() -> None:
    mapping = MAPPINGS["Observation"]
    rows = mapping.get(OBSERVATION)
    rows["lab_result_component"] = []
    rows["lab_result_component_reference_range"] = []
    assert changed(OBSERVATION, mapping.put(rows, OBSERVATION)) == {"component": None}


def test_entries_that_move_take_their_lists_along() -> None:
    document = {"resourceType": "Observation", "component": [{"valueString": "a"}, *OBSERVATION["component"]]}
    mapping = MAPPINGS["Observation"]
    rows = mapping.get(document)
    rows["lab_result_component"] = rows["lab_result_component"][1:]
    after = mapping.put(rows, document)
    assert after["component"] == OBSERVATION["component"]


def test_a_row_typed_by_hand_is_a_resource() -> None:
    assert typed(
        "Observation",
        status="final",
        patient="Patient/p",
        code_system="http://loinc.org",
        code="718-7",
        effective="2012-03-04T05:06:07.000000Z",
        value=Decimal("13.1"),
        value_unit="g/dL",
        children={
            "lab_result_reference_range": [{"position": 0, "low": Decimal("12"), "high": Decimal("16")}],
            "lab_result_component": [{"position": 0, "code_text": "part"}],
            "lab_result_component_reference_range": [{"lab_result_component": 0, "position": 0, "text": "usual"}],
        },
    ) == {
        "resourceType": "Observation",
        "status": "final",
        "subject": {"reference": "Patient/p"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
        "effectiveDateTime": "2012-03-04T05:06:07Z",
        "valueQuantity": {"value": Decimal("13.1"), "unit": "g/dL"},
        "referenceRange": [{"low": {"value": Decimal("12")}, "high": {"value": Decimal("16")}}],
        "component": [{"code": {"text": "part"}, "referenceRange": [{"text": "usual"}]}],
    }


@pytest.mark.parametrize("junk", [None, "junk", 1, [], ["junk"], {"coding": "junk"}, {"coding": ["junk"]}])
def test_junk_on_the_way_gives_way_to_what_is_planted(junk: Any) -> None:
    document = {"resourceType": "Patient", "maritalStatus": junk}
    assert main_row("Patient", document) == {}
    after = edit("Patient", document, marital_status="M")
    assert main_row("Patient", after) == {"marital_status": "M"}
