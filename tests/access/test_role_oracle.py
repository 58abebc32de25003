"""Random records and people: what searches over HTTP show is what a slow reference of the rules shows."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fhirserver.access.label_rows import ACT_CODE, CONFIDENTIALITY
from tests.access.consent_cases import REASONS, TYPES
from tests.access.role_oracle import allowed
from tests.access.seen import concept, condition, consent, observation, patient, practitioner, refer, store
from tests.access.world import House, batch
from tests.databases import Databases, Engine

CODES = ("718-7", "7917-8", "2345-7")
STAFF = (
    "physician",
    "nurse",
    "pharmacist",
    "lab-technician",
    "imaging",
    "registrar",
    "billing",
    "analyst",
    "privacy-officer",
)
SEARCHED = (
    "Patient",
    "Observation",
    "Condition",
    "Encounter",
    "Appointment",
    "Bundle",
    "Consent",
    "RelatedPerson",
    "CareTeam",
)


class World:
    """Random documents: ``records``."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = datetime.now(UTC)
        self.people = [f"Practitioner/dr{number}" for number in range(4)]
        self.patients = [f"p{number}" for number in range(20)]
        self.records: list[dict[str, Any]] = [practitioner(each.partition("/")[2]) for each in self.people]
        for id_ in self.patients:
            self._patient(id_)
        for number in range(6):
            some = self.random.sample(self.patients, 2)
            entries = [
                {"resource": observation(f"in{number}-{each}", each)} for each in some[: self.random.randint(1, 2)]
            ]
            self.records.append({"resourceType": "Bundle", "id": f"b{number}", "type": "collection", "entry": entries})

    def _day(self, around: int) -> str:
        return (self.now + timedelta(days=around + self.random.choice((-3, 3)))).date().isoformat()

    def _period(self) -> dict[str, Any]:
        start, end = self.random.choice(((-400, -200), (-300, -100), (-60, -20), (-20, 20), (30, 60), (-100, None)))
        made = {"start": self._day(start), **({"end": self._day(end)} if end is not None else {})}
        return {"period": made} if self.random.random() < 0.8 else {}

    def _labels(self) -> dict[str, Any]:
        labels = [
            (CONFIDENTIALITY, "R"),
            (CONFIDENTIALITY, "V"),
            (CONFIDENTIALITY, "L"),
            (ACT_CODE, "HIV"),
            (ACT_CODE, "SUD"),
        ]
        some = self.random.sample(labels, self.random.choice((0, 0, 0, 1, 2)))
        return {"meta": {"security": [{"system": system, "code": code} for system, code in some]}} if some else {}

    def _patient(self, id_: str) -> None:
        pick, chance = self.random.choice, self.random.random
        of = refer(f"Patient/{id_}")
        doctors = {"generalPractitioner": [refer(pick(self.people))]} if chance() < 0.3 else {}
        self.records.append(patient(id_, **doctors, **self._labels()))
        for number in range(3):
            self.records.append(observation(f"{id_}-o{number}", id_, pick(CODES), **self._labels()))
            self.records.append(condition(f"{id_}-c{number}", id_, **self._labels()))
        for number in range(pick((0, 1, 2))):
            status = pick(("in-progress", "finished", "cancelled"))
            whole = self._period()
            period = (
                whole
                if status != "finished"
                else {"period": {"start": self._day(-300), "end": self._day(pick((-200, -50)))}}
            )
            who = [{"individual": refer(pick(self.people))}]
            self.records.append(
                {
                    "resourceType": "Encounter",
                    "id": f"{id_}-e{number}",
                    "status": status,
                    "class": {"code": "AMB"},
                    "subject": of,
                    "participant": who,
                    **period,
                }
            )
        if chance() < 0.5:
            members = [{"member": refer(each), **self._period()} for each in self.random.sample(self.people, 2)]
            self.records.append(
                {
                    "resourceType": "CareTeam",
                    "id": f"{id_}-t",
                    "status": pick(("active", "inactive")),
                    "subject": of,
                    "participant": members,
                    **self._period(),
                }
            )
        if chance() < 0.4:
            self.records.append(
                {
                    "resourceType": "ServiceRequest",
                    "id": f"{id_}-s",
                    "status": "active",
                    "intent": "order",
                    "subject": of,
                }
            )
        if chance() < 0.4:
            self.records.append({"resourceType": "Account", "id": f"{id_}-a", "status": "active", "subject": [of]})
        self.records.append({"resourceType": "RelatedPerson", "id": f"{id_}-r", "patient": of, **self._period()})
        for number in range(pick((0, 1, 1, 2))):
            made = consent(f"{id_}-k{number}", id_, self._provision(0), status=pick(("active", "active", "inactive")))
            self.records.append(made)

    def _provision(self, depth: int) -> dict[str, Any]:
        pick, chance = self.random.choice, self.random.random
        made: dict[str, Any] = {"type": pick(("permit", "deny"))}
        if chance() < 0.2:
            made |= self._period()
        if chance() < 0.2:
            made["actor"] = [{"role": {"text": "who"}, "reference": refer(pick(self.people))}]
        if chance() < 0.3:
            made["class"] = [{"system": TYPES, "code": pick(("Observation", "Condition", "Patient"))}]
        if chance() < 0.2:
            made["code"] = [concept(pick(CODES))]
        if chance() < 0.2:
            made["purpose"] = [{"system": REASONS, "code": pick(("TREAT", "HOPERAT", "HPAYMT", "PATRQT"))}]
        if depth < 3 and chance() < 0.7:
            made["provision"] = [self._provision(depth + 1) for _ in range(pick((1, 2)))]
        return made

    def person(self, number: int) -> tuple[list[str], str]:
        """The roles of somebody, and who they are in the record."""
        if number % 4 == 0:
            return ["patient"], f"Patient/{self.random.choice(self.patients)}"
        if number % 4 == 1:
            return ["proxy"], f"RelatedPerson/{self.random.choice(self.patients)}-r"
        if number % 4 == 2:
            return [self.random.choice(("physician", "nurse"))], self.random.choice(self.people)
        return self.random.sample(STAFF, self.random.choice((1, 1, 2))), self.random.choice(self.people)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_found_is_what_may_be_seen(engine: Engine, databases: Databases, seed: int) -> None:
    from fhirserver import create_app

    settings, world = databases.fresh(engine), World(seed)
    app = create_app(settings)
    try:
        store(app, world.records)
        house = House(app)
        sizes = []
        for number in range(24):
            roles, user = world.person(number)
            client = house.admit(f"person{number}", roles, user)
            entries = batch(client, [("GET", f"{each}?_count=500&_total=accurate", None) for each in SEARCHED])
            may = allowed(world.records, roles, user, world.now)
            for each, entry in zip(SEARCHED, entries, strict=True):
                bundle = entry.get("resource", {})
                found = {f"{each}/{match['resource']['id']}" for match in bundle.get("entry", ())}
                expected = {name for name in may if name.startswith(f"{each}/")}
                assert (roles, user, each, found) == (roles, user, each, expected)
                if entry["response"]["status"].startswith("200"):
                    assert bundle["total"] == len(expected)
                sizes.append(len(found))
        assert sum(1 for size in sizes if size > 0) > len(sizes) / 6
    finally:
        app.extensions["repository"].close()
        databases.remove(settings)
