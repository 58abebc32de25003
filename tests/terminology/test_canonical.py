"""Value sets by URL: resources, those that code systems imply, those of SNOMED CT."""

from __future__ import annotations

import pytest

from fhirserver.terminology.canonical import value_set_named
from fhirserver.terminology.errors import TerminologyError
from fhirserver.terminology.expansion import codes
from fhirserver.terminology.sources import Documents
from tests.terminology.resources import ANIMALS, BASE, Resource, animals, code_system, concept, listed, value_set

SNOMED = "http://snomed.info/sct"
EDITION = f"{SNOMED}/900000000000207008/version/20190731"
ALL = f"{BASE}/ValueSet/animals"


def _codes(canonical: str, *known: Resource) -> list[tuple[str | None, str]]:
    source = Documents(known)
    return codes(value_set_named(source, canonical), source)


def test_a_value_set_has_a_url_and_perhaps_a_version() -> None:
    known = [value_set(listed("s", each), url=ALL, version=each) for each in ("2019", "2020")]
    assert _codes(ALL, *known) == [("s", "2020")]
    assert _codes(f"{ALL}|2019", *known) == [("s", "2019")]


def test_the_url_that_a_code_system_gives_means_all_its_codes() -> None:
    known = [code_system(ANIMALS, concept(each), valueSet=ALL, version=each) for each in ("1", "2")]
    assert _codes(ALL, *known) == [(ANIMALS, "2")]
    assert _codes(f"{ALL}|1", *known) == [(ANIMALS, "1")]


def test_a_value_set_of_its_own_comes_before_what_a_code_system_gives() -> None:
    assert _codes(ALL, animals(valueSet=ALL), value_set(listed("s", "a"), url=ALL)) == [("s", "a")]


def test_all_codes_of_any_code_system() -> None:
    assert _codes(f"{ANIMALS}?fhir_vs", code_system(ANIMALS, concept("dog"))) == [(ANIMALS, "dog")]


def test_a_code_and_all_below_it() -> None:
    found = _codes(f"{ANIMALS}?fhir_vs=isa/dog", animals())
    assert found == [(ANIMALS, "dog"), (ANIMALS, "poodle"), (ANIMALS, "dachshund")]


def test_the_code_may_be_percent_encoded() -> None:
    assert _codes(f"{ANIMALS}?fhir_vs=isa/a%2Fb", code_system(ANIMALS, concept("a/b"))) == [(ANIMALS, "a/b")]


def test_an_edition_of_snomed_ct_is_a_version() -> None:
    known = [code_system(SNOMED, concept("1", concept("2")), version=EDITION), code_system(SNOMED, concept("3"))]
    assert _codes(f"{EDITION}?fhir_vs=isa/1", *known) == [(SNOMED, "1"), (SNOMED, "2")]
    assert _codes(f"{SNOMED}?fhir_vs", *known) == [(SNOMED, "1"), (SNOMED, "2")]
    with pytest.raises(TerminologyError, match="is not known here in version"):
        _codes(f"{SNOMED}/11000172109?fhir_vs", *known)


@pytest.mark.parametrize("query", ["=refset", "=refset/1", "=ecl/<1", "=isa/", "=isa", "=", "&x=1"])
def test_other_implicit_value_sets_are_not_supported(query: str) -> None:
    with pytest.raises(TerminologyError, match=r"\[system\]\?fhir_vs=isa/\[code\] is expected") as error:
        _codes(f"{ANIMALS}?fhir_vs{query}", animals())
    assert error.value.code == "not-supported"


@pytest.mark.parametrize(
    ("canonical", "text"),
    [
        ("http://example.org/unknown", "the value set 'http://example.org/unknown' is not known here"),
        (f"{ALL}|9", rf"the value set '{ALL}\|9' is not known here"),
        ("http://example.org/unknown?fhir_vs", "the code system 'http://example.org/unknown' is not known here"),
        (f"{ANIMALS}?fhir_vs=isa/fish", "has no code 'fish' here"),
        ("not a url", "the value set 'not a url' is not known here"),
        ("x" * 500, f"the value set '{'x' * 120}' is not known here"),
    ],
)
def test_what_is_not_known_is_an_error_that_names_it(canonical: str, text: str) -> None:
    with pytest.raises(TerminologyError, match=text) as error:
        _codes(canonical, value_set(listed("s", "a"), url=ALL, version="1"), animals())
    assert error.value.code == "not-found"
