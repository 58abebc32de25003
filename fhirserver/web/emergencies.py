"""The page on which a person opens the record of a patient in an emergency, or states why they look at it."""

from __future__ import annotations

import flask

from fhirserver.access.break_glass import (
    LEAST_CHARACTERS,
    RECENT_SECONDS,
    Asking,
    break_glass,
    end_break_glass,
    may_break_glass,
    opened_by,
    state_reason,
    warned,
)
from fhirserver.access.role_rules import House, house_of
from fhirserver.accounts.sessions import Session
from fhirserver.errors import FhirError
from fhirserver.web import serving
from fhirserver.web.pages import blueprint, page, redirect
from fhirserver.web.signed_in import require_recent, require_session

pages = blueprint("emergencies")

DONE = {
    "opened": "The record is open to you. Everything you do in it is recorded.",
    "stated": "Your reason is recorded. You can see the record now.",
    "ended": "The record is closed again.",
}


@pages.get("/access/emergency")
def emergency() -> flask.Response:
    """Show what is open, and the forms."""
    session = require_session()
    return _shown(session)


@pages.post("/access/emergency")
def open_record() -> flask.Response:
    """Open a record; the person must have proved who they are just now."""
    session = require_session()
    require_recent(session, RECENT_SECONDS)
    form = flask.request.form
    patient = f"Patient/{form.get('patient', '').strip().removeprefix('Patient/')}"
    reason, database = form.get("reason", ""), serving.repository().database
    try:
        if form.get("kind") == "stated":
            state_reason(database, _asking(session), _house(), patient, reason)
            return redirect("/access/emergency?done=stated")
        break_glass(database, _asking(session), patient, form.get("purpose", ""), reason)
    except FhirError as error:
        return _shown(session, str(error), error.status)
    return redirect("/access/emergency?done=opened")


@pages.post("/access/emergency/<opened_id>/end")
def close_record(opened_id: str) -> flask.Response:
    """Close a record before its time."""
    session = require_session()
    end_break_glass(serving.repository().database, _asking(session), opened_id)
    return redirect("/access/emergency?done=ended")


def _shown(session: Session, error: str = "", status: int = 200) -> flask.Response:
    with serving.repository().database.reading() as connection:
        opened = opened_by(connection, session.account.id, serving.now())
    return page(
        "emergency.html",
        status,
        opened=opened,
        may_break_glass=may_break_glass(session.account.roles),
        may_state=bool(warned(session.account.roles, _house())),
        least=LEAST_CHARACTERS,
        done=DONE.get(flask.request.args.get("done", ""), ""),
        error=error,
    )


def _house() -> House:
    settings = serving.repository().settings
    return house_of(settings.relation_modes, settings.consent_default)


def _asking(session: Session) -> Asking:
    return Asking(session.account.id, session.account.roles, serving.now(), address=serving.address())
