"""The rules of severity error of R4: each is implemented, kept by one instance and broken by another."""

from __future__ import annotations

from copy import deepcopy
from itertools import chain
from typing import Any

import pytest

from conformance import definitions
from fhirserver.validation import validate
from fhirserver.validation.invariants import ELSEWHERE, RULES
from tests.validation import invariant_cases as base
from tests.validation import invariant_cases_definitional as definitional
from tests.validation.invariant_cases import Case
from tests.validation.minimal import minimal, within

CASES = list(
    chain(
        base.datatypes(),
        base.clinical(),
        base.administrative(),
        base.bundles(),
        base.elsewhere(),
        definitional.statements(),
        definitional.registries(),
        definitional.terminology(),
        definitional.questionnaires(),
        definitional.element_definitions(),
        definitional.structure_definitions(),
        definitional.scripts(),
    )
)
# Types that cannot stand for themselves: where to show what they state.
SHOWN_ON = {
    "DomainResource": "Basic",
    "Element": "CodeableConcept",
    "Narrative.div": "Narrative",
    "RiskAssessment.prediction.probability[x]": "RiskAssessment.prediction",
    "Organization.address": "Organization",
    "Organization.telecom": "Organization",
    "ElementDefinition.max": "ElementDefinition",
    "StructureDefinition.snapshot.element": "StructureDefinition.snapshot",
}
NAMES = [f"{case.path} {case.key}" for case in CASES]


def found(case: Case, changes: dict[str, Any]) -> list[tuple[str, str | None]]:
    """The (rule, expression) of all issues when the changes are made to the smallest instance of the case's type."""
    path = SHOWN_ON.get(case.path, case.path)
    resource, _ = within(path, changed(minimal(path), changes))
    return [
        (i.diagnostics.partition(":")[0] if i.code == "invariant" else i.code, i.expression)
        for i in validate(resource).issues
    ]


def changed(instance: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The instance with the changes; None, at any depth, takes an element away."""
    merged = {**instance, **deepcopy(changes)}
    return {name: _without_none(value) for name, value in merged.items() if value is not None}


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(each) for name, each in value.items() if each is not None}
    return [_without_none(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_instance_that_keeps_the_rule_is_valid(case: Case) -> None:
    assert found(case, case.keeps) == []


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_instance_that_breaks_the_rule_is_refused_for_it(case: Case) -> None:
    path = SHOWN_ON.get(case.path, case.path)
    _, at = within(path, changed(minimal(path), case.breaks))
    issues = found(case, case.breaks)
    assert (case.key, at + case.step) in issues
    assert sorted(key for key, _ in issues) == sorted([case.key, *case.also])


def test_every_rule_of_the_definitions_is_implemented_or_listed() -> None:
    stated = {(rule.path, rule.key) for rule in definitions().invariants.values()}
    assert RULES.keys() | ELSEWHERE.keys() == stated
    assert RULES.keys() & ELSEWHERE.keys() == set()


def test_every_rule_has_a_case() -> None:
    repeated = {name for name, where in ELSEWHERE.items() if "says the same" in where}
    assert {(case.path, case.key) for case in CASES} == (RULES.keys() | ELSEWHERE.keys()) - repeated
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", [name for name, where in ELSEWHERE.items() if "says the same" in where], ids=str)
def test_a_rule_that_is_listed_as_the_same_is_the_same(name: tuple[str, str]) -> None:
    path, key = name
    words = ELSEWHERE[name].replace(",", "").split()
    other, same = words[words.index("is") + 1], words[words.index("whose") + 1]
    parent, _, last = path.rpartition(".")
    assert definitions().types[parent].elements[last].type == other
    rules = definitions().invariants
    assert _plain(rules[f"{path} {key}"].expression) == _plain(rules[f"{other} {same}"].expression)


def _plain(expression: str | None) -> str:
    return (expression or "").replace(" ", "")


def test_the_message_is_the_sentence_of_the_specification() -> None:
    resource, _ = within("Patient.contact", {"gender": "other"})
    (issue,) = validate(resource).issues
    assert issue.diagnostics == ("pat-1: SHALL at least contain a contact's details or a reference to an organization")
    assert (issue.severity, issue.code, issue.expression) == ("error", "invariant", "Patient.contact[0]")
