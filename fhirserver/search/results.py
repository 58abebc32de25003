"""The parameters that say how results are returned, and the whole of a search.

https://hl7.org/fhir/R4/search.html#return
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, TypeVar

from conformance import definitions
from fhirserver.errors import Issue
from fhirserver.search.filter import filter_node
from fhirserver.search.parse import BadParameter, Parsing, find, node_of
from fhirserver.search.paths import Parameter
from fhirserver.search.tree import Include, Node, Search, SortKey
from fhirserver.search.values import BadValue

MOST_CRITERIA = 100
MOST_SORT_KEYS = 8
Made = TypeVar("Made")
_RESOURCE_TYPES = frozenset(definitions().resource_types)

ONCE = ("_sort", "_count", "_total", "_summary", "_elements", "_contained", "_containedType", "_explain", "_type")
RESULTS = frozenset((*ONCE, "_include", "_revinclude", "_include:iterate", "_revinclude:iterate", "_cursor"))
IGNORED = frozenset({"_format", "_pretty"})
"""Parameters that say in what form to answer, not what."""


@dataclass(frozen=True, slots=True)
class Query:
    """A whole search: which resources, and how they are returned.

    ``count`` is None where the client leaves it to the server; ``applied`` are the parameters that were understood, in
    canonical order; ``ignored`` says which were not, where the client asked to go on without them.
    """

    search: Search
    count: int | None = None
    total: Literal["none", "estimate", "accurate"] | None = None
    summary: str | None = None
    elements: str | None = None
    includes: tuple[Include, ...] = ()
    explain: bool = False
    applied: tuple[tuple[str, str], ...] = ()
    ignored: tuple[Issue, ...] = ()


class BadQuery(ValueError):
    """Parameters that cannot be understood; ``issues`` names each of them."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("; ".join(issue.diagnostics for issue in issues))
        self.issues = tuple(issues)


def query_of(
    parsing: Parsing,
    types: tuple[str, ...],
    parameters: Iterable[tuple[str, str]],
    *,
    within: tuple[Node, ...] = (),
    lenient: bool = False,
) -> Query:
    """Return the search for ``parameters`` among resources of ``types`` (all, if none), and satisfying ``within``.

    With ``lenient``, what is not understood is left out and noted, but not what asks for too much: without it all would
    be found.  Raises BadQuery with all that is wrong.
    """
    reader = _Reader(parsing, types, within)
    for name, text in parameters:
        if name not in IGNORED:
            reader.read(name, text)
    return reader.query(lenient=lenient)


class _Reader:
    """Reads one parameter after the other; what is wrong is collected."""

    def __init__(self, parsing: Parsing, types: tuple[str, ...], within: tuple[Node, ...]) -> None:
        self._parsing = parsing
        self._types = types
        self._within = within
        self._criteria: list[tuple[str, str]] = []
        self._results: dict[str, list[str]] = {}
        self._issues: list[Issue] = []

    def read(self, name: str, text: str) -> None:
        name = name.replace(":recurse", ":iterate") if name.startswith(("_include", "_revinclude")) else name
        if name in RESULTS:
            self._results.setdefault(name, []).append(text)
        else:
            self._criteria.append((name, text))

    def query(self, *, lenient: bool) -> Query:
        types = self._types_asked()
        nodes: list[Node] = []
        applied: list[tuple[str, str]] = []
        for name, text in sorted(self._criteria):
            node = self._tried(name, text, partial(self._node, types, name, text))
            if node is not None:
                nodes.append(node)
                applied.append((name, text))
        if len(nodes) > MOST_CRITERIA:
            self._issues.append(Issue("error", "too-costly", f"There are more than {MOST_CRITERIA} criteria."))
        query = Query(Search(types, (*self._within, *nodes)))
        for name in (*ONCE, "_include", "_include:iterate", "_revinclude", "_revinclude:iterate"):
            for text in self._values(name):
                changed = self._tried(name, text, partial(self._result, query, name, text))
                if changed is not None:
                    query = changed
                    applied.append((name, text))
        self._check_together(query)
        if self._issues and not (lenient and all(issue.code != "too-costly" for issue in self._issues)):
            raise BadQuery(self._issues)
        ignored = tuple(replace(issue, severity="warning") for issue in self._issues)
        return replace(query, applied=tuple(applied), ignored=ignored)

    def _types_asked(self) -> tuple[str, ...]:
        found = self._types
        for text in self._results.get("_type", []):
            asked = [each.strip() for each in text.split(",")]
            unknown = [each for each in asked if each not in _RESOURCE_TYPES]
            if unknown or self._types:
                wrong = f"{unknown[0][:40]!r} is not a resource type" if unknown else "the address names a type already"
                self._issues.append(_issue("_type", f"_type: {wrong}.", "value"))
            else:
                found = tuple(dict.fromkeys(asked))
        return found

    def _node(self, types: tuple[str, ...], name: str, text: str) -> Node:
        if name == "_filter":
            if len(types) != 1:
                raise BadParameter("_filter is for searches of one type.")
            return filter_node(self._parsing, types[0], text)
        return node_of(self._parsing, types, name, text)

    def _values(self, name: str) -> list[str]:
        texts = self._results.get(name, [])
        if len(texts) > 1 and name in ONCE:
            self._issues.append(_issue(name, f"{name} is given {len(texts)} times; once is allowed.", "value"))
            return []
        return list(dict.fromkeys(texts))

    def _tried(self, name: str, text: str, work: Callable[[], Made]) -> Made | None:
        """What some work makes of a parameter; None if it is wrong, which is noted."""
        try:
            return work()
        except BadParameter as problem:
            shown, text = name[:80], str(problem)
            self._issues.append(_issue(name, text if shown in text else f"{shown}: {text}", problem.code))
        except BadValue as problem:
            self._issues.append(_issue(name, f"{name[:80]} is {text[:80]!r}, {problem}.", "value"))
        return None

    def _result(self, query: Query, name: str, text: str) -> Query:
        match name:
            case "_sort":
                return replace(query, search=replace(query.search, sort=self._sort(query.search.types, text)))
            case "_count":
                return replace(query, count=_number(text))
            case "_total":
                return replace(query, total=_choice(text, "none", "estimate", "accurate"))
            case "_summary":
                return replace(query, summary=_choice(text, "true", "text", "data", "count", "false"))
            case "_elements":
                return replace(query, elements=text)
            case "_contained":
                if not query.search.types:
                    raise BadParameter("_contained is for searches of named types.")
                contained = _choice(text, "true", "false", "both")
                return replace(query, search=replace(query.search, contained=contained))
            case "_containedType":
                containers = _choice(text, "container", "contained") == "container"
                return replace(query, search=replace(query.search, containers=containers))
            case "_explain":
                return replace(query, explain=_choice(text, "true", "false") == "true")
            case "_type":
                return query
        reverse, iterate = name.startswith("_revinclude"), name.endswith(":iterate")
        added = self._include(query.search.types, text, reverse=reverse, iterate=iterate)
        return replace(query, includes=(*query.includes, *added))

    def _sort(self, types: tuple[str, ...], text: str) -> tuple[SortKey, ...]:
        keys = [self._sort_key(types, part.strip()) for part in text.split(",")]
        if len(keys) > MOST_SORT_KEYS:
            raise BadParameter(f"_sort has more than {MOST_SORT_KEYS} keys.", "too-costly")
        return tuple(keys)

    def _sort_key(self, types: tuple[str, ...], text: str) -> SortKey:
        descending = text.startswith("-")
        name = text[1:] if descending else text
        head, dot, rest = name.partition(".")
        code, _, target = head.partition(":")
        if not dot:
            return SortKey(self._sortable(types, head), descending)
        through = find(self._parsing, types, code)
        if through[0].type != "reference":
            raise BadParameter(f"_sort: {code[:40]} is not a reference.")
        targets = (target,) if target else tuple(sorted({each for found in through for each in found.targets}))
        having = [each for each in targets if rest in self._parsing.registry.parameters(each)]
        if not having:
            raise BadParameter(f"_sort: nothing that {code[:40]} refers to has the parameter {rest[:40]!r}.")
        return SortKey(self._sortable(tuple(having), rest), descending, through)

    def _sortable(self, types: tuple[str, ...], code: str) -> tuple[Parameter, ...]:
        found = find(self._parsing, types, code)
        if found[0].type in ("composite", "special"):
            raise BadParameter(f"_sort: there is no order by {code[:40]}, which is of type {found[0].type}.")
        return found

    def _include(self, types: tuple[str, ...], text: str, *, reverse: bool, iterate: bool) -> tuple[Include, ...]:
        """https://hl7.org/fhir/R4/search.html#include"""
        parts = text.split(":")
        if text == "*":
            parts = ["*", "*"]
        if not 2 <= len(parts) <= 3:
            raise BadValue("Type:reference or Type:reference:Type is expected, such as Encounter:subject:Patient")
        source, code = parts[0], parts[1]
        target = parts[2] if len(parts) == 3 else None
        for each in (source, target):
            if each is not None and each not in ("*", *_RESOURCE_TYPES):
                raise BadValue(f"{each[:40]!r} is not a resource type")
        if source == "*":
            return self._include_all(types, reverse=reverse, iterate=iterate)
        if not reverse and not iterate and types and source not in types:
            raise BadValue(f"results are of {', '.join(types)}; what others include is asked for by _include:iterate")
        known = self._parsing.registry.parameters(source)
        if code == "*":
            found = tuple(each for each in known.values() if each.type == "reference")
        else:
            found = find(self._parsing, (source,), code)
        if found and found[0].type != "reference":
            raise BadValue(f"{code[:40]} of {source} is not a reference")
        return (Include(source, found, target, reverse, iterate),)

    def _include_all(self, types: tuple[str, ...], *, reverse: bool, iterate: bool) -> tuple[Include, ...]:
        sources = types if types and not reverse and not iterate else definitions().resource_types
        return tuple(
            Include(source, found, None, reverse, iterate)
            for source in sources
            if (found := tuple(p for p in self._parsing.registry.parameters(source).values() if p.type == "reference"))
        )

    def _check_together(self, query: Query) -> None:
        if query.elements is not None and query.summary not in (None, "false"):
            self._issues.append(_issue("_elements", "_summary and _elements cannot be used together.", "value"))
        if query.summary == "text" and query.includes:
            self._issues.append(
                _issue("_summary", "_summary=text and _include or _revinclude cannot be used together.", "value")
            )


def _issue(name: str, text: str, code: str) -> Issue:
    return Issue("error", code, text, parameter=name[:80])


def _choice(text: str, *choices: str) -> Any:
    if text not in choices:
        raise BadValue(f"one of {', '.join(choices)} is expected")
    return text


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadValue("a number is expected")
    # Python reads long numbers slowly, and nothing above the server's own limit matters.
    return int(text.lstrip("0")[:9] or "0")
