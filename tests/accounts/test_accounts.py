"""Accounts, and what a browser keeps between two pages of signing in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.access.sealing import Sealing
from fhirserver.accounts.accounts import (
    Account,
    account_of,
    add_account,
    canonical_username,
    check_fhir_user,
    find_username,
    remove_account,
    set_fhir_user,
    set_roles,
    there_is_an_administrator,
)
from fhirserver.accounts.sessions import Limits, begin_session, csrf, find_session, rotate
from fhirserver.accounts.steps import SECONDS, new_step, open_step, seal_step, use_step
from fhirserver.errors import Conflict, Invalid, NotFound
from fhirserver.store.repository import Repository
from tests.accounts.conftest import NOW, make_account


def test_a_username_is_one_however_it_is_written(repository: Repository) -> None:
    made = make_account(repository, " Stra\u00dfe ", password=None)
    assert made.username == "strasse"
    with repository.database.reading() as connection:
        for text in ("strasse", "STRASSE", "Stra\u1e9ee", "\uff33trasse "):
            assert find_username(connection, text) == made
        assert find_username(connection, "strase") is None
        with pytest.raises(NotFound):
            account_of(connection, "strase")
    with pytest.raises(Conflict):
        make_account(repository, "STRASSE", password=None)


@given(st.text())
def test_writing_a_username_as_it_is_kept_changes_nothing(text: str) -> None:
    assert canonical_username(canonical_username(text)) == canonical_username(text)


@pytest.mark.parametrize(("username", "name"), [("", "x"), ("x", " "), ("a\0b", "x"), ("x" * 201, "x"), ("x", "a\nb")])
def test_names_must_be_names(repository: Repository, username: str, name: str) -> None:
    with pytest.raises(Invalid):
        repository.database.write(lambda connection: add_account(connection, username=username, name=name, now=NOW))


@pytest.mark.parametrize("reference", ["Practitioner/1", "Patient/a-b.C", "RelatedPerson/" + "x" * 64])
def test_people_in_the_record(reference: str) -> None:
    check_fhir_user(reference)


@pytest.mark.parametrize(
    "reference",
    ["", "Patient", "Patient/", "Device/1", "Patient/1/2", "https://a/Patient/1", "Patient/é", "Patient/a b"],
)
def test_what_names_nobody_in_the_record(reference: str) -> None:
    with pytest.raises(Invalid):
        check_fhir_user(reference)


def test_roles_and_links_change_and_go_with_the_account(repository: Repository) -> None:
    ann = make_account(repository, "ann", roles=frozenset({"nurse"}), password=None)

    def change(roles: set[str], fhir_user: str | None) -> Account:
        repository.database.write(lambda connection: set_roles(connection, ann.id, frozenset(roles)))
        repository.database.write(lambda connection: set_fhir_user(connection, ann.id, fhir_user))
        with repository.database.reading() as connection:
            return account_of(connection, "ann")

    def administered() -> bool:
        with repository.database.reading() as connection:
            return there_is_an_administrator(connection)

    assert (ann.is_staff, administered()) == (True, False)
    changed = change({"administrator", "patient"}, "Practitioner/1")
    assert (changed.roles, changed.fhir_user) == (frozenset({"administrator", "patient"}), "Practitioner/1")
    assert (changed.is_staff, administered()) == (True, True)
    changed = change({"patient", "proxy"}, None)
    assert (changed.is_staff, changed.fhir_user, administered()) == (False, None, False)
    cookie = repository.database.write(lambda connection: begin_session(connection, ann, ("pwd",), now=NOW))
    repository.database.write(lambda connection: remove_account(connection, ann.id))
    with repository.database.reading() as connection:
        assert find_session(connection, cookie, NOW) is None


def test_a_session_is_found_by_its_cookie_alone_and_rotated_once(repository: Repository, ann: Account) -> None:
    cookie = repository.database.write(lambda connection: begin_session(connection, ann, ("pwd",), now=NOW))
    with repository.database.reading() as connection:
        session = find_session(connection, cookie, NOW)
        assert session
        assert (session.account, session.methods, session.authenticated) == (ann, ("pwd",), NOW)
        assert session.csrf == csrf(cookie) != cookie
        assert find_session(connection, cookie, NOW, Limits(staff_idle=0)) is None
        for other in ("", cookie[:-1], cookie.swapcase(), session.id, "\udcff"):
            assert find_session(connection, other, NOW) is None
    made = [
        repository.database.write(
            lambda connection: rotate(connection, cookie, ("pwd", "otp"), authenticated=NOW + 1, now=NOW + 1)
        )
        for _ in range(2)
    ]
    assert made[1] is None
    assert made[0]
    with repository.database.reading() as connection:
        rotated = find_session(connection, made[0], NOW + 1)
        assert find_session(connection, cookie, NOW + 1) is None
    assert rotated
    assert (rotated.id, rotated.methods, rotated.authenticated) == (session.id, ("pwd", "otp"), NOW + 1)
    assert rotated.csrf != session.csrf


def test_a_step_is_sealed_and_over_after_a_while() -> None:
    sealing, other = Sealing(b"a" * 32), Sealing(b"b" * 32)
    step = new_step("second factor", now=NOW, account_id="1", methods=("pwd",), values={"a": "b"})
    text = seal_step(sealing, step)
    assert open_step(sealing, text, "second factor", NOW + SECONDS - 1) == step
    assert open_step(sealing, text, "second factor", NOW + SECONDS) is None
    assert open_step(sealing, text, "passkey", NOW) is None
    assert open_step(other, text, "second factor", NOW) is None
    for wrong in (None, "", "x", text[:-4], "B" + text[1:], text + "AAAA", "é"):
        assert open_step(sealing, wrong, "second factor", NOW) is None


def test_a_step_is_used_once_and_forgotten_when_it_is_over(repository: Repository) -> None:
    step = new_step("passkey", now=NOW)

    def use(now: int) -> bool:
        return repository.database.write(lambda connection: use_step(connection, step, now))

    assert [use(NOW), use(NOW + 1), use(NOW + SECONDS - 1)] == [True, False, False]
