"""practitioner and organization: who works where."""

from __future__ import annotations

from decimal import Decimal

from tests.mappings.documents import example
from tests.mappings.lens import Tables, edit, edit_rows, mapped, typed

ADAM: Tables = {
    "practitioner": [{"kind": "practitioner", "active": True, "family": "Careful", "given": "Adam", "prefix": "Dr"}],
    "practitioner_name": [{"position": 0, "family": "Careful", "given": "Adam", "prefix": "Dr"}],
    "practitioner_identifier": [{"position": 0, "system": "http://www.acme.org/practitioners", "value": "23"}],
    "practitioner_address": [
        {
            "position": 0,
            "use": "home",
            "line": "534 Erewhon St",
            "city": "PleasantVille",
            "state": "Vic",
            "postal_code": "3999",
        }
    ],
    "practitioner_qualification": [
        {
            "position": 0,
            "code_system": "http://terminology.hl7.org/CodeSystem/v2-0360/2.7",
            "code": "BS",
            "code_display": "Bachelor of Science",
            "code_text": "Bachelor of Science",
            "period_start": "1995-01-01T00:00:00.000000Z",
        }
    ],
}

ADAMS_ROLE: Tables = {
    "practitioner": [
        {
            "kind": "role",
            "active": True,
            "period_start": "2012-01-01T00:00:00.000000Z",
            "period_end": "2012-03-31T00:00:00.000000Z",
            "period_end_end": "2012-04-01T00:00:00.000000Z",
            "practitioner": "Practitioner/example",
            "organization": "Organization/f001",
            "code_system": "http://terminology.hl7.org/CodeSystem/v2-0286",
            "code": "RP",
            "specialty_system": "http://snomed.info/sct",
            "specialty": "408443003",
            "specialty_display": "General medical practice",
        }
    ],
    "practitioner_identifier": [{"position": 0, "system": "http://www.acme.org/practitioners", "value": "23"}],
    "practitioner_code": [
        {"position": 0, "code_system": "http://terminology.hl7.org/CodeSystem/v2-0286", "code": "RP"}
    ],
    "practitioner_specialty": [
        {
            "position": 0,
            "code_system": "http://snomed.info/sct",
            "code": "408443003",
            "code_display": "General medical practice",
        }
    ],
    "practitioner_location": [{"position": 0, "location": "Location/1"}],
    "practitioner_telecom": [
        {"position": 0, "system": "phone", "value": "(03) 5555 6473", "use": "work"},
        {"position": 1, "system": "email", "value": "adam.southern@example.org", "use": "work"},
    ],
}

HL7: Tables = {
    "organization": [
        {
            "kind": "organization",
            "name": "Health Level Seven International",
            "address_line": "3300 Washtenaw Avenue, Suite 227",
            "address_city": "Ann Arbor",
            "address_state": "MI",
            "address_postal_code": "48104",
            "address_country": "USA",
        }
    ],
    "organization_alias": [{"position": 0, "alias": "HL7 International"}],
    "organization_telecom": [
        {"position": 0, "system": "phone", "value": "(+1) 734-677-7777"},
        {"position": 1, "system": "fax", "value": "(+1) 734-677-6622"},
        {"position": 2, "system": "email", "value": "hq@HL7.org"},
    ],
    "organization_address": [
        {
            "position": 0,
            "line": "3300 Washtenaw Avenue, Suite 227",
            "city": "Ann Arbor",
            "state": "MI",
            "postal_code": "48104",
            "country": "USA",
        }
    ],
}

WING: Tables = {
    "organization": [
        {
            "kind": "location",
            "status": "active",
            "name": "South Wing, second floor",
            "description": "Second floor of the Old South Wing, formerly in use by Psychiatry",
            "mode": "instance",
            "physical_type_system": "http://terminology.hl7.org/CodeSystem/location-physical-type",
            "physical_type": "wi",
            "physical_type_display": "Wing",
            "managing_organization": "Organization/f001",
            "address_use": "work",
            "address_line": "Galapagosweg 91, Building A",
            "address_city": "Den Burg",
            "address_postal_code": "9105 PZ",
            "address_country": "NLD",
            "longitude": Decimal("-83.6945691"),
            "latitude": Decimal("42.25475478"),
            "altitude": Decimal("0"),
        }
    ],
    "organization_identifier": [{"position": 0, "value": "B1-S.F2"}],
    "organization_alias": [
        {"position": 0, "alias": "BU MC, SW, F2"},
        {"position": 1, "alias": "Burgers University Medical Center, South Wing, second floor"},
    ],
    "organization_telecom": [
        {"position": 0, "system": "phone", "value": "2328", "use": "work"},
        {"position": 1, "system": "fax", "value": "2329", "use": "work"},
        {"position": 2, "system": "email", "value": "second wing admissions"},
        {"position": 3, "system": "url", "value": "http://sampleorg.com/southwing", "use": "work"},
    ],
}


def test_the_rows_of_adam() -> None:
    assert mapped("Practitioner", example("Practitioner", "example")) == ADAM


def test_the_rows_of_adams_role() -> None:
    assert mapped("PractitionerRole", example("PractitionerRole", "example")) == ADAMS_ROLE


def test_the_rows_of_hl7() -> None:
    assert mapped("Organization", example("Organization", "hl7")) == HL7


def test_the_rows_of_wing() -> None:
    assert mapped("Location", example("Location", "1")) == WING


def test_a_practitioner_changes_the_name() -> None:
    before = example("Practitioner", "example")
    after = edit("Practitioner", before, family="Caring", prefix="Prof Dr")
    first = {**before["name"][0], "family": "Caring", "prefix": ["Prof", "Dr"]}
    assert after == {**before, "name": [first]}


def test_a_role_moves_to_another_organization() -> None:
    before = example("PractitionerRole", "example")
    after = edit("PractitionerRole", before, organization="Organization/hl7")
    assert after == {**before, "organization": {"reference": "Organization/hl7"}}


def test_an_organization_gets_another_name_and_an_alias() -> None:
    before = example("Organization", "hl7")
    after = edit("Organization", before, name="HL7")
    assert after == {**before, "name": "HL7"}
    rows = [*HL7["organization_alias"], {"position": 1, "alias": "Seven"}]
    after = edit_rows("Organization", before, "organization_alias", rows)
    assert after == {**before, "alias": ["HL7 International", "Seven"]}


def test_a_place_is_moved() -> None:
    before = example("Location", "1")
    after = edit("Location", before, longitude=Decimal("4.8"), part_of="Location/2")
    assert after == {
        **before,
        "position": {**before["position"], "longitude": Decimal("4.8")},
        "partOf": {"reference": "Location/2"},
    }


def test_rows_typed_by_hand() -> None:
    assert typed("Practitioner", family="Strange", given="Stephen", active=True) == {
        "resourceType": "Practitioner",
        "name": [{"family": "Strange", "given": ["Stephen"]}],
        "active": True,
    }
    assert typed("PractitionerRole", practitioner="Practitioner/s", specialty_text="Surgery") == {
        "resourceType": "PractitionerRole",
        "practitioner": {"reference": "Practitioner/s"},
        "specialty": [{"text": "Surgery"}],
    }
    assert typed("Organization", name="Clinic", part_of="Organization/h", address_line="1 High St\nTown") == {
        "resourceType": "Organization",
        "name": "Clinic",
        "partOf": {"reference": "Organization/h"},
        "address": [{"line": ["1 High St", "Town"]}],
    }
    assert typed("Location", name="Ward 3", mode="instance", managing_organization="Organization/h") == {
        "resourceType": "Location",
        "name": "Ward 3",
        "mode": "instance",
        "managingOrganization": {"reference": "Organization/h"},
    }
