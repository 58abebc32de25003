"""Searches by value set and hierarchy: ``:in``, ``:not-in``, ``:below``, ``:above``, on both engines.

https://hl7.org/fhir/R4/search.html#token
"""

from __future__ import annotations

import itertools
from urllib.parse import quote

import pytest

from tests.fhir_client import Answer, FhirClient
from tests.search.zoo import DOGS, EVERYTHING, IS_DOG, answer_to, condition, fill, found, put
from tests.terminology.resources import (
    ANIMALS,
    BASE,
    PLANTS,
    animals,
    code_system,
    concept,
    listed,
    of,
    value_set,
    with_properties,
)

SNOMED = "http://snomed.info/sct"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


@pytest.fixture
def zoo(client: FhirClient) -> FhirClient:
    """A server with EVERYTHING."""
    return fill(client)


def test_below_a_code(zoo: FhirClient) -> None:
    assert found(zoo, "code:below", f"{ANIMALS}|dog") == {"dog", "poodle", "both"}
    assert found(zoo, "code:below", f"{ANIMALS}|mammal") == {"mammal", "dog", "poodle", "both", "cat"}
    assert found(zoo, "code:below", f"{ANIMALS}|owl") == {"owl"}
    assert found(zoo, "code:below", f"{ANIMALS}|bird") == {"owl"}


def test_above_a_code(zoo: FhirClient) -> None:
    assert found(zoo, "code:above", f"{ANIMALS}|poodle") == {"poodle", "dog", "mammal"}
    assert found(zoo, "code:above", f"{ANIMALS}|mammal") == {"mammal"}


def test_several_codes_are_alternatives(zoo: FhirClient) -> None:
    assert found(zoo, "code:below", f"{ANIMALS}|dog,{ANIMALS}|bird") == {"dog", "poodle", "both", "owl"}


def test_below_a_code_of_any_system_is_the_code_itself_and_what_is_below_it_where_that_is_known(
    zoo: FhirClient,
) -> None:
    assert found(zoo, "code:below", "dog") == {"dog", "poodle", "both", "dog-plant", "bare-dog"}
    assert found(zoo, "code:above", "dachshund") == {"both", "dog", "mammal"}
    assert found(zoo, "code", "dog") <= found(zoo, "code:below", "dog")


def test_a_code_of_any_system_is_looked_up_in_all_code_systems(zoo: FhirClient) -> None:
    put(zoo, "plants", code_system(PLANTS, concept("dog", concept("oak"))))
    assert found(zoo, "code:below", "dog") == {"dog", "poodle", "both", "dog-plant", "bare-dog"}
    put(zoo, "an-oak", condition((PLANTS, "oak")))
    put(zoo, "no-oak", condition((ANIMALS, "oak")))
    assert found(zoo, "code:below", "dog") == {"dog", "poodle", "both", "dog-plant", "bare-dog", "an-oak"}


def test_case_does_not_count(zoo: FhirClient) -> None:
    assert found(zoo, "code:below", f"{ANIMALS}|DOG") == {"dog", "poodle", "both"}
    put(zoo, "shout", condition((ANIMALS, "POODLE")))
    assert found(zoo, "code:below", f"{ANIMALS}|dog") == {"dog", "poodle", "both", "shout"}


@pytest.mark.parametrize(
    "name", [DOGS, f"{DOGS}|1", "ValueSet/dogs", "dogs", "https://localhost:8443/fhir/ValueSet/dogs"]
)
def test_in_a_value_set(zoo: FhirClient, name: str) -> None:
    put(zoo, "dogs", value_set(IS_DOG, url=DOGS, version="1"))
    assert found(zoo, "code:in", name) == {"dog", "poodle", "both"}
    assert found(zoo, "code:not-in", name) == EVERYTHING - {"dog", "poodle", "both"}


def test_a_value_set_of_several_systems(zoo: FhirClient) -> None:
    put(zoo, "some", value_set(listed(ANIMALS, "dog", "cat"), listed(PLANTS, "dog"), url=f"{BASE}/some"))
    assert found(zoo, "code:in", "some") == {"dog", "cat", "dog-plant"}
    assert found(zoo, "code:not-in", "some") == EVERYTHING - {"dog", "cat", "dog-plant"}


def test_several_value_sets_are_alternatives(zoo: FhirClient) -> None:
    put(zoo, "cats", value_set(listed(ANIMALS, "cat"), url=f"{BASE}/cats"))
    put(zoo, "owls", value_set(listed(ANIMALS, "owl"), url=f"{BASE}/owls"))
    assert found(zoo, "code:in", "cats,owls") == {"cat", "owl"}
    assert found(zoo, "code:not-in", "cats,owls") == EVERYTHING - {"cat", "owl"}


def test_nothing_is_in_an_empty_value_set(zoo: FhirClient) -> None:
    put(zoo, "empty", value_set(IS_DOG, exclude=[IS_DOG], url=f"{BASE}/empty"))
    assert found(zoo, "code:in", "empty") == set()
    assert found(zoo, "code:not-in", "empty") == EVERYTHING


def test_implicit_value_sets(zoo: FhirClient) -> None:
    put(zoo, "sct", code_system(SNOMED, concept("126851005", concept("93870000"))))
    put(zoo, "liver", condition((SNOMED, "93870000")))
    put(zoo, "other", condition((SNOMED, "22298006")))
    encoded = "http%3A%2F%2Fsnomed.info%2Fsct%3Ffhir_vs%3Disa%2F126851005"
    answer = zoo.get(f"Condition?code:in={encoded}")
    assert [entry["resource"]["id"] for entry in answer.json["entry"]] == ["liver"]
    assert found(zoo, "code:in", f"{SNOMED}?fhir_vs") == {"liver"}


def test_the_url_that_a_code_system_gives_to_the_set_of_all_its_codes(zoo: FhirClient) -> None:
    put(zoo, "plants", code_system(PLANTS, concept("oak"), valueSet=f"{BASE}/ValueSet/plants"))
    assert found(zoo, "code:in", f"{BASE}/ValueSet/plants") == {"both"}


def test_an_update_is_seen_at_the_next_search(zoo: FhirClient) -> None:
    put(zoo, "dogs", value_set(IS_DOG, url=DOGS))
    assert found(zoo, "code:in", "dogs") == {"dog", "poodle", "both"}
    put(zoo, "animals", code_system(ANIMALS, concept("dog", concept("cat")), concept("owl")))
    assert found(zoo, "code:below", f"{ANIMALS}|dog") == {"dog", "cat"}
    assert found(zoo, "code:in", "dogs") == {"dog", "cat"}
    put(zoo, "dogs", value_set(listed(ANIMALS, "owl"), url=DOGS))
    assert found(zoo, "code:in", "dogs") == {"owl"}
    assert zoo.delete("ValueSet/dogs").status == 204
    assert answer_to(zoo, "code:in", "dogs").status == 400
    assert zoo.delete("CodeSystem/animals").status == 204
    assert answer_to(zoo, "code:below", f"{ANIMALS}|dog").status == 400


def test_codes_that_a_batch_has_just_stored_are_found_by_its_next_entry(client: FhirClient) -> None:
    made = {"request": {"method": "PUT", "url": "CodeSystem/animals"}, "resource": {**animals(), "id": "animals"}}
    asked = {"request": {"method": "GET", "url": f"CodeSystem?code:below={quote(ANIMALS)}%7Cdog"}}
    answer = client.post("", {"resourceType": "Bundle", "type": "batch", "entry": [made, asked]})
    assert [entry["response"]["status"][:3] for entry in answer.json["entry"]] == ["201", "200"]


def test_r4s_own_hierarchies_and_value_sets(client: FhirClient) -> None:
    for code in ("ACUTE", "AMB"):
        encounter = {"resourceType": "Encounter", "status": "finished", "class": {"system": ACT_CODE, "code": code}}
        put(client, code, encounter)
    assert found(client, "class:below", f"{ACT_CODE}|IMP", "Encounter") == {"ACUTE"}
    assert found(client, "class:below", "IMP", "Encounter") == {"ACUTE"}
    assert found(client, "class:above", f"{ACT_CODE}|ACUTE", "Encounter") == {"ACUTE"}
    name = "http://terminology.hl7.org/ValueSet/v3-ActEncounterCode"
    assert found(client, "class:in", name, "Encounter") == {"ACUTE", "AMB"}
    assert found(client, "status:in", "http://hl7.org/fhir/ValueSet/encounter-status", "Encounter") == {"ACUTE", "AMB"}
    assert found(client, "status:not-in", "http://hl7.org/fhir/ValueSet/encounter-status", "Encounter") == set()


def test_what_is_stored_counts_more_than_what_is_built_in(client: FhirClient) -> None:
    encounter = {"resourceType": "Encounter", "status": "finished", "class": {"system": ACT_CODE, "code": "ACUTE"}}
    put(client, "e", encounter)
    put(client, "act", code_system(ACT_CODE, concept("IMP"), concept("ACUTE")))
    assert found(client, "class:below", f"{ACT_CODE}|IMP", "Encounter") == set()
    assert found(client, "class:below", "IMP", "Encounter") == set()
    assert client.delete("CodeSystem/act").status == 204
    assert found(client, "class:below", f"{ACT_CODE}|IMP", "Encounter") == {"e"}


def test_in_a_column_of_the_tables(client: FhirClient) -> None:
    for gender in ("male", "other"):
        put(client, gender, {"resourceType": "Patient", "gender": gender})
    put(client, "unsaid", {"resourceType": "Patient"})
    genders = "http://hl7.org/fhir/administrative-gender"
    put(client, "some", value_set(listed(genders, "male", "female"), url=f"{BASE}/some"))
    put(client, "elsewhere", value_set(listed(ANIMALS, "male"), url=f"{BASE}/elsewhere"))
    assert found(client, "gender:in", "some", "Patient") == {"male"}
    assert found(client, "gender:not-in", "some", "Patient") == {"other", "unsaid"}
    assert found(client, "gender:in", "elsewhere", "Patient") == set()
    assert found(client, "gender:below", f"{genders}|male", "Patient") == {"male"}


def test_in_chains_and_filters(zoo: FhirClient) -> None:
    assert found(zoo, "_has:Condition:patient:code:below", f"{ANIMALS}|dog", "Patient") == {"p"}
    assert found(zoo, "_has:Condition:patient:code:below", f"{ANIMALS}|bird", "Patient") == {"p"}
    assert found(zoo, "_filter", f"code sb {ANIMALS}|dog") == {"dog", "poodle", "both"}
    assert found(zoo, "_filter", f"code ss {ANIMALS}|dog") == {"dog", "mammal"}
    assert zoo.delete("Condition/owl").status == 204
    assert found(zoo, "_has:Condition:patient:code:below", f"{ANIMALS}|bird", "Patient") == set()


def test_together_with_other_criteria(zoo: FhirClient) -> None:
    put(zoo, "dogs", value_set(IS_DOG, url=DOGS))
    put(zoo, "q", {"resourceType": "Patient"})
    put(zoo, "hers", condition((ANIMALS, "poodle"), subject={"reference": "Patient/q"}, recordedDate="2020-01-01"))

    def at(path: str) -> set[str]:
        return {entry["resource"]["id"] for entry in zoo.get(path).json.get("entry", [])}

    assert at("Condition?patient=q&code:in=dogs") == at("Patient/q/Condition?code:in=dogs") == {"hers"}
    assert at("Condition?patient=p&code:in=dogs") == {"dog", "poodle", "both"}
    assert at("Condition?patient=p&code:not-in=dogs") == EVERYTHING - {"dog", "poodle", "both"}
    assert at("Condition?code:in=dogs&recorded-date=2020") == {"hers"}
    assert at(f"Condition?code:in=dogs&code:above={quote(ANIMALS)}%7Cdog") == {"dog"}
    assert zoo.get("Condition?code:in=dogs&_summary=count").json["total"] == 4
    put(zoo, "twice", condition((ANIMALS, "dog"), (ANIMALS, "poodle")))
    twice = [entry["resource"]["id"] for entry in zoo.get("Condition?code:in=dogs").json["entry"]]
    assert twice.count("twice") == 1
    assert zoo.delete("Condition/twice").status == 204
    assert at("Condition?code:in=dogs") == {"dog", "poodle", "both", "hers"}
    assert zoo.get("Condition?code:not-in=dogs&_total=accurate").json["total"] == 6


def test_long_codes_and_systems_arefound(client: FhirClient) -> None:
    put(client, "p", {"resourceType": "Patient"})
    long = [(f"{BASE}/{letter * 400}", letter * 400) for letter in "ab"]
    for number, pair in enumerate(long):
        put(client, f"c{number}", condition(pair))
    put(client, "one", value_set(listed(long[0][0], long[0][1]), url=f"{BASE}/one"))
    put(client, "two", value_set(*(listed(system, code) for system, code in long), url=f"{BASE}/two"))
    assert found(client, "code:in", "one") == {"c0"}
    assert found(client, "code:in", "two") == {"c0", "c1"}


def test_pages_of_a_search_by_value_set_go_on(zoo: FhirClient) -> None:
    put(zoo, "dogs", value_set(IS_DOG, url=DOGS))
    address = "Condition?code:in=dogs&_count=2"
    found: list[str] = []
    for _ in itertools.repeat(None, 3):
        page = zoo.get(address).json
        found += [entry["resource"]["id"] for entry in page["entry"]]
        links = {link["relation"]: link["url"] for link in page["link"]}
        if "next" not in links:
            break
        address = links["next"].partition("/fhir/")[2]
    assert sorted(found) == ["both", "dog", "poodle"]


def test_inactive_codes_are_found_as_the_value_set_says(client: FhirClient) -> None:
    put(client, "p", {"resourceType": "Patient"})
    put(client, "s", code_system(ANIMALS, concept("dog"), with_properties("dodo", inactive=True)))
    for code in ("dog", "dodo"):
        put(client, code, condition((ANIMALS, code)))
    put(client, "all", value_set(of(ANIMALS), url=f"{BASE}/all"))
    put(client, "living", value_set(of(ANIMALS), inactive=False, url=f"{BASE}/living"))
    assert found(client, "code:in", "all") == {"dog", "dodo"}
    assert found(client, "code:in", "living") == {"dog"}


def test_conditional_interactions_compare_to_the_letter(zoo: FhirClient) -> None:
    put(zoo, "shout", condition((ANIMALS, "POODLE")))
    put(zoo, "poodles", value_set(listed(ANIMALS, "poodle"), url=f"{BASE}/poodles"))
    put(zoo, "loud", value_set(listed(ANIMALS, "POODLE"), listed(PLANTS, "oak"), url=f"{BASE}/loud"))
    assert found(zoo, "code:in", "poodles") == {"poodle", "shout"}

    def matched(criteria: str) -> str | None:
        answer = zoo.post("Condition", condition((ANIMALS, "new")), if_none_exist=criteria)
        assert answer.status in (200, 412), answer.body
        return answer.headers["Location"].split("/")[-3] if answer.status == 200 else None

    assert matched("code:in=poodles") == "poodle"
    assert matched("code:in=loud&_id=shout") == "shout"
    assert matched("code:in=loud") is None
    assert zoo.delete("Condition/both").status == 204
    assert matched("code:in=loud") == "shout"
    assert matched(f"code:below={quote(ANIMALS)}%7Cbird") == "owl"


def test_entries_of_a_transaction_are_held_against_value_sets(zoo: FhirClient) -> None:
    put(zoo, "loud", value_set(listed(ANIMALS, "WOLF"), url=f"{BASE}/loud"))

    def sent(code: str) -> Answer:
        create = {"method": "POST", "url": "Condition", "ifNoneExist": "code:in=loud"}
        entries = [
            {"request": create, "resource": condition((ANIMALS, "WOLF"))},
            {"request": {"method": "POST", "url": "Condition"}, "resource": condition((ANIMALS, code))},
        ]
        return zoo.post("", {"resourceType": "Bundle", "type": "transaction", "entry": entries})

    refused = sent("WOLF")
    assert refused.status == 400
    assert "matches what Bundle.entry[1] writes" in refused.issues[0]["diagnostics"]
    assert sent("wolf").status == 200
