"""delete and conditional delete, single and multiple.  https://hl7.org/fhir/R4/http.html#delete"""

from __future__ import annotations

from fhirserver.errors import PreconditionFailed, TooCostly
from fhirserver.interactions.change import Change, Changed, check_id, check_version
from fhirserver.interactions.criteria import parse_criteria
from fhirserver.interactions.request import Context, Request, check_parameters, criteria_parameters
from fhirserver.store.transaction import Transaction


def prepare(context: Context, request: Request, resource_type: str, resource_id: str | None = None) -> Change:
    """Return the deletion of one resource, or of those that the query's criteria name if ``resource_id`` is None."""
    criteria = None
    if resource_id is None:
        criteria = parse_criteria(resource_type, criteria_parameters(request), expression=request.at)
    else:
        check_parameters(request)
        check_id(resource_id)
    return Change("DELETE", resource_type, resource_id, criteria, request)


def apply(context: Context, change: Change, transaction: Transaction) -> Changed:
    """Delete; deleting what is not there succeeds too (204).

    Raises PreconditionFailed if the criteria match several and the setting allow_multiple_delete is off, TooCostly if
    they match more than max_conditional_delete.
    """
    ids = [change.resource_id] if change.resource_id is not None else _matching(context, change, transaction)
    transaction.lock([(change.resource_type, resource_id) for resource_id in ids], for_delete=True)
    versions = []
    for resource_id in ids:
        header = transaction.header(change.resource_type, resource_id)
        check_version(change, header)
        if header and header.exists:
            versions.append(transaction.delete(header))
        elif header and header.current:
            return Changed(header.current, 204)
    if not ids:
        check_version(change, None)
    return Changed(versions[0] if versions else None, 204, tuple(versions[1:]))


def _matching(context: Context, change: Change, transaction: Transaction) -> list[str]:
    if change.criteria is None:
        return []
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
