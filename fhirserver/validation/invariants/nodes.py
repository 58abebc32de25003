"""Reading a JSON object the way FHIRPath does: whatever is missing or of the wrong shape is simply empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from fhirserver.validation.primitives import is_date_time, is_decimal
from fhirserver.validation.report import JsonObject

UCUM = "http://unitsofmeasure.org"


def has(element: JsonObject, *names: str) -> bool:
    """Whether any of the elements exists, as a value or only with extensions."""
    return any(name in element or "_" + name in element for name in names)


def chosen(element: JsonObject, choice: str) -> bool:
    """Whether a member of the choice group exists: chosen(e, "value") is value.exists() for value[x]."""
    start = len(choice)
    for name in element:
        if name[0:1] == "_":
            name = name[1:]
        if name.startswith(choice) and name[start : start + 1].isupper():
            return True
    return False


def nodes(element: Any, *path: str) -> list[Any]:
    """Return all values at a path, arrays opened: nodes(patient, "name", "given")."""
    found = [element]
    for name in path:
        deeper = []
        for each in found:
            if each.__class__ is dict and name in each:
                value = each[name]
                if value.__class__ is list:
                    deeper.extend(value)
                else:
                    deeper.append(value)
        found = deeper
    return found


def objects(element: Any, *path: str) -> list[JsonObject]:
    """Return the objects at a path."""
    return [each for each in nodes(element, *path) if each.__class__ is dict]


def texts(element: Any, *path: str) -> list[str]:
    """Return the strings at a path."""
    return [each for each in nodes(element, *path) if each.__class__ is str]


def text(element: JsonObject, name: str) -> str:
    """Return the string value of an element, "" where there is none."""
    value = element.get(name)
    return value if value.__class__ is str else ""


def number(element: JsonObject, name: str) -> Decimal | int | float | None:
    """Return the numeric value of an element."""
    value = element.get(name)
    return value if is_decimal(value) else None


def count(element: JsonObject, *names: str) -> int:
    """Return how many values the elements have together."""
    return sum(len(v) if (v := element.get(name)).__class__ is list else 1 for name in names if has(element, name))


def distinct(values: Iterable[str]) -> bool:
    """Whether no string occurs twice."""
    seen = list(values)
    return len(seen) == len(set(seen))


def coded(element: JsonObject, name: str, system: str, *codes: str) -> bool:
    """Whether a concept has a coding with that system and one of the codes."""
    return any(c.get("system") == system and c.get("code") in codes for c in objects(element, name, "coding"))


def descendants(element: Any, name: str) -> Iterable[JsonObject]:
    """Yield the objects nested in each other under one name: items of items, concepts of concepts."""
    waiting = objects(element, name)
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(objects(each, name))


def not_after(start: str, end: str) -> bool:
    """Whether ``start`` <= ``end`` for dates of any precision; True where the precision does not tell."""
    if len(start) == len(end) and start[-6:] == end[-6:]:
        return start <= end
    if not is_date_time(start) or not is_date_time(end):
        return True
    try:
        first, last = _earliest(start), _latest(end)
        if ("T" in start) != ("T" in end):
            # A day without a zone may have begun 14 hours earlier, or ended 12 hours later, than the same day in UTC.
            first -= timedelta(hours=14)
    except (ValueError, OverflowError):
        return True
    return first <= last


def _earliest(value: str) -> datetime:
    if "T" in value:
        return datetime.fromisoformat(value)
    return datetime.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value).replace(tzinfo=UTC)


def _latest(value: str) -> datetime:
    if "T" in value:
        return datetime.fromisoformat(value)
    year, month, day = (int(part) for part in f"{value}-0-0".split("-")[:3])
    if day:
        return datetime(year, month, day, 23, 59, 59, 999999, UTC)
    if month:
        return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) - timedelta(microseconds=1)
    return datetime(year, 12, 31, 23, 59, 59, 999999, UTC)
