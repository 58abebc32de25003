"""Who is signed in, for pages that need to know."""

from __future__ import annotations

from urllib.parse import urlencode

import flask

from fhirserver.accounts.sessions import TOUCH_SECONDS, Session, find_session, is_used
from fhirserver.web import serving
from fhirserver.web.pages import SESSION_COOKIE, redirect

SECOND_FACTOR = "mfa"
"""Method of a session for which more than one factor was shown.  https://www.rfc-editor.org/rfc/rfc8176#section-2"""


def current_session() -> Session | None:
    """Return the session of the browser that sent Flask's current request, None if nobody is signed in.

    Nobody is, either, while a person of whom a second factor is demanded has none yet.
    """
    session = session_so_far()
    return session if session and not lacks_second_factor(session) else None


def require_session() -> Session:
    """Return the session of the current request; if nobody is signed in, end it with a redirect to sign in first."""
    session = session_so_far()
    if session is None:
        flask.abort(redirect(f"/sign-in?{_back_here()}"))
    if lacks_second_factor(session):
        flask.abort(redirect(f"/account/second-factor?{_back_here()}"))
    return session


def require_recent(session: Session, seconds: int) -> None:
    """Make sure that the person proved who they are within ``seconds``; if not, end it with a redirect to do so."""
    if serving.now() - session.authenticated > seconds:
        flask.abort(redirect(f"/sign-in?again=1&{_back_here()}"))


def session_so_far() -> Session | None:
    """Return the session also of a person who still has to set up the second factor that is demanded."""
    if "session" not in flask.g:
        flask.g.session = _found(flask.request.cookies.get(SESSION_COOKIE))
    session: Session | None = flask.g.session
    return session


def lacks_second_factor(session: Session) -> bool:
    """Say whether a second factor is demanded of the person, and was not shown."""
    return serving.second_factor_is_mandatory() and session.account.is_staff and SECOND_FACTOR not in session.methods


def _found(cookie: str | None) -> Session | None:
    if not cookie:
        return None
    now = serving.now()
    database = serving.repository().database
    with database.reading() as connection:
        session = find_session(connection, cookie, now, serving.limits())
    if session and now - session.last_used >= TOUCH_SECONDS:
        database.write(lambda connection: is_used(connection, session.id, now))
    return session


def _back_here() -> str:
    """Name the page asked for; what was sent to an address that shows none is not kept: there it is the account."""
    request = flask.request
    if request.method == "GET":
        return urlencode({"next": request.full_path.removesuffix("?")})
    shows = flask.current_app.url_map.bind("").test(request.path, "GET")
    return urlencode({"next": request.path if shows else "/account"})
