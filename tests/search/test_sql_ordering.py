"""In which order results come, and where pages begin and end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cmp_to_key
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhirserver.search.dates import ALWAYS
from fhirserver.search.results import query_of
from fhirserver.search.sql.binds import Binds, all_of, one_of
from fhirserver.search.sql.by_code import by_moment, driver_of, in_header, is_code
from fhirserver.search.sql.criteria import Scope
from fhirserver.search.sql.ordering import Order, beyond, bound, moment_order, moment_parts, order_by, orders
from fhirserver.search.sql.statement import Page, count, depends_on_values, find, included
from fhirserver.search.tree import Criterion, Search
from tests.search.parsing import of, parsing

Parameters = list[tuple[str, str]]
CODE = of("Observation", "code").uses[0].path.number


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        yield connection


def search(resource_type: str, *parameters: tuple[str, str]) -> Search:
    return query_of(parsing(), (resource_type,), parameters).search


Row = tuple[Any, ...]
KEYS = st.lists(
    st.builds(Order, st.just("x"), st.booleans(), st.sampled_from(["text", "number"]), always=st.booleans()),
    min_size=1,
    max_size=3,
)


def before(found: list[Order], one: Row, other: Row) -> int:
    """What comes first: by each key in turn, and what has no value last, both ways."""
    for order, left, right in zip(found, one, other, strict=True):
        if left != right:
            if left is None or right is None:
                return 1 if left is None else -1
            return (1 if left > right else -1) * (-1 if order.descending else 1)
    return 0


def value_of(order: Order) -> st.SearchStrategy[Any]:
    plain: st.SearchStrategy[Any] = st.sampled_from("abc") if order.kind == "text" else st.integers(0, 2)
    return plain if order.always else st.none() | plain


@settings(max_examples=200, deadline=None)
@given(st.data(), KEYS, st.integers(1, 4))
def test_pages_one_after_the_other_are_the_whole_both_ways(
    database: sqlite3.Connection, data: st.DataObject, keys: list[Order], size: int
) -> None:
    last = Order("pk", keys[0].descending, "key", always=True)
    found = [*keys, last]
    values = data.draw(st.lists(st.tuples(*map(value_of, keys)), max_size=9))
    rows = [(*each, number) for number, each in enumerate(values, 1)]
    expected = sorted(rows, key=cmp_to_key(lambda one, other: before(found, one, other)))
    names = [f"q.k{at}" for at in range(len(found))]
    for backwards in (False, True):
        seen: list[Row] = []
        place: Row | None = None
        while len(seen) <= len(rows):
            binds = Binds("sqlite")
            page = _page(database, binds, rows, names, found, place, size, backwards=backwards)
            if not page:
                break
            seen += page
            place = page[-1]
        assert seen == (expected[::-1] if backwards else expected)


def _page(
    database: sqlite3.Connection,
    binds: Binds,
    rows: list[Row],
    names: list[str],
    found: list[Order],
    place: Row | None,
    size: int,
    *,
    backwards: bool,
) -> list[Row]:
    if not rows:
        return []
    columns = ", ".join(f"column{at + 1} AS k{at}" for at in range(len(found)))
    table = ", ".join(f"({', '.join('?' * len(found))})" for _ in rows)
    where = beyond(binds, found, names, place, backwards=backwards) if place else "1 = 1"
    # Named parameters of the condition are written in, as those of the table have no names.
    for name, value in sorted(binds.values.items(), reverse=True):
        where = where.replace(f":{name}", repr(value))
    order = order_by(found, names, backwards=backwards)
    text = f"SELECT * FROM (SELECT {columns} FROM (VALUES {table})) AS q WHERE {where} ORDER BY {order} LIMIT {size}"
    return database.execute(text, [value for row in rows for value in row]).fetchall()


def test_a_place_that_no_result_of_this_part_can_have() -> None:
    """It is among those without a value, which come last."""
    found = [Order("moment", False, "time", always=True), Order("pk", False, "key", always=True)]
    names = ["q.k0", "q.pk"]
    assert beyond(Binds("sqlite"), found, names, (None, 7), backwards=False) == "1 = 0"
    assert beyond(Binds("sqlite"), found, names, (None, 7), backwards=True) == "1 = 1"


def test_keys_that_all_go_one_way_are_compared_at_once() -> None:
    found = [Order("moment", True, "time", always=True), Order("pk", True, "key", always=True)]
    binds = Binds("postgresql")
    names = ["q.k0", "q.pk"]
    assert beyond(binds, found, names, ("2020", 7), backwards=False) == (
        "(q.k0, q.pk) < (%(p0)s::timestamptz, %(p1)s::bigint)"
    )
    assert beyond(binds, found, names, ("2020", 7), backwards=True).startswith("(q.k0, q.pk) > (")
    assert order_by(found, names, backwards=False) == "q.k0 DESC, q.pk DESC"
    assert order_by(found, names, backwards=True) == "q.k0 ASC, q.pk ASC"


def test_where_there_may_be_nothing_that_is_said() -> None:
    found = [Order("x", False, "text"), Order("pk", False, "key", always=True)]
    assert order_by(found, ["q.k0", "q.pk"], backwards=False) == "q.k0 ASC NULLS LAST, q.pk ASC"
    assert order_by(found, ["q.k0", "q.pk"], backwards=True) == "q.k0 DESC NULLS FIRST, q.pk DESC"


@pytest.mark.parametrize(
    ("kind", "value", "place"),
    [
        ("time", "2020", "%(p0)s::timestamptz"),
        ("key", 7, "%(p0)s::bigint"),
        ("text", "a", "%(p0)s"),
        ("number", 1.5, "%(p0)s"),
    ],
)
def test_the_type_of_a_place(kind: Any, value: Any, place: str) -> None:
    assert bound(Binds("postgresql"), Order("x", False, kind), value) == place


def test_the_order_of_moments() -> None:
    binds = Binds("sqlite")
    assert moment_order("r", descending=True, binds=binds) == Order("r.moment", True, "time", always=True)
    ascending = moment_order("r", descending=False, binds=binds)
    assert ascending == Order("CASE WHEN r.moment_end > :p0 THEN r.moment END", False, "time")
    assert binds.values == {"p0": ALWAYS}
    (whole,) = moment_parts("r", descending=True, binds=binds)
    assert whole.condition is None
    said, rest = moment_parts("r", descending=False, binds=binds)
    assert (said.condition, said.order.always) == ("r.moment > :p0", True)
    assert (rest.condition, rest.order.always) == ("r.moment = :p0", False)


@pytest.mark.parametrize(
    ("resource_type", "sort", "kinds"),
    [
        ("Patient", "_id", [("text", False, True)]),
        ("Patient", "-_lastUpdated", [("time", True, True)]),
        ("Observation", "-date", [("time", True, True)]),
        ("Observation", "date", [("time", False, False)]),
        ("Patient", "name,-birthdate", [("text", False, False), ("time", True, False)]),
        ("Observation", "value-quantity", [("number", False, False)]),
        ("Patient", "organization.name", [("text", False, False)]),
        ("Patient", "organization", [("text", False, False)]),
        ("Patient", "gender", [("text", False, False)]),
        ("RiskAssessment", "-probability", [("number", True, False)]),
    ],
)
def test_the_orders_of_sort_keys(resource_type: str, sort: str, kinds: list[tuple[str, bool, bool]]) -> None:
    for engine in ("sqlite", "postgresql"):
        keys = search(resource_type, ("_sort", sort)).sort
        found = orders(Binds(engine), keys, "r.pk", "r")  # type: ignore[arg-type]  # each of the two engines
        assert [(each.kind, each.descending, each.always) for each in found] == kinds


@pytest.mark.parametrize(
    ("parameters", "driver"),
    [
        ([("code", "x")], "code"),
        ([("code", "s|x"), ("status", "final")], "code"),
        ([("category", "lab"), ("code", "x")], "code"),
        ([("category", "lab")], "category"),
        ([("code:in", "letters")], "code"),
        ([("code-value-quantity", "x$gt5")], "code-value-quantity"),
        ([("date", "gt2020"), ("code", "x")], "code"),
        # Others are likely to be fewer, or are not found by a code.
        ([("code", "x"), ("subject", "1")], None),
        ([("code", "x"), ("_id", "a")], None),
        ([("code", "x,y")], None),
        ([("code", "s|")], None),
        ([("code:not", "x")], None),
        ([("code:text", "x")], None),
        ([("identifier", "x")], None),
        ([("status", "final")], None),
        ([("code", "x"), ("_sort", "status")], None),
        ([("code", "x"), ("_contained", "both")], None),
        ([("code", "x"), ("_has:Provenance:target:agent", "1")], None),
        ([], None),
    ],
)
def test_by_which_criterion_results_are_found(parameters: Parameters, driver: str | None) -> None:
    found = driver_of(Scope(Binds("sqlite")), search("Observation", *parameters))
    assert (found.node.parameters[0].code if found else None) == driver


def test_what_is_counted_before_it_is_decided() -> None:
    found = driver_of(Scope(Binds("sqlite")), search("Observation", ("code", "x"), ("value-quantity", "gt5")))
    assert found is not None
    assert (found.path_number, len(found.rest), found.same_element) == (CODE, 2, False)
    assert found.counted is not None
    assert found.counted.parameters[0].code == "value-quantity"
    alone = driver_of(Scope(Binds("sqlite")), search("Observation", ("code", "x")))
    assert alone is not None
    assert (alone.counted, alone.rest) == (None, ())


@pytest.mark.parametrize(
    ("parameters", "is_so"),
    [
        ([], True),
        ([("_sort", "date")], True),
        ([("_sort", "-date")], True),
        ([("_sort", "-date,code")], False),
        ([("_sort", "code")], False),
        ([("_sort", "subject:Patient.birthdate")], False),
        ([("_contained", "true")], False),
    ],
)
def test_the_order_that_indexes_have(parameters: Parameters, is_so: bool) -> None:
    assert by_moment(search("Observation", *parameters)) is is_so
    assert not by_moment(Search(("Observation", "Condition")))


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        (("_id", "x"), "id"),
        (("_lastUpdated", "2020"), "last_updated"),
        (("date", "2020"), "moment"),
        (("code", "x"), None),
        (("_has:Provenance:target:agent", "1"), None),
        (("date:missing", "true"), None),
    ],
)
def test_what_is_asked_of_the_header(parameter: tuple[str, str], name: str | None) -> None:
    (node,) = search("Observation", parameter).criteria
    found = in_header(node)
    assert (found.name if found else None) == name


def test_what_is_one_code() -> None:
    def one(*parameter: str) -> bool:
        (node,) = search("Observation", (parameter[0], parameter[1])).criteria
        assert isinstance(node, Criterion)
        return is_code(node)

    assert [one("code", "x"), one("code:in", "letters"), one("category", "s|x")] == [True] * 3
    assert [one("code", "x,y"), one("combo-code", "x"), one("identifier", "x"), one("status", "x")] == [False] * 4


@pytest.mark.parametrize(
    ("parameters", "depends"),
    [
        ([("code", "x")], False),
        ([("code", "x"), ("status", "final")], False),
        ([("value-quantity", "5")], False),
        ([("code", "x"), ("value-quantity", "5")], True),
        ([("code", "x"), ("subject:Patient.name", "a")], True),
        ([("code:in", "letters")], True),
        ([("_has:Provenance:target:agent", "1")], False),
        ([("code", "x"), ("status:missing", "true")], True),
        ([("subject:Patient._has:Observation:subject:code:in", "letters")], True),
    ],
)
def test_whether_the_best_plan_depends_on_values(parameters: Parameters, depends: bool) -> None:
    assert depends_on_values(search("Observation", *parameters)) is depends


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    "parameters",
    [
        [("code", "o'x\"; DROP TABLE resource; --")],
        [("subject:Patient.name", "o'x\"; DROP TABLE resource; --")],
        [("_content", "drop table")],
        [("_id", "DROP")],
    ],
)
def test_no_value_is_part_of_a_statement(engine: Any, parameters: Parameters) -> None:
    for make in (lambda scope, asked: find(scope, asked, Page(5)).text, count):
        scope = Scope(Binds(engine))
        text = make(scope, search("Observation", *parameters))
        assert "drop" not in text.lower()
        assert any("drop" in str(value).lower() for value in scope.binds.values.values())


def test_the_one_patient_that_all_must_refer_to_narrows_the_search_for_codes() -> None:
    def narrowed(resource_type: str, *parameters: tuple[str, str]) -> bool:
        return "s.patient_pk" in find(Scope(Binds("sqlite")), search(resource_type, *parameters), Page(5)).text

    code = ("code", "x")
    assert narrowed("Observation", ("patient", "1"), code)
    assert narrowed("Observation", ("subject", "Patient/1"), code)
    assert not narrowed("Observation", ("subject", "1"), code)
    assert not narrowed("Observation", ("patient", "1,2"), code)
    assert not narrowed("Observation", ("patient:missing", "false"), code)
    assert not narrowed("Observation", ("subject", "Group/1"), code)
    # One that is not in the patient's compartment does not narrow.
    assert not narrowed("Observation", ("focus", "Patient/1"), code)


def test_pages_and_counts_are_limited() -> None:
    asked = search("Patient", ("gender", "male"))
    assert find(Scope(Binds("sqlite")), asked, Page(7)).text.endswith(" LIMIT 7")
    assert count(Scope(Binds("sqlite")), asked, 10).endswith(" LIMIT 10) AS q")
    assert "LIMIT" not in count(Scope(Binds("sqlite")), asked)


def test_what_results_bring_along() -> None:
    include = query_of(parsing(), ("Patient",), [("_include", "Patient:organization:Organization")]).includes
    binds = Binds("sqlite")
    number = of("Patient", "organization").uses[0].path.number
    assert included(Scope(binds), include, [3, 1], 9) == (
        "SELECT r.pk, r.type, r.id, r.version FROM resource_reference f JOIN resource r ON r.pk = f.target_pk "
        f"WHERE f.source_pk IN (SELECT value FROM json_each(:p0)) AND f.path = {number} "
        "AND r.type = 'Organization' AND NOT r.deleted AND r.version > 0 ORDER BY 1 LIMIT 9"
    )
    assert binds.values == {"p0": "[1,3]"}
    reverse = query_of(parsing(), ("Patient",), [("_revinclude", "Observation:subject")]).includes
    text = included(Scope(Binds("sqlite")), reverse, [1], 9)
    assert "r.pk = f.source_pk" in text
    assert "f.target_pk IN" in text
    assert "r.type = 'Observation'" in text


def test_conditions_together() -> None:
    assert all_of([]) == "1 = 1"
    assert all_of(["a", "b", "a"]) == "a AND b"
    assert one_of([3]) == "= 3"
    assert one_of([3, 1, 3]) == "IN (1, 3)"
