"""A walk from page to page finds every match that nobody touches exactly once, whatever is written meanwhile.

Resources are made, changed and deleted between one page and the next, by random schedules, under every kind of order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from random import Random

import pytest

from tests.databases import ENGINES, Databases
from tests.search.documents import Json, coded, observation
from tests.search.servers import Page, Server, page_of, running

SORTS = [
    None,
    "date",
    "-date",
    "_id",
    "-_id",
    "_lastUpdated",
    "-_lastUpdated",
    "status,-date",
    "-status,date,_id",
    "value-quantity",
    "-value-quantity",
    "value-string",
    "-value-string,value-quantity",
    "code,-_lastUpdated",
    "subject",
    "value-date",
    "-value-date",
    "_tag,-_security,date",
]
"""By what stands in the header, in columns and in indexes; by one value or several, often the same or none."""
CRITERIA = [[], [("code", "a")], [("status:not", "amended")], [("subject:missing", "false")], [("_content", "x")]]


def random_observation(random: Random, resource_id: str) -> Json:
    value = random.choice(
        [
            {},
            {"valueQuantity": {"value": random.randint(1, 3), "comparator": random.choice(["<", ">"])}},
            {"valueQuantity": {"value": random.randint(1, 3)}},
            {"valueString": random.choice(["a", "A", "ä", "b" * 300, "b" * 301])},
            {"valuePeriod": random.choice([{"start": "2012"}, {"end": "2012"}, {"start": "2011", "end": "2013"}])},
        ]
    )
    when = random.choice(
        [{}, {"effectiveDateTime": "2012"}, {"effectiveDateTime": "2013-01-01"}, {"effectivePeriod": {"end": "2012"}}]
    )
    subject = random.choice([{}, {"subject": {"reference": f"Patient/{random.randint(1, 2)}"}}])
    tag = {"tag": [{"code": random.choice(["x", "y"])}]}
    return observation(
        resource_id,
        status=random.choice(["final", "amended"]),
        code=coded(random.choice(["a", "A", "b"]), display="x"),
        **random.choice([{}, {"meta": tag}]),
        **value,
        **when,
        **subject,
    )


class Writer:
    """Makes, changes and deletes resources whose ids begin with a t; those that begin with a k are left alone."""

    def __init__(self, server: Server, random: Random) -> None:
        self._server = server
        self._random = random
        self._numbers = count()
        self._touched: list[str] = []

    def write(self) -> None:
        kind = self._random.random()
        if kind < 0.4 or not self._touched:
            self._touched.append(f"t{next(self._numbers)}")
            self._put(self._touched[-1])
        elif kind < 0.8:
            self._put(self._random.choice(self._touched))
        else:
            gone = self._touched.pop(self._random.randrange(len(self._touched)))
            assert self._server.client.delete(f"Observation/{gone}").status == 204

    def _put(self, resource_id: str) -> None:
        document = random_observation(self._random, resource_id)
        assert self._server.client.put(f"Observation/{resource_id}", document).status in (200, 201)


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def busy(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Server]:
    random = Random(7)
    yield from running(databases, request.param, [random_observation(random, f"k{number}") for number in range(20)])


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_what_nobody_touches_is_found_once(busy: Server, sort: str | None) -> None:
    random = Random(str(sort))
    writer = Writer(busy, random)
    for criteria in [CRITERIA[0], random.choice(CRITERIA[1:])]:
        parameters = [*criteria, *([("_sort", sort)] if sort else [])]
        expected = _kept(busy.all_keys("Observation", [*parameters, ("_count", "1000")]))
        size = ("_count", str(random.choice([3, 5, 9])))
        first = busy.page("Observation", [*parameters, size])
        assert _kept(_walk(busy, first, "next", writer)) == expected, (criteria, "forwards")
        last = busy.follow(busy.page("Observation", [*parameters, size]), "last") or first
        assert _kept(_walk(busy, last, "previous", writer)) == expected, (criteria, "backwards")


def _kept(keys: list[str]) -> list[str]:
    return [key for key in keys if key.startswith("Observation/k")]


def _walk(server: Server, page: Page | None, relation: str, writer: Writer) -> list[str]:
    """All keys from page to page, in the order of the search; something is written before each next page.

    Not for ever: what is changed all the time stands on a later page each time, if the latest comes last.
    """
    pages = []
    while page is not None:
        pages.append(page.keys)
        for _ in range(2 if len(pages) < 8 else 0):
            writer.write()
        page = server.follow(page, relation)
    return [key for keys in (pages if relation == "next" else reversed(pages)) for key in keys]


def test_a_walk_can_turn_round_at_any_page(busy: Server) -> None:
    pages = [busy.page("Observation", [("_count", "4"), ("_sort", "-date,_id")])]
    while (following := busy.follow(pages[-1], "next")) is not None:
        pages.append(following)
    for before, page in pairwise(pages):
        back = busy.follow(page, "previous")
        assert back is not None
        assert back.keys == before.keys


def test_a_link_stays_good_when_its_page_is_gone(busy: Server) -> None:
    busy.load([random_observation(Random(1), f"z{number}") for number in range(6)])
    first = busy.page("Observation", [("_count", "3"), ("_sort", "-_id")])
    assert first.keys == ["Observation/z5", "Observation/z4", "Observation/z3"]
    for key in first.keys:
        assert busy.client.delete(key).status == 204
    following = busy.follow(first, "next")
    assert following is not None
    assert following.keys == ["Observation/z2", "Observation/z1", "Observation/z0"]


def test_cursors_of_other_searches_and_made_up_ones_are_refused(busy: Server) -> None:
    page = busy.page("Observation", [("_count", "1")])
    cursor = page.links["next"].partition("_cursor=")[2]
    assert page_of(busy.ask("Observation", [("_cursor", cursor)])).keys
    for address, parameters in (
        ("Patient", [("_cursor", cursor)]),
        ("", [("_cursor", cursor)]),
        ("Observation", [("_cursor", cursor[:-1])]),
        ("Observation", [("_cursor", cursor[:-1] + ("A" if cursor[-1] != "A" else "B"))]),
        ("Observation", [("_cursor", "")]),
        ("Observation", [("_cursor", "x" * 70_000)]),
        ("Observation", [("_cursor", "é")]),
        ("Observation", [("_cursor", cursor), ("_cursor", cursor)]),
        ("Observation", [("_cursor", cursor), ("code", "a")]),
        ("Observation", [("_cursor", cursor), ("_count", "2")]),
    ):
        answer = busy.ask(address, parameters)
        assert answer.status == 400, (address, parameters)
        assert all("_cursor" in issue["diagnostics"] for issue in answer.issues)
