"""Single cases that a comparison with the oracle has found to be wrong, each as small as it could be made.

The resources of each case have a tag of their own, by which they are searched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from tests.search.documents import (
    Json,
    coded,
    condition,
    group,
    medication_request,
    observation,
    organization,
    patient,
    procedure,
    value_set,
)
from tests.search.servers import Server

SPECIAL = "http://terminology.hl7.org/CodeSystem/special-values"
LONG_URL = "http://acme.org/" + "long/" * 60 + "end"


@dataclass(frozen=True)
class Case:
    """Resources, and what searches must find among them: (address, parameter, value) to ids in order.

    In references ``{own}`` stands before the ids of its own resources.
    """

    name: str
    documents: tuple[Json, ...]
    finds: dict[tuple[str, str, str], list[str]]

    def tagged(self) -> list[Json]:
        tag = {"system": "urn:case", "code": self.name.replace(" ", "-")}
        documents: list[Json] = json.loads(json.dumps(self.documents).replace("{own}", self.prefix))
        return [
            {**each, "id": f"{self.prefix}{each['id']}", "meta": {**each.get("meta", {}), "tag": [tag]}}
            for each in documents
        ]

    @property
    def prefix(self) -> str:
        return f"{CASES.index(self)}-"


CASES = [
    Case(
        "a patient without a birth date has none that is later or earlier",
        (patient("1"), patient("2", birthDate="2012-02-01")),
        {
            ("Patient", "birthdate", value): ["2"]
            for value in ("gt2011", "ge2012", "sa2011", "ne2012-01", "lt9999", "le9999", "eb2013", "ap2012-02-01")
        },
    ),
    Case(
        "what has no date did not happen on the first day of the first year",
        (procedure("1"), procedure("2", performedDateTime="0001-01-01")),
        {("Procedure", "date", "0001-01-01"): ["2"], ("Procedure", "date", "le0001-01-01"): ["2"]},
    ),
    Case(
        "codes are folded wherever they stand",
        (patient("1", gender="male"), patient("2", gender="female")),
        {("Patient", "gender", value): ["1"] for value in ("MALE", "mále", " male ")},
    ),
    Case(
        "a system alone finds all truth values",
        (patient("1", active=True), patient("2", active=False), patient("3")),
        {("Patient", "active", f"{SPECIAL}|"): ["2", "1"], ("Patient", "active", f"{SPECIAL}|TRUE"): ["1"]},
    ),
    Case(
        "a patient is missing unless the reference is to a patient",
        (
            procedure("elsewhere", subject={"reference": "http://other.example.org/Patient/1"}),
            procedure("inside", subject={"reference": "#p"}, contained=[patient("p")]),
            procedure("here", subject={"reference": "Patient/1"}),
            procedure("group", subject={"reference": "Group/1"}),
            procedure("group-elsewhere", subject={"reference": "http://other.example.org/Group/1"}),
            procedure("described", subject={"display": "somebody"}),
        ),
        {
            ("Procedure", "patient:missing", "false"): ["here", "inside", "elsewhere"],
            ("Procedure", "patient:missing", "true"): ["described", "group-elsewhere", "group"],
            ("Procedure", "subject:missing", "true"): [],
        },
    ),
    Case(
        "a name without a sound is not missing",
        (organization("1", name="王"),),
        {("Organization", "phonetic:missing", "false"): ["1"], ("Organization", "phonetic:missing", "true"): []},
    ),
    Case(
        "an id can be of what any of the types refers to",
        (observation("1", partOf=[{"reference": "ImagingStudy/8"}]), procedure("1")),
        {
            ("", "_type=Procedure,Observation&part-of", "8"): ["Observation/1"],
            ("", "_type=Procedure,Observation&part-of", "ImagingStudy/8"): ["Observation/1"],
        },
    ),
    Case(
        "who is sorted by patient is not sorted by group",
        (procedure("1", subject={"reference": "Group/0"}), procedure("2", subject={"reference": "Patient/9"})),
        {("Procedure", "_sort", "patient"): ["2", "1"]},
    ),
    Case(
        "each type is sorted by its own parameter",
        # The date of a MedicationRequest is that of its dosage, which it does not have.
        (medication_request("1", authoredOn="2010"), procedure("1", performedDateTime="2012")),
        {("", "_type=Procedure,MedicationRequest&_sort", "date"): ["Procedure/1", "MedicationRequest/1"]},
    ),
    Case(
        "periods are sorted by when they begin",
        (
            observation("long", valuePeriod={"start": "2010", "end": "2020"}),
            observation("short", valuePeriod={"start": "2012", "end": "2013"}),
        ),
        {
            ("Observation", "_sort", "value-date"): ["long", "short"],
            ("Observation", "_sort", "-value-date"): ["short", "long"],
        },
    ),
    Case(
        "a canonical URL is followed backwards too",
        (
            value_set("1", url="http://acme.org/vs", version="1"),
            value_set("2", url="http://acme.org/vs", version="2"),
            {
                "resourceType": "Measure",
                "id": "1",
                "status": "draft",
                "relatedArtifact": [{"type": "depends-on", "resource": "http://acme.org/vs|2"}],
            },
        ),
        {
            ("ValueSet", "_has:Measure:depends-on:status", "draft"): ["2"],
            ("Measure", "depends-on:ValueSet.version", "2"): ["1"],
            ("Measure", "depends-on:ValueSet.version", "1"): [],
        },
    ),
    Case(
        "a group is not looked for among patients",
        (group("g"), procedure("1", subject={"reference": "Group/{own}g"}, code=coded("a"))),
        {("Group", "_has:Procedure:subject:code", "a"): ["g"]},
    ),
    Case(
        "the text of a code is found inside of another resource",
        (
            medication_request(
                "1",
                contained=[{"resourceType": "Medication", "id": "m", "code": {"text": "Aspirin"}}],
                medicationReference={"reference": "#m"},
            ),
        ),
        {("MedicationRequest", "medication:Medication.code:text", "aspirin"): ["1"]},
    ),
    Case(
        "what has only extensions is missing",
        (
            condition("1", severity={"extension": [{"url": "http://example.org/why", "valueCode": "unknown"}]}),
            condition("2", severity={"text": "Severe"}),
            condition(
                "3", evidence=[{"detail": [{"extension": [{"url": "http://example.org/why", "valueCode": "x"}]}]}]
            ),
        ),
        {
            ("Condition", "severity:missing", "true"): ["3", "1"],
            ("Condition", "severity:missing", "false"): ["2"],
            ("Condition", "evidence-detail:missing", "false"): [],
        },
    ),
    Case(
        "the parts of a relationship are not the wrong way round",
        (
            {
                "resourceType": "DocumentReference",
                "id": "1",
                "status": "current",
                "content": [{"attachment": {"url": "http://example.org/a"}}],
                "relatesTo": [
                    {"code": "replaces", "target": {"reference": "DocumentReference/2"}},
                    {"code": "appends", "target": {"reference": "DocumentReference/3"}},
                ],
            },
        ),
        {
            ("DocumentReference", "relationship", "DocumentReference/2$replaces"): ["1"],
            ("DocumentReference", "relationship", "3$appends"): ["1"],
            ("DocumentReference", "relationship", "2$appends"): [],
        },
    ),
    Case(
        "a canonical URL may be relative",
        (
            {
                "resourceType": "Measure",
                "id": "1",
                "status": "draft",
                "relatedArtifact": [{"type": "depends-on", "resource": "Library/example|2"}],
            },
        ),
        {
            ("Measure", "depends-on", "Library/example"): ["1"],
            ("Measure", "depends-on", "example"): ["1"],
            ("Measure", "depends-on", "Library/examples"): [],
        },
    ),
    Case(
        "a period until the end of time has happened",
        (observation("1", valuePeriod={"end": "9999-12-31"}), observation("2", valuePeriod={"start": "0001-01-01"})),
        {
            ("Observation", "value-date", "gt2012"): ["2", "1"],
            ("Observation", "value-date", "sa2012"): [],
            ("Observation", "value-date:missing", "true"): [],
        },
    ),
    Case(
        "truth values and days of different types are sorted together",
        (
            patient("1", active=False, birthDate="2012-01-02"),
            {
                "resourceType": "Schedule",
                "id": "1",
                "active": True,
                "actor": [{"reference": "Patient/1"}],
            },
            {
                "resourceType": "RelatedPerson",
                "id": "1",
                "patient": {"reference": "Patient/1"},
                "birthDate": "2012-01-01",
                "active": True,
            },
        ),
        {
            ("", "_type=Patient,Schedule&_sort", "active"): ["Patient/1", "Schedule/1"],
            ("", "_type=Patient,Schedule&_sort", "-active"): ["Schedule/1", "Patient/1"],
            ("", "_type=Patient,RelatedPerson&_sort", "birthdate"): ["RelatedPerson/1", "Patient/1"],
            ("", "_type=Patient,RelatedPerson&_sort", "-birthdate"): ["Patient/1", "RelatedPerson/1"],
        },
    ),
    Case(
        "a truth value among other values has its system too",
        (
            group("1", characteristic=[{"code": coded("a"), "exclude": False, "valueBoolean": True}]),
            group("2", characteristic=[{"code": coded("a"), "exclude": False, "valueCodeableConcept": coded("b")}]),
        ),
        {
            ("Group", "characteristic-value", f"a${SPECIAL}|true"): ["1"],
            ("Group", "characteristic-value", f"a${SPECIAL}|"): ["1"],
            ("Group", "characteristic-value", f"a${SPECIAL}|false"): [],
            ("Group", "characteristic-value", "a$true,a$b"): ["2", "1"],
        },
    ),
    Case(
        "what any type that is referred to is called counts in a chained order",
        (
            {"resourceType": "Location", "id": "l", "name": "Beta"},
            patient("p", name=[{"family": "Alpha"}]),
            patient("q", name=[{"family": "Gamma"}]),
            observation("1", subject={"reference": "Patient/{own}q"}),
            observation("2", subject={"reference": "Location/{own}l"}),
            observation("3", subject={"reference": "Patient/{own}p"}),
            observation("4"),
        ),
        {
            ("Observation", "_sort", "subject.name"): ["3", "2", "1", "4"],
            ("Observation", "_sort", "-subject.name"): ["1", "2", "3", "4"],
            ("Observation", "_sort", "subject:Patient.name"): ["3", "1", "2", "4"],
        },
    ),
    Case(
        "what one code finds is ordered by when it happened",
        (
            observation("none", code=coded("a")),
            observation("late", code=coded("a"), effectiveDateTime="2013"),
            observation("open", code=coded("a"), effectivePeriod={"end": "2012"}),
            observation("early", code=coded("a"), effectiveDateTime="2012"),
        ),
        {
            ("Observation", "code=a&_sort", "date"): ["open", "early", "late", "none"],
            ("Observation", "code=a&_sort", "-date"): ["late", "early", "open", "none"],
            ("Observation", "code", "a"): ["late", "early", "open", "none"],
        },
    ),
    Case(
        "one of a thousand values is found",
        (patient("1", name=[{"family": "Name-999"}]),),
        {("Patient", "family:exact", ",".join(f"Name-{number}" for number in range(1000))): ["1"]},
    ),
    Case(
        "a long URI is found by all of it and by its beginning",
        (value_set("1", url=LONG_URL), value_set("2", url=LONG_URL + "2")),
        {("ValueSet", "url", LONG_URL): ["1"], ("ValueSet", "url:below", LONG_URL[:175]): ["2", "1"]},
    ),
]


@pytest.fixture(scope="module")
def corners(server: Server) -> Server:
    server.load([document for case in CASES for document in case.tagged()])
    return server


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_corner(corners: Server, case: Case) -> None:
    tag = ("_tag", f"urn:case|{case.name.replace(' ', '-')}")
    for (address, names, value), found in case.finds.items():
        *others, name = [each.split("=") for each in names.split("&")]
        parameters = [tag, *((each[0], each[1]) for each in others), (name[0], value)]
        ids = [each.replace(case.prefix, "") for each in corners.ids(address, *parameters)]
        assert ids == found, (names, value)


def test_a_uri_too_long_to_tell_what_is_below_it_is_refused(corners: Server) -> None:
    answer = corners.ask("ValueSet", [("url:below", LONG_URL[:181])])
    assert (answer.status, answer.issues[0]["code"]) == (400, "value")
    assert "url:below" in answer.issues[0]["diagnostics"]


@pytest.mark.parametrize("name", ["item.item.item.item.item._id:not", "item.focus.subject._id"])
def test_a_chain_through_very_many_types_is_refused(corners: Server, name: str) -> None:
    answer = corners.ask("List", [(name, "1")])
    assert (answer.status, answer.issues[0]["code"]) == (400, "too-costly")
    assert name in answer.issues[0]["diagnostics"]
