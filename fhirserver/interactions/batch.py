"""batch and transaction: a Bundle of requests.  https://hl7.org/fhir/R4/http.html#transaction

The entries of a batch are carried out on their own; those of a transaction all or none, see ``transaction``.
"""

from __future__ import annotations

from typing import Any

from fhirserver import http, json_format
from fhirserver.errors import FhirError, Invalid, Issue, Unprocessable
from fhirserver.interactions import transaction
from fhirserver.interactions.bundle_entries import ORDER, answer_of, preferences_of, request_of
from fhirserver.interactions.request import Context, Request, Response, check_parameters
from fhirserver.interactions.respond import of_resource
from fhirserver.validation import validate_bundle_shell


def bundle(context: Context, request: Request) -> Response:
    """Process a Bundle of type batch or transaction.

    Raises UnsupportedMediaType, InvalidJson, Invalid for another kind of Bundle, Unprocessable for a malformed one or
    one with more entries than the setting max_bundle_entries, and what ``transaction.process`` raises.
    """
    check_parameters(request, frozenset({"_format", "_pretty"}))
    http.request_format(request.headers.get("content-type"))
    resource: Any = json_format.decode(request.body or b"", max_depth=context.settings.max_depth)
    entries = _entries(context, resource)
    if resource["type"] == "transaction":
        answers = transaction.process(context, request, entries)
    else:
        answers = _batch(context, request, entries)
    answered: dict[str, Any] = {"resourceType": "Bundle", "type": f"{resource['type']}-response"}
    return of_resource({**answered, "entry": answers} if answers else answered)


def _entries(context: Context, resource: Any) -> list[dict[str, Any]]:
    """Return the entries of a well-formed Bundle; what stands in their resources is not looked at yet."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "Bundle":
        raise Invalid("A Bundle is expected here.", expression="Bundle.resourceType")
    if resource.get("type") not in ("batch", "transaction"):
        given = str(resource.get("type"))[:80]
        raise Invalid(f"A Bundle of type batch or transaction is expected, not {given!r}.", expression="Bundle.type")
    entries = resource.get("entry", [])
    most = context.settings.max_bundle_entries
    if isinstance(entries, list) and len(entries) > most:
        raise Unprocessable(
            f"The Bundle has {len(entries)} entries; at most {most} are processed at once.",
            code="too-long",
            expression="Bundle.entry",
        )
    report = validate_bundle_shell(resource)
    if not report.ok:
        raise Unprocessable(issues=report.issues)
    found: list[dict[str, Any]] = entries
    return found


def _batch(context: Context, outer: Request, entries: list[dict[str, Any]]) -> list[dict[str, object]]:
    created = {entry.get("fullUrl") for entry in entries if entry["request"].get("method") == "POST"} - {None}
    answers: dict[int, dict[str, object]] = {}
    prefer = preferences_of(outer)
    for place in sorted(range(len(entries)), key=lambda place: ORDER.get(entries[place]["request"].get("method"), 3)):
        request = None
        try:
            request = request_of(context, prefer, entries[place], place)
            _check_independent(request, created)
            answers[place] = answer_of(request, context.dispatch(context, request))
        except FhirError as error:
            answers[place] = answer_of(request, error)
    return [answers[place] for place in range(len(entries))]


def _check_independent(request: Request, created: set[Any]) -> None:
    """Refuse a reference to what another entry creates: nobody knows yet what its id will be.

    https://hl7.org/fhir/R4/http.html#brules: such references are non-conformant.
    """
    pending = [request.resource] if created else []
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(item)
        elif isinstance(item, dict):
            pending.extend(item.values())
            reference = item.get("reference")
            if isinstance(reference, str) and reference in created:
                text = f"The reference {reference[:80]} is to another entry, which only a transaction allows."
                raise Unprocessable(issues=[Issue("error", "processing", text, request.at)])
