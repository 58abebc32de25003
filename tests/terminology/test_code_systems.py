"""The hierarchy of a code system: where it is said, what is above and below, what inactive means."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.terminology.code_systems import CodeSystem, code_system_of
from fhirserver.terminology.errors import TerminologyError
from tests.terminology.resources import animals, code_system, concept, with_properties

CODES = "abcdefgh"
Edges = frozenset[tuple[str, str]]


def test_below_a_code_are_itself_and_all_within_it() -> None:
    system = code_system_of(animals())
    assert system.below("mammal") == {"mammal", "dog", "poodle", "dachshund", "cat"}
    assert system.below("dog") == {"dog", "poodle", "dachshund"}
    assert system.below("owl") == {"owl"}


def test_above_a_code_are_itself_and_all_that_it_is_within() -> None:
    system = code_system_of(animals())
    assert system.above("poodle") == {"poodle", "dog", "mammal"}
    assert system.above("mammal") == {"mammal"}


@pytest.mark.parametrize("name", ["parent", "subsumedBy"])
def test_properties_name_parents(name: str) -> None:
    system = code_system_of(code_system("s", concept("top"), with_properties("low", **{name: "top"})))
    assert system.below("top") == {"top", "low"}
    assert system.above("low") == {"low", "top"}


def test_properties_name_children() -> None:
    system = code_system_of(code_system("s", with_properties("top", child="low"), concept("low")))
    assert system.below("top") == {"top", "low"}
    assert system.above("low") == {"low", "top"}


def test_a_property_is_known_by_its_uri_whatever_its_code() -> None:
    uri = "http://hl7.org/fhir/concept-properties#parent"
    of_its_own = code_system("s", concept("top"), with_properties("low", broader="top"))
    assert code_system_of(of_its_own).below("top") == {"top"}
    of_its_own["property"] = [{"code": "broader", "uri": uri, "type": "code"}]
    assert code_system_of(of_its_own).below("top") == {"top", "low"}


def test_a_concept_can_have_several_parents() -> None:
    pet = with_properties("pet", child="dog")
    system = code_system_of(code_system("s", concept("mammal", concept("dog", concept("poodle"))), pet))
    assert system.above("poodle") == {"poodle", "dog", "mammal", "pet"}
    assert system.below("pet") == {"pet", "dog", "poodle"}


def test_parents_that_are_not_in_the_code_system_themselves_count() -> None:
    system = code_system_of(code_system("s", with_properties("low", parent="elsewhere"), content="fragment"))
    assert system.below("elsewhere") == {"elsewhere", "low"}
    assert "elsewhere" not in system.concepts


def test_a_circle_ends() -> None:
    system = code_system_of(code_system("s", with_properties("a", parent="b"), with_properties("b", parent="a")))
    assert system.below("a") == system.above("a") == {"a", "b"}


def test_a_code_that_is_not_there_is_an_error_that_names_it() -> None:
    with pytest.raises(TerminologyError, match="animals' has no code 'fish'") as error:
        code_system_of(animals()).below("fish")
    assert error.value.code == "not-found"


@pytest.mark.parametrize(("elements", "found"), [({}, "dog"), ({"caseSensitive": False}, "dog")])
def test_the_case_of_a_code_does_not_count(elements: dict[str, Any], found: str) -> None:
    system = code_system_of(animals(**elements))
    assert system.find("DOG") == found
    assert system.below("DOG") == {"dog", "poodle", "dachshund"}


def test_the_case_of_a_code_counts_where_the_code_system_says_so() -> None:
    assert code_system_of(animals(caseSensitive=True)).find("DOG") is None


def test_the_code_itself_comes_before_one_in_another_case() -> None:
    assert code_system_of(code_system("s", concept("mg"), concept("Mg"))).find("Mg") == "Mg"


@pytest.mark.parametrize(
    ("properties", "inactive"),
    [
        ({}, False),
        ({"inactive": True}, True),
        ({"inactive": False}, False),
        ({"status": "retired"}, True),
        ({"status": "deprecated"}, True),
        ({"status": "inactive"}, True),
        ({"status": "active"}, False),
        ({"other": "retired"}, False),
    ],
)
def test_inactive_concepts(properties: dict[str, Any], inactive: bool) -> None:
    system = code_system_of(code_system("s", with_properties("a", **properties)))
    assert system.is_inactive(system.concepts["a"]) is inactive


@pytest.mark.parametrize("selectable", [True, False])
def test_abstract_concepts(selectable: bool) -> None:
    system = code_system_of(code_system("s", with_properties("a", notSelectable=not selectable)))
    assert system.is_abstract(system.concepts["a"]) is not selectable


def test_the_meaning_of_a_hierarchy_is_kept() -> None:
    assert code_system_of(animals(hierarchyMeaning="part-of")).hierarchy_meaning == "part-of"


def test_concepts_without_a_code_are_passed_through() -> None:
    nameless = {"display": "no code", "concept": [concept("low")]}
    system = code_system_of(code_system("s", concept("top", nameless)))
    assert list(system.concepts) == ["top", "low"]
    assert system.below("top") == {"top", "low"}


def test_of_a_code_that_is_there_twice_the_first_counts_and_the_hierarchy_of_both() -> None:
    again = concept("a", concept("c"), display="Second")
    system = code_system_of(code_system("s", concept("a", concept("b"), display="First"), again))
    assert system.concepts["a"].display == "First"
    assert system.below("a") == {"a", "b", "c"}


@pytest.mark.parametrize("document", [b"{", b"[]", b'{"concept": 1}', {"concept": [{"code": 1}]}, {"url": ["a"]}])
def test_what_is_not_well_formed_is_an_error(document: Any) -> None:
    with pytest.raises(TerminologyError, match="not well-formed") as error:
        code_system_of(document)
    assert error.value.code == "invalid"


def test_json_and_decoded_resources_are_read_the_same() -> None:
    decoded, encoded = code_system_of(animals()), code_system_of(json.dumps(animals()).encode())
    assert decoded.concepts == encoded.concepts
    assert decoded.children == encoded.children


edges = st.frozensets(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), max_size=14)
ways = st.lists(st.sampled_from(("nested", "parent", "subsumedBy", "child")), min_size=14, max_size=14)


def _system(some: Edges, said: list[str]) -> CodeSystem:
    """A code system in which each edge, from above to below, is said in one way or another."""
    concepts = {code: concept(code, property=[]) for code in CODES}
    again = []
    for (upper, lower), way in zip(sorted(some), said, strict=False):
        if way == "nested":
            again.append(concept(upper, concept(lower)))
        elif way == "child":
            concepts[upper]["property"].append({"code": "child", "valueCode": lower})
        else:
            concepts[lower]["property"].append({"code": way, "valueCode": upper})
    return code_system_of(code_system("s", *concepts.values(), *again))


def _closure(some: Edges) -> set[tuple[str, str]]:
    """(upper, lower) of all that are below one another, found by Warshall's algorithm; each is below itself."""
    found = {*some, *((code, code) for code in CODES)}
    for middle in CODES:
        found |= {(a, b) for a in CODES for b in CODES if (a, middle) in found and (middle, b) in found}
    return found


@given(edges, ways)
def test_below_is_the_closure_of_what_is_said(some: Edges, said: list[str]) -> None:
    system, closure = _system(some, said), _closure(some)
    for code in CODES:
        assert system.below(code) == {lower for upper, lower in closure if upper == code}


@given(edges, ways)
def test_above_is_the_inverse_of_below(some: Edges, said: list[str]) -> None:
    system = _system(some, said)
    for upper in CODES:
        for lower in CODES:
            assert (lower in system.below(upper)) == (upper in system.above(lower))


@given(edges, ways)
def test_both_are_reflexive_and_transitive(some: Edges, said: list[str]) -> None:
    system = _system(some, said)
    for look in (system.below, system.above):
        for code in CODES:
            found = look(code)
            assert code in found
            assert all(look(each) <= found for each in found)
