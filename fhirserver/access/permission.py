"""What a caller may do, as data: layers of rules, all of which must allow it.

A permission is made once a request, from what the token was granted, from the roles of the person behind it, and from
what the record says of the two (treatment, consent, labels).  It becomes an SQL condition on the header of a resource,
which stands in every statement that looks for resources, so that what may not be seen behaves as if it were not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from fhirserver.search.sql.binds import Binds

CREATE, READ, UPDATE, DELETE, SEARCH = LETTERS = tuple("cruds")
"""Interactions as SMART's scopes name them.  https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html"""


class Condition(Protocol):
    """Which resources of the types of a rule it is about."""

    def sql(self, binds: Binds, alias: str) -> str:
        """Return the condition on the row ``alias`` of the table ``resource``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Allows the interactions ``letters`` on resources of ``types`` (None: all) where ``condition`` (None: always)."""

    types: frozenset[str] | None
    letters: frozenset[str]
    condition: Condition | None = None


Layer = tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Permission:
    """Something is allowed if each layer has a rule that allows it; without layers everything is."""

    layers: tuple[Layer, ...] = ()


EVERYTHING = Permission()
NOTHING = Permission(((),))
