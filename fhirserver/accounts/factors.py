"""What an account signs in with."""

from __future__ import annotations

from dataclasses import dataclass

from fhirserver.accounts.one_time_passwords import has_totp, remove_totp
from fhirserver.accounts.passkeys import Passkey, list_passkeys, remove_passkeys
from fhirserver.accounts.passwords import find_password
from fhirserver.accounts.recovery import recovery_codes_left, remove_recovery_codes
from fhirserver.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Factors:
    """Whether an account has a password, one-time passwords; its passkeys, and how many recovery codes are left."""

    password: bool
    totp: bool
    passkeys: tuple[Passkey, ...]
    recovery_codes: int

    @property
    def second(self) -> int:
        """How many second factors there are; a recovery code only stands in for one."""
        return self.totp + len(self.passkeys)


def find_factors(connection: Connection, account_id: str) -> Factors:
    """Return what an account signs in with."""
    return Factors(
        find_password(connection, account_id) is not None,
        has_totp(connection, account_id),
        tuple(list_passkeys(connection, account_id)),
        recovery_codes_left(connection, account_id),
    )


def remove_second_factors(connection: Connection, account_id: str) -> None:
    """Let an account have no second factor any more, for whoever has lost all of them."""
    remove_totp(connection, account_id)
    remove_passkeys(connection, account_id)
    remove_recovery_codes(connection, account_id)
