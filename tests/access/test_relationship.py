"""Who treats whom, and when: each kind of resource that says so, and the days on which it begins and ends to count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from fhirserver.access.relationship import NoPatient, Patients, Person, Related
from fhirserver.access.roles import Relation
from fhirserver.store.sql import statement
from tests.access.seen import concept, observation, patient, practitioner, refer, seen, store
from tests.databases import ENGINES, Databases
from tests.fhir_client import FhirClient

AMB = {"code": "AMB"}


def encounter(status: str, whole: dict[str, str] | None = None, **participant: Any) -> dict[str, Any]:
    made = {
        "resourceType": "Encounter",
        "status": status,
        "class": AMB,
        "participant": [{"individual": refer("Practitioner/dr"), **participant}],
    }
    return {**made, "period": whole} if whole else made


def team(status: str | None = "active", period: dict[str, str] | None = None, **participant: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "resourceType": "CareTeam",
        "participant": [{"member": refer("Practitioner/dr"), **participant}],
    }
    return {**made, **({"status": status} if status else {}), **({"period": period} if period else {})}


def order(**more: Any) -> dict[str, Any]:
    return {"resourceType": "ServiceRequest", "status": "active", "intent": "order", **more}


def prescription(**more: Any) -> dict[str, Any]:
    medicine = concept("313782", "http://www.nlm.nih.gov/research/umls/rxnorm")
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": medicine,
        **more,
    }


def task(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Task", "status": "requested", "intent": "order", **more}


def appointment(status: str = "booked", accepted: str = "accepted", **more: Any) -> dict[str, Any]:
    them = [
        {"actor": refer("Practitioner/dr"), "status": accepted},
        {"actor": refer("Patient/{0}"), "status": "accepted"},
    ]
    times = {"start": "2026-06-15T09:00:00Z", "end": "2026-06-15T10:00:00Z"}
    return {"resourceType": "Appointment", "status": status, "participant": them, **times, **more}


BY_DR = {"requester": refer("Practitioner/dr")}
ENDED = {"start": "2026-01-01", "end": "2026-03-31"}
OPEN = {"start": "2026-01-01"}

# What says so, and days on which it counts and on which it does not.
CASES: list[tuple[str, dict[str, Any], tuple[str, ...], tuple[str, ...]]] = [
    ("an encounter that goes on", encounter("in-progress", OPEN), ("2026-01-01", "2030-01-01"), ("2025-12-31",)),
    ("one that has ended, 90 days", encounter("finished", ENDED), ("2026-03-31", "2026-06-29"), ("2026-06-30",)),
    ("one that has ended without saying when", encounter("finished", OPEN), ("2026-03-31",), ("2026-04-01",)),
    ("one that was cancelled", encounter("cancelled", OPEN), (), ("2026-01-02",)),
    ("one entered in error", encounter("entered-in-error", OPEN), (), ("2026-01-02",)),
    (
        "one that is planned, from 30 days before",
        encounter("planned", {"start": "2026-06-15"}),
        ("2026-05-16", "2026-06-21"),
        ("2026-05-15", "2026-06-22"),
    ),
    (
        "who has left an encounter",
        encounter("in-progress", OPEN, period={"end": "2026-01-31"}),
        ("2026-05-01",),
        ("2026-05-02",),
    ),
    (
        "who comes later",
        encounter("in-progress", OPEN, period={"start": "2026-02-01"}),
        ("2026-02-01",),
        ("2026-01-31",),
    ),
    ("by a role", encounter("in-progress", OPEN, individual=refer("PractitionerRole/dr-here")), ("2026-01-01",), ()),
    (
        "by a role that is over",
        encounter("in-progress", OPEN, individual=refer("PractitionerRole/dr-once")),
        ("2026-01-15",),
        ("2026-02-01",),
    ),
    (
        "by a role that is not in use",
        encounter("in-progress", OPEN, individual=refer("PractitionerRole/dr-not")),
        (),
        ("2026-01-15",),
    ),
    ("another person", encounter("in-progress", OPEN, individual=refer("Practitioner/other")), (), ("2026-01-15",)),
    ("a team", team(), ("2000-01-01", "2040-01-01"), ()),
    ("a team without a status", team(None), ("2026-01-01",), ()),
    ("a team that is no more", team("inactive"), (), ("2026-01-01",)),
    ("a team that is proposed", team("proposed"), (), ("2026-01-01",)),
    ("a team for a time", team(period=ENDED), ("2026-01-01", "2026-03-31"), ("2025-12-31", "2026-04-01")),
    (
        "a member for a time",
        {**team(), "participant": [{"member": refer("Practitioner/dr"), "period": ENDED}]},
        ("2026-03-31",),
        ("2025-12-31", "2026-04-01"),
    ),
    (
        "an order, 90 days",
        order(**BY_DR, authoredOn="2026-01-01"),
        ("2026-01-01", "2026-04-01"),
        ("2025-12-31", "2026-04-02"),
    ),
    (
        "who is to carry it out",
        order(performer=[refer("Practitioner/dr")], authoredOn="2026-01-01"),
        ("2026-01-15",),
        (),
    ),
    (
        "an order for later",
        order(**BY_DR, authoredOn="2026-01-01", occurrenceDateTime="2026-06-01"),
        ("2026-08-30",),
        ("2026-08-31",),
    ),
    ("a draft", order(status="draft", **BY_DR, authoredOn="2026-01-01"), (), ("2026-01-15",)),
    ("an order that was revoked", order(status="revoked", **BY_DR, authoredOn="2026-01-01"), (), ("2026-01-15",)),
    ("a prescription", prescription(**BY_DR, authoredOn="2026-01-01"), ("2026-04-01",), ("2026-04-02",)),
    (
        "a prescription entered in error",
        prescription(status="entered-in-error", **BY_DR, authoredOn="2026-01-01"),
        (),
        ("2026-01-15",),
    ),
    ("a task", task(owner=refer("Practitioner/dr"), authoredOn="2026-01-01"), ("2026-04-01",), ("2026-04-02",)),
    (
        "a task for which one is asked",
        task(restriction={"recipient": [refer("Practitioner/dr")]}, authoredOn="2026-01-01"),
        ("2026-01-15",),
        (),
    ),
    (
        "a task that was rejected",
        task(status="rejected", owner=refer("Practitioner/dr"), authoredOn="2026-01-01"),
        (),
        ("2026-01-15",),
    ),
    (
        "an appointment, from 30 days before to 7 after",
        appointment(),
        ("2026-05-17", "2026-06-21"),
        ("2026-05-15", "2026-06-22"),
    ),
    ("an appointment that was declined", appointment(accepted="declined"), (), ("2026-06-15",)),
    ("an appointment that was cancelled", appointment("cancelled"), (), ("2026-06-15",)),
    ("an appointment to which nobody came", appointment("noshow"), (), ("2026-06-15",)),
    (
        "the general practitioner",
        {"resourceType": "Patient", "generalPractitioner": [refer("Practitioner/dr")]},
        ("2000-01-01", "2040-01-01"),
        (),
    ),
]


def document(number: int) -> dict[str, Any]:
    made = CASES[number][1]
    id_ = f"p{number}"
    if made["resourceType"] == "Patient":
        return {**made, "id": id_}
    if made["resourceType"] == "Appointment":
        them = [made["participant"][0], {**made["participant"][1], "actor": refer(f"Patient/{id_}")}]
        return {**made, "id": f"{id_}-it", "participant": them}
    element = "for" if made["resourceType"] == "Task" else "subject"
    return {**made, "id": f"{id_}-it", element: refer(f"Patient/{id_}")}


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """A server with a patient for every case, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param)
    app = create_app(settings)
    role = {"resourceType": "PractitionerRole", "practitioner": refer("Practitioner/dr")}
    documents = [
        *map(practitioner, ("dr", "other")),
        {**role, "id": "dr-here", "active": True},
        {**role, "id": "dr-once", "period": {"end": "2026-01-31"}},
        {**role, "id": "dr-not", "active": False},
    ]
    for number, case in enumerate(CASES):
        if case[1]["resourceType"] != "Patient":
            documents.append(patient(f"p{number}"))
        documents += [document(number), observation(f"p{number}-o", f"p{number}")]
    store(app, documents)
    yield app
    app.extensions["repository"].close()
    databases.remove(settings)


def at(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp())


def treated(app: Flask, day: str, who: str = "Practitioner/dr", *, stated: bool = False) -> set[str]:
    person = Person(who, "account", at(day))
    return seen(app, Related(person, Relation.TREATMENT, stated), ["Observation"])


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_case(world: Flask, number: int) -> None:
    _, _, counts, does_not = CASES[number]
    name = f"Observation/p{number}-o"
    assert [day for day in counts if name not in treated(world, day)] == []
    assert [day for day in does_not if name in treated(world, day)] == []


def test_somebody_who_signs_in_as_their_role_treats_as_the_practitioner_too(world: Flask) -> None:
    assert treated(world, "2026-01-15", "PractitionerRole/dr-here") >= treated(world, "2026-01-15") - {
        f"Observation/p{number}-o" for number, case in enumerate(CASES) if "role" in case[0]
    }


def test_somebody_who_is_not_in_the_record_treats_nobody(world: Flask) -> None:
    for who in ("Practitioner/none", "Patient/p0", "RelatedPerson/x", "", "Practitioner", "Practitioner/dr' OR 1=1 --"):
        assert treated(world, "2026-01-15", who) == set()


def test_a_reason_that_was_stated_counts_where_that_is_enough_and_ends(world: Flask) -> None:
    number = next(n for n, case in enumerate(CASES) if case[0] == "another person")
    insert = statement(
        "INSERT INTO stated_reason (id, account_id, patient_pk, reason, started, expires) "
        "SELECT 'it', 'account', r.pk, 'why', 0, :expires FROM resource r WHERE r.id = :id AND r.type = 'Patient'"
    )
    add = statement(
        "INSERT INTO account (id, username, name, active, totp_confirmed, totp_step, created) "
        "VALUES ('account', 'account', 'A', :yes, :no, 0, 0)"
    )
    database = world.extensions["repository"].database
    database.write(lambda connection: connection.run(add, {"yes": True, "no": False}))
    database.write(lambda connection: connection.run(insert, {"expires": at("2026-01-16"), "id": f"p{number}"}))
    name = f"Observation/p{number}-o"
    assert name in treated(world, "2026-01-15", stated=True)
    assert name not in treated(world, "2026-01-15")
    assert name not in treated(world, "2026-01-16", stated=True)


def test_what_names_two_patients_is_seen_by_who_treats_both(world: Flask) -> None:
    ours = [number for number, case in enumerate(CASES) if case[0] in ("a team", "a team without a status")]
    not_ours = next(number for number, case in enumerate(CASES) if case[0] == "another person")

    def bundle(id_: str, *numbers: int) -> dict[str, Any]:
        entries = [{"resource": {**observation(f"in-{n}", f"p{n}")}} for n in numbers]
        return {"resourceType": "Bundle", "id": id_, "type": "collection", "entry": entries}

    store(world, [bundle("ours", *ours), bundle("mixed", ours[0], not_ours), bundle("first", not_ours, ours[0])])
    person = Person("Practitioner/dr", "account", at("2026-01-15"))
    assert seen(world, Related(person, Relation.TREATMENT), ["Bundle"]) == {"Bundle/ours"}
    assert seen(world, NoPatient(), ["Bundle", "Practitioner"]) == {"Practitioner/dr", "Practitioner/other"}


def test_a_relation_that_changes_holds_at_once_and_ends_with_its_resource(world: Flask) -> None:
    number = next(n for n, case in enumerate(CASES) if case[0] == "a team that is proposed")
    name = f"Observation/p{number}-o"
    store(world, [{**document(number), "status": "active"}])
    assert name in treated(world, "2026-01-15")
    store(world, [{**document(number), "participant": [{"member": refer("Practitioner/other")}]}])
    assert name not in treated(world, "2026-01-15")
    store(world, [{**document(number), "status": "active"}])
    assert name in treated(world, "2026-01-15")
    assert FhirClient(world).delete(f"CareTeam/p{number}-it").status == 204
    assert name not in treated(world, "2026-01-15")


def test_a_proxy_is_one_while_the_relation_lasts(world: Flask) -> None:
    related = {"resourceType": "RelatedPerson", "patient": refer("Patient/p0")}
    store(
        world,
        [
            {**related, "id": "mother"},
            {**related, "id": "aunt", "period": ENDED},
            {**related, "id": "not", "active": False},
        ],
    )

    def represented(who: str, day: str) -> set[str]:
        return seen(world, Related(Person(who, "account", at(day)), Relation.REPRESENTED), ["Observation"])

    assert represented("RelatedPerson/mother", "2026-06-01") == {"Observation/p0-o"}
    assert represented("RelatedPerson/aunt", "2026-03-31") == {"Observation/p0-o"}
    assert represented("RelatedPerson/aunt", "2026-04-01") == set()
    assert represented("RelatedPerson/not", "2026-02-01") == set()
    assert represented("Practitioner/dr", "2026-02-01") == set()


def test_ones_own_record_is_ones_own(world: Flask) -> None:
    own = seen(
        world, Related(Person("Patient/p1", "account", at("2026-01-15")), Relation.OWN), ["Observation", "Patient"]
    )
    assert own == {"Observation/p1-o", "Patient/p1"}
    not_own = Related(Person("Practitioner/p1", "account", at("2026-01-15")), Relation.OWN)
    assert seen(world, not_own) == set()


def test_patients_by_their_keys(world: Flask) -> None:
    with world.extensions["repository"].database.reading() as connection:
        row = connection.row(statement("SELECT pk FROM resource WHERE type = 'Patient' AND id = 'p2'"))
    assert row is not None
    assert seen(world, Patients(frozenset({row[0]})), ["Observation", "Patient"]) == {"Observation/p2-o", "Patient/p2"}
    assert seen(world, Patients(frozenset()), ["Observation"]) == set()
