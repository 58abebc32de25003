"""Writes the reference part of docs/tables.md, for people who know SQL.

``python -m mappings.tables_document docs/tables.md`` keeps what is written by hand at the beginning of the file, and
makes the rest from the declarations.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Table
from sqlalchemy.dialects import postgresql

from mappings import MAPPINGS
from mappings.kernel.uses import TableUse, Use, table_uses
from mappings.metadata import metadata
from mappings.show import SQL_TYPES

POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy does not annotate it
START = "## Which table for what"
ROLE = """\
On PostgreSQL. Documents, history, keys and audit stand in other tables, which it does not see.

```sql
-- PostgreSQL
CREATE ROLE analyst LOGIN;
GRANT USAGE ON SCHEMA public TO analyst;
GRANT SELECT ON
{tables}
TO analyst;
ALTER ROLE analyst SET default_transaction_read_only = on;
```"""


def document(written: str) -> str:
    """The whole of docs/tables.md, of which ``written`` is the present text: its beginning is kept."""
    uses = table_uses(MAPPINGS.values())
    parts = [written.partition(START)[0].rstrip(), START, _overview(uses), "## A role that only reads", _role(uses)]
    parts.append("## Tables")
    for use in uses.values():
        parts.extend(_table(use, metadata.tables[use.name]))
    return "\n\n".join(parts) + "\n"


def _overview(uses: dict[str, TableUse]) -> str:
    rows = ["| table | kind | what its rows are | resource |", "| --- | --- | --- | --- |"]
    for use in uses.values():
        if use.main:
            for mapping, _ in use.levels:
                kind = f"`{mapping.where['kind']}`" if mapping.where else ""
                rows.append(f"| [`{use.name}`](#{use.name}) | {kind} | {mapping.meaning} | {mapping.resource} |")
    return "\n".join(rows)


def _role(uses: dict[str, TableUse]) -> str:
    names = textwrap.wrap(", ".join(uses), 110, initial_indent="  ", subsequent_indent="  ")
    return ROLE.format(tables="\n".join(names))


def _table(use: TableUse, table: Table) -> Iterator[str]:
    yield f"### {use.name}"
    yield f"{_sentence(table.comment or '')} {_origin(use)}".strip()
    yield "\n".join(["| column | type | meaning | FHIR |", "| --- | --- | --- | --- |", *_columns(use, table)])
    yield "\n".join(_keys(table))
    checks = sorted(_checks(use, table))
    if checks:
        yield "\n".join(["Refused unless:", "", *checks])


def _origin(use: TableUse) -> str:
    if use.main:
        return ""
    owner = use.levels[0][1].table.owner
    return f"A child table of [`{owner}`](#{owner})."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _columns(use: TableUse, table: Table) -> Iterator[str]:
    for column in table.columns:
        uses = use.columns.get(column.name)
        if uses is None:
            null = "" if column.nullable else ", not null"
            yield f"| `{column.name}` | {str(column.type.compile(POSTGRESQL)).lower()}{null} | {column.comment} | |"
        else:
            yield f"| `{column.name}` | {_type(uses)} | {_meaning(uses)} | {_paths(uses)} |"


def _type(uses: list[Use]) -> str:
    target = uses[0].codec.table
    name = SQL_TYPES[uses[0].codec.kind][0]
    return f"{name}, key of [`{target}`](#{target})" if target else name


def _meaning(uses: list[Use]) -> str:
    meanings = "; ".join(dict.fromkeys(use.meaning for use in uses))
    return _cell(f"{meanings} (derived)" if uses[0].derived else meanings)


def _paths(uses: list[Use]) -> str:
    return _cell(", ".join(f"`{path}`" for path in dict.fromkeys(use.path for use in uses if use.path)))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _keys(table: Table) -> Iterator[str]:
    yield f"- primary key ({', '.join(column.name for column in table.primary_key.columns)})"
    for constraint in sorted(table.constraints, key=lambda each: str(each.name)):
        if isinstance(constraint, ForeignKeyConstraint) and len(constraint.elements) > 1:
            there = ", ".join(element.column.name for element in constraint.elements)
            yield f"- ({', '.join(constraint.column_keys)}) refers to {constraint.referred_table.name} ({there})"
    for index in sorted(table.indexes, key=lambda each: str(each.name)):
        yield f"- index on ({_expressions(index)})"


def _expressions(index: Index) -> str:
    texts = (str(each) for each in index.expressions)
    return ", ".join(text.replace(f"{index.table.name}." if index.table is not None else "", "") for text in texts)


def _checks(use: TableUse, table: Table) -> Iterator[str]:
    """The CHECKs that say something about meaning, not those that only guard a type."""
    plain = {f"{table.name}_{name}_check" for name, uses in use.columns.items() if not uses[0].codec.values}
    plain |= {f"{table.name}_{name}_check" for name in ("id", "kind", "position")}
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint) and str(constraint.name) not in plain:
            yield f"- `{constraint.name}`: {_cell(str(constraint.sqltext))}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(document(path.read_text(encoding="utf-8")), encoding="utf-8")
