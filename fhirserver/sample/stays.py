"""Hospital stays: wards, treatment, the way out, transfers, death, and coming back within thirty days."""

from __future__ import annotations

from fhirserver.sample import encounters as e
from fhirserver.sample import medicines, places
from fhirserver.sample.clock import MINUTES_A_DAY, moment, office_hours
from fhirserver.sample.course import Course
from fhirserver.sample.drugs import DRUGS
from fhirserver.sample.illnesses import ILLNESSES, PROCEDURES, Illness
from fhirserver.sample.imaging import study
from fhirserver.sample.laboratory import laboratory
from fhirserver.sample.pharmacy import keep_supplied, short_course
from fhirserver.sample.record import Resource
from fhirserver.sample.vitals import vital_signs

# The small hospital cannot treat these; it sends the patient on after a night.
_TRANSFERRED = ("myocardial infarction", "stroke")
# After these many old people cannot go home at once.
_WEAKENING = ("hip fracture", "stroke")
COMORBIDITIES = 5


def stay(
    course: Course, name: str, at: int, severity: float, source: str, *, again: bool = False, transferred: bool = False
) -> Resource:
    """Add the stay in which an acute illness is treated; returns its Condition."""
    rng, illness = course.rng, ILLNESSES[name]
    ward = ward_of(course, illness)
    age = course.person.age(at)
    days = illness.days * severity * rng.lognormvariate(0, 0.45) * (1.2 if age > 80 else 1.0)
    dies = rng.random() < min(0.6, illness.mortality * severity**2 * (1.8 if age > 80 else 1.0 if age > 60 else 0.4))
    moves_on = course.hospital == places.COMMUNITY and name in _TRANSFERRED and not transferred
    if moves_on:
        days, dies = rng.uniform(0.15, 0.9), False
    end = discharge_time(course, at, days, any_time=dies or moves_on)
    disposition = "died" if dies else "other hospital" if moves_on else way_out(course, age, weak=name in _WEAKENING)
    visit, condition = _admit(course, name, at, end, ward, severity, source, disposition, again)
    if end >= course.until:
        return condition
    if dies:
        course.die(end)
    elif moves_on:
        arrival = end + rng.randrange(60, 260)
        if arrival < course.until:
            home, course.hospital = course.hospital, places.GENERAL
            stay(course, name, arrival, severity, "transfer", transferred=True)
            course.hospital = home
    else:
        _after(course, name, illness, visit, condition, end, ward, disposition)
    return condition


def _admit(
    course: Course, name: str, at: int, end: int, ward: str, severity: float, source: str, disposition: str, again: bool
) -> tuple[Resource, Resource]:
    """The stay itself, from admission to discharge or to the end of the sample."""
    rng, illness, record, person = course.rng, ILLNESSES[name], course.record, course.person
    still_there = end >= course.until
    practitioner = places.practitioner_id(illness.specialty, rng.randrange(60))
    hospital = course.hospital
    final = None if still_there else end
    locations: list[tuple[str, int, int | None]] = [(places.ward_id(hospital, ward), at, final)]
    if severity > 1.25 and hospital == places.GENERAL and end - at > 2 * MINUTES_A_DAY:
        moved = at + rng.randrange(12, 40) * 60
        if moved < course.until:
            intensive = places.ward_id(hospital, "intensive")
            locations = [(intensive, at, moved), (places.ward_id(hospital, ward), moved, final)]
    kind = e.STAY if source in ("emergency", "transfer") else e.PLANNED_STAY
    visit = e.encounter(course, e.INPATIENT, kind, at, final, practitioner, hospital, locations, illness.diagnosis)
    condition = course.acute(illness.diagnosis, at, visit, practitioner, end)
    if not still_there:
        e.diagnose(visit, condition, "discharge")
    e.diagnose(visit, condition, "admission")
    for known in list(course.conditions.values())[:COMORBIDITIES]:
        e.diagnose(visit, known, "comorbidity")
    e.hospitalize(visit, source, None if still_there else disposition, again=again)
    last = min(end, course.until)
    course.busy_until = end
    for day in range(min(6, (last - at) // MINUTES_A_DAY + 1)):
        when = at + 60 + day * MINUTES_A_DAY
        if when >= last:
            break
        left = severity * (1 if disposition == "died" else 0.72**day)
        vital_signs(record, person, visit, when, ("pulse", "breaths", "temperature", "saturation"), illness.shift, left)
        if day in (1, 3, 5) and illness.ordered and when + 300 < last:
            laboratory(record, person, visit, when + 300, ("basic metabolic", "blood count"), illness.shift, left)
    if "echo" in illness.studies and last - at > 900:
        study(record, person, visit, at + 800, "echo", name)
    for number, (treatment, chance) in enumerate(illness.procedures):
        start = at + 200 + 240 * number
        if rng.random() < chance and start + 120 < last:
            e.procedure(course, PROCEDURES[treatment], start, rng.randrange(25, 110), visit, practitioner, condition)
    for drug in illness.in_hospital:
        request = medicines.prescribe(record, DRUGS[drug], at + 45, visit, practitioner, condition, "inpatient")
        request["status"] = "active" if still_there else "completed"
    return visit, condition


def _after(
    course: Course,
    name: str,
    illness: Illness,
    visit: Resource,
    condition: Resource,
    end: int,
    ward: str,
    disposition: str,
) -> None:
    """What follows a discharge alive: medicines, a check, and for some another admission."""
    rng, person = course.rng, course.person
    prescriber = visit["participant"][0]["individual"]["reference"].partition("/")[2]
    for drug in illness.at_home:
        if DRUGS[drug].refills:
            course.planned[drug] = True
            keep_supplied(course, drug, end - 30, visit, prescriber, condition, "discharge")
        else:
            short_course(course, drug, end - 30, visit, prescriber, condition, "discharge")
    chance = illness.readmission * places.WARDS[ward].readmission * (1.55 - 0.65 * person.adherence)
    chance *= 1 + 0.06 * len(course.conditions)
    if person.age(end) < 50:
        chance *= 0.6
    if disposition == "against advice":
        chance *= 2
    elif disposition == "hospice":
        chance = 0.0
        course.schedule(end + rng.randrange(2, 50) * MINUTES_A_DAY, "death")
    if rng.random() < chance:
        again = rng.choice(illness.complications) if illness.complications and rng.random() < 0.4 else name
        # A few come back on the day they went home.
        days = rng.uniform(0.15, 0.4) if rng.random() < 0.04 else min(29.5, 1 + rng.expovariate(1 / 10))
        course.schedule(end + int(days * MINUTES_A_DAY), "readmission", again)
    if name == "myocardial infarction" and rng.random() < 0.2:
        course.schedule(office_hours(end + rng.randrange(9, 28) * MINUTES_A_DAY), "operation", "coronary bypass")
    course.schedule(office_hours(end + rng.randrange(6, 15) * MINUTES_A_DAY), "visit", "follow-up")


def readmit(course: Course, at: int, name: str) -> None:
    """Event: an unplanned admission soon after a discharge."""
    if at >= course.busy_until:
        stay(course, name, at, course.rng.uniform(0.8, 1.4), "emergency", again=True)


def ward_of(course: Course, illness: Illness) -> str:
    """The ward for an illness in the patient's hospital."""
    if course.person.age(course.busy_until) < 16 and course.hospital == places.GENERAL:
        return "pediatrics"
    ward = illness.ward if illness.ward != "medicine" else course.rng.choice(("medicine-a", "medicine-b"))
    if course.hospital == places.COMMUNITY and ward not in places.COMMUNITY_WARDS:
        return "medicine-a"
    return ward


def discharge_time(course: Course, at: int, days: float, *, any_time: bool = False) -> int:
    """When a stay of about so many days ends: people go home around noon, but die or are moved at any time."""
    if any_time:
        return at + max(180, int(days * MINUTES_A_DAY))
    end = at + int(max(0.6, days) * MINUTES_A_DAY)
    day, minutes = divmod(end, MINUTES_A_DAY)
    return moment(day + (minutes > 1_020), course.rng.randrange(600, 1_020))


def way_out(course: Course, age: float, *, weak: bool = False) -> str:
    """Where somebody goes who leaves alive; `weak` for illnesses after which many cannot go home."""
    draw = course.rng.random()
    if draw < 0.013:
        return "against advice"
    if age > 70 and draw < 0.03:
        return "hospice"
    away = (0.32 if weak else 0.05) + (0.10 if age > 75 else 0.0) + (0.10 if age > 84 else 0.0)
    if draw < away and age > 55:
        return "rehabilitation" if weak and draw < away / 2 else "nursing"
    return "home"
