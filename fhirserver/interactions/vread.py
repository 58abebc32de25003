"""vread.  https://hl7.org/fhir/R4/http.html#vread"""

from __future__ import annotations

import re

from fhirserver.errors import NotFound
from fhirserver.interactions.allowed import holds
from fhirserver.interactions.read import answer
from fhirserver.interactions.request import Context, Request, Response, check_parameters

# Versions are counted from 1; more digits than a counter of the database has cannot be one.
_VERSION = re.compile(r"[1-9][0-9]{0,8}\Z")


def vread(context: Context, request: Request, resource_type: str, resource_id: str, version_id: str) -> Response:
    """Return one version of a resource.  Raises NotFound, Gone if that version is the deletion."""
    permission = context.permission
    permission.demand("r", resource_type)
    check_parameters(request)
    if not _VERSION.match(version_id):
        raise NotFound(f"There is no {resource_type}/{resource_id} version {version_id[:80]}.")
    found = context.repository.vread(resource_type, resource_id, int(version_id), permission.seeing("r"))
    if permission.is_conditional("r", resource_type) and not holds(context, "r", found):
        raise NotFound(f"There is no {resource_type}/{resource_id} version {version_id}.")
    return answer(context, request, found)
