"""The rules of the primitive types.  https://hl7.org/fhir/R4/datatypes.html#primitive

Each check takes a JSON value that is already of the right JSON type and says whether it is valid.  The regular
expressions accept what those of the specification accept, except where the specification's prose is stricter
(calendar, base64, control characters), and all of them run in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

Check = Callable[[Any], object]

_YEAR = r"(?!0000)[0-9]{4}"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"

_date = re.compile(rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?").fullmatch
_date_time = re.compile(rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_CLOCK}{_ZONE})?)?)?").fullmatch
_instant = re.compile(rf"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}{_ZONE}").fullmatch
_base64_alphabet = re.compile(r"[A-Za-z0-9+/]*={0,2}").fullmatch
_whitespace = re.compile(r"[ \t\r\n]+")

MAXIMUM_STRING = 1024 * 1024


def _calendar(value: str) -> bool:
    """Whether the day that the text states exists."""
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def is_date(value: str) -> bool:
    """A date: YYYY, YYYY-MM or a day of the calendar."""
    return _date(value) is not None and (value[8:10] < "29" or _calendar(value))


def is_date_time(value: str) -> bool:
    """A dateTime: a date, or a day with a time to the second and a time zone."""
    return _date_time(value) is not None and (value[8:10] < "29" or _calendar(value))


def is_instant(value: str) -> bool:
    """An instant: a day with a time to the second and a time zone."""
    return _instant(value) is not None and (value[8:10] < "29" or _calendar(value))


def is_base64(value: str) -> bool:
    """Base64 by RFC 4648, white space between groups allowed."""
    packed = _whitespace.sub("", value)
    return len(packed) % 4 == 0 and packed != "" and _base64_alphabet(packed) is not None


def is_boolean(value: object) -> bool:
    """true or false."""
    return value is True or value is False


def _is_integer(value: object, low: int, high: int) -> bool:
    return value.__class__ is int and low <= value <= high


def is_integer(value: object) -> bool:
    """A signed 32 bit number written without fraction or exponent."""
    return _is_integer(value, -(2**31), 2**31 - 1)


def is_unsigned(value: object) -> bool:
    """An integer from 0."""
    return _is_integer(value, 0, 2**31 - 1)


def is_positive(value: object) -> bool:
    """An integer from 1."""
    return _is_integer(value, 1, 2**31 - 1)


def is_decimal(value: object) -> bool:
    """Any finite number."""
    if value.__class__ is Decimal:
        return value.is_finite()
    return value.__class__ is int or (value.__class__ is float and value - value == 0)


_string = re.compile(rf"[^\x00-\x08\x0b\x0c\x0e-\x1f]{{1,{MAXIMUM_STRING}}}").fullmatch
_code = re.compile(r"[^\s]+(?:\s[^\s]+)*", re.ASCII).fullmatch
_uri = re.compile(r"\S+", re.ASCII).fullmatch

TEXT: dict[str, Check] = {
    "string": _string,
    "markdown": _string,
    "code": _code,
    "id": re.compile(r"[A-Za-z0-9.\-]{1,64}").fullmatch,
    "uri": _uri,
    "url": _uri,
    "canonical": _uri,
    "oid": re.compile(r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+").fullmatch,
    "uuid": re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch,
    "date": is_date,
    "dateTime": is_date_time,
    "instant": is_instant,
    "time": re.compile(_CLOCK).fullmatch,
    "base64Binary": is_base64,
}
"""Primitives that are JSON strings."""

OTHER: dict[str, Check] = {
    "boolean": is_boolean,
    "integer": is_integer,
    "unsignedInt": is_unsigned,
    "positiveInt": is_positive,
    "decimal": is_decimal,
}
"""Primitives that are JSON numbers or booleans."""

URIS = frozenset({"uri", "url", "canonical", "oid", "uuid"})

# Value sets that cannot be enumerated but have a form: ISO 4217.
FORMS: dict[str, Check] = {"http://hl7.org/fhir/ValueSet/currencies": re.compile(r"[A-Z]{3}").fullmatch}

DESCRIPTIONS: dict[str, str] = {
    "string": "a non-empty string of at most 1,048,576 characters without control characters",
    "markdown": "a non-empty string of at most 1,048,576 characters without control characters",
    "code": "a code: no leading, trailing or double white space",
    "id": "1 to 64 of the characters A-Z, a-z, 0-9, - and .",
    "uri": "a URI without white space",
    "url": "a URL without white space",
    "canonical": "a canonical URL without white space",
    "oid": "an OID such as urn:oid:1.2.3",
    "uuid": "a UUID such as urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
    "date": "a date that exists: YYYY, YYYY-MM or YYYY-MM-DD",
    "dateTime": "a date and time that exists: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+zz:zz",
    "instant": "an instant that exists: YYYY-MM-DDThh:mm:ss+zz:zz",
    "time": "a time: hh:mm:ss",
    "base64Binary": "base64 content",
    "boolean": "true or false",
    "integer": "a whole number of 32 bits",
    "unsignedInt": "a whole number from 0 to 2,147,483,647",
    "positiveInt": "a whole number from 1 to 2,147,483,647",
    "decimal": "a number",
}
