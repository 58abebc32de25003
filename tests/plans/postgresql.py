"""What PostgreSQL does for a search: the plans of its statements as they were carried out, and how much they read.

https://www.postgresql.org/docs/current/sql-explain.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import psycopg

from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, FhirClient

BIG = 10_000
"""Rows of a table that is never read from one end to the other, and rows that are never sorted."""

OTHER_VALUES = 10
"""How much more than what is looked for now other values are taken to cost, which came before."""

_PLACE = re.compile(r"%\((\w+)\)s")
_TYPES = {float: "double precision", int: "bigint"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was run.  ``custom``: PostgreSQL plans it for the very values."""

    text: str
    values: Mapping[str, Any]
    custom: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan after it was carried out, as nodes; ``kind`` says whether it was made for the values, or for any."""

    kind: Literal["custom", "generic"]
    statement: Statement
    nodes: tuple[Mapping[str, Any], ...]
    milliseconds: float

    @property
    def indexes(self) -> set[str]:
        """The indexes that rows were read from."""
        return {node["Index Name"] for node in self.nodes if "Index Name" in node and node["Actual Loops"]}

    @property
    def cost(self) -> float:
        """What PostgreSQL took it to cost."""
        return float(self.nodes[0]["Total Cost"])

    @property
    def rows(self) -> int:
        """How many rows were read from tables and indexes, also those that did not match then."""
        return sum(_visited(node) for node in self.nodes if node["Node Type"].endswith("Scan"))

    @property
    def pages(self) -> int:
        """How often a page of 8 KiB was looked at."""
        top = self.nodes[0]
        return int(top["Shared Hit Blocks"] + top["Shared Read Blocks"])


def _visited(node: Mapping[str, Any]) -> int:
    each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return round(each * node["Actual Loops"])


class Plans:
    """Asks a server whose database is PostgreSQL, and looks how that carries out what it is asked."""

    def __init__(self, client: FhirClient, repository: Repository) -> None:
        self.client = client
        self._repository = repository
        client.get("metadata")
        self._raw = self._connection()
        counts = self._raw.execute("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'").fetchall()
        self.big = {name for name, rows in counts if rows > BIG}

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        with self._repository.database.reading() as connection:
            raw: psycopg.Connection[tuple[Any, ...]] = connection.raw
            return raw

    def count(self, resource_type: str) -> int:
        """Return how many headers of a type there are."""
        query = "SELECT count(*) FROM resource WHERE type = %s"
        (count,) = self._raw.execute(query, (resource_type,)).fetchall()[0]
        return int(count)

    def ask(self, address: str) -> tuple[Answer, list[Statement]]:
        """Return the answer to a request and the statements that it took."""
        seen: list[Statement] = []

        class Recording(psycopg.Cursor[tuple[Any, ...]]):
            """Notes what it is to execute."""

            def execute(self, query: Any, params: Any = None, **further: Any) -> Recording:
                seen.append(Statement(query, params or {}, further.get("prepare") is False))
                super().execute(query, params, **further)
                return self

        self._raw.cursor_factory = Recording
        answer = self.client.get(address)
        self._raw.cursor_factory = psycopg.Cursor
        assert seen, address
        return answer, seen

    def plans(self, statement: Statement) -> Iterator[Plan]:
        """Carry a statement out again and yield its plan.

        If it may be planned for any values once it has come often enough, there are two: that one too.  It is taken if
        it seems to cost less than those for the values that came before.
        https://www.postgresql.org/docs/current/sql-prepare.html
        """
        ours: Any = self._raw
        explained = ours.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement.text}", statement.values)
        custom = _plan("custom", statement, explained)
        yield custom
        if statement.custom:
            return
        names = list(dict.fromkeys(_PLACE.findall(statement.text)))
        text = _PLACE.sub(lambda match: f"${names.index(match[1]) + 1}", statement.text).replace("%%", "%")
        values = [statement.values[name] for name in names]
        types = ", ".join(_TYPES.get(type(value), "unknown") for value in values)
        ours.execute("SET plan_cache_mode = force_generic_plan")
        ours.execute(f"PREPARE generic{f' ({types})' if types else ''} AS {text}")
        places = f"({', '.join(['%s'] * len(values))})" if values else ""
        literal = psycopg.ClientCursor(ours)
        literal.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE generic{places}", values)  # type: ignore[arg-type]  # ours
        generic = _plan("generic", statement, literal)
        if generic.cost < OTHER_VALUES * custom.cost:
            yield generic
        ours.execute("DEALLOCATE generic")
        ours.execute("RESET plan_cache_mode")

    def faults(self, plan: Plan, most_rows: int, most_pages: int) -> Iterator[str]:
        """Yield what is wrong with a plan: a big table or sort in it, or too much that was read."""
        for node in plan.nodes:
            kind = node["Node Type"]
            if kind == "Seq Scan" and (node["Relation Name"] in self.big or _visited(node) > BIG):
                yield f"{plan.kind} plan: {node['Relation Name']} is read from one end to the other"
            elif (
                "Sort" in kind
                and (rows := sum(each["Actual Rows"] * each["Actual Loops"] for each in node["Plans"])) > BIG
            ):
                yield f"{plan.kind} plan: {kind} of {round(rows)} rows"
        if plan.rows > most_rows:
            yield f"{plan.kind} plan: {plan.rows} rows are read, {most_rows} were expected at most"
        if plan.pages > most_pages:
            yield f"{plan.kind} plan: {plan.pages} pages are read, {most_pages} were expected at most"


def _plan(kind: Literal["custom", "generic"], statement: Statement, explained: Any) -> Plan:
    ((found,),) = explained.fetchall()
    (only,) = found
    return Plan(kind, statement, tuple(_nodes(only["Plan"])), only["Execution Time"])


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)
