"""Times in parameters, with the range that their precision leaves open.  https://hl7.org/fhir/R4/search.html#date"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.errors import Invalid
from fhirserver.interactions.times import time_range


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2012", "2012-01-01T00:00:00.000Z", "2013-01-01T00:00:00.000Z"),
        ("2012-02", "2012-02-01T00:00:00.000Z", "2012-03-01T00:00:00.000Z"),
        ("2012-12", "2012-12-01T00:00:00.000Z", "2013-01-01T00:00:00.000Z"),
        ("2012-02-29", "2012-02-29T00:00:00.000Z", "2012-03-01T00:00:00.000Z"),
        ("2012-12-31", "2012-12-31T00:00:00.000Z", "2013-01-01T00:00:00.000Z"),
        ("2012-01-01T10:30", "2012-01-01T10:30:00.000Z", "2012-01-01T10:31:00.000Z"),
        ("2012-01-01T10:30Z", "2012-01-01T10:30:00.000Z", "2012-01-01T10:31:00.000Z"),
        ("2012-01-01T10:30:05Z", "2012-01-01T10:30:05.000Z", "2012-01-01T10:30:06.000Z"),
        ("2012-01-01T10:30:05.1Z", "2012-01-01T10:30:05.100Z", "2012-01-01T10:30:05.101Z"),
        ("2012-01-01T10:30:05.123456789Z", "2012-01-01T10:30:05.123Z", "2012-01-01T10:30:05.124Z"),
        ("2012-01-01T00:30:00+02:00", "2011-12-31T22:30:00.000Z", "2011-12-31T22:30:01.000Z"),
        ("2012-01-01T00:30:00 02:00", "2011-12-31T22:30:00.000Z", "2011-12-31T22:30:01.000Z"),
        ("2012-01-01T23:30:00-05:30", "2012-01-02T05:00:00.000Z", "2012-01-02T05:00:01.000Z"),
        ("2012-06-30T23:59:60Z", "2012-06-30T23:59:59.000Z", "2012-07-01T00:00:00.000Z"),
        ("0001", "0001-01-01T00:00:00.000Z", "0002-01-01T00:00:00.000Z"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    assert time_range("_at", text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "2012-",
            "2012-00",
            "2012-13",
            "2012-02-30",
            "2012-1-1",
            "12",
            "20120101",
            "2012-01-01T",
            "2012-01Z",
        ),
        *(
            "2012-01-01T10",
            "2012-01-01T24:00:00Z",
            "2012-01-01T10:60:00Z",
            "2012-01-01T10:30:61Z",
            "2012-01-01T10:30:99Z",
        ),
        *("2012-01-01T10:30:00+15:00", "2012-01-01T10:30:00+14:01", "2012-01-01T10:30:00+0100", "2012-01-01 10:30:00Z"),
        *("0000", "9999", "9999-12-31", "0001-01-01T00:00:00+01:00", "ge2012", "2012-01-01T10:30:00.Z", "2012\n", "x"),
    ],
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        time_range("_since", text)
    (issue,) = caught.value.issues
    assert issue.code == "value"
    assert issue.diagnostics.startswith(f"_since is {text!r}, an instant such as")


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_every_instant_is_within_its_range(moment: datetime, minutes: int) -> None:
    sign, offset = "-" if minutes < 0 else "+", abs(minutes)
    zone = f"{sign}{offset // 60:02}:{offset % 60:02}"
    start, end = time_range("_at", moment.isoformat(timespec="milliseconds") + zone)
    instant = (moment.replace(tzinfo=UTC) - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")[:23] + "Z"
    assert start == instant < end
    for precision in (4, 7, 10):
        start, end = time_range("_at", moment.isoformat()[:precision])
        assert start <= moment.isoformat(timespec="milliseconds") + "Z" < end
