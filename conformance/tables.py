"""The tables as plain JSON rows: made from definitions, compared, corrected, written."""

from __future__ import annotations

import json
from typing import Any

from conformance import searching, structure, value_sets
from conformance.sources import Definitions

Tables = dict[str, dict[str, Any]]
"""Table name to key to row."""


def tables(definitions: Definitions) -> Tables:
    """Return the rows of all tables for a set of definitions, unsorted profiles and logical models left out."""
    structures = [
        s
        for s in definitions["StructureDefinition"].values()
        if s["kind"] != "logical" and s.get("derivation") != "constraint" and "snapshot" in s and s["type"] == s["name"]
    ]
    types = structure.types(structures)
    parameters = searching.search_parameters(
        {url: p for url, p in definitions["SearchParameter"].items() if searching.is_parameter(p)}
    )
    compartments = searching.compartments(
        [c for c in definitions["CompartmentDefinition"].values() if c["id"] != "example"], parameters
    )
    return {
        "types": types,
        "invariants": structure.invariants(structures),
        "value_sets": {url: value_sets.enumerate_value_set(definitions, url) for url in _bound(types)},
        "search_parameters": {f"{base}.{row['code']}": row for base, rows in parameters.items() for row in rows},
        "compartments": {f"{name}.{of}": paths for name, rows in compartments.items() for of, paths in rows.items()},
        "operations": searching.operations(list(definitions["OperationDefinition"].values())),
    }


def _bound(types: dict[str, dict[str, Any]]) -> list[str]:
    return sorted({e["value_set"] for row in types.values() for e in row["elements"] if e["value_set"]})


def differences(ours: Tables, theirs: Tables) -> Tables:
    """Return what must be put into ``ours`` to make it ``theirs``: table -> key -> row, None for a row to remove."""
    found: Tables = {}
    for table, rows in theirs.items():
        mine = _plain(ours[table])
        wanted = _plain(rows)
        changed = {
            key: wanted.get(key) for key in sorted({*mine, *wanted}) if mine.get(key, ...) != wanted.get(key, ...)
        }
        if changed:
            found[table] = changed
    return found


def corrected(ours: Tables, corrections: Tables) -> Tables:
    """Return ``ours`` with the corrections put in."""
    return {
        table: {
            key: row
            for key, row in sorted({**_plain(rows), **corrections.get(table, {})}.items())
            if row is not None or table == "value_sets"
        }
        for table, rows in ours.items()
    }


def written(table: Tables) -> bytes:
    """Return the tables as JSON with a row a line, so that a change is a readable diff."""
    parts = []
    for name, rows in sorted(table.items()):
        lines = [f"{json.dumps(key)}:{_compact(row)}" for key, row in sorted(rows.items())]
        parts.append(f"{json.dumps(name)}:{{\n" + ",\n".join(lines) + "\n}")
    return ("{" + ",\n".join(parts) + "}\n").encode()


def _compact(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(rows: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(rows))
    return plain
