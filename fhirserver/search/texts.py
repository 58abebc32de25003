"""The words of a resource: of its narrative, and of all its texts.  https://hl7.org/fhir/R4/search.html#content"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import Any

from conformance import definitions
from fhirserver.search.strings import words, words_of_short

MOST_WORDS = 16_383
"""Words of one resource that are indexed: PostgreSQL counts no further."""

SHORT = 60
_TAG = re.compile(r"<[^>]*>")
_TEXTS = frozenset({"string", "markdown", "code"})
_NO_TEXTS = frozenset({"id", "reference", "url", "data"})
"""Names of properties that are nearly always keys, addresses or binary data, although one type has a text of that name.
"""


def narrative_words(document: Mapping[str, Any]) -> list[str]:
    """Return the words of the narrative in order, without its markup."""
    narrative = document.get("text")
    div = narrative.get("div") if isinstance(narrative, dict) else None
    return words(unescape(_TAG.sub(" ", div)))[:MOST_WORDS] if isinstance(div, str) else []


def content_words(document: dict[str, Any]) -> list[str]:
    """Return the words of all strings, markdown and codes in a resource.

    Those of one text stand together in their order.
    """
    names = _text_names()
    found: list[str] = []
    texts: list[str] = []
    waiting: list[Any] = [document]
    while waiting:
        # One loop over all that is inside: a recursive one takes three times as long, and every write does this.
        for name, value in waiting.pop().items():
            if value.__class__ is str:
                if name in names:
                    texts.append(value)
            elif value.__class__ is dict:
                waiting.append(value)
            elif value.__class__ is list:
                for entry in value:
                    if entry.__class__ is dict:
                        waiting.append(entry)
                    elif entry.__class__ is str and name in names:
                        texts.append(entry)
    for text in texts:
        found += words_of_short(text) if len(text) <= SHORT else words(text)
    return found[:MOST_WORDS]


@cache
def _text_names() -> frozenset[str]:
    """The properties that are texts; not those that are addresses, keys or binary data."""
    elements = (element for definition in definitions().types.values() for element in definition.elements.values())
    return frozenset(element.name for element in elements if element.type in _TEXTS) - _NO_TEXTS
