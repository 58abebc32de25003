"""``fhirserver user``: the people who may sign in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import click

from fhirserver.cli import Options

if TYPE_CHECKING:
    from fhirserver.accounts.accounts import Account
    from fhirserver.store.connection import Connection

Result = TypeVar("Result")


@click.group()
def command() -> None:
    """Add people who may sign in, and say what they may do.

    All of it takes effect at the next request of whom it is about.
    """


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="As shown to people.")
@click.option("--role", "roles", multiple=True, help="A role; may be given more than once.")
@click.option("--fhir-user", metavar="TYPE/ID", help="Who it is in the record, such as Practitioner/1.")
@click.pass_obj
def add(options: Options, username: str, name: str, roles: tuple[str, ...], fhir_user: str | None) -> None:
    """Add a person, and print the one-time address at which they set their password."""
    from fhirserver.accounts.accounts import add_account
    from fhirserver.accounts.invitations import invite

    checked = _roles(roles)

    def work(connection: Connection) -> str:
        account = add_account(connection, username=username, name=name, roles=checked, fhir_user=fhir_user, now=_now())
        _record(connection, account, "added", {"roles": sorted(checked)})
        return invite(connection, account.id, now=_now())

    _show_invitation(options, _write(options, work))


@command.command(name="list")
@click.pass_obj
def list_(options: Options) -> None:
    """List all: username, state, roles, who it is in the record, name; separated by tabs."""
    from fhirserver.accounts.accounts import list_accounts

    for account in _write(options, list_accounts):
        roles = ",".join(sorted(account.roles)) or "-"
        click.echo("\t".join((account.username, _state(account), roles, account.fhir_user or "-", account.name)))


@command.command()
@click.argument("username")
@click.pass_obj
def show(options: Options, username: str) -> None:
    """Show a person, and with what they sign in."""
    from fhirserver.accounts.accounts import account_of
    from fhirserver.accounts.factors import find_factors
    from fhirserver.accounts.identities import list_identities

    def work(connection: Connection) -> list[tuple[str, str]]:
        account = account_of(connection, username)
        factors = find_factors(connection, account.id)
        return [
            ("username", account.username),
            ("name", account.name),
            ("state", _state(account)),
            ("roles", ", ".join(sorted(account.roles)) or "none"),
            ("in the record", account.fhir_user or "not linked"),
            ("password", "set" if factors.password else "none"),
            ("one-time passwords", "yes" if factors.totp else "no"),
            ("passkeys", ", ".join(passkey.name for passkey in factors.passkeys) or "none"),
            ("recovery codes", str(factors.recovery_codes)),
            *(("signs in at", f"{issuer} as {subject}") for issuer, subject in list_identities(connection, account.id)),
        ]

    for label, value in _write(options, work):
        click.echo(f"{label:20}{value}")


@command.command()
@click.argument("username")
@click.argument("roles", nargs=-1)
@click.pass_obj
def role(options: Options, username: str, roles: tuple[str, ...]) -> None:
    """Give a person these roles, and take all others away."""
    from fhirserver.accounts.accounts import set_roles

    checked = _roles(roles)

    def change(connection: Connection, account: Account) -> None:
        set_roles(connection, account.id, checked)
        _record(connection, account, "roles", {"roles": sorted(checked)})

    _change(options, username, change)


@command.command()
@click.argument("username")
@click.argument("fhir_user", metavar="[TYPE/ID]", required=False)
@click.option("--issuer", help="Let them sign in at this OpenID provider too; needs --subject.")
@click.option("--subject", help="Who they are there: the claim sub.")
@click.pass_obj
def link(options: Options, username: str, fhir_user: str | None, issuer: str | None, subject: str | None) -> None:
    """Say who a person is in the record (nothing: nobody), or who they are at an OpenID provider."""
    from fhirserver.accounts.accounts import set_fhir_user
    from fhirserver.accounts.identities import add_identity

    if (issuer is None) != (subject is None):
        raise click.UsageError("--issuer and --subject are given together.")

    def change(connection: Connection, account: Account) -> None:
        if issuer and subject:
            add_identity(connection, account.id, issuer, subject)
            _record(connection, account, "identity", {"issuer": issuer})
        else:
            set_fhir_user(connection, account.id, fhir_user)
            _record(connection, account, "linked", {"fhirUser": fhir_user})

    _change(options, username, change)


@command.command()
@click.argument("username")
@click.pass_obj
def disable(options: Options, username: str) -> None:
    """Let a person sign in no more, and end their sessions."""
    from fhirserver.accounts.accounts import set_active
    from fhirserver.accounts.sessions import end_sessions

    def change(connection: Connection, account: Account) -> None:
        set_active(connection, account.id, False)
        end_sessions(connection, account.id, _now())
        _record(connection, account, "disabled")

    _change(options, username, change)


@command.command()
@click.argument("username")
@click.pass_obj
def enable(options: Options, username: str) -> None:
    """Let a person sign in again."""
    from fhirserver.accounts.accounts import set_active

    def change(connection: Connection, account: Account) -> None:
        set_active(connection, account.id, True)
        _record(connection, account, "enabled")

    _change(options, username, change)


@command.command()
@click.argument("username")
@click.option("--without-second-factors", is_flag=True, help="Remove those that they have: for whoever has lost them.")
@click.pass_obj
def invite(options: Options, username: str, without_second_factors: bool) -> None:
    """Print a one-time address at which a person sets a new password.

    The old one is good until then.  Who has second factors still needs one to sign in.
    """
    from fhirserver.accounts.accounts import account_of
    from fhirserver.accounts.factors import remove_second_factors
    from fhirserver.accounts.invitations import invite as invite_account
    from fhirserver.accounts.sessions import end_sessions

    def work(connection: Connection) -> str:
        account = account_of(connection, username)
        if without_second_factors:
            remove_second_factors(connection, account.id)
            end_sessions(connection, account.id, _now())
        _record(connection, account, "invited", {"without second factors": without_second_factors})
        return invite_account(connection, account.id, now=_now())

    _show_invitation(options, _write(options, work))


@command.command()
@click.argument("username")
@click.confirmation_option(prompt="This also ends all access that the person has given to apps. Remove the account?")
@click.pass_obj
def remove(options: Options, username: str) -> None:
    """Remove a person's account.  What they did stays recorded."""
    from fhirserver.accounts.accounts import remove_account

    def change(connection: Connection, account: Account) -> None:
        _record(connection, account, "removed")
        remove_account(connection, account.id)

    _change(options, username, change)


@command.command()
@click.argument("username")
@click.option("--end", is_flag=True, help="End all of them.")
@click.pass_obj
def sessions(options: Options, username: str, end: bool) -> None:
    """List where a person is signed in: since when, last used, address, browser; separated by tabs."""
    from fhirserver.accounts.accounts import account_of
    from fhirserver.accounts.sessions import Limits, Listed, end_sessions, list_sessions

    settings = options.settings()
    limits = Limits.of(settings)

    def work(connection: Connection) -> list[Listed]:
        account = account_of(connection, username)
        found = list_sessions(connection, account, _now(), limits)
        if end and end_sessions(connection, account.id, _now()):
            _record(connection, account, "sessions ended")
        return found

    for item in _write(options, work):
        row = (_instant(item.created), _instant(item.last_used), item.address or "-", item.user_agent or "-")
        click.echo("\t".join(row))


def _roles(names: tuple[str, ...]) -> frozenset[str]:
    from fhirserver.access.roles import ROLES

    for name in names:
        if name not in ROLES:
            raise click.UsageError(f"{name} is no role. There are: {', '.join(sorted(ROLES))}.")
    return frozenset(names)


def _change(options: Options, username: str, change: Callable[[Connection, Account], None]) -> None:
    from fhirserver.accounts.accounts import account_of

    _write(options, lambda connection: change(connection, account_of(connection, username)))


def _write(options: Options, work: Callable[[Connection], Result]) -> Result:
    from fhirserver.store.repository import open_repository

    repository = open_repository(options.settings())
    try:
        return repository.database.write(work)
    finally:
        repository.close()


def _record(connection: Connection, account: Account, outcome: str, detail: dict[str, object] | None = None) -> None:
    from fhirserver.access.events import record

    record(connection, "account", outcome, account_id=account.id, detail=detail)


def _show_invitation(options: Options, token: str) -> None:
    from fhirserver.accounts.invitations import HOURS, invitation_address
    from fhirserver.serving.folder import kept_address

    settings = options.settings()
    # The port was chosen when the server was started, and this command does not know it.
    settings = replace(settings, public_url=settings.public_url or kept_address(settings.data))

    click.echo(f"Good once, for {HOURS} hours; pass it on by a way that nobody else reads:", err=True)
    click.echo(invitation_address(settings, token))


def _state(account: Account) -> str:
    return "active" if account.active else "disabled"


def _instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _now() -> int:
    return int(time.time())
