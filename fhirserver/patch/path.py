"""The FHIRPath of FHIRPath Patch, text to tree.  https://hl7.org/fhir/R4/fhirpatch.html, http://hl7.org/fhirpath/N1

FHIRPath libraries return values, but a patch has to know where in the document a value stands, of primitives too.
Nearly all of FHIRPath also has no place that could be patched (arithmetic, union, ``repeat``), and some of it has no
bound in time.  So this reads the part that leads to places: steps into elements, indexes, the functions of ``locate``,
and criteria of ``=``, ``!=``, ``~``, ``!~``, ``and``, ``or``, ``xor``, ``is``.  The rest is refused by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from fhirserver.errors import Unprocessable

MAX_LENGTH = 2_000
MAX_NESTING = 20
MAX_OPERATORS = 50


@dataclass(frozen=True, slots=True)
class Member:
    """A step to the child elements called ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """The item at ``position``, counted from 0."""

    position: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Steps that start from ``start``, or where the expression stands."""

    steps: tuple[Member | Index | Call, ...]
    start: Expression | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant; dates and times are kept as their text."""

    value: str | bool | int | Decimal


@dataclass(frozen=True, slots=True)
class Binary:
    """``left operator right``."""

    operator: str
    left: Expression
    right: Expression


Expression = Path | Literal | Binary

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | `(?P<delimited>(?:[^`\\]|\\.)+)`
    | '(?P<string>(?:[^'\\]|\\.)*)'
    | @T?(?P<time>[0-9](?:[0-9T:+-]|\.(?=[0-9]))*Z?)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<variable>[$%][A-Za-z]+)
    | (?P<sign>!=|!~|<=|>=|[.()\[\],=~<>|+*/&-])
    )""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LEVELS = (("or", "xor"), ("and",), ("=", "!=", "~", "!~"), ("is", "as"))


def parse(text: str) -> Path:
    """The tree of a path; Unprocessable (422) if it is not one or uses more of FHIRPath than a patch may."""
    if len(text) > MAX_LENGTH:
        raise Unprocessable(f"The path is longer than {MAX_LENGTH} characters.", code="too-costly")
    parser = _Parser(text)
    expression = parser.expression(0)
    if parser.kind:
        raise parser.unexpected()
    if not isinstance(expression, Path):
        raise Unprocessable(f"The path {text!r} does not lead to an element.")
    return expression


class _Parser:
    """Recursive descent with one token of look-ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.nesting = 0
        self.operators = 0
        self.kind = ""
        self.token = ""
        self.advance()

    def advance(self) -> str:
        token = self.token
        found = _TOKEN.match(self.text, self.position)
        if found:
            self.kind = found.lastgroup or ""
            self.token = found[self.kind]
            self.position = found.end()
        elif self.text[self.position :].strip():
            raise self.unexpected()
        else:
            self.kind = self.token = ""
        return token

    def unexpected(self) -> Unprocessable:
        what = f"{self.token!r} before character" if self.kind else "something missing or unreadable at character"
        return Unprocessable(
            f"The path {self.text!r} cannot be read, or uses more of FHIRPath than a patch may: "
            f"{what} {self.position + 1}."
        )

    def accept(self, sign: str) -> bool:
        if self.kind == "sign" and self.token == sign:
            self.advance()
            return True
        return False

    def expect(self, sign: str) -> None:
        if not self.accept(sign):
            raise self.unexpected()

    def expression(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self.path()
        left = self.expression(level + 1)
        while self.kind in {"name", "sign"} and self.token in _LEVELS[level]:
            operator = self.advance()
            self.operators += 1
            if self.operators > MAX_OPERATORS:
                raise Unprocessable(f"The path has more than {MAX_OPERATORS} operators.", code="too-costly")
            right = self.expression(level + 1)
            left = Path((Call("as", (right,)),), left) if operator == "as" else Binary(operator, left, right)
        return left

    def path(self) -> Expression:
        start: Expression | None = None
        steps: list[Member | Index | Call] = []
        if self.accept("("):
            start = self.nested()
            self.expect(")")
        elif self.kind in {"string", "time", "number"} or self.token in {"true", "false"}:
            start = self.literal()
        elif self.kind == "variable":
            # %resource and %context are where a path starts anyhow; inside criteria they would cost without bound.
            if self.token != "$this" and not (self.nesting == 0 and self.token in {"%resource", "%context"}):
                raise self.unexpected()
            self.advance()
        else:
            steps.append(self.step())
        while True:
            if self.accept("."):
                steps.append(self.step())
            elif self.accept("["):
                steps.append(Index(self.integer()))
                self.expect("]")
            else:
                break
        return start if start is not None and not steps else Path(tuple(steps), start)

    def nested(self) -> Expression:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise Unprocessable(f"The path is nested deeper than {MAX_NESTING} levels.", code="too-costly")
        expression = self.expression(0)
        self.nesting -= 1
        return expression

    def step(self) -> Member | Call:
        if self.kind not in {"name", "delimited"}:
            raise self.unexpected()
        name = _unescaped(self.advance())
        if not self.accept("("):
            return Member(name)
        arguments: list[Expression] = []
        if not self.accept(")"):
            arguments.append(self.nested())
            while self.accept(","):
                arguments.append(self.nested())
            self.expect(")")
        return Call(name, tuple(arguments))

    def literal(self) -> Literal:
        kind, token = self.kind, self.advance()
        if kind == "string":
            return Literal(_unescaped(token))
        if kind == "number":
            return Literal(Decimal(token) if "." in token else int(token))
        return Literal(token == "true" if kind == "name" else token)

    def integer(self) -> int:
        if self.kind != "number" or not self.token.isdigit():
            raise self.unexpected()
        return int(self.advance())


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], found[2]), text)
