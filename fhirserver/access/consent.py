"""What patients have consented to, as an SQL condition on a resource.  https://hl7.org/fhir/R4/consent.html

The provisions of active Consents stand in the table consent_provision, each with all that must be so for it to hold.
The most specific ones decide: those that hold and of which no exception does.  If one of them denies, the resource is
not there; if none decides, the default of the house does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fhirserver.access.label_rows import NORMAL
from fhirserver.access.relationship import Person, patients_named
from fhirserver.search.dates import ALWAYS
from fhirserver.search.sql.binds import Binds, all_of

ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"r": ("access", "use"), "c": ("collect",), "u": ("correct",)}
)
"""What an interaction is to a Consent: reading and searching, creating, changing and deleting."""

_OUTSIDE = frozenset(("PATRQT", "HRESCH"))
"""Purposes of those who do not work for the patient: what they read is disclosed to them."""

_WIDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ETREAT": ("TREAT",), "BTG": ("ETREAT", "TREAT"), "ERTREAT": ("ETREAT", "TREAT"), "CLINTRCH": ("HRESCH",)}
)
"""Purposes of use that a purpose is a kind of.  https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html"""


@dataclass(frozen=True, slots=True)
class Consented:
    """No Consent of a patient of whom a resource tells denies it to ``person`` for ``purpose``.

    ``letter`` is the kind of interaction, see ``ACTIONS``.  ``must_permit``: a Consent must permit it, too.
    ``single``: another condition makes sure that the resource tells of one patient.
    """

    person: Person
    purpose: str
    letter: str
    must_permit: bool = False
    single: bool = False

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        one = f"n.patient_pk = {alias}.patient_pk"
        named = patients_named(alias)
        several = f"EXISTS ({named} AND q.pk = n.patient_pk)"
        denied = self._decided(binds, alias, permit=False)
        conditions = [f"NOT EXISTS ({denied} AND {one})"]
        if not self.single:
            conditions.append(f"({alias}.patient_pk IS NOT NULL OR NOT EXISTS ({denied} AND {several}))")
        if self.must_permit:
            permitted = self._decided(binds, alias, permit=True)
            conditions.append(
                f"(EXISTS ({permitted} AND {one}) OR ({alias}.patient_pk IS NULL "
                f"AND NOT EXISTS ({named} AND NOT EXISTS ({permitted} AND n.patient_pk = q.pk))))"
            )
        return all_of(conditions)

    def _decided(self, binds: Binds, alias: str, *, permit: bool) -> str:
        """A query for the provisions that hold and decide so, and of which no exception holds."""
        return (
            f"SELECT 1 FROM consent_provision n WHERE {'' if permit else 'NOT '}n.permit "
            f"AND {self._holds(binds, alias, 'n')} AND NOT EXISTS (SELECT 1 FROM consent_provision x "
            f"WHERE x.resource_pk = n.resource_pk AND x.element = n.position + 1 AND {self._holds(binds, alias, 'x')})"
        )

    def _holds(self, binds: Binds, alias: str, row: str) -> str:
        now = binds.time(self.person.time)
        purposes = (self.purpose, *_WIDER.get(self.purpose, ()))
        disclosed = ("disclose",) if self.letter == "r" and self.purpose in _OUTSIDE else ()
        actions = (*ACTIONS[self.letter], *disclosed)
        return all_of(
            (
                f"{row}.low <= {now} AND {row}.high > {now}",
                _overlaps(binds, f"{row}.actions", ", ".join(f"'{each}'" for each in actions)),
                _overlaps(binds, f"{row}.purposes", ", ".join(f"'{each}'" for each in purposes)),
                _overlaps(binds, f"{row}.types", f"{alias}.type"),
                _overlaps(binds, f"{row}.actors", self._actors(binds), keys=True),
                _one_of_each(binds, f"{row}.codes", _code(binds, alias)),
                _one_of_each(binds, f"{row}.resources", _resource(binds, alias)),
                _one_of_each(binds, f"{row}.labels", _label(binds, alias)),
                _in_period(binds, alias, row),
            )
        )

    def _actors(self, binds: Binds) -> str:
        """A query for the keys under which a Consent may name the person: also teams, and those they work for."""
        if self.person.type not in ("Practitioner", "PractitionerRole"):
            return self.person.key(binds)
        keys, now = self.person.keys(binds), binds.time(self.person.time)
        return (
            f"{keys} UNION ALL SELECT w.organization FROM practitioner w WHERE w.pk IN ({keys}) "
            f"AND w.organization IS NOT NULL UNION ALL SELECT v.resource_pk FROM care_relation v "
            f"JOIN resource o ON o.pk = v.resource_pk AND o.type = 'CareTeam' "
            f"WHERE v.actor_pk IN ({keys}) AND v.kind = 'treatment' AND v.low <= {now} AND v.high > {now}"
        )


def _overlaps(binds: Binds, column: str, values: str, *, keys: bool = False) -> str:
    """The condition that a JSON list has one of some values, or that there is none."""
    each = "j.value"
    if binds.engine == "postgresql":
        listed = f"json_array_elements_text({column}::json) AS j (value)"
        each = "j.value::bigint" if keys else each
    else:
        listed = f"json_each({column}) j"
    return f"({column} IS NULL OR EXISTS (SELECT 1 FROM {listed} WHERE {each} IN ({values})))"


def _one_of_each(binds: Binds, column: str, holds: str) -> str:
    """The condition that of each list in a JSON list one entry ``c`` holds, or that there is none."""
    if binds.engine == "postgresql":
        outer, inner = f"json_array_elements({column}::json) AS j (value)", "json_array_elements(j.value) AS c (value)"
    else:
        outer, inner = f"json_each({column}) j", "json_each(j.value) c"
    unmet = f"SELECT 1 FROM {outer} WHERE NOT EXISTS (SELECT 1 FROM {inner} WHERE {holds})"
    return f"({column} IS NULL OR NOT EXISTS ({unmet}))"


def _number(binds: Binds, place: int) -> str:
    return f"(c.value ->> {place})" + ("::bigint" if binds.engine == "postgresql" else "")


def _code(binds: Binds, alias: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM search_token s WHERE s.resource_pk = {alias}.pk "
        f"AND s.system = {_number(binds, 0)} AND s.code = c.value ->> 1)"
    )


def _resource(binds: Binds, alias: str) -> str:
    key = _number(binds, 0)
    refers = f"SELECT 1 FROM resource_reference e WHERE e.source_pk = {alias}.pk AND e.target_pk = {key}"
    return f"({key} = {alias}.pk OR ({_number(binds, 1)} = 1 AND EXISTS ({refers})))"


def _label(binds: Binds, alias: str) -> str:
    labels = f"FROM security_label l WHERE l.resource_pk = {alias}.pk"
    rank = f"coalesce((SELECT max(l.rank) {labels}), {NORMAL})"
    return (
        f"CASE WHEN c.value ->> 0 IS NULL THEN {rank} BETWEEN {_number(binds, 1)} AND {_number(binds, 2)} "
        f"ELSE EXISTS (SELECT 1 {labels} AND l.label = c.value ->> 0) END"
    )


def _in_period(binds: Binds, alias: str, row: str) -> str:
    """When something happened that does not say it counts as within the period of a denial."""
    always = binds.time(ALWAYS)
    return (
        f"({row}.data_low IS NULL OR EXISTS (SELECT 1 FROM resource m WHERE m.pk = {alias}.pk AND CASE "
        f"WHEN m.moment_end <= {always} THEN NOT {row}.permit "
        f"ELSE m.moment < {row}.data_high AND m.moment_end > {row}.data_low END))"
    )
