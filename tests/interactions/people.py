"""A few resources that refer to one another, and searches among the patients, with what each finds."""

from __future__ import annotations

from typing import Any

from tests.fhir_client import FhirClient
from tests.interactions.bundles import bundle, put
from tests.interactions.resources import Resource

UCUM = "http://unitsofmeasure.org"


def person(resource_id: str, family: str, given: str, gender: str, born: str, **elements: Any) -> Resource:
    """A Patient."""
    name = [{"family": family, "given": [given]}]
    return {
        "resourceType": "Patient",
        "id": resource_id,
        "name": name,
        "gender": gender,
        "birthDate": born,
        **elements,
    }


def glucose(resource_id: str, subject: str, value: float, day: str) -> Resource:
    """An Observation."""
    return {
        "resourceType": "Observation",
        "id": resource_id,
        "status": "final",
        "code": {"coding": [{"system": "urn:example:codes", "code": "glucose"}]},
        "subject": {"reference": subject},
        "effectiveDateTime": day,
        "valueQuantity": {"value": value, "system": UCUM, "code": "mmol/L"},
    }


ANNA = person(
    "a",
    "Chalmers",
    "Anna",
    "female",
    "1974-12-25",
    identifier=[{"system": "urn:example:mrn", "value": "A-1"}],
    active=True,
    managingOrganization={"reference": "Organization/org"},
    generalPractitioner=[{"reference": "Practitioner/doc"}],
)
BOB = person(
    "b",
    "Chalmers",
    "Bob",
    "male",
    "1974-12-26",
    active=True,
    managingOrganization={"reference": "Organization/org", "identifier": {"value": "ACME-1"}},
    address=[{"city": "Aachen", "postalCode": "52062"}],
)
CARLA = person("c", "M\u00fcller", "Carla", "male", "2001", telecom=[{"system": "phone", "value": "(03) 5555 6473"}])
PEOPLE = (
    {"resourceType": "Organization", "id": "org", "name": "Acme Hospital"},
    {"resourceType": "Practitioner", "id": "doc", "name": [{"family": "House"}]},
    ANNA,
    BOB,
    CARLA,
    glucose("o1", "Patient/a", 5.4, "2020-01-05"),
    glucose("o2", "Patient/b", 9.1, "2021-03-01T10:00:00Z"),
    {
        "resourceType": "List",
        "id": "l",
        "status": "current",
        "mode": "working",
        "entry": [{"item": {"reference": "Patient/b"}}],
    },
)

FOUND: dict[str, str] = {
    # token
    "gender=female": "a",
    "gender=male": "bc",
    "gender=other": "",
    "gender=female,other": "a",
    "gender:not=male": "a",
    "gender=http://hl7.org/fhir/administrative-gender|female": "a",
    "active=true": "ab",
    "active:missing=true": "c",
    "telecom=phone|(03) 5555 6473": "c",
    "phone=0355556473": "c",
    "phone:missing=false": "c",
    "identifier=urn:example:mrn|A-1": "a",
    # to the letter, as what is found is changed
    "gender=Female": "",
    "identifier=urn:example:mrn|a-1": "",
    "active=TRUE": "",
    "organization:identifier=acme-1": "",
    "gender:not=Male": "abc",
    "_has:Observation:patient:code=Glucose": "",
    '_filter=identifier eq "a-1"': "",
    # date
    "birthdate=1974-12-25": "a",
    "birthdate=1974-12": "ab",
    "birthdate=gt2000": "c",
    "birthdate=ge1974-12-26&birthdate=lt1975": "b",
    "birthdate=1999": "",
    "birthdate:missing=true&active=true": "",
    "_lastUpdated=gt2000&family=chalmers&gender=male": "b",
    "_lastUpdated=lt2000": "",
    # string
    "family=muller": "c",
    "family:exact=M\u00fcller": "c",
    "family:exact=muller": "",
    "given:contains=ARL": "c",
    "name=chal": "ab",
    "family=chalmers&given=bob": "b",
    "address-city=aachen": "b",
    "phonetic=mjuller": "",
    "phonetic=chalmerz": "ab",
    # reference and chain
    "organization=Organization/org": "ab",
    "organization=org&gender=female": "a",
    "organization:missing=true": "c",
    "organization:identifier=ACME-1": "b",
    "organization.name=acme": "ab",
    "organization.name=other": "",
    "general-practitioner.name=house": "a",
    "general-practitioner:Practitioner.family=house": "a",
    "general-practitioner=Practitioner/doc": "a",
    "general-practitioner=Practitioner/nobody": "",
    # reverse chain
    "_has:Observation:patient:code=urn:example:codes|glucose": "ab",
    "_has:Observation:patient:value-quantity=gt8": "b",
    f"_has:Observation:patient:value-quantity=lt5500|{UCUM}|umol/L": "a",
    "_has:Observation:patient:date=2020": "a",
    "_has:Observation:patient:code=none": "",
    "_has:List:item:_id=l": "b",
    # the rest
    "_list=l": "b",
    "_list=nobody": "",
    "_id=a": "a",
    "_id=a,b,nobody": "ab",
    "_content=carla": "c",
    "_content=chalmers": "ab",
    "_filter=given eq anna or given eq nobody": "a",
    "_filter=birthdate lt 2000": "ab",
    "_filter=organization.name sw acme and not (gender eq female)": "b",
    "_filter=gender eq other": "",
}
"""By criteria, the ids of the patients that they match."""

WRONG: dict[str, tuple[str, str]] = {
    "gendr=female": ("not-supported", "gendr"),
    "gender:exact=female": ("not-supported", "gender:exact"),
    "gender=": ("value", "gender"),
    "birthdate=x": ("value", "birthdate"),
    "birthdate=gt": ("value", "birthdate"),
    "birthdate=2020-13": ("value", "birthdate"),
    "active:missing=maybe": ("value", "active:missing"),
    "organization=Patient/a": ("value", "organization"),
    "organization.nme=acme": ("not-supported", "organization.nme"),
    "gender.name=x": ("not-supported", "gender"),
    "_has:Observation:patient:cod=x": ("not-supported", "_has:Observation:patient:cod"),
    "_has:Observation:patient:date=x": ("value", "_has:Observation:patient:date"),
    "_has:Nothing:patient:code=x": ("not-supported", "_has:Nothing:patient:code"),
    "_has:Observation:patient=x": ("not-supported", "_has:Observation:patient"),
    "_filter=gendr eq female": ("not-supported", "_filter"),
    "_filter=gender eq": ("value", "_filter"),
    "_content=(": ("value", "_content"),
    "_list=$current": ("value", "_list"),
    "gender=female&_sort=name": ("not-supported", "_sort"),
    "gender=female&_include=Patient:organization": ("not-supported", "_include"),
    "gender=female&nme=x": ("not-supported", "nme"),
}
"""Criteria that are none, the code of the issue, and the parameter that it names."""


def store(client: FhirClient) -> None:
    """Store all of them."""
    answer = client.post("", bundle("transaction", *map(put, PEOPLE)))
    assert answer.status == 200, answer.json


def versions(client: FhirClient) -> int:
    """Versions of Patients in all."""
    counted: int = client.get("Patient/_history?_count=0").json["total"]
    return counted
