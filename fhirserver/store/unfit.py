"""Which SQL writes cannot become versions, and why.

A reason begins with the place that it is about and a colon; what follows may name values.
"""

from __future__ import annotations

from fhirserver.store.gather import Gathered
from fhirserver.store.references import Identity, local_references
from fhirserver.store.touched import Touched
from fhirserver.validation import validate
from mappings import MAPPINGS, PutConflict


def find_unfit(gathered: Gathered) -> None:
    """Make the documents of all items, or say in their ``reasons`` why there can be none.

    What refers to something that does not come to be cannot be either; what others still refer to cannot go.
    """
    items = gathered.items
    for item in items.values():
        if item.document is None and item.rows is not None and not item.reasons:
            _make_document(item)
    base_url = gathered.transaction.settings.base_url
    references = {
        pk: {identity for identity, _ in local_references(item.report.references, base_url)}
        for pk, item in items.items()
        if item.report is not None
    }
    pending = True
    while pending:
        lost = {item.row_identity for item in items.values() if item.reasons and item.current is None}
        pending = False
        for pk, item in items.items():
            reason = _reason(item, pk, items, references, lost)
            if reason:
                item.reasons.append(reason)
                pending = True


def _make_document(item: Touched) -> None:
    if item.row_identity is None or item.meant is None:
        return
    resource_type, resource_id = item.row_identity
    try:
        document = MAPPINGS[resource_type].put(item.meant, item.old)
    except PutConflict as conflict:
        item.reasons.append(str(conflict))
        return
    document = {**document, "id": resource_id}
    report = validate(document)
    if report.ok:
        item.document, item.report = document, report
    else:
        item.reasons += [f"{issue.expression or resource_type}: {issue.diagnostics}" for issue in report.issues]


def _reason(
    item: Touched,
    pk: int,
    items: dict[int, Touched],
    references: dict[int, set[Identity]],
    lost: set[Identity | None],
) -> str | None:
    """Why an item that seemed fit is not, seeing that others are not."""
    if item.reasons:
        return None
    if missing := references.get(pk, set()) & lost:
        return f"reference: {', '.join(sorted('/'.join(each) for each in missing if each))} is quarantined."
    for source, name in item.referred_by.items():
        other = items.get(source)
        gone = other is not None and other.deleted
        changed = source in references and item.identity not in references[source]
        if other is None or other.reasons or not (gone or changed):
            return f"reference: {name} refers to it."
    return None
