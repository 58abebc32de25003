"""Criteria on references, and the way from what refers to what is referred to."""

from __future__ import annotations

from collections.abc import Iterable

from fhirserver.search.paths import Parameter, PathUse, number_of, parameters
from fhirserver.search.references import ReferenceValue
from fhirserver.search.sql import values
from fhirserver.search.sql.binds import Binds, all_of, any_of, one_of
from fhirserver.search.sql.visible import Visible, everything, target_seen
from fhirserver.search.tokens import TokenValue, indexed
from fhirserver.search.tree import Criterion, InCompartment

_LIST_ITEMS = number_of("reference", "List.entry.item")
MOST_CONTAINED = 511
"""As in the store: resources inside another one that have keys of their own."""


def container(key: str) -> str:
    """Return the key of the resource that another one with the negative key ``key`` is contained in."""
    return f"((-{key}) / {MOST_CONTAINED + 1})"


def selects(
    binds: Binds, parameter: Parameter, criterion: Criterion, *, exactly: bool, visible: Visible = everything
) -> Iterable[str]:
    """Yield queries for the keys of what refers, by ``parameter``, to one of the values of a criterion.

    ``exactly``: the letter of an identifier counts, also its case.
    """
    if criterion.modifier == "identifier":
        numbers = one_of([number_of("identifier", use.path.text) for use in parameter.uses])
        tokens = [value for value in criterion.values if isinstance(value, TokenValue)]
        having = any_of(values.token(binds, "s", value, "coding", exactly=exactly) for value in tokens)
        yield f"SELECT s.resource_pk AS pk FROM search_token s WHERE s.path {numbers} AND {having}"
        return
    sought = [value for value in criterion.values if isinstance(value, ReferenceValue)]
    for target in {use.target: None for use in parameter.uses}:
        uses = [use for use in parameter.uses if use.target == target]
        numbers = one_of([use.path.number for use in uses])
        own = [value for value in sought if value.id is not None and (target is None or target in value.types)]
        if own:
            having = any_of(
                target_condition(binds, "f", _only(value, target), criterion.modifier, visible) for value in own
            )
            yield f"SELECT f.source_pk AS pk FROM resource_reference f WHERE f.path {numbers} AND {having}"
        urls = [url for value in sought for url in _urls(value, target, uses)]
        if urls:
            having = any_of(_url(binds, value) for value in urls)
            yield f"SELECT s.resource_pk AS pk FROM search_uri s WHERE s.path {numbers} AND {having}"


def _only(value: ReferenceValue, target: str | None) -> ReferenceValue:
    return value if target is None else ReferenceValue((target,), value.id)


def target_condition(
    binds: Binds, alias: str, value: ReferenceValue, modifier: str | None = None, visible: Visible = everything
) -> str:
    """Return the condition that a row of resource_reference leads to a resource of this server.

    With ``below`` or ``above``, to one below or above it in the hierarchy of its type, so far as that may be seen.
    """
    if value.id is None:
        return "1 = 0"
    of_types = ""
    if value.types:
        of_types = f" AND h.type IN ({', '.join(binds(each) for each in value.types)})"
    query = f"SELECT h.pk FROM resource h WHERE h.id = {binds(value.id)}{of_types}"
    if modifier in ("below", "above"):
        query += f" AND {seen}" if (seen := visible(binds, "h", value.types)) else ""
        return f"{alias}.target_pk IN ({_hierarchy(binds, query, value, modifier, visible)})"
    return f"{alias}.target_pk = ({query})" if len(value.types) == 1 else f"{alias}.target_pk IN ({query})"


def part_of(resource_type: str) -> PathUse | None:
    """Return the reference by which resources of a type are parts of others of the same type, None if there is none."""
    for code in ("partof", "part-of"):
        parameter = parameters(resource_type).get(code)
        if parameter is not None and resource_type in parameter.targets:
            return parameter.uses[0]
    return None


def _hierarchy(binds: Binds, query: str, value: ReferenceValue, modifier: str, visible: Visible) -> str:
    numbers = [use.path.number for each in value.types if (use := part_of(each)) is not None]
    if not numbers:
        return query
    this, other = ("target_pk", "source_pk") if modifier == "below" else ("source_pk", "target_pk")
    return (
        f"WITH RECURSIVE hierarchy (pk) AS ({query} UNION SELECT p.{other} FROM hierarchy "
        f"JOIN resource_reference p ON p.{this} = hierarchy.pk AND p.path {one_of(numbers)}"
        f"{target_seen(binds, visible, f'p.{other}')}) "
        "SELECT pk FROM hierarchy"
    )


def _urls(value: ReferenceValue, target: str | None, uses: list[PathUse]) -> Iterable[ReferenceValue]:
    """The addresses that a value may stand in the index of URIs as."""
    if value.url is not None:
        if target is None or f"/{target}/" in value.url:
            yield value
    elif any(leaf.type != "Reference" for use in uses for leaf in use.path.leaves):
        for each in value.types:
            yield ReferenceValue(url=f"{each}/{value.id}")


def _url(binds: Binds, value: ReferenceValue) -> str:
    conditions = [f"s.value = {binds(indexed(value.url) or '')}"]
    if value.version is not None:
        conditions.append(f"s.version = {binds(indexed(value.version) or '')}")
    return all_of(conditions)


def present(binds: Binds, use: PathUse) -> str:
    """Return a query for the keys of what has any reference there; of one type only, if the use says so."""
    number = use.path.number
    own = f"SELECT f.source_pk AS pk FROM resource_reference f WHERE f.path = {number}"
    elsewhere = f"SELECT s.resource_pk AS pk FROM search_uri s WHERE s.path = {number}"
    if use.target is not None:
        inside = f"SELECT c.resource_pk FROM search_token c WHERE c.path = {number_of('contained', use.target)}"
        own += f" AND f.target_pk IN (SELECT h.pk FROM resource h WHERE h.type = '{use.target}' UNION ALL {inside})"
        position = "instr" if binds.engine == "sqlite" else "strpos"
        elsewhere += f" AND {position}(s.value, {binds(f'/{use.target}/')}) > 0"
    return f"{own} UNION ALL {elsewhere}"


def list_select(binds: Binds, ids: tuple[str, ...], visible: Visible = everything) -> str:
    """Return a query for the keys of what stands in the Lists with these ids, so far as these may be seen."""
    lists = f"SELECT h.pk FROM resource h WHERE h.type = 'List' AND h.id IN ({', '.join(binds(each) for each in ids)})"
    lists += f" AND {seen}" if (seen := visible(binds, "h", ("List",))) else ""
    return (
        f"SELECT f.target_pk AS pk FROM resource_reference f WHERE f.path = {_LIST_ITEMS} AND f.source_pk IN ({lists})"
    )


def compartment_select(binds: Binds, node: InCompartment) -> str:
    """Return a query for the keys of what is in a compartment."""
    owner = f"SELECT h.pk FROM resource h WHERE h.type = {binds(node.type)} AND h.id = {binds(node.id)}"
    refers = (
        f"SELECT f.source_pk AS pk FROM resource_reference f WHERE f.target_pk = ({owner}) "
        f"AND f.path {one_of(node.paths)} UNION ALL "
        if node.paths
        else ""
    )
    return f"{refers}{owner}"


def chain_selects(chained: Iterable[Parameter], target: str, keys: str) -> list[str]:
    """Return queries for the keys of what refers, by one of ``chained``, to a resource of ``target`` in ``keys``."""
    found = []
    for parameter in chained:
        uses = [use for use in parameter.uses if use.target in (None, target)]
        if not uses:
            continue
        numbers = one_of([use.path.number for use in uses])
        found.append(
            f"SELECT f.source_pk AS pk FROM resource_reference f WHERE f.path {numbers} AND f.target_pk IN ({keys})"
        )
        if _are_canonical(uses):
            found += [
                f"SELECT s.resource_pk AS pk {joined} AND u.resource_pk IN ({keys})"
                for joined in _by_canonical_url(numbers, (target,))
            ]
    return found


def has_selects(parameter: Parameter, keys: str) -> list[str]:
    """Return queries for the keys of what is referred to, by ``parameter``, from a resource in ``keys``."""
    numbers = one_of([use.path.number for use in parameter.uses])
    found = [f"SELECT f.target_pk FROM resource_reference f WHERE f.path {numbers} AND f.source_pk IN ({keys})"]
    if _are_canonical(parameter.uses):
        found += [
            f"SELECT u.resource_pk {joined} AND s.resource_pk IN ({keys})"
            for joined in _by_canonical_url(numbers, parameter.targets)
        ]
    return found


def _are_canonical(uses: Iterable[PathUse]) -> bool:
    return any(leaf.type in ("canonical", "uri") for use in uses for leaf in use.path.leaves)


def _by_canonical_url(numbers: str, targets: Iterable[str]) -> list[str]:
    """A canonical URL leads to the resource that has it as its url, and the version, if it names one.

    Joins the index rows ``s`` of canonical URLs with the rows ``u`` of the resources that they lead to; nothing if no
    type in ``targets`` has a url.
    """
    known = [parameters(target) for target in targets]
    urls = [use.path.number for each in known if "url" in each for use in each["url"].uses]
    if not urls:
        return []
    named = [use.path.number for each in known if "version" in each for use in each["version"].uses]
    version = (
        "(s.version IS NULL OR EXISTS (SELECT 1 FROM search_token v WHERE v.resource_pk = u.resource_pk "
        f"AND v.path {one_of(named or [0])} AND coalesce(v.exact, v.code) = s.version))"
    )
    return [
        f"FROM search_uri s JOIN search_uri u ON u.path {one_of(urls)} AND u.value = s.value "
        f"WHERE s.path {numbers} AND {version}"
    ]
