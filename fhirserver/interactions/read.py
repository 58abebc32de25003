"""read and conditional read.  https://hl7.org/fhir/R4/http.html#read"""

from __future__ import annotations

from fhirserver import http
from fhirserver.interactions.allowed import checked
from fhirserver.interactions.request import Context, Request, Response, check_parameters
from fhirserver.interactions.respond import moment_of, rendered, version_headers
from fhirserver.store.versions import Version


def read(context: Context, request: Request, resource_type: str, resource_id: str) -> Response:
    """Return the current version of a resource; 304 if the client has it.  Raises NotFound, Gone."""
    context.permission.demand("r", resource_type)
    check_parameters(request)
    return answer(context, request, context.repository.read(resource_type, resource_id, context.permission.seeing("r")))


def answer(context: Context, request: Request, version: Version) -> Response:
    """Return a version, or 304 where If-None-Match or If-Modified-Since say that the client has it."""
    checked(context, version)
    headers = version_headers(version)
    none_match, modified_since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    if (none_match or modified_since) and http.not_modified(
        version.version, moment_of(version), if_none_match=none_match, if_modified_since=modified_since
    ):
        return Response(304, None, headers, version)
    return Response(200, rendered(request, version), headers, version)
