"""Role x type x interaction x relation: what the matrix says is what the server does, over HTTP on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from conformance import definitions
from fhirserver.access.roles import ROLES, Relation
from tests.access.seen import refer, store
from tests.access.world import House, batch, status
from tests.databases import ENGINES, Databases
from tests.validation.minimal import minimal

OF_PATIENTS = {
    **dict.fromkeys(
        (
            *("Observation", "Condition", "Procedure", "Encounter", "MedicationRequest", "MedicationDispense"),
            *("MedicationAdministration", "ServiceRequest", "Specimen", "DiagnosticReport", "ImagingStudy"),
            *("DocumentReference", "QuestionnaireResponse", "CarePlan", "Account", "Communication", "List", "Flag"),
            *("MeasureReport", "CareTeam", "Basic"),
        ),
        "subject",
    ),
    **dict.fromkeys(("AllergyIntolerance", "Immunization", "Consent", "Claim", "RelatedPerson", "Device"), "patient"),
    "Coverage": "beneficiary",
    "Task": "for",
    "ResearchSubject": "individual",
}
"""Types of which patients have resources, and the element that says so."""

MAKING = frozenset(("ServiceRequest", "Specimen", "MedicationRequest", "MedicationDispense", "Account", "Claim"))
"""Types that make a relation for the laboratory, the pharmacy or billing: the unrelated patient has none."""

SHARED = ("Practitioner", "Organization", "Location", "Medication", "Substance", "ValueSet", "Questionnaire")
NOBODYS = ("MeasureReport", "Subscription")
MINE, OTHER, FREE = "mine", "other", "free"
STAFF = sorted(ROLES.keys() - {"patient", "proxy"})


def document(resource_type: str, of: str) -> dict[str, Any]:
    """The smallest resource of a type that is of one patient only, or of nobody."""
    made: dict[str, Any] = json.loads(
        json.dumps(minimal(resource_type), default=float).replace("Patient/1", f"Patient/{of}")
    )
    element = OF_PATIENTS.get(resource_type)
    if element is not None and of != FREE:
        made[element] = refer(f"Patient/{of}")
    if resource_type == "Account":
        made["subject"] = [made["subject"]]
    return {**made, "id": f"{resource_type.lower()}-{of}"}


def careteam(member: str) -> dict[str, Any]:
    return {
        "resourceType": "CareTeam",
        "id": f"team-{member}",
        "status": "active",
        "subject": refer(f"Patient/{MINE}"),
        "participant": [{"member": refer(f"Practitioner/{member}")}],
    }


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house with somebody of each role and two patients, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param, allow_dangling_references=True)
    app = create_app(settings)
    made = House(app)
    store(app, [{"resourceType": "Patient", "id": each} for each in (MINE, OTHER)])
    store(app, [{"resourceType": "Practitioner", "id": name} for name in ROLES])
    store(app, [careteam(name) for name in STAFF])
    store(app, [{"resourceType": "RelatedPerson", "id": "proxy", "active": True, "patient": refer(f"Patient/{MINE}")}])
    store(app, [document(each, MINE) for each in OF_PATIENTS])
    store(app, [document(each, OTHER) for each in OF_PATIENTS if each not in MAKING])
    store(app, [document(each, FREE) for each in (*SHARED, *NOBODYS)])
    users = {"patient": f"Patient/{MINE}", "proxy": "RelatedPerson/proxy"}
    for name in ROLES:
        made.admit(name, [name], users.get(name, f"Practitioner/{name}"))
    yield made
    app.extensions["repository"].close()
    databases.remove(settings)


def expected(role: str, resource_type: str, of: str, letter: str) -> str:
    """What the matrix says: "refused" whatever is stored, "hidden" for want of a relation, or "allowed"."""
    grants = [each for each in ROLES[role].grants if resource_type in each.types and letter in each.letters]
    if not grants:
        return "refused"
    there = {Relation.NONE} | ({Relation.NOBODY} if of == FREE else set())
    if of == MINE:
        there |= set(Relation) - {Relation.NOBODY}
    return "allowed" if any(grant.relation in there for grant in grants) else "hidden"


def cells() -> list[tuple[str, str]]:
    named = [
        (each, of) for of in (MINE, OTHER) for each in ("Patient", *OF_PATIENTS) if of == MINE or each not in MAKING
    ]
    return [*named, *((each, FREE) for each in (*SHARED, *NOBODYS))]


def address(resource_type: str, of: str) -> str:
    return f"Patient/{of}" if resource_type == "Patient" else f"{resource_type}/{resource_type.lower()}-{of}"


@pytest.mark.parametrize("role", ROLES)
def test_reading(house: House, role: str) -> None:
    outcome = {"refused": 403, "hidden": 404, "allowed": 200}
    wanted = [(each, of, outcome[expected(role, each, of, "r")]) for each, of in cells()]
    found = batch(house.clients[role], [("GET", address(each, of), None) for each, of, _ in wanted])
    assert [(each, of, status(entry)) for (each, of, _), entry in zip(wanted, found, strict=True)] == wanted


@pytest.mark.parametrize("role", ROLES)
def test_history(house: House, role: str) -> None:
    outcome = {"refused": 403, "hidden": 404, "allowed": 200}
    wanted = [(each, of, outcome[expected(role, each, of, "r")]) for each, of in cells()]
    found = batch(house.clients[role], [("GET", f"{address(each, of)}/_history", None) for each, of, _ in wanted])
    assert [(each, of, status(entry)) for (each, of, _), entry in zip(wanted, found, strict=True)] == wanted


@pytest.mark.parametrize("role", ROLES)
def test_searching(house: House, role: str) -> None:
    outcome = {"refused": (403, 0), "hidden": (200, 0), "allowed": (200, 1)}
    wanted = [(each, of, outcome[expected(role, each, of, "s")]) for each, of in cells()]
    urls = [address(each, of).replace("/", "?_total=accurate&_id=") for each, of, _ in wanted]
    found = batch(house.clients[role], [("GET", url, None) for url in urls])
    got = [(status(entry), entry.get("resource", {}).get("total", 0)) for entry in found]
    assert [(each, of, pair) for (each, of, _), pair in zip(wanted, got, strict=True)] == wanted


@pytest.mark.parametrize("role", ROLES)
def test_updating(house: House, role: str) -> None:
    wanted, requests = [], []
    for each, of in cells():
        if each != "Patient":
            wanted.append((each, of, expected(role, each, of, "u") == "allowed"))
            requests.append(("PUT", address(each, of), {**document(each, of), "language": f"x-{role}"}))
    found = [status(entry) for entry in batch(house.clients[role], requests)]
    assert [(each, of, code == 200) for (each, of, _), code in zip(wanted, found, strict=True)] == wanted
    assert set(found) <= {200, 403, 404}


@pytest.mark.parametrize("role", ROLES)
def test_creating(house: House, role: str) -> None:
    wanted, requests = [], []
    for each, of in cells():
        # What makes a relation to the patient who has none would make one for the other tests.
        if each not in ("Patient", "CareTeam", "RelatedPerson"):
            wanted.append((each, of, expected(role, each, of, "c") == "allowed"))
            requests.append(("POST", each, {name: it for name, it in document(each, of).items() if name != "id"}))
    found = [status(entry) for entry in batch(house.clients[role], requests)]
    assert [(each, of, code == 201) for (each, of, _), code in zip(wanted, found, strict=True)] == wanted
    assert set(found) <= {201, 403}


@pytest.mark.parametrize("role", sorted(ROLES.keys() - {"administrator"}))
def test_deleting(house: House, role: str) -> None:
    found = batch(house.clients[role], [("DELETE", address(each, of), None) for each, of in cells()])
    assert {status(entry) for entry in found} == {403}


def test_the_administrator_deletes_definitions(house: House) -> None:
    house.clients["administrator"].put("Substance/gone", {**document("Substance", FREE), "id": "gone"})
    assert house.clients["administrator"].delete("Substance/gone").status in (200, 204)
    assert house.clients["administrator"].delete("Observation/observation-mine").status == 403


@pytest.mark.parametrize("role", ROLES)
def test_types_of_which_a_role_has_no_letter_are_refused_by_the_token_alone(house: House, role: str) -> None:
    types = sorted(set(definitions().resource_types) - ROLES[role].types)
    found = batch(house.clients[role], [("GET", f"{each}/none", None) for each in types])
    assert {status(entry) for entry in found} <= {403}


def test_nobody_without_a_role_sees_anything(house: House) -> None:
    nobody = house.admit("nobody", [], "Practitioner/physician")
    found = batch(nobody, [("GET", address(each, of), None) for each, of in cells()])
    assert {status(entry) for entry in found} == {403}


def test_a_person_of_two_roles_may_what_either_allows(house: House) -> None:
    both = house.admit("both", ["registrar", "auditor"], "Practitioner/physician")
    assert both.get(f"Patient/{OTHER}").status == 200
    assert both.get("AuditEvent").status == 200
    assert both.get("Observation").status == 403


def test_a_machine_client_is_limited_by_its_scopes_alone(house: House) -> None:
    from tests.fhir_client import FhirClient

    assert FhirClient(house.app).get("Observation/observation-other").status == 200
