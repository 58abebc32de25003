"""The oracle's rules for ``_text`` and ``_content``.  https://hl7.org/fhir/R4/search.html#content"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from conformance import definitions
from tests.search.oracle_text import words

Texts = list[list[str]]
"""The words of each text."""

_TOKEN = re.compile(r'\s*(-?"[^"]*"|[()]|[^\s()"]+)')
_TEXTS = frozenset({"string", "markdown", "code"})
_NAMES = frozenset(
    element.name
    for definition in definitions().types.values()
    for element in definition.elements.values()
    if element.type in _TEXTS and element.name not in ("id", "reference", "url", "data")
)


def narrative_texts(document: dict[str, Any]) -> Texts:
    """The words of the narrative."""
    div = document.get("text", {}).get("div", "")
    return [words(unescape(re.sub(r"<[^>]*>", " ", div)))]


def content_texts(document: dict[str, Any]) -> Texts:
    """The words of all texts and codes, and of the narrative."""
    found: Texts = narrative_texts(document)

    def look(node: Any, name: str) -> None:
        if isinstance(node, dict):
            for key, child in node.items():
                look(child, key)
        elif isinstance(node, list):
            for child in node:
                look(child, name)
        elif isinstance(node, str) and name in _NAMES:
            found.append(words(node))

    look(document, "")
    return found


def wording_matches(text: str, texts: Texts) -> bool:
    """Whether texts are as worded: words, phrases, AND, OR, NOT, a minus, parentheses, a star at the end of a word."""
    tokens = _TOKEN.findall(text)
    found, rest = _any_of(tokens, texts)
    assert rest == [], rest
    return found


def _any_of(tokens: list[str], texts: Texts) -> tuple[bool, list[str]]:
    found, tokens = _all_of(tokens, texts)
    while tokens and tokens[0].lower() == "or":
        other, tokens = _all_of(tokens[1:], texts)
        found = found or other
    return found, tokens


def _all_of(tokens: list[str], texts: Texts) -> tuple[bool, list[str]]:
    found = True
    while tokens and tokens[0] != ")" and tokens[0].lower() != "or":
        if tokens[0].lower() == "and":
            tokens = tokens[1:]
            continue
        negative = tokens[0].lower() == "not"
        tokens = tokens[1:] if negative else tokens
        if tokens[0] == "(":
            term, tokens = _any_of(tokens[1:], texts)
            tokens = tokens[1:]
        else:
            negative = negative or tokens[0].startswith("-")
            term = _phrase(tokens[0], texts)
            tokens = tokens[1:]
        found = found and term is not negative
    return found, tokens


def _phrase(token: str, texts: Texts) -> bool:
    wanted = words(token)
    prefix = token.endswith("*")
    return any(_follows(wanted, own, prefix) for own in texts)


def _follows(wanted: Sequence[str], own: Sequence[str], prefix: bool) -> bool:
    for start in range(len(own) - len(wanted) + 1):
        part = own[start : start + len(wanted)]
        if list(part) == list(wanted):
            return True
        if prefix and list(part[:-1]) == list(wanted[:-1]) and part[-1].startswith(wanted[-1]):
            return True
    return False
