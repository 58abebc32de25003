"""Breaking the glass: who may, how often, for how long, what it opens and what stays closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from fhirserver.access.break_glass import (
    MOST_A_DAY,
    STATED_SECONDS,
    Asking,
    break_glass,
    end_break_glass,
    opened_by,
    state_reason,
)
from fhirserver.access.label_rows import CONFIDENTIALITY
from fhirserver.access.role_rules import House as Decisions
from fhirserver.access.roles import ROLES
from fhirserver.errors import Forbidden, Invalid, NotFound, Throttled
from fhirserver.store.sql import statement
from tests.access.seen import consent, observation, patient, practitioner, refer, store
from tests.access.world import House
from tests.databases import ENGINES, Databases

REASON = "Found unconscious in the street"
ASKED = {"patient": "Patient/closed", "purpose": "ETREAT", "reason": REASON}
EVENTS = statement("SELECT kind, outcome FROM security_event WHERE account_id = :id ORDER BY number")


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house with two patients whom nobody treats, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param)
    app = create_app(settings)
    very = {"security": [{"system": CONFIDENTIALITY, "code": "V"}]}
    store(
        app,
        [
            *(patient(each) for each in ("closed", "other")),
            practitioner("dr"),
            observation("closed-o", "closed"),
            observation("closed-v", "closed", meta=very),
            observation("other-o", "other"),
            consent("closed-c", "closed", {"type": "deny"}),
        ],
    )
    yield House(app)
    app.extensions["repository"].close()
    databases.remove(settings)


def asking(house: House, name: str, *roles: str, now: int | None = None) -> Asking:
    if name not in house.accounts:
        house.admit(name, roles, "Practitioner/dr")
    return Asking(house.accounts[name], frozenset(roles), int(time.time()) if now is None else now)


def events(house: House, name: str) -> list[tuple[str, str]]:
    with house.app.extensions["repository"].database.reading() as connection:
        return [(row[0], row[1]) for row in connection.rows(EVENTS, {"id": house.accounts[name]})]


def test_a_record_opens_for_one_patient_and_closes_again(house: House) -> None:
    client = house.admit("one", ["physician"], "Practitioner/dr")
    assert client.get("Observation/closed-o").status == 404
    answer = client.app.test_client().post("/access/break-glass", json=ASKED)
    assert answer.status_code == 401
    opened = ask(house, "one", ASKED)
    assert (opened.status_code, opened.json["expires_in"], opened.json["patient"]) == (201, 3600, "Patient/closed")
    assert client.get("Observation/closed-o").status == 200
    assert client.get("Patient/closed").status == 200
    assert client.get("Observation/closed-v").status == 404
    assert client.get("Observation/other-o").status == 404
    assert client.get("Observation").json["total"] == 1
    assert ask(house, "one", None, f"/access/break-glass/{opened.json['id']}", "DELETE").status_code == 204
    assert client.get("Observation/closed-o").status == 404
    assert ask(house, "one", None, f"/access/break-glass/{opened.json['id']}", "DELETE").status_code == 404
    assert events(house, "one") == [("break-glass-start", "success"), ("break-glass-stop", "success")]


def ask(house: House, name: str, body: Any, path: str = "/access/break-glass", method: str = "POST") -> Any:
    return house.clients[name]._client.open(path, method=method, json=body)


def test_it_ends_by_itself(house: House) -> None:
    client = house.admit("ends", ["nurse"], "Practitioner/dr")
    long_ago = asking(house, "ends", "nurse", now=int(time.time()) - 3599)
    break_glass(house.app.extensions["repository"].database, long_ago, "Patient/closed", "BTG", REASON)
    database = house.app.extensions["repository"].database
    with database.reading() as connection:
        assert len(opened_by(connection, long_ago.account_id, long_ago.now + 3599)) == 1
        assert opened_by(connection, long_ago.account_id, long_ago.now + 3600) == []
    deadline = time.monotonic() + 20
    while client.get("Observation/closed-o").status == 200:
        assert time.monotonic() < deadline
    assert client.get("Observation/closed-o").status == 404


@pytest.mark.parametrize("role", sorted(ROLES.keys() - {"physician", "nurse", "pharmacist"}))
def test_roles_that_may_not(house: House, role: str) -> None:
    house.admit(f"not-{role}", [role], "Practitioner/dr")
    answer = ask(house, f"not-{role}", ASKED)
    assert answer.status_code == 403
    assert events(house, f"not-{role}") == [("break-glass-start", "forbidden")]


def test_a_pharmacist_sees_medicines_and_not_notes(house: House) -> None:
    client = house.admit("pharmacist", ["pharmacist"], "Practitioner/dr")
    assert client.get("Patient/closed").status == 404
    assert ask(house, "pharmacist", ASKED).status_code == 201
    assert client.get("Patient/closed").status == 200
    assert client.get("Observation/closed-o").status == 404
    assert client.get("Composition/none").status == 403


def test_machine_clients_apps_of_patients_and_headers_open_nothing(house: House) -> None:
    from tests.fhir_client import FhirClient

    machine = FhirClient(house.app)._client.post("/access/break-glass", json=ASKED)
    assert machine.status_code == 403
    house.admit("app", ["physician"], "Practitioner/dr", scope="patient/*.rs openid")
    assert ask(house, "app", ASKED).status_code == 403
    client = house.admit("header", ["physician"], "Practitioner/dr")
    for header in ({"purpose_of_use": "ETREAT"}, {"x_break_glass": "true"}, {"x_purposeofuse": "BTG"}):
        assert client.get("Observation/closed-o", **header).status == 404


def test_the_person_must_have_signed_in_just_before(house: House) -> None:
    house.admit("stale", ["physician"], "Practitioner/dr")
    age = statement("UPDATE oauth_grant SET authenticated = authenticated - 301 WHERE account_id = :id")
    database = house.app.extensions["repository"].database
    database.write(lambda connection: connection.run(age, {"id": house.accounts["stale"]}))
    answer = ask(house, "stale", ASKED)
    assert answer.status_code == 401
    assert 'error="insufficient_user_authentication"' in answer.headers["WWW-Authenticate"]
    assert 'max_age="300"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"reason": "too short"}, 400),
        ({"reason": "x" + " " * 30 + "y"}, 400),
        ({"reason": "x" * 1001}, 400),
        ({"reason": None}, 400),
        ({"purpose": "TREAT"}, 400),
        ({"purpose": "etreat"}, 400),
        ({"minutes": 61}, 400),
        ({"minutes": 0}, 400),
        ({"minutes": True}, 400),
        ({"minutes": 1.5}, 400),
        ({"patient": "Patient/none"}, 404),
        ({"patient": "Observation/closed-o"}, 404),
        ({"patient": "closed"}, 404),
        ({"patient": ["Patient/closed"]}, 400),
    ],
)
def test_what_is_asked_for_wrongly(house: House, change: dict[str, Any], status: int) -> None:
    if "wrong" not in house.clients:
        house.admit("wrong", ["physician"], "Practitioner/dr")
    answer = ask(house, "wrong", {**ASKED, **change})
    assert answer.status_code == status
    assert answer.json["resourceType"] == "OperationOutcome"
    assert house.clients["wrong"].get("Observation/closed-o").status == 404


def test_bodies_that_are_none(house: House) -> None:
    house.admit("body", ["physician"], "Practitioner/dr")
    client = house.clients["body"]._client
    for body, kind in (
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b"{", "application/json"),
        (b"{}", "text/plain"),
    ):
        assert client.post("/access/break-glass", data=body, content_type=kind).status_code == 400
    assert client.post("/access/break-glass", json={**ASKED, "x": "y" * 20_000}).status_code == 413
    assert client.get("/access/break-glass").status_code == 405


def test_five_in_a_day_and_no_more(house: House) -> None:
    database, now = house.app.extensions["repository"].database, int(time.time())
    for number in range(MOST_A_DAY):
        break_glass(database, asking(house, "often", "nurse", now=now + number), "Patient/other", "ETREAT", REASON)
    with pytest.raises(Throttled) as refused:
        break_glass(database, asking(house, "often", "nurse", now=now + 10), "Patient/other", "ETREAT", REASON)
    assert refused.value.headers["Retry-After"] == str(24 * 3600 - 10)
    next_day = asking(house, "often", "nurse", now=now + 24 * 3600)
    break_glass(database, next_day, "Patient/other", "ETREAT", REASON)
    with pytest.raises(Throttled):
        break_glass(database, next_day, "Patient/other", "ETREAT", REASON)


def test_many_at_once_are_counted(house: House) -> None:
    database, person, outcomes = house.app.extensions["repository"].database, asking(house, "race", "physician"), []

    def once() -> None:
        try:
            break_glass(database, person, "Patient/other", "ETREAT", REASON)
            outcomes.append("opened")
        except Throttled:
            outcomes.append("throttled")

    threads = [threading.Thread(target=once) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["opened"] * MOST_A_DAY + ["throttled"] * 7


def test_nobody_ends_what_is_anothers(house: House) -> None:
    database = house.app.extensions["repository"].database
    owner = asking(house, "owner", "physician")
    opened = break_glass(database, owner, "Patient/other", "ETREAT", REASON)
    assert not end_break_glass(database, asking(house, "thief", "physician"), opened.id)
    assert end_break_glass(database, owner, opened.id)
    assert not end_break_glass(database, owner, opened.id)


def test_a_stated_reason_opens_what_no_consent_denies(house: House) -> None:
    client = house.admit("stating", ["physician"], "Practitioner/dr")
    stated = {"reason": "Covering for a colleague tonight"}
    assert client.get("Observation/other-o").status == 404
    answer = ask(house, "stating", {**stated, "patient": "Patient/other"}, "/access/stated-reason")
    assert (answer.status_code, answer.json) == (201, {"patient": "Patient/other", "expires_in": STATED_SECONDS})
    assert client.get("Observation/other-o").status == 200
    assert ask(house, "stating", {**stated, "patient": "Patient/closed"}, "/access/stated-reason").status_code == 201
    assert client.get("Observation/closed-o").status == 404
    assert events(house, "stating") == [("stated-reason", "success")] * 2


def test_a_stated_reason_is_for_those_who_are_warned(house: House) -> None:
    database = house.app.extensions["repository"].database
    house.admit("biller", ["billing"], "Practitioner/dr")
    billing = asking(house, "biller", "billing")
    with pytest.raises(Forbidden):
        state_reason(database, billing, Decisions(), "Patient/other", REASON)
    with pytest.raises(Forbidden):
        state_reason(
            database,
            asking(house, "owner", "physician"),
            Decisions((("physician", "enforce"),)),
            "Patient/other",
            REASON,
        )
    warned = Decisions((("billing", "warn"),))
    assert state_reason(database, billing, warned, "Patient/other", REASON) == billing.now + STATED_SECONDS
    for wrong, error in (("short", Invalid), (REASON, NotFound)):
        with pytest.raises(error):
            state_reason(database, billing, warned, "Patient/none", wrong)


def test_a_role_that_is_taken_away_counts_at_the_next_request(house: House) -> None:
    client = house.admit("former", ["registrar"], "Practitioner/dr")
    assert client.get("Patient/other").status == 200
    remove = statement("DELETE FROM account_role WHERE account_id = :id")
    database = house.app.extensions["repository"].database
    database.write(lambda connection: connection.run(remove, {"id": house.accounts["former"]}))
    assert client.get("Patient/other").status == 403


def test_nobody_makes_the_relation_that_they_lack(house: House) -> None:
    client = house.admit("maker", ["physician"], "Practitioner/dr")
    encounter = {
        "resourceType": "Encounter",
        "status": "in-progress",
        "class": {"code": "AMB"},
        "subject": refer("Patient/other"),
        "participant": [{"individual": refer("Practitioner/dr")}],
    }
    task = {
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "for": refer("Patient/other"),
        "owner": refer("Practitioner/dr"),
    }
    assert client.post("Encounter", encounter).status in (403, 422)
    assert client.put("Encounter/mine", {**encounter, "id": "mine"}).status in (403, 422)
    assert client.post("Task", task).status in (403, 422)
    entries = [
        {"resource": each, "request": {"method": "POST", "url": each["resourceType"]}} for each in (encounter, task)
    ]
    assert client.post("", {"resourceType": "Bundle", "type": "transaction", "entry": entries}).status in (403, 422)
    assert client.get("Observation/other-o").status == 404
