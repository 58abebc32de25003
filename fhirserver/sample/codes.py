"""Code systems, and the small FHIR datatypes that carry their codes.

Every function makes new objects: two resources of a sample never share a dict, so a reader may change
one in place.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
CVX = "http://hl7.org/fhir/sid/cvx"
UCUM = "http://unitsofmeasure.org"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"


class Code(NamedTuple):
    """A code of a code system, with the display that the system gives it."""

    system: str
    code: str
    display: str


class Diagnosis(NamedTuple):
    """What a patient has, in SNOMED CT for care and in ICD-10-CM for classification."""

    snomed: Code
    icd: Code
    text: str


def hl7(system: str, code: str, display: str) -> Code:
    """A code of one of the systems of https://terminology.hl7.org."""
    return Code(TERMINOLOGY + system, code, display)


def diagnosis(snomed: str, snomed_display: str, icd: str, icd_display: str, text: str) -> Diagnosis:
    """A diagnosis from the two codes and displays and a clinician's words."""
    return Diagnosis(Code(SNOMED, snomed, snomed_display), Code(ICD10CM, icd, icd_display), text)


def coding(code: Code) -> dict[str, str]:
    """A FHIR Coding."""
    return {"system": code.system, "code": code.code, "display": code.display}


def concept(*codes: Code, text: str | None = None) -> dict[str, Any]:
    """A FHIR CodeableConcept of one or more codings; its text is the first display unless given."""
    return {"coding": [coding(code) for code in codes], "text": text or codes[0].display}


def quantity(value: Decimal | int, unit: str, ucum: str) -> dict[str, Any]:
    """A FHIR Quantity with a UCUM unit."""
    return {"value": value, "unit": unit, "system": UCUM, "code": ucum}


def decimal(value: float, places: int) -> Decimal:
    """A number as a laboratory prints it: always `places` digits behind the point."""
    return Decimal(f"{value:.{places}f}")
