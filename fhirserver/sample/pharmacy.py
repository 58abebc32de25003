"""Filling prescriptions: on time, early, late or not at all, as the patient is."""

from __future__ import annotations

from fhirserver.sample import medicines
from fhirserver.sample.clock import MINUTES_A_DAY
from fhirserver.sample.course import Course, Supply
from fhirserver.sample.drugs import DRUGS
from fhirserver.sample.record import Resource

_RENEW_AFTER = 270 * MINUTES_A_DAY


def keep_supplied(
    course: Course,
    name: str,
    at: int,
    visit: Resource,
    prescriber: str,
    reason: Resource | None,
    category: str = "community",
) -> None:
    """Prescribe a long-term medicine anew unless a prescription still runs."""
    drug = DRUGS[name]
    running = course.supplies.get(name)
    if running is not None:
        if at - running.since < _RENEW_AFTER and running.filled <= drug.refills:
            return
        running.request["status"] = "completed"
    request = medicines.prescribe(course.record, drug, at, visit, prescriber, reason, category)
    covered = running.covered_until if running is not None else at
    supply = course.supplies[name] = Supply(name, request, at, covered)
    # The last box of the old prescription is used up first, but not by everybody.
    first = max(at + 40, covered - course.rng.randrange(2, 12) * MINUTES_A_DAY) if covered > at else at + 40
    course.schedule(first + int(course.rng.expovariate(1 / 700)), "fill", supply)


def short_course(
    course: Course,
    name: str,
    at: int,
    visit: Resource,
    prescriber: str,
    reason: Resource | None,
    category: str = "community",
) -> None:
    """Prescribe a medicine for a few days, filled once within hours by most."""
    drug = DRUGS[name]
    request = medicines.prescribe(course.record, drug, at, visit, prescriber, reason, category)
    request["status"] = "completed"
    if course.rng.random() < 0.5 + 0.5 * course.person.adherence:
        supply = Supply(name, request, at, at)
        course.schedule(at + course.rng.randrange(40, 600), "fill", supply)


def fill(course: Course, at: int, supply: Supply) -> None:
    """Event: the medicine of a prescription is fetched, and the next time is planned."""
    drug = DRUGS[supply.drug]
    long_term = course.supplies.get(supply.drug) is supply
    if not long_term and drug.refills:
        return
    if course.postponed(at, "fill", supply):
        return
    medicines.hand_over(course.record, drug, at, supply.request, supply.filled)
    supply.filled += 1
    supply.covered_until = max(supply.covered_until, at) + drug.days * MINUTES_A_DAY
    if not long_term:
        return
    if course.rng.random() < 0.06 * (1 - course.person.adherence):
        supply.request["status"] = "stopped"
        course.planned[supply.drug] = False
        del course.supplies[supply.drug]
    elif supply.filled <= drug.refills:
        course.schedule(supply.covered_until + _delay(course, as_needed=drug.as_needed), "fill", supply)


def _delay(course: Course, *, as_needed: bool) -> int:
    """Minutes between the end of a supply and the next fill; negative is an early refill."""
    rng, adherence = course.rng, course.person.adherence
    if rng.random() < adherence:
        days = max(-12.0, rng.gauss(-3, 3.5))
    else:
        days = rng.expovariate(1 / (8 + 45 * (1 - adherence)))
    if as_needed:
        days += rng.expovariate(1 / 70)
    return int(days * MINUTES_A_DAY)
