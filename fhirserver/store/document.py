"""What the server itself says in a document: ``id``, ``meta.versionId``, ``meta.lastUpdated``.

https://hl7.org/fhir/R4/resource.html#Meta
"""

from __future__ import annotations

import msgspec

_SERVER_META = frozenset({"versionId", "lastUpdated"})
_sorted_encoder = msgspec.json.Encoder(decimal_format="number", order="deterministic")


def same(document: dict[str, object], old: dict[str, object], resource_id: str) -> bool:
    """Whether a document says what the stored one says, to the last digit, leaving aside what the server sets."""
    ours, theirs = _bare(document, resource_id), _bare(old, resource_id)
    return ours == theirs and _sorted_encoder.encode(ours) == _sorted_encoder.encode(theirs)


def with_meta(document: dict[str, object], resource_id: str, version: int, last_updated: str) -> dict[str, object]:
    """Return the document as it is stored and served: with type, id and meta first."""
    made: dict[str, object] = {"resourceType": document["resourceType"], "id": resource_id}
    made["meta"] = {"versionId": str(version), "lastUpdated": last_updated, **_kept_meta(document)}
    for name, value in document.items():
        if name not in made:
            made[name] = value
    return made


def _bare(document: dict[str, object], resource_id: str) -> dict[str, object]:
    return {**document, "id": resource_id, "meta": _kept_meta(document)}


def _kept_meta(document: dict[str, object]) -> dict[str, object]:
    meta = document.get("meta")
    return {name: value for name, value in meta.items() if name not in _SERVER_META} if isinstance(meta, dict) else {}
