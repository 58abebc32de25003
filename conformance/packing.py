"""Complete tables -> the content of the committed file, in the layout of ``conformance.layout``."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from conformance.layout import FLAGS, PackedParameter, PackedType
from conformance.tables import Tables, written


def packed(tables: Tables) -> bytes:
    """Return the content of definitions.json for complete tables."""
    types = {}
    for name, row in tables["types"].items():
        elements = [_packed_element(element) for element in row["elements"]]
        types[name] = _json(msgspec.convert({**row, "elements": elements}, PackedType))
    parameters = {key: _json(msgspec.convert(row, PackedParameter)) for key, row in tables["search_parameters"].items()}
    return written({**tables, "types": types, "search_parameters": parameters})


def _packed_element(row: dict[str, Any]) -> list[object]:
    flags = sum(1 << bit for bit, flag in enumerate(FLAGS) if row[flag])
    whole = [row["name"], row["type"], flags, row["choice"], row["targets"], row["value_set"], row["profile"]]
    while len(whole) > 3 and not whole[-1]:
        whole.pop()
    return whole


def _json(value: object) -> object:
    return json.loads(msgspec.json.encode(value))
