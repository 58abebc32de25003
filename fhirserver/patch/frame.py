"""What both kinds of patch begin and end with: a copy to work on, and a result that is still the same resource."""

from __future__ import annotations

import sys
from typing import Any, cast

from fhirserver.errors import InvalidJson, Unprocessable
from fhirserver.json_format import decode, encode

Document = dict[str, Any]

MAX_OPERATIONS = 1_000
"""Operations in one patch."""


def working_copy(document: Document) -> Document:
    """A copy that shares nothing with ``document``; ten times faster than deepcopy."""
    return cast(Document, decode(encode(document), max_depth=sys.maxsize))


def check_count(operations: int) -> None:
    """Raise Unprocessable (422) if a patch has too many operations."""
    if operations > MAX_OPERATIONS:
        raise Unprocessable(f"A patch has at most {MAX_OPERATIONS} operations, not {operations}.", code="too-costly")


def finished(result: object, document: Document, max_depth: int) -> Document:
    """The patched document, sharing nothing with the patch.

    Raises Unprocessable (422) if it is another resource than ``document`` or nested deeper than ``max_depth``.
    """
    if not isinstance(result, dict):
        raise Unprocessable("The patch would replace the resource by something that is none.")
    for name in ("resourceType", "id"):
        if result.get(name) != document.get(name):
            raise Unprocessable(f"A patch cannot change {name}.", code="business-rule")
    try:
        return cast(Document, decode(encode(result), max_depth=max_depth))
    except (InvalidJson, ValueError) as error:
        raise Unprocessable(f"The patched resource cannot be kept: {error}", code="too-costly") from None
