"""A process of its own that sends requests to a database together with others: ``python -m tests.interactions.rival``.

Standard input has one line of JSON: the data folder, the URL of the database, the name of a task below.  When ready,
it says so, waits for a second line, carries out the task, and prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fhirserver import create_app
from fhirserver.settings import Settings
from tests.fhir_client import FhirClient
from tests.interactions.bundles import located, post, put, statuses, transact
from tests.interactions.resources import basic, name_of, numbered, observation

ROUNDS = 8


def create_one(client: FhirClient, number: int) -> list[Any]:
    """In each round one conditional create, alone or in a transaction; all processes mean the same resource."""
    found = []
    for value in map(str, range(ROUNDS)):
        criteria = f"identifier=urn:example:mrn|{value}"
        if number % 2:
            answer = client.post("Patient", numbered(value), if_none_exist=criteria)
            found.append((value, str(answer.status), name_of(answer.json)))
        else:
            create, result = post(numbered(value), ifNoneExist=criteria), post(observation(f"Patient?{criteria}", 1))
            answer = transact(client, create, result)
            found.append((value, statuses(answer)[0], located(answer)[0]))
    return found


def count_up(client: FhirClient, number: int) -> list[Any]:
    """Add to a list in one resource, by If-Match, until each addition has succeeded."""
    tries = 0
    for step in range(ROUNDS):
        status = 412
        while status == 412:
            now = client.get("Basic/list")
            item = {"value": f"{number}-{step}"}
            changed = {**now.json, "identifier": [*now.json.get("identifier", []), item]}
            status = client.put("Basic/list", changed, if_match=now.headers["ETag"]).status
            tries += 1
        assert status == 200, status
    return [tries]


def cross(client: FhirClient, number: int) -> list[Any]:
    """Change the same resources in opposite orders."""
    names = [f"r{place}" for place in range(5)]
    order = names if number % 2 else names[::-1]
    return [
        transact(client, *(put(basic(name, language=f"x-{number}-{step}")) for name in order)).status
        for step in range(ROUNDS)
    ]


TASKS: dict[str, Callable[[FhirClient, int], list[Any]]] = {
    "create one": create_one,
    "count up": count_up,
    "cross": cross,
}


def main() -> None:
    """Carry out one task."""
    asked = json.loads(sys.stdin.readline())
    client = FhirClient(create_app(Settings(data=Path(asked["data"]), database_url=asked["database_url"])))
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(TASKS[asked["task"]](client, asked["number"])), flush=True)


if __name__ == "__main__":
    main()
