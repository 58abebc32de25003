"""Security labels: who is cleared to see what they restrict, and that nobody takes them away who may not.

https://hl7.org/fhir/R4/security-labels.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fhirserver.access.label_rows import NORMAL, RANKS, label_row, labels_of
from fhirserver.access.roles import Role
from fhirserver.errors import Forbidden
from fhirserver.search.sql.binds import Binds


@dataclass(frozen=True, slots=True)
class Cleared:
    """A resource has no label above ``rank``, and none of sensitivity unless ``sensitive`` ones are cleared too."""

    rank: int
    sensitive: bool

    def sql(self, binds: Binds, alias: str) -> str:
        """See Condition."""
        above = f"l.rank > {self.rank}" if self.sensitive else f"(l.rank > {self.rank} OR l.sensitive)"
        return f"NOT EXISTS (SELECT 1 FROM security_label l WHERE l.resource_pk = {alias}.pk AND {above})"


def clearance(role: Role) -> Cleared:
    """Return what a role is cleared for."""
    return Cleared(RANKS[role.clearance], role.sensitive)


def restrictions(document: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Return the labels (system, code) of a document that restrict who may see it."""
    rows = {label: label_row(*label) for label in labels_of(document)}
    return frozenset(label for label, (_, rank, sensitive) in rows.items() if sensitive or (rank or 0) > NORMAL)


def check_labels(old: Mapping[str, Any], new: Mapping[str, Any], roles: Iterable[Role]) -> None:
    """Refuse a change from ``old`` to ``new`` that takes away a security label, unless a role may do that.

    A label may be replaced by a stricter one of confidentiality.  Raises Forbidden.
    """
    missing = set(labels_of(old)) - set(labels_of(new))
    if not missing or any(role.relabels for role in roles):
        return
    strictest = max((rank for row in map(_row, labels_of(new)) if (rank := row[1]) is not None), default=-1)
    lost = sorted(f"{system}|{code}" for system, code in missing if not _kept(system, code, strictest))
    if lost:
        raise Forbidden(
            f"The change would take away the security label {', '.join(lost)}, which your roles do not allow. "
            "Send the resource with its labels in meta.security, as they were.",
            expression=f"{new['resourceType']}.meta.security",
        )


def _row(label: tuple[str, str]) -> tuple[str, int | None, bool]:
    return label_row(*label)


def _kept(system: str, code: str, strictest: int) -> bool:
    _, rank, sensitive = label_row(system, code)
    return rank is not None and not sensitive and rank <= strictest
