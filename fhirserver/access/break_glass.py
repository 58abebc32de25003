"""Breaking the glass: the record of one patient, opened by a person in an emergency, for a reason, for an hour at most.

It lifts what a missing relation and Consents say against it, for one patient and as far as the person's roles go, but
not labels of very restricted data.  It ends by itself.  Where a role is only warned, a reason that is stated opens a
record without emergency, and lifts nothing else.

45 CFR 164.312(a)(2)(ii); purposes: https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fhirserver.access.events import record
from fhirserver.access.role_rules import House
from fhirserver.access.roles import Role, roles_of
from fhirserver.errors import Forbidden, Invalid, NotFound, Throttled
from fhirserver.store.connection import Connection
from fhirserver.store.engine import Database, InTransaction
from fhirserver.store.sql import statement

Result = TypeVar("Result")

PURPOSES = ("ETREAT", "BTG")
MOST_SECONDS = 60 * 60
MOST_A_DAY = 5
LEAST_CHARACTERS, MOST_CHARACTERS = 20, 1000
STATED_SECONDS = 8 * 60 * 60
"""How long a reason that was stated is good for: a shift."""

RECENT_SECONDS = 5 * 60
"""How long ago a person may have proved who they are."""

_DAY = 24 * 60 * 60
_LOCK = statement("UPDATE account SET active = active WHERE id = :account_id AND active")
_PATIENT = statement("SELECT pk FROM resource WHERE type = 'Patient' AND id = :id AND version > 0 AND NOT deleted")
_LATELY = statement(
    "SELECT started FROM emergency_access WHERE account_id = :account_id AND started > :since ORDER BY started"
)
_OPEN = statement(
    "INSERT INTO emergency_access (id, account_id, patient_pk, purpose, reason, started, expires) "
    "VALUES (:id, :account_id, :patient_pk, :purpose, :reason, :now, :expires)"
)
_END = statement(
    "UPDATE emergency_access SET ended = :now "
    "WHERE id = :id AND account_id = :account_id AND ended IS NULL AND expires > :now"
)
_CURRENT = statement(
    "SELECT e.id, 'Patient/' || r.id, e.purpose, e.started, e.expires FROM emergency_access e "
    "JOIN resource r ON r.pk = e.patient_pk "
    "WHERE e.account_id = :account_id AND e.expires > :now AND e.ended IS NULL ORDER BY e.expires, e.id"
)
_STATE = statement(
    "INSERT INTO stated_reason (id, account_id, patient_pk, reason, started, expires) "
    "VALUES (:id, :account_id, :patient_pk, :reason, :now, :expires)"
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A person who asks for a record: their account and roles; the client (None: their browser) and its address."""

    account_id: str
    roles: frozenset[str]
    now: int
    client_id: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that is open to a person: ``patient`` such as Patient/1, from ``started`` until before ``expires``."""

    id: str
    patient: str
    purpose: str
    started: int
    expires: int


def may_break_glass(roles: frozenset[str]) -> bool:
    """Say whether one of these roles may break the glass."""
    return any(role.emergency for role in roles_of(roles))


def break_glass(
    database: Database | InTransaction, asking: Asking, patient: str, purpose: str, reason: str, minutes: int = 60
) -> Opened:
    """Open the record of ``patient`` (Patient/1) for up to an hour, and record that as a security event.

    Raises, and records that too: Forbidden for those who may not, Throttled after MOST_A_DAY in 24 hours, NotFound,
    Invalid for a reason or purpose that is none.
    """

    def work(connection: Connection) -> Opened:
        _checked(reason)
        if purpose not in PURPOSES:
            raise Invalid(f"The purpose is one of {', '.join(PURPOSES)}.", code="value")
        if not 1 <= minutes * 60 <= MOST_SECONDS:
            raise Invalid(f"A record is opened for 1 to {MOST_SECONDS // 60} minutes.", code="value")
        if not may_break_glass(asking.roles):
            raise Forbidden("Your roles do not allow to open records in an emergency.")
        _lock(connection, asking)
        lately = connection.rows(_LATELY, {"account_id": asking.account_id, "since": asking.now - _DAY})
        if len(lately) >= MOST_A_DAY:
            again = lately[-MOST_A_DAY][0] + _DAY - asking.now
            raise Throttled(
                f"You have opened {len(lately)} records in 24 hours; a privacy officer has to look at them first.",
                headers={"Retry-After": str(max(again, 1))},
            )
        opened = Opened(secrets.token_hex(16), patient, purpose, asking.now, asking.now + minutes * 60)
        row = {
            "id": opened.id,
            "account_id": asking.account_id,
            "patient_pk": _patient_pk(connection, patient),
            "purpose": purpose,
            "reason": reason.strip(),
            "now": asking.now,
            "expires": opened.expires,
        }
        connection.run(_OPEN, row)
        detail = {"id": opened.id, "patient": patient, "purpose": purpose, "expires": opened.expires}
        _record(connection, asking, "break-glass-start", "success", detail)
        return opened

    return _written(database, asking, "break-glass-start", patient, work)


def end_break_glass(database: Database | InTransaction, asking: Asking, opened_id: str) -> bool:
    """End what a person has opened before its time; False if it is over already, or not theirs."""

    def work(connection: Connection) -> bool:
        row = {"id": opened_id, "account_id": asking.account_id, "now": asking.now}
        if connection.run(_END, row) == 0:
            return False
        _record(connection, asking, "break-glass-stop", "success", {"id": opened_id})
        return True

    return database.write(work)


def opened_by(connection: Connection, account_id: str, now: int) -> list[Opened]:
    """Return what is open to a person, that which ends first first."""
    return [Opened(*row) for row in connection.rows(_CURRENT, {"account_id": account_id, "now": now})]


def warned(roles: frozenset[str], house: House) -> list[Role]:
    """Return those of a person's roles for which a stated reason stands for a relation."""
    return [role for role in roles_of(roles) if house.mode(role) == "warn"]


def state_reason(database: Database | InTransaction, asking: Asking, house: House, patient: str, reason: str) -> int:
    """Note why a person looks at the record of a patient whom they are not known to treat; return when that ends.

    Raises, and records that too: Forbidden for those whom no role of theirs allows it, NotFound, Invalid.
    """

    def work(connection: Connection) -> int:
        _checked(reason)
        if not warned(asking.roles, house):
            raise Forbidden("Your roles do not allow to see records for a reason that you state yourself.")
        _lock(connection, asking)
        expires = asking.now + STATED_SECONDS
        row = {
            "id": secrets.token_hex(16),
            "account_id": asking.account_id,
            "patient_pk": _patient_pk(connection, patient),
            "reason": reason.strip(),
            "now": asking.now,
            "expires": expires,
        }
        connection.run(_STATE, row)
        _record(connection, asking, "stated-reason", "success", {"patient": patient, "expires": expires})
        return expires

    return _written(database, asking, "stated-reason", patient, work)


def _written(
    database: Database | InTransaction,
    asking: Asking,
    kind: str,
    patient: str,
    work: Callable[[Connection], Result],
) -> Result:
    try:
        return database.write(work)
    except (Forbidden, Invalid, NotFound, Throttled) as error:
        outcome = error.code
        detail: dict[str, object] = {"patient": patient[:80]}
        database.write(lambda connection: _record(connection, asking, kind, outcome, detail))
        raise


def _record(connection: Connection, asking: Asking, kind: str, outcome: str, detail: dict[str, object]) -> None:
    record(
        connection,
        kind,
        outcome,
        client_id=asking.client_id,
        account_id=asking.account_id,
        address=asking.address,
        detail=detail,
        now=asking.now,
    )


def _lock(connection: Connection, asking: Asking) -> None:
    """Let nobody else of the same account come between counting and opening."""
    if connection.run(_LOCK, {"account_id": asking.account_id}) == 0:
        raise Forbidden("The account is not active.")


def _checked(reason: str) -> None:
    words = " ".join(reason.split())
    if not LEAST_CHARACTERS <= len(words) <= MOST_CHARACTERS:
        raise Invalid(f"The reason has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters.", code="value")


def _patient_pk(connection: Connection, patient: str) -> int:
    kind, _, id_ = patient.partition("/")
    row = connection.row(_PATIENT, {"id": id_}) if kind == "Patient" else None
    if row is None:
        raise NotFound("There is no such patient.")
    pk: int = row[0]
    return pk
