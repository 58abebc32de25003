"""``fhirserver migrate``: the database as this version of the server needs it."""

from __future__ import annotations

import click

from fhirserver.cli import Options


@click.command()
@click.pass_obj
def command(options: Options) -> None:
    """Create the database or bring it up to date, and stop.

    Starting the server does this too. Do it alone when the database user of the server may not change tables.
    """
    from fhirserver.serving.folder import lock_folder, private_folder
    from fhirserver.store.migrate import migrate

    settings = options.settings()
    private_folder(settings.data)
    lock_folder(settings.data)
    migrate(settings)
    click.echo("The database is up to date.", err=True)
