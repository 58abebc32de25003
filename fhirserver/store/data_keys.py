"""Data keys: one a patient, one a resource type for what belongs to no patient; kept wrapped, cached unwrapped."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import msgspec

from fhirserver.store.engine import Connection
from fhirserver.store.seal import DataKey, KeyProvider
from fhirserver.store.sql import statement

CACHED_KEYS = 10_000

_KEYS_OF = statement(
    "SELECT owner, id, wrapped FROM data_key WHERE owner IN (SELECT value FROM json_each(:owners))",
    postgresql="SELECT owner, id, wrapped FROM data_key "
    "WHERE owner = ANY (ARRAY(SELECT json_array_elements_text(:owners::json)))",
)


def owner_of(resource_type: str, patient_pk: int | None) -> str:
    """Return whose key seals a document: the patient's, or the resource type's if no one patient is concerned."""
    return f"Patient/{patient_pk}" if patient_pk is not None else resource_type


class DataKeys:
    """The unwrapped data keys of one process."""

    def __init__(self, provider: KeyProvider) -> None:
        self._provider = provider
        self._by_wrapped: dict[bytes, DataKey] = {}
        self._by_owner: dict[str, DataKey] = {}

    def unwrapped(self, key_id: bytes, wrapped: bytes) -> DataKey:
        """Return the key whose row holds ``wrapped``.  Raises SealBroken."""
        key = self._by_wrapped.get(wrapped)
        if key is None:
            key = DataKey.of(key_id, self._provider.unwrap(key_id, wrapped))
            _remember(self._by_wrapped, wrapped, key)
        return key

    def of_owners(
        self, connection: Connection, owners: Iterable[str]
    ) -> tuple[dict[str, DataKey], list[tuple[bytes, str, bytes]]]:
        """Return the key of every owner, and the rows (id, owner, wrapped) of those just made, yet to be stored.

        A key just made is not cached: its transaction may still fail.
        """
        keys = {}
        unknown = set()
        for owner in owners:
            if key := self._by_owner.get(owner):
                keys[owner] = key
            else:
                unknown.add(owner)
        made: list[tuple[bytes, str, bytes]] = []
        if not unknown:
            return keys, made
        parameters = {"owners": msgspec.json.encode(sorted(unknown)).decode()}
        for owner, key_id, wrapped in connection.rows(_KEYS_OF, parameters):
            keys[owner] = self.unwrapped(key_id, wrapped)
            _remember(self._by_owner, owner, keys[owner])
        for owner in sorted(unknown - keys.keys()):
            key_id, secret = os.urandom(16), os.urandom(32)
            keys[owner] = DataKey.of(key_id, secret)
            made.append((key_id, owner, self._provider.wrap(key_id, secret)))
        return keys, made


def _remember(cache: dict[Any, DataKey], name: str | bytes, key: DataKey) -> None:
    if len(cache) >= CACHED_KEYS:
        cache.clear()
    cache[name] = key
