"""Imaging and function tests: DiagnosticReports with a conclusion that fits what the patient has."""

from __future__ import annotations

from typing import NamedTuple

from fhirserver.sample import places
from fhirserver.sample.clock import time_text
from fhirserver.sample.codes import LOINC, SNOMED, Code, concept, decimal, hl7, quantity
from fhirserver.sample.laboratory import INTERPRETATIONS
from fhirserver.sample.person import Person
from fhirserver.sample.record import Record, Resource, refer


class Study(NamedTuple):
    """One kind of study: its code, the department, and what is said when nothing is found."""

    code: Code
    department: Code
    normal: str


_RADIOLOGY = hl7("v2-0074", "RAD", "Radiology")

STUDIES: dict[str, Study] = {
    "chest x-ray": Study(
        Code(LOINC, "36643-5", "XR Chest 2 Views"),
        hl7("v2-0074", "RX", "Radiograph"),
        "Lungs are clear. Heart size is normal. No pleural effusion or pneumothorax.",
    ),
    "chest ct": Study(
        Code(LOINC, "24627-2", "CT Chest"),
        hl7("v2-0074", "CT", "CAT Scan"),
        "No pulmonary embolism in the main or lobar arteries. No focal consolidation.",
    ),
    "head ct": Study(
        Code(LOINC, "24725-4", "CT Head"),
        hl7("v2-0074", "CT", "CAT Scan"),
        "No intracranial hemorrhage, mass effect or evidence of acute infarction.",
    ),
    "pelvis x-ray": Study(
        Code(SNOMED, "268425006", "Pelvis X-ray"),
        hl7("v2-0074", "RX", "Radiograph"),
        "No fracture or dislocation of the pelvis or hips.",
    ),
    "ankle x-ray": Study(
        Code(SNOMED, "19490002", "Ankle X-ray"),
        hl7("v2-0074", "RX", "Radiograph"),
        "No fracture or dislocation. Soft tissue swelling over the lateral malleolus.",
    ),
    "echo": Study(
        Code(LOINC, "42148-7", "US Heart"),
        hl7("v2-0074", "CUS", "Cardiac Ultrasound"),
        "Normal left ventricular size and function. No significant valve disease.",
    ),
    "spirometry": Study(
        Code(SNOMED, "127783003", "Spirometry"),
        hl7("v2-0074", "PF", "Pulmonary Function"),
        "Normal spirometry.",
    ),
}

# (study, illness or long-term disease): what is found
FINDINGS: dict[tuple[str, str], str] = {
    (
        "chest x-ray",
        "heart failure",
    ): "Enlarged cardiac silhouette with pulmonary vascular congestion and small bilateral "
    "pleural effusions, consistent with heart failure.",
    ("chest x-ray", "pneumonia"): "Airspace consolidation in the right lower lobe, consistent with pneumonia.",
    ("chest x-ray", "copd"): "Hyperinflated lungs with flattened diaphragms. No focal consolidation.",
    ("chest x-ray", "sepsis"): "Patchy bibasilar opacities; infection cannot be excluded.",
    (
        "head ct",
        "stroke",
    ): "Hypodensity in the left middle cerebral artery territory, consistent with acute ischemic infarction. "
    "No hemorrhage.",
    ("pelvis x-ray", "hip fracture"): "Displaced fracture of the right femoral neck.",
}

_EJECTION = Code(LOINC, "10230-1", "Left ventricular Ejection fraction")
_FEV_RATIO = Code(LOINC, "19926-5", "FEV1/FVC")


def study(record: Record, person: Person, encounter: Resource, at: int, name: str, illness: str = "") -> None:
    """Add the report of a study; `illness` is the acute illness it looks for."""
    kind = STUDIES[name]
    results: list[Resource] = []
    if name == "echo":
        conclusion, result = _echo(record, person, encounter, at)
        results.append(result)
    elif name == "spirometry":
        conclusion, result = _spirometry(record, person, encounter, at)
        results.append(result)
    else:
        conclusion = FINDINGS.get((name, illness), kind.normal)
    reader = places.practitioner_id("radiology", record.rng.randrange(6))
    report: Resource = {
        "status": "final",
        "category": [concept(_RADIOLOGY, kind.department)] if name != "spirometry" else [concept(kind.department)],
        "code": concept(kind.code),
        "subject": record.subject,
        "encounter": refer(encounter),
        "effectiveDateTime": time_text(at),
        "issued": time_text(at + 70),
        "performer": [{"reference": f"Organization/{places.GENERAL}"}],
        "resultsInterpreter": [{"reference": f"Practitioner/{reader}"}],
        "conclusion": conclusion,
    }
    if results:
        report["result"] = [refer(result) for result in results]
    record.add("DiagnosticReport", report)


def _echo(record: Record, person: Person, encounter: Resource, at: int) -> tuple[str, Resource]:
    failing = person.has("heart failure", at)
    fraction = decimal(
        min(70.0, max(15.0, (person.baseline["ejection"] if failing else 61) + record.rng.gauss(0, 2))), 0
    )
    if fraction < 40:
        conclusion = f"Dilated left ventricle with reduced systolic function, ejection fraction {fraction} %."
    elif failing:
        conclusion = (
            f"Left ventricular ejection fraction {fraction} %, with diastolic dysfunction and left atrial enlargement."
        )
    else:
        conclusion = f"Ejection fraction {fraction} %. {STUDIES['echo'].normal}"
    return conclusion, _percent(
        record, encounter, at, _EJECTION, fraction < 52, quantity(fraction, "%", "%"), "52", "imaging"
    )


def _spirometry(record: Record, person: Person, encounter: Resource, at: int) -> tuple[str, Resource]:
    ratio = 80.0
    if person.has("copd", at):
        ratio = 62 - 1.4 * min(10.0, person.years_with("copd", at))
    elif person.has("asthma", at):
        ratio = 72.0
    value = decimal(max(30.0, ratio + record.rng.gauss(0, 2.5)), 0)
    low = value < 70
    conclusion = f"Airflow obstruction, FEV1/FVC {value} %." if low else STUDIES["spirometry"].normal
    return conclusion, _percent(record, encounter, at, _FEV_RATIO, low, quantity(value, "%", "%"), "70", "procedure")


def _percent(
    record: Record, encounter: Resource, at: int, code: Code, low: bool, value: Resource, limit: str, category: str
) -> Resource:
    return record.add(
        "Observation",
        {
            "status": "final",
            "category": [concept(hl7("observation-category", category, category.capitalize()))],
            "code": concept(code),
            "subject": record.subject,
            "encounter": refer(encounter),
            "effectiveDateTime": time_text(at),
            "valueQuantity": value,
            "interpretation": [concept(INTERPRETATIONS["L" if low else "N"])],
            "referenceRange": [{"low": quantity(decimal(float(limit), 0), "%", "%")}],
        },
    )
