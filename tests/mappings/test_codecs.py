"""Codecs: what fits a column, what does not, and what is written back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings import codecs
from mappings.kernel import Codec, Kind
from tests.mappings.documents import JSON, NUMBERS, TEXTS, TIMES

ALL: dict[str, Codec] = {
    "text": codecs.text,
    "short": codecs.short,
    "uri": codecs.uri,
    "code": codecs.code,
    "one_of": codecs.one_of("a", "b"),
    "concept_of": codecs.concept_of("http://example.org/s", "a", "b"),
    "boolean": codecs.boolean,
    "integer": codecs.integer,
    "unsigned": codecs.unsigned,
    "positive": codecs.positive,
    "decimal": codecs.decimal,
    "when": codecs.when,
    "moment": codecs.moment,
    "date": codecs.date,
    "reference": codecs.reference("Patient", "Group", table="patient"),
    "words": codecs.words,
    "lines": codecs.lines,
}


def first(codec: Codec, value: Any) -> Any:
    cell = codec.read(value)
    return cell[0] if codec.end else cell


@pytest.mark.parametrize(
    ("name", "fitting", "not_fitting"),
    [
        ("text", ["a", " ", "two\nlines", "x" * 100_000], ["", None, 1, ["a"], {"a": 1}, True]),
        ("short", ["a", " ", "x" * 255], ["", "x" * 256, None, 1]),
        ("uri", ["http://loinc.org", "urn:oid:1.2", "x" * 255], ["", "a b", "a\n", "\u00a0", "x" * 256, 1, ["a"]]),
        ("code", ["8480-6", "a b", "x" * 255], ["", " a", "a ", "a  b", "a\tb", "x" * 256, 1, {}]),
        ("one_of", ["a", "b"], ["c", "", None, ["a"], {"a": 1}, 1]),
        ("boolean", [True, False], [1, 0, "true", None]),
        ("integer", [0, -1, 2**31 - 1, -(2**31)], [True, 2**31, -(2**31) - 1, Decimal("1"), "1", None]),
        ("unsigned", [0, 1, 2**31 - 1], [-1, True, Decimal("1")]),
        ("positive", [1, 2**31 - 1], [0, -1, True]),
    ],
)
def test_what_fits_is_the_value_itself(name: str, fitting: list[Any], not_fitting: list[Any]) -> None:
    codec = ALL[name]
    for value in fitting:
        assert codec.read(value) == value
        assert codec.write(codec.read(value), None) == value
    for value in not_fitting:
        assert codec.read(value) is None


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+2"), "1E+2"),
        (Decimal("-0.0"), "-0.0"),
        (7, "7"),
        (Decimal("84.92434230385183"), "84.92434230385183"),
        (Decimal("0.1234567890123456789012345"), "0.12345678901234568"),
        (10**30, "1000000000000000000000000000000"),
        (10**30 + 1, "1E+30"),
        (Decimal("1E-400"), "0.0"),
    ],
)
def test_a_decimal_keeps_its_digits_as_far_as_a_double_does(value: Any, cell: str) -> None:
    assert str(codecs.decimal.read(value)) == cell
    assert Decimal(repr(float(codecs.decimal.read(value)))) == codecs.decimal.read(value)


@pytest.mark.parametrize("value", [Decimal("1E+400"), Decimal("NaN"), Decimal("Infinity"), 1.5, "1.5", True, None, []])
def test_what_is_no_decimal_does_not_fit(value: Any) -> None:
    assert codecs.decimal.read(value) is None


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        ("2012-03", ("2012-03-01T00:00:00.000000Z", "2012-04-01T00:00:00.000000Z")),
        ({"start": "2012", "end": "2013-02"}, ("2012-01-01T00:00:00.000000Z", "2013-03-01T00:00:00.000000Z")),
        ({"start": "2012"}, ("2012-01-01T00:00:00.000000Z", None)),
        ({"end": "2012"}, (None, "2013-01-01T00:00:00.000000Z")),
        ({"start": 2012, "end": ["2012"]}, (None, None)),
        ({}, (None, None)),
        (None, (None, None)),
        (["2012"], (None, None)),
    ],
)
def test_when_reads_a_time_or_a_period(value: Any, cells: tuple[Any, Any]) -> None:
    assert codecs.when.read(value) == cells


def test_when_writes_into_the_period_that_is_there() -> None:
    cell = "2012-03-04T00:00:00.000000Z"
    old = {"start": "2011-01-01", "end": "2013", "id": "p"}
    assert codecs.when.write(cell, old) == {"start": "2012-03-04", "end": "2013", "id": "p"}
    assert codecs.when.write(cell, {"end": "2013"}) == {"start": "2012-03-04T00:00:00Z", "end": "2013"}
    assert codecs.when.write(cell, None) == "2012-03-04T00:00:00Z"


REFERENCE = ALL["reference"]


@pytest.mark.parametrize(
    ("reference", "cell"),
    [
        ("Patient/a-1.b", "Patient/a-1.b"),
        ("Group/" + "x" * 64, "Group/" + "x" * 64),
        ("Practitioner/a", None),
        ("Patient/" + "x" * 65, None),
        ("Patient/a/_history/1", None),
        ("http://example.org/Patient/a", None),
        ("urn:uuid:1", None),
        ("#a", None),
        ("Patient/a\n", None),
        ("Patient/ü", None),
        (None, None),
        (1, None),
    ],
)
def test_only_a_plain_reference_to_one_of_the_targets_fits(reference: Any, cell: str | None) -> None:
    assert REFERENCE.read({"reference": reference, "display": "d"}) == cell
    assert REFERENCE.read(reference) is None


def test_a_new_reference_drops_what_described_the_old_one() -> None:
    old = {
        "reference": "Patient/a",
        "type": "Patient",
        "display": "Ada",
        "_display": {"id": "d"},
        "identifier": {"value": "1"},
        "extension": [{"url": "u"}],
        "id": "i",
    }
    assert REFERENCE.write("Patient/b", old) == {"extension": [{"url": "u"}], "id": "i", "reference": "Patient/b"}
    assert REFERENCE.remove(old) == {"extension": [{"url": "u"}], "id": "i"}
    assert REFERENCE.write("Patient/b", "junk") == {"reference": "Patient/b"}


def test_the_table_of_a_reference_is_named_after_its_first_target() -> None:
    assert codecs.reference("Patient").table == "patient"
    assert codecs.reference("PractitionerRole").table == "practitioner_role"
    assert codecs.reference("Location", table="organization").table == "organization"


CONCEPT = ALL["concept_of"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ({"coding": [{"system": "http://example.org/s", "code": "a"}]}, "a"),
        ({"coding": [{"system": "other", "code": "a"}, {"system": "http://example.org/s", "code": "b"}]}, "b"),
        ({"coding": [{"system": "http://example.org/s", "code": "c"}]}, None),
        ({"coding": [{"code": "a"}]}, None),
        ({"coding": ["junk", {"system": "http://example.org/s", "code": ["a"]}]}, None),
        ({"coding": {"system": "http://example.org/s", "code": "a"}}, None),
        ({"text": "a"}, None),
        ("a", None),
        (None, None),
    ],
)
def test_a_bound_concept_is_its_code(value: Any, cell: str | None) -> None:
    assert CONCEPT.read(value) == cell


def test_a_bound_concept_is_written_anew() -> None:
    old = {"coding": [{"system": "x", "code": "y"}], "text": "words", "id": "i", "extension": [{"url": "u"}]}
    coding = [{"system": "http://example.org/s", "code": "b"}]
    assert CONCEPT.write("b", old) == {"id": "i", "extension": [{"url": "u"}], "coding": coding}
    assert CONCEPT.write("b", None) == {"coding": coding}
    assert CONCEPT.remove(old) is None


@pytest.mark.parametrize(
    ("name", "value", "cell"),
    [
        ("words", ["Anna", "Maria"], "Anna Maria"),
        ("words", ["Anna Maria"], "Anna Maria"),
        ("words", ["Anna ", "Maria"], None),
        ("words", ["Anna", ""], None),
        ("words", ["Anna", None], None),
        ("words", [], None),
        ("words", "Anna", None),
        ("words", ["x" * 128, "y" * 128], None),
        ("lines", ["1 High St", "Flat 2"], "1 High St\nFlat 2"),
        ("lines", ["1 High St\nFlat 2"], "1 High St\nFlat 2"),
        ("lines", ["1 High St\n"], None),
    ],
)
def test_a_list_of_strings_is_joined_when_it_comes_back(name: str, value: Any, cell: str | None) -> None:
    assert ALL[name].read(value) == cell
    if cell is not None:
        assert ALL[name].read(ALL[name].write(cell, None)) == cell


def test_words_and_lines_are_written_as_lists() -> None:
    assert codecs.words.write("Anna Maria", None) == ["Anna", "Maria"]
    assert codecs.lines.write("1 High St\nFlat 2", None) == ["1 High St", "Flat 2"]


def population(code: str, count: Any) -> dict[str, Any]:
    return {"code": {"coding": [{"code": code}]}, "count": count}


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ([population("denominator", 9), population("numerator", 3)], 3),
        ([population("numerator", 3), population("numerator", 4)], 3),
        ([population("numerator", "3")], None),
        ([population("denominator", 9)], None),
        ([{"code": {"text": "numerator"}, "count": 3}, "junk"], None),
        ({}, None),
        (None, None),
    ],
)
def test_the_count_of_a_population(value: Any, cell: int | None) -> None:
    assert codecs.population_count("numerator").read(value) == cell


FITTING: dict[Kind, list[Any]] = {
    "text": ["a", ["a"], {"coding": [{"system": "http://example.org/s", "code": "a"}]}],
    "boolean": [True],
    "integer": [7],
    "decimal": [Decimal("1.5")],
    "date": ["2012-03"],
    "instant": ["2012-03", {"start": "2012"}],
    "reference": [{"reference": "Patient/p"}],
}


@pytest.mark.parametrize("name", ALL)
@given(value=JSON | st.just({"start": {}, "end": []}))
def test_any_json_can_be_read_and_replaced(name: str, value: Any) -> None:
    codec = ALL[name]
    cell = first(codec, value)
    for other in FITTING[codec.kind]:
        if (new := first(codec, other)) is not None:
            assert first(codec, codec.write(new, value)) == new
    if cell is not None:
        assert first(codec, codec.write(cell, value)) == cell
        assert first(codec, codec.write(cell, None)) == cell
        assert first(codec, codec.remove(value)) is None


@pytest.mark.parametrize("name", ALL)
def test_what_is_read_comes_back(name: str) -> None:
    codec = ALL[name]
    for value in [*TEXTS, *TIMES, *NUMBERS, *([text] for text in TEXTS)]:
        cell = first(codec, value)
        if cell is not None:
            assert first(codec, codec.write(cell, value)) == cell
            assert first(codec, codec.write(cell, None)) == cell


def test_every_codec_says_what_fits_and_what_it_reads() -> None:
    assert all(codec.fits and codec.types for codec in ALL.values())
