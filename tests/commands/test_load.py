"""``fhirserver load`` as its user meets it."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fhirserver.settings import Settings
from fhirserver.store.dangling import dangling_references
from fhirserver.store.repository import open_repository
from fhirserver.store.sql import statement

DATA = Path(__file__).parent.parent / "data"


def command(settings: Settings, *arguments: str) -> tuple[list[str], dict[str, str]]:
    environment = {**os.environ, "FHIRSERVER_DATABASE_URL": settings.database_url or ""}
    if not settings.database_url:
        del environment["FHIRSERVER_DATABASE_URL"]
    return [sys.executable, "-m", "fhirserver.cli", "--data", str(settings.data), *arguments], environment


def run(settings: Settings, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    words, environment = command(settings, *arguments)
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=120, **more)


def count(settings: Settings, table: str = "resource") -> int:
    repository = open_repository(settings)
    try:
        with repository.database.reading() as connection:
            row = connection.row(statement(f"SELECT count(*) FROM {table}"))
            assert row
            return int(row[0])
    finally:
        repository.close()


def patients(path: Path, number: int) -> Path:
    lines = [json.dumps({"resourceType": "Patient", "id": f"p{place}"}) for place in range(number)]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_synthea_loads_whole_and_twice_is_once(engine_settings: Settings) -> None:
    file = DATA / "synthea-2019-sample.ndjson.gz"
    entries = [entry for line in gzip.decompress(file.read_bytes()).splitlines() for entry in json.loads(line)["entry"]]
    # Two patients may have been at one hospital, which then stands in both their Bundles.
    distinct = len({entry["fullUrl"] for entry in entries})
    first = run(engine_settings, "load", str(file))
    assert (first.returncode, first.stderr.count("refers to")) == (0, 0), first.stderr
    assert f"Resources: {distinct:,} created, " in first.stdout
    assert " 0 failed." in first.stdout
    assert count(engine_settings) == count(engine_settings, "resource_version") == distinct
    second = run(engine_settings, "load", str(file))
    assert second.returncode == 0
    assert f"0 created, 0 updated, {len(entries):,} unchanged, 0 failed." in second.stdout
    assert count(engine_settings, "resource_version") == distinct


def test_references_may_name_what_comes_later_but_not_nothing(engine_settings: Settings, tmp_path: Path) -> None:
    observation = {"resourceType": "Observation", "id": "o", "status": "final", "code": {"text": "x"}}
    observation["subject"] = {"reference": "Patient/later"}
    (tmp_path / "a.json").write_text(json.dumps(observation))
    first = run(engine_settings, "load", str(tmp_path))
    assert first.returncode == 1
    assert "Observation/o refers to Patient/later, which does not exist." in first.stderr
    (tmp_path / "b.json").write_text(json.dumps({"resourceType": "Patient", "id": "later"}))
    second = run(engine_settings, "load", str(tmp_path))
    assert (second.returncode, second.stdout) == (
        0,
        "Resources: 1 created, 0 updated, 1 unchanged, 0 failed.\n",
    )
    repository = open_repository(engine_settings)
    with repository.database.reading() as connection:
        assert dangling_references(connection) == []
        # The foreign key, NULL as long as there was nothing to point at, is there now.
        joined = "SELECT count(*) FROM lab_result JOIN patient ON patient.pk = lab_result.patient"
        assert connection.row(statement(joined)) == (1,)
    repository.close()


def test_failures_are_listed_and_written_to_the_report(engine_settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text(
        '{"resourceType": "Patient", "id": "a"}\n{"resourceType": "Patient", "id": "b", "x": 1}\n{\n'
    )
    report = tmp_path / "report.ndjson.out"
    result = run(engine_settings, "load", str(tmp_path / "a.ndjson"), "--report", str(report))
    assert result.returncode == 1
    assert "1 created, 0 updated, 0 unchanged, 2 failed." in result.stdout
    failures = [json.loads(line) for line in report.read_text().splitlines()]
    assert [failure["position"] for failure in failures] == [2, 3]
    assert failures[0]["expression"] == "Bundle.entry[0].resource.x"


def test_standard_input_is_read(engine_settings: Settings) -> None:
    result = run(engine_settings, "load", "-", input='{"resourceType": "Patient", "id": "a"}\n')
    assert (result.returncode, result.stdout) == (0, "Resources: 1 created, 0 updated, 0 unchanged, 0 failed.\n")


@pytest.mark.parametrize("kills", [3])
def test_a_load_that_is_killed_goes_on_and_ends_whole(engine_settings: Settings, tmp_path: Path, kills: int) -> None:
    file = patients(tmp_path / "patients.ndjson", 4000)
    for _ in range(kills):
        before = count(engine_settings)
        words, environment = command(engine_settings, "load", str(file))
        process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and count(engine_settings) < before + 400:
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert count(engine_settings) < 4000
    result = run(engine_settings, "load", str(file))
    assert result.returncode == 0, result.stderr
    assert count(engine_settings) == count(engine_settings, "resource_version") == 4000


def test_a_large_file_is_loaded_in_little_memory(engine_settings: Settings, tmp_path: Path) -> None:
    """A transaction of 40 MB under a limit of memory that its documents alone, decoded, would break."""
    text = "x" * 4000
    with (tmp_path / "large.json").open("w") as file:
        file.write('{"resourceType":"Bundle","type":"transaction","entry":[')
        for number in range(10_000):
            resource = {"resourceType": "Basic", "id": f"b{number}", "code": {"text": text}}
            entry = {"resource": resource, "request": {"method": "PUT", "url": f"Basic/b{number}"}}
            file.write(("," if number else "") + json.dumps(entry))
        file.write("]}")
    words, environment = command(engine_settings, "load", str(tmp_path / "large.json"))
    measured = "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stderr=subprocess.DEVNULL); "
    measured += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
    result = subprocess.run(
        [sys.executable, "-c", measured, *words], env=environment, capture_output=True, text=True, check=True
    )
    *_, said, kilobytes = result.stdout.splitlines()
    assert said == "Resources: 10,000 created, 0 updated, 0 unchanged, 0 failed."
    assert int(kilobytes) < 300_000
