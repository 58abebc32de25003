"""The R4 definitions compiled for the walk: for each type, what to do with each JSON property."""

from __future__ import annotations

from functools import cache
from typing import Any

from conformance import Definitions, Element, TypeDefinition, definitions
from fhirserver.validation.invariants import Rule, rules
from fhirserver.validation.primitives import FORMS, OTHER, TEXT, URIS, Check

# What the walk does with a property.
(
    STRING_VALUE,
    TEXT_VALUE,
    URI_VALUE,
    OBJECT,
    OBJECTS,
    REFERENCE,
    REFERENCES,
    OTHER_VALUE,
    PRIMITIVES,
    RESOURCE,
    RESOURCES,
    XHTML,
    TYPE,
) = range(13)

Action = tuple[int, Any, "str | None", Element]
"""What to do, the check of a primitive or the Table of an object, the choice group, the element."""

_RESOURCE_TYPE = Element("resourceType", "code", None, False, True, None, (), True, False, -1, None, None, None)


class Table:
    """What the walk needs to know of one type.

    ``actions`` are keyed by JSON property, ``siblings`` by the underscored properties that carry ids and extensions of
    primitives.  ``coded`` are the elements with a required binding that must be checked with their code systems.
    """

    __slots__ = (
        "actions",
        "coded",
        "has_rules",
        "is_resource",
        "name",
        "required",
        "required_choices",
        "rules",
        "siblings",
    )

    def __init__(self, definition: TypeDefinition) -> None:
        elements = definition.elements.values()
        self.name = definition.name
        self.is_resource = definition.kind == "resource"
        self.actions: dict[str, Action] = {}
        self.siblings = {"_" + e.name: e for e in elements if e.type in TEXT or e.type in OTHER}
        self.required = tuple(e.name for e in elements if e.required)
        self.required_choices = tuple(
            (choice, frozenset(name for member in definition.choices[choice] for name in (member, "_" + member)))
            for choice in definition.required_choices
        )
        self.coded = tuple(e for e in elements if e.type in ("CodeableConcept", "Coding") and e.concepts is not None)
        self.rules: tuple[Rule, ...] = ()
        self.has_rules = bool(self.required or self.required_choices or self.coded)


class Tables:
    """All compiled types by name, and the names of the concrete resource types."""

    def __init__(self, source: Definitions) -> None:
        self.types = {name: Table(definition) for name, definition in source.types.items()}
        self.resource_types = frozenset(source.resource_types)
        rules_of = rules(source)
        for name, table in self.types.items():
            definition = source.types[name]
            if table.is_resource:
                table.actions["resourceType"] = (TYPE, None, None, _RESOURCE_TYPE)
            for element in definition.elements.values():
                table.actions[element.name] = self._action(element)
            table.rules = rules_of[name]
            table.has_rules = table.has_rules or bool(table.rules)

    def _action(self, element: Element) -> Action:
        name, many = element.type, element.many
        if name in TEXT or name in OTHER:
            return _primitive(element), _check(element), element.choice, element
        if name == "xhtml":
            return XHTML, None, element.choice, element
        if name == "Resource":
            return (RESOURCES if many else RESOURCE), None, element.choice, element
        inner = self.types[name]
        if name == "Reference":
            return (REFERENCES if many else REFERENCE), inner, element.choice, element
        return (OBJECTS if many else OBJECT), inner, element.choice, element


def _primitive(element: Element) -> int:
    if element.many:
        return PRIMITIVES
    if element.type in ("string", "markdown"):
        return STRING_VALUE
    if element.type in URIS:
        return URI_VALUE
    return TEXT_VALUE if element.type in TEXT else OTHER_VALUE


def _check(element: Element) -> Check:
    if element.binding is not None:
        return element.binding.__contains__
    if element.value_set in FORMS:
        return FORMS[element.value_set]
    return TEXT.get(element.type) or OTHER[element.type]


@cache
def tables() -> Tables:
    """Return the compiled tables of R4, shared by all walks."""
    return Tables(definitions())
