"""The examples of https://hl7.org/fhir/R4/search.html on strings, tokens, URIs, references and composites."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.search.documents import (
    Json,
    coded,
    condition,
    encounter,
    group,
    observation,
    patient,
    procedure,
    value_set,
)
from tests.search.servers import Server

UCUM = "http://unitsofmeasure.org"
MRN = "http://terminology.hl7.org/CodeSystem/v2-0203"
BASE = "https://localhost:8443/fhir"


def named(resource_id: str, *given: str, family: str = "Everywoman") -> Json:
    return patient(resource_id, name=[{"family": family, "given": list(given)}])


def numbered(resource_id: str, system: str | None, value: str, kind: str | None = None, **members: Any) -> Json:
    identifier: Json = {"value": value} | ({"system": system} if system else {})
    if kind:
        identifier["type"] = coded(kind, MRN)
    return patient(resource_id, identifier=[identifier], **members)


def located(resource_id: str, part_of: str | None = None, **members: Any) -> Json:
    inside = {"partOf": {"reference": f"Location/{part_of}"}} if part_of else {}
    return {"resourceType": "Location", "id": resource_id, **inside, **members}


def composition(resource_id: str, *codes: str) -> Json:
    narrative = {"status": "generated", "div": DIV}
    sections = [{"code": coded(code, "http://loinc.org"), "text": narrative} for code in codes]
    return {
        "resourceType": "Composition",
        "id": resource_id,
        "status": "final",
        "type": {"text": "x"},
        "date": "2020",
        "title": "Title",
        "author": [{"reference": "Practitioner/1"}],
        **({"section": sections} if sections else {}),
    }


DIV = '<div xmlns="http://www.w3.org/1999/xhtml">text</div>'


def potassium(resource_id: str, value: str, code: str = "2823-3") -> Json:
    quantity = {"value": Decimal(value), "system": UCUM, "code": "mmol/L"}
    return observation(resource_id, code=coded(code, "http://loinc.org"), valueQuantity=quantity)


def pressures(resource_id: str, systolic: int, diastolic: int) -> Json:
    values = {"8480-6": systolic, "8462-4": diastolic}
    components = [
        {"code": coded(code, "http://loinc.org"), "valueQuantity": {"value": value, "system": UCUM, "code": "mm[Hg]"}}
        for code, value in values.items()
    ]
    return observation(resource_id, code=coded("85354-9", "http://loinc.org"), component=components)


def described(resource_id: str, *pairs: tuple[str, Json]) -> Json:
    return group(
        resource_id, characteristic=[{"code": coded(code), "exclude": False, **value} for code, value in pairs]
    )


def answers(resource_id: str, questionnaire: str) -> Json:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": resource_id,
        "status": "completed",
        "questionnaire": questionnaire,
    }


@pytest.fixture(scope="module")
def types(server: Server) -> Server:
    server.load(
        [
            *(named(name.lower(), name) for name in ("Eve", "Evelyn", "Severine", "Steve")),
            named("eve-small", "eve"),
            named("eve-large", "EVE"),
            named("accents", "Ève", family="Carreño Quiñones"),
            named("spaces", "Anna  Maria"),
            numbered("acme", "http://acme.org/patient", "2345", gender="male", active=True),
            numbered("other", "http://other.org/patient", "2345", gender="female", active=False),
            numbered("none", None, "2345", gender="other"),
            numbered("record", "http://acme.org/mrn", "446053", "MR"),
            numbered("temporary", "http://acme.org/mrn", "446053", "MRT"),
            numbered("root", "urn:oid:1.2.3", "1.2.3.4"),
            condition("headache", code=coded("25064002", "http://snomed.info/sct", display="Headache finding")),
            condition("acute", code={"text": "Acute headache"}),
            condition("ha125", code=coded("ha125", "http://acme.org/conditions/codes")),
            condition("ha125-other", code=coded("ha125", "http://other.org/codes")),
            condition("comma", code=coded("a,b")),
            condition("bar", code=coded("a|b")),
            condition("dollar", code=coded("a$b")),
            condition("backslash", code=coded("a\\b")),
            condition("a", code=coded("a")),
            condition("b", code=coded("b")),
            composition("allergies", "48765-2", "11348-0"),
            composition("history", "11348-0"),
            composition("empty"),
        ]
    )
    server.load(
        value_set(f"v{at}", url=url)
        for at, url in enumerate(
            [
                "http://acme.org/fhir/ValueSet/123",
                "http://acme.org/fhir/ValueSet/1234",
                "http://acme.org/fhir/ValueSet/123/_history/5",
                "http://acme.org/fhir",
                "http://acme.org/",
                "http://acme.org/fhirs",
                "urn:oid:1.2.3.4.5",
                "http://acme.org/fhir/valueset/123",
            ]
        )
    )
    server.load(
        [
            observation("relative", subject={"reference": "Patient/23"}),
            observation("absolute", subject={"reference": f"{BASE}/Patient/23"}),
            observation("versioned", subject={"reference": "Patient/23/_history/2"}),
            observation("elsewhere", subject={"reference": "http://example.org/fhir/Patient/23"}),
            observation("group", subject={"reference": "Group/23"}),
            observation("identified", subject={"identifier": {"system": "http://acme.org/mrn", "value": "123456"}}),
            procedure("campus", location={"reference": "Location/1"}),
            procedure("building", location={"reference": "Location/42"}),
            procedure("floor", location={"reference": "Location/42-1"}),
            procedure("room", location={"reference": "Location/42-1-7"}),
            procedure("elsewhere", location={"reference": "Location/43"}),
            located("1"),
            located("42", "1"),
            located("42-1", "42"),
            located("42-1-7", "42-1"),
            located("43", "1"),
            encounter("stay"),
            encounter("day", partOf={"reference": "Encounter/stay"}),
            encounter("hour", partOf={"reference": "Encounter/day"}),
            answers("any", "http://example.org/fhir/questionnaire/patient-intake"),
            answers("one", "http://example.org/fhir/questionnaire/patient-intake|1.0"),
            answers("two", "http://example.org/fhir/questionnaire/patient-intake|2.0"),
            potassium("low", "5.4"),
            potassium("high", "5.5"),
            potassium("sodium", "140", "2951-2"),
            pressures("shock", 55, 40),
            pressures("normal", 120, 55),
            described("mixed", ("gender", {"valueCodeableConcept": coded("mixed")})),
            described(
                "crossed",
                ("gender", {"valueCodeableConcept": coded("female")}),
                ("kind", {"valueCodeableConcept": coded("mixed")}),
            ),
            described("owner", ("owner", {"valueCodeableConcept": coded("Eve")})),
        ]
    )
    return server


EXAMPLES = {
    # string
    "Patient?given=eve": ["accents", "eve", "eve-large", "eve-small", "evelyn"],
    "Patient?given:contains=eve": ["accents", "eve", "eve-large", "eve-small", "evelyn", "severine", "steve"],
    "Patient?given:exact=Eve": ["eve"],
    "Patient?given=ÈVE": ["accents", "eve", "eve-large", "eve-small", "evelyn"],
    "Patient?family=carreno": ["accents"],
    "Patient?name=anna maria": ["spaces"],
    # token
    "Patient?identifier=http://acme.org/patient|2345": ["acme"],
    "Patient?identifier=2345": ["acme", "none", "other"],
    "Patient?identifier=|2345": ["none"],
    "Patient?identifier=http://acme.org/mrn|": ["record", "temporary"],
    "Patient?identifier=|urn:oid:1.2.3,urn:oid:1.2.3|": ["root"],
    f"Patient?identifier:of-type={MRN}|MR|446053": ["record"],
    "Patient?gender=male": ["acme"],
    "Patient?gender:not=male&identifier=2345": ["none", "other"],
    "Patient?gender:not=male,female&identifier=2345": ["none"],
    "Patient?gender:missing=true&identifier=446053": ["record", "temporary"],
    "Patient?active=true": ["acme"],
    "Patient?active:not=true&identifier=2345": ["none", "other"],
    "Composition?section=48765-2": ["allergies"],
    "Composition?section:not=48765-2": ["empty", "history"],
    "Condition?code=http://acme.org/conditions/codes|ha125": ["ha125"],
    "Condition?code=ha125": ["ha125", "ha125-other"],
    "Condition?code:text=headache": ["acute", "headache"],
    # escaping
    "Condition?code=a,b": ["a", "b"],
    "Condition?code=a\\,b": ["comma"],
    "Condition?code=a\\|b": ["bar"],
    "Condition?code=a\\$b": ["dollar"],
    "Condition?code=a\\\\b": ["backslash"],
    # uri
    "ValueSet?url=http://acme.org/fhir/ValueSet/123": ["v0"],
    "ValueSet?url=http://acme.org/fhir/ValueSet/123,http://acme.org/fhir/ValueSet/1234,ValueSet/125": ["v0", "v1"],
    "ValueSet?url=http://acme.org/fhir/ValueSet/123\\,http://acme.org/fhir/ValueSet/1234": [],
    "ValueSet?url:below=http://acme.org/fhir/": ["v0", "v1", "v2", "v3", "v7"],
    "ValueSet?url:below=http://acme.org/fhir/ValueSet/123": ["v0", "v2"],
    "ValueSet?url:above=http://acme.org/fhir/ValueSet/123/_history/5": ["v0", "v2", "v3", "v4"],
    "ValueSet?url=urn:oid:1.2.3.4.5": ["v6"],
    # reference
    "Observation?subject=Patient/23": ["absolute", "relative", "versioned"],
    "Observation?subject:Patient=23": ["absolute", "relative", "versioned"],
    "Observation?patient=23": ["absolute", "relative", "versioned"],
    f"Observation?subject={BASE}/Patient/23": ["absolute", "relative", "versioned"],
    "Observation?subject=23": ["absolute", "group", "relative", "versioned"],
    "Observation?subject=http://example.org/fhir/Patient/23": ["elsewhere"],
    "Observation?subject:identifier=http://acme.org/mrn|123456": ["identified"],
    "Observation?subject:identifier=http://acme.org/mrn|12345": [],
    "Procedure?location:below=42": ["building", "floor", "room"],
    "Procedure?location:above=42-1": ["building", "campus", "floor"],
    "Encounter?part-of:below=stay": ["day", "hour"],
    "Encounter?part-of:above=day": ["day", "hour"],
    "QuestionnaireResponse?questionnaire=http://example.org/fhir/questionnaire/patient-intake": ["any", "one", "two"],
    "QuestionnaireResponse?questionnaire=http://example.org/fhir/questionnaire/patient-intake\\|2.0": ["two"],
    # composite
    f"Observation?code-value-quantity=http://loinc.org|2823-3$gt5.4|{UCUM}|mmol/L": ["high"],
    "Observation?component-code-value-quantity=http://loinc.org|8480-6$lt60": ["shock"],
    "Observation?component-code-value-quantity=http://loinc.org|8462-4$lt60": ["normal", "shock"],
    "Group?characteristic-value=gender$mixed": ["mixed"],
    "Group?characteristic-value=gender$mixed,owner$Eve": ["mixed", "owner"],
    "Group?characteristic=gender&value=mixed": ["crossed", "mixed"],
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_example(types: Server, text: str) -> None:
    assert types.found(text) == EXAMPLES[text]


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [
        # There is no terminology that knows these.
        ("Condition", "code:in", "http://snomed.info/sct?fhir_vs=isa/126851005"),
        ("Condition", "code:below", "126851005"),
        ("Condition", "code:in", "http://acme.org/fhir/ValueSet/cardiac-conditions"),
        ("Condition", "code:not-in", "ValueSet/123"),
        # Modifiers that the type of the parameter does not have.
        ("Patient", "given:below", "eve"),
        ("Patient", "birthdate:exact", "2012"),
        ("Condition", "code:exact", "a"),
        ("Observation", "code-value-quantity:missing", "true"),
        ("Observation", "subject:Practitioner", "1"),
        ("Observation", "patient:Group", "23"),
        # Values that are none.
        ("Patient", "given", ""),
        ("Patient", "given", "eve,,ann"),
        ("Patient", "birthdate", "2012-13"),
        ("Patient", "gender:missing", "maybe"),
        ("Patient", "identifier", "a|b|c"),
        ("Observation", "value-quantity", "5.4|mg"),
        ("Observation", "value-quantity", "much"),
        ("Observation", "code-value-quantity", "8480-6"),
        ("Observation", "subject", "Organization/1"),
        ("Patient", "unknown", "1"),
    ],
)
def test_what_cannot_be_searched_for_is_refused_and_named(types: Server, address: str, name: str, value: str) -> None:
    answer = types.ask(address, [(name, value)])
    assert answer.status == 400
    assert [name in issue["diagnostics"] for issue in answer.issues] == [True]
