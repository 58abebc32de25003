"""Which SQL writes cannot become versions, and why.

A reason begins with the place that it is about and a colon; what follows may name values.
"""

from __future__ import annotations

from fhirserver.store.references import Identity, local_references
from fhirserver.store.touched import Gathered, Touched
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
    names: dict[int, str] = {pk: "/".join(item.row_identity or item.identity or ()) for pk, item in items.items()}
    pending = True
    while pending:
        lost = {item.row_identity for item in items.values() if item.reasons and not item.exists}
        pending = False
        for pk, item in items.items():
            reason = _reason(item, pk, items, references, lost, names)
            if reason:
                item.reasons.append(reason)
                pending = True


def _make_document(item: Touched) -> None:
    if item.row_identity is None or item.meant is None:
        return
    resource_type, resource_id = item.row_identity
    mapping = MAPPINGS[resource_type]
    try:
        try:
            document = mapping.put(item.meant, item.old)
        except PutConflict:
            # A reference that only the document holds may stand where SQL put another.
            if item.meant is item.rows or item.rows is None:
                raise
            document = mapping.put(item.rows, item.old)
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
    names: dict[int, str],
) -> str | None:
    """Why an item that seemed fit is not, seeing that others are not."""
    if item.reasons:
        return None
    if missing := references.get(pk, set()) & lost:
        return f"reference: {', '.join(sorted('/'.join(each) for each in missing if each))} is quarantined."
    for source in item.referred_by:
        other = items.get(source)
        if other is None or other.reasons:
            return f"reference: {names.get(source, f'the resource with the key {source}')} refers to it."
        if not other.deleted and item.identity in references.get(source, set()):
            return f"reference: {names[source]} refers to it."
    return None
