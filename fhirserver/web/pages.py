"""A page for people: headers that keep it apart from other sites, and forms that only its own pages can send.

https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import hmac
import logging
import secrets
import traceback
from typing import Any, NoReturn

import flask
from werkzeug.exceptions import HTTPException

from fhirserver.access.tokens import new_secret
from fhirserver.accounts.sessions import csrf
from fhirserver.errors import FhirError
from fhirserver.web import serving

SESSION_COOKIE = "__Host-session"
FORM_COOKIE = "__Host-form"
"""Ties forms to the browser of somebody who has no session yet."""

MOST_BYTES = 64 * 1024
"""Of a form."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action {}; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.format("'self'"),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_log = logging.getLogger(__name__)


def page(template: str, status: int = 200, *, form_targets: tuple[str, ...] = (), **values: Any) -> flask.Response:
    """Return the page that a template becomes with ``values``; ``csrf`` is what its forms must send along.

    ``form_targets`` are the origins, besides our own, to which the answer to one of its forms may redirect: browsers
    hold ``form-action`` against redirects too.
    """
    cookie = flask.request.cookies.get(SESSION_COOKIE) or flask.request.cookies.get(FORM_COOKIE)
    made = new_secret() if cookie is None else None
    values.setdefault("csrf", csrf(cookie or made or ""))
    values.setdefault("session", flask.g.get("session"))
    response = flask.make_response(flask.render_template(template, **values), status)
    response.headers.update(HEADERS)
    if form_targets:
        targets = " ".join(("'self'", *form_targets))
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.format(targets)
    if made:
        set_cookie(response, FORM_COOKIE, made)
    return response


def stop(status: int, heading: str, text: str, headers: dict[str, str] | None = None) -> NoReturn:
    """End the request with a page that says why.  Raises an exception that Flask turns into that page."""
    response = page("message.html", status, heading=heading, text=text)
    response.headers.update(headers or {})
    flask.abort(response)


def redirect(path: str) -> flask.Response:
    """Return a redirect to an address of our own, for which the browser asks by GET."""
    response = flask.make_response(flask.redirect(path, 303))
    response.headers.update(HEADERS)
    return response


def set_cookie(response: flask.Response, name: str, value: str, seconds: int | None = None) -> None:
    """Let the browser keep a cookie that no script and no other site can read; until it is closed, or ``seconds``."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Lax")


def remove_cookie(response: flask.Response, name: str) -> None:
    """Let the browser forget a cookie."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")


def check_csrf() -> None:
    """Make sure that the form in the current request was sent by a page of our own to this very browser.

    Ends the request with 403 if not: the browser says that it comes from elsewhere, or the form lacks what we put in.
    """
    request = flask.request
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", serving.origin())
    cookie = request.cookies.get(SESSION_COOKIE) or request.cookies.get(FORM_COOKIE) or ""
    sent = request.form.get("csrf", "")
    genuine = bool(cookie) and hmac.compare_digest(sent.encode(), csrf(cookie).encode())
    if not genuine or site not in ("same-origin", "none") or origin != serving.origin():
        stop(403, "This form is not valid any more", "Go back, load the page again, and send the form once more.")


def own_path(text: str | None, otherwise: str = "/account") -> str:
    """Return ``text`` if it is a path on this server, ``otherwise`` if it could lead anywhere else.

    https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html
    """
    if not text or text[0] != "/" or text[1:2] in ("/", "\\") or len(text) > 8000:
        return otherwise
    # Browsers drop control characters and take a backslash for a slash.
    return text if text.isascii() and text.isprintable() and "\\" not in text else otherwise


def blueprint(name: str, *, from_anywhere: bool = False) -> flask.Blueprint:
    """Return a blueprint for pages: its forms are checked by ``check_csrf``, and its errors are pages too.

    ``from_anywhere`` is for an address to which other sites send forms, and where these change nothing.
    """
    made = flask.Blueprint(name, __name__)
    made.before_request(_limit if from_anywhere else _guard)
    made.register_error_handler(FhirError, _of_error)
    made.register_error_handler(HTTPException, _of_http_exception)
    made.register_error_handler(Exception, _of_fault)
    return made


def _limit() -> None:
    flask.request.max_content_length = MOST_BYTES


def _guard() -> None:
    _limit()
    if flask.request.method not in ("GET", "HEAD", "OPTIONS"):
        check_csrf()


def _of_error(error: FhirError) -> flask.Response:
    text = " ".join(issue.diagnostics for issue in error.issues)
    response = page("message.html", error.status, heading="That did not work", text=text)
    response.headers.update(error.headers)
    return response


def _of_http_exception(error: HTTPException) -> flask.Response:
    text = error.description or error.name
    response = page("message.html", error.code or 500, heading=error.name, text=text)
    if error.code == 405:
        response.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return response


def _of_fault(error: Exception) -> flask.Response:
    number = secrets.token_hex(4)
    # Messages of exceptions can hold values from the request or the database; the places cannot.
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("Fault %s in a page, %s: %s\n%s", number, flask.request.method, type(error).__name__, frames)
    text = f"The server met a fault of its own and saved nothing; see fault {number} in its log."
    return page("message.html", 500, heading="That did not work", text=text)
