"""lab_result: observations and reports."""

from __future__ import annotations

from decimal import Decimal

from tests.mappings.documents import example
from tests.mappings.lens import Tables, edit, edit_rows, mapped, typed

BLOOD_PRESSURE: Tables = {
    "lab_result": [
        {
            "kind": "observation",
            "patient": "Patient/example",
            "status": "final",
            "category_system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "category": "vital-signs",
            "category_display": "Vital Signs",
            "code_system": "http://loinc.org",
            "code": "85354-9",
            "code_display": "Blood pressure panel with all children optional",
            "code_text": "Blood pressure systolic & diastolic",
            "effective": "2012-09-17T00:00:00.000000Z",
            "effective_end": "2012-09-18T00:00:00.000000Z",
            "interpretation_system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
            "interpretation": "L",
            "interpretation_display": "low",
            "interpretation_text": "Below low normal",
            "body_site_system": "http://snomed.info/sct",
            "body_site": "368209003",
            "body_site_display": "Right arm",
            "performer": "Practitioner/example",
        }
    ],
    "lab_result_coding": [
        {
            "position": 0,
            "system": "http://loinc.org",
            "code": "85354-9",
            "display": "Blood pressure panel with all children optional",
        }
    ],
    "lab_result_category": [
        {
            "position": 0,
            "code_system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "vital-signs",
            "code_display": "Vital Signs",
        }
    ],
    "lab_result_identifier": [
        {"position": 0, "system": "urn:ietf:rfc:3986", "value": "urn:uuid:187e0c12-8dd2-67e2-99b2-bf273c878281"}
    ],
    "lab_result_performer": [{"position": 0, "practitioner": "Practitioner/example"}],
    "lab_result_component": [
        {
            "position": 0,
            "code_system": "http://loinc.org",
            "code": "8480-6",
            "code_display": "Systolic blood pressure",
            "value": Decimal("107"),
            "value_unit": "mmHg",
            "value_unit_system": "http://unitsofmeasure.org",
            "value_unit_code": "mm[Hg]",
            "interpretation_system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
            "interpretation": "N",
            "interpretation_display": "normal",
            "interpretation_text": "Normal",
        },
        {
            "position": 1,
            "code_system": "http://loinc.org",
            "code": "8462-4",
            "code_display": "Diastolic blood pressure",
            "value": Decimal("60"),
            "value_unit": "mmHg",
            "value_unit_system": "http://unitsofmeasure.org",
            "value_unit_code": "mm[Hg]",
            "interpretation_system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
            "interpretation": "L",
            "interpretation_display": "low",
            "interpretation_text": "Below low normal",
        },
    ],
    "lab_result_component_coding": [
        {
            "lab_result_component": 0,
            "position": 0,
            "system": "http://loinc.org",
            "code": "8480-6",
            "display": "Systolic blood pressure",
        },
        {
            "lab_result_component": 0,
            "position": 1,
            "system": "http://snomed.info/sct",
            "code": "271649006",
            "display": "Systolic blood pressure",
        },
        {
            "lab_result_component": 0,
            "position": 2,
            "system": "http://acme.org/devices/clinical-codes",
            "code": "bp-s",
            "display": "Systolic Blood pressure",
        },
        {
            "lab_result_component": 1,
            "position": 0,
            "system": "http://loinc.org",
            "code": "8462-4",
            "display": "Diastolic blood pressure",
        },
    ],
}

GLUCOSE: Tables = {
    "lab_result": [
        {
            "kind": "observation",
            "patient": "Patient/f001",
            "status": "final",
            "code_system": "http://loinc.org",
            "code": "15074-8",
            "code_display": "Glucose [Moles/volume] in Blood",
            "effective": "2013-04-02T08:30:10.000000Z",
            "issued": "2013-04-03T14:30:10.000000Z",
            "value": Decimal("6.3"),
            "value_unit": "mmol/l",
            "value_unit_system": "http://unitsofmeasure.org",
            "value_unit_code": "mmol/L",
            "interpretation_system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
            "interpretation": "H",
            "interpretation_display": "High",
            "performer": "Practitioner/f005",
        }
    ],
    "lab_result_coding": [
        {"position": 0, "system": "http://loinc.org", "code": "15074-8", "display": "Glucose [Moles/volume] in Blood"}
    ],
    "lab_result_identifier": [
        {
            "position": 0,
            "use": "official",
            "system": "http://www.bmc.nl/zorgportal/identifiers/observations",
            "value": "6323",
        }
    ],
    "lab_result_performer": [{"position": 0, "practitioner": "Practitioner/f005", "display": "A. Langeveld"}],
    "lab_result_reference_range": [
        {
            "position": 0,
            "low": Decimal("3.1"),
            "low_unit": "mmol/l",
            "low_unit_system": "http://unitsofmeasure.org",
            "low_unit_code": "mmol/L",
            "high": Decimal("6.2"),
            "high_unit": "mmol/l",
            "high_unit_system": "http://unitsofmeasure.org",
            "high_unit_code": "mmol/L",
        }
    ],
}

SCAN: Tables = {
    "lab_result": [
        {
            "kind": "report",
            "patient": "Patient/f201",
            "status": "final",
            "category_system": "http://snomed.info/sct",
            "category": "394914008",
            "category_display": "Radiology",
            "code_system": "http://snomed.info/sct",
            "code": "429858000",
            "code_display": "Computed tomography (CT) of head and neck",
            "code_text": "CT of head-neck",
            "effective": "2012-12-01T11:00:00.000000Z",
            "effective_end": "2012-12-01T11:00:01.000000Z",
            "issued": "2012-12-01T11:00:00.000000Z",
            "conclusion": "CT brains: large tumor sphenoid/clivus.",
            "conclusion_code_system": "http://snomed.info/sct",
            "conclusion_code": "188340000",
            "conclusion_code_display": "Malignant tumor of craniopharyngeal duct",
        }
    ],
    "lab_result_coding": [
        {
            "position": 0,
            "system": "http://snomed.info/sct",
            "code": "429858000",
            "display": "Computed tomography (CT) of head and neck",
        }
    ],
    "lab_result_category": [
        {"position": 0, "code_system": "http://snomed.info/sct", "code": "394914008", "code_display": "Radiology"}
    ],
    "lab_result_performer": [{"position": 0, "organization": "Organization/f203", "display": "Blijdorp MC"}],
    "lab_result_conclusion": [
        {
            "position": 0,
            "code_system": "http://snomed.info/sct",
            "code": "188340000",
            "code_display": "Malignant tumor of craniopharyngeal duct",
        }
    ],
}


def test_the_rows_of_blood_pressure() -> None:
    assert mapped("Observation", example("Observation", "blood-pressure")) == BLOOD_PRESSURE


def test_the_rows_of_glucose() -> None:
    assert mapped("Observation", example("Observation", "f001")) == GLUCOSE


def test_the_rows_of_scan() -> None:
    assert mapped("DiagnosticReport", example("DiagnosticReport", "f201")) == SCAN


def test_a_value_is_corrected() -> None:
    before = example("Observation", "f001")
    after = edit("Observation", before, value=Decimal("6.4"), status="corrected")
    assert after == {
        **before,
        "status": "corrected",
        "valueQuantity": {**before["valueQuantity"], "value": Decimal("6.4")},
    }


def test_a_component_is_corrected() -> None:
    before = example("Observation", "blood-pressure")
    rows = [dict(row) for row in BLOOD_PRESSURE["lab_result_component"]]
    rows[1]["value"] = Decimal("61")
    after = edit_rows("Observation", before, "lab_result_component", rows)
    systolic, diastolic = before["component"]
    quantity = {**diastolic["valueQuantity"], "value": Decimal("61")}
    assert after == {**before, "component": [systolic, {**diastolic, "valueQuantity": quantity}]}


def test_every_type_of_value_has_columns() -> None:
    observation = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}}
    usual = mapped("Observation", observation)["lab_result"][0]
    for member, cells in (
        ({"valueQuantity": {"value": 5, "comparator": "<"}}, {"value": Decimal(5), "value_comparator": "<"}),
        ({"valueCodeableConcept": {"coding": [{"code": "pos"}]}}, {"value_concept": "pos"}),
        ({"valueString": "clear"}, {"value_text": "clear"}),
        ({"valueBoolean": False}, {"value_boolean": False}),
        ({"valueInteger": 3}, {"value_integer": 3}),
        (
            {"valueRange": {"low": {"value": 1}, "high": {"value": 2}}},
            {"value_low": Decimal(1), "value_high": Decimal(2)},
        ),
        (
            {"valueDateTime": "2012"},
            {"value_at": "2012-01-01T00:00:00.000000Z", "value_at_end": "2013-01-01T00:00:00.000000Z"},
        ),
        ({"valueTime": "10:00:00"}, {}),
    ):
        document = {**observation, **member}
        assert mapped("Observation", document)["lab_result"][0] == {**usual, **cells}
        new = typed("Observation", status="final", code_text="x", **cells)
        assert {**new, **member} == {**document, **({"valueDateTime": "2012"} if "valueDateTime" in member else {})}


def test_a_report_lists_its_results() -> None:
    before = example("DiagnosticReport", "f201")
    rows = [{"position": 0, "member": "Observation/f001"}, {"position": 1, "member": "Observation/f002"}]
    after = edit_rows("DiagnosticReport", before, "lab_result_member", rows)
    assert after == {**before, "result": [{"reference": "Observation/f001"}, {"reference": "Observation/f002"}]}
