"""update and conditional update.  https://hl7.org/fhir/R4/http.html#update"""

from __future__ import annotations

from fhirserver.errors import Conflict, Invalid, NotAllowed
from fhirserver.interactions.change import Change, Changed, check_id, check_version, criteria_of, ready, resource_of
from fhirserver.interactions.request import Context, Request, check_parameters, criteria_parameters
from fhirserver.store.identity import new_id
from fhirserver.store.transaction import Transaction


def prepare(context: Context, request: Request, resource_type: str, resource_id: str | None = None) -> Change:
    """Return the change to one resource, or to the one that the query's criteria name if ``resource_id`` is None.

    Raises what ``resource_of`` raises, Invalid if the id in the resource is missing or not that of the address.
    """
    criteria = None
    if resource_id is None:
        criteria = criteria_of(context, resource_type, criteria_parameters(request), request.at)
    else:
        check_parameters(request)
        check_id(resource_id)
    document, report = resource_of(context, request, resource_type)
    given = document.get("id")
    if resource_id is not None and given != resource_id:
        problem = "has no id" if given is None else f"says {given!r}"
        at = f"{request.at or resource_type}.id"
        raise Invalid(f"The address names {resource_id!r}, the resource {problem}.", expression=at)
    if given is not None:
        check_id(str(given))
    return Change("PUT", resource_type, resource_id, criteria, request, document, report, new_id=new_id())


def apply(context: Context, change: Change, transaction: Transaction) -> Changed:
    """Replace the resource, or create it where that is allowed (201).

    Raises PreconditionFailed where If-Match or If-None-Match do not hold, NotAllowed if there is nothing to update and
    the setting update_create is off, Invalid if the criteria name another resource than the one that was sent, Conflict
    if they name none and the one that was sent exists, Forbidden for what exists but not for the caller: that the id is
    taken must show, as nothing can be saved under it; it shows as any other refusal to save.
    """
    document, report = ready(change)
    given = document.get("id")
    if change.resource_id is None and given is None:
        check_version(change, None)
        made = change.new_id or new_id()
        return Changed(transaction.save(change.resource_type, made, document, report.references, "PUT", new=True), 201)
    resource_id = str(change.resource_id or given)
    name = f"{change.resource_type}/{resource_id}"
    transaction.conceal([(change.resource_type, resource_id)], change.may)
    header = transaction.header(change.resource_type, resource_id)
    exists = header is not None and header.exists
    if given is not None and given != resource_id:
        at = f"{change.at or change.resource_type}.id"
        raise Invalid(f"The criteria name {name}, the resource says {given!r}.", expression=at)
    if change.resource_id is None and exists:
        raise Conflict(f"The criteria match nothing, yet {name} exists.", expression=change.at)
    check_version(change, header)
    if not context.settings.update_create and (header is None or header.current is None):
        raise NotAllowed(
            f"There is no {name}, and this server does not let clients choose ids.",
            headers={"Allow": "GET, HEAD, OPTIONS"},
        )
    version = transaction.save(change.resource_type, resource_id, document, report.references, "PUT")
    return Changed(version, 200 if exists else 201)
