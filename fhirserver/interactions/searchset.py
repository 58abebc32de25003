"""The Bundle that answers a search: what was found, what it brings along, what was left out.

https://hl7.org/fhir/R4/bundle.html#searchset
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from fhirserver import json_format
from fhirserver.errors import TooCostly
from fhirserver.interactions.allowed import checked
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.outcome import operation_outcome
from fhirserver.search.results import Query
from fhirserver.search.tree import Include
from fhirserver.store.find import Hit, Named, fetch, included
from fhirserver.store.versions import Version, document_of
from fhirserver.subset import subset

_encode = msgspec.json.Encoder().encode
MOST_ROUNDS = 10
"""How often what was included may bring along further resources."""


def bundle(
    context: Context,
    request: Request,
    query: Query,
    hits: Sequence[Hit],
    links: Sequence[tuple[str, str]],
    total: int | None,
) -> Response:
    """Return the Bundle of a page of results.  Raises TooCostly if they bring along too much."""
    brought = _brought_along(context, query, hits)
    versions = fetch(context.repository, [*(hit.named for hit in hits), *brought])
    for version in versions:
        checked(context, version)
    matches, others = versions[: len(hits)], versions[len(hits) :]
    entries: list[bytes] = []
    if query.ignored:
        outcome = json_format.encode(operation_outcome(query.ignored))
        entries.append(b'{"resource":' + outcome + b',"search":{"mode":"outcome"}}')
    ranked = _is_ranked(hits)
    for hit, version in zip(hits, matches, strict=True):
        if hit.contained:
            entries.append(_contained_entry(context, hit, version))
        else:
            entries.append(_entry(context, query, version, b"match", hit.place[0] if ranked else None))
    entries += [_entry(context, query, version, b"include") for version in others]
    return Response(200, _assembled(links, total, entries))


def _is_ranked(hits: Sequence[Hit]) -> bool:
    return bool(hits) and len(hits[0].place) == 2 and isinstance(hits[0].place[0], float)


def _assembled(links: Sequence[tuple[str, str]], total: int | None, entries: list[bytes]) -> bytes:
    head: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset"}
    if total is not None:
        head["total"] = total
    head["link"] = [{"relation": relation, "url": url} for relation, url in links]
    text = _encode(head)
    if not entries:
        return text
    return text[:-1] + b',"entry":[' + b",".join(entries) + b"]}"


def _entry(context: Context, query: Query, version: Version, mode: bytes, score: object = None) -> bytes:
    document = version.document or b"{}"
    if query.summary not in (None, "false", "count") or query.elements is not None:
        shown = subset(document_of(version), summary=query.summary, elements=query.elements)
        document = json_format.encode(shown)
    address = _encode(f"{context.settings.base_url}/{version.type}/{version.id}")
    scored = b',"score":' + f"{min(max(float(str(score)), 0.0), 1.0):.6f}".encode() if score is not None else b""
    return b'{"fullUrl":' + address + b',"resource":' + document + b',"search":{"mode":"' + mode + b'"' + scored + b"}}"


def _contained_entry(context: Context, hit: Hit, version: Version) -> bytes:
    """https://hl7.org/fhir/R4/search.html#contained"""
    document = document_of(version)
    inner = document["contained"][hit.contained - 1]
    address = f"{context.settings.base_url}/{version.type}/{version.id}#{inner.get('id')}"
    entry = {"fullUrl": address, "resource": inner, "search": {"mode": "match"}}
    return json_format.encode(entry)


def _brought_along(context: Context, query: Query, hits: Sequence[Hit]) -> list[Named]:
    """What ``_include`` and ``_revinclude`` add, each once, none that was found itself."""
    if not query.includes or not hits:
        return []
    most = context.settings.max_includes
    readable, searchable = context.permission.seeing("r"), context.permission.seeing("s")
    found = {hit.named.pk for hit in hits}
    added: dict[int, Named] = {}
    current = set(found)
    includes: tuple[Include, ...] = query.includes
    for _ in range(MOST_ROUNDS):
        rows = included(
            context.repository, includes, current, most + len(found) + 1, visible=readable, searchable=searchable
        )
        new = {each.pk: each for each in rows if each.pk not in found and each.pk not in added}
        added |= new
        if len(added) > most:
            raise TooCostly(
                f"The results of this page bring along more than {most} resources; ask for fewer with _count."
            )
        includes = tuple(each for each in query.includes if each.iterate)
        current = set(new)
        if not current or not includes:
            break
    return list(added.values())
