"""Documents under seal: what was changed, moved or cut does not open, and is never served as something else."""

from __future__ import annotations

import os
from typing import Any

import psycopg
import pytest

from fhirserver.settings import Settings
from fhirserver.store.connect import connect_sqlcipher, database_file
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.repository import Repository
from fhirserver.store.seal import DataKey, FileKeyProvider, SealBroken, associated_data, open_sealed, seal
from fhirserver.store.verify import verify
from tests.fhir_client import FhirClient
from tests.store.examples import load

KEY = DataKey.of(bytes(range(16)), bytes(range(32)))
BOUND_TO = associated_data("Patient", "p1", 1, 7)
TEXT = b'{"resourceType":"Patient"}'
MARKER = "Zmarzlik-Zawadzka"


def test_what_is_sealed_opens() -> None:
    assert open_sealed(KEY, seal(KEY, TEXT, BOUND_TO), BOUND_TO) == TEXT
    assert seal(KEY, TEXT, BOUND_TO) != seal(KEY, TEXT, BOUND_TO)


def test_every_flipped_bit_breaks_the_seal() -> None:
    sealed = seal(KEY, TEXT, BOUND_TO)
    for place in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(SealBroken):
                open_sealed(KEY, bytes(changed), BOUND_TO)


def test_every_cut_breaks_the_seal() -> None:
    sealed = seal(KEY, TEXT, BOUND_TO)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            open_sealed(KEY, sealed[:length], BOUND_TO)
    with pytest.raises(SealBroken):
        open_sealed(KEY, sealed + b"\0", BOUND_TO)


@pytest.mark.parametrize(
    "other",
    [
        ("Person", "p1", 1, 7),
        ("Patient", "p2", 1, 7),
        ("Patient", "p1", 2, 7),
        ("Patient", "p1", 1, 8),
        ("Patient", "p1", 1, None),
    ],
)
def test_an_envelope_opens_only_in_its_place(other: tuple[str, str, int, int | None]) -> None:
    with pytest.raises(SealBroken):
        open_sealed(KEY, seal(KEY, TEXT, BOUND_TO), associated_data(*other))


def test_another_key_does_not_open_it() -> None:
    for other in (DataKey.of(KEY.id, os.urandom(32)), DataKey.of(os.urandom(16), bytes(range(32)))):
        with pytest.raises(SealBroken):
            open_sealed(other, seal(KEY, TEXT, BOUND_TO), BOUND_TO)


def test_a_wrapped_key_unwraps_under_its_own_id_and_key_only() -> None:
    provider = FileKeyProvider(bytes(32))
    wrapped = provider.wrap(b"a" * 16, bytes(range(32)))
    assert provider.unwrap(b"a" * 16, wrapped) == bytes(range(32))
    for wrong, key_id, given in (
        (provider, b"b" * 16, wrapped),
        (FileKeyProvider(b"\1" * 32), b"a" * 16, wrapped),
        (provider, b"a" * 16, wrapped[:-1]),
        (provider, b"a" * 16, b""),
    ):
        with pytest.raises(SealBroken):
            wrong.unwrap(key_id, given)


def run_as_owner(settings: Settings, *statements: str) -> list[tuple[Any, ...]]:
    """What somebody can do who may write all tables."""
    if settings.database_url:
        with psycopg.connect(settings.database_url, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)  # type: ignore[arg-type]  # a test's own text
            return cursor.fetchall() if cursor.description else []
    raw = connect_sqlcipher(database_file(settings), secret_of(database_key_file(settings), create=False))
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            rows = [tuple(row) for row in raw.execute(statement).fetchall()]
        return rows
    finally:
        raw.close()


def two_patients(repository: Repository) -> None:
    patients = [
        {"resourceType": "Patient", "id": f"p{number}", "name": [{"family": f"{MARKER}-{number}"}]} for number in (1, 2)
    ]
    load(repository, patients)
    load(repository, [{**patients[0], "gender": "female"}])


IN_VERSION_2 = "WHERE resource_pk = (SELECT pk FROM resource WHERE id = 'p1') AND version = 2"
OLD = "SELECT document FROM resource_version o WHERE o.resource_pk = resource_version.resource_pk AND o.version = 1"
OTHERS = "FROM resource_version o JOIN resource r ON r.pk = o.resource_pk WHERE r.id = 'p2'"
ATTACKS = {
    "an old version becomes the current one": f"UPDATE resource_version SET document = ({OLD}) {IN_VERSION_2}",
    "another patient's document": f"UPDATE resource_version SET document = (SELECT o.document {OTHERS}) {IN_VERSION_2}",
    "another patient's document and key": "UPDATE resource_version SET "
    f"document = (SELECT o.document {OTHERS}), key_id = (SELECT o.key_id {OTHERS}) {IN_VERSION_2}",
    "another patient's key": f"UPDATE resource_version SET key_id = (SELECT o.key_id {OTHERS}) {IN_VERSION_2}",
    "an empty document": f"UPDATE resource_version SET document = '' {IN_VERSION_2}",
    "another patient": f"UPDATE resource_version SET patient_pk = 99 {IN_VERSION_2}",
    "the version is gone": f"DELETE FROM resource_version {IN_VERSION_2}",
    "the wrapped key is another one": "UPDATE data_key SET wrapped = (SELECT max(o.wrapped) FROM data_key o) "
    "WHERE wrapped = (SELECT min(o.wrapped) FROM data_key o)",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_others_changed_is_not_served(
    client: FhirClient, repository: Repository, engine_settings: Settings, attack: str, caplog: pytest.LogCaptureFixture
) -> None:
    two_patients(repository)
    run_as_owner(engine_settings, ATTACKS[attack])
    answers = {path: client.get(path) for path in ("Patient/p1", "Patient/p2")}
    broken = [answer for answer in answers.values() if answer.status != 200]
    assert [answer.status for answer in broken] == [500]
    assert broken[0].issues[0]["code"] == "exception"
    assert MARKER.encode() not in broken[0].body
    assert MARKER not in caplog.text
    # A page of history is not shown with a hole in it either; what is missing altogether is for verify to find.
    assert client.get("_history").status == (200 if "gone" in attack else 500)
    assert "version" in " ".join(str(finding) for finding in verify(repository))


def test_postgresql_holds_no_document_in_clear(engine_settings: Settings, repository: Repository) -> None:
    two_patients(repository)
    for table in ("resource_version", "data_key", "resource", "sql_quarantine"):
        names = run_as_owner(engine_settings, f"SELECT * FROM {table}")
        assert MARKER not in str(names)
        assert MARKER.encode() not in b"".join(bytes(cell) for row in names for cell in row if isinstance(cell, bytes))


def test_the_embedded_files_hold_nothing_in_clear(engine_settings: Settings, repository: Repository) -> None:
    if engine_settings.database_url:
        return
    two_patients(repository)
    files = sorted(engine_settings.data.glob("record.db*"))
    assert [file.name for file in files] == ["record.db", "record.db-shm", "record.db-wal"]
    for file in files:
        content = file.read_bytes()
        for word in (MARKER, "resourceType", "Patient", "CREATE TABLE", "SQLite format"):
            assert word.encode() not in content, (file, word)
