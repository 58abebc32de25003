"""A person answers a request for authorization: signs in, chooses a patient and a visit if asked for, and decides.

https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2,
https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-authorization-code

Every page begins anew from what is stored of the request, so that no form can leave out a step or change one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import flask

from fhirserver.access import events
from fhirserver.access.clients import Client, find_client
from fhirserver.access.tokens import new_grant
from fhirserver.accounts.sessions import Session
from fhirserver.interactions.request import Context
from fhirserver.oauth.authorization_code import issue_code
from fhirserver.oauth.authorization_request import Parameters, Refused
from fhirserver.oauth.authorize import ANSWER
from fhirserver.oauth.consent import OFFLINE, offered
from fhirserver.oauth.issue import DAY
from fhirserver.oauth.launch import use_launch
from fhirserver.oauth.launch_context import granted_context
from fhirserver.oauth.pending_requests import Pending, answer, bind, find_pending, remember
from fhirserver.oauth.pickers import acting
from fhirserver.oauth.redirects import address_of, origin_of, refusal, to_client
from fhirserver.oauth.style import STYLE
from fhirserver.store.connection import Connection
from fhirserver.web import pages, serving
from fhirserver.web.signed_in import current_session, require_recent, require_session


@dataclass(frozen=True, slots=True)
class Asking:
    """A request in front of the person who is to answer it.

    ``scope`` is what can be granted, ``known`` the launch context so far, ``person`` what the person may do.
    """

    pending: Pending
    client: Client
    session: Session
    scope: str
    known: Mapping[str, Any]
    person: Context

    @property
    def form_targets(self) -> tuple[str, ...]:
        """The origin of the client's address, to which forms lead in the end."""
        return (origin_of(self.pending.asked.redirect_uri),)


def asking(context: Context) -> Asking:
    """Return the request that the current page or form is about, before the person who is to answer it.

    Ends with a page if it is over or somebody else's, and with redirects until the person has signed in as is asked.
    """
    handle = flask.request.values.get("request", "")
    now = serving.now()
    with context.repository.database.reading() as connection:
        pending = find_pending(connection, handle, now)
        client = find_client(connection, pending.asked.client_id) if pending else None
    if pending is None or client is None or not client.usable(now):
        pages.stop(400, "This request is over", "Please start again from the app.")
    session = _session(pending)
    if pending.session_id is None or pending.context is None:
        pending = _first_seen(context, pending, client, session)
    if pending.session_id != session.id:
        pages.stop(
            403, "This request is not yours", "It was begun in another session. Please start again from the app."
        )
    scope = offered(pending.asked.scope, client.scope)
    known = pending.context or {}
    return Asking(pending, client, session, scope, known, acting(context, session.account))


def learn(context: Context, asking: Asking, **more: str) -> None:
    """Store more of the launch context."""
    pending, session = asking.pending, asking.session
    context.repository.database.write(
        lambda connection: remember(connection, pending.handle, session.id, {**asking.known, **more})
    )


def page_again(asking: Asking) -> flask.Response:
    """Return the redirect to the page with whatever is asked next."""
    return pages.redirect(f"{ANSWER}?{urlencode({'request': asking.pending.handle})}")


def refuse(context: Context, asking: Asking, refused: Refused) -> flask.Response:
    """End the request with an error, and return the way back to the client."""
    pending, client, session, now = asking.pending, asking.client, asking.session, serving.now()

    def work(connection: Connection) -> bool:
        ended = answer(connection, pending.handle, session.id, now)
        if ended:
            _record(connection, refused.error, client, session, None)
        return ended

    if not context.repository.database.write(work):
        pages.stop(400, "This request is over", "It was answered before.")
    return _back(pending, client, session, refused)


def grant(context: Context, asking: Asking, scope: str) -> flask.Response:
    """Grant ``scope``, and return the redirect that brings the code to the client."""
    pending, session, now = asking.pending, asking.session, serving.now()
    asked = pending.asked
    launch_context = granted_context(asking.known, scope, f"{serving.origin()}{STYLE}")

    def work(connection: Connection) -> str | None:
        if not answer(connection, pending.handle, session.id, now):
            return None
        grant_id = new_grant(
            connection,
            client_id=asked.client_id,
            account_id=session.account.id,
            session_id=None if OFFLINE in scope.split() else session.id,
            scope=scope,
            context=launch_context,
            nonce=asked.nonce,
            authenticated=session.authenticated,
            methods=session.methods,
            now=now,
            expires=now + context.settings.grant_days * DAY,
        )
        patient = launch_context.get("patient")
        _record(connection, "success", asking.client, session, f"Patient/{patient}" if patient else None)
        return issue_code(connection, grant_id, asked.redirect_uri, asked.code_challenge, now=now)

    code = context.repository.database.write(work)
    if code is None:
        pages.stop(400, "This request is over", "It was answered before.")
    return to_client(asked.redirect_uri, [("code", code), *_state(pending)])


def _session(pending: Pending) -> Session:
    """Return the session of a person who has signed in, as recently as the client asks."""
    here = f"{ANSWER}?{urlencode({'request': pending.handle})}"
    asked, now = pending.asked, serving.now()
    session = current_session()
    since = now - pending.created
    again = "login" in asked.prompt or "select_account" in asked.prompt
    longest = since if again else max(since, now if asked.max_age is None else asked.max_age)
    if flask.request.method != "GET" and (session is None or now - session.authenticated > longest):
        flask.abort(pages.redirect(here))
    session = require_session()
    require_recent(session, longest)
    return session


def _first_seen(context: Context, pending: Pending, client: Client, session: Session) -> Pending:
    """Give the request to this session, and use up the launch with which it came."""
    now = serving.now()

    def work(connection: Connection) -> Pending | None:
        if not bind(connection, pending.handle, session.id):
            return pending
        current = find_pending(connection, pending.handle, now)
        if current is None or current.context is not None:
            return current or pending
        launch = current.asked.launch
        found = {} if launch is None else use_launch(connection, launch, client.id, session, now)
        if found is None:
            answer(connection, pending.handle, session.id, now)
            _record(connection, "launch", client, session, None)
            return None
        remember(connection, pending.handle, session.id, found)
        return replace(current, context=found)

    seen = context.repository.database.write(work)
    if seen is None:
        refused = Refused("invalid_request", "The launch is unknown, was used before, is over, or is not for this app.")
        flask.abort(_back(pending, client, session, refused))
    return seen


def _back(pending: Pending, client: Client, session: Session, refused: Refused) -> flask.Response:
    answers = refusal(refused, pending.asked.state)
    if flask.request.method == "GET" and session.authenticated > pending.created:
        # Browsers hold the policy of the form with which the person has just signed in against this redirect, too.
        address = address_of(pending.asked.redirect_uri, answers)
        return pages.page("oauth/back.html", 400, client=client, text=refused.description, address=address)
    return to_client(pending.asked.redirect_uri, answers)


def _state(pending: Pending) -> Parameters:
    return [] if pending.asked.state is None else [("state", pending.asked.state)]


def _record(connection: Connection, outcome: str, client: Client, session: Session, about: str | None) -> None:
    events.record(
        connection,
        "authorization",
        outcome,
        client_id=client.id,
        account_id=session.account.id,
        address=serving.address(),
        detail={"patient": about} if about else None,
        now=serving.now(),
    )
