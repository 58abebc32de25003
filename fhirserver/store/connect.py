"""Connections to the two engines, as their drivers give them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3.dbapi2 as sqlcipher
from psycopg.conninfo import conninfo_to_dict

from fhirserver.settings import Settings
from fhirserver.store.key_files import KeyFileError

BUSY_SECONDS = 15
"""How long a statement of the embedded database waits for another process."""

CONNECT_SECONDS = 5
_POSTGRESQL_OPTIONS = "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c extra_float_digits=1"
_PRAGMAS = (
    "cipher_hmac_algorithm = HMAC_SHA256",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -2000",
)


def database_file(settings: Settings) -> Path:
    """Return the file of the embedded database."""
    return settings.data / "record.db"


def connect_postgresql(url: str, *, autocommit: bool = True) -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection whose times come back in UTC; what ``url`` says itself, it may override."""
    given = conninfo_to_dict(url)
    options = f"{_POSTGRESQL_OPTIONS} {given.get('options') or ''}".strip()
    return psycopg.connect(
        url,
        autocommit=autocommit,
        options=options,
        application_name=given.get("application_name") or "fhirserver",
        connect_timeout=int(given.get("connect_timeout") or CONNECT_SECONDS),
    )


def connect_sqlcipher(path: Path, key: bytes) -> Any:
    """Return a connection to the encrypted file ``path``, opened by the 32 bytes of ``key``.

    Raises KeyFileError if the key is not the file's.
    """
    raw = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS, cached_statements=256
    )
    try:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
    except sqlcipher.DatabaseError as error:
        raw.close()
        if isinstance(error, sqlcipher.OperationalError):
            raise
        raise KeyFileError(f"The database {path} does not open with the key in {path.with_suffix('.key')}.") from None
    return raw
