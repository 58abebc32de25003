"""JSON Patch.  https://www.rfc-editor.org/rfc/rfc6902, https://hl7.org/fhir/R4/http.html#patch

The library jsonpatch applies the operations one by one.  Its messages quote the document, so none of them is passed on.
"""

from __future__ import annotations

from jsonpatch import InvalidJsonPatch, JsonPatch, JsonPatchConflict, JsonPatchTestFailed
from jsonpointer import JsonPointer, JsonPointerException

from fhirserver.errors import Invalid, Unprocessable
from fhirserver.json_format import MAX_DEPTH, encode
from fhirserver.patch.frame import Document, check_count, finished, working_copy

MAX_COPIED_BYTES = 10_000_000
"""What all ``copy`` operations of a patch may copy: without a bound, thirty of them make 8 GB of 8 bytes."""


def apply_json_patch(document: Document, patch: object, *, max_depth: int = MAX_DEPTH) -> Document:
    """Apply a JSON Patch.

    Takes a resource and the parsed body of the patch; both stay as they are.  Returns the patched resource.  FHIR has
    no empty objects and arrays, so what a ``remove`` or ``move`` leaves empty goes too, at the end.
    Raises Invalid (400) if the patch is malformed, Unprocessable (422) if a place is missing, a test fails or the
    result is nested deeper than ``max_depth``, and names the operation, counted from 0.
    """
    if not isinstance(patch, list):
        raise Invalid("A JSON Patch is an array of operations.")
    check_count(len(patch))
    result: object = working_copy(document)
    copied = 0
    emptied = False
    for index, operation in enumerate(patch):
        step = _parsed(index, operation)
        if operation["op"] == "copy":
            copied += _size(result, operation.get("from"))
            if copied > MAX_COPIED_BYTES:
                raise Unprocessable(f"{_name(index, operation)}: the patch copies too much.", code="too-costly")
        result = _applied(step, result, _name(index, operation))
        emptied = emptied or operation["op"] in {"remove", "move"}
    patched = finished(result, document, max_depth)
    return _without_empty(patched) if emptied else patched


def _parsed(index: int, operation: object) -> JsonPatch:
    if not isinstance(operation, dict):
        raise Invalid(f"Operation {index} is not an object.")
    try:
        return JsonPatch([operation])
    except InvalidJsonPatch as error:
        raise Invalid(f"{_name(index, operation)}: {error}.") from None
    except JsonPointerException:
        raise Invalid(f"{_name(index, operation)}: the path is not a JSON Pointer (RFC 6901).") from None


def _applied(step: JsonPatch, document: object, name: str) -> object:
    try:
        return step.apply(document, in_place=True)
    except InvalidJsonPatch as error:
        raise Invalid(f"{name}: {error}.") from None
    except JsonPatchTestFailed:
        raise Unprocessable(f"{name}: the test fails.", code="business-rule") from None
    except (JsonPatchConflict, JsonPointerException):
        raise Unprocessable(f"{name}: there is no such place in the resource.", code="not-found") from None
    except RecursionError:
        raise Unprocessable(f"{name}: nested too deeply.", code="too-costly") from None


def _size(document: object, pointer: object) -> int:
    """The bytes of what ``pointer`` names; 0 if it names nothing, which applying the operation will tell."""
    try:
        return len(encode(JsonPointer(pointer).resolve(document))) if isinstance(pointer, str) else 0
    except (JsonPointerException, ValueError):
        return 0


def _name(index: int, operation: Document) -> str:
    described = f"{operation.get('op')} {operation.get('path')}"
    return f"Operation {index} ({described if len(described) <= 120 else described[:117] + '...'})"


def _without_empty(document: Document) -> Document:
    return {name: kept for name, value in document.items() if (kept := _pruned(value)) is not _EMPTY}


_EMPTY = object()


def _pruned(value: object) -> object:
    if isinstance(value, dict):
        return _without_empty(value) or _EMPTY
    if isinstance(value, list):
        return [kept for item in value if (kept := _pruned(item)) is not _EMPTY] or _EMPTY
    return value
