"""From the nodes of a search to conditions on the key of a resource.

A criterion becomes a query for the keys of what satisfies it, in whatever table its values stand; a key satisfies it if
it is among them.  The planners of both engines then choose where to begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from conformance import definitions
from fhirserver.search.backing import InColumn, InHeader, backing
from fhirserver.search.expressions import branches, whole
from fhirserver.search.paths import Component, Parameter, PathUse, SearchPath, measured, number_of
from fhirserver.search.references import ReferenceValue
from fhirserver.search.sql import references, texts, values
from fhirserver.search.sql.backed import LIVE, column_present, column_select, header_select, moment_present
from fhirserver.search.sql.binds import Binds, all_of, any_of, one_of
from fhirserver.search.sql.visible import Visible, everything
from fhirserver.search.tokens import TokenValue, code_columns
from fhirserver.search.tree import (
    And,
    Chain,
    CodesValue,
    CompositeValue,
    Criterion,
    Has,
    InCompartment,
    InList,
    Missing,
    Node,
    Not,
    Or,
    TextSearch,
    Value,
)

FEW_VALUES = 4
"""Values of a criterion that are looked up one by one."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for a whole statement: its parameters, what may be seen, and how letters are compared.

    ``inside`` says that resources contained in others count too, as they do in chains.  ``patient`` is the key of the
    one patient in whose compartment all that is searched for must be, which narrows the search for codes; ``codes``
    are those that must be there, by the number of their path, which narrows the search for what was measured.  ``of``
    is the key of the one resource of which rows are looked up.
    """

    binds: Binds
    visible: Visible = everything
    exactly: bool = False
    inside: bool = False
    patient: str | None = None
    codes: Mapping[int, str] = field(default_factory=dict)
    of: str | None = None

    @property
    def row(self) -> str:
        """How a row of an index table is named in the conditions on its values.

        After a plus SQLite does not look for the row by these, but by its key:
        https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
        """
        return "s" if self.of is None or self.binds.engine == "postgresql" else "+s"

    def own(self, key: str) -> str:
        """Return the condition, to be put after others, that a row whose resource has this key is of the resource."""
        return "" if self.of is None else f" AND {key} = {self.of}"


def condition(scope: Scope, node: Node, key: str) -> str:
    """Return the condition on the key of a resource that a node stands for."""
    match node:
        case And(parts):
            return all_of(condition(scope, part, key) for part in parts)
        case Or(parts):
            return any_of(f"({condition(scope, part, key)})" for part in parts)
        case Not(part):
            return f"NOT ({condition(scope, part, key)})"
        case Missing():
            return _missing(scope, node, key)
        case Criterion(modifier="not") | Criterion(modifier="not-in"):
            return _none_of(_selects(scope, node), key)
        case Has():
            return _has(scope, node, key)
    return f"{key} IN ({' UNION ALL '.join(selects(scope, node)) or 'SELECT 0 WHERE 1 = 0'})"


def selects(scope: Scope, node: Node) -> list[str]:
    """Return the queries that together find the keys of what satisfies a node that is not negative."""
    match node:
        case Criterion():
            return _selects(scope, node)
        case Chain():
            return _chain(scope, node)
        case TextSearch():
            return [texts.select(scope.binds, node)]
        case InList(ids):
            return [references.list_select(scope.binds, ids, scope.visible)]
        case InCompartment():
            return [references.compartment_select(scope.binds, node)]
    raise LookupError(f"{type(node).__name__} is no query of its own")


def keys_of_type(scope: Scope, resource_type: str, node: Node) -> str:
    """Return a query for the keys of the visible resources of a type that satisfy a node."""
    visible = scope.visible(scope.binds, "r", (resource_type,))
    if isinstance(node, Criterion | Chain) and visible is None and not _is_negative(node):
        return " UNION ALL ".join(selects(scope, node)) or "SELECT 0 WHERE 1 = 0"
    conditions = [f"r.type = '{resource_type}'", LIVE.format(alias="r")]
    conditions += [visible] if visible else []
    found = f"SELECT r.pk FROM resource r WHERE {all_of([*conditions, condition(scope, node, 'r.pk')])}"
    if not scope.inside:
        return found
    contained = f"c.path = {number_of('contained', resource_type)}"
    inner = f"SELECT c.resource_pk FROM search_token c WHERE {contained} AND {condition(scope, node, 'c.resource_pk')}"
    if visible:
        inner += (
            f" AND EXISTS (SELECT 1 FROM resource r WHERE r.pk = {references.container('c.resource_pk')} AND {visible})"
        )
    return f"{found} UNION ALL {inner}"


def _is_negative(node: Node) -> bool:
    return isinstance(node, Criterion) and node.modifier in ("not", "not-in")


def _none_of(queries: Iterable[str], key: str) -> str:
    some = list(queries)
    return f"NOT EXISTS (SELECT 1 FROM ({' UNION ALL '.join(some)}) AS n WHERE n.pk = {key})" if some else "1 = 1"


def _selects(scope: Scope, criterion: Criterion) -> list[str]:
    found: list[str] = []
    for parameter in criterion.parameters:
        if parameter.type == "composite":
            found += [_composite(scope, parts, criterion) for parts in parameter.composites]
        elif parameter.type == "reference":
            found += references.selects(scope.binds, parameter, criterion, exactly=scope.exactly, visible=scope.visible)
        elif criterion.modifier == "text":
            found.append(texts.token_select(scope.binds, parameter, criterion))
        elif criterion.modifier == "of-type":
            numbers = [number_of("of-type", use.path.text) for use in parameter.uses]
            found.append(_of_type(scope, numbers, criterion.values))
        else:
            found += _of_paths(scope, parameter, criterion)
    return found


def _of_type(scope: Scope, numbers: list[int], sought: tuple[Value, ...]) -> str:
    tokens = [value for value in sought if isinstance(value, TokenValue)]
    having = any_of(values.token(scope.binds, "s", value, "coding", exactly=scope.exactly) for value in tokens)
    return f"SELECT s.resource_pk AS pk FROM search_token s WHERE s.path {one_of(numbers)} AND {having}"


def _of_paths(scope: Scope, parameter: Parameter, criterion: Criterion) -> Iterable[str]:
    """Queries for a criterion on plain values, one for each table in which they stand."""
    indexed: dict[tuple[str, str, str | None], list[SearchPath]] = {}
    of = measured(parameter.resource_type) if parameter.type == "quantity" and scope.codes else {}
    for use in parameter.uses:
        path = use.path
        held = backing(path)
        if isinstance(held, InHeader):
            yield header_select(scope.binds, parameter.resource_type, held, criterion.values) + scope.own("h.pk")
        elif isinstance(held, InColumn):
            columns = column_select(scope.binds, path, held, criterion.values, exactly=scope.exactly)
            yield columns + scope.own("d.pk")
        if held is None or scope.inside:
            kind = values.token_kind(path) if path.kind == "token" else ""
            code_path, same_element = of.get(path.number, (0, False))
            code = None if same_element else scope.codes.get(code_path)
            indexed.setdefault((path.kind, kind, code), []).append(path)
    for (kind, token_kind, code), paths in indexed.items():
        numbers = one_of([path.number for path in paths])
        table, having = row_condition(scope, kind, token_kind, scope.row, criterion)
        for each in _apart(scope, kind, criterion) or [having]:
            narrowed = (
                f"{values.beside(scope.binds, scope.row, each)}.of_code = {scope.binds(code)} AND "
                if code is not None
                else ""
            )
            if scope.patient and kind == "token":
                narrowed = f"{own_rows(scope.binds, scope.patient)} AND "
            found = f"SELECT s.resource_pk AS pk FROM {table} s WHERE {narrowed}s.path {numbers} AND {each}"
            yield found + scope.own("s.resource_pk")


def _apart(scope: Scope, kind: str, criterion: Criterion) -> list[str]:
    """Conditions that are better looked up one by one: an index finds what each of them says."""
    if kind not in ("number", "quantity") or len(criterion.values) > FEW_VALUES:
        return []
    return [each for value in criterion.values for each in values.alternatives(scope.binds, scope.row, value)]


def own_rows(binds: Binds, patient: str) -> str:
    """Return the condition that a row of search_token is of a resource in a patient's compartment, or in several."""
    own = f"IN ({patient}, 0)" if binds.engine == "sqlite" else f"= ANY (ARRAY[{patient}, 0])"
    return f"s.patient_pk {own}"


def row_condition(scope: Scope, kind: str, token_kind: str, alias: str, criterion: Criterion) -> tuple[str, str]:
    """Return the index table of a kind of path, and the condition that its row ``alias`` has one of the values."""
    binds = scope.binds
    if kind == "token":
        return "search_token", any_of(_token(scope, alias, value, token_kind) for value in criterion.values)
    table, make = values.CONDITIONS[kind]
    return table, any_of(f"({make(binds, alias, value, criterion.modifier)})" for value in criterion.values)


def _token(scope: Scope, alias: str, value: Value, kind: str) -> str:
    if isinstance(value, CodesValue):
        return values.codes(scope.binds, alias, value, exactly=scope.exactly)
    if not isinstance(value, TokenValue):
        raise LookupError("a token parameter has tokens as values")
    return f"({values.token(scope.binds, alias, value, kind, exactly=scope.exactly)})"


def _missing(scope: Scope, node: Missing, key: str) -> str:
    some = [query for parameter in node.parameters for query in _present(scope, parameter)]
    if node.missing:
        return _none_of(some, key)
    return f"{key} IN ({' UNION ALL '.join(some)})"


def _present(scope: Scope, parameter: Parameter) -> Iterable[str]:
    """Queries for the keys of the resources in which a parameter has any value."""
    numbers: dict[str, list[int]] = {}
    for use in parameter.uses:
        path = use.path
        held = backing(path)
        if isinstance(held, InColumn):
            yield column_present(held)
        elif isinstance(held, InHeader):
            if held.name == "moment":
                yield moment_present(scope.binds, parameter.resource_type)
            else:
                yield f"SELECT h.pk FROM resource h WHERE h.type = '{parameter.resource_type}'"
        if path.kind == "reference":
            yield references.present(scope.binds, use)
        elif held is None or scope.inside:
            table = "search_token" if path.kind == "token" else values.CONDITIONS[path.kind][0]
            numbers.setdefault(table, []).append(path.number)
        if use.target is None:
            numbers.setdefault("search_token", []).append(number_of("present", path.text))
    for table, some in numbers.items():
        yield f"SELECT s.resource_pk AS pk FROM {table} s WHERE s.path {one_of(some)}"


def _composite(scope: Scope, parts: tuple[Component, ...], criterion: Criterion) -> str:
    """A query for one base of a composite: all parts in one resource, and where it repeats, in the same element."""
    found = []
    for value in criterion.values:
        if isinstance(value, CompositeValue):
            found.append(_composite_value(scope, parts, value))
    return " UNION ALL ".join(found)


def _composite_value(scope: Scope, parts: tuple[Component, ...], value: CompositeValue) -> str:
    sources: list[str] = []
    conditions: list[str] = []
    anchor = next((f"c{at}" for at, part in enumerate(parts) if part.same_element), None)
    for at, (part, inner) in enumerate(zip(parts, value.parts, strict=True)):
        alias = f"c{at}"
        having = []
        tables = set()
        for use in part.parameter.uses:
            table, key, test = _component(scope, alias, use, inner)
            tables.add((table, key))
            having.append(f"({alias}.path = {use.path.number} AND {test})")
        ((table, key),) = tables
        sources.append(f"{table} {alias}")
        conditions.append(any_of(having))
        if at:
            conditions.append(f"{alias}.{key} = c0.{sources_key(parts[0])}")
        if part.same_element and alias != anchor:
            conditions.append(f"{alias}.element = {anchor}.element")
        if at == 1:
            conditions += of_code(scope.binds, alias, parts, value)
    return f"SELECT c0.{sources_key(parts[0])} AS pk FROM {', '.join(sources)} WHERE {all_of(conditions)}"


def of_code(binds: Binds, alias: str, parts: tuple[Component, ...], value: CompositeValue) -> list[str]:
    """Return the condition that a row of quantities is of the code before it, if such rows hold that code."""
    code, quantity = parts[0].parameter, parts[1].parameter
    sought = value.parts[0]
    if not isinstance(sought, TokenValue) or sought.code is None:
        return []
    of = measured(quantity.resource_type)
    if any(of.get(use.path.number, (0, False))[0] != code.uses[0].path.number for use in quantity.uses):
        return []
    return [f"{alias}.of_code = {binds(code_columns(sought.code)[0] or '')}"]


def sources_key(part: Component) -> str:
    """Return the column of the index table of a part that holds the resource's key."""
    return "source_pk" if part.parameter.type == "reference" else "resource_pk"


def _component(scope: Scope, alias: str, use: PathUse, value: Value) -> tuple[str, str, str]:
    if isinstance(value, ReferenceValue):
        return "resource_reference", "source_pk", references.target_condition(scope.binds, alias, value)
    kind = values.token_kind(use.path) if use.path.kind == "token" else ""
    table, having = row_condition(scope, use.path.kind, kind, alias, Criterion((), None, (value,)))
    return table, "resource_pk", having


def _chain(scope: Scope, node: Chain) -> list[str]:
    inner = Scope(scope.binds, scope.visible, scope.exactly, inside=True)
    found = []
    for target, below in node.targets:
        keys = keys_of_type(inner, target, below)
        found += references.chain_selects(node.parameters, target, keys)
    return found


def _has(scope: Scope, node: Has, key: str) -> str:
    inner = Scope(scope.binds, scope.visible, scope.exactly, inside=False)
    numbers = one_of([use.path.number for use in node.parameter.uses])
    narrow = _narrowed(inner, node, key, numbers)
    if narrow is not None:
        return narrow
    keys = keys_of_type(inner, node.source, node.inner)
    return f"{key} IN ({' UNION ALL '.join(references.has_selects(node.parameter, keys))})"


def _narrowed(scope: Scope, node: Has, key: str, numbers: str) -> str | None:
    """The condition for one code of a patient's own resources, looked up patient by patient.

    Every row of search_token names the patient in whose compartment its resource is, so that not all resources with
    that code need to be found first.
    """
    inner = node.inner
    if not isinstance(inner, Criterion) or inner.modifier is not None or len(inner.parameters) != 1:
        return None
    if node.parameter.targets != ("Patient",) and any(use.target != "Patient" for use in node.parameter.uses):
        # What is referred to may be no patient, and then it is not what the rows name.
        return None
    paths = [use.path for use in inner.parameters[0].uses]
    in_compartment = {use.path.number for use in node.parameter.uses} <= compartment_numbers("Patient", node.source)
    if inner.parameters[0].type != "token" or not in_compartment or any(backing(path) for path in paths):
        return None
    kinds = {values.token_kind(path) for path in paths}
    if len(kinds) != 1 or not all(isinstance(value, TokenValue) and value.code for value in inner.values):
        return None
    _, having = row_condition(scope, "token", kinds.pop(), "s", inner)
    visible = scope.visible(scope.binds, "r", (node.source,))
    seen = f" AND EXISTS (SELECT 1 FROM resource r WHERE r.pk = s.resource_pk AND {visible})" if visible else ""
    refers = (
        "SELECT 1 FROM resource_reference f WHERE f.source_pk = s.resource_pk "
        f"AND f.path {numbers} AND f.target_pk = {key}"
    )
    rows = f"{own_rows(scope.binds, key)} AND s.path {one_of([path.number for path in paths])} AND {having}"
    return f"EXISTS (SELECT 1 FROM search_token s WHERE {rows} AND EXISTS ({refers}){seen})"


@lru_cache(maxsize=1024)
def compartment_numbers(compartment: str, resource_type: str) -> frozenset[int]:
    """Return the numbers of the reference paths that put a resource of a type into a compartment."""
    root = whole(resource_type)
    paths = definitions().compartments[compartment].get(resource_type, ())
    return frozenset(number_of("reference", branch.path) for path in paths for branch in branches(path, root))
