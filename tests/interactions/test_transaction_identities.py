"""A resource appears in a transaction once, however its entries name it.  https://hl7.org/fhir/R4/http.html#trules"""

from __future__ import annotations

import itertools

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import FhirClient
from tests.interactions.bundles import (
    OTHER_URL,
    PATIENT_URL,
    THIRD_URL,
    contents,
    entry,
    located,
    post,
    put,
    statuses,
    stored,
    transact,
)
from tests.interactions.resources import Resource, basic, made, name_of, numbered, observation, patient
from tests.interactions.test_transaction import FEMALE

# Entries about Patient/a, whose identifier is 1.
ABOUT_A = {
    "update": put(numbered("1", id="a", active=True)),
    "conditional update": entry("PUT", "Patient?identifier=urn:example:mrn|1", numbered("1", active=False)),
    "patch": entry("PATCH", "Patient/a", FEMALE),
    "conditional patch": entry("PATCH", "Patient?identifier=1", FEMALE),
    "delete": entry("DELETE", "Patient/a"),
    "conditional delete": entry("DELETE", "Patient?_id=a"),
    "conditional create": post(numbered("1"), ifNoneExist="identifier=1"),
}


class TestOverlaps:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pair
            for pair in itertools.combinations_with_replacement(ABOUT_A, 2)
            if set(pair) not in ({"conditional create"}, {"conditional create", "delete"})
            and set(pair) != {"conditional create", "conditional delete"}
        ],
    )
    def test_two_entries_about_one_resource(
        self, client: FhirClient, repository: Repository, one: str, other: str
    ) -> None:
        client.put("Patient/a", numbered("1", id="a"))
        before = contents(repository)
        for entries in ((ABOUT_A[one], ABOUT_A[other]), (ABOUT_A[other], ABOUT_A[one])):
            answer = transact(client, post(patient()), *entries)
            assert (answer.status, answer.issues[0]["code"]) == (400, "duplicate")
            assert answer.issues[0]["expression"] == ["Bundle.entry[2]"]
            assert "Patient/a is what both Bundle.entry[1] and Bundle.entry[2]" in answer.issues[0]["diagnostics"]
        assert contents(repository) == before

    def test_all_of_them_are_told(self, client: FhirClient) -> None:
        for name in "ab":
            client.put(f"Patient/{name}", patient(name))
        entries = [put(patient(name, active=True)) for name in "abab"]
        answer = transact(client, *entries, entry("DELETE", "Patient/a"))
        assert [issue["expression"][0] for issue in answer.issues] == [f"Bundle.entry[{place}]" for place in (2, 3, 4)]

    def test_a_deletion_of_several_overlaps_with_one_of_them(self, client: FhirClient) -> None:
        for name in "ab":
            client.put(f"Patient/{name}", numbered("1", id=name))
        answer = transact(client, entry("DELETE", "Patient?identifier=1"), put(numbered("2", id="b")))
        assert (answer.status, "Patient/b" in answer.issues[0]["diagnostics"]) == (400, True)

    def test_the_same_id_of_another_type_is_another_resource(self, client: FhirClient) -> None:
        assert statuses(transact(client, put(patient("a")), put(basic("a")))) == ["201", "201"]

    def test_reads_may_repeat(self, client: FhirClient) -> None:
        client.put("Patient/a", patient("a"))
        entries = [entry("GET", "Patient/a"), entry("GET", "Patient/a"), put(patient("a", active=True))]
        assert statuses(transact(client, *entries)) == ["200", "200", "200"]

    @pytest.mark.parametrize("url", [PATIENT_URL, "http://else.where/Patient/1"])
    def test_two_entries_with_one_full_url(self, client: FhirClient, repository: Repository, url: str) -> None:
        before = contents(repository)
        for second in (post(patient(), url), put(patient("b"), url), entry("GET", "Patient/a", None, url)):
            answer = transact(client, post(patient(), url), second)
            assert 400 <= answer.status <= 422, answer.body
            assert "fullUrl" in answer.issues[0]["diagnostics"]
        assert contents(repository) == before


class TestConditionalCreate:
    def test_references_lead_to_what_is_stored(self, client: FhirClient) -> None:
        there = made(client, numbered("1"))
        answer = transact(
            client,
            post(observation(PATIENT_URL, 1)),
            post(numbered("1", gender="male"), PATIENT_URL, ifNoneExist="identifier=urn:example:mrn|1"),
        )
        assert statuses(answer) == ["201", "200"]
        result, found = stored(client, answer)
        assert found == there
        assert result["subject"]["reference"] == name_of(there)
        assert answer.json["entry"][1]["response"]["etag"] == 'W/"1"'

    def test_or_to_what_is_created(self, client: FhirClient) -> None:
        entries = [post(observation(PATIENT_URL, 1)), post(numbered("1"), PATIENT_URL, ifNoneExist="identifier=1")]
        first, created = stored(client, transact(client, *entries))
        second, found = stored(client, transact(client, *entries))
        assert created == found
        assert first["subject"] == second["subject"] == {"reference": name_of(created)}

    def test_what_is_not_created_need_not_refer_to_anything(self, client: FhirClient) -> None:
        made(client, numbered("1"))
        linked = numbered("1", managingOrganization={"reference": "Organization/nobody"})
        assert statuses(transact(client, post(linked, ifNoneExist="identifier=1"))) == ["200"]
        assert transact(client, post(linked, ifNoneExist="identifier=2")).status == 422

    def test_the_same_resource_twice_is_made_once(self, client: FhirClient) -> None:
        create = {"ifNoneExist": "identifier=urn:example:mrn|1"}
        answer = transact(
            client,
            post(observation(PATIENT_URL, 1)),
            post(numbered("1", id="x"), PATIENT_URL, **create),
            post(numbered("1", id="y"), OTHER_URL, ifNoneExist="identifier=1"),
            post(numbered("1"), THIRD_URL, **create),
            post(observation(OTHER_URL, 2)),
            post(observation(THIRD_URL, 3)),
        )
        assert statuses(answer) == ["201", "201", "200", "200", "201", "201"]
        name, *others = located(answer)[1:4]
        assert others == [name, name]
        assert [
            client.get(result).json["subject"]["reference"] for result in (located(answer)[i] for i in (0, 4, 5))
        ] == [name] * 3
        assert client.get("Patient/_history").json["total"] == 1
        entries = answer.json["entry"][1:4]
        assert len({item["response"]["etag"] + item["response"]["lastModified"] for item in entries}) == 1

    def test_when_it_is_stored_already_it_is_found_twice(self, client: FhirClient) -> None:
        there = name_of(made(client, numbered("1")))
        answer = transact(
            client, *[post(numbered("1", gender=each), ifNoneExist="identifier=1") for each in ("male", "female")]
        )
        assert statuses(answer) == ["200", "200"]
        assert located(answer) == [there, there]

    @pytest.mark.parametrize(
        "other",
        [
            post(numbered("1", gender="male"), ifNoneExist="identifier=1"),
            post(numbered("1"), ifNoneExist="identifier=2"),
            post(numbered("1")),
            put(numbered("1", id="new")),
            entry("PUT", "Patient?identifier=1", numbered("1")),
            entry("PUT", "Patient?identifier=2", numbered("1", id="new")),
        ],
    )
    def test_different_resources_by_the_same_criteria(
        self, client: FhirClient, repository: Repository, other: Resource
    ) -> None:
        before = contents(repository)
        create = post(numbered("1"), ifNoneExist="identifier=urn:example:mrn|1")
        for entries in ((create, other), (other, create)):
            answer = transact(client, *entries)
            assert (answer.status, answer.issues[0]["code"]) == (400, "duplicate")
            text = answer.issues[0]["diagnostics"]
            assert "Bundle.entry[0]" in text
            assert "Bundle.entry[1]" in text
        assert contents(repository) == before

    def test_other_identifiers_do_not_meet(self, client: FhirClient) -> None:
        answer = transact(
            client,
            post(numbered("1"), ifNoneExist="identifier=1"),
            post(numbered("2"), ifNoneExist="identifier=2"),
            post(numbered("1", system="urn:other"), ifNoneExist="identifier=urn:other|1"),
            post({"resourceType": "Practitioner", "identifier": [{"value": "1"}]}, ifNoneExist="identifier=1"),
        )
        # Number 1 without a system is that of the third one, too.
        assert answer.status == 400
        answer = transact(
            client,
            post(numbered("1"), ifNoneExist="identifier=urn:example:mrn|1"),
            post(numbered("2"), ifNoneExist="identifier=2"),
            post(numbered("1", system="urn:other"), ifNoneExist="identifier=urn:other|1"),
            post({"resourceType": "Practitioner", "identifier": [{"value": "1"}]}, ifNoneExist="identifier=1"),
        )
        assert statuses(answer) == ["201"] * 4

    @pytest.mark.parametrize("deletion", ["Patient/a", "Patient?identifier=1", "Patient?_id=a"])
    def test_what_is_deleted_is_not_found(self, client: FhirClient, deletion: str) -> None:
        client.put("Patient/a", numbered("1", id="a"))
        create = post(numbered("1"), ifNoneExist="identifier=1")
        answer = transact(client, create, entry("DELETE", deletion))
        assert statuses(answer) == ["201", "204"]
        assert client.get("Patient/a").status == 410
        assert located(transact(client, create)) == located(answer)[:1]

    def test_of_two_that_match_one_is_deleted(self, client: FhirClient) -> None:
        for name in "ab":
            client.put(f"Patient/{name}", numbered("1", id=name))
        create = post(numbered("1"), ifNoneExist="identifier=1")
        assert transact(client, create).status == 412
        answer = transact(client, create, entry("DELETE", "Patient/a"))
        assert (statuses(answer), located(answer)[0]) == (["200", "204"], "Patient/b")


class TestConditionalUpdate:
    def test_references_lead_to_what_the_criteria_name(self, client: FhirClient) -> None:
        there = made(client, numbered("1"))
        answer = transact(
            client,
            entry("PUT", "Patient?identifier=1", numbered("1", active=True), PATIENT_URL),
            entry("PUT", "Patient?identifier=2", numbered("2"), OTHER_URL),
            entry("PUT", "Patient?identifier=3", numbered("3", id="three"), THIRD_URL),
            *(post(observation(url, 1)) for url in (PATIENT_URL, OTHER_URL, THIRD_URL)),
        )
        assert statuses(answer) == ["200", "201", "201", "201", "201", "201"]
        names = located(answer)[:3]
        assert (names[0], names[2]) == (name_of(there), "Patient/three")
        assert [client.get(name).json["subject"]["reference"] for name in located(answer)[3:]] == names

    def test_of_what_is_deleted_is_refused(self, client: FhirClient) -> None:
        client.put("Patient/a", numbered("1", id="a"))
        update = entry("PUT", "Patient?identifier=1", numbered("1"))
        assert transact(client, update, entry("DELETE", "Patient/a")).status == 400

    def test_two_that_make_one(self, client: FhirClient, repository: Repository) -> None:
        before = contents(repository)
        entries = [entry("PUT", "Patient?identifier=1", numbered("1")) for _ in range(2)]
        assert transact(client, *entries).status == 400
        assert contents(repository) == before


class TestConditionalReferences:
    def test_to_what_is_stored(self, client: FhirClient) -> None:
        there = name_of(made(client, numbered("1")))
        made(client, numbered("2"))
        nested = {"url": "urn:x", "valueReference": {"reference": "Patient?identifier=1"}}
        (result,) = stored(
            client,
            transact(client, post({**observation("Patient?identifier=urn:example:mrn|1", 1), "extension": [nested]})),
        )
        assert result["subject"]["reference"] == result["extension"][0]["valueReference"]["reference"] == there

    @pytest.mark.parametrize(
        "target",
        [
            post(numbered("1")),
            put(numbered("1", id="new")),
            post(numbered("1"), ifNoneExist="identifier=1"),
            entry("PUT", "Patient?identifier=1", numbered("1")),
            put(numbered("1", id="there")),
            entry("PATCH", "Patient/there", {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": [
                {"name": "type", "valueCode": "add"}, {"name": "path", "valueString": "Patient"},
                {"name": "name", "valueString": "identifier"},
                {"name": "value", "valueIdentifier": {"system": "urn:example:mrn", "value": "1"}},
            ]}]}),
        ],
    )  # fmt: skip
    def test_to_what_the_transaction_writes(self, client: FhirClient, target: Resource) -> None:
        client.put("Patient/there", numbered("0", id="there"))
        answer = transact(client, post(observation("Patient?identifier=urn:example:mrn|1", 1)), target)
        result, written = stored(client, answer)
        assert result["subject"]["reference"] == name_of(written)

    def test_to_what_had_the_identifier_before(self, client: FhirClient) -> None:
        client.put("Patient/a", numbered("1", id="a"))
        reference = post(observation("Patient?identifier=1", 1))
        for change in (put(numbered("2", id="a")), entry("DELETE", "Patient/a")):
            answer = transact(client, reference, change)
            assert (answer.status, answer.issues[0]["code"]) == (412, "not-found")

    def test_to_what_gives_its_identifier_to_another(self, client: FhirClient) -> None:
        client.put("Patient/a", numbered("1", id="a"))
        answer = transact(
            client, post(observation("Patient?identifier=1", 1)), put(numbered("2", id="a")), put(numbered("1", id="b"))
        )
        assert stored(client, answer)[0]["subject"]["reference"] == "Patient/b"

    def test_a_create_that_finds_its_resource_leaves_it_as_it_is(self, client: FhirClient) -> None:
        stored_one = made(client, patient(identifier=[{"value": "1"}, {"value": "second"}]))
        create = post(numbered("1"), ifNoneExist="identifier=1")
        answer = transact(client, create, post(observation("Patient?identifier=second", 1)))
        assert stored(client, answer)[1]["subject"]["reference"] == name_of(stored_one)
        answer = transact(client, create, post(observation("Patient?identifier=urn:example:mrn|1", 1)))
        assert answer.status == 412

    @pytest.mark.parametrize("count", [0, 2])
    def test_to_none_or_several(self, client: FhirClient, repository: Repository, count: int) -> None:
        for _ in range(count):
            made(client, numbered("1"))
        before = contents(repository)
        answer = transact(client, post(patient()), post(observation("Patient?identifier=1", 1)))
        assert answer.status == 412
        assert answer.issues[0]["code"] == ("multiple-matches" if count else "not-found")
        assert answer.issues[0]["expression"] == ["Bundle.entry[1].resource.subject.reference"]
        assert contents(repository) == before

    def test_stored_and_written_are_several(self, client: FhirClient) -> None:
        made(client, numbered("1"))
        answer = transact(client, post(numbered("1")), post(observation("Patient?identifier=1", 1)))
        assert (answer.status, answer.issues[0]["code"]) == (412, "multiple-matches")

    def test_master_identifiers_count_too(self, client: FhirClient) -> None:
        document = {
            "resourceType": "DocumentReference",
            "status": "current",
            "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3"},
            "content": [{"attachment": {"contentType": "text/plain"}}],
        }
        relates = {"code": "appends", "target": {"reference": "DocumentReference?identifier=urn:oid:1.2.3"}}
        second = {key: value for key, value in document.items() if key != "masterIdentifier"} | {"relatesTo": [relates]}
        answer = transact(client, post(document), post(second))
        first, other = stored(client, answer)
        assert other["relatesTo"][0]["target"]["reference"] == name_of(first)

    def test_by_id(self, client: FhirClient) -> None:
        answer = transact(client, put(patient("new")), post(observation("Patient?_id=new", 1)))
        assert stored(client, answer)[1]["subject"]["reference"] == "Patient/new"

    def test_a_value_with_a_comma_and_one_of_several(self, client: FhirClient) -> None:
        there = name_of(made(client, numbered("a,b")))
        for criteria in ("identifier=a%5C,b", "identifier=x,a%5C,b"):
            (result,) = stored(client, transact(client, post(observation(f"Patient?{criteria}", 1))))
            assert result["subject"]["reference"] == there

    def test_many_together_mean_what_each_means_alone(self, client: FhirClient) -> None:
        """They are searched for by one statement where that can be."""
        long = "x" * 400
        holds = {
            "a": [{"system": "urn:s", "value": "1"}, {"system": "urn:t", "value": "1"}],
            "b": [{"value": "2"}, {"system": "urn:s", "value": "3"}],
            "c": [{"system": "urn:s", "value": "2"}, {"system": "urn:s", "value": long}],
            "d": [{"system": "urn:s", "value": "3"}, {"system": f"urn:{long}", "value": "4"}],
            "gone": [{"system": "urn:s", "value": "5"}],
        }
        for name, identifiers in holds.items():
            client.put(f"Patient/{name}", patient(name, identifier=identifiers))
        client.delete("Patient/gone")
        expected = {
            "identifier=1": "a",
            "identifier=urn:s|1": "a",
            "identifier=urn:x|1": None,
            "identifier=|1": None,
            "identifier=2": None,
            "identifier=|2": "b",
            "identifier=urn:s|2": "c",
            "identifier=3": None,
            "identifier=3&identifier=4": "d",
            "identifier=3&_id=b": "b",
            "identifier=3&identifier=1": None,
            "identifier=4,1,0": None,
            "identifier=4,0": "d",
            f"identifier={long}": "c",
            f"identifier={long[:-1]}": None,
            f"identifier=urn:{long}|4": "d",
            f"identifier=urn:{long}|": "d",
            "identifier=urn:t|": "a",
            "identifier=urn:s|": None,
            "identifier=5": None,
            "_id=a": "a",
            "_id=a,b": None,
        }
        references = [observation(f"Patient?{criteria}", 1) for criteria in expected]
        alone = [transact(client, post(each)).status for each in references]
        assert alone == [200 if name else 412 for name in expected.values()]
        answer = transact(client, *map(post, references))
        named = [issue["expression"][0] for issue in answer.issues]
        wrong = [place for place, name in enumerate(expected.values()) if name is None]
        assert named == [f"Bundle.entry[{place}].resource.subject.reference" for place in wrong]
        right = [(each, name) for each, name in zip(references, expected.values(), strict=True) if name]
        answer = transact(client, *(post(each) for each, _ in right))
        assert [each["subject"]["reference"] for each in stored(client, answer)] == [
            f"Patient/{name}" for _, name in right
        ]
