"""Value sets of required bindings -> their codes, where the set can be enumerated.

https://hl7.org/fhir/R4/valueset.html#compositions.  A set that includes a code system whose content is not complete
here (UCUM, LOINC, BCP 47, media types) has no enumeration, and the binding is then not checked by code.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model import Concept
from conformance.sources import Definitions, Resource


class NotEnumerable(Exception):
    """The value set depends on content that is not part of the definitions."""


def enumerate_value_set(definitions: Definitions, url: str) -> list[Concept] | None:
    """Return the sorted (system, code) pairs of the value set, None where they cannot be enumerated."""
    try:
        return sorted(_value_set(definitions, url, ()))
    except NotEnumerable:
        return None


def _value_set(definitions: Definitions, url: str, within: tuple[str, ...]) -> set[Concept]:
    url = url.partition("|")[0]
    found = definitions["ValueSet"].get(url)
    if found is None or url in within or "compose" not in found:
        raise NotEnumerable(url)
    compose = found["compose"]
    result: set[Concept] = set()
    for include in compose["include"]:
        result |= _include(definitions, include, (*within, url))
    for exclude in compose.get("exclude", ()):
        result -= _include(definitions, exclude, (*within, url))
    return result


def _include(definitions: Definitions, include: Resource, within: tuple[str, ...]) -> set[Concept]:
    parts: list[set[Concept]] = [_value_set(definitions, url, within) for url in include.get("valueSet", ())]
    if "system" in include:
        system = include["system"]
        if "concept" in include:
            parts.append({(system, concept["code"]) for concept in include["concept"]})
        else:
            parts.append({(system, code) for code in _system_codes(definitions, system, include.get("filter", []))})
    return set.intersection(*parts)


def _system_codes(definitions: Definitions, system: str, filters: list[Resource]) -> set[str]:
    found = definitions["CodeSystem"].get(system)
    if found is None or found["content"] != "complete":
        raise NotEnumerable(system)
    ancestors = dict(_walk(found.get("concept", []), ()))
    codes = set(ancestors)
    for rule in filters:
        if rule["property"] != "concept" or rule["op"] not in ("is-a", "descendent-of"):
            raise NotEnumerable(f"{system} {rule['property']} {rule['op']}")
        top = rule["value"]
        codes &= {code for code in codes if top in ancestors[code] or (code == top and rule["op"] == "is-a")}
    return codes


def _walk(concepts: list[Resource], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for concept in concepts:
        yield concept["code"], above
        yield from _walk(concept.get("concept", []), (*above, concept["code"]))
