"""The tree of tables of one mapping, with everything that get and put need to know worked out once.

A Level is one table: the main one, or a child table inside another level.
"""

from __future__ import annotations

from dataclasses import dataclass

from mappings.kernel.declaration import IN_DOCUMENT, Column, RowColumn, Rows, RowTable
from mappings.kernel.path import Choice, First, Key, Step, Steps


@dataclass(frozen=True)
class Place:
    """A column of a level: its steps, and its index in the row tuple."""

    column: Column
    steps: Steps
    index: int


@dataclass(frozen=True)
class Required:
    """An element that must be there, and the indexes of the cells that can show it.

    ``certain`` are those that always stand in the table when ``get`` fills them: not those of references, which are
    NULL there while what they refer to is not on this server.
    """

    element: str
    choice: bool
    indexes: tuple[int, ...]
    certain: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """A choice element below ``steps``: for each of its types that has columns or rows, where these are."""

    steps: Steps
    name: str
    indexes: dict[str, tuple[int, ...]]
    tables: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Level:
    """One table: ``steps`` lead from the owner's entry to the list, ``constants`` are the cells of ``where``.

    ``inside`` names for a column (by index) those whose values stand inside its value, where there are any.
    """

    table: RowTable
    meaning: str
    path: str
    steps: Steps
    constants: tuple[str, ...]
    places: tuple[Place, ...]
    inside: dict[int, tuple[Place, ...]]
    required: tuple[Required, ...]
    groups: tuple[Group, ...]
    levels: tuple[Level, ...]
    indexes: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return len(self.table.positions) + len(self.table.columns)

    def name_at(self, index: int) -> str:
        """The name of the column at an index of the row tuple."""
        return self.table.columns[index - len(self.table.positions)].name


def level_of(
    entry: Rows, *, where: dict[str, str] | None = None, owner: str = "pk", positions: tuple[str, ...] = ()
) -> Level:
    """The level of a main table (``where``) or of a child table (``owner`` and ``positions``)."""
    cells = [RowColumn(constant, "text") for constant in where or {}]
    places = []
    lists = [child.steps for child in entry.rows]
    for column in entry.columns:
        places.append(Place(column, _counted(column.steps, lists), len(positions) + len(cells)))
        codec = column.codec
        cells.append(RowColumn(column.name, codec.kind, column.derived, codec.targets, codec.table))
        if codec.end:
            cells.append(RowColumn(f"{column.name}_end", codec.kind, derived=True))
    if entry.required:
        cells.append(RowColumn(IN_DOCUMENT, "text", derived=True))
    levels = tuple(_child(entry.table, owner, positions, child) for child in entry.rows)
    return Level(
        RowTable(entry.table, owner, positions, tuple(cells)),
        entry.meaning,
        entry.path,
        entry.steps,
        tuple((where or {}).values()),
        tuple(places),
        _inside(places),
        tuple(_required(element, places) for element in entry.required),
        _groups(places, levels),
        levels,
        tuple(tuple(index) for index in entry.indexes),
    )


def _child(parent: str, owner: str, positions: tuple[str, ...], child: Rows) -> Level:
    return level_of(
        child,
        owner=parent if owner == "pk" else owner,
        # The rows of a table inside a table are told apart by the parent's position, named after it, then their own.
        positions=("position",) if owner == "pk" else (*positions[:-1], parent, "position"),
    )


def _counted(steps: Steps, lists: list[Steps]) -> Steps:
    """``steps`` with each First marked whose list has a table of its own on this level."""
    return tuple(
        First(counted=True) if isinstance(step, First) and steps[:index] in lists else step
        for index, step in enumerate(steps)
    )


def _inside(places: list[Place]) -> dict[int, tuple[Place, ...]]:
    below: dict[Steps, tuple[Place, ...]] = {}
    for place in places:
        if not place.column.derived:
            for size in range(len(place.steps)):
                below[place.steps[:size]] = (*below.get(place.steps[:size], ()), place)
    return {place.index: below[place.steps] for place in places if place.steps in below}


def _required(element: str, places: list[Place]) -> Required:
    choice = element.endswith("[x]")
    name = element.removesuffix("[x]")
    found = [place for place in places if place.steps and _name(place.steps[0]) == name]
    certain = tuple(place.index for place in found if place.column.codec.kind != "reference")
    return Required(name, choice, tuple(place.index for place in found), certain)


def _name(step: Step) -> str | None:
    if isinstance(step, Choice):
        return step.group
    return step.group or step.name if isinstance(step, Key) else None


def _groups(places: list[Place], levels: tuple[Level, ...]) -> tuple[Group, ...]:
    """The choice elements that the columns and lists of a level lie under."""
    groups: dict[tuple[Steps, str], Group] = {}
    ways: list[tuple[Steps, int | str]] = [(place.steps, place.index) for place in places if not place.column.derived]
    ways += [(level.steps, level.table.name) for level in levels]
    for steps, where in ways:
        for index, step in enumerate(steps):
            if isinstance(step, Choice) or (isinstance(step, Key) and step.group):
                assert step.group is not None
                group = groups.setdefault((steps[:index], step.group), Group(steps[:index], step.group, {}, {}))
                for name in step.names if isinstance(step, Choice) else (step.name,):
                    if isinstance(where, int):
                        group.indexes[name] = (*group.indexes.get(name, ()), where)
                    else:
                        group.tables[name] = (*group.tables.get(name, ()), where)
    return tuple(groups.values())


def all_levels(level: Level) -> tuple[Level, ...]:
    """``level`` and everything below it, parents first."""
    return (level, *(each for child in level.levels for each in all_levels(child)))
