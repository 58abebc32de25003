"""Conditions of rules: in the compartment of a patient, a named resource, satisfying a granular scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from conformance import definitions
from fhirserver.access.permission import Condition, Permission, Subject, _holds
from fhirserver.access.scopes import criteria
from fhirserver.search.match import Unmatchable, candidate, satisfies
from fhirserver.search.paths import number_of
from fhirserver.search.registry import R4
from fhirserver.search.sql.backed import LIVE
from fhirserver.search.sql.binds import Binds, all_of, any_of, one_of
from fhirserver.search.sql.by_code import is_plain
from fhirserver.search.sql.criteria import Scope, compartment_numbers, condition, selects
from fhirserver.search.tree import And, InCompartment, Node
from fhirserver.store.references import local_identity

_BESIDE: Mapping[str, tuple[str, ...]] = MappingProxyType({"Device": ("Device.patient",), "Task": ("Task.for",)})
"""Types that R4 has in no compartment, though they say whose they are."""


def own_types() -> frozenset[str]:
    """Return the types of which a patient has resources.

    https://hl7.org/fhir/R4/compartmentdefinition-patient.html
    """
    return frozenset(definitions().compartments["Patient"]).union(_BESIDE)


@lru_cache(maxsize=256)
def _numbers(resource_type: str) -> frozenset[int]:
    """The reference paths that make a resource of a type (``*``: of any) a patient's; a Patient is its own only."""
    if resource_type == "*":
        return frozenset(number for each in own_types() for number in _numbers(each))
    if resource_type == "Patient":
        return frozenset()
    if resource_type in _BESIDE:
        return frozenset(number_of("reference", path) for path in _BESIDE[resource_type])
    return compartment_numbers("Patient", resource_type)


@dataclass(frozen=True, slots=True)
class InPatientCompartment:
    """In the compartment of one of ``patients`` (ids); of ``resource_type`` only, unless that is ``*``."""

    patients: tuple[str, ...]
    resource_type: str = "*"

    def of_type(self, resource_type: str) -> InPatientCompartment:
        """See OfType."""
        return replace(self, resource_type=resource_type)

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition.  The header names the patient; where several are meant, or none is named, references do."""
        ids = ", ".join(binds(each) for each in self.patients)
        keys = f"(SELECT p.pk FROM resource p WHERE p.type = 'Patient' AND p.id IN ({ids}))"
        sign = "IN"
        if len(self.patients) == 1:
            keys, sign = f"(SELECT p.pk FROM resource p WHERE p.type = 'Patient' AND p.id = {ids})", "="
        own = f"{alias}.patient_pk {sign} {keys}"
        numbers = _numbers(self.resource_type)
        if not numbers:
            return own
        refers = (
            f"SELECT f.source_pk FROM resource_reference f WHERE f.target_pk {sign} {keys} AND f.path {one_of(numbers)}"
        )
        # With the plus no planner goes through all that names no patient.
        return f"({own} OR (+{alias}.patient_pk IS NULL AND {alias}.pk IN ({refers})))"

    def holds(self, subject: Subject, *, briefly: bool = False) -> bool:
        """See Checkable.  Whose a deletion is only the database knows."""
        if subject.document is None:
            return True
        if subject.type == "Patient":
            return subject.id in self.patients
        meant = {("Patient", each) for each in self.patients}
        return any(local_identity(each, subject.base_url) in meant for each in _references(subject))


def _references(subject: Subject) -> Iterator[str]:
    paths = _BESIDE.get(subject.type) or definitions().compartments["Patient"].get(subject.type, ())
    for path in paths:
        for reference in _at(subject.document, path.split(".")[1:]):
            text = reference.get("reference") if isinstance(reference, dict) else None
            if isinstance(text, str):
                yield text


def _at(node: Any, names: list[str]) -> Iterator[Any]:
    if isinstance(node, list):
        for each in node:
            yield from _at(each, names)
    elif not names:
        yield node
    elif isinstance(node, dict) and names[0] in node:
        yield from _at(node[names[0]], names[1:])


@dataclass(frozen=True, slots=True)
class Named:
    """The one resource of a type with an id."""

    type: str
    id: str

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        return f"({alias}.type = {binds(self.type)} AND {alias}.id = {binds(self.id)})"

    def holds(self, subject: Subject, *, briefly: bool = False) -> bool:
        """See Checkable."""
        return (subject.type, subject.id) == (self.type, self.id)


@dataclass(frozen=True, slots=True)
class Meets:
    """Satisfies the ``query`` of a granular scope on ``resource_type`` (``*``: any), codes compared to the letter."""

    resource_type: str
    query: tuple[tuple[str, str], ...]

    def of_type(self, resource_type: str) -> Meets:
        """See OfType."""
        return replace(self, resource_type=resource_type)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The criteria."""
        return criteria(self.resource_type, self.query)

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition.  Looks at each resource that is found otherwise, not for all that satisfy the criteria."""
        scope = Scope(binds, exactly=True)
        of = replace(scope, of=f"{alias}.pk")
        conditions = [LIVE.format(alias=alias)]
        for node in self.nodes:
            if is_plain(node):
                conditions.append(any_of(f"EXISTS ({each})" for each in selects(of, node)))
            else:
                conditions.append(condition(scope, node, f"{alias}.pk"))
        return all_of(conditions)

    def holds(self, subject: Subject, *, briefly: bool = False) -> bool:
        """See Checkable.  A deletion satisfies nothing."""
        if briefly:
            return True
        if subject.document is None:
            return False
        given = candidate(R4, subject.id, subject.document, subject.base_url)
        try:
            return satisfies(given, And(criteria(subject.type, self.query, subject.base_url)))
        except Unmatchable:
            return False


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of ``parts``."""

    parts: tuple[Condition, ...]

    def of_type(self, resource_type: str) -> AllOf:
        """See OfType."""
        return AllOf(tuple(each.of_type(resource_type) if hasattr(each, "of_type") else each for each in self.parts))

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        return all_of(part.sql(binds, alias) for part in self.parts)

    def holds(self, subject: Subject, *, briefly: bool = False) -> bool:
        """See Checkable."""
        return all(_holds(part, subject, briefly) for part in self.parts)


def both(*conditions: Condition | None) -> Condition | None:
    """Return the condition that all of several hold, None being always."""
    some = tuple(each for each in conditions if each is not None)
    return AllOf(some) if len(some) > 1 else some[0] if some else None


def drivers(permission: Permission, letters: str, resource_type: str) -> tuple[Node, ...]:
    """Return criteria that all that may be seen of a type satisfies anyway, for planners to begin a search with.

    The condition of the permission is looked at row by row.  By these one finds the few rows of one patient.
    """
    found: dict[Node, None] = {}
    for some in permission.conditions(letters, resource_type):
        owners = {_owner(each) for each in some}
        if len(owners) == 1 and (owner := owners.pop()) is not None and len(owner.patients) == 1:
            numbers = tuple(sorted(_numbers(resource_type)))
            found[InCompartment("Patient", owner.patients[0], numbers)] = None
    return tuple(found)


def _owner(condition: Condition | None) -> InPatientCompartment | None:
    parts: Iterable[Condition | None] = condition.parts if isinstance(condition, AllOf) else (condition,)
    return next((each for each in parts if isinstance(each, InPatientCompartment)), None)
