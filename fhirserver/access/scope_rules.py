"""From scopes to rules: what a token alone allows.

https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fhirserver.access.conditions import InPatientCompartment, Meets, Named, both, own_types
from fhirserver.access.permission import READ, REFER, SEARCH, Layer, Rule
from fhirserver.access.scopes import Scope, parse

FHIR_USER = "fhirUser"

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
def scope_layer(scope: str, patient: str | None, fhir_user: str | None = None) -> Layer:
    """Return what a token with ``scope`` allows.

    ``patient`` is the id of the one in its launch context, ``fhir_user`` the reference to the resource of the person,
    which the scope of that name opens.  https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
    """
    scopes = parse(scope)
    rules = [rule for each in scopes if each.context for rule in _rules(each, patient)]
    if fhir_user and any(each.name == FHIR_USER for each in scopes):
        resource_type, _, resource_id = fhir_user.partition("/")
        rules.append(Rule(frozenset({resource_type}), frozenset(READ), Named(resource_type, resource_id)))
    return tuple(dict.fromkeys(rules))


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
