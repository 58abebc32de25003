"""The roles of people and what each may do: a matrix of role, types, letters and relation, as data.

A person may do what any one of their roles allows.  Clients that no person stands behind have no role: their scopes
say all.  What the record itself says against it (Consent, labels) comes on top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from fhirserver.access.type_groups import CLINICAL, GROUPS, types_in


class Relation(StrEnum):
    """What there must be between a person and the patient whose record it is."""

    NONE = "none"
    """Nothing."""
    TREATMENT = "treatment"
    """The person, or one of their PractitionerRoles, takes part in the patient's care."""
    ORDER = "order"
    """Something was ordered for the patient, or taken from them: a ServiceRequest or Specimen."""
    PRESCRIPTION = "prescription"
    """A medicine was prescribed for the patient, or given out."""
    ACCOUNT = "account"
    """The patient has an Account or a Claim."""
    OWN = "own record"
    """The person is the patient."""
    REPRESENTED = "represented record"
    """The person is a RelatedPerson of the patient."""
    NOBODY = "no patient"
    """It is about no patient at all."""


CARE = frozenset({Relation.TREATMENT, Relation.ORDER, Relation.PRESCRIPTION, Relation.ACCOUNT})
"""The relations of those who work for a patient, on which the mode (enforce, warn, log) bears."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A cell of the matrix: ``letters`` (of ``cruds``) on the types of ``groups``, where there is the relation."""

    groups: tuple[str, ...]
    letters: str
    relation: Relation

    @property
    def types(self) -> frozenset[str]:
        """The resource types."""
        return types_in(self.groups)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its grants and what else it may.

    ``purpose`` is what its holders use data for (v3-PurposeOfUse), ``clearance`` the highest label of confidentiality
    that they may see (v3-Confidentiality), ``sensitive`` whether labels of sensitivity are cleared too.  ``emergency``
    are the groups whose types they may see after breaking the glass, none if they may not break it.  ``relabels`` says
    that they may take a security label away, ``oversees`` that they watch over others, so that no Consent binds them.
    """

    name: str
    title: str
    grants: tuple[Grant, ...]
    purpose: str
    clearance: str = "N"
    sensitive: bool = False
    emergency: tuple[str, ...] = ()
    mode: str = "enforce"
    relabels: bool = False
    oversees: bool = False
    types: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "types", frozenset().union(*(grant.types for grant in self.grants)))


_COMMON = Grant(("directory", "definitions", "products"), "rs", Relation.NONE)
_MEDICINES = ("prescriptions", "dispenses", "administrations", "immunizations")
_CLOSEST = ("demographics", "scheduling", "coverage", "consents", *CLINICAL)


def _own(relation: Relation) -> tuple[Grant, ...]:
    return (
        _COMMON,
        Grant((*_CLOSEST, "accounts"), "rs", relation),
        Grant(("observations", "messages"), "c", relation),
        Grant(("questionnaires", "consents"), "cu", relation),
    )


def _dispensing(relation: Relation) -> tuple[Grant, ...]:
    read = ("demographics", "encounters", "problems", "allergies", "observations", "reports", *_MEDICINES)
    return (
        Grant(read, "rs", relation),
        Grant(("dispenses",), "cu", relation),
        Grant(("prescriptions",), "u", relation),
    )


_ALL = (
    Role(
        "physician",
        "physician",
        (
            _COMMON,
            Grant(_CLOSEST, "rs", Relation.TREATMENT),
            Grant(
                (
                    *("encounters", "problems", "allergies", "history", "immunizations", "prescriptions", "orders"),
                    *("tasks", "messages", "observations", "reports", "notes", "questionnaires", "care plans", "lists"),
                ),
                "cu",
                Relation.TREATMENT,
            ),
        ),
        purpose="TREAT",
        clearance="R",
        sensitive=True,
        emergency=_CLOSEST,
        mode="warn",
    ),
    Role(
        "nurse",
        "nurse",
        (
            _COMMON,
            Grant(_CLOSEST, "rs", Relation.TREATMENT),
            Grant(
                (
                    *("administrations", "immunizations", "tasks", "messages", "observations", "questionnaires"),
                    *("specimens", "care plans", "devices"),
                ),
                "cu",
                Relation.TREATMENT,
            ),
        ),
        purpose="TREAT",
        emergency=_CLOSEST,
        mode="warn",
    ),
    Role(
        "pharmacist",
        "pharmacist",
        (_COMMON, *_dispensing(Relation.PRESCRIPTION), *_dispensing(Relation.TREATMENT)),
        purpose="TREAT",
        emergency=("demographics", "problems", "allergies", *_MEDICINES),
    ),
    Role(
        "lab-technician",
        "laboratory technician",
        (
            _COMMON,
            Grant(("demographics", "orders", "specimens", "observations", "reports"), "rs", Relation.ORDER),
            Grant(("specimens", "observations", "reports"), "cu", Relation.ORDER),
        ),
        purpose="TREAT",
    ),
    Role(
        "imaging",
        "radiology and imaging",
        (
            _COMMON,
            Grant(
                ("demographics", "orders", "images", "reports", "observations", "problems", "allergies"),
                "rs",
                Relation.ORDER,
            ),
            Grant(("images", "reports"), "cu", Relation.ORDER),
        ),
        purpose="TREAT",
    ),
    Role(
        "registrar",
        "registrar, front desk",
        (_COMMON, Grant(("demographics", "coverage", "scheduling"), "crus", Relation.NONE)),
        purpose="HOPERAT",
    ),
    Role(
        "billing",
        "billing",
        (
            _COMMON,
            Grant(("accounts", "coverage"), "crus", Relation.NONE),
            Grant(("demographics", "encounters", "problems"), "rs", Relation.ACCOUNT),
        ),
        purpose="HPAYMT",
    ),
    Role(
        "analyst",
        "researcher, analyst",
        (_COMMON, Grant(("measures", "research"), "rs", Relation.NOBODY)),
        purpose="HRESCH",
    ),
    Role(
        "privacy-officer",
        "privacy officer",
        (_COMMON, Grant(("demographics", "consents", "audit", "provenance"), "rs", Relation.NONE)),
        purpose="HOPERAT",
        relabels=True,
        oversees=True,
    ),
    Role("auditor", "auditor", (Grant(("audit",), "rs", Relation.NONE),), purpose="HOPERAT", oversees=True),
    Role(
        "administrator",
        "technical administrator",
        (Grant(("directory", "definitions", "products"), "cruds", Relation.NONE),),
        purpose="HOPERAT",
    ),
    Role("patient", "patient", _own(Relation.OWN), purpose="PATRQT", clearance="R", sensitive=True),
    Role("proxy", "proxy of a patient", _own(Relation.REPRESENTED), purpose="PATRQT"),
)

ROLES: Mapping[str, Role] = MappingProxyType({role.name: role for role in _ALL})
"""The roles that an account can have, by name."""


def roles_of(names: frozenset[str]) -> tuple[Role, ...]:
    """Return the roles that have these names, in the order of the matrix; a name that there is not allows nothing."""
    return tuple(role for role in _ALL if role.name in names)


def matrix_table() -> str:
    """Return the matrix as a Markdown table: what each role may do with each group of types, and on what condition."""
    lines = ["| role | may | with | if there is | labels up to |", "| --- | --- | --- | --- | --- |"]
    for role in _ALL:
        for place, grant in enumerate(role.grants):
            name = f"`{role.name}`" if place == 0 else ""
            label = (role.clearance + (", sensitive" if role.sensitive else "")) if place == 0 else ""
            lines.append(f"| {name} | {grant.letters} | {', '.join(grant.groups)} | {grant.relation} | {label} |")
    return "\n".join(lines) + "\n"


def groups_table() -> str:
    """Return the groups of types as a Markdown table."""
    rows = (f"| {name} | {', '.join(sorted(types))} |" for name, types in GROUPS.items())
    return "\n".join(["| group | types |", "| --- | --- |", *rows]) + "\n"
