"""The values of one resource that are searched for, as rows of the index tables without their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from fhirserver.search.dates import ranges_of
from fhirserver.search.expressions import Leaf
from fhirserver.search.numbers import intervals_of
from fhirserver.search.paths import SearchPath, number_of
from fhirserver.search.quantities import quantities_of
from fhirserver.search.strings import INDEXED, folded, sounds, words
from fhirserver.search.tokens import code_columns, indexed, system_digest, texts_of, tokens_of, typed_identifiers

Row = tuple[Any, ...]
Add = Callable[["Values", Any, int], None]
"""Adds a value of a document, found in some element, to the values of its resource."""


class Values:
    """What is found in one resource, or in one that is contained in it.

    The rows of each kind begin with the number of their path and the place of the repeating element that they are in.
    ``references`` are (path, element, Reference), ``inline`` are (path, element, resource) for whole resources,
    ``words`` are those of codes and displays, each with the path it belongs to.
    """

    __slots__ = (
        *("dates", "inline", "numbers", "positions", "quantities"),
        *("references", "strings", "tokens", "uris", "words"),
    )

    def __init__(self) -> None:
        self.tokens: list[Row] = []
        self.strings: list[Row] = []
        self.dates: list[Row] = []
        self.numbers: list[Row] = []
        self.quantities: list[Row] = []
        self.uris: list[Row] = []
        self.positions: list[Row] = []
        self.references: list[Row] = []
        self.inline: list[Row] = []
        self.words: list[str] = []

    def add_present(self, path: SearchPath, element: int) -> None:
        """Note that an element is there that has no value to be found by."""
        self.tokens.append((number_of("present", path.text), element, None, None, None))

    def add_token(self, path: int, element: int, system: str | None, code: str | None) -> None:
        """Add a system and a code."""
        self.tokens.append(_token_row(path, element, system, code))

    def add_string(self, path: int, element: int, text: str) -> None:
        """Add a text."""
        plain = folded(text)
        whole = plain if len(plain) > INDEXED else None
        self.strings.append((path, element, plain[:INDEXED], whole, text))

    def add_uri(self, path: int, element: int, text: str) -> None:
        """Add a URI, or a canonical URL with its version."""
        url, _, version = text.partition("|")
        self.uris.append((path, element, indexed(url), indexed(version) or None))


@lru_cache(maxsize=16384)  # Most codes come again and again.
def _token_row(path: int, element: int, system: str | None, code: str | None) -> Row:
    plain, exact = code_columns(code)
    return path, element, None if system is None else system_digest(system), plain, exact


def with_codes(values: Values, measured: Mapping[int, tuple[int, bool]]) -> None:
    """Put beside each quantity the code of what was measured; a row for each of several codes, None if there is none.

    ``measured`` says by a quantity's path where its code is, see ``paths.measured``.
    """
    codes: dict[tuple[int, int], list[str]] = {}
    wanted = {path for path, _ in measured.values()}
    for path, element, _, code, _ in values.tokens:
        if path in wanted and code is not None:
            codes.setdefault((path, element), []).append(code)
    found = []
    for row in values.quantities:
        path, same_element = measured.get(row[0], (0, False))
        for code in dict.fromkeys(codes.get((path, row[1] if same_element else 0), ())) or (None,):
            found.append((*row, code))
    values.quantities = found


def adding(path: SearchPath, leaf: Leaf) -> Add:
    """Return what adds the values at the end of a leaf."""
    return _ADDING[path.kind](path, leaf)


def _says_something(value: Any) -> bool:
    """Whether an element has more than extensions; what has not is missing.  https://hl7.org/fhir/R4/search.html#missing"""
    return not isinstance(value, dict) or not value.keys() <= {"extension", "id"}


def word_of_path(path: int, word: str) -> str:
    """Return how a word of a code's texts stands in the index: with its path, so that it is found there only."""
    return f"p{path}x{word}"


@lru_cache(maxsize=8192)
def _words_of_path(path: int, text: str) -> tuple[str, ...]:
    return tuple(word_of_path(path, word) for word in words(text))


def _token(path: SearchPath, leaf: Leaf) -> Add:
    number, type_name = path.number, leaf.type
    of_type = number_of("of-type", path.text)
    if type_name == "code":
        systems = {code: system for system, code in sorted(leaf.concepts or ())}
        return lambda values, value, element: values.add_token(number, element, systems.get(value), value)
    if type_name == "Patient.deceased":
        return _deceased(number)
    if type_name == "CodeableConcept":
        return _concept(path)

    def add(values: Values, value: Any, element: int) -> None:
        before = len(values.tokens)
        for system, code in tokens_of(value, type_name):
            values.add_token(number, element, system, code)
        if len(values.tokens) == before and _says_something(value):
            values.add_present(path, element)
        if type_name == "Identifier":
            for system, code in typed_identifiers(value):
                values.add_token(of_type, element, system, code)
        for text in texts_of(value, type_name):
            values.words += _words_of_path(number, text)

    return add


def _concept(path: SearchPath) -> Add:
    """The same as for other tokens, without generators: most tokens are of this type."""
    number = path.number

    def add(values: Values, concept: Any, element: int) -> None:
        found = False
        if (text := concept.get("text")) is not None:
            values.words += _words_of_path(number, text)
        for coding in concept.get("coding", ()):
            system, code = coding.get("system"), coding.get("code")
            if code is not None or system is not None:
                values.tokens.append(_token_row(number, element, system, code))
                found = True
            if (text := coding.get("display")) is not None:
                values.words += _words_of_path(number, text)
        if not found and _says_something(concept):
            values.add_present(path, element)

    return add


def _deceased(number: int) -> Add:
    """https://hl7.org/fhir/R4/patient.html#search: whether the patient has died, also where the date is known."""

    def add(values: Values, patient: Any, element: int) -> None:
        died = "deceasedDateTime" in patient or patient.get("deceasedBoolean") is True
        values.add_token(number, element, None, "true" if died else "false")

    return add


def _string(path: SearchPath, leaf: Leaf) -> Add:
    number, type_name = path.number, leaf.type

    def add(values: Values, value: Any, element: int) -> None:
        texts = texts_of(value, type_name) if type_name == "CodeableConcept" else (value,)
        for text in texts:
            values.add_string(number, element, str(text))

    return add


def _phonetic(path: SearchPath, leaf: Leaf) -> Add:
    number = path.number

    def add(values: Values, value: Any, element: int) -> None:
        found = sorted(sounds(value))
        values.strings += [(number, element, sound[:INDEXED], None, sound) for sound in found]
        if not found:
            values.add_present(path, element)

    return add


def _ranges(name: str, ranges: Callable[[Any, str], Any]) -> Callable[[SearchPath, Leaf], Add]:
    def make(path: SearchPath, leaf: Leaf) -> Add:
        number, type_name = path.number, leaf.type

        def add(values: Values, value: Any, element: int) -> None:
            found = [(number, element, *each) for each in ranges(value, type_name)]
            if found:
                getattr(values, name).extend(found)
            elif _says_something(value):
                values.add_present(path, element)

        return add

    return make


def _uri(path: SearchPath, leaf: Leaf) -> Add:
    number = path.number
    return lambda values, value, element: values.add_uri(number, element, value)


def _reference(path: SearchPath, leaf: Leaf) -> Add:
    number = path.number
    identifiers = number_of("identifier", path.text)
    if leaf.type == "Resource":
        return lambda values, value, element: values.inline.append((number, element, value))
    if leaf.type != "Reference":
        return lambda values, value, element: values.add_uri(number, element, value)

    def add(values: Values, value: Any, element: int) -> None:
        values.references.append((number, element, value))
        if "reference" not in value and _says_something(value):
            values.add_present(path, element)
        if "identifier" in value:
            for system, code in tokens_of(value["identifier"], "Identifier"):
                values.add_token(identifiers, element, system, code)

    return add


def _position(path: SearchPath, leaf: Leaf) -> Add:
    number = path.number

    def add(values: Values, value: Any, element: int) -> None:
        values.positions.append((number, element, float(value["latitude"]), float(value["longitude"])))

    return add


_ADDING: Mapping[str, Callable[[SearchPath, Leaf], Add]] = {
    "token": _token,
    "string": _string,
    "phonetic": _phonetic,
    "date": _ranges("dates", ranges_of),
    "number": _ranges("numbers", intervals_of),
    "quantity": _ranges("quantities", quantities_of),
    "uri": _uri,
    "reference": _reference,
    "position": _position,
}
