"""The server's own CodeSystem and ValueSet resources as a source.

What was read is kept by key and version of the resource.  Which version is the current one is asked of the database
each time, so that what is answered is never older than the last write.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from fhirserver.search.paths import parameters
from fhirserver.search.sql.statement import Page
from fhirserver.search.sql.visible import Visible, everything
from fhirserver.search.strings import folded
from fhirserver.search.tokens import TokenValue
from fhirserver.search.tree import Criterion, Search, SortKey, UriValue, Value
from fhirserver.store.engine import Database
from fhirserver.store.find import Hit, fetch, find
from fhirserver.store.repository import Repository
from fhirserver.terminology.code_systems import CodeSystem, code_system_of
from fhirserver.terminology.errors import TerminologyError
from fhirserver.terminology.resources import ValueSet, value_set_of
from fhirserver.terminology.versions import version_order

MOST_VERSIONS = 100
"""Resources with the same canonical URL of which the newest is looked for."""

MOST_SYSTEMS = 2000
"""Code systems that are all looked at, where a question does not name one."""

FETCHED = 100
"""Of them that are fetched by one statement."""

SECONDS = 5.0
"""Longest time that reading them may take."""

KEPT_BYTES = 16 * 1024 * 1024
"""Of JSON of the resources that a process keeps; in memory they take about four times that."""

Made = TypeVar("Made", CodeSystem, ValueSet)


class Kept:
    """What was made of versions of resources, up to ``most`` bytes of their JSON; the ones used last stay."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[int, int], tuple[int, Any]] = OrderedDict()

    def get(self, key: tuple[int, int]) -> Any:
        """Return what was made of a version (key of the resource, number), None if it is not kept."""
        with self._lock:
            if key not in self._made:
                return None
            self._made.move_to_end(key)
            return self._made[key][1]

    def put(self, key: tuple[int, int], size: int, made: object) -> None:
        """Keep what was made of a version of ``size`` bytes."""
        with self._lock:
            if key in self._made or size > self._most:
                return
            self._made[key] = (size, made)
            self._bytes += size
            while self._bytes > self._most:
                _, (freed, _) = self._made.popitem(last=False)
                self._bytes -= freed


_kept: WeakKeyDictionary[Database, Kept] = WeakKeyDictionary()


def _kept_of(database: Database) -> Kept:
    found = _kept.get(database)
    return _kept.setdefault(database, Kept()) if found is None else found


class Stored:
    """See Source.  ``visible`` says which resources the caller may see; the others are as if they were not there."""

    def __init__(self, repository: Repository, visible: Visible = everything) -> None:
        self._repository = repository
        self._visible = visible
        database = repository.database
        # A version that an open transaction has written may be undone, and another one then get its number.
        self._kept = _kept_of(database) if isinstance(database, Database) else Kept(0)

    def code_system(self, url: str, version: str | None = None) -> CodeSystem | None:
        """See Source."""
        return self._newest("CodeSystem", url, version, code_system_of)

    def value_set(self, url: str, version: str | None = None) -> ValueSet | None:
        """See Source."""
        return self._newest("ValueSet", url, version, value_set_of)

    def value_set_with_id(self, resource_id: str) -> ValueSet | None:
        """See Source."""
        hits = self._find("ValueSet", {"_id": TokenValue(None, resource_id)}, 1)
        return self._read(hits, value_set_of)[0] if hits else None

    def system_of(self, value_set: str) -> str | None:
        """See Source.  Raises TerminologyError if there are too many code systems to look at."""
        return next((each.url for each in self._all if each.value_set == value_set), None)

    def systems_with(self, code: str) -> Iterable[str]:
        """See Source.  Raises TerminologyError if there are too many code systems to look at."""
        return [each.url for each in self._all if each.url is not None and each.find(code) is not None]

    @cached_property
    def _all(self) -> list[CodeSystem]:
        """All code systems: neither their nested codes nor the URLs of their value sets are indexed."""
        hits = self._find("CodeSystem", {}, MOST_SYSTEMS + 1)
        if len(hits) > MOST_SYSTEMS:
            raise _too_many(f"more than {MOST_SYSTEMS} code systems")
        until = time.monotonic() + SECONDS
        found = []
        for start in range(0, len(hits), FETCHED):
            if time.monotonic() > until:
                raise _too_many("code systems of great size")
            found += self._read(hits[start : start + FETCHED], code_system_of)
        return found

    def _newest(self, resource_type: str, url: str, version: str | None, make: Callable[[bytes], Made]) -> Made | None:
        hits = self._find(resource_type, {"url": UriValue(url)}, MOST_VERSIONS)
        if version is not None:
            some = self._read([hit for hit in hits if _version(hit) == folded(version)], make)
            return next((each for each in some if each.version == version), None)
        newest = max(hits, key=lambda hit: version_order(_version(hit)), default=None)
        return None if newest is None else self._read([newest], make)[0]

    def _find(self, resource_type: str, wanted: Mapping[str, Value], most: int) -> list[Hit]:
        """Resources with the values ``wanted`` of search parameters, the greatest versions by their letters first."""
        known = parameters(resource_type)
        criteria = tuple(Criterion((known[code],), None, (value,)) for code, value in wanted.items())
        search = Search((resource_type,), criteria, (SortKey((known["version"],), descending=True),))
        return find(self._repository, search, Page(most), visible=self._visible)

    def _read(self, hits: Sequence[Hit], make: Callable[[bytes], Made]) -> list[Made]:
        """What the resources say; those that are not kept are fetched by one statement."""
        named = {(hit.named.pk, hit.named.version): hit.named for hit in hits}
        made: dict[tuple[int, int], Made] = {key: kept for key in named if (kept := self._kept.get(key)) is not None}
        for version in fetch(self._repository, [each for key, each in named.items() if key not in made]):
            key, document = (version.pk, version.version), version.document or b"{}"
            made[key] = make(document)
            self._kept.put(key, len(document), made[key])
        return [made[key] for key in named]


def _too_many(what: str) -> TerminologyError:
    return TerminologyError(
        f"{what} are stored here, too much to look at all of them: name the system, or store a ValueSet", "too-costly"
    )


def _version(hit: Hit) -> str | None:
    """The business version without case, by which the hits are ordered."""
    value = hit.place[0]
    return None if value is None else str(value)
