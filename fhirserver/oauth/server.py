"""What all endpoints of the authorization server need."""

from __future__ import annotations

from dataclasses import dataclass

from fhirserver.access.sealing import Sealing
from fhirserver.interactions.request import Context
from fhirserver.oauth.addresses import TOKEN, issuer_of
from fhirserver.oauth.key_sets import KeySets
from fhirserver.settings import Settings
from fhirserver.store.engine import Database, InTransaction


@dataclass(frozen=True, slots=True)
class Server:
    """The FHIR service that the tokens are for, and the public keys of clients."""

    context: Context
    key_sets: KeySets

    @property
    def settings(self) -> Settings:
        """The settings."""
        return self.context.settings

    @property
    def database(self) -> Database | InTransaction:
        """The database."""
        return self.context.repository.database

    @property
    def sealing(self) -> Sealing:
        """What seals and opens secrets in the database."""
        return self.context.repository.sealing

    @property
    def issuer(self) -> str:
        """The issuer of all tokens."""
        return issuer_of(self.settings.base_url)

    @property
    def token_endpoint(self) -> str:
        """Its address, which is the audience of assertions."""
        return self.issuer + TOKEN
