"""Which codes are in a value set.  https://hl7.org/fhir/R4/valueset.html#compositions

What is included by one ``include`` satisfies all that stands in it; the includes are added up, then the excludes are
taken away.  What is not understood is an error and never left out: a set with other codes than its author meant finds
the wrong patients.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fhirserver.terminology.canonical import code_system_named, value_set_named
from fhirserver.terminology.code_systems import CodeSystem
from fhirserver.terminology.errors import TerminologyError, named
from fhirserver.terminology.filters import filtered
from fhirserver.terminology.resources import Compose, Contains, Expansion, Include, ValueSet
from fhirserver.terminology.sources import Documents, Source

DEEPEST = 50
"""Value sets that include one another, in a row."""

_LIMITED = (
    "http://hl7.org/fhir/StructureDefinition/valueset-toocostly",
    "http://hl7.org/fhir/StructureDefinition/valueset-unclosed",
)
"""Extensions of an expansion that says itself that it is not all of it."""

Pair = tuple[str | None, str]
Codes = dict[Pair, str | None]
"""(system, code) -> the display that the value set gives, in the order of the value set."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many codes a value set may have, and how long it may take to find them."""

    codes: int = 50_000
    seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Member:
    """A code of a value set; ``abstract``: it only stands for those below it."""

    system: str | None
    code: str
    display: str | None = None
    inactive: bool = False
    abstract: bool = False


LIMITS = Limits()


def expand(value_set: ValueSet, source: Source, limits: Limits = LIMITS) -> tuple[Member, ...]:
    """Return the members of a value set with their displays, in its order.

    What is composed is composed anew; an expansion that the resource has is used where there is nothing else, or where
    the code systems that are needed are not here.  Raises TerminologyError for what is not known, not understood, in
    a circle, or beyond the limits.
    """
    work = _Expanding(source, limits)
    return tuple(work.described(work.limited(value_set)))


def codes(value_set: ValueSet, source: Source, limits: Limits = LIMITS) -> list[Pair]:
    """Return only (system, code) of the members, which needs no look at code systems whose codes are listed."""
    return list(_Expanding(source, limits).limited(value_set))


class _Expanding:
    """Expands one value set and those that it includes, each of them once."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._until = time.monotonic() + limits.seconds
        self._within: list[str] = []
        self._done: dict[str, Codes] = {}
        self._versions: dict[str, str | None] = {}
        self._contained: dict[str, CodeSystem] = {}

    def limited(self, value_set: ValueSet) -> Codes:
        """Return the codes of the value set; raises TerminologyError if there are too many."""
        found = self._codes(value_set)
        if len(found) > self._limits.codes:
            raise TerminologyError(
                f"the value set has {len(found)} codes; at most {self._limits.codes} are looked for", "too-costly"
            )
        return found

    def described(self, found: Codes) -> Iterator[Member]:
        """Yield the codes with what their code systems say of them, as far as these are here."""
        for (system, code), display in found.items():
            known = self._system(system)
            concept = known.concepts.get(code) if known else None
            if known is None or concept is None:
                yield Member(system, code, display)
            else:
                inactive, abstract = known.is_inactive(concept), known.is_abstract(concept)
                yield Member(system, code, display or concept.display, inactive, abstract)

    def _system(self, url: str | None) -> CodeSystem | None:
        if url is None or url in self._contained:
            return self._contained.get(url or "")
        return self._source.code_system(url, self._versions.get(url))

    def _codes(self, value_set: ValueSet) -> Codes:
        compose, expansion = value_set.compose, value_set.expansion
        if compose is None:
            if expansion is None:
                raise TerminologyError(f"the value set {named(value_set.url)} does not say what is in it", "invalid")
            return _stored(value_set, expansion)
        try:
            return self._composed(value_set, compose)
        except TerminologyError as error:
            if expansion is None or error.code not in ("not-found", "not-supported"):
                raise
            return _stored(value_set, expansion)

    def _composed(self, value_set: ValueSet, compose: Compose) -> Codes:
        inner = _Inner(value_set.contained)
        found: Codes = {}
        for include in compose.include:
            for pair, display in self._included(include, inner).items():
                found[pair] = found.get(pair) or display
        for exclude in compose.exclude:
            for pair in self._included(exclude, inner):
                found.pop(pair, None)
        if compose.inactive is False:
            found = {pair: display for pair, display in found.items() if not self._is_inactive(pair)}
        return found

    def _is_inactive(self, pair: Pair) -> bool:
        system = self._system(pair[0])
        concept = system.concepts.get(pair[1]) if system else None
        return system is not None and concept is not None and system.is_inactive(concept)

    def _included(self, include: Include, inner: _Inner) -> Codes:
        """What satisfies all that one include says."""
        if time.monotonic() > self._until:
            raise TerminologyError("finding the codes of the value set takes too long", "too-costly")
        parts: list[Codes] = []
        if include.system is not None:
            parts.append(self._of_system(include.system, include, inner))
        elif include.concept or include.filter:
            raise TerminologyError("a value set lists codes or filters without their system", "invalid")
        parts += [self._named(canonical, inner) for canonical in include.value_set if canonical is not None]
        if not parts:
            raise TerminologyError("a value set includes something without a system or value set", "invalid")
        first, *others = parts
        return {pair: display for pair, display in first.items() if all(pair in other for other in others)}

    def _of_system(self, url: str, include: Include, inner: _Inner) -> Codes:
        known, system = inner.code_system(url), inner.urls.get(url, url)
        self._versions[system] = include.version
        if known is not None:
            self._contained[system] = known
        if include.concept:
            return {(system, each.code): each.display for each in include.concept if each.code is not None}
        known = known or code_system_named(self._source, url, include.version)
        chosen = [filtered(known, rule) for rule in include.filter]
        return {
            (system, code): concept.display
            for code, concept in known.concepts.items()
            if all(code in some for some in chosen)
        }

    def _named(self, canonical: str, inner: _Inner) -> Codes:
        """The codes of another value set."""
        own = inner.value_set(canonical)
        if own is not None:
            return self._codes(own)
        if canonical in self._within:
            circle = [*self._within[self._within.index(canonical) :], canonical]
            raise TerminologyError(f"the value set includes itself: {' includes '.join(map(named, circle))}", "invalid")
        if len(self._within) >= DEEPEST:
            raise TerminologyError(f"more than {DEEPEST} value sets include one another in a row", "too-costly")
        if canonical not in self._done:
            self._within.append(canonical)
            try:
                self._done[canonical] = self._codes(value_set_named(self._source, canonical))
            finally:
                self._within.pop()
        return self._done[canonical]


class _Inner:
    """What a value set contains, addressed by ``#id``; ``urls`` leads from there to the URLs of the code systems."""

    def __init__(self, contained: Iterable[Mapping[str, Any]]) -> None:
        some = [each for each in contained if isinstance(each.get("id"), str)]
        self.urls = {f"#{each['id']}": each["url"] for each in some if isinstance(each.get("url"), str)}
        self._documents = Documents({**each, "url": f"#{each['id']}"} for each in some)

    def code_system(self, url: str) -> CodeSystem | None:
        return self._documents.code_system(url) if url.startswith("#") else None

    def value_set(self, url: str) -> ValueSet | None:
        return self._documents.value_set(url) if url.startswith("#") else None


def _stored(value_set: ValueSet, expansion: Expansion) -> Codes:
    """The codes of an expansion that somebody else has made.

    https://hl7.org/fhir/R4/valueset.html#expansion.  Raises TerminologyError if it is only a part.
    """
    entries = list(_walk(expansion.contains))
    limited = any(each.url in _LIMITED and each.value_boolean is True for each in expansion.extension)
    if limited or expansion.offset or len(entries) < (expansion.total or 0):
        raise TerminologyError(f"of the value set {named(value_set.url)} only a part is known here", "not-found")
    return {(each.system, each.code): each.display for each in entries if each.code is not None}


def _walk(contains: tuple[Contains, ...]) -> Iterator[Contains]:
    waiting = list(reversed(contains))
    while waiting:
        each = waiting.pop()
        yield each
        waiting += reversed(each.contains)
