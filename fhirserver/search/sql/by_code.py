"""Results that have a code, in the order of their moments, as an index of codes has them.

Where a quantity or a number must match too, it depends on its value whether to follow that order until the page is
full, or to find what matches and sort it; planners see no further than how such numbers lie for all codes together.  So
the statement itself looks first whether few match, which costs no more than these, and then goes one way or the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fhirserver.search.backing import InHeader, backing, moment_path
from fhirserver.search.paths import Component
from fhirserver.search.sql.backed import header_condition
from fhirserver.search.sql.binds import all_of, any_of, one_of
from fhirserver.search.sql.criteria import Scope, condition, of_code, row_condition, selects
from fhirserver.search.sql.ordering import Part
from fhirserver.search.sql.values import alternatives, beside, token_kind
from fhirserver.search.tokens import TokenValue, code_columns
from fhirserver.search.tree import CodesValue, CompositeValue, Criterion, Node, Search, Value

FEW = 1000
"""Rows that are sorted; of a million with one code, at least every thousandth matches if there are more."""

_PLANNED_ELSEWHERE = ("identifier",)
_COUNTED = ("quantity", "number")


@dataclass(frozen=True, slots=True)
class Driver:
    """The criterion by whose code results are found.

    ``rest`` are the queries, for rows ``s`` of an index table, of which one must find something too; if
    ``same_element``, in the same element as the code.  They are those of the criterion ``counted``.  ``looks`` are the
    same for the resource of one row ``c``.
    """

    node: Criterion
    path_number: int
    having: str
    counted: Criterion | None = None
    rest: Sequence[str] = ()
    looks: Sequence[str] = ()
    same_element: bool = False


def driver_of(scope: Scope, search: Search) -> Driver | None:
    """Return the criterion to begin with, if the others are not likely to be fewer; its rows are named ``c``."""
    if not by_moment(search):
        return None
    for node in search.criteria:
        held = in_header(node)
        if held == InHeader("id"):
            return None
        if held is None and (
            not isinstance(node, Criterion) or node.parameters[0].type in ("reference", "string", "uri")
        ):
            return None
    plain = [node for node in search.criteria if isinstance(node, Criterion)]
    codes = [node for node in plain if is_code(node)]
    if codes:
        # One that is called code says more than a category or a status.
        return _plain(scope, min(codes, key=lambda node: node.parameters[0].code != "code"), plain)
    return next((found for node in plain if (found := _of_composite(scope, node)) is not None), None)


def _plain(scope: Scope, node: Criterion, criteria: Sequence[Criterion]) -> Driver:
    path = node.parameters[0].uses[0].path
    _, having = row_condition(scope, "token", token_kind(path), "c", node)
    counted = next((each for each in criteria if each.parameters[0].type in _COUNTED and not each.modifier), None)
    if counted is None or isinstance(node.values[0], CodesValue):
        return Driver(node, path.number, having)
    return Driver(node, path.number, having, counted, selects(scope, counted), selects(_of_row(scope), counted))


def _of_composite(scope: Scope, node: Criterion) -> Driver | None:
    """The code of a composite, with what was measured as the rest."""
    composites = node.parameters[0].composites
    value = node.values[0] if len(node.values) == 1 else None
    if len(node.parameters) != 1 or len(composites) != 1 or not isinstance(value, CompositeValue):
        return None
    parts = composites[0]
    code = value.parts[0]
    if [part.parameter.type for part in parts] != ["token", "quantity"] or not _has_code(code):
        return None
    path = parts[0].parameter.uses[0].path
    _, having = row_condition(scope, "token", token_kind(path), "c", Criterion((), None, (code,)))
    rest = _quantities(scope, parts, value)
    looks = _quantities(_of_row(scope), parts, value)
    return Driver(node, path.number, having, node, rest, looks, parts[1].same_element)


def _of_row(scope: Scope) -> Scope:
    """The scope for looking at the resource of a row ``c``."""
    return replace(scope, of="c.resource_pk")


def _quantities(scope: Scope, parts: tuple[Component, ...], value: CompositeValue) -> list[str]:
    path = f"s.path {one_of([use.path.number for use in parts[1].parameter.uses])}"
    found = []
    for each in alternatives(scope.binds, scope.row, value.parts[1]):
        having = all_of([*of_code(scope.binds, beside(scope.binds, scope.row, each), parts, value), path, each])
        found.append(f"SELECT s.resource_pk AS pk FROM search_quantity s WHERE {having}{scope.own('s.resource_pk')}")
    return found


def by_code(scope: Scope, search: Search, driver: Driver, part: Part) -> tuple[str, list[str]]:
    """Return what goes before the statement, and one or two queries for keys ``pk`` and moments ``k0`` of a part.

    Of two, only one finds something.
    """
    path = f"c.path = {driver.path_number}"
    conditions = [driver.having, "c.resource_pk > 0"]
    if part.condition:
        conditions.append(part.condition)
    for node in search.criteria:
        if node is driver.node or node is driver.counted:
            continue
        name = in_header(node)
        if name is not None and name.name == "moment" and isinstance(node, Criterion):
            conditions.append(header_condition(scope.binds, "c", name, node.values))
        elif scope.binds.engine == "sqlite" and is_plain(node):
            # SQLite would make a list of all that satisfies it.
            conditions.append(any_of(f"EXISTS ({each})" for each in selects(_of_row(scope), node)))
        else:
            conditions.append(condition(scope, node, "c.resource_pk"))
    visible = scope.visible(scope.binds, "r", search.types)
    if visible:
        conditions.append(f"EXISTS (SELECT 1 FROM resource r WHERE r.pk = c.resource_pk AND {visible})")
    if not driver.rest:
        return "", [_rows(part, "search_token c", [path, *conditions])]
    inside = " AND s.element = c.element" if driver.same_element else ""
    # What has an OFFSET, planners leave as it is: a look at each row.
    looks = [f"EXISTS ({each}{inside} LIMIT 1 OFFSET 0)" for each in driver.looks]
    conditions.append(f"({' OR '.join(looks)})")
    some = f"WITH few AS MATERIALIZED (SELECT x.pk FROM ({' UNION ALL '.join(driver.rest)}) AS x LIMIT {FEW + 1}) "
    count = "(SELECT count(*) FROM few)"
    are_few = [f"{count} <= {FEW}", "c.resource_pk = few.pk", path]
    are_many = [f"{count} > {FEW}", path]
    if scope.binds.engine == "sqlite":
        # It would look whether they are many at each row.
        are_many = [f"c.path = (SELECT CASE WHEN {count} > {FEW} THEN {driver.path_number} END)"]
    sorted_ = _rows(part, "few CROSS JOIN search_token c", [*are_few, *conditions])
    return some, [sorted_, _rows(part, "search_token c", [*are_many, *conditions])]


def is_plain(node: Node) -> bool:
    """Return whether a criterion is on values of index tables, columns or the header, one of which it must have."""
    return (
        isinstance(node, Criterion)
        and node.modifier in (None, "in", "below", "above")
        and node.parameters[0].type in ("token", "date", "number", "quantity")
    )


def _rows(part: Part, source: str, conditions: Sequence[str]) -> str:
    return f"SELECT c.resource_pk AS pk, {part.order.sql} AS k0 FROM {source} WHERE {all_of(conditions)}"


def in_header(node: Node) -> InHeader | None:
    """Return what of the header a criterion is on, if on nothing else."""
    if not isinstance(node, Criterion) or node.modifier is not None:
        return None
    held = {backing(use.path) for parameter in node.parameters for use in parameter.uses}
    only = held.pop() if len(held) == 1 else None
    return only if isinstance(only, InHeader) else None


def is_code(node: Criterion) -> bool:
    """Return whether a criterion names one code or several, of a path that is in search_token only."""
    parameter = node.parameters[0]
    if parameter.type != "token" or parameter.code in _PLANNED_ELSEWHERE or len(parameter.uses) != 1:
        return False
    if backing(parameter.uses[0].path) is not None or len(node.values) != 1:
        return False
    if isinstance(node.values[0], CodesValue):
        return node.modifier in ("in", "below", "above")
    return node.modifier is None and _has_code(node.values[0])


def _has_code(value: Value) -> bool:
    return isinstance(value, TokenValue) and value.code is not None


def with_codes(scope: Scope, search: Search) -> Scope:
    """Return the scope with the codes that all results must have, by the number of the path where they stand."""
    if len(search.types) != 1 or search.contained != "false":
        return scope
    codes = {}
    for node in search.criteria:
        if isinstance(node, Criterion) and is_code(node) and isinstance(value := node.values[0], TokenValue):
            codes[node.parameters[0].uses[0].path.number] = code_columns(value.code)[0] or ""
    return replace(scope, codes=codes)


def by_moment(search: Search) -> bool:
    """Return whether resources of one type are searched for in the order of their moments, which indexes have."""
    if len(search.types) != 1 or search.contained != "false":
        return False
    if not search.sort:
        return True
    (key, *others) = search.sort
    uses = key.parameters[0].uses
    return not others and not key.through and len(uses) == 1 and uses[0].path == moment_path(search.types[0])
