"""One change as a request of its own: prepared, applied in a transaction of its own, answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fhirserver.interactions import create, delete, patch, update
from fhirserver.interactions.allowed import check_written, demand_change, needs_check, restrict
from fhirserver.interactions.change import Change, Changed, resolve
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.interactions.respond import of_change
from fhirserver.store.search_locks import can_lock
from fhirserver.store.transaction import Transaction

PREPARE: dict[str, Callable[..., Change]] = {
    "POST": create.prepare,
    "PUT": update.prepare,
    "PATCH": patch.prepare,
    "DELETE": delete.prepare,
}
APPLY: dict[str, Callable[[Context, Change, Transaction], Changed]] = {
    "POST": create.apply,
    "PUT": update.apply,
    "PATCH": patch.apply,
    "DELETE": delete.apply,
}


def change(context: Context, request: Request, *target: Any) -> Response:
    """Carry out a POST, PUT, PATCH or DELETE on ``target``: a type, or a type and an id."""
    may = demand_change(context, request, *target)
    prepared = PREPARE[request.method](context, request, *target)
    prepared.may = may
    criteria = prepared.criteria

    def work(transaction: Transaction) -> Changed:
        restrict(context, transaction)
        if criteria:
            transaction.prepare_searches([criteria.search], [prepared.document] if prepared.document else [])
        if request.method != "DELETE":
            resolve(prepared, transaction)
        changed = APPLY[request.method](context, prepared, transaction)
        if not needs_check(context, prepared):
            return changed
        transaction.flush()
        unread = check_written(context, transaction, [(prepared, changed)])
        return replace(changed, shown=changed.version is None or changed.version.pk not in unread)

    changed = context.repository.write(work, alone=criteria is not None and not can_lock(criteria.search))
    return of_change(context, request, changed)
