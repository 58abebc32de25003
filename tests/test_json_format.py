"""JSON goes in and comes out without loss, and what cannot is refused."""

from __future__ import annotations

import contextlib
import json
import math
import string
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.errors import InvalidJson
from fhirserver.json_format import MAX_DEPTH, decode, encode, encode_pretty

CONTROL = [chr(c) for c in range(32) if chr(c) not in "\t\n\r"]

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROL), max_size=20)
# Text as it would look in JSON source: quotes, backslashes, escapes and brackets that are no structure.
tricky_texts = st.text(st.sampled_from('"\\{}[]:,u0022 nté-0e1'), max_size=20)
decimals = st.builds(
    lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
    st.integers(0, 1),
    st.lists(st.integers(0, 9), min_size=1, max_size=30).map(tuple),
    st.integers(-40, 40),
)
# An exponent of 0 makes an int: JSON has no other way to write it.
numbers = st.integers() | st.integers(-(10**300), 10**300) | decimals.filter(lambda d: d.as_tuple().exponent != 0)
scalars = st.none() | st.booleans() | numbers | texts | tricky_texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts | tricky_texts, inner, max_size=5),
    max_leaves=20,
)


def refused(data: bytes, **options: int) -> str:
    with pytest.raises(InvalidJson) as caught:
        decode(data, **options)
    assert caught.value.status == 400
    return str(caught.value)


def exactly(value: object) -> object:
    """Value with each number replaced by its type and digits, so that == cannot take 1.0 for 1 or True for 1."""
    if isinstance(value, dict):
        return {name: exactly(item) for name, item in value.items()}
    if isinstance(value, list):
        return [exactly(item) for item in value]
    if isinstance(value, Decimal):
        return ("decimal", value.as_tuple())
    return (type(value).__name__, value)


# Round trips


@given(values)
def test_what_is_encoded_decodes_to_the_same(value: object) -> None:
    assert exactly(decode(encode(value))) == exactly(value)


@given(values)
def test_pretty_says_the_same_as_compact(value: object) -> None:
    assert exactly(decode(encode_pretty(value))) == exactly(value)


@given(values, st.sampled_from([None, 2]), st.booleans())
def test_every_layout_decodes_to_the_same(value: Any, indent: int | None, ascii_only: bool) -> None:
    # Not by json.dumps of a Decimal, which it refuses: the numbers are planted afterwards.
    planted: list[str] = []

    def plant(item: Any) -> Any:
        if isinstance(item, dict):
            return {name: plant(inner) for name, inner in item.items()}
        if isinstance(item, list):
            return [plant(inner) for inner in item]
        if isinstance(item, Decimal):
            planted.append(str(item))
            return f"\x01{len(planted) - 1}\x01"
        return item

    text = json.dumps(plant(value), indent=indent, ensure_ascii=ascii_only)
    for index, number in enumerate(planted):
        text = text.replace(f'"\\u0001{index}\\u0001"', number)
    assert exactly(decode(text.encode())) == exactly(value)


@pytest.mark.parametrize(
    "number",
    ["1.50", "1.0", "0.0", "-0.0", "-0", "1E+2", "1E-7", "-1.5E-9", "0E+5", "12345678901234567890.10", "1" + "0" * 307],
)
def test_a_number_comes_back_as_sent(number: str) -> None:
    assert encode(decode(f'{{"value":{number}}}'.encode())) == f'{{"value":{number}}}'.encode()


@pytest.mark.parametrize(
    ("sent", "digits"),
    [("1e2", "1E+2"), ("0.0000001", "1E-7"), ("1.50e3", "1.50E+3"), ("-0e5", "-0E+5"), ("100e-1", "10.0")],
)
def test_other_spellings_of_a_number_keep_digits_and_exponent(sent: str, digits: str) -> None:
    value = decode(sent.encode())
    assert isinstance(value, Decimal)
    assert value.as_tuple() == Decimal(sent).as_tuple()
    assert encode(value).decode() == digits


def test_numbers_without_fraction_are_int_and_the_others_decimal() -> None:
    assert exactly(decode(b"[1, 1.0, 18446744073709551616, -0]")) == [
        ("int", 1),
        ("decimal", Decimal("1.0").as_tuple()),
        ("int", 2**64),
        ("decimal", Decimal("-0").as_tuple()),
    ]


def test_negative_zero_survives_wherever_it_stands() -> None:
    for text in (b"-0", b"[-0]", b'{"a":-0}', b"[-0,1]", b"[1,-0\n]", b'{"a":-0 ,"b":"-0,"}'):
        assert b"-0" in encode(decode(text)).replace(b'"-0,"', b"")


# Differential: the standard library says what it means, or that it is wrong


def reference(data: bytes) -> object:
    """The slow and exact reading of JSON by the standard library; ValueError for what is to be refused."""

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({name for name, _ in pairs}) != len(pairs):
            raise ValueError("duplicate")
        return dict(pairs)

    def integer(text: str) -> int | Decimal:
        return Decimal(text) if text == "-0" else int(text)

    def constant(text: str) -> object:
        raise ValueError(text)

    def check(value: object) -> None:
        if isinstance(value, str):
            value.encode()
            if any(control in value for control in CONTROL):
                raise ValueError("control character")
        elif isinstance(value, dict):
            for name, item in value.items():
                check(name)
                check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)
        elif isinstance(value, Decimal) and abs(value.adjusted()) > 307 and float(value) in {0, math.inf, -math.inf}:
            raise ValueError("range")

    value = json.loads(
        data.decode("utf-8"),
        object_pairs_hook=unique,
        parse_float=Decimal,
        parse_int=integer,
        parse_constant=constant,
    )
    check(value)
    return value


def agree(data: bytes) -> None:
    try:
        expected = exactly(reference(data))
    except ValueError:
        refused(data)
    else:
        assert exactly(decode(data)) == expected


FRAGMENTS = r"""
{ } [ ] , : "a" "b" "\u0061" "\"" "\u0022" "\\" "\\u0022" "é" -0 0 1 1.50 1e5 - e 01 1. NaN -Infinity true null
"\u0000" "\b" "\ud800" "\ud83d\ude00" "\udc00" ' \ "
"""
PIECES = [*FRAGMENTS.split(), " ", "\n", "\ufeff", "\x00", "\x7f"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(lambda pieces: "".join(pieces).encode()))
def test_fragments_are_read_as_the_standard_library_reads_them(data: bytes) -> None:
    agree(data)


members = st.tuples(
    st.sampled_from(['"a"', '"\\u0061"', '"b"', '"\\""', '"\\u0022"', '"\\\\"', '"\\\\u0022"', '"é"', '""']),
    st.sampled_from(["1", "-0", '"-0,"', '"\\"a\\":1"', '{"a":1}', '{"a":1,"a":1}', "[]", '"\\u0022"', '"\\\\\\""']),
)


@given(st.lists(members, max_size=5), st.sampled_from(["", " ", "\n\t"]))
def test_objects_are_read_as_the_standard_library_reads_them(pairs: list[tuple[str, str]], space: str) -> None:
    agree(("{" + ",".join(f"{space}{name}{space}:{space}{value}" for name, value in pairs) + "}").encode())


@given(st.binary(max_size=30) | st.text(string.printable, max_size=30).map(str.encode))
def test_hostile_bytes_raise_nothing_but_invalid_json(data: bytes) -> None:
    agree(data)


# What is refused, and what it says


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":1}',
        b'{"a":1, "b":2, "\\u0061":3}',
        b'{"x":[{"y":{"a":1,"b":"\\"","a":[]}}]}',
        b'{"a":"\\u0022","a":""}',
        b'{"a":{},"a":{"a":1}}',
        b'{"a":1,"a":"\\u0022\\u0022"}',
        b'{\n  "a": 1,\n  "a": 1\n}',
    ],
)
def test_duplicate_keys_are_refused_by_name(text: bytes) -> None:
    assert refused(text) == "The body cannot be read: the property 'a' stands twice in one object."


def test_same_keys_in_different_objects_are_fine() -> None:
    assert decode(b'{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}') == {"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 1}]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "The body is empty."),
        (b" \n", "The body is empty."),
        (b"\xef\xbb\xbf", "The body starts with a byte order mark, which JSON does not allow: send UTF-8 without it."),
        (b'{"a":\n"\xff"}', "The body is not UTF-8: invalid start byte at line 2, column 2."),
        (b'"\xed\xa0\x80"', "The body is not UTF-8: invalid continuation byte at line 1, column 2."),
        (b'"a\\ud800"', "The body has a lone surrogate, which is not a character."),
        (b'"\\udc00 b"', "The body has a lone surrogate, which is not a character."),
        (b'"\\udc00\\ud800"', "The body has a lone surrogate, which is not a character."),
        (b'{"a":\nNaN}', "The body is not JSON: NaN is not a number at line 2, column 1."),
        (b"[Infinity]", "The body is not JSON: Infinity is not a number at line 1, column 2."),
        (b"{} {}", "The body is not JSON: trailing characters at line 1, column 4."),
        (b'{"a":1,}', "The body is not JSON: trailing comma in object at line 1, column 8."),
        (b'{"a":1', "The body cannot be read: it ends too early."),
        (b'"a\x01"', "The body is not JSON: invalid character at line 1, column 3."),
        (b'"a\\u0000"', "The control character \\u0000 is not allowed in a string."),
        (b'{"\\u001F":1}', "The control character \\u001F is not allowed in a string."),
        (b'"\\\\\\b"', "The control character \\b is not allowed in a string."),
        (b"[1e400]", "The body cannot be read: the number 1e400 is outside the range of a double - at $[0]."),
        (b"-1e-400", "The body cannot be read: the number -1e-400 is outside the range of a double."),
        (b"1e9999999999999", "The body cannot be read: the number 1e9999999999999 is outside the range of a double."),
        (b"1e" + b"9" * 99, f"The body cannot be read: the number 1e{'9' * 55}... is outside the range of a double."),
    ],
)
def test_the_message_says_what_is_wrong(text: bytes, message: str) -> None:
    assert refused(text) == message


@pytest.mark.parametrize("text", [b'"\\\\u0000"', b'"\\\\b"', b'"\\t\\n\\r\\/\\"\\\\"', b'"\\ud83d\\ude00"', b'"\x7f"'])
def test_what_only_looks_like_a_bad_character_is_read(text: bytes) -> None:
    assert decode(text) == json.loads(text)


@pytest.mark.parametrize(
    ("inside", "outside"),
    [("1.7E+308", "1.8E+308"), ("-1.7E+308", "-1.8E+308"), ("5E-324", "1E-324"), ("-5E-324", "-1E-324")],
)
def test_the_range_is_that_of_a_double(inside: str, outside: str) -> None:
    assert encode(decode(inside.encode())) == inside.encode()
    assert refused(outside.encode()).endswith("is outside the range of a double.")


@pytest.mark.parametrize(
    "number", ["1" * 309, "1" * 5_000, "1" * 100_000, "0." + "1" * 400, "1" + "0" * 400 + ".5", "0e400", "0e-400"]
)
def test_numbers_too_long_or_outside_the_range_of_a_double_are_refused(number: str) -> None:
    refused(number.encode())
    refused(f'{{"a":[{number}]}}'.encode())


def test_long_runs_of_digits_in_strings_are_fine() -> None:
    assert decode(b'{"a":"' + b"7" * 500 + b'"}') == {"a": "7" * 500}


def test_an_endless_key_is_not_quoted_in_full() -> None:
    key = b'"' + b"k" * 10_000 + b'"'
    assert len(refused(b"{" + key + b":1," + key + b":2}")) < 200


# Depth


def nested(levels: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    return opening * levels + closing * levels


def test_depth_is_limited_exactly() -> None:
    assert decode(nested(MAX_DEPTH)) is not None
    assert refused(nested(MAX_DEPTH + 1)) == "Nested too deeply: at most 100 levels are read."
    assert decode(b"[" + b",".join([nested(4)] * 50) + b"]", max_depth=5) is not None
    refused(b"[" + b",".join([nested(5)] * 50) + b"]", max_depth=5)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
@pytest.mark.parametrize("levels", [600, 10_000, 100_000])
def test_any_depth_is_refused(opening: bytes, levels: int) -> None:
    refused(opening * levels)
    closing = b"".join({91: b"]", 123: b"}"}[c] for c in reversed(opening) if c in b"[{")
    assert "Nested too deeply" in refused(opening * levels + b"1" + closing * levels)


def depth(value: object) -> int:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if items is None else 1 + max(map(depth, items), default=0)


@given(values, st.integers(0, 6))
def test_depth_counts_structure_and_not_what_stands_in_strings(value: object, limit: int) -> None:
    try:
        decode(encode(value), max_depth=limit)
    except InvalidJson:
        assert depth(value) > limit
    else:
        assert depth(value) <= limit


def test_the_number_of_objects_and_arrays_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fhirserver.json_format.MAX_CONTAINERS", 3)
    assert decode(b'[[],{"a":1}]') == [[], {"a": 1}]
    assert refused(b"[[],{},[]]") == "There are more than 3 objects and arrays."


def test_brackets_and_escapes_in_strings_are_no_depth() -> None:
    text = json.dumps({"a": ["[[[[{{{{", '\\"[[[', '"[', "\\", "]"], "b": {}}).encode()
    assert decode(text, max_depth=2) == json.loads(text)
    refused(text, max_depth=1)


# Time: twice the bytes may cost about twice the time, whatever they are


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "keys": lambda n: b"{" + b",".join(b'"%d":1' % i for i in range(n)) + b"}",
    "duplicates": lambda n: b"[" + b'{"a":1,"a":2},' * n + b"1]",
    "escapes": lambda n: b'"' + b'\\\\\\"' * n + b'"',
    "escaped quotes": lambda n: b"[" + b'"\\u0022",' * n + b"1]",
    "surrogates": lambda n: b'"' + b"\\ud800" * n + b'"',
    "digits": lambda n: b"1" * n * 10,
    "fraction": lambda n: b"0." + b"1" * n * 10,
    "exponents": lambda n: b"[" + b"1e5," * n + b"1]",
    "negative zeros": lambda n: b"[" + b"-0," * n + b"1]",
    "brackets": lambda n: b"[" + nested(90) * (n // 50) + b"]",
    "lines": lambda n: b"\n" * n * 10 + b"x",
    "strings of brackets": lambda n: b"[" + b'"[","]",' * n + b"1]",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_only(name: str) -> None:
    def seconds(size: int) -> float:
        data = HOSTILE[name](size)
        best = math.inf
        for _ in range(3):
            started = time.perf_counter()
            with contextlib.suppress(InvalidJson):
                decode(data)
            best = min(best, time.perf_counter() - started)
        return best

    # Quadratic growth would make it 256 times as long; 16 is linear, and the rest is left to noise.
    assert seconds(64_000) < 100 * max(seconds(4_000), 0.0002)


# Encoding


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), math.nan, math.inf])
def test_what_is_not_a_number_is_never_written(number: Decimal | float) -> None:
    with pytest.raises(ValueError, match="is not a JSON value"):
        encode({"a": [{"b": number}]})


def test_text_that_says_nan_or_null_is_written() -> None:
    value = {"a": "NaN", "b": "Infinity", "c": None, "d": "null"}
    assert encode(value) == b'{"a":"NaN","b":"Infinity","c":null,"d":"null"}'


def test_what_json_cannot_say_raises_value_error() -> None:
    endless: list[object] = []
    endless.append(endless)
    for value in (endless, "\ud800", {"\ud800": 1}, object()):
        with pytest.raises(ValueError, match=r"."):
            encode(value)


def test_compact_and_pretty() -> None:
    value = {"resourceType": "Observation", "valueQuantity": {"value": Decimal("1.50")}, "text": "é"}
    assert encode(value) == '{"resourceType":"Observation","valueQuantity":{"value":1.50},"text":"é"}'.encode()
    assert encode_pretty({"a": [Decimal("1.50"), {}]}) == b'{\n  "a": [\n    1.50,\n    {}\n  ]\n}'
