"""From a document to the values that are searched for, by a function written for its resource type.

The ways to all values are folded into one tree, and Python source is generated that walks it once:

    v1 = document.get('component')
    if v1 is not None:
        for p2, v3 in enumerate(v1):
            v4 = v3.get('code')
            if v4 is not None:
                k5(values, v4, p2)

Documents were validated before, so nothing is asked about their shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fhirserver.search.expressions import Step
from fhirserver.search.index import Add, Values, adding
from fhirserver.search.paths import SearchPath

Document = dict[str, Any]
Extract = Callable[[Document, Values], None]
_Way = tuple[tuple[Step, ...], Add]


def extractor(paths: Iterable[SearchPath]) -> Extract:
    """Return a function that adds to Values all that a document has at ``paths``."""
    ways = [(leaf.steps, adding(path, leaf)) for path in paths for leaf in path.leaves]
    writer = _Writer(ways)
    exec(compile("\n".join(writer.lines), "<search values>", "exec"), writer.names)
    made: Extract = writer.names["extract"]
    return made


class _Writer:
    """Writes the source, line by line; ``names`` are the constants that it uses."""

    def __init__(self, ways: list[_Way]) -> None:
        self.lines = ["def extract(document, values):", "    pass"]
        self.names: dict[str, Any] = {}
        self._count = 0
        self._walk(ways, "document", 1, "0")

    def _line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def _variable(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"

    def _constant(self, value: object) -> str:
        name = self._variable("k")
        self.names[name] = value
        return name

    def _walk(self, ways: list[_Way], node: str, depth: int, element: str) -> None:
        """Add what ends at ``node``, and follow the other ways; those with the same next step together."""
        deeper: dict[Step, list[_Way]] = {}
        for steps, add in ways:
            if steps:
                deeper.setdefault(steps[0], []).append((steps[1:], add))
            else:
                self._line(depth, f"{self._constant(add)}(values, {node}, {element})")
        for step, rest in deeper.items():
            self._follow(step, rest, node, depth, element)

    def _follow(self, step: Step, ways: list[_Way], node: str, depth: int, element: str) -> None:
        found = self._variable("v")
        self._line(depth, f"{found} = {node}.get({step.key!r})")
        self._line(depth, f"if {found} is not None:")
        if not step.many:
            self._narrow(step, ways, found, depth + 1, element)
            return
        position, entry = self._variable("p"), self._variable("v")
        entries = found if step.only is None else f"{found}[{step.only}:{step.only + 1}]"
        self._line(depth + 1, f"for {position}, {entry} in enumerate({entries}):")
        self._line(depth + 2, f"if {entry} is not None:")
        ending = [way for way in ways if not way[0]]
        inside = [way for way in ways if way[0]]
        # Values of one element belong together for composites; of nested lists the outermost element counts.
        for some, at in ((ending, element), (inside, position if element == "0" else element)):
            if some:
                self._narrow(step, some, entry, depth + 3, at)

    def _narrow(self, step: Step, ways: list[_Way], node: str, depth: int, element: str) -> None:
        if step.where is not None:
            self._line(depth, f"if {node}.get({step.where[0]!r}) == {step.where[1]!r}:")
            depth += 1
        if step.extended is not None:
            self._line(depth, f"if any(e.get('url') == {step.extended!r} for e in {node}.get('extension', ())):")
            depth += 1
        self._walk(ways, node, depth, element)


def contained_in(document: Document) -> Iterator[tuple[int, Document]]:
    """Yield the resources contained in a document, counted from 1."""
    yield from enumerate(document.get("contained", ()), 1)
