"""The sample's hospitals, wards, clinics and staff: the same for every seed, loaded before the patients."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from fhirserver.sample.codes import SNOMED, TERMINOLOGY, Code, concept, hl7
from fhirserver.sample.names import choose_culture, human_names
from fhirserver.sample.record import Resource, transaction

STAFF_NUMBERS = "https://sample.example/staff-number"
PLACE_NUMBERS = "https://sample.example/place"

GENERAL, COMMUNITY = "sample-general-hospital", "sample-community-hospital"
LABORATORY, PHARMACY = "sample-laboratory", "sample-pharmacy"
CLINICS = ("sample-clinic-north", "sample-clinic-harbor", "sample-clinic-mill")

_HOSPITAL = hl7("organization-type", "prov", "Healthcare Provider")
_DEPARTMENT = hl7("organization-type", "dept", "Hospital Department")
_WARD = hl7("location-physical-type", "wa", "Ward")
_BUILDING = hl7("location-physical-type", "bu", "Building")

ORGANIZATIONS = (
    (GENERAL, "Riverbend General Hospital", _HOSPITAL, None),
    (COMMUNITY, "Saint Brigid Community Hospital", _HOSPITAL, None),
    (CLINICS[0], "North Side Family Practice", _HOSPITAL, None),
    (CLINICS[1], "Harbor Street Health Center", _HOSPITAL, None),
    (CLINICS[2], "Old Mill Medical Group", _HOSPITAL, None),
    (LABORATORY, "Riverbend General Hospital, Laboratory", _DEPARTMENT, GENERAL),
    (PHARMACY, "Main Street Pharmacy", _HOSPITAL, None),
)


class Ward(NamedTuple):
    """A ward; readmission multiplies the chance that its patients come back, so that wards differ."""

    name: str
    kind: Code
    readmission: float = 1.0


_UNIT = hl7("v3-RoleCode", "HU", "Hospital unit")

WARDS = {
    "emergency": Ward("Emergency Department", hl7("v3-RoleCode", "ER", "Emergency room")),
    "intensive": Ward("Intensive Care Unit", hl7("v3-RoleCode", "ICU", "Intensive care unit")),
    "cardiology": Ward("Cardiology Ward", hl7("v3-RoleCode", "CCU", "Coronary care unit"), 1.0),
    "medicine-a": Ward("Medical Ward A", _UNIT, 0.75),
    "medicine-b": Ward("Medical Ward B", _UNIT, 1.45),
    "respiratory": Ward("Respiratory Ward", _UNIT, 1.05),
    "surgery": Ward("Surgical Ward", _UNIT, 0.9),
    "orthopedics": Ward("Orthopedic Ward", _UNIT, 1.0),
    "maternity": Ward("Maternity Ward", _UNIT, 0.8),
    "oncology": Ward("Oncology Ward", _UNIT, 1.1),
    "psychiatry": Ward("Psychiatric Ward", _UNIT, 1.0),
    "pediatrics": Ward("Children's Ward", hl7("v3-RoleCode", "PEDU", "Pediatric unit"), 0.8),
}

# The community hospital is small: it sends its heart attacks and strokes to the general hospital.
COMMUNITY_WARDS = ("emergency", "medicine-a", "medicine-b", "surgery", "orthopedics", "maternity", "respiratory")

SPECIALTIES = {
    "general practice": (Code(SNOMED, "394814009", "General practice"), 9),
    "emergency": (Code(SNOMED, "773568002", "Emergency medicine"), 5),
    "general medicine": (Code(SNOMED, "394802001", "General medicine"), 6),
    "cardiology": (Code(SNOMED, "394579002", "Cardiology"), 4),
    "respiratory": (Code(SNOMED, "418112009", "Pulmonary medicine"), 3),
    "surgery": (Code(SNOMED, "394609007", "General surgery"), 4),
    "orthopedics": (Code(SNOMED, "394801008", "Trauma and orthopedics"), 3),
    "obstetrics": (Code(SNOMED, "394585009", "Obstetrics and gynecology"), 3),
    "oncology": (Code(SNOMED, "394592004", "Clinical oncology"), 2),
    "psychiatry": (Code(SNOMED, "394587001", "Psychiatry"), 2),
    "radiology": (Code(SNOMED, "394914008", "Radiology"), 3),
}


def ward_id(hospital: str, ward: str) -> str:
    """The id of a ward's Location."""
    return f"{hospital}-{ward}"


def practitioner_id(specialty: str, number: int) -> str:
    """The id of the Practitioner with a number (any integer) among those of a specialty."""
    return f"sample-{specialty.replace(' ', '-')}-{number % SPECIALTIES[specialty][1] + 1}"


def general_practitioner(clinic: int, number: int) -> str:
    """The id of one of the general practitioners of a clinic, given by its place in CLINICS."""
    return practitioner_id("general practice", clinic + len(CLINICS) * number)


def network() -> Resource:
    """One transaction Bundle with every Organization, Location, Practitioner and PractitionerRole."""
    return transaction([*_organizations(), *_locations(), *_staff()], 0)


def _organizations() -> list[Resource]:
    found = []
    for number, (key, name, kind, parent) in enumerate(ORGANIZATIONS):
        organization: Resource = {
            "resourceType": "Organization",
            "id": key,
            "identifier": [{"system": PLACE_NUMBERS, "value": f"ORG-{number + 1:03d}"}],
            "active": True,
            "type": [concept(kind)],
            "name": name,
            "telecom": [{"system": "phone", "value": f"+1 802-555-01{number + 10}", "use": "work"}],
            "address": [
                {
                    "use": "work",
                    "line": [f"{number * 40 + 12} Hospital Hill Road"],
                    "city": "Riverbend",
                    "state": "VT",
                    "postalCode": "05099",
                    "country": "US",
                }
            ],
        }
        if parent:
            organization["partOf"] = {"reference": f"Organization/{parent}"}
        found.append(organization)
    return found


def _locations() -> list[Resource]:
    found = []
    for hospital, wards in ((GENERAL, tuple(WARDS)), (COMMUNITY, COMMUNITY_WARDS)):
        name = next(organization[1] for organization in ORGANIZATIONS if organization[0] == hospital)
        found.append(_location(hospital, name, hl7("v3-RoleCode", "HOSP", "Hospital"), _BUILDING, hospital, None))
        for ward in wards:
            found.append(
                _location(ward_id(hospital, ward), WARDS[ward].name, WARDS[ward].kind, _WARD, hospital, hospital)
            )
    clinic = hl7("v3-RoleCode", "COMM", "Community Location")
    found += [_location(key, name, clinic, _BUILDING, key, None) for key, name, _, _ in ORGANIZATIONS if key in CLINICS]
    pharmacy = hl7("v3-RoleCode", "PHARM", "Pharmacy")
    found.append(_location(PHARMACY, "Main Street Pharmacy", pharmacy, _BUILDING, PHARMACY, None))
    return found


def _location(key: str, name: str, kind: Code, physical: Code, owner: str, parent: str | None) -> Resource:
    location: Resource = {
        "resourceType": "Location",
        "id": key,
        "identifier": [{"system": PLACE_NUMBERS, "value": key.removeprefix("sample-").upper()}],
        "status": "active",
        "name": name,
        "mode": "instance",
        "type": [concept(kind)],
        "physicalType": concept(physical),
        "managingOrganization": {"reference": f"Organization/{owner}"},
    }
    if parent:
        location["partOf"] = {"reference": f"Location/{parent}"}
    return location


def _staff() -> list[Resource]:
    found: list[Resource] = []
    doctor = Code(TERMINOLOGY + "practitioner-role", "doctor", "Doctor")
    for specialty, (code, many) in SPECIALTIES.items():
        for number in range(many):
            key = practitioner_id(specialty, number)
            rng = Random(key)
            sex = rng.choice(("female", "male"))
            names = human_names(rng, choose_culture(rng), sex)
            names[0]["prefix"] = ["Dr."]
            found.append(
                {
                    "resourceType": "Practitioner",
                    "id": key,
                    "identifier": [
                        {"use": "official", "system": STAFF_NUMBERS, "value": f"S{len(found) // 2 + 1:05d}"}
                    ],
                    "active": True,
                    "name": names,
                    "telecom": [{"system": "email", "value": f"{key}@riverbend.example", "use": "work"}],
                    "gender": sex,
                }
            )
            owner = (
                CLINICS[number % len(CLINICS)] if specialty == "general practice" else (GENERAL, COMMUNITY)[number % 2]
            )
            found.append(
                {
                    "resourceType": "PractitionerRole",
                    "id": f"{key}-role",
                    "active": True,
                    "practitioner": {"reference": f"Practitioner/{key}"},
                    "organization": {"reference": f"Organization/{owner}"},
                    "code": [concept(doctor)],
                    "specialty": [concept(code)],
                    "location": [{"reference": f"Location/{owner}"}],
                }
            )
    return found
