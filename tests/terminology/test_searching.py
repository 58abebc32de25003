"""What a search asks of terminology: names of value sets, and limits for the search as a whole."""

from __future__ import annotations

import pytest

from fhirserver.search.values import BadValue
from fhirserver.terminology import searching
from fhirserver.terminology.code_systems import CodeSystem
from fhirserver.terminology.expansion import Limits
from fhirserver.terminology.searching import SearchTerminology
from fhirserver.terminology.sources import Documents
from tests.terminology.resources import (
    ANIMALS,
    BASE,
    PLANTS,
    animals,
    code_system,
    concept,
    in_systems,
    listed,
    value_set,
)

HERE = "https://example.org/fhir"
DOGS = {**value_set(listed(ANIMALS, "dog"), url=f"{BASE}/ValueSet/dogs"), "id": "dogs-1"}


class Counting(Documents):
    """Counts how often a code system is looked up."""

    asked = 0

    def code_system(self, url: str, version: str | None = None) -> CodeSystem | None:
        self.asked += 1
        return super().code_system(url, version)


def _terminology(limits: Limits | None = None) -> SearchTerminology:
    return SearchTerminology(Documents([animals(), DOGS]), HERE, limits or Limits())


@pytest.mark.parametrize("name", [DOGS["url"], "dogs-1", "ValueSet/dogs-1", f"{HERE}/ValueSet/dogs-1"])
def test_a_value_set_is_named_by_url_or_id(name: str) -> None:
    assert list(_terminology().value_set(name)) == [(ANIMALS, "dog")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dogs", "there is no ValueSet/dogs here"),
        ("ValueSet/dogs", "there is no ValueSet/dogs here"),
        (f"{HERE}/ValueSet/dogs", "there is no ValueSet/dogs here"),
        ("https://example.com/fhir/ValueSet/dogs-1", "'https://example.com/fhir/ValueSet/dogs-1' is not known here"),
        ("CodeSystem/dogs-1", "the value set 'CodeSystem/dogs-1' is not known here"),
        ("x" * 65, f"the value set '{'x' * 65}' is not known here"),
    ],
)
def test_a_value_set_that_is_not_there(name: str, text: str) -> None:
    with pytest.raises(BadValue, match=text):
        _terminology().value_set(name)


def test_above_and_below_are_of_the_system_that_is_named() -> None:
    terminology = _terminology()
    assert sorted(terminology.below(ANIMALS, "dog")) == in_systems(ANIMALS, ["dachshund", "dog", "poodle"])
    assert sorted(terminology.above(ANIMALS, "dog")) == in_systems(ANIMALS, ["dog", "mammal"])
    with pytest.raises(BadValue, match="is not known here"):
        terminology.below(PLANTS, "dog")


def test_without_a_system_the_code_itself_is_of_any() -> None:
    plants = code_system(PLANTS, concept("dog", concept("oak")))
    terminology = SearchTerminology(Documents([animals(), plants]), HERE, Limits())
    below = {
        (None, "dog"),
        (ANIMALS, "dog"),
        (ANIMALS, "poodle"),
        (ANIMALS, "dachshund"),
        (PLANTS, "dog"),
        (PLANTS, "oak"),
    }
    assert terminology.below(None, "dog") == below
    assert terminology.above(None, "oak") == {(None, "oak"), (PLANTS, "oak"), (PLANTS, "dog")}


def test_what_is_asked_again_is_not_looked_up_again() -> None:
    source = Counting([animals()])
    terminology = SearchTerminology(source, HERE, Limits())
    first = terminology.below(ANIMALS, "dog")
    for _ in range(5):
        assert terminology.below(ANIMALS, "dog") is first
    assert source.asked == 1
    assert terminology.above(ANIMALS, "dog") != first
    assert source.asked == 2


def test_one_value_set_has_a_limited_number_of_codes() -> None:
    large = value_set(listed(ANIMALS, "a", "b", "c"), url=f"{BASE}/large")
    with pytest.raises(BadValue, match="the value set has 3 codes; at most 2 are looked for"):
        SearchTerminology(Documents([large]), HERE, Limits(codes=2)).value_set(large["url"])


def test_all_value_sets_of_a_search_have_a_limited_number_of_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_TOGETHER", 7)
    terminology = _terminology()
    for _ in range(2):
        assert len(terminology.below(ANIMALS, "dog")) == 3
    assert len(terminology.value_set("dogs-1")) == 1
    with pytest.raises(BadValue, match="all value sets and hierarchies of the search have more than 7 codes together"):
        terminology.value_set("dogs-1")


def test_all_answers_to_a_search_take_a_limited_time() -> None:
    terminology = _terminology(Limits(seconds=0))
    with pytest.raises(BadValue, match="takes too long"):
        terminology.value_set("dogs-1")
    with pytest.raises(BadValue, match="takes too long"):
        terminology.below(ANIMALS, "dog")
