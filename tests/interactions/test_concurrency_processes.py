"""Processes that use one database at the same time, as the server's workers do."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from fhirserver.settings import Settings
from tests.fhir_client import FhirClient
from tests.interactions.resources import basic
from tests.interactions.rival import ROUNDS

RIVALS = 3
ROOT = Path(__file__).parents[2]


def rivals(settings: Settings, task: str) -> list[list[Any]]:
    """Let processes carry out a task at the same time; return what came of it in each."""
    with contextlib.ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.interactions.rival"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    cwd=ROOT,
                )
            )
            for _ in range(RIVALS)
        ]
        pipes = [(process.stdin, process.stdout) for process in processes if process.stdin and process.stdout]
        for number, (stdin, _) in enumerate(pipes):
            asked = {"data": str(settings.data), "database_url": settings.database_url, "task": task, "number": number}
            stdin.write(json.dumps(asked) + "\n")
            stdin.flush()
        assert [stdout.readline() for _, stdout in pipes] == ["ready\n"] * RIVALS
        for stdin, _ in pipes:
            stdin.write("go\n")
            stdin.flush()
        return [json.loads(stdout.readline()) for _, stdout in pipes]


def test_conditional_creates_make_one_resource_each(client: FhirClient, engine_settings: Settings) -> None:
    made: dict[str, list[tuple[str, str]]] = {}
    for results in rivals(engine_settings, "create one"):
        for value, status, name in results:
            made.setdefault(value, []).append((status, name))
    assert len(made) == ROUNDS
    for each in made.values():
        assert Counter(status for status, _ in each) == {"201": 1, "200": RIVALS - 1}
        assert len({name for _, name in each}) == 1
    assert client.get("Patient/_history").json["total"] == ROUNDS


def test_no_update_is_lost(client: FhirClient, engine_settings: Settings) -> None:
    client.put("Basic/list", basic("list"))
    rivals(engine_settings, "count up")
    now = client.get("Basic/list")
    expected = sorted(f"{number}-{step}" for number in range(RIVALS) for step in range(ROUNDS))
    assert sorted(item["value"] for item in now.json["identifier"]) == expected
    assert now.version == str(1 + RIVALS * ROUNDS)


def test_opposite_orders_all_succeed(client: FhirClient, engine_settings: Settings) -> None:
    for place in range(5):
        client.put(f"Basic/r{place}", basic(f"r{place}"))
    assert rivals(engine_settings, "cross") == [[200] * ROUNDS] * RIVALS
    now = [client.get(f"Basic/r{place}") for place in range(5)]
    assert {answer.version for answer in now} == {str(1 + RIVALS * ROUNDS)}
    assert len({answer.json["language"] for answer in now}) == 1
