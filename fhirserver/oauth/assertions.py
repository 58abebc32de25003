"""Assertions with which clients prove that they hold their private key.

https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html and
https://www.rfc-editor.org/rfc/rfc7523#section-3
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import base64_to_int

from fhirserver.access.clients import Client
from fhirserver.access.tokens import digest
from fhirserver.oauth.errors import refused_client
from fhirserver.oauth.key_sets import KeySets
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ("RS384", "ES384")
LONGEST = 300
SKEW = 15
MOST_CHARACTERS = 8 * 1024
LEAST_RSA_BITS = 2048
MOST_RSA_BITS = 8192

_KEY_TYPES = {"RS384": ("RSA", None), "ES384": ("EC", "P-384")}
_KEYS_IN_HEADER = ("jwk", "x5c", "x5u", "x5t", "x5t#S256", "crit", "b64")
"""A key that comes with the assertion proves nothing, and an extension that is not known may change what is signed."""

_SHORT = re.compile(r"[ -~]{1,64}\Z")
_USE = statement(
    "INSERT INTO assertion_id (client_id, jti, expires) VALUES (:client_id, :jti, :expires) ON CONFLICT DO NOTHING"
)
_FORGET = statement("DELETE FROM assertion_id WHERE client_id = :client_id AND expires < :now")


class _Registry(jws.JWSRegistry):
    max_header_length = 4 * 1024  # the address of a key set in it can be long
    max_payload_length = MOST_CHARACTERS
    max_signature_length = 2 * 1024


@dataclass(frozen=True, slots=True)
class AssertionId:
    """What makes an assertion usable once: see :func:`use`."""

    client_id: str
    jti: str
    expires: int


def claimed_client(assertion: str) -> str | None:
    """Return the client that an assertion says it comes from, of which nothing is proven; None if it says none."""
    parts = _parts(assertion)
    subject = parts[1].get("sub") if parts else None
    return subject if isinstance(subject, str) else None


def verify(assertion: str, client: Client | None, key_sets: KeySets, audience: str, now: int) -> AssertionId:
    """Check an assertion for ``audience``, the address of the token endpoint; return what makes it usable once.

    Raises InvalidClientError; for a client that there is not (None) after the same work.
    """
    parts = _parts(assertion)
    if parts is None:
        raise refused_client("malformed assertion")
    header, claims = parts
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise refused_client("algorithm not allowed")
    if not isinstance(kid, str) or not kid or header.get("typ", "JWT") not in ("JWT", "jwt"):
        raise refused_client("no kid, or not a JWT")
    if any(name in header for name in _KEYS_IN_HEADER):
        raise refused_client("key or extension in the header")
    key = _key(key_sets.keys_of(client, kid), algorithm, kid) if client else None
    signed = _is_signed(assertion, key or public_key(_DECOYS[algorithm]), algorithm)
    if client is None:
        raise refused_client("unknown client")
    if algorithm not in client.algorithms:
        raise refused_client("algorithm not allowed")
    if "jku" in header and header["jku"] != client.jwks_uri:
        raise refused_client("foreign jku")
    if key is None:
        raise refused_client("no key of this kid")
    if not signed:
        raise refused_client("wrong signature")
    return _checked(claims, client.id, audience, now)


def use(connection: Connection, assertion: AssertionId, now: int) -> None:
    """Use an assertion up, for all processes.  Raises InvalidClientError if that was done before."""
    connection.run(_FORGET, {"client_id": assertion.client_id, "now": now})
    jti = assertion.jti if _SHORT.match(assertion.jti) else f"sha-256:{digest(assertion.jti).hex()}"
    values = {"client_id": assertion.client_id, "jti": jti, "expires": assertion.expires}
    if connection.run(_USE, values) != 1:
        raise refused_client("assertion used before")


def _parts(assertion: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    if len(assertion) > MOST_CHARACTERS:
        return None
    try:
        found = jws.extract_compact(assertion.encode("ascii"), registry=_Registry())
        claims = msgspec.json.decode(found.payload)
    except (JoseError, ValueError, RecursionError):
        return None
    return (found.protected, claims) if isinstance(claims, dict) else None


def _is_signed(assertion: str, key: RSAKey | ECKey | None, algorithm: str) -> bool:
    if key is None:
        return False
    try:
        jws.deserialize_compact(assertion, key, registry=_Registry(algorithms=[algorithm]))
    except (JoseError, ValueError):
        return False
    return True


def _key(keys: Iterable[Mapping[str, Any]], algorithm: str, kid: str) -> RSAKey | ECKey | None:
    """Return the one key of a set that can have signed; None if there is none, or it is not clear which."""
    kind, curve = _KEY_TYPES[algorithm]
    named = [key for key in keys if key.get("kid") == kid and key.get("kty") == kind]
    if len(named) != 1:
        return None
    found = named[0]
    if found.get("use", "sig") != "sig" or found.get("alg", algorithm) != algorithm or found.get("crv") != curve:
        return None
    operations = found.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        return None
    return public_key(found)


def public_key(document: Mapping[str, Any]) -> RSAKey | ECKey | None:
    """Return the public key of a JSON Web Key, None if it is none that assertions may be signed with.

    https://www.rfc-editor.org/rfc/rfc7518#section-6
    """
    try:
        # What else stands in it, such as a private key that should not, is not looked at.
        if document.get("kty") == "RSA":
            bits = base64_to_int(document["n"]).bit_length()
            if LEAST_RSA_BITS <= bits <= MOST_RSA_BITS:
                return RSAKey.import_key({name: document[name] for name in ("kty", "n", "e")})
        if document.get("kty") == "EC" and document.get("crv") == "P-384":
            return ECKey.import_key({name: document[name] for name in ("kty", "crv", "x", "y")})
    except (JoseError, LookupError, TypeError, ValueError):
        return None
    return None


def _checked(claims: Mapping[str, Any], client_id: str, audience: str, now: int) -> AssertionId:
    own: jwt.ClaimsOption = {"essential": True, "value": client_id}
    needed: jwt.ClaimsOption = {"essential": True}
    registry = jwt.JWTClaimsRegistry(now=now, leeway=SKEW, iss=own, sub=own, aud=needed, exp=needed, jti=needed)
    try:
        registry.validate(dict(claims))
    except JoseError as error:
        raise refused_client(f"claims: {error.error}") from None
    # Whoever else it is meant for could use it here.
    if claims["aud"] != audience and claims["aud"] != [audience]:
        raise refused_client("meant for another audience")
    if claims["exp"] > now + LONGEST + SKEW or claims.get("iat", now) < now - LONGEST - SKEW:
        raise refused_client("good for too long")
    return AssertionId(client_id, claims["jti"], int(claims["exp"]) + SKEW + 1)


_MODULUS = urlsafe_b64encode(b"\xc5" * (LEAST_RSA_BITS // 8)).decode().rstrip("=")
_DECOYS: Mapping[str, Mapping[str, Any]] = {
    # As long as others are; that it is no product of primes does not matter, as nothing follows from its signatures.
    "RS384": {"kty": "RSA", "n": _MODULUS, "e": "AQAB"},
    "ES384": ECKey.generate_key("P-384", private=False).as_dict(private=False),
}
"""Keys of clients that there are not: reading and trying one takes as long as with those that there are."""
