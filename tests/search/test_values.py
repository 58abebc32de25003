"""Values of search parameters as texts: escaping, lists, prefixes; and the laws that these follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.search.values import PREFIXES, prefixed, split, unescaped

SEPARATORS = st.sampled_from([",", "|", "$"])
TEXTS = st.text(alphabet=st.sampled_from("a1 ,|$\\\u00e4"), max_size=12)


def escaped(text: str) -> str:
    """A text with all that separates protected."""
    return "".join(f"\\{character}" if character in "\\,|$" else character for character in text)


@pytest.mark.parametrize(
    ("text", "separator", "parts"),
    [
        ("a", ",", ["a"]),
        ("", ",", [""]),
        ("a,b", ",", ["a", "b"]),
        ("a,,b,", ",", ["a", "", "b", ""]),
        ("a|b,c", ",", ["a|b", "c"]),
        ("a\\,b,c", ",", ["a\\,b", "c"]),
        ("a\\\\,b", ",", ["a\\\\", "b"]),
        ("a\\\\\\,b", ",", ["a\\\\\\,b"]),
        ("a\\|b|c", "|", ["a\\|b", "c"]),
        ("a\\$b$c", "$", ["a\\$b", "c"]),
        ("\\", ",", ["\\"]),
        (",\\", ",", ["", "\\"]),
    ],
)
def test_split(text: str, separator: str, parts: list[str]) -> None:
    assert split(text, separator) == parts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a", "a"),
        ("a\\,b", "a,b"),
        ("a\\|b\\$c", "a|b$c"),
        ("a\\\\b", "a\\b"),
        ("a\\\\,b", "a\\,b"),
        # What is no escape stays as it is.
        ("a\\b", "a\\b"),
        ("a\\", "a\\"),
    ],
)
def test_unescaped(text: str, plain: str) -> None:
    assert unescaped(text) == plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5", ("eq", "5")),
        ("eq5", ("eq", "5")),
        (" ge5 ", ("ge", "5")),
        ("GE5", ("eq", "GE5")),
        ("xx5", ("eq", "xx5")),
        ("ge", ("ge", "")),
        ("", ("eq", "")),
        ("gegt5", ("ge", "gt5")),
    ],
)
def test_prefixed(text: str, parts: tuple[str, str]) -> None:
    assert prefixed(text) == parts


@given(st.sampled_from(PREFIXES), st.integers())
def test_every_prefix_is_taken_off(prefix: str, number: int) -> None:
    assert prefixed(f"{prefix}{number}") == (prefix, str(number))


@given(TEXTS)
def test_what_is_escaped_is_one_part_and_means_itself(text: str) -> None:
    for separator in ",|$":
        assert split(escaped(text), separator) == [escaped(text)]
    assert unescaped(escaped(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=5), SEPARATORS)
def test_parts_that_are_escaped_and_joined_come_apart_again(texts: list[str], separator: str) -> None:
    joined = separator.join(map(escaped, texts))
    assert [unescaped(part) for part in split(joined, separator)] == texts


@given(TEXTS, SEPARATORS)
def test_parts_joined_again_are_the_text(text: str, separator: str) -> None:
    assert separator.join(split(text, separator)) == text
