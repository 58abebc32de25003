"""Evaluation of a path to the elements it leads to, with their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from fhirserver.errors import Unprocessable
from fhirserver.patch.node import Node, children, elements_called, is_type
from fhirserver.patch.path import Call, Expression, Index, Literal, Member, Path

MAX_VISITED = 1_000_000
"""Elements that the paths of one patch may look at."""

Scalar = str | bool | int | Decimal
Items = Sequence[Node | Scalar]


class Locator:
    """Finds elements in one resource, and stops when it had to look at too many."""

    def __init__(self, resource: Node) -> None:
        self.resource = resource
        self.visited = 0

    def locate(self, path: Path) -> list[Node]:
        """The elements that ``path`` leads to, in order.

        Raises Unprocessable (422) if the resource cannot have such elements, or the path leads to values.
        """
        return _nodes(self._path(path, self.resource), "The path")

    def _evaluate(self, expression: Expression, context: Node) -> Items:
        if isinstance(expression, Literal):
            return [expression.value]
        if isinstance(expression, Path):
            return self._path(expression, context)
        if expression.operator == "is":
            return _is_type(self._evaluate(expression.left, context), _type_name(expression.right))
        left = self._evaluate(expression.left, context)
        right = self._evaluate(expression.right, context)
        return _BINARY[expression.operator](left, right)

    def _path(self, path: Path, context: Node) -> Items:
        items: Items = [context] if path.start is None else self._evaluate(path.start, context)
        steps: Sequence[Member | Index | Call] = path.steps
        if path.start is None and context is self.resource and steps and self._names_resource(steps[0]):
            steps = steps[1:]
        for step in steps:
            self._visit(len(items))
            if isinstance(step, Member):
                items = self._members(_nodes(items, step.name), step.name)
            elif isinstance(step, Index):
                items = items[step.position : step.position + 1]
            else:
                items = self._call(step, items)
        return items

    def _names_resource(self, step: Member | Index | Call) -> bool:
        return isinstance(step, Member) and step.name[:1].isupper() and is_type(self.resource.type, step.name)

    def _visit(self, count: int) -> None:
        self.visited += count
        if self.visited > MAX_VISITED:
            raise Unprocessable("Finding the elements of this patch takes too long.", code="too-costly")

    def _members(self, nodes: list[Node], name: str) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            found.extend(children(node, name))
        self._visit(len(found))
        if nodes and not found and not any(n.definition and elements_called(n.definition, name) for n in nodes):
            raise Unprocessable(f"{nodes[0].type} has no element {name!r}.", code="not-found")
        return found

    def _call(self, call: Call, items: Items) -> Items:
        arguments = call.arguments
        if call.name in _SLICES and not arguments:
            return items[_SLICES[call.name]]
        if call.name in {"skip", "take"} and len(arguments) == 1:
            count = arguments[0].value if isinstance(arguments[0], Literal) else None
            if isinstance(count, int) and not isinstance(count, bool):
                return items[count:] if call.name == "skip" else items[:count]
        if call.name in _TESTS and not arguments:
            return _TESTS[call.name](items)
        if call.name in {"where", "exists"} and len(arguments) == 1:
            nodes = _nodes(items, call.name)
            chosen = [node for node in nodes if _truth(self._evaluate(arguments[0], node))]
            return chosen if call.name == "where" else [bool(chosen)]
        if call.name in {"ofType", "as", "is"} and len(arguments) == 1:
            wanted = _type_name(arguments[0])
            if call.name == "is":
                return _is_type(items, wanted)
            return [node for node in _nodes(items, call.name) if is_type(node.type, wanted)]
        if call.name == "extension" and len(arguments) == 1 and isinstance(arguments[0], Literal):
            extensions = self._members(_nodes(items, call.name), "extension")
            return [node for node in extensions if _property(node, "url") == arguments[0].value]
        if call.name in _TEXT and len(arguments) == 1:
            text, wanted_text = _single(items), _single(self._evaluate(arguments[0], self.resource))
            both = isinstance(text, str) and isinstance(wanted_text, str)
            return [_TEXT[call.name](text, wanted_text)] if both else []
        if call.name == "resolve" and not arguments:
            return self._contained(_nodes(items, call.name))
        raise Unprocessable(f"The function {call.name} with {len(arguments)} arguments cannot be used in a patch.")

    def _contained(self, references: list[Node]) -> list[Node]:
        contained = {f"#{_property(node, 'id')}": node for node in children(self.resource, "contained")}
        found = [contained.get(_reference(node)) for node in references]
        return list({id(node): node for node in found if node}.values())


def _nodes(items: Items, user: str) -> list[Node]:
    nodes = [item for item in items if isinstance(item, Node)]
    if len(nodes) < len(items):
        raise Unprocessable(f"{user} needs elements, but here it gets a value.")
    return nodes


def _value(item: Node | Scalar) -> Any:
    return item.value if isinstance(item, Node) else item


def _single(items: Items) -> Any:
    return _value(items[0]) if len(items) == 1 else None


def _truth(items: Items) -> bool:
    """https://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections"""
    if len(items) > 1:
        raise Unprocessable("A criterion must be true or false, but this one yields several items.")
    if not items:
        return False
    value = _value(items[0])
    return value if isinstance(value, bool) else True


def _equal(left: Items, right: Items) -> bool | None:
    if not left or not right:
        return None
    if len(left) != len(right):
        return False
    return all(_same(_value(a), _value(b)) for a, b in zip(left, right, strict=True))


def _same(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def _equivalent(left: Items, right: Items) -> bool:
    """Like equality, but empty is equivalent to empty, and case and white space do not count."""
    if len(left) != len(right):
        return False
    return all(_same(_folded(_value(a)), _folded(_value(b))) for a, b in zip(left, right, strict=True))


def _folded(value: object) -> object:
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def _items(value: bool | None) -> Items:
    return [] if value is None else [value]


def _negated(value: bool | None) -> bool | None:
    return None if value is None else not value


def _three_valued(items: Items) -> bool | None:
    return _truth(items) if items else None


def _and(left: Items, right: Items) -> Items:
    values = {_three_valued(left), _three_valued(right)}
    return _items(False if False in values else None if None in values else True)


def _or(left: Items, right: Items) -> Items:
    values = {_three_valued(left), _three_valued(right)}
    return _items(True if True in values else None if None in values else False)


def _xor(left: Items, right: Items) -> Items:
    return [_truth(left) != _truth(right)] if left and right else []


def _is_type(items: Items, wanted: str) -> Items:
    return [is_type(node.type, wanted) for node in _nodes(items, "is")]


def _type_name(expression: Expression) -> str:
    names = [step.name for step in expression.steps if isinstance(step, Member)] if isinstance(expression, Path) else []
    if names[:1] == ["FHIR"]:
        names = names[1:]
    if len(names) != 1 or not isinstance(expression, Path) or expression.start is not None:
        raise Unprocessable("The argument of is, as and ofType must be the name of a FHIR type.")
    return names[0]


def _reference(node: Node) -> str:
    value = _property(node, "reference") or node.value
    return value if isinstance(value, str) else ""


def _property(node: Node, name: str) -> object:
    return node.value.get(name) if isinstance(node.value, dict) else None


_BINARY: dict[str, Callable[[Items, Items], Items]] = {
    "=": lambda left, right: _items(_equal(left, right)),
    "!=": lambda left, right: _items(_negated(_equal(left, right))),
    "~": lambda left, right: [_equivalent(left, right)],
    "!~": lambda left, right: [not _equivalent(left, right)],
    "and": _and,
    "or": _or,
    "xor": _xor,
}
_SLICES = {"first": slice(0, 1), "last": slice(-1, None), "tail": slice(1, None)}
_TESTS: dict[str, Callable[[Items], Items]] = {
    "exists": lambda items: [bool(items)],
    "empty": lambda items: [not items],
    "hasValue": lambda items: [len(items) == 1 and not isinstance(_single(items), dict | list | None)],
    "count": lambda items: [len(items)],
    "not": lambda items: [not _truth(items)] if items else [],
}
_TEXT: dict[str, Callable[[str, str], bool]] = {
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "contains": lambda text, part: part in text,
}
