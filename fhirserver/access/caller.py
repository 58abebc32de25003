"""Who asks: what one look at the access token, or at the session of a browser, tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Caller:
    """A client, and the person on whose behalf it acts if there is one (``account_id``, ``fhir_user``, ``roles``).

    ``scope`` is what was granted, space-separated; None for a person's own browser session, which the roles alone
    limit.  ``context`` is the launch context as in the token response (``patient``, ``encounter``: ids).  ``emergency``
    holds the keys of patients whose record the person has broken open.  ``consents`` is False when it is known that no
    Consent in force says anything, so that statements need not ask.
    """

    client_id: str | None
    account_id: str | None
    fhir_user: str | None
    roles: frozenset[str]
    scope: str | None
    context: Mapping[str, object] = field(default_factory=dict)
    grant_id: str | None = None
    emergency: frozenset[int] = frozenset()
    consents: bool = True
