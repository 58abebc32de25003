"""``fhirserver sql``: a SQL prompt on the database in use."""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from fhirserver.cli import Options

if TYPE_CHECKING:
    from fhirserver.store.sql_session import Outcome, SqlSession

ROWS_AT_ONCE = 500
"""Rows whose longest value decides how wide a column is printed."""

WIDEST = 60
HELP = """\\d, .tables            the tables
\\d NAME, .schema NAME  the columns of a table
\\q, .quit, Ctrl-D      leave
Anything else is SQL, up to a semicolon."""


@click.command()
@click.option("-c", "--command", "statements", multiple=True, metavar="SQL", help="Run this and stop; may be repeated.")
@click.option("--write", is_flag=True, help="Allow changes. They become FHIR versions at the next request.")
@click.option("--csv", "as_csv", is_flag=True, help="Print rows as comma-separated values with a line of names.")
@click.pass_obj
def command(options: Options, statements: tuple[str, ...], write: bool, as_csv: bool) -> None:
    """Look into the tables with SQL, or change them.

    Opens the database that the server uses, so nobody needs its key in hand. Read-only unless --write is given. Without
    -c, statements are read from the prompt, or from standard input. What is typed is remembered until the end only.

    Stops at the first statement that fails, with exit status 1.
    """
    import getpass

    from fhirserver.store.sql_session import open_session

    session = open_session(options.settings(), getpass.getuser(), write=write)
    try:
        if statements:
            ok = all(_run(session, each, as_csv) for each in statements)
        elif sys.stdin.isatty():
            ok = _prompt(session, write, as_csv)
        else:
            ok = all(_run(session, each, as_csv) for each in split_statements(sys.stdin))
    finally:
        session.close()
    if not ok:
        sys.exit(1)


def _prompt(session: SqlSession, write: bool, as_csv: bool) -> bool:
    import readline  # gives input() its editing and its memory

    readline.set_auto_history(True)
    mode = f"Changes are journalled as those of {session.user}." if write else "Read-only; --write allows changes."
    click.echo(f"{mode} \\? shows help.", err=True)
    for text in split_statements(_lines()):
        if text in ("\\q", ".quit", ".exit", "quit", "exit"):
            break
        _run(session, text, as_csv)
    return True


def _lines() -> Iterator[str]:
    while True:
        try:
            yield input("fhirserver=> ") + "\n"
        except EOFError:
            click.echo(err=True)
            return
        except KeyboardInterrupt:
            click.echo(err=True)
            yield ";\n"


def split_statements(lines: Iterator[str] | Any) -> Iterator[str]:
    """Yield the statements in lines of SQL: each up to its semicolon, or a line that begins with a dot or backslash."""
    text = ""
    for line in lines:
        if not text.strip() and line.lstrip().startswith((".", "\\")):
            yield line.strip()
            continue
        text += line
        if sqlite3.complete_statement(text):
            if statement := text.strip().strip(";").strip():
                yield statement
            text = ""
    if statement := text.strip().strip(";").strip():
        yield statement


def _run(session: SqlSession, text: str, as_csv: bool) -> bool:
    from fhirserver.store.sql_session import SqlRefused

    if text.startswith((".", "\\")):
        click.echo(_described(text))
        return True
    try:
        outcome = session.run(text)
        (_print_csv if as_csv else _print_table)(outcome)
    except SqlRefused as error:
        click.echo(f"Error: {error}", err=True)
        return False
    return True


def _print_csv(outcome: Outcome) -> None:
    if outcome.columns is None:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(outcome.columns)
    for row in outcome.rows:
        writer.writerow(["" if value is None else _plain(value) for value in row])


def _print_table(outcome: Outcome) -> None:
    if outcome.columns is None:
        click.echo(f"{outcome.changed} rows changed.", err=True)
        return
    count = 0
    while (rows := list(islice(outcome.rows, ROWS_AT_ONCE))) or count == 0:
        click.echo(aligned(outcome.columns, [[_shown(value) for value in row] for row in rows]))
        count += len(rows)
        if len(rows) < ROWS_AT_ONCE:
            break
    click.echo(f"({count} rows)", err=True)


def aligned(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    """Return names and values in columns that are as wide as the widest of them."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    lines = [" | ".join(f"{value:<{width}}" for value, width in zip(row, widths, strict=True)) for row in rows]
    header = " | ".join(f"{name:<{width}}" for name, width in zip(columns, widths, strict=True))
    return "\n".join(line.rstrip() for line in [header, "-+-".join("-" * width for width in widths), *lines])


def _shown(value: Any) -> str:
    text = "" if value is None else _plain(value).replace("\n", "\\n")
    return text if len(text) <= WIDEST else text[: WIDEST - 3] + "..."


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    # The rest could be an order to the terminal.
    return "".join(each if each.isprintable() or each == "\n" else "\N{REPLACEMENT CHARACTER}" for each in str(value))


def _described(text: str) -> str:
    from fhirserver.store.schema import metadata

    name, _, wanted = text.partition(" ")
    if name in ("\\d", "\\dt", ".tables", ".schema") and wanted.strip():
        table = metadata.tables.get(wanted.strip().strip(";"))
        if table is None:
            return f"There is no table {wanted.strip()}."
        rows = [[column.name, str(column.type), column.comment or ""] for column in table.columns]
        return aligned(("column", "type", "meaning"), rows)
    if name in ("\\d", "\\dt", ".tables", ".schema"):
        rows = [[table.name, table.comment or ""] for table in metadata.sorted_tables]
        return aligned(("table", "meaning"), sorted(rows))
    return HELP
