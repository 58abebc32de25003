"""``fhirserver serve``: everything from an empty folder to a server that answers."""

from __future__ import annotations

import logging
import signal
import sys
import time
from types import FrameType

import click

from fhirserver.cli import Options
from fhirserver.settings import Settings


@click.command()
@click.option("--host", help="Address to listen on; 0.0.0.0 or :: for all.  [default: localhost]")
@click.option("--port", type=int, help="Port to listen on.  [default: 8443]")
@click.option("--workers", type=int, help="Server processes.  [default: 2]")
@click.option("--threads", type=int, help="Threads of each process.  [default: 8]")
@click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Fill an empty database with N sample patients first.  [default: 0]",
)
@click.pass_obj
def command(
    options: Options, host: str | None, port: int | None, workers: int | None, threads: int | None, sample: int
) -> None:
    """Start the server; Ctrl-C or SIGTERM stops it.

    Makes what is missing in the data folder (key, database, TLS certificate), brings the database up to date, and
    prints one line on standard output when requests succeed: "ready https://localhost:PORT/fhir". Messages go to
    standard error.
    """
    settings = options.settings(host=host, port=port, workers=workers, threads=threads)
    _stop_on_signals()
    logging.basicConfig(
        stream=sys.stderr, level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )

    # Its account of each migration is for developers.
    logging.getLogger("alembic").setLevel(logging.WARNING)

    from fhirserver.serving.apart import apart
    from fhirserver.serving.certificate import server_certificate
    from fhirserver.serving.folder import keep_address, lock_folder, private_folder
    from fhirserver.serving.listen import bind

    # What may be refused comes first, what takes long after it.
    private_folder(settings.data)
    lock_folder(settings.data)
    listeners = bind(settings.host, settings.port)
    certificate = server_certificate(settings)
    keep_address(settings.data, settings.base_url)

    apart(lambda: _prepare(settings, sample))

    from fhirserver import create_app
    from fhirserver.serving.server import run

    app = create_app(settings)
    click.echo(f"FHIR service   {settings.base_url}", err=True)
    click.echo(f"Try it         curl --cacert {certificate.authority} {settings.base_url}/metadata", err=True)
    click.echo(f"Data folder    {settings.data}", err=True)
    click.echo("Stop           Ctrl-C", err=True)
    run(app, settings, certificate, listeners)


def _prepare(settings: Settings, sample: int) -> None:
    from fhirserver.store.migrate import migrate

    migrate(settings)
    if sample:
        from fhirserver.commands.sample import fill_if_empty

        fill_if_empty(settings, sample)
    _welcome(settings)


def _welcome(settings: Settings) -> None:
    """While there is no administrator, say where the first one is made."""
    from fhirserver.accounts.invitations import HOURS, invitation_address, invite_first_administrator
    from fhirserver.store.engine import open_database

    database = open_database(settings)
    token = database.write(lambda connection: invite_first_administrator(connection, now=int(time.time())))
    database.close()
    if token:
        address = invitation_address(settings, token, first=True)
        click.echo(f"Administrator  none yet: make the first within {HOURS} hours at {address}", err=True)


def _stop_on_signals() -> None:
    """End with status 0, undoing what is under way, also before the server listens and takes signals itself."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
