"""Search parameters that users add: SearchParameter resources that are active.

https://hl7.org/fhir/R4/searchparameter.html.  Storing one notes it in the same transaction; from then on whatever is
written is indexed by it too, and a job indexes what is there already (see ``reindex``).  Until that is done, searches
by it are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from conformance import definitions
from conformance.model import SearchComponent, SearchParameter
from conformance.unions import for_base
from fhirserver.search.expressions import ExpressionError
from fhirserver.search.paths import TYPES, parameter_of
from fhirserver.search.registry import R4, Custom, Registry, paths_of
from fhirserver.store.engine import Connection
from fhirserver.store.sql import statement
from fhirserver.store.staged import Staged

GENERATION = "(SELECT number FROM search_generation)"
"""SQL of the number that counts changes of search parameters."""

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}\Z")
_TYPES = frozenset({*TYPES, "composite", "special"} - {"phonetic", "position"})

_ALL = statement(
    f"SELECT code, definition, state, reason, done, total, {GENERATION} FROM (SELECT 1) AS one "
    "LEFT JOIN search_parameter ON state <> 'removing' ORDER BY url, resource_pk"
)
_UNSETTLED = statement("SELECT definition FROM search_parameter WHERE state IN ('indexing', 'removing')")
_GENERATION = statement(f"SELECT {GENERATION}")
_NOTE = statement(
    "INSERT INTO search_parameter (resource_pk, url, code, definition, state, reason, last_pk, done, total) "
    "VALUES (:pk, :url, :code, :definition, :state, :reason, 0, 0, NULL) ON CONFLICT (resource_pk) DO UPDATE SET "
    "url = excluded.url, code = excluded.code, definition = excluded.definition, state = excluded.state, "
    "reason = excluded.reason, last_pk = 0, done = 0, total = NULL"
)
_REMOVE = statement(
    "UPDATE search_parameter SET state = 'removing', reason = :reason, last_pk = 0, done = 0, total = NULL "
    "WHERE resource_pk = :pk"
)
CHANGED = statement("UPDATE search_generation SET number = number + 1")
_OLD = statement("SELECT definition, state FROM search_parameter WHERE resource_pk = :pk")


class Definition(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is kept of a SearchParameter: its definition, and its expression for each base type.

    ``former`` are definitions that it had, by which resources may still be indexed.
    """

    parameter: SearchParameter
    expressions: tuple[tuple[str, str], ...]
    former: tuple[Definition, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The types that it is for, or was."""
        every = (self, *self.former)
        return tuple(dict.fromkeys(base for each in every for base, _ in each.expressions))


class Unusable(ValueError):
    """The SearchParameter cannot be searched by; the text says why."""


def registry_of(connection: Connection) -> Registry:
    """Return all search parameters as they are now."""
    custom, unusable, generation = [], {}, 0
    for code, text, state, reason, done, total, number in connection.rows(_ALL):
        generation = number
        if state == "unusable":
            unusable[code] = reason or "its SearchParameter is not active"
        elif text is not None:
            kept = msgspec.json.decode(text, type=Definition)
            progress = None if state == "ready" else _progress(done, total)
            custom.append(Custom(kept.parameter, kept.expressions, progress))
    return Registry(tuple(custom), generation, unusable)


def generation_of(connection: Connection) -> int:
    """Return the number that tells whether a registry is that of now."""
    row = connection.row(_GENERATION)
    return int(row[0]) if row else 0


def paths_of_definition(kept: Definition) -> set[int]:
    """Return the numbers of the paths that a search parameter looks at, or did, in all its types."""
    registry = Registry((Custom(kept.parameter, kept.expressions),))
    code = kept.parameter.code
    own = {path.number for base, _ in kept.expressions for path in paths_of([registry.parameters(base)[code]])}
    return own.union(*map(paths_of_definition, kept.former))


def unsettled_paths(connection: Connection) -> set[int]:
    """Return the numbers of the paths by which not all resources are indexed, or by which some still are."""
    definitions_ = [msgspec.json.decode(row[0], type=Definition) for row in connection.rows(_UNSETTLED)]
    return {number for kept in definitions_ for number in paths_of_definition(kept)}


def _progress(done: int, total: int | None) -> str:
    if not total:
        return "indexing what is there has not begun"
    return f"{done:,} of {total:,} resources have been indexed ({100 * done / total:.1f} %)"


def note_changes(connection: Connection, staged: Iterable[Staged]) -> None:
    """Note the SearchParameters among what a transaction writes."""
    changed = False
    for item in staged:
        if item.version.type == "SearchParameter":
            changed |= _note(connection, item.version.pk, item.document)
    if changed:
        connection.run(CHANGED)


def _note(connection: Connection, pk: int, document: Mapping[str, Any] | None) -> bool:
    """Note one of them; False if that changes nothing."""
    old = connection.row(_OLD, {"pk": pk})
    was = msgspec.json.decode(old[0], type=Definition) if old and old[1] != "unusable" else None
    text, state, reason = "{}", "unusable", None
    if document is not None:
        try:
            kept = definition_of(document)
        except Unusable as error:
            kept, reason = None, str(error)
        if kept is not None:
            if was is not None and old is not None and old[1] != "removing" and _same(kept, was):
                return False
            former = () if was is None else tuple(each for each in (was, *was.former) if not _same(each, kept))
            text, state = _text(msgspec.structs.replace(kept, former=tuple(map(_alone, former)))), "indexing"
    if old is None and state == "unusable" and reason is None:
        return False
    if was is not None and state == "unusable":
        connection.run(_REMOVE, {"pk": pk, "reason": reason})
        return True
    url, code = (str(document.get(name)) if document else "" for name in ("url", "code"))
    values = {"pk": pk, "url": url, "code": code, "definition": text, "state": state, "reason": reason}
    connection.run(_NOTE, values)
    return True


def _same(one: Definition, other: Definition) -> bool:
    return _alone(one) == _alone(other)


def _alone(kept: Definition) -> Definition:
    return msgspec.structs.replace(kept, former=())


def _text(kept: Definition) -> str:
    return msgspec.json.encode(kept).decode()


def settled(text: str) -> str:
    """Return the definition, without those that it had before: nothing is indexed by these any more."""
    return _text(_alone(msgspec.json.decode(text, type=Definition)))


def definition_of(document: Mapping[str, Any]) -> Definition | None:
    """Return what a SearchParameter adds, None if it adds nothing: not active, or one that R4 has.

    Raises Unusable.
    """
    if document.get("status") != "active":
        return None
    code, kind, url = str(document["code"]), str(document["type"]), str(document["url"])
    bases = [base for base in _bases(document["base"]) if code not in R4.parameters(base)]
    if not bases:
        return None
    if not _CODE.match(code):
        raise Unusable(f"the code {code!r} is not letters, digits and hyphens")
    if kind not in _TYPES or kind == "special":
        raise Unusable(f"parameters of type {kind} need rules that only the server can have")
    text = document.get("expression")
    if not text:
        raise Unusable("it has no expression")
    parameter = SearchParameter(
        url,
        code,
        "",
        kind,
        None,
        tuple(sorted(set(document.get("target", ())) & set(definitions().resource_types))),
        (),
        (),
        tuple(_components(document)),
        True,
        True,
    )
    expressions = tuple((base, for_base(text, base)) for base in bases)
    for base, expression in expressions:
        try:
            made = parameter_of(msgspec.structs.replace(parameter, expression=expression), base)
        except ExpressionError as error:
            raise Unusable(str(error)) from None
        if not made.uses and not made.composites:
            raise Unusable(f"{expression!r} leads to nothing that a {kind} parameter can look at")
    return Definition(parameter, expressions)


def _bases(given: Iterable[str]) -> list[str]:
    every = definitions().resource_types
    named = set(given)
    return [name for name in every if named & {name, "Resource", "DomainResource"}]


def _components(document: Mapping[str, Any]) -> Iterable[SearchComponent]:
    by_url = {each.url: code for base in definitions().search_parameters.values() for code, each in base.items()}
    for component in document.get("component", ()):
        code = by_url.get(str(component["definition"]).partition("|")[0])
        if code is None:
            raise Unusable(f"its component {component['definition']} is not a search parameter of R4")
        yield SearchComponent(code, str(component["expression"]))
