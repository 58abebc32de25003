"""The examples of https://hl7.org/fhir/R4/search.html on numbers, dates and quantities."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.search.documents import SUBJECT, Json, observation, patient, procedure
from tests.search.servers import Server

UCUM = "http://unitsofmeasure.org"
NOW = datetime.now(UTC)


def risk(resource_id: str, probability: str) -> Json:
    prediction = [{"probabilityDecimal": Decimal(probability)}]
    return {
        "resourceType": "RiskAssessment",
        "id": resource_id,
        "status": "final",
        "subject": SUBJECT,
        "prediction": prediction,
    }


def charge(resource_id: str, factor: str) -> Json:
    """A resource with a decimal of any size."""
    required = {"status": "billable", "code": {"text": "x"}, "subject": SUBJECT}
    return {"resourceType": "ChargeItem", "id": resource_id, **required, "factorOverride": Decimal(factor)}


def measured(resource_id: str, value: str, code: str, **members: Any) -> Json:
    return observation(resource_id, valueQuantity={"value": Decimal(value), "system": UCUM, "code": code, **members})


def sequence(resource_id: str, start: int) -> Json:
    """A resource with a whole number of any size."""
    return {
        "resourceType": "MolecularSequence",
        "id": resource_id,
        "coordinateSystem": 0,
        "variant": [{"start": start}],
    }


def ago(days: float) -> str:
    return f"{NOW - timedelta(days=days):%Y-%m-%d}"


NUMBERS = ["99.4", "99.5", "99.994", "99.995", "100", "100.004", "100.005", "100.4", "100.5"]
DATED = {
    "day": {"performedDateTime": "2013-01-14"},
    "midnight": {"performedDateTime": "2013-01-14T00:00:00Z"},
    "ten": {"performedDateTime": "2013-01-14T10:00:00Z"},
    "next": {"performedDateTime": "2013-01-15T00:00:00Z"},
    "onwards": {"performedPeriod": {"start": "2013-01-21"}},
    "later": {"performedPeriod": {"start": "2013-03-15"}},
    "until": {"performedPeriod": {"end": "2013-01-21"}},
}


@pytest.fixture(scope="module")
def numbers(server: Server) -> Server:
    server.load([charge(number.replace(".", "-"), number) for number in ["94.9", "95", "0.8", "0.81", "0.5", *NUMBERS]])
    server.load([risk(number.replace(".", "-"), number) for number in ["0.79", "0.8", "0.81"]])
    server.load([sequence(str(start), start) for start in (1, 2, 3, 99, 100, 101)])
    server.load([procedure(name, **members) for name, members in DATED.items()])
    server.load([patient("1", birthDate="2013-01-14"), patient("2", birthDate="2013-01")])
    server.load(
        [
            measured("mg", "5.4", "mg"),
            measured("mg-low", "5.35", "mg"),
            measured("mg-high", "5.45", "mg"),
            measured("g", "0.0054", "g"),
            measured("g-near", "0.005406", "g"),
            measured("kg", "5.4", "kg"),
            measured("unit", "5.4", "ug", unit="mg"),
            measured("less", "5", "mg", comparator="<"),
            observation("bare", valueQuantity={"value": Decimal("5.4"), "unit": "mg"}),
            observation("none"),
        ]
    )
    server.load([observation(f"ago-{days}", effectiveDateTime=ago(days)) for days in (0, 895, 900, 1000, 1099, 1102)])
    return server


def ids(*numbers: str) -> list[str]:
    return sorted(number.replace(".", "-") for number in numbers)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100", ids("99.5", "99.994", "99.995", "100", "100.004", "100.005", "100.4")),
        ("100.00", ids("99.995", "100", "100.004")),
        ("1e2", ids("95", *NUMBERS)),
        ("1.00e2", ids("99.5", "99.994", "99.995", "100", "100.004", "100.005", "100.4")),
        ("lt100", ids("0.5", "0.8", "0.81", "94.9", "95", "99.4", "99.5", "99.994", "99.995")),
        ("le100", ids("0.5", "0.8", "0.81", "94.9", "95", "99.4", "99.5", "99.994", "99.995", "100")),
        ("gt100", ids("100.004", "100.005", "100.4", "100.5")),
        ("ge100", ids("100", "100.004", "100.005", "100.4", "100.5")),
        ("ne100", ids("0.5", "0.8", "0.81", "94.9", "95", "99.4", "100.5")),
        ("gt0.8", ids("0.81", "94.9", "95", *NUMBERS)),
        ("gt8e-1", ids("0.81", "94.9", "95", *NUMBERS)),
        ("sa100", ids("100.004", "100.005", "100.4", "100.5")),
        ("eb0.8", ids("0.5")),
        ("ap0.5", ids("0.5")),
        ("ap110", ids("99.4", "99.5", "99.994", "99.995", "100", "100.004", "100.005", "100.4", "100.5")),
    ],
)
def test_a_number_is_as_exact_as_it_is_written(numbers: Server, text: str, found: list[str]) -> None:
    assert numbers.found(f"ChargeItem?factor-override={text}") == found


def test_risks_that_are_greater(numbers: Server) -> None:
    assert numbers.found("RiskAssessment?probability=gt0.8") == ["0-81"]
    assert numbers.found("RiskAssessment?probability=gt8e-1") == ["0-81"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2", ["2"]),
        ("2.0", ["2"]),
        ("2.5", []),
        ("lt2", ["1"]),
        ("ge100", ["100", "101"]),
        ("ne2", ["1", "100", "101", "3", "99"]),
        ("100", ["100"]),
        ("100.00", ["100"]),
        ("1e2", ["100", "101", "99"]),
    ],
)
def test_a_whole_number_is_found_exactly(numbers: Server, text: str, found: list[str]) -> None:
    """The page tries it on dose-number, a parameter that R4 has no longer."""
    assert numbers.found(f"MolecularSequence?variant-start={text}") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("eq2013-01-14", ["day", "midnight", "ten"]),
        ("2013-01-14", ["day", "midnight", "ten"]),
        ("ne2013-01-14", ["later", "next", "onwards", "until"]),
        ("lt2013-01-14T10:00", ["day", "midnight", "until"]),
        ("gt2013-01-14T10:00", ["day", "later", "next", "onwards", "until"]),
        ("ge2013-03-14", ["later", "onwards"]),
        ("le2013-03-14", ["day", "midnight", "next", "onwards", "ten", "until"]),
        ("sa2013-03-14", ["later"]),
        ("eb2013-03-14", ["day", "midnight", "next", "ten", "until"]),
        ("2013-01", ["day", "midnight", "next", "ten"]),
        ("2013-01-14T10:00", ["ten"]),
        ("2013-01-14T10:00:00+00:00", ["ten"]),
        ("2013-01-14T11:00+01:00", ["ten"]),
    ],
)
def test_dates_are_ranges(numbers: Server, text: str, found: list[str]) -> None:
    assert numbers.found(f"Procedure?date={text}") == found


def test_all_the_procedures_of_two_years(numbers: Server) -> None:
    found = numbers.found("Patient/1/Procedure?date=ge2013-01-14&date=le2013-01-20")
    assert found == ["day", "midnight", "next", "ten", "until"]


def test_a_birth_date_may_be_a_month(numbers: Server) -> None:
    assert numbers.found("Patient?birthdate=2013-01-14") == ["1"]
    assert numbers.found("Patient?birthdate=2013-01") == ["1", "2"]
    assert numbers.found("Patient?birthdate=ge2013-01-01&birthdate=le2013-01-31") == ["1", "2"]
    assert numbers.found("Patient?birthdate=gt2013-01-14") == ["2"]


def test_a_date_is_near_within_a_tenth_of_its_distance_from_now(numbers: Server) -> None:
    assert numbers.found(f"Observation?date=ap{ago(1000)}") == ["ago-1000", "ago-1099", "ago-900"]
    assert numbers.found(f"Observation?date=ap{ago(0)}") == ["ago-0"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"5.4|{UCUM}|mg", ["g", "g-near", "mg", "mg-low"]),
        (f"5.40e-3|{UCUM}|g", ["g", "mg"]),
        (f"0.0054|{UCUM}|g", ["g", "g-near", "mg", "mg-low"]),
        ("5.4||mg", ["bare", "mg", "mg-low", "unit"]),
        ("5.4", ["bare", "kg", "mg", "mg-low", "unit"]),
        (f"le5.4|{UCUM}|mg", ["g", "less", "mg", "mg-low", "unit"]),
        (f"lt5.4|{UCUM}|mg", ["less", "mg-low", "unit"]),
        (f"gt5.4|{UCUM}|mg", ["g-near", "kg", "mg-high"]),
        (f"ap5.4|{UCUM}|mg", ["g", "g-near", "less", "mg", "mg-high", "mg-low"]),
        (f"lt4|{UCUM}|mg", ["less", "unit"]),
        (f"ge5|{UCUM}|mg", ["g", "g-near", "kg", "mg", "mg-high", "mg-low"]),
        (f"5.4|{UCUM}|cm", []),
    ],
)
def test_quantities_have_units(numbers: Server, text: str, found: list[str]) -> None:
    assert numbers.found(f"Observation?value-quantity={text}") == found


def test_leap_seconds_and_very_large_numbers_are_found(numbers: Server) -> None:
    numbers.load(
        [
            measured("huge", "1e303", "kg"),
            measured("tiny", "-1e303", "kg"),
            observation("leap", effectiveDateTime="2016-12-31T23:59:60Z"),
            observation("since", effectivePeriod={"start": "2016-12-31T23:59:60Z"}),
        ]
    )
    among = ("_id", "huge,tiny,leap,since")
    assert numbers.ids("Observation", among, ("value-quantity", f"gt1e300|{UCUM}|g")) == ["huge"]
    assert numbers.ids("Observation", among, ("value-quantity", f"lt-1e300|{UCUM}|g")) == ["tiny"]
    assert numbers.ids("Observation", among, ("date", "2016-12-31")) == ["leap"]
    assert numbers.ids("Observation", among, ("date", "lt2016")) == []
    assert numbers.ids("Observation", among, ("date", "gt2017")) == ["since"]
