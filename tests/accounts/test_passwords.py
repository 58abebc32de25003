"""Passwords: which are refused, what is kept of them, and that comparing tells nothing."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from statistics import median

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.accounts import passwords
from fhirserver.accounts.accounts import Account
from fhirserver.accounts.common_passwords import build, is_common, read
from fhirserver.errors import Invalid

ANN = Account("1", "ann.smith@example.org", "Ann Annabellina", None, frozenset(), True)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "at least 8"),
        ("1234567", "at least 8"),
        ("x" * 257, "at most 256"),
        ("password1", "many people use"),
        ("PassWord1", "many people use"),
        ("\uff50assword1", "many people use"),  # full width, which NFKC makes the usual letter
        ("qwertyuiop", "many people use"),
        ("ann.smith@example.org", "one's own name"),
        ("Ann.Smith", "one's own name"),
        ("Ann Annabellina", "one's own name"),
        ("annabellina", "one's own name"),
        ("anillebanna", "one's own name"),
        ("AnnabellinaAnnabellina", "one's own name"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        passwords.check_new_password(password, ANN)


@pytest.mark.parametrize(
    "password",
    [
        "heron lantern oblique",
        "12345679x",
        "x" * 250 + "abcdef",
        "ünïcödé wörds",
        "Ann Annabella was here",
        "        !",
    ],
)
def test_there_are_no_rules_about_characters(password: str) -> None:
    passwords.check_new_password(password, ANN)


def test_what_is_kept_is_argon2id_with_a_salt_of_its_own() -> None:
    kept, again = passwords.hashed("heron lantern"), passwords.hashed("heron lantern")
    assert kept != again
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert extract_parameters(kept).salt_len == 16
    assert passwords.is_right("heron lantern", kept)
    assert not passwords.is_right("Heron lantern", kept)
    assert not passwords.is_right("heron lantern ", kept)


def test_the_same_characters_typed_on_another_keyboard_are_the_same_password() -> None:
    assert passwords.is_right("caf\u00e9 lantern", passwords.hashed("cafe\u0301 lantern"))


def test_a_password_longer_than_any_is_wrong_and_not_worked_on() -> None:
    kept = passwords.hashed("heron lantern")
    started = time.process_time()
    assert not passwords.is_right("h" * 60_000, kept)
    assert time.process_time() - started < 1


@given(st.text())
def test_whatever_is_typed_is_only_right_or_wrong(text: str) -> None:
    assert passwords.is_right(text, "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAA") is False


@pytest.mark.parametrize("kept", ["", "x", "$argon2id$", "$2b$12$abc"])
def test_what_was_kept_wrongly_is_no_password(kept: str) -> None:
    assert passwords.is_right("heron lantern", kept) is False


def test_nobodys_password_is_never_right() -> None:
    assert not passwords.is_right("nobody's", None)


def test_comparing_takes_as_long_if_there_is_no_password() -> None:
    passwords.prepare()
    kept = passwords.hashed("heron lantern")

    def seconds(of: str | None) -> float:
        started = time.process_time()
        passwords.is_right("not that", of)
        return time.process_time() - started

    with_one, without = (median(seconds(of) for _ in range(9)) for of in (kept, None))
    assert 0.5 < with_one / without < 2


def test_a_password_kept_with_other_parameters_is_noticed() -> None:
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=64).hash("heron lantern"))
    assert not passwords.is_outdated(passwords.hashed("heron lantern"))


@pytest.mark.parametrize("password", ["iloveyou1", "trustno1", "ILOVEYOU1", "football1", "password123"])
def test_common_passwords_are_known(password: str) -> None:
    assert is_common(password)


def test_hardly_any_other_password_is_taken_for_a_common_one() -> None:
    # One in 87,000 is: of a thousand, more than one would be a sign that the list is not what it should be.
    assert sum(is_common(f"heron {number} lantern") for number in range(1000)) <= 1


def test_the_list_is_made_of_text_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Trombone\nshort\nzebra crossing\n")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"trombone\nmandolin\n"))
    (tmp_path / "c.json").write_text(json.dumps(["accordion", "tuba"]))
    lists = [read(tmp_path / name) for name in ("a.txt", "b.txt.gz", "c.json")]
    assert lists == [["Trombone", "short", "zebra crossing"], ["trombone", "mandolin"], ["accordion", "tuba"]]
    content = build(password for found in lists for password in found)
    digests = [content[place : place + 4] for place in range(0, len(content), 4)]
    assert len(digests) == 4  # trombone once; short and tuba are shorter than any password
    assert digests == sorted(digests)
