"""SMART's scopes, version 1 and 2: what a client asks for, what it gets, and that this is never more.

https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html

What is not exactly a scope is dropped, never read as something near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NoReturn
from urllib.parse import parse_qsl

from conformance import definitions
from fhirserver.search.parse import BadParameter, Parsing, node_of
from fhirserver.search.parse_values import Reading
from fhirserver.search.paths import parameters
from fhirserver.search.registry import R4
from fhirserver.search.tree import Node
from fhirserver.search.values import BadValue

LETTERS = "cruds"
OTHERS = frozenset(
    ("openid", "fhirUser", "profile", "launch", "launch/patient", "launch/encounter", "online_access", "offline_access")
)
"""Scopes that are not about resources."""

LONGEST = 2000
"""Characters of one scope."""

V1 = MappingProxyType({"read": "rs", "write": "cud", "*": "cruds"})
"""What the permissions of version 1 mean in letters."""

_TOKEN = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+\Z")
_RESOURCE = re.compile(
    r"(?P<context>patient|user|system)/(?P<type>\*|[A-Za-z]+)\.(?P<permissions>read|write|\*|[cruds]+)"
    r"(?:\?(?P<query>.+))?\Z"
)
_IN_ORDER = re.compile(r"c?r?u?d?s?\Z")
_ROLE = re.compile(r"(?P<launch>launch/(?:patient|encounter))\?role=[^?&=]+\Z")
_NARROWING = ("token", "string", "reference", "uri", "date", "number", "quantity")
"""Types of search parameters that a query may name; of what they look at, a document alone tells all."""
_MODIFIERS = ("", "not", "exact", "missing")
_IN_HEADER = ("_lastUpdated",)
_RESOURCE_TYPES = frozenset(definitions().resource_types)


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope.

    Of resources: ``context`` (patient, user, system), ``type`` (or ``*``), ``letters`` in the order of ``cruds``, and
    ``query``, the criteria that they must satisfy as well.  Others have only their ``name``.  ``version`` is that in
    which the scope is written, 1 or 2.
    """

    context: str = ""
    type: str = ""
    letters: str = ""
    query: tuple[tuple[str, str], ...] = ()
    version: int = 2
    name: str = ""
    written: str = ""
    """The query as the client wrote it."""

    @property
    def text(self) -> str:
        """The scope as it is written.  Raises ValueError for what version 1 cannot say."""
        if self.name:
            return self.name
        head = f"{self.context}/{self.type}."
        if self.version == 1:
            for word, letters in V1.items():
                if letters == self.letters and not self.query:
                    return head + word
            raise ValueError("version 1 has no such scope")
        return head + self.letters + (f"?{self.written}" if self.written else "")


def parse(text: str) -> tuple[Scope, ...]:
    """Return the scopes in a space-separated list, in their order, each once; what is none is dropped."""
    found = (_scope(each) for each in dict.fromkeys(text.split(" ")))
    return tuple(dict.fromkeys(scope for scope in found if scope is not None))


@lru_cache(maxsize=4096)
def _scope(text: str) -> Scope | None:
    if len(text) > LONGEST or not _TOKEN.match(text):
        return None
    if text in OTHERS or _ROLE.match(text):
        return Scope(name=text)
    match = _RESOURCE.match(text)
    if match is None or (match["type"] != "*" and match["type"] not in _RESOURCE_TYPES):
        return None
    permissions, query = match["permissions"], match["query"]
    if permissions in V1:
        if query is not None:
            return None
        return Scope(match["context"], match["type"], V1[permissions], version=1)
    if not _IN_ORDER.match(permissions):
        return None
    criteria = _criteria(match["type"], query) if query is not None else ()
    if criteria is None:
        return None
    return Scope(match["context"], match["type"], permissions, criteria, written=query or "")


def _criteria(resource_type: str, query: str) -> tuple[tuple[str, str], ...] | None:
    """The parameters of a query, None unless all can be understood."""
    try:
        found = tuple(parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=20))
        criteria(resource_type, found)
    except (ValueError, LookupError):
        return None
    return found


class _NoTerminology:
    """Whatever needs a code system is no scope: what it contains could change."""

    def value_set(self, uri: str) -> NoReturn:
        raise BadValue("value sets are not looked up")

    def below(self, system: str | None, code: str) -> NoReturn:
        raise BadValue("hierarchies are not looked up")

    above = below


@lru_cache(maxsize=1024)
def criteria(resource_type: str, query: tuple[tuple[str, str], ...], base_url: str = "") -> tuple[Node, ...]:
    """Return what the query of a scope asks of resources of a type (``*``: of all types).

    Raises BadParameter, BadValue for what is not a criterion on a search parameter of R4.
    """
    types = definitions().resource_types if resource_type == "*" else (resource_type,)
    nodes = []
    for name, value in query:
        code, _, modifier = name.partition(":")
        known = [parameters(each).get(code) for each in types]
        if modifier not in _MODIFIERS or name.endswith(":") or code in _IN_HEADER:
            raise BadParameter(f"{name[:80]} does not narrow a scope")
        if any(each is None or each.type not in _NARROWING for each in known):
            raise BadParameter(f"{code[:80]} is not a search parameter of {resource_type}")
        reading = Reading(datetime(2000, 1, 1, tzinfo=UTC), base_url, _NoTerminology())
        nodes.append(node_of(Parsing(R4, reading), types, name, value))
    return tuple(nodes)


def is_within(scope: Scope, other: Scope) -> bool:
    """Whether ``other`` allows all that ``scope`` does."""
    if scope.name or other.name:
        return scope.name == other.name
    return (
        scope.context == other.context
        and other.type in ("*", scope.type)
        and set(scope.letters) <= set(other.letters)
        and set(other.query) <= set(scope.query)
    )


def granted(requested: str, allowed: str) -> str:
    """Return the scopes that are in both, written in the version in which they were asked for; "" if there are none.

    Of a scope that is allowed in part, that part.  What version 1 cannot say (``.r`` alone, a query) is not granted to
    those who ask in version 1.
    """
    limits = parse(allowed)
    found: dict[str, None] = {}
    for scope in parse(requested):
        for part in _parts(scope, limits):
            found[part.text] = None
    return " ".join(found)


def _parts(scope: Scope, limits: Iterable[Scope]) -> list[Scope]:
    """The parts of a scope that are within ``limits``; none of them within another."""
    if scope.name:
        return [scope] if any(scope.name == limit.name for limit in limits) else []
    merged: dict[tuple[str, frozenset[tuple[str, str]]], Scope] = {}
    for limit in limits:
        part = _both(scope, limit)
        if part is not None:
            key = (part.type, frozenset(part.query))
            letters = set(part.letters) | set(merged[key].letters if key in merged else "")
            merged[key] = replace(part, letters="".join(each for each in LETTERS if each in letters))
    parts = [each for part in merged.values() for each in _in_its_version(part)]
    return [
        part
        for at, part in enumerate(parts)
        if not any(
            is_within(part, other) and (at > before or not is_within(other, part))
            for before, other in enumerate(parts)
            if before != at
        )
    ]


def _both(scope: Scope, limit: Scope) -> Scope | None:
    same = scope.type == limit.type or "*" in (scope.type, limit.type)
    if limit.name or scope.context != limit.context or not same:
        return None
    letters = "".join(each for each in scope.letters if each in limit.letters)
    if not letters:
        return None
    more = tuple(each for each in limit.query if each not in scope.query)
    # Of one that covers the other, the words of the narrower one.
    if more and not scope.query:
        query, written = limit.query, limit.written
    elif more:
        query, written = scope.query + more, f"{scope.written}&{limit.written}"
    else:
        query, written = scope.query, scope.written
    resource_type = limit.type if scope.type == "*" else scope.type
    return _narrowed(replace(scope, type=resource_type, letters=letters, query=query, written=written))


def _narrowed(scope: Scope) -> Scope | None:
    """A scope as it will be read again: what is written together may have become too long."""
    return scope if scope.version == 1 or _scope(scope.text) is not None else None


def _in_its_version(scope: Scope) -> list[Scope]:
    if scope.version == 2:
        return [scope]
    if scope.query:
        return []
    if set(scope.letters) == set(LETTERS):
        return [scope]
    return [replace(scope, letters=letters) for letters in ("rs", "cud") if set(letters) <= set(scope.letters)]
