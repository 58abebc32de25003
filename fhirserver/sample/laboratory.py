"""The laboratory: the resources of a sample of blood or urine, with flags and reports."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from fhirserver.sample import places
from fhirserver.sample.analytes import NEGATIVE, PANELS, POSITIVE, STRIP, TESTS, URINALYSIS, URINE, Test
from fhirserver.sample.clock import time_text
from fhirserver.sample.codes import Code, concept, decimal, hl7, quantity
from fhirserver.sample.person import Person
from fhirserver.sample.physiology import NO_SHIFT, Shift, blood_values, estimated_filtration, urine_albumin
from fhirserver.sample.record import Record, Resource, refer

CATEGORY = hl7("observation-category", "laboratory", "Laboratory")
INTERPRETATIONS = {
    "H": hl7("v3-ObservationInterpretation", "H", "High"),
    "L": hl7("v3-ObservationInterpretation", "L", "Low"),
    "N": hl7("v3-ObservationInterpretation", "N", "Normal"),
    "A": hl7("v3-ObservationInterpretation", "A", "Abnormal"),
}


def laboratory(
    record: Record,
    person: Person,
    encounter: Resource,
    at: int,
    ordered: tuple[str, ...],
    shift: Shift = NO_SHIFT,
    severity: float = 1.0,
    *,
    infected_urine: bool = False,
) -> None:
    """Add the Observations (and a DiagnosticReport for each panel) of one visit to the laboratory."""
    rng = record.rng
    values = blood_values(person, at, rng, shift, severity)
    taken: dict[str, Resource] = {}
    for name in ordered:
        if name == "urinalysis":
            _urinalysis(record, person, encounter, at, values, infected_urine)
        elif name in PANELS:
            code, category, members = PANELS[name]
            results = []
            for member in members:
                if member not in taken:
                    taken[member] = _measure(record, person, encounter, at, member, values)
                results.append(taken[member])
            _report(record, encounter, at, code, category, results)
        elif name not in taken:
            if name == "urine albumin":
                values[name] = urine_albumin(person, at, rng)
            taken[name] = _measure(record, person, encounter, at, name, values)


def _measure(
    record: Record, person: Person, encounter: Resource, at: int, name: str, values: dict[str, float]
) -> Resource:
    test = TESTS[name]
    if name == "filtration":
        # From the creatinine as printed, so that everybody can calculate it again.
        value = decimal(estimated_filtration(float(decimal(values["creatinine"], 2)), person, at), 0)
    else:
        value = decimal(values[name], test.places)
    return observe(record, encounter, at, test, value, person.sex)


def observe(record: Record, encounter: Resource, at: int, test: Test, value: Decimal, sex: str) -> Resource:
    """Add the Observation of one laboratory value with its reference range and flag."""
    male = sex == "male"
    low = test.male_low if male and test.male_low else test.low
    high = test.male_high if male and test.male_high else test.high
    flag = "N"
    limits: Resource = {}
    if low is not None:
        limits["low"] = quantity(Decimal(low), test.unit, test.ucum)
        if value < limits["low"]["value"]:
            flag = "L"
    if high is not None:
        limits["high"] = quantity(Decimal(high), test.unit, test.ucum)
        if value > limits["high"]["value"]:
            flag = "H"
    return _observation(
        record,
        encounter,
        at,
        test.code,
        flag,
        {
            "valueQuantity": quantity(value, test.unit, test.ucum),
            "referenceRange": [limits],
        },
    )


def _observation(record: Record, encounter: Resource, at: int, code: Code, flag: str, value: Resource) -> Resource:
    reference_range = value.pop("referenceRange", None)
    body = {
        "status": "final",
        "category": [concept(CATEGORY)],
        "code": concept(code),
        "subject": record.subject,
        "encounter": refer(encounter),
        "effectiveDateTime": time_text(at),
        "issued": time_text(at + 95),
        "performer": [{"reference": f"Organization/{places.LABORATORY}"}],
        **value,
        "interpretation": [concept(INTERPRETATIONS[flag])],
    }
    if reference_range:
        body["referenceRange"] = reference_range
    return record.add("Observation", body)


def _report(record: Record, encounter: Resource, at: int, code: Code, category: Code, results: list[Resource]) -> None:
    record.add(
        "DiagnosticReport",
        {
            "status": "final",
            "category": [concept(hl7("v2-0074", "LAB", "Laboratory")), concept(category)],
            "code": concept(code),
            "subject": record.subject,
            "encounter": refer(encounter),
            "effectiveDateTime": time_text(at),
            "issued": time_text(at + 100),
            "performer": [{"reference": f"Organization/{places.LABORATORY}"}],
            "result": [refer(result) for result in results],
        },
    )


def _urinalysis(
    record: Record, person: Person, encounter: Resource, at: int, values: dict[str, float], infected: bool
) -> None:
    rng: Random = record.rng
    found = {
        "leukocytes": infected or rng.random() < 0.04,
        "nitrite": infected and rng.random() < 0.7,
        "protein": person.has("kidney disease", at) or rng.random() < 0.03,
        "glucose": values["glucose"] > 180,
        "hemoglobin": rng.random() < (0.5 if infected else 0.04),
    }
    results = [
        observe(record, encounter, at, TESTS["specific gravity"], decimal(rng.uniform(1.006, 1.028), 3), person.sex),
        observe(
            record, encounter, at, TESTS["urine ph"], decimal(rng.choice((5.0, 5.5, 6.0, 6.5, 7.0)), 1), person.sex
        ),
    ]
    for name, code in STRIP.items():
        answer = concept(POSITIVE if found[name] else NEGATIVE)
        flag = "A" if found[name] else "N"
        results.append(_observation(record, encounter, at, code, flag, {"valueCodeableConcept": answer}))
    _report(record, encounter, at, URINALYSIS, URINE, results)
