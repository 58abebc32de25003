"""Setting a password with a one-time code: the first administrator's, and that of whoever was invited."""

from __future__ import annotations

import flask

from fhirserver.access.events import record
from fhirserver.accounts import passwords
from fhirserver.accounts.accounts import (
    ADMINISTRATOR,
    Account,
    add_account,
    canonical_username,
    find_account,
    there_is_an_administrator,
)
from fhirserver.accounts.invitations import Invitation, find_invitation, use_invitation
from fhirserver.accounts.sessions import end_sessions
from fhirserver.errors import FhirError, Invalid
from fhirserver.store.connection import Connection
from fhirserver.web import serving
from fhirserver.web.pages import blueprint, page, redirect

pages = blueprint("welcome")

GOOD_FOR_NOTHING = (
    "This code is good for nothing: it was used, it is too old, or part of it is missing. Ask for a new one; that for "
    "the first administrator is printed when the server starts."
)


@pages.get("/welcome")
def welcome() -> flask.Response:
    """Ask the first administrator for a name and a password."""
    return _form(first=True)


@pages.post("/welcome")
def make_first_administrator() -> flask.Response:
    """Make the first account, if the one-time code is right and there is no administrator yet."""
    form, now = flask.request.form, serving.now()
    code, username, name = _code(), form.get("username", ""), form.get("name", "")
    if _invitation(code) != Invitation(None):
        return _form(GOOD_FOR_NOTHING, 403, first=True)
    kept = _kept(Account("", canonical_username(username), name, None, frozenset(), True))
    if isinstance(kept, Invalid):
        return _form(str(kept), 422, first=True)

    def work(connection: Connection) -> bool:
        if not use_invitation(connection, code) or there_is_an_administrator(connection):
            return False
        account = add_account(connection, username=username, name=name, roles=frozenset({ADMINISTRATOR}), now=now)
        passwords.set_password(connection, account.id, kept, now)
        _record(connection, account, "first administrator", now)
        return True

    try:
        made = serving.repository().database.write(work)
    except FhirError as error:
        return _form(str(error), error.status, first=True)
    return redirect("/sign-in?done=password") if made else _form(GOOD_FOR_NOTHING, 403, first=True)


@pages.get("/invitation")
def invitation() -> flask.Response:
    """Ask whoever was invited for a password."""
    return _form()


@pages.post("/invitation")
def set_password() -> flask.Response:
    """Set the password of the account that the one-time code is for.  That does not sign in, nor spare any factor."""
    code, now = _code(), serving.now()
    invited = _invitation(code)
    with serving.repository().database.reading() as connection:
        account = find_account(connection, invited.account_id or "") if invited else None
    if account is None or not account.active:
        return _form(GOOD_FOR_NOTHING, 403)
    kept = _kept(account)
    if isinstance(kept, Invalid):
        return _form(str(kept), 422)

    def work(connection: Connection) -> bool:
        if not use_invitation(connection, code):
            return False
        passwords.set_password(connection, account.id, kept, now)
        end_sessions(connection, account.id, now)
        _record(connection, account, "set by invitation", now)
        return True

    set_ = serving.repository().database.write(work)
    return redirect("/sign-in?done=password") if set_ else _form(GOOD_FOR_NOTHING, 403)


def _code() -> str:
    return "".join(flask.request.form.get("code", "").split())


def _invitation(code: str) -> Invitation | None:
    with serving.repository().database.reading() as connection:
        return find_invitation(connection, code, serving.now())


def _kept(account: Account) -> str | Invalid:
    """What is kept of the password in the form, or why it is not good enough."""
    password = flask.request.form.get("new_password", "")
    try:
        passwords.check_new_password(password, account)
    except Invalid as error:
        return error
    return passwords.hashed(password)


def _record(connection: Connection, account: Account, outcome: str, now: int) -> None:
    address = serving.address()
    record(connection, "password", outcome, account_id=account.id, address=address, now=now)


def _form(error: str = "", status: int = 200, *, first: bool = False) -> flask.Response:
    form = flask.request.form
    return page(
        "welcome.html",
        status,
        first=first,
        error=error,
        code=form.get("code", ""),
        username=form.get("username", ""),
        name=form.get("name", ""),
    )
