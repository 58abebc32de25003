"""Text as it is compared: folded for strings and tokens, in words for text, by sound for phonetic parameters.

https://hl7.org/fhir/R4/search.html#string: case and accents do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jellyfish

INDEXED = 255
"""Characters of a text that stand in an index: an entry of a B-tree of PostgreSQL has room for 2,704 bytes."""

_ALIKE = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2013\u2014", "'''----")
"""Apostrophes and hyphens of typesetters, as people type them."""

_NUMBER = re.compile(r"n*\d")
_WORD = re.compile(r"[^\W_]{1,200}")


@lru_cache(maxsize=8192)  # A few codes, units and names make up most of what comes.
def folded(text: str) -> str:
    """Return a text without case, accents, and blanks that say nothing: ``Müller`` is ``muller``."""
    return _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).split())


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in order; what is longer than 200 letters counts as several.

    One that begins with a digit gets an n before it, as PostgreSQL would split 2e848d16 into a number and d16; so does
    one that looks as if it had.
    """
    return [f"n{word}" if _NUMBER.match(word) else word for word in _WORD.findall(_folded(text))]


@lru_cache(maxsize=8192)
def words_of_short(text: str) -> tuple[str, ...]:
    """Return the words of a short text, of which there are few that come again and again."""
    return tuple(words(text))


def after_prefix(prefix: str) -> str | None:
    """Return the least text that is greater than all that begin with ``prefix``; None if there is none.

    Texts are compared by code points, as SQLite and the collation "C" of PostgreSQL do.
    """
    while prefix:
        code = ord(prefix[-1]) + 1
        if code <= 0x10FFFF:
            # Surrogates are no characters, and cannot be sent to a database.
            return prefix[:-1] + chr(0xE000 if 0xD800 <= code <= 0xDFFF else code)
        prefix = prefix[:-1]
    return None


def sounds(text: str) -> set[str]:
    """Return how the words of a name sound, by Metaphone (L. Philips, Computer Language 7, 1990)."""
    return {sound for word in _WORD.findall(_folded(text)) if (sound := jellyfish.metaphone(word).strip())}


def digits(text: str) -> str | None:
    """Return the digits of a telephone number, None if it has other letters than numbers are written with."""
    found = "".join(character for character in text if character.isdigit())
    return found if len(found) > 3 and not re.search(r"[^\d\s().+/x-]", text) else None
