"""``fhirserver reindex``: index by search parameters that were added, or make all search indexes anew."""

from __future__ import annotations

import sys
from itertools import groupby

import click

from fhirserver.cli import Options


@click.command()
@click.option("--all", "everything", is_flag=True, help="Make the index rows of all resources anew.")
@click.pass_obj
def command(options: Options, everything: bool) -> None:
    """Index what is there by search parameters that were added.

    The server does this by itself; here it can be watched. With --all every resource is indexed again, which is needed
    only when "fhirserver verify" says that an index is not what it should be. Others may go on reading and writing;
    it can be stopped at any moment, and goes on where it was when it is started again (--all: from the beginning).
    """
    from fhirserver.store.index_again import index_everything
    from fhirserver.store.reindex import reindex, work_waits
    from fhirserver.store.repository import open_repository

    repository = open_repository(options.settings())
    try:
        if everything:
            with click.progressbar(length=1, label="Indexing", file=sys.stderr) as bar:
                for done, total in index_everything(repository):
                    bar.length = total
                    bar.update(done)
        if not work_waits(repository):
            click.echo("No search parameter waits to be indexed.", err=True)
            return
        for code, steps in groupby(reindex(repository), lambda step: step.code):
            with click.progressbar(length=1, label=code, file=sys.stderr) as bar:
                for step in steps:
                    bar.length = step.total
                    bar.update(step.done - bar.pos)
        if work_waits(repository):
            click.echo("Another process is indexing what is left.", err=True)
    finally:
        repository.close()
