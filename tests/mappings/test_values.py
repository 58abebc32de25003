"""Values as the drivers give them, in the form that get makes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from mappings.kernel import Kind
from mappings.values import from_sql, to_sqlite


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("text", "a", "a"),
        ("boolean", True, True),
        ("boolean", 1, True),
        ("boolean", 0, False),
        ("integer", 7, 7),
        ("decimal", Decimal("1.50"), Decimal("1.50")),
        ("decimal", 1.5, Decimal("1.5")),
        ("decimal", 84.92434230385183, Decimal("84.92434230385183")),
        ("decimal", 3, Decimal("3")),
        ("date", date(1815, 12, 10), "1815-12-10"),
        ("date", "1815-12-10", "1815-12-10"),
        ("instant", datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC), "2012-03-04T05:06:07.000000Z"),
        ("instant", datetime(2012, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))), "2012-03-04T03:00:00.000000Z"),
        ("instant", datetime(44, 3, 15, tzinfo=UTC), "0044-03-15T00:00:00.000000Z"),
        ("instant", "2012-03-04T05:06:07.890000Z", "2012-03-04T05:06:07.890000Z"),
        ("instant", "2012-03-04T05:06:07Z", "2012-03-04T05:06:07.000000Z"),
        ("instant", "2012-03-04 05:06:07", "2012-03-04T05:06:07.000000Z"),
        ("instant", "2012-03-04 05:06", "2012-03-04T05:06:00.000000Z"),
        ("instant", "2012-03-04", "2012-03-04T00:00:00.000000Z"),
        ("instant", "2012-03-04T05:06:07+02:00", "2012-03-04T03:06:07.000000Z"),
        ("reference", 5, 5),
    ],
)
def test_a_value_from_the_database(kind: Kind, value: Any, cell: Any) -> None:
    found = from_sql(kind, value)
    assert found == cell
    assert type(found) is type(cell)


@pytest.mark.parametrize("kind", ["text", "boolean", "integer", "decimal", "date", "instant", "reference"])
def test_null_is_none(kind: Kind) -> None:
    assert from_sql(kind, None) is None
    assert to_sqlite(kind, None) is None


def test_sqlite_keeps_decimals_as_doubles() -> None:
    assert to_sqlite("decimal", Decimal("1.50")) == 1.5
    assert type(to_sqlite("decimal", Decimal("1.50"))) is float
    assert to_sqlite("text", "a") == "a"
    for number in (Decimal("84.92434230385183"), Decimal("1E+2"), Decimal("-3")):
        assert from_sql("decimal", to_sqlite("decimal", number)) == number


def test_what_is_no_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        from_sql("instant", "now")
