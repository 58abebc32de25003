"""Rows to write: single cells that fit a column, and whole rows that the tables accept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from mappings.kernel import Codec, Mapping, RowSets
from mappings.kernel.level import Level, Place, all_levels
from mappings.kernel.path import Choice, Key

INSTANTS = ["1999-12-31T23:59:59.999999Z", "2012-03-04T00:00:00.000000Z", "2012-03-04T05:06:07.800000Z"]


def cell(codec: Codec) -> st.SearchStrategy[Any]:
    """A cell that the CHECK of a column accepts."""
    if codec.values:
        return st.sampled_from(codec.values)
    match codec.kind:
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(1, 2**31 - 1)
        case "decimal":
            return st.sampled_from([Decimal("1.50"), Decimal("0"), Decimal("-3"), Decimal("84.92434230385183")])
        case "date":
            return st.sampled_from(["1815-12-10", "2000-02-29"])
        case "instant":
            return st.sampled_from(INSTANTS)
        case "reference":
            return st.builds("{}/{}".format, st.sampled_from(codec.targets), st.sampled_from(["a", "b-1.2"]))
        case _:
            return st.sampled_from(["http://example.org/a", "b", "ümläut-\U0001f600", "x" * 200])


def shown(mapping: Mapping, rows: RowSets) -> dict[str, list[tuple[Any, ...]]]:
    """``rows`` without their derived cells."""
    result = {}
    for level in all_levels(mapping.level):
        start = len(level.table.positions)
        kept = [*range(start), *(start + i for i, column in enumerate(level.table.columns) if not column.derived)]
        result[level.table.name] = [tuple(row[index] for index in kept) for row in rows[level.table.name]]
    return result


@st.composite
def edited(draw: st.DrawFn, mapping: Mapping, rows: RowSets) -> tuple[RowSets, str, tuple[int, ...], Place, Any]:
    """``rows`` with one cell changed: the rows, the table, the positions of the row, the place and its new cell."""
    levels = [level for level in all_levels(mapping.level) if rows[level.table.name]]
    level = draw(st.sampled_from(levels))
    number = draw(st.integers(0, len(rows[level.table.name]) - 1))
    place = draw(st.sampled_from([place for place in level.places if not place.column.derived]))
    row = list(rows[level.table.name][number])
    row[place.index] = draw(st.none() | cell(place.column.codec))
    changed = [tuple(row) if i == number else each for i, each in enumerate(rows[level.table.name])]
    positions = tuple(row[: len(level.table.positions)])
    return {**rows, level.table.name: changed}, level.table.name, positions, place, row[place.index]


@st.composite
def whole(draw: st.DrawFn, mapping: Mapping) -> RowSets:
    """Rows of a new resource, typed by hand: what the tables require is there, choices are made."""
    rows: RowSets = {level.table.name: [] for level in all_levels(mapping.level)}
    _fill(draw, mapping.level, (), rows)
    return rows


def _fill(draw: st.DrawFn, level: Level, at: tuple[int, ...], rows: RowSets) -> None:
    row: list[Any] = [*at, *level.constants, *[None] * (level.width - len(at) - len(level.constants))]
    wanted = {index for required in level.required for index in required.indexes}
    free = [place for place in level.places if not place.column.derived]
    taken: dict[object, str] = {}
    for place in sorted(free, key=lambda place: place.index not in wanted):
        if place.index not in wanted and draw(st.integers(0, 3)):
            continue
        if _fits(place, taken):
            row[place.index] = draw(cell(place.column.codec))
    if at and all(row[place.index] is None for place in free):
        row[free[0].index] = draw(cell(free[0].column.codec))  # An empty row would be an empty object.
    rows[level.table.name].append(tuple(row))
    for child in level.levels:
        size = len(child.steps)
        if any(row[place.index] is not None and place.steps[:size] == child.steps for place in free):
            continue  # The first entry of that list is in the row already.
        for position in range(draw(st.integers(0, 2))):
            _fill(draw, child, (*at, position), rows)


def _fits(place: Place, taken: dict[object, str]) -> bool:
    """Whether no other type of the same choice element, and no other column of the same path, has a value yet."""
    marks: list[tuple[object, str]] = [(place.steps, place.column.name)]
    for index, step in enumerate(place.steps):
        if isinstance(step, Choice):
            marks.append(((place.steps[:index], step.group), ",".join(step.names)))
        elif isinstance(step, Key) and step.group:
            marks.append(((place.steps[:index], step.group), step.name))
    if any(taken.get(key, value) != value for key, value in marks):
        return False
    taken.update(marks)
    return True
