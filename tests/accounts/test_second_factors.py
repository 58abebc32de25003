"""One-time passwords, recovery codes and passkeys: each is good once, and none for another account."""

from __future__ import annotations

import json
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pyotp
import pytest

from fhirserver.accounts.accounts import Account
from fhirserver.accounts.factors import find_factors, remove_second_factors
from fhirserver.accounts.one_time_passwords import (
    has_totp,
    new_totp_secret,
    remove_totp,
    set_totp,
    setup_address,
    setup_image,
    use_totp,
)
from fhirserver.accounts.passkeys import (
    HARDWARE,
    SYNCED,
    Site,
    authentication_options,
    list_passkeys,
    register,
    registration_options,
    remove_passkey,
    show,
    use_passkey,
)
from fhirserver.accounts.recovery import recovery_codes_left, renew_recovery_codes, use_recovery_code
from fhirserver.store.repository import Repository
from fhirserver.store.seal import SealBroken
from fhirserver.store.sql import statement
from tests.accounts.authenticator import (
    BACKED_UP,
    BACKUP_ELIGIBLE,
    ORIGIN,
    USER_PRESENT,
    USER_VERIFIED,
    Authenticator,
    base64url,
)
from tests.accounts.conftest import NOW, make_account

SITE = Site("localhost", ORIGIN)
CHALLENGE = base64url(b"c" * 32)


def code(secret: str, now: int = NOW) -> str:
    return pyotp.TOTP(secret).at(now)


@pytest.fixture
def secret(repository: Repository, ann: Account) -> str:
    """The secret of the one-time passwords of Ann, whose app has shown one long ago."""
    made, before = new_totp_secret(), NOW - 3600
    repository.database.write(
        lambda connection: set_totp(connection, repository.sealing, ann.id, made, code(made, before), before)
    )
    return made


def use(repository: Repository, account: Account, password: str, now: int = NOW) -> bool:
    return repository.database.write(
        lambda connection: use_totp(connection, repository.sealing, account.id, password, now)
    )


@pytest.mark.parametrize("drift", [-30, 0, 30])
def test_a_one_time_password_is_right_once(repository: Repository, ann: Account, secret: str, drift: int) -> None:
    password = code(secret, NOW + drift)
    assert use(repository, ann, password) is True
    assert use(repository, ann, password) is False


@pytest.mark.parametrize("drift", [-90, -60, 60, 90, 86_400])
def test_one_of_another_time_is_wrong(repository: Repository, ann: Account, secret: str, drift: int) -> None:
    assert use(repository, ann, code(secret, NOW + drift)) is False


@pytest.mark.parametrize("text", ["", "12345", "1234567", "abcdef", "\uff11" * 6, "é" * 6, "0" * 10_000, "\0"])
def test_what_is_none_is_wrong(repository: Repository, ann: Account, secret: str, text: str) -> None:
    assert use(repository, ann, text) is False


def test_one_that_is_older_than_the_last_is_used_up_too(repository: Repository, ann: Account, secret: str) -> None:
    assert use(repository, ann, code(secret, NOW + 30)) is True
    assert use(repository, ann, code(secret, NOW)) is False


def test_of_twenty_uses_at_the_same_time_one_succeeds(repository: Repository, ann: Account, secret: str) -> None:
    together, password = Barrier(20), code(secret)

    def one(_: int) -> bool:
        together.wait()
        return use(repository, ann, password)

    with ThreadPoolExecutor(20) as threads:
        assert sorted(threads.map(one, range(20))) == [False] * 19 + [True]


def test_the_app_must_show_that_it_has_the_secret(repository: Repository, ann: Account) -> None:
    made = new_totp_secret()

    def set_(password: str) -> bool:
        return repository.database.write(
            lambda connection: set_totp(connection, repository.sealing, ann.id, made, password, NOW)
        )

    def has() -> bool:
        with repository.database.reading() as connection:
            return has_totp(connection, ann.id)

    assert (set_(code(new_totp_secret())), has()) == (False, False)
    assert (set_(code(made)), has()) == (True, True)
    assert use(repository, ann, code(made)) is False  # it was used to show that
    repository.database.write(lambda connection: remove_totp(connection, ann.id))
    assert (use(repository, ann, code(made, NOW + 30), NOW + 30), has()) == (False, False)


def test_the_secret_is_sealed_and_good_for_no_other_account(repository: Repository, ann: Account, secret: str) -> None:
    bob = make_account(repository, "bob", password=None)
    find = statement("SELECT totp FROM account WHERE id = :id")
    put = statement("UPDATE account SET totp = :totp, totp_confirmed = :yes WHERE id = :id")
    with repository.database.reading() as connection:
        row = connection.row(find, {"id": ann.id})
    assert row is not None
    sealed = bytes(row[0])
    assert secret.encode() not in sealed
    repository.database.write(lambda connection: connection.run(put, {"id": bob.id, "totp": sealed, "yes": True}))
    assert use(repository, bob, code(secret)) is False
    broken = sealed[:-1] + bytes([sealed[-1] ^ 1])
    repository.database.write(lambda connection: connection.run(put, {"id": bob.id, "totp": broken, "yes": True}))
    with pytest.raises(SealBroken):
        use(repository, bob, code(secret))


def test_an_app_reads_the_secret_from_the_address(ann: Account) -> None:
    made = new_totp_secret()
    parsed = pyotp.parse_uri(setup_address(made, ann))
    assert isinstance(parsed, pyotp.TOTP)
    assert (parsed.secret, parsed.name, parsed.issuer) == (made, "ann", "FHIR server")
    kind, _, image = setup_image(setup_address(made, ann)).partition(",")
    assert kind == "data:image/svg+xml;charset=utf-8"
    assert "<svg" in urllib.parse.unquote(image)
    assert "<script" not in urllib.parse.unquote(image)


def test_each_recovery_code_is_good_once_however_it_is_typed(repository: Repository, ann: Account) -> None:
    codes = repository.database.write(lambda connection: renew_recovery_codes(connection, ann.id))
    assert len(set(codes)) == 10
    assert all(len(text.replace("-", "")) == 16 for text in codes)

    def use_code(text: str, account: Account = ann) -> bool:
        return repository.database.write(lambda connection: use_recovery_code(connection, account.id, text))

    assert use_code(codes[0]) is True
    assert use_code(codes[0]) is False
    assert use_code(f" {codes[1].upper().replace('-', ' ')} ") is True
    assert use_code(codes[2], make_account(repository, "bob", password=None)) is False
    assert use_code("") is False
    with repository.database.reading() as connection:
        assert recovery_codes_left(connection, ann.id) == 8
    repository.database.write(lambda connection: renew_recovery_codes(connection, ann.id))
    assert use_code(codes[2]) is False


def test_of_twenty_uses_of_a_recovery_code_at_the_same_time_one_succeeds(repository: Repository, ann: Account) -> None:
    first = repository.database.write(lambda connection: renew_recovery_codes(connection, ann.id))[0]
    together = Barrier(20)

    def one(_: int) -> bool:
        together.wait()
        return repository.database.write(lambda connection: use_recovery_code(connection, ann.id, first))

    with ThreadPoolExecutor(20) as threads:
        assert sorted(threads.map(one, range(20))) == [False] * 19 + [True]


def add(repository: Repository, account: Account, authenticator: Authenticator, site: Site = SITE) -> bool:
    made = authenticator.create(registration_options(site, account, (), CHALLENGE))
    return repository.database.write(
        lambda connection: register(connection, SITE, account.id, made, CHALLENGE, "Key\0 ring", NOW)
    )


def sign_in(repository: Repository, response: str, challenge: str = CHALLENGE) -> tuple[str, ...] | None:
    """What a passkey shows, and uses up."""
    with repository.database.reading() as connection:
        shown = show(connection, SITE, response, challenge)
    if shown is None:
        return None
    used = repository.database.write(lambda connection: use_passkey(connection, shown, NOW + 5))
    return (shown.account_id, *shown.methods) if used else None


def options() -> str:
    return authentication_options(SITE, (), CHALLENGE)


def test_a_passkey_signs_in(repository: Repository, ann: Account) -> None:
    authenticator = Authenticator()
    assert add(repository, ann, authenticator) is True
    assert sign_in(repository, authenticator.get(options())) == (ann.id, *HARDWARE)
    with repository.database.reading() as connection:
        (passkey,) = list_passkeys(connection, ann.id)
    assert (passkey.name, passkey.created, passkey.last_used) == ("Key ring", NOW, NOW + 5)


def test_a_passkey_that_is_synced_does_not_count(repository: Repository, ann: Account) -> None:
    flags = USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE | BACKED_UP
    authenticator = Authenticator(flags=flags, count=None)
    assert add(repository, ann, authenticator) is True
    for _ in range(2):
        assert sign_in(repository, authenticator.get(options())) == (ann.id, *SYNCED)


def test_a_copy_of_a_passkey_is_noticed(repository: Repository, ann: Account) -> None:
    authenticator = Authenticator()
    add(repository, ann, authenticator)
    responses = [authenticator.get(options()) for _ in range(2)]
    assert sign_in(repository, responses[1]) is not None
    assert sign_in(repository, responses[0]) is None  # made earlier, by the count
    assert sign_in(repository, responses[1]) is None


def test_of_twenty_that_show_the_same_at_the_same_time_one_succeeds(repository: Repository, ann: Account) -> None:
    authenticator = Authenticator()
    add(repository, ann, authenticator)
    together, response = Barrier(20), authenticator.get(options())

    def one(_: int) -> bool:
        together.wait()
        return sign_in(repository, response) is not None

    with ThreadPoolExecutor(20) as threads:
        assert sorted(threads.map(one, range(20))) == [False] * 19 + [True]


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"flags": USER_PRESENT},
        {"flags": USER_VERIFIED},
    ],
    ids=str,
)
def test_what_does_not_prove_enough_is_no_passkey(repository: Repository, ann: Account, changes: Any) -> None:
    assert add(repository, ann, Authenticator(**changes)) is False
    good = Authenticator()
    add(repository, ann, good)
    bad = Authenticator(key=good.key, credential_id=good.credential_id, owner=good.owner, **changes)
    assert sign_in(repository, bad.get(options())) is None
    assert sign_in(repository, good.get(options())) is not None


def test_what_answers_another_challenge_or_is_signed_by_another_key_is_refused(
    repository: Repository, ann: Account
) -> None:
    good = Authenticator()
    add(repository, ann, good)
    assert sign_in(repository, good.get(options()), base64url(b"d" * 32)) is None
    forged = Authenticator(credential_id=good.credential_id, owner=good.owner)
    assert sign_in(repository, forged.get(options())) is None
    assert sign_in(repository, Authenticator().get(options())) is None
    assert sign_in(repository, good.get(options(), userHandle=base64url(b"somebody else"))) is None


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"id":"AA","rawId":"AA","type":"public-key"}', "\0", "é"])
def test_what_a_browser_never_sends_is_no_passkey(repository: Repository, ann: Account, text: str) -> None:
    assert sign_in(repository, text) is None
    added = repository.database.write(lambda connection: register(connection, SITE, ann.id, text, CHALLENGE, "x", NOW))
    assert added is False


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
@pytest.mark.parametrize("value", ["", "AA", "!", base64url(b"\xff" * 300)])
def test_broken_parts_are_refused(repository: Repository, ann: Account, part: str, value: str) -> None:
    authenticator = Authenticator()
    add(repository, ann, authenticator)
    assert sign_in(repository, authenticator.get(options(), **{part: value})) is None


def test_a_passkey_belongs_to_one_account(repository: Repository, ann: Account) -> None:
    bob = make_account(repository, "bob", password=None)
    authenticator = Authenticator()
    assert add(repository, ann, authenticator) is True
    assert add(repository, bob, authenticator) is False
    assert sign_in(repository, authenticator.get(options())) is None  # it names Bob now, and is Ann's

    def remove(owner: Account) -> bool:
        return repository.database.write(
            lambda connection: remove_passkey(connection, owner.id, authenticator.credential_id)
        )

    assert [remove(bob), remove(ann), remove(ann)] == [False, True, False]


def test_the_options_ask_for_what_is_checked(repository: Repository, ann: Account) -> None:
    authenticator = Authenticator()
    add(repository, ann, authenticator)
    with repository.database.reading() as connection:
        known = list_passkeys(connection, ann.id)
    made = json.loads(registration_options(SITE, ann, known, CHALLENGE))
    assert made["rp"]["id"] == "localhost"
    assert made["challenge"] == CHALLENGE
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert [item["id"] for item in made["excludeCredentials"]] == [base64url(authenticator.credential_id)]
    shown = json.loads(authentication_options(SITE, known, CHALLENGE))
    assert (shown["userVerification"], shown["rpId"], shown["challenge"]) == ("required", "localhost", CHALLENGE)
    assert [item["id"] for item in shown["allowCredentials"]] == [base64url(authenticator.credential_id)]


def test_who_has_lost_all_factors_can_have_them_removed(repository: Repository, ann: Account, secret: str) -> None:
    add(repository, ann, Authenticator())
    repository.database.write(lambda connection: renew_recovery_codes(connection, ann.id))
    with repository.database.reading() as connection:
        before = find_factors(connection, ann.id)
    assert (before.password, before.totp, len(before.passkeys), before.recovery_codes) == (True, True, 1, 10)
    assert before.second == 2
    repository.database.write(lambda connection: remove_second_factors(connection, ann.id))
    with repository.database.reading() as connection:
        after = find_factors(connection, ann.id)
    assert (after.password, after.totp, after.passkeys, after.recovery_codes) == (True, False, (), 0)
