"""The paths of FHIRPath Patch: which elements they lead to, and what is refused."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.errors import Unprocessable
from fhirserver.patch.locate import Locator
from fhirserver.patch.node import Node, root
from fhirserver.patch.path import parse

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "example",
    "contained": [
        {"resourceType": "Organization", "id": "o", "name": "Acme"},
        {"resourceType": "Practitioner", "id": "p", "active": True},
    ],
    "extension": [{"url": "http://e/1", "valueString": "one"}, {"url": "http://e/2", "valueInteger": 2}],
    "active": True,
    "name": [
        {"use": "official", "family": "Chalmers", "given": ["Peter", "James"]},
        {"use": "usual", "given": ["Jim", None], "_given": [None, {"extension": [{"url": "http://e/3"}]}]},
        {"use": "maiden", "family": "Windsor's", "period": {"end": "2002"}},
    ],
    "birthDate": "1974-12-25",
    "_birthDate": {"extension": [{"url": "http://e/time", "valueDateTime": "1974-12-25T14:35:45-05:00"}]},
    "_gender": {"id": "unknown"},
    "deceasedBoolean": False,
    "telecom": [
        {"system": "phone", "value": "1", "rank": 1},
        {"system": "email", "value": "a@example.org", "rank": 2},
        {"system": "phone", "value": "2"},
    ],
    "managingOrganization": {"reference": "#o"},
    "generalPractitioner": [
        {"reference": "#p"},
        {"reference": "#p"},
        {"reference": "Practitioner/1"},
        {"reference": "#x"},
    ],
}
OBSERVATION: dict[str, Any] = {
    "resourceType": "Observation",
    "code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
    "valueQuantity": {"value": Decimal("107.0"), "unit": "mmHg"},
    "component": [{"valueString": "a"}, {"valueQuantity": {"value": 1}}],
}


def found(path: str, document: dict[str, Any] = PATIENT) -> list[Node]:
    return Locator(root(document)).locate(parse(path))


def places(path: str, document: dict[str, Any] = PATIENT) -> list[str]:
    """The JSON places of what a path leads to: ``name[0].given[1]``."""

    def place(node: Node | None) -> str:
        if node is None or node.parent is None:
            return ""
        index = "" if node.index is None else f"[{node.index}]"
        return f"{place(node.parent)}.{node.name}{index}".removeprefix(".")

    return [place(node) for node in found(path, document)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Patient", [""]),
        ("Resource", [""]),
        ("DomainResource.active", ["active"]),
        ("%resource.active", ["active"]),
        ("%context", [""]),
        ("$this.active", ["active"]),
        ("active", ["active"]),
        (" Patient . active ", ["active"]),
        ("`Patient`.`active`", ["active"]),
        ("Patient.name", ["name[0]", "name[1]", "name[2]"]),
        ("Patient.name[1]", ["name[1]"]),
        ("Patient.name[3]", []),
        ("Patient.name.given", ["name[0].given[0]", "name[0].given[1]", "name[1].given[0]", "name[1].given[1]"]),
        ("Patient.name.given[2]", ["name[1].given[0]"]),
        ("Patient.name[0].given[1]", ["name[0].given[1]"]),
        ("Patient.name.first()", ["name[0]"]),
        ("Patient.name.last()", ["name[2]"]),
        ("Patient.name.tail()", ["name[1]", "name[2]"]),
        ("Patient.name.skip(2)", ["name[2]"]),
        ("Patient.name.take(1)", ["name[0]"]),
        ("(Patient.name).first().given.last()", ["name[0].given[1]"]),
        ("Patient.maritalStatus", []),
        ("Patient.maritalStatus.coding.code", []),
        ("Patient.gender", ["gender"]),
        ("Patient.birthDate.extension", ["birthDate.extension[0]"]),
        ("Patient.birthDate.extension('http://e/time').value", ["birthDate.extension[0].valueDateTime"]),
        ("Patient.name.given.extension('http://e/3')", ["name[1].given[1].extension[0]"]),
        ("Patient.extension('http://e/2').value", ["extension[1].valueInteger"]),
        ("Patient.extension('http://e/9')", []),
        ("Patient.extension.where(url = 'http://e/1')", ["extension[0]"]),
        ("Patient.deceased", ["deceasedBoolean"]),
        ("Patient.deceasedBoolean", ["deceasedBoolean"]),
        ("Patient.deceased.ofType(boolean)", ["deceasedBoolean"]),
        ("Patient.deceased.ofType(dateTime)", []),
        ("Patient.deceased.as(FHIR.boolean)", ["deceasedBoolean"]),
        ("(Patient.deceased as boolean)", ["deceasedBoolean"]),
        ("Patient.contained", ["contained[0]", "contained[1]"]),
        ("Patient.contained.name", ["contained[0].name"]),
        ("Patient.contained.ofType(Practitioner).active", ["contained[1].active"]),
        ("Patient.contained.ofType(Resource)", ["contained[0]", "contained[1]"]),
        ("Patient.contained.where($this is Organization)", ["contained[0]"]),
        ("Patient.contained.where(is(Organization).not())", ["contained[1]"]),
        ("Patient.managingOrganization.resolve()", ["contained[0]"]),
        ("Patient.generalPractitioner.resolve().active", ["contained[1].active"]),
    ],
)
def test_paths_lead_to_places(path: str, expected: list[str]) -> None:
    assert places(path) == expected


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ("system = 'phone'", [0, 2]),
        ("system != 'phone'", [1]),
        ("system ~ 'PHONE'", [0, 2]),
        ("system !~ 'PHONE'", [1]),
        ("rank = 1", [0]),
        ("rank = 1.0", [0]),
        ("rank = true", []),
        ("rank != 1", [1]),
        ("rank ~ 1", [0]),
        ("use ~ period", [0, 1, 2]),
        ("rank", [0, 1]),
        ("rank.exists()", [0, 1]),
        ("rank.empty()", [2]),
        ("rank.exists().not()", [2]),
        ("rank.hasValue()", [0, 1]),
        ("period.hasValue()", []),
        ("rank.count() = 0", [2]),
        ("(rank = 1).not()", [1]),
        ("system = 'phone' and value = '2'", [2]),
        ("system = 'phone' and rank = 1 or value = '2'", [0, 2]),
        ("system = 'phone' and (rank = 1 or value = '2')", [0, 2]),
        ("system = 'email' xor value = '2'", [1, 2]),
        ("rank = 1 or rank = 2", [0, 1]),
        ("rank = 9 and true", []),
        ("(rank = 1 and system = 'email').not()", [0, 1, 2]),
        ("(rank = 1 or system = 'email').not()", []),
        ("true", [0, 1, 2]),
        ("false or rank = 2", [1]),
        ("value.startsWith('a')", [1]),
        ("value.endsWith('.org')", [1]),
        ("value.contains('@')", [1]),
        ("use.contains('@')", []),
        ("'phone' = system", [0, 2]),
        ("$this.system = 'email'", [1]),
        ("where(system = 'email').exists()", [1]),
        ("exists(rank = 2)", [1]),
        ("value = 'it\\'s \\u0031'", []),
        ("value = '\\u0031'", [0]),
    ],
)
def test_criteria_choose(criterion: str, expected: list[int]) -> None:
    assert places(f"Patient.telecom.where({criterion})") == [f"telecom[{index}]" for index in expected]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Patient.name.where(use = 'maiden' and family = 'Windsor\\'s')", ["name[2]"]),
        ("Patient.name.where(given = 'Jim')", []),
        ("Patient.name.where(given.where($this = 'Jim').exists()).use", ["name[1].use"]),
        ("Patient.name.where(given contains 'Jim')", None),
        ("Patient.name.where(period.end = @2002)", ["name[2]"]),
        ("Patient.where(birthDate = @1974-12-25).active", ["active"]),
        ("Patient.where(active).name.first().given.where($this = 'James')", ["name[0].given[1]"]),
        ("Patient.where(birthDate.extension.value = @1974-12-25T14:35:45-05:00)", [""]),
    ],
)
def test_criteria_on_nested_elements(path: str, expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(Unprocessable):
            found(path)
    else:
        assert places(path) == expected


def test_choice_elements_of_all_types() -> None:
    assert places("Observation.value", OBSERVATION) == ["valueQuantity"]
    assert places("Observation.component.value", OBSERVATION) == [
        "component[0].valueString",
        "component[1].valueQuantity",
    ]
    assert places("Observation.component.value.ofType(Quantity)", OBSERVATION) == ["component[1].valueQuantity"]
    assert places("(Observation.value as Quantity).value", OBSERVATION) == ["valueQuantity.value"]
    assert places("Observation.where(value.value = 107).code", OBSERVATION) == ["code"]
    assert places("Observation.where(value is Quantity).code", OBSERVATION) == ["code"]
    assert places("Observation.where(code.coding.code = '8480-6').value.unit", OBSERVATION) == ["valueQuantity.unit"]


def test_derived_types_count_as_their_base() -> None:
    extension = {
        "resourceType": "Patient",
        "extension": [{"url": "a", "valueAge": {"value": 1}}, {"url": "b", "valueCode": "x"}],
    }
    assert places("Patient.extension.value.ofType(Quantity)", extension) == ["extension[0].valueAge"]
    assert places("Patient.extension.value.ofType(string)", extension) == ["extension[1].valueCode"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("Patient.foo", "Patient has no element 'foo'."),
        ("Patient.name.foo", "HumanName has no element 'foo'."),
        ("Observation.value", "Patient has no element 'Observation'."),
        ("Patient.name.Patient", "HumanName has no element 'Patient'."),
        ("Patient.active.foo", "boolean has no element 'foo'."),
        ("Patient.name.exists()", "The path needs elements, but here it gets a value."),
        ("Patient.name.count().foo", "foo needs elements, but here it gets a value."),
        ("Patient.name.where(given)", "A criterion must be true or false, but this one yields several items."),
        ("Patient.name.repeat(given)", "The function repeat with 1 arguments cannot be used in a patch."),
        ("Patient.name.first(1)", "The function first with 1 arguments cannot be used in a patch."),
        ("Patient.name.skip('a')", "The function skip with 1 arguments cannot be used in a patch."),
        ("Patient.name.skip(true)", "The function skip with 1 arguments cannot be used in a patch."),
        ("Patient.name.where()", "The function where with 0 arguments cannot be used in a patch."),
        ("Patient.name.ofType('HumanName')", "The argument of is, as and ofType must be the name of a FHIR type."),
        ("'text'", "The path \"'text'\" does not lead to an element."),
        ("Patient.active = true", "The path 'Patient.active = true' does not lead to an element."),
    ],
)
def test_wrong_paths_say_why(path: str, message: str) -> None:
    with pytest.raises(Unprocessable) as caught:
        found(path)
    assert str(caught.value) == message
    assert caught.value.status == 422


@pytest.mark.parametrize(
    "path",
    [
        *[
            "",
            " ",
            ".",
            "Patient.",
            ".active",
            "Patient..active",
            "Patient active",
            "Patient[0",
            "Patient]",
            "Patient[a]",
        ],
        *["Patient[1.5]", "Patient[-1]", "Patient.name.where(", "Patient.name.where(use='a'", "Patient.name.where(,)"],
        *[
            "Patient.name | Patient.telecom",
            "Patient.name + 1",
            "Patient.name.where(rank > 1)",
            "Patient.where(1 in rank)",
        ],
        *[
            "%ucum",
            "Patient.name.where(%resource.active)",
            "Patient.'name'",
            "'open",
            "`open",
            "``",
            "Patient.name{}",
            "é",
        ],
        *["// comment", "Patient.name\x00", "@", "@T", "$index", "Patient.name.where($total = 1)", "((((", "= 1"],
    ],
)
def test_unreadable_paths_are_refused(path: str) -> None:
    with pytest.raises(Unprocessable, match="cannot be read"):
        found(path)


@pytest.mark.parametrize(
    "path",
    [
        "Patient." + "name." * 1000,
        "(" * 30 + "Patient" + ")" * 30,
        "Patient.where(" * 30 + "true" + ")" * 30,
        "Patient.where(" + "true and " * 60 + "true)",
        "Patient.where(" + "active=" * 60 + "true)",
    ],
)
def test_paths_have_bounds(path: str) -> None:
    with pytest.raises(Unprocessable) as caught:
        found(path)
    assert caught.value.issues[0].code == "too-costly"


def test_a_path_that_takes_too_long_is_stopped() -> None:
    many = {"resourceType": "Patient", "telecom": [{"rank": 1}] * 20_000}
    started = time.perf_counter()
    with pytest.raises(Unprocessable) as caught:
        found("Patient.telecom" + ".where(rank = 1)" * 100, many)
    assert caught.value.issues[0].code == "too-costly"
    assert time.perf_counter() - started < 20


def test_resolving_in_circles_does_not_multiply() -> None:
    circle = {"resourceType": "List", "id": "l", "contained": [], "entry": [{"item": {"reference": "#l"}}] * 100}
    circle["contained"] = [dict(circle, contained=[])]
    assert len(found("List.entry.item" + ".resolve().entry.item" * 20, circle)) == 100


FRAGMENTS = """
Patient name given telecom rank extension value where exists resolve ofType as is and or not first () ( ) [0] [ ] . . .
= != ~ 'phone' 1 1.5 true @2002 $this %resource , é `a`
"""


@given(st.lists(st.sampled_from(FRAGMENTS.split()), max_size=12).map(" ".join) | st.text(max_size=20))
def test_any_text_is_a_path_or_refused(path: str) -> None:
    try:
        nodes = found(path)
    except Unprocessable:
        return
    assert all(node.parent is None or node.holder is not None for node in nodes)


hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*PATIENT, "_name", "given", "_given", "url", "use", "reference"]), inner, max_size=4
        )
    ),
)


@given(st.dictionaries(st.sampled_from(sorted(PATIENT)), hostile), st.sampled_from(["Patient", "Foo", None, 1]))
def test_documents_of_any_shape_are_searched_without_failing(document: dict[str, Any], resource_type: object) -> None:
    document["resourceType"] = resource_type
    for path in ("name.given.extension('a').url", "telecom.where(rank = 1).value", "managingOrganization.resolve().id"):
        assert isinstance(found(f"Patient.{path}", {**document, "resourceType": "Patient"}), list)
    try:
        nodes = found("name.given", document)
    except Unprocessable:
        return
    assert isinstance(nodes, list)
