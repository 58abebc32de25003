"""Versions as they are stored and as they are served."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fhirserver import json_format
from fhirserver.store.data_keys import DataKeys
from fhirserver.store.seal import SealBroken, associated_data, open_sealed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a resource: ``document`` is its JSON as served, None for a deletion.

    ``last_updated`` is a FHIR instant in UTC with milliseconds; ``method`` is that of the interaction, or ``sql``.
    """

    pk: int
    type: str
    id: str
    version: int
    last_updated: str
    method: str
    document: bytes | None
    patient_pk: int | None = None

    @property
    def deleted(self) -> bool:
        """Whether this version is a deletion."""
        return self.document is None

    @property
    def etag(self) -> str:
        """The weak entity tag, https://hl7.org/fhir/R4/http.html#versioning."""
        return f'W/"{self.version}"'


VERSION_COLUMNS = (
    "r.pk, r.type, r.id, v.version, v.last_updated, v.method, v.patient_pk, v.document, v.key_id, k.wrapped"
)
"""What :func:`version_of` takes, from resource r, resource_version v and data_key k."""


def version_of(row: tuple[Any, ...], keys: DataKeys) -> Version:
    """Return the version in a row of ``VERSION_COLUMNS``, opened.  Raises SealBroken."""
    pk, resource_type, resource_id, version, last_updated, method, patient_pk, document, key_id, wrapped = row
    opened = None
    try:
        if version is None:
            raise SealBroken("The version that the header names is not there.")
        if document is not None:
            key = keys.unwrapped(key_id, wrapped)
            opened = open_sealed(key, document, associated_data(resource_type, resource_id, version, patient_pk))
    except SealBroken as broken:
        _log.error("%s with key %s, version %s: %s", resource_type, pk, version, broken)
        raise
    return Version(pk, resource_type, resource_id, version, instant(last_updated), method, opened, patient_pk)


def document_of(version: Version) -> dict[str, Any]:
    """Return the document of a version, decoded; an empty object for a deletion.

    How deep it may be was decided when it came in, and by the settings of then.
    """
    decoded = json_format.decode(version.document or b"{}", max_depth=sys.maxsize)
    if not isinstance(decoded, dict):
        raise TypeError("a stored document is an object")
    return decoded


def instant(value: datetime | str) -> str:
    """Return a time from a driver as a FHIR instant: UTC, milliseconds, Z."""
    if isinstance(value, str):
        return value
    return value.isoformat(timespec="milliseconds")[:23] + "Z"


def now() -> str:
    """Return the present as a FHIR instant."""
    return instant(datetime.now(UTC))
