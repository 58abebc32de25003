"""Clients of OAuth 2 as they are registered.  https://www.rfc-editor.org/rfc/rfc6749#section-2"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

import msgspec

from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

Method = Literal["none", "client_secret_basic", "client_secret_post", "private_key_jwt"]
METHODS: tuple[Method, ...] = get_args(Method)
"""How a client proves who it is.  https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication"""


@dataclass(frozen=True, slots=True)
class Client:
    """A registered client; the fields are the columns of the table ``oauth_client``, lists as tuples.

    ``secret`` is the hexadecimal SHA-256 digest of the client secret, ``scope`` the most that it may ask for.
    """

    id: str
    name: str
    method: Method
    scope: str
    created: int
    publisher: str = ""
    secret: str | None = None
    jwks: Mapping[str, Any] | None = None
    jwks_uri: str | None = None
    algorithms: tuple[str, ...] = ("RS384", "ES384")
    redirect_uris: tuple[str, ...] = ()
    launch_uri: str | None = None
    origins: tuple[str, ...] = ()
    grant_types: tuple[str, ...] = ()
    active: bool = True
    owner: str | None = None
    expires: int | None = None

    def usable(self, now: int) -> bool:
        """Whether it may do anything at the instant ``now``."""
        return self.active and (self.expires is None or self.expires > now)


_COLUMNS = tuple(each.name for each in fields(Client))
_LISTS = ("algorithms", "redirect_uris", "origins", "grant_types")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM oauth_client"
_FIND = statement(f"{_SELECT} WHERE id = :id")
_LIST = statement(f"{_SELECT} ORDER BY id")
_SAVE = statement(
    f"INSERT INTO oauth_client ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS if name != 'id')}"
)
_REMOVE = statement("DELETE FROM oauth_client WHERE id = :id")


def find_client(connection: Connection, client_id: str) -> Client | None:
    """Return a client, also one that is disabled or has expired; None if there is none of this id."""
    # What no engine can compare is no id.
    row = None if "\0" in client_id else connection.row(_FIND, {"id": client_id})
    return _client(row) if row else None


def list_clients(connection: Connection) -> list[Client]:
    """Return all clients, by id."""
    return [_client(row) for row in connection.rows(_LIST)]


def save_client(connection: Connection, client: Client) -> None:
    """Register a client, or change the one of this id."""
    values: dict[str, object] = {name: getattr(client, name) for name in _COLUMNS}
    for name in _LISTS:
        values[name] = _text(values[name])
    if client.jwks is not None:
        values["jwks"] = _text(client.jwks)
    connection.run(_SAVE, values)


def remove_client(connection: Connection, client_id: str) -> bool:
    """Remove a client with everything it was ever granted; False if there is none of this id."""
    return connection.run(_REMOVE, {"id": client_id}) > 0


def _client(row: tuple[Any, ...]) -> Client:
    values = dict(zip(_COLUMNS, row, strict=True))
    for name in _LISTS:
        values[name] = tuple(msgspec.json.decode(values[name]))
    if values["jwks"] is not None:
        values["jwks"] = msgspec.json.decode(values["jwks"])
    return Client(**{**values, "active": bool(values["active"])})


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
