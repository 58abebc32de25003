"""transaction: all entries of a Bundle or none.  https://hl7.org/fhir/R4/http.html#transaction"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fhirserver.errors import FhirError, Invalid, Issue, NotSupported
from fhirserver.interactions.bundle_links import BundleLinks
from fhirserver.interactions.change import Change, Changed, resolve
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.interactions.respond import of_change
from fhirserver.interactions.single import APPLY, PREPARE
from fhirserver.store.references import Identity
from fhirserver.store.transaction import Transaction

_CHANGE_ORDER = {"DELETE": 0, "POST": 1, "PUT": 2, "PATCH": 2}


def process(context: Context, requests: list[Request | FhirError], entries: list[dict[str, Any]]) -> list[Response]:
    """Carry out all entries in one database transaction; return their responses in the order of the entries.

    Deletions come first, then creates, updates and patches, then reads.  Raises the errors of all entries that are
    malformed at once; else the first error that a change or read meets, with the entry's FHIRPath.
    """
    changes = _prepare(context, requests)
    _check_identities(changes)
    links = BundleLinks(entries, changes)
    reads = [place for place, request in enumerate(requests) if place not in changes]

    def work(transaction: Transaction) -> dict[int, Changed | Response]:
        _resolve(changes, transaction)
        links.rewrite(transaction)
        done: dict[int, Changed | Response] = {}
        for place in sorted(changes, key=lambda place: _CHANGE_ORDER[changes[place].method]):
            done[place] = _at(place, lambda change=changes[place]: APPLY[change.method](context, change, transaction))
        if reads:
            transaction.flush()
            inside = replace(context, repository=context.repository.inside(transaction))
            for place in reads:
                done[place] = _at(place, lambda request=requests[place]: context.dispatch(inside, request))
        return done

    conditional = any(change.criteria for change in changes.values()) or links.has_conditional_references
    done = context.repository.write(work, serializable=conditional)
    return [_response(context, requests[place], done[place]) for place in range(len(requests))]


def _prepare(context: Context, requests: list[Request | FhirError]) -> dict[int, Change]:
    changes: dict[int, Change] = {}
    issues: list[Issue] = []
    failures: list[FhirError] = []
    for place, request in enumerate(requests):
        try:
            if isinstance(request, FhirError):
                raise request
            if request.method in PREPARE:
                changes[place] = PREPARE[request.method](context, request, *_target(request))
        except FhirError as error:
            failures.append(error)
            issues.extend(_located(error, place))
    if failures:
        first = failures[0]
        raise type(first)(issues=issues, headers=first.headers)
    return changes


def _target(request: Request) -> list[str]:
    parts = request.path.split("/")
    expected = 1 if request.method == "POST" else 2
    if len(parts) > expected or not parts[0] or parts[-1].startswith("$"):
        raise NotSupported(f"{request.method} {request.path} is not an interaction of a transaction.")
    return parts


def _check_identities(changes: dict[int, Change]) -> None:
    """Refuse two changes of one resource: which of them comes first would decide the outcome."""
    seen: dict[Identity, int] = {}
    for place, change in changes.items():
        if change.resource_id is None:
            continue
        identity = (change.resource_type, change.resource_id)
        if identity in seen:
            raise Invalid(
                f"{'/'.join(identity)} is changed by this entry and by Bundle.entry[{seen[identity]}].",
                expression=f"Bundle.entry[{place}]",
            )
        seen[identity] = place


def _resolve(changes: dict[int, Change], transaction: Transaction) -> None:
    for place, change in changes.items():
        if change.criteria is not None and change.method != "DELETE":
            _at(place, lambda change=change: resolve(change, transaction))
    named = {place: change for place, change in changes.items() if change.method != "POST"}
    _check_identities(named)
    ids = {(change.resource_type, change.resource_id) for change in changes.values() if change.resource_id}
    for_delete = {(change.resource_type, change.resource_id) for change in named.values() if change.method == "DELETE"}
    transaction.lock(sorted(for_delete & ids), for_delete=True)
    transaction.lock(sorted(ids))


def _at(place: int, work: Callable[[], Any]) -> Any:
    """Do something for an entry; an error gets the entry's FHIRPath."""
    try:
        return work()
    except FhirError as error:
        raise type(error)(issues=_located(error, place), headers=error.headers) from error


def _located(error: FhirError, place: int) -> list[Issue]:
    at = f"Bundle.entry[{place}]"
    return [
        issue
        if issue.expression and issue.expression.startswith("Bundle.")
        else Issue(issue.severity, issue.code, issue.diagnostics, at)
        for issue in error.issues
    ]


def _response(context: Context, request: Request | FhirError, done: Changed | Response) -> Response:
    if isinstance(done, Response) or isinstance(request, FhirError):
        return done if isinstance(done, Response) else Response(done.status)
    if done.version is None:
        return Response(done.status)
    return of_change(context, request, done.version, done.status)
