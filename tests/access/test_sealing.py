"""What is sealed opens for its purpose only, and only as it was."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.access.sealing import Sealing
from fhirserver.settings import Settings
from fhirserver.store.key_files import key_encryption_file, secret_of
from fhirserver.store.repository import open_repository
from fhirserver.store.seal import SealBroken

SECRET = bytes(range(32))
SEALING = Sealing(SECRET)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens(plaintext: bytes, purpose: str) -> None:
    sealed = SEALING.seal(purpose, plaintext)
    assert Sealing(SECRET).open(purpose, sealed) == plaintext
    assert len(sealed) == len(plaintext) + 1 + 12 + 16


def test_the_same_is_never_sealed_the_same() -> None:
    assert len({SEALING.seal("a", b"secret") for _ in range(100)}) == 100


@pytest.mark.parametrize("purpose", ["", "totp ", "TOTP", "signing key"])
def test_it_opens_for_no_other_purpose(purpose: str) -> None:
    with pytest.raises(SealBroken):
        SEALING.open(purpose, SEALING.seal("totp", b"secret"))


def test_it_opens_by_no_other_key() -> None:
    with pytest.raises(SealBroken):
        Sealing(os.urandom(32)).open("totp", SEALING.seal("totp", b"secret"))


def test_every_changed_bit_is_noticed() -> None:
    sealed = SEALING.seal("totp", b"secret")
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            SEALING.open("totp", bytes(changed))


@given(st.binary(max_size=60))
def test_what_was_never_sealed_does_not_open(text: bytes) -> None:
    for sealed in (text, b"\x01" + text):
        with pytest.raises(SealBroken):
            SEALING.open("totp", sealed)


def test_what_is_cut_short_does_not_open() -> None:
    sealed = SEALING.seal("totp", b"secret")
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            SEALING.open("totp", sealed[:length])


def test_many_threads_share_it() -> None:
    sealing, opened = Sealing(SECRET), []
    start = threading.Barrier(8)

    def work(number: int) -> None:
        start.wait()
        for turn in range(50):
            purpose = f"purpose {turn % 5}"
            opened.append(sealing.open(purpose, sealing.seal(purpose, b"%d" % number)) == b"%d" % number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [True] * 400


def test_the_repository_seals_by_the_key_file(engine_settings: Settings) -> None:
    repository = open_repository(engine_settings)
    sealed = repository.sealing.seal("totp", b"secret")
    repository.close()
    secret = secret_of(key_encryption_file(engine_settings), create=False)
    assert Sealing(secret).open("totp", sealed) == b"secret"
    again = open_repository(engine_settings)
    assert again.sealing.open("totp", sealed) == b"secret"
    again.close()
