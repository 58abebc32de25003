"""Which tables there are and which columns they have: those of all mappings together.

Mappings that share a table share its columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mappings.kernel.declaration import IN_DOCUMENT, Codec
from mappings.kernel.declaration import Column as Declared
from mappings.kernel.level import Level, all_levels
from mappings.kernel.mapping import Mapping


@dataclass
class Use:
    """A column as one mapping declares it; None as declaration for what the kernel adds."""

    mapping: Mapping
    declared: Declared | None
    codec: Codec
    meaning: str
    derived: bool
    path: str


@dataclass
class TableUse:
    """A table with the levels and columns of all mappings that stand in it."""

    name: str
    levels: list[tuple[Mapping, Level]] = field(default_factory=list)
    columns: dict[str, list[Use]] = field(default_factory=dict)

    @property
    def kinds(self) -> dict[str, str]:
        """The value of ``kind`` for each resource type."""
        return {mapping.resource: mapping.where["kind"] for mapping, _ in self.levels if mapping.where}

    @property
    def main(self) -> bool:
        return self.levels[0][1].table.owner == "pk"


_IN_DOCUMENT = Codec("text", "names of elements, joined by commas", lambda value: None)
IN_DOCUMENT_MEANING = "required elements that the FHIR document states, perhaps in a form which no column shows"


def end_meaning(column: Declared) -> str:
    """What the derived column beside a date or time means."""
    return f"the first {'day' if column.codec.kind == 'date' else 'moment'} after what {column.name} states"


def table_uses(mappings: Iterable[Mapping]) -> dict[str, TableUse]:
    """All tables by name, those of a mapping together, with the columns in order of declaration."""
    tables: dict[str, TableUse] = {}
    for mapping in mappings:
        paths = {mapping.level.table.name: mapping.resource}
        for level in all_levels(mapping.level):
            table = tables.setdefault(level.table.name, TableUse(level.table.name))
            table.levels.append((mapping, level))
            at = paths[level.table.name]
            for child in level.levels:
                paths[child.table.name] = f"{at}.{child.path}"
            for place in level.places:
                column = place.column
                path = f"{at}.{column.path}".replace(".$this", "")
                use = Use(mapping, column, column.codec, column.meaning, column.derived, path)
                table.columns.setdefault(column.name, []).append(use)
                if column.codec.end:
                    end = Use(mapping, None, column.codec, end_meaning(column), True, path)
                    table.columns.setdefault(f"{column.name}_end", []).append(end)
            if level.required:
                inside = Use(mapping, None, _IN_DOCUMENT, IN_DOCUMENT_MEANING, True, "")
                table.columns.setdefault(IN_DOCUMENT, []).append(inside)
    for table in tables.values():
        if IN_DOCUMENT in table.columns:
            table.columns[IN_DOCUMENT] = table.columns.pop(IN_DOCUMENT)
    return tables
