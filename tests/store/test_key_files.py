"""Key files: made once, for their owner only, and never guessed around."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fhirserver.errors import FhirError
from fhirserver.settings import Settings
from fhirserver.store.connect import database_file
from fhirserver.store.key_files import KeyFileError, database_key_file, key_encryption_file, secret_of
from fhirserver.store.migrate import migrate
from fhirserver.store.repository import open_repository
from tests.store.examples import load


def test_a_key_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.key"
    os.umask(0)
    try:
        first = secret_of(path, create=True)
    finally:
        os.umask(0o077)
    assert len(first) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert secret_of(path, create=True) == first
    assert secret_of(path, create=False) == first
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o610])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.key"
    secret_of(path, create=True)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match=f"chmod 600 {path}"):
        secret_of(path, create=False)


def test_a_missing_key_is_not_made_where_data_exists(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="is missing"):
        secret_of(tmp_path / "a.key", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"00" * 31, b"00" * 33, b"zz" * 32, "\N{LATIN SMALL LETTER E WITH ACUTE}".encode()]
)
def test_what_is_no_key_is_refused_without_being_quoted(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="does not hold a key"):
        secret_of(path, create=True)


def test_a_folder_is_not_a_key(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError):
        secret_of(tmp_path, create=False)


def test_of_two_processes_that_start_at_once_both_use_one_key(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from fhirserver.store.key_files import secret_of; "
        "sys.stdin.readline(); print(secret_of(Path(sys.argv[1]), create=True).hex())"
    )
    for number in range(3):
        path = tmp_path / f"{number}.key"
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(4)
        ]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        answers = {process.communicate(timeout=60)[0].strip() for process in processes}
        assert len(answers) == 1
        assert answers == {path.read_text().strip()}
    assert len(list(tmp_path.iterdir())) == 3


def test_the_database_key_of_another_database_is_refused_by_name(engine_settings: Settings) -> None:
    if engine_settings.database_url:
        return
    path = database_key_file(engine_settings)
    path.write_text("00" * 32 + "\n")
    with pytest.raises(KeyFileError, match="does not open"):
        migrate(engine_settings)
    path.unlink()
    with pytest.raises(KeyFileError, match="is missing"):
        migrate(engine_settings)
    assert database_file(engine_settings).exists()


def test_the_key_encryption_key_is_not_made_anew_where_documents_are_sealed(engine_settings: Settings) -> None:
    path = key_encryption_file(engine_settings)
    repository = open_repository(engine_settings)
    load(repository, [{"resourceType": "Patient", "id": "p1"}])
    repository.close()
    old = path.read_text()
    path.unlink()
    with pytest.raises(KeyFileError, match="is missing"):
        migrate(engine_settings)
    assert not path.exists()
    path.write_text("00" * 32)
    path.chmod(0o600)
    repository = open_repository(engine_settings)
    with pytest.raises(FhirError, match="key file"):
        repository.read("Patient", "p1")
    repository.close()
    path.write_text(old)
    repository = open_repository(engine_settings)
    assert repository.read("Patient", "p1").version == 1
    repository.close()


def test_a_key_file_that_the_settings_name_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="is missing"):
        migrate(Settings(data=tmp_path / "data", key_file=tmp_path / "elsewhere.key"))
    assert not (tmp_path / "elsewhere.key").exists()
