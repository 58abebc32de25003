"""``fhirserver load``: files and folders of FHIR into the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fhirserver.cli import Options
from fhirserver.settings import Settings

if TYPE_CHECKING:
    from fhirserver.load.apply import Report, Step

SHOWN_FAILURES = 20


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--again", is_flag=True, help="Start from the beginning, also what a load that was cut off had done.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.ndjson",
    help="Write every failure to this file, one JSON object a line.",
)
@click.pass_obj
def command(options: Options, paths: tuple[str, ...], again: bool, report_file: Path | None) -> None:
    """Load FHIR resources from PATHS: files, folders, or - for standard input.

    Reads Bundles (transaction, batch, collection, searchset), NDJSON with a resource or a Bundle a line, single
    resources, and all of these gzipped. A resource is put under its id: loading it twice changes nothing. A load that
    was cut off goes on where it was. A reference may name what comes later; what names nothing in the end is listed.

    Exit status 1 if anything could not be loaded.
    """
    from fhirserver.load.apply import Report
    from fhirserver.store.migrate import migrate

    settings = options.settings()
    migrate(settings)
    report = Report()
    missing = _load(settings, paths, again, report)
    counts = ", ".join(f"{report.counts[name]:,} {name}" for name in ("created", "updated", "unchanged", "failed"))
    click.echo(f"Resources: {counts}.")
    _show_failures(report, report_file)
    for target, source in missing[:SHOWN_FAILURES]:
        click.echo(f"{source} refers to {target}, which does not exist.", err=True)
    if len(missing) > SHOWN_FAILURES:
        click.echo(f"... and {len(missing) - SHOWN_FAILURES} more references to nothing.", err=True)
    if report.counts["failed"] or report.failures or missing:
        sys.exit(1)


def _load(settings: Settings, paths: tuple[str, ...], again: bool, report: Report) -> list[tuple[str, str]]:
    """Load everything; return (target, source) of references to nothing, unless the settings allow them."""
    from fhirserver.interactions.request import Context
    from fhirserver.load.apply import apply_items
    from fhirserver.load.progress import Progress
    from fhirserver.load.readers import find_files, read_items
    from fhirserver.rest.dispatch import dispatch
    from fhirserver.store.dangling import dangling_references
    from fhirserver.store.repository import open_repository
    from fhirserver.store.versions import now

    sources = find_files(paths)
    progress = Progress(settings.data)
    if again:
        progress.forget(sources)
    repository = open_repository(replace(settings, allow_dangling_references=True))
    context = Context(repository.settings, repository, dispatch)
    try:
        items = read_items(sources, done=progress.after(sources), standard_input=sys.stdin.buffer)
        steps = apply_items(items, lambda request: dispatch(context, request), now(), report)
        for step in _with_bar(steps, sources):
            progress.done(step.source, step.position)
        progress.forget(sources)
        with repository.database.reading() as connection:
            return [] if settings.allow_dangling_references else dangling_references(connection)
    finally:
        progress.save()
        repository.close()


def _with_bar(steps: Iterator[Step], sources: list[str]) -> Iterator[Step]:
    from fhirserver.load.readers import stored_size

    sizes = {source: stored_size(source) for source in sources}
    before: dict[str, int] = {}
    with click.progressbar(length=sum(sizes.values()) or 1, label="Loading", file=sys.stderr) as bar:
        for step in steps:
            consumed = min(step.consumed, sizes.get(step.source, 0))
            bar.update(max(consumed - before.get(step.source, 0), 0))
            before[step.source] = consumed
            yield step


def _show_failures(report: Report, report_file: Path | None) -> None:
    import msgspec

    if report_file:
        report_file.write_bytes(b"".join(msgspec.json.encode(failure) + b"\n" for failure in report.failures))
    for failure in report.failures[:SHOWN_FAILURES]:
        where = f", {failure.expression}" if failure.expression else ""
        click.echo(f"{failure.source}, {failure.position}{where}: {failure.reason}", err=True)
    if len(report.failures) > SHOWN_FAILURES:
        click.echo(f"... and {len(report.failures) - SHOWN_FAILURES} more failures; --report writes all.", err=True)
