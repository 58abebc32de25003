"""Reading with narrow tokens: what is not allowed is 403, what is not shown is not there, whatever way one asks."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from flask import Flask

from fhirserver.access import conditions, policy
from tests.access.test_writes import LAB, LAB_ONLY, VITAL, Holder, observation, refused
from tests.access.test_writes import holder as holder
from tests.databases import Engine
from tests.fhir_client import Answer, FhirClient
from tests.search.random_resources import BASE_URL

Json = dict[str, Any]


def names(answer: Answer) -> list[str]:
    """What a Bundle holds, in order."""
    assert answer.status == 200, answer.json
    return [each["fullUrl"].removeprefix(f"{BASE_URL}/") for each in answer.json.get("entry", [])]


def versions(answer: Answer) -> list[str]:
    """The versions in a history, newest first."""
    assert answer.status == 200, answer.json
    return [each["response"]["etag"] for each in answer.json.get("entry", [])]


@pytest.mark.parametrize(
    ("path", "letter"),
    [
        ("Observation/of-a", "r"),
        ("Observation/none", "r"),
        ("Observation/of-a/_history/1", "r"),
        ("Observation/of-a/_history", "r"),
        ("Observation", "s"),
        ("Observation?status=final&nonsense=1", "s"),
        ("Observation/_history", "s"),
        ("Patient/a/Observation", "s"),
    ],
)
def test_what_the_token_forbids_is_refused_before_anything_is_looked_at(holder: Holder, path: str, letter: str) -> None:
    others = "".join(each for each in "cruds" if each != letter)
    for scope, patient in (
        (f"patient/Observation.{others} patient/Patient.cruds", "a"),
        (f"system/Observation.{others} system/Patient.cruds", None),
    ):
        refused(holder(scope, patient).get(path))
    refused(holder("patient/*.cruds").get(path))


def test_searches_by_post_are_refused_too(holder: Holder) -> None:
    form = {"content_type": "application/x-www-form-urlencoded"}
    refused(holder("system/Patient.rs").post("Observation/_search", b"status=final", **form))
    refused(holder("system/Patient.cud").post("_search", b"_id=a", **form))
    refused(holder("system/Patient.cud").get(""))
    refused(holder("system/Patient.cud").get("_history"))


def test_types_of_no_patient_are_not_for_patient_scopes(holder: Holder) -> None:
    own = holder("patient/*.cruds", "a")
    for kind in ("Binary", "Bundle", "Parameters", "Slot", "Contract"):
        refused(own.get(f"{kind}/1"))
        refused(own.get(kind))
    for kind in ("Practitioner", "PractitionerRole", "Organization", "Location", "Medication", "ValueSet"):
        assert own.get(kind).status == 200
        assert own.get(f"{kind}/1").status == 404


def test_a_device_is_of_the_patient_it_names(client: FhirClient, holder: Holder) -> None:
    for name in "ab":
        client.put(
            f"Device/{name}", {"resourceType": "Device", "id": name, "patient": {"reference": f"Patient/{name}"}}
        )
    own = holder("patient/Device.rs", "a")
    assert names(own.get("Device")) == ["Device/a"]
    assert (own.get("Device/a").status, own.get("Device/b").status) == (200, 404)


def test_a_resource_of_several_patients_is_seen_by_each(client: FhirClient, holder: Holder) -> None:
    participants = [{"actor": {"reference": f"Patient/{each}"}, "status": "accepted"} for each in "ab"]
    client.put(
        "Appointment/1", {"resourceType": "Appointment", "id": "1", "status": "proposed", "participant": participants}
    )
    client.put("Patient/c", {"resourceType": "Patient", "id": "c"})
    client.put(
        "Appointment/1",
        {"resourceType": "Appointment", "id": "1", "status": "proposed", "participant": participants[:1]},
    )
    client.put(
        "Appointment/1", {"resourceType": "Appointment", "id": "1", "status": "proposed", "participant": participants}
    )
    for name, there in (("a", True), ("b", True), ("c", False)):
        view = holder("patient/Appointment.rs", name)
        assert names(view.get("Appointment")) == (["Appointment/1"] if there else [])
        assert view.get("Appointment/1").status == (200 if there else 404)
        shown = {"a": ['W/"3"', 'W/"2"', 'W/"1"'], "b": ['W/"3"', 'W/"1"'], "c": []}[name]
        assert versions(view.get("Appointment/_history")) == shown
        assert view.get("Appointment/1/_history/2").status == (200 if name == "a" else 404)
        if there:
            assert view.get("Appointment/1/_history").json["total"] == len(shown)


def test_a_version_of_when_it_was_another_patients_is_not_shown(client: FhirClient, holder: Holder) -> None:
    client.put("Observation/of-a", observation("b", id="of-a"))
    client.put("Observation/of-a", observation("a", id="of-a"))
    own, other = holder("patient/*.rs", "a"), holder("patient/*.rs", "b")
    assert versions(own.get("Observation/of-a/_history")) == ['W/"3"', 'W/"1"']
    assert [own.get(f"Observation/of-a/_history/{each}").status for each in (1, 2, 3)] == [200, 404, 200]
    # What is corrected is not left to who should never have seen it.
    assert {other.get(f"Observation/of-a{rest}").status for rest in ("", "/_history", "/_history/2")} == {404}
    assert "Observation/of-a" not in names(other.get("_history"))
    pages = own.get("Observation/_history?_count=1")
    following = pages.json["link"][1]["url"].removeprefix(f"{BASE_URL}/")
    assert (versions(pages), versions(own.get(following))) == (['W/"3"'], ['W/"1"'])
    assert "total" not in pages.json


def test_a_version_outside_of_a_granular_scope_is_not_shown(client: FhirClient, holder: Holder) -> None:
    client.put("Observation/of-a", observation("a", VITAL, id="of-a"))
    client.put("Observation/of-a", observation("a", LAB, id="of-a"))
    client.put("Observation/vital", observation("a", VITAL, id="vital"))
    laboratory = holder(LAB_ONLY, "a")
    assert versions(laboratory.get("Observation/of-a/_history")) == ['W/"3"', 'W/"1"']
    assert laboratory.get("Observation/of-a/_history").json["total"] == 2
    assert [laboratory.get(f"Observation/of-a/_history/{each}").status for each in (1, 2, 3)] == [200, 404, 200]
    assert laboratory.get("Observation/vital").status == 404
    assert laboratory.get("Observation/vital/_history").status == 404
    assert names(laboratory.get("Observation/_history")) == ["Observation/of-a"] * 2
    assert names(laboratory.get("Observation")) == ["Observation/of-a"]
    client.delete("Observation/of-a")
    assert laboratory.get("Observation/of-a").status == 404


def test_granular_scopes_compare_codes_to_the_letter(client: FhirClient, holder: Holder) -> None:
    shouted = {"coding": [{"system": "http://example.org/category", "code": "LABORATORY"}]}
    client.put("Observation/shouted", observation("a", shouted, id="shouted"))
    assert names(holder(LAB_ONLY, "a").get("Observation")) == ["Observation/of-a"]
    assert holder(LAB_ONLY, "a").get("Observation/shouted").status == 404


def test_a_deletion_is_told_to_whom_the_resource_was_shown(client: FhirClient, holder: Holder) -> None:
    client.delete("Observation/of-a")
    assert holder("patient/*.rs", "a").get("Observation/of-a").status == 410
    assert holder("patient/*.rs", "b").get("Observation/of-a").status == 404
    assert holder(LAB_ONLY, "a").get("Observation/of-a").status == 404


def test_chains_and_has_tell_nothing_of_what_is_hidden(client: FhirClient, holder: Holder) -> None:
    client.put("Patient/b", {"resourceType": "Patient", "id": "b", "name": [{"family": "Secret"}]})
    member = [{"reference": "Observation/of-b"}]
    client.put("Observation/of-a", observation("a", id="of-a", focus=[{"reference": "Patient/b"}], hasMember=member))
    client.put("Observation/of-b", observation("b", id="of-b", focus=[{"reference": "Patient/a"}], status="amended"))
    own = holder("patient/*.rs", "a")
    assert names(own.get("Observation?focus=Patient/b")) == ["Observation/of-a"]
    assert names(own.get("Observation?focus:Patient.family=Secret")) == []
    assert names(own.get("Patient?_has:Observation:focus:_id=of-b")) == []
    assert names(own.get("Patient?_has:Observation:subject:_id=of-a")) == ["Patient/a"]
    assert names(client.get("Observation?focus:Patient.family=Secret")) == ["Observation/of-a"]
    amended = "Observation?_filter=has-member.status%20eq%20amended"
    assert (names(own.get(amended)), names(client.get(amended))) == ([], ["Observation/of-a"])
    assert names(own.get("Observation?_include=Observation:focus")) == ["Observation/of-a"]
    assert names(own.get("Patient?_revinclude=Observation:focus")) == ["Patient/a"]


def test_lists_hierarchies_and_orders_tell_nothing_of_what_is_hidden(client: FhirClient, holder: Holder) -> None:
    made = {"resourceType": "List", "status": "current", "mode": "working"}
    entry = [{"item": {"reference": "Observation/of-a"}}]
    client.put("List/of-b", made | {"id": "of-b", "subject": {"reference": "Patient/b"}, "entry": entry})
    client.put("List/of-a", made | {"id": "of-a", "subject": {"reference": "Patient/a"}, "entry": entry})
    own = holder("patient/Observation.rs patient/List.rs", "a")
    assert names(own.get("Observation?_list=of-b")) == []
    assert names(own.get("Observation?_list=of-a")) == ["Observation/of-a"]
    for name, above in (("top", None), ("middle", "top"), ("bottom", "middle")):
        above_it = {"partOf": {"reference": f"Location/{above}"}} if above else {}
        status = "suspended" if name == "middle" else "active"
        client.put(
            f"Location/{name}", {"resourceType": "Location", "id": name, "status": status, "name": name} | above_it
        )
    where = {"location": [{"location": {"reference": "Location/bottom"}}]}
    visit = {"resourceType": "Encounter", "id": "1", "status": "finished", "class": {"code": "AMB"}} | where
    client.put("Encounter/1", visit)
    some = holder("system/Encounter.rs system/Location.rs?status=active")
    assert names(some.get("Encounter?location=Location/bottom")) == ["Encounter/1"]
    assert names(some.get("Encounter?location:below=Location/bottom")) == ["Encounter/1"]
    assert names(some.get("Encounter?location:below=Location/top")) == []
    assert names(client.get("Encounter?location:below=Location/top")) == ["Encounter/1"]
    other = {"location": [{"location": {"reference": "Location/middle"}}]}
    client.put("Encounter/2", visit | other | {"id": "2"})
    in_order = names(client.get("Encounter?_sort=location.name"))
    assert in_order == ["Encounter/1", "Encounter/2"]
    assert names(some.get("Encounter?_sort=-location.name")) == ["Encounter/1", "Encounter/2"]
    assert names(client.get("Encounter?_sort=-location.name")) == ["Encounter/2", "Encounter/1"]


def test_searches_of_several_types_find_those_that_may_be_searched_for(holder: Holder) -> None:
    own = holder("patient/Observation.rs patient/Patient.r", "a")
    assert names(own.get("")) == ["Observation/of-a"]
    assert names(own.get("?_type=Patient,Observation")) == ["Observation/of-a"]
    assert own.get("?_type=Patient,Condition&_total=accurate").json["total"] == 0
    assert names(holder("patient/*.rs", "a").get("Patient/a/*")) == ["Observation/of-a", "Patient/a"]
    assert holder("patient/*.rs", "a").get("Patient/b/*").status == 404


def test_a_cursor_is_for_whom_it_was_made(client: FhirClient, holder: Holder) -> None:
    for number in range(4):
        client.put(f"Observation/{number}", observation("a", id=str(number)))
    wide, narrow = holder("system/*.rs"), holder("patient/*.rs", "a")
    first = wide.get("Observation?_count=2&_total=accurate").json
    following = next(each["url"] for each in first["link"] if each["relation"] == "next")
    path = following.removeprefix(f"{BASE_URL}/")
    assert wide.get(path).json["total"] == 6
    assert (narrow.get(path).status, holder("system/*.rs?_tag=x").get(path).status) == (400, 400)
    history = wide.get("_history?_count=1").json["link"][1]["url"].removeprefix(f"{BASE_URL}/")
    assert (wide.get(history).status, narrow.get(history).status) == (200, 400)


def test_value_sets_that_are_hidden_are_not_known(client: FhirClient, holder: Holder) -> None:
    concepts = {"include": [{"system": "http://example.org/category", "concept": [{"code": "laboratory"}]}]}
    stored = {"resourceType": "ValueSet", "id": "1", "url": "http://example.org/vs", "status": "active"}
    client.put("ValueSet/1", stored | {"compose": concepts})
    asked = "Observation?category:in=http://example.org/vs"
    assert len(names(client.get(asked))) == 2
    assert names(holder("patient/*.rs", "a").get(asked)) == ["Observation/of-a"]
    assert holder("system/Observation.rs").get(asked).status == 400


def test_explanations_are_of_the_restricted_search(engine: Engine, holder: Holder) -> None:
    told = holder("patient/*.rs", "a").get("Observation?status=final&_explain=true")
    assert "p.type = 'Patient' AND p.id" in told.body.decode()
    if engine == "sqlcipher":
        # It begins with what refers to the patient; PostgreSQL reads tables of four rows as a whole.
        plan = [issue["diagnostics"] for issue in told.issues if issue["diagnostics"].startswith("Plan:")]
        assert any(
            "SEARCH f USING COVERING INDEX resource_reference_target (target_pk=? AND path=?)" in x for x in plan
        )
        assert any("SEARCH r USING INTEGER PRIMARY KEY" in line for line in plan)
        assert not any("resource_moment" in line or "resource_patient" in line for line in plan)


def test_what_is_found_by_mistake_does_not_leave(
    app: Flask, holder: Holder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The statement is broken here, so that only the second look stands in the way."""
    own = holder("patient/*.rs", "a")
    monkeypatch.setattr(conditions.InPatientCompartment, "sql", lambda self, binds, alias: "1 = 1")
    # What a permission has asked of a statement before it remembers.
    monkeypatch.setattr(policy, "_permission", policy._permission.__wrapped__)
    monkeypatch.setattr("fhirserver.interactions.search.drivers", lambda *_: ())
    with caplog.at_level(logging.ERROR):
        for path in (
            "Observation/of-b",
            "Observation",
            "Observation?_id=of-b",
            "Patient?_revinclude=Observation:subject",
        ):
            answer = own.get(path)
            assert answer.status == 500
            assert "of-b" not in answer.body.decode()
    assert "Withheld Observation" in caplog.text
    assert own.get("Observation/of-a").status == 200
    assert names(own.get("Observation/_history")) == ["Observation/of-a"]
