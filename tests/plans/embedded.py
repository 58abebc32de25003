"""What the embedded engine does for a search: the plans of its statements, and how many instructions they took.

https://www.sqlite.org/eqp.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fhirserver.store.repository import Repository
from fhirserver.store.sql import Statement
from fhirserver.store.tables import STORED_TABLES
from tests.fhir_client import Answer, FhirClient

STEP = 100
"""Instructions of SQLite's virtual machine that are counted together."""

BIG = 10_000
"""Rows of a table that is never read from one end to the other."""

_PLACE = re.compile(r":([a-z_][a-z0-9_]*)")
_SCAN = re.compile(r"SCAN (\w+)")
_INDEX = re.compile(r"USING (?:COVERING )?INDEX (\w+)")
_SORT = "USE TEMP B-TREE FOR ORDER BY"


@dataclass(frozen=True, slots=True)
class Work:
    """How a request was answered: its statements, the lines of their plans, and how many instructions all took."""

    answer: Answer
    plans: dict[str, list[str]]
    instructions: int

    @property
    def indexes(self) -> set[str]:
        """The indexes by which rows are looked up; those of keys are named after their tables."""
        return {name for lines in self.plans.values() for line in lines for name in _INDEX.findall(line)}

    @property
    def sorts(self) -> bool:
        """Whether the search itself sorts; the few results that it brings are always sorted at the end."""
        found = [lines for lines in self.plans.values() if "SCAN w" in lines]
        return any(_SORT in lines[: lines.index("SCAN w")] for lines in found)


class Embedded:
    """Asks a server with an embedded database, and looks how that carries out what it is asked.

    It must be one without a limit of time, for which the engine would call something else.
    """

    def __init__(self, client: FhirClient, repository: Repository) -> None:
        self.client = client
        self.repository = repository
        client.get("Patient?_id=nobody")
        with repository.database.reading() as connection:
            counts = {name: connection.rows(Statement(f"SELECT count(*) FROM {name}", "")) for name in STORED_TABLES}
        self.big = {name for name, ((count,),) in counts.items() if count > BIG}

    def count(self, resource_type: str) -> int:
        """Return how many headers of a type there are."""
        query = Statement("SELECT count(*) FROM resource WHERE type = :type", "")
        with self.repository.database.reading() as connection:
            ((count,),) = connection.rows(query, {"type": resource_type})
        return int(count)

    def work(self, address: str) -> Work:
        """Return how a request is answered."""
        database = self.repository.database
        texts: list[str] = []
        steps: list[None] = []
        with database.reading() as connection:
            raw = connection.raw
        raw.set_progress_handler(lambda: steps.append(None), STEP)
        database.observe = texts.append
        answer = self.client.get(address)
        database.observe = None
        raw.set_progress_handler(None, 0)
        assert texts, address
        return Work(answer, {text: self.plan(text) for text in texts}, len(steps) * STEP)

    def plan(self, text: str) -> list[str]:
        """Return the lines of the plan of a statement, whatever its parameters are."""
        places: dict[str, object] = dict.fromkeys(_PLACE.findall(text))
        with self.repository.database.reading() as connection:
            rows = connection.rows(Statement(f"EXPLAIN QUERY PLAN {text}", ""), places)
        return [row[3] for row in rows]

    def faults(self, work: Work, most_instructions: int) -> Iterator[str]:
        """Yield what is wrong: a big table is read from one end to the other, or too much was done."""
        for text, lines in work.plans.items():
            for alias in (match[1] for line in lines if (match := _SCAN.match(line))):
                tables = {alias, *re.findall(rf"(?:FROM|JOIN|,) (\w+) {alias}\b", text)}
                yield from (f"{table} is read from one end to the other" for table in sorted(tables & self.big))
        if work.instructions > most_instructions:
            yield f"{work.instructions} instructions were needed, {most_instructions} were expected at most"
