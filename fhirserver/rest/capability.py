"""The CapabilityStatement, made from what there is.  https://hl7.org/fhir/R4/http.html#capabilities"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import Any

from conformance import definitions
from fhirserver import http
from fhirserver.errors import Invalid
from fhirserver.interactions.criteria import criteria_of
from fhirserver.interactions.request import RESULT_PARAMETERS, Context, Request, Response, check_parameters
from fhirserver.interactions.respond import of_resource, shaped
from fhirserver.settings import Settings
from mappings import MAPPINGS

_MADE = "2026-11-22"
"""When what the statement says last changed."""

_MODES = ("full", "normative", "terminology")

_ABOUT = (
    "Every resource type of R4 is stored to the last digit, with all its versions. "
    "An update that changes nothing makes no version. Parameters that an interaction does not have are refused."
)


def capabilities(context: Context, request: Request, on_types: tuple[str, ...], on_system: tuple[str, ...]) -> Response:
    """Return the CapabilityStatement: ``on_types`` and ``on_system`` are the interactions that there are.

    ``mode`` is understood but changes nothing, as the specification allows.  Raises Invalid for a mode that is none.
    """
    check_parameters(request, RESULT_PARAMETERS | {"mode"})
    mode = request.parameter("mode")
    if mode is not None and mode not in _MODES:
        raise Invalid(f"mode is one of {', '.join(_MODES)}, not {mode[:80]!r}.", code="value")
    return of_resource(shaped(request, _statement(context.settings, on_types, on_system)))


@lru_cache(maxsize=4)
def _statement(settings: Settings, on_types: tuple[str, ...], on_system: tuple[str, ...]) -> dict[str, Any]:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": _MADE,
        "kind": "instance",
        "software": {"name": "fhirserver", "version": version("fhirserver")},
        "implementation": {"description": "FHIR R4 server over SQL tables", "url": settings.base_url},
        "fhirVersion": "4.0.1",
        "format": [http.FHIR_JSON, "json"],
        "patchFormat": [http.JSON_PATCH, http.FHIR_JSON],
        "rest": [
            {
                "mode": "server",
                "documentation": _ABOUT,
                "resource": [_resource(name, settings, on_types) for name in definitions().resource_types],
                "interaction": [{"code": code} for code in on_system],
            }
        ],
    }


def _resource(name: str, settings: Settings, on_types: tuple[str, ...]) -> dict[str, Any]:
    mapping = MAPPINGS.get(name)
    tables = f"Stands in the SQL tables {', '.join(table.name for table in mapping.tables)}. " if mapping else ""
    return {
        "type": name,
        "profile": f"http://hl7.org/fhir/StructureDefinition/{name}",
        "documentation": f"{tables}Criteria of conditional interactions: {', '.join(criteria_of(name))}.",
        "interaction": [{"code": code} for code in on_types],
        "versioning": "versioned",
        "readHistory": True,
        "updateCreate": settings.update_create,
        "conditionalCreate": True,
        "conditionalRead": "full-support",
        "conditionalUpdate": True,
        "conditionalDelete": "multiple" if settings.allow_multiple_delete else "single",
        "referencePolicy": ["literal", "logical"] + ([] if settings.allow_dangling_references else ["enforced"]),
    }
