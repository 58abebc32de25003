"""Falling ill: visits to the emergency department or the practice, and coming back within three days."""

from __future__ import annotations

from fhirserver.sample import encounters as e
from fhirserver.sample import places
from fhirserver.sample.clock import MINUTES_A_DAY
from fhirserver.sample.course import Course
from fhirserver.sample.drugs import DRUGS
from fhirserver.sample.illnesses import ILLNESSES, PROCEDURES, Illness
from fhirserver.sample.imaging import study
from fhirserver.sample.laboratory import laboratory
from fhirserver.sample.person import DAYS_A_YEAR
from fhirserver.sample.pharmacy import keep_supplied, short_course
from fhirserver.sample.record import Resource
from fhirserver.sample.stays import stay
from fhirserver.sample.vitals import vital_signs

_EMERGENCY_SIGNS = ("pulse", "breaths", "temperature", "saturation")


def yearly_rate(course: Course, name: str, at: int) -> float:
    """How often a year an illness strikes this patient at a moment."""
    illness, person = ILLNESSES[name], course.person
    age = person.age(at)
    if not illness.ages[0] <= age <= illness.ages[1] or (illness.needs and not person.has(illness.needs, at)):
        return 0.0
    rate = illness.rate
    if illness.aging and age > 50:
        rate *= float(2 ** ((age - 50) / 14))
    for cause, factor in illness.raised_by.items():
        if cause in (person.sex, person.smoker) or person.has(cause, at):
            rate *= factor
    if illness.needs:
        # Long-term diseases flare up when the medicines are not taken.
        rate *= 1.7 - person.adherence
    return rate


def await_illness(course: Course, at: int, name: str) -> None:
    """Event: decide when an illness strikes, looking at most a year ahead since its rate changes with age."""
    rate = yearly_rate(course, name, at)
    days = course.rng.expovariate(rate) * DAYS_A_YEAR if rate > 0 else DAYS_A_YEAR + 1
    if days > DAYS_A_YEAR:
        course.schedule(at + int(DAYS_A_YEAR * MINUTES_A_DAY), "await illness", name)
    else:
        strikes = at + max(1, int(days * MINUTES_A_DAY))
        course.schedule(strikes, "illness", name)
        course.schedule(strikes + 75 * MINUTES_A_DAY, "await illness", name)


def fall_ill(course: Course, at: int, name: str) -> None:
    """Event: an illness makes the patient seek help."""
    if course.postponed(at, "illness", name, 2):
        return
    illness = ILLNESSES[name]
    if illness.ambulatory:
        _see_doctor(course, illness, at)
    else:
        _emergency(course, name, illness, at, again=False)


def return_ill(course: Course, at: int, name: str) -> None:
    """Event: the patient comes back to the emergency department with the same illness."""
    if at >= course.busy_until:
        _emergency(course, name, ILLNESSES[name], at, again=True)


def _see_doctor(course: Course, illness: Illness, at: int) -> None:
    rng = course.rng
    end = at + rng.randrange(12, 30)
    course.busy_until = end
    visit = e.encounter(
        course,
        e.AMBULATORY,
        e.SYMPTOM,
        at,
        end,
        course.doctor,
        course.clinic,
        [(course.clinic, at, end)],
        illness.diagnosis,
    )
    condition = course.acute(illness.diagnosis, at, visit, course.doctor, at + rng.randrange(5, 16) * MINUTES_A_DAY)
    e.diagnose(visit, condition, "chief")
    vital_signs(
        course.record, course.person, visit, at + 4, ("temperature", "pulse"), illness.shift, rng.uniform(0.5, 1.2)
    )
    if rng.random() < 0.6:
        medicate(course, illness, end, visit, course.doctor, condition)


def _emergency(course: Course, name: str, illness: Illness, at: int, *, again: bool) -> None:
    rng, record, person = course.rng, course.record, course.person
    severity = min(1.8, max(0.35, rng.gauss(0.95, 0.25) + (0.2 if again else 0)))
    end = at + min(900, int(rng.lognormvariate(5.3, 0.4)) + 45)
    admitted = rng.random() < min(1.0, illness.admitted * severity * (1.6 if again else 1))
    course.busy_until = end
    practitioner = places.practitioner_id("emergency", rng.randrange(60))
    location = places.ward_id(course.hospital, "emergency")
    visit = e.encounter(
        course,
        e.EMERGENCY,
        e.EMERGENCY_VISIT,
        at,
        end,
        practitioner,
        course.hospital,
        [(location, at, end)],
        illness.diagnosis,
    )
    vital_signs(record, person, visit, at + 12, _EMERGENCY_SIGNS, illness.shift, severity)
    if illness.ordered:
        urine = name == "urinary infection"
        laboratory(record, person, visit, at + 35, illness.ordered, illness.shift, severity, infected_urine=urine)
    for wanted in illness.studies:
        if wanted != "echo":
            study(record, person, visit, at + 70, wanted, name)
    source = "nursing" if person.age(at) > 84 and rng.random() < 0.3 else None
    if admitted:
        e.hospitalize(visit, source, "admitted")
        condition = stay(course, name, end, severity, "emergency", again=again)
    else:
        left = rng.random() < 0.015
        e.hospitalize(visit, source, "against advice" if left else "home")
        over = end + rng.randrange(4, 20) * MINUTES_A_DAY
        condition = course.acute(illness.diagnosis, at, visit, practitioner, over)
        for treatment, chance in illness.procedures:
            if rng.random() < chance:
                e.procedure(course, PROCEDURES[treatment], at + 90, 20, visit, practitioner, condition)
        medicate(course, illness, end, visit, practitioner, condition)
        if rng.random() < (0.16 if left else 0.06):
            course.schedule(end + rng.randrange(300, 4_200), "return", name)
    e.diagnose(visit, condition, "chief")


def medicate(course: Course, illness: Illness, at: int, visit: Resource, prescriber: str, reason: Resource) -> None:
    """Prescribe what an illness needs at home."""
    for name in illness.at_home:
        if not DRUGS[name].refills:
            short_course(course, name, at, visit, prescriber, reason)
        elif name not in course.supplies:
            keep_supplied(course, name, at, visit, prescriber, reason)
            course.planned[name] = True
