"""Validation against FHIR R4 (4.0.1): structure, primitives, required bindings, references, base invariants.

https://hl7.org/fhir/R4/validation.html
"""

from __future__ import annotations

from fhirserver.validation.report import NarrativeFound, ReferenceFound, Report, UriFound
from fhirserver.validation.walk import Walk

__all__ = ["NarrativeFound", "ReferenceFound", "Report", "UriFound", "validate", "validate_bundle_shell"]


def validate(resource: object, *, at: str | None = None) -> Report:
    """Check a resource given as decoded JSON and return the Report.

    All errors are found at once, each with the FHIRPath of the place.  ``at`` is the path of the resource itself, by
    default its type.  Never raises, whatever the value is.  Resources in a Bundle and contained ones are checked too.
    """
    return _walked(resource, at, Walk())


def validate_bundle_shell(bundle: object, *, at: str | None = None) -> Report:
    """Check a Bundle like ``validate``, but leave out what stands in ``entry.resource``."""
    return _walked(bundle, at, Walk(shell=True))


def _walked(resource: object, at: str | None, walk: Walk) -> Report:
    if at is None:
        name = resource.get("resourceType") if isinstance(resource, dict) else None
        at = name if isinstance(name, str) and name in walk.tables.resource_types else "Resource"
    walk.resource(resource, at)
    return walk.report
