"""Security labels: who is cleared for what, over HTTP, and that nobody takes a label away who may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fhirserver.access.label_rows import ACT_CODE, CONFIDENTIALITY, SENSITIVE, label_rows
from fhirserver.access.labels import check_labels, restrictions
from fhirserver.access.roles import ROLES
from fhirserver.errors import Forbidden
from tests.access.seen import observation, patient, practitioner, refer, store
from tests.access.world import House
from tests.databases import ENGINES, Databases

LABELS = {
    "u": (CONFIDENTIALITY, "U"),
    "n": (CONFIDENTIALITY, "N"),
    "r": (CONFIDENTIALITY, "R"),
    "v": (CONFIDENTIALITY, "V"),
    "unknown": (CONFIDENTIALITY, "X"),
    "hiv": (ACT_CODE, "HIV"),
    "sud": (ACT_CODE, "SUD"),
    "therapy": (ACT_CODE, "PSYTHPN"),
    "other": ("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST"),
    "elsewhere": ("urn:elsewhere", "R"),
}
NORMAL = {"plain", "u", "n", "other", "elsewhere"}


def labelled(*labels: str) -> dict[str, Any]:
    return {"security": [{"system": LABELS[each][0], "code": LABELS[each][1]} for each in labels]}


def labelled_observation(*labels: str) -> dict[str, Any]:
    return observation("-".join(labels), "p", meta=labelled(*labels))


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house in which one patient has an Observation of every label, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param)
    app = create_app(settings)
    made = House(app)
    names = ("physician", "nurse", "privacy-officer")
    team = {"resourceType": "CareTeam", "id": "team", "status": "active", "subject": refer("Patient/p")}
    notes = {
        "resourceType": "DocumentReference",
        "id": "notes",
        "status": "current",
        "subject": refer("Patient/p"),
        "securityLabel": [{"coding": [{"system": CONFIDENTIALITY, "code": "R"}]}],
        "content": [{"attachment": {"title": "notes"}}],
    }
    letter = {
        "resourceType": "Composition",
        "id": "letter",
        "status": "final",
        "type": {"text": "letter"},
        "subject": refer("Patient/p"),
        "date": "2026-01-01",
        "author": [refer("Practitioner/physician")],
        "title": "letter",
        "confidentiality": "V",
    }
    bundle = {
        "resourceType": "Bundle",
        "id": "bundle",
        "type": "collection",
        "entry": [{"resource": observation("in", "p", meta=labelled("hiv"))}],
    }
    store(
        app,
        [
            patient("p"),
            *map(practitioner, names),
            {**team, "participant": [{"member": refer(f"Practitioner/{name}")} for name in names]},
            observation("plain", "p"),
            *(labelled_observation(each) for each in LABELS),
            labelled_observation("n", "r"),
            notes,
            letter,
            bundle,
        ],
    )
    for name in names:
        made.admit(name, [name], f"Practitioner/{name}")
    made.admit("patient", ["patient"], "Patient/p")
    made.admit("overseer", ["nurse", "privacy-officer"], "Practitioner/nurse")
    yield made
    app.extensions["repository"].close()
    databases.remove(settings)


def found(house: House, who: str) -> set[str]:
    entries = house.clients[who].get("Observation?_count=100").json.get("entry", [])
    return {entry["resource"]["id"] for entry in entries if entry["search"]["mode"] == "match"}


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("nurse", set[str]()),
        ("physician", {"r", "hiv", "sud", "n-r"}),
        ("patient", {"r", "hiv", "sud", "n-r"}),
    ],
)
def test_who_is_cleared_for_what(house: House, who: str, more: set[str]) -> None:
    assert found(house, who) == NORMAL | more
    for name in LABELS:
        seen = house.clients[who].get(f"Observation/{name}").status
        assert seen == (200 if name in NORMAL | more else 404), name


def test_what_is_labelled_in_its_own_elements_or_inside(house: House) -> None:
    for name, nurse, physician in (
        ("DocumentReference/notes", 404, 200),
        ("Composition/letter", 404, 404),
        ("Bundle/bundle", 404, 200),
    ):
        assert house.clients["nurse"].get(name).status == nurse
        assert house.clients["physician"].get(name).status == physician


def test_what_may_not_be_seen_cannot_be_searched_for(house: House) -> None:
    for query in ("_security=HIV", f"_security={CONFIDENTIALITY}|R", "_id=hiv", "code=718-7&_security=SUD"):
        assert house.clients["nurse"].get(f"Observation?{query}&_total=accurate").json["total"] == 0
    assert house.clients["nurse"].get("Patient?_has:Observation:patient:_security=HIV").json["total"] == 0
    assert house.clients["physician"].get("Patient?_has:Observation:patient:_security=HIV").json["total"] == 1


def test_a_label_is_not_taken_away_by_who_may_not(house: House) -> None:
    client = house.clients["physician"]
    before = client.get("Observation/hiv")
    answer = client.put("Observation/hiv", observation("hiv", "p"))
    assert answer.status == 403
    assert answer.issues[0]["expression"] == ["Observation.meta.security"]
    assert "v3-ActCode|HIV" in answer.issues[0]["diagnostics"]
    patch = [{"op": "remove", "path": "/meta/security"}]
    refused = client.request("PATCH", "Observation/hiv", patch, content_type="application/json-patch+json")
    assert refused.status == 403
    assert client.get("Observation/hiv").body == before.body


def test_a_label_may_stay_be_added_and_be_made_stricter(house: House) -> None:
    client = house.clients["physician"]
    note = {"note": [{"text": "seen"}]}
    assert client.put("Observation/sud", observation("sud", "p", meta=labelled("sud", "r"), **note)).status == 200
    assert client.put("Observation/n", observation("n", "p", meta=labelled("r"))).status == 200
    assert client.put("Observation/n", observation("n", "p", meta=labelled("n"))).status == 403


def test_who_may_take_a_label_away_needs_to_be_allowed_the_change_as_well(house: House) -> None:
    assert house.clients["privacy-officer"].put("Observation/other", observation("other", "p")).status == 403
    assert house.clients["nurse"].put("Observation/other", observation("other", "p")).status == 403
    assert house.clients["overseer"].put("Observation/other", observation("other", "p")).status == 200


def test_a_label_that_is_added_hides_at_once(house: House) -> None:
    assert house.clients["nurse"].get("Observation/u").status == 200
    assert (
        house.clients["physician"].put("Observation/u", observation("u", "p", meta=labelled("u", "hiv"))).status == 200
    )
    assert house.clients["nurse"].get("Observation/u").status == 404
    assert house.clients["nurse"].get("Observation/u/_history/1").status == 404
    assert house.clients["nurse"].get("Observation/u/_history").status == 404


def test_rows_of_labels() -> None:
    assert label_rows({"resourceType": "Basic", "meta": labelled("r", "r", "hiv", "elsewhere")}) == [
        (f"{CONFIDENTIALITY}|R", 4, False),
        (f"{ACT_CODE}|HIV", None, True),
        ("urn:elsewhere|R", None, False),
    ]
    assert label_rows({"resourceType": "Basic", "meta": {"security": [{"display": "secret"}]}}) == []
    assert {"HIV", "SUD", "PSY", "ETH", "STD", "SDV"} <= SENSITIVE


def test_what_restricts() -> None:
    document = {"resourceType": "Basic", "meta": labelled("u", "n", "r", "hiv", "other", "therapy")}
    assert restrictions(document) == {LABELS["r"], LABELS["hiv"], LABELS["therapy"]}


def test_the_check_of_a_change() -> None:
    def basic(*labels: str) -> dict[str, Any]:
        return {"resourceType": "Basic", "meta": labelled(*labels)}

    nurse, officer = [ROLES["nurse"]], [ROLES["nurse"], ROLES["privacy-officer"]]
    for old, new in ((("r",), ("v",)), (("u", "n"), ("n",)), ((), ("hiv",)), (("hiv",), ("hiv", "r"))):
        check_labels(basic(*old), basic(*new), nurse)
    for old, new in ((("v",), ("r",)), (("r",), ()), (("hiv",), ("v",)), (("other",), ()), (("elsewhere",), ("v",))):
        with pytest.raises(Forbidden):
            check_labels(basic(*old), basic(*new), nurse)
        check_labels(basic(*old), basic(*new), officer)
