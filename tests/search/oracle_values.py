"""The oracle's first part: what a search parameter finds in a document, by its official expression and fhirpathpy.

Slow and obvious on purpose, and independent of the server's own reading of the same expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import fhirpathpy
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models

from conformance import SearchParameter, definitions

Document = dict[str, Any]

_RESOLVED = re.compile(r"\.where\(resolve\(\) is (\w+)\)")
_TYPED = re.compile(r"(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]{1,64})(?:/_history/[^/]+)?\Z")


@dataclass(frozen=True, eq=False, slots=True)
class Resource:
    """A resource of the server, or one that is contained in another."""

    document: Document
    container: Resource | None = None
    cache: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def type(self) -> str:
        return str(self.document["resourceType"])

    @property
    def id(self) -> str:
        return str(self.document.get("id"))

    @property
    def key(self) -> str:
        """How tests name it: ``Patient/1``, or ``Observation/2#inside`` for what is contained."""
        if self.container is not None:
            return f"{self.container.key}#{self.id}"
        return f"{self.type}/{self.id}"

    @property
    def root(self) -> Document:
        """The document in which ``#id`` is looked up."""
        return self.document if self.container is None else self.container.document


@dataclass(frozen=True, slots=True)
class Value:
    """A value, its FHIR type, the branch of the expression that led to it, and where that branch began."""

    type: str
    data: Any
    branch: str
    concepts: frozenset[tuple[str, str]] | None = None


@cache
def parameter(resource_type: str, code: str) -> SearchParameter | None:
    """The definition of a parameter of a type, None if there is none."""
    return definitions().search_parameters.get(resource_type, {}).get(code)


def values(resource: Resource, definition: SearchParameter, *, any_type: bool = False) -> list[Value]:
    """All values that a parameter looks at in a resource.

    ``any_type``: also references to other types than the parameter is about, as they may have the right identifier.
    """
    key = (definition.code, definition.expression, any_type)
    found = resource.cache.get(key)
    if found is None:
        found = _evaluated(definition.expression or "", resource.document, resource.root, resource.type, any_type)
        resource.cache[key] = found
    return list(found)


def parts(resource: Resource, definition: SearchParameter) -> list[list[list[Value]]]:
    """Of a composite: for each element that it is based on, the values of each of its components."""
    found = []
    for branch in branches(definition.expression or ""):
        for base in _run(branch, resource.document, resource.root):
            element = base.data
            path = base.path or resource.type
            found.append(
                [
                    [
                        value
                        for expression in branches(_corrected(definition, component.expression))
                        for value in _of_component(expression, element, path, resource)
                    ]
                    for component in definition.components
                ]
            )
    return found


def _corrected(definition: SearchParameter, expression: str) -> str:
    """The expression of a component; R4 has those of one composite the wrong way round, which R5 has corrected."""
    if definition.url == "http://hl7.org/fhir/SearchParameter/DocumentReference-relationship":
        return {"code": "target", "target": "code"}[expression]
    return expression


def _of_component(expression: str, element: Any, path: str, resource: Resource) -> list[Value]:
    if expression.startswith("%resource."):
        whole = expression.replace("%resource", resource.type)
        return _evaluated(whole, resource.document, resource.root, resource.type)
    return _evaluated(expression, element, resource.root, path)


def branches(expression: str) -> list[str]:
    """The branches of a union, without parentheses around the whole of one."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(expression):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            found.append(expression[start:at])
            start = at + 1
    return [each.strip() for each in [*found, expression[start:]]]


def _evaluated(expression: str, node: Any, root: Document, path: str, any_type: bool = False) -> list[Value]:
    found = []
    for branch in branches(expression):
        # References are not resolved: the type is told from their address.
        target = _RESOLVED.search(branch)
        for each in _run(_RESOLVED.sub("", branch), node, root, path):
            if not isinstance(each, ResourceNode):
                found.append(Value("boolean", each, branch))
            elif target is None or any_type or referred_type(each.data, root) == target[1]:
                found += _values_of_node(each, branch, path)
    return found


def _values_of_node(node: ResourceNode, branch: str, path: str) -> list[Value]:
    data = node.data
    if data is None or (isinstance(data, dict) and not set(data) - {"extension", "id"}):
        # Present with extensions, but no value.
        return []
    name = _SYSTEM.get(node.path, node.path)
    if isinstance(data, dict) and "resourceType" in data:
        return [Value("Resource", data, branch)]
    if name == "Extension":
        return [
            Value(key[5].lower() + key[6:] if key[5:] in _PRIMITIVE_KEYS else key[5:], value, branch)
            for key, value in data.items()
            if key.startswith("value")
        ]
    concepts = _concepts(branch, path) if name == "code" else None
    return [Value(name, data, branch, concepts)]


_SYSTEM = {"System.String": "string", "http://hl7.org/fhirpath/System.String": "string"}
"""How fhirpathpy names the types of ids."""
_PRIMITIVE_KEYS = {"String", "Code", "Uri", "Boolean", "Date", "DateTime", "Integer", "Decimal", "Markdown"}


@cache
def _concepts(branch: str, path: str) -> frozenset[tuple[str, str]] | None:
    """The (system, code) of the required binding of a code."""
    names = re.sub(r"\([^()]*\)", "", branch).split(".")
    start = path
    if names[0] == path.partition(".")[0]:
        start, names = names[0], names[1:]
    for at, name in enumerate(names):
        element = definitions().types[start].elements.get(name)
        if element is None:
            return None
        if at == len(names) - 1:
            return element.concepts
        start = element.type
    return None


def _run(branch: str, node: Any, root: Document, path: str | None = None) -> Sequence[Any]:
    if path is None or "resourceType" in node:
        # fhirpathpy does not know that every resource is a Resource.
        branch = re.sub(r"\A(Domain)?Resource\b", str(node["resourceType"]), branch)
    if path is not None and "resourceType" not in node:
        node = ResourceNode.create_node(node, path)
    found: Sequence[Any] = _compiled(branch)(node, {"resource": root})
    return found


@cache
def _compiled(branch: str) -> Callable[[Any, Any], Sequence[Any]]:
    # The operator `as` refuses several items, though R4's own parameters use it on them; ofType() means the same.
    text = re.sub(r" as (\w+)", r".ofType(\1)", branch)
    text = re.sub(r"\.as\((\w+)\)", r".ofType(\1)", text).replace("ofType(DateTime)", "ofType(dateTime)")
    options = {"returnRawData": True, "userInvocationTable": _INVOCATIONS}
    made: Callable[[Any, Any], Sequence[Any]] = fhirpathpy.compile(text, models["r4"], options)
    return made


def referred_type(reference: Any, root: Document) -> str | None:
    """The type of resource that the address in a Reference says; None if it says none."""
    text = reference.get("reference") if isinstance(reference, dict) else None
    if text is None:
        return None
    if text == "#":
        return str(root["resourceType"])
    if text.startswith("#"):
        inside = [each for each in root.get("contained", []) if each.get("id") == text[1:]]
        return str(inside[0]["resourceType"]) if inside else None
    match = _TYPED.search(text)
    return match["type"] if match else None


def _has_extension(nodes: Sequence[Any], url: str) -> list[bool]:
    data = [node.data if isinstance(node, ResourceNode) else node for node in nodes]
    return [any(each.get("url") == url for item in data for each in item.get("extension", []))]


_INVOCATIONS = {"hasExtension": {"fn": _has_extension, "arity": {1: ["String"]}}}
