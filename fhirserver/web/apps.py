"""A person's apps: which have access, to what, since when; and taking it back.

https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html (management_endpoint)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import flask

from fhirserver.access import events
from fhirserver.access.tokens import revoke_grant
from fhirserver.interactions.request import Context
from fhirserver.oauth.addresses import MANAGEMENT
from fhirserver.oauth.scope_words import all_in_words
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement
from fhirserver.web import pages, serving
from fhirserver.web.signed_in import require_session

_LIVE = """
WHERE g.account_id = :account_id AND g.revoked IS NULL AND (g.expires IS NULL OR g.expires > :now)
AND (g.session_id IS NULL OR EXISTS (SELECT 1 FROM account_session s WHERE s.id = g.session_id AND s.expires > :now))
AND (EXISTS (SELECT 1 FROM access_token t WHERE t.grant_id = g.id AND t.revoked IS NULL AND t.expires > :now)
  OR EXISTS (SELECT 1 FROM refresh_token r WHERE r.grant_id = g.id AND r.used IS NULL AND r.expires > :now)
  OR EXISTS (SELECT 1 FROM authorization_code k WHERE k.grant_id = g.id AND k.used IS NULL AND k.expires > :now))"""
_LIST = statement(f"""
SELECT g.id, c.id, c.name, c.publisher, g.scope, g.session_id, g.created,
  (SELECT max(t.issued) FROM access_token t WHERE t.grant_id = g.id)
FROM oauth_grant g JOIN oauth_client c ON c.id = g.client_id
{_LIVE}
ORDER BY lower(c.name), c.id, g.created DESC""")
_GRANTS = statement(
    "SELECT id FROM oauth_grant WHERE account_id = :account_id AND client_id = :client_id AND revoked IS NULL"
)


@dataclass(frozen=True, slots=True)
class Access:
    """What an app was granted once; ``stays`` if it outlives the session, ``last_token`` is None before the first."""

    grant_id: str
    scopes: tuple[str, ...]
    since: str
    last_token: str | None
    stays: bool


@dataclass(frozen=True, slots=True)
class App:
    """An app that has access."""

    client_id: str
    name: str
    publisher: str
    accesses: tuple[Access, ...]


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` show these pages."""
    blueprint = pages.blueprint("apps")

    @blueprint.get(MANAGEMENT)
    def show() -> flask.Response:
        session = require_session()
        with context.repository.database.reading() as connection:
            apps = apps_of(connection, session.account.id, serving.now())
        return pages.page("apps/apps.html", apps=apps)

    @blueprint.post(MANAGEMENT)
    def revoke() -> flask.Response:
        account_id, client_id, now = (
            require_session().account.id,
            flask.request.form.get("client_id", ""),
            serving.now(),
        )

        def work(connection: Connection) -> None:
            if revoke_app(connection, account_id, client_id, now):
                events.record(
                    connection,
                    "revocation",
                    "success",
                    client_id=client_id,
                    account_id=account_id,
                    address=serving.address(),
                    now=now,
                )

        context.repository.database.write(work)
        return pages.redirect(MANAGEMENT)

    app.register_blueprint(blueprint)


def apps_of(connection: Connection, account_id: str, now: int) -> list[App]:
    """Return the apps that can reach something in a person's name, by name."""
    found: dict[str, App] = {}
    for row in connection.rows(_LIST, {"account_id": account_id, "now": now}):
        grant_id, client_id, name, publisher, scope, session_id, created, last = row
        access = Access(
            grant_id, tuple(all_in_words(scope)), _time(created), _time(last) if last else None, session_id is None
        )
        earlier = found[client_id].accesses if client_id in found else ()
        found[client_id] = App(client_id, name, publisher, (*earlier, access))
    return list(found.values())


def revoke_app(connection: Connection, account_id: str, client_id: str, now: int) -> int:
    """End everything that a client was granted by a person, from the next request on; return how many grants."""
    if "\0" in client_id:
        return 0
    rows: Iterable[tuple[str]] = connection.rows(_GRANTS, {"account_id": account_id, "client_id": client_id})
    return sum(revoke_grant(connection, grant_id, now) for (grant_id,) in rows)


def _time(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%d %H:%M UTC")
