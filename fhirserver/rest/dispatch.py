"""From a method and a path to an interaction, for requests over HTTP and for the entries of a Bundle."""

from __future__ import annotations

import re
from collections import defaultdict

from conformance import definitions
from fhirserver.errors import NotAllowed, NotFound
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.rest.routes import ROUTES, Handler

_RESOURCE_TYPES = frozenset(definitions().resource_types)
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")

_Pattern = tuple[str, ...]
_Target = tuple[Handler, list[str]]


def _table() -> dict[int, list[tuple[_Pattern, dict[str, Handler]]]]:
    by_pattern: dict[_Pattern, dict[str, Handler]] = defaultdict(dict)
    for route in ROUTES:
        methods = by_pattern[tuple(part for part in route.address.split("/") if part)]
        methods[route.method] = route.handler
        if route.method == "GET":
            methods["HEAD"] = route.handler
    by_length: dict[int, list[tuple[_Pattern, dict[str, Handler]]]] = defaultdict(list)
    for pattern, methods in by_pattern.items():
        by_length[len(pattern)].append((pattern, methods))
    return by_length


_TABLE = _table()


def dispatch(context: Context, request: Request) -> Response:
    """Carry out a request.  Raises what :func:`find` raises, and what the interaction raises."""
    handler, values = find(request.method, request.path)
    return handler(context, request, *values)


def find(method: str, path: str) -> _Target:
    """Return what answers a request, and the parts of its path that it takes.

    Raises NotFound for an address that there is not, NotAllowed for a method that it does not have.
    """
    methods, values = _at(path)
    handler = methods.get(method)
    if handler is None:
        allowed = _allowed(methods)
        raise NotAllowed(f"{method} does not apply to this address; {allowed} do.", headers={"Allow": allowed})
    if len(values) > 1 and method in ("GET", "HEAD") and not _ID.match(values[1]):
        raise NotFound(f"There is no {values[0]}/{values[1][:80]}: that is not an id.")
    return handler, values


def options(path: str) -> Response:
    """Return which methods an address has, https://www.rfc-editor.org/rfc/rfc9110#section-9.3.7.  Raises NotFound."""
    methods, _ = _at(path)
    return Response(204, None, {"Allow": _allowed(methods)})


def _allowed(methods: dict[str, Handler]) -> str:
    return ", ".join(sorted({*methods, "OPTIONS"}))


def _at(path: str) -> tuple[dict[str, Handler], list[str]]:
    parts = path.split("/") if path else []
    for pattern, methods in _TABLE.get(len(parts), ()):
        values = _match(pattern, parts)
        if values is not None:
            return methods, values
    if parts and parts[0][:1].isupper() and parts[0] not in _RESOURCE_TYPES:
        raise NotFound(f"{parts[0][:80]} is not a resource type of FHIR R4.", code="not-supported")
    raise NotFound(f"There is nothing at /{path[:200]}.")


def _match(pattern: _Pattern, parts: list[str]) -> list[str] | None:
    values = []
    for wanted, part in zip(pattern, parts, strict=True):
        if wanted[0] != "<":
            if wanted != part:
                return None
            continue
        if not part or part[0] in "_$" or (wanted == "<type>" and part not in _RESOURCE_TYPES):
            return None
        values.append(part)
    return values
