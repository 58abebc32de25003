"""What an access token opens, and all that ends it."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable

import pytest

from fhirserver.access.caller import Caller
from fhirserver.access.clients import Client, save_client
from fhirserver.access.tokens import (
    REMEMBERED_SECONDS,
    Ended,
    digest,
    issue_access_token,
    look_up,
    look_up_ended,
    new_grant,
    new_secret,
    revoke_grant,
)
from fhirserver.store.connection import Connection
from fhirserver.store.engine import Database
from fhirserver.store.sql import statement

NOW = 1_900_000_000
SCOPE = "patient/*.rs launch/patient"
MACHINE = Client("machine", "A machine", "private_key_jwt", "system/*.cruds", NOW - 10)

ACCOUNT = statement(
    "INSERT INTO account (id, username, name, fhir_user, active, totp_confirmed, totp_step, created) "
    "VALUES ('a1', 'ann', 'Ann', 'Practitioner/p1', :yes, :no, 0, 0)"
)
ROLE = statement("INSERT INTO account_role (account_id, role) VALUES (:account, :role)")
OTHER_ACCOUNT = statement(
    "INSERT INTO account (id, username, name, active, totp_confirmed, totp_step, created) "
    "VALUES ('a2', 'bob', 'Bob', :yes, :no, 0, 0)"
)
SESSION = statement(
    "INSERT INTO account_session (digest, id, account_id, methods, authenticated, created, last_used, expires, "
    "user_agent, address) VALUES (:digest, 's1', 'a1', '[]', 0, 0, 0, :expires, '', '')"
)
EMERGENCY = statement(
    "INSERT INTO emergency_access (id, account_id, patient_pk, purpose, reason, started, expires, ended) "
    "VALUES (:id, :account, :patient, 'BTG', 'unconscious', :started, :expires, :ended)"
)
YES_NO = {"yes": True, "no": False}


def with_person(connection: Connection) -> None:
    """Add the client, a person with two roles, another person, and the session of the first."""
    save_client(connection, MACHINE)
    connection.run(ACCOUNT, YES_NO)
    connection.run(OTHER_ACCOUNT, YES_NO)
    for account, role in (("a1", "physician"), ("a1", "privacy-officer"), ("a2", "auditor")):
        connection.run(ROLE, {"account": account, "role": role})
    connection.run(SESSION, {"digest": b"cookie", "expires": NOW + 5000})


def issued(database: Database, **grant: object) -> tuple[str, str]:
    """Return a grant of the client and a token of it that is good for 300 seconds."""

    def work(connection: Connection) -> tuple[str, str]:
        grant_id = new_grant(connection, client_id="machine", scope=SCOPE, now=NOW, **grant)  # type: ignore[arg-type]  # by name
        return grant_id, issue_access_token(connection, grant_id, SCOPE, now=NOW, seconds=300)

    return database.write(work)


def caller(database: Database, token: str, now: int = NOW) -> Caller | None:
    with database.reading() as connection:
        return look_up(connection, token, now)


def run(database: Database, text: str) -> int:
    return database.write(lambda connection: connection.run(statement(text), YES_NO if ":yes" in text else None))


@pytest.fixture
def person(database: Database) -> Database:
    """The database with what :func:`with_person` adds."""
    database.write(with_person)
    return database


def test_a_secret_has_256_random_bits_and_no_character_that_an_address_or_header_would_change() -> None:
    secrets = {new_secret() for _ in range(1000)}
    assert len(secrets) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in secrets)


def test_a_digest_is_sha256_of_the_utf_8_bytes_and_takes_any_text() -> None:
    assert digest("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("é") == hashlib.sha256("é".encode()).digest()
    assert len(digest("\ud800\0")) == 32


def test_the_token_of_a_machine_client_names_no_person(person: Database) -> None:
    grant_id, token = issued(person)
    expected = Caller("machine", None, None, frozenset(), SCOPE, {}, grant_id, frozenset(), consents=False)
    assert caller(person, token) == expected


def test_the_token_of_a_person_brings_reference_roles_context_and_emergencies(person: Database) -> None:
    def emergencies(connection: Connection) -> None:
        for name, account, patient, started, expires, ended in (
            ("now", "a1", 11, NOW - 5, NOW + 5, None),
            ("also now", "a1", 12, NOW, NOW + 1, None),
            ("over", "a1", 13, NOW - 9, NOW, None),
            ("ended", "a1", 14, NOW - 9, NOW + 9, NOW - 1),
            ("later", "a1", 15, NOW + 1, NOW + 9, None),
            ("of somebody else", "a2", 16, NOW - 5, NOW + 5, None),
        ):
            connection.run(
                EMERGENCY,
                {"id": name, "account": account, "patient": patient, "started": started, "expires": expires}
                | {"ended": ended},
            )

    person.write(emergencies)
    context = {"patient": "p1", "need_patient_banner": True, "fhirContext": [{"reference": "Task/1"}]}
    grant_id, token = issued(person, account_id="a1", session_id="s1", context=context)
    assert caller(person, token) == Caller(
        "machine",
        "a1",
        "Practitioner/p1",
        frozenset({"physician", "privacy-officer"}),
        SCOPE,
        context,
        grant_id,
        frozenset({11, 12}),
        consents=False,
    )


def test_looking_up_is_one_statement(person: Database) -> None:
    _, token = issued(person, account_id="a1", session_id="s1")
    seen: list[str] = []
    person.observe = seen.append
    assert caller(person, token)
    assert len(seen) == 1


def test_a_token_may_have_less_scope_than_its_grant(person: Database) -> None:
    grant_id, _ = issued(person)
    token = person.write(lambda connection: issue_access_token(connection, grant_id, "a/b.r", now=NOW, seconds=1))
    found = caller(person, token)
    assert found is not None
    assert found.scope == "a/b.r"


def test_a_token_expires_to_the_second(person: Database) -> None:
    _, token = issued(person)
    assert caller(person, token, NOW + 299)
    assert caller(person, token, NOW + 300) is None


def test_of_a_token_that_has_ended_it_is_known_whose_it_was_and_why(person: Database) -> None:
    grant_id, token = issued(person, account_id="a1")
    person.write(lambda connection: revoke_grant(connection, grant_id, NOW))
    with person.reading() as connection:
        assert look_up_ended(connection, token, NOW + 299) == Ended("machine", "a1", expired=False)
        assert look_up_ended(connection, token, NOW + 300) == Ended("machine", "a1", expired=True)
        assert look_up_ended(connection, "never issued", NOW) is None


@pytest.mark.parametrize("spoilt", [lambda t: t[:-1], lambda t: t + "A", lambda t: t.swapcase(), lambda t: "", hash])
def test_what_was_not_issued_opens_nothing(person: Database, spoilt: Callable[[str], object]) -> None:
    _, token = issued(person)
    assert caller(person, str(spoilt(token))) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE access_token SET revoked = 1",
        "UPDATE oauth_grant SET revoked = 1",
        f"UPDATE oauth_grant SET expires = {NOW}",
        "DELETE FROM oauth_grant",
        "UPDATE oauth_client SET active = :no WHERE :yes",
        f"UPDATE oauth_client SET expires = {NOW}",
        "DELETE FROM oauth_client",
        "UPDATE account SET active = :no WHERE :yes",
        "DELETE FROM account",
        "DELETE FROM account_session",
        f"UPDATE account_session SET expires = {NOW}",
    ],
)
def test_a_token_ends_at_once_with_what_it_hangs_on(person: Database, change: str) -> None:
    _, token = issued(person, account_id="a1", session_id="s1", expires=NOW + 9000)
    assert caller(person, token)
    assert run(person, change) > 0
    assert caller(person, token) is None


def test_offline_access_outlives_the_session(person: Database) -> None:
    _, token = issued(person, account_id="a1")
    run(person, "DELETE FROM account_session")
    assert caller(person, token)


def test_a_role_that_is_taken_away_is_gone_at_the_next_look(person: Database) -> None:
    _, token = issued(person, account_id="a1")
    run(person, "DELETE FROM account_role WHERE role = 'physician'")
    found = caller(person, token)
    assert found is not None
    assert found.roles == {"privacy-officer"}


def test_revoking_a_grant_ends_all_its_tokens_and_tells_whether_it_did(person: Database) -> None:
    grant_id, token = issued(person)
    other = issued(person)[1]
    more = person.write(lambda connection: issue_access_token(connection, grant_id, SCOPE, now=NOW, seconds=300))
    assert person.write(lambda connection: revoke_grant(connection, grant_id, NOW))
    assert not person.write(lambda connection: revoke_grant(connection, grant_id, NOW))
    assert not person.write(lambda connection: revoke_grant(connection, "none", NOW))
    assert caller(person, token) is None
    assert caller(person, more) is None
    assert caller(person, other)


def test_of_many_who_revoke_at_once_one_does(person: Database) -> None:
    grant_id, _ = issued(person)
    start = threading.Barrier(8)
    done: list[bool] = []

    def revoke() -> None:
        start.wait()
        done.append(person.write(lambda connection: revoke_grant(connection, grant_id, NOW)))

    threads = [threading.Thread(target=revoke) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 7 + [True]


def test_the_database_never_sees_a_token(person: Database) -> None:
    _, token = issued(person, account_id="a1")
    with person.reading() as connection:
        rows = connection.rows(
            statement("SELECT digest, grant_id, scope FROM access_token WHERE scope <> 'system/*.cruds'")
        )
    assert [bytes(row[0]) for row in rows] == [digest(token)]
    assert token not in str(rows)


def test_tokens_that_are_long_over_are_forgotten_when_new_ones_come(database: Database) -> None:
    def work(connection: Connection) -> tuple[int, Ended | None, Ended | None]:
        save_client(connection, MACHINE)
        grant = new_grant(connection, client_id="machine", scope=SCOPE, now=NOW)
        for _ in range(3):
            issue_access_token(connection, grant, SCOPE, now=NOW, seconds=60)
        late = issue_access_token(connection, grant, SCOPE, now=NOW, seconds=61)
        later = NOW + 60 + REMEMBERED_SECONDS
        living = issue_access_token(connection, grant, SCOPE, now=later, seconds=60)
        (count,) = connection.row(statement("SELECT count(*) FROM access_token")) or (None,)
        assert look_up(connection, living, later) is not None
        return count, look_up_ended(connection, late, later), look_up_ended(connection, living, later)

    count, late, living = database.write(work)
    assert (count, late) == (2, Ended("machine", None, True))
    assert living == Ended("machine", None, False)
