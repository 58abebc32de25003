"""Records opened by apps on behalf of a person: in an emergency, or for a reason that the person states.

``POST /access/break-glass`` and ``POST /access/stated-reason``, with JSON and the access token of the person's app.
The person must have proved who they are just before: else the answer is that of RFC 9470, upon which the app asks for
a new authorization with ``prompt=login``.  https://www.rfc-editor.org/rfc/rfc9470
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import flask

from fhirserver import json_format
from fhirserver.access.break_glass import RECENT_SECONDS, Asking, break_glass, end_break_glass, state_reason
from fhirserver.access.caller import Caller
from fhirserver.access.role_rules import house_of
from fhirserver.errors import Forbidden, Invalid, NotFound, Unauthorized
from fhirserver.interactions.request import Context
from fhirserver.rest.authentication import authenticate
from fhirserver.rest.refusals import Refusals
from fhirserver.store.sql import statement

MOST_BYTES = 16 * 1024
_AUTHENTICATED = statement("SELECT authenticated FROM oauth_grant WHERE id = :id")
_STEP_UP = {
    "WWW-Authenticate": 'Bearer realm="fhir", error="insufficient_user_authentication", '
    f'error_description="The person has to sign in again.", max_age="{RECENT_SECONDS}"'
}


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` answer at these addresses."""
    refusals = Refusals()

    def asking() -> tuple[Asking, Mapping[str, Any]]:
        caller = authenticate(context, flask.request.environ, flask.request.path, refusals).caller
        given = _given() if flask.request.method == "POST" else {}
        return _asking(context, caller), given

    def post_break_glass() -> flask.Response:
        person, given = asking()
        opened = break_glass(
            context.repository.database,
            person,
            _text(given, "patient"),
            _text(given, "purpose"),
            _text(given, "reason"),
            _minutes(given),
        )
        made = {
            "id": opened.id,
            "patient": opened.patient,
            "purpose": opened.purpose,
            "expires_in": opened.expires - opened.started,
        }
        return _answer(201, made, {"Location": f"/access/break-glass/{opened.id}"})

    def delete_break_glass(opened_id: str) -> flask.Response:
        person, _ = asking()
        if not end_break_glass(context.repository.database, person, opened_id):
            raise NotFound("There is nothing open under this id.")
        return _answer(204)

    def post_stated_reason() -> flask.Response:
        person, given = asking()
        house = house_of(context.settings.relation_modes, context.settings.consent_default)
        patient = _text(given, "patient")
        expires = state_reason(context.repository.database, person, house, patient, _text(given, "reason"))
        return _answer(201, {"patient": patient, "expires_in": expires - person.now})

    app.add_url_rule("/access/break-glass", "break_glass", post_break_glass, methods=["POST"])
    app.add_url_rule("/access/break-glass/<opened_id>", "end_break_glass", delete_break_glass, methods=["DELETE"])
    app.add_url_rule("/access/stated-reason", "stated_reason", post_stated_reason, methods=["POST"])


def _asking(context: Context, caller: Caller | None) -> Asking:
    now = int(time.time())
    if caller is None or caller.account_id is None:
        raise Forbidden("No person stands behind this access token.")
    scopes = (caller.scope or "").split()
    if not any(each.startswith("user/") for each in scopes):
        raise Forbidden("This access token is not for the records that its user may see.")
    with context.repository.database.reading() as connection:
        row = connection.row(_AUTHENTICATED, {"id": caller.grant_id})
    if row is None or row[0] is None or now - row[0] > RECENT_SECONDS:
        raise Unauthorized("The person has to sign in again first.", headers=_STEP_UP)
    return Asking(caller.account_id, caller.roles, now, caller.client_id, flask.request.remote_addr)


def _given() -> Mapping[str, Any]:
    if flask.request.mimetype not in ("application/json", "application/fhir+json"):
        raise Invalid("JSON is expected.", code="structure")
    flask.request.max_content_length = MOST_BYTES
    given = json_format.decode(flask.request.get_data(cache=False), max_depth=10)
    if not isinstance(given, dict):
        raise Invalid("A JSON object is expected.", code="structure")
    return given


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise Invalid(f"{name} is missing, or is not a text.", code="required")
    return value


def _minutes(given: Mapping[str, Any]) -> int:
    value = given.get("minutes", 60)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid("minutes is a whole number.", code="value")
    return value


def _answer(
    status: int, body: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
) -> flask.Response:
    content = json_format.encode(body) if body is not None else b""
    response = flask.Response(content, status, mimetype="application/json" if body is not None else None)
    response.headers.update({"Cache-Control": "no-store", **(headers or {})})
    return response
