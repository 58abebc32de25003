"""Scopes in words that people who are no programmers understand."""

from __future__ import annotations

import re
from types import MappingProxyType

from fhirserver.access.scopes import Scope, parse

OTHERS = MappingProxyType(
    {
        "openid": "Know that it is you",
        "fhirUser": "Know who you are in the record",
        "profile": "Know your name",
        "launch": "Know where in the record it was started",
        "launch/patient": "Know which patient it is used for",
        "launch/encounter": "Know which visit it is used for",
        "online_access": "Stay connected until you sign out",
        "offline_access": "Stay connected when you have signed out and are away, until you take this back",
    }
)

THINGS = MappingProxyType(
    {
        "*": "everything in the record",
        "AllergyIntolerance": "allergies and intolerances",
        "Appointment": "appointments",
        "AuditEvent": "who has looked at the record",
        "CarePlan": "care plans",
        "CareTeam": "care teams",
        "Claim": "claims for payment",
        "Condition": "conditions and diagnoses",
        "Consent": "consents",
        "Coverage": "insurance",
        "Device": "implants and devices",
        "DiagnosticReport": "reports of tests",
        "DocumentReference": "documents and notes",
        "Encounter": "visits and stays",
        "FamilyMemberHistory": "illnesses in the family",
        "Goal": "goals of treatment",
        "ImagingStudy": "images",
        "Immunization": "vaccinations",
        "Location": "places",
        "Media": "pictures and recordings",
        "Medication": "names of medicines",
        "MedicationAdministration": "medicines that were given",
        "MedicationDispense": "medicines from the pharmacy",
        "MedicationRequest": "prescriptions",
        "MedicationStatement": "medicines that are taken",
        "Observation": "measurements and test results",
        "Organization": "hospitals and practices",
        "Patient": "name, date of birth, address and other personal details",
        "Practitioner": "names of doctors, nurses and other staff",
        "PractitionerRole": "where staff work",
        "Procedure": "operations and treatments",
        "Provenance": "where entries come from",
        "QuestionnaireResponse": "answers to questionnaires",
        "RelatedPerson": "relatives and other contacts",
        "ServiceRequest": "orders and referrals",
        "Specimen": "samples",
        "Task": "tasks",
    }
)

_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
_US_CORE = "http://hl7.org/fhir/us/core/CodeSystem"
CATEGORIES = MappingProxyType(
    {
        "Condition": {
            f"{_TERMINOLOGY}/condition-category|problem-list-item": "the problem list",
            f"{_TERMINOLOGY}/condition-category|encounter-diagnosis": "diagnoses of visits",
            f"{_US_CORE}/condition-category|health-concern": "health concerns",
        },
        "Observation": {
            f"{_TERMINOLOGY}/observation-category|laboratory": "laboratory results",
            f"{_TERMINOLOGY}/observation-category|vital-signs": "vital signs",
            f"{_TERMINOLOGY}/observation-category|social-history": "smoking and other habits",
            f"{_TERMINOLOGY}/observation-category|survey": "answers to surveys",
            f"{_US_CORE}/us-core-category|sdoh": "circumstances of life",
        },
    }
)
"""By which scopes are narrowed.  https://hl7.org/fhir/us/core/STU7/scopes.html#resource-conformance-requirements"""

_VERBS = MappingProxyType({"c": "add", "u": "change", "d": "delete"})
_LOOKS = MappingProxyType({"": "", "r": "open", "s": "search for", "rs": "see"})
_WHOSE = MappingProxyType(
    {"patient": "of this patient", "user": "of everyone whose record you may see", "system": "of everyone"}
)


def in_words(scope: Scope) -> str:
    """Return a scope as a phrase such as "See laboratory results of this patient"."""
    if scope.name:
        return OTHERS.get(scope.name.partition("?")[0], scope.name)
    looks = "".join(letter for letter in "rs" if letter in scope.letters)
    verbs = [verb for verb in (_LOOKS[looks], *(_VERBS.get(letter, "") for letter in scope.letters)) if verb]
    phrase = f"{_listed(verbs)} {_things(scope)} {_WHOSE[scope.context]}"
    return phrase[0].upper() + phrase[1:]


def all_in_words(scope: str) -> list[str]:
    """Return each scope of a space-separated list as a phrase."""
    return [in_words(each) for each in parse(scope)]


def spelled(resource_type: str) -> str:
    """Return what resources of a type are, in words."""
    return THINGS.get(resource_type) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", resource_type).lower()


def _things(scope: Scope) -> str:
    if not scope.query:
        return spelled(scope.type)
    known = CATEGORIES.get(scope.type, {})
    if len(scope.query) == 1 and scope.query[0][0] == "category" and scope.query[0][1] in known:
        return known[scope.query[0][1]]
    criteria = _listed([f"{name.replace(':', ' ')} is {value}" for name, value in scope.query])
    return f"{spelled(scope.type)} (only those whose {criteria})"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
