"""Where interactions meet the permission of the caller: before they read, after they have written, on the way out.

What the token alone forbids is 403 and looks at no data.  What depends on the data behaves as if it were not there.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping

from fhirserver.access.change_guard import guard_of
from fhirserver.access.permission import REFER, Subject
from fhirserver.errors import FhirError, Forbidden
from fhirserver.interactions.change import Change, Changed
from fhirserver.interactions.request import Context, Request
from fhirserver.search.sql.visible import Visible
from fhirserver.store.conditions import seen
from fhirserver.store.transaction import Transaction
from fhirserver.store.versions import Version, document_of

_log = logging.getLogger(__name__)
LETTERS: Mapping[str, str] = {"POST": "c", "PUT": "u", "PATCH": "u", "DELETE": "d"}
"""What changes need; an update that creates is an update.  Conditional ones need ``s`` as well: they search."""


def demand_change(context: Context, request: Request, resource_type: str, resource_id: str | None = None) -> Visible:
    """Return what a request may change.  Raises Forbidden if the token alone forbids it, whatever is stored."""
    letter = LETTERS[request.method]
    searches = "if-none-exist" in request.headers if request.method == "POST" else resource_id is None
    context.permission.demand(f"{letter}s" if searches else letter, resource_type)
    return context.permission.seeing(letter)


def restrict(context: Context, transaction: Transaction) -> None:
    """Let a transaction find only what the caller may search for, and refer only to what it may know of."""
    if context.permission.layers:
        transaction.visible = context.permission.seeing("s")
        transaction.referable = context.permission.seeing(f"rs{REFER}")
        transaction.guard = guard_of(context.caller, context.permission, context.settings.base_url)


def needs_check(context: Context, change: Change) -> bool:
    """Return whether it depends on the resource if a change may be made and read back."""
    letters = ("r", LETTERS[change.method])
    return any(context.permission.is_conditional(each, change.resource_type) for each in letters)


def check_written(context: Context, transaction: Transaction, done: Iterable[tuple[Change, Changed]]) -> frozenset[int]:
    """Hold what was written against the permission, by the rows that were written; return what may not be read back.

    To be called when all is flushed.  Raises Forbidden, upon which nothing is saved.
    """
    permission = context.permission
    unread: set[int] = set()
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for change, changed in done:
        if changed.version is not None and not changed.version.deleted:
            letter = "" if changed.found else LETTERS[change.method]
            groups[letter, change.resource_type].add(changed.version.pk)
    for (letter, resource_type), keys in groups.items():
        if not any(permission.is_conditional(each, resource_type) for each in ("r", letter) if each):
            continue
        views = [permission.seeing(each) for each in ("r", letter) if each]
        readable, *allowed = seen(transaction.connection, keys, *views, types=(resource_type,))
        unread |= keys - readable
        if any(keys - some for some in allowed):
            raise Forbidden(f"This access token does not allow saving this {resource_type}.")
    return frozenset(unread)


def checked(context: Context, version: Version) -> Version:
    """Return a version that leaves the server, after a second look at whose it is.

    The statement that found it has looked already, so a difference is a fault of ours: raises FhirError.
    """
    permission = context.permission
    if permission.is_conditional("rs", version.type) and not permission.holds(
        "rs", _subject(context, version), briefly=True
    ):
        _log.error("Withheld %s with key %s: found, but not allowed to leave.", version.type, version.pk)
        raise FhirError("The server met a fault of its own and shows nothing; see its log.")
    return version


def holds(context: Context, letter: str, version: Version) -> bool:
    """Return whether a version of the past may be seen, by what it said then."""
    return context.permission.holds(letter, _subject(context, version))


def _subject(context: Context, version: Version) -> Subject:
    document = None if version.deleted else document_of(version)
    return Subject(version.type, version.id, document, context.settings.base_url)


def audience(context: Context) -> str:
    """Return for whom a link from page to page is made: it is of no use to others, nor with other scopes."""
    caller = context.caller
    if caller is None:
        return ""
    patient = caller.context.get("patient")
    return f" for {caller.client_id} {caller.account_id} {patient} {caller.scope}"
