"""Passkeys: a key pair in the browser or telephone of a person, which a fingerprint, face or PIN unlocks.

Whoever signs in with one has shown two factors: having the key, and what unlocks it.  https://www.w3.org/TR/webauthn-3/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import webauthn
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from fhirserver.accounts.accounts import Account
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

Result = TypeVar("Result")

SYNCED = ("swk", "user", "mfa")
HARDWARE = ("hwk", "user", "mfa")
"""What a passkey shows, by the names of RFC 8176: whether its key can leave the device."""

MOST = 20
"""Passkeys of one account."""

_MOST_CHARACTERS = 80

_LIST = statement("""
SELECT credential_id, name, created, last_used FROM account_passkey
WHERE account_id = :account ORDER BY created, credential_id""")
_FIND = statement("SELECT account_id, public_key, sign_count FROM account_passkey WHERE credential_id = :id")
_ADD = statement("""
INSERT INTO account_passkey (credential_id, account_id, public_key, sign_count, name, created)
VALUES (:id, :account, :public_key, :sign_count, :name, :now) ON CONFLICT (credential_id) DO NOTHING""")
_USE = statement("""
UPDATE account_passkey SET sign_count = :count, last_used = :now
WHERE credential_id = :id AND (sign_count < :count OR sign_count = 0)""")
_REMOVE = statement("DELETE FROM account_passkey WHERE credential_id = :id AND account_id = :account")
_REMOVE_ALL = statement("DELETE FROM account_passkey WHERE account_id = :account")


@dataclass(frozen=True, slots=True)
class Site:
    """For whom a passkey is: the server's host (relying party) and the origin of its pages."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it."""

    credential_id: bytes
    name: str
    created: int
    last_used: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose passkey was shown, what that proves, and how often it was used by then."""

    account_id: str
    credential_id: bytes
    methods: tuple[str, ...]
    sign_count: int


def list_passkeys(connection: Connection, account_id: str) -> list[Passkey]:
    """Return the passkeys of an account, the oldest first."""
    rows = connection.rows(_LIST, {"account": account_id})
    return [Passkey(bytes(key), name, created, used) for key, name, created, used in rows]


def registration_options(site: Site, account: Account, existing: Iterable[Passkey], challenge: str) -> str:
    """Return what a browser needs for making a passkey, JSON.  https://www.w3.org/TR/webauthn-3/#dictionary-makecredentialoptions"""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="FHIR server",
        user_id=account.id.encode(),
        user_name=account.username,
        user_display_name=account.name,
        challenge=base64url_to_bytes(challenge),
        exclude_credentials=_descriptors(existing),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return webauthn.options_to_json(options)


def register(
    connection: Connection, site: Site, account_id: str, response: str, challenge: str, name: str, now: int
) -> bool:
    """Add the passkey that a browser has made; False if what it sent is none, or is known already."""
    made = _or_none(
        lambda: webauthn.verify_registration_response(
            credential=response,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    if made is None or len(list_passkeys(connection, account_id)) >= MOST:
        return False
    parameters = {
        "id": made.credential_id,
        "account": account_id,
        "public_key": made.credential_public_key,
        "sign_count": made.sign_count,
        "name": "".join(filter(str.isprintable, name)).strip()[:_MOST_CHARACTERS] or "Passkey",
        "now": now,
    }
    return connection.run(_ADD, parameters) == 1


def authentication_options(site: Site, known: Iterable[Passkey], challenge: str) -> str:
    """Return what a browser needs for showing one of the passkeys ``known`` (none: any of this site), JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=base64url_to_bytes(challenge),
        allow_credentials=_descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def show(connection: Connection, site: Site, response: str, challenge: str) -> Shown | None:
    """Return whose passkey a browser has shown, None if it is not known or does not prove what it should."""
    credential = _or_none(lambda: parse_authentication_credential_json(response))
    if credential is None:
        return None
    row = connection.row(_FIND, {"id": credential.raw_id})
    if row is None:
        return None
    account_id, public_key, sign_count = row[0], bytes(row[1]), row[2]
    verified = _or_none(lambda: _verified(site, credential, challenge, public_key, sign_count))
    owner = credential.response.user_handle
    if verified is None or (owner is not None and owner != account_id.encode()):
        return None
    methods = SYNCED if verified.credential_backed_up else HARDWARE
    return Shown(account_id, credential.raw_id, methods, verified.new_sign_count)


def use_passkey(connection: Connection, shown: Shown, now: int) -> bool:
    """Note that a passkey was used; False if, by its count, another one that was made from it was used meanwhile."""
    return connection.run(_USE, {"id": shown.credential_id, "count": shown.sign_count, "now": now}) == 1


def remove_passkey(connection: Connection, account_id: str, credential_id: bytes) -> bool:
    """Remove a passkey of an account; False if it has none such."""
    return connection.run(_REMOVE, {"id": credential_id, "account": account_id}) == 1


def remove_passkeys(connection: Connection, account_id: str) -> None:
    """Remove all passkeys of an account."""
    connection.run(_REMOVE_ALL, {"account": account_id})


def _descriptors(passkeys: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in passkeys]


def _verified(
    site: Site, credential: AuthenticationCredential, challenge: str, public_key: bytes, sign_count: int
) -> VerifiedAuthentication:
    return webauthn.verify_authentication_response(
        credential=credential,
        expected_challenge=base64url_to_bytes(challenge),
        expected_rp_id=site.host,
        expected_origin=site.origin,
        credential_public_key=public_key,
        credential_current_sign_count=sign_count,
        require_user_verification=True,
    )


def _or_none(work: Callable[[], Result]) -> Result | None:
    try:
        return work()
    except Exception:  # the library lets through what its parsers of JSON, CBOR and keys raise; none of it is a passkey
        return None
