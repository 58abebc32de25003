"""put: a document that shows given rows and is otherwise as it was.

Three parties meet: the rows as they should be, the document, and the rows that the document shows now.  Only cells in
which the rows differ are planted, so whatever has no column survives, and so does every value that a column shows
only in part (a date of unknown day, an instant in its own time zone).

Values are planted before others are removed, lists in between: so that neither an entry that is about to be filled
nor a choice element that is about to change its type is pruned on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mappings.kernel.declaration import PutConflict, Row, RowSets
from mappings.kernel.level import Group, Level, Place, all_levels
from mappings.kernel.path import Json, find, replaced, without


@dataclass
class _Putting:
    """The rows now and as they should be, and what has been planted: (table, positions) -> places."""

    was: RowSets
    now: RowSets
    planted: list[tuple[Level, tuple[int, ...], Place, Any]] = field(default_factory=list)


def put(level: Level, get: Callable[[Json], RowSets], rows: RowSets, document: dict[str, Any]) -> dict[str, Any]:
    """``document`` with ``rows`` planted.  PutConflict when the outcome does not show every planted cell."""
    was = get(document)
    now = {each.table.name: sorted(rows.get(each.table.name, ()), key=_positions(each)) for each in all_levels(level)}
    if was == now:
        return document
    putting = _Putting(was, now)
    result: dict[str, Any] = _planted(
        putting, level, document, was[level.table.name][0], now[level.table.name][0], (), ()
    )
    _confirm(putting, get(result))
    return result


def _positions(level: Level) -> Callable[[Row], Row]:
    size = len(level.table.positions)
    return lambda row: row[:size]


def _planted(
    putting: _Putting, level: Level, node: Json, was: Row, now: Row, at: tuple[int, ...], to: tuple[int, ...]
) -> Json:
    """``node``, whose row ``was`` so, with its row ``now``; ``at`` and ``to`` are its positions before and after."""
    values: list[Place] = []
    removals: list[Place] = []
    for place in level.places:
        cell = now[place.index]
        if cell != was[place.index] and not place.column.derived:
            (removals if cell is None else values).append(place)
            putting.planted.append((level, to, place, cell))
    for place in values:
        node = replaced(node, place.steps, _writing(place, now[place.index]))
    changed = {place.index for place in values}
    lists = set()
    for child in level.levels:
        entries = _entries(putting, child, node, at, to)
        if entries is not None:
            lists.add(child.table.name)
            node = replaced(node, child.steps, _becoming(entries))
    for place in removals:
        node = replaced(node, place.steps, _removing(place))
    for place in (*values, *removals):
        for other in level.inside.get(place.index, ()):
            # A new reference drops the old one's display; but where a column shows it, the row has the say.
            if now[other.index] is not None:
                node = replaced(node, other.steps, _writing(other, now[other.index]))
    for group in level.groups:
        node = _exclusive(group, node, changed, lists, now, putting, at)
    return node


def _becoming(value: Json) -> Callable[[Json], Json]:
    return lambda old: value


def _writing(place: Place, cell: Any) -> Callable[[Json], Json]:
    return lambda old: place.column.codec.write(cell, old)


def _removing(place: Place) -> Callable[[Json], Json]:
    codec = place.column.codec

    def remove(old: Json) -> Json:
        # Another column may have planted its own value here by now: that one stays.
        shown = None if old is None else codec.read(old)
        return old if (shown[0] if codec.end and shown else shown) is None else codec.remove(old)

    return remove


def _entries(
    putting: _Putting, level: Level, node: Json, at: tuple[int, ...], to: tuple[int, ...]
) -> list[Json] | None:
    """The list of ``level`` inside ``node`` as its rows want it; None when they want what is there."""
    tables = [each.table.name for each in all_levels(level)]
    if all(_below(putting.was[name], at) == _below(putting.now[name], at) for name in tables):
        return None
    old = find(node, level.steps)
    old = old if old.__class__ is list else []
    size = len(at)
    was = {row[size]: row for row in _below(putting.was[level.table.name], at)}
    blank = (None,) * level.width
    entries: list[Json] = []
    for row in _below(putting.now[level.table.name], at):
        position = row[size]
        entry = old[position] if position in was and position < len(old) else None
        before = was[position] if entry is not None else blank
        entry = _planted(putting, level, entry, before, row, (*at, position), (*to, len(entries)))
        entries.append({} if entry is None else entry)
    return entries


def _below(rows: list[Row], at: tuple[int, ...]) -> list[Row]:
    return [row for row in rows if row[: len(at)] == at] if at else rows


def _exclusive(
    group: Group, node: Json, changed: set[int], lists: set[str], now: Row, putting: _Putting, at: tuple[int, ...]
) -> Json:
    """``node`` without the types of a choice element that the rows do not show, if one of its types was planted."""
    touched = any(changed.intersection(indexes) for indexes in group.indexes.values())
    filled = {name for name, tables in group.tables.items() if any(_below(putting.now[each], at) for each in tables)}
    if not touched and not any(lists.intersection(group.tables[name]) for name in filled):
        return node
    keep = filled | {
        name for name, indexes in group.indexes.items() if any(now[index] is not None for index in indexes)
    }
    return replaced(node, group.steps, lambda old: without(old, group.name, keep))


def _confirm(putting: _Putting, shown: RowSets) -> None:
    """PutConflict unless ``shown`` has every planted cell."""
    rows = {
        (name, row[: len(level.table.positions)]): row
        for level, *_ in putting.planted
        for name in [level.table.name]
        for row in shown[name]
    }
    for level, to, place, cell in putting.planted:
        row = rows.get((level.table.name, to))
        if row is None or row[place.index] != cell:
            raise PutConflict(
                f"{level.table.name}.{place.column.name}",
                f"{cell!r} cannot be shown by the {place.column.path} of a document together with the other columns",
            )
