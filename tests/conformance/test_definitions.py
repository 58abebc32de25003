"""What the committed R4 tables say, checked against what the specification says."""

from __future__ import annotations

from collections import Counter

import pytest

from conformance import definitions
from conformance.layout import unpacked

R4 = definitions()


def test_the_definitions_are_read_once() -> None:
    assert definitions() is R4


def test_equal_names_are_one_string() -> None:
    """There are 8,946 elements; a string for each of their names, types and targets would take 2 MB more."""
    seen: dict[str, str] = {}
    for definition in R4.types.values():
        for element in definition.elements.values():
            for name in (element.name, element.type, element.choice, element.value_set, *element.targets):
                assert name is None or seen.setdefault(name, name) is name
    for parameters in R4.search_parameters.values():
        for code, parameter in parameters.items():
            for name in (code, parameter.code, parameter.base, parameter.type, *parameter.targets):
                assert seen.setdefault(name, name) is name


def test_all_kinds_of_types_are_there() -> None:
    kinds = Counter(definition.kind for definition in R4.types.values())
    assert kinds == {"backbone": 473, "complex-type": 41, "primitive-type": 20, "resource": 148}


def test_resource_types_are_the_146_concrete_ones_of_r4_in_order() -> None:
    assert len(R4.resource_types) == 146
    assert R4.resource_types[0] == "Account"
    assert R4.resource_types[-1] == "VisionPrescription"
    assert list(R4.resource_types) == sorted(R4.resource_types)
    assert {"Resource", "DomainResource"}.isdisjoint(R4.resource_types)
    # Of R4B and R5, so not here.
    assert {"SubscriptionStatus", "Citation", "Actor"}.isdisjoint(R4.types)


def test_abstract_types_are_marked() -> None:
    assert sorted(name for name, t in R4.types.items() if t.abstract) == [
        "BackboneElement",
        "DomainResource",
        "Element",
        "Resource",
    ]


def test_elements_come_in_the_order_of_the_specification() -> None:
    elements = R4.types["Patient"].elements
    assert list(elements) == [
        "id",
        "meta",
        "implicitRules",
        "language",
        "text",
        "contained",
        "extension",
        "modifierExtension",
        "identifier",
        "active",
        "name",
        "telecom",
        "gender",
        "birthDate",
        "deceasedBoolean",
        "deceasedDateTime",
        "address",
        "maritalStatus",
        "multipleBirthBoolean",
        "multipleBirthInteger",
        "photo",
        "contact",
        "communication",
        "generalPractitioner",
        "managingOrganization",
        "link",
    ]
    assert [element.order for element in elements.values()] == list(range(26))


@pytest.mark.parametrize(
    ("type_name", "element", "type_of_element", "many", "required"),
    [
        ("Patient", "id", "id", False, False),
        ("Patient", "name", "HumanName", True, False),
        ("Patient", "contact", "Patient.contact", True, False),
        ("Patient.contact", "relationship", "CodeableConcept", True, False),
        ("Patient.contact", "id", "string", False, False),
        ("Patient", "contained", "Resource", True, False),
        ("HumanName", "given", "string", True, False),
        ("Observation", "status", "code", False, True),
        ("Observation", "valueQuantity", "Quantity", False, False),
        ("Observation.component", "referenceRange", "Observation.referenceRange", True, False),
        ("Bundle.entry", "resource", "Resource", False, False),
        ("Bundle.entry", "link", "Bundle.link", True, False),
        ("Questionnaire.item", "item", "Questionnaire.item", True, False),
        ("Timing", "repeat", "Timing.repeat", False, False),
        ("Dosage", "doseAndRate", "Dosage.doseAndRate", True, False),
        ("Extension", "url", "uri", False, True),
        ("Narrative", "div", "xhtml", False, True),
        ("Meta", "profile", "canonical", True, False),
        ("Condition", "onsetAge", "Age", False, False),
        ("ElementDefinition", "id", "string", False, False),
        ("ElementDefinition.type", "targetProfile", "canonical", True, False),
        ("Parameters.parameter", "part", "Parameters.parameter", True, False),
    ],
)
def test_an_element(type_name: str, element: str, type_of_element: str, many: bool, required: bool) -> None:
    found = R4.types[type_name].elements[element]
    assert (found.name, found.type, found.many, found.required) == (element, type_of_element, many, required)


def test_choices_are_one_element_for_each_type() -> None:
    observation = R4.types["Observation"]
    assert observation.choices["value"] == (
        "valueQuantity",
        "valueCodeableConcept",
        "valueString",
        "valueBoolean",
        "valueInteger",
        "valueRange",
        "valueRatio",
        "valueSampledData",
        "valueTime",
        "valueDateTime",
        "valuePeriod",
    )
    assert {observation.elements[name].choice for name in observation.choices["value"]} == {"value"}
    assert observation.elements["status"].choice is None
    assert len(R4.types["Extension"].choices["value"]) == 50


def test_required_choices_are_of_the_type_not_of_a_member() -> None:
    request = R4.types["MedicationRequest"]
    assert request.required_choices == ("medication",)
    assert not request.elements["medicationCodeableConcept"].required
    assert R4.types["Observation"].required_choices == ()


def test_a_profile_on_a_datatype_is_kept() -> None:
    assert R4.types["Observation.referenceRange"].elements["low"].profile == "SimpleQuantity"
    assert R4.types["Observation"].elements["valueQuantity"].profile is None


def test_targets_of_references() -> None:
    elements = R4.types["Patient"].elements
    assert elements["generalPractitioner"].targets == ("Organization", "Practitioner", "PractitionerRole")
    assert R4.types["Provenance"].elements["target"].targets == ()
    unknown = {
        target
        for definition in R4.types.values()
        for element in definition.elements.values()
        for target in element.targets
        if target not in R4.resource_types
    }
    assert unknown == set()


def test_every_type_that_an_element_names_exists() -> None:
    assert {e.type for t in R4.types.values() for e in t.elements.values()} - R4.types.keys() == set()


def test_required_bindings_hold_their_codes() -> None:
    assert R4.types["Patient"].elements["gender"].binding == frozenset({"male", "female", "other", "unknown"})
    assert R4.types["Patient"].elements["maritalStatus"].binding is None
    assert R4.types["Patient"].elements["language"].binding is None
    assert R4.types["Observation"].elements["status"].binding == frozenset(
        {
            "registered",
            "preliminary",
            "final",
            "amended",
            "corrected",
            "cancelled",
            "entered-in-error",
            "unknown",
        }
    )


def test_required_bindings_of_concepts_hold_their_code_systems() -> None:
    system = "http://terminology.hl7.org/CodeSystem/condition-clinical"
    element = R4.types["Condition"].elements["clinicalStatus"]
    assert element.concepts == frozenset(
        {(system, code) for code in ("active", "recurrence", "relapse", "inactive", "remission", "resolved")}
    )
    assert element.binding == frozenset({code for _, code in element.concepts})


def test_only_four_required_value_sets_cannot_be_enumerated() -> None:
    open_ended = {
        element.value_set
        for definition in R4.types.values()
        for element in definition.elements.values()
        if element.value_set is not None and element.binding is None
    }
    assert open_ended == {
        "http://hl7.org/fhir/ValueSet/currencies",
        "http://hl7.org/fhir/ValueSet/mimetypes",
        "http://hl7.org/fhir/ValueSet/ucum-units",
        "http://loinc.org/vs/LL379-9",
    }


def test_summary_and_modifier_elements_are_marked() -> None:
    patient = R4.types["Patient"].elements
    assert [name for name, e in patient.items() if e.modifier] == [
        "implicitRules",
        "modifierExtension",
        "active",
        "deceasedBoolean",
        "deceasedDateTime",
        "link",
    ]
    assert not patient["photo"].summary
    assert patient["birthDate"].summary


def test_there_are_1715_pairs_of_search_parameter_and_base() -> None:
    own = [p for base, found in R4.search_parameters.items() for p in found.values() if p.base == base]
    assert len(own) == 1715
    assert {p.base for p in own} - {"Resource", "DomainResource"} <= set(R4.resource_types)


def test_what_all_resources_have_is_inherited() -> None:
    codes = {p.code for p in R4.search_parameters["Basic"].values() if p.base == "Resource"}
    assert codes >= {"_id", "_lastUpdated", "_tag", "_profile", "_security", "_source"}
    assert R4.search_parameters["Patient"]["_text"].base == "DomainResource"
    assert "_text" not in R4.search_parameters["Bundle"]


def test_the_expression_of_a_shared_parameter_is_that_of_its_base() -> None:
    patient = R4.search_parameters["Condition"]["patient"]
    assert patient.expression == "Condition.subject.where(resolve() is Patient)"
    assert patient.type == "reference"
    assert patient.targets == ("Group", "Patient")
    date = R4.search_parameters["AllergyIntolerance"]["date"]
    assert date.expression == "AllergyIntolerance.recordedDate"
    assert "eq" in R4.search_parameters["Patient"]["birthdate"].comparators
    assert R4.search_parameters["Patient"]["email"].expression == "Patient.telecom.where(system='email')"


def test_composite_parameters_have_their_components() -> None:
    found = R4.search_parameters["Observation"]["code-value-quantity"]
    assert found.type == "composite"
    assert [(c.code, c.expression) for c in found.components] == [
        ("code", "code"),
        ("value-quantity", "value.as(Quantity)"),
    ]


def test_corrections_by_hl7s_package_are_in_the_tables() -> None:
    assert R4.search_parameters["Patient"]["death-date"].expression == "(Patient.deceased as dateTime)"
    assert "status" not in R4.search_parameters["DetectedIssue"]
    assert "mothersMaidenName" in R4.search_parameters["Patient"]


@pytest.mark.parametrize(
    ("type_name", "paths"),
    [
        ("AuditEvent", ("AuditEvent.agent.who", "AuditEvent.entity.what")),
        ("Condition", ("Condition.asserter", "Condition.subject")),
        ("Patient", ("Patient.link.other",)),
        ("Group", ("Group.member.entity",)),
        ("Observation", ("Observation.performer", "Observation.subject")),
        ("MedicationDispense", ("MedicationDispense.receiver", "MedicationDispense.subject")),
    ],
)
def test_membership_of_the_patient_compartment(type_name: str, paths: tuple[str, ...]) -> None:
    assert R4.compartments["Patient"][type_name] == paths


def test_compartments_have_paths_that_lead_to_references() -> None:
    assert sorted(R4.compartments) == ["Device", "Encounter", "Patient", "Practitioner", "RelatedPerson"]
    assert len(R4.compartments["Patient"]) == 66
    assert "Medication" not in R4.compartments["Patient"]
    for members in R4.compartments.values():
        for type_name, paths in members.items():
            for path in paths:
                assert _type_at(path) == "Reference", path
                assert path.startswith(type_name + ".")


def _type_at(path: str) -> str:
    name, *steps = path.split(".")
    for step in steps:
        name = R4.types[name].elements[step].type
    return name


def test_operations() -> None:
    everything = R4.operations["Patient-everything"]
    assert (everything.code, everything.resources) == ("everything", ("Patient",))
    assert (everything.system, everything.on_type, everything.on_instance) == (False, True, True)
    assert [p.name for p in everything.parameters if p.use == "in"] == ["start", "end", "_since", "_type", "_count"]
    assert len(R4.operations) == 46
    expand = R4.operations["ValueSet-expand"]
    assert "filter" in {p.name for p in expand.parameters}


def test_invariants_are_named_by_path_and_key() -> None:
    assert len(R4.invariants) == 205
    contact = R4.invariants["Patient.contact pat-1"]
    assert (contact.path, contact.key) == ("Patient.contact", "pat-1")
    assert contact.expression == "name.exists() or telecom.exists() or address.exists() or organization.exists()"
    assert R4.types["Patient.contact"].invariants == ("pat-1",)
    # The same key, three rules.
    assert sorted(name for name in R4.invariants if name.endswith(" inv-1")) == [
        "Parameters.parameter inv-1",
        "Task inv-1",
        "TestReport.setup.action inv-1",
    ]


def test_an_old_or_broken_file_is_refused() -> None:
    with pytest.raises(ValueError, match="types"):
        unpacked(b'{"invariants": {}}')
