"""patch and conditional patch: JSON Patch and FHIRPath Patch.  https://hl7.org/fhir/R4/http.html#patch"""

from __future__ import annotations

import base64
import binascii

from fhirserver import http, json_format
from fhirserver.errors import Gone, Invalid, NotFound, Unprocessable
from fhirserver.interactions.change import Change, Changed, Document, check_id, check_version, criteria_of, ready
from fhirserver.interactions.request import Context, Request, check_parameters, criteria_parameters
from fhirserver.patch.fhirpath_patch import apply_fhirpath_patch
from fhirserver.patch.json_patch import apply_json_patch
from fhirserver.store.transaction import Transaction
from fhirserver.store.versions import document_of
from fhirserver.validation import validate


def prepare(context: Context, request: Request, resource_type: str, resource_id: str | None = None) -> Change:
    """Return the change to one resource, or to the one that the query's criteria name if ``resource_id`` is None.

    The patch is read from the body; in a Bundle it is a Parameters resource, or a Binary that holds a JSON Patch.
    Raises UnsupportedMediaType, InvalidJson, Invalid.
    """
    criteria = None
    if resource_id is None:
        criteria = criteria_of(context, resource_type, criteria_parameters(request), request.at)
    else:
        check_parameters(request)
        check_id(resource_id)
    depth = context.settings.max_depth
    kind: str
    if request.body is not None:
        kind = http.patch_format(request.headers.get("content-type"))
        content = json_format.decode(request.body, max_depth=depth)
    else:
        kind, content = _in_bundle(request, depth)
    apply_patch = apply_json_patch if kind == "json-patch" else apply_fhirpath_patch

    def patch(document: Document) -> Document:
        return apply_patch(document, content, max_depth=depth)

    return Change("PATCH", resource_type, resource_id, criteria, request, patch=patch)


def _in_bundle(request: Request, depth: int) -> tuple[str, object]:
    """Read the patch of a Bundle's entry, https://hl7.org/fhir/R4/http.html#transaction (patch in a batch)."""
    resource = request.resource
    if isinstance(resource, dict) and resource.get("resourceType") == "Parameters":
        return "fhirpath-patch", resource
    if isinstance(resource, dict) and resource.get("resourceType") == "Binary":
        http.patch_format(str(resource.get("contentType")))
        return "json-patch", json_format.decode(_data(resource, request.at), max_depth=depth)
    raise Invalid("A PATCH entry needs Parameters, or a Binary that holds a JSON Patch.", expression=request.at)


def _data(resource: Document, at: str | None) -> bytes:
    try:
        return base64.b64decode(str(resource.get("data", "")), validate=True)
    except binascii.Error:
        raise Invalid("Binary.data is not base64.", expression=f"{at}.data") from None


def apply(context: Context, change: Change, transaction: Transaction) -> Changed:
    """Patch the resource.  Raises what the two functions below raise."""
    make(change, transaction)
    return save(change, transaction)


def make(change: Change, transaction: Transaction, *, at: str | None = None) -> None:
    """Make the document that the patch leads to, and validate it; ``at`` is the FHIRPath by which errors name it.

    Raises NotFound, Gone, PreconditionFailed, Unprocessable if the outcome is not valid.
    """
    if change.resource_id:
        transaction.conceal([(change.resource_type, change.resource_id)], change.may)
    header = transaction.header(change.resource_type, change.resource_id) if change.resource_id else None
    check_version(change, header)
    if header is None or header.current is None:
        named = change.resource_id or f"?{change.criteria.text if change.criteria else ''}"
        raise NotFound(f"There is no {change.resource_type}/{named} to patch.", expression=change.at)
    if header.current.deleted:
        raise Gone(f"{change.resource_type}/{change.resource_id} was deleted.", expression=change.at)
    if change.patch is None:
        raise LookupError("the change has no patch")
    change.document = change.patch(document_of(header.current))
    change.report = validate(change.document, at=at)
    if not change.report.ok:
        raise Unprocessable(issues=change.report.issues)


def save(change: Change, transaction: Transaction) -> Changed:
    """Save the document that the patch has led to."""
    document, report = ready(change)
    resource_id = str(change.resource_id)
    return Changed(transaction.save(change.resource_type, resource_id, document, report.references, "PATCH"), 200)
