"""What a browser keeps for us between two pages of signing in: sealed, for minutes, and good for one answer.

Nothing is stored of those who only look at the pages.
"""

from __future__ import annotations

import base64
import binascii
import secrets

import msgspec

from fhirserver.access.sealing import Sealing
from fhirserver.access.tokens import digest
from fhirserver.store.connection import Connection
from fhirserver.store.seal import SealBroken
from fhirserver.store.sql import statement

SECONDS = 10 * 60

_PURPOSE = "step of signing in"
_USE = statement(
    "INSERT INTO account_challenge (digest, expires) VALUES (:digest, :expires) ON CONFLICT (digest) DO NOTHING"
)
_FORGET = statement("DELETE FROM account_challenge WHERE expires <= :now")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step that waits for its answer.

    ``kind`` is which one; ``account_id`` and ``methods`` are who has shown what so far; ``challenge`` is random;
    ``values`` is what else the step needs; ``expires`` is when it is over.
    """

    kind: str
    expires: int
    challenge: str
    account_id: str | None = None
    methods: tuple[str, ...] = ()
    values: dict[str, str] = {}


def new_step(
    kind: str,
    *,
    now: int,
    account_id: str | None = None,
    methods: tuple[str, ...] = (),
    values: dict[str, str] | None = None,
) -> Step:
    """Return a step with a challenge of its own."""
    return Step(
        kind=kind,
        expires=now + SECONDS,
        challenge=secrets.token_urlsafe(32),
        account_id=account_id,
        methods=methods,
        values=values or {},
    )


def seal_step(sealing: Sealing, step: Step) -> str:
    """Return a step as text that nobody else can read, make or change."""
    return base64.urlsafe_b64encode(sealing.seal(_PURPOSE, msgspec.json.encode(step))).decode()


def open_step(sealing: Sealing, text: str | None, kind: str, now: int) -> Step | None:
    """Return the step that a text stands for; None if it is none of this kind, or over."""
    try:
        sealed = base64.b64decode((text or "").encode("ascii"), altchars=b"-_", validate=True)
        step = msgspec.json.decode(sealing.open(_PURPOSE, sealed), type=Step)
    except (binascii.Error, UnicodeEncodeError, SealBroken):
        return None
    return step if step.kind == kind and step.expires > now else None


def use_step(connection: Connection, step: Step, now: int) -> bool:
    """Use a step up; False if it was answered before."""
    connection.run(_FORGET, {"now": now})
    return connection.run(_USE, {"digest": digest(step.challenge), "expires": step.expires}) == 1
