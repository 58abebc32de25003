"""Searches by value set and hierarchy: what has no answer, what is too much, and what it costs, on both engines."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import Flask

from conformance import terminology
from fhirserver.search import parse_values
from fhirserver.store.repository import Repository
from fhirserver.terminology import searching
from tests.databases import Engine
from tests.fhir_client import FhirClient
from tests.search.zoo import EVERYTHING, answer_to, condition, fill, found, put
from tests.terminology.resources import ANIMALS, BASE, PLANTS, listed, of, value_set

SNOMED = "http://snomed.info/sct"


@pytest.fixture
def zoo(client: FhirClient) -> FhirClient:
    """A server with EVERYTHING."""
    return fill(client)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("code:in", f"{BASE}/unknown", f"the value set '{BASE}/unknown' is not known here"),
        ("code:not-in", f"{BASE}/unknown", f"the value set '{BASE}/unknown' is not known here"),
        ("code:in", "ValueSet/unknown", "there is no ValueSet/unknown here"),
        ("code:in", "unknown", "there is no ValueSet/unknown here"),
        ("code:in", "Patient/p", "the value set 'Patient/p' is not known here"),
        ("code:in", f"{ANIMALS}?fhir_vs=isa/fish", f"the code system '{ANIMALS}' has no code 'fish' here"),
        ("code:in", f"{ANIMALS}?fhir_vs=refset/1", "other implicit value sets there are not"),
        ("code:in", f"{SNOMED}?fhir_vs", f"the code system '{SNOMED}' is known here by its name only"),
        ("code:in", "http://hl7.org/fhir/ValueSet/condition-code", f"the code system '{SNOMED}' is known here by its"),
        ("code:in", "http://hl7.org/fhir/ValueSet/all-time-units", "'http://unitsofmeasure.org' is not known here"),
        ("code:below", f"{PLANTS}|oak", f"the code system '{PLANTS}' is not known here"),
        ("code:below", f"{ANIMALS}|fish", f"the code system '{ANIMALS}' has no code 'fish' here"),
        ("code:above", "no-such-code", "no code system that is known here says what is above or below 'no-such-code'"),
        ("code:below", "|dog", "a code without a system has nothing above or below it"),
        ("code:below", f"{ANIMALS}|", "a code is expected, perhaps with its system"),
        ("code:in", "looped", "the value set includes itself"),
        ("code:in", "strange", "'colour' to filter by"),
    ],
)
def test_what_has_no_answer_is_an_error_that_says_why(zoo: FhirClient, name: str, value: str, text: str) -> None:
    put(zoo, "looped", value_set({"valueSet": [f"{BASE}/looped"]}, url=f"{BASE}/looped"))
    put(zoo, "strange", value_set(of(ANIMALS, ("colour", "=", "red")), url=f"{BASE}/strange"))
    answer = answer_to(zoo, name, value)
    assert answer.status == 400
    (issue,) = answer.issues
    assert (issue["severity"], issue["code"]) == ("error", "value")
    assert text in issue["diagnostics"]


def test_with_handling_lenient_what_has_no_answer_is_left_out_and_said(zoo: FhirClient) -> None:
    answer = zoo.get("Condition?code:in=unknown&_count=100", prefer="handling=lenient")
    modes = [entry["search"]["mode"] for entry in answer.json["entry"]]
    assert (modes.count("match"), modes.count("outcome")) == (len(EVERYTHING), 1)


def test_too_many_codes_are_an_error(zoo: FhirClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_values, "MOST_CODES", 4)
    assert answer_to(zoo, "code:below", f"{ANIMALS}|dog").status == 200
    answer = answer_to(zoo, "code:below", f"{ANIMALS}|mammal")
    assert answer.status == 400
    assert "at most 4 codes is expected, this one has 5" in answer.issues[0]["diagnostics"]


def test_a_value_that_is_listed_twice_counts_once(zoo: FhirClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_TOGETHER", 3)
    assert found(zoo, "code:below", ",".join([f"{ANIMALS}|dog"] * 100)) == {"dog", "poodle", "both"}
    answer = answer_to(zoo, "code:below", f"{ANIMALS}|dog,{ANIMALS}|cat")
    assert answer.status == 400
    assert "have more than 3 codes together" in answer.issues[0]["diagnostics"]


@pytest.mark.parametrize(("size", "status"), [(50_000, 200), (50_001, 400)])
def test_a_value_set_may_be_large(client: FhirClient, size: int, status: int) -> None:
    put(client, "p", {"resourceType": "Patient"})
    for code in ("0", "49999", "x"):
        put(client, f"c{code}", condition((PLANTS, code)))
    put(client, "large", value_set(listed(PLANTS, *map(str, range(size))), url=f"{BASE}/large"))
    answer = answer_to(client, "code:in", "large")
    assert answer.status == status
    if status == 200:
        assert {entry["resource"]["id"] for entry in answer.json["entry"]} == {"c0", "c49999"}
        assert found(client, "code:not-in", "large") == {"cx"}
    else:
        assert "has 50001 codes; at most 50000 are looked for" in answer.issues[0]["diagnostics"]


def test_searches_without_these_modifiers_ask_nothing_of_terminology(zoo: FhirClient, app: Flask) -> None:
    repository: Repository = app.extensions["repository"]
    seen: list[str] = []
    terminology.index.cache_clear()
    repository.database.observe = seen.append  # type: ignore[union-attr]  # it is no transaction

    def statements(query: str) -> int:
        seen.clear()
        assert zoo.get(f"Condition?{query}").status == 200
        return len(seen)

    plain = statements("code=dog")
    assert statements("code:text=none") == statements("code:not=dog") == plain
    assert terminology.index.cache_info().currsize == 0
    # Which version is the current one is asked each time, and what it says is read the first time.
    assert statements(f"code:below={quote(ANIMALS)}%7Cdog") == plain + 2
    assert statements(f"code:below={quote(ANIMALS)}%7Cdog") == plain + 1
    assert terminology.index.cache_info().currsize == 0


def test_the_explanation_of_a_search_does_not_list_all_codes(zoo: FhirClient) -> None:
    put(zoo, "large", value_set(listed(PLANTS, *map(str, range(2000))), url=f"{BASE}/large"))
    answer = zoo.get("Condition?code:in=large&_explain=true")
    assert "CodesValue(number=2000)" in answer.issues[0]["diagnostics"]


def test_the_statement_is_the_same_for_any_number_of_codes_and_an_index_finds_them(
    zoo: FhirClient, engine: Engine
) -> None:
    statements = []
    for size in (3, 2000):
        put(zoo, "some", value_set(listed(PLANTS, *map(str, range(size))), url=f"{BASE}/some"))
        _, statement, *plan = (issue["diagnostics"] for issue in zoo.get("Condition?code:in=some&_explain=true").issues)
        statements.append(statement)
        if engine == "sqlcipher":
            steps = [line.removeprefix("Plan:").strip() for line in plan]
            assert "SEARCH c USING INDEX search_token_code (path=? AND code=?)" in steps
            assert not any(step.startswith("SCAN r") for step in steps)
    assert statements[0] == statements[1]
