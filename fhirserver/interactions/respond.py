"""Versions as responses: headers, subsets, what Prefer asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fhirserver import http, json_format
from fhirserver.errors import Issue
from fhirserver.interactions.allowed import checked
from fhirserver.interactions.change import Changed
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.outcome import operation_outcome
from fhirserver.store.versions import Version, document_of
from fhirserver.subset import subset


def moment_of(version: Version) -> datetime:
    """Return when a version was made."""
    return datetime.fromisoformat(version.last_updated)


def version_headers(version: Version) -> dict[str, str]:
    """Return ETag and Last-Modified, https://hl7.org/fhir/R4/http.html#read."""
    return {"ETag": version.etag, "Last-Modified": http.last_modified(moment_of(version))}


def location_of(context: Context, version: Version) -> str:
    """Return the address of a version."""
    return f"{context.settings.base_url}/{version.type}/{version.id}/_history/{version.version}"


def shaped(request: Request, resource: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a resource that ``_summary`` or ``_elements`` asks for."""
    return subset(resource, summary=request.parameter("_summary"), elements=request.parameter("_elements"))


def rendered(request: Request, version: Version) -> bytes:
    """Return the document of a version as stored, or the part of it that the request asks for."""
    if any(name in _SHAPES for name, _ in request.query):
        return json_format.encode(shaped(request, document_of(version)))
    return version.document or b""


_SHAPES = frozenset({"_summary", "_elements"})


def of_resource(resource: dict[str, Any], status: int = 200) -> Response:
    """Return a response whose body is a resource that we made, such as a Bundle."""
    return Response(status, json_format.encode(resource))


def of_change(context: Context, request: Request, done: Changed) -> Response:
    """Return the response to a change: its headers, and the body that Prefer: return asks for, if it may be shown.

    https://hl7.org/fhir/R4/http.html#ops
    """
    version, status, others = done.version, done.status, done.others
    changed = [version, *others] if version else []
    headers = version_headers(version) if version and not others else {}
    if version and not version.deleted:
        headers["Location"] = location_of(context, version)
    wanted = request.preferences.return_
    if wanted == "OperationOutcome":
        issues = [Issue("information", "informational", _said(item, status)) for item in changed]
        nothing = Issue("information", "informational", "There was nothing to delete.")
        body = json_format.encode(operation_outcome(issues or [nothing]))
        return Response(200 if status == 204 else status, body, headers, version)
    if version is None or version.deleted or wanted == "minimal" or not done.shown:
        return Response(status, None, headers, version)
    return Response(status, rendered(request, checked(context, version)), headers, version)


def _said(version: Version, status: int) -> str:
    done = "deleted" if version.deleted else "created" if status == 201 else "up to date"
    return f"{version.type}/{version.id} is {done} (version {version.version})."
