"""What a mapping module declares: Columns, and Rows for its child tables.

Everything else (tables, get, put, documentation, checks) is made from these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

from mappings.kernel.path import Json, Steps, parsed

Kind: TypeAlias = Literal["text", "boolean", "integer", "decimal", "date", "instant", "reference"]
Cell: TypeAlias = Any
"""One value of a row: str, bool, int, Decimal or None.  Dates, instants and references are str, in the forms of
:mod:`mappings.values`."""
Row: TypeAlias = tuple[Cell, ...]
RowSets: TypeAlias = dict[str, list[Row]]

IN_DOCUMENT = "in_document"
"""A derived column: required elements that the document states, though perhaps in a form which no column shows.

A NOT NULL on patient would refuse a Condition whose subject is a Group or not yet here, or whose code has only an
extension.  With this column the CHECK can say what R4 says: the element is there, in a column or else in the document.
"""


@dataclass(frozen=True)
class Codec:
    """How one value of a document stands in a column.

    ``read`` makes a cell of any JSON value: None where the column cannot hold it.  ``write`` makes the JSON value of a
    cell that is not None, given the one it replaces; ``remove`` answers what is left of a value when the cell becomes
    NULL.  With ``end``, ``read`` answers two cells, the second for a derived column that bounds the first.
    ``check`` is the SQL condition (``{x}`` is the column) that every cell from ``read`` satisfies and that keeps out
    what cannot stand in a document; ``values`` are the codes of a required binding; ``fits`` says it to people.
    ``types`` are the FHIR types that it reads; of a choice element ``[x]`` these members, and it writes the first.
    """

    kind: Kind
    fits: str
    read: Callable[[Json], Cell]
    write: Callable[[Cell, Json], Json] = field(default=lambda cell, old: cell)
    remove: Callable[[Json], Json] = field(default=lambda old: None)
    check: str | None = None
    values: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    table: str | None = None
    end: bool = False


@dataclass(frozen=True)
class Column:
    """One column: its name, where its value stands in the document, how, and what it means.

    A ``derived`` column is filled from the document and never written back.
    """

    name: str
    path: str
    codec: Codec
    meaning: str
    derived: bool = False

    @cached_property
    def steps(self) -> Steps:
        return parsed(self.path, self.codec.types)


@dataclass(frozen=True)
class Rows:
    """A child table: one row for each entry of the list at ``path``; ``rows`` are the lists inside an entry.

    ``required`` and ``indexes`` are as in a Mapping.
    """

    table: str
    path: str
    meaning: str
    columns: Sequence[Column]
    rows: Sequence[Rows] = ()
    required: Sequence[str] = ()
    indexes: Sequence[Sequence[str]] = ()

    @cached_property
    def steps(self) -> Steps:
        return parsed(self.path)


@dataclass(frozen=True)
class RowColumn:
    """One place of a row tuple.  ``targets`` and ``target_table`` are set for references."""

    name: str
    kind: Kind
    derived: bool = False
    targets: tuple[str, ...] = ()
    target_table: str | None = None


@dataclass(frozen=True)
class RowTable:
    """The shape of the rows that ``get`` answers for one table.

    ``owner`` is "pk" for the main table, else the column that names the owning row of the main table; ``positions``
    are the columns after it that tell the rows of one owner apart.  A row tuple is ``(*positions, *columns)``.
    """

    name: str
    owner: str
    positions: tuple[str, ...]
    columns: tuple[RowColumn, ...]


class PutConflict(ValueError):
    """The rows cannot be shown by a document: two columns contradict each other, or a value has no place in it."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason
