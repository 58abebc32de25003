"""Contained resources: dom-2 to dom-5.  https://hl7.org/fhir/R4/references.html#contained"""

from __future__ import annotations

from typing import Any

from fhirserver.validation.report import JsonObject, Report

UNUSED = (
    "dom-3: a contained resource must be referred to from the resource that contains it, or refer to that (reference #)"
)


def contained_types(resource: JsonObject) -> dict[str, str]:
    """Return id -> resource type of the contained resources, as far as they have both."""
    contained = resource.get("contained")
    if contained.__class__ is not list:
        return {}
    return {
        each["id"]: each["resourceType"]
        for each in contained
        if each.__class__ is dict and each.get("id").__class__ is str and each.get("resourceType").__class__ is str
    }


def check_contained(report: Report, value: JsonObject, path: str) -> None:
    """Record what a contained resource must not have: resources, versions, security labels."""
    if "contained" in value:
        report.error("invariant", path, "dom-2: a contained resource must not contain resources")
    meta = value.get("meta")
    if meta.__class__ is not dict:
        return
    for name in ("versionId", "lastUpdated"):
        if name in meta or "_" + name in meta:
            report.error("invariant", path, f"dom-4: a contained resource must not have meta.{name}")
    if "security" in meta:
        report.error("invariant", path, "dom-5: a contained resource must not have a security label")


def check_container(report: Report, value: JsonObject, path: str, references: int, uris: int) -> None:
    """Record contained resources that nothing refers to, and ids that occur twice.

    ``references`` and ``uris`` are where the finds of this resource begin in the report.
    """
    contained: Any = value["contained"]
    if contained.__class__ is not list:
        return
    found = [(each.holder["reference"], each.expression) for each in report.references[references:]]
    found += [(each.container[each.key], each.expression) for each in report.uris[uris:]]
    used = {target for target, _ in found}
    upward = [expression for target, expression in found if target == "#"]
    seen: set[str] = set()
    for index, each in enumerate(contained):
        if each.__class__ is not dict:
            continue
        where = f"{path}.contained[{index}]"
        identity: Any = each.get("id")
        if identity.__class__ is not str:
            identity = ""
        if identity in seen:
            report.error("duplicate", where, f"another contained resource has the id {identity[:64]}")
        elif identity:
            seen.add(identity)
        if "#" + identity not in used - {"#"} and not any(each.startswith(where + ".") for each in upward):
            report.error("invariant", where, UNUSED)
