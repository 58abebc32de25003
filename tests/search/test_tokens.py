"""Tokens as they are searched for and stored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.search.strings import INDEXED
from fhirserver.search.tokens import (
    Token,
    TokenValue,
    code_columns,
    indexed,
    system_digest,
    texts_of,
    token_value,
    tokens_of,
    typed_identifiers,
)
from fhirserver.search.values import BadValue


@pytest.mark.parametrize(
    ("text", "system", "code"),
    [
        ("a", None, "a"),
        ("s|a", "s", "a"),
        ("|a", "", "a"),
        ("s|", "s", None),
        ("a\\|b", None, "a|b"),
        ("s\\|t|a\\,b", "s|t", "a,b"),
        ("http://loinc.org|1-2", "http://loinc.org", "1-2"),
        (" a ", None, " a "),
    ],
)
def test_what_is_searched_for(text: str, system: str | None, code: str | None) -> None:
    assert token_value(text) == TokenValue(system, code)


@pytest.mark.parametrize("text", ["", "|", "a|b|c", "||"])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        token_value(text)


@pytest.mark.parametrize(
    ("value", "type_name", "tokens"),
    [
        ("male", "code", [(None, "male")]),
        ("x", "string", [(None, "x")]),
        (True, "boolean", [(None, "true")]),
        (False, "boolean", [(None, "false")]),
        (5, "integer", [(None, "5")]),
        (None, "code", []),
        ({"system": "s", "code": "a"}, "Coding", [("s", "a")]),
        ({"code": "a"}, "Coding", [(None, "a")]),
        ({"system": "s"}, "Coding", [("s", None)]),
        ({"display": "A"}, "Coding", []),
        ({"coding": [{"code": "a"}, {"display": "B"}, {"code": "c"}]}, "CodeableConcept", [(None, "a"), (None, "c")]),
        ({"text": "A"}, "CodeableConcept", []),
        ({"system": "s", "value": "1"}, "Identifier", [("s", "1")]),
        ({"type": {"text": "x"}}, "Identifier", []),
        ({"system": "email", "value": "a@b.org"}, "ContactPoint", [("email", "a@b.org")]),
        ({"system": "phone", "value": "(03) 5555"}, "ContactPoint", [("phone", "(03) 5555"), ("phone", "035555")]),
        ({"system": "phone", "value": "035555"}, "ContactPoint", [("phone", "035555")]),
        ({"system": "phone"}, "ContactPoint", [("phone", None)]),
    ],
)
def test_what_is_stored(value: Any, type_name: str, tokens: list[Token]) -> None:
    assert list(tokens_of(value, type_name)) == tokens


def test_identifiers_of_a_type() -> None:
    kinds = {"coding": [{"system": "s", "code": "MR"}, {"code": "X"}, {"system": "only"}]}
    assert list(typed_identifiers({"type": kinds, "value": "7"})) == [("s", "MR|7"), (None, "X|7")]
    assert list(typed_identifiers({"type": kinds})) == []
    assert list(typed_identifiers({"value": "7"})) == []


@pytest.mark.parametrize(
    ("value", "type_name", "texts"),
    [
        ({"text": "A", "coding": [{"display": "B"}, {"code": "c"}]}, "CodeableConcept", ["A", "B"]),
        ({"display": "B"}, "Coding", ["B"]),
        ({"type": {"text": "MRN"}, "value": "7"}, "Identifier", ["MRN"]),
        ("words", "string", ["words"]),
        ("words", "markdown", ["words"]),
        ("words", "code", []),
        ({"value": "7"}, "ContactPoint", []),
    ],
)
def test_texts(value: Any, type_name: str, texts: list[str]) -> None:
    assert list(texts_of(value, type_name)) == texts


def test_a_code_stands_without_case_and_beside_it_as_it_is() -> None:
    assert code_columns("abc") == ("abc", None)
    assert code_columns("ABC") == ("abc", "ABC")
    assert code_columns("\u00c4") == ("a", "\u00c4")
    assert code_columns(" a  b ") == ("a b", " a  b ")
    assert code_columns(None) == (None, None)


@given(st.text(max_size=600), st.text(max_size=600))
def test_what_is_long_stands_by_its_digest(one: str, other: str) -> None:
    assert len(indexed(one) or "") == min(len(one), INDEXED)
    assert (indexed(one) == indexed(other)) == (one == other)
    if len(one) <= INDEXED:
        assert indexed(one) == one


def test_long_texts_that_begin_the_same_differ() -> None:
    one, other = indexed("x" * 300), indexed("x" * 301)
    assert one is not None
    assert other is not None
    assert one != other
    assert one[:100] == other[:100] == "x" * 100


@given(st.text(), st.text())
def test_a_system_is_a_positive_number_of_63_bits(one: str, other: str) -> None:
    assert 0 <= system_digest(one) < 2**63
    assert (system_digest(one) == system_digest(other)) == (one == other)
