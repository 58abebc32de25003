"""R4's own code systems and value sets: all of them, compared with what HL7 says and with another way to find them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from conformance import definitions, terminology
from fhirserver.terminology.builtin import BuiltIn
from fhirserver.terminology.code_systems import CodeSystem
from fhirserver.terminology.errors import TerminologyError
from fhirserver.terminology.expansion import Member, codes, expand
from fhirserver.terminology.resources import value_set_of
from tests.terminology import naive

SOURCE = BuiltIn()
SYSTEMS = sorted(terminology.index().code_systems)
SETS = sorted(terminology.index().value_sets)
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
EXPANDED = ("example-expansion", "example-hierarchical", "inactive", "yesnodontknow")

# The expansions that HL7 published were not all made from the code systems and compositions beside them.
ONLY_HL7 = {
    "example-hierarchical": {"lock-error", "security", "throttled", "transient"},
}
ONLY_OURS = {
    "example-hierarchical": {"lock", "tbrottled"},
    "inactive": {"EVN.CRT", "GOL.CRT", "INT.CRT", "PRMS.CRT", "RQO.CRT", "RSK.CRT"},
}


def _value_set(url: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(terminology.value_set(url) or b"")
    return found


@pytest.mark.parametrize("url", SETS, ids=lambda url: url.rpartition("/")[2])
def test_a_value_set_has_the_codes_that_another_way_finds(url: str) -> None:
    resource = _value_set(url)
    try:
        expected = naive.codes(resource)
    except naive.NotHere:
        # Then there are the codes of the expansion that HL7 has made, or none.
        if "expansion" not in resource:
            with pytest.raises(TerminologyError):
                codes(value_set_of(resource), SOURCE)
        return
    found = codes(value_set_of(resource), SOURCE)
    assert len(found) == len(set(found))
    if "contained" not in resource:
        assert set(found) == expected


def test_most_value_sets_can_be_expanded() -> None:
    missing = {}
    for url in SETS:
        try:
            codes(value_set_of(_value_set(url)), SOURCE)
        except TerminologyError as error:
            missing[url] = error.code
    assert len(SETS) - len(missing) == 1222
    assert sorted(missing.values()).count("not-supported") == 1
    assert set(missing.values()) == {"not-found", "not-supported"}


def _entries(contains: list[dict[str, Any]]) -> Iterator[Member]:
    for each in contains:
        if "code" in each:
            yield Member(
                each["system"],
                each["code"],
                each["display"],
                inactive=each.get("inactive", False),
                abstract=each.get("abstract", False),
            )
        yield from _entries(each.get("contains", []))


@pytest.mark.parametrize("name", EXPANDED)
def test_a_value_set_has_the_members_of_the_expansion_that_hl7_has_published(name: str) -> None:
    resource = _value_set(f"http://hl7.org/fhir/ValueSet/{name}")
    published = {each.code: each for each in _entries(resource["expansion"]["contains"])}
    found = {each.code: each for each in expand(value_set_of(resource), SOURCE)}
    assert published.keys() - found.keys() == ONLY_HL7.get(name, set())
    assert found.keys() - published.keys() == ONLY_OURS.get(name, set())
    for code in published.keys() & found.keys():
        ours, theirs = found[code], published[code]
        assert (ours.system, ours.inactive, ours.abstract) == (theirs.system, theirs.inactive, theirs.abstract)
        assert (ours.display or "").lower() == (theirs.display or "").lower()


def test_there_are_no_other_expansions() -> None:
    assert {url.rpartition("/")[2] for url in SETS if "expansion" in _value_set(url)} == set(EXPANDED)


def test_required_bindings_have_the_codes_that_validation_checks() -> None:
    checked = 0
    for definition in definitions().types.values():
        for element in definition.elements.values():
            if element.value_set and element.concepts:
                found = SOURCE.value_set(element.value_set.partition("|")[0])
                assert found is not None
                assert set(codes(found, SOURCE)) == element.concepts, element.value_set
                checked += 1
    assert checked > 300


def _systems() -> Iterator[CodeSystem]:
    for url in SYSTEMS:
        system = SOURCE.code_system(url)
        assert system is not None
        yield system


def test_above_is_the_inverse_of_below() -> None:
    for system in _systems():
        hierarchy = system.parents.keys() | system.children.keys()
        below = {code: system.below(code) for code in hierarchy}
        for code in hierarchy:
            assert system.above(code) == {upper for upper in hierarchy if code in below[upper]}, system.url


def test_code_systems_are_found_by_every_code_in_their_hierarchy() -> None:
    with zipfile.ZipFile(terminology.ARCHIVE) as archive:
        listed: dict[str, list[str]] = json.loads(archive.read(terminology.HIERARCHIES))
    found: dict[str, set[str | None]] = {}
    for system in _systems():
        for code in system.parents.keys() | system.children.keys():
            found.setdefault(code, set()).add(system.url)
    assert {code: set(urls) for code, urls in listed.items()} == found


def test_hierarchies_that_hl7_describes() -> None:
    acts = SOURCE.code_system(ACT_CODE)
    assert acts is not None
    assert acts.below("IMP") == {"IMP", "ACUTE", "NONAC"}
    assert acts.concepts["ACUTE"].display == "inpatient acute"
    assert acts.hierarchy_meaning == "is-a"
    nulls = SOURCE.code_system("http://terminology.hl7.org/CodeSystem/v3-NullFlavor")
    assert nulls is not None
    assert nulls.above("DER") == {"DER", "INV", "NI"}


def test_a_concept_within_one_and_named_as_the_child_of_another_is_below_both() -> None:
    acts = SOURCE.code_system(ACT_CODE)
    assert acts is not None
    assert acts.parents["CONT"] == ("_ActAdjudicationGroupCode", "_ActInvoiceAdjudicationPaymentSummaryCode")
    assert {"CONT", *acts.parents["CONT"]} < acts.above("CONT")


def test_a_resource_is_there_in_one_version() -> None:
    system = SOURCE.code_system("http://hl7.org/fhir/administrative-gender")
    assert system is not None
    assert system.version == "4.0.1"
    assert SOURCE.code_system("http://hl7.org/fhir/administrative-gender", "4.0.1") is not None
    assert SOURCE.code_system("http://hl7.org/fhir/administrative-gender", "5.0.0") is None
    assert SOURCE.value_set("http://hl7.org/fhir/ValueSet/administrative-gender", "4.0.1") is not None
    assert SOURCE.value_set("http://hl7.org/fhir/ValueSet/administrative-gender", "5.0.0") is None


def test_what_is_built_in_has_no_id() -> None:
    assert SOURCE.value_set_with_id("administrative-gender") is None


def test_the_value_set_of_all_codes_of_a_code_system_need_not_be_a_resource() -> None:
    assert (
        SOURCE.system_of("http://hl7.org/fhir/ValueSet/concept-properties") == "http://hl7.org/fhir/concept-properties"
    )
    assert SOURCE.system_of("http://example.org/unknown") is None


MEMORY = """
from pathlib import Path
import fhirserver, fhirserver.terminology.searching
from conformance import terminology

def kilobytes():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])

from fhirserver.terminology.builtin import BuiltIn
from fhirserver.terminology.errors import TerminologyError
from fhirserver.terminology.expansion import expand
from fhirserver.terminology.sources import Together

loaded = terminology.index.cache_info().currsize
before = kilobytes()
for url in terminology.index().value_sets:
    source = Together([BuiltIn()])
    try:
        expand(source.value_set(url), source)
    except TerminologyError:
        pass
print(loaded, kilobytes() - before)
"""


def test_nothing_is_loaded_before_it_is_used_and_little_is_kept_after() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    loaded, grown = map(int, done.stdout.split())
    assert loaded == 0
    assert grown < 5 * 1024
