"""How texts are compared: folded, in words, by sound."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.search.strings import after_prefix, digits, folded, sounds, words, words_of_short

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Peter", "peter"),
        ("M\u00fcller", "muller"),
        ("MU\u0308LLER", "muller"),
        ("Stra\u00dfe", "strasse"),
        ("\u1e9e", "ss"),
        ("\u0130stanbul", "istanbul"),
        ("\ufb01ne", "fine"),
        ("\u212bngstr\u00f6m", "angstrom"),
        ("\u0391\u03a3", "\u03b1\u03c3"),
        ("\u03c2", "\u03c3"),
        ("O\u2019Brien", "o'brien"),
        ("O\u02bcBrien", "o'brien"),
        ("\u0149", "'n"),
        ("a\u2013b\u2014c\u2010d\u2011e", "a-b-c-d-e"),
        ("  a \t\n b  ", "a b"),
        ("a\u00a0b", "a b"),
        ("\uff21\uff22", "ab"),
        ("\ud55c\uae00", "\ud55c\uae00"),
        ("\u0301", ""),
        ("", ""),
    ],
)
def test_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(ANY)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_every_character_folded_stays_as_it_is() -> None:
    characters = (chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF)
    assert [each for each in characters if folded(folded(each)) != folded(each)] == []


@given(ANY)
def test_form_and_blanks_do_not_matter(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(text) == folded(f"  {text}\t")


@given(st.text(st.characters(max_codepoint=127), max_size=20))
def test_case_does_not_matter(text: str) -> None:
    assert folded(text.upper()) == folded(text) == folded(text.lower())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Heart-rate, resting", ["heart", "rate", "resting"]),
        ("snake_case", ["snake", "case"]),
        ("don't", ["don", "t"]),
        ("5x", ["n5x"]),
        ("2e848d16", ["n2e848d16"]),
        ("n2 nn3", ["nn2", "nnn3"]),
        ("nurse", ["nurse"]),
        ("\u00dcn\u00efted", ["united"]),
        ("x" * 450, ["x" * 200, "x" * 200, "x" * 50]),
        ("... --- !", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == list(words_of_short(text)) == found


@given(ANY, ANY)
def test_words_of_two_texts_are_those_of_each(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)


@given(st.lists(st.from_regex(r"\A[a-z0-9]{1,5}\Z"), max_size=4))
def test_different_words_stay_different(texts: list[str]) -> None:
    assert len(set(words(" ".join(texts)))) == len(set(texts))


@pytest.mark.parametrize(
    ("prefix", "after"),
    [
        ("a", "b"),
        ("az", "a{"),
        ("a\U0010ffff", "b"),
        ("\ud7ff", "\ue000"),
        ("\U0010ffff", None),
        ("\U0010ffff\U0010ffff", None),
        ("", None),
    ],
)
def test_after_prefix(prefix: str, after: str | None) -> None:
    assert after_prefix(prefix) == after


@given(ANY.filter(bool), ANY)
def test_what_begins_with_a_prefix_lies_between_it_and_what_is_after(prefix: str, text: str) -> None:
    after = after_prefix(prefix)
    assert prefix <= prefix + text
    assert after is None or prefix + text < after
    if after is not None and not text.startswith(prefix):
        assert text < prefix or text >= after


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Chalmers", "Chalmerz", True),
        ("Philip", "Filip", True),
        ("Smith", "Smyth", True),
        ("Peter", "Paul", False),
        ("J\u00fcrgen", "Jurgen", True),
    ],
)
def test_sounds(one: str, other: str, same: bool) -> None:
    assert (sounds(one) == sounds(other)) is same
    assert len(sounds(one)) == 1


def test_each_word_of_a_name_has_its_sound() -> None:
    assert sounds("Peter James") == sounds("Peter") | sounds("James")
    assert sounds("...") == sounds("") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(03) 5555 6473", "0355556473"),
        ("+49/30-1234", "49301234"),
        ("555.1234x5", "55512345"),
        ("1234", "1234"),
        ("123", None),
        ("1234abc", None),
        ("a@b.org", None),
        ("", None),
    ],
)
def test_digits_of_telephone_numbers(text: str, found: str | None) -> None:
    assert digits(text) == found
