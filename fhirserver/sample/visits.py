"""Visits to the practice: check-ups, follow-up after a stay, prenatal care; what is found, measured and prescribed."""

from __future__ import annotations

from fhirserver.sample import encounters as e
from fhirserver.sample.clock import MINUTES_A_DAY, date_text, office_hours, time_text
from fhirserver.sample.codes import CVX, Code, concept, hl7
from fhirserver.sample.course import Course
from fhirserver.sample.diseases import CHRONIC, COMBINED
from fhirserver.sample.imaging import STUDIES, study
from fhirserver.sample.laboratory import laboratory
from fhirserver.sample.pharmacy import keep_supplied
from fhirserver.sample.planned import PREGNANCY
from fhirserver.sample.record import Resource, refer
from fhirserver.sample.vitals import smoking_status, vital_signs

# vaccine, first and last age, days between doses, chance at a visit where it is due, months (None: all year)
VACCINES: tuple[tuple[Code, float, float, int, float, tuple[str, ...] | None], ...] = (
    (
        Code(CVX, "140", "Influenza, seasonal, injectable, preservative free"),
        0.5,
        120,
        300,
        0.55,
        ("09", "10", "11", "12", "01"),
    ),
    (Code(CVX, "20", "DTaP"), 0.15, 6, 180, 0.9, None),
    (Code(CVX, "10", "IPV"), 0.15, 6, 400, 0.9, None),
    (Code(CVX, "03", "MMR"), 1, 6, 1_100, 0.92, None),
    (Code(CVX, "21", "varicella"), 1, 6, 1_100, 0.9, None),
    (Code(CVX, "115", "Tdap"), 11, 14, 4_000, 0.85, None),
    (Code(CVX, "113", "Td (adult), 5 Lf tetanus toxoid, preservative free, adsorbed"), 22, 120, 3_650, 0.25, None),
    (Code(CVX, "187", "zoster recombinant"), 50, 120, 20_000, 0.15, None),
    (Code(CVX, "33", "pneumococcal polysaccharide PPV23"), 65, 120, 20_000, 0.35, None),
)


def see_doctor(course: Course, at: int, kind: str) -> None:
    """Event: a visit; `kind` is "routine", "follow-up" or "prenatal"."""
    if kind == "routine" and at >= course.busy_until:
        course.schedule(_next_visit(course, at), "visit", "routine")
    if course.postponed(at, "visit", kind, 5 if kind == "routine" else 1):
        return
    rng, person, record = course.rng, course.person, course.record
    end = at + rng.randrange(14, 45)
    course.busy_until = end
    what = {"prenatal": e.PRENATAL, "follow-up": e.FOLLOW_UP}.get(kind, e.CHECK_UP)
    if what is e.CHECK_UP and person.age(at) < 16:
        what = e.WELL_CHILD
    visit = e.encounter(course, e.AMBULATORY, what, at, end, course.doctor, course.clinic, [(course.clinic, at, end)])
    _diagnose_new(course, at, visit)
    measured = course.due("height", at, 90 if person.age(at) < 18 else 1_500)
    vital_signs(record, person, visit, at + 3, ("pulse", "weight", "mass index", *(("height",) if measured else ())))
    if person.age(at) >= 16 and course.due("smoking", at, 360):
        smoking_status(record, person, visit, at + 5)
    _examine(course, at, visit, kind)
    _prescribe(course, at + 12, visit)
    _vaccinate(course, at + 13, visit)
    if 50 <= person.age(at) <= 75 and rng.random() < 0.035 and course.due("colonoscopy", at, 3_650):
        course.schedule(office_hours(at + rng.randrange(10, 60) * MINUTES_A_DAY), "colonoscopy")
    worn = person.has("osteoarthritis", at) and 55 < person.age(at) < 84
    if worn and rng.random() < 0.018 and course.due("knee", at, 9_999):
        course.schedule(office_hours(at + rng.randrange(20, 90) * MINUTES_A_DAY), "operation", "knee replacement")


def _next_visit(course: Course, at: int) -> int:
    """Sicker people, babies and those who take their medicines see their doctor more often."""
    known = len(course.conditions)
    days = 400 if known == 0 else 210 if known < 3 else 130 if known < 5 else 105
    if course.person.age(at) < 2:
        days = 100
    days = int(days * course.rng.lognormvariate(0, 0.22) * (1.3 - 0.35 * course.person.adherence))
    return office_hours(at + days * MINUTES_A_DAY)


def _diagnose_new(course: Course, at: int, visit: Resource) -> None:
    for name, disease in CHRONIC.items():
        if name in course.conditions or not course.person.has(name, at):
            continue
        found = disease.diagnosis
        for (first, second), together in COMBINED.items():
            if name == second and first in course.conditions:
                e.diagnose(visit, course.acute(together, at, visit, course.doctor, None), "discharge")
        condition = course.chronic(name, found, at, visit)
        e.diagnose(visit, condition, "discharge")
        if name == "colon cancer" and course.person.years_with(name, at) < 1.5:
            course.schedule(office_hours(at + course.rng.randrange(7, 25) * MINUTES_A_DAY), "operation", "colectomy")
    if course.person.pregnant_since is not None and "pregnancy" not in course.conditions:
        course.person.onset["pregnancy"] = course.person.pregnant_since // MINUTES_A_DAY
        e.diagnose(visit, course.chronic("pregnancy", PREGNANCY, at, visit), "discharge")


def _examine(course: Course, at: int, visit: Resource, kind: str) -> None:
    """Order the tests that are due for the patient's diseases."""
    ordered: list[str] = []
    for name in course.conditions:
        for test, days in CHRONIC[name].tests if name in CHRONIC else ():
            # A visit a little early does not put a test off until the next one.
            if test not in ordered and course.due(test, at, days - 20):
                ordered.append(test)
    if kind == "prenatal":
        ordered += ["urinalysis"] + (["blood count"] if course.due("prenatal blood", at, 80) else [])
    elif not ordered and course.person.age(at) > 40 and course.due("screening", at, 700):
        ordered += ["basic metabolic", "lipids"]
    blood = tuple(test for test in ordered if test not in STUDIES)
    if blood:
        laboratory(course.record, course.person, visit, at + 9, blood)
    for test in ordered:
        if test in STUDIES:
            study(course.record, course.person, visit, at + 10, test)


def _prescribe(course: Course, at: int, visit: Resource) -> None:
    """Keep up the medicines of the known diseases; which of the usual ones is decided once."""
    for name, condition in course.conditions.items():
        for drug, chance in CHRONIC[name].drugs if name in CHRONIC else ():
            if drug == "simvastatin" and course.planned.get("atorvastatin"):
                continue
            if drug == "losartan" and course.planned.get("lisinopril"):
                continue
            if drug == "insulin glargine" and course.person.baseline["diabetes"] > 2.6:
                chance = 0.55
            if course.planned.setdefault(drug, course.rng.random() < chance):
                keep_supplied(course, drug, at, visit, course.doctor, condition)


def _vaccinate(course: Course, at: int, visit: Resource) -> None:
    month, age = date_text(at)[5:7], course.person.age(at)
    for code, first, last, days, chance, months in VACCINES:
        if not first <= age <= last or (months is not None and month not in months):
            continue
        if course.rng.random() < chance and course.due(code.display, at, days):
            course.record.add(
                "Immunization",
                {
                    "status": "completed",
                    "vaccineCode": concept(code),
                    "patient": course.record.subject,
                    "encounter": refer(visit),
                    "occurrenceDateTime": time_text(at),
                    "primarySource": True,
                    "location": {"reference": f"Location/{course.clinic}"},
                    "lotNumber": f"L{course.rng.randrange(10_000, 99_999)}",
                    "performer": [
                        {
                            "function": concept(hl7("v2-0443", "AP", "Administering Provider")),
                            "actor": {"reference": f"Practitioner/{course.doctor}"},
                        }
                    ],
                },
            )
