"""JSON in and out without loss.  https://hl7.org/fhir/R4/json.html

Numbers with a fraction or an exponent are ``Decimal`` and keep their digits (``1.50`` stays ``1.50``), other
numbers are ``int``.  What JSON or FHIR does not allow, or what could not be kept, is refused as a whole.

No fast parser refuses duplicate keys or keeps ``-0``.  So the parsed value is encoded once more and the quotation
marks of both texts are counted: a dropped key lacks two.  Where cheap tests on the bytes leave a doubt, the standard
library's parser, which is slow but tells everything, has the last word.
"""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal, InvalidOperation
from itertools import accumulate

import msgspec

from fhirserver.errors import InvalidJson

MAX_DEPTH = 100
"""Levels of objects and arrays in a body; the deepest of the official R4 examples has 21."""

MAX_CONTAINERS = 4_000_000
"""Objects and arrays in a body: making each costs a hundred times its two bytes, so a body's size alone is no bound."""

MAX_NUMBER_LENGTH = 308
"""Characters in a number."""

_DOUBLE_EXPONENT = 307
"""Numbers up to this exponent are within the range of a double for certain."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DIGITS_TO_ZERO = bytes.maketrans(b"123456789", b"0" * 9)
_LONG_DIGITS = b"0" * MAX_NUMBER_LENGTH
_NEGATIVE_ZERO = re.compile(rb"-0(?:[,\]}\s]|\Z)")
_CONTROL_ESCAPE = re.compile(rb"\\(?:u00(?:0[0-8bcef]|1[0-9a-f])|b|f)", re.IGNORECASE)
_LONE_SURROGATE = re.compile(rb"(?<!\\ud[89ab]..)\\ud[c-f]|\\ud[89ab]..(?!\\ud[c-f])", re.IGNORECASE | re.DOTALL)
_OFFSET = re.compile(r" \(byte (\d+)\)")
_NOT_A_NUMBER = re.compile(rb"-?(?:NaN|Infinity)")

# One step down, one step up, everything else deleted: the running sum of these bytes is the depth.
_DEPTH_STEPS = bytes.maketrans(b"[]{}", b"\x01\xff\x01\xff")
_NOT_STRUCTURE = bytes(set(range(256)) - set(b'[]{}"'))


def decode(data: bytes, *, max_depth: int = MAX_DEPTH) -> object:
    """Parse one JSON text.

    Takes the bytes of a body.  Returns dict, list, str, int, Decimal, bool or None; ``-0`` is ``Decimal("-0")``.
    Raises InvalidJson, and nothing else, for what is not UTF-8 or not JSON, for duplicate keys, lone surrogates,
    control characters other than tab, line feed and carriage return (https://hl7.org/fhir/R4/datatypes.html#string),
    numbers that are too long or outside the range of a double, nesting deeper than ``max_depth``, and more objects and
    arrays than ``MAX_CONTAINERS``.
    """
    if len(data) > MAX_CONTAINERS and data.count(b"[") + data.count(b"{") > MAX_CONTAINERS:
        raise InvalidJson(f"There are more than {MAX_CONTAINERS:,} objects and arrays.", code="too-costly")
    try:
        value = _decoder.decode(data)
        encoded = _encoder.encode(value)
    except RecursionError:
        raise InvalidJson(f"Nested too deeply: at most {max_depth} levels are read.", code="too-costly") from None
    except ValueError as error:
        raise InvalidJson(_reason(data, error)) from None
    if encoded.count(b"{") + encoded.count(b"[") > max_depth:
        _check_depth(encoded, max_depth)
    in_doubt = data.count(b'"') != encoded.count(b'"')
    if b"\\" in data:
        in_doubt = _check_escapes(data) or in_doubt
    if in_doubt or _NEGATIVE_ZERO.search(data) or _LONG_DIGITS in encoded.translate(_DIGITS_TO_ZERO):
        return _decode_exactly(data)
    return value


def encode(value: object) -> bytes:
    """The compact JSON text of ``value``, with the digits of every Decimal as they are.

    Raises ValueError for what JSON cannot say: NaN, Infinity, a lone surrogate, nesting without end.
    """
    try:
        encoded = _encoder.encode(value)
    except (RecursionError, TypeError) as error:
        raise ValueError(f"Not a JSON value: {error}") from None
    # msgspec writes a Decimal NaN as NaN and a float NaN as null.
    if b"NaN" in encoded or b"Infinity" in encoded or b"null" in encoded:
        _check_finite(value)
    return encoded


def encode_pretty(value: object) -> bytes:
    """Like :func:`encode`, indented by two spaces, for people (``_pretty``)."""
    return msgspec.json.format(encode(value), indent=2)


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"the number {_shortened(text)} is outside the range of a double") from None
    if len(text) > MAX_NUMBER_LENGTH:
        raise ValueError(f"the number {_shortened(text)} is longer than {MAX_NUMBER_LENGTH} characters")
    if abs(number.adjusted()) > _DOUBLE_EXPONENT and float(number) in {0, math.inf, -math.inf}:
        raise ValueError(f"the number {_shortened(text)} is outside the range of a double")
    return number


def _integer(text: str) -> int | Decimal:
    if text == "-0":
        return Decimal(text)
    if len(text) > MAX_NUMBER_LENGTH:
        raise ValueError(f"the number {_shortened(text)} is longer than {MAX_NUMBER_LENGTH} characters")
    return int(text)


_decoder = msgspec.json.Decoder(float_hook=_number)
_encoder = msgspec.json.Encoder(decimal_format="number")


def _check_depth(encoded: bytes, max_depth: int) -> None:
    structure = _without_escapes(encoded).translate(None, _NOT_STRUCTURE).replace(b'""', b"")
    if b'"' in structure:
        structure = re.sub(rb'"[^"]*"', b"", structure)
    steps = memoryview(structure.translate(_DEPTH_STEPS)).cast("b")
    if max(accumulate(steps), default=0) > max_depth:
        raise InvalidJson(f"Nested too deeply: at most {max_depth} levels are read.", code="too-costly")


def _without_escapes(data: bytes) -> bytes:
    if b"\\" not in data:
        return data
    return data.replace(b"\\\\", b"").replace(b'\\"', b"")


def _check_escapes(data: bytes) -> bool:
    """Refuse escaped control characters; True if an escaped quotation mark makes counting unsafe."""
    if b"\\\\" in data:
        data = data.replace(b"\\\\", b"")
    control = _CONTROL_ESCAPE.search(data)
    if control:
        raise InvalidJson(f"The control character {control[0].decode()} is not allowed in a string.")
    return b"\\u0022" in data


def _decode_exactly(data: bytes) -> object:
    try:
        return _exact_decoder.decode(data.decode())
    except ValueError as error:
        raise InvalidJson(f"The body cannot be read: {error}.") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise ValueError(f"the property {_shortened(name)!r} stands twice in one object")
            seen.add(name)
    return members


_exact_decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_number, parse_int=_integer)


def _check_finite(value: object) -> None:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, (list, tuple)):
            pending.extend(item)
        elif not (
            item.is_finite() if isinstance(item, Decimal) else not isinstance(item, float) or math.isfinite(item)
        ):
            raise ValueError(f"{item} is not a JSON value")


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _reason(data: bytes, error: ValueError) -> str:
    """What is wrong with a text that msgspec refuses, for people."""
    if not data.strip():
        return "The body is empty."
    if data.startswith(_BYTE_ORDER_MARK):
        return "The body starts with a byte order mark, which JSON does not allow: send UTF-8 without it."
    try:
        data.decode()
    except UnicodeDecodeError as wrong:
        return f"The body is not UTF-8: {wrong.reason} {_place(data, wrong.start)}."
    if _LONE_SURROGATE.search(data.replace(b"\\\\", b"")):
        return "The body has a lone surrogate, which is not a character."
    message = str(error).removeprefix("JSON is malformed: ").replace("Input data was truncated", "it ends too early")
    offset = _OFFSET.search(message)
    if not offset:
        return f"The body cannot be read: {message.replace('`', '')}."
    # For what comes after the end, msgspec names the byte behind the first wrong one.
    position = int(offset[1]) - message.startswith("trailing characters")
    what = _NOT_A_NUMBER.match(data, position)
    message = f"{what[0].decode()} is not a number" if what else message[: offset.start()]
    return f"The body is not JSON: {message} {_place(data, position)}."


def _place(data: bytes, position: int) -> str:
    line = data.count(b"\n", 0, position) + 1
    column = position - data.rfind(b"\n", 0, position)
    return f"at line {line}, column {column}"
