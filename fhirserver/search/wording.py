"""What ``_text`` and ``_content`` ask for: words, phrases, and, or, not.  https://hl7.org/fhir/R4/search.html#content

    _text=(bone OR liver) AND metastases
    _content="heart attack" -smoker card*

Words side by side must all be there; case and accents do not matter; a star stands for any end of a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fhirserver.search.strings import words
from fhirserver.search.values import BadValue

MOST_TERMS = 50
_TOKEN = re.compile(r'\s*(?:(?P<quoted>-?"[^"]*"?)|(?P<sign>[()])|(?P<word>[^\s()"]+))')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another; with ``prefix`` the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """All must be found."""

    parts: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One must be found."""

    parts: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """``wanted`` must be found and ``unwanted`` must not."""

    wanted: Wording
    unwanted: Wording


Wording = Phrase | AllOf | AnyOf | Without


def wording(text: str) -> Wording:
    """Return what a text asks for.  Raises BadValue if it names no word, only excludes, or is not well-formed."""
    parser = _Parser(text)
    found = parser.any_of()
    if not parser.at_end():
        raise BadValue("a parenthesis is closed that was not opened")
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
        self._at = 0
        if len(self._tokens) > MOST_TERMS:
            raise BadValue(f"at most {MOST_TERMS} words can be searched for at once")

    def at_end(self) -> bool:
        return self._at >= len(self._tokens)

    def any_of(self) -> Wording:
        parts = [self._all_of()]
        while self._is_word("or"):
            self._at += 1
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self) -> Wording:
        wanted: list[Wording] = []
        unwanted: list[Wording] = []
        while not self.at_end() and self._tokens[self._at] != ("sign", ")") and not self._is_word("or"):
            if self._is_word("and"):
                self._at += 1
                continue
            negated = self._is_word("not")
            if negated:
                self._at += 1
            negative, term = self._term()
            (unwanted if negated or negative else wanted).append(term)
        if not wanted:
            raise BadValue("a word is expected, such as headache; what is excluded alone finds nothing")
        found: Wording = wanted[0] if len(wanted) == 1 else AllOf(tuple(wanted))
        if unwanted:
            found = Without(found, unwanted[0] if len(unwanted) == 1 else AnyOf(tuple(unwanted)))
        return found

    def _term(self) -> tuple[bool, Wording]:
        if self.at_end():
            raise BadValue("a word is expected after NOT")
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "sign":
            if text == ")":
                raise BadValue("a word is expected before a closing parenthesis")
            inner = self.any_of()
            if self.at_end() or self._tokens[self._at] != ("sign", ")"):
                raise BadValue("a parenthesis is not closed")
            self._at += 1
            return False, inner
        negative = text.startswith("-") and len(text) > 1
        found = words(text)
        if not found:
            raise BadValue(f"{text[:40]!r} has no letter or digit")
        return negative, Phrase(tuple(found), prefix=kind == "word" and text.endswith("*"))

    def _is_word(self, word: str) -> bool:
        return (
            not self.at_end()
            and self._tokens[self._at] == ("word", self._tokens[self._at][1])
            and (self._tokens[self._at][1].lower() == word)
        )
