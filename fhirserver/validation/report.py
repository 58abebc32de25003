"""What a validation finds: issues, and the places that a transaction may have to rewrite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from fhirserver.errors import Issue

JsonObject = dict[str, Any]


class ReferenceFound(msgspec.Struct, frozen=True, gc=False):
    """A literal reference: ``holder["reference"]`` is the string, ``targets`` the types allowed (empty: any)."""

    holder: JsonObject
    expression: str
    targets: tuple[str, ...]


class UriFound(msgspec.Struct, frozen=True, gc=False):
    """A uri, url, canonical, oid or uuid: ``container[key]`` is the string; ``key`` is an index where it repeats.

    ``type`` says which of the five it is.
    """

    container: Any
    key: str | int
    expression: str
    type: str


class NarrativeFound(msgspec.Struct, frozen=True, gc=False):
    """A narrative: ``holder[key]`` is its XHTML."""

    holder: JsonObject
    key: str
    expression: str


@dataclass(slots=True)
class Report:
    """Everything that one walk over a resource found.  The three lists of places point into the resource itself."""

    issues: list[Issue] = field(default_factory=list)
    references: list[ReferenceFound] = field(default_factory=list)
    uris: list[UriFound] = field(default_factory=list)
    narratives: list[NarrativeFound] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True where the resource is valid: no issue of severity error or fatal."""
        return all(issue.severity not in ("error", "fatal") for issue in self.issues)

    def error(self, code: str, expression: str, diagnostics: str) -> None:
        """Record an issue of severity error."""
        self.issues.append(Issue("error", code, diagnostics, expression))
