"""One-time passwords of an app on a telephone.  https://www.rfc-editor.org/rfc/rfc6238"""

from __future__ import annotations

import pyotp
import segno

from fhirserver.access.sealing import Sealing
from fhirserver.accounts.accounts import Account
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

ISSUER = "FHIR server"
SECONDS = 30
DRIFT = 1
"""Steps by which the clock of a telephone may be wrong."""

_PURPOSE = "one-time password"
_FIND = statement("SELECT totp, totp_step FROM account WHERE id = :id AND totp_confirmed")
_SET = statement("UPDATE account SET totp = :totp, totp_confirmed = :yes, totp_step = :step WHERE id = :id")
_USE = statement("UPDATE account SET totp_step = :step WHERE id = :id AND totp_confirmed AND totp_step < :step")


def new_totp_secret() -> str:
    """Return a new secret, base32."""
    return pyotp.random_base32()


def setup_address(secret: str, account: Account) -> str:
    """Return the address that an app reads to learn a secret."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)


def setup_image(address: str) -> str:
    """Return ``address`` as a QR code: the data: address of an SVG image."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff")


def set_totp(connection: Connection, sealing: Sealing, account_id: str, secret: str, password: str, now: int) -> bool:
    """Let one-time passwords be a factor of an account, if ``password`` shows that its owner's app has the secret."""
    step = _matching_step(secret, password, 0, now)
    if step is None:
        return False
    # The account stands beside the secret: what is sealed for one is of no use to another.
    sealed = sealing.seal(_PURPOSE, f"{account_id} {secret}".encode())
    connection.run(_SET, {"id": account_id, "totp": sealed, "yes": True, "step": step})
    return True


def use_totp(connection: Connection, sealing: Sealing, account_id: str, password: str, now: int) -> bool:
    """Say whether ``password`` is right now; it is used up by that, and so are those before it.

    Raises SealBroken if the secret was changed in the database.
    """
    row = connection.row(_FIND, {"id": account_id})
    if row is None:
        return False
    owner, _, secret = sealing.open(_PURPOSE, bytes(row[0])).decode().partition(" ")
    step = _matching_step(secret, password, row[1], now)
    return owner == account_id and step is not None and connection.run(_USE, {"id": account_id, "step": step}) == 1


def has_totp(connection: Connection, account_id: str) -> bool:
    """Say whether one-time passwords are a factor of an account."""
    return connection.row(_FIND, {"id": account_id}) is not None


def remove_totp(connection: Connection, account_id: str) -> None:
    """Let one-time passwords be no factor of an account any more."""
    connection.run(_SET, {"id": account_id, "totp": None, "yes": False, "step": 0})


def _matching_step(secret: str, password: str, used: int, now: int) -> int | None:
    """The time step of which ``password`` is, None if there is none that is near and was not used."""
    made = pyotp.TOTP(secret, interval=SECONDS)
    found = None
    for step in range(now // SECONDS - DRIFT, now // SECONDS + DRIFT + 1):
        # All are compared, whichever it is: how long it takes tells nothing.
        if pyotp.utils.strings_equal(made.at(step * SECONDS), password) and step > used:
            found = step
    return found
