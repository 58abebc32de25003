"""The parameters of a statement."""

from __future__ import annotations

from fhirserver.search.sql.binds import Binds, any_of


def test_the_same_value_has_the_same_place() -> None:
    binds = Binds("postgresql")
    assert binds("a") == binds("a") != binds("b")
    assert binds.key(2) == binds.key(2)


def test_what_looks_the_same_and_is_of_another_type_has_another_place() -> None:
    """Sorting by _id, PostgreSQL refused the id 2 beside the key 2: a parameter has one type."""
    binds = Binds("postgresql")
    places = [binds("2"), binds.key(2), binds("2020-01-01"), binds.day("2020-01-01"), binds.time("2020-01-01")]
    assert places == ["%(p0)s", "%(p1)s::bigint", "%(p2)s", "%(p3)s::date", "%(p4)s::timestamptz"]
    assert list(binds.values.values()) == ["2", "2", "2020-01-01", "2020-01-01", "2020-01-01"]


def test_many_alternatives_are_not_deep() -> None:
    text = any_of(f"c{number}" for number in range(1000))
    depth = most = 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        most = max(most, depth)
    assert most <= 8
    assert text.count(" OR ") == 999
    assert (any_of([]), any_of(["a"]), any_of(["a", "b", "a"])) == ("1 = 0", "a", "(a OR b)")
