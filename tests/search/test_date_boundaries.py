"""Dates at the boundaries of years, months, days and seconds: every stored form against every searched form.

One query finds a set among hundreds of resources, so that a few thousand queries make some hundred thousand
comparisons.  Each date stands where the server keeps dates in different ways: in a header, in a column, in an index.
The first moment of the year 1 and the last day of 9999 stand for what has no beginning and no end; nobody seeks them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.databases import ENGINES, Databases
from tests.search.documents import Json, condition, observation, patient
from tests.search.oracle import Asked
from tests.search.oracle_dates import range_of
from tests.search.oracle_matching import PREFIXES
from tests.search.servers import Server, running

DAYS = ["2011-12-31", "2012-01-01", "2012-02-28", "2012-02-29", "2012-03-01", "2012-12-31", "2013-01-01"]
MONTHS = ["2011-12", "2012-01", "2012-02", "2012-03", "2012-12", "2013-01"]
YEARS = ["2011", "2012", "2013"]
TIMES = [
    f"{day}T{time}{zone}"
    for (day, time), zone in product(
        [
            ("2011-12-31", "23:59:59.999999"),
            ("2012-01-01", "00:00:00"),
            ("2012-02-29", "00:00:00.0"),
            ("2012-02-29", "12:30:29.999"),
            ("2012-02-29", "12:30:30"),
            ("2012-02-29", "12:30:30.5"),
            ("2012-02-29", "23:59:59"),
            ("2012-03-01", "00:00:00.000"),
        ],
        ["Z", "+01:00", "-12:00", "+14:00"],
    )
]
EXTREMES = [
    "0001-06",
    "0001-01-02T00:00:00+14:00",
    "0002",
    "9998",
    "9998-12-31T23:59:59.999999Z",
    "9999-06",
    "9999-12-30",
]
STORED = [*DAYS, *MONTHS, *YEARS, *TIMES, *EXTREMES]
ENDS = ["2011-12", "2012", "2012-02", "2012-02-29", "2012-02-29T12:30:30Z", "2012-03-01T00:30:00+01:00", "2013", "9999"]
PERIODS = [
    *({"start": text} for text in [*ENDS, "0001"]),
    *({"end": text} for text in [*ENDS, "0001"]),
    *(
        {"start": start, "end": end}
        for start, end in product([*ENDS, "0001"], ENDS)
        if range_of(start) <= range_of(end)
    ),
]
SOUGHT = [
    *DAYS,
    *MONTHS[1:4],
    *YEARS,
    *TIMES[::3],
    *EXTREMES,
    *(
        "2012-02-29T12:30Z",
        "2012-02-29T12:30",
        "2012-02-29T12:30:30",
        "2012-02-29T00:00-12:00",
        "2012-02-29T00:00+14:00",
    ),
    "2012-02-29T12:30:30.123456789Z",
]
"""Searches may leave out seconds and zones, resources may not."""
PARAMETERS = [
    *(("Observation", "date"), ("Observation", "value-date"), ("Condition", "onset-date"), ("Patient", "birthdate"))
]


def documents() -> Iterator[Json]:
    for at, text in enumerate(STORED):
        yield observation(f"d{at}", effectiveDateTime=text, valueDateTime=text)
        yield condition(f"d{at}", onsetDateTime=text)
        if "T" not in text:
            yield patient(f"d{at}", birthDate=text)
    for at, period in enumerate(PERIODS):
        yield observation(f"p{at}", effectivePeriod=period, valuePeriod=period)
        yield condition(f"p{at}", onsetPeriod=period)
    yield observation("none")
    yield condition("none")
    yield patient("none")


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def dates(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Server]:
    yield from running(databases, request.param, documents())


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(("resource_type", "code"), PARAMETERS)
def test_all_stored_dates_against_all_searched_dates(dates: Server, resource_type: str, code: str, prefix: str) -> None:
    wrong = {}
    for text in SOUGHT:
        criterion = (code, f"{prefix}{text}")
        expected = dates.expected(Asked((resource_type,), (criterion,)))
        found = set(dates.page(resource_type, [criterion, ("_count", "1000")]).keys)
        if found != expected:
            wrong[text] = {_shown(dates, key, code) for key in found ^ expected}
    assert wrong == {}


def _shown(server: Server, key: str, code: str) -> str:
    document = server.oracle.world.by_key[key].document
    names = {"date": "effective", "value-date": "value", "onset-date": "onset", "birthdate": "birthDate"}
    return next((str(value) for name, value in document.items() if name.startswith(names[code])), "nothing")
