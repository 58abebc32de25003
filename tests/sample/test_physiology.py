"""The body's numbers: published formulas, and laws that hold for everybody."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fhirserver.sample.clock import UNTIL, date_text, day_of, moment, office_hours, time_text
from fhirserver.sample.person import DAYS_A_YEAR, Person, choose_person
from fhirserver.sample.physiology import (
    blood_pressure,
    blood_values,
    creatinine,
    estimated_filtration,
    filtration,
    hemoglobin_a1c,
    stature,
    weight,
)

NOW = moment(UNTIL.toordinal(), 600)
SEEDS = st.integers(0, 10**6)


def person(seed: int) -> Person:
    return choose_person(Random(seed), UNTIL.toordinal())


def aged(sex: str, age: int) -> Person:
    someone = person(1)
    someone.sex = sex
    someone.born = UNTIL.toordinal() - int(age * DAYS_A_YEAR)
    return someone


@pytest.mark.parametrize(
    ("sex", "age", "value", "expected"),
    # Worked out by hand from the published equation.
    [("female", 50, 1.0, 69), ("male", 50, 1.0, 92), ("male", 70, 2.0, 35), ("female", 30, 0.6, 124)],
)
def test_the_estimate_of_kidney_function_is_ckd_epi_2021(sex: str, age: int, value: float, expected: int) -> None:
    assert round(estimated_filtration(value, aged(sex, age), NOW)) == expected


@given(SEEDS, st.floats(8, 130))
def test_creatinine_is_the_inverse_of_the_estimate(seed: int, rate: float) -> None:
    someone = person(seed)
    assert estimated_filtration(creatinine(rate, someone, NOW), someone, NOW) == pytest.approx(rate)


@given(SEEDS)
def test_people_are_possible(seed: int) -> None:
    someone = person(seed)
    assert 0 <= someone.age(NOW) < 98
    assert 0 <= someone.adherence <= 1
    assert someone.smoker == "never" or someone.age(NOW) >= 16
    assert all(someone.born <= onset <= day_of(NOW) for onset in someone.onset.values())
    assert 45 < stature(someone, NOW) < 215
    assert 2 < weight(someone, NOW, Random(seed)) < 230
    systolic, diastolic = blood_pressure(someone, NOW, Random(seed))
    assert 60 < systolic < 240
    assert 30 < diastolic < systolic


@given(SEEDS)
@example(21167)  # of those without diabetes, the one with the highest HbA1c by chance
def test_blood_values_are_possible_and_fit_the_diseases(seed: int) -> None:
    someone = person(seed)
    values = blood_values(someone, NOW, Random(seed))
    assert all(value > 0 for value in values.values())
    assert 120 < values["sodium"] < 160
    assert 2.5 < values["potassium"] < 6.5
    assert 5 < values["hemoglobin"] < 20
    assert (hemoglobin_a1c(someone, NOW) >= 6) == ("diabetes" in someone.onset)
    assert (filtration(someone, NOW) < 60) == ("kidney disease" in someone.onset)


@given(SEEDS)
def test_an_illness_shows_in_the_values_as_far_as_it_is_severe(seed: int) -> None:
    someone = person(seed)
    well, ill, worse = (
        blood_values(someone, NOW, Random(seed), {"leukocytes": 8}, severity) for severity in (0.0, 0.5, 1.0)
    )
    assert well["leukocytes"] + 3.9 < ill["leukocytes"] < worse["leukocytes"]
    assert well["sodium"] == worse["sodium"]


@given(st.integers(700_000, 760_000), st.integers(0, 1_439))
def test_moments_become_dates_and_times_of_the_day(day: int, minutes: int) -> None:
    at = moment(day, minutes)
    assert day_of(at) == day
    assert time_text(at) == f"{date_text(at)}T{minutes // 60:02d}:{minutes % 60:02d}:00-05:00"
    opened = office_hours(at)
    assert day_of(at) <= day_of(opened) <= day_of(at) + 2
    assert "08:00" <= time_text(opened)[11:16] < "17:00"
    # Day 1 was a Monday.
    assert day_of(opened) % 7 not in (6, 0)
