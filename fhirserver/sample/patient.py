"""The Patient resource, and what a patient tells at the first visit: allergies and medicines from the shop."""

from __future__ import annotations

from fhirserver.sample import medicines
from fhirserver.sample.clock import MINUTES_A_DAY, date_text, moment, time_text
from fhirserver.sample.codes import SNOMED, Code, coding, concept, hl7
from fhirserver.sample.course import Course
from fhirserver.sample.drugs import DRUGS
from fhirserver.sample.names import ENGLISH, Culture, human_names
from fhirserver.sample.person import Person
from fhirserver.sample.record import Record, Resource

RECORD_NUMBERS = "https://sample.example/medical-record-number"
NATIONAL_NUMBERS = "https://sample.example/national-health-number"

_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
_STREETS = (
    "Maple",
    "Harbor",
    "Chestnut",
    "River",
    "Mill",
    "Church",
    "Orchard",
    "Lincoln",
    "Meadow",
    "Quarry",
    "Spruce",
    "Depot",
)
_KINDS = ("Street", "Avenue", "Lane", "Road")
_TOWNS = (("Riverbend", "05099"), ("Harbor Falls", "05098"), ("Old Mill", "05097"), ("Stonebridge", "05096"))

NO_ALLERGY = Code(SNOMED, "716186003", "No known allergy (situation)")
# code, category, chance, reaction
_HIVES, _RASH = (
    Code(SNOMED, "126485001", "Urticaria (disorder)"),
    Code(SNOMED, "271807003", "Eruption of skin (disorder)"),
)
_ANAPHYLAXIS = Code(SNOMED, "39579001", "Anaphylaxis (disorder)")
ALLERGIES = (
    (Code(SNOMED, "91936005", "Allergy to penicillin (finding)"), "medication", 0.08, _RASH),
    (Code(SNOMED, "91939003", "Allergy to sulfonamide (finding)"), "medication", 0.03, _RASH),
    (Code(SNOMED, "300913006", "Allergy to shellfish (finding)"), "food", 0.025, _HIVES),
    (Code(SNOMED, "91935009", "Allergy to peanut (finding)"), "food", 0.02, _ANAPHYLAXIS),
    (Code(SNOMED, "300916003", "Allergy to latex (finding)"), "environment", 0.012, _HIVES),
    (Code(SNOMED, "424213003", "Allergy to bee venom (finding)"), "environment", 0.015, _ANAPHYLAXIS),
)


def add_patient(record: Record, person: Person, culture: Culture, at: int) -> Resource:
    """Add the Patient as registered at a moment."""
    rng = record.rng
    adult = person.age(at) >= 19
    married = adult and rng.random() < 0.5
    names = human_names(rng, culture, person.sex, married=married and person.sex == "female" and rng.random() < 0.4)
    town, postal = rng.choice(_TOWNS)
    phone = f"+1 802-555-{rng.randrange(100, 200):04d}"
    body: Resource = {
        "extension": _extensions(person, culture),
        "identifier": [
            {
                "use": "usual",
                "type": concept(hl7("v2-0203", "MR", "Medical record number")),
                "system": RECORD_NUMBERS,
                "value": f"{record.seed}-{record.index:07d}",
            },
            {
                "use": "official",
                "type": concept(hl7("v2-0203", "NI", "National unique individual identifier")),
                "system": NATIONAL_NUMBERS,
                "value": _national_number(record),
            },
        ],
        "active": True,
        "name": names,
        "telecom": [{"system": "phone", "value": phone, "use": "mobile" if person.age(at) < 70 else "home"}],
        "gender": person.sex,
        "birthDate": date_text(moment(person.born)),
        "address": [
            {
                "use": "home",
                "line": [f"{rng.randrange(1, 980)} {rng.choice(_STREETS)} {rng.choice(_KINDS)}"],
                "city": town,
                "state": "VT",
                "postalCode": postal,
                "country": "US",
            }
        ],
        "communication": [{"language": concept(culture.language), "preferred": True}],
    }
    if rng.random() < 0.55 and adult:
        body["telecom"].append({"system": "email", "value": f"{record.key}@patients.example", "use": "home"})
    if adult:
        status = ("M", "Married") if married else ("S", "Never Married")
        body["maritalStatus"] = concept(hl7("v3-MaritalStatus", *status))
    if culture.language is not ENGLISH and rng.random() < 0.6:
        body["communication"][0]["preferred"] = False
        body["communication"].append({"language": concept(ENGLISH), "preferred": True})
    return record.add("Patient", body)


def _national_number(record: Record) -> str:
    """Digits with a check digit (Luhn), as many countries have them; no country's own scheme."""
    digits = f"{record.rng.randrange(100, 1_000)}{record.index % 100_000_000:08d}"
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def _extensions(person: Person, culture: Culture) -> list[Resource]:
    def grouped(name: str, code: Code) -> Resource:
        return {
            "url": _CORE + name,
            "extension": [
                {"url": "ombCategory", "valueCoding": coding(code)},
                {"url": "text", "valueString": code.display},
            ],
        }

    return [
        grouped("race", culture.race),
        grouped("ethnicity", culture.ethnicity),
        {"url": _CORE + "birthsex", "valueCode": "F" if person.sex == "female" else "M"},
    ]


def tell_history(course: Course, at: int) -> None:
    """Add allergies (or that none is known) and medicines bought without a prescription, as told at a moment."""
    rng, record, age = course.rng, course.record, course.person.age(at)
    found = [allergy for allergy in ALLERGIES if rng.random() < allergy[2]]
    for code, category, _, reaction in found:
        _allergy(course, at, code, category, reaction)
    if not found:
        _allergy(course, at, NO_ALLERGY, None, None)
    bought: list[str] = []
    if course.person.has("coronary disease", at) or (age > 60 and rng.random() < 0.2):
        bought.append("aspirin")
    if course.person.has("osteoarthritis", at) or (age > 18 and rng.random() < 0.08):
        bought.append(rng.choice(("ibuprofen", "naproxen", "acetaminophen")))
    for name in bought:
        since = at - rng.randrange(30, 900) * MINUTES_A_DAY
        medicines.over_the_counter(record, DRUGS[name], at, max(since, moment(course.person.born)))


def _allergy(course: Course, at: int, code: Code, category: str | None, reaction: Code | None) -> None:
    body: Resource = {
        "clinicalStatus": concept(hl7("allergyintolerance-clinical", "active", "Active")),
        "verificationStatus": concept(hl7("allergyintolerance-verification", "confirmed", "Confirmed")),
        "code": concept(code),
        "patient": course.record.subject,
        "recordedDate": time_text(at),
        "recorder": {"reference": f"Practitioner/{course.doctor}"},
    }
    if category is not None and reaction is not None:
        severe = reaction is _ANAPHYLAXIS
        body["type"] = "allergy"
        body["category"] = [category]
        body["criticality"] = "high" if severe else "low"
        body["reaction"] = [{"manifestation": [concept(reaction)], "severity": "severe" if severe else "mild"}]
    course.record.add("AllergyIntolerance", body)


def add_care_team(course: Course, at: int, specialists: list[str]) -> Resource:
    """Add the CareTeam of a patient with several long-term diseases."""
    members = [(course.doctor, Code(SNOMED, "394814009", "General practice"))]
    members += [(who, Code(SNOMED, "309343006", "Physician")) for who in specialists]
    return course.record.add(
        "CareTeam",
        {
            "status": "active",
            "name": "Care team",
            "subject": course.record.subject,
            "period": {"start": time_text(at)},
            "participant": [
                {"role": [concept(role)], "member": {"reference": f"Practitioner/{who}"}} for who, role in members
            ],
        },
    )
