"""What a caller may do, as data: layers of rules, all of which must allow it.

A permission is made once a request, from what the token was granted, from the roles of the person behind it, and from
what the record says of the two (treatment, consent, labels).  It becomes an SQL condition on the header of a resource,
which stands in every statement that looks for resources, so that what may not be seen behaves as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from fhirserver.errors import Forbidden
from fhirserver.search.sql.binds import Binds, all_of, any_of
from fhirserver.search.sql.visible import Visible, everything

CREATE, READ, UPDATE, DELETE, SEARCH = LETTERS = tuple("cruds")
"""Interactions as SMART's scopes name them.  https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html"""

REFER = "f"
"""To refer to a resource: what may be read or searched may be referred to, and what a rule has this letter for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A version of a resource in hand: its document, None for a deletion, and the server's own address."""

    type: str
    id: str
    document: dict[str, Any] | None
    base_url: str


class Condition(Protocol):
    """Which resources of the types of a rule it is about.  Frozen, so that permissions can be compared."""

    def sql(self, binds: Binds, alias: str) -> str:
        """Return the condition on the row ``alias`` of the table ``resource``."""


@runtime_checkable
class OfType(Protocol):
    """A condition that can say more briefly what it means for one type."""

    def of_type(self, resource_type: str) -> Condition:
        """Return the condition for resources of that type alone."""


@runtime_checkable
class Checkable(Protocol):
    """A condition that can also be held against a version in hand."""

    def holds(self, subject: Subject, *, briefly: bool = False) -> bool:
        """Whether it holds for a version; ``briefly``: as far as that costs little."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Allows the interactions ``letters`` on resources of ``types`` (None: all) where ``condition`` (None: always)."""

    types: frozenset[str] | None
    letters: frozenset[str]
    condition: Condition | None = None


Layer = tuple[Rule, ...]
_Conditions = tuple[Condition | None, ...]


@dataclass(frozen=True)
class Permission:
    """Something is allowed if each layer has a rule that allows it; without layers everything is."""

    layers: tuple[Layer, ...] = ()
    _known: dict[tuple[str, str], tuple[_Conditions, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _written: dict[tuple[str, str, str, tuple[str, ...]], tuple[str | None, Binds]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def conditions(self, letters: str, resource_type: str) -> tuple[_Conditions, ...]:
        """Return for each layer on which conditions it allows one of ``letters`` on a type.

        Without any, it does not; with None among them, always.
        """
        found = self._known.get((letters, resource_type))
        if found is None:
            found = tuple(_conditions(layer, letters, resource_type) for layer in self.layers)
            self._known[letters, resource_type] = found
        return found

    def allows(self, letters: str, resource_type: str) -> bool:
        """Whether each of ``letters`` is allowed on at least some resources of a type."""
        return all(all(self.conditions(letter, resource_type)) for letter in letters)

    def allows_some(self, letter: str) -> bool:
        """Whether an interaction is allowed on any type at all."""
        return all(any(letter in rule.letters for rule in layer) for layer in self.layers)

    def demand(self, letters: str, resource_type: str) -> None:
        """Raise Forbidden unless each of ``letters`` is allowed on some resources of a type: no data is looked at."""
        if self.layers and not self.allows(letters, resource_type):
            missing = [letter for letter in letters if not self.allows(letter, resource_type)]
            raise Forbidden(
                f"This access token does not allow {' or '.join(_WORDS[each] for each in missing)} of {resource_type}."
            )

    def demand_some(self, letter: str) -> None:
        """Raise Forbidden unless an interaction is allowed on some type."""
        if not self.allows_some(letter):
            raise Forbidden(f"This access token does not allow {_WORDS[letter]} of anything.")

    def is_conditional(self, letters: str, resource_type: str) -> bool:
        """Whether it depends on the resource if one of ``letters`` is allowed on it."""
        return any(None not in some for some in self.conditions(letters, resource_type))

    def is_limited(self, letters: str, resource_type: str | None) -> bool:
        """Whether not all resources of a type (of all types, if None) may be seen."""
        if resource_type is not None:
            return self.is_conditional(letters, resource_type)
        return any(_conditional_somewhere(layer, letters) for layer in self.layers)

    def seeing(self, letters: str) -> Visible:
        """Return the condition of a statement that one of ``letters`` is allowed on what it finds."""
        if all(_of_all(layer, letters) for layer in self.layers):
            return everything

        def visible(binds: Binds, alias: str, types: tuple[str, ...] = ()) -> str | None:
            if binds.values:
                return written(binds, alias, types)
            # What a read or the first condition of a search asks is written once; the values are those of this caller.
            key = (binds.engine, letters, alias, types)
            found = self._written.get(key)
            if found is None:
                text = written(binds, alias, types)
                found = self._written[key] = (text, binds.copy())
            else:
                binds.adopt(found[1])
            return found[0]

        def written(binds: Binds, alias: str, types: tuple[str, ...]) -> str | None:
            conditions = [each for layer in self.layers if (each := self._layer(layer, letters, binds, alias, types))]
            return all_of(conditions) if conditions else None

        return visible

    def _layer(self, layer: Layer, letters: str, binds: Binds, alias: str, types: tuple[str, ...]) -> str | None:
        """The condition of one layer; None if it allows everything."""
        if not types:
            return _of_any_type(layer, letters, binds, alias)
        at = self.layers.index(layer)
        by_conditions: dict[_Conditions, list[str]] = {}
        for each in types:
            if some := self.conditions(letters, each)[at]:
                by_conditions.setdefault((None,) if None in some else some, []).append(each)
        if len(by_conditions.get((None,), ())) == len(types):
            return None
        return any_of(
            _both(_types(alias, named) if len(types) > 1 else None, _some(some, binds, alias))
            for some, named in by_conditions.items()
        )

    def holds(self, letters: str, subject: Subject, *, briefly: bool = False) -> bool:
        """Whether one of ``letters`` is allowed on a version in hand.

        Conditions of which only the database knows count as holding.
        """
        return all(
            any(_holds(condition, subject, briefly) for condition in some)
            for some in self.conditions(letters, subject.type)
        )


def _conditions(layer: Layer, letters: str, resource_type: str) -> _Conditions:
    found: dict[Condition | None, None] = {}
    for rule in layer:
        if (rule.types is None or resource_type in rule.types) and not rule.letters.isdisjoint(letters):
            condition = rule.condition
            found[condition.of_type(resource_type) if isinstance(condition, OfType) else condition] = None
    return (None,) if None in found else tuple(found)


def _conditional_somewhere(layer: Layer, letters: str) -> bool:
    rules = [rule for rule in layer if not rule.letters.isdisjoint(letters)]
    return not _of_all(layer, letters) and any(rule.condition is not None for rule in rules)


def _of_all(layer: Layer, letters: str) -> bool:
    """Whether a layer allows one of ``letters`` on all resources."""
    return any(rule.types is None and rule.condition is None and not rule.letters.isdisjoint(letters) for rule in layer)


def _of_any_type(layer: Layer, letters: str, binds: Binds, alias: str) -> str | None:
    rules = [rule for rule in layer if not rule.letters.isdisjoint(letters)]
    if _of_all(layer, letters):
        return None
    by_condition: dict[Condition | None, set[str] | None] = {}
    for rule in rules:
        known = by_condition.setdefault(rule.condition, set())
        by_condition[rule.condition] = None if rule.types is None or known is None else known | rule.types
    return any_of(
        _both(None if types is None else _types(alias, types), _some((condition,), binds, alias))
        for condition, types in by_condition.items()
    )


def _types(alias: str, types: Iterable[str]) -> str:
    return f"{alias}.type IN ({', '.join(repr(each) for each in sorted(types))})"


def _some(conditions: _Conditions, binds: Binds, alias: str) -> str | None:
    if None in conditions:
        return None
    return any_of(f"({each.sql(binds, alias)})" for each in conditions if each is not None)


def _both(one: str | None, other: str | None) -> str:
    return f"({' AND '.join(each for each in (one, other) if each)})" if one or other else "1 = 1"


def _holds(condition: Condition | None, subject: Subject, briefly: bool) -> bool:
    # To ask by isinstance whether it is Checkable costs more than most conditions.
    holds = getattr(condition, "holds", None)
    return holds is None or bool(holds(subject, briefly=briefly))


_WORDS = {"c": "creating", "r": "reading", "u": "updating", "d": "deleting", "s": "searching"}

EVERYTHING = Permission()
NOTHING = Permission(((),))
