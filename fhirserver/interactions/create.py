"""create and conditional create.  https://hl7.org/fhir/R4/http.html#create"""

from __future__ import annotations

from fhirserver.interactions.change import Change, Changed, criteria_of, ready, resource_of
from fhirserver.interactions.request import Context, Request, check_parameters
from fhirserver.store.identity import new_id
from fhirserver.store.transaction import Transaction


def prepare(context: Context, request: Request, resource_type: str) -> Change:
    """Return the change; an id in the resource is ignored, the server assigns one.

    Raises what ``resource_of`` raises, Invalid for criteria in If-None-Exist that are not understood.
    """
    check_parameters(request)
    document, report = resource_of(context, request, resource_type)
    criteria = None
    if (if_none_exist := request.headers.get("if-none-exist")) is not None:
        criteria = criteria_of(context, resource_type, if_none_exist.removeprefix(f"{resource_type}?"), request.at)
    return Change("POST", resource_type, None, criteria, request, document, report, new_id=new_id())


def apply(context: Context, change: Change, transaction: Transaction) -> Changed:
    """Create the resource, or find the one that the criteria of If-None-Exist name (status 200)."""
    document, report = ready(change)
    if change.criteria is not None and change.resource_id is not None:
        header = transaction.header(change.resource_type, change.resource_id)
        if header and header.current:
            return Changed(header.current, 200, found=True)
    resource_id = change.new_id or new_id()
    version = transaction.save(change.resource_type, resource_id, document, report.references, "POST", new=True)
    return Changed(version, 201)
