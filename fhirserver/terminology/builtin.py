"""R4's own code systems and value sets as a source.

Nothing of them is kept: one is read from the archive in a millisecond, all of them would take tens of megabytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from conformance import terminology
from fhirserver.terminology.code_systems import CodeSystem, code_system_of
from fhirserver.terminology.resources import ValueSet, value_set_of


class BuiltIn:
    """See Source.  Each is there in one version."""

    def code_system(self, url: str, version: str | None = None) -> CodeSystem | None:
        """See Source."""
        found = terminology.code_system(url)
        system = None if found is None else code_system_of(found)
        return system if system is None or version in (None, system.version) else None

    def value_set(self, url: str, version: str | None = None) -> ValueSet | None:
        """See Source."""
        found = terminology.value_set(url)
        value_set = None if found is None else value_set_of(found)
        return value_set if value_set is None or version in (None, value_set.version) else None

    def value_set_with_id(self, resource_id: str) -> ValueSet | None:
        """See Source: these are not resources of this server."""
        return None

    def system_of(self, value_set: str) -> str | None:
        """See Source."""
        return terminology.index().whole.get(value_set)

    def systems_with(self, code: str) -> Iterable[str]:
        """See Source."""
        return terminology.code_systems_with(code)
