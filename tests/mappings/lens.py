"""Short ways to say what a test expects of get and put."""

from __future__ import annotations

from typing import Any

from mappings import MAPPINGS
from mappings.kernel import RowSets, RowTable

Cells = dict[str, Any]
Tables = dict[str, list[Cells]]


def mapped(resource: str, document: Any) -> Tables:
    """The rows of a document, table by table, without what is NULL and without empty tables."""
    mapping = MAPPINGS[resource]
    rows = mapping.get(document)
    return {
        table.name: [_cells(table, row) for row in rows[table.name]] for table in mapping.tables if rows[table.name]
    }


def main_row(resource: str, document: Any) -> Cells:
    """The row in the main table, without what is NULL."""
    return mapped(resource, document)[MAPPINGS[resource].table][0]


def edit(resource: str, document: Any, /, **cells: Any) -> dict[str, Any]:
    """The document after an UPDATE of its main row."""
    mapping = MAPPINGS[resource]
    rows = mapping.get(document)
    rows[mapping.table] = [_with(mapping.tables[0], rows[mapping.table][0], cells)]
    return mapping.put(rows, document)


def edit_rows(resource: str, document: Any, table: str, rows: list[Cells]) -> dict[str, Any]:
    """The document after the rows of a child table became ``rows``; cells that are not named are NULL."""
    mapping = MAPPINGS[resource]
    found = mapping.get(document)
    shape = next(each for each in mapping.tables if each.name == table)
    found[table] = [_with(shape, (None,) * (len(shape.positions) + len(shape.columns)), row) for row in rows]
    return mapping.put(found, document)


def typed(resource: str, /, *, children: Tables | None = None, **cells: Any) -> dict[str, Any]:
    """The document of rows typed by hand."""
    mapping = MAPPINGS[resource]
    rows: RowSets = {table.name: [] for table in mapping.tables}
    main = mapping.tables[0]
    rows[main.name] = [_with(main, (None,) * len(main.columns), {**mapping.where, **cells})]
    for table in mapping.tables[1:]:
        blank = (None,) * (len(table.positions) + len(table.columns))
        rows[table.name] = [_with(table, blank, row) for row in (children or {}).get(table.name, [])]
    return mapping.put(rows)


def _cells(table: RowTable, row: tuple[Any, ...]) -> Cells:
    names = [*table.positions, *(column.name for column in table.columns)]
    return {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}


def _with(table: RowTable, row: tuple[Any, ...], cells: Cells) -> tuple[Any, ...]:
    names = [*table.positions, *(column.name for column in table.columns)]
    unknown = cells.keys() - set(names)
    assert not unknown, f"{table.name} has no {unknown}"
    return tuple(cells.get(name, cell) for name, cell in zip(names, row, strict=True))
