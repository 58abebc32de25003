"""encounter: visits and stays."""

from __future__ import annotations

from decimal import Decimal

from tests.mappings.documents import example
from tests.mappings.lens import Tables, edit, edit_rows, mapped, typed

STAY: Tables = {
    "encounter": [
        {
            "patient": "Patient/f001",
            "status": "finished",
            "class_system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "class": "AMB",
            "class_display": "ambulatory",
            "type_system": "http://snomed.info/sct",
            "type": "270427003",
            "type_display": "Patient-initiated encounter",
            "priority_system": "http://snomed.info/sct",
            "priority": "310361003",
            "priority_display": "Non-urgent cardiological admission",
            "length": Decimal("140"),
            "length_unit": "min",
            "length_unit_system": "http://unitsofmeasure.org",
            "length_unit_code": "min",
            "service_provider": "Organization/f001",
            "reason_system": "http://snomed.info/sct",
            "reason": "34068001",
            "reason_display": "Heart valve replacement",
            "admit_source_system": "http://snomed.info/sct",
            "admit_source": "305956004",
            "admit_source_display": "Referral by physician",
            "discharge_disposition_system": "http://snomed.info/sct",
            "discharge_disposition": "306689006",
            "discharge_disposition_display": "Discharge to home",
        }
    ],
    "encounter_identifier": [
        {
            "position": 0,
            "use": "official",
            "system": "http://www.amc.nl/zorgportal/identifiers/visits",
            "value": "v1451",
        }
    ],
    "encounter_type": [
        {
            "position": 0,
            "code_system": "http://snomed.info/sct",
            "code": "270427003",
            "code_display": "Patient-initiated encounter",
        }
    ],
    "encounter_reason": [
        {
            "position": 0,
            "code_system": "http://snomed.info/sct",
            "code": "34068001",
            "code_display": "Heart valve replacement",
        }
    ],
    "encounter_participant": [{"position": 0, "practitioner": "Practitioner/f002", "display": "P. Voigt"}],
}

EMERGENCY: Tables = {
    "encounter": [
        {
            "patient": "Patient/example",
            "status": "in-progress",
            "class_system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "class": "IMP",
            "class_display": "inpatient encounter",
            "period_start": "2017-01-31T21:15:00.000000Z",
            "admit_source_system": "http://terminology.hl7.org/CodeSystem/admit-source",
            "admit_source": "emd",
            "admit_source_display": "From accident/emergency department",
        }
    ],
    "encounter_location": [
        {
            "position": 0,
            "status": "active",
            "period_start": "2017-01-31T21:15:00.000000Z",
            "period_end": "2017-01-31T22:45:00.000000Z",
            "period_end_end": "2017-01-31T22:45:01.000000Z",
            "in_document": "location",
        },
        {
            "position": 1,
            "status": "active",
            "period_start": "2017-01-31T22:45:00.000000Z",
            "period_end": "2017-01-31T23:27:00.000000Z",
            "period_end_end": "2017-01-31T23:27:01.000000Z",
            "in_document": "location",
        },
        {
            "position": 2,
            "status": "active",
            "period_start": "2017-01-31T23:27:00.000000Z",
            "period_end": "2017-02-01T02:15:00.000000Z",
            "period_end_end": "2017-02-01T02:15:01.000000Z",
            "in_document": "location",
        },
        {
            "position": 3,
            "status": "reserved",
            "period_start": "2017-02-01T02:15:00.000000Z",
            "period_end": "2017-02-01T02:45:00.000000Z",
            "period_end_end": "2017-02-01T02:45:01.000000Z",
            "in_document": "location",
        },
        {"position": 4, "status": "active", "period_start": "2017-02-01T02:45:00.000000Z", "in_document": "location"},
    ],
}


def test_the_rows_of_stay() -> None:
    assert mapped("Encounter", example("Encounter", "f001")) == STAY


def test_the_rows_of_emergency() -> None:
    assert mapped("Encounter", example("Encounter", "emerg")) == EMERGENCY


def test_a_patient_is_discharged() -> None:
    before = {
        "resourceType": "Encounter",
        "status": "in-progress",
        "class": {"code": "IMP"},
        "period": {"start": "2020-01-02T10:00:00+01:00"},
    }
    after = edit(
        "Encounter",
        before,
        status="finished",
        period_end="2020-01-05T09:00:00.000000Z",
        discharge_disposition="home",
        destination="Location/1",
    )
    assert after == {
        **before,
        "status": "finished",
        "period": {"start": "2020-01-02T10:00:00+01:00", "end": "2020-01-05T09:00:00Z"},
        "hospitalization": {
            "destination": {"reference": "Location/1"},
            "dischargeDisposition": {"coding": [{"code": "home"}]},
        },
    }
    row = mapped("Encounter", after)["encounter"][0]
    assert row["period_start"] == "2020-01-02T09:00:00.000000Z"
    assert row["period_end"] == "2020-01-05T09:00:00.000000Z"
    assert row["period_end_end"] == "2020-01-05T09:00:01.000000Z"


def test_a_diagnosis_and_a_place_are_added() -> None:
    before = example("Encounter", "f001")
    diagnosis = {"position": 0, "condition": "Condition/c", "use": "DD", "rank": 1}
    after = edit_rows("Encounter", before, "encounter_diagnosis", [diagnosis])
    entry = {"condition": {"reference": "Condition/c"}, "use": {"coding": [{"code": "DD"}]}, "rank": 1}
    assert after == {**before, "diagnosis": [entry]}
    place = {"position": 0, "location": "Location/1", "status": "active", "period_start": "2020-01-02T00:00:00.000000Z"}
    after = edit_rows("Encounter", before, "encounter_location", [place])
    period = {"start": "2020-01-02T00:00:00Z"}
    entry = {"location": {"reference": "Location/1"}, "status": "active", "period": period}
    assert after == {**before, "location": [entry]}


def test_an_encounter_typed_by_hand() -> None:
    participant = {"position": 0, "practitioner": "Practitioner/d", "type": "ATND"}
    assert typed(
        "Encounter",
        patient="Patient/p",
        status="finished",
        class_system="http://terminology.hl7.org/CodeSystem/v3-ActCode",
        type_text="Check up",
        length=Decimal(20),
        length_unit="min",
        part_of="Encounter/e",
        children={"encounter_participant": [participant]},
        **{"class": "AMB"},
    ) == {
        "resourceType": "Encounter",
        "subject": {"reference": "Patient/p"},
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "type": [{"text": "Check up"}],
        "length": {"value": Decimal(20), "unit": "min"},
        "partOf": {"reference": "Encounter/e"},
        "participant": [
            {"type": [{"coding": [{"code": "ATND"}]}], "individual": {"reference": "Practitioner/d"}},
        ],
    }
