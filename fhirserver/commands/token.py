"""``fhirserver token``: an access token for a script."""

from __future__ import annotations

import getpass
import re
import time
from typing import TYPE_CHECKING

import click

from fhirserver.cli import Options

if TYPE_CHECKING:
    from fhirserver.store.connection import Connection

CLIENT = "command-line"
LONGEST_DAYS = 30
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@click.command()
@click.option("--scope", required=True, help='What it may do, such as "system/*.cruds" or "system/Patient.rs".')
@click.option(
    "--expires", default="1h", show_default=True, metavar="TIME", help="How long it is good: 90s, 15m, 1h, 7d."
)
@click.option("--client", default=CLIENT, show_default=True, metavar="ID", help="In whose name; made if there is none.")
@click.pass_obj
def command(options: Options, scope: str, expires: str, client: str) -> None:
    """Print an access token for a script.

    It acts for no person, so scopes begin with system/. Whoever may read the key file may do this, whether the server
    runs or not; that it was done is recorded. "fhirserver client disable" ends the tokens of a client at once.

    \b
    curl --header "Authorization: Bearer $(fhirserver token --scope system/Patient.rs)" ...
    """
    from fhirserver.access.registration import scope_problems
    from fhirserver.store.migrate import migrate
    from fhirserver.store.repository import open_repository

    seconds = duration(expires)
    problems = scope_problems(scope, machine=True)
    if problems:
        raise click.ClickException("\n".join(["--scope", *problems]))
    if not re.fullmatch(r"[A-Za-z0-9._~-]{1,64}", client):
        raise click.ClickException("--client must be 1 to 64 letters, digits, dots, dashes, underscores.")
    settings = options.settings()
    migrate(settings)
    repository = open_repository(settings)
    try:
        token = repository.database.write(
            lambda connection: _issue(connection, client, " ".join(scope.split()), seconds)
        )
    finally:
        repository.close()
    click.echo(token)


def duration(text: str) -> int:
    """Return the seconds that ``text`` says, such as 90s, 15m, 1h or 7d.  Raises click.ClickException."""
    found = re.fullmatch(r"([1-9][0-9]{0,6})([smhd])", text.strip())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not 0 < seconds <= LONGEST_DAYS * _UNITS["d"]:
        raise click.ClickException(f"--expires is a time such as 90s, 15m, 1h or 7d, at most {LONGEST_DAYS}d.")
    return seconds


def _issue(connection: Connection, name: str, scope: str, seconds: int) -> str:
    from fhirserver.access.clients import Client, find_client, save_client
    from fhirserver.access.events import record
    from fhirserver.access.scopes import granted, parse
    from fhirserver.access.tokens import issue_access_token, new_grant

    now = int(time.time())
    user = getpass.getuser()
    client = find_client(connection, name)
    if client is None:
        # It has no keys and no grants: tokens come to it by this command only.
        client = Client(name, name, "private_key_jwt", "", now, owner=user)
        save_client(connection, client)
    if not client.usable(now):
        raise click.ClickException(f"The client {name} is disabled or has expired.")
    if client.grant_types:
        if "client_credentials" not in client.grant_types:
            raise click.ClickException(f"The client {name} acts for people: it gets its tokens when they sign in.")
        if set(parse(granted(scope, client.scope))) != set(parse(scope)):
            raise click.ClickException(f"The client {name} may have no more than: {client.scope}")
    grant = new_grant(connection, client_id=name, scope=scope, now=now, expires=now + seconds)
    token = issue_access_token(connection, grant, scope, now=now, seconds=seconds)
    detail = {"scope": scope, "expires": now + seconds, "by": user}
    record(connection, "token", "success", client_id=name, detail=detail, now=now)
    return token
