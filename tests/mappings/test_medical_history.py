"""medical_history: diagnoses, procedures, medicines taken, allergies, immunizations."""

from __future__ import annotations

from decimal import Decimal

from tests.mappings.documents import example
from tests.mappings.lens import Tables, edit, edit_rows, mapped, typed

BURN: Tables = {
    "medical_history": [
        {
            "kind": "diagnosis",
            "patient": "Patient/example",
            "code_system": "http://snomed.info/sct",
            "code": "39065001",
            "code_display": "Burn of ear",
            "code_text": "Burnt Ear",
            "clinical_status": "active",
            "verification_status": "confirmed",
            "category_system": "http://terminology.hl7.org/CodeSystem/condition-category",
            "category": "encounter-diagnosis",
            "category_display": "Encounter Diagnosis",
            "severity_system": "http://snomed.info/sct",
            "severity": "24484000",
            "severity_display": "Severe",
            "body_site_system": "http://snomed.info/sct",
            "body_site": "49521004",
            "body_site_display": "Left external ear structure",
            "body_site_text": "Left Ear",
            "occurred": "2012-05-24T00:00:00.000000Z",
            "occurred_end": "2012-05-25T00:00:00.000000Z",
            "in_document": "subject",
        }
    ],
    "medical_history_coding": [
        {"position": 0, "system": "http://snomed.info/sct", "code": "39065001", "display": "Burn of ear"}
    ],
    "medical_history_category": [
        {
            "position": 0,
            "code_system": "http://terminology.hl7.org/CodeSystem/condition-category",
            "code": "encounter-diagnosis",
            "code_display": "Encounter Diagnosis",
        }
    ],
}

APPENDECTOMY: Tables = {
    "medical_history": [
        {
            "kind": "procedure",
            "patient": "Patient/example",
            "code_system": "http://snomed.info/sct",
            "code": "80146002",
            "code_display": "Appendectomy (Procedure)",
            "code_text": "Appendectomy",
            "status": "completed",
            "occurred": "2013-04-05T00:00:00.000000Z",
            "occurred_end": "2013-04-06T00:00:00.000000Z",
            "recorder": "Practitioner/example",
            "asserter": "Practitioner/example",
            "in_document": "subject",
        }
    ],
    "medical_history_coding": [
        {"position": 0, "system": "http://snomed.info/sct", "code": "80146002", "display": "Appendectomy (Procedure)"}
    ],
    "medical_history_reason": [
        {"position": 0, "code_text": "Generalized abdominal pain 24 hours. Localized in RIF with rebound and guarding"}
    ],
    "medical_history_performer": [
        {"position": 0, "practitioner": "Practitioner/example", "display": "Dr Cecil Surgeon"}
    ],
}

RESTLESS_LEGS: Tables = {
    "medical_history": [
        {
            "kind": "medication",
            "patient": "Patient/pat1",
            "medication": "#med0309",
            "status": "active",
            "category_system": "http://terminology.hl7.org/CodeSystem/medication-statement-category",
            "category": "inpatient",
            "category_display": "Inpatient",
            "occurred": "2015-01-23T00:00:00.000000Z",
            "occurred_end": "2015-01-24T00:00:00.000000Z",
            "recorded": "2015-02-22T00:00:00.000000Z",
            "in_document": "subject",
        }
    ],
    "medical_history_identifier": [
        {"position": 0, "use": "official", "system": "http://www.bmc.nl/portal/medstatements", "value": "12345689"}
    ],
    "medical_history_reason": [
        {"position": 0, "code_system": "http://snomed.info/sct", "code": "32914008", "code_display": "Restless Legs"}
    ],
    "medical_history_dosage": [
        {
            "position": 0,
            "sequence": 1,
            "text": "1-2 tablets once daily at bedtime as needed for restless legs",
            "frequency": 1,
            "period": Decimal("1"),
            "period_unit": "d",
            "as_needed_for_system": "http://snomed.info/sct",
            "as_needed_for": "32914008",
            "as_needed_for_display": "Restless Legs",
            "route_system": "http://snomed.info/sct",
            "route": "26643006",
            "route_display": "Oral Route",
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

CASHEW: Tables = {
    "medical_history": [
        {
            "kind": "allergy",
            "patient": "Patient/example",
            "code_system": "http://snomed.info/sct",
            "code": "227493005",
            "code_display": "Cashew nuts",
            "clinical_status": "active",
            "verification_status": "confirmed",
            "allergy_type": "allergy",
            "allergy_category": "food",
            "criticality": "high",
            "occurred": "2004-01-01T00:00:00.000000Z",
            "occurred_end": "2005-01-01T00:00:00.000000Z",
            "last_occurred": "2012-06-01T00:00:00.000000Z",
            "last_occurred_end": "2012-07-01T00:00:00.000000Z",
            "recorded": "2014-10-09T03:58:00.000000Z",
            "recorder": "Practitioner/example",
            "in_document": "patient",
        }
    ],
    "medical_history_coding": [
        {"position": 0, "system": "http://snomed.info/sct", "code": "227493005", "display": "Cashew nuts"}
    ],
    "medical_history_identifier": [
        {"position": 0, "system": "http://acme.com/ids/patients/risks", "value": "49476534"}
    ],
    "medical_history_allergy_category": [{"position": 0, "category": "food"}],
    "medical_history_reaction": [
        {
            "position": 0,
            "substance_system": "http://www.nlm.nih.gov/research/umls/rxnorm",
            "substance": "1160593",
            "substance_display": "cashew nut allergenic extract Injectable Product",
            "manifestation_system": "http://snomed.info/sct",
            "manifestation": "39579001",
            "manifestation_display": "Anaphylactic reaction",
            "description": "Challenge Protocol. Severe reaction to subcutaneous cashew "
            "extract. Epinephrine administered",
            "onset": "2012-06-12T00:00:00.000000Z",
            "onset_end": "2012-06-13T00:00:00.000000Z",
            "severity": "severe",
            "exposure_route_system": "http://snomed.info/sct",
            "exposure_route": "34206005",
            "exposure_route_display": "Subcutaneous route",
        },
        {
            "position": 1,
            "manifestation_system": "http://snomed.info/sct",
            "manifestation": "64305001",
            "manifestation_display": "Urticaria",
            "onset": "2004-01-01T00:00:00.000000Z",
            "onset_end": "2005-01-01T00:00:00.000000Z",
            "severity": "moderate",
        },
    ],
    "medical_history_manifestation": [
        {
            "medical_history_reaction": 0,
            "position": 0,
            "code_system": "http://snomed.info/sct",
            "code": "39579001",
            "code_display": "Anaphylactic reaction",
        },
        {
            "medical_history_reaction": 1,
            "position": 0,
            "code_system": "http://snomed.info/sct",
            "code": "64305001",
            "code_display": "Urticaria",
        },
    ],
}

FLU: Tables = {
    "medical_history": [
        {
            "kind": "immunization",
            "patient": "Patient/example",
            "encounter": "Encounter/example",
            "code_system": "urn:oid:1.2.36.1.2001.1005.17",
            "code": "FLUVAX",
            "code_text": "Fluvax (Influenza)",
            "status": "completed",
            "body_site_system": "http://terminology.hl7.org/CodeSystem/v3-ActSite",
            "body_site": "LA",
            "body_site_display": "left arm",
            "route_system": "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration",
            "route": "IM",
            "route_display": "Injection, intramuscular",
            "occurred": "2013-01-10T00:00:00.000000Z",
            "occurred_end": "2013-01-11T00:00:00.000000Z",
            "primary_source": True,
            "location": "Location/1",
            "manufacturer": "Organization/hl7",
            "lot_number": "AAJN11K",
            "expiration_date": "2015-02-15",
            "expiration_date_end": "2015-02-16",
            "dose": Decimal("5"),
            "dose_unit_system": "http://unitsofmeasure.org",
            "dose_unit_code": "mg",
            "subpotent": True,
            "in_document": "patient",
        }
    ],
    "medical_history_coding": [{"position": 0, "system": "urn:oid:1.2.36.1.2001.1005.17", "code": "FLUVAX"}],
    "medical_history_identifier": [
        {"position": 0, "system": "urn:ietf:rfc:3986", "value": "urn:oid:1.3.6.1.4.1.21367.2005.3.7.1234"}
    ],
    "medical_history_reason": [{"position": 0, "code_system": "http://snomed.info/sct", "code": "429060002"}],
    "medical_history_performer": [
        {
            "position": 0,
            "function_system": "http://terminology.hl7.org/CodeSystem/v2-0443",
            "function": "OP",
            "practitioner": "Practitioner/example",
            "in_document": "actor",
        },
        {
            "position": 1,
            "function_system": "http://terminology.hl7.org/CodeSystem/v2-0443",
            "function": "AP",
            "practitioner": "Practitioner/example",
            "in_document": "actor",
        },
    ],
}


def test_the_rows_of_burn() -> None:
    assert mapped("Condition", example("Condition", "example")) == BURN


def test_the_rows_of_appendectomy() -> None:
    assert mapped("Procedure", example("Procedure", "example")) == APPENDECTOMY


def test_the_rows_of_restless_legs() -> None:
    assert mapped("MedicationStatement", example("MedicationStatement", "example001")) == RESTLESS_LEGS


def test_the_rows_of_cashew() -> None:
    assert mapped("AllergyIntolerance", example("AllergyIntolerance", "example")) == CASHEW


def test_the_rows_of_flu() -> None:
    assert mapped("Immunization", example("Immunization", "example")) == FLU


def test_a_diagnosis_is_resolved() -> None:
    before = example("Condition", "example")
    after = edit("Condition", before, clinical_status="resolved", ended="2012-06-01T00:00:00.000000Z")
    system = "http://terminology.hl7.org/CodeSystem/condition-clinical"
    assert after == {
        **before,
        "clinicalStatus": {"coding": [{"system": system, "code": "resolved"}]},
        "abatementDateTime": "2012-06-01T00:00:00Z",
    }


def test_a_diagnosis_gets_another_coding() -> None:
    before = example("Condition", "example")
    rows = [*BURN["medical_history_coding"], {"position": 1, "system": "icd-10", "code": "T20.01"}]
    after = edit_rows("Condition", before, "medical_history_coding", rows)
    assert after["code"] == {
        "coding": [*before["code"]["coding"], {"system": "icd-10", "code": "T20.01"}],
        "text": "Burnt Ear",
    }


def test_a_surgeon_changes() -> None:
    before = example("Procedure", "example")
    row = {"position": 0, "practitioner": "Practitioner/f001", "display": "Dr Bea Surgeon", "in_document": "actor"}
    after = edit_rows("Procedure", before, "medical_history_performer", [row])
    actor = {"reference": "Practitioner/f001", "display": "Dr Bea Surgeon"}
    assert after == {**before, "performer": [{"actor": actor}]}


def test_a_kind_of_medicine_is_a_concept_or_a_reference() -> None:
    before = example("MedicationStatement", "example001")
    after = edit("MedicationStatement", before, medication=None, code="1", code_system="rx")
    assert after["medicationCodeableConcept"] == {"coding": [{"system": "rx", "code": "1"}]}
    assert "medicationReference" not in after


def test_a_reaction_is_added() -> None:
    before = example("AllergyIntolerance", "example")
    rows = [*CASHEW["medical_history_reaction"], {"position": 2, "manifestation_text": "Cough", "severity": "mild"}]
    after = edit_rows("AllergyIntolerance", before, "medical_history_reaction", rows)
    assert after == {
        **before,
        "reaction": [*before["reaction"], {"manifestation": [{"text": "Cough"}], "severity": "mild"}],
    }


def test_rows_typed_by_hand_of_each_kind() -> None:
    concept = {"coding": [{"code": "c"}]}
    patient = {"reference": "Patient/p"}
    assert typed("Condition", patient="Patient/p", code="c", verification_status="confirmed") == {
        "resourceType": "Condition",
        "subject": patient,
        "code": concept,
        "verificationStatus": {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/condition-ver-status",
                    "code": "confirmed",
                }
            ]
        },
    }
    assert typed("Procedure", patient="Patient/p", status="completed", occurred="2012-01-01T10:00:00.000000Z") == {
        "resourceType": "Procedure",
        "subject": patient,
        "status": "completed",
        "performedDateTime": "2012-01-01T10:00:00Z",
    }
    assert typed("MedicationStatement", patient="Patient/p", status="active", code="c") == {
        "resourceType": "MedicationStatement",
        "subject": patient,
        "status": "active",
        "medicationCodeableConcept": concept,
    }
    assert typed("AllergyIntolerance", patient="Patient/p", allergy_category="food", criticality="low") == {
        "resourceType": "AllergyIntolerance",
        "patient": patient,
        "category": ["food"],
        "criticality": "low",
    }
    assert typed(
        "Immunization", patient="Patient/p", status="not-done", code="c", occurred_text="in spring", dose=Decimal("0.5")
    ) == {
        "resourceType": "Immunization",
        "patient": patient,
        "status": "not-done",
        "vaccineCode": concept,
        "occurrenceString": "in spring",
        "doseQuantity": {"value": Decimal("0.5")},
    }
