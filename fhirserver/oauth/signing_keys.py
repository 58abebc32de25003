"""Keys that sign id_tokens: RSA, sealed in the database, the same for all processes.

The next key stands in the published key set long before it signs, so that whoever keeps a copy of the set knows it by
then; the one before stays there until its last signature has expired.
https://openid.net/specs/openid-connect-core-1_0.html#RotateSigningKeys
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from joserfc.jwk import RSAKey

from fhirserver.access.sealing import Sealing
from fhirserver.store.connection import Connection
from fhirserver.store.engine import Database, InTransaction
from fhirserver.store.sql import statement

ALGORITHM = "RS256"
BITS = 3072
ANNOUNCED_SECONDS = 24 * 60 * 60
"""How long a key is published before it signs."""

LONGEST_SIGNATURE = 60 * 60
"""How long an id_token is good, at most."""

_PURPOSE = "signing key"

_LOCK = statement("SELECT 1", postgresql="SELECT pg_advisory_xact_lock(7043774)")
_CURRENT = statement(
    "SELECT kid, private FROM signing_key WHERE activates <= :now AND (retires IS NULL OR retires > :now) "
    "ORDER BY activates DESC, created DESC, kid LIMIT 1"
)
_PUBLISHED = statement(
    "SELECT public FROM signing_key WHERE retires IS NULL OR retires > :now ORDER BY activates DESC, kid"
)
_INSERT = statement(
    "INSERT INTO signing_key (kid, algorithm, private, public, created, activates) "
    "VALUES (:kid, :algorithm, :private, :public, :now, :activates)"
)
_RETIRE = statement(
    "UPDATE signing_key SET retires = :retires WHERE kid <> :kid AND (retires IS NULL OR retires > :retires)"
)
_FORGET = statement("DELETE FROM signing_key WHERE retires <= :now")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs now."""

    kid: str
    key: RSAKey


def signing_key(database: Database | InTransaction, sealing: Sealing, now: int) -> SigningKey:
    """Return the key that signs at the instant ``now``; the first is made when there is none.  Raises SealBroken."""
    with database.reading() as connection:
        row = connection.row(_CURRENT, {"now": now})
    if row is None:
        row = database.write(lambda connection: _first(connection, sealing, now))
    return _opened(sealing, *row)


def published_keys(database: Database | InTransaction, sealing: Sealing, now: int) -> list[dict[str, Any]]:
    """Return the public keys of the key set: the one that signs, those before whose signatures are good, the next."""
    signing_key(database, sealing, now)
    with database.reading() as connection:
        return [msgspec.json.decode(public) for (public,) in connection.rows(_PUBLISHED, {"now": now})]


def rotate(connection: Connection, sealing: Sealing, now: int, *, at_once: bool = False) -> str:
    """Make the next key and return its id; it signs a day later.

    ``at_once`` is for a key that others have got to know: the new one signs from now on, and what the ones before have
    signed is not good any more.
    """
    connection.row(_LOCK)
    connection.run(_FORGET, {"now": now})
    activates = now if at_once or connection.row(_CURRENT, {"now": now}) is None else now + ANNOUNCED_SECONDS
    kid, _ = _make(connection, sealing, now, activates)
    connection.run(_RETIRE, {"kid": kid, "retires": now if at_once else activates + LONGEST_SIGNATURE})
    return kid


@lru_cache(maxsize=8)
def _opened(sealing: Sealing, kid: str, private: bytes) -> SigningKey:
    """Checking the numbers of a private key takes longer than signing with it."""
    return SigningKey(kid, RSAKey.import_key(sealing.open(_PURPOSE, private), {"kid": kid, "use": "sig"}))


def _first(connection: Connection, sealing: Sealing, now: int) -> tuple[str, bytes]:
    # Of processes that need it at the same moment one makes it, the others wait and find it.
    connection.row(_LOCK)
    row = connection.row(_CURRENT, {"now": now})
    return (row[0], row[1]) if row else _make(connection, sealing, now, now)


def _make(connection: Connection, sealing: Sealing, now: int, activates: int) -> tuple[str, bytes]:
    key = RSAKey.generate_key(BITS, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    sealed = sealing.seal(_PURPOSE, key.as_pem(private=True))
    kid = str(key.kid)
    public = msgspec.json.encode(key.as_dict(private=False)).decode()
    values = {"kid": kid, "algorithm": ALGORITHM, "private": sealed, "public": public}
    connection.run(_INSERT, {**values, "now": now, "activates": activates})
    return kid, sealed
