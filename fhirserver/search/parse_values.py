"""From the text of a value to what it means, by the type of its parameter and its modifier."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from conformance import definitions
from fhirserver.search.dates import date_value
from fhirserver.search.numbers import number_value
from fhirserver.search.paths import Component, Parameter
from fhirserver.search.quantities import quantity_value
from fhirserver.search.references import ReferenceValue, reference_value
from fhirserver.search.strings import folded
from fhirserver.search.tokens import TokenValue, token_value
from fhirserver.search.tree import CodesValue, CompositeValue, NearValue, StringValue, UriValue, Value
from fhirserver.search.ucum import to_canonical
from fhirserver.search.values import BadValue, split, unescaped

MODIFIERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "token": ("missing", "not", "text", "in", "not-in", "above", "below", "of-type"),
        "string": ("missing", "exact", "contains"),
        "reference": ("missing", "identifier", "above", "below", "[type]"),
        "uri": ("missing", "above", "below"),
        "date": ("missing",),
        "number": ("missing",),
        "quantity": ("missing",),
        "composite": (),
        "special": ("missing",),
    }
)
"""https://hl7.org/fhir/R4/search.html#modifiers"""

MOST_CODES = 50_000
LONGEST_BELOW = 180
"""Characters of a URI of which the index still knows what is below it: of longer ones it has a digest."""

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")
_RESOURCE_TYPES = frozenset(definitions().resource_types)


class Terminology(Protocol):
    """What is known of value sets and of the hierarchies of code systems.  All raise BadValue for what is not known."""

    def value_set(self, uri: str) -> Iterable[tuple[str | None, str]]:
        """Return all (system, code) in the value set with this URL, or with this id (``ValueSet/x``)."""

    def below(self, system: str | None, code: str) -> Iterable[tuple[str | None, str]]:
        """Return a code and all that it subsumes."""

    def above(self, system: str | None, code: str) -> Iterable[tuple[str | None, str]]:
        """Return a code and all that subsume it."""


class NoTerminology:
    """Knows nothing."""

    def value_set(self, uri: str) -> Iterable[tuple[str | None, str]]:
        """See Terminology."""
        raise BadValue(f"the value set {uri[:80]!r} is not known here")

    def below(self, system: str | None, code: str) -> Iterable[tuple[str | None, str]]:
        """See Terminology."""
        raise BadValue(f"no code system here says what is below {code[:80]!r}")

    def above(self, system: str | None, code: str) -> Iterable[tuple[str | None, str]]:
        """See Terminology."""
        raise BadValue(f"no code system here says what is above {code[:80]!r}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read values: the present, the server's own address, and terminology."""

    now: datetime
    base_url: str
    terminology: Terminology


def value_of(parameter: Parameter, modifier: str | None, text: str, reading: Reading) -> Value:
    """Return what one value, still escaped, means for a parameter.  Raises BadValue."""
    if "\0" in text:
        raise BadValue("a value without a NUL character is expected")
    if not text.strip():
        raise BadValue("a value is expected")
    if parameter.code == "_id":
        return _id(text)
    return _READ[parameter.type](parameter, modifier, text, reading)


def _id(text: str) -> Value:
    if not ID.match(text):
        raise BadValue("an id is expected")
    return TokenValue(None, text)


def _token(parameter: Parameter, modifier: str | None, text: str, reading: Reading) -> Value:
    if modifier == "text":
        return StringValue(unescaped(text))
    if modifier in ("in", "not-in"):
        return _codes(reading.terminology.value_set(unescaped(text)))
    if modifier == "of-type":
        parts = [unescaped(part) for part in split(text, "|")]
        if len(parts) != 3 or not parts[1] or not parts[2]:
            raise BadValue("system|code|value is expected: the type of the identifier, and the identifier")
        return TokenValue(parts[0] or None, f"{parts[1]}|{parts[2]}")
    value = token_value(text)
    if modifier in ("above", "below"):
        if value.code is None:
            raise BadValue("a code is expected, perhaps with its system")
        look = reading.terminology.below if modifier == "below" else reading.terminology.above
        return _codes(look(value.system, value.code))
    return value


def _codes(found: Iterable[tuple[str | None, str]]) -> CodesValue:
    codes = tuple(sorted(set(found), key=lambda pair: (pair[0] or "", pair[1])))
    if len(codes) > MOST_CODES:
        raise BadValue(f"a set of at most {MOST_CODES} codes is expected, this one has {len(codes)}")
    return CodesValue(codes)


def _string(parameter: Parameter, modifier: str | None, text: str, reading: Reading) -> Value:
    value = unescaped(text)
    if modifier != "exact" and not folded(value):
        raise BadValue("a text is expected that is more than accents")
    return StringValue(value)


def _reference(parameter: Parameter, modifier: str | None, text: str, reading: Reading) -> Value:
    if modifier == "identifier":
        return token_value(text)
    targets = parameter.targets
    limited = {use.target for use in parameter.uses}
    if limited and None not in limited:
        targets = tuple(each for each in targets if each in limited) or tuple(sorted(each for each in limited if each))
    if modifier is not None and modifier in _RESOURCE_TYPES:
        if targets and modifier not in targets:
            raise BadValue(f"{parameter.code} refers to {' or '.join(sorted(targets))}, not to {modifier}")
        targets = (modifier,)
    value = reference_value(text, targets, reading.base_url)
    if modifier in ("above", "below") and value.id is None:
        raise BadValue("an id or a Type/id is expected")
    return value


def _uri(parameter: Parameter, modifier: str | None, text: str, reading: Reading) -> Value:
    value = unescaped(text)
    if modifier == "below" and len(value) > LONGEST_BELOW:
        raise BadValue(f"a URI of at most {LONGEST_BELOW} characters is expected with :below")
    if any(leaf.type == "canonical" for use in parameter.uses for leaf in use.path.leaves):
        url, _, version = value.partition("|")
        return UriValue(url, version or None)
    return UriValue(value)


def _near(parameter: Parameter, modifier: str | None, text: str, reading: Reading) -> Value:
    """https://hl7.org/fhir/R4/location.html#search (near)"""
    parts = [unescaped(part) for part in split(text, "|")]
    expected = "latitude|longitude|distance|units is expected, such as 42.25|-83.69|11.2|km"
    if not 2 <= len(parts) <= 4:
        raise BadValue(expected)
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
        distance = Decimal(parts[2]) if len(parts) > 2 and parts[2] else Decimal(50)
    except ArithmeticError:
        raise BadValue(expected) from None
    except ValueError:
        raise BadValue(expected) from None
    unit = parts[3] if len(parts) > 3 and parts[3] else "km"
    metres = to_canonical(distance, unit)
    in_range = -90 <= latitude <= 90 and -180 <= longitude <= 180 and distance.is_finite() and distance >= 0
    if metres is None or metres[1] != "m" or not in_range:
        raise BadValue(expected)
    return NearValue(latitude, longitude, float(metres[0]) / 1000)


def _composite(parameter: Parameter, modifier: str | None, text: str, reading: Reading) -> Value:
    components = parameter.composites[0]
    parts = split(text, "$")
    if len(parts) != len(components):
        names = "$".join(component.parameter.code for component in components)
        raise BadValue(f"{names} is expected")
    return CompositeValue(
        tuple(_part(component, part, reading) for component, part in zip(components, parts, strict=True))
    )


def _part(component: Component, text: str, reading: Reading) -> Value:
    value = value_of(component.parameter, None, text, reading)
    if isinstance(value, ReferenceValue) and value.id is None:
        raise BadValue(f"an id or a Type/id is expected for {component.parameter.code}")
    return value


_Read = Callable[[Parameter, str | None, str, Reading], Value]
_READ: Mapping[str, _Read] = {
    "token": _token,
    "string": _string,
    "reference": _reference,
    "uri": _uri,
    "date": lambda parameter, modifier, text, reading: date_value(unescaped(text), reading.now),
    "number": lambda parameter, modifier, text, reading: number_value(unescaped(text)),
    "quantity": lambda parameter, modifier, text, reading: quantity_value(text),
    "composite": _composite,
    "special": _near,
}
