"""A Mapping: one resource type and the rows it stands in, kept in step by a lens.

    get : document            -> rows          (FHIR to relational)
    put : rows x old document -> document      (relational to FHIR)

    GetPut   put(get(d), d) == d               nothing is lost
    PutGet   get(put(r, d)) == r               what SQL writes is what FHIR shows
    Create   put(r) is a valid resource        a row typed by hand is a resource

Foster et al., Combinators for bidirectional tree transformations, 2007, https://doi.org/10.1145/1232420.1232424.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mappings.kernel.declaration import Column, Rows, RowSets, RowTable
from mappings.kernel.getting import compiled
from mappings.kernel.level import Level, all_levels, level_of
from mappings.kernel.path import Json
from mappings.kernel.putting import put


@dataclass(frozen=True, eq=False)
class Mapping:
    """The declaration for one resource type.

    ``where`` are constant columns that tell apart the resource types of one table; ``required`` are the elements that
    R4 requires; ``compartment`` is the column that names the patient ("pk" for Patient itself, None where there is
    none); each of ``indexes`` is a sequence of columns, each a name or ``lower(name)``.
    """

    resource: str
    table: str
    meaning: str
    columns: Sequence[Column]
    rows: Sequence[Rows] = ()
    where: dict[str, str] = field(default_factory=dict)
    required: Sequence[str] = ()
    indexes: Sequence[Sequence[str]] = ()
    compartment: str | None = None

    @cached_property
    def level(self) -> Level:
        """The tree of tables that get and put are made from."""
        main = Rows(self.table, "$this", self.meaning, self.columns, self.rows, self.required, self.indexes)
        return level_of(main, where=self.where)

    @cached_property
    def tables(self) -> tuple[RowTable, ...]:
        """The shapes of the rows: the main table first, then the child tables."""
        return tuple(level.table for level in all_levels(self.level))

    @cached_property
    def get(self) -> Callable[[Json], RowSets]:
        """``get(document)`` answers the rows of each table: one in the main table, a list in each child table.

        Any JSON value whatever is accepted; what a column cannot hold is NULL in it.
        """
        return compiled(self.level)

    def put(self, rows: RowSets, document: dict[str, Any] | None = None) -> dict[str, Any]:
        """The document that shows ``rows`` and is otherwise as it was; without ``document``, a new one.

        Only cells that differ from ``get(document)`` are planted, derived ones never.  Child rows are matched to list
        entries by position; a position that is missing takes its entry away, a new one appends.  ``document`` itself
        is never changed.  PutConflict when the outcome would not show every cell that was changed.
        """
        return put(self.level, self.get, rows, document or {"resourceType": self.resource})
