"""A person's own second factors: adding, removing, recovery codes."""

from __future__ import annotations

import base64
import binascii
import hmac

import flask

from fhirserver.access.events import record
from fhirserver.accounts.accounts import lock_account
from fhirserver.accounts.factors import Factors, find_factors
from fhirserver.accounts.one_time_passwords import (
    new_totp_secret,
    remove_totp,
    set_totp,
    setup_address,
    setup_image,
)
from fhirserver.accounts.passkeys import HARDWARE, register, registration_options, remove_passkey
from fhirserver.accounts.recovery import remove_recovery_codes, renew_recovery_codes
from fhirserver.accounts.sessions import Session, rotate
from fhirserver.accounts.signing_in import ONE_TIME_PASSWORD
from fhirserver.accounts.steps import Step, new_step, open_step, seal_step, use_step
from fhirserver.store.connection import Connection
from fhirserver.web import serving
from fhirserver.web.pages import SESSION_COOKIE, blueprint, own_path, page, redirect, set_cookie, stop
from fhirserver.web.signed_in import lacks_second_factor, require_recent, require_session, session_so_far

RECENT_SECONDS = 5 * 60
"""Before a factor is added or removed, the person has shown who they are within this time."""

ENROL = "adding a second factor"
NOT_RIGHT = "The code is not right. Check that the clock of your telephone is, and try the next code."
NO_PASSKEY = "No new passkey was made. Try again."
OVER = "That took too long. Begin again."

pages = blueprint("second_factors")


@pages.get("/account/second-factor")
def choose() -> flask.Response:
    """Show how a second factor is added."""
    return _form(_session())


@pages.post("/account/second-factor/one-time-password")
def add_totp() -> flask.Response:
    """Add the app whose code shows that it has learnt the secret of the page."""
    session, form, now = _session(), flask.request.form, serving.now()
    sealing = serving.repository().sealing
    step = _step(session, form.get("step"))
    if step is None:
        return _form(session, OVER, 403)

    def work(connection: Connection) -> tuple[str | None, list[str]] | None:
        code = "".join(form.get("code", "").split())
        secret = step.values["secret"]
        if not set_totp(connection, sealing, session.account.id, secret, code, now) or not use_step(
            connection, step, now
        ):
            return None
        return _added(connection, session, "one-time password", ONE_TIME_PASSWORD)

    return _done(session, serving.repository().database.write(work), step, NOT_RIGHT)


@pages.post("/account/second-factor/passkey")
def add_passkey() -> flask.Response:
    """Add the passkey that the browser has made."""
    session, form, now = _session(), flask.request.form, serving.now()
    step = _step(session, form.get("step"))
    if step is None:
        return _form(session, OVER, 403)

    def work(connection: Connection) -> tuple[str | None, list[str]] | None:
        if not use_step(connection, step, now):
            return None
        made, name = form.get("credential", ""), form.get("name", "")
        if not register(connection, serving.site(), session.account.id, made, step.challenge, name, now):
            return None
        return _added(connection, session, "passkey", HARDWARE)

    return _done(session, serving.repository().database.write(work), None, NO_PASSKEY)


@pages.post("/account/second-factor/remove")
def remove() -> flask.Response:
    """Remove the app, or a passkey; not the last factor of somebody of whom one is demanded."""
    session = require_session()
    require_recent(session, RECENT_SECONDS)
    what = flask.request.form.get("factor", "")
    mandatory = serving.second_factor_is_mandatory() and session.account.is_staff
    now, address = serving.now(), serving.address()

    def work(connection: Connection) -> bool:
        # Of two that are removed at the same time, one would not know of the other.
        lock_account(connection, session.account.id)
        before = find_factors(connection, session.account.id)
        if mandatory and before.second <= 1:
            return False
        if what == "one-time-password":
            remove_totp(connection, session.account.id)
        else:
            remove_passkey(connection, session.account.id, _credential_id(what))
        after = find_factors(connection, session.account.id)
        if not after.second:
            remove_recovery_codes(connection, session.account.id)
        if after.second < before.second:
            record(connection, "second-factor", "removed", account_id=session.account.id, address=address, now=now)
        return True

    if not serving.repository().database.write(work):
        stop(403, "This is your last second factor", "Add another one before you remove it.")
    return redirect("/account?done=removed")


@pages.post("/account/recovery-codes")
def new_recovery_codes() -> flask.Response:
    """Make new recovery codes and show them, this once."""
    session = require_session()
    require_recent(session, RECENT_SECONDS)
    now, address = serving.now(), serving.address()

    def work(connection: Connection) -> list[str]:
        if not find_factors(connection, session.account.id).second:
            return []
        record(connection, "recovery-codes", "made", account_id=session.account.id, address=address, now=now)
        return renew_recovery_codes(connection, session.account.id)

    codes = serving.repository().database.write(work)
    return page("recovery_codes.html", session=session, codes=codes, next="/account") if codes else redirect("/account")


def _session() -> Session:
    """The session of a person who may add a factor: who showed all those there are, a short time ago."""
    session = session_so_far()
    if session is None or not lacks_second_factor(session):
        session = require_session()
    elif _factors(session).second:
        # There is a factor, and it was not shown: whoever this is may not add another one.
        flask.abort(redirect("/sign-in?again=1&next=/account"))
    require_recent(session, RECENT_SECONDS)
    return session


def _factors(session: Session) -> Factors:
    with serving.repository().database.reading() as connection:
        return find_factors(connection, session.account.id)


def _step(session: Session, text: str | None) -> Step | None:
    step = open_step(serving.repository().sealing, text, ENROL, serving.now())
    return step if step and hmac.compare_digest(step.account_id or "", session.account.id) else None


def _added(
    connection: Connection, session: Session, what: str, methods: tuple[str, ...]
) -> tuple[str | None, list[str]]:
    """Note that a factor was added; return the new cookie, and recovery codes if it is the first one."""
    now = serving.now()
    record(
        connection,
        "second-factor",
        "added",
        account_id=session.account.id,
        address=serving.address(),
        detail={"factor": what},
        now=now,
    )
    first = find_factors(connection, session.account.id).second == 1
    shown = tuple(dict.fromkeys((*session.methods, *methods)))
    cookie = flask.request.cookies.get(SESSION_COOKIE, "")
    new = rotate(connection, cookie, shown, authenticated=session.authenticated, now=now)
    return new, renew_recovery_codes(connection, session.account.id) if first else []


def _done(
    session: Session, added: tuple[str | None, list[str]] | None, step: Step | None, wrong: str
) -> flask.Response:
    if added is None:
        return _form(session, wrong, 422, step)
    cookie, codes = added
    path = own_path(flask.request.form.get("next"), "/account?done=added")
    # Without the session: the forms of this page would still be those of the cookie that was.
    shown = page("recovery_codes.html", session=None, codes=codes, next=path) if codes else None
    response = shown or redirect(path)
    if cookie:
        set_cookie(response, SESSION_COOKIE, cookie)
    return response


def _form(session: Session, error: str = "", status: int = 200, same: Step | None = None) -> flask.Response:
    """The page to add a factor; with the secret of ``same``, so that what an app has learnt from it stays good."""
    factors = _factors(session)
    secret = same.values["secret"] if same else new_totp_secret()
    step = new_step(ENROL, now=serving.now(), account_id=session.account.id, values={"secret": secret})
    address = setup_address(secret, session.account)
    return page(
        "add_second_factor.html",
        status,
        session=session,
        error=error,
        factors=factors,
        demanded=lacks_second_factor(session),
        step=seal_step(serving.repository().sealing, step),
        secret=secret,
        address=address,
        image=setup_image(address),
        options=registration_options(serving.site(), session.account, factors.passkeys, step.challenge),
        next=own_path(flask.request.values.get("next"), ""),
    )


def _credential_id(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return b""
