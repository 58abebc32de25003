"""patient: the people who receive care."""

from __future__ import annotations

from tests.mappings.documents import example, real
from tests.mappings.lens import Tables, edit, mapped, typed

PETER: Tables = {
    "patient": [
        {
            "active": True,
            "family": "Chalmers",
            "given": "Peter James",
            "gender": "male",
            "birth_date": "1974-12-25",
            "birth_date_end": "1974-12-26",
            "deceased": False,
            "address_use": "home",
            "address_type": "both",
            "address_line": "534 Erewhon St",
            "address_city": "PleasantVille",
            "address_district": "Rainbow",
            "address_state": "Vic",
            "address_postal_code": "3999",
            "address_text": "534 Erewhon St PeasantVille, Rainbow, Vic  3999",
            "managing_organization": "Organization/1",
        }
    ],
    "patient_name": [
        {"position": 0, "use": "official", "family": "Chalmers", "given": "Peter James"},
        {"position": 1, "use": "usual", "given": "Jim"},
        {
            "position": 2,
            "use": "maiden",
            "family": "Windsor",
            "given": "Peter James",
            "period_end": "2002-01-01T00:00:00.000000Z",
            "period_end_end": "2003-01-01T00:00:00.000000Z",
        },
    ],
    "patient_identifier": [
        {
            "position": 0,
            "use": "usual",
            "type_system": "http://terminology.hl7.org/CodeSystem/v2-0203",
            "type": "MR",
            "system": "urn:oid:1.2.36.146.595.217.0.1",
            "value": "12345",
            "period_start": "2001-05-06T00:00:00.000000Z",
        }
    ],
    "patient_telecom": [
        {"position": 0, "use": "home"},
        {"position": 1, "system": "phone", "value": "(03) 5555 6473", "use": "work", "rank": 1},
        {"position": 2, "system": "phone", "value": "(03) 3410 5613", "use": "mobile", "rank": 2},
        {
            "position": 3,
            "system": "phone",
            "value": "(03) 5555 8834",
            "use": "old",
            "period_end": "2014-01-01T00:00:00.000000Z",
            "period_end_end": "2015-01-01T00:00:00.000000Z",
        },
    ],
    "patient_address": [
        {
            "position": 0,
            "use": "home",
            "type": "both",
            "line": "534 Erewhon St",
            "city": "PleasantVille",
            "district": "Rainbow",
            "state": "Vic",
            "postal_code": "3999",
            "text": "534 Erewhon St PeasantVille, Rainbow, Vic  3999",
            "period_start": "1974-12-25T00:00:00.000000Z",
        }
    ],
    "patient_contact": [
        {
            "position": 0,
            "relationship_system": "http://terminology.hl7.org/CodeSystem/v2-0131",
            "relationship": "N",
            "family": "du Marché",
            "given": "Bénédicte",
            "gender": "female",
            "address_use": "home",
            "address_type": "both",
            "address_line": "534 Erewhon St",
            "address_city": "PleasantVille",
            "address_district": "Rainbow",
            "address_state": "Vic",
            "address_postal_code": "3999",
            "period_start": "2012-01-01T00:00:00.000000Z",
        }
    ],
    "patient_contact_telecom": [{"patient_contact": 0, "position": 0, "system": "phone", "value": "+33 (237) 998327"}],
}


def test_the_rows_of_peter() -> None:
    assert mapped("Patient", example("Patient", "example")) == PETER


def test_a_birth_date_may_be_a_year() -> None:
    document = {**example("Patient", "example"), "birthDate": "1974"}
    row = mapped("Patient", document)["patient"][0]
    assert (row["birth_date"], row["birth_date_end"]) == ("1974-01-01", "1975-01-01")
    assert edit("Patient", document, family="Windsor")["birthDate"] == "1974"


def test_us_core_extensions_are_columns() -> None:
    races = [document for document in real()["Patient"] if "race" in mapped("Patient", document)["patient"][0]]
    assert len(races) >= 10
    for document in races:
        row = mapped("Patient", document)["patient"][0]
        assert row["race_system"] == "urn:oid:2.16.840.1.113883.6.238"
        assert row["race_text"]
        assert row["ethnicity"] in ("2135-2", "2186-5")
        assert row["birth_sex"] in ("F", "M")


def test_a_patient_typed_by_hand() -> None:
    children = {
        "patient_identifier": [{"position": 0, "system": "http://hospital.example", "value": "42", "type": "MR"}],
        "patient_contact": [{"position": 0, "relationship": "N", "family": "King"}],
        "patient_contact_telecom": [{"patient_contact": 0, "position": 0, "system": "phone", "value": "1"}],
    }
    assert typed(
        "Patient", family="Lovelace", given="Augusta Ada", birth_sex="F", language="en", children=children
    ) == {
        "resourceType": "Patient",
        "name": [{"family": "Lovelace", "given": ["Augusta", "Ada"]}],
        "communication": [{"language": {"coding": [{"code": "en"}]}}],
        "extension": [
            {"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex", "valueCode": "F"},
        ],
        "identifier": [
            {"type": {"coding": [{"code": "MR"}]}, "system": "http://hospital.example", "value": "42"},
        ],
        "contact": [
            {
                "relationship": [{"coding": [{"code": "N"}]}],
                "name": {"family": "King"},
                "telecom": [{"system": "phone", "value": "1"}],
            }
        ],
    }


def test_a_patient_dies() -> None:
    before = example("Patient", "example")
    after = edit("Patient", before, deceased=None, deceased_at="2020-01-02T03:04:05.000000Z")
    assert after["deceasedDateTime"] == "2020-01-02T03:04:05Z"
    assert {**after, "deceasedBoolean": False} == {**before, "deceasedDateTime": "2020-01-02T03:04:05Z"}
