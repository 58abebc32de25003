"""search: of a type, of all types, of a compartment; by GET and by POST.  https://hl7.org/fhir/R4/http.html#search"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from conformance import definitions
from fhirserver import http
from fhirserver.access.conditions import drivers
from fhirserver.errors import Invalid, NotFound, Unavailable, UnsupportedMediaType
from fhirserver.interactions import searchset
from fhirserver.interactions.allowed import audience
from fhirserver.interactions.criteria import parse_query
from fhirserver.interactions.cursor import Cursor, opened, sealed
from fhirserver.interactions.explain import explanation
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.search.parse import Parsing
from fhirserver.search.parse_values import Reading
from fhirserver.search.results import BadQuery, Query, query_of
from fhirserver.search.sql.criteria import compartment_numbers
from fhirserver.search.sql.ordering import Place
from fhirserver.search.sql.statement import Page, names_patient
from fhirserver.search.tree import InCompartment, Node, Search
from fhirserver.store.find import Hit, ParametersChanged, find, total
from fhirserver.subset import check_summary, parse_elements
from fhirserver.terminology.searching import search_terminology

ESTIMATED = 10_000
"""Results that an estimated total counts to."""

ATTEMPTS = 5
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is searched: the address, the types (all, if none), and the compartment."""

    address: str
    types: tuple[str, ...] = ()
    within: tuple[Node, ...] = ()


def of_type(context: Context, request: Request, resource_type: str) -> Response:
    """Search the resources of a type.  Raises Forbidden."""
    context.permission.demand("s", resource_type)
    return _answer(context, request, _Asked(resource_type, (resource_type,)))


def of_system(context: Context, request: Request) -> Response:
    """Search the resources of all types, or of those that ``_type`` names.  Raises Forbidden."""
    context.permission.demand_some("s")
    return _answer(context, request, _Asked(""))


def of_compartment(
    context: Context, request: Request, compartment: str, resource_id: str, resource_type: str
) -> Response:
    """Search the resources of a type in a compartment; ``*`` for all types.

    https://hl7.org/fhir/R4/http.html#vsearch.  Raises NotFound for what is no compartment, or a type that is in none.
    """
    known = definitions().compartments.get(compartment)
    if known is None:
        raise NotFound(f"{compartment} is not a compartment; {', '.join(sorted(definitions().compartments))} are.")
    types = tuple(sorted({*known, compartment})) if resource_type == "*" else (resource_type,)
    if resource_type not in known and resource_type not in ("*", compartment):
        raise NotFound(f"No {resource_type} is in the compartment of a {compartment}.")
    permission = context.permission
    permission.demand("r", compartment)
    if resource_type != "*":
        permission.demand("s", resource_type)
    numbers = sorted({number for each in types for number in compartment_numbers(compartment, each)})
    context.repository.read(compartment, resource_id, permission.seeing("r"))
    node = InCompartment(compartment, resource_id, tuple(numbers))
    return _answer(context, request, _Asked(f"{compartment}/{resource_id}/{resource_type}", types, (node,)))


def of_whole_compartment(context: Context, request: Request, compartment: str, resource_id: str) -> Response:
    """Search all resources in a compartment."""
    return of_compartment(context, request, compartment, resource_id, "*")


def _answer(context: Context, request: Request, asked: _Asked) -> Response:
    given = [*request.query, *_form(request)]
    lenient = request.preferences.handling == "lenient"
    for name in ("_format", "_pretty"):
        if sum(name == each for each, _ in given) > 1:
            raise Invalid(f"The parameter {name} is given several times; once is allowed.", code="value")
    http.pretty(next((text for name, text in given if name == "_pretty"), None))
    texts = [text for name, text in given if name == "_cursor"]
    if texts:
        return _page(context, request, asked, given, texts)
    cursor = Cursor(int(time.time()), tuple(given), lenient, datetime.now(UTC).isoformat(), None, False, None)
    return _searched(context, request, asked, cursor)


def _page(
    context: Context, request: Request, asked: _Asked, given: Sequence[tuple[str, str]], texts: list[str]
) -> Response:
    others = sorted({name for name, _ in given} - {"_cursor", "_format", "_pretty"})
    if others or len(texts) > 1:
        what = f"together with {', '.join(others)}" if others else "several times"
        raise Invalid(f"_cursor holds the whole search and cannot be given {what[:200]}.", code="value")
    cursor = opened(context.repository.signing_key, texts[0], _scope(context, asked), context.settings.cursor_hours)
    return _searched(context, request, asked, cursor)


def _searched(context: Context, request: Request, asked: _Asked, cursor: Cursor) -> Response:
    """Carry out a search; again, if search parameters were added or removed meanwhile."""
    for attempt in range(ATTEMPTS):
        try:
            query = _query(context, asked, cursor)
            return _results(context, request, asked, query, cursor)
        except BadQuery as error:
            if not context.repository.reload_registry() or attempt == ATTEMPTS - 1:
                raise Invalid(issues=error.issues) from None
        except ParametersChanged:
            continue
    raise Unavailable("Search parameters keep changing; please try again.", headers={"Retry-After": "1"})


def _form(request: Request) -> list[tuple[str, str]]:
    """The parameters in the body of a POST.  Raises UnsupportedMediaType."""
    if request.method != "POST" or request.body is None:
        return []
    media_type = (request.headers.get("content-type") or "").partition(";")[0].strip().lower()
    if media_type != _FORM and (request.body or media_type):
        raise UnsupportedMediaType(f"The parameters of a search are sent as {_FORM}.")
    try:
        given = parse_query(request.body.decode())
    except UnicodeDecodeError:
        raise Invalid("The body is not UTF-8.") from None
    if any(name == "access_token" for name, _ in given):
        # Nobody may come to think that it counts: https://www.rfc-editor.org/rfc/rfc6750#section-2.2 is not open here.
        raise Invalid("An access token does not belong into a body.", code="security")
    return given


def _query(context: Context, asked: _Asked, cursor: Cursor) -> Query:
    """Raises BadQuery, Invalid."""
    base_url = context.settings.base_url
    terminology = search_terminology(context.repository, base_url, visible=context.permission.seeing("r"))
    reading = Reading(datetime.fromisoformat(cursor.now), base_url, terminology)
    parsing = Parsing(context.repository.registry, reading, context.settings.max_chain)
    query = query_of(parsing, asked.types, cursor.parameters, within=asked.within, lenient=cursor.lenient)
    check_summary(None if query.summary == "count" else query.summary)
    parse_elements(query.elements)
    most = context.settings.max_page_size
    if query.count is not None and query.count > most:
        applied = tuple((name, str(most) if name == "_count" else text) for name, text in query.applied)
        return replace(query, count=most, applied=applied)
    return query


def _results(context: Context, request: Request, asked: _Asked, query: Query, cursor: Cursor) -> Response:
    settings, repository = context.settings, context.repository
    query = replace(query, search=_driven(context, query.search))
    visible = context.permission.seeing("s")
    size = settings.page_size if query.count is None else query.count
    if query.explain:
        return explanation(repository, query, Page(size + 1, cursor.place, cursor.backwards), visible)
    if query.summary == "count" or size == 0:
        number = total(repository, query.search, visible=visible)
        return searchset.bundle(context, request, query, [], _links(context, asked, query, cursor, {}), number)
    hits = find(repository, query.search, Page(size + 1, cursor.place, cursor.backwards), visible=visible)
    more = len(hits) > size
    hits = (hits[1:] if cursor.backwards else hits[:size]) if more else hits
    shown = _total(context, query, cursor, len(hits), more)
    links = _links(context, asked, query, _with_total(cursor, query, shown), _neighbours(hits, cursor, more))
    return searchset.bundle(context, request, query, hits, links, shown)


def _scope(context: Context, asked: _Asked) -> str:
    """For what a cursor is good: an address, and the caller to whom it was given."""
    return asked.address + audience(context)


def _driven(context: Context, search: Search) -> Search:
    """The search with what holds for all that the caller may see anyway, by which it is found quickly."""
    if not context.permission.layers or len(search.types) != 1 or search.contained != "false" or names_patient(search):
        return search
    return replace(search, criteria=(*drivers(context.permission, "s", search.types[0]), *search.criteria))


def _total(context: Context, query: Query, cursor: Cursor, shown: int, more: bool) -> int | None:
    """How many results there are, if that is asked for, or known because there is but one page."""
    if cursor.total is not None:
        return cursor.total
    if query.total == "none":
        return None
    if cursor.place is None and not cursor.backwards and not more:
        return shown
    if query.total == "accurate":
        return total(context.repository, query.search, visible=context.permission.seeing("s"))
    if query.total == "estimate":
        return total(context.repository, query.search, visible=context.permission.seeing("s"), most=ESTIMATED)
    return None


def _with_total(cursor: Cursor, query: Query, number: int | None) -> Cursor:
    """The cursor with the total of the search, and with those of its parameters that were applied."""
    return Cursor(cursor.made, query.applied, cursor.lenient, cursor.now, cursor.place, cursor.backwards, number)


def _neighbours(hits: list[Hit], cursor: Cursor, more: bool) -> dict[str, tuple[Place | None, bool]]:
    """Where the pages around this one begin, and in which direction they go."""
    found: dict[str, tuple[Place | None, bool]] = {}
    paged = cursor.place is not None or cursor.backwards
    if paged or more:
        found["first"] = (None, False)
    if hits and (more if cursor.backwards else cursor.place is not None):
        found["previous"] = (hits[0].place, True)
    if hits and (cursor.place is not None if cursor.backwards else more):
        found["next"] = (hits[-1].place, False)
    if paged or more:
        found["last"] = (None, True)
    return found


def _links(
    context: Context, asked: _Asked, query: Query, cursor: Cursor, pages: dict[str, tuple[Place | None, bool]]
) -> list[tuple[str, str]]:
    address = "/".join(part for part in (context.settings.base_url, asked.address) if part)
    secret = context.repository.signing_key

    def link(place: Place | None, backwards: bool) -> str:
        page = Cursor(int(time.time()), cursor.parameters, cursor.lenient, cursor.now, place, backwards, cursor.total)
        return f"{address}?{urlencode({'_cursor': sealed(secret, page, _scope(context, asked))})}"

    shown = urlencode(query.applied, safe=":|,/$")
    first = cursor.place is None and not cursor.backwards
    own = f"{address}?{shown}" if shown else address
    links = [("self", own if first else link(cursor.place, cursor.backwards))]
    return [*links, *((relation, link(*where)) for relation, where in pages.items())]
