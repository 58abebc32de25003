"""Bundles made ready to load: entries get fixed ids, and a large Bundle becomes a row of small ones.

Loading must be repeatable: what was loaded before a crash may be loaded again, and must not be there twice. So an
entry that creates a resource under a UUID full URL becomes a PUT, with the UUID as its id; the server may choose
any id (https://hl7.org/fhir/R4/http.html#create), and this choice is the same every time. Conditional creates stay
as they are, they are repeatable already.

A large transaction cannot be one database transaction in bounded memory. It is cut into chunks, each of them
atomic. Before that, the whole of it is read once: that shows that it is well-formed to the end, and where every
full URL leads, so that references between chunks can be rewritten to what the server will know. A reference may
lead to a later chunk, so references can be checked only when all chunks are loaded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from fhirserver import json_format
from fhirserver.errors import InvalidJson
from fhirserver.load.slices import EntrySlices

Resource = dict[str, Any]

READY = ("transaction", "batch")
GATHERED = ("collection", "searchset", "document", "message")

_UUID_URL = re.compile(r"urn:uuid:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\Z")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")
_URLS_IN_TEXT = re.compile(r"""(?<=["'])(?:urn:(?:uuid|oid):|https?://)[^"'#\s<>]+""")


class NotLoadable(ValueError):
    """The reason why something well-formed cannot be loaded."""


def bundle_type(bundle: Resource) -> str:
    """The type of a Bundle; raises NotLoadable where its entries are not meant to be stored."""
    kind = bundle.get("type")
    if not isinstance(kind, str) or kind not in READY + GATHERED:
        raise NotLoadable(f"A Bundle of type {kind!r} cannot be loaded, only {', '.join(READY + GATHERED)}.")
    return kind


def prepared(bundle: Resource) -> Resource:
    """A transaction or batch that loads a whole Bundle; a gathered one (collection, searchset...) as a transaction.

    The Bundle given is changed. Raises NotLoadable.
    """
    kind = bundle_type(bundle)
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise NotLoadable("Bundle.entry is not an array.")
    ready = [entry for entry in (_requested(entry, kind) for entry in entries) if entry is not None]
    return {"resourceType": "Bundle", "type": "batch" if kind == "batch" else "transaction", "entry": ready}


def _requested(given: Any, kind: str) -> Resource | None:
    """The entry with the request that loads it, or None if there is nothing to load in it."""
    if not isinstance(given, dict):
        raise NotLoadable("An entry is not an object.")
    entry: Resource = given
    resource = entry.get("resource")
    if kind in GATHERED:
        search = entry.get("search")
        # The server's remarks on a search are not part of the data.
        if resource is None or (isinstance(search, dict) and search.get("mode") == "outcome"):
            return None
        entry = {key: entry[key] for key in ("fullUrl", "resource") if key in entry}
        entry["request"] = {"method": "POST", "url": _type(resource)}
        if isinstance(resource.get("id"), str):
            _put(entry, resource, resource["id"])
            return entry
    request = entry.get("request")
    if isinstance(request, dict) and request.get("method") == "POST" and "ifNoneExist" not in request:
        uuid = _uuid(entry)
        if uuid is not None and isinstance(resource, dict) and request.get("url") == resource.get("resourceType"):
            _put(entry, resource, uuid)
    return entry


def _type(resource: Any) -> str:
    name = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(name, str):
        raise NotLoadable("An entry has a resource without resourceType.")
    return name


def _put(entry: Resource, resource: Resource, key: str) -> None:
    resource["id"] = key
    entry["request"] = {**entry["request"], "method": "PUT", "url": f"{_type(resource)}/{key}"}


def _uuid(entry: Resource) -> str | None:
    full_url = entry.get("fullUrl")
    found = _UUID_URL.match(full_url) if isinstance(full_url, str) else None
    return found[1].lower() if found else None


class Destinations:
    """Where full URLs lead, in little memory: a million of them fit in 200 MB."""

    def __init__(self) -> None:
        # The UUID as a number, and a type alone where the id is that UUID.
        self._uuids: dict[int, str] = {}
        self._others: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._uuids or self._others)

    def add(self, full_url: str, destination: str) -> None:
        """Remember what a mention of a full URL is to become."""
        uuid = _UUID_URL.match(full_url)
        if uuid is None:
            self._others[full_url] = destination
            return
        name, _, key = destination.partition("/")
        self._uuids[_number(uuid[1])] = sys.intern(name) if key == uuid[1].lower() else destination

    def find(self, text: str) -> str | None:
        """What is to stand where `text` stands, None if it is not a full URL of the Bundle."""
        if not text.startswith("urn:uuid:"):
            return self._others.get(text)
        uuid = _UUID_URL.match(text)
        found = self._uuids.get(_number(uuid[1])) if uuid else None
        if uuid is None or found is None or "/" in found or "?" in found:
            return found
        return f"{found}/{uuid[1].lower()}"


def _number(uuid: str) -> int:
    return int(uuid.replace("-", ""), 16)


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first reading of a large Bundle shows: its type, how many entries, and where full URLs lead."""

    kind: str
    count: int
    destinations: Destinations


def survey(stream: BinaryIO, limit: int) -> Survey:
    """Read a large Bundle to its end. Raises InvalidJson (with the number of the entry) and NotLoadable."""
    slices = EntrySlices(stream, limit)
    destinations = Destinations()
    for number, raw in enumerate(slices, 1):
        entry = _decoded(raw, number)
        full_url, resource = entry.get("fullUrl"), entry.get("resource")
        if isinstance(full_url, str) and isinstance(resource, dict):
            target = _destination(entry, full_url, resource)
            if target is not None:
                destinations.add(full_url, target)
    if slices.envelope.get("resourceType") != "Bundle":
        raise NotLoadable(f"A single resource of more than {limit} bytes is too large to be loaded.")
    kind = bundle_type(slices.envelope)
    return Survey(kind, slices.count, Destinations() if kind == "batch" else destinations)


def _destination(entry: Resource, full_url: str, resource: Resource) -> str | None:
    """What a reference to the full URL of an entry must say outside its chunk."""
    request, name, key = entry.get("request"), resource.get("resourceType"), resource.get("id")
    method = request.get("method") if isinstance(request, dict) else None
    if method == "PUT" and isinstance(request, dict) and isinstance(request.get("url"), str):
        return str(request["url"])
    if method == "POST" and isinstance(request, dict) and isinstance(request.get("ifNoneExist"), str):
        return f"{name}?{request['ifNoneExist'].lstrip('?')}"
    if request is None and isinstance(key, str) and _ID.match(key):
        return f"{name}/{key}"
    uuid = _UUID_URL.match(full_url)
    return f"{name}/{uuid[1].lower()}" if uuid else None


def chunks(stream: BinaryIO, found: Survey, size: int, limit: int, after: int = 0) -> Iterator[tuple[int, Resource]]:
    """The chunks of a surveyed Bundle read a second time: (number of the last entry, Bundle ready to load).

    The first `after` entries are left out.
    """
    kind = "batch" if found.kind == "batch" else "transaction"
    entries: list[Resource] = []
    number = 0
    for number, raw in enumerate(EntrySlices(stream, limit), 1):
        if number <= after:
            continue
        entry = _requested(_decoded(raw, number), found.kind)
        if entry is not None:
            entries.append(entry)
        if len(entries) >= size:
            yield number, {"resourceType": "Bundle", "type": kind, "entry": _linked(entries, found.destinations)}
            entries = []
    if entries:
        yield number, {"resourceType": "Bundle", "type": kind, "entry": _linked(entries, found.destinations)}


def _decoded(raw: bytes, number: int) -> Resource:
    try:
        entry = json_format.decode(raw)
    except InvalidJson as error:
        raise InvalidJson(f"Entry {number}: {error}") from None
    if not isinstance(entry, dict):
        raise InvalidJson(f"Entry {number} is not an object.")
    return entry


def _linked(entries: list[Resource], destinations: Destinations) -> list[Resource]:
    """Entries with every mention of an entry of another chunk rewritten; those of the same chunk stay."""
    if destinations:
        here = {entry.get("fullUrl") for entry in entries}

        def renamed(text: str) -> str:
            target = destinations.find(text)
            return text if target is None or text in here else target

        for entry in entries:
            _rewrite(entry.get("resource"), renamed)
    return entries


def _rewrite(value: Any, renamed: Callable[[str], str]) -> None:
    """Replace in place: references and URIs, which are whole strings, and links in narratives."""
    pending = [value]
    while pending:
        holder = pending.pop()
        if isinstance(holder, dict):
            for key, member in holder.items():
                if isinstance(member, str):
                    if key == "div":
                        holder[key] = _URLS_IN_TEXT.sub(lambda match: renamed(match[0]), member)
                    else:
                        holder[key] = renamed(member)
                elif member.__class__ in (dict, list):
                    pending.append(member)
        elif isinstance(holder, list):
            for place, member in enumerate(holder):
                if isinstance(member, str):
                    holder[place] = renamed(member)
                elif member.__class__ in (dict, list):
                    pending.append(member)
