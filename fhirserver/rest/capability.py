"""The CapabilityStatement, made from what there is.  https://hl7.org/fhir/R4/http.html#capabilities"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import Any

from conformance import definitions
from fhirserver import http
from fhirserver.errors import Invalid
from fhirserver.interactions.request import RESULT_PARAMETERS, Context, Request, Response, check_parameters
from fhirserver.interactions.respond import of_resource, shaped
from fhirserver.oauth import addresses
from fhirserver.search.registry import Registry
from fhirserver.settings import Settings
from mappings import MAPPINGS

_MADE = "2026-11-28"
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
    return of_resource(shaped(request, _statement(context.settings, context.repository.registry, on_types, on_system)))


@lru_cache(maxsize=4)
def _statement(
    settings: Settings, registry: Registry, on_types: tuple[str, ...], on_system: tuple[str, ...]
) -> dict[str, Any]:
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
                "security": _security(settings.base_url),
                "resource": [_resource(name, settings, registry, on_types) for name in definitions().resource_types],
                "interaction": [{"code": code} for code in on_system],
                "searchParam": [{"name": name, "type": type_} for name, type_ in _EVERYWHERE.items()],
            }
        ],
    }


_ENDPOINTS = {
    "authorize": addresses.AUTHORIZE,
    "token": addresses.TOKEN,
    "introspect": addresses.INTROSPECT,
    "revoke": addresses.REVOKE,
    "manage": addresses.MANAGEMENT,
}


def _security(base_url: str) -> dict[str, Any]:
    """Where tokens come from, for clients that do not look for it at the address of SMART's own.

    https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#declaring-support-for-oauth2-endpoints
    """
    issuer = addresses.issuer_of(base_url)
    endpoints = [{"url": name, "valueUri": issuer + address} for name, address in _ENDPOINTS.items()]
    service = {"system": "http://terminology.hl7.org/CodeSystem/restful-security-service", "code": "SMART-on-FHIR"}
    return {
        "extension": [
            {
                "url": "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
                "extension": endpoints,
            }
        ],
        "cors": True,
        "service": [
            {"coding": [service], "text": "OAuth2 using SMART-on-FHIR profile (see http://docs.smarthealthit.org)"}
        ],
        "description": "Every request but this one needs an access token in the header Authorization.",
    }


_EVERYWHERE = {"_text": "string", "_content": "string", "_list": "string", "_has": "string", "_type": "special"}
"""Parameters of all types that have no expression."""


def _resource(name: str, settings: Settings, registry: Registry, on_types: tuple[str, ...]) -> dict[str, Any]:
    mapping = MAPPINGS.get(name)
    known = registry.parameters(name)
    includes = [f"{name}:{code}" for code, each in known.items() if each.type == "reference"]
    tables = ", ".join(table.name for table in mapping.tables) if mapping else ""
    return {
        "type": name,
        "profile": f"http://hl7.org/fhir/StructureDefinition/{name}",
        **({"documentation": f"Stands in the SQL tables {tables}."} if tables else {}),
        "interaction": [{"code": code} for code in on_types],
        "versioning": "versioned",
        "readHistory": True,
        "updateCreate": settings.update_create,
        "conditionalCreate": True,
        "conditionalRead": "full-support",
        "conditionalUpdate": True,
        "conditionalDelete": "multiple" if settings.allow_multiple_delete else "single",
        "referencePolicy": ["literal", "logical"] + ([] if settings.allow_dangling_references else ["enforced"]),
        **({"searchInclude": includes} if includes else {}),
        **({"searchRevInclude": reverse} if (reverse := _referring(registry).get(name)) else {}),
        "searchParam": [
            {"name": code, "definition": each.url, "type": each.type} for code, each in sorted(known.items())
        ],
    }


@lru_cache(maxsize=2)
def _referring(registry: Registry) -> dict[str, list[str]]:
    """By resource type, the references that may lead to it, as ``_revinclude`` names them."""
    found: dict[str, list[str]] = {}
    for source in definitions().resource_types:
        for code, parameter in registry.parameters(source).items():
            if parameter.type == "reference":
                limited = [use.target for use in parameter.uses if use.target]
                for target in sorted(set(limited or parameter.targets)):
                    found.setdefault(target, []).append(f"{source}:{code}")
    return found
