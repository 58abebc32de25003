"""Writing with narrow tokens: exact answers, and that nothing is saved that was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.fhir_client import Answer, FhirClient
from tests.tokens import issue

Json = dict[str, Any]
Holder = Callable[..., FhirClient]
LAB = {"coding": [{"system": "http://example.org/category", "code": "laboratory"}]}
VITAL = {"coding": [{"system": "http://example.org/category", "code": "vital-signs"}]}
LAB_ONLY = "patient/Observation.cruds?category=http://example.org/category|laboratory"


def observation(patient: str | None, category: Json = LAB, **more: Any) -> Json:
    made: Json = {
        "resourceType": "Observation",
        "status": "final",
        "category": [category],
        "code": {"text": "something"},
        **more,
    }
    return made | ({"subject": {"reference": f"Patient/{patient}"}} if patient else {})


@pytest.fixture
def holder(app: Flask, client: FhirClient) -> Holder:
    """Makes clients with a token: ``holder("patient/*.cruds", "a")``.  There are two patients, a and b."""
    for name in "ab":
        assert client.put(f"Patient/{name}", {"resourceType": "Patient", "id": name}).status == 201
        made = observation(name, id=f"of-{name}", identifier=[{"system": "urn:x", "value": f"of-{name}"}])
        assert client.put(f"Observation/of-{name}", made).status == 201
    settings = app.extensions["repository"].settings

    def make(scope: str, patient: str | None = None) -> FhirClient:
        context = {"patient": patient} if patient else {}
        return FhirClient(app, issue(settings, scope, client=f"holder of {scope}"[:60], context=context))

    return make


def refused(answer: Answer) -> None:
    assert (answer.status, answer.issues[0]["code"]) == (403, "forbidden")


def everything(client: FhirClient) -> list[tuple[str, str]]:
    """All versions there are."""
    entries = client.get("_history?_count=500").json["entry"]
    return [(each["fullUrl"], each["response"]["etag"]) for each in entries]


@pytest.mark.parametrize(
    ("method", "path", "letters"),
    [
        ("POST", "Observation", "c"),
        ("PUT", "Observation/of-a", "u"),
        ("PUT", "Observation/new", "u"),
        ("PUT", "Observation?identifier=urn:x|of-a", "us"),
        ("PATCH", "Observation/of-a", "u"),
        ("PATCH", "Observation?identifier=urn:x|of-a", "us"),
        ("DELETE", "Observation/of-a", "d"),
        ("DELETE", "Observation?identifier=urn:x|of-a", "ds"),
    ],
)
def test_each_change_needs_its_letters_and_no_others(
    client: FhirClient, holder: Holder, method: str, path: str, letters: str
) -> None:
    body: Any = observation("a", status="amended", identifier=[{"system": "urn:x", "value": "of-a"}])
    if method == "PATCH":
        body = [{"op": "replace", "path": "/status", "value": "amended"}]
    elif method == "PUT" and "?" not in path:
        body["id"] = path.partition("/")[2]
    headers = {"content_type": "application/json-patch+json"} if method == "PATCH" else {}
    body = None if method == "DELETE" else body
    before = everything(client)
    for missing in letters:
        others = "".join(each for each in "cruds" if each != missing)
        refused(
            holder(f"patient/Observation.{others} patient/Patient.cruds", "a").request(method, path, body, **headers)
        )
    assert everything(client) == before
    answer = holder(f"patient/Observation.{letters}", "a").request(method, path, body, **headers)
    assert (
        answer.status == {"POST": 201, "PUT": 201 if path.endswith("new") else 200, "PATCH": 200, "DELETE": 204}[method]
    )
    assert answer.json is None, "what may not be read is not sent back"
    assert len(everything(client)) == len(before) + 1


def test_a_conditional_create_searches(client: FhirClient, holder: Holder) -> None:
    made = observation("a", identifier=[{"system": "urn:x", "value": "of-a"}])
    before = everything(client)
    refused(holder("patient/Observation.cru", "a").post("Observation", made, if_none_exist="identifier=urn:x|of-a"))
    found = holder("patient/Observation.cs", "a").post("Observation", made, if_none_exist="identifier=urn:x|of-a")
    assert (found.status, found.json) == (200, None)
    readable = holder("patient/Observation.crs", "a").post("Observation", made, if_none_exist="identifier=urn:x|of-a")
    assert (readable.status, readable.json["id"]) == (200, "of-a")
    assert everything(client) == before


def test_a_patient_scope_creates_in_its_compartment_only(client: FhirClient, holder: Holder) -> None:
    own = holder("patient/*.cruds", "a")
    assert own.post("Observation", observation("a")).status == 201
    before = everything(client)
    refused(own.post("Observation", observation(None)))
    refused(own.post("Patient", {"resourceType": "Patient"}))
    for kind in ("Practitioner", "Organization", "Location", "Medication", "ValueSet", "Binary"):
        refused(own.post(kind, {"resourceType": kind}))
    # A patient whom the token does not know of is as if not there.
    unknown = own.post("Observation", observation("b"))
    nobody = own.post("Observation", observation("nobody"))
    assert (unknown.status, nobody.status) == (422, 422)
    assert unknown.issues[0]["diagnostics"].replace("/b ", "/nobody ") == nobody.issues[0]["diagnostics"]
    assert everything(client) == before


def test_what_is_not_seen_cannot_be_changed_and_is_as_if_not_there(client: FhirClient, holder: Holder) -> None:
    own = holder("patient/*.cruds", "a")
    before = everything(client)
    patch = [{"op": "replace", "path": "/status", "value": "amended"}]
    for name in ("of-b", "none"):
        assert own.patch(f"Observation/{name}", patch, content_type="application/json-patch+json").status == 404
        assert own.delete(f"Observation/{name}").status == 204
        assert own.put(f"Observation/{name}", observation("a", id=name), if_match='W/"1"').status == 412
        assert own.delete(f"Observation?identifier=urn:x|{name}").status == 204
        missing = own.patch(f"Observation?identifier=urn:x|{name}", patch, content_type="application/json-patch+json")
        assert missing.status == 404
    refused(own.put("Observation/of-b", observation("a", id="of-b")))
    refused(own.put("Patient/b", {"resourceType": "Patient", "id": "b"}))
    assert everything(client) == before


def test_where_clients_choose_no_ids_one_that_is_taken_does_not_show(client_with: Callable[..., FhirClient]) -> None:
    client = client_with(update_create=False)
    ids = [client.post("Patient", {"resourceType": "Patient"}).json["id"] for _ in range(2)]
    settings = client.app.extensions["repository"].settings
    own = FhirClient(client.app, issue(settings, "patient/*.cruds", client="own", context={"patient": ids[0]}))
    answers = [own.put(f"Patient/{each}", {"resourceType": "Patient", "id": each}) for each in (ids[1], "none")]
    assert [answer.status for answer in answers] == [405, 405]


def test_a_resource_does_not_leave_its_compartment(client: FhirClient, holder: Holder) -> None:
    own = holder("patient/*.cruds", "a")
    before = everything(client)
    assert own.put("Observation/of-a", observation("b", id="of-a")).status == 422
    refused(own.put("Observation/of-a", observation(None, id="of-a")))
    patch = [{"op": "remove", "path": "/subject"}]
    refused(own.patch("Observation/of-a", patch, content_type="application/json-patch+json"))
    assert everything(client) == before


def test_a_granular_scope_holds_for_the_old_and_the_new(client: FhirClient, holder: Holder) -> None:
    client.put("Observation/vital", observation("a", VITAL, id="vital"))
    laboratory = holder(LAB_ONLY, "a")
    before = everything(client)
    refused(laboratory.post("Observation", observation("a", VITAL)))
    refused(laboratory.put("Observation/of-a", observation("a", VITAL, id="of-a")))
    refused(laboratory.put("Observation/vital", observation("a", LAB, id="vital")))
    assert laboratory.delete("Observation/vital").status == 204
    patch = [{"op": "replace", "path": "/status", "value": "amended"}]
    assert laboratory.patch("Observation/vital", patch, content_type="application/json-patch+json").status == 404
    assert everything(client) == before
    assert laboratory.put("Observation/of-a", observation("a", LAB, id="of-a", status="amended")).status == 200
    assert laboratory.post("Observation", observation("a", LAB)).status == 201
    assert laboratory.delete("Observation/of-a").status == 204


def test_criteria_match_only_what_may_be_searched_for(client: FhirClient, holder: Holder) -> None:
    own = holder("patient/*.cruds", "a")
    taken = observation("a", identifier=[{"system": "urn:x", "value": "of-b"}])
    made = own.post("Observation", taken, if_none_exist="identifier=urn:x|of-b")
    assert made.status == 201, "that of another patient is not found"
    updated = own.put("Observation?identifier=urn:x|of-b", taken | {"status": "amended"})
    assert (updated.status, updated.json["id"]) == (200, made.json["id"]), "of two, one is there"
    assert client.get("Observation/of-b").version == "1"


def test_a_batch_answers_each_entry_for_itself(client: FhirClient, holder: Holder) -> None:
    own = holder("patient/Observation.crs", "a")
    requests = [
        {"request": {"method": "POST", "url": "Observation"}, "resource": observation("a")},
        {"request": {"method": "POST", "url": "Patient"}, "resource": {"resourceType": "Patient"}},
        {"request": {"method": "DELETE", "url": "Observation/of-a"}},
        {"request": {"method": "GET", "url": "Observation/of-a"}},
        {"request": {"method": "GET", "url": "Observation/of-b"}},
        {"request": {"method": "GET", "url": "Patient/a"}},
        {"request": {"method": "GET", "url": "Observation?status=final&_summary=count"}},
    ]
    answer = own.post("", {"resourceType": "Bundle", "type": "batch", "entry": requests})
    statuses = [entry["response"]["status"][:3] for entry in answer.json["entry"]]
    assert statuses == ["201", "403", "403", "200", "404", "403", "200"]
    assert answer.json["entry"][-1]["resource"]["total"] == 2


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ({"request": {"method": "POST", "url": "Patient"}, "resource": {"resourceType": "Patient"}}, 403),
        ({"request": {"method": "POST", "url": "Observation"}, "resource": observation(None)}, 403),
        ({"request": {"method": "POST", "url": "Observation"}, "resource": observation("b")}, 422),
        ({"request": {"method": "PUT", "url": "Observation/of-b"}, "resource": observation("a", id="of-b")}, 403),
        ({"request": {"method": "GET", "url": "Observation/of-b"}}, 404),
        ({"request": {"method": "GET", "url": "Condition"}}, 403),
        ({"request": {"method": "GET", "url": "_history"}}, 200),
        ({"request": {"method": "DELETE", "url": "Observation/of-b"}}, 200),
    ],
)
def test_a_transaction_is_refused_as_a_whole(client: FhirClient, holder: Holder, entry: Json, status: int) -> None:
    own = holder("patient/Observation.cruds patient/Patient.rs", "a")
    before = everything(client)
    fine = {"request": {"method": "POST", "url": "Observation"}, "resource": observation("a")}
    answer = own.post("", {"resourceType": "Bundle", "type": "transaction", "entry": [fine, entry]})
    assert answer.status == status
    saved = 1 if status == 200 else 0
    assert len(everything(client)) == len(before) + saved
    assert client.get("Observation/of-b").version == "1"


def test_conditional_references_find_only_what_may_be_searched_for(client: FhirClient, holder: Holder) -> None:
    client.put("Patient/b", {"resourceType": "Patient", "id": "b", "identifier": [{"system": "urn:p", "value": "b"}]})
    client.put("Patient/a", {"resourceType": "Patient", "id": "a", "identifier": [{"system": "urn:p", "value": "a"}]})
    before = everything(client)

    def sent(scope: str, value: str) -> int:
        made = observation(None) | {"subject": {"reference": f"Patient?identifier=urn:p|{value}"}}
        entry = {"request": {"method": "POST", "url": "Observation"}, "resource": made}
        return holder(scope, "a").post("", {"resourceType": "Bundle", "type": "transaction", "entry": [entry]}).status

    assert sent("patient/Observation.c patient/Patient.r", "a") == 403
    assert sent("patient/Observation.c patient/Patient.s", "b") == 412
    assert sent("patient/Observation.c patient/Patient.s", "nobody") == 412
    assert everything(client) == before
    assert sent("patient/Observation.c patient/Patient.s", "a") == 200


def test_a_deletion_does_not_tell_who_refers(client: FhirClient, holder: Holder) -> None:
    secret = observation("b", id="secret", hasMember=[{"reference": "Observation/of-a"}])
    assert client.put("Observation/secret", secret).status == 201
    answer = holder("patient/*.cruds", "a").delete("Observation/of-a")
    assert answer.status == 409
    assert "secret" not in answer.body.decode()
    assert "Observation/secret" in client.delete("Observation/of-a").body.decode()


def test_what_a_resource_referred_to_before_it_may_refer_to_still(client: FhirClient, holder: Holder) -> None:
    member = [{"reference": "Observation/of-b"}]
    client.put("Observation/of-a", observation("a", id="of-a", hasMember=member))
    own = holder("patient/*.cruds", "a")
    assert own.put("Observation/of-a", observation("a", id="of-a", hasMember=member, status="amended")).status == 200
    assert own.post("Observation", observation("a", hasMember=member)).status == 422


def test_a_plain_system_token_costs_no_statement_more(app: Flask, client: FhirClient, holder: Holder) -> None:
    plain, narrow = holder("system/*.cruds"), holder("patient/*.cruds", "a")
    database = app.extensions["repository"].database
    seen: list[str] = []
    database.observe = seen.append

    def statements(work: Callable[[], Answer]) -> list[str]:
        seen.clear()
        assert work().status in (200, 201)
        return [text for text in seen if "access_token" not in text]

    for ask in (
        lambda who: who.get("Observation/of-a"),
        lambda who: who.get("Observation/of-a/_history/1"),
        lambda who: who.get("Observation?status=final"),
        lambda who: who.get("Observation?_include=Observation:subject"),
        lambda who: who.get("Patient?_has:Observation:patient:status=final&_total=accurate"),
    ):
        without, restricted = statements(lambda: ask(plain)), statements(lambda: ask(narrow))  # noqa: B023 # run at once
        assert len(without) == len(restricted)
        assert not any("seen." in text or "p.type = 'Patient' AND p.id" in text for text in without)
        assert any("p.type = 'Patient' AND p.id" in text for text in restricted)
    without = statements(lambda: plain.post("Observation", observation("a")))
    restricted = statements(lambda: narrow.post("Observation", observation("a")))
    assert len(restricted) - len(without) == 2, "the references, and what was written"
