"""history of a resource, of a type, of all.  https://hl7.org/fhir/R4/http.html#history"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import msgspec

from fhirserver.errors import Invalid, NotFound
from fhirserver.interactions.allowed import audience, checked, holds
from fhirserver.interactions.paging import page_size, sign, verify
from fhirserver.interactions.request import Context, Request, Response, check_parameters
from fhirserver.interactions.respond import of_resource, rendered
from fhirserver.interactions.times import time_range
from fhirserver.search.sql.visible import Visible
from fhirserver.store.history import HistoryQuery, Position, exists, history, history_total
from fhirserver.store.repository import Repository
from fhirserver.store.versions import Version

_UNKNOWN = -1
_MOST = 10_000_000
_PARAMETERS = frozenset({"_since", "_at", "_count", "_cursor", "_format", "_pretty", "_summary", "_elements"})


def of_instance(context: Context, request: Request, resource_type: str, resource_id: str) -> Response:
    """Return the versions of one resource, newest first.  Raises NotFound, Forbidden."""
    context.permission.demand("r", resource_type)
    return _answer(context, request, resource_type, resource_id)


def of_type(context: Context, request: Request, resource_type: str) -> Response:
    """Return the versions of all resources of a type, newest first.  Raises Forbidden."""
    context.permission.demand("s", resource_type)
    return _answer(context, request, resource_type, None)


def of_system(context: Context, request: Request) -> Response:
    """Return the versions of all resources, newest first.  Raises Forbidden."""
    context.permission.demand_some("s")
    return _answer(context, request, None, None)


def _answer(context: Context, request: Request, resource_type: str | None, resource_id: str | None) -> Response:
    check_parameters(request, _PARAMETERS)
    settings, repository = context.settings, context.repository
    count = page_size(request.parameter("_count"), settings.page_size, settings.max_page_size)
    since, at = request.parameter("_since"), request.parameter("_at")
    scope = f"history {resource_type} {resource_id} {since} {at}{audience(context)}"
    letter = "r" if resource_id else "s"
    limited = context.permission.is_limited(letter, resource_type)
    seen = _Seen(context.permission.seeing(letter), partial(holds, context, letter) if limited else None)
    position, total = _cursor(context, request, scope)
    query = HistoryQuery(
        resource_type,
        resource_id,
        time_range("_since", since)[0] if since is not None else None,
        time_range("_at", at) if at is not None else None,
        position,
    )
    if total is None:
        repository.refresh()
        if resource_type and resource_id and not exists(repository, resource_type, resource_id, seen.visible):
            raise NotFound(f"There is no {resource_type}/{resource_id}.")
        total = _total(repository, query, seen)
    # What changes while a client pages is newer than its first page, so the total stays that of the first page.
    wants_entries = count > 0 and request.parameter("_summary") != "count"
    versions = history(repository, query, count + 1, seen.visible, seen.holds) if wants_entries else []
    links = [("self", request.parameter("_cursor"))]
    if len(versions) > count:
        last = versions[count - 1]
        position = (last.last_updated, last.pk, last.version)
        links.append(("next", sign(repository.signing_key, [position, total], scope)))
    address = "/".join(part for part in (settings.base_url, resource_type, resource_id, "_history") if part)
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "history",
        **({"total": total} if total is not None and total >= 0 else {}),
        "link": [{"relation": relation, "url": _url(request, address, count, cursor)} for relation, cursor in links],
    }
    if versions:
        bundle["entry"] = [_entry(context, request, version) for version in versions[:count]]
    return of_resource(bundle)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What may be seen: by the database, and of what it finds, by what each version said.  None: all of that."""

    visible: Visible
    holds: Callable[[Version], bool] | None


def _total(repository: Repository, query: HistoryQuery, seen: _Seen) -> int:
    """How many versions there are; -1 if nobody knows before each was looked at, but that of one resource is done."""
    if seen.holds is None:
        return history_total(repository, query)
    if query.scope != "instance":
        return _UNKNOWN
    return len(history(repository, query, _MOST, seen.visible, seen.holds))


def _url(request: Request, address: str, count: int, cursor: str | None) -> str:
    """The address of a page: what the client asked for stays, so that every page looks like the first."""
    shown = [(name, value) for name, value in request.query if name not in ("_count", "_cursor")]
    position = [("_cursor", cursor)] if cursor is not None else []
    return f"{address}?{urlencode([*shown, ('_count', str(count)), *position])}"


def _cursor(context: Context, request: Request, scope: str) -> tuple[Position | None, int | None]:
    text = request.parameter("_cursor")
    if text is None:
        return None, None
    content = verify(context.repository.signing_key, text, scope)
    try:
        position, total = msgspec.convert(content, tuple[tuple[str, int, int], int])
    except msgspec.ValidationError:
        raise Invalid("The _cursor is not one of this server's.") from None
    return position, total


def _entry(context: Context, request: Request, version: Version) -> dict[str, object]:
    address = f"{version.type}/{version.id}"
    entry: dict[str, object] = {"fullUrl": f"{context.settings.base_url}/{address}"}
    if not version.deleted:
        entry["resource"] = msgspec.Raw(rendered(request, checked(context, version)))
    # A change by SQL has no method of HTTP; what it did is what PUT or DELETE would have done.
    method = version.method if version.method != "sql" else "DELETE" if version.deleted else "PUT"
    entry["request"] = {"method": method, "url": address if method != "POST" else version.type}
    status = "204 No Content" if version.deleted else "201 Created" if version.version == 1 else "200 OK"
    entry["response"] = {"status": status, "etag": version.etag, "lastModified": version.last_updated}
    return entry
