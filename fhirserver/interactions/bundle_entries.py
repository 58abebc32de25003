"""The entries of a batch or transaction: from an entry to a request, and from what came of it to the answer's entry.

https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.request
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import unquote

import msgspec

from fhirserver import http
from fhirserver.errors import FhirError, Invalid, Issue
from fhirserver.interactions.criteria import parse_query
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.interactions.times import time_range
from fhirserver.outcome import operation_outcome

Result = TypeVar("Result")

ORDER = {"DELETE": 0, "POST": 1, "PUT": 2, "PATCH": 2, "GET": 3, "HEAD": 3}
"""In which order entries are processed, whatever order they are sent in.  https://hl7.org/fhir/R4/http.html#trules"""

MINIMAL = "return=minimal"
_HEADERS = {"ifMatch": "if-match", "ifNoneMatch": "if-none-match", "ifNoneExist": "if-none-exist"}


def path_of(place: int) -> str:
    """Return the FHIRPath of an entry."""
    return f"Bundle.entry[{place}]"


def preferences_of(outer: Request) -> str:
    """Return the Prefer header of the entries: that of the request which brought the Bundle.

    If it does not say what to return, the resources that the client has just sent are not sent back.
    """
    given = outer.headers.get("prefer")
    if given is None or outer.preferences.return_ is not None:
        return given or MINIMAL
    return f"{given}, {MINIMAL}"


def request_of(context: Context, prefer: str, entry: dict[str, Any], place: int) -> Request:
    """Return the request that an entry describes, with a Prefer header.  Raises Invalid."""
    at = path_of(place)
    asked, resource = entry.get("request"), entry.get("resource")
    if not isinstance(asked, dict):
        raise Invalid("The entry has no request.", code="required", expression=f"{at}.request")
    for name in ("method", "url"):
        if name not in asked:
            raise Invalid(f"The request has no {name}.", code="required", expression=f"{at}.request.{name}")
    url = asked["url"].removeprefix(f"{context.settings.base_url}/")
    path, _, query = url.partition("?")
    path = unquote(path).strip("/")
    if not path and asked["method"] not in ("GET", "HEAD"):
        raise Invalid("An entry is not a Bundle of its own.", expression=f"{at}.request.url")
    if asked["method"] in ("POST", "PUT", "PATCH") and resource is None:
        raise Invalid(f"{asked['method']} needs a resource.", code="required", expression=f"{at}.resource")
    headers = {ours: asked[theirs] for theirs, ours in _HEADERS.items() if theirs in asked}
    if "ifModifiedSince" in asked:
        headers["if-modified-since"] = _http_date(asked["ifModifiedSince"])
    return Request(
        method=asked["method"],
        path=path,
        query=parse_query(query, expression=f"{at}.request.url"),
        headers={**headers, "prefer": prefer},
        resource=resource,
        at=f"{at}.resource" if resource is not None else f"{at}.request",
    )


def _http_date(instant: str) -> str:
    return http.last_modified(datetime.fromisoformat(time_range("ifModifiedSince", instant)[0]))


def answer_of(request: Request | None, answer: Response | FhirError) -> dict[str, object]:
    """Return the entry that says what came of a request, None if the entry could not be read as one."""
    if isinstance(answer, FhirError):
        return {"response": {"status": _status_line(answer.status), "outcome": operation_outcome(answer.issues)}}
    response: dict[str, object] = {"status": _status_line(answer.status)}
    if "Location" in answer.headers:
        response["location"] = answer.headers["Location"]
    if answer.version is not None:
        response["etag"] = answer.version.etag
        response["lastModified"] = answer.version.last_updated
    if answer.body is None or request is None or request.method == "HEAD":
        return {"response": response}
    if request.method != "GET" and request.preferences.return_ == "OperationOutcome":
        return {"response": {**response, "outcome": msgspec.Raw(answer.body)}}
    return {"resource": msgspec.Raw(answer.body), "response": response}


def _status_line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def for_each(places: Iterable[int], work: Callable[[int], Result]) -> dict[int, Result]:
    """Do something for every entry; return the results by entry.

    Raises the errors of all entries as one, of the kind of the first, whose FHIRPaths name the entries.
    """
    done: dict[int, Result] = {}
    failed: dict[int, FhirError] = {}
    for place in places:
        try:
            done[place] = work(place)
        except FhirError as error:
            failed[place] = error
    if failed:
        issues = [issue for place, error in failed.items() for issue in _located(error, place)]
        first = next(iter(failed.values()))
        raise type(first)(issues=issues, headers=first.headers) from first
    return done


def _located(error: FhirError, place: int) -> list[Issue]:
    at = path_of(place)
    return [
        issue
        if issue.expression and issue.expression.startswith(at)
        else Issue(issue.severity, issue.code, issue.diagnostics, at)
        for issue in error.issues
    ]
