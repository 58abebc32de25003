"""FHIRPath Patches in the tests, written short, and the patient that they are applied to."""

from __future__ import annotations

from typing import Any

from fhirserver.patch import apply_fhirpath_patch

Json = Any

_TYPES = {"type": "valueCode", "path": "valueString", "name": "valueString"}


def part(name: str, **content: Json) -> dict[str, Json]:
    """A part: ``part("value", valueDate="1930-01-01")``."""
    return {"name": name, **content}


def operation(type: str, path: str, value: Json = None, **stated: Json) -> dict[str, Json]:
    """One operation; ``value`` is the content of the part "value": ``{"valueDate": "1930-01-01"}``."""
    parts = [part("type", valueCode=type), part("path", valueString=path)]
    parts += [part(name, **{_TYPES.get(name, "valueInteger"): content}) for name, content in stated.items()]
    if value is not None:
        parts.append({"name": "value", **value})
    return {"name": "operation", "part": parts}


def patch(*operations: Json) -> dict[str, Json]:
    """The Parameters of these operations."""
    return {"resourceType": "Parameters", "parameter": list(operations)}


PATIENT: dict[str, Json] = {
    "resourceType": "Patient",
    "id": "example",
    "active": True,
    "identifier": [{"system": "http://example.org", "value": str(number)} for number in range(3)],
    "name": [
        {"use": "official", "family": "Chalmers", "given": ["Peter", "James"], "_given": [None, {"id": "second"}]},
        {"use": "usual", "given": ["Jim"]},
    ],
    "birthDate": "1974-12-25",
    "_birthDate": {"extension": [{"url": "http://e/time", "valueDateTime": "1974-12-25T14:35:45-05:00"}]},
    "deceasedBoolean": False,
    "contact": [{"name": {"text": "a name"}, "gender": "male"}],
}


def patched(*operations: Json, document: Json = None) -> Json:
    """The patient, or another document, after these operations."""
    return apply_fhirpath_patch(PATIENT if document is None else document, patch(*operations))


def changed(**elements: Json) -> Json:
    """The patient with other elements; None takes one away (``_x`` is written ``x_``)."""
    named = {f"_{name[:-1]}" if name.endswith("_") else name: value for name, value in elements.items()}
    return {name: value for name, value in {**PATIENT, **named}.items() if value is not None}
