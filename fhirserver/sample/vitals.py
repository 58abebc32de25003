"""Vital signs and smoking status (https://hl7.org/fhir/R4/observation-vitalsigns.html)."""

from __future__ import annotations

from fhirserver.sample.clock import time_text
from fhirserver.sample.codes import LOINC, SNOMED, Code, concept, decimal, hl7, quantity
from fhirserver.sample.person import Person
from fhirserver.sample.physiology import NO_SHIFT, Shift, blood_pressure, stature, weight
from fhirserver.sample.record import Record, Resource, refer

VITAL_SIGNS = hl7("observation-category", "vital-signs", "Vital Signs")
SOCIAL_HISTORY = hl7("observation-category", "social-history", "Social History")

BLOOD_PRESSURE = Code(LOINC, "85354-9", "Blood pressure panel with all children optional")
SYSTOLIC = Code(LOINC, "8480-6", "Systolic blood pressure")
DIASTOLIC = Code(LOINC, "8462-4", "Diastolic blood pressure")
SMOKING = Code(LOINC, "72166-2", "Tobacco smoking status")

_SMOKING = {
    "never": Code(SNOMED, "266919005", "Never smoked tobacco"),
    "former": Code(SNOMED, "8517006", "Ex-smoker"),
    "current": Code(SNOMED, "449868002", "Smokes tobacco daily"),
}

# name: code, unit, UCUM code, digits behind the point
SIGNS: dict[str, tuple[Code, str, str, int]] = {
    "pulse": (Code(LOINC, "8867-4", "Heart rate"), "beats/minute", "/min", 0),
    "breaths": (Code(LOINC, "9279-1", "Respiratory rate"), "breaths/minute", "/min", 0),
    "temperature": (Code(LOINC, "8310-5", "Body temperature"), "degrees Celsius", "Cel", 1),
    "saturation": (Code(LOINC, "2708-6", "Oxygen saturation in Arterial blood"), "%", "%", 0),
    "weight": (Code(LOINC, "29463-7", "Body weight"), "kg", "kg", 1),
    "height": (Code(LOINC, "8302-2", "Body height"), "cm", "cm", 1),
    "mass index": (Code(LOINC, "39156-5", "Body mass index (BMI) [Ratio]"), "kg/m2", "kg/m2", 1),
}
_OXIMETRY = Code(LOINC, "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry")


def vital_signs(
    record: Record,
    person: Person,
    encounter: Resource,
    at: int,
    signs: tuple[str, ...],
    shift: Shift = NO_SHIFT,
    severity: float = 1.0,
) -> None:
    """Add the blood pressure and the named signs; `severity` says how much of an illness's `shift` shows."""
    rng, get = record.rng, shift.get
    systolic, diastolic = blood_pressure(person, at, rng, shift, severity)
    _add(
        record,
        encounter,
        at,
        BLOOD_PRESSURE,
        {
            "component": [
                {"code": concept(SYSTOLIC), "valueQuantity": quantity(decimal(systolic, 0), "mmHg", "mm[Hg]")},
                {"code": concept(DIASTOLIC), "valueQuantity": quantity(decimal(diastolic, 0), "mmHg", "mm[Hg]")},
            ]
        },
    )
    child = max(0.0, 14 - person.age(at))
    weighs = weight(person, at, rng, shift, severity)
    tall = stature(person, at)
    saturation = 97.6 - (2.8 if person.has("copd", at) else 0) + rng.gauss(0, 0.8) + get("saturation", 0.0) * severity
    values = {
        "pulse": person.baseline["pulse"] + 3 * child + rng.gauss(0, 5) + get("pulse", 0.0) * severity,
        "breaths": max(9.0, 15 + 0.8 * child + rng.gauss(0, 1.2) + get("breaths", 0.0) * severity),
        "temperature": 36.7 + rng.gauss(0, 0.2) + get("temperature", 0.0) * severity,
        "saturation": max(70.0, min(100.0, saturation)),
        "weight": weighs,
        "height": tall,
        "mass index": float(decimal(weighs, 1)) / (float(decimal(tall, 1)) / 100) ** 2,
    }
    for sign in signs:
        code, unit, ucum, places = SIGNS[sign]
        resource = _add(
            record, encounter, at, code, {"valueQuantity": quantity(decimal(values[sign], places), unit, ucum)}
        )
        if sign == "saturation":
            resource["code"] = concept(_OXIMETRY, code, text="Oxygen saturation")


def smoking_status(record: Record, person: Person, encounter: Resource, at: int) -> None:
    """Add the smoking status as an Observation of social history."""
    _add(record, encounter, at, SMOKING, {"valueCodeableConcept": concept(_SMOKING[person.smoker])}, SOCIAL_HISTORY)


def _add(
    record: Record, encounter: Resource, at: int, code: Code, value: Resource, category: Code = VITAL_SIGNS
) -> Resource:
    return record.add(
        "Observation",
        {
            "status": "final",
            "category": [concept(category)],
            "code": concept(code),
            "subject": record.subject,
            "encounter": refer(encounter),
            "effectiveDateTime": time_text(at),
            **value,
        },
    )
