"""What the values of all search parameters have in common: escaping, lists, prefixes.

https://hl7.org/fhir/R4/search.html#escaping, https://hl7.org/fhir/R4/search.html#prefix
"""

from __future__ import annotations

import re

PREFIXES = ("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")
_ESCAPED = re.compile(r"\\([\\,|$])")


class BadValue(ValueError):
    """A value that a parameter cannot have; the text says what is expected."""


def split(text: str, separator: str) -> list[str]:
    r"""Split at each ``separator`` without a backslash before it.  The parts stay escaped."""
    if "\\" not in text:
        return text.split(separator)
    parts, start, escaped = [], 0, False
    for at, character in enumerate(text):
        if character == separator and not escaped:
            parts.append(text[start:at])
            start = at + 1
        escaped = character == "\\" and not escaped
    return [*parts, text[start:]]


def unescaped(text: str) -> str:
    r"""Return ``text`` with ``\\``, ``\,``, ``\|`` and ``\$`` read as the characters that they stand for."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def prefixed(text: str) -> tuple[str, str]:
    """Return the prefix of a number, date or quantity, ``eq`` if it has none, and the rest."""
    text = text.strip()
    if text[:2] in PREFIXES:
        return text[:2], text[2:]
    return "eq", text
