"""What the caller may see, as every statement that looks for resources asks it."""

from __future__ import annotations

from typing import Protocol

from fhirserver.search.sql.binds import Binds


class Visible(Protocol):
    """What the caller may see."""

    def __call__(self, binds: Binds, alias: str, types: tuple[str, ...] = ()) -> str | None:
        """Return the condition on the header ``alias`` that it may be seen; None if all may be.

        ``types`` are those that the resource can be of, any if there are none.
        """


def everything(binds: Binds, alias: str, types: tuple[str, ...] = ()) -> str | None:
    """Let all be seen."""
    return None


def version_seen(binds: Binds, visible: Visible, header: str, version: str, types: tuple[str, ...] = ()) -> str | None:
    """Return the condition that a version may be seen: its resource, and with the patient that the version had then."""
    now = visible(binds, header, types)
    then = visible(binds, "old", types)
    if now is None or then is None:
        return None
    columns = ", ".join(f"{header}.{name} AS {name}" for name in ("pk", "type", "id", "version", "deleted"))
    row = f"SELECT {columns}, {version}.patient_pk AS patient_pk"
    return f"({now}) AND EXISTS (SELECT 1 FROM ({row}) AS old WHERE {then})"


def target_seen(binds: Binds, visible: Visible, key: str, types: tuple[str, ...] = ()) -> str:
    """Return the condition, to be put after others, that what has the key ``key`` may be seen.

    What is contained in another resource has a negative key, and is seen with that one.
    """
    condition = visible(binds, "seen", types)
    if condition is None:
        return ""
    return f" AND ({key} < 0 OR EXISTS (SELECT 1 FROM resource seen WHERE seen.pk = {key} AND {condition}))"
