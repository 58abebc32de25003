"""prescription and prescription_fill: medicines ordered and handed over."""

from __future__ import annotations

from decimal import Decimal

from tests.mappings.documents import example
from tests.mappings.lens import Tables, edit, edit_rows, mapped, typed

ORDER: Tables = {
    "prescription": [
        {
            "patient": "Patient/pat1",
            "encounter": "Encounter/f201",
            "status": "completed",
            "status_reason_system": "http://terminology.hl7.org/CodeSystem/medicationrequest-status-reason",
            "status_reason": "altchoice",
            "status_reason_display": "Try another treatment first",
            "intent": "order",
            "medication": "#med0310",
            "category_system": "http://terminology.hl7.org/CodeSystem/medicationrequest-category",
            "category": "inpatient",
            "category_display": "Inpatient",
            "authored": "2015-01-15T00:00:00.000000Z",
            "authored_end": "2015-01-16T00:00:00.000000Z",
            "requester": "Practitioner/f007",
            "requester_display": "Patrick Pump",
            "reason_system": "http://snomed.info/sct",
            "reason": "297217002",
            "reason_display": "Rib Pain (finding)",
            "quantity": Decimal("30"),
            "quantity_unit": "TAB",
            "quantity_unit_system": "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm",
            "quantity_unit_code": "TAB",
            "supply": Decimal("10"),
            "supply_unit": "days",
            "supply_unit_system": "http://unitsofmeasure.org",
            "supply_unit_code": "d",
            "repeats_allowed": 0,
            "validity_start": "2015-01-15T00:00:00.000000Z",
            "validity_end": "2016-01-15T00:00:00.000000Z",
            "validity_end_end": "2016-01-16T00:00:00.000000Z",
            "substitution_allowed": True,
            "in_document": "subject",
        }
    ],
    "prescription_category": [
        {
            "position": 0,
            "code_system": "http://terminology.hl7.org/CodeSystem/medicationrequest-category",
            "code": "inpatient",
            "code_display": "Inpatient",
        }
    ],
    "prescription_identifier": [
        {"position": 0, "use": "official", "system": "http://www.bmc.nl/portal/prescriptions", "value": "12345689"}
    ],
    "prescription_reason": [
        {
            "position": 0,
            "code_system": "http://snomed.info/sct",
            "code": "297217002",
            "code_display": "Rib Pain (finding)",
        }
    ],
    "prescription_dosage": [
        {
            "position": 0,
            "sequence": 1,
            "text": "one to two tablets every 4-6 hours as needed for rib pain",
            "patient_instruction": "Take one to two tablets every four to six hours as needed for rib pain",
            "frequency": 1,
            "period": Decimal("4"),
            "period_max": Decimal("6"),
            "period_unit": "h",
            "as_needed_for_system": "http://snomed.info/sct",
            "as_needed_for": "297217002",
            "as_needed_for_display": "Rib Pain (finding)",
            "route_system": "http://snomed.info/sct",
            "route": "26643006",
            "route_display": "Oral Route",
            "method_system": "http://snomed.info/sct",
            "method": "421521009",
            "method_display": "Swallow - dosing instruction imperative (qualifier value)",
            "dose_low": Decimal("1"),
            "dose_low_unit": "TAB",
            "dose_low_unit_system": "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm",
            "dose_low_unit_code": "TAB",
            "dose_high": Decimal("2"),
            "dose_high_unit": "TAB",
            "dose_high_unit_system": "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm",
            "dose_high_unit_code": "TAB",
        }
    ],
}

FILL: Tables = {
    "prescription_fill": [
        {
            "patient": "Patient/pat1",
            "prescription": "MedicationRequest/medrx0309",
            "status": "completed",
            "medication": "#medexample015",
        }
    ],
    "prescription_fill_prescription": [{"position": 0, "prescription": "MedicationRequest/medrx0309"}],
    "prescription_fill_performer": [{"position": 0, "practitioner": "Practitioner/f006", "in_document": "actor"}],
    "prescription_fill_dosage": [
        {
            "position": 0,
            "sequence": 1,
            "frequency": 2,
            "period": Decimal("21"),
            "period_unit": "d",
            "route_system": "http://snomed.info/sct",
            "route": "394899003",
            "route_display": "oral administration of treatment",
            "dose": Decimal("500"),
            "dose_unit": "mg",
            "dose_unit_system": "http://unitsofmeasure.org",
            "dose_unit_code": "mg",
        }
    ],
}


def test_the_rows_of_order() -> None:
    assert mapped("MedicationRequest", example("MedicationRequest", "medrx0301")) == ORDER


def test_the_rows_of_fill() -> None:
    assert mapped("MedicationDispense", example("MedicationDispense", "meddisp008")) == FILL


def test_a_prescription_is_stopped() -> None:
    before = example("MedicationRequest", "medrx0301")
    after = edit("MedicationRequest", before, status="stopped", status_reason_text="rash")
    assert after == {**before, "status": "stopped", "statusReason": {**before["statusReason"], "text": "rash"}}


def test_a_dose_is_changed() -> None:
    before = example("MedicationRequest", "medrx0301")
    rows = [dict(row) for row in ORDER["prescription_dosage"]]
    rows[0]["frequency"] = 9
    after = edit_rows("MedicationRequest", before, "prescription_dosage", rows)
    changed = after["dosageInstruction"][0]
    assert changed["timing"]["repeat"]["frequency"] == 9
    changed["timing"]["repeat"]["frequency"] = before["dosageInstruction"][0]["timing"]["repeat"]["frequency"]
    assert after == before


def test_a_prescription_and_its_fill_typed_by_hand() -> None:
    dosage = {
        "position": 0,
        "text": "one tablet twice a day",
        "frequency": 2,
        "period": Decimal(1),
        "period_unit": "d",
        "dose": Decimal(1),
        "dose_unit": "tablet",
    }
    assert typed(
        "MedicationRequest",
        status="active",
        intent="order",
        patient="Patient/p",
        code_system="rx",
        code="860975",
        authored="2020-01-02T00:00:00.000000Z",
        repeats_allowed=3,
        supply=Decimal(30),
        supply_unit="d",
        children={"prescription_dosage": [dosage]},
    ) == {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p"},
        "medicationCodeableConcept": {"coding": [{"system": "rx", "code": "860975"}]},
        "authoredOn": "2020-01-02T00:00:00Z",
        "dispenseRequest": {
            "expectedSupplyDuration": {"value": Decimal(30), "unit": "d"},
            "numberOfRepeatsAllowed": 3,
        },
        "dosageInstruction": [
            {
                "text": "one tablet twice a day",
                "timing": {"repeat": {"frequency": 2, "period": Decimal(1), "periodUnit": "d"}},
                "doseAndRate": [{"doseQuantity": {"value": Decimal(1), "unit": "tablet"}}],
            }
        ],
    }
    assert typed(
        "MedicationDispense",
        status="completed",
        patient="Patient/p",
        prescription="MedicationRequest/m",
        code="860975",
        days_supply=Decimal(30),
        handed_over="2020-01-03T00:00:00.000000Z",
    ) == {
        "resourceType": "MedicationDispense",
        "status": "completed",
        "subject": {"reference": "Patient/p"},
        "authorizingPrescription": [{"reference": "MedicationRequest/m"}],
        "medicationCodeableConcept": {"coding": [{"code": "860975"}]},
        "daysSupply": {"value": Decimal(30)},
        "whenHandedOver": "2020-01-03T00:00:00Z",
    }
