"""What must hold of every search: the right results, in order, counted right, the same on however many pages."""

from __future__ import annotations

from tests.search.oracle import Asked
from tests.search.oracle_order import is_in_order
from tests.search.servers import Page, Parameters, Server


def parameters_of(asked: Asked) -> list[tuple[str, str]]:
    """The parameters of a search, but for those that say how results are returned."""
    several = [("_type", ",".join(asked.types))] if len(asked.types) > 1 else []
    contained = [("_contained", asked.contained), ("_containedType", "contained")] if asked.contained != "false" else []
    return [*asked.criteria, *several, *contained]


def address_of(asked: Asked) -> str:
    """The address that is searched."""
    last = asked.types[0] if len(asked.types) == 1 else "*" if asked.compartment else ""
    return "/".join(part for part in (asked.compartment, last) if part)


def check_results(server: Server, asked: Asked, sort: str | None = None) -> list[str]:
    """Check what is found, in which order, and how many; return the keys."""
    parameters = [*parameters_of(asked), *([("_sort", sort)] if sort else [])]
    page = server.page(address_of(asked), [*parameters, ("_count", "1000"), ("_total", "accurate")])
    expected = server.expected(asked)
    found = set(page.keys)
    assert (sorted(expected - found), sorted(found - expected)) == ([], []), "missing, and found without reason"
    assert len(page.keys) == len(found), "something is found twice"
    assert page.total == len(expected)
    if asked.contained == "false" and not any(name in ("_text", "_content") for name, _ in asked.criteria):
        assert is_in_order(server.oracle.world, page.keys, sort), page.keys
    return page.keys


def check_pages(server: Server, address: str, parameters: Parameters, keys: list[str], size: int) -> None:
    """Check that pages of some size bring the same, forwards from the first and backwards from the last."""
    first = server.page(address, [*parameters, ("_count", str(size))])
    pages = [keys[start : start + size] for start in range(0, len(keys), size)]
    assert _walk(server, first, "next") == (pages or [[]])
    if len(keys) > size:
        last = server.follow(first, "last")
        assert last is not None
        pages = _walk(server, last, "previous")
        assert [key for page in reversed(pages) for key in page] == keys


def _walk(server: Server, page: Page | None, relation: str) -> list[list[str]]:
    pages = []
    while page is not None:
        pages.append(page.keys)
        page = server.follow(page, relation)
    return pages
