"""Connections to the two engines, as their drivers give them; only the driver that is used is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fhirserver.settings import Settings
from fhirserver.store.functions import FUNCTIONS
from fhirserver.store.key_files import KeyFileError

if TYPE_CHECKING:
    import psycopg

BUSY_SECONDS = 15
"""How long a statement of the embedded database waits for another process."""

CONNECT_SECONDS = 5
# Requests are many at a time: none of them takes several processors.
_POSTGRESQL_OPTIONS = (
    "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c extra_float_digits=1 "
    "-c max_parallel_workers_per_gather=0"
)
_PRAGMAS = (
    "cipher_hmac_algorithm = HMAC_SHA256",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    # Pages are copied from the log into the database when it has so many: what many transactions change is copied once.
    "wal_autocheckpoint = 8000",
)
READ_CACHE_KIB = 500
WRITE_CACHE_KIB = 8000
"""What a connection keeps of the database in memory; the system keeps pages too, but encrypted.

A transaction of 300 resources changes 6 MB of pages, and those that do not find room are encrypted and decrypted again.
"""


def database_file(settings: Settings) -> Path:
    """Return the file of the embedded database."""
    return settings.data / "record.db"


def connect_postgresql(
    url: str, *, autocommit: bool = True, milliseconds: int = 0
) -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection whose times come back in UTC; what ``url`` says itself, it may override.

    ``milliseconds`` is how long a statement may take; 0 for ever.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    given = conninfo_to_dict(url)
    options = f"{_POSTGRESQL_OPTIONS} -c statement_timeout={milliseconds} {given.get('options') or ''}".strip()
    return psycopg.connect(
        url,
        autocommit=autocommit,
        options=options,
        application_name=given.get("application_name") or "fhirserver",
        connect_timeout=int(given.get("connect_timeout") or CONNECT_SECONDS),
    )


def connect_sqlcipher(path: Path, key: bytes, *, cache_kib: int = WRITE_CACHE_KIB) -> Any:
    """Return a connection to the encrypted file ``path``, opened by the 32 bytes of ``key``.

    Raises KeyFileError if the key is not the file's.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    raw = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS, cached_statements=256
    )
    try:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (*_PRAGMAS, f"cache_size = -{cache_kib}"):
            raw.execute(f"PRAGMA {pragma}")
        for name, function in FUNCTIONS.items():
            raw.create_function(name, *function, deterministic=True)
    except sqlcipher.DatabaseError as error:
        raw.close()
        if isinstance(error, sqlcipher.OperationalError):
            raise
        raise KeyFileError(f"The database {path} does not open with the key in {path.with_suffix('.key')}.") from None
    return raw
