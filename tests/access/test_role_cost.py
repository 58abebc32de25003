"""What roles cost: no statement of their own, whatever there is of relations, Consents and labels."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.access.seen import consent, observation, patient, practitioner, refer, store
from tests.access.world import House
from tests.databases import ENGINES, Databases, Engine


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house with a physician who treats half of its patients, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param)
    app = create_app(settings)
    made = House(app)
    documents = [practitioner("dr")]
    for number in range(40):
        id_ = f"p{number}"
        treated = {"generalPractitioner": [refer("Practitioner/dr")]} if number % 2 else {}
        documents += [patient(id_, **treated), observation(f"{id_}-o", id_)]
        if number % 8 == 1:
            documents.append(consent(f"{id_}-c", id_, {"type": "deny"}))
    store(app, documents)
    made.admit("dr", ["physician"], "Practitioner/dr")
    yield made
    app.extensions["repository"].close()
    databases.remove(settings)


def statements(house: House, path: str) -> tuple[int, list[str]]:
    """Return the status of a request and the statements that it took."""
    database = house.app.extensions["repository"].database
    found: list[str] = []
    house.clients["dr"].get(path)
    database.observe = found.append
    try:
        status = house.clients["dr"].get(path).status
    finally:
        database.observe = None
    return status, found


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("Observation/p3-o", 200),
        ("Observation/p2-o", 404),
        ("Observation/p1-o", 404),
        ("Patient/p3", 200),
        ("Practitioner/dr", 200),
    ],
)
def test_a_read_takes_the_look_at_the_token_and_one_statement(house: House, path: str, status: int) -> None:
    answered, taken = statements(house, path)
    assert answered == status
    assert len(taken) == 2
    assert "access_token" in taken[0]


def test_what_the_token_alone_forbids_takes_the_look_at_the_token(house: House) -> None:
    status, taken = statements(house, "AuditEvent/none")
    assert (status, len(taken)) == (403, 1)


def test_a_search_finds_what_a_person_may_see(house: House) -> None:
    found = house.clients["dr"].get("Observation?_count=100&_total=accurate").json
    assert found["total"] == 15
    assert {entry["resource"]["id"] for entry in found["entry"]} == {
        f"p{number}-o" for number in range(1, 40, 2) if number % 8 != 1
    }


def test_consents_are_asked_for_from_the_first_one_on(engine: Engine, databases: Databases) -> None:
    from fhirserver import create_app

    settings = databases.fresh(engine)
    made = House(create_app(settings))
    treated = {"generalPractitioner": [refer("Practitioner/dr")]}
    store(made.app, [practitioner("dr"), patient("p", **treated), observation("o", "p")])
    made.admit("dr", ["physician"], "Practitioner/dr")
    status, (_, read) = statements(made, "Observation/o")
    assert (status, "consent_provision" in read) == (200, False)
    store(made.app, [consent("c", "p", {"type": "deny"})])
    status, (_, read) = statements(made, "Observation/o")
    assert (status, "consent_provision" in read) == (404, True)
    made.app.extensions["repository"].close()
    databases.remove(settings)


def test_where_a_consent_must_permit_it_is_always_asked_for(databases: Databases) -> None:
    from fhirserver import create_app

    settings = databases.fresh("sqlcipher", consent_default="deny")
    made = House(create_app(settings))
    treated = {"generalPractitioner": [refer("Practitioner/dr")]}
    store(made.app, [practitioner("dr"), patient("p", **treated), observation("o", "p")])
    made.admit("dr", ["physician"], "Practitioner/dr")
    status, (_, read) = statements(made, "Observation/o")
    assert (status, "consent_provision" in read) == (404, True)
    made.app.extensions["repository"].close()
    databases.remove(settings)
