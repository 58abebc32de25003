"""get: the rows of a document, by a function written for the mapping.

The paths of all columns are folded into one tree, and Python source is generated that walks it once:

    if 'code' in document:
        v1 = document['code']
        if v1.__class__ is dict:
            if 'text' in v1:
                v2 = v1['text']
                c7 = k3(v2)

Thus an element that is not there costs one look-up for all the columns below it, and nothing is interpreted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from mappings.kernel.declaration import RowSets
from mappings.kernel.level import Level, Required, all_levels
from mappings.kernel.path import Choice, First, Json, Key, Step, Steps, in_group

Leaf: TypeAlias = tuple[Steps, "Level | tuple[str, Callable[[Json], object]]"]
"""The steps that remain, and what ends them: a child table, or the variables to set and how to read them."""


def source(level: Level) -> tuple[str, dict[str, Any]]:
    """The Python source of ``get`` for a mapping, and the names it uses."""
    writer = _Writer(level)
    return "\n".join(writer.lines), writer.names


def compiled(level: Level) -> Callable[[Json], RowSets]:
    """The function ``get(document) -> rows``."""
    text, names = source(level)
    exec(compile(text, f"<get {level.table.name} {' '.join(level.constants)}>", "exec"), names)
    function: Callable[[Json], RowSets] = names["get"]
    return function


def in_document(node: Json, shown: Iterable[bool], required: tuple[Required, ...]) -> str | None:
    """The names of required elements that ``node`` states and that are not ``shown`` by a cell, joined by commas."""
    if node.__class__ is not dict:
        return None
    elements = [each.element for each, known in zip(required, shown, strict=True) if not known and _states(node, each)]
    return ",".join(elements) or None


def _states(node: dict[str, Json], required: Required) -> bool:
    if not required.choice:
        return node.get(required.element) is not None or node.get("_" + required.element) is not None
    return any(in_group(key.removeprefix("_"), required.element) for key in node)


class _Writer:
    """Writes the source; variables are numbered, ``r1``... are row lists and ``p1``... positions."""

    def __init__(self, level: Level) -> None:
        self.lines = ["def get(document):"]
        self.names: dict[str, Any] = {"in_document": in_document}
        self.count = 0
        tables = all_levels(level)
        self.rows = {each.table.name: f"r{number}" for number, each in enumerate(tables)}
        for name in self.rows.values():
            self.line(1, f"{name} = []")
        self.level(level, "document", 1, ())
        pairs = ", ".join(f"{each.table.name!r}: {self.rows[each.table.name]}" for each in tables)
        self.line(1, f"return {{{pairs}}}")

    def line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def variable(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def constant(self, value: object) -> str:
        name = self.variable("k")
        self.names[name] = value
        return name

    def level(self, level: Level, node: str, depth: int, positions: tuple[str, ...]) -> None:
        """One row from ``node``, and the rows of the lists inside it."""
        cells: dict[int, str] = {}
        leaves: list[Leaf] = []
        for place in level.places:
            names = [self.variable("c")] + ([self.variable("c")] if place.column.codec.end else [])
            cells.update({place.index + offset: name for offset, name in enumerate(names)})
            leaves.append((place.steps, (", ".join(names), place.column.codec.read)))
        leaves += [(child.steps, child) for child in level.levels]
        if cells:
            self.line(depth, " = ".join(cells.values()) + " = None")
        self.walk(leaves, node, depth, positions)
        values = [*positions, *(repr(each) for each in level.constants), *(cells[index] for index in sorted(cells))]
        if level.required:
            values.append(self.in_document(level, node, cells, depth))
        self.line(depth, f"{self.rows[level.table.name]}.append(({', '.join(values)},))")

    def in_document(self, level: Level, node: str, cells: dict[int, str], depth: int) -> str:
        """A variable for the column in_document; the function is called only when cells do not show all of it."""
        name = self.variable("o")
        shown = [
            " or ".join(f"{cells[index]} is not None" for index in required.certain) or "False"
            for required in level.required
        ]
        call = f"in_document({node}, ({''.join(f'{each}, ' for each in shown)}), {self.constant(level.required)})"
        self.line(depth, f"{name} = None if {' and '.join(f'({each})' for each in shown)} else {call}")
        return name

    def walk(self, leaves: list[Leaf], node: str, depth: int, positions: tuple[str, ...]) -> None:
        """The leaves below ``node``: those that end here are read, the others grouped by their next step."""
        deeper: dict[Step, list[Leaf]] = {}
        for steps, leaf in leaves:
            if steps:
                deeper.setdefault(steps[0], []).append((steps[1:], leaf))
            elif isinstance(leaf, Level):
                self.entries(leaf, node, depth, positions)
            else:
                names, read = leaf
                self.line(depth, f"{names} = {self.constant(read)}({node})")
        lists = [step for step in deeper if isinstance(step, First)]
        if len(lists) < len(deeper):
            self.line(depth, f"if {node}.__class__ is dict:")
        for step in deeper:
            if step not in lists:
                self.member(step, deeper[step], node, depth + 1, positions)
        for step in lists:
            name = self.variable("v")
            self.line(depth, f"if {node}.__class__ is list and {node}:")
            self.line(depth + 1, f"{name} = {node}[0]")
            self.walk(deeper[step], name, depth + 1, positions)

    def member(self, step: Step, leaves: list[Leaf], node: str, depth: int, positions: tuple[str, ...]) -> None:
        """The leaves below one element of ``node``, which is an object."""
        name = self.variable("v")
        if isinstance(step, Key):
            self.line(depth, f"if {step.name!r} in {node}:")
            self.line(depth + 1, f"{name} = {node}[{step.name!r}]")
        elif isinstance(step, Choice):
            self.line(depth, f"{name} = None")
            for each in step.names:
                self.line(depth, f"if {name} is None and {each!r} in {node}: {name} = {node}[{each!r}]")
            self.line(depth, f"if {name} is not None:")
        else:
            self.line(depth, f"if 'extension' in {node}:")
            self.line(depth + 1, f"{name} = {self.constant(step)}.find({node})")
        self.walk(leaves, name, depth + 1, positions)

    def entries(self, level: Level, node: str, depth: int, positions: tuple[str, ...]) -> None:
        """A row for each entry of the list ``node``."""
        position, entry = self.variable("p"), self.variable("v")
        self.line(depth, f"if {node}.__class__ is list:")
        self.line(depth + 1, f"for {position}, {entry} in enumerate({node}):")
        self.level(level, entry, depth + 2, (*positions, position))
