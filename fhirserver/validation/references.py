"""The form and the target of a literal reference.  https://hl7.org/fhir/R4/references.html#literal"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhirserver.validation.report import JsonObject

if TYPE_CHECKING:
    from fhirserver.validation.walk import Walk

_relative = re.compile(
    r"([A-Z][A-Za-z]{1,63})/[A-Za-z0-9.\-]{1,64}(?:/_history/[A-Za-z0-9.\-]{1,64})?(?:#.*)?"
).fullmatch
_conditional = re.compile(r"([A-Z][A-Za-z]{1,63})\?\S+").fullmatch
_absolute = re.compile(r"https?://[^\s/]\S*|(?!https?:)[A-Za-z][A-Za-z0-9+.\-]*:\S+").fullmatch
_restful = re.compile(
    r"https?://\S+/([A-Z][A-Za-z]{1,63})/[A-Za-z0-9.\-]{1,64}(?:/_history/[A-Za-z0-9.\-]{1,64})?"
).fullmatch


def check_reference(walk: Walk, value: JsonObject, targets: tuple[str, ...], path: str) -> None:
    """Check a Reference with a literal reference or a type: its form, that a local one resolves, its target type."""
    types = walk.tables.resource_types
    reference = value.get("reference")
    target: str | None = None
    if reference.__class__ is str:
        if reference.startswith("urn:"):
            pass
        elif match := _relative(reference) or _conditional(reference):
            target = match[1]
            if target not in types:
                walk.report.error("value", f"{path}.reference", f"{target} is not a resource type")
                return
        elif reference.startswith("#"):
            target = _local(walk, reference, path)
        elif match := _restful(reference):
            target = match[1] if match[1] in types else None
        elif not _absolute(reference):
            walk.report.error("value", f"{path}.reference", "must be Type/id, #id or an absolute URL")
            return
    stated = value.get("type")
    if stated.__class__ is str and stated in types:
        if target is not None and target != stated:
            walk.report.error("value", f"{path}.type", f"type is {stated}, but the reference is to a {target}")
        target = target or stated
    if target is not None and targets and target not in targets:
        allowed = ", ".join(targets)
        walk.report.error(
            "value", f"{path}.reference", f"a reference to {target} is not allowed here, only to {allowed}"
        )


def _local(walk: Walk, reference: str, path: str) -> str | None:
    """Return the type of the contained resource that is meant, and record ref-1 where there is none."""
    if reference == "#" and walk.container is not None:
        return None
    target = walk.contained_types.get(reference[1:])
    if target is None:
        walk.report.error("invariant", path, f"ref-1: there is no contained resource {reference[:65]}")
    return target
