"""A mapping as text: tables, columns, SQL types, where each stands in FHIR, what it means.

``fhirserver mapping show Condition`` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass

from mappings import MAPPINGS
from mappings.kernel import IN_DOCUMENT, Kind, Mapping
from mappings.kernel.level import Level, all_levels
from mappings.kernel.uses import IN_DOCUMENT_MEANING, end_meaning

SQL_TYPES: dict[Kind, tuple[str, str]] = {
    "text": ("text", "TEXT"),
    "boolean": ("boolean", "INTEGER"),
    "integer": ("integer", "INTEGER"),
    "decimal": ("numeric", "REAL"),
    "date": ("date", "TEXT"),
    "instant": ("timestamptz", "TEXT"),
    "reference": ("bigint", "INT"),
}
"""The types on PostgreSQL and on SQLite."""


@dataclass(frozen=True)
class Line:
    """What there is to say of one column."""

    name: str
    kind: Kind
    path: str
    meaning: str
    fits: str
    derived: bool
    target: str | None


def show(resource: str) -> str:
    """The mapping of a resource type as text; ValueError, with those that there are, when it has none."""
    if resource not in MAPPINGS:
        raise ValueError(f"{resource} has no mapping; these have one: {', '.join(sorted(MAPPINGS))}")
    mapping = MAPPINGS[resource]
    condition = " and ".join(f"{name} = '{value}'" for name, value in mapping.where.items())
    blocks = [f"{resource}: {mapping.meaning}"]
    for level, path in levels_with_paths(mapping):
        main = level is mapping.level
        head = f"{level.table.name}, rows with {condition}" if main and condition else level.table.name
        keys = ", ".join((level.table.owner, *level.table.positions))
        what = path if main else f"{path}: {level.meaning}"
        blocks.append("\n".join([f"{head} ({keys})", f"  {what}", *_columns(lines(level, path))]))
    return "\n\n".join(blocks) + "\n"


def levels_with_paths(mapping: Mapping) -> list[tuple[Level, str]]:
    """Each table of a mapping with the FHIRPath of its entries."""
    paths = {mapping.level.table.name: mapping.resource}
    for level in all_levels(mapping.level):
        for child in level.levels:
            paths[child.table.name] = f"{paths[level.table.name]}.{child.path}"
    return [(level, paths[level.table.name]) for level in all_levels(mapping.level)]


def lines(level: Level, path: str) -> list[Line]:
    """The columns of a table in order, without its key."""
    found = []
    for place in level.places:
        column, codec = place.column, place.column.codec
        at = f"{path}.{column.path}".replace(".$this", "")
        found.append(Line(column.name, codec.kind, at, column.meaning, codec.fits, column.derived, codec.table))
        if codec.end:
            found.append(Line(f"{column.name}_end", codec.kind, at, end_meaning(column), "", True, None))
    if level.required:
        found.append(Line(IN_DOCUMENT, "text", "", IN_DOCUMENT_MEANING, "", True, None))
    return found


def _columns(columns: list[Line]) -> list[str]:
    rows = [
        (
            line.name,
            SQL_TYPES[line.kind][0] + (f" -> {line.target}" if line.target else ""),
            line.path,
            line.meaning + (" (derived)" if line.derived else ""),
        )
        for line in columns
    ]
    widths = [max(len(row[number]) for row in rows) for number in range(3)]
    return [
        "    " + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]
