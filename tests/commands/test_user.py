"""``fhirserver user`` as its user meets it."""

from __future__ import annotations

import json
import re

from fhirserver.access.tokens import digest
from fhirserver.accounts.accounts import Account, find_username
from fhirserver.accounts.sessions import begin_session
from fhirserver.serving.folder import keep_address
from fhirserver.settings import Settings
from fhirserver.store.repository import open_repository
from fhirserver.store.sql import statement
from tests.commands.test_load import run

ADD = ("user", "add", "Ann.Smith", "--name", "Ann Smith")


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    repository = open_repository(settings)
    try:
        with repository.database.reading() as connection:
            return connection.rows(statement(query))
    finally:
        repository.close()


def test_people_are_added_listed_changed_and_removed(engine_settings: Settings) -> None:
    added = run(engine_settings, *ADD, "--role", "physician", "--role", "nurse", "--fhir-user", "Practitioner/1")
    assert added.returncode == 0, added.stderr
    found = re.fullmatch(r"https://localhost:8443/invitation#([\w-]{43})\n", added.stdout)
    assert found
    assert added.stderr == "Good once, for 24 hours; pass it on by a way that nobody else reads:\n"
    (kept,) = rows(engine_settings, "SELECT digest FROM account_invitation")
    assert bytes(kept[0]) == digest(found[1])  # type: ignore[call-overload]  # bytes on one engine, memory on another
    listed = "ann.smith\tactive\tnurse,physician\tPractitioner/1\tAnn Smith\n"
    assert run(engine_settings, "user", "list").stdout == listed

    assert run(engine_settings, "user", "role", "ann.smith", "auditor").returncode == 0
    assert run(engine_settings, "user", "link", "ANN.SMITH", "Practitioner/2").returncode == 0
    identity = ("--issuer", "https://login.example", "--subject", "4711")
    assert run(engine_settings, "user", "link", "ann.smith", *identity).returncode == 0
    assert run(engine_settings, "user", "disable", "ann.smith").returncode == 0
    shown = dict(
        line.split(maxsplit=1) if not line.startswith(("in the", "one-", "recovery", "signs")) else line.split("  ", 1)
        for line in run(engine_settings, "user", "show", "ann.smith").stdout.splitlines()
    )
    assert shown["username"] == "ann.smith"
    assert shown["state"] == "disabled"
    assert shown["roles"] == "auditor"
    assert shown["password"] == "none"
    assert shown["in the record"].strip() == "Practitioner/2"
    assert shown["signs in at"].strip() == "https://login.example as 4711"

    assert run(engine_settings, "user", "enable", "ann.smith").returncode == 0
    assert run(engine_settings, "user", "invite", "ann.smith", "--without-second-factors").stdout != added.stdout
    assert len(rows(engine_settings, "SELECT 1 FROM account_invitation")) == 1  # the first address is good no more
    asked = run(engine_settings, "user", "remove", "ann.smith", input="n\n")
    assert (asked.returncode, "Aborted" in asked.stderr) == (1, True)
    assert run(engine_settings, "user", "remove", "ann.smith", "--yes").returncode == 0
    assert run(engine_settings, "user", "list").stdout == ""
    recorded = rows(
        engine_settings, "SELECT outcome, detail FROM security_event WHERE kind = 'account' ORDER BY number"
    )
    assert [outcome for outcome, _ in recorded] == [
        *("added", "roles", "linked", "identity", "disabled", "enabled", "invited", "removed")
    ]
    assert json.loads(str(recorded[1][1])) == {"roles": ["auditor"]}


def test_what_cannot_be_done_is_said(engine_settings: Settings) -> None:
    assert run(engine_settings, *ADD).returncode == 0
    for arguments, message in [
        (ADD, "The username ann.smith is taken."),
        (("user", "add", "bob", "--name", "Bob", "--role", "wizard"), "wizard is no role. There are: administrator, "),
        (("user", "add", "bob", "--name", "Bob", "--fhir-user", "Device/1"), "names nobody who can sign in"),
        (("user", "add", " ", "--name", "Bob"), "The username must have 1 to 200 printable characters."),
        (("user", "role", "bob", "nurse"), "There is no account of the name bob."),
        (("user", "role", "ann.smith", "wizard"), "wizard is no role."),
        (("user", "show", "bob"), "There is no account of the name bob."),
        (("user", "link", "ann.smith", "--issuer", "https://a.example"), "are given together"),
        (
            ("user", "link", "ann.smith", "--issuer", "http://a.example", "--subject", "1"),
            "An issuer is an https address",
        ),
    ]:
        result = run(engine_settings, *arguments)
        assert (result.returncode != 0, result.stdout) == (True, ""), arguments
        assert message in result.stderr
        assert "Traceback" not in result.stderr
    assert run(engine_settings, "user", "list").stdout == "ann.smith\tactive\t-\t-\tAnn Smith\n"


def test_sessions_are_listed_and_ended(engine_settings: Settings) -> None:
    import time

    run(engine_settings, *ADD)
    repository = open_repository(engine_settings)
    now = int(time.time())
    with repository.database.reading() as connection:
        ann = find_username(connection, "ann.smith")
    assert isinstance(ann, Account)
    repository.database.write(
        lambda connection: begin_session(
            connection, ann, ("pwd",), user_agent="Fire\tfox", address="192.0.2.1", now=now
        )
    )
    repository.close()
    listed = run(engine_settings, "user", "sessions", "ann.smith", "--end").stdout
    assert re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\t){2}192\.0\.2\.1\tFirefox\n", listed)
    assert run(engine_settings, "user", "sessions", "ann.smith").stdout == ""


def test_the_address_is_that_under_which_the_server_was_started(engine_settings: Settings) -> None:
    keep_address(engine_settings.data, "https://localhost:9443/fhir")
    assert run(engine_settings, *ADD).stdout.startswith("https://localhost:9443/invitation#")
