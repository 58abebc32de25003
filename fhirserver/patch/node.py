"""Elements of a document with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance import Element, TypeDefinition, definitions

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One element: ``holder[name]``, or ``holder[name][index]`` where it repeats.

    ``type`` names its type in the R4 tables, None if that is unknown.  A primitive may have a ``value``, or an
    ``extension`` (the object in ``_name``, https://hl7.org/fhir/R4/json.html#primitive), or both.
    The resource itself has no parent.
    """

    type: str | None
    value: Any
    extension: Any = None
    parent: Node | None = None
    holder: Document | None = None
    name: str = ""
    index: int | None = None

    @property
    def definition(self) -> TypeDefinition | None:
        return definitions().types.get(self.type) if self.type else None

    @property
    def is_primitive(self) -> bool:
        definition = self.definition
        return definition is not None and definition.kind == "primitive-type"

    @property
    def members(self) -> Document | None:
        """The object that its child elements stand in; None if it has none yet."""
        members = self.extension if self.is_primitive else self.value
        return members if isinstance(members, dict) else None


def root(document: Document) -> Node:
    """The node of a whole resource."""
    return Node(_resource_type(document), document)


def is_type(name: str | None, wanted: str) -> bool:
    """True if the type ``name`` is ``wanted`` or derived from it: an Age is a Quantity, a code is a string."""
    types = definitions().types
    while name is not None:
        if name == wanted:
            return True
        definition = types.get(name)
        name = definition.base if definition else None
    return False


def elements_called(definition: TypeDefinition, name: str) -> tuple[Element, ...]:
    """The elements that FHIRPath calls ``name``: all members of a choice for "value", one for "valueQuantity"."""
    if name in definition.choices:
        return tuple(definition.elements[member] for member in definition.choices[name])
    element = definition.elements.get(name)
    return (element,) if element else ()


def children(node: Node, name: str) -> Iterator[Node]:
    """The child elements of ``node`` that FHIRPath calls ``name``, in order."""
    definition, members = node.definition, node.members
    if definition is None or members is None:
        return
    for element in elements_called(definition, name):
        values, extensions = members.get(element.name), members.get(f"_{element.name}")
        if element.many:
            for index, (value, extension) in enumerate(pairs(members, element.name)):
                if value is not None or extension is not None:
                    yield Node(_type(element, value), value, extension, node, members, element.name, index)
        elif values is not None or extensions is not None:
            yield Node(_type(element, values), values, extensions, node, members, element.name)


def pairs(members: Document, name: str) -> list[tuple[Any, Any]]:
    """The items of a repeating element, each with the object of its extensions or None."""
    values, extensions = _list(members.get(name)), _list(members.get(f"_{name}"))
    length = max(len(values), len(extensions))
    return [
        (values[i] if i < len(values) else None, extensions[i] if i < len(extensions) else None) for i in range(length)
    ]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _type(element: Element, value: object) -> str | None:
    return _resource_type(value) if element.type == "Resource" else element.type


def _resource_type(value: object) -> str | None:
    name = value.get("resourceType") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name in definitions().types else None
