"""``fhirserver sample``: made-up patients, for trying out and for measuring."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from fhirserver.cli import Options
from fhirserver.settings import Settings

if TYPE_CHECKING:
    from fhirserver.sample.record import Resource

SEED = 1
HEADERS = {"content-type": "application/fhir+json", "prefer": "return=minimal"}
UNFINISHED = "sample.unfinished"


@click.command()
@click.option("--patients", type=click.IntRange(min=1), required=True, metavar="N", help="How many.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Another number makes other patients.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE.ndjson",
    help="Write a transaction Bundle a line to this file (- for standard output) instead of loading them.",
)
@click.pass_obj
def command(options: Options, patients: int, seed: int, output: str | None) -> None:
    """Make up patients with their hospitals, and load them into the database or write them to a file.

    The same number and seed make the same patients, everywhere and always. Loading them twice changes nothing.
    """
    if output:
        _write(output, patients, seed)
    else:
        from fhirserver.store.migrate import migrate

        settings = options.settings()
        migrate(settings)
        _load(settings, patients, seed)


def fill_if_empty(settings: Settings, patients: int) -> None:
    """Load ``patients`` made-up patients if nothing was ever stored, or if an earlier call of this was cut off."""
    from fhirserver.store.repository import open_repository
    from fhirserver.store.sql import statement

    # Loading twice changes nothing, so a start that was cut off is simply repeated.
    unfinished = settings.data / UNFINISHED
    repository = open_repository(settings)
    try:
        with repository.database.reading() as connection:
            stored = connection.row(statement("SELECT 1 FROM resource LIMIT 1"))
    finally:
        repository.close()
    if stored is None or unfinished.exists():
        unfinished.touch(mode=0o600)
        _load(settings, patients, SEED)
        unfinished.unlink()


def _write(output: str, patients: int, seed: int) -> None:
    from fhirserver.json_format import encode

    with click.open_file(output, "wb") as file:
        for bundle in _with_progress(patients, seed):
            file.write(encode(bundle) + b"\n")


def _load(settings: Settings, patients: int, seed: int) -> None:
    from fhirserver.interactions.request import Context, Request
    from fhirserver.json_format import encode
    from fhirserver.rest.dispatch import dispatch
    from fhirserver.store.repository import open_repository

    repository = open_repository(settings)
    context = Context(settings, repository, dispatch)
    try:
        for bundle in _with_progress(patients, seed):
            dispatch(context, Request("POST", "", headers=HEADERS, body=encode(bundle)))
    finally:
        repository.close()


def _with_progress(patients: int, seed: int) -> Iterator[Resource]:
    """The Bundles, the first with the hospitals, while a bar on standard error shows how many patients are done."""
    from fhirserver.sample import generate

    bundles = generate(patients, seed)
    with click.progressbar(bundles, length=patients + 1, label=f"{patients} sample patients", file=sys.stderr) as shown:
        yield from shown
