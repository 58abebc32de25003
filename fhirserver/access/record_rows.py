"""What a document says about access, as rows of the index tables: care relations, consent provisions, labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fhirserver.access.care_rows import care_rows
from fhirserver.access.consent_rows import consent_rows
from fhirserver.access.label_rows import label_rows

Resolve = Callable[[str], int | None]
Row = tuple[Any, ...]


def access_rows(pk: int, document: Mapping[str, Any], patient_pk: int | None, resolve: Resolve) -> dict[str, list[Row]]:
    """Return the rows of a document by table, each beginning with its key, path 0 and its place among them.

    ``patient_pk`` is the one patient in whose compartment it is.  ``resolve`` returns the key of the resource that a
    reference names, None if it is not one of this server.
    """
    made: dict[str, list[Row]] = {"security_label": [(0, *row) for row in label_rows(document)]}
    made["care_relation"] = [(0, *row) for row in care_rows(pk, document, resolve)]
    if document["resourceType"] == "Consent" and patient_pk is not None:
        made["consent_provision"] = [(parent, patient_pk, *row) for parent, *row in consent_rows(document, resolve)]
    return {table: [(pk, 0, at, *row) for at, row in enumerate(rows)] for table, rows in made.items() if rows}
