"""Signing in: what is tried is counted first, then compared, and what succeeds begins a session in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fhirserver.access.events import record
from fhirserver.accounts import passwords, throttling
from fhirserver.accounts.accounts import Account, find_account, find_username
from fhirserver.accounts.one_time_passwords import use_totp
from fhirserver.accounts.passkeys import Shown, Site, show, use_passkey
from fhirserver.accounts.recovery import use_recovery_code
from fhirserver.accounts.sessions import Limits, begin_session, rotate
from fhirserver.accounts.steps import Step, use_step
from fhirserver.store.connection import Connection
from fhirserver.store.repository import Repository

PASSWORD = ("pwd",)
ONE_TIME_PASSWORD = ("otp", "mfa")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end: the network address, what the browser calls itself, and the time.

    ``cookie`` is that of a session that the browser has already, and ``account_id`` whose session it is.
    """

    address: str
    user_agent: str
    now: int
    limits: Limits
    cookie: str | None = None
    account_id: str | None = None


def with_password(repository: Repository, visitor: Visitor, username: str, password: str) -> Account | None:
    """Return the account whose username and password these are, None if they are not.

    How long that takes does not tell whether there is such an account.  Raises Throttled.
    """
    _count(repository, visitor, username)
    with repository.database.reading() as connection:
        account = find_username(connection, username)
        kept = passwords.find_password(connection, account.id if account else "")
    right = passwords.is_right(password, kept)
    if account is None or kept is None or not right or not account.active:
        _failed(repository, visitor, account, "wrong password" if not right else "disabled account")
        return None
    if passwords.is_outdated(kept):
        new = passwords.hashed(password)
        repository.database.write(lambda connection: passwords.renew(connection, account.id, kept, new))
    return account


def with_code(repository: Repository, visitor: Visitor, step: Step, code: str) -> str | None:
    """Return the cookie of the session that begins when ``code`` is right as a second factor; None if it is not.

    Raises Throttled.
    """
    account = _active(repository, step.account_id)
    if account is None:
        return None
    _count(repository, visitor, account.username)
    text = "".join(code.split())

    def use(connection: Connection) -> tuple[str, ...] | None:
        right = use_totp(connection, repository.sealing, account.id, text, visitor.now)
        if right or use_recovery_code(connection, account.id, text):
            return (*step.methods, *ONE_TIME_PASSWORD)
        return None

    return _begin(repository, visitor, account, step, use, "wrong second factor")


def with_passkey(repository: Repository, visitor: Visitor, site: Site, step: Step, response: str) -> str | None:
    """Return the cookie of the session that begins when a browser has shown a passkey; None if it has not.

    Nobody can guess one, so tries are not counted.
    """
    with repository.database.reading() as connection:
        shown = show(connection, site, response, step.challenge)
        account = find_account(connection, shown.account_id) if shown else None
    if shown is None or account is None or not account.active:
        _failed(repository, visitor, account, "wrong passkey")
        return None

    def use(connection: Connection) -> tuple[str, ...] | None:
        return _shown_methods(connection, shown, visitor.now)

    return _begin(repository, visitor, account, step, use, "wrong passkey")


def without_more(repository: Repository, visitor: Visitor, account: Account, methods: tuple[str, ...]) -> str:
    """Return the cookie of a session of a person who has shown all that there is to show."""
    return repository.database.write(lambda connection: _session(connection, visitor, account, methods))


def forgive(connection: Connection, visitor: Visitor, account: Account) -> None:
    """Let tries of a person who turned out to be the owner of the account not count."""
    throttling.succeeded(connection, account.username, visitor.address, visitor.now)


def _begin(
    repository: Repository,
    visitor: Visitor,
    account: Account,
    step: Step,
    use: Callable[[Connection], tuple[str, ...] | None],
    wrong: str,
) -> str | None:
    """Use up what was shown, and begin a session; in one transaction, so that one thing shown begins one session."""

    def work(connection: Connection) -> str | None:
        methods = use(connection)
        if methods is None:
            record(
                connection,
                "sign-in",
                wrong,
                account_id=account.id,
                address=visitor.address,
                now=visitor.now,
            )
            return None
        if not use_step(connection, step, visitor.now):
            return None
        return _session(connection, visitor, account, methods)

    return repository.database.write(work)


def _session(connection: Connection, visitor: Visitor, account: Account, methods: tuple[str, ...]) -> str:
    forgive(connection, visitor, account)
    record(
        connection,
        "sign-in",
        "success",
        account_id=account.id,
        address=visitor.address,
        detail={"methods": methods},
        now=visitor.now,
    )
    if visitor.cookie and visitor.account_id == account.id:
        # The same person again: what hangs on the session stays.
        same = rotate(connection, visitor.cookie, methods, authenticated=visitor.now, now=visitor.now)
        if same:
            return same
    return begin_session(
        connection,
        account,
        methods,
        user_agent=visitor.user_agent,
        address=visitor.address,
        limits=visitor.limits,
        now=visitor.now,
    )


def _shown_methods(connection: Connection, shown: Shown, now: int) -> tuple[str, ...] | None:
    return shown.methods if use_passkey(connection, shown, now) else None


def _active(repository: Repository, account_id: str | None) -> Account | None:
    with repository.database.reading() as connection:
        account = find_account(connection, account_id or "")
    return account if account and account.active else None


def _count(repository: Repository, visitor: Visitor, username: str) -> None:
    repository.database.write(lambda connection: throttling.attempt(connection, username, visitor.address, visitor.now))


def _failed(repository: Repository, visitor: Visitor, account: Account | None, why: str) -> None:
    repository.database.write(
        lambda connection: record(
            connection,
            "sign-in",
            why,
            account_id=account.id if account else None,
            address=visitor.address,
            now=visitor.now,
        )
    )
