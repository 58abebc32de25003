"""What all endpoints of the authorization server need."""

from __future__ import annotations

from dataclasses import dataclass

from fhirserver.access.sealing import Sealing
from fhirserver.oauth.addresses import TOKEN, issuer_of
from fhirserver.oauth.key_sets import KeySets
from fhirserver.settings import Settings
from fhirserver.store.engine import Database, InTransaction


@dataclass(frozen=True, slots=True)
class Server:
    """The settings, the database, what seals and opens secrets in it, and the public keys of clients."""

    settings: Settings
    database: Database | InTransaction
    sealing: Sealing
    key_sets: KeySets

    @property
    def issuer(self) -> str:
        """The issuer of all tokens."""
        return issuer_of(self.settings.base_url)

    @property
    def token_endpoint(self) -> str:
        """Its address, which is the audience of assertions."""
        return self.issuer + TOKEN
