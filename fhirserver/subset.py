"""Parts of a resource: ``_summary`` and ``_elements``.

https://hl7.org/fhir/R4/search.html#summary, https://hl7.org/fhir/R4/search.html#elements
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from conformance import TypeDefinition, definitions
from fhirserver.errors import Invalid

Document = dict[str, Any]

SUMMARIES = ("true", "text", "data", "count", "false")

_SUBSETTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
    "display": "Resource encoded in summary mode",
}
_ALWAYS = ("resourceType", "id", "meta")


def subset(document: Document, *, summary: str | None = None, elements: str | None = None) -> Document:
    """The part of a resource that ``_summary`` or ``_elements`` asks for, with meta.tag SUBSETTED.

    Takes the values of the parameters as they stand in the URL; without them, and for ``_summary=false``, returns
    ``document`` itself.  The result has resourceType, id, meta and what is mandatory in every case, for ``_elements``
    and ``_summary=true`` the modifier elements too.  The document stays as it is; the result shares unchanged parts.
    Raises Invalid (400) for a value that the specification does not have, for ``_summary=count``, which only a search
    can answer, for an element that no resource type has, and for both parameters at once.
    """
    check_summary(summary)
    names = parse_elements(elements)
    if summary == "count":
        raise Invalid("_summary=count is for searches only.", code="value")
    if names and summary not in (None, "false"):
        raise Invalid("_summary and _elements cannot be used together.", code="value")
    definition = definitions().types.get(document.get("resourceType", ""))
    if definition is None:
        raise ValueError("the document is not a resource")
    if names:
        return _tagged(_with_contained(_only(document, _asked(definition, names)), document))
    return _SUMMARIES[summary or "false"](document, definition)


def check_summary(summary: str | None) -> None:
    """Raise Invalid (400) if ``summary`` is not a value of ``_summary``."""
    if summary is not None and summary not in SUMMARIES:
        raise Invalid(f"_summary is one of {', '.join(SUMMARIES)}, not {summary[:80]!r}.", code="value")


def parse_elements(elements: str | None) -> tuple[str, ...]:
    """The names in a value of ``_elements``, such as "identifier", "value" (for value[x]) or "Patient.name".

    Raises Invalid (400) for a name that no resource type of R4 has.
    """
    if elements is None:
        return ()
    names = tuple(name.strip() for name in elements.split(","))
    for name in names:
        if name not in _known_elements():
            raise Invalid(f"_elements lists elements, and no resource type of R4 has {name[:80]!r}.", code="value")
    return names


def _summary(document: Document, definition: TypeDefinition) -> Document:
    return _tagged(_with_contained(_summarised(document, definition), document))


def _text(document: Document, definition: TypeDefinition) -> Document:
    return _tagged(_with_contained(_only(document, {"text", *_mandatory(definition.name)}), document))


def _data(document: Document, definition: TypeDefinition) -> Document:
    return _tagged({name: value for name, value in document.items() if name != "text"})


def _whole(document: Document, definition: TypeDefinition) -> Document:
    return document


_SUMMARIES: dict[str, Callable[[Document, TypeDefinition], Document]] = {
    "true": _summary,
    "text": _text,
    "data": _data,
    "false": _whole,
}


def _only(document: Document, names: Collection[str]) -> Document:
    return {name: value for name, value in document.items() if name in _ALWAYS or name.removeprefix("_") in names}


def _with_contained(kept: Document, document: Document) -> Document:
    """Keep the contained resources that what is kept refers to: a prescription must not lose which medication it is."""
    contained = document.get("contained")
    if not isinstance(contained, list) or "contained" in kept:
        return kept
    waiting = {_name(resource): resource for resource in contained}
    needed: set[str] = set()
    found = _local_references(kept)
    while found:
        needed |= found
        found = set().union(*(_local_references(waiting.pop(name)) for name in found if name in waiting))
    still = [resource for resource in contained if _name(resource) in needed]
    return {**kept, "contained": still} if still else kept


def _name(contained: object) -> str:
    return f"#{contained.get('id')}" if isinstance(contained, dict) else ""


def _local_references(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_local_references, value))
    if not isinstance(value, dict):
        return set()
    reference = value.get("reference")
    own = {reference} if isinstance(reference, str) and reference.startswith("#") else set()
    return own.union(*map(_local_references, value.values()))


def _tagged(document: Document) -> Document:
    """The document with the tag, which tells clients not to send it back as an update."""
    meta = document.get("meta") or {}
    tags = meta.get("tag") or []
    if not any(tag.get("code") == _SUBSETTED["code"] and tag.get("system") == _SUBSETTED["system"] for tag in tags):
        meta = {**meta, "tag": [*tags, _SUBSETTED]}
    head = {name: document[name] for name in _ALWAYS if name in document}
    return {**head, "meta": meta, **{name: value for name, value in document.items() if name not in _ALWAYS}}


def _asked(definition: TypeDefinition, names: tuple[str, ...]) -> set[str]:
    asked: set[str] = set(_mandatory(definition.name))
    asked.update(element.name for element in definition.elements.values() if element.modifier)
    for name in names:
        type_name, dot, element = name.partition(".")
        if not dot:
            asked.update(definition.choices.get(name, (name,)))
        elif type_name == definition.name:
            asked.update(definition.choices.get(element, (element,)))
    return asked


@cache
def _known_elements() -> frozenset[str]:
    types = definitions().types
    known: set[str] = set()
    for resource_type in definitions().resource_types:
        names = {*types[resource_type].elements, *types[resource_type].choices}
        known |= names
        known |= {f"{resource_type}.{name}" for name in names}
    return frozenset(known)


@cache
def _mandatory(type_name: str) -> frozenset[str]:
    definition = definitions().types[type_name]
    required = {element.name for element in definition.elements.values() if element.required}
    required.update(member for group in definition.required_choices for member in definition.choices[group])
    return frozenset(required)


@cache
def _in_summary(type_name: str) -> frozenset[str]:
    definition = definitions().types[type_name]
    # Modifiers too: R4 does not mark modifierExtension of a resource, but without it the rest may mean the opposite.
    elements = definition.elements.values()
    return _mandatory(type_name) | {element.name for element in elements if element.summary or element.modifier}


def _summarised(members: Document, definition: TypeDefinition) -> Document:
    names = _in_summary(definition.name)
    kept: Document = {}
    for name, value in members.items():
        base = name.removeprefix("_")
        if name == "resourceType":
            kept[name] = value
        elif base in names:
            kept[name] = _summarised_value(value, definition.elements[base].type)
    return kept


def _summarised_value(value: Any, type_name: str) -> Any:
    definition = definitions().types[type_name]
    # No part of an Extension is marked as summary, yet one that is kept (modifierExtension) has to say what it says.
    if definition.kind in {"primitive-type", "resource"} or type_name == "Extension":
        return value
    if isinstance(value, list):
        return [_summarised_value(item, type_name) for item in value]
    return (_summarised(value, definition) or value) if isinstance(value, dict) else value
