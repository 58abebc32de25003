"""Public keys of clients: given at registration, or fetched from the address that the client has registered.

https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#registering-a-client-communicating-public-keys
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from fhirserver.access.clients import Client
from fhirserver.oauth.fetching import Fetched, FetchError

UNKNOWN_KEY_SECONDS = 60
"""How often a set is fetched again because of a key that it does not have."""

FAILED_SECONDS = 5
SHORTEST = 1
"""A set that is not to be kept is used for one second: what HTTP calls an age counts whole ones."""


@dataclass(frozen=True, slots=True)
class _Kept:
    url: str
    keys: tuple[Mapping[str, Any], ...]
    fetched: float
    seconds: float


class KeySets:
    """The key sets of clients that this process has fetched.  Safe to use from many threads.

    ``fetch`` gets an address and raises FetchError; ``clock`` counts seconds.
    """

    def __init__(self, fetch: Callable[[str], Fetched], clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._kept: dict[str, _Kept] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def keys_of(self, client: Client, kid: str) -> tuple[Mapping[str, Any], ...]:
        """Return the keys of a client, fetched again if ``kid`` is not among them and that was not done just now.

        Raises FetchError.
        """
        if client.jwks is not None:
            return keys_in(client.jwks)
        if client.jwks_uri is None:
            return ()
        # Assertions that come at once wait for one fetch, for which others' do not wait.
        with self._locks[client.id]:
            kept = self._kept.get(client.id)
            now = self._clock()
            if kept is None or kept.url != client.jwks_uri or not self._good(kept, kid, now):
                kept = self._kept[client.id] = self._fetched(client.jwks_uri, now)
        return kept.keys

    def _good(self, kept: _Kept, kid: str, now: float) -> bool:
        age = now - kept.fetched
        if age >= kept.seconds:
            return False
        return age < UNKNOWN_KEY_SECONDS or any(key.get("kid") == kid for key in kept.keys)

    def _fetched(self, url: str, now: float) -> _Kept:
        try:
            found = self._fetch(url)
            keys = keys_in(msgspec.json.decode(found.body))
        except (FetchError, msgspec.DecodeError, ValueError, RecursionError):
            # Whoever sends assertions must not make this server knock at an address all the time.
            return _Kept(url, (), now, FAILED_SECONDS)
        return _Kept(url, keys, now, max(found.seconds, SHORTEST))


def keys_in(document: object) -> tuple[Mapping[str, Any], ...]:
    """Return the keys of a JSON Web Key Set.  Raises ValueError if it is none.

    https://www.rfc-editor.org/rfc/rfc7517#section-5
    """
    keys = document.get("keys") if isinstance(document, Mapping) else None
    if not isinstance(keys, list | tuple) or not all(isinstance(key, Mapping) for key in keys):
        raise ValueError("not a JSON Web Key Set")
    return tuple(keys)
