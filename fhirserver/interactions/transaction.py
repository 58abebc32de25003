"""transaction: all entries of a Bundle or none.  https://hl7.org/fhir/R4/http.html#transaction

The specification processes deletions, creates, updates and reads in this order, whatever order they are sent in.  Here
the changes are all prepared, checked and then written at once, so that the order shows in three things only: what is
deleted is not found by creates, no entry contradicts another (see ``bundle_identities``), reads see what was written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conformance import definitions
from fhirserver.errors import Invalid, NotFound
from fhirserver.interactions import create, delete, patch, update
from fhirserver.interactions.allowed import check_written, demand_change, needs_check, restrict
from fhirserver.interactions.bundle_entries import MINIMAL, answer_of, for_each, preferences_of, request_of
from fhirserver.interactions.bundle_identities import Changes, Targets, find_targets, match_references
from fhirserver.interactions.bundle_links import LinkFinder, Links, Meant, rewrite
from fhirserver.interactions.change import Change, Changed, ready
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.interactions.respond import location_of, of_change
from fhirserver.interactions.single import PREPARE
from fhirserver.store.document import same
from fhirserver.store.references import Identity
from fhirserver.store.search_locks import can_lock
from fhirserver.store.transaction import Transaction
from fhirserver.store.versions import document_of

_TYPES = frozenset(definitions().resource_types)


def process(context: Context, outer: Request, entries: list[dict[str, Any]]) -> list[dict[str, object]]:
    """Carry out all entries in one database transaction; return the entries of the answer in the same order.

    Raises the errors of all entries that are malformed at once, and those that the state of the resources leads to;
    then nothing is saved.
    """
    prefer = preferences_of(outer)
    requests = for_each(range(len(entries)), lambda place: request_of(context, prefer, entries[place], place))
    changes = for_each(
        [place for place, request in requests.items() if request.method in PREPARE],
        lambda place: _prepare(context, requests[place]),
    )
    finder = LinkFinder(context, entries, changes)
    links = _found(finder, changes, [place for place, change in changes.items() if change.document is not None])
    reads = [place for place in requests if place not in changes]
    criteria = [*links.criteria, *(change.criteria for change in changes.values() if change.criteria)]
    searches = [each.search for each in criteria]

    def work(transaction: Transaction) -> dict[int, Changed | Response]:
        restrict(context, transaction)
        if searches:
            transaction.prepare_searches(searches, [change.document for change in changes.values() if change.document])
        done: dict[int, Changed | Response] = dict(_change(context, changes, finder, links, transaction))
        transaction.flush()
        if any(needs_check(context, change) for change in changes.values()):
            done |= _shown(context, transaction, changes, done)
        if reads:
            inside = replace(context, repository=context.repository.inside(transaction))
            done |= for_each(reads, lambda place: context.dispatch(inside, requests[place]))
        return done

    done = context.repository.write(work, alone=bool(reads) or not all(map(can_lock, searches)))
    return [answer_of(request, _response(context, request, done[place])) for place, request in requests.items()]


def _shown(
    context: Context, transaction: Transaction, changes: Changes, done: dict[int, Changed | Response]
) -> dict[int, Changed]:
    """Return what was done, with what of it the caller may read back.  Raises Forbidden for what it may not write."""
    made = {place: each for place, each in done.items() if isinstance(each, Changed)}

    def shown(place: int) -> Changed:
        changed = made[place]
        unread = check_written(context, transaction, [(changes[place], changed)])
        return replace(changed, shown=changed.version is None or changed.version.pk not in unread)

    return for_each(made, shown)


def _found(finder: LinkFinder, changes: Changes, places: list[int], *, relative: bool = True) -> Links:
    """Return the links in the documents of some entries."""
    links = Links()
    found = for_each(places, lambda place: finder.find(place, ready(changes[place])[1], relative=relative))
    for each in found.values():
        links.add(each)
    return links


def _prepare(context: Context, request: Request) -> Change:
    parts = request.path.split("/")
    if parts[0] not in _TYPES:
        raise NotFound(f"{parts[0][:80]} is not a resource type of FHIR R4.", code="not-supported")
    if len(parts) > (1 if request.method == "POST" else 2) or parts[-1][:1] in ("$", "_", ""):
        address = f"{request.method} {request.path[:200]}"
        raise Invalid(f"{address} is not an interaction of a transaction.", code="not-supported", expression=request.at)
    may = demand_change(context, request, *parts)
    change = PREPARE[request.method](context, request, *parts)
    change.may = may
    return change


def _change(
    context: Context, changes: Changes, finder: LinkFinder, links: Links, transaction: Transaction
) -> dict[int, Changed]:
    """Stage all changes; return what each leads to.

    This can be repeated: what depends on the state of the resources is made anew.
    """
    patches = [place for place, change in changes.items() if change.method == "PATCH"]
    for place in patches:
        changes[place].document = changes[place].report = None
    targets = find_targets(context, changes, transaction)
    deletes = any(change.method == "DELETE" for change in changes.values())
    transaction.lock(sorted(_standing(changes, targets)), for_delete=deletes)
    _conceal(changes, targets, transaction)
    for_each(patches, lambda place: patch.make(changes[place], transaction, at=changes[place].at))
    all_links = _found(finder, changes, patches, relative=False)
    all_links.add(links)
    _rewrite(all_links, changes, targets, transaction)

    def apply(place: int) -> Changed:
        change = changes[place]
        if change.method == "DELETE":
            return delete.delete(change, targets.deletes[place], transaction)
        if change.method == "PATCH":
            return patch.save(change, transaction)
        if change.method == "PUT":
            return update.apply(context, change, transaction)
        return create.apply(context, change, transaction)

    done = for_each([place for place in changes if place not in targets.joined], apply)
    joined = {place: Changed(done[other].version, 200) for place, other in targets.joined.items()}
    return done | joined


def _conceal(changes: Changes, targets: Targets, transaction: Transaction) -> None:
    """Let what a change may not change be as if it were not there, all of one kind together."""
    groups: dict[tuple[str, str], list[int]] = {}
    for place, change in changes.items():
        if place not in targets.found:
            groups.setdefault((change.method, change.resource_type), []).append(place)
    for places in groups.values():
        change = changes[places[0]]
        names = [name for place in places for name in targets.of(place) if name != changes[place].new_id]
        transaction.conceal([(change.resource_type, name) for name in names], change.may)


def _standing(changes: Changes, targets: Targets) -> set[Identity]:
    """Return the identities of all changes but those that were just made up."""
    return {
        (change.resource_type, name)
        for place, change in changes.items()
        for name in targets.of(place)
        if name != change.new_id and place not in targets.joined
    }


def _rewrite(links: Links, changes: Changes, targets: Targets, transaction: Transaction) -> None:
    """Let all links say what they lead to now.  Raises what ``match_references`` raises."""
    matched = match_references(links.criteria, changes, targets, transaction)
    names = {
        place: f"{change.resource_type}/{ids[0]}"
        for place, change in changes.items()
        if len(ids := targets.of(place)) == 1
    }
    versions: dict[int, int] = {}

    def becomes(meant: Meant) -> str | None:
        if meant.criteria is not None:
            return matched[meant.criteria]
        name = names.get(meant.entry) if meant.entry is not None else None
        if name is None or not (meant.versioned or meant.fragment):
            return name
        return name + (f"/_history/{versions.get(meant.entry or 0)}" if meant.versioned else "") + meant.fragment

    # Whether a resource gets a new version can depend on which version of another one it names.
    for _ in range(len(links.versioned) + 2):
        rewrite(links.found, becomes)
        found = {place: _version(changes[place], place, targets, transaction) for place in links.versioned}
        if found == versions:
            return
        versions.update(found)


def _version(change: Change, place: int, targets: Targets, transaction: Transaction) -> int:
    """Return which version an entry's resource will have."""
    resource_id = targets.ids.get(place)
    if resource_id is None or resource_id == change.new_id or place in targets.joined:
        return 1
    header = transaction.header(change.resource_type, resource_id)
    if header is None or header.current is None:
        return 1
    if place in targets.found:
        return header.version
    stored = header.exists and same(ready(change)[0], document_of(header.current), resource_id)
    return header.version + (0 if stored else 1)


def _response(context: Context, request: Request, done: Changed | Response) -> Response:
    if isinstance(done, Response):
        return done
    version = done.version
    if request.headers["prefer"] == MINIMAL and version is not None:
        # The headers that only HTTP has would cost more than all the rest of the answer.
        headers = {} if version.deleted else {"Location": location_of(context, version)}
        return Response(done.status, None, headers, None if done.others else version)
    return of_change(context, request, done)
