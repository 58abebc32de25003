"""delete and conditional delete, single and multiple.  https://hl7.org/fhir/R4/http.html#delete"""

from __future__ import annotations

from fhirserver.errors import PreconditionFailed, TooCostly
from fhirserver.interactions.change import Change, Changed, check_id, check_version, criteria_of
from fhirserver.interactions.request import Context, Request, check_parameters, criteria_parameters
from fhirserver.store.transaction import Transaction


def prepare(context: Context, request: Request, resource_type: str, resource_id: str | None = None) -> Change:
    """Return the deletion of one resource, or of those that the query's criteria name if ``resource_id`` is None."""
    criteria = None
    if resource_id is None:
        criteria = criteria_of(context, resource_type, criteria_parameters(request), request.at)
    else:
        check_parameters(request)
        check_id(resource_id)
    return Change("DELETE", resource_type, resource_id, criteria, request)


def apply(context: Context, change: Change, transaction: Transaction) -> Changed:
    """Delete; deleting what is not there succeeds too (204).  Raises what the two functions below raise."""
    return delete(change, matching(context, change, transaction), transaction)


def matching(context: Context, change: Change, transaction: Transaction) -> list[str]:
    """Return the ids of what is to be deleted.

    Raises PreconditionFailed if the criteria match several and the setting allow_multiple_delete is off, TooCostly if
    they match more than max_conditional_delete.
    """
    if change.criteria is None:
        return [change.resource_id] if change.resource_id else []
    ids = change.criteria.matches(transaction)
    if len(ids) > 1 and not context.settings.allow_multiple_delete:
        raise PreconditionFailed(
            f"The criteria match {len(ids)} resources, and this server deletes one at a time.",
            code="multiple-matches",
            expression=change.at,
        )
    if len(ids) > context.settings.max_conditional_delete:
        raise TooCostly(
            f"The criteria match more than {context.settings.max_conditional_delete} resources; nothing was deleted.",
            expression=change.at,
        )
    return ids


def delete(change: Change, ids: list[str], transaction: Transaction) -> Changed:
    """Delete those of ``ids`` that exist.  Raises PreconditionFailed where If-Match does not hold."""
    identities = [(change.resource_type, resource_id) for resource_id in ids]
    transaction.lock(identities, for_delete=True)
    transaction.conceal(identities, change.may)
    versions, gone = [], []
    for resource_id in ids:
        header = transaction.header(change.resource_type, resource_id)
        check_version(change, header)
        if header and header.exists:
            versions.append(transaction.delete(header, expression=change.at))
        elif header and header.current:
            gone.append(header.current)
    if not ids:
        check_version(change, None)
    said = versions or gone[:1]
    return Changed(said[0] if said else None, 204, tuple(said[1:]))
