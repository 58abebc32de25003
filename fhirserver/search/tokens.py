"""Tokens: codes and identifiers, perhaps of a system.  https://hl7.org/fhir/R4/search.html#token

They are compared without case, as the specification advises where it is in doubt: to find too much is less dangerous
than to find too little.  Conditional interactions, which change what they find, compare them to the letter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fhirserver.search.strings import INDEXED, digits, folded
from fhirserver.search.values import BadValue, split, unescaped

Token = tuple[str | None, str | None]
"""A system and a code, each None if it is not there."""

SPECIAL_VALUES = ("http://hl7.org/fhir/special-values", "http://terminology.hl7.org/CodeSystem/special-values")
"""The system of true and false."""


@dataclass(frozen=True, slots=True)
class TokenValue:
    """A token that is searched for: ``system`` is None for any, empty for none; ``code`` is None for any."""

    system: str | None
    code: str | None


def token_value(text: str) -> TokenValue:
    """Return what ``code``, ``system|code``, ``|code`` or ``system|`` means.  Raises BadValue."""
    parts = [unescaped(part) for part in split(text, "|")]
    if len(parts) > 2:
        raise BadValue("a token has one | at most; others are written \\|")
    system, code = parts if len(parts) == 2 else (None, parts[0])
    if not code and not system:
        raise BadValue("a token is code, system|code, |code or system|")
    return TokenValue(system, code or None)


def tokens_of(value: Any, type_name: str) -> Iterator[Token]:
    """Yield the tokens of a value of any type that has some."""
    if type_name == "CodeableConcept":
        for coding in value.get("coding", ()):
            yield from tokens_of(coding, "Coding")
    elif type_name in ("Coding", "Identifier", "ContactPoint"):
        code = value.get("code" if type_name == "Coding" else "value")
        system = value.get("system")
        if code is not None or system is not None:
            yield system, code
            if type_name == "ContactPoint" and code and (number := digits(code)) and number != code:
                yield system, number
    elif value is True or value is False:
        yield None, "true" if value else "false"
    elif value is not None:
        yield None, str(value)


def typed_identifiers(value: Any) -> Iterator[Token]:
    """Yield (system of the type, code of the type and value) of an Identifier, for ``:of-type``."""
    number = value.get("value")
    if number is not None:
        for system, code in tokens_of(value.get("type", {}), "CodeableConcept"):
            if code is not None:
                yield system, f"{code}|{number}"


def texts_of(value: Any, type_name: str) -> Iterator[str]:
    """Yield the texts that belong to a token, for ``:text``."""
    if type_name == "CodeableConcept":
        yield from (value[name] for name in ("text",) if value.get(name))
        for coding in value.get("coding", ()):
            yield from texts_of(coding, "Coding")
    elif type_name == "Coding":
        yield from (value[name] for name in ("display",) if value.get(name))
    elif type_name == "Identifier":
        yield from texts_of(value.get("type", {}), "CodeableConcept")
    elif type_name in ("string", "markdown") and value:
        yield value


def indexed(text: str | None) -> str | None:
    """Return how a text stands in an index: itself, or its beginning and digest if it is long."""
    if text is None or len(text) <= INDEXED:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text[: INDEXED - len(digest) - 1]} {digest}"


@lru_cache(maxsize=4096)
def system_digest(system: str) -> int:
    """Return how a system stands in an index: 63 bits of its digest, as it is long and there are few."""
    return int.from_bytes(hashlib.sha256(system.encode()).digest()[:8]) >> 1


@lru_cache(maxsize=8192)
def code_columns(code: str | None) -> tuple[str | None, str | None]:
    """Return a code without case, and itself where that is not the same."""
    if code is None:
        return None, None
    plain = indexed(folded(code))
    return plain, None if plain == code else indexed(code)
