"""From the roles of a person to the layer of their permission: role, relation, labels and Consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fhirserver.access.caller import Caller
from fhirserver.access.consent import Consented
from fhirserver.access.label_rows import RANKS
from fhirserver.access.labels import Cleared, clearance
from fhirserver.access.permission import Condition, Layer, Rule
from fhirserver.access.relationship import NoPatient, Patients, Person, Related
from fhirserver.access.roles import CARE, ROLES, Grant, Relation, Role, roles_of
from fhirserver.access.type_groups import CLINICAL, types_in
from fhirserver.search.sql.binds import Binds, all_of

MODES = ("enforce", "warn", "log")
"""How a relation that is missing is treated.

enforce: the record is not there.  warn: it is not there until the person states a reason, which they alone decide on.
log: it is there.
"""

_KINDS = (("r", "rs"), ("c", "c"), ("u", "ud"))
"""What is one kind of interaction to a Consent, and its letters."""
_REFERRED_TO = types_in(("demographics", *CLINICAL))
_IN_EMERGENCY = Cleared(RANKS["R"], sensitive=True)
"""What breaking the glass opens: not what is very restricted."""
_STEP = 60
"""Seconds for which what a person may do is computed once: as fine as a relation's end need be."""


@dataclass(frozen=True, slots=True)
class House:
    """What the operator decides: the mode of each role, and whether a record is closed unless a Consent permits."""

    modes: tuple[tuple[str, str], ...] = ()
    must_permit: bool = False

    def mode(self, role: Role) -> str:
        """Return the mode of a role."""
        return dict(self.modes).get(role.name, role.mode)


@dataclass(frozen=True, slots=True)
class Together:
    """All of ``parts``."""

    parts: tuple[Condition, ...]

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        return all_of(part.sql(binds, alias) for part in self.parts)


def house_of(modes: Mapping[str, str], *, must_permit: bool) -> House:
    """Return the decisions of the operator.  Raises ValueError for a role or mode that there is not."""
    for role, mode in modes.items():
        if role not in ROLES or mode not in MODES:
            raise ValueError(f"{role}={mode} is not a role and one of {', '.join(MODES)}")
    return House(tuple(sorted(modes.items())), must_permit)


def role_layer(caller: Caller, now: int, house: House) -> Layer | None:
    """Return what the roles of the person behind ``caller`` allow at ``now``; None if there is no person.

    Without a role that is nothing.
    """
    if caller.account_id is None:
        return None
    return _layer(caller.roles, caller.fhir_user or "", caller.account_id, caller.emergency, now - now % _STEP, house)


@lru_cache(maxsize=1024)
def _layer(
    roles: frozenset[str], fhir_user: str, account_id: str, emergency: frozenset[int], now: int, house: House
) -> Layer:
    person = Person(fhir_user, account_id, now)
    rules: list[Rule] = []
    for role in roles_of(roles):
        for grant in role.grants:
            rules += _rules(role, grant, person, house)
            if emergency and role.emergency and grant.relation in CARE:
                opened = Together((Patients(emergency), _IN_EMERGENCY))
                rules.append(Rule(grant.types & types_in(role.emergency), frozenset(grant.letters), opened))
    return tuple(rules)


def _rules(role: Role, grant: Grant, person: Person, house: House) -> Iterator[Rule]:
    mode = house.mode(role)
    related = _related(grant.relation, person, mode)
    conditions = (clearance(role),) if related is None else (related, clearance(role))
    for kind, letters in _KINDS:
        some = frozenset(letters) & frozenset(grant.letters)
        if some and (grant.relation in (Relation.OWN, Relation.NOBODY) or role.oversees or not _of_patients(grant)):
            yield Rule(grant.types, some, Together(conditions))
        elif some:
            consented = Consented(person, role.purpose, kind, house.must_permit)
            yield Rule(grant.types, some, Together((*conditions, consented)))
    if grant.relation in CARE and not frozenset("cu").isdisjoint(grant.letters):
        # Who writes in a record may refer to what stands in it: an Observation to its Encounter.
        yield Rule(_REFERRED_TO, frozenset("f"), related)


def _of_patients(grant: Grant) -> bool:
    return grant.types.isdisjoint(types_in(("directory", "definitions", "products")))


def _related(relation: Relation, person: Person, mode: str) -> Condition | None:
    if relation == Relation.NOBODY:
        return NoPatient()
    if relation == Relation.NONE or (relation in CARE and mode == "log"):
        return None
    return Related(person, relation, stated=relation in CARE and mode == "warn")
