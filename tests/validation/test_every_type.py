"""Rules of structure on every element of every type of R4: instances made from the definitions, broken one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from conformance import Element
from fhirserver.validation import validate
from tests.validation.minimal import PRIMITIVES, R4, JsonObject, minimal, single, value, within

RESOURCES = R4.resource_types
BACKBONES = [name for name, definition in R4.types.items() if definition.kind == "backbone"]
DATATYPES = [name for name, t in R4.types.items() if t.kind == "complex-type" and not t.abstract]
ALL = [*RESOURCES, *BACKBONES, *DATATYPES]


def issues(resource: object) -> list[tuple[str, str | None]]:
    """Code and expression of what is found."""
    return [(issue.code, issue.expression) for issue in validate(resource).issues]


def elements(path: str) -> Iterator[Element]:
    """The elements that these tests set; extensions, contained resources and references have tests of their own."""
    for element in R4.types[path].elements.values():
        literal = path == "Reference" and element.name in ("reference", "type")
        if element.type not in ("Extension", "Resource", "xhtml", "Narrative") and not literal:
            yield element


def with_element(path: str, element: Element, content: Any) -> tuple[JsonObject, str]:
    """A resource with the content as the element, and the path of the element in it."""
    instance = minimal(path)
    for member in R4.types[path].choices.get(element.choice or "", ()):
        instance.pop(member, None)
    resource, at = within(path, {**instance, element.name: content})
    return resource, f"{at}.{element.name}"


@pytest.mark.parametrize("path", ALL)
def test_a_minimal_instance_is_valid(path: str) -> None:
    resource, _ = within(path, minimal(path))
    assert validate(resource).issues == []


@pytest.mark.parametrize("path", ALL)
def test_every_element_accepts_its_type(path: str) -> None:
    for element in elements(path):
        resource, at = with_element(path, element, value(element))
        found = [i for i in validate(resource).issues if i.code != "invariant"]
        assert found == [], at


@pytest.mark.parametrize("path", ALL)
def test_every_element_refuses_the_wrong_json_type(path: str) -> None:
    for element in elements(path):
        right = value(element)
        for wrong in (None, [], {}, 7, "?", True, [7], [None], [[right]], {"?": 1}):
            if type(wrong) is type(right) and wrong not in ([], {}, [7], [None], [[right]], {"?": 1}):
                continue
            if wrong == [7] and element.many and isinstance(single(element), int):
                continue
            resource, at = with_element(path, element, wrong)
            found = [e or "" for code, e in issues(resource) if code in ("structure", "value", "code-invalid")]
            if element.type == "decimal" and wrong in (7, [7]) and element.many == isinstance(wrong, list):
                assert found == [], at
            else:
                assert any(e == at or e.startswith((at + "[", at + ".")) for e in found), (at, wrong, found)


@pytest.mark.parametrize("path", ALL)
def test_every_required_element_is_required(path: str) -> None:
    definition = R4.types[path]
    for name in [e.name for e in definition.elements.values() if e.required]:
        instance = {k: v for k, v in minimal(path).items() if k != name} or {"id": "x"}
        resource, at = within(path, instance)
        assert ("required", f"{at}.{name}") in issues(resource)
    for choice in definition.required_choices:
        members = definition.choices[choice]
        instance = {k: v for k, v in minimal(path).items() if k not in members} or {"id": "x"}
        resource, at = within(path, instance)
        assert ("required", f"{at}.{choice}") in issues(resource)


@pytest.mark.parametrize("path", ALL)
def test_every_type_refuses_unknown_elements(path: str) -> None:
    resource, at = within(path, {**minimal(path), "unheardOf": "x", "_unheardOf": {"id": "x"}})
    assert issues(resource) == [("structure", f"{at}.unheardOf")] * 2


@pytest.mark.parametrize("path", [path for path in ALL if R4.types[path].choices])
def test_every_choice_allows_one_member(path: str) -> None:
    for choice, members in R4.types[path].choices.items():
        two = [R4.types[path].elements[name] for name in members[:2]]
        instance = {k: v for k, v in minimal(path).items() if k not in members}
        resource, at = within(path, {**instance, **{e.name: value(e) for e in two}})
        if len(two) == 2:
            assert ("structure", f"{at}") in issues(resource), choice
        else:
            assert "structure" not in [code for code, _ in issues(resource)]


@pytest.mark.parametrize("path", ALL)
def test_every_primitive_may_be_replaced_by_an_extension(path: str) -> None:
    absent = {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
    }
    for element in elements(path):
        if element.type not in PRIMITIVES or element.name == "id":
            continue
        resource, at = with_element(path, element, None)
        holder = _holder(resource, at)
        del holder[element.name]
        holder["_" + element.name] = [absent] if element.many else absent
        found = [i for i in validate(resource).issues if i.code != "invariant"]
        assert found == [], at


def _holder(resource: JsonObject, path: str) -> JsonObject:
    """The object that the last step of a FHIRPath is in."""
    found: Any = resource
    for step in path.split(".")[1:-1]:
        name, _, index = step.rstrip("]").partition("[")
        found = found[name][int(index)] if index else found[name]
    holder: JsonObject = found
    return holder


BOUND = [(p, e) for p in ALL for e in R4.types[p].elements.values() if e.binding is not None]


@pytest.mark.parametrize(("path", "element"), BOUND, ids=[f"{p}.{e.name}" for p, e in BOUND])
def test_every_required_binding_is_enforced(path: str, element: Element) -> None:
    if element.type == "code":
        content: Any = "no-such-code"
    else:
        content = {"coding": [{"system": "http://example.org", "code": min(element.binding or ())}], "text": "text"}
    resource, at = with_element(path, element, [content] if element.many else content)
    assert ("code-invalid", f"{at}[0]" if element.many else at) in issues(resource)


TARGETED = [(p, e) for p in ALL for e in R4.types[p].elements.values() if e.targets]


@pytest.mark.parametrize(("path", "element"), TARGETED, ids=[f"{p}.{e.name}" for p, e in TARGETED])
def test_every_reference_with_targets_refuses_other_types(path: str, element: Element) -> None:
    other = next(name for name in reversed(RESOURCES) if name not in element.targets)
    content = {"reference": f"{other}/1"}
    resource, at = with_element(path, element, [content] if element.many else content)
    assert ("value", f"{at}[0].reference" if element.many else f"{at}.reference") in issues(resource)
