"""Whole statements: which resources a search finds, a page of them, how many there are, what they bring along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fhirserver.search.paths import number_of
from fhirserver.search.references import ReferenceValue
from fhirserver.search.sql import texts
from fhirserver.search.sql.backed import LIVE, header_condition
from fhirserver.search.sql.binds import Binds, all_of, any_of, one_of
from fhirserver.search.sql.by_code import by_code, by_moment, driver_of, in_header, is_code, with_codes
from fhirserver.search.sql.by_few import few_of, source
from fhirserver.search.sql.criteria import Scope, compartment_numbers, condition
from fhirserver.search.sql.ordering import Order, Place, beyond, moment_order, moment_parts, order_by, orders
from fhirserver.search.sql.references import container
from fhirserver.search.sql.visible import Visible
from fhirserver.search.tree import (
    Chain,
    CodesValue,
    Criterion,
    Include,
    InCompartment,
    InList,
    Node,
    Search,
    TextSearch,
    walk,
)

_REFERRED_TO_BY_MANY = frozenset({"Location", "Organization", "Practitioner", "PractitionerRole"})
_UNEVEN = frozenset({"quantity", "number", "composite"})
_KEY = Order("pk", True, "key", always=True)


@dataclass(frozen=True, slots=True)
class Page:
    """How many results, after which place; before it, if ``backwards``.  The order is then reversed."""

    size: int
    place: Place | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A statement and the order of its results.

    Its columns are ``pk``, the key of the resource (negative: contained), and ``k0``, ``k1``, ..., the other keys of
    the order.  ``custom`` says that a plan made for any values could be bad for these.
    """

    text: str
    orders: tuple[Order, ...]
    custom: bool


def find(scope: Scope, search: Search, page: Page) -> Found:
    """Return the statement for a page of results."""
    scope = replace(with_codes(scope, search), patient=_patient(scope.binds, search))
    ranked = _ranked(search)
    driver = None if ranked or scope.patient else driver_of(scope, search)
    custom = depends_on_values(search)
    if ranked is not None:
        base, found = _by_rank(scope, search, ranked)
        return Found(_page(scope.binds, base, found, page), tuple(found), custom)
    if not by_moment(search):
        base, found = _by_header(scope, search)
        return Found(_page(scope.binds, base, found, page), tuple(found), custom)
    before, pages = "", []
    descending = not search.sort or search.sort[0].descending
    for part in moment_parts("c" if driver else "r", descending=descending, binds=scope.binds):
        found = [part.order, replace(_KEY, descending=descending)]
        if driver is None:
            bases = [_headers(scope, search, [part.order], part.condition)]
        else:
            before, bases = by_code(scope, search, driver, part)
        pages += [_page(scope.binds, base, found, page, distinct=driver is not None) for base in bases]
    if len(pages) > 1:
        custom = custom and not before
        either = " UNION ALL ".join(f"SELECT * FROM ({each}) AS x{at}" for at, each in enumerate(pages))
        pages = [f"{before}{_page(scope.binds, either, found, replace(page, place=None))}"]
    return Found(pages[0], tuple(found), custom)


def _page(binds: Binds, base: str, found: list[Order], page: Page, *, distinct: bool = False) -> str:
    names = [f"q.k{at}" for at in range(len(found) - 1)] + ["q.pk"]
    where = f" WHERE {beyond(binds, found, names, page.place, backwards=page.backwards)}" if page.place else ""
    order = order_by(found, names, backwards=page.backwards)
    columns = ", ".join(["q.pk", *names[:-1]])
    start, groups = "SELECT", ""
    if distinct and all(each.always for each in found):
        start = "SELECT DISTINCT"
    elif distinct:
        # The same, but PostgreSQL lets what is distinct be ordered by its columns only, not by whether they are NULL.
        groups = f" GROUP BY {columns}"
    return f"{start} {columns} FROM ({base}) AS q{where}{groups} ORDER BY {order} LIMIT {page.size}"


def count(scope: Scope, search: Search, most: int | None = None) -> str:
    """Return the statement that counts all results, or up to ``most`` of them."""
    scope = replace(with_codes(scope, search), patient=_patient(scope.binds, search))
    base, _ = _by_header(scope, replace(search, sort=()))
    return f"SELECT count(*) FROM ({base}{f' LIMIT {most}' if most else ''}) AS q"


def _by_header(scope: Scope, search: Search) -> tuple[str, list[Order]]:
    """Results as headers that satisfy all criteria, or as resources contained in others."""
    parts = []
    found: list[Order] = []
    if search.contained != "true":
        found = _orders(scope, search, "r.pk", "r")
        parts.append(_headers(scope, search, found))
    if search.contained != "false":
        inside = replace(scope, inside=True)
        found = _orders(scope, search, "c.resource_pk", "r")
        numbers = one_of([number_of("contained", each) for each in search.types])
        conditions = [f"c.path {numbers}", *_visible(scope, "r")]
        conditions += [condition(inside, node, "c.resource_pk") for node in search.criteria]
        source = f"search_token c JOIN resource r ON r.pk = {container('c.resource_pk')}"
        parts.append(f"SELECT c.resource_pk AS pk{_columns(found)} FROM {source} WHERE {all_of(conditions)}")
    last = replace(_KEY, descending=found[0].descending if found else True)
    text = " UNION ALL ".join(parts)
    if search.contained != "false" and search.containers:
        extremes = "".join(
            f", {'max' if order.descending else 'min'}(x.k{at}) AS k{at}" for at, order in enumerate(found)
        )
        owner = f"CASE WHEN x.pk > 0 THEN x.pk ELSE {container('x.pk')} END"
        text = f"SELECT {owner} AS pk{extremes} FROM ({text}) AS x GROUP BY 1"
    return text, [*found, last]


def _headers(scope: Scope, search: Search, found: Iterable[Order], only: str | None = None) -> str:
    # With a plus SQLite does not begin with the types, whose resources it has in order, but with what is sought.
    plus = "+" if scope.binds.engine == "sqlite" and finds_few(search) else ""
    conditions = [
        *_of_types(f"{plus}r.type", search.types),
        LIVE.format(alias="r"),
        *_visible(scope, "r", search.types),
    ]
    conditions += [only] if only else []
    few = None if depends_on_values(search) else few_of(scope, search)
    conditions += [_at_header(scope, node, "r") for node in search.criteria if node is not few]
    headers = "resource r" if few is None else source(scope, few)
    return f"SELECT r.pk{_columns(found)} FROM {headers} WHERE {all_of(conditions)}"


def finds_few(search: Search) -> bool:
    """Return whether a criterion is of those that mostly few resources satisfy: on names, identifiers, or a patient."""
    return any(_is_narrow(node) for node in search.criteria)


def _is_narrow(node: Node) -> bool:
    if not isinstance(node, Criterion):
        return isinstance(node, InCompartment | InList | Chain | TextSearch)
    parameter = node.parameters[0]
    if node.modifier in ("not", "not-in"):
        return False
    if parameter.type == "reference":
        types = {name for value in node.values if isinstance(value, ReferenceValue) for name in value.types}
        return not types & _REFERRED_TO_BY_MANY
    return parameter.type in ("string", "uri") or parameter.code == "identifier"


def _orders(scope: Scope, search: Search, key: str, header: str) -> list[Order]:
    if search.sort:
        return orders(scope.binds, search.sort, key, header, scope.visible)
    return [moment_order(header, descending=True, binds=scope.binds)]


def _columns(found: Iterable[Order]) -> str:
    return "".join(f", {order.sql} AS k{at}" for at, order in enumerate(found))


def _of_types(column: str, types: tuple[str, ...]) -> list[str]:
    if not types:
        return []
    return [f"{column} = '{types[0]}'" if len(types) == 1 else f"{column} IN ({', '.join(map(repr, types))})"]


def _visible(scope: Scope, alias: str, types: tuple[str, ...] = ()) -> list[str]:
    visible = scope.visible(scope.binds, alias, types)
    return [visible] if visible else []


def _at_header(scope: Scope, node: Node, alias: str) -> str:
    """The condition on a header; what it holds itself is not looked up again."""
    name = in_header(node)
    if name is not None and isinstance(node, Criterion):
        return header_condition(scope.binds, alias, name, node.values)
    return condition(scope, node, f"{alias}.pk")


def _ranked(search: Search) -> TextSearch | None:
    """The text by which to order results: the one that is searched for, if no other order is asked for."""
    found = [node for node in search.criteria if isinstance(node, TextSearch)]
    return found[0] if len(found) == 1 and not search.sort and search.contained == "false" else None


def _by_rank(scope: Scope, search: Search, text: TextSearch) -> tuple[str, list[Order]]:
    conditions = [texts.matching(scope.binds, text), *_of_types("r.type", search.types), LIVE.format(alias="r")]
    conditions += _visible(scope, "r", search.types)
    conditions += [_at_header(scope, node, "r") for node in search.criteria if node is not text]
    key = texts.key_column(scope.binds)
    source = f"search_text t JOIN resource r ON r.pk = t.{key}"
    rank = Order(texts.rank(scope.binds, text), True, "number", always=True)
    return f"SELECT r.pk, {rank.sql} AS k0 FROM {source} WHERE {all_of(conditions)}", [rank, _KEY]


def _patient(binds: Binds, search: Search) -> str | None:
    """The key of the one patient that all results must refer to, as a query, if a criterion says so."""
    if len(search.types) != 1 or search.contained != "false":
        return None
    allowed = compartment_numbers("Patient", search.types[0])
    for node in search.criteria:
        if isinstance(node, InCompartment) and node.type == "Patient" and search.types != ("Patient",):
            return _patient_key(binds, node.id)
        if isinstance(node, Criterion) and node.modifier is None and node.parameters[0].type == "reference":
            (value, *others) = node.values
            uses = node.parameters[0].uses
            if (
                not others
                and isinstance(value, ReferenceValue)
                and value.id is not None
                and (value.types == ("Patient",) or all(use.target == "Patient" for use in uses))
                and {use.path.number for use in uses} <= allowed
            ):
                return _patient_key(binds, value.id)
    return None


def names_patient(search: Search) -> bool:
    """Return whether a criterion says already of which one patient all results must be."""
    return _patient(Binds("sqlite"), search) is not None


def _patient_key(binds: Binds, resource_id: str) -> str:
    return f"(SELECT h.pk FROM resource h WHERE h.type = 'Patient' AND h.id = {binds(resource_id)})"


def depends_on_values(search: Search) -> bool:
    """Whether criteria of very different weight meet, one has many codes, or one is on what is referred to.

    Then it depends on their values which one to begin with.  Of several codes that do, too: most of one category can be
    what hardly any of another is.
    """
    nodes = [each for node in search.criteria for each in walk(node)]
    criteria = [each for each in nodes if isinstance(each, Criterion)]
    if any(isinstance(value, CodesValue) for each in criteria for value in each.values):
        return True
    if any(isinstance(each, Chain) for each in nodes):
        return True
    if len(search.criteria) < 2:
        return False
    plain = [node for node in search.criteria if isinstance(node, Criterion)]
    if len(plain) < len(search.criteria) or sum(is_code(node) for node in plain) > 1:
        return True
    return any(node.parameters[0].type in _UNEVEN for node in plain)


def included(
    scope: Scope, includes: Iterable[Include], keys: Iterable[int], most: int, searchable: Visible | None = None
) -> str:
    """Return the statement for what the resources ``keys`` bring along: key, type, id and version, at most ``most``.

    ``searchable`` is what is found by references to them, if not all that the scope lets see.
    """
    some = list(keys)
    queries = []
    for each in includes:
        this, other = ("target_pk", "source_pk") if each.reverse else ("source_pk", "target_pk")
        conditions = [f"f.{this} {scope.binds.key_list(some)}", _leading(each), LIVE.format(alias="r")]
        conditions += _of_types("r.type", (each.source,) if each.reverse else ())
        of = each.source if each.reverse else each.target
        seeing = replace(scope, visible=searchable) if each.reverse and searchable else scope
        conditions += _visible(seeing, "r", (of,) if of else ())
        source = f"resource_reference f JOIN resource r ON r.pk = f.{other}"
        queries.append(f"SELECT r.pk, r.type, r.id, r.version FROM {source} WHERE {all_of(conditions)}")
    return f"{' UNION '.join(queries)} ORDER BY 1 LIMIT {most}"


def _leading(include: Include) -> str:
    """The condition that a reference is one of an Include, and leads to a type that this allows.

    ``patient`` looks at the same element as ``subject``, and is nothing where that is a group.
    """
    numbers: dict[str | None, list[int]] = {}
    for use in (use for parameter in include.parameters for use in parameter.uses):
        if include.target is None or use.target in (None, include.target):
            numbers.setdefault(include.target or use.target, []).append(use.path.number)
    anywhere = set(numbers.get(None, ()))
    conditions = []
    for target, found in numbers.items():
        of_type = f" AND {_referred(include, target)}" if target else ""
        left = found if target is None else set(found) - anywhere
        if left:
            conditions.append(f"f.path {one_of(left)}{of_type}")
    return any_of(conditions)


def _referred(include: Include, target: str) -> str:
    if not include.reverse:
        return f"r.type = '{target}'"
    return f"EXISTS (SELECT 1 FROM resource t WHERE t.pk = f.target_pk AND t.type = '{target}')"
