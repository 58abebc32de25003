"""The parts of the tables agree with each other: types, search expressions, compartments, value sets."""

from __future__ import annotations

import re

import pytest

from conformance import SearchParameter, TypeDefinition, definitions
from conformance.searching import branches

R4 = definitions()
TYPES = list(R4.types.values())


@pytest.mark.parametrize("definition", TYPES, ids=lambda d: d.name)
def test_a_type_is_consistent(definition: TypeDefinition) -> None:
    assert definition.base is None or definition.base in R4.types
    assert R4.types[definition.name] is definition
    for order, (name, element) in enumerate(definition.elements.items()):
        assert (element.name, element.order) == (name, order)
        assert element.type in R4.types
        assert list(element.targets) == sorted(set(element.targets))
        assert not (element.targets and element.type != "Reference")
        assert (element.binding is None) == (element.concepts is None)
        assert element.binding is None or element.binding == {code for _, code in element.concepts or ()}
        assert element.binding is None or element.value_set is not None
        if element.choice is not None:
            assert name in definition.choices[element.choice]
            assert not element.required
            assert not element.many
    for choice, members in definition.choices.items():
        assert all(definition.elements[member].choice == choice for member in members)
    assert set(definition.required_choices) <= set(definition.choices)


@pytest.mark.parametrize("definition", [t for t in TYPES if t.kind == "backbone"], ids=lambda d: d.name)
def test_a_backbone_is_an_element_of_its_parent(definition: TypeDefinition) -> None:
    parent, _, name = definition.name.rpartition(".")
    assert R4.types[parent].elements[name].type == definition.name
    assert definition.base in ("BackboneElement", "Element")
    inherited = (
        ["id", "extension", "modifierExtension"] if definition.base == "BackboneElement" else ["id", "extension"]
    )
    assert list(definition.elements)[: len(inherited)] == inherited


@pytest.mark.parametrize("name", R4.resource_types)
def test_a_resource_begins_with_what_all_resources_have(name: str) -> None:
    base = R4.types[name].base
    assert base in ("Resource", "DomainResource")
    inherited = list(R4.types[base].elements)
    assert list(R4.types[name].elements)[: len(inherited)] == inherited


PARAMETERS = [
    parameter
    for base, found in R4.search_parameters.items()
    for parameter in found.values()
    if parameter.base == base and base not in ("Resource", "DomainResource") and parameter.expression
]


def element_exists(path: str) -> bool:
    """Whether a path leads to an element; a step may name a choice group, as in Observation.value."""
    name, *steps = path.split(".")
    types = {name}
    for step in steps:
        found = set()
        for each in types:
            definition = R4.types[each]
            members = definition.choices.get(step, (step,))
            found |= {definition.elements[m].type for m in members if m in definition.elements}
        types = found
    return bool(types)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: f"{p.base}-{p.code}")
def test_a_search_expression_names_elements_that_exist(parameter: SearchParameter) -> None:
    step = r"(?:\.[a-z]\w*\b(?!\())"
    for part in branches(parameter.expression or ""):
        # One expression of the specification is relative: "name | alias" of InsurancePlan.
        absolute = part if parameter.base in part else f"{parameter.base}.{part}"
        match = re.search(rf"\b{parameter.base}{step}*", absolute)
        assert match
        assert element_exists(match[0]), part


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: f"{p.base}-{p.code}")
def test_a_search_parameter_is_complete(parameter: SearchParameter) -> None:
    kinds = {"number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special"}
    assert parameter.type in kinds
    assert set(parameter.targets) <= {*R4.resource_types, "Resource"}
    assert bool(parameter.targets) <= (parameter.type == "reference")
    assert bool(parameter.components) == (parameter.type == "composite")
    codes = R4.search_parameters[parameter.base]
    assert {c.code for c in parameter.components} <= set(codes)


def test_parameters_that_define_a_compartment_exist() -> None:
    types = {name for members in R4.compartments.values() for name in members}
    assert types <= set(R4.resource_types)


BUNDLES = "batch batch-response collection document history message searchset transaction transaction-response"
INTENTS = "filler-order instance-order option order original-order plan proposal reflex-order"
REPORTS = "amended appended cancelled corrected entered-in-error final partial preliminary registered unknown"


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("AllergyIntolerance.category", "biologic environment food medication"),
        ("AllergyIntolerance.criticality", "high low unable-to-assess"),
        ("AllergyIntolerance.type", "allergy intolerance"),
        ("Address.type", "both physical postal"),
        ("Address.use", "billing home old temp work"),
        (
            "Bundle.type",
            BUNDLES,
        ),
        ("Bundle.entry.request.method", "DELETE GET HEAD PATCH POST PUT"),
        ("ContactPoint.system", "email fax other pager phone sms url"),
        ("ContactPoint.use", "home mobile old temp work"),
        (
            "DiagnosticReport.status",
            REPORTS,
        ),
        ("Encounter.status", "arrived cancelled entered-in-error finished in-progress onleave planned triaged unknown"),
        ("HumanName.use", "anonymous maiden nickname official old temp usual"),
        ("Identifier.use", "official old secondary temp usual"),
        ("Immunization.status", "completed entered-in-error not-done"),
        ("Location.status", "active inactive suspended"),
        ("Measure.status", "active draft retired unknown"),
        ("MeasureReport.status", "complete error pending"),
        ("MeasureReport.type", "data-collection individual subject-list summary"),
        (
            "MedicationRequest.intent",
            INTENTS,
        ),
        ("MedicationRequest.status", "active cancelled completed draft entered-in-error on-hold stopped unknown"),
        ("Narrative.status", "additional empty extensions generated"),
        ("OperationOutcome.issue.severity", "error fatal information warning"),
        ("Patient.gender", "female male other unknown"),
        ("Patient.link.type", "refer replaced-by replaces seealso"),
        ("Procedure.status", "completed entered-in-error in-progress not-done on-hold preparation stopped unknown"),
        ("Quantity.comparator", "< <= > >="),
        ("Timing.repeat.durationUnit", "a d h min mo s wk"),
        ("Timing.repeat.dayOfWeek", "fri mon sat sun thu tue wed"),
    ],
)
def test_codes_of_required_bindings(path: str, codes: str) -> None:
    parent, _, name = path.rpartition(".")
    assert sorted(R4.types[parent].elements[name].binding or ()) == codes.split()


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("OperationOutcome.issue.code", 31),
        ("Timing.repeat.when", 26),
        ("CapabilityStatement.rest.resource.type", 148),
        ("ImplementationGuide.license", 346),
        ("OperationDefinition.parameter.type", 213),
    ],
)
def test_sizes_of_large_bindings(path: str, count: int) -> None:
    parent, _, name = path.rpartition(".")
    assert len(R4.types[parent].elements[name].binding or ()) == count


def test_every_operation_says_where_it_can_be_called() -> None:
    for operation in R4.operations.values():
        assert operation.system or operation.on_type or operation.on_instance
        assert set(operation.resources) <= {*R4.resource_types, "Resource"}
        assert {p.use for p in operation.parameters} <= {"in", "out"}
