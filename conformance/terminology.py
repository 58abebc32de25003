"""The code systems and value sets of FHIR R4 (4.0.1), each read when it is asked for.

They stand in conformance/r4/terminology.zip, which ``conformance.archive`` makes: a resource a line, some dozens in a
member, and ``index.json`` that says where each is.  Nothing is read before the first question, and only the index, half
a megabyte, is kept.
"""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

import msgspec

ARCHIVE = Path(__file__).parent / "r4" / "terminology.zip"
INDEX = "index.json"
HIERARCHIES = "hierarchies.json"

Place = tuple[int, int]
"""The number of a member and of a line in it."""


class Index(msgspec.Struct, frozen=True):
    """Where the resources are, by canonical URL.

    ``whole`` leads from the URL of a value set that is not there, but is said to have all codes of a code system
    (``CodeSystem.valueSet``), to that of the code system.
    """

    code_systems: dict[str, Place]
    value_sets: dict[str, Place]
    whole: dict[str, str]


@cache
def index() -> Index:
    """Return the index, read at the first call."""
    return msgspec.json.decode(_member(INDEX), type=Index)


def code_system(url: str) -> bytes | None:
    """Return the JSON of R4's CodeSystem with a canonical URL, without its definitions; None if there is none."""
    return _resource(index().code_systems.get(url))


def value_set(url: str) -> bytes | None:
    """Return the JSON of R4's ValueSet with a canonical URL; None if there is none."""
    return _resource(index().value_sets.get(url))


def code_systems_with(code: str) -> list[str]:
    """Return the URLs of the code systems in which something is above or below a code."""
    found: dict[str, list[str]] = msgspec.json.decode(_member(HIERARCHIES), type=dict[str, list[str]])
    return found.get(code, [])


def member_name(number: int) -> str:
    """Return the name of a member with resources."""
    return f"{number:03}.ndjson"


def _resource(place: Place | None) -> bytes | None:
    if place is None:
        return None
    number, line = place
    return _member(member_name(number)).split(b"\n", line + 1)[line]


def _member(name: str) -> bytes:
    # Opened anew each time: a worker is a fork, and forks would share the position in an open file.
    with zipfile.ZipFile(ARCHIVE) as archive:
        return archive.read(name)
