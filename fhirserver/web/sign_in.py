"""Signing in and out: password, then second factor; or a passkey alone."""

from __future__ import annotations

from urllib.parse import urlencode

import flask

from fhirserver.access.events import record
from fhirserver.accounts import signing_in
from fhirserver.accounts.accounts import find_account
from fhirserver.accounts.factors import find_factors
from fhirserver.accounts.passkeys import authentication_options
from fhirserver.accounts.sessions import end_session
from fhirserver.accounts.signing_in import PASSWORD, Visitor
from fhirserver.accounts.steps import Step, new_step, open_step, seal_step
from fhirserver.errors import Throttled
from fhirserver.store.connection import Connection
from fhirserver.web import serving
from fhirserver.web.pages import (
    FORM_COOKIE,
    SESSION_COOKIE,
    blueprint,
    own_path,
    page,
    redirect,
    remove_cookie,
    set_cookie,
)
from fhirserver.web.signed_in import session_so_far

FACTOR_COOKIE = "__Host-factor"
"""Holds the step in which a second factor is awaited."""

PASSKEY_COOKIE = "__Host-passkey"
"""Holds the challenge that a passkey is to sign."""

FACTOR, PASSKEY = "second factor", "passkey"
WRONG = "The username or the password is wrong."
WRONG_CODE = "The code is wrong, or was used already. Wait for the next one."
WRONG_PASSKEY = "No passkey of this server was shown. Try again, or sign in another way."
OVER = "Signing in took too long. Begin again."

pages = blueprint("sign_in")


def visitor() -> Visitor:
    """Return who is at the other end of the current request."""
    session = session_so_far()
    request = flask.request
    return Visitor(
        address=serving.address(),
        user_agent=request.headers.get("User-Agent", ""),
        now=serving.now(),
        limits=serving.limits(),
        cookie=request.cookies.get(SESSION_COOKIE) if session else None,
        account_id=session.account.id if session else None,
    )


@pages.get("/sign-in")
def sign_in() -> flask.Response:
    """Show the form, unless somebody is signed in and need not show again who they are."""
    if session_so_far() and "again" not in flask.request.args:
        return redirect(_next())
    return _form()


@pages.post("/sign-in")
def with_password() -> flask.Response:
    """Take username and password; go on to the second factor, if there is one."""
    form = flask.request.form
    here = visitor()
    try:
        account = signing_in.with_password(
            serving.repository(), here, form.get("username", ""), form.get("password", "")
        )
    except Throttled as error:
        return _form(error=str(error), status=429, headers=error.headers)
    if account is None:
        return _form(error=WRONG, status=403)
    return go_on(here, account.id, PASSWORD, _next())


def go_on(here: Visitor, account_id: str, methods: tuple[str, ...], next_path: str) -> flask.Response:
    """Ask a person who has shown ``methods`` for the second factor; begin the session if there is none to ask for."""
    repository = serving.repository()
    with repository.database.reading() as connection:
        factors = find_factors(connection, account_id)
        account = find_account(connection, account_id)
    if account is None:
        return _form(error=WRONG, status=403)
    if not factors.second:
        return arrived(signing_in.without_more(repository, here, account, methods), next_path)
    step = new_step(FACTOR, now=here.now, account_id=account_id, methods=methods)
    response = redirect("/sign-in/second-factor?" + urlencode({"next": next_path}))
    set_cookie(response, FACTOR_COOKIE, seal_step(repository.sealing, step))
    return response


@pages.get("/sign-in/second-factor")
def second_factor() -> flask.Response:
    """Ask for the second factor."""
    step = _step(FACTOR_COOKIE, FACTOR)
    return _factor_form(step) if step else _form(error=OVER, status=403)


@pages.post("/sign-in/second-factor")
def with_code() -> flask.Response:
    """Take a one-time password or a recovery code."""
    step = _step(FACTOR_COOKIE, FACTOR)
    if step is None:
        return _form(error=OVER, status=403)
    try:
        cookie = signing_in.with_code(serving.repository(), visitor(), step, flask.request.form.get("code", ""))
    except Throttled as error:
        return _factor_form(step, error=str(error), status=429, headers=error.headers)
    if cookie is None:
        return _factor_form(step, error=WRONG_CODE, status=403)
    return arrived(cookie, _next())


@pages.post("/sign-in/passkey")
def with_passkey() -> flask.Response:
    """Take what a browser sent of a passkey."""
    step = _step(PASSKEY_COOKIE, PASSKEY)
    if step is None:
        return _form(error=OVER, status=403)
    site, response = serving.site(), flask.request.form.get("credential", "")
    cookie = signing_in.with_passkey(serving.repository(), visitor(), site, step, response)
    if cookie is None:
        return _form(error=WRONG_PASSKEY, status=403)
    return arrived(cookie, _next())


@pages.post("/sign-out")
def sign_out() -> flask.Response:
    """End the session, and the access of apps that was to last no longer."""
    session = session_so_far()
    if session:
        now, address = serving.now(), serving.address()

        def work(connection: Connection) -> None:
            end_session(connection, session.account.id, session.id, now)
            record(connection, "sign-out", "success", account_id=session.account.id, address=address, now=now)

        serving.repository().database.write(work)
    response = redirect("/sign-in?" + urlencode({"done": "out"}))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    remove_cookie(response, SESSION_COOKIE)
    return response


def arrived(cookie: str, path: str) -> flask.Response:
    """Give the browser its session, take away what it needed to get there, and send it on its way."""
    response = redirect(own_path(path))
    set_cookie(response, SESSION_COOKIE, cookie)
    for name in (FACTOR_COOKIE, PASSKEY_COOKIE, FORM_COOKIE):
        if name in flask.request.cookies:
            remove_cookie(response, name)
    return response


def _next() -> str:
    return own_path(flask.request.form.get("next") or flask.request.args.get("next"))


def _step(cookie: str, kind: str) -> Step | None:
    return open_step(serving.repository().sealing, flask.request.cookies.get(cookie), kind, serving.now())


def _form(error: str = "", status: int = 200, headers: dict[str, str] | None = None) -> flask.Response:
    session = session_so_far()
    step = new_step(PASSKEY, now=serving.now())
    response = page(
        "sign_in.html",
        status,
        error=error,
        done=DONE.get(flask.request.args.get("done", "")),
        again=session is not None,
        username=session.account.username if session else flask.request.form.get("username", "")[:200],
        next=_next(),
        provider=flask.current_app.extensions.get("openid_provider"),
        options=authentication_options(serving.site(), (), step.challenge),
    )
    set_cookie(response, PASSKEY_COOKIE, seal_step(serving.repository().sealing, step))
    response.headers.update(headers or {})
    return response


def _factor_form(
    waits: Step, error: str = "", status: int = 200, headers: dict[str, str] | None = None
) -> flask.Response:
    repository = serving.repository()
    with repository.database.reading() as connection:
        factors = find_factors(connection, waits.account_id or "")
    step = new_step(PASSKEY, now=serving.now())
    options = authentication_options(serving.site(), factors.passkeys, step.challenge) if factors.passkeys else None
    response = page("second_factor.html", status, error=error, factors=factors, options=options, next=_next())
    set_cookie(response, PASSKEY_COOKIE, seal_step(repository.sealing, step))
    response.headers.update(headers or {})
    return response


DONE = {
    "out": "You are signed out.",
    "password": "Your password is set. Sign in with it.",
}
"""What may be said above the form."""
