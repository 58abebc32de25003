"""HL7's examples changed in known ways: what is found is exactly the change, at exactly its place."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from fhirserver.validation import validate
from tests.conformance.examples_table import REASONS
from tests.validation.data import EXAMPLES, JsonObject, example, lines

VALID = [r for r in lines(EXAMPLES) if f"{r['resourceType']}/{r['id']}" not in REASONS]
CHANCE = random.Random(4)
OBJECTS_A_RESOURCE = 4


def found(resource: object) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.expression) for issue in validate(resource).issues]


def objects(value: Any, path: str, within: str = "") -> Iterator[tuple[str, str]]:
    """The (FHIRPath, property) of every object below a resource; "" for what is no plain element."""
    for name, item in value.items():
        inner = f"{path}.{name.removeprefix('_')}"
        if isinstance(item, dict):
            yield inner, name
            yield from objects(item, inner, name)
        elif isinstance(item, list):
            for index, each in enumerate(item):
                if isinstance(each, dict):
                    yield f"{inner}[{index}]", name
                    yield from objects(each, f"{inner}[{index}]", name)


def at(resource: JsonObject, path: str) -> Any:
    """The object at a FHIRPath made by ``objects``, or its underscored sibling where the element is a primitive."""
    value: Any = resource
    for step in path.split(".")[1:]:
        name, _, index = step.rstrip("]").partition("[")
        value = (
            value["_" + name]
            if not isinstance(value.get(name), dict | list) or _primitive(value[name])
            else value[name]
        )
        value = value[int(index)] if index else value
    return value


def _primitive(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(each, dict) for each in value)


def name_of(resource: JsonObject) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


@pytest.mark.parametrize("resource", VALID, ids=name_of)
def test_an_unknown_property_is_found_where_it_is(resource: JsonObject) -> None:
    paths = [path for path, _ in objects(resource, resource["resourceType"])]
    for path in [resource["resourceType"], *CHANCE.sample(paths, min(OBJECTS_A_RESOURCE, len(paths)))]:
        changed = deepcopy(resource)
        at(changed, path)["unheardOf"] = True
        assert found(changed) == [("structure", f"{path}.unheardOf")]


@pytest.mark.parametrize("resource", VALID, ids=name_of)
def test_a_text_that_becomes_a_number_is_found_where_it_is(resource: JsonObject) -> None:
    changed = deepcopy(resource)
    changed["language"] = 7
    assert ("structure", f"{resource['resourceType']}.language") in found(changed)
    changed = deepcopy(resource)
    changed["meta"] = {"profile": [7, "http://example.org"]}
    assert ("structure", f"{resource['resourceType']}.meta.profile[0]") in found(changed)


CARER = "Patient.managingOrganization"
BACKWARDS = {"start": "2020", "end": "2019"}
PHONE = {"system": "phone", "value": "1"}
# Resource, the place to change, the new value (None: take it away), what is found.
CHANGES: list[tuple[str, tuple[Any, ...], Any, list[tuple[str, str]]]] = [
    ("Patient", ("gender",), "M", [("code-invalid", "Patient.gender")]),
    ("Patient", ("birthDate",), "1974-12-32", [("value", "Patient.birthDate")]),
    ("Patient", ("birthDate",), "25.12.1974", [("value", "Patient.birthDate")]),
    ("Patient", ("active",), "true", [("structure", "Patient.active")]),
    ("Patient", ("name", 0, "given"), "Peter", [("structure", "Patient.name[0].given")]),
    ("Patient", ("name", 0, "given", 1), None, [("structure", "Patient.name[0].given[1]")]),
    ("Patient", ("name", 0, "use"), "real", [("code-invalid", "Patient.name[0].use")]),
    ("Patient", ("telecom", 1, "system"), "fon", [("code-invalid", "Patient.telecom[1].system")]),
    ("Patient", ("contact", 0, "name", "family"), "", [("value", "Patient.contact[0].name.family")]),
    ("Patient", ("managingOrganization", "reference"), "Patient/1", [("value", f"{CARER}.reference")]),
    ("Patient", ("address", 0, "period"), BACKWARDS, [("invariant", "Patient.address[0].period")]),
    ("Patient", ("id",), "not an id", [("value", "Patient.id")]),
    ("Patient", ("deceasedDateTime",), "2015", [("structure", "Patient")]),
    ("Patient", ("text", "status"), "ok", [("code-invalid", "Patient.text.status")]),
    ("Patient", ("text", "div"), "<div>x</div>", [("invariant", "Patient.text.div")]),
    ("Condition", ("subject",), ..., [("required", "Condition.subject")]),
    ("Condition", ("clinicalStatus", "coding", 0, "code"), "ongoing", [("code-invalid", "Condition.clinicalStatus")]),
    ("Condition", ("abatementString",), "x", [("invariant", "Condition")]),
    ("Condition", ("onsetAge",), {"value": 5}, [("invariant", "Condition.onsetAge"), ("structure", "Condition")]),
    ("Observation", ("status",), ..., [("required", "Observation.status")]),
    ("Observation", ("status",), "done", [("code-invalid", "Observation.status")]),
    ("Observation", ("dataAbsentReason",), {"text": "x"}, [("invariant", "Observation")]),
    ("Observation", ("valueQuantity", "value"), "185", [("structure", "Observation.valueQuantity.value")]),
    ("Observation", ("valueQuantity", "system"), ..., [("invariant", "Observation.valueQuantity")]),
    ("Observation", ("valueString",), "x", [("structure", "Observation")]),
    ("Observation", ("component",), [{"valueInteger": 1}], [("required", "Observation.component[0].code")]),
    ("Encounter", ("class",), ..., [("required", "Encounter.class")]),
    ("Encounter", ("class",), [{"code": "AMB"}], [("structure", "Encounter.class")]),
    ("Immunization", ("occurrenceDateTime",), ..., [("required", "Immunization.occurrence")]),
    ("Immunization", ("primarySource",), 1, [("structure", "Immunization.primarySource")]),
    ("Procedure", ("performer",), [{}], [("structure", "Procedure.performer[0]")]),
    ("AllergyIntolerance", ("category", 0), "pollen", [("code-invalid", "AllergyIntolerance.category[0]")]),
    ("AllergyIntolerance", ("clinicalStatus",), ..., [("invariant", "AllergyIntolerance")]),
    ("Organization", ("telecom",), [{**PHONE, "use": "home"}], [("invariant", "Organization.telecom[0]")]),
]  # fmt: skip
EXAMPLE_OF = {"Organization": "hl7", "Patient": "example", "Observation": "body-height"}


@pytest.mark.parametrize(("resource_type", "place", "value", "issues"), CHANGES)
def test_known_changes(resource_type: str, place: tuple[Any, ...], value: Any, issues: list[tuple[str, str]]) -> None:
    resource = example(resource_type, EXAMPLE_OF.get(resource_type, "example"))
    assert found(resource) == []
    holder: Any = resource
    for step in place[:-1]:
        holder = holder[step]
    if value is ...:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    assert found(resource) == issues


def test_changes_add_up() -> None:
    resource = example("Patient")
    resource["gender"] = "M"
    resource["name"][2]["use"] = "x"
    del resource["contact"][0]["name"]
    resource["contact"][0] = {"gender": "female"}
    assert found(resource) == [
        ("code-invalid", "Patient.name[2].use"),
        ("code-invalid", "Patient.gender"),
        ("invariant", "Patient.contact[0]"),
    ]
