"""The page on which a person opens a record: what it shows to whom, and that it asks to sign in again."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from fhirserver.accounts.accounts import find_account
from fhirserver.accounts.sessions import begin_session
from fhirserver.store.connection import Connection
from tests.access.seen import observation, patient, practitioner, store
from tests.access.world import House
from tests.databases import ENGINES, Databases
from tests.web.visiting import Visitor

PAGE = "/access/emergency"
REASON = "Found unconscious in the street"


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house with a patient whom nobody treats, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param)
    app = create_app(settings)
    store(app, [patient("p"), observation("o", "p"), practitioner("dr")])
    yield House(app)
    app.extensions["repository"].close()
    databases.remove(settings)


def visitor(house: House, name: str, role: str, ago: int = 0) -> Visitor:
    """A browser in which somebody has signed in, ``ago`` seconds before."""
    house.admit(name, [role], "Practitioner/dr")

    def work(connection: Connection) -> str:
        account = find_account(connection, house.accounts[name])
        assert account is not None
        cookie = begin_session(connection, account, ("pwd",), now=int(time.time()) - ago)
        return cookie

    made = Visitor(house.app)
    cookie = house.app.extensions["repository"].database.write(work)
    made.client.set_cookie("__Host-session", cookie, domain="localhost", secure=True)
    return made


def test_a_record_is_opened_and_closed_again(house: House) -> None:
    browser = visitor(house, "opens", "physician")
    browser.get(PAGE)
    assert browser.heading == "Open a record"
    sent = {**browser.form(PAGE).fields, "patient": "p", "purpose": "ETREAT", "reason": REASON}
    assert "The record is open to you" in browser.post(PAGE, sent).text
    assert house.clients["opens"].get("Observation/o").status == 200
    (action,) = {
        part.split('"')[0] for part in browser.page.text.split('action="') if part.split('"')[0].endswith("/end")
    }
    assert "closed again" in browser.send(action).text
    assert house.clients["opens"].get("Observation/o").status == 404


def test_a_reason_is_stated(house: House) -> None:
    browser = visitor(house, "states", "nurse")
    browser.get(PAGE)
    sent = {**browser.form(PAGE).fields, "kind": "stated", "patient": "Patient/p", "reason": REASON}
    assert "Your reason is recorded" in browser.post(PAGE, sent).text
    assert house.clients["states"].get("Observation/o").status == 200


def test_what_is_wrong_is_said(house: House) -> None:
    browser = visitor(house, "errs", "physician")
    for patient_id, reason, status, text in (
        ("p", "short", 400, "The reason has 20 to 1000 characters."),
        ("none", REASON, 404, "There is no such patient."),
    ):
        browser.get(PAGE)
        sent = {**browser.form(PAGE).fields, "patient": patient_id, "purpose": "BTG", "reason": reason}
        assert browser.post(PAGE, sent).status_code == status
        assert browser.error == text


def test_who_may_not_sees_no_form_and_gets_nowhere(house: House) -> None:
    browser = visitor(house, "may-not", "registrar")
    assert "Your roles do not allow to open records." in browser.get(PAGE).text
    sent = {**browser.form("/sign-out").fields, "patient": "p", "purpose": "ETREAT", "reason": REASON}
    assert browser.post(PAGE, sent).status_code == 403


def test_forged_forms_and_old_sign_ins_open_nothing(house: House) -> None:
    browser = visitor(house, "forged", "physician")
    sent = {"patient": "p", "purpose": "ETREAT", "reason": REASON}
    assert browser.post(PAGE, sent).status_code == 403
    old = visitor(house, "old", "physician", ago=301)
    old.get(PAGE)
    answer = old.post(PAGE, {**old.form(PAGE).fields, **sent}, follow=False)
    assert (answer.status_code, answer.location.split("?")[0]) == (303, "/sign-in")
    for name in ("forged", "old"):
        assert house.clients[name].get("Observation/o").status == 404


def test_nobody_who_is_not_signed_in_sees_it(house: House) -> None:
    answer = Visitor(house.app).get(PAGE, follow=False)
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=%2Faccess%2Femergency")
