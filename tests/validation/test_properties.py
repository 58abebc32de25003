"""What holds of every validation, shown over HL7's examples, right ones and broken ones."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import definitions
from fhirserver.validation import validate, validate_bundle_shell
from tests.validation.data import EXAMPLES, SYNTHEA, JsonObject, lines

R4 = definitions()
RESOURCES = list(lines(EXAMPLES))
SMALL = [r for r in RESOURCES if len(repr(r)) < 6000]
URI_TYPES = {"uri", "url", "canonical", "oid", "uuid"}
WRONG: list[Any] = [None, 7, "", {}, [], [{}], "2020-13", {"id": "x"}, True]


def broken(resource: JsonObject, chance: random.Random, changes: int) -> JsonObject:
    """A copy with some values replaced by what does not belong there."""
    changed = deepcopy(resource)
    places: list[tuple[Any, Any]] = []
    waiting: list[Any] = [changed]
    while waiting:
        each = waiting.pop()
        keys: Any = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        for key in keys:
            if key != "resourceType":
                places.append((each, key))
                waiting.append(each[key])
    for container, key in chance.sample(places, min(changes, len(places))):
        container[key] = deepcopy(chance.choice(WRONG))
    return changed


def found(resource: object, at: str | None = None) -> Counter[tuple[str, str, str | None]]:
    return Counter((i.code, i.diagnostics, i.expression) for i in validate(resource, at=at).issues)


CASES = st.builds(broken, st.sampled_from(SMALL), st.randoms(use_true_random=False), st.integers(0, 4))


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same JSON with the properties of all objects in another order."""
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: shuffled(value[name], chance) for name in names}
    return [shuffled(each, chance) for each in value] if isinstance(value, list) else value


def _without_order(issues: Counter[tuple[str, str, str | None]]) -> Counter[tuple[str, str | None]]:
    # Which two members of a choice are named depends on which comes first.
    return Counter((code, expression) for code, _, expression in issues.elements())


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_properties_does_not_matter(resource: JsonObject, chance: random.Random) -> None:
    assert _without_order(found(shuffled(resource, chance))) == _without_order(found(resource))


@given(CASES)
def test_validating_twice_gives_the_same(resource: JsonObject) -> None:
    assert validate(resource).issues == validate(resource).issues


@given(CASES)
def test_at_moves_every_expression(resource: JsonObject) -> None:
    name = resource["resourceType"]
    moved = found(resource, at="Bundle.entry[5].resource")
    assert moved == Counter(
        {(c, d, "Bundle.entry[5].resource" + (e or "")[len(name) :]): n for (c, d, e), n in found(resource).items()}
    )


@given(st.lists(CASES, min_size=1, max_size=3))
def test_a_bundle_has_the_issues_of_its_resources_and_of_its_shell(resources: list[JsonObject]) -> None:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}
    alone: Counter[tuple[str, str, str | None]] = Counter()
    for index, each in enumerate(resources):
        alone += found(each, at=f"Bundle.entry[{index}].resource")
    shell = Counter((i.code, i.diagnostics, i.expression) for i in validate_bundle_shell(bundle).issues)
    assert found(bundle) == alone + shell


@given(CASES)
def test_every_expression_leads_to_something_or_to_what_is_missing(resource: JsonObject) -> None:
    for _, diagnostics, expression in found(resource):
        holder = _at(resource, (expression or "").rpartition(".")[0])
        assert holder is not None, (expression, diagnostics)


def _at(resource: JsonObject, path: str) -> Any:
    """What a FHIRPath of an issue leads to; the object beside a primitive counts too."""
    value: Any = resource
    for step in path.split(".")[1:]:
        name, _, index = step.rstrip("]").partition("[")
        both = [value.get(name), value.get("_" + name)] if isinstance(value, dict) else []
        if index:
            both = [each[int(index)] for each in both if isinstance(each, list) and int(index) < len(each)]
        value = next((each for each in reversed(both) if isinstance(each, dict | list)), None) or next(iter(both), None)
    return value


# Other objects with something called reference have more: Expression its language, DetectedIssue its status.
OF_A_REFERENCE = {"reference", "display", "type", "identifier", "id", "extension", "_reference", "_display", "_type"}


def scanned(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The (expression, text) of everything that looks like a literal reference, found without any definitions."""
    if isinstance(value, dict):
        for name, item in value.items():
            inner = f"{path}.{name.removeprefix('_')}"
            if name == "reference" and isinstance(item, str) and value.keys() <= OF_A_REFERENCE:
                yield inner, item
            yield from scanned(item, inner)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from scanned(each, f"{path}[{index}]")


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: f"{r['resourceType']}/{r['id']}")
def test_references_are_those_that_a_scan_finds(resource: JsonObject) -> None:
    expected = set(scanned(resource, resource["resourceType"]))
    listed = {(r.expression, r.holder["reference"]) for r in validate(resource).references}
    assert listed == expected


def typed(value: JsonObject, type_name: str, path: str) -> Iterator[tuple[str, str, Any]]:
    """The (type, expression, value) of everything in a valid object, by another walk over the definitions."""
    elements = R4.types[type_name].elements
    for name, item in value.items():
        element = elements.get(name) or elements.get(name.removeprefix("_"))
        if element is None:
            continue
        many = isinstance(item, list)
        for index, each in enumerate(item if many else [item]):
            where = f"{path}.{element.name}[{index}]" if many else f"{path}.{element.name}"
            if isinstance(each, dict):
                inner = each["resourceType"] if element.type == "Resource" else element.type
                yield from typed(each, inner if name == element.name else "Element", where)
            else:
                yield element.type, where, each


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: f"{r['resourceType']}/{r['id']}")
def test_uris_and_narratives_are_those_that_another_walk_finds(resource: JsonObject) -> None:
    everything = list(typed(resource, resource["resourceType"], resource["resourceType"]))
    report = validate(resource)
    # A Reference with nothing but a literal and a display has no uris, and so nothing is lost by not walking it.
    assert {(u.expression, u.container[u.key]) for u in report.uris} == {
        (where, text) for kind, where, text in everything if kind in URI_TYPES
    }
    assert {(n.expression, n.holder[n.key]) for n in report.narratives} == {
        (where, text) for kind, where, text in everything if kind == "xhtml"
    }


def test_threads_share_the_tables() -> None:
    resources = [entry["resource"] for bundle in lines(SYNTHEA[0]) for entry in bundle["entry"]][:400]
    with ThreadPoolExecutor(8) as threads:
        assert all(report.issues == [] for report in threads.map(validate, resources))


def test_the_first_validations_may_come_at_once_from_many_threads() -> None:
    """In a new process, where nothing is compiled yet."""
    program = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from fhirserver.validation import validate\n"
        "good = {'resourceType': 'Patient', 'name': [{'family': 'x'}]}\n"
        "bad = {'resourceType': 'Patient', 'name': [{'familie': 'x'}]}\n"
        "with ThreadPoolExecutor(8) as threads:\n"
        "    reports = list(threads.map(validate, [good, bad] * 50))\n"
        "print([len(report.issues) for report in reports] == [0, 1] * 50)\n"
    )
    root = Path(__file__).parent.parent.parent
    answer = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout == "True\n"
