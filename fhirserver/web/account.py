"""A person's own account: password, sessions, and where to change second factors."""

from __future__ import annotations

from collections.abc import Callable

import flask

from fhirserver.access.events import record
from fhirserver.accounts import passwords, signing_in
from fhirserver.accounts.factors import find_factors
from fhirserver.accounts.sessions import Session, end_session, end_sessions, list_sessions, rotate
from fhirserver.errors import Invalid, Throttled
from fhirserver.store.connection import Connection
from fhirserver.web import serving
from fhirserver.web.pages import SESSION_COOKIE, blueprint, page, redirect, set_cookie
from fhirserver.web.sign_in import visitor
from fhirserver.web.signed_in import require_session

pages = blueprint("account")

DONE = {
    "password": "Your password is changed. Your other sessions have ended.",
    "session": "The session has ended.",
    "sessions": "All other sessions have ended.",
    "added": "The second factor is added.",
    "removed": "The second factor is removed.",
}


@pages.get("/account")
def account() -> flask.Response:
    """Show all of it."""
    return _overview(require_session())


@pages.post("/account/password")
def change_password() -> flask.Response:
    """Change the password; all other sessions end, since whoever has begun them may have known it."""
    session = require_session()
    form, here, repository = flask.request.form, visitor(), serving.repository()
    with repository.database.reading() as connection:
        has_one = passwords.find_password(connection, session.account.id) is not None
    if not has_one:
        return _overview(session, "This account has no password. Ask an administrator for an invitation.", 403)
    try:
        known = signing_in.with_password(repository, here, session.account.username, form.get("password", ""))
    except Throttled as error:
        return _overview(session, str(error), 429, error.headers)
    if known is None:
        return _overview(session, "The present password is wrong.", 403)
    new = form.get("new_password", "")
    try:
        passwords.check_new_password(new, session.account)
    except Invalid as error:
        return _overview(session, str(error), 422)
    kept = passwords.hashed(new)

    def work(connection: Connection) -> str | None:
        passwords.set_password(connection, session.account.id, kept, here.now)
        end_sessions(connection, session.account.id, here.now, but=session.id)
        signing_in.forgive(connection, here, session.account)
        record(
            connection,
            "password",
            "changed",
            account_id=session.account.id,
            address=here.address,
            now=here.now,
        )
        return rotate(connection, here.cookie or "", session.methods, authenticated=session.authenticated, now=here.now)

    return changed(work, "/account?done=password")


@pages.post("/account/sessions/<session_id>/end")
def end(session_id: str) -> flask.Response:
    """End one of the person's sessions, with the access of apps that was to last no longer."""
    session, now, address = require_session(), serving.now(), serving.address()

    def work(connection: Connection) -> None:
        if end_session(connection, session.account.id, session_id, now):
            record(connection, "session", "ended", account_id=session.account.id, address=address, now=now)

    serving.repository().database.write(work)
    return redirect("/account?done=session")


@pages.post("/account/sessions/end")
def end_others() -> flask.Response:
    """End all of the person's sessions but this one."""
    session, now, address = require_session(), serving.now(), serving.address()

    def work(connection: Connection) -> None:
        if end_sessions(connection, session.account.id, now, but=session.id):
            record(connection, "session", "ended", account_id=session.account.id, address=address, now=now)

    serving.repository().database.write(work)
    return redirect("/account?done=sessions")


def changed(work: Callable[[Connection], str | None], path: str) -> flask.Response:
    """Run ``work`` in a transaction; go on to ``path`` with the cookie that it returns."""
    cookie = serving.repository().database.write(work)
    response = redirect(path)
    if cookie:
        set_cookie(response, SESSION_COOKIE, cookie)
    return response


def _overview(
    session: Session, error: str = "", status: int = 200, headers: dict[str, str] | None = None
) -> flask.Response:
    with serving.repository().database.reading() as connection:
        factors = find_factors(connection, session.account.id)
        sessions = list_sessions(connection, session.account, serving.now(), serving.limits())
    done = DONE.get(flask.request.args.get("done", "")) if flask.request.method == "GET" else None
    response = page("account.html", status, error=error, done=done, session=session, factors=factors, sessions=sessions)
    response.headers.update(headers or {})
    return response
