"""The whole URL table of the FHIR API.  https://hl7.org/fhir/R4/http.html#summary"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from fhirserver.interactions import search
from fhirserver.interactions.batch import bundle
from fhirserver.interactions.history import of_instance, of_system, of_type
from fhirserver.interactions.read import read
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.interactions.single import change
from fhirserver.interactions.vread import vread
from fhirserver.rest.capability import capabilities

Handler = Callable[..., Response]


class Route(NamedTuple):
    """A method and an address below the base, what answers, and what the CapabilityStatement calls it.

    HEAD is GET without its body.  https://hl7.org/fhir/R4/valueset-type-restful-interaction.html and
    https://hl7.org/fhir/R4/valueset-system-restful-interaction.html
    """

    method: str
    address: str
    handler: Handler
    interactions: tuple[str, ...] = ()


def metadata(context: Context, request: Request) -> Response:
    """Return what this table and the settings make possible."""
    on_types = [code for route in ROUTES if "<type>" in route.address for code in route.interactions]
    on_system = [code for route in ROUTES if "<type>" not in route.address for code in route.interactions]
    return capabilities(context, request, tuple(on_types), tuple(on_system))


ROUTES = (
    Route("GET", "/metadata", metadata),
    Route("GET", "/<type>/<id>", read, ("read",)),
    Route("GET", "/<type>/<id>/_history/<version>", vread, ("vread",)),
    Route("PUT", "/<type>/<id>", change, ("update",)),
    Route("PATCH", "/<type>/<id>", change, ("patch",)),
    Route("DELETE", "/<type>/<id>", change, ("delete",)),
    Route("GET", "/<type>/<id>/_history", of_instance, ("history-instance",)),
    Route("GET", "/<type>/_history", of_type, ("history-type",)),
    Route("POST", "/<type>", change, ("create",)),
    Route("GET", "/<type>", search.of_type, ("search-type",)),
    Route("POST", "/<type>/_search", search.of_type),
    Route("GET", "/<type>/<id>/<type>", search.of_compartment),
    Route("POST", "/<type>/<id>/<type>/_search", search.of_compartment),
    Route("GET", "/<type>/<id>/*", search.of_whole_compartment),
    Route("POST", "/<type>/<id>/*/_search", search.of_whole_compartment),
    # Conditional interactions: the criteria stand in the query.
    Route("PUT", "/<type>", change),
    Route("PATCH", "/<type>", change),
    Route("DELETE", "/<type>", change),
    Route("POST", "/", bundle, ("transaction", "batch")),
    Route("GET", "/_history", of_system, ("history-system",)),
    Route("GET", "/", search.of_system, ("search-system",)),
    Route("POST", "/_search", search.of_system),
)
