"""Sources in hand, several as one, and which version is the newest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.terminology.code_systems import CodeSystem
from fhirserver.terminology.resources import ValueSet
from fhirserver.terminology.sources import Documents, Together
from fhirserver.terminology.versions import version_order
from tests.terminology.resources import ANIMALS, BASE, PLANTS, animals, code_system, concept, listed, value_set

URL = f"{BASE}/ValueSet/some"
ORDERED = [
    None,
    "beta",
    "v1",
    "1",
    "1.2",
    "1.10",
    "2-alpha",
    "2-beta.2",
    "2-beta.10",
    "2",
    "2.0",
    "10",
    "2019-08",
    "2020-01-02",
]


def test_documents_are_found_by_url_version_and_id() -> None:
    source = Documents([{**value_set(version=each), "id": f"vs{each}"} for each in ("9", "10")])
    assert [found.version for found in (source.value_set(URL), source.value_set(URL, "9")) if found] == ["10", "9"]
    assert source.value_set(URL, "8") is None
    assert source.value_set("http://example.org/other") is None
    found = source.value_set_with_id("vs9")
    assert found is not None
    assert found.version == "9"
    assert source.value_set_with_id("vs8") is None


def test_documents_know_in_which_code_systems_a_code_is_and_which_have_a_value_set_of_all() -> None:
    source = Documents([animals(valueSet=URL), code_system(PLANTS, concept("dog"), concept("oak"))])
    assert source.systems_with("dog") == [ANIMALS, PLANTS]
    assert source.systems_with("oak") == [PLANTS]
    assert source.system_of(URL) == ANIMALS
    assert source.system_of(PLANTS) is None


def test_what_the_first_source_has_counts() -> None:
    first = Documents([code_system(ANIMALS, concept("first"), valueSet=URL), {**value_set(version="1"), "id": "a"}])
    second = Documents(
        [
            code_system(ANIMALS, concept("x"), version="5"),
            code_system(PLANTS, concept("x"), valueSet=URL),
            value_set(version="2"),
        ]
    )
    both = Together([first, second])
    system, older = both.code_system(ANIMALS), both.code_system(ANIMALS, "5")
    assert system is not None
    assert list(system.concepts) == ["first"]
    assert older is not None
    assert list(older.concepts) == ["x"]
    found = both.value_set(URL)
    assert found is not None
    assert found.version == "1"
    assert both.value_set(URL, "2") is not None
    assert both.value_set_with_id("a") is found
    assert both.system_of(URL) == ANIMALS
    assert both.systems_with("x") == [ANIMALS, PLANTS]
    assert both.code_system("http://example.org/unknown") is None


class Counting(Documents):
    """Counts what it is asked."""

    asked = 0

    def code_system(self, url: str, version: str | None = None) -> CodeSystem | None:
        self.asked += 1
        return super().code_system(url, version)

    def value_set(self, url: str, version: str | None = None) -> ValueSet | None:
        self.asked += 1
        return super().value_set(url, version)


def test_several_sources_as_one_ask_once() -> None:
    source = Counting([animals(), value_set(listed(ANIMALS, "dog"))])
    both = Together([source])
    for _ in range(3):
        assert both.code_system(ANIMALS) is not None
        assert both.code_system(PLANTS) is None
        assert both.value_set(URL) is not None
        assert both.value_set(PLANTS) is None
    assert source.asked == 4


def test_versions_are_ordered_as_people_count() -> None:
    backwards = ORDERED[::-1]
    assert sorted(backwards, key=version_order) == ORDERED


@pytest.mark.parametrize(("older", "newer"), [("4.0.1-ballot", "4.0.1"), ("0360", "0361"), ("2.9", "2.10"), ("A", "B")])
def test_the_newer_version(older: str, newer: str) -> None:
    assert version_order(older) < version_order(newer)


versions = st.one_of(
    st.none(), st.text(max_size=12), st.from_regex(r"\d{1,3}(\.\d{1,3}){0,2}(-[a-z]+\d?)?", fullmatch=True)
)


@given(versions, versions, versions)
def test_any_versions_can_be_ordered(one: str | None, two: str | None, three: str | None) -> None:
    first, second, third = map(version_order, (one, two, three))
    assert (first < second) + (second < first) + (first == second) == 1
    assert not (first < second < third) or first < third
