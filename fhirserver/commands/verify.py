"""``fhirserver verify``: is the record what it should be."""

from __future__ import annotations

import sys

import click

from fhirserver.cli import Options

SHOWN = 1000


@click.command()
@click.pass_obj
def command(options: Options) -> None:
    """Check the whole record; others may go on reading and writing.

    Every version opens and is valid; every row of every table, every reference and search index says what the current
    document says; no row is without its resource; foreign keys hold; SQL writes are noticed. What is wrong is printed,
    a line each, without values of the record.

    Exit status 1 if anything is wrong.
    """
    from fhirserver.store.repository import open_repository
    from fhirserver.store.verify import verify

    repository = open_repository(options.settings())
    found = 0
    try:
        with click.progressbar(length=1, label="Verifying", file=sys.stderr, update_min_steps=100) as bar:

            def progress(total: int, more: int) -> None:
                bar.length = total
                bar.update(more)

            for finding in verify(repository, progress):
                found += 1
                if found <= SHOWN:
                    click.echo(str(finding))
    finally:
        repository.close()
    click.echo(f"Versions verified: {bar.pos:,}. Problems: {found:,}.", err=True)
    if found:
        sys.exit(1)
