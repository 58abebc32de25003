"""How JSON must be shaped: objects, arrays, choices, the underscored siblings of primitives, extensions, bindings."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.validation import Report, validate
from fhirserver.validation.walk import MAXIMUM_DEPTH

JsonObject = dict[str, Any]
ABSENT = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}


def patient(**elements: Any) -> JsonObject:
    return {"resourceType": "Patient", **elements}


def found(resource: object) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.expression) for issue in validate(resource).issues]


def one(resource: object) -> tuple[str, str | None, str]:
    """The only issue."""
    (issue,) = validate(resource).issues
    assert issue.severity == "error"
    return issue.code, issue.expression, issue.diagnostics


@pytest.mark.parametrize(
    ("resource", "says"),
    [
        (None, "a resource must be a JSON object, not null"),
        ([], "a resource must be a JSON object, not an array"),
        ("Patient", "a resource must be a JSON object, not a string"),
        (1, "a resource must be a JSON object, not a number"),
        (True, "a resource must be a JSON object, not a boolean"),
        ({}, "resourceType is missing"),
        ({"resourceType": "Patients"}, "resourceType must be an R4 resource type, not 'Patients'"),
        ({"resourceType": "DomainResource"}, "resourceType must be an R4 resource type, not 'DomainResource'"),
        ({"resourceType": "HumanName"}, "resourceType must be an R4 resource type, not 'HumanName'"),
        ({"resourceType": ["Patient"]}, "resourceType must be an R4 resource type, not an array"),
        ({"resourceType": None}, "resourceType must be an R4 resource type, not null"),
    ],
)
def test_what_is_no_resource(resource: object, says: str) -> None:
    assert one(resource) == ("structure", "Resource", says)


def test_a_resource_may_be_empty_when_nothing_is_required() -> None:
    assert validate(patient()).issues == []
    assert validate(patient(id="1")).issues == []
    assert validate(patient()).ok


def test_a_report_with_issues_is_not_ok() -> None:
    assert not validate(patient(x=1)).ok
    assert Report().ok


def test_all_errors_are_found_at_once_each_with_its_place() -> None:
    resource = patient(
        name=[{"given": ["Ann", 7], "family": ""}, {"use": "sometimes"}],
        gender="f",
        birthDate="2021-02-29",
        contact=[{"gender": "male"}],
        link=[{"other": {"reference": "Patient/1"}}],
        active="true",
        unknown=1,
    )
    assert found(resource) == [
        ("structure", "Patient.name[0].given[1]"),
        ("value", "Patient.name[0].family"),
        ("code-invalid", "Patient.name[1].use"),
        ("code-invalid", "Patient.gender"),
        ("value", "Patient.birthDate"),
        ("invariant", "Patient.contact[0]"),
        ("required", "Patient.link[0].type"),
        ("structure", "Patient.active"),
        ("structure", "Patient.unknown"),
    ]


def test_the_path_can_begin_elsewhere() -> None:
    report = validate(patient(gender="f"), at="Bundle.entry[3].resource")
    assert [issue.expression for issue in report.issues] == ["Bundle.entry[3].resource.gender"]


@pytest.mark.parametrize(
    ("elements", "expression", "says"),
    [
        ({"name": {"family": "x"}}, "Patient.name", "must be an array, not an object"),
        ({"name": []}, "Patient.name", "must not be empty"),
        ({"name": None}, "Patient.name", "must be an array, not null"),
        ({"name": ["x"]}, "Patient.name[0]", "must be an object, not a string"),
        ({"name": [{"family": "x"}, None]}, "Patient.name[1]", "must be an object, not null"),
        ({"name": [{}]}, "Patient.name[0]", "must not be empty"),
        ({"maritalStatus": {}}, "Patient.maritalStatus", "must not be empty"),
        ({"maritalStatus": [{"text": "x"}]}, "Patient.maritalStatus", "must be an object, not an array"),
        ({"managingOrganization": {}}, "Patient.managingOrganization", "must not be empty"),
        ({"generalPractitioner": [{}]}, "Patient.generalPractitioner[0]", "must not be empty"),
        (
            {"generalPractitioner": {"reference": "Practitioner/1"}},
            "Patient.generalPractitioner",
            "must be an array, not an object",
        ),
        ({"birthDate": None}, "Patient.birthDate", "must be a date that exists: YYYY, YYYY-MM or YYYY-MM-DD, not null"),
        (
            {"birthDate": ["2020"]},
            "Patient.birthDate",
            "must be a date that exists: YYYY, YYYY-MM or YYYY-MM-DD, not an array",
        ),
        ({"active": {}}, "Patient.active", "must be true or false, not an object"),
        ({"active": "true"}, "Patient.active", "must be true or false, not a string"),
        ({"multipleBirthInteger": 2**31}, "Patient.multipleBirthInteger", "must be a whole number of 32 bits"),
        (
            {"gender": "Male"},
            "Patient.gender",
            "'Male' is not a code of http://hl7.org/fhir/ValueSet/administrative-gender",
        ),
        ({"contained": {}}, "Patient.contained", "must be an array, not an object"),
        ({"contained": []}, "Patient.contained", "must not be empty"),
        ({"text": {"status": "empty", "div": 1}}, "Patient.text.div", "must be a string of XHTML, not a number"),
        ({"fhir_comments": ["x"]}, "Patient.fhir_comments", "Patient has no element fhir_comments"),
        ({"value": "x"}, "Patient.value", "Patient has no element value"),
        ({"deceased": True}, "Patient.deceased", "Patient has no element deceased"),
        ({"a b": 1}, "Patient", "Patient has no element 'a b'"),
        ({"": 1}, "Patient", "Patient has no element ''"),
        ({"\ud800": 1}, "Patient", "Patient has no element '\\ud800'"),
        ({"__name": [{}]}, "Patient", "Patient has no element '__name'"),
        ({"_contact": [{}]}, "Patient.contact", "Patient has no element _contact"),
        ({"_resourceType": {"id": "x"}}, "Patient.resourceType", "Patient has no element _resourceType"),
    ],
)
def test_shapes(elements: JsonObject, expression: str, says: str) -> None:
    assert one(patient(**elements))[1:] == (expression, says)


def test_resource_type_belongs_to_resources_only() -> None:
    assert one(patient(name=[{"resourceType": "HumanName", "family": "x"}]))[1] == "Patient.name[0].resourceType"


def test_a_choice_has_one_member() -> None:
    assert found(patient(deceasedBoolean=True)) == []
    assert one(patient(deceasedBoolean=True, deceasedDateTime="2020")) == (
        "structure",
        "Patient",
        "only one deceased[x] is allowed: deceasedBoolean and deceasedDateTime",
    )


def test_the_sibling_counts_as_its_member_of_the_choice() -> None:
    assert found(patient(deceasedBoolean=True, _deceasedBoolean={"id": "x"})) == []
    assert found(patient(_deceasedBoolean=ABSENT, deceasedDateTime="2020")) == [("structure", "Patient")]


def test_a_required_choice_may_be_a_sibling() -> None:
    annotation = {
        "resourceType": "Basic",
        "code": {"text": "x"},
        "extension": [{"url": "http://x.org", "_valueString": ABSENT}],
    }
    assert found(annotation) == []


@pytest.mark.parametrize(
    "elements",
    [
        {"birthDate": "2020", "_birthDate": {"id": "a"}},
        {"birthDate": "2020", "_birthDate": ABSENT},
        {"_birthDate": ABSENT},
        {"_birthDate": {"id": "a", **ABSENT}},
        {"name": [{"given": ["a", "b"], "_given": [None, {"id": "x"}]}]},
        {"name": [{"given": ["a", None], "_given": [None, ABSENT]}]},
        {"name": [{"_given": [ABSENT, ABSENT]}]},
    ],
)
def test_siblings_that_are_allowed(elements: JsonObject) -> None:
    assert found(patient(**elements)) == []


@pytest.mark.parametrize(
    ("elements", "issues"),
    [
        ({"_birthDate": {}}, [("structure", "Patient.birthDate")]),
        ({"_birthDate": None}, [("structure", "Patient.birthDate")]),
        ({"_birthDate": []}, [("structure", "Patient.birthDate")]),
        ({"_birthDate": "x"}, [("structure", "Patient.birthDate")]),
        ({"_birthDate": {"id": "a"}}, [("invariant", "Patient.birthDate")]),
        ({"birthDate": "2020", "_birthDate": {"id": ""}}, [("value", "Patient.birthDate.id")]),
        ({"birthDate": "2020", "_birthDate": {"id": 1}}, [("value", "Patient.birthDate.id")]),
        ({"_birthDate": {"value": "2020"}}, [("structure", "Patient.birthDate.value")]),
        ({"_birthDate": {"extension": []}}, [("structure", "Patient.birthDate.extension")]),
        ({"_birthDate": {"extension": [{"url": "x"}]}}, [("invariant", "Patient.birthDate.extension[0]")]),
        ({"name": [{"given": ["a"], "_given": {"id": "x"}}]}, [("structure", "Patient.name[0].given")]),
        ({"name": [{"given": ["a"], "_given": []}]}, [("structure", "Patient.name[0].given")] * 2),
        ({"name": [{"given": ["a", "b"], "_given": [{"id": "x"}]}]}, [("structure", "Patient.name[0].given")]),
        ({"name": [{"given": ["a", None]}]}, [("structure", "Patient.name[0].given[1]")]),
        ({"name": [{"given": ["a", None], "_given": [ABSENT, None]}]}, [("structure", "Patient.name[0].given[1]")]),
        ({"name": [{"given": [None], "_given": [{"id": "x"}]}]}, [("invariant", "Patient.name[0].given[0]")]),
        ({"name": [{"_given": [ABSENT, None]}]}, [("structure", "Patient.name[0].given[1]")]),
        ({"name": [{"given": ["a"], "_given": ["x"]}]}, [("structure", "Patient.name[0].given[0]")]),
    ],
)
def test_siblings_that_are_refused(elements: JsonObject, issues: list[tuple[str, str]]) -> None:
    assert found(patient(**elements)) == issues


def test_a_required_element_may_have_only_extensions() -> None:
    observation = {"resourceType": "Observation", "code": {"text": "x"}}
    assert found(observation) == [("required", "Observation.status")]
    assert found({**observation, "_status": ABSENT}) == []


def extended(*extensions: Any) -> JsonObject:
    return patient(extension=list(extensions))


@pytest.mark.parametrize(
    "extension",
    [
        {"url": "http://example.org", "valueString": "x"},
        {"url": "http://example.org", "extension": [{"url": "part", "valueCode": "x"}]},
        {"url": "http://example.org", "id": "x", "valueReference": {"reference": "Patient/1"}},
        {"url": "http://example.org", "_valueString": ABSENT},
        {"url": "http://example.org", "valueMeta": {"versionId": "1"}},
    ],
)
def test_extensions_that_are_allowed(extension: JsonObject) -> None:
    assert found(extended(extension)) == []


@pytest.mark.parametrize(
    ("extension", "issues"),
    [
        ({"valueString": "x"}, [("required", "Patient.extension[0].url")]),
        ({"url": "http://example.org"}, [("invariant", "Patient.extension[0]")]),
        ({"url": "a b", "valueString": "x"}, [("value", "Patient.extension[0].url")]),
        ({"url": 1, "valueString": "x"}, [("structure", "Patient.extension[0].url")]),
        (
            {"url": "http://example.org", "valueString": "x", "extension": [{"url": "y", "valueBoolean": True}]},
            [("invariant", "Patient.extension[0]")],
        ),
        ({"url": "http://example.org", "valueString": "x", "valueCode": "y"}, [("structure", "Patient.extension[0]")]),
        # They begin like a value, and so ext-1 takes them for one.
        ({"url": "http://x.org", "valueHumanname": {}}, [("structure", "Patient.extension[0].valueHumanname")]),
        ({"url": "http://x.org", "valueNarrative": {}}, [("structure", "Patient.extension[0].valueNarrative")]),
        ("x", [("structure", "Patient.extension[0]")]),
    ],
)
def test_extensions_that_are_refused(extension: Any, issues: list[tuple[str, str]]) -> None:
    assert found(extended(extension)) == issues


def test_modifier_extensions_only_where_the_type_has_them() -> None:
    extension = {"url": "http://example.org", "valueBoolean": True}
    assert found(patient(modifierExtension=[extension])) == []
    assert found(patient(name=[{"modifierExtension": [extension]}])) == [
        ("structure", "Patient.name[0].modifierExtension")
    ]


def condition(**elements: Any) -> JsonObject:
    return {"resourceType": "Condition", "subject": {"reference": "Patient/1"}, **elements}


CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        ({"coding": [{"system": CLINICAL, "code": "active"}]}, False),
        ({"coding": [{"system": "http://example.org", "code": "x"}, {"system": CLINICAL, "code": "active"}]}, False),
        (ABSENT, False),
        ({"coding": [{"system": CLINICAL, "code": "Active"}]}, True),
        ({"coding": [{"code": "active"}]}, True),
        ({"coding": [{"system": "http://example.org", "code": "active"}]}, True),
        ({"text": "active"}, True),
    ],
)
def test_required_bindings_of_concepts(status: JsonObject, refused: bool) -> None:
    expected = [("code-invalid", "Condition.clinicalStatus")] if refused else []
    assert found(condition(clinicalStatus=status)) == expected


def test_a_currency_has_three_letters() -> None:
    account = {"resourceType": "Invoice", "status": "issued", "totalNet": {"value": 1, "currency": "EUR"}}
    assert found(account) == []
    assert found({**account, "totalNet": {"value": 1, "currency": "Euro"}}) == [("value", "Invoice.totalNet.currency")]


def test_a_simple_quantity_has_no_comparator() -> None:
    observation = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}}
    low = {"value": 1, "comparator": "<"}
    assert found({**observation, "valueQuantity": low}) == []
    assert found({**observation, "referenceRange": [{"low": low}]}) == [
        ("invariant", "Observation.referenceRange[0].low")
    ]


def nested(depth: int) -> JsonObject:
    """A Questionnaire with items in items."""
    item: JsonObject = {"linkId": f"{depth}", "type": "string"}
    for level in reversed(range(depth - 1)):
        item = {"linkId": f"{level}", "type": "group", "item": [item]}
    return {"resourceType": "Questionnaire", "status": "draft", "item": [item]}


def test_depth_is_limited_and_no_stack_overflows() -> None:
    assert found(nested(MAXIMUM_DEPTH)) == []
    ((code, expression),) = found(nested(MAXIMUM_DEPTH + 1))
    assert code == "too-costly"
    assert (expression or "").count(".item[0]") == MAXIMUM_DEPTH + 1
    assert [code for code, _ in found(nested(20_000))] == ["too-costly"]


@pytest.mark.parametrize("property_name", ["extension", "contained", "contact", "text", "_birthDate", "unknown"])
def test_hostile_depth_anywhere(property_name: str) -> None:
    value: Any = []
    for _ in range(20_000):
        value = (
            {"extension": [value]}
            if property_name != "contained"
            else [{"resourceType": "Patient", "contained": [value]}]
        )
    assert not validate(patient(**{property_name: value})).ok


def deep() -> JsonObject:
    """A Coding that is nested deeper than any stack."""
    value: JsonObject = {"code": "x"}
    for _ in range(20_000):
        value = {"extension": [value]}
    return value


def test_values_that_rules_compare_may_be_deep() -> None:
    coding = {"resourceType": "Observation", "status": "final", "code": {"coding": [deep()]}, "valueInteger": 1}
    report = validate({**coding, "component": [{"code": {"coding": [deep()]}}]})
    assert {issue.code for issue in report.issues} >= {"too-costly"}
    quantities = {"low": {"value": 1, "system": deep()}, "high": {"value": 0, "system": deep()}}
    assert not validate(patient(extension=[{"url": "http://example.org", "valueRange": quantities}])).ok


def test_nothing_is_changed() -> None:
    resource = patient(name=[{"given": [None, "a"], "_given": [ABSENT, None]}], gender="x", extension=[{}])
    before = repr(resource)
    validate(resource)
    assert repr(resource) == before
