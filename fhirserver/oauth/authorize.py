"""The authorization endpoint: a client sends a person's browser here, by GET or POST.

https://www.rfc-editor.org/rfc/rfc6749#section-3.1.  What is asked is checked and kept; the person signs in and decides
at the pages of :mod:`fhirserver.oauth.answer`.  Nothing here depends on who the person is, except for ``prompt=none``.
"""

from __future__ import annotations

from urllib.parse import urlencode

import flask

from fhirserver.access import events
from fhirserver.access.clients import Client, find_client
from fhirserver.interactions.request import Context
from fhirserver.oauth.addresses import AUTHORIZE
from fhirserver.oauth.authorization_request import (
    AuthorizationRequest,
    Parameters,
    Refused,
    Untrusted,
    checked,
    parameters_of,
    single,
)
from fhirserver.oauth.consent import offered
from fhirserver.oauth.pending_requests import keep
from fhirserver.oauth.redirects import refusal, to_client
from fhirserver.store.connection import Connection
from fhirserver.web import pages, serving
from fhirserver.web.signed_in import current_session

ANSWER = "/oauth/consent"
_FORM = "application/x-www-form-urlencoded"


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` answer at the authorization endpoint."""
    blueprint = pages.blueprint("authorize", from_anywhere=True)

    @blueprint.route(AUTHORIZE, methods=["GET", "POST"])
    def authorize() -> flask.Response:
        return _authorize(context)

    app.register_blueprint(blueprint)


def _authorize(context: Context) -> flask.Response:
    try:
        parameters = _received()
        client, redirect_uri = _trusted(context, parameters)
    except Untrusted as error:
        _record(context, "untrusted", None)
        pages.stop(400, "This app cannot be connected", f"{error} Please tell those who make the app.")
    try:
        asked = checked(parameters, context.settings.base_url)
        _check_client(client, asked)
        _check_silent(asked)
    except Refused as error:
        _record(context, error.error, client.id)
        return to_client(redirect_uri, refusal(error, single(parameters, "state")))
    now = serving.now()
    handle = context.repository.database.write(lambda connection: keep(connection, asked, now))
    return pages.redirect(f"{ANSWER}?{urlencode({'request': handle})}")


def _received() -> Parameters:
    request = flask.request
    if request.method != "POST":
        return parameters_of(request.query_string)
    if request.mimetype != _FORM:
        raise Untrusted(f"It sent something that is not {_FORM}.")
    return parameters_of(request.query_string, request.get_data())


def _trusted(context: Context, parameters: Parameters) -> tuple[Client, str]:
    """Return the client, and where its answers go.  Raises Untrusted if either is not as registered."""
    client_id = single(parameters, "client_id")
    with context.repository.database.reading() as connection:
        client = find_client(connection, client_id) if client_id is not None else None
    if client is None or not client.usable(serving.now()):
        raise Untrusted("It is not registered here.")
    redirect_uri = single(parameters, "redirect_uri")
    if redirect_uri is None or redirect_uri not in client.redirect_uris:
        raise Untrusted("It wants the answer at an address that is not registered.")
    return client, redirect_uri


def _check_client(client: Client, asked: AuthorizationRequest) -> None:
    """Raises Refused for what this client may not ask."""
    if "authorization_code" not in client.grant_types:
        raise Refused("unauthorized_client", "This client is not registered for authorization codes.")
    scopes = offered(asked.scope, client.scope).split()
    if not scopes:
        raise Refused("invalid_scope", "None of these scopes can be granted to this client.")
    if asked.launch is not None and "launch" not in scopes:
        raise Refused("invalid_scope", "This client is not registered for the scope launch.")


def _check_silent(asked: AuthorizationRequest) -> None:
    """Raises Refused if no page may be shown, since a person is always asked here."""
    if "none" in asked.prompt:
        if current_session() is None:
            raise Refused("login_required", "Nobody is signed in.")
        raise Refused("consent_required", "A person is always asked.")


def _record(context: Context, outcome: str, client_id: str | None) -> None:
    def work(connection: Connection) -> None:
        events.record(
            connection, "authorization", outcome, client_id=client_id, address=serving.address(), now=serving.now()
        )

    context.repository.database.write(work)
