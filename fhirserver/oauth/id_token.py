"""id_tokens: who has signed in, told to the app and signed.

https://openid.net/specs/openid-connect-core-1_0.html#IDToken and
https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-identity-data
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt

from fhirserver.oauth.signing_keys import ALGORITHM, LONGEST_SIGNATURE, SigningKey


@dataclass(frozen=True, slots=True)
class Identity:
    """What an app may be told of a person: ``subject`` is the account's id."""

    subject: str
    name: str
    fhir_user: str | None


def identity_claims(identity: Identity, scopes: Iterable[str], base_url: str) -> dict[str, Any]:
    """Return what ``scopes`` allow to be told of a person."""
    allowed = frozenset(scopes)
    claims: dict[str, Any] = {"sub": identity.subject}
    if identity.fhir_user and allowed & {"fhirUser", "profile"}:
        claims["fhirUser"] = f"{base_url}/{identity.fhir_user}"
    if "profile" in allowed:
        claims["name"] = identity.name
    return claims


def id_token(
    key: SigningKey,
    identity: Identity,
    *,
    issuer: str,
    base_url: str,
    client_id: str,
    scope: str,
    nonce: str | None,
    authenticated: int | None,
    methods: Iterable[str],
    now: int,
) -> str:
    """Return the signed id_token for an app; ``authenticated`` and ``methods``: when and how the person signed in."""
    claims = {
        "iss": issuer,
        "aud": client_id,
        "iat": now,
        "exp": now + LONGEST_SIGNATURE,
        **identity_claims(identity, scope.split(), base_url),
    }
    amr = list(methods)
    further = {"nonce": nonce, "auth_time": authenticated, "amr": amr or None}
    claims |= {name: value for name, value in further.items() if value is not None}
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key.key, algorithms=[ALGORITHM])
