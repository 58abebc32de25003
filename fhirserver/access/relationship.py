"""What there is between a person and the patients of whom a resource tells, as an SQL condition.

The table care_relation has who treats and who represents whom, made of the documents when they are written; so it is
looked up by key, patient by patient, and what changes in the record holds at the next request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from fhirserver.access.care_rows import AFTER, REPRESENTATION, TREATMENT
from fhirserver.access.roles import Relation
from fhirserver.search.dates import ALWAYS, cell
from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.references import MOST_CONTAINED

_BY_TYPE: Mapping[Relation, tuple[str, ...]] = MappingProxyType(
    {
        Relation.ORDER: ("ServiceRequest", "Specimen"),
        Relation.PRESCRIPTION: ("MedicationRequest", "MedicationDispense"),
        Relation.ACCOUNT: ("Account", "Claim"),
    }
)
"""Relations that there are to a patient of whom there is, of late, a resource of one of these types."""

_LATELY = "CASE WHEN a.moment_end > {always} THEN a.moment_end ELSE a.last_updated END > {since}"


def about(binds: Binds, alias: str, holds: Callable[[str], str], *, single: bool = False) -> str:
    """Return the condition that a resource tells of a patient, and that ``holds`` of each patient of whom it tells.

    ``holds`` returns the condition on the expression of a patient's key.  The header names the patient if there is one
    in whose compartment the resource is; else all count whom it names anywhere, unless it may only be a ``single`` one.
    """
    if single:
        return f"({alias}.patient_pk IS NOT NULL AND {holds(f'{alias}.patient_pk')})"
    named = patients_named(alias)
    return (
        f"(({alias}.patient_pk IS NOT NULL AND {holds(f'{alias}.patient_pk')}) OR ({alias}.patient_pk IS NULL "
        f"AND EXISTS ({named}) AND NOT EXISTS ({named} AND NOT {holds('q.pk')})))"
    )


def patients_named(alias: str) -> str:
    """Return a query that has a row ``q`` for each patient whom a resource, or what is inside of it, refers to."""
    # What is inside of a resource has keys of its own, see fhirserver.store.search_rows.
    first, last = (
        f"-({alias}.pk * {MOST_CONTAINED + 1} + {MOST_CONTAINED})",
        f"-({alias}.pk * {MOST_CONTAINED + 1} + 1)",
    )
    return (
        "SELECT 1 FROM resource_reference g JOIN resource q ON q.pk = g.target_pk AND q.type = 'Patient' "
        f"WHERE (g.source_pk = {alias}.pk OR g.source_pk BETWEEN {first} AND {last})"
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: ``fhir_user`` such as Practitioner/1, ``account_id``, and the instant ``now`` (seconds since 1970)."""

    fhir_user: str
    account_id: str
    now: int

    @property
    def type(self) -> str:
        """The resource type of the person."""
        return self.fhir_user.partition("/")[0]

    @property
    def id(self) -> str:
        """The id of the person's resource."""
        return self.fhir_user.partition("/")[2]

    @property
    def time(self) -> str:
        """The instant as it stands in tables."""
        return cell(datetime.fromtimestamp(self.now, UTC).replace(tzinfo=None))

    def key(self, binds: Binds) -> str:
        """Return a query for the key of the person's resource."""
        return f"SELECT h.pk FROM resource h WHERE h.type = {binds(self.type)} AND h.id = {binds(self.id)}"

    def keys(self, binds: Binds) -> str:
        """Return a query for the keys under which the record speaks of the person as one who treats patients.

        Those are a Practitioner and their PractitionerRoles that are in force.
        """
        now = binds.time(self.time)
        if self.type == "PractitionerRole":
            own = self.key(binds)
            return f"{own} UNION ALL SELECT w.practitioner FROM practitioner w WHERE w.pk = ({own})"
        in_force = (
            f"(w.active IS NULL OR w.active) AND (w.period_start IS NULL OR w.period_start <= {now}) "
            f"AND (w.period_end_end IS NULL OR w.period_end_end > {now})"
        )
        return (
            f"{self.key(binds)} UNION ALL SELECT w.pk FROM practitioner w "
            f"WHERE w.kind = 'role' AND w.practitioner = ({self.key(binds)}) AND {in_force}"
        )


@dataclass(frozen=True, slots=True)
class Related:
    """There is the ``relation`` between a person and each patient of whom a resource tells; and it tells of one.

    ``stated``: a reason that the person has stated for looking at a patient's record stands for a relation, too.
    ``single``: what tells of several patients counts as telling of none.
    """

    person: Person
    relation: Relation
    stated: bool = False
    single: bool = False

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        return about(binds, alias, lambda key: self._patient(binds, key), single=self.single)

    def _patient(self, binds: Binds, key: str) -> str:
        if self.relation == Relation.OWN:
            return f"{key} = ({self.person.key(binds)})" if self.person.type == "Patient" else "1 = 0"
        now = binds.time(self.person.time)
        in_force = f"t.low <= {now} AND t.high > {now}"
        if self.relation == Relation.REPRESENTED:
            return (
                f"EXISTS (SELECT 1 FROM care_relation t WHERE t.patient_pk = {key} "
                f"AND t.actor_pk = ({self.person.key(binds)}) AND t.kind = '{REPRESENTATION}' AND {in_force})"
            )
        if self.relation in _BY_TYPE:
            types = ", ".join(f"'{each}'" for each in _BY_TYPE[self.relation])
            since = cell(datetime.fromtimestamp(self.person.now, UTC).replace(tzinfo=None), -AFTER)
            lately = _LATELY.format(always=binds.time(ALWAYS), since=binds.time(since))
            found = (
                f"EXISTS (SELECT 1 FROM resource a WHERE a.patient_pk = {key} AND a.type IN ({types}) "
                f"AND NOT a.deleted AND a.version > 0 AND {lately})"
            )
        else:
            found = (
                f"EXISTS (SELECT 1 FROM care_relation t WHERE t.patient_pk = {key} "
                f"AND t.actor_pk IN ({self.person.keys(binds)}) AND t.kind = '{TREATMENT}' AND {in_force})"
            )
        if not self.stated:
            return found
        stated = (
            f"EXISTS (SELECT 1 FROM stated_reason y WHERE y.account_id = {binds(self.person.account_id)} "
            f"AND y.patient_pk = {key} AND y.expires > {binds.key(self.person.now)})"
        )
        return f"({found} OR {stated})"


@dataclass(frozen=True, slots=True)
class Patients:
    """A resource tells of patients, each of whom is one of those with these keys."""

    keys: frozenset[int]

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        return about(binds, alias, lambda key: f"{key} {binds.key_list(self.keys)}")


@dataclass(frozen=True, slots=True)
class NoPatient:
    """A resource tells of no patient."""

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        return f"({alias}.patient_pk IS NULL AND NOT EXISTS ({patients_named(alias)}))"
