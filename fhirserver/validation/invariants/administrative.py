"""Rules of administrative, financial, security and bundling resources.  https://hl7.org/fhir/R4/resourcelist.html"""

from __future__ import annotations

from collections.abc import Callable

from fhirserver.validation.invariants.nodes import chosen, coded, count, distinct, has, nodes, objects, text, texts
from fhirserver.validation.report import JsonObject


def _appointment_time(e: JsonObject) -> bool:
    return (has(e, "start") and has(e, "end")) or e.get("status") in ("proposed", "cancelled", "waitlist")


def _one_parameter(e: JsonObject) -> bool:
    value, resource = chosen(e, "value"), has(e, "resource")
    return not value and not resource if has(e, "part") else value != resource


def _entries_have(e: JsonObject, name: str, kinds: tuple[str, ...]) -> bool:
    expected = e.get("type") in kinds
    return all(has(entry, name) == expected for entry in objects(e, "entry"))


def _first_is(e: JsonObject, resource_type: str) -> bool:
    return any(text(resource, "resourceType") == resource_type for resource in _first_resource(e))


def _first_resource(e: JsonObject) -> list[JsonObject]:
    return [resource for entry in nodes(e, "entry")[:1] for resource in objects(entry, "resource")]


def _distinct_full_urls(e: JsonObject) -> bool:
    if e.get("type") == "history":
        return True
    keys = []
    for entry in objects(e, "entry"):
        url = text(entry, "fullUrl")
        if url:
            keys.append(url + "".join(texts(entry, "resource", "meta", "versionId")))
    return distinct(keys)


def full_url_agrees(e: JsonObject) -> bool:
    """Whether fullUrl, unless it is a urn, is consistent with the id of the resource."""
    url, resource = text(e, "fullUrl"), e.get("resource")
    if not url or url.startswith("urn:") or not isinstance(resource, dict) or not text(resource, "id"):
        return True
    return url.endswith("/" + text(resource, "id"))


def _consent(code: str) -> Callable[[JsonObject], bool]:
    # The system is 'something' in the specification itself: a placeholder that was never filled in.
    return lambda e: has(e, "patient") or not coded(e, "scope", "something", code)


RULES: dict[tuple[str, str], Callable[[JsonObject], bool]] = {
    ("Appointment", "app-2"): lambda e: has(e, "start") == has(e, "end"),
    ("Appointment", "app-3"): _appointment_time,
    ("Appointment", "app-4"): lambda e: not has(e, "cancelationReason") or e.get("status") in ("no-show", "cancelled"),
    ("Appointment.participant", "app-1"): lambda e: has(e, "type", "actor"),
    ("AppointmentResponse", "apr-1"): lambda e: has(e, "participantType", "actor"),
    ("AuditEvent.entity", "sev-1"): lambda e: not has(e, "name") or not has(e, "query"),
    ("Bundle", "bdl-1"): lambda e: not has(e, "total") or e.get("type") in ("searchset", "history"),
    ("Bundle", "bdl-2"): lambda e: (
        e.get("type") == "searchset" or not any(has(entry, "search") for entry in objects(e, "entry"))
    ),
    ("Bundle", "bdl-3"): lambda e: _entries_have(e, "request", ("batch", "transaction", "history")),
    ("Bundle", "bdl-4"): lambda e: _entries_have(e, "response", ("batch-response", "transaction-response", "history")),
    ("Bundle", "bdl-7"): _distinct_full_urls,
    ("Bundle", "bdl-9"): lambda e: (
        e.get("type") != "document"
        or any(has(identifier, "system") and has(identifier, "value") for identifier in objects(e, "identifier"))
    ),
    ("Bundle", "bdl-10"): lambda e: e.get("type") != "document" or "timestamp" in e,
    ("Bundle", "bdl-11"): lambda e: e.get("type") != "document" or _first_is(e, "Composition"),
    ("Bundle", "bdl-12"): lambda e: e.get("type") != "message" or _first_is(e, "MessageHeader"),
    ("Bundle.entry", "bdl-5"): lambda e: has(e, "resource", "request", "response"),
    ("Bundle.entry", "bdl-8"): lambda e: "/_history/" not in text(e, "fullUrl"),
    ("Consent", "ppc-1"): lambda e: has(e, "policy", "policyRule"),
    ("Consent", "ppc-2"): _consent("patient-privacy"),
    ("Consent", "ppc-3"): _consent("research"),
    ("Consent", "ppc-4"): _consent("adr"),
    ("Consent", "ppc-5"): _consent("treatment"),
    ("CoverageEligibilityResponse.insurance.item", "ces-1"): lambda e: has(e, "category") != has(e, "productOrService"),
    ("Group", "grp-1"): lambda e: not has(e, "member") or e.get("actual") is True,
    ("InsurancePlan", "ipn-1"): lambda e: has(e, "identifier", "name"),
    ("Linkage", "lnk-1"): lambda e: count(e, "item") > 1,
    ("Organization", "org-1"): lambda e: has(e, "identifier", "name"),
    ("Organization.address", "org-2"): lambda e: e.get("use") != "home",
    ("Organization.telecom", "org-3"): lambda e: e.get("use") != "home",
    ("Parameters.parameter", "inv-1"): _one_parameter,
    ("Patient.contact", "pat-1"): lambda e: has(e, "name", "telecom", "address", "organization"),
}
