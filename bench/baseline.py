"""The yardstick: a bare Flask handler that fetches one row by its key from PostgreSQL.

No access rules, validation, encryption or FHIR; the same server processes, threads and TLS as the product.
``python -m bench.baseline --data FOLDER --port PORT`` with FHIRSERVER_DATABASE_URL set.
"""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import flask
import psycopg
from sqlalchemy.pool import QueuePool

from bench.client import load
from bench.servers import running
from fhirserver.serving.certificate import server_certificate
from fhirserver.serving.listen import bind
from fhirserver.serving.server import run
from fhirserver.settings import Settings

CONNECTIONS = 8
ROWS = 1000
ROW_BYTES = 1500


def prepare(url: str) -> None:
    """Make the table that the handler reads."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare (key text PRIMARY KEY, document bytea NOT NULL)")
        rows = [(str(number), os.urandom(ROW_BYTES)) for number in range(ROWS)]
        connection.cursor().executemany("INSERT INTO bare VALUES (%s, %s) ON CONFLICT DO NOTHING", rows)


def bare_app(url: str, threads: int) -> flask.Flask:
    """Return the application: ``/bare/<key>`` is a row, ``/fhir/metadata`` says that it is there."""
    app = flask.Flask(__name__, static_folder=None)
    pool = QueuePool(lambda: psycopg.connect(url, autocommit=True), pool_size=threads, reset_on_return=None)

    @app.get("/fhir/metadata")
    def ready() -> str:
        return "ready"

    @app.get("/bare/<key>")
    def row(key: str) -> flask.Response:
        pooled = pool.connect()
        try:
            connection: Any = pooled.dbapi_connection
            found = connection.execute("SELECT document FROM bare WHERE key = %s", (key,)).fetchone()
        finally:
            pooled.close()
        return flask.Response(found[0], mimetype="application/octet-stream")

    return app


def measured(data: Path, url: str, seconds: float) -> dict[str, Any]:
    """Return what the handler reaches with ``CONNECTIONS`` connections, started as a server of its own."""
    prepare(url)
    with running(["bench.baseline", "--data", str(data)], data, {"FHIRSERVER_DATABASE_URL": url}) as server:

        def request(mine: int, number: int) -> tuple[str, str, bytes]:
            return "GET", f"/bare/{(number * CONNECTIONS + mine) % ROWS}", b""

        load(server, CONNECTIONS, 1, request)
        return asdict(load(server, CONNECTIONS, seconds, request))


@click.command()
@click.option("--data", type=click.Path(path_type=Path), required=True)
@click.option("--port", type=int, required=True)
def main(data: Path, port: int) -> None:
    """Serve until stopped."""
    url = os.environ["FHIRSERVER_DATABASE_URL"]
    settings = Settings(data=data, port=port)
    data.mkdir(parents=True, exist_ok=True)
    listeners = bind(settings.host, port)
    run(bare_app(url, settings.threads), settings, server_certificate(settings), listeners)


if __name__ == "__main__":
    main()
