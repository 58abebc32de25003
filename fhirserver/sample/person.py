"""Who a patient is, visible and hidden: demographics, long-term diseases, habits and the body's numbers over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from fhirserver.sample.clock import day_of
from fhirserver.sample.diseases import CHRONIC

DAYS_A_YEAR = 365.25

_AGE_BANDS = ((0, 17, 11), (18, 44, 27), (45, 64, 28), (65, 79, 23), (80, 96, 11))


@dataclass(slots=True)
class Person:
    """What the simulation knows; `onset` has the day on which each long-term disease began or will begin."""

    sex: str
    born: int
    smoker: str
    adherence: float
    height: float
    body_mass: float
    baseline: dict[str, float]
    onset: dict[str, int] = field(default_factory=dict)
    pregnant_since: int | None = None

    def age(self, at: int) -> float:
        """Age in years at a moment."""
        return (day_of(at) - self.born) / DAYS_A_YEAR

    def has(self, disease: str, at: int) -> bool:
        """Whether a long-term disease has begun."""
        onset = self.onset.get(disease)
        return onset is not None and onset <= day_of(at)

    def years_with(self, disease: str, at: int) -> float:
        """Years since a disease began, 0 without it."""
        onset = self.onset.get(disease)
        return max(0.0, (day_of(at) - onset) / DAYS_A_YEAR) if onset is not None else 0.0


def choose_person(rng: Random, until_day: int) -> Person:
    """A person who may have been born on any day up to 96 years before `until_day`."""
    low, high, _ = rng.choices(_AGE_BANDS, [band[2] for band in _AGE_BANDS])[0]
    age = rng.uniform(low, high + 1)
    born = until_day - int(age * DAYS_A_YEAR) - 1
    sex = "female" if rng.random() < (0.52 if age < 70 else 0.57) else "male"
    smoker = "never" if age < 16 else rng.choices(("never", "former", "current"), (58, 28, 14))[0]
    person = Person(
        sex=sex,
        born=born,
        smoker=smoker,
        adherence=rng.betavariate(4.5, 1.3),
        height=rng.gauss(162.5, 6.5) if sex == "female" else rng.gauss(176, 7),
        body_mass=rng.gauss(24.8, 2.6),
        baseline={},
    )
    _choose_diseases(rng, person, age, until_day)
    if "obesity" in person.onset:
        person.body_mass = rng.gauss(33.5, 3.0)
    person.baseline = _baseline(rng, person)
    return person


def _choose_diseases(rng: Random, person: Person, age: float, until_day: int) -> None:
    """Later diseases of the table look at the earlier ones, which is what correlates them."""
    for key, disease in CHRONIC.items():
        chance = disease.chance(age, person.sex)
        for cause, factor in disease.raised_by.items():
            if cause in person.onset or cause == person.smoker:
                chance *= factor
        if rng.random() < min(chance, 0.9):
            earliest = min(disease.earliest, age * 0.8)
            began = rng.uniform(earliest, age)
            # Most diseases of the old began late in life.
            began = max(began, rng.uniform(earliest, age))
            person.onset[key] = person.born + int(began * DAYS_A_YEAR)


def _baseline(rng: Random, person: Person) -> dict[str, float]:
    female = person.sex == "female"
    return {
        "systolic": rng.gauss(116, 7),
        "diastolic": rng.gauss(73, 5),
        "pulse": rng.gauss(72, 7),
        "hypertension": rng.gauss(28, 7),
        "control": rng.gauss(0.75, 0.18),
        "a1c": rng.gauss(5.25, 0.2),
        "diabetes": max(0.9, rng.gauss(1.6, 0.7) + 6.5 * (1 - person.adherence) * rng.random()),
        "kidney": rng.gauss(0, 6),
        "decline": rng.uniform(0.4, 2.2),
        "ejection": rng.gauss(33, 7) if rng.random() < 0.55 else rng.gauss(54, 4),
        "hemoglobin": rng.gauss(13.4, 0.7) if female else rng.gauss(14.9, 0.8),
        "cholesterol": rng.gauss(182, 22),
        "hdl": rng.gauss(56, 9) if female else rng.gauss(48, 8),
        "triglycerides": rng.gauss(110, 25),
        "platelets": rng.gauss(245, 35),
    }
