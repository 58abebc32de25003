"""Definitions of code systems and value sets -> the archive that ``conformance.terminology`` reads.

Left out is what no terminology operation looks at: narrative, definitions and descriptions, who published it and when.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from conformance.sources import Definitions, Resource
from conformance.tables import Tables
from conformance.terminology import HIERARCHIES, INDEX, member_name

KEPT = {
    "CodeSystem": (
        *("resourceType", "url", "version", "name", "title", "status", "copyright", "caseSensitive", "valueSet"),
        *("hierarchyMeaning", "compositional", "versionNeeded", "content", "supplements", "filter", "property"),
        "concept",
    ),
    "ValueSet": (
        *("resourceType", "url", "version", "name", "title", "status", "copyright", "contained", "compose"),
        "expansion",
    ),
}
DROPPED = frozenset({"extension", "definition", "description", "text"})
"""Left out at every depth."""

MEMBER_BYTES = 65_536
"""Of JSON in a member: reading one resource costs as much as reading this."""

_PARENTS = ("parent", "subsumedBy")


def tables(definitions: Definitions) -> Tables:
    """Return what is kept of each code system and value set: type -> canonical URL -> resource."""
    return {
        name: {url: _stripped({key: one[key] for key in kept if key in one}) for url, one in definitions[name].items()}
        for name, kept in KEPT.items()
    }


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(inner) for key, inner in value.items() if key not in DROPPED}
    return [_stripped(inner) for inner in value] if isinstance(value, list) else value


def archive(resources: Tables) -> bytes:
    """Return the archive of what :func:`tables` returns; the same bytes for the same resources (and zlib)."""
    members: list[list[bytes]] = [[]]
    places: dict[str, dict[str, tuple[int, int]]] = {}
    for name, rows in sorted(resources.items()):
        for url, resource in sorted(rows.items()):
            line = _json(resource)
            if members[-1] and sum(map(len, members[-1])) + len(line) > MEMBER_BYTES:
                members.append([])
            places.setdefault(name, {})[url] = (len(members) - 1, len(members[-1]))
            members[-1].append(line)
    systems = resources["CodeSystem"]
    named = {system["valueSet"]: url for url, system in sorted(systems.items()) if "valueSet" in system}
    whole = {url: system for url, system in named.items() if url not in resources["ValueSet"]}
    index = {"code_systems": places["CodeSystem"], "value_sets": places["ValueSet"], "whole": whole}
    contents = {INDEX: _json(index), HIERARCHIES: _json(hierarchies(systems))}
    contents |= {member_name(number): b"\n".join(lines) for number, lines in enumerate(members)}
    return _zipped(contents)


def hierarchies(systems: dict[str, Resource]) -> dict[str, list[str]]:
    """Return for each code the URLs of the code systems in which something is above or below it."""
    found: dict[str, set[str]] = {}
    for url, system in systems.items():
        for pair in _edges(system.get("concept", [])):
            for code in pair:
                found.setdefault(code, set()).add(url)
    return {code: sorted(urls) for code, urls in sorted(found.items())}


def _edges(concepts: Iterable[Resource]) -> Iterator[tuple[str, str]]:
    for concept in concepts:
        inner = concept.get("concept", [])
        yield from ((concept["code"], child["code"]) for child in inner)
        for each in concept.get("property", []):
            if each["code"] == "child":
                yield concept["code"], each["valueCode"]
            elif each["code"] in _PARENTS:
                yield each["valueCode"], concept["code"]
        yield from _edges(inner)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _zipped(contents: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in contents.items():
            # A ZipInfo of its own has the year 1980 as its time, so that the hour of the build does not show.
            member = zipfile.ZipInfo(name)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            packed.writestr(member, data, zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()
