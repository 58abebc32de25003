"""Bring a database to the schema of this version, and make its keys when it is new."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool

import fhirserver.access.schema  # noqa: F401 - its tables stand in the metadata
import migrations
from fhirserver.settings import Settings
from fhirserver.store.connect import connect_postgresql, connect_sqlcipher, database_file
from fhirserver.store.key_files import database_key_file, key_encryption_file, secret_of
from fhirserver.store.schema import metadata, search_text

_ONE_MIGRATES = 7043770


def migrate(settings: Settings) -> None:
    """Make or upgrade the database of ``settings``; what is there already stays.

    A new database gets its key files (mode 0600).  Raises KeyFileError where data exists whose key does not.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.database_url is None:
        secret_of(database_key_file(settings), create=not database_file(settings).exists())
    with _connection(settings) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_lock({_ONE_MIGRATES})"))
            connection.commit()
        has_keys = inspect(connection).has_table("data_key")
        has_data = has_keys and connection.scalar(text("SELECT 1 FROM data_key LIMIT 1"))
        connection.rollback()
        secret_of(key_encryption_file(settings), create=settings.key_file is None and not has_data)
        command.upgrade(_configuration(connection), "head")
        due = connection.scalar(text("SELECT 1 FROM index_due LIMIT 1"))
        connection.rollback()
        if due:
            from fhirserver.store.index_due import index_what_is_due  # all of validation, for once in a while

            # Other processes that start wait for this one, as they serve as soon as they are past it.
            index_what_is_due(settings)


def schema_differences(settings: Settings) -> list[object]:
    """Return how the database differs from the metadata, as ``alembic check`` sees it; empty if it does not."""
    with _connection(settings) as connection:
        # SQLite knows but five types; by their affinity INT and BIGINT are INTEGER.
        sqlite = connection.dialect.name == "sqlite"
        options = {"include_name": _is_ours, "compare_type": not sqlite}
        if sqlite:
            # A virtual table and those that it consists of; its SQL is compared with the snapshot's by a test.
            options["include_object"] = _is_no_full_text
        context = MigrationContext.configure(connection, opts=options)
        with warnings.catch_warnings():
            # SQLite cannot tell the expression of an index; its SQL is compared with the snapshot's by a test.
            warnings.filterwarnings("ignore", ".* expression-based index")
            return list(compare_metadata(context, metadata))


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    return not (kind == "table" and name == "server_write")


def _is_no_full_text(object_: object, name: str | None, *_: object) -> bool:
    return not str(name).startswith(search_text.name)


def _configuration(connection: Connection) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(migrations.__file__).parent))
    configuration.attributes["connection"] = connection
    return configuration


@contextmanager
def _connection(settings: Settings) -> Iterator[Connection]:
    if settings.database_url is None:
        key = secret_of(database_key_file(settings), create=False)
        path = database_file(settings)
        engine = create_engine(
            "sqlite://", module=sqlcipher, creator=lambda: connect_sqlcipher(path, key), poolclass=NullPool
        )
        # The driver does not open transactions for DDL by itself; without one a crash would leave half a schema.
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    else:
        url = settings.database_url
        engine = create_engine(
            "postgresql+psycopg://", creator=lambda: connect_postgresql(url, autocommit=False), poolclass=NullPool
        )
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
