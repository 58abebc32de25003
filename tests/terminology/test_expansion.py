"""Which codes are in a value set.  https://hl7.org/fhir/R4/valueset.html#compositions"""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.terminology.errors import TerminologyError
from fhirserver.terminology.expansion import DEEPEST, Limits, Member, codes, expand
from fhirserver.terminology.resources import ValueSet, value_set_of
from fhirserver.terminology.sources import Documents
from tests.terminology.resources import (
    ANIMALS,
    BASE,
    PLANTS,
    Resource,
    animals,
    code_system,
    codes_of,
    concept,
    in_systems,
    listed,
    of,
    pairs,
    value_set,
    with_properties,
)

OTHER = f"{BASE}/ValueSet/other"
DOGS = value_set(of(ANIMALS, ("concept", "is-a", "dog")), url=OTHER)
IS_DOG = of(ANIMALS, ("concept", "is-a", "dog"))


def test_a_whole_code_system_in_its_order() -> None:
    assert codes_of(value_set(of(ANIMALS)), animals()) == ["mammal", "dog", "poodle", "dachshund", "cat", "bird", "owl"]


def test_listed_codes_need_no_code_system() -> None:
    assert pairs(value_set(listed(ANIMALS, "owl", "fish"))) == in_systems(ANIMALS, ["owl", "fish"])


def test_all_filters_must_be_satisfied() -> None:
    both = of(ANIMALS, ("concept", "is-a", "mammal"), ("concept", "is-not-a", "dog"))
    assert codes_of(value_set(both), animals()) == ["mammal", "cat"]


def test_includes_are_added_up_and_each_code_is_there_once() -> None:
    found = pairs(value_set(listed(ANIMALS, "owl", "dog"), IS_DOG, listed(PLANTS, "dog")), animals())
    assert found == [*in_systems(ANIMALS, ["owl", "dog", "poodle", "dachshund"]), (PLANTS, "dog")]


def test_excludes_are_taken_away_at_the_end() -> None:
    some = value_set(of(ANIMALS), listed(ANIMALS, "poodle"), exclude=[IS_DOG, listed(PLANTS, "cat")])
    assert codes_of(some, animals()) == ["mammal", "cat", "bird", "owl"]


def test_other_value_sets_are_included_and_excluded() -> None:
    assert codes_of(value_set({"valueSet": [OTHER]}), DOGS, animals()) == ["dog", "poodle", "dachshund"]
    without = value_set(of(ANIMALS), exclude=[{"valueSet": [OTHER]}])
    assert codes_of(without, DOGS, animals()) == ["mammal", "cat", "bird", "owl"]


def test_of_several_value_sets_in_one_include_there_is_what_is_in_all_of_them() -> None:
    small = value_set(listed(ANIMALS, "poodle", "cat"), url=f"{BASE}/ValueSet/small")
    assert codes_of(value_set({"valueSet": [OTHER, small["url"]]}), DOGS, small, animals()) == ["poodle"]


def test_of_a_code_system_and_a_value_set_in_one_include_there_is_what_is_in_both() -> None:
    some = value_set({**listed(ANIMALS, "poodle", "cat"), "valueSet": [OTHER]})
    assert codes_of(some, DOGS, animals()) == ["poodle"]


def test_a_value_set_is_included_in_the_version_that_is_named() -> None:
    versions = [value_set(listed(ANIMALS, f"v{each}"), url=OTHER, version=each) for each in ("1", "2", "10")]
    assert codes_of(value_set({"valueSet": [f"{OTHER}|2"]}), *versions) == ["v2"]
    assert codes_of(value_set({"valueSet": [OTHER]}), *versions) == ["v10"]


def test_a_code_system_is_included_in_the_version_that_is_named() -> None:
    versions = [code_system(ANIMALS, concept(f"v{each}"), version=each) for each in ("1", "2", "10")]
    assert codes_of(value_set(of(ANIMALS, version="2")), *versions) == ["v2"]
    assert codes_of(value_set(of(ANIMALS)), *versions) == ["v10"]


INACTIVE = code_system(
    ANIMALS, concept("dog"), with_properties("dodo", inactive=True), with_properties("moa", status="retired")
)


@pytest.mark.parametrize(("inactive", "found"), [(None, 3), (True, 3), (False, 1)])
@pytest.mark.parametrize("include", [of(ANIMALS), listed(ANIMALS, "dog", "dodo", "moa")])
def test_inactive_codes_are_left_out_where_the_value_set_says_so(
    include: Resource, inactive: bool | None, found: int
) -> None:
    elements = {} if inactive is None else {"inactive": inactive}
    assert codes_of(value_set(include, **elements), INACTIVE) == ["dog", "dodo", "moa"][:found]


def test_listed_codes_of_a_code_system_that_is_not_here_are_not_taken_for_inactive() -> None:
    assert codes_of(value_set(listed(ANIMALS, "dodo"), inactive=False)) == ["dodo"]


def test_members_have_displays_of_the_value_set_or_of_the_code_system() -> None:
    some = {"system": ANIMALS, "concept": [{"code": "dog", "display": "My dog"}, {"code": "cat"}, {"code": "fish"}]}
    found = expand(value_set_of(value_set(some, listed(PLANTS, "oak"))), Documents([animals()]))
    assert found == (
        Member(ANIMALS, "dog", "My dog"),
        Member(ANIMALS, "cat", "Cat"),
        Member(ANIMALS, "fish"),
        Member(PLANTS, "oak"),
    )


def test_of_several_displays_of_a_code_the_first_counts() -> None:
    some = [
        {"system": PLANTS, "concept": [{"code": "oak", **named}]} for named in ({}, {"display": "A"}, {"display": "B"})
    ]
    assert expand(value_set_of(value_set(*some)), Documents([])) == (Member(PLANTS, "oak", "A"),)


def test_members_are_inactive_and_abstract_as_their_code_system_says() -> None:
    system = code_system(ANIMALS, with_properties("dodo", inactive=True), with_properties("bird", notSelectable=True))
    found = expand(value_set_of(value_set(of(ANIMALS))), Documents([system]))
    assert found == (Member(ANIMALS, "dodo", inactive=True), Member(ANIMALS, "bird", abstract=True))


def test_members_are_described_by_the_version_that_is_included() -> None:
    versions = [code_system(ANIMALS, concept("dog", display=f"Dog {each}"), version=each) for each in ("1", "2")]
    found = expand(value_set_of(value_set(listed(ANIMALS, "dog", version="1"))), Documents(versions))
    assert found == (Member(ANIMALS, "dog", "Dog 1"),)


def _expanded(*contains: Resource, compose: Resource | None = None, **elements: Any) -> Resource:
    found = {"resourceType": "ValueSet", "url": OTHER, "expansion": {"contains": list(contains), **elements}}
    return {**found, "compose": compose} if compose else found


ENTRIES = (
    {"system": ANIMALS, "code": "dog", "contains": [{"system": ANIMALS, "code": "poodle"}]},
    {"display": "Others", "abstract": True, "contains": [{"system": PLANTS, "code": "oak"}]},
)


def test_an_expansion_is_used_where_nothing_is_composed() -> None:
    assert pairs(_expanded(*ENTRIES)) == [(ANIMALS, "dog"), (ANIMALS, "poodle"), (PLANTS, "oak")]
    assert codes_of(value_set({"valueSet": [OTHER]}), _expanded(*ENTRIES)) == ["dog", "poodle", "oak"]


def test_what_is_composed_counts_more_than_an_expansion() -> None:
    assert codes_of(_expanded(*ENTRIES, compose={"include": [listed(ANIMALS, "cat")]})) == ["cat"]


@pytest.mark.parametrize("include", [of(ANIMALS), of(PLANTS, ("height", "=", "1")), {"valueSet": [f"{BASE}/unknown"]}])
def test_an_expansion_is_used_where_what_is_composed_is_not_known_or_understood(include: Resource) -> None:
    assert codes_of(_expanded(*ENTRIES, compose={"include": [include]}), code_system(PLANTS)) == [
        "dog",
        "poodle",
        "oak",
    ]


def test_an_expansion_does_not_hide_a_circle() -> None:
    with pytest.raises(TerminologyError, match="includes itself"):
        codes_of(
            _expanded(*ENTRIES, compose={"include": [{"valueSet": [OTHER]}]}),
            _expanded(compose={"include": [{"valueSet": [OTHER]}]}),
        )


@pytest.mark.parametrize(
    "partial",
    [
        {"total": 5},
        {"offset": 1},
        {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/valueset-toocostly", "valueBoolean": True}]},
        {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/valueset-unclosed", "valueBoolean": True}]},
    ],
)
def test_a_part_of_an_expansion_is_not_taken_for_all_of_it(partial: Resource) -> None:
    with pytest.raises(TerminologyError, match="only a part is known here") as error:
        pairs(_expanded(*ENTRIES, **partial))
    assert error.value.code == "not-found"


@pytest.mark.parametrize(
    "whole",
    [
        {"total": 4},
        {"total": 3, "offset": 0},
        {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/valueset-unclosed", "valueBoolean": False}]},
        {"extension": [{"url": "http://example.org/other", "valueBoolean": True}]},
    ],
)
def test_an_expansion_that_says_that_it_is_whole_is_used(whole: Resource) -> None:
    assert len(pairs(_expanded(*ENTRIES, **whole))) == 3


def test_contained_code_systems_and_value_sets_are_used() -> None:
    inner = [
        {**animals(), "id": "animals"},
        {**value_set(listed(PLANTS, "oak")), "id": "plants"},
    ]
    some = value_set(of("#animals", ("concept", "is-a", "dog")), {"valueSet": ["#plants"]}, contained=inner)
    assert pairs(some) == [*in_systems(ANIMALS, ["dog", "poodle", "dachshund"]), (PLANTS, "oak")]
    assert expand(value_set_of(some), Documents([]))[0] == Member(ANIMALS, "dog", "Dog")


def test_a_contained_resource_is_not_there_for_other_value_sets() -> None:
    other = value_set(of("#animals"), url=OTHER)
    with pytest.raises(TerminologyError, match="'#animals' is not known here"):
        pairs(value_set({"valueSet": [OTHER]}, contained=[{**animals(), "id": "animals"}]), other)


@pytest.mark.parametrize(
    ("resource", "text", "code"),
    [
        (value_set(of(ANIMALS)), f"the code system '{ANIMALS}' is not known here$", "not-found"),
        (value_set({"valueSet": [OTHER]}), f"the value set '{OTHER}' is not known here$", "not-found"),
        (value_set({"valueSet": [f"{OTHER}|2"]}), rf"the value set '{OTHER}\|2' is not known here$", "not-found"),
        (value_set(of(PLANTS, version="9")), "is not known here in version '9'$", "not-found"),
        (value_set(of(f"{BASE}/empty")), "is known here by its name only, without its codes$", "not-found"),
        (value_set(of(PLANTS), exclude=[of(ANIMALS)]), f"the code system '{ANIMALS}' is not known here$", "not-found"),
        (value_set({"concept": [{"code": "a"}]}), "lists codes or filters without their system", "invalid"),
        (value_set({"filter": [{"property": "concept"}]}), "lists codes or filters without their system", "invalid"),
        (value_set({}), "includes something without a system or value set", "invalid"),
        ({"resourceType": "ValueSet", "url": OTHER}, f"the value set '{OTHER}' does not say what is in it", "invalid"),
    ],
)
def test_what_is_not_known_or_makes_no_sense_is_an_error(resource: Resource, text: str, code: str) -> None:
    stub = code_system(f"{BASE}/empty", content="not-present")
    with pytest.raises(TerminologyError, match=text) as error:
        pairs(resource, code_system(PLANTS, version="1"), stub)
    assert error.value.code == code


@pytest.mark.parametrize("document", [b"", {"compose": []}, {"compose": {"include": [{"system": 1}]}}])
def test_a_value_set_that_is_not_well_formed_is_an_error(document: Any) -> None:
    with pytest.raises(TerminologyError, match="not well-formed"):
        value_set_of(document)


def _including(name: str, *others: str) -> Resource:
    return value_set(*({"valueSet": [f"{BASE}/{other}"]} for other in others), url=f"{BASE}/{name}")


@pytest.mark.parametrize(("row", "circle"), [("aa", "aa"), ("aba", "bab"), ("abcb", "bcb")])
def test_a_circle_of_value_sets_is_an_error_that_shows_it(row: str, circle: str) -> None:
    chain = [_including(name, after) for name, after in itertools.pairwise(row)]
    with pytest.raises(TerminologyError, match="the value set includes itself: ") as error:
        pairs(*chain[:1], *chain)
    assert error.value.code == "invalid"
    shown = str(error.value).partition(": ")[2]
    assert shown == " includes ".join(f"'{BASE}/{name}'" for name in circle)


def test_a_value_set_that_is_included_in_two_ways_is_no_circle() -> None:
    diamond = [_including("top", "left", "right"), _including("left", "low"), _including("right", "low")]
    assert codes_of(diamond[0], *diamond, value_set(listed(ANIMALS, "owl"), url=f"{BASE}/low")) == ["owl"]


def test_value_sets_that_double_at_each_step_are_expanded_once_each() -> None:
    steps = [_including(f"s{step}", f"s{step + 1}", f"s{step + 1}") for step in range(40)]
    last = value_set(listed(ANIMALS, "owl"), url=f"{BASE}/s40")
    assert codes_of(steps[0], *steps, last) == ["owl"]


@pytest.mark.parametrize(("steps", "fits"), [(DEEPEST, True), (DEEPEST + 1, False), (5000, False)])
def test_a_long_row_of_value_sets_is_too_much(steps: int, fits: bool) -> None:
    row = [_including(f"s{step}", f"s{step + 1}") for step in range(steps)]
    known = [*row, value_set(listed(ANIMALS, "owl"), url=f"{BASE}/s{steps}")]
    if fits:
        assert codes_of(row[0], *known) == ["owl"]
    else:
        with pytest.raises(TerminologyError, match="more than 50 value sets include one another in a row") as error:
            codes_of(row[0], *known)
        assert error.value.code == "too-costly"


@pytest.mark.parametrize(("most", "fits"), [(7, True), (6, False)])
def test_a_value_set_has_a_limited_number_of_codes(most: int, fits: bool) -> None:
    source, whole = Documents([animals()]), value_set_of(value_set(of(ANIMALS)))
    if fits:
        assert len(codes(whole, source, Limits(codes=most))) == 7
    else:
        with pytest.raises(TerminologyError, match="the value set has 7 codes; at most 6 are looked for") as error:
            codes(whole, source, Limits(codes=most))
        assert error.value.code == "too-costly"


def test_what_is_excluded_does_not_count_for_the_limit() -> None:
    some = value_set_of(value_set(of(ANIMALS), exclude=[IS_DOG]))
    assert len(codes(some, Documents([animals()]), Limits(codes=4))) == 4


def test_expanding_takes_a_limited_time() -> None:
    with pytest.raises(TerminologyError, match="finding the codes of the value set takes too long") as error:
        codes(value_set_of(value_set(of(ANIMALS))), Documents([animals()]), Limits(seconds=0))
    assert error.value.code == "too-costly"


CODES = "abcdef"
lists = st.frozensets(st.sampled_from(CODES))
parts = st.builds(lambda system, some: listed(system, *sorted(some)), st.sampled_from((ANIMALS, PLANTS)), lists)
SETS = {f"{BASE}/{name}": value_set(listed(ANIMALS, *name), url=f"{BASE}/{name}") for name in ("abc", "bcd", "ef")}
references = st.lists(st.sampled_from(sorted(SETS)), max_size=2, unique=True)
includes = st.builds(lambda part, urls: {**part, "valueSet": urls} if urls else part, parts, references)


def _meant(include: Resource) -> set[tuple[str, str]]:
    found = {(include["system"], each["code"]) for each in include["concept"]}
    for url in include.get("valueSet", []):
        found &= {(ANIMALS, each["code"]) for each in SETS[url]["compose"]["include"][0]["concept"]}
    return found


def _valid(some: list[Resource]) -> list[Resource]:
    """An include with an empty list of codes would mean the whole code system."""
    return [each for each in some if each["concept"]]


@given(st.lists(includes, min_size=1, max_size=4), st.lists(includes, max_size=3))
def test_compositions_are_unions_of_intersections_less_others(some: list[Resource], others: list[Resource]) -> None:
    include, exclude = _valid(some), _valid(others)
    found = pairs(value_set(*include, exclude=exclude), *SETS.values())
    assert len(found) == len(set(found))
    included = set().union(*map(_meant, include))
    assert set(found) == included.difference(*map(_meant, exclude))


def test_an_empty_composition_has_no_codes() -> None:
    assert codes(ValueSet(compose=value_set_of(value_set()).compose), Documents([])) == []
