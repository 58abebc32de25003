"""A patient's life with the hospital, from registration to the end of the sample or death."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fhirserver.sample import emergencies, pharmacy, places, planned, stays, visits
from fhirserver.sample.clock import MINUTES_A_DAY, moment, office_hours
from fhirserver.sample.course import Course, Handler
from fhirserver.sample.illnesses import ILLNESSES
from fhirserver.sample.names import choose_culture
from fhirserver.sample.patient import add_care_team, add_patient, tell_history
from fhirserver.sample.person import DAYS_A_YEAR, choose_person
from fhirserver.sample.record import Record

_SPECIALISTS = {
    "heart failure": "cardiology",
    "coronary disease": "cardiology",
    "copd": "respiratory",
    "colon cancer": "oncology",
    "kidney disease": "general medicine",
}


def live(record: Record, until_day: int) -> None:
    """Fill the record of one patient with everything until midnight at the end of a day."""
    rng = record.rng
    culture = choose_culture(rng)
    person = choose_person(rng, until_day)
    until = moment(until_day + 1)
    known_days = int(rng.uniform(0.6, 5.2) * DAYS_A_YEAR)
    first = moment(max(person.born + 6, until_day - known_days), rng.randrange(480, 1_000))
    patient = add_patient(record, person, culture, first)
    course = Course(record, person, patient, until, HANDLERS)
    patient["generalPractitioner"] = [{"reference": f"Practitioner/{course.doctor}"}]
    patient["managingOrganization"] = {"reference": f"Organization/{course.clinic}"}
    course.schedule(min(office_hours(first), until - MINUTES_A_DAY), "visit", "routine")
    course.schedule(first + 2 * MINUTES_A_DAY, "history")
    for name in ILLNESSES:
        course.schedule(first + 3 * MINUTES_A_DAY, "await illness", name)
    if person.sex == "female":
        course.schedule(first + 4 * MINUTES_A_DAY, "await pregnancy")
    course.schedule(first + 5 * MINUTES_A_DAY, "await death")
    course.run()


def _history(course: Course, at: int, _: Any) -> None:
    tell_history(course, at)
    specialists = [
        places.practitioner_id(_SPECIALISTS[name], course.rng.randrange(60))
        for name in course.conditions
        if name in _SPECIALISTS
    ]
    if len(course.conditions) >= 3:
        add_care_team(course, at, specialists)


def _await_pregnancy(course: Course, at: int, _: Any) -> None:
    course.schedule(at + int(DAYS_A_YEAR * MINUTES_A_DAY), "await pregnancy")
    if 19 <= course.person.age(at) < 43 and course.rng.random() < 0.075:
        course.schedule(at + course.rng.randrange(1, 300) * MINUTES_A_DAY, "conceive")


def _await_death(course: Course, at: int, _: Any) -> None:
    """Once a year: whether death comes outside the hospital, from any cause."""
    age, person = course.person.age(at), course.person
    hazard = 0.0004 * float(2 ** (max(0.0, age - 40) / 8.5))
    for disease, factor in (("heart failure", 2.0), ("copd", 1.6), ("kidney disease", 1.4), ("colon cancer", 2.5)):
        if person.has(disease, at):
            hazard *= factor
    within = course.rng.randrange(1, 366)
    if course.rng.random() < min(0.6, hazard):
        course.schedule(at + within * MINUTES_A_DAY + course.rng.randrange(1_440), "death")
    course.schedule(at + int(DAYS_A_YEAR * MINUTES_A_DAY), "await death")


def _death(course: Course, at: int, _: Any) -> None:
    if not course.postponed(at, "death", "", course.rng.uniform(0.5, 20)):
        course.die(at)


HANDLERS: Mapping[str, Handler] = {
    "visit": visits.see_doctor,
    "history": _history,
    "await illness": emergencies.await_illness,
    "illness": emergencies.fall_ill,
    "return": emergencies.return_ill,
    "readmission": stays.readmit,
    "operation": planned.operate,
    "colonoscopy": planned.colonoscopy,
    "await pregnancy": _await_pregnancy,
    "conceive": planned.conceive,
    "birth": planned.give_birth,
    "fill": pharmacy.fill,
    "await death": _await_death,
    "death": _death,
}
