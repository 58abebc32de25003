"""Planned care in hospital: operations, courses of chemotherapy, colonoscopies and births."""

from __future__ import annotations

from typing import NamedTuple

from fhirserver.sample import encounters as e
from fhirserver.sample import places
from fhirserver.sample.clock import MINUTES_A_DAY, office_hours
from fhirserver.sample.codes import diagnosis
from fhirserver.sample.course import Course
from fhirserver.sample.diseases import CHRONIC
from fhirserver.sample.drugs import DRUGS
from fhirserver.sample.illnesses import PROCEDURES
from fhirserver.sample.laboratory import laboratory
from fhirserver.sample.pharmacy import keep_supplied, short_course
from fhirserver.sample.record import Resource
from fhirserver.sample.stays import COMORBIDITIES, discharge_time, way_out
from fhirserver.sample.vitals import vital_signs


class Operation(NamedTuple):
    """A treatment for which people are admitted by appointment, and how often they come back with what."""

    disease: str
    ward: str
    specialty: str
    days: float
    readmission: float
    cause: str
    at_home: str = ""
    weak: bool = False


OPERATIONS = {
    "knee replacement": Operation(
        "osteoarthritis", "orthopedics", "orthopedics", 2.2, 0.04, "urinary infection", "oxycodone", True
    ),
    "coronary bypass": Operation("coronary disease", "surgery", "surgery", 6.5, 0.12, "heart failure", "metoprolol"),
    "colectomy": Operation("colon cancer", "surgery", "surgery", 5.0, 0.10, "sepsis", "oxycodone"),
    "chemotherapy": Operation("colon cancer", "oncology", "oncology", 1.3, 0.05, "sepsis"),
}

PREGNANCY = diagnosis(
    "72892002",
    "Normal pregnancy (finding)",
    "Z34.90",
    "Encounter for supervision of normal pregnancy, unspecified, unspecified trimester",
    "Pregnancy",
)
BIRTH = diagnosis(
    "72892002", "Normal pregnancy (finding)", "O80", "Encounter for full-term uncomplicated delivery", "Birth"
)
CESAREAN_BIRTH = diagnosis(
    "72892002",
    "Normal pregnancy (finding)",
    "O82",
    "Encounter for cesarean delivery without indication",
    "Birth by cesarean section",
)
SCREENING = diagnosis("68496003", "Polyp of colon (disorder)", "K63.5", "Polyp of colon", "Polyp of the colon")


def operate(course: Course, at: int, name: str) -> None:
    """Event: an appointment in hospital for a treatment."""
    if course.postponed(at, "operation", name, 7):
        return
    operation = OPERATIONS[name]
    rng = course.rng
    end = discharge_time(course, at, operation.days * rng.lognormvariate(0, 0.25))
    still_there = end >= course.until
    practitioner = places.practitioner_id(operation.specialty, rng.randrange(60))
    age = course.person.age(at)
    disposition = None if still_there else way_out(course, age, weak=operation.weak)
    found = CHRONIC[operation.disease].diagnosis
    location = places.ward_id(places.GENERAL, operation.ward)
    final = None if still_there else end
    visit = e.encounter(
        course, e.INPATIENT, e.PLANNED_STAY, at, final, practitioner, places.GENERAL, [(location, at, final)], found
    )
    condition = course.conditions.get(operation.disease) or course.acute(found, at, visit, practitioner, None)
    e.diagnose(visit, condition, "admission" if still_there else "discharge")
    for known in list(course.conditions.values())[:COMORBIDITIES]:
        if known is not condition:
            e.diagnose(visit, known, "comorbidity")
    e.hospitalize(visit, "referral", disposition)
    course.busy_until = end
    vital_signs(course.record, course.person, visit, at + 40, ("pulse", "temperature", "saturation"))
    laboratory(course.record, course.person, visit, at + 60, ("basic metabolic", "blood count"))
    e.procedure(course, PROCEDURES[name], at + 150, rng.randrange(60, 200), visit, practitioner, condition)
    if still_there:
        return
    if operation.at_home and DRUGS[operation.at_home].refills:
        keep_supplied(course, operation.at_home, end - 30, visit, practitioner, condition, "discharge")
    elif operation.at_home:
        short_course(course, operation.at_home, end - 30, visit, practitioner, condition, "discharge")
    if rng.random() < operation.readmission:
        course.schedule(end + rng.randrange(2, 28) * MINUTES_A_DAY, "readmission", operation.cause)
    _next_cycle(course, name, end)


def _next_cycle(course: Course, name: str, end: int) -> None:
    """After bowel surgery four cycles of chemotherapy, two to three weeks apart: planned readmissions."""
    cycles = course.last.setdefault("cycles left", 4)
    if name == "colectomy" or (name == "chemotherapy" and cycles > 0):
        days = 35 if name == "colectomy" else course.rng.choice((13, 14, 20))
        course.last["cycles left"] = cycles - (name == "chemotherapy")
        course.schedule(office_hours(end + days * MINUTES_A_DAY), "operation", "chemotherapy")


def colonoscopy(course: Course, at: int, _: str) -> None:
    """Event: a colonoscopy as an outpatient procedure, from 50 on."""
    if course.postponed(at, "colonoscopy", "", 20):
        return
    rng = course.rng
    end = at + rng.randrange(90, 150)
    course.busy_until = end
    practitioner = places.practitioner_id("surgery", rng.randrange(60))
    location = places.ward_id(course.hospital, "surgery")
    visit = e.encounter(
        course, e.AMBULATORY, e.OUTPATIENT_PROCEDURE, at, end, practitioner, course.hospital, [(location, at, end)]
    )
    polyp: Resource | None = None
    if rng.random() < 0.22:
        polyp = course.acute(SCREENING, at, visit, practitioner, at + MINUTES_A_DAY)
        e.diagnose(visit, polyp, "discharge")
    e.procedure(course, PROCEDURES["colonoscopy"], at + 30, rng.randrange(20, 50), visit, practitioner, polyp)


def conceive(course: Course, at: int, _: str) -> None:
    """Event: a pregnancy begins; prenatal visits and the birth follow."""
    person = course.person
    if person.pregnant_since is not None or person.age(at) > 44:
        return
    person.pregnant_since = at
    for week in (9, 16, 22, 28, 32, 36):
        course.schedule(office_hours(at + (week * 7 + course.rng.randrange(5)) * MINUTES_A_DAY), "visit", "prenatal")
    course.schedule(at + course.rng.randrange(258, 283) * MINUTES_A_DAY + course.rng.randrange(1_440), "birth")


def give_birth(course: Course, at: int, _: str) -> None:
    """Event: a birth in hospital."""
    if course.postponed(at, "birth", "", 0.3):
        return
    rng = course.rng
    cesarean = rng.random() < 0.3
    found = CESAREAN_BIRTH if cesarean else BIRTH
    end = discharge_time(course, at, 3.1 if cesarean else 1.7)
    final = None if end >= course.until else end
    practitioner = places.practitioner_id("obstetrics", rng.randrange(60))
    location = places.ward_id(course.hospital, "maternity")
    visit = e.encounter(
        course, e.INPATIENT, e.PLANNED_STAY, at, final, practitioner, course.hospital, [(location, at, final)], found
    )
    condition = course.acute(found, at, visit, practitioner, end)
    e.diagnose(visit, condition, "admission" if final is None else "discharge")
    e.hospitalize(visit, "outpatient", None if final is None else "home")
    course.busy_until = end
    vital_signs(course.record, course.person, visit, at + 20, ("pulse", "temperature", "saturation"))
    laboratory(course.record, course.person, visit, at + 30, ("blood count",))
    procedure = PROCEDURES["cesarean" if cesarean else "delivery"]
    e.procedure(course, procedure, at + 120, rng.randrange(30, 300), visit, practitioner, condition)
    if final is not None:
        course.person.pregnant_since = None
        if "pregnancy" in course.conditions:
            over = course.conditions.pop("pregnancy")
            over["clinicalStatus"]["coding"][0].update(code="resolved", display="Resolved")
            over["clinicalStatus"]["text"] = "Resolved"
            over["abatementDateTime"] = visit["period"]["start"][:10]
        short_course(course, "ibuprofen", end - 30, visit, practitioner, condition, "discharge")
