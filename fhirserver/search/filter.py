"""The parameter ``_filter``: an expression with and, or, not.  https://hl7.org/fhir/R4/search_filter.html

given eq "peter" and birthdate ge 2014-10-10
name co "pet" or not (gender eq male)
patient.name sw "Sm" and code in http://hl7.org/fhir/ValueSet/x
"""

from __future__ import annotations

import re

from conformance import definitions
from fhirserver.search.dates import DateValue, date_value
from fhirserver.search.parse import BadParameter, Parsing, criterion, find
from fhirserver.search.parse_values import value_of
from fhirserver.search.paths import Parameter
from fhirserver.search.tree import And, Chain, Criterion, Node, Not, Or
from fhirserver.search.values import BadValue

MOST_TERMS = 100
_TOKEN = re.compile(r'\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<sign>[()\[\]])|(?P<word>[^\s()\[\]"]+))')
_PREFIXED = frozenset({"eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"})
_OPERATORS = _PREFIXED | {"po", "co", "sw", "ew", "pr", "ss", "sb", "in", "ni", "re"}


def filter_node(parsing: Parsing, resource_type: str, text: str) -> Node:
    """Return what a filter asks of resources of a type.  Raises BadParameter, BadValue."""
    parser = _Parser(parsing, resource_type, text)
    node = parser.expression()
    parser.end()
    return node


_NAMESPACES = {
    "loinc": "http://loinc.org",
    "snomed": "http://snomed.info/sct",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "ucum": "http://unitsofmeasure.org",
}
"""Code systems that a filter may name by a short name."""


class _Parser:
    """https://hl7.org/fhir/R4/search_filter.html#syntax"""

    def __init__(self, parsing: Parsing, resource_type: str, text: str) -> None:
        self._parsing = parsing
        self._type = resource_type
        self._tokens = self._split(text)
        self._at = 0
        if len(self._tokens) > MOST_TERMS * 3:
            raise BadParameter(f"_filter has more than {MOST_TERMS} terms.", "too-costly")

    def _split(self, text: str) -> list[tuple[str, str]]:
        found, at = [], 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None or match.lastgroup is None:
                raise BadValue(f"what stands at {text[at : at + 20]!r} is not understood")
            found.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        return found

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise BadValue(f"nothing is expected after the expression, but there is {self._tokens[self._at][1]!r}")

    def expression(self) -> Node:
        """Read terms from left to right: "and" and "or" have the same precedence, as the specification says."""
        node = self._term()
        while True:
            if self._take("and"):
                node = And((*(node.parts if isinstance(node, And) else (node,)), self._term()))
            elif self._take("or"):
                node = Or((*(node.parts if isinstance(node, Or) else (node,)), self._term()))
            else:
                return node

    def _term(self) -> Node:
        if self._take("not"):
            return Not(self._in_parentheses())
        if self._peek() == ("sign", "("):
            return self._in_parentheses()
        name = self._need_word("a parameter")
        operator = self._need_word("an operator").lower()
        if operator not in _OPERATORS:
            raise BadValue(f"{operator[:20]!r} is not an operator; there are {', '.join(sorted(_OPERATORS))}")
        return self._test(self._type, name, operator, self._value())

    def _in_parentheses(self) -> Node:
        if self._peek() != ("sign", "("):
            raise BadValue("a parenthesis is expected")
        self._at += 1
        node = self.expression()
        if self._peek() != ("sign", ")"):
            raise BadValue("a parenthesis is not closed")
        self._at += 1
        return node

    def _test(self, resource_type: str, name: str, operator: str, value: str) -> Node:
        head, dot, rest = name.partition(".")
        if dot:
            return self._chained(resource_type, head, rest, operator, value)
        (parameter,) = find(self._parsing, (resource_type,), head)
        return _test(self._parsing, parameter, operator, value)

    def _chained(self, resource_type: str, head: str, rest: str, operator: str, value: str) -> Node:
        (parameter,) = find(self._parsing, (resource_type,), head)
        if parameter.type != "reference":
            raise BadParameter(f"{head} is not a reference: nothing can follow it after a dot.")
        targets = [use.target for use in parameter.uses if use.target]
        nodes = []
        for target in targets or parameter.targets or definitions().resource_types:
            if rest.partition(".")[0] in self._parsing.registry.parameters(target):
                nodes.append((target, self._test(target, rest, operator, value)))
        if not nodes:
            raise BadParameter(f"Nothing that {head} refers to has the parameter {rest[:40]!r}.")
        return Chain((parameter,), tuple(nodes))

    def _value(self) -> str:
        kind, text = self._peek()
        if kind not in ("word", "quoted"):
            raise BadValue("a value is expected")
        self._at += 1
        return re.sub(r"\\(.)", r"\1", text[1:-1]) if kind == "quoted" else text

    def _need_word(self, what: str) -> str:
        kind, text = self._peek()
        if kind != "word":
            raise BadValue(f"{what} is expected")
        self._at += 1
        return text

    def _take(self, word: str) -> bool:
        kind, text = self._peek()
        if kind == "word" and text.lower() == word:
            self._at += 1
            return True
        return False

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")


def _test(parsing: Parsing, parameter: Parameter, operator: str, value: str) -> Node:
    """One comparison; https://hl7.org/fhir/R4/search_filter.html#ops"""
    found = (parameter,)
    if operator == "pr":
        if value not in ("true", "false"):
            raise BadValue("true or false is expected after pr")
        return criterion(parsing, found, "missing", "false" if value == "true" else "true")
    escaped = value if parameter.type in ("composite",) else re.sub(r"([\\,$])", r"\\\1", value)
    if parameter.type == "token":
        escaped = _with_namespace(escaped)
    if (parameter.type, operator) == ("string", "eq"):
        # The same but for case, which never counts in a filter.
        return Criterion(found, "same", (value_of(parameter, None, escaped, parsing.reading),))
    if (parameter.type, operator) == ("date", "po"):
        period = date_value(f"eq{value}", parsing.reading.now)
        return Criterion(found, None, (DateValue("po", period.low, period.high),))
    if parameter.type in ("number", "date", "quantity"):
        if operator not in _PREFIXED:
            raise _cannot(parameter, operator)
        return criterion(parsing, found, None, f"{operator}{escaped}")
    modifiers = {
        ("string", "co"): "contains",
        ("string", "sw"): None,
        ("token", "eq"): None,
        ("token", "ss"): "above",
        ("token", "sb"): "below",
        ("token", "in"): "in",
        ("token", "ni"): "not-in",
        ("token", "co"): "text",
        ("reference", "eq"): None,
        ("reference", "re"): None,
        ("reference", "sb"): "below",
        ("reference", "ss"): "above",
        ("uri", "eq"): None,
        ("uri", "sb"): "below",
        ("uri", "ss"): "above",
        ("composite", "eq"): None,
        ("special", "eq"): None,
    }
    if operator == "ne":
        return Not(_test(parsing, parameter, "eq", value))
    key = (parameter.type, operator)
    if key not in modifiers:
        raise _cannot(parameter, operator)
    return criterion(parsing, found, modifiers[key], escaped)


def _with_namespace(text: str) -> str:
    name, bar, code = text.partition("|")
    return f"{_NAMESPACES.get(name, name)}{bar}{code}"


def _cannot(parameter: Parameter, operator: str) -> BadParameter:
    return BadParameter(f"_filter: {operator} does not apply to {parameter.code}, which is a {parameter.type}.")
