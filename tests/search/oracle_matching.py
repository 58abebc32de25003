"""The oracle's rules for the types of search parameters: does a value of a document match a value of a URL?

https://hl7.org/fhir/R4/search.html#ptypes
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from conformance import SearchParameter
from tests.search.oracle_dates import matches as date_matches
from tests.search.oracle_dates import range_of, ranges
from tests.search.oracle_numbers import matches as number_matches
from tests.search.oracle_numbers import numbers, quantities, quantity_matches, sought
from tests.search.oracle_text import digits, folded, sounds, split, unescaped, words
from tests.search.oracle_values import Value

SPECIAL_VALUES = ("http://hl7.org/fhir/special-values", "http://terminology.hl7.org/CodeSystem/special-values")
PARTS = {
    "HumanName": ("family", "given", "prefix", "suffix", "text"),
    "Address": ("line", "city", "district", "state", "postalCode", "country", "text"),
}
PREFIXES = ("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")


_letter = ContextVar("letter", default=False)


@contextmanager
def to_the_letter() -> Iterator[None]:
    """Compare codes to the letter, as conditional interactions do."""
    token = _letter.set(True)
    yield
    _letter.reset(token)


def same_code(own: str, wanted: str) -> bool:
    """Whether two codes are the same, but for case and accents."""
    return own == wanted if _letter.get() else folded(own) == folded(wanted)


def pair(text: str) -> tuple[str | None, str]:
    """System, None for any, and code, empty for any, of ``code``, ``system|code``, ``|code`` or ``system|``."""
    parts = [unescaped(part) for part in split(text, "|")]
    return (None, parts[0]) if len(parts) == 1 else (parts[0], parts[1])


def token_matches(value: Value, text: str) -> bool:
    system, code = pair(text)
    if value.type == "boolean":
        plain = "true" if value.data else "false"
        return system in (None, "", *SPECIAL_VALUES) and (same_code(plain, code) or bool(system and not code))
    if value.type == "code":
        return _code_matches(value, system, code)
    if value.type == "ContactPoint":
        return _contact_matches(value.data, system, code)
    return any(_is(own, system, code) for own in codings(value))


def _is(own: tuple[str | None, str | None], system: str | None, code: str) -> bool:
    own_system, own_code = own
    if code and (own_code is None or not same_code(own_code, code)):
        return False
    return system is None or (own_system or "") == system


def _code_matches(value: Value, system: str | None, code: str) -> bool:
    systems = {each for each, known in value.concepts or () if known == value.data}
    return (not code or same_code(value.data, code)) and (not system or system in systems)


def _contact_matches(contact: dict[str, Any], system: str | None, code: str) -> bool:
    own = contact.get("system"), contact.get("value")
    if _is(own, system, code):
        return True
    alike = code and digits(code) is not None and own[1] is not None and digits(code) == digits(own[1])
    return bool(alike) and _is((own[0], None), system, "")


def codings(value: Value) -> Iterator[tuple[str | None, str | None]]:
    """System and code of whatever has them."""
    data = value.data
    if value.type == "CodeableConcept":
        yield from ((each.get("system"), each.get("code")) for each in data.get("coding", []))
    elif value.type == "Coding":
        yield data.get("system"), data.get("code")
    elif value.type == "Identifier":
        yield data.get("system"), data.get("value")
    elif value.type in ("id", "string", "markdown", "uri", "url", "canonical", "oid", "uuid", "integer", "positiveInt"):
        yield None, str(data)


def of_type_matches(value: Value, text: str) -> bool:
    if value.type != "Identifier" or "value" not in value.data:
        return False
    system, code, number = (unescaped(part) for part in split(text, "|"))
    types = value.data.get("type", {}).get("coding", [])
    typed = any(_is((each.get("system"), each.get("code")), system, code) for each in types)
    return typed and same_code(value.data["value"], number)


def texts(value: Value) -> Iterator[str]:
    """The texts that belong to a code."""
    data = value.data
    if value.type == "Identifier":
        yield from texts(Value("CodeableConcept", data.get("type", {}), value.branch))
    elif value.type == "CodeableConcept":
        yield from (data[name] for name in ("text",) if name in data)
        yield from (each["display"] for each in data.get("coding", []) if "display" in each)
    elif value.type == "Coding" and "display" in data:
        yield data["display"]
    elif value.type in ("string", "markdown"):
        yield data


def text_matches(values: Iterable[Value], text: str) -> bool:
    """Whether every word of a text begins a word of what stands where one branch of the parameter leads."""
    by_branch: dict[str, list[str]] = {}
    for value in values:
        by_branch.setdefault(value.branch, []).extend(word for each in texts(value) for word in words(each))
    wanted = words(unescaped(text))
    return bool(wanted) and any(
        all(any(own.startswith(word) for own in known) for word in wanted) for known in by_branch.values()
    )


def strings(value: Value) -> Iterator[str]:
    """The strings of a value, each to be compared on its own."""
    if value.type in PARTS:
        for name in PARTS[value.type]:
            part = value.data.get(name, [])
            yield from (each for each in (part if isinstance(part, list) else [part]) if each is not None)
    elif value.type == "CodeableConcept":
        yield from texts(value)
    elif isinstance(value.data, str):
        yield value.data


def string_matches(value: Value, modifier: str | None, text: str) -> bool:
    wanted = unescaped(text)
    if modifier == "exact":
        return wanted in strings(value)
    plain = folded(wanted)
    if modifier == "contains":
        return any(plain in folded(each) for each in strings(value))
    return any(folded(each).startswith(plain) for each in strings(value))


def phonetic_matches(value: Value, text: str) -> bool:
    names = ("family", "given", "text") if value.type == "HumanName" else ()
    found = [value.data.get(name, []) for name in names] if names else [value.data]
    own = [each for part in found for each in (part if isinstance(part, list) else [part]) if each is not None]
    return any(sounds(each) & sounds(unescaped(text)) for each in own)


def uri_matches(value: Value, modifier: str | None, text: str) -> bool:
    if value.type not in ("uri", "url", "canonical", "oid", "uuid"):
        return False
    wanted = unescaped(text)
    if value.type == "canonical":
        return canonical_matches(value.data, wanted) if modifier is None else _below_or_above(value, modifier, wanted)
    return bool(value.data == wanted) if modifier is None else _below_or_above(value, modifier, wanted)


def _below_or_above(value: Value, modifier: str, wanted: str) -> bool:
    own = value.data.partition("|")[0] if value.type == "canonical" else value.data
    upper, lower = (wanted, own) if modifier == "below" else (own, wanted)
    return bool(lower == upper or lower.rstrip("/") == upper.rstrip("/") or lower.startswith(upper.rstrip("/") + "/"))


def canonical_matches(own: str, wanted: str) -> bool:
    """A canonical URL matches without the version that the search does not name."""
    url, _, version = own.partition("|")
    wanted_url, _, wanted_version = wanted.partition("|")
    return url == wanted_url and wanted_version in ("", version)


def date_value_matches(value: Value, text: str, now: float) -> bool:
    text = unescaped(text).strip()
    prefix, rest = (text[:2], text[2:]) if text[:2] in PREFIXES else ("eq", text)
    wanted = range_of(rest.replace(" ", "+"))
    return any(date_matches(each, prefix, wanted, now) for each in ranges(value.data, value.type))


def number_value_matches(value: Value, text: str) -> bool:
    wanted = sought(unescaped(text).strip())
    return any(number_matches(each, wanted) for each in numbers(value.data, value.type))


def quantity_value_matches(value: Value, text: str) -> bool:
    parts = [unescaped(part) for part in split(text, "|")]
    number, system, code = parts if len(parts) == 3 else (parts[0], "", "")
    wanted = sought(number.strip())
    return any(quantity_matches(each, unit, wanted, system, code) for each, unit in quantities(value.data, value.type))


def near_matches(value: Value, text: str) -> bool:
    parts = split(text, "|")
    latitude, longitude = (math.radians(float(part)) for part in parts[:2])
    distance = float(parts[2]) if len(parts) > 2 and parts[2] else 50.0
    kilometres = distance * {"km": 1.0, "m": 0.001, "": 1.0}[parts[3] if len(parts) > 3 else ""]
    own_latitude, own_longitude = (math.radians(float(value.data[name])) for name in ("latitude", "longitude"))
    cosine = math.sin(latitude) * math.sin(own_latitude)
    cosine += math.cos(latitude) * math.cos(own_latitude) * math.cos(longitude - own_longitude)
    return 6371.0088 * math.acos(max(-1.0, min(1.0, cosine))) <= kilometres


_STRINGS = frozenset({"string", "markdown", "code", "id", "uri", "url", "canonical", "oid", "uuid"})
_INTEGERS = frozenset({"integer", "positiveInt", "unsignedInt"})
_TYPES = {
    "token": _STRINGS | _INTEGERS | {"Coding", "CodeableConcept", "Identifier", "ContactPoint", "boolean"},
    "string": _STRINGS | {"HumanName", "Address", "CodeableConcept"},
    "date": frozenset({"date", "dateTime", "instant", "Period", "Timing"}),
    "number": _INTEGERS | {"decimal", "Range"},
    "quantity": frozenset({"Quantity", "Age", "Count", "Distance", "Duration", "Money", "Range", "SampledData"}),
    "reference": frozenset({"Reference", "canonical", "uri", "url", "Resource"}),
    "uri": frozenset({"uri", "url", "canonical", "oid", "uuid"}),
    "special": frozenset({"Location.position"}),
}


def can_match(value: Value, definition: SearchParameter) -> bool:
    """Whether a value is one that a parameter can have, perhaps one that no search value would match."""
    if value.type in PARTS:
        names = ("family", "given", "text") if definition.code == "phonetic" else PARTS[value.type]
        return any(value.data.get(name) for name in names)
    return value.type in _TYPES[definition.type]


PLAIN: dict[str, Callable[[Value, str], bool]] = {
    "token": token_matches,
    "number": number_value_matches,
    "quantity": quantity_value_matches,
    "special": near_matches,
}
"""The types of parameters whose values need neither a modifier nor the world around them."""
