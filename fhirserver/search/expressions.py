"""The expressions of search parameters: the subset of FHIRPath that R4 uses, parsed and resolved against the types.

An expression is a union of branches; a branch is a path of elements, perhaps narrowed by ``where``, ``as`` or
``extension``.  https://hl7.org/fhir/R4/searchparameter-definitions.html#SearchParameter.expression,
https://hl7.org/fhirpath/N1/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from conformance import definitions
from conformance.model import Concept, Element, TypeDefinition

_TOKEN = re.compile(r"\s*(?:(?P<name>%?[A-Za-z][A-Za-z0-9]*)|'(?P<text>[^']*)'|(?P<number>\d+)|(?P<sign>[().|=\[\]]))")
_END = ("", "")
MOST_STEPS = 16
"""Steps of a path, so that the function which follows it is not too deep for Python."""

MOST_LEAVES = 500
"""Ways of a path: each choice of types multiplies them."""

MOST_PARENTHESES = 50


class ExpressionError(ValueError):
    """The expression is not of the subset that is understood, or names what its type does not have."""


@dataclass(frozen=True, slots=True)
class Step:
    """One property to follow: ``key`` of JSON, an array if ``many``.

    Of an array only the entry ``only``, if that is not None; only entries with ``where`` (a property and its value),
    or, with ``extended``, those that have an extension of that URL.
    """

    key: str
    many: bool
    only: int | None = None
    where: tuple[str, str] | None = None
    extended: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A way to values of one FHIR type; ``concepts`` are those of a code with a required binding."""

    steps: tuple[Step, ...]
    type: str
    concepts: frozenset[Concept] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of an expression.

    ``path`` is its text without conditions on what a reference leads to; ``leaves`` has one entry for each type that
    the element may have; ``target`` is the resource type that the reference must lead to, None for any.
    """

    path: str
    leaves: tuple[Leaf, ...]
    target: str | None = None


def whole(resource_type: str) -> Branch:
    """Return the branch that is a resource itself."""
    return Branch(resource_type, (Leaf((), resource_type),))


def branches(expression: str, base: Branch) -> tuple[Branch, ...]:
    """Return the branches of an expression that is evaluated at ``base``.  Raises ExpressionError."""
    return tuple(_with_values(branch) for branch in _Parser(expression, base).union())


class _Parser:
    def __init__(self, expression: str, base: Branch) -> None:
        self._expression = expression
        self._base = base
        self._root = whole(base.path.partition(".")[0])
        self._tokens = list(_tokens(expression))
        if self._tokens.count(("sign", "(")) > MOST_PARENTHESES:
            raise ExpressionError(f"it has more than {MOST_PARENTHESES} parentheses")
        self._at = 0

    def union(self) -> Iterator[Branch]:
        yield from self._in_parentheses_or_path()
        while self._take("sign", "|"):
            yield from self._in_parentheses_or_path()
        if self._next() != _END:
            raise self._wrong()

    def _in_parentheses_or_path(self) -> list[Branch]:
        if self._take("sign", "("):
            found = list(self._alternatives())
            self._need("sign", ")")
        else:
            found = [self._start()]
        # What follows is said once, of each of them.
        after = self._at
        return [self._tail(branch, after) for branch in found]

    def _alternatives(self) -> Iterator[Branch]:
        yield from self._in_parentheses_or_path()
        while self._take("sign", "|"):
            yield from self._in_parentheses_or_path()

    def _start(self) -> Branch:
        name = self._need("name")
        if name in (self._root.path, "Resource", "DomainResource", "%resource"):
            return self._root
        return _child(self._base, name)

    def _tail(self, branch: Branch, after: int) -> Branch:
        self._at = after
        while True:
            if self._take("sign", "."):
                name = self._need("name")
                if self._take("sign", "("):
                    branch = self._function(branch, name)
                    self._need("sign", ")")
                else:
                    branch = _child(branch, name)
            elif self._take("sign", "["):
                branch = _last(branch, f"[{self._peek()}]", only=int(self._need("number")))
                self._need("sign", "]")
            elif self._take("name", "as"):
                branch = _narrowed(branch, self._need("name"))
            else:
                return branch

    def _function(self, branch: Branch, name: str) -> Branch:
        if name in ("as", "ofType"):
            return _narrowed(branch, self._need("name"))
        if name == "extension":
            return _extensions(branch, self._need("text"))
        if name == "first":
            return _last(branch, "[0]", only=0)
        if name == "where":
            return self._where(branch)
        raise self._wrong()

    def _where(self, branch: Branch) -> Branch:
        name = self._need("name")
        if name == "resolve" and self._take("sign", "("):
            self._need("sign", ")")
            self._need("name", "is")
            return replace(branch, target=self._need("name"))
        if name == "hasExtension" and self._take("sign", "("):
            url = self._need("text")
            self._need("sign", ")")
            return _last(branch, f".where(hasExtension('{url}'))", extended=url)
        self._need("sign", "=")
        value = self._need("text")
        leaves = tuple(leaf for leaf in branch.leaves if not _is_primitive(leaf) and _is_text(leaf, name))
        if not leaves:
            raise ExpressionError(f"{branch.path} has no single text {name}")
        return _last(replace(branch, leaves=leaves), f".where({name}='{value}')", where=(name, value))

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _peek(self) -> str:
        return self._next()[1]

    def _take(self, kind: str, text: str) -> bool:
        if self._next() != (kind, text):
            return False
        self._at += 1
        return True

    def _need(self, kind: str, text: str | None = None) -> str:
        found, value = self._next()
        if found != kind or text not in (None, value):
            raise self._wrong()
        self._at += 1
        return value

    def _wrong(self) -> ExpressionError:
        return ExpressionError(f"{self._expression!r} at {self._base.path} is not understood near {self._peek()!r}")


def _tokens(expression: str) -> Iterator[tuple[str, str]]:
    at = 0
    text = expression.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise ExpressionError(f"{expression!r} is not understood at {text[at:]!r}")
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


def _child(branch: Branch, name: str) -> Branch:
    """The branch that follows an element; a choice element leads to a leaf for each of its types."""
    leaves = tuple(below for leaf in branch.leaves for below in _below(leaf, name))
    if not leaves:
        raise ExpressionError(f"{branch.path} has no element {name}")
    if len(leaves) > MOST_LEAVES or any(len(leaf.steps) > MOST_STEPS for leaf in leaves):
        raise ExpressionError(f"{branch.path} goes too far")
    return replace(branch, path=f"{branch.path}.{name}", leaves=leaves)


def _below(leaf: Leaf, name: str) -> Iterator[Leaf]:
    definition = definitions().types.get(leaf.type)
    if definition is None:
        return
    for element in _elements(definition, name):
        yield Leaf((*_steps(leaf), Step(element.name, element.many)), element.type, element.concepts)


def _is_primitive(leaf: Leaf) -> bool:
    definition = definitions().types.get(leaf.type)
    return definition is not None and definition.kind == "primitive-type"


def _is_text(leaf: Leaf, name: str) -> bool:
    """Whether an element is one primitive value, which can be compared with a text."""
    below = list(_below(leaf, name))
    return len(below) == 1 and _is_primitive(below[0]) and below[0].steps[-1] == Step(name, many=False)


def _steps(leaf: Leaf) -> tuple[Step, ...]:
    """The way to what is inside; of a primitive value that stands beside it, https://hl7.org/fhir/R4/json.html."""
    if not _is_primitive(leaf):
        return leaf.steps
    *before, last = leaf.steps
    return (*before, replace(last, key=f"_{last.key}"))


def _elements(definition: TypeDefinition, name: str) -> list[Element]:
    element = definition.elements.get(name)
    if element is not None and element.choice is None:
        return [element]
    return [definition.elements[member] for member in definition.choices.get(name, ())]


def _narrowed(branch: Branch, type_name: str) -> Branch:
    """The branch of those values that are of one type; the specification writes DateTime for dateTime once."""
    name = type_name if type_name in definitions().types else type_name[0].lower() + type_name[1:]
    leaves = tuple(leaf for leaf in branch.leaves if leaf.type == name)
    if not leaves:
        raise ExpressionError(f"{branch.path} is never a {type_name}")
    return replace(branch, path=f"{branch.path}.ofType({name})", leaves=leaves)


def _extensions(branch: Branch, url: str) -> Branch:
    """The branch of the extensions with a URL."""
    extension = Step("extension", True, where=("url", url))
    leaves = tuple(Leaf((*_steps(leaf), extension), "Extension") for leaf in branch.leaves)
    return replace(branch, path=f"{branch.path}.extension('{url}')", leaves=leaves)


def _with_values(branch: Branch) -> Branch:
    """R4 writes extension('...') where the value of the extension is meant."""
    if all(leaf.type != "Extension" for leaf in branch.leaves):
        return branch
    return _child(branch, "value")


def _last(
    branch: Branch,
    text: str,
    *,
    only: int | None = None,
    where: tuple[str, str] | None = None,
    extended: str | None = None,
) -> Branch:
    """The branch with a condition on its last step, which has none yet."""
    for leaf in branch.leaves:
        last = leaf.steps[-1] if leaf.steps else None
        if last is None or last.where or last.extended or last.only is not None or (only and not last.many):
            raise ExpressionError(f"{branch.path}{text} is more than what is understood")
        if extended is not None and _is_primitive(leaf):
            raise ExpressionError(f"{branch.path} is no element whose extensions can be a condition")
    leaves = tuple(
        replace(leaf, steps=(*leaf.steps[:-1], replace(leaf.steps[-1], only=only, where=where, extended=extended)))
        for leaf in branch.leaves
    )
    return replace(branch, path=branch.path + text, leaves=leaves)
