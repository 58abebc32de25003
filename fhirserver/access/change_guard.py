"""What a change may not do whatever else its writer may: take labels away, and make the relation that it needs.

Both depend on what stood there before, so they are looked at when all changes of a transaction are known, and before
any is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fhirserver.access.caller import Caller
from fhirserver.access.care_rows import CARE_TYPES, patients_cared_for
from fhirserver.access.labels import check_labels
from fhirserver.access.permission import CREATE, LETTERS, UPDATE, Permission
from fhirserver.access.roles import roles_of
from fhirserver.errors import Forbidden
from fhirserver.search.sql.binds import Binds
from fhirserver.store.connection import Connection
from fhirserver.store.references import local_identity
from fhirserver.store.sql import Statement
from fhirserver.store.staged import Staged

Guard = Callable[[Connection, list[Staged]], None]


def guard_of(caller: Caller | None, permission: Permission, base_url: str) -> Guard | None:
    """Return what is to be asked of all that a transaction of ``caller`` changes; None if it may do everything."""
    if caller is None or (caller.account_id is None and _is_everything(permission)):
        return None
    # Of a person the last layer is that of their roles, whose conditions are on patients.
    return partial(_check, caller, Permission(permission.layers[-1:]), base_url)


def _is_everything(permission: Permission) -> bool:
    return all(
        any(rule.types is None and rule.condition is None and rule.letters.issuperset(LETTERS) for rule in layer)
        for layer in permission.layers
    )


def _check(caller: Caller, permission: Permission, base_url: str, connection: Connection, staged: list[Staged]) -> None:
    roles = roles_of(caller.roles)
    for item in staged:
        if item.document is None:
            continue
        if item.old is not None:
            check_labels(item.old, item.document, roles)
        if caller.account_id is not None and item.version.type in CARE_TYPES:
            _check_relation(permission, base_url, connection, item)


def _check_relation(permission: Permission, base_url: str, connection: Connection, item: Staged) -> None:
    """Who may write of a patient must have been allowed to before: not by the Encounter that they write just now."""
    document = item.document or {}
    before = set(patients_cared_for(item.old or {"resourceType": item.version.type}))
    named = [local_identity(each, base_url) for each in patients_cared_for(document) if each not in before]
    ids = sorted({identity[1] for identity in named if identity is not None})
    if not ids:
        return
    binds = Binds(connection.engine)
    allowed = permission.seeing(CREATE + UPDATE)(binds, "r", (item.version.type,))
    if allowed is None:
        return
    # The conditions are on what is of a patient, as the Patient is; only the type is that of what is written.
    text = (
        f"SELECT count(*) FROM resource r WHERE r.type = 'Patient' AND r.id IN ({', '.join(map(binds, ids))}) "
        f"AND {allowed}"
    )
    rows = connection.rows(Statement(text, text), binds.values)
    if rows[0][0] < len(ids):
        raise Forbidden(f"You have no relation yet to the patient of this {item.version.type}; it cannot make one.")
