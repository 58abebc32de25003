"""Conditional interactions by any search.  https://hl7.org/fhir/R4/http.html#cond-update"""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.fhir_client import Answer, ClientWith, FhirClient
from tests.interactions.bundles import batch, entry, post, transact
from tests.interactions.people import ANNA, FOUND, PEOPLE, WRONG, glucose, person, store, versions
from tests.interactions.resources import Resource

PATCH: Resource = {
    "resourceType": "Parameters",
    "parameter": [
        {
            "name": "operation",
            "part": [
                {"name": "type", "valueCode": "add"},
                {"name": "path", "valueString": "Patient"},
                {"name": "name", "valueString": "contact"},
                {
                    "name": "value",
                    "part": [
                        {"name": "gender", "valueCode": "other"},
                        {"name": "organization", "valueReference": {"reference": "Organization/org"}},
                    ],
                },
            ],
        }
    ],
}
"""Adds what no criterion looks at."""
NOBODY: Resource = {"resourceType": "Patient", "language": "xx"}
"""It matches none of the criteria that match nothing else."""


def query(criteria: str) -> str:
    return quote(criteria, safe="=&")


@pytest.fixture
def people(client: FhirClient) -> FhirClient:
    """A client of a server that has a few patients."""
    store(client)
    return client


def conditional_create(client: FhirClient, criteria: str) -> Answer:
    return client.post("Patient", NOBODY, if_none_exist=query(criteria))


def conditional_update(client: FhirClient, criteria: str) -> Answer:
    return client.put(f"Patient?{query(criteria)}", NOBODY)


def conditional_patch(client: FhirClient, criteria: str) -> Answer:
    return client.patch(f"Patient?{query(criteria)}", PATCH)


def conditional_delete(client: FhirClient, criteria: str) -> Answer:
    return client.delete(f"Patient?{query(criteria)}")


def by(number: str) -> list[str]:
    """The criteria that match none, one or several."""
    return [
        text for text, found in FOUND.items() if (["none", "one"][len(found)] if len(found) < 2 else "many") == number
    ]


def test_a_search_finds_the_same(people: FhirClient) -> None:
    """To the letter only a conditional interaction compares; all others are what a search finds."""
    differing = {}
    for criteria, expected in FOUND.items():
        answer = people.get(f"Patient?{query(criteria)}")
        assert answer.status == 200, (criteria, answer.json)
        found = "".join(sorted(each["resource"]["id"] for each in answer.json.get("entry", [])))
        if found != expected:
            differing[criteria] = found
    assert differing == {
        "gender=Female": "a",
        "active=TRUE": "ab",
        "organization:identifier=acme-1": "b",
        "gender:not=Male": "a",
        "identifier=urn:example:mrn|a-1": "a",
        "_has:Observation:patient:code=Glucose": "ab",
        '_filter=identifier eq "a-1"': "a",
    }


def test_one_match(people: FhirClient) -> None:
    for number, criteria in enumerate(by("one")):
        resource_id = FOUND[criteria]
        before = people.get(f"Patient/{resource_id}")
        total = versions(people)
        answer = conditional_create(people, criteria)
        assert (answer.status, answer.json) == (200, before.json), criteria
        assert versions(people) == total
        answer = conditional_patch(people, criteria)
        assert (answer.status, answer.json.get("id")) == (200, resource_id), (criteria, answer.json)
        assert len(answer.json["contact"]) == len(before.json.get("contact", [])) + 1
        changed = {**answer.json, "language": f"en-{number}"}
        answer = people.put(f"Patient?{query(criteria)}", changed)
        assert (answer.status, answer.json["id"]) == (200, resource_id), criteria
        assert answer.json["language"] == f"en-{number}"
        assert versions(people) == total + 2


def test_no_match(client: FhirClient) -> None:
    store(client)
    for criteria in by("none"):
        assert conditional_patch(client, criteria).status == 404, criteria
        assert conditional_delete(client, criteria).status == 204, criteria
        total = versions(client)
        for answer in (conditional_create(client, criteria), conditional_update(client, criteria)):
            assert (answer.status, answer.version) == (201, "1"), criteria
            assert len(answer.json["id"]) > 1
            assert client.delete(f"Patient/{answer.json['id']}").status == 204
        assert versions(client) == total + 4


def test_several_matches(people: FhirClient) -> None:
    total = versions(people)
    for criteria in by("many"):
        for interaction in (conditional_create, conditional_update, conditional_patch):
            answer = interaction(people, criteria)
            assert (answer.status, answer.issues[0]["code"]) == (412, "multiple-matches"), criteria
            assert f"matches {len(FOUND[criteria])} resources, not one" in answer.issues[0]["diagnostics"]
    assert versions(people) == total


@pytest.mark.parametrize("allowed", [True, False])
def test_delete(client_with: ClientWith, allowed: bool) -> None:
    client = client_with(allow_dangling_references=True, allow_multiple_delete=allowed)
    store(client)
    for criteria, found in FOUND.items():
        if not found:
            continue
        answer = conditional_delete(client, criteria)
        refused = len(found) > 1 and not allowed
        assert answer.status in ((412,) if refused else (200, 204)), (criteria, answer.json)
        gone = [each for each in "abc" if client.get(f"Patient/{each}").status == 410]
        assert gone == ([] if refused else list(found)), criteria
        for resource in PEOPLE:
            if resource["id"] in gone:
                assert client.put(f"Patient/{resource['id']}", resource).status == 201


@pytest.mark.parametrize("criteria", list(WRONG))
def test_what_is_no_criterion_is_refused_and_named(people: FhirClient, criteria: str) -> None:
    code, name = WRONG[criteria]
    total = versions(people)
    answers = [
        interaction(people, criteria)
        for interaction in (conditional_create, conditional_update, conditional_patch, conditional_delete)
    ]
    for answer in answers:
        assert (answer.status, answer.issues[0]["code"]) == (400, code)
        assert name in answer.issues[0]["diagnostics"]
    assert versions(people) == total


def test_all_that_is_wrong_is_said_at_once(people: FhirClient) -> None:
    answer = conditional_delete(people, "gendr=female&birthdate=x&family=chalmers")
    assert answer.status == 400
    assert [(issue["code"], issue["diagnostics"][:9]) for issue in answer.issues] == [
        ("value", "birthdate"),
        ("not-supported", "'gendr' i"),
    ]


def test_lenient_handling_leaves_no_criterion_out(people: FhirClient) -> None:
    total = versions(people)
    for interaction in ("post", "put", "delete"):
        criteria = "gender=female&gendr=x"
        headers = {"prefer": "handling=lenient"}
        if interaction == "post":
            answer = people.post("Patient", NOBODY, if_none_exist=criteria, **headers)
        elif interaction == "put":
            answer = people.put(f"Patient?{criteria}", NOBODY, **headers)
        else:
            answer = people.delete(f"Patient?{criteria}", **headers)
        assert answer.status == 400
    assert versions(people) == total


KINDS = {"transaction": transact, "batch": batch}


def entries(criteria: str) -> list[Resource]:
    """Entries of each conditional interaction, each of which stands alone."""
    url = f"Patient?{query(criteria)}"
    return [
        post(NOBODY, ifNoneExist=query(criteria)),
        entry("PUT", url, NOBODY),
        entry("PATCH", url, PATCH),
        entry("DELETE", url),
    ]


def test_what_only_the_database_knows_is_not_asked_of_other_entries(people: FhirClient) -> None:
    """Whether another entry's patient would match, can be known of some criteria only; then it is said."""
    criteria = query("organization.name=other")
    create = post(NOBODY, ifNoneExist=criteria)
    other = {"resourceType": "Organization", "name": "other"}
    answer = transact(people, create, post(other), post(observed("gender=female")))
    assert statuses(answer) == ["201", "201", "201"]
    total = versions(people)
    answer = transact(people, create, post(NOBODY))
    assert (answer.status, answer.issues[0]["code"]) == (400, "not-supported")
    assert answer.issues[0]["diagnostics"] == (
        f"Patient?{criteria} asks for what is not known before the other entries are stored."
    )
    assert versions(people) == total
    assert statuses(batch(people, create, post(NOBODY))) == ["201", "201"]


@pytest.mark.parametrize("kind", list(KINDS))
class TestInside:
    """The same inside a Bundle."""

    def test_one_match(self, people: FhirClient, kind: str) -> None:
        for criteria in by("one"):
            create, _, change, _ = entries(criteria)
            answer = KINDS[kind](people, create, prefer="return=representation")
            assert answer.status == 200, (criteria, answer.json)
            (made,) = answer.json["entry"]
            assert made["response"]["status"][:3] == "200", criteria
            assert made["resource"]["id"] == FOUND[criteria]
            stored = made["resource"]
            update = entry(
                "PUT", change["request"]["url"], {**stored, "contact": [{"gender": "male", "name": {"text": "X"}}]}
            )
            for each, contact in ((update, "male"), (change, "other")):
                answer = KINDS[kind](people, each, prefer="return=representation")
                assert statuses(answer) == ["200"], (criteria, answer.json)
                (made,) = answer.json["entry"]
                assert (made["resource"]["id"], made["resource"]["contact"][-1]["gender"]) == (FOUND[criteria], contact)

    def test_no_match(self, people: FhirClient, kind: str) -> None:
        for criteria in by("none"):
            create, update, change, delete = entries(criteria)
            assert statuses(KINDS[kind](people, delete)) == ["204"], criteria
            for each in (create, update):
                answer = KINDS[kind](people, each, prefer="return=representation")
                assert statuses(answer) == ["201"], criteria
                made = answer.json["entry"][0]["resource"]["id"]
                assert people.delete(f"Patient/{made}").status == 204
            assert statuses(KINDS[kind](people, change)) == ["404"], criteria

    def test_several_matches(self, people: FhirClient, kind: str) -> None:
        total = versions(people)
        for criteria in by("many"):
            for each in entries(criteria)[:3]:
                assert statuses(KINDS[kind](people, each)) == ["412"], criteria
        assert versions(people) == total

    def test_what_is_no_criterion(self, people: FhirClient, kind: str) -> None:
        total = versions(people)
        for criteria, (code, name) in WRONG.items():
            for each in entries(criteria):
                answer = KINDS[kind](people, each)
                assert statuses(answer) == ["400"], criteria
                outcome = answer.json if answer.status == 400 else answer.json["entry"][0]["response"]["outcome"]
                assert outcome["issue"][0]["code"] == code, criteria
                assert name in outcome["issue"][0]["diagnostics"], criteria
                assert outcome["issue"][0]["expression"][0].startswith("Bundle.entry[0]"), criteria
        assert versions(people) == total


def statuses(answer: Answer) -> list[str]:
    """The status of each entry; that of the whole, if it failed."""
    if answer.status != 200:
        return [str(answer.status)]
    return [each["response"]["status"][:3] for each in answer.json["entry"]]


def observed(criteria: str) -> Resource:
    """An Observation whose subject is whoever matches."""
    made = glucose("new", f"Patient?{query(criteria)}", 5, "2022")
    del made["id"]
    return made


class TestReferences:
    """Conditional references.  https://hl7.org/fhir/R4/http.html#trules"""

    def test_one_match(self, people: FhirClient) -> None:
        for criteria in by("one"):
            answer = transact(people, post(observed(criteria)), prefer="return=representation")
            assert answer.status == 200, (criteria, answer.json)
            made = answer.json["entry"][0]["resource"]
            assert made["subject"]["reference"] == f"Patient/{FOUND[criteria]}", criteria
            # So that what is found by others is not changed.
            assert people.delete(f"Observation/{made['id']}").status == 204

    def test_none_or_several(self, people: FhirClient) -> None:
        for criteria in (*by("none"), *by("many")):
            answer = transact(people, post(observed(criteria)))
            several = bool(FOUND[criteria])
            assert answer.status == 412, (criteria, answer.json)
            assert answer.issues[0]["code"] == ("multiple-matches" if several else "not-found"), criteria
            assert answer.issues[0]["expression"] == ["Bundle.entry[0].resource.subject.reference"]
        assert people.get("Observation?_summary=count").json["total"] == 2

    def test_what_is_no_criterion(self, people: FhirClient) -> None:
        for criteria, (code, name) in WRONG.items():
            answer = transact(people, post(observed(criteria)))
            assert (answer.status, answer.issues[0]["code"]) == (400, code), (criteria, answer.json)
            assert name in answer.issues[0]["diagnostics"]
            assert answer.issues[0]["expression"] == ["Bundle.entry[0].resource.subject.reference"]
        assert people.get("Observation?_summary=count").json["total"] == 2

    @pytest.mark.parametrize(
        "criteria",
        [
            "birthdate=1960-05-05",
            "birthdate=lt1970",
            "gender=unknown",
            "family:exact=Neu&given=dora",
            "_filter=birthdate lt 1970 and family eq neu",
            "organization=org&gender=unknown",
            "family=neu&active:missing=true",
        ],
    )
    def test_what_the_transaction_itself_makes(self, people: FhirClient, criteria: str) -> None:
        new = person("", "Neu", "Dora", "unknown", "1960-05-05", managingOrganization={"reference": "Organization/org"})
        del new["id"]
        answer = transact(people, post(observed(criteria)), post(new), prefer="return=representation")
        assert answer.status == 200, answer.json
        first, second = (each["resource"] for each in answer.json["entry"])
        assert first["subject"]["reference"] == f"Patient/{second['id']}"

    def test_what_the_transaction_makes_counts_beside_what_is_there(self, people: FhirClient) -> None:
        new = {key: value for key, value in ANNA.items() if key not in ("id", "identifier")}
        answer = transact(people, post(observed("gender=female")), post(new))
        assert (answer.status, answer.issues[0]["code"]) == (412, "multiple-matches")
        changed = {**ANNA, "gender": "other"}
        reference = post(observed("gender=other"))
        answer = transact(people, reference, entry("PUT", "Patient/a", changed), prefer="return=representation")
        assert answer.json["entry"][0]["resource"]["subject"]["reference"] == "Patient/a"
        # What does not match any more does not count.
        answer = transact(people, post(observed("gender=other")), entry("PUT", "Patient/a", ANNA))
        assert (answer.status, answer.issues[0]["code"]) == (412, "not-found")

    def test_in_every_place_of_a_resource(self, people: FhirClient) -> None:
        made = observed("birthdate=gt2000")
        made["performer"] = [{"reference": "Practitioner?name=house"}, {"reference": "Organization?name=ACME"}]
        made["extension"] = [{"url": "urn:example:x", "valueReference": {"reference": "Patient?given=bob"}}]
        answer = transact(people, post(made), prefer="return=representation")
        assert answer.status == 200, answer.json
        stored = answer.json["entry"][0]["resource"]
        assert stored["subject"] == {"reference": "Patient/c"}
        assert [each["reference"] for each in stored["performer"]] == ["Practitioner/doc", "Organization/org"]
        assert stored["extension"][0]["valueReference"]["reference"] == "Patient/b"
