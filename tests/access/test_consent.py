"""Consents decide what of a patient's record is there, by more than forty cases and by rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from fhirserver.access.consent import Consented
from fhirserver.access.consent_rows import consent_rows
from fhirserver.access.label_rows import ACT_CODE, CONFIDENTIALITY
from fhirserver.access.relationship import Person
from tests.access.consent_cases import ALL, CASES, Case, but, deny
from tests.access.seen import condition, consent, observation, patient, practitioner, refer, seen, store
from tests.databases import ENGINES, Databases

NOW = int(datetime(2026, 6, 15, 12, tzinfo=UTC).timestamp())
TYPES = ("Patient", "Observation", "Condition")


def record(id_: str) -> list[dict[str, Any]]:
    labelled = {"meta": {"security": [{"system": ACT_CODE, "code": "HIV"}]}}
    restricted = {"meta": {"security": [{"system": CONFIDENTIALITY, "code": "R"}]}}
    stay = {
        "resourceType": "Encounter",
        "id": f"{id_}-stay",
        "status": "finished",
        "class": {"code": "AMB"},
        "subject": refer(f"Patient/{id_}"),
    }
    return [
        patient(id_),
        stay,
        observation(f"{id_}-hb", id_, effectiveDateTime="2025-03-01", encounter=refer(f"Encounter/{id_}-stay")),
        observation(f"{id_}-hiv", id_, "7917-8", effectiveDateTime="2026-03-01", **labelled),
        observation(f"{id_}-undated", id_, performer=[refer("Practitioner/ask")]),
        condition(f"{id_}-dx", id_, **restricted),
    ]


def people() -> list[dict[str, Any]]:
    role = {"resourceType": "PractitionerRole", "practitioner": refer("Practitioner/ask")}
    return [
        *(practitioner(each) for each in ("ask", "other")),
        *({"resourceType": "Organization", "id": each, "name": each} for each in ("here", "there")),
        {**role, "id": "ask-here", "organization": refer("Organization/here"), "active": True},
        {**role, "id": "ask-once", "organization": refer("Organization/there"), "period": {"end": "2026-01-31"}},
        {
            "resourceType": "CareTeam",
            "id": "team",
            "status": "active",
            "subject": refer("Patient/p0"),
            "participant": [{"member": refer("PractitionerRole/ask-here")}],
        },
        {"resourceType": "RelatedPerson", "id": "mother", "patient": refer("Patient/p0")},
        {"resourceType": "Group", "id": "some", "type": "practitioner", "actual": True},
    ]


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """A server with a patient for every case, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param)
    app = create_app(settings)
    documents = people()
    for number, case in enumerate(CASES):
        id_ = f"p{number}"
        provision = json.loads(json.dumps(case.provision).replace("{0}", id_))
        documents += [*record(id_), consent(f"{id_}-consent", id_, provision, **case.more)]
        if case.second is not None:
            documents.append(consent(f"{id_}-second", id_, case.second))
    store(app, documents)
    yield app
    app.extensions["repository"].close()
    databases.remove(settings)


def left(app: Flask, case: Case, number: int) -> set[str]:
    person = Person(case.who, "account", NOW)
    found = seen(app, Consented(person, case.purpose, case.letter, case.must_permit), TYPES)
    own = {name.partition("/")[2] for name in found}
    return {each for each in ALL if f"p{number}-{each}".removesuffix("-patient") in own}


def test_the_table_has_more_than_forty_cases() -> None:
    assert len(CASES) > 40
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=[case.name for case in CASES])
def test_case(world: Flask, number: int, case: Case) -> None:
    assert left(world, case, number) == case.left


def test_what_is_of_no_patient_is_hidden_by_no_consent(world: Flask) -> None:
    person = Person("Practitioner/ask", "account", NOW)
    assert seen(world, Consented(person, "TREAT", "r"), ["Organization"]) == {"Organization/here", "Organization/there"}


def test_a_consent_that_changes_holds_at_once(world: Flask) -> None:
    number = next(at for at, case in enumerate(CASES) if case.name == "draft")
    id_, case = f"p{number}", CASES[number]
    assert left(world, case, number) == ALL
    store(world, [consent(f"{id_}-consent", id_, deny())])
    assert left(world, case, number) == set()
    store(world, [consent(f"{id_}-consent", id_, deny(), status="inactive")])
    assert left(world, case, number) == ALL


def test_a_provision_has_the_criteria_of_those_above_it() -> None:
    nested = but(deny(period={"start": "2026-02-01", "end": "2026-12-31"}), period={"end": "2026-06-30"})
    (_, (parent, permits, low, high, *rest)) = consent_rows(consent("c", "p", nested), lambda _: None)
    assert (parent, permits) == (1, False)
    assert (low[:10], high[:10]) == ("2026-02-01", "2026-07-01")
    assert rest == [None] * 9


def test_what_can_never_be_is_no_row() -> None:
    never = but(deny(period={"start": "2027-01-01"}), period={"end": "2026-06-30"})
    assert len(consent_rows(consent("c", "p", never), lambda _: None)) == 1
