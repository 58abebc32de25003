"""Rules of CapabilityStatement, ImplementationGuide, NamingSystem, OperationDefinition, SearchParameter and their like.

https://hl7.org/fhir/R4/conformance-module.html
"""

from __future__ import annotations

from collections.abc import Callable

from fhirserver.validation.invariants.nodes import count, distinct, has, objects, text, texts
from fhirserver.validation.report import JsonObject


def _kind_instance(e: JsonObject) -> bool:
    return e.get("kind") != "instance" or has(e, "implementation")


def _kind_capability(e: JsonObject) -> bool:
    return e.get("kind") != "capability" or (not has(e, "implementation") and has(e, "software"))


def _kind_requirements(e: JsonObject) -> bool:
    return e.get("kind") != "requirements" or not has(e, "implementation", "software")


def _described(e: JsonObject) -> bool:
    return has(e, "description", "software", "implementation")


def _groupings(e: JsonObject) -> bool:
    return set(texts(e, "resource", "groupingId")) <= set(texts(e, "grouping", "id"))


def _guide_versions(e: JsonObject) -> bool:
    return set(texts(e, "definition", "resource", "fhirVersion")) <= set(texts(e, "fhirVersion"))


def _preferred_ids(e: JsonObject) -> bool:
    return distinct(text(u, "type") for u in objects(e, "uniqueId") if u.get("preferred") is True)


RULES: dict[tuple[str, str], Callable[[JsonObject], bool]] = {
    ("CapabilityStatement", "cpb-1"): lambda e: has(e, "rest", "messaging", "document"),
    ("CapabilityStatement", "cpb-2"): _described,
    ("CapabilityStatement", "cpb-3"): lambda e: (
        e.get("kind") == "instance" or not any(has(m, "endpoint") for m in objects(e, "messaging"))
    ),
    ("CapabilityStatement", "cpb-7"): lambda e: distinct(
        text(d, "profile") + text(d, "mode") for d in objects(e, "document")
    ),
    ("CapabilityStatement", "cpb-14"): _kind_instance,
    ("CapabilityStatement", "cpb-15"): _kind_capability,
    ("CapabilityStatement", "cpb-16"): _kind_requirements,
    ("CapabilityStatement.rest", "cpb-9"): lambda e: distinct(texts(e, "resource", "type")),
    ("CapabilityStatement.rest.resource", "cpb-12"): lambda e: distinct(texts(e, "searchParam", "name")),
    ("ImplementationGuide", "ig-2"): _guide_versions,
    ("ImplementationGuide.definition", "ig-1"): _groupings,
    ("NamingSystem", "nsd-1"): lambda e: e.get("kind") != "root" or "uuid" not in texts(e, "uniqueId", "type"),
    ("NamingSystem", "nsd-2"): _preferred_ids,
    ("OperationDefinition.parameter", "opd-1"): lambda e: has(e, "type", "part"),
    ("OperationDefinition.parameter", "opd-2"): lambda e: not has(e, "searchType") or e.get("type") == "string",
    ("OperationDefinition.parameter", "opd-3"): lambda e: (
        not has(e, "targetProfile") or e.get("type") in ("Reference", "canonical")
    ),
    ("SearchParameter", "spd-1"): lambda e: not has(e, "xpath") or has(e, "xpathUsage"),
    ("SearchParameter", "spd-2"): lambda e: not has(e, "chain") or e.get("type") == "reference",
    ("StructureMap.group.rule.target", "smp-1"): lambda e: not has(e, "element") or has(e, "context"),
    ("StructureMap.group.rule.target", "smp-2"): lambda e: not has(e, "context") or has(e, "contextType"),
    ("TerminologyCapabilities", "tcp-2"): _described,
    ("TerminologyCapabilities", "tcp-3"): _kind_instance,
    ("TerminologyCapabilities", "tcp-4"): _kind_capability,
    ("TerminologyCapabilities", "tcp-5"): _kind_requirements,
    ("TerminologyCapabilities.codeSystem", "tcp-1"): lambda e: (
        count(e, "version") <= 1 or all(has(v, "code") for v in objects(e, "version"))
    ),
}
