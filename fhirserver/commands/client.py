"""``fhirserver client``: the apps and programs that may ask for access."""

from __future__ import annotations

import getpass
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fhirserver.cli import Options

if TYPE_CHECKING:
    from fhirserver.access.clients import Client
    from fhirserver.store.connection import Connection

Result = TypeVar("Result")


@click.group()
def command() -> None:
    """Register the apps and programs that may ask for access.

    All of it takes effect at the next request.
    """


@command.command()
@click.argument("client_id", metavar="ID")
@click.option("--name", required=True, help="As shown to people who are asked for their consent.")
@click.option("--publisher", default="", help="Who makes it, as shown to people.")
@click.option(
    "--method",
    type=click.Choice(["none", "client_secret_basic", "client_secret_post", "private_key_jwt"]),
    required=True,
    help="How it proves who it is; none: it cannot keep a secret, such as an app in a browser.",
)
@click.option("--scope", required=True, help='The most that it may ask for, such as "launch/patient patient/*.rs".')
@click.option("--redirect-uri", "redirect_uris", multiple=True, metavar="URL", help="Where people are sent back to.")
@click.option("--launch-uri", metavar="URL", help="Where it is opened from within a record.")
@click.option("--origin", "origins", multiple=True, metavar="URL", help="From where its scripts in browsers may call.")
@click.option(
    "--grant-type",
    "grant_types",
    multiple=True,
    type=click.Choice(["authorization_code", "refresh_token", "client_credentials"]),
    help="How it gets tokens. Else from people if it has a redirect URI, and for itself if not.",
)
@click.option(
    "--jwks",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Its public keys, a JSON Web Key Set.",
)
@click.option("--jwks-uri", metavar="URL", help="Where its public keys are.")
@click.option(
    "--algorithm",
    "algorithms",
    multiple=True,
    type=click.Choice(["RS384", "ES384"]),
    help="With which it may sign.  [default: both]",
)
@click.option("--owner", help="Who answers for it.  [default: who registers it]")
@click.option("--expires", metavar="DATE", help="Last day on which it may be used, such as 2027-06-30.")
@click.pass_obj
def add(options: Options, /, client_id: str, jwks: Path | None, expires: str | None, **given: Any) -> None:
    """Register a client; if it has a secret, print that: it is shown only now."""
    from fhirserver.access.clients import find_client, save_client
    from fhirserver.access.registration import SECRET_METHODS, RegistrationError, client_of, with_secret

    if not given["grant_types"]:
        people = ["authorization_code", "refresh_token"]
        given["grant_types"] = people if given["redirect_uris"] else ["client_credentials"]
    lists = {name: list(value) for name, value in given.items() if isinstance(value, tuple) and value}
    given["owner"] = given["owner"] or getpass.getuser()
    values = {**given, **lists, "id": client_id, "jwks": _key_set(jwks), "expires": _end_of(expires)}
    try:
        client = client_of({name: value for name, value in values.items() if value != ()}, _now())
    except RegistrationError as error:
        raise click.ClickException(f"The client {client_id} cannot be registered.\n{error}") from None
    secret = None
    if client.method in SECRET_METHODS:
        client, secret = with_secret(client)

    def work(connection: Connection) -> None:
        if find_client(connection, client.id):
            raise click.ClickException(f"There is a client {client.id} already.")
        save_client(connection, client)
        _record(connection, client.id, "added", {"scope": client.scope, "method": client.method})

    _write(options, work, first=True)
    click.echo(f"The client {client.id} is registered.", err=True)
    if secret:
        _show_secret(secret)


@command.command(name="list")
@click.pass_obj
def list_(options: Options) -> None:
    """List all: id, state, method, grant types, name; separated by tabs."""
    from fhirserver.access.clients import list_clients

    for client in _write(options, list_clients, first=True):
        grants = ",".join(client.grant_types) or "-"
        click.echo("\t".join((client.id, _state(client), client.method, grants, client.name)))


@command.command()
@click.argument("client_id", metavar="ID")
@click.pass_obj
def show(options: Options, client_id: str) -> None:
    """Show what is registered of a client, but no secret."""
    client = _write(options, lambda connection: _found(connection, client_id))
    keys = [f"{key.get('kty')} {key.get('kid')}" for key in (client.jwks or {}).get("keys", ())]
    for label, value in (
        ("id", client.id),
        ("name", client.name),
        ("publisher", client.publisher),
        ("state", _state(client)),
        ("method", client.method),
        ("secret", "set" if client.secret else ""),
        ("keys", ", ".join(keys)),
        ("keys at", client.jwks_uri or ""),
        ("signs with", ", ".join(client.algorithms) if client.method == "private_key_jwt" else ""),
        ("grant types", ", ".join(client.grant_types)),
        ("scope", client.scope),
        ("redirect URIs", " ".join(client.redirect_uris)),
        ("launch URI", client.launch_uri or ""),
        ("origins", " ".join(client.origins)),
        ("owner", client.owner or ""),
        ("registered", _instant(client.created)),
        ("expires", _instant(client.expires) if client.expires else "never"),
    ):
        click.echo(f"{label:16}{value or '-'}")


@command.command()
@click.argument("client_id", metavar="ID")
@click.pass_obj
def disable(options: Options, client_id: str) -> None:
    """Let a client do nothing more: its tokens open nothing from now on, until it is enabled again."""
    _change(options, client_id, "disabled", lambda client: replace(client, active=False))


@command.command()
@click.argument("client_id", metavar="ID")
@click.pass_obj
def enable(options: Options, client_id: str) -> None:
    """Let a client that was disabled go on with what it was granted before."""
    _change(options, client_id, "enabled", lambda client: replace(client, active=True))


@command.command()
@click.argument("client_id", metavar="ID")
@click.pass_obj
def secret(options: Options, client_id: str) -> None:
    """Print a new secret of a client: it is shown only now, and the old one is not good any more."""
    from fhirserver.access.registration import SECRET_METHODS, with_secret

    made = ""

    def renewed(client: Client) -> Client:
        nonlocal made
        if client.method not in SECRET_METHODS:
            raise click.ClickException(f"The client {client.id} has no secret: its method is {client.method}.")
        client, made = with_secret(client)
        return client

    _change(options, client_id, "secret", renewed)
    _show_secret(made)


@command.command()
@click.argument("client_id", metavar="ID")
@click.confirmation_option(prompt="This also ends all access that the client was given. Remove it?")
@click.pass_obj
def remove(options: Options, client_id: str) -> None:
    """Remove a client with everything it was ever granted.  What it did stays recorded."""
    from fhirserver.access.clients import remove_client

    def work(connection: Connection) -> None:
        client = _found(connection, client_id)
        _record(connection, client.id, "removed")
        remove_client(connection, client.id)

    _write(options, work)


@command.command(name="registration-token")
@click.option("--uses", type=click.IntRange(1, 1000), default=1, show_default=True, help="How many may register.")
@click.option("--hours", type=click.IntRange(1, 24 * 30), default=24, show_default=True, help="How long it is good.")
@click.pass_obj
def registration_token(options: Options, uses: int, hours: int) -> None:
    """Print a token with which clients register themselves, for patients' apps; see FHIRSERVER_CLIENT_REGISTRATION."""
    from fhirserver.access.events import record
    from fhirserver.oauth.registration import new_registration_token

    def work(connection: Connection) -> str:
        detail = {"uses": uses, "hours": hours, "by": getpass.getuser()}
        record(connection, "registration-token", "made", detail=detail)
        return new_registration_token(connection, uses=uses, now=_now(), seconds=hours * 3600)

    click.echo(_write(options, work, first=True))


@command.command(name="rotate-key")
@click.option("--now", "at_once", is_flag=True, help="Others have got to know the key: stop using it at once.")
@click.pass_obj
def rotate_key(options: Options, at_once: bool) -> None:
    """Make the next key that signs id_tokens, and print its id.  It signs a day later, when apps know it."""
    from fhirserver.access.events import record
    from fhirserver.oauth.signing_keys import rotate
    from fhirserver.store.repository import open_repository

    repository = open_repository(options.settings())

    def work(connection: Connection) -> str:
        kid = rotate(connection, repository.sealing, _now(), at_once=at_once)
        record(connection, "signing-key", "made", detail={"kid": kid, "now": at_once, "by": getpass.getuser()})
        return kid

    try:
        click.echo(repository.database.write(work))
    finally:
        repository.close()


def _change(options: Options, client_id: str, outcome: str, change: Callable[[Client], Client]) -> None:
    from fhirserver.access.clients import save_client

    def work(connection: Connection) -> None:
        client = _found(connection, client_id)
        save_client(connection, change(client))
        _record(connection, client.id, outcome)

    _write(options, work)


def _found(connection: Connection, client_id: str) -> Client:
    from fhirserver.access.clients import find_client

    client = find_client(connection, client_id)
    if client is None:
        raise click.ClickException(f"There is no client {client_id}.")
    return client


def _write(options: Options, work: Callable[[Connection], Result], *, first: bool = False) -> Result:
    """Do ``work`` in a transaction; ``first``: it may be the first that is ever done with this data folder."""
    from fhirserver.store.repository import open_repository

    settings = options.settings()
    if first:
        from fhirserver.store.migrate import migrate

        migrate(settings)
    repository = open_repository(settings)
    try:
        return repository.database.write(work)
    finally:
        repository.close()


def _record(connection: Connection, client_id: str, outcome: str, detail: dict[str, object] | None = None) -> None:
    from fhirserver.access.events import record

    record(connection, "client", outcome, client_id=client_id, detail={**(detail or {}), "by": getpass.getuser()})


def _key_set(file: Path | None) -> object:
    import msgspec

    if file is None:
        return None
    try:
        return msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError):
        raise click.ClickException(f"{file} does not hold a JSON Web Key Set.") from None


def _end_of(text: str | None) -> int | None:
    """The instant at which a day is over, in UTC."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise click.ClickException("--expires is a day such as 2027-06-30.") from None
    end = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + 86400
    if end <= _now():
        raise click.ClickException(f"--expires: {text} is over already.")
    return end


def _state(client: Client) -> str:
    if not client.active:
        return "disabled"
    return "active" if client.usable(_now()) else "expired"


def _show_secret(text: str) -> None:
    click.echo("Its secret, which is shown only now:", err=True)
    click.echo(text)


def _instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _now() -> int:
    return int(time.time())
