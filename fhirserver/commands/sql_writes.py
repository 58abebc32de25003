"""``fhirserver sql-writes``: SQL writes that could not become FHIR versions, and what is to be done with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from fhirserver.cli import Options

if TYPE_CHECKING:
    from fhirserver.store.quarantine import Content, Quarantined
    from fhirserver.store.repository import Repository

MOST_WAITING = 1000


@click.group()
def command() -> None:
    """SQL writes that no valid resource could be made of.

    The resource stayed as it was, and so did its rows; what was written is kept, sealed, until you apply or discard it.
    """


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that were applied or discarded.")
@click.pass_obj
def list_(options: Options, everything: bool) -> None:
    """What waits for a decision: who wrote to what, and where it is wrong. No values are shown."""
    from fhirserver.commands.sql import aligned
    from fhirserver.store.journal import next_keys
    from fhirserver.store.quarantine import list_quarantined

    with _repository(options) as repository, repository.database.reading() as connection:
        entries = list_quarantined(connection, everything=everything)
        waiting = len(next_keys(connection, (), MOST_WAITING))
    if waiting:
        many = f"{waiting} or more" if waiting == MOST_WAITING else str(waiting)
        why = "others hold their rows locked, or the server's log names a fault"
        click.echo(f"Not taken over yet: writes to {many} resources; {why}.", err=True)
    if not entries:
        click.echo("Nothing is quarantined.", err=True)
        return
    columns = ("number", "resource", "operation", "by", "found", "wrong", "state")
    click.echo(aligned(columns, [_line(entry) for entry in entries]))


@command.command()
@click.argument("number", type=int)
@click.pass_obj
def show(options: Options, number: int) -> None:
    """Why NUMBER could not be, and what was to be changed, with the values."""
    from fhirserver.store.quarantine import quarantined

    with _repository(options) as repository, repository.database.reading() as connection:
        entry, content = quarantined(connection, number, repository.data_keys)
    resource = "/".join(entry.identity) if entry.identity else f"{entry.table} {entry.pk}"
    click.echo(f"{resource}, {entry.operation} by {entry.database_user}, found {entry.found_at}, {entry.state}")
    for reason in content.reasons:
        click.echo(f"  wrong: {reason}")
    for line in _changes(entry, content):
        click.echo(f"  {line}")


@command.command()
@click.argument("number", type=int)
@click.pass_obj
def apply(options: Options, number: int) -> None:
    """Try NUMBER again on the resource as it is now, in the name of who wrote it.

    Changes of others since then stay. Exit status 1, and nothing changed, if it still cannot be.
    """
    from fhirserver.store.reapply import reapply

    with _repository(options) as repository:
        version = repository.write(lambda transaction: reapply(transaction, number))
    done = f"{version.type}/{version.id} has version {version.version} now" if version else "nothing was left to change"
    click.echo(f"Applied: {done}.")


@command.command()
@click.argument("number", type=int)
@click.pass_obj
def discard(options: Options, number: int) -> None:
    """Give NUMBER up. The resource stays as it is; what was written remains to be seen by show."""
    from fhirserver.store.quarantine import decide

    with _repository(options) as repository:
        repository.write(lambda transaction: decide(transaction.connection, number, "discarded"))
    click.echo("Discarded.")


@contextmanager
def _repository(options: Options) -> Iterator[Repository]:
    """The repository, up to date with the SQL writes of this moment."""
    from fhirserver.store.repository import open_repository

    repository = open_repository(options.settings())
    try:
        repository.refresh()
        yield repository
    finally:
        repository.close()


def _line(entry: Quarantined) -> list[str]:
    resource = "/".join(entry.identity) if entry.identity else f"{entry.table} {entry.pk}"
    return [
        *(str(entry.number), resource, entry.operation, entry.database_user),
        *(entry.found_at, entry.reason, entry.state),
    ]


def _changes(entry: Quarantined, content: Content) -> Iterator[str]:
    """What was written, cell by cell, where it differs from what the document said."""
    from mappings import MAPPINGS

    if content.rows is None or entry.resource_type is None:
        yield "the rows were deleted"
        return
    for table in MAPPINGS[entry.resource_type].tables:
        names = [*table.positions, *(column.name for column in table.columns)]
        derived = {column.name for column in table.columns if column.derived}
        length = len(table.positions)
        before = {row[:length]: row for row in (content.stated or {}).get(table.name, [])}
        for row in content.rows[table.name]:
            was = before.pop(row[:length], (None,) * len(row))
            place = "".join(f"[{position}]" for position in row[:length])
            for name, old, new in zip(names[length:], was[length:], row[length:], strict=True):
                if old != new and name not in derived:
                    yield f"{table.name}{place}.{name}: {_shown(old)} -> {_shown(new)}"
        for key in before:
            yield f"{table.name}{''.join(f'[{position}]' for position in key)}: deleted"
    for name in content.rows.keys() - {table.name for table in MAPPINGS[entry.resource_type].tables}:
        yield f"{name}: {len(content.rows[name])} rows"


def _shown(value: object) -> str:
    return "NULL" if value is None else repr(value) if isinstance(value, str) else str(value)
