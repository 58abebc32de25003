"""Code systems and value sets for tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fhirserver.terminology.expansion import codes
from fhirserver.terminology.resources import value_set_of
from fhirserver.terminology.sources import Documents

Resource = dict[str, Any]

BASE = "http://example.org"
ANIMALS = f"{BASE}/CodeSystem/animals"
PLANTS = f"{BASE}/CodeSystem/plants"


def concept(code: str, *inner: Resource, **elements: Any) -> Resource:
    """A concept, with others in it; elements such as ``display``."""
    return {"code": code, **elements, **({"concept": list(inner)} if inner else {})}


def with_properties(code: str, **values: Any) -> Resource:
    """A concept with properties: truth values, whole numbers, and codes."""
    kinds = {bool: "valueBoolean", int: "valueInteger", str: "valueCode"}
    properties = [{"code": name, kinds[type(value)]: value} for name, value in values.items()]
    return concept(code, property=properties)


def code_system(url: str = ANIMALS, *concepts: Resource, **elements: Any) -> Resource:
    """A complete CodeSystem."""
    return {
        "resourceType": "CodeSystem",
        "url": url,
        "status": "active",
        "content": "complete",
        "concept": list(concepts),
        **elements,
    }


def animals(**elements: Any) -> Resource:
    """Mammals, dogs and cats among them, and birds."""
    dog = concept("dog", concept("poodle", display="Poodle"), concept("dachshund", display="Dachshund"), display="Dog")
    mammal = concept("mammal", dog, concept("cat", display="Cat"), display="Mammal")
    return code_system(ANIMALS, mammal, concept("bird", concept("owl")), **elements)


def value_set(*include: Resource, url: str = f"{BASE}/ValueSet/some", **elements: Any) -> Resource:
    """A ValueSet that includes something; ``exclude`` and ``inactive`` go into its composition."""
    compose = {"include": list(include)}
    compose |= {name: elements.pop(name) for name in ("exclude", "inactive") if name in elements}
    return {"resourceType": "ValueSet", "url": url, "status": "active", "compose": compose, **elements}


def of(system: str, *filters: tuple[str, str, str], **elements: Any) -> Resource:
    """An include of a code system, filtered."""
    rules = [{"property": name, "op": op, "value": value} for name, op, value in filters]
    return {"system": system, **({"filter": rules} if rules else {}), **elements}


def listed(system: str, *codes: str, **elements: Any) -> Resource:
    """An include of some codes."""
    return {"system": system, "concept": [{"code": code} for code in codes], **elements}


def pairs(resource: Resource, *known: Resource) -> list[tuple[str | None, str]]:
    """(system, code) of what is in a value set, given what else is known."""
    return codes(value_set_of(resource), Documents(known))


def codes_of(resource: Resource, *known: Resource) -> list[str]:
    """The codes in a value set, given what else is known."""
    return [code for _, code in pairs(resource, *known)]


def in_systems(system: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their system."""
    return [(system, code) for code in codes]
