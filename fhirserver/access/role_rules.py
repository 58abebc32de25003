"""From the roles of a person to the layer of their permission: role, relation, labels and Consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from fhirserver.access.caller import Caller
from fhirserver.access.consent import Consented
from fhirserver.access.label_rows import RANKS
from fhirserver.access.labels import Cleared, clearance
from fhirserver.access.permission import REFER, Condition, Layer, Rule
from fhirserver.access.relationship import NoPatient, Patients, Person, Related
from fhirserver.access.roles import CARE, ROLES, Grant, Relation, Role, roles_of
from fhirserver.access.type_groups import CLINICAL, OF_ONE_PATIENT, types_in
from fhirserver.search.sql.binds import Binds, all_of

MODES = ("enforce", "warn", "log")
"""How a relation that is missing is treated.

enforce: the record is not there.  warn: it is not there until the person states a reason, which they alone decide on.
log: it is there.
"""

_KINDS = (("r", "rs"), ("c", "c"), ("u", "ud"))
"""What is one kind of interaction to a Consent, and its letters."""
_REFERRED_TO = types_in(("demographics", *CLINICAL))
_SHARED = types_in(("directory", "definitions", "products"))
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

    def of_type(self, resource_type: str) -> Together:
        """See OfType."""
        if resource_type not in OF_ONE_PATIENT or not any(isinstance(part, Related) for part in self.parts):
            return self
        return Together(
            tuple(replace(part, single=True) if isinstance(part, Related | Consented) else part for part in self.parts)
        )

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        return all_of(part.sql(binds, alias) for part in self.parts)


AS_IT_COMES = House()


@dataclass(frozen=True, slots=True)
class Standing:
    """A person as far as their roles decide: who they are, what they have broken open, when that is.

    ``consents`` says whether there may be Consents that say something.
    """

    roles: frozenset[str]
    person: Person
    emergency: frozenset[int]
    house: House
    consents: bool


@lru_cache(maxsize=16)
def house_of(modes: str, consent: str) -> House:
    """Return the decisions of the operator: ``modes`` such as "physician=enforce,nurse=log", ``consent`` as a word.

    ``consent`` is "permit" where a record is open unless a Consent denies it, "deny" where one must permit it.  Raises
    ValueError for a role, mode or word that there is not.
    """
    found = {}
    for each in filter(None, modes.split(",")):
        role, _, mode = each.strip().partition("=")
        if role not in ROLES or mode not in MODES:
            raise ValueError(f"{each.strip()[:80]} is not ROLE=MODE, with one of {', '.join(MODES)}")
        found[role] = mode
    if consent not in ("permit", "deny"):
        raise ValueError(f"{consent[:80]} is not permit or deny")
    return House(tuple(sorted(found.items())), consent == "deny")


def standing_of(caller: Caller, now: int, house: House) -> Standing | None:
    """Return the standing of the person behind ``caller`` at the instant ``now``; None if there is no person."""
    if caller.account_id is None:
        return None
    person = Person(caller.fhir_user or "", caller.account_id, now - now % _STEP)
    return Standing(caller.roles, person, caller.emergency, house, caller.consents or house.must_permit)


def role_layer(standing: Standing) -> Layer:
    """Return what the roles of a person allow: what any one of them does; without a role nothing."""
    rules: list[Rule] = []
    for role in roles_of(standing.roles):
        for grant in role.grants:
            rules += _rules(role, grant, standing)
            if standing.emergency and role.emergency and grant.relation in CARE:
                opened = Together((Patients(standing.emergency), _IN_EMERGENCY))
                types = grant.types & types_in(role.emergency)
                rules.append(Rule(types, frozenset(grant.letters) | {REFER}, opened))
    return (*rules, Rule(_SHARED, frozenset(REFER)))


def _rules(role: Role, grant: Grant, standing: Standing) -> Iterator[Rule]:
    person, house = standing.person, standing.house
    mode = house.mode(role)
    related = _related(grant.relation, person, mode)
    conditions = (clearance(role),) if related is None else (related, clearance(role))
    unbound = grant.relation in (Relation.OWN, Relation.NOBODY) or role.oversees or not _of_patients(grant)
    for kind, letters in _KINDS:
        some = frozenset(letters) & frozenset(grant.letters)
        if some and (unbound or not standing.consents):
            yield Rule(grant.types, some, Together(conditions))
        elif some:
            consented = Consented(person, role.purpose, kind, house.must_permit)
            yield Rule(grant.types, some, Together((*conditions, consented)))
    if grant.relation in CARE and not frozenset("cu").isdisjoint(grant.letters):
        # Who writes in a record may refer to what stands in it: an Observation to its Encounter.
        yield Rule(_REFERRED_TO, frozenset(REFER), related)


def _of_patients(grant: Grant) -> bool:
    return grant.types.isdisjoint(_SHARED)


def _related(relation: Relation, person: Person, mode: str) -> Condition | None:
    if relation == Relation.NOBODY:
        return NoPatient()
    if relation == Relation.NONE or (relation in CARE and mode == "log"):
        return None
    return Related(person, relation, stated=relation in CARE and mode == "warn")
