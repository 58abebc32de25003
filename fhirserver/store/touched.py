"""A resource that SQL wrote to: what is known of it before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fhirserver.store.journal import Entry
from fhirserver.store.references import Identity
from fhirserver.store.rows import MappedRows
from fhirserver.store.transaction import Header
from fhirserver.store.versions import Version
from fhirserver.validation import Report


@dataclass(slots=True)
class Touched:
    """A resource that SQL wrote to.

    ``identity`` is what the header of its key says, ``row_identity`` what its main row says; either may be missing.
    ``anew`` says that the main row was deleted and is another one now.

    ``held`` are the rows as the tables hold them, None if they were deleted; ``rows`` the same in the mapping's form;
    ``meant`` are those with the references that only the document can hold.  ``old`` is the document that they are put
    into, and ``stated`` the rows that it makes.

    ``document`` and ``report`` are what comes of it, ``reasons`` say why nothing can, each beginning with a place and
    a colon.  ``needs`` are the keys of what must be absorbed with it, ``referred_by`` keys and names of the
    resources that refer to it, if it was deleted.
    """

    table: str
    pk: int
    entries: list[Entry]
    identity: Identity | None
    row_identity: Identity | None = None
    anew: bool = False
    header: Header | None = None
    held: MappedRows | None = None
    rows: MappedRows | None = None
    meant: MappedRows | None = None
    old: dict[str, Any] | None = None
    stated: MappedRows | None = None
    document: dict[str, Any] | None = None
    report: Report | None = None
    reasons: list[str] = field(default_factory=list)
    needs: set[int] = field(default_factory=set)
    referred_by: dict[int, str] = field(default_factory=dict)

    @property
    def current(self) -> Version | None:
        """The version of the resource before, None if there was no resource."""
        return self.header.current if self.header and self.header.exists else None

    @property
    def deleted(self) -> bool:
        """Whether there was a resource and is one no longer."""
        return self.current is not None and self.held is None

    @property
    def database_user(self) -> str:
        """Who wrote it, in order if there were several."""
        return ", ".join(dict.fromkeys(entry.database_user for entry in self.entries))

    @property
    def operation(self) -> str:
        """What was done to it, in order."""
        return ", ".join(dict.fromkeys(entry.operation for entry in self.entries))

    def merge(self, other: Touched) -> Touched:
        """Return the two as one: a deleted row, and the row that took its key over."""
        kept, gone = (self, other) if self.row_identity else (other, self)
        kept.entries = sorted({*kept.entries, *gone.entries}, key=lambda entry: entry.sequence)
        kept.anew = True
        return kept
