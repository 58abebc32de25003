"""EHR launch: a value that stands for where in the record an app is started, opaque, used once, soon over.

https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#launch-app-ehr-launch
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from fhirserver.access.tokens import digest, new_secret
from fhirserver.accounts.sessions import Session
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

SECONDS = 300
"""How long a launch may be used."""

_FORGET = statement("DELETE FROM launch WHERE expires <= :now")
_NEW = statement(
    "INSERT INTO launch (digest, client_id, account_id, session_id, context, expires) "
    "VALUES (:digest, :client_id, :account_id, :session_id, :context, :expires)"
)
_USE = statement(
    "UPDATE launch SET used = :now WHERE digest = :digest AND client_id = :client_id AND account_id = :account_id "
    "AND session_id = :session_id AND used IS NULL AND expires > :now"
)
_CONTEXT = statement("SELECT context FROM launch WHERE digest = :digest")


def new_launch(connection: Connection, client_id: str, session: Session, context: Mapping[str, Any], now: int) -> str:
    """Return a launch of a client in a person's session, which the client exchanges for ``context``."""
    connection.run(_FORGET, {"now": now})
    launch = new_secret()
    parameters = {
        "digest": digest(launch),
        "client_id": client_id,
        "account_id": session.account.id,
        "session_id": session.id,
        "context": msgspec.json.encode(context).decode(),
        "expires": now + SECONDS,
    }
    connection.run(_NEW, parameters)
    return launch


def use_launch(
    connection: Connection, launch: str, client_id: str, session: Session, now: int
) -> dict[str, Any] | None:
    """Use up a launch and return its context; None if it is unknown, used, over, or of others."""
    parameters = {
        "digest": digest(launch),
        "client_id": client_id,
        "account_id": session.account.id,
        "session_id": session.id,
        "now": now,
    }
    if not connection.run(_USE, parameters):
        return None
    row = connection.row(_CONTEXT, {"digest": digest(launch)})
    return msgspec.json.decode(row[0], type=dict[str, Any]) if row else None


def launch_address(launch_uri: str, base_url: str, launch: str) -> str:
    """Return the address that starts an app."""
    joint = "&" if "?" in launch_uri else "?"
    return f"{launch_uri}{joint}{urlencode({'iss': base_url, 'launch': launch})}"
