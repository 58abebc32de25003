"""From scopes to rules: what a token alone allows.

https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fhirserver.access.conditions import InPatientCompartment, Meets, both, own_types
from fhirserver.access.permission import READ, REFER, SEARCH, Layer, Rule
from fhirserver.access.scopes import Scope, parse

SHARED = frozenset(
    [
        "ActivityDefinition",
        "CapabilityStatement",
        "ChargeItemDefinition",
        "CodeSystem",
        "CompartmentDefinition",
        "ConceptMap",
        "DeviceDefinition",
        "Endpoint",
        "EventDefinition",
        "Evidence",
        "EvidenceVariable",
        "GraphDefinition",
        "HealthcareService",
        "ImplementationGuide",
        "InsurancePlan",
        "Library",
        "Location",
        "Measure",
        "Medication",
        "MedicationKnowledge",
        "MessageDefinition",
        "NamingSystem",
        "ObservationDefinition",
        "OperationDefinition",
        "Organization",
        "OrganizationAffiliation",
        "PlanDefinition",
        "Practitioner",
        "PractitionerRole",
        "Questionnaire",
        "SearchParameter",
        "SpecimenDefinition",
        "StructureDefinition",
        "StructureMap",
        "Substance",
        "TerminologyCapabilities",
        "ValueSet",
    ]
)
"""Types that belong to no patient and that the resources of patients refer to: readable with patient/ scopes."""


@lru_cache(maxsize=1024)
def scope_layer(scope: str, patient: str | None) -> Layer:
    """Return what a token with ``scope`` allows; ``patient`` is the id of the one in its launch context."""
    return tuple(dict.fromkeys(rule for each in parse(scope) if each.context for rule in _rules(each, patient)))


def _rules(scope: Scope, patient: str | None) -> Iterator[Rule]:
    meets = Meets(scope.type, scope.query) if scope.query else None
    letters = frozenset(scope.letters)
    if scope.context != "patient":
        yield Rule(None if scope.type == "*" else frozenset({scope.type}), letters, meets)
        yield Rule(None, frozenset(REFER))
        return
    if patient is None:
        return
    own, shared = own_types(), SHARED
    within = InPatientCompartment((patient,))
    yield Rule(own, frozenset(REFER), within)
    yield Rule(shared, frozenset(REFER))
    if scope.type != "*":
        own, shared = own & {scope.type}, shared & {scope.type}
    if own:
        yield Rule(own, letters, both(within, meets))
    if shared and (reading := letters & {READ, SEARCH}):
        yield Rule(shared, reading, meets)
