"""Whose record this is, for apps in which patients look for their hospital.

https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from fhirserver.oauth import addresses
from fhirserver.settings import Settings
from fhirserver.store.key_files import key_encryption_file

BRANDS = "/.well-known/user-access-brands"
_PROFILES = "http://hl7.org/fhir/smart-app-launch/StructureDefinition"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
_FHIR_VERSION = "http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version"


def identifier(settings: Settings) -> dict[str, str]:
    """Return the Identifier of the one brand there is: the issuer of its tokens."""
    return {"system": "urn:ietf:rfc:3986", "value": addresses.issuer_of(settings.base_url)}


def brands(settings: Settings) -> dict[str, Any]:
    """Return the Bundle of the organization that the settings name, and of the endpoint of this server."""
    issuer = addresses.issuer_of(settings.base_url)
    website = settings.organization_website or issuer
    organization_id, endpoint_id = (str(uuid5(NAMESPACE_URL, f"{issuer}/{name}")) for name in ("brand", "endpoint"))
    organization = {
        "resourceType": "Organization",
        "id": organization_id,
        "meta": {"profile": [f"{_PROFILES}/user-access-brand"]},
        "identifier": [identifier(settings)],
        "active": True,
        "type": [{"coding": [{"system": f"{_TERMINOLOGY}/organization-type", "code": "prov"}]}],
        "name": settings.organization_name,
        "telecom": [{"system": "url", "value": website}],
        "endpoint": [{"reference": f"Endpoint/{endpoint_id}"}],
    }
    endpoint = {
        "resourceType": "Endpoint",
        "id": endpoint_id,
        "meta": {"profile": [f"{_PROFILES}/user-access-endpoint"]},
        "extension": [{"url": _FHIR_VERSION, "valueCode": "4.0.1"}],
        "status": "active",
        "connectionType": {"system": f"{_TERMINOLOGY}/endpoint-connection-type", "code": "hl7-fhir-rest"},
        "name": f"{settings.organization_name}, FHIR R4",
        "contact": [{"system": "url", "value": website}],
        "payloadType": [{"coding": [{"system": f"{_TERMINOLOGY}/endpoint-payload-type", "code": "none"}]}],
        "address": settings.base_url,
    }
    # When the server was set up: no process knows more, and all say the same.
    since = datetime.fromtimestamp(int(key_encryption_file(settings).stat().st_mtime), UTC)
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{_PROFILES}/user-access-brands-bundle"]},
        "type": "collection",
        "timestamp": since.isoformat(),
        "entry": [
            {"fullUrl": f"{settings.base_url}/{each['resourceType']}/{each['id']}", "resource": each}
            for each in (organization, endpoint)
        ],
    }
