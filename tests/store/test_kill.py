"""Kill -9 in the middle of writes: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading

from fhirserver.errors import Gone
from fhirserver.settings import Settings
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.sql import statement
from fhirserver.store.verify import verify

KILLS = 50
HALVES = statement(
    "SELECT count(*) FROM resource p WHERE p.type = 'Patient' AND NOT EXISTS "
    "(SELECT 1 FROM resource c WHERE c.type = 'Condition' AND c.id = p.id)"
)


def test_what_was_acknowledged_is_there_after_fifty_kills(engine_settings: Settings) -> None:
    moments = random.Random(1)
    words = [sys.executable, "-m", "tests.store.killed_writer"]
    words += [str(engine_settings.data), engine_settings.database_url or ""]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    repository = open_repository(engine_settings)
    acknowledged = 0
    for number in range(KILLS):
        process.stdin.write("go\n")
        process.stdin.flush()
        child = 0
        said: list[str] = []
        timer: threading.Timer | None = None
        while (line := process.stdout.readline().strip()) != "ended":
            assert line, "it ended by itself"
            if line.isdigit():
                child = int(line)
            else:
                said.append(line)
            if child and said and timer is None:
                timer = threading.Timer(moments.uniform(0, 0.12), os.kill, [child, signal.SIGKILL])
                timer.start()
        assert timer is not None
        timer.join()
        for each in said:
            check(repository, each)
        acknowledged += len(said)
        if number % 10 == 9:
            assert [str(finding) for finding in verify(repository)] == []
    with repository.database.reading() as connection:
        assert connection.row(HALVES) == (0,)
    repository.close()
    process.stdin.close()
    process.wait()
    process.stdout.close()
    assert acknowledged > KILLS


def check(repository: Repository, said: str) -> None:
    """See that the version is there that was acknowledged."""
    name, version = said.split()
    resource_type, resource_id = name.split("/")
    try:
        found = repository.vread(resource_type, resource_id, int(version))
        assert (found.version, found.id) == (int(version), resource_id)
    except Gone:
        assert resource_type == "Condition"
