"""The oracle's rules for text: separators and their escapes, folding, words, the sound and the digits of a text."""

from __future__ import annotations

import unicodedata

import jellyfish

_TYPOGRAPHIC = {
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{MODIFIER LETTER APOSTROPHE}": "'",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
}


def split(text: str, separator: str) -> list[str]:
    """The parts between separators that have no backslash before them; escapes stay in the parts."""
    found = [""]
    characters = iter(text)
    for character in characters:
        if character == "\\":
            found[-1] += character + next(characters, "")
        elif character == separator:
            found.append("")
        else:
            found[-1] += character
    return found


def unescaped(text: str) -> str:
    """The text without the backslashes that only protect what follows them."""
    found = ""
    characters = iter(text)
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            found += following if following in ("\\", ",", "$", "|") and following else character + following
        else:
            found += character
    return found


def folded(text: str) -> str:
    """The text without case, accents, and runs of blanks."""
    plain = "".join(_TYPOGRAPHIC.get(character, character) for character in text)
    apart = unicodedata.normalize("NFKD", plain)
    bare = "".join(character for character in apart if unicodedata.combining(character) == 0)
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).split())


def words(text: str) -> list[str]:
    """The runs of letters and digits of a text, folded; what is longer than 200 of them counts as several."""
    runs = "".join(character if character.isalnum() else " " for character in folded(text)).split()
    return [run[start : start + 200] for run in runs for start in range(0, len(run), 200)]


def sounds(text: str) -> set[str]:
    """How the words of a text sound."""
    return {sound for word in words(text) if (sound := jellyfish.metaphone(word).strip())}


def digits(text: str) -> str | None:
    """The digits of a telephone number; None for what is none."""
    found = "".join(character for character in text if character.isdigit())
    rest = {character for character in text if not character.isdigit() and not character.isspace()}
    return found if len(found) > 3 and rest <= set("().+/x-") else None
