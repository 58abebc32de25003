"""The search that must find a value: written from the value itself."""

from __future__ import annotations

import re
from typing import Any

from conformance import SearchParameter
from tests.search.oracle_matching import codings, strings
from tests.search.oracle_numbers import quantities
from tests.search.oracle_text import folded, words
from tests.search.oracle_values import Resource, Value, parameter, parts, values
from tests.search.random_searches import escaped


def search_for(resource: Resource, definition: SearchParameter) -> str | None:
    """The text of a search value that finds a resource; None if it has no value that can be searched for."""
    if definition.type != "composite":
        return next((text for value in values(resource, definition) if (text := _text(value, definition))), None)
    components = [parameter(resource.type, each.code) for each in definition.components]
    for element in parts(resource, definition):
        texts = [
            next((text for value in found if component and (text := _text(value, component))), None)
            for component, found in zip(components, element, strict=True)
        ]
        if all(texts):
            return "$".join(str(text) for text in texts)
    return None


def _text(value: Value, definition: SearchParameter) -> str | None:
    data = value.data
    if definition.code == "_id":
        return str(data)
    if definition.type == "token":
        return _token(value)
    if definition.type == "string":
        known = [each for each in strings(value) if (words(each) if definition.code == "phonetic" else folded(each))]
        return escaped(known[0]) if known else None
    if definition.type == "reference":
        return _reference(value, definition)
    if definition.type == "uri" and isinstance(data, str):
        return escaped(data)
    if definition.type == "date":
        return _date(value)
    if definition.type == "number":
        return f"le{data['high']['value']}" if isinstance(data, dict) else str(data)
    if definition.type == "quantity":
        return _quantity(value)
    if definition.type == "special":
        return f"{data['latitude']}|{data['longitude']}|1|km"
    return None


def _token(value: Value) -> str | None:
    data = value.data
    if value.type == "boolean":
        return str(data).lower()
    if value.type == "code":
        systems = [f"{escaped(system)}|" for system, code in value.concepts or () if code == data]
        return f"{systems[0] if systems else ''}{escaped(data)}"
    if value.type == "ContactPoint":
        return escaped(data["value"]) if "value" in data else None
    for system, code in codings(value):
        if system or code:
            return f"{escaped(system or '')}|{escaped(code or '')}"
    return None


def _reference(value: Value, definition: SearchParameter) -> str | None:
    data = value.data
    if value.type == "Resource":
        known = "id" in data and data["resourceType"] in definition.targets
        return f"{data['resourceType']}/{data['id']}" if known else None
    text = data.get("reference") if value.type == "Reference" else data if isinstance(data, str) else None
    return escaped(text) if text and not text.startswith("#") and re.search("[:/]", text) else None


def _date(value: Value) -> str | None:
    data: Any = value.data
    if value.type == "Timing":
        dates = [*data.get("event", []), *data.get("repeat", {}).get("boundsPeriod", {}).values()]
        return f"le{dates[-1]}" if dates else None
    if value.type == "Period":
        return f"ge{data['start']}" if "start" in data else f"le{data['end']}" if "end" in data else None
    return data if value.type in ("date", "dateTime", "instant") else None


def _quantity(value: Value) -> str | None:
    for interval, unit in quantities(value.data, value.type):
        number = interval.low if interval.low is not None else interval.high
        assert number is not None
        exact = interval.low == interval.high
        prefix = "" if exact else "ge" if interval.low is not None else "le"
        if interval.open:
            prefix = "gt" if interval.low is not None else "lt"
        parts_ = [f"{prefix}{float(number)!r}", unit.get("system"), unit.get("code")]
        return "|".join(str(part) for part in parts_) if all(parts_) else parts_[0]
    return None
