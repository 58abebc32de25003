"""SQLAlchemy tables for all mappings, the same metadata for PostgreSQL and SQLite.

Mappings that share a table share its columns.  What R4 says of a row is said in SQL where SQL can say it: the codes of
required bindings, which columns a kind has, required elements, at most one type of a choice element.
SQLite tables are STRICT (https://www.sqlite.org/stricttables.html): a word does not get into a number column.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.types import REAL, TypeEngine, UserDefinedType

from mappings.kernel import conditions
from mappings.kernel.declaration import Kind
from mappings.kernel.level import Level
from mappings.kernel.mapping import Mapping
from mappings.kernel.uses import TableUse, Use, table_uses


class Int(UserDefinedType[int]):
    """INT, which unlike INTEGER does not make a primary key of SQLite an alias of the row number."""

    cache_ok = True

    def get_col_spec(self, **options: Any) -> str:
        return "INT"


KEY = BigInteger().with_variant(Int(), "sqlite")
TYPES: dict[Kind, TypeEngine[Any]] = {
    "text": Text(),
    "boolean": Boolean(create_constraint=False).with_variant(Integer(), "sqlite"),
    "integer": Integer(),
    "decimal": Numeric().with_variant(REAL(), "sqlite"),
    "date": Date().with_variant(Text(), "sqlite"),
    "instant": DateTime(timezone=True).with_variant(Text(), "sqlite"),
    "reference": KEY,
}


class NewKey(ColumnElement[int]):
    """A random primary key between 2^40 and 2^53, for rows typed by hand."""

    inherit_cache = True


class NewId(ColumnElement[str]):
    """A new FHIR id, for rows typed by hand."""

    inherit_cache = True


@compiles(NewKey, "postgresql")
def _new_key_postgresql(element: NewKey, compiler: Any, **options: Any) -> str:
    return "(1099511627776 + floor(random() * 9006099743113216))::bigint"


@compiles(NewKey, "sqlite")
def _new_key_sqlite(element: NewKey, compiler: Any, **options: Any) -> str:
    return "(1099511627776 + abs(random() % 9006099743113216))"


@compiles(NewId, "postgresql")
def _new_id_postgresql(element: NewId, compiler: Any, **options: Any) -> str:
    return "gen_random_uuid()::text"


@compiles(NewId, "sqlite")
def _new_id_sqlite(element: NewId, compiler: Any, **options: Any) -> str:
    return "(lower(hex(randomblob(16))))"


def metadata_of(mappings: Iterable[Mapping]) -> MetaData:
    """The tables of all ``mappings``."""
    metadata = MetaData()
    for use in table_uses(mappings).values():
        _table(metadata, use)
    return metadata


def _table(metadata: MetaData, use: TableUse) -> None:
    columns = [*_key_columns(use)]
    for name, uses in use.columns.items():
        columns.append(Column(name, TYPES[uses[0].codec.kind], comment=comment(uses)))
    table = Table(
        use.name,
        metadata,
        *columns,
        *_keys(use),
        *(
            _foreign_key(use.name, name, uses[0].codec.table)
            for name, uses in use.columns.items()
            if uses[0].codec.table
        ),
        *_checks(use),
        comment="; ".join(dict.fromkeys(_meaning(level, mapping) for mapping, level in use.levels)),
        sqlite_strict=True,
        sqlite_with_rowid=use.main,
    )
    wanted = {tuple(index) for _, level in use.levels for index in level.indexes}
    for index in sorted(wanted):
        _index(table, index)


def _meaning(level: Level, mapping: Mapping) -> str:
    return f"{mapping.meaning} ({mapping.resource})" if level.table.owner == "pk" else level.meaning


def comment(uses: list[Use]) -> str:
    """What a column means and where it stands in FHIR."""
    meanings = "; ".join(dict.fromkeys(use.meaning for use in uses))
    paths = ", ".join(dict.fromkeys(use.path for use in uses if use.path))
    return f"{meanings}. {paths}" if paths else meanings


def _key_columns(use: TableUse) -> list[Column[Any]]:
    _, level = use.levels[0]
    if use.main:
        columns: list[Column[Any]] = [
            Column("pk", KEY, server_default=NewKey(), nullable=False, comment="key of the row, the same in resource"),
            Column("id", Text(), server_default=NewId(), nullable=False, comment="FHIR id"),
        ]
        if use.kinds:
            meaning = ", ".join(f"{kind}: {resource}" for resource, kind in use.kinds.items())
            columns.append(Column("kind", Text(), nullable=False, comment=f"which resource type it is ({meaning})"))
        return columns
    owner = level.table.owner
    outer = [
        Column(
            name,
            Integer(),
            nullable=False,
            comment=f"position in {name}" if name != "position" else "place in the list, from 0",
        )
        for name in level.table.positions
    ]
    return [Column(owner, KEY, nullable=False, comment=f"row of {owner} that it belongs to"), *outer]


def _keys(use: TableUse) -> list[Any]:
    _, level = use.levels[0]
    if use.main:
        unique = ["kind", "id"] if use.kinds else ["id"]
        return [
            PrimaryKeyConstraint("pk", name=f"{use.name}_pkey"),
            UniqueConstraint(*unique, name=f"{use.name}_id_key"),
        ]
    owner, positions = level.table.owner, level.table.positions
    own = (owner, *positions[:-1])
    parent = positions[-2] if len(positions) > 1 else owner
    there = (owner, *positions[:-2], "position") if len(positions) > 1 else ("pk",)
    return [
        PrimaryKeyConstraint(owner, *positions, name=f"{use.name}_pkey"),
        ForeignKeyConstraint(
            own,
            [f"{parent}.{column}" for column in there],
            name=f"{use.name}_{parent}_fkey",
            ondelete="CASCADE",
            onupdate="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
    ]


def _foreign_key(table: str, column: str, target: str | None) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        [column],
        [f"{target}.pk"],
        name=f"{table}_{column}_fkey",
        onupdate="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    )


def _checks(use: TableUse) -> list[CheckConstraint]:
    checks = []
    for name, sql, dialect in conditions.of_table(use):
        check = CheckConstraint(sql, name=f"{use.name}_{name}_check")
        checks.append(check.ddl_if(dialect=dialect) if dialect else check)
    return checks


def _index(table: Table, index: tuple[str, ...]) -> None:
    names = [each.removeprefix("lower(").removesuffix(")") for each in index]
    columns = [
        func.lower(table.c[name]) if each.startswith("lower(") else table.c[name]
        for name, each in zip(names, index, strict=True)
    ]
    Index(f"{table.name}_{'_'.join(names)}_index", *columns)
