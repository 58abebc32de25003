"""batch: every entry of a Bundle on its own.  https://hl7.org/fhir/R4/http.html#transaction"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgspec

from fhirserver import http, json_format
from fhirserver.errors import FhirError, Invalid, Unprocessable
from fhirserver.interactions import transaction
from fhirserver.interactions.request import Context, Request, Response, check_parameters
from fhirserver.interactions.respond import of_resource
from fhirserver.outcome import operation_outcome
from fhirserver.validation import validate_bundle_shell

ORDER = {"DELETE": 0, "POST": 1, "PUT": 2, "PATCH": 2, "GET": 3, "HEAD": 3}
"""In which order the entries of a batch or transaction are processed, whatever order they are sent in."""

_HEADERS = {
    "ifMatch": "if-match",
    "ifNoneMatch": "if-none-match",
    "ifNoneExist": "if-none-exist",
}


def bundle(context: Context, request: Request) -> Response:
    """Process a Bundle of type batch or transaction.

    Raises UnsupportedMediaType, InvalidJson, Invalid for another kind of Bundle, Unprocessable for a malformed one or
    one with more entries than the setting max_bundle_entries.
    """
    check_parameters(request, frozenset({"_format", "_pretty"}))
    http.request_format(request.headers.get("content-type"))
    resource = json_format.decode(request.body or b"", max_depth=context.settings.max_depth)
    if not isinstance(resource, dict) or resource.get("resourceType") != "Bundle":
        raise Invalid("A Bundle is expected here.", expression="Bundle.resourceType")
    if resource.get("type") not in ("batch", "transaction"):
        raise Invalid(f"A Bundle of type batch or transaction is expected, not {resource.get('type')!r}.", expression="Bundle.type")
    entries = resource.get("entry", [])
    if isinstance(entries, list) and len(entries) > context.settings.max_bundle_entries:
        raise Unprocessable(
            f"The Bundle has {len(entries)} entries; at most {context.settings.max_bundle_entries} are processed at once.",
            code="too-long",
            expression="Bundle.entry",
        )
    report = validate_bundle_shell(resource)
    if not report.ok:
        raise Unprocessable(issues=report.issues)
    requests = [_entry_request(request, entry, f"Bundle.entry[{place}]") for place, entry in enumerate(entries)]
    if resource["type"] == "transaction":
        answers = transaction.process(context, requests, entries)
    else:
        answers = _batch(context, requests)
    body: dict[str, object] = {"resourceType": "Bundle", "type": f"{resource['type']}-response"}
    if answers:
        body["entry"] = [_entry(answer) for answer in answers]
    return of_resource(body)


def _batch(context: Context, requests: list[Request | FhirError]) -> list[Response | FhirError]:
    answers: dict[int, Response | FhirError] = {}
    for place in in_order(requests):
        request = requests[place]
        try:
            if isinstance(request, FhirError):
                raise request
            answers[place] = context.dispatch(context, request)
        except FhirError as error:
            answers[place] = error
    return [answers[place] for place in range(len(requests))]


def in_order(requests: list[Request | FhirError]) -> list[int]:
    """Return the places of the entries in the order in which they are processed."""
    return sorted(
        range(len(requests)),
        key=lambda place: ORDER.get(getattr(requests[place], "method", ""), 9),
    )


def _entry_request(outer: Request, entry: dict[str, Any], at: str) -> Request | FhirError:
    """Return the request that an entry describes, or what is wrong with it."""
    asked = entry.get("request")
    if not isinstance(asked, dict):
        return Invalid("The entry has no request.", code="required", expression=at)
    url: str = asked["url"]
    path, _, query = url.partition("?")
    headers = {ours: asked[theirs] for theirs, ours in _HEADERS.items() if theirs in asked}
    if "ifModifiedSince" in asked:
        headers["if-modified-since"] = http.last_modified(datetime.fromisoformat(asked["ifModifiedSince"]))
    # Without being asked for, the resources that the client has just sent are not sent back.
    headers["prefer"] = outer.headers.get("prefer", "return=minimal")
    try:
        parameters = parse_qsl(query, keep_blank_values=True, errors="strict")
    except (ValueError, UnicodeDecodeError):
        return Invalid(f"The address {url!r} cannot be read.", expression=f"{at}.request.url")
    if not path.strip("/"):
        return Invalid("An entry cannot be a batch, a transaction or a search over all types.", code="not-supported", expression=f"{at}.request.url")
    resource = entry.get("resource")
    if asked["method"] in ("POST", "PUT", "PATCH") and resource is None:
        return Invalid(f"A {asked['method']} entry needs a resource.", code="required", expression=f"{at}.resource")
    return Request(
        method=asked["method"],
        path=unquote(path).strip("/"),
        query=parameters,
        headers=headers,
        resource=resource,
        at=f"{at}.resource" if resource is not None else f"{at}.request",
    )


def _entry(answer: Response | FhirError) -> dict[str, object]:
    if isinstance(answer, FhirError):
        return {"response": {"status": _status_line(answer.status), "outcome": operation_outcome(answer.issues)}}
    response: dict[str, object] = {"status": _status_line(answer.status)}
    if "Location" in answer.headers:
        response["location"] = answer.headers["Location"]
    if answer.version is not None:
        response["etag"] = answer.version.etag
        response["lastModified"] = answer.version.last_updated
    if answer.body is None:
        return {"response": response}
    if answer.body.startswith(_OUTCOME):
        return {"response": {**response, "outcome": msgspec.Raw(answer.body)}}
    return {"resource": msgspec.Raw(answer.body), "response": response}


_OUTCOME = b'{"resourceType":"OperationOutcome"'


def _status_line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"
