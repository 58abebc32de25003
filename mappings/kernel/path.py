"""Paths: where in a document a column is found, and how a value is planted there.

A path is written in the part of FHIRPath (https://hl7.org/fhir/R4/fhirpath.html) that names one place:

    birthDate                              an element
    onset[x]                               a choice element, whichever of its types is there
    value.ofType(Quantity).unit            one type of a choice element
    code.coding[0].code                    the first entry of a list
    extension('http://...').value.ofType(Coding)   the extension with that URL
    $this                                  the entry itself (in the rows of a list of primitives)

Each step is a small lens of its own: ``find`` looks into a node, ``replace`` answers a copy of the node with another
child.  Neither ever changes what it was given, and both accept any JSON value whatever as the node.  ``None`` stands
for "not there", both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

Json: TypeAlias = Any
"""Any JSON value: nothing may be assumed about what a client sends."""


@dataclass(frozen=True, slots=True)
class Key:
    """The element called ``name``; ``group`` is the choice element it is one type of ("value" for valueQuantity)."""

    name: str
    group: str | None = None

    def find(self, node: Json) -> Json:
        return node.get(self.name) if node.__class__ is dict else None

    def replace(self, node: Json, child: Json) -> Json:
        return _assigned(node, self.name, child)


@dataclass(frozen=True, slots=True)
class Choice:
    """The choice element ``group``, by whichever of ``names`` (most usual first) is there."""

    group: str
    names: tuple[str, ...]

    def find(self, node: Json) -> Json:
        return node.get(self.present(node)) if node.__class__ is dict else None

    def replace(self, node: Json, child: Json) -> Json:
        present = self.present(node)
        for name in self.names:
            if name != present:
                node = _assigned(node, name, None)
        return _assigned(node, present, child)

    def present(self, node: Json) -> str:
        if node.__class__ is dict:
            for name in self.names:
                if node.get(name) is not None:
                    return name
        return self.names[0]


@dataclass(frozen=True, slots=True)
class First:
    """The first entry of a list.

    Emptying it empties the list, because that is what NULL says of a list without a table; where the list has a table
    of its own (``counted``), the rows there say how many entries remain, and only the first is taken away.
    """

    counted: bool = False

    def find(self, node: Json) -> Json:
        return node[0] if node.__class__ is list and node else None

    def replace(self, node: Json, child: Json) -> Json:
        rest = node[1:] if node.__class__ is list else []
        if child is None:
            return rest if self.counted else []
        return [child, *rest]


@dataclass(frozen=True, slots=True)
class Extension:
    """The first extension with that ``url``; emptying it takes away all that have it."""

    url: str

    def find(self, node: Json) -> Json:
        index = self.index(node)
        return None if index is None else node["extension"][index]

    def replace(self, node: Json, child: Json) -> Json:
        entries = node.get("extension") if node.__class__ is dict else None
        entries = entries if entries.__class__ is list else []
        if child is None or (child.__class__ is dict and child.keys() <= {"url"}):
            kept = [entry for entry in entries if entry.__class__ is not dict or entry.get("url") != self.url]
            return _assigned(node, "extension", kept or None)
        child = {"url": self.url, **child}
        index = self.index(node)
        if index is None:
            return _assigned(node, "extension", [*entries, child])
        return _assigned(node, "extension", [*entries[:index], child, *entries[index + 1 :]])

    def index(self, node: Json) -> int | None:
        entries = node.get("extension") if node.__class__ is dict else None
        if entries.__class__ is list:
            for index, entry in enumerate(entries):
                if entry.__class__ is dict and entry.get("url") == self.url:
                    return index
        return None


Step: TypeAlias = Key | Choice | First | Extension
Steps: TypeAlias = tuple[Step, ...]

_TOKEN = re.compile(
    r"(?P<this>\$this)|extension\('(?P<url>[^']+)'\)|ofType\((?P<type>\w+)\)|(?P<name>[A-Za-z]\w*)(?P<index>\[0\]|\[x\])?"
)


@cache
def parsed(path: str, types: tuple[str, ...] = ()) -> Steps:
    """The steps of ``path``; ``types`` are those a trailing ``[x]`` stands for.  ValueError when it is not a path."""
    steps: list[Step] = []
    position = 0
    while position < len(path):
        token = _TOKEN.match(path, position)
        if token is None:
            raise ValueError(f"not a path: {path!r} at {position}")
        position = token.end()
        if position < len(path):
            if path[position] != "." or position + 1 == len(path):
                raise ValueError(f"not a path: {path!r} at {position}")
            position += 1
        _extend(steps, token, types, path)
    return tuple(steps)


def _extend(steps: list[Step], token: re.Match[str], types: tuple[str, ...], path: str) -> None:
    if token["url"]:
        steps.append(Extension(token["url"]))
    elif token["type"]:
        last = steps.pop() if steps else None
        if not isinstance(last, Key) or last.group:
            raise ValueError(f"not a path: ofType() without an element before it: {path!r}")
        steps.append(Key(member(last.name, token["type"]), group=last.name))
    elif token["index"] == "[x]":
        if not types or token.end() != len(path):
            raise ValueError(f"not a path: [x] needs a codec that reads several types, and ends it: {path!r}")
        steps.append(Choice(token["name"], tuple(member(token["name"], each) for each in types)))
    elif token["name"]:
        steps.append(Key(token["name"]))
        if token["index"]:
            steps.append(First())


def member(group: str, type_name: str) -> str:
    """The JSON name of one type of a choice element (https://hl7.org/fhir/R4/formats.html#choice)."""
    return group + type_name[0].upper() + type_name[1:]


def find(node: Json, steps: Steps) -> Json:
    """What is at the end of ``steps``, None when nothing is."""
    for step in steps:
        node = step.find(node)
        if node is None:
            return None
    return node


def replaced(node: Json, steps: Steps, change: Callable[[Json], Json]) -> Json:
    """A copy of ``node`` in which what is at the end of ``steps`` became ``change(it)``; emptied parents are gone.

    Only what lies on the way is copied.  Where nothing changes, ``node`` itself comes back.
    """
    if not steps:
        return change(node)
    step = steps[0]
    old = step.find(node)
    new = replaced(old, steps[1:], change)
    if new is old:
        return node
    return step.replace(node, None if new in ({}, []) else new)


def without(node: Json, group: str, keep: set[str]) -> Json:
    """``node`` with no type of the choice element ``group`` but those in ``keep``."""
    if node.__class__ is not dict:
        return node
    dropped = [key for key in node if in_group(key.removeprefix("_"), group) and key.removeprefix("_") not in keep]
    return {key: value for key, value in node.items() if key not in dropped} if dropped else node


def in_group(key: str, group: str) -> bool:
    """Whether ``key`` is one type of the choice element ``group``."""
    # That no other element of R4 begins like a choice element and goes on with a capital is checked by a test.
    return key.startswith(group) and key[len(group) : len(group) + 1].isupper()


def _assigned(node: Json, name: str, child: Json) -> Json:
    copy = dict(node) if node.__class__ is dict else {}
    sibling = "_" + name
    if child is None:
        copy.pop(name, None)
        copy.pop(sibling, None)
    else:
        copy[name] = child
        # The siblings of a list of primitives go by position, which the new list need not keep.
        if sibling in copy and (child.__class__ is list or _says_absent(copy[sibling])):
            del copy[sibling]
    return copy


def _says_absent(sibling: Json) -> bool:
    return Extension(DATA_ABSENT_REASON).index(sibling) is not None
