"""Where code systems and value sets come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from fhirserver.terminology.code_systems import CodeSystem, code_system_of
from fhirserver.terminology.resources import ValueSet, value_set_of
from fhirserver.terminology.versions import version_order

Found = TypeVar("Found")


class Source(Protocol):
    """Gives what it has by canonical URL, in the newest version or in the one that is asked for; None for the rest.

    Raises TerminologyError for a resource that is not well-formed.
    """

    def code_system(self, url: str, version: str | None = None) -> CodeSystem | None:
        """Return a code system."""

    def value_set(self, url: str, version: str | None = None) -> ValueSet | None:
        """Return a value set."""

    def value_set_with_id(self, resource_id: str) -> ValueSet | None:
        """Return the value set that is the resource ``ValueSet/id`` of this server."""

    def system_of(self, value_set: str) -> str | None:
        """Return the URL of the code system that says that all its codes are the value set with this URL."""

    def systems_with(self, code: str) -> Iterable[str]:
        """Return the URLs of code systems in which something may be above or below a code."""


class Documents:
    """Resources in hand, such as those that are contained in another."""

    def __init__(self, resources: Iterable[Mapping[str, Any]]) -> None:
        some = sorted(resources, key=lambda each: version_order(each.get("version")))
        self._systems = [code_system_of(each) for each in some if each.get("resourceType") == "CodeSystem"]
        self._sets = [(each.get("id"), value_set_of(each)) for each in some if each.get("resourceType") == "ValueSet"]

    def code_system(self, url: str, version: str | None = None) -> CodeSystem | None:
        """See Source."""
        return _last(each for each in self._systems if each.url == url and version in (None, each.version))

    def value_set(self, url: str, version: str | None = None) -> ValueSet | None:
        """See Source."""
        return _last(each for _, each in self._sets if each.url == url and version in (None, each.version))

    def value_set_with_id(self, resource_id: str) -> ValueSet | None:
        """See Source."""
        return _last(each for name, each in self._sets if name == resource_id)

    def system_of(self, value_set: str) -> str | None:
        """See Source."""
        return _last(each.url for each in self._systems if each.value_set == value_set)

    def systems_with(self, code: str) -> Iterable[str]:
        """See Source."""
        return [each.url for each in self._systems if each.url is not None and each.find(code) is not None]


class Together:
    """Several sources as one: what the first of them has, counts.

    It remembers what it was asked, so that one question looks everything up once; it is not for longer than that.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._systems: dict[tuple[str, str | None], CodeSystem | None] = {}
        self._sets: dict[tuple[str, str | None], ValueSet | None] = {}

    def code_system(self, url: str, version: str | None = None) -> CodeSystem | None:
        """See Source."""
        key = (url, version)
        if key not in self._systems:
            self._systems[key] = _first(each.code_system(url, version) for each in self._sources)
        return self._systems[key]

    def value_set(self, url: str, version: str | None = None) -> ValueSet | None:
        """See Source."""
        key = (url, version)
        if key not in self._sets:
            self._sets[key] = _first(each.value_set(url, version) for each in self._sources)
        return self._sets[key]

    def value_set_with_id(self, resource_id: str) -> ValueSet | None:
        """See Source."""
        return _first(each.value_set_with_id(resource_id) for each in self._sources)

    def system_of(self, value_set: str) -> str | None:
        """See Source."""
        return _first(each.system_of(value_set) for each in self._sources)

    def systems_with(self, code: str) -> Iterable[str]:
        """See Source."""
        return sorted({url for each in self._sources for url in each.systems_with(code)})


def _first(some: Iterable[Found | None]) -> Found | None:
    return next((each for each in some if each is not None), None)


def _last(some: Iterable[Found]) -> Found | None:
    found = None
    for each in some:
        found = each
    return found
