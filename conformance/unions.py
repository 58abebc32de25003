"""Unions of FHIRPath, as search parameters of several resource types have them."""

from __future__ import annotations

import re


def branches(expression: str) -> list[str]:
    """Split a FHIRPath union at its top level."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(expression):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            parts.append(expression[start:index].strip())
            start = index + 1
    return [*parts, expression[start:].strip()]


def for_base(expression: str, base: str) -> str:
    """Return the branches of a union that are about the type ``base``; all of it, if none names the type."""
    own = [part for part in branches(expression) if re.search(rf"^\(*{base}\b", part)]
    return " | ".join(own) or expression
