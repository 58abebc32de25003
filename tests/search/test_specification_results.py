"""The examples of https://hl7.org/fhir/R4/search.html on how results are returned."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.fhir_client import Answer
from tests.search.documents import Json, coded, condition, medication_request, observation, patient
from tests.search.servers import BASE_URL, Server, page_of

FORM = "application/x-www-form-urlencoded"


def told(resource_id: str, words: str, **members: Any) -> Json:
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><p title="bone">{words}</p></div>'
    return condition(resource_id, text={"status": "generated", "div": div}, **members)


@pytest.fixture(scope="module")
def results(server: Server) -> Server:
    server.load(
        [
            observation("b", status="final", effectiveDateTime="2012", category=[coded("laboratory")]),
            observation("a", status="final", effectiveDateTime="2013", category=[coded("vital-signs")]),
            observation("c", status="amended", effectiveDateTime="2011", category=[coded("a"), coded("z")]),
            observation("d", status="amended", effectiveDateTime="2011", category=[coded("b")]),
            observation("e", status="preliminary"),
            patient("1", name=[{"family": "Zoë"}, {"family": "Adam"}], gender="male", active=True),
            patient("2", name=[{"family": "zoe"}], gender="female"),
            patient("3", name=[{"family": "Émile"}], gender="female"),
            patient("4", name=[{"family": "emma"}], managingOrganization={"reference": "Organization/1"}),
            told("bone", "Metastases of the bone"),
            told("liver", "LIVER: metastases, many metastases"),
            told("brain", "Metastases of the brain"),
            told("fracture", "A bone that is broken", note=[{"text": "no metastases"}]),
            medication_request(
                "contained",
                contained=[{"resourceType": "Medication", "id": "med", "code": coded("aspirin")}],
                medicationReference={"reference": "#med"},
            ),
            {"resourceType": "Medication", "id": "own", "code": coded("aspirin")},
        ]
    )
    return server


@pytest.mark.parametrize(
    ("address", "sort", "found"),
    [
        ("Observation", "status,-date,category", "c d a b e"),
        ("Observation", "status,-date,-category", "c d a b e"),
        ("Observation", "-status,date,_id", "e b a c d"),
        ("Observation", "category", "c d b a e"),
        ("Observation", "-category", "c a b d e"),
        ("Observation", "date,_id", "c d b a e"),
        ("Observation", "-date,-_id", "a b d c e"),
        ("Patient", "family", "1 3 4 2"),
        ("Patient", "-family,_id", "1 2 4 3"),
        ("Patient", "active,_id", "1 2 3 4"),
        ("Patient", "-active,-_id", "1 4 3 2"),
        ("Patient", "organization,_id", "4 1 2 3"),
        ("Patient", "_lastUpdated", "1 2 3 4"),
        ("Patient", "-_lastUpdated", "4 3 2 1"),
    ],
)
def test_sort(results: Server, address: str, sort: str, found: str) -> None:
    """Least first, greatest first with a minus, nothing last; case and accents do not count."""
    assert results.ids(address, ("_sort", sort)) == found.split()


def test_the_latest_comes_first_unless_another_order_is_asked_for(results: Server) -> None:
    found = results.ids("Observation")
    assert found[:2] == ["a", "b"]
    assert found[-1] == "e"


@pytest.mark.parametrize("sort", ["nothing", "-", "", "status,,date", "code-value-quantity", "date:missing", "name"])
def test_what_cannot_be_sorted_by_is_refused(results: Server, sort: str) -> None:
    answer = results.ask("Observation", [("_sort", sort)])
    assert answer.status == 400
    assert all("_sort" in issue["diagnostics"] for issue in answer.issues)


def test_no_page_has_more_than_was_asked_for(results: Server) -> None:
    first = results.page("Observation", [("_count", "2"), ("_sort", "_id"), ("_total", "accurate")])
    assert (first.keys, first.total) == (["Observation/a", "Observation/b"], 5)
    assert set(first.links) == {"self", "first", "next", "last"}
    second = results.follow(first, "next")
    assert second is not None
    assert (second.keys, second.total) == (["Observation/c", "Observation/d"], 5)
    third = results.follow(second, "next")
    assert third is not None
    assert third.keys == ["Observation/e"]
    assert set(third.links) == {"self", "first", "previous", "last"}
    again = results.follow(third, "first")
    assert again is not None
    assert again.keys == first.keys


@pytest.mark.parametrize("parameter", [("_count", "0"), ("_summary", "count")])
def test_only_the_number_of_results(results: Server, parameter: tuple[str, str]) -> None:
    page = results.page("Observation", [parameter])
    assert (page.keys, page.total, set(page.links)) == ([], 5, {"self"})


@pytest.mark.parametrize(
    ("asked", "count", "total"),
    [
        ("none", "2", None),
        ("accurate", "2", 5),
        ("estimate", "2", 5),
        (None, "2", None),
        (None, "5", 5),
        ("none", "5", None),
    ],
)
def test_the_total_is_given_as_asked_for(results: Server, asked: str | None, count: str, total: int | None) -> None:
    parameters = [("_count", count), *([("_total", asked)] if asked else [])]
    assert results.page("Observation", parameters).total == total


@pytest.mark.parametrize(
    ("parameter", "members"),
    [
        (("_elements", "gender,active"), {"resourceType", "id", "meta", "gender", "active"}),
        (("_elements", "Patient.gender"), {"resourceType", "id", "meta", "gender", "active"}),
        (("_summary", "text"), {"resourceType", "id", "meta"}),
        (("_summary", "data"), {"resourceType", "id", "meta", "name", "gender", "active"}),
        (("_summary", "false"), {"resourceType", "id", "meta", "name", "gender", "active"}),
    ],
)
def test_parts_of_resources(results: Server, parameter: tuple[str, str], members: set[str]) -> None:
    (entry,) = results.page("Patient", [("_id", "1"), parameter]).entries
    assert entry["resource"].keys() - {"active"} == members - {"active"}
    tags = [tag["code"] for tag in entry["resource"]["meta"].get("tag", [])]
    assert tags == ([] if parameter[1] == "false" else ["SUBSETTED"])


WORDS = {
    "metastases": "bone brain liver",
    "bone": "bone fracture",
    "(bone OR liver) AND metastases": "bone liver",
    "(bone or liver) and metastases": "bone liver",
    "bone metastases": "bone",
    '"the bone"': "bone",
    '"bone the"': "",
    "metas*": "bone brain liver",
    "metastases NOT brain": "bone liver",
    "metastases -brain": "bone liver",
    "Brôken": "fracture",
}


@pytest.mark.parametrize("text", WORDS)
def test_words_of_the_narrative(results: Server, text: str) -> None:
    assert sorted(results.ids("Condition", ("_text", text))) == WORDS[text].split()


def test_words_of_everything(results: Server) -> None:
    assert sorted(results.ids("Condition", ("_content", "metastases"))) == ["bone", "brain", "fracture", "liver"]
    assert sorted(results.ids("", ("_content", "aspirin"))) == ["Medication/own", "MedicationRequest/contained"]
    page = results.page("Condition", [("_content", "metastases")])
    scores = [entry["search"]["score"] for entry in page.entries]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert page.keys[0] == "Condition/liver"


@pytest.mark.parametrize("text", ["", "()", "(bone", "bone)", "NOT bone", "-bone", "***", '"', "AND"])
def test_words_that_are_none_are_refused(results: Server, text: str) -> None:
    answer = results.ask("Condition", [("_text", text)])
    assert answer.status == 400
    assert all("_text" in issue["diagnostics"] for issue in answer.issues)


@pytest.mark.parametrize(
    ("contained", "kind", "found"),
    [
        (None, None, ["Medication/own"]),
        ("false", None, ["Medication/own"]),
        ("true", None, ["MedicationRequest/contained"]),
        ("true", "container", ["MedicationRequest/contained"]),
        ("true", "contained", ["MedicationRequest/contained#med"]),
        ("both", "contained", ["Medication/own", "MedicationRequest/contained#med"]),
    ],
)
def test_contained_resources(results: Server, contained: str | None, kind: str | None, found: list[str]) -> None:
    parameters = [("code", "aspirin"), ("_contained", contained), ("_containedType", kind)]
    page = results.page("Medication", [(name, value) for name, value in parameters if value])
    assert sorted(page.keys) == found


def test_several_types(results: Server) -> None:
    found = results.ids("", ("_type", "Medication,Patient"), ("_sort", "_id"))
    assert found == ["Patient/1", "Patient/2", "Patient/3", "Patient/4", "Medication/own"]
    answer = results.ask("", [("_type", "Patient,Observation"), ("gender", "male")])
    assert (answer.status, "gender" in answer.issues[0]["diagnostics"]) == (400, True)
    assert results.ask("", [("gender", "male")]).status == 400
    assert results.ask("Patient", [("_type", "Patient")]).status == 400


@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        ([("gender", "female"), ("active:missing", "true")], "active:missing=true&gender=female"),
        ([("_count", "1"), ("_sort", "-family"), ("name", "e")], "name=e&_sort=-family&_count=1"),
        ([("_format", "json"), ("name", "a,b")], "name=a,b"),
    ],
)
def test_the_self_link_says_what_was_searched(results: Server, parameters: list[tuple[str, str]], query: str) -> None:
    assert results.page("Patient", parameters).links["self"] == f"{BASE_URL}/Patient?{query}"


def test_what_is_not_understood_is_left_out_if_that_is_asked_for(results: Server) -> None:
    parameters = [("nothing", "1"), ("gender", "female"), ("birthdate", "2012-13"), ("_sort", "nothing")]
    assert results.ask("Patient", parameters).status == 400
    answer = results.ask("Patient", parameters, prefer="handling=lenient")
    page = page_of(answer)
    assert sorted(page.keys) == ["Patient/2", "Patient/3"]
    assert page.links["self"] == f"{BASE_URL}/Patient?gender=female"
    (outcome,) = [each["resource"] for each in answer.json["entry"] if each["search"]["mode"] == "outcome"]
    assert [issue["severity"] for issue in outcome["issue"]] == ["warning"] * 3
    assert [
        name in issue["diagnostics"]
        for name, issue in zip(("birthdate", "nothing", "_sort"), outcome["issue"], strict=True)
    ]


@pytest.mark.parametrize(
    ("address", "query", "body"),
    [
        ("Patient", [], [("gender", "female")]),
        ("Patient", [("gender", "female")], []),
        ("Patient", [("gender", "female")], [("family", "zoe")]),
        ("", [("_type", "Patient")], [("_id", "1")]),
        ("Patient/1/Observation", [], [("status", "final")]),
    ],
)
def test_a_search_by_post_is_the_same(
    results: Server, address: str, query: list[tuple[str, str]], body: list[tuple[str, str]]
) -> None:
    posted = _post(results, address, query, body)
    assert posted.status == 200
    assert page_of(posted).keys == results.page(address, [*query, *body]).keys


def _post(server: Server, address: str, query: list[tuple[str, str]], body: list[tuple[str, str]]) -> Answer:
    path = "/".join(part for part in (address, "_search") if part)
    return server.client.post(
        f"{path}?{urlencode(query)}" if query else path, urlencode(body).encode(), content_type=FORM
    )
