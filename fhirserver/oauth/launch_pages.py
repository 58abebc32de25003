"""Starting apps from here: a page on which people choose a patient and an app, and the same for scripts of our pages.

https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#launch-app-ehr-launch

A launch is bound to the browser session from which it is started, so only who is signed in can make one: a token that
some other program holds says nothing of the browser in which the app will run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flask
import msgspec

from fhirserver.access import events
from fhirserver.access.clients import Client, find_client, list_clients
from fhirserver.accounts.sessions import Session
from fhirserver.interactions.request import Context
from fhirserver.oauth.launch import SECONDS, launch_address, new_launch
from fhirserver.oauth.launch_context import BadContext, checked_context, references_of
from fhirserver.oauth.pickers import (
    BadSearch,
    Choices,
    acting,
    belongs,
    find_encounters,
    find_patients,
    patient_choice,
    read,
)
from fhirserver.oauth.redirects import origin_of
from fhirserver.store.connection import Connection
from fhirserver.web import pages, serving
from fhirserver.web.signed_in import current_session, require_session

PAGE = "/apps/launch"


class NotLaunched(ValueError):
    """An app that cannot be started like this; the text says why."""


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` start apps."""
    blueprint = pages.blueprint("launching")

    @blueprint.get(PAGE)
    def choose() -> flask.Response:
        return _choose(context, require_session(), None)

    @blueprint.post(PAGE)
    def search() -> flask.Response:
        form, session = flask.request.form, require_session()
        if "patient" in form:
            return _apps(context, session, form["patient"])
        return _choose(context, session, {name: form.get(name, "") for name in ("name", "birth_date", "identifier")})

    @blueprint.post(f"{PAGE}/start")
    def start() -> flask.Response:
        return _start(context, require_session())

    @blueprint.post("/oauth/launch")
    def launch() -> flask.Response:
        return _launch(context)

    app.register_blueprint(blueprint)


def launchable(client: Client, now: int) -> bool:
    """Whether a client can be started from here."""
    asks = "launch" in client.scope.split() and "authorization_code" in client.grant_types
    return client.usable(now) and client.launch_uri is not None and asks


def launched(context: Context, session: Session, client_id: str, given: Mapping[str, Any]) -> tuple[str, str]:
    """Return a new launch of a client with the context ``given``, and the address that starts the app.

    Raises NotLaunched if the client is not there to be started, or the context is wrong or names what the person may
    not see.
    """
    now, database = serving.now(), context.repository.database
    with database.reading() as connection:
        client = find_client(connection, client_id)
    if client is None or client.launch_uri is None or not launchable(client, now):
        raise NotLaunched("There is no such app to be launched.")
    try:
        checked = checked_context(given)
    except BadContext as error:
        raise NotLaunched(str(error)) from None
    person = acting(context, session.account)
    if any(read(person, resource_type, resource_id) is None for resource_type, resource_id in references_of(checked)):
        raise NotLaunched("The context names what there is not, or what you may not see.")
    if "encounter" in checked and not belongs(person, checked["encounter"], checked["patient"]):
        raise NotLaunched("The encounter is not one of the patient.")
    account = session.account.id

    def work(connection: Connection) -> str:
        detail = {"patient": f"Patient/{checked['patient']}"} if "patient" in checked else None
        address = serving.address()
        events.record(
            connection, "launch", "success", client_id=client_id, account_id=account, address=address, detail=detail
        )
        return new_launch(connection, client_id, session, checked, now)

    launch = database.write(work)
    return launch, launch_address(client.launch_uri, context.settings.base_url, launch)


def _choose(context: Context, session: Session, typed: Mapping[str, str] | None) -> flask.Response:
    problem, choices = None, None
    try:
        if typed is not None or not session.account.is_staff:
            choices = find_patients(acting(context, session.account), **(typed or {}))
    except BadSearch as error:
        problem, choices = str(error), Choices()
    return pages.page("apps/patient.html", choices=choices, typed=typed or {}, problem=problem)


def _apps(context: Context, session: Session, patient: str) -> flask.Response:
    """Return the page with the apps that can be started for a patient, "" for none."""
    person = acting(context, session.account)
    choice = patient_choice(person, patient) if patient else None
    if patient and choice is None:
        pages.stop(403, "This patient cannot be chosen", "There is no such patient whose record you may see.")
    now = serving.now()
    with context.repository.database.reading() as connection:
        clients = [client for client in list_clients(connection) if launchable(client, now)]
    return pages.page(
        "apps/launch.html",
        form_targets=tuple(sorted({origin_of(client.launch_uri) for client in clients if client.launch_uri})),
        clients=sorted(clients, key=lambda client: client.name.casefold()),
        patient=choice,
        choices=find_encounters(person, patient) if choice else Choices(),
    )


def _start(context: Context, session: Session) -> flask.Response:
    form = flask.request.form
    given = {name: form[name] for name in ("patient", "encounter") if form.get(name)}
    try:
        _, address = launched(context, session, form.get("client_id", ""), given)
    except NotLaunched as error:
        pages.stop(400, "The app cannot be started", str(error))
    response = flask.Response(status=303, headers={**pages.HEADERS, "Location": address})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _launch(context: Context) -> flask.Response:
    """Answer with a launch as JSON, or with what is wrong."""
    form, session = flask.request.form, current_session()
    if session is None:
        return _json(401, error="login_required", error_description="Nobody is signed in.")
    try:
        given = msgspec.json.decode(form.get("context", "{}"), type=dict[str, Any])
        launch, address = launched(context, session, form.get("client_id", ""), given)
    except msgspec.DecodeError:
        return _json(400, error="invalid_request", error_description="The context is not an object of JSON.")
    except NotLaunched as error:
        return _json(400, error="invalid_request", error_description=str(error))
    return _json(200, launch=launch, launch_uri=address, expires_in=SECONDS)


def _json(status: int, **members: object) -> flask.Response:
    response = flask.make_response(flask.jsonify(members), status)
    response.headers.update(pages.HEADERS)
    return response
