"""Files to load, and what the readers make of them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fhirserver.json_format import encode
from fhirserver.load.readers import Item, Problem, read_items

PATIENT = {"resourceType": "Patient", "id": "p1"}
UUIDS = [f"urn:uuid:00000000-0000-4000-8000-{number:012d}" for number in range(100)]


def write(path: Path, content: bytes | str | object) -> str:
    """Write bytes, text or a JSON value; gzipped where the name says so. Returns the path."""
    data = content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else encode(content)
    path.write_bytes(gzip.compress(data, 1) if path.name.endswith(".gz") else data)
    return str(path)


def read(*paths: str, **options: Any) -> list[Item | Problem]:
    return list(read_items(paths, **options))


def contents(found: list[Item | Problem]) -> list[dict[str, Any]]:
    assert [one for one in found if isinstance(one, Problem)] == []
    return [one.content for one in found if isinstance(one, Item)]


def posted(number: int, **more: Any) -> dict[str, Any]:
    resource = {"resourceType": "Observation", "status": "final", "code": {"text": str(number)}, **more}
    return {"fullUrl": UUIDS[number], "resource": resource, "request": {"method": "POST", "url": "Observation"}}


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(member)


def bundle(kind: str, entries: list[Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def small(**options: Any) -> dict[str, Any]:
    return {"whole_limit": 400, "chunk_entries": 3, **options}
