"""The examples of https://hl7.org/fhir/R4/search.html on chains, _has, _include and _revinclude, and lists."""

from __future__ import annotations

from typing import Any

import pytest

from tests.search.documents import (
    Json,
    coded,
    encounter,
    group,
    medication_request,
    observation,
    patient,
    practitioner,
)
from tests.search.servers import Server

LOINC = "http://loinc.org"


def report(resource_id: str, subject: str, *results: str, **members: Any) -> Json:
    return {
        "resourceType": "DiagnosticReport",
        "id": resource_id,
        "status": "final",
        "code": {"text": "x"},
        "subject": {"reference": subject},
        **({"result": [{"reference": f"Observation/{each}"} for each in results]} if results else {}),
        **members,
    }


def audited(resource_id: str, what: str, who: str) -> Json:
    return {
        "resourceType": "AuditEvent",
        "id": resource_id,
        "type": {"code": "rest"},
        "recorded": "2020-01-01T00:00:00Z",
        "agent": [{"requestor": True, "who": {"reference": f"Practitioner/{who}"}}],
        "source": {"observer": {"display": "x"}},
        "entity": [{"what": {"reference": what}}],
    }


def dispensed(resource_id: str, request: str) -> Json:
    return {
        "resourceType": "MedicationDispense",
        "id": resource_id,
        "status": "completed",
        "medicationCodeableConcept": {"text": "x"},
        "authorizingPrescription": [{"reference": f"MedicationRequest/{request}"}],
    }


def listed(resource_id: str, *items: str) -> Json:
    entries = [{"item": {"reference": item}} for item in items]
    return {"resourceType": "List", "id": resource_id, "status": "current", "mode": "working", "entry": entries}


@pytest.fixture(scope="module")
def joined(server: Server) -> Server:
    joe = {"name": [{"given": ["Joe"]}]}
    server.load(
        [
            practitioner("joe-mn", **joe, address=[{"state": "MN"}]),
            practitioner("joe-ca", **joe, address=[{"state": "CA"}]),
            practitioner("jane-mn", name=[{"given": ["Jane"]}], address=[{"state": "MN"}]),
            patient("peter", name=[{"given": ["Peter"]}], gender="male"),
            patient("paula", name=[{"given": ["Paula"]}], gender="female"),
            patient("one", generalPractitioner=[{"reference": "Practitioner/joe-mn"}]),
            patient(
                "two",
                generalPractitioner=[{"reference": "Practitioner/joe-ca"}, {"reference": "Practitioner/jane-mn"}],
            ),
            group("peter", identifier=[{"value": "g"}], member=[{"entity": {"reference": "Patient/peter"}}]),
            observation("high", code=coded("1234-5", LOINC), subject={"reference": "Patient/peter"}),
            observation("low", code=coded("99-9", LOINC), subject={"reference": "Patient/peter"}),
            observation("hers", code=coded("1234-5", LOINC), subject={"reference": "Patient/paula"}),
            report("his", "Patient/peter", "high", "low"),
            report("group", "Group/peter"),
            report("hers", "Patient/paula", "hers"),
            report("gone", "Patient/nobody"),
            audited("a", "Observation/high", "MyUserId"),
            audited("b", "Observation/hers", "other"),
            encounter("e", subject={"reference": "Patient/peter"}),
            encounter("f", subject={"reference": "Patient/paula"}),
        ]
    )
    server.load(
        [
            medication_request(
                "m", subject={"reference": "Patient/peter"}, requester={"reference": "Practitioner/joe-mn"}
            ),
            medication_request(
                "contained",
                subject={"reference": "Patient/paula"},
                contained=[{"resourceType": "Medication", "id": "med", "code": coded("aspirin")}],
                medicationReference={"reference": "#med"},
            ),
            dispensed("d", "m"),
            {
                "resourceType": "Provenance",
                "id": "p",
                "recorded": "2020-01-01T00:00:00Z",
                "target": [{"reference": "MedicationRequest/m"}],
                "agent": [{"who": {"reference": "Practitioner/joe-ca"}}],
            },
            listed("42", "Patient/peter", "Patient/paula", "Observation/high"),
            listed("43", "Patient/peter"),
        ]
    )
    return server


EXAMPLES = {
    # chaining
    "DiagnosticReport?subject.name=peter": ["his"],
    "DiagnosticReport?subject:Patient.name=peter": ["his"],
    "DiagnosticReport?subject.identifier=g": ["group"],
    "DiagnosticReport?subject:Group.identifier=g": ["group"],
    "DiagnosticReport?subject:Patient.identifier=g": [],
    "DiagnosticReport?patient.gender:not=male": ["hers"],
    "DiagnosticReport?subject.name:missing=true": [],
    "Patient?general-practitioner.name=Joe": ["one", "two"],
    "Patient?general-practitioner.name=Joe&general-practitioner.address-state=MN": ["one", "two"],
    "Patient?general-practitioner:Practitioner.name=Jane": ["two"],
    "DiagnosticReport?result.subject.name=paula": ["hers"],
    "Observation?subject:Patient.name=peter,paula": ["hers", "high", "low"],
    "MedicationRequest?medication.code=aspirin": ["contained"],
    "MedicationRequest?medication:Medication.code=ASPIRIN": ["contained"],
    # reverse chaining
    "Patient?_has:Observation:patient:code=1234-5": ["paula", "peter"],
    f"Patient?_has:Observation:patient:code={LOINC}|1234-5": ["paula", "peter"],
    "Patient?_has:Observation:patient:code=1234-5&_has:Observation:patient:code=99-9": ["peter"],
    "Patient?_has:Observation:patient:code=99-9,nothing": ["peter"],
    "Patient?_has:Observation:patient:code=nothing": [],
    "Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=MyUserId": ["peter"],
    "Encounter?patient._has:Group:member:_id=peter": ["e"],
    "Patient?_has:Group:member:_id=peter": ["peter"],
    # lists
    "Patient?_list=42": ["paula", "peter"],
    "Patient?_list=42&gender=female": ["paula"],
    "Patient?_list=43,42": ["paula", "peter"],
    "Patient?_list=99": [],
    "Patient?_has:List:item:_id=43": ["peter"],
    "Observation?_list=42": ["high"],
    "?_list=42": ["Observation/high", "Patient/paula", "Patient/peter"],
    # filters that join
    'Observation?_filter=code eq http://loinc.org|1234-5 and subject.name co "peter"': ["high"],
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_example(joined: Server, text: str) -> None:
    assert joined.found(text) == EXAMPLES[text]


INCLUDED = {
    "MedicationRequest?_id=m&_include=MedicationRequest:patient": ["Patient/peter"],
    "MedicationRequest?_id=m&_include=MedicationRequest:requester:Practitioner": ["Practitioner/joe-mn"],
    "MedicationRequest?_id=m&_include=MedicationRequest:requester:Patient": [],
    "MedicationRequest?_id=m&_include=MedicationRequest:*": ["Patient/peter", "Practitioner/joe-mn"],
    "MedicationRequest?_id=m&_include=*": ["Patient/peter", "Practitioner/joe-mn"],
    "MedicationRequest?_id=m&_revinclude=Provenance:target": ["Provenance/p"],
    "MedicationDispense?_id=d&_include=MedicationDispense:prescription&_include:iterate=MedicationRequest:requester": [
        "MedicationRequest/m",
        "Practitioner/joe-mn",
    ],
    "MedicationDispense?_id=d&_include=MedicationDispense:prescription&_include:recurse=MedicationRequest:requester": [
        "MedicationRequest/m",
        "Practitioner/joe-mn",
    ],
    "MedicationDispense?_id=d&_include=MedicationDispense:prescription": ["MedicationRequest/m"],
    "Patient?_id=peter&_revinclude=Observation:patient": ["Observation/high", "Observation/low"],
    "Patient?_id=peter&_revinclude=Observation:subject&_revinclude:iterate=AuditEvent:entity": [
        "AuditEvent/a",
        "Observation/high",
        "Observation/low",
    ],
    "DiagnosticReport?_id=group&_include=DiagnosticReport:subject": ["Group/peter"],
    "DiagnosticReport?_id=group&_include=DiagnosticReport:patient": [],
    "DiagnosticReport?_id=group&_include=DiagnosticReport:patient:Group": [],
    "DiagnosticReport?_id=group&_include=DiagnosticReport:*": ["Group/peter"],
    "Group?_id=peter&_revinclude=DiagnosticReport:subject": ["DiagnosticReport/group"],
    "Group?_id=peter&_revinclude=DiagnosticReport:subject:Group": ["DiagnosticReport/group"],
    "Group?_id=peter&_revinclude=DiagnosticReport:subject:Patient": [],
    "Group?_id=peter&_revinclude=DiagnosticReport:patient": [],
    "DiagnosticReport?_id=his&_include=DiagnosticReport:result&_include:iterate=Observation:subject": [
        "Observation/high",
        "Observation/low",
        "Patient/peter",
    ],
}


@pytest.mark.parametrize("text", INCLUDED)
def test_what_is_included(joined: Server, text: str) -> None:
    address, _, query = text.partition("?")
    answer = joined.ask(address, [each.partition("=")[::2] for each in query.split("&")])
    entries = answer.json["entry"]
    others = [each["fullUrl"].split("/fhir/")[1] for each in entries if each["search"]["mode"] == "include"]
    assert sorted(others) == INCLUDED[text]
    assert answer.json["total"] == 1


def test_what_is_found_is_not_included_again(joined: Server) -> None:
    answer = joined.ask("", [("_type", "Observation,Patient"), ("_include", "Observation:patient"), ("_count", "100")])
    modes = {each["fullUrl"]: each["search"]["mode"] for each in answer.json["entry"]}
    assert len(modes) == len(answer.json["entry"])
    assert set(modes.values()) == {"match"}


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [
        ("AllergyIntolerance", "_list", "$current-allergies"),
        ("Patient", "_has:Observation:code:code", "1"),
        ("Patient", "_has:Nothing:patient:code", "1"),
        ("Patient", "_has:Observation:patient", "1"),
        ("Patient", "_has:Procedure:location:code", "1"),
        ("Patient", "name.family", "x"),
        ("Observation", "subject:Organization.name", "x"),
        ("Observation", "subject.nothing", "x"),
        ("Patient", "_include", "Patient"),
        ("Patient", "_include", "Patient:name"),
        ("Patient", "_include", "Observation:subject"),
        ("Patient", "_revinclude", "Nothing:subject"),
    ],
)
def test_what_cannot_be_joined_is_refused_and_named(joined: Server, address: str, name: str, value: str) -> None:
    answer = joined.ask(address, [(name, value)])
    assert answer.status == 400
    assert [name in issue["diagnostics"] for issue in answer.issues] == [True]
