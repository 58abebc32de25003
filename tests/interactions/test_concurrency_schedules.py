"""Transactions at the same time lead to what they would have led to one after the other, in some order.

Small random programs run together, with random pauses between their SQL statements; then every order of them runs on
resources of its own, until one has the same answers and leaves the same state.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fhirserver.json_format import encode
from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, FhirClient
from tests.interactions.at_once import at_once, pauses
from tests.interactions.bundles import entry, post, put, transact
from tests.interactions.resources import Resource, basic

NAMES = ("a", "b", "c")
Step = tuple[str, Any]
Program = tuple[Step, ...]
_runs = itertools.count()

names = st.sampled_from(NAMES)
values = st.sampled_from(("1", "2"))
held = st.lists(values, max_size=2, unique=True).map(tuple)
references = st.one_of(st.none(), names.map("Basic/{}".format), values.map("Basic?identifier={}".format))
steps = st.one_of(
    st.tuples(st.just("put"), st.tuples(names, held, references)),
    st.tuples(st.just("create"), st.tuples(held, references)),
    st.tuples(st.just("create unless"), st.tuples(values, held, references)),
    st.tuples(st.just("put where"), st.tuples(values, held, references)),
    st.tuples(st.just("patch where"), st.tuples(values, values)),
    st.tuples(st.just("patch"), st.tuples(names, values)),
    st.tuples(st.just("delete"), names),
    st.tuples(st.just("delete where"), values),
    st.tuples(st.just("get"), names),
)
programs = st.lists(steps, min_size=1, max_size=3).map(tuple)
beginnings = st.lists(st.tuples(names, held), max_size=3, unique_by=lambda each: each[0])


@dataclass
class Run:
    """One run of programs on resources that no other run has: ``prefix`` stands before all ids and identifiers."""

    client: FhirClient
    prefix: str
    made: dict[str, str] = field(default_factory=dict)

    def resource(self, label: str, name: str | None, held: Iterable[str], reference: str | None) -> Resource:
        found = basic(name and self.prefix + name, language=label)
        if held:
            found["identifier"] = [{"value": self.prefix + value} for value in held]
        if reference:
            kind, mark, what = reference.replace("identifier=", "").partition("?" if "?" in reference else "/")
            target = f"{kind}{mark}{'identifier=' if mark == '?' else ''}{self.prefix}{what}"
            found["extension"] = [{"url": "urn:x", "valueReference": {"reference": target}}]
        return found

    def begin(self, beginning: list[tuple[str, tuple[str, ...]]]) -> None:
        for name, values in beginning:
            assert self.client.put(f"Basic/{self.prefix}{name}", self.resource("x-0", name, values, None)).status == 201

    def send(self, number: int, program: Program, client: FhirClient) -> Answer:
        entries = [self.entry(f"x-{number}-{place}", *step) for place, step in enumerate(program)]
        return transact(client, *entries)

    def entry(self, label: str, kind: str, about: Any) -> Resource:
        if kind == "put":
            return put(self.resource(label, *about))
        if kind == "create":
            return post(self.resource(label, None, *about))
        if kind == "create unless":
            value, *rest = about
            return post(self.resource(label, None, *rest), ifNoneExist=f"identifier={self.prefix}{value}")
        if kind == "put where":
            value, *rest = about
            return entry("PUT", f"Basic?identifier={self.prefix}{value}", self.resource(label, None, *rest))
        if kind in ("patch", "patch where"):
            target, value = about
            part = [
                {"name": "type", "valueCode": "add"},
                {"name": "path", "valueString": "Basic"},
                {"name": "name", "valueString": "identifier"},
                {"name": "value", "valueIdentifier": {"value": self.prefix + value}},
            ]
            change = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": part}]}
            where = f"/{self.prefix}{target}" if kind == "patch" else f"?identifier={self.prefix}{target}"
            return entry("PATCH", f"Basic{where}", change)
        if kind == "get":
            return entry("GET", f"Basic/{self.prefix}{about}")
        return entry(
            "DELETE", f"Basic/{self.prefix}{about}" if kind == "delete" else f"Basic?identifier={self.prefix}{about}"
        )

    def outcome(self, answers: dict[int, Answer]) -> Any:
        """The answers and the state that they left, with the same words for the same things in every run."""
        for number, answer in answers.items():
            for place, item in enumerate(answer.json.get("entry", [])):
                name = item["response"].get("location", "").partition("/Basic/")[2].partition("/")[0]
                if item["response"]["status"].startswith("201") and not name.startswith(self.prefix):
                    self.made.setdefault(name, f"made by {number}-{place}")
        told = {number: [answer.status, self.entries(answer)] for number, answer in answers.items()}
        state = {}
        for name in [*(self.prefix + name for name in NAMES), *self.made]:
            answer = self.client.get(f"Basic/{name}")
            state[self.plain(name)] = (
                answer.status,
                self.plain_resource(answer.json) if answer.status == 200 else None,
            )
        return told, state

    def entries(self, answer: Answer) -> Any:
        return [
            (
                item["response"]["status"],
                self.plain(item["response"].get("location", "")),
                item["response"].get("etag"),
                self.plain_resource(item["resource"]) if "resource" in item else None,
            )
            for item in answer.json.get("entry", [])
        ]

    def plain_resource(self, resource: Resource) -> str:
        meta = {key: value for key, value in resource["meta"].items() if key != "lastUpdated"}
        return self.plain(encode({**resource, "meta": meta}).decode())

    def plain(self, text: str) -> str:
        for name, label in self.made.items():
            text = text.replace(name, label)
        return text.replace(self.prefix, "")


def check(
    client: FhirClient,
    repository: Repository,
    beginning: list[tuple[str, tuple[str, ...]]],
    running: list[Program],
    seed: int,
) -> None:
    def run() -> Run:
        new = Run(client, f"r{next(_runs)}-")
        new.begin(beginning)
        return new

    together = run()
    with pauses(repository, seed):
        calls: list[Callable[[FhirClient], Answer]] = [
            partial(together.send, number, program) for number, program in enumerate(running)
        ]
        answers = at_once(client, calls)
    found = together.outcome(dict(enumerate(answers)))
    serial = []
    for order in itertools.permutations(range(len(running))):
        alone = run()
        serial.append(alone.outcome({number: alone.send(number, running[number], client) for number in order}))
        if serial[-1] == found:
            return
    raise AssertionError(f"no order leads to {found}; they lead to {serial}")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginnings, st.lists(programs, min_size=2, max_size=3), st.integers(0, 1000))
# Each of two looks for what the other makes.
@example([], [(("create unless", ("1", ("2",), None)),), (("create unless", ("2", ("1",), None)),)], 1)
# A reference to what is found by an identifier, while that is given to another.
@example(
    [("a", ("1",))],
    [(("create", ((), "Basic?identifier=1")),), (("put", ("a", (), None)), ("put", ("b", ("1",), None)))],
    1,
)
# A deletion of what is being referred to.
@example(
    [("a", ("1",))],
    [(("delete where", "1"), ("create unless", ("2", ("2",), None))), (("create", ((), "Basic/a")),)],
    3,
)
def test_some_order_leads_to_the_same(
    client: FhirClient,
    repository: Repository,
    beginning: list[tuple[str, tuple[str, ...]]],
    running: list[Program],
    seed: int,
) -> None:
    check(client, repository, beginning, running, seed)
