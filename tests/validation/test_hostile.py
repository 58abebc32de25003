"""Whatever JSON is given: a report, never an exception, and never more than a moment's work."""

from __future__ import annotations

import random
from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fhirserver.errors import Issue
from fhirserver.validation import Report, validate, validate_bundle_shell
from tests.validation.data import EXAMPLES, lines
from tests.validation.minimal import R4, minimal, single, within

ELEMENTS = sorted(
    {name for t in R4.types.values() for name in t.elements} | {"_" + n for n in ("status", "given", "value")}
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(
        [10**4000, -(10**4000), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999")]
    )
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["\ud800", "\x00", "#", "#a", "Patient/1", "2020-02-30", "9999", "%", "http://", "a\n"])
    | st.sampled_from(sorted(R4.types))
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(ELEMENTS) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)
EXAMPLE_LIST = [r for r in lines(EXAMPLES) if len(repr(r)) < 20_000]


def check(value: Any) -> None:
    """A report with issues that say something."""
    for report in (validate(value), validate_bundle_shell(value), validate(value, at="Bundle.entry[0].resource")):
        assert isinstance(report, Report)
        for issue in report.issues:
            assert isinstance(issue, Issue)
            assert issue.severity == "error"
            assert issue.expression
            assert issue.diagnostics
            assert len(issue.diagnostics) < 1000
        for reference in report.references:
            assert isinstance(reference.holder["reference"], str)
        for uri in report.uris:
            assert isinstance(uri.container[uri.key], str)
        for narrative in report.narratives:
            assert isinstance(narrative.holder[narrative.key], str)


@given(JSON)
def test_any_json(value: Any) -> None:
    check(value)


@given(st.sampled_from(R4.resource_types), st.data())
def test_any_elements_of_any_resource(resource_type: str, data: st.DataObject) -> None:
    names = st.sampled_from([*R4.types[resource_type].elements, *("_" + n for n in R4.types[resource_type].elements)])
    check({"resourceType": resource_type, **data.draw(st.dictionaries(names, JSON, max_size=5))})


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a JSON value."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        for key in keys:
            found.append((each, key))
            waiting.append(each[key])
    return found


@settings(max_examples=300)
@given(st.sampled_from(EXAMPLE_LIST), st.randoms(use_true_random=False), st.lists(JSON, min_size=1, max_size=3))
def test_examples_with_anything_put_anywhere(resource: Any, chance: random.Random, values: list[Any]) -> None:
    changed = deepcopy(resource)
    for value in values:
        container, key = chance.choice(places(changed))
        container[key] = value
    check(changed)


RULED = sorted(name for name, t in R4.types.items() if t.invariants and t.kind in ("resource", "backbone"))


@settings(max_examples=300)
@given(st.sampled_from(RULED), st.data())
def test_rules_on_anything(path: str, data: st.DataObject) -> None:
    """The predicates of invariants see elements of every shape, valid ones among them."""
    definition = R4.types[path]
    instance = minimal(path)
    for name in data.draw(st.lists(st.sampled_from(list(definition.elements)), max_size=4)):
        element = definition.elements[name]
        value = data.draw(JSON) if data.draw(st.booleans()) else single(element)
        instance[name] = [value] if element.many and data.draw(st.booleans()) else value
    resource, _ = within(path, instance)
    check(resource)


def test_a_long_text_is_not_repeated_in_the_report() -> None:
    long = "x" * 100_000
    resource = {
        "resourceType": "Patient",
        "gender": long,
        "birthDate": long,
        "id": long,
        long: 1,
        "contained": [{"resourceType": long}],
    }
    check(resource)
    assert len(validate(resource).issues) == 6


def test_a_signalling_nan_where_a_rule_compares() -> None:
    """Decimal raises when such a value is compared, even for equality."""
    for name in R4.types["StructureDefinition"].elements:
        check({**minimal("StructureDefinition"), name: Decimal("sNaN"), "snapshot": {"element": [{"path": "x"}]}})


def test_many_errors_are_all_reported() -> None:
    resource = {"resourceType": "Patient", "name": [{"use": "x"}] * 10_000}
    assert len(validate(resource).issues) == 10_000
