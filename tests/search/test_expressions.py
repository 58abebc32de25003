"""The expressions of search parameters, parsed and resolved against the types."""

from __future__ import annotations

import pytest

from conformance import definitions
from fhirserver.search.expressions import Branch, ExpressionError, Step, branches, whole

EYE = "http://example.org/eye"


def parsed(expression: str, resource_type: str = "Patient") -> tuple[Branch, ...]:
    return branches(expression, whole(resource_type))


def ways(branch: Branch) -> list[tuple[str, str]]:
    """The properties that each leaf follows, and its type."""
    return [(".".join(step.key for step in leaf.steps), leaf.type) for leaf in branch.leaves]


def test_a_resource_itself() -> None:
    assert whole("Patient") == Branch("Patient", whole("Patient").leaves)
    assert ways(whole("Patient")) == [("", "Patient")]


@pytest.mark.parametrize(
    ("resource_type", "expression", "path", "found"),
    [
        ("Patient", "Patient.name", "Patient.name", [("name", "HumanName")]),
        ("Patient", "name", "Patient.name", [("name", "HumanName")]),
        ("Patient", "  Patient . name.family ", "Patient.name.family", [("name.family", "string")]),
        ("Patient", "Resource.id", "Patient.id", [("id", "id")]),
        ("Patient", "DomainResource.text", "Patient.text", [("text", "Narrative")]),
        ("Patient", "%resource.meta.lastUpdated", "Patient.meta.lastUpdated", [("meta.lastUpdated", "instant")]),
        ("Patient", "Patient.contact.name", "Patient.contact.name", [("contact.name", "HumanName")]),
        ("Patient", "(Patient.name)", "Patient.name", [("name", "HumanName")]),
        ("Patient", "(Patient).name", "Patient.name", [("name", "HumanName")]),
        # A choice has a leaf for each of its types, unless one is named, in any of the ways to name it.
        (
            "Patient",
            "Patient.deceased",
            "Patient.deceased",
            [("deceasedBoolean", "boolean"), ("deceasedDateTime", "dateTime")],
        ),
        *(
            ("Patient", text, "Patient.deceased.ofType(dateTime)", [("deceasedDateTime", "dateTime")])
            for text in (
                "Patient.deceased.ofType(dateTime)",
                "Patient.deceased.as(dateTime)",
                "Patient.deceased as dateTime",
                "(Patient.deceased as dateTime)",
                "(Patient.deceased as DateTime)",
            )
        ),
        (
            "Observation",
            "(Observation.value as CodeableConcept).text",
            "Observation.value.ofType(CodeableConcept).text",
            [("valueCodeableConcept.text", "string")],
        ),
        # What one of several types does not have is left out.
        (
            "Observation",
            "Observation.value.start",
            "Observation.value.start",
            [("valuePeriod.start", "dateTime")],
        ),
        # Of an extension its value is meant.
        (
            "Patient",
            f"Patient.extension('{EYE}').value.as(code)",
            f"Patient.extension('{EYE}').value.ofType(code)",
            [("extension.valueCode", "code")],
        ),
        # What is inside a primitive value stands beside it.
        (
            "Patient",
            f"Patient.birthDate.extension('{EYE}').value as dateTime",
            f"Patient.birthDate.extension('{EYE}').value.ofType(dateTime)",
            [("_birthDate.extension.valueDateTime", "dateTime")],
        ),
        ("Patient", "Patient.name.given.id", "Patient.name.given.id", [("name._given.id", "string")]),
        (
            "Patient",
            "Patient.birthDate.extension.url",
            "Patient.birthDate.extension.url",
            [("_birthDate.extension.url", "uri")],
        ),
    ],
)
def test_a_path(resource_type: str, expression: str, path: str, found: list[tuple[str, str]]) -> None:
    (branch,) = parsed(expression, resource_type)
    assert (branch.path, branch.target) == (path, None)
    assert [way for way in ways(branch) if way[0] != "value"] == found


def test_an_extension_alone_means_its_values_of_all_types() -> None:
    (branch,) = parsed(f"Patient.extension('{EYE}')")
    assert branch.path == f"Patient.extension('{EYE}').value"
    assert len(branch.leaves) == len(definitions().types["Extension"].choices["value"]) == 50
    assert {leaf.steps[0] for leaf in branch.leaves} == {Step("extension", many=True, where=("url", EYE))}


@pytest.mark.parametrize(
    ("expression", "path", "step"),
    [
        (
            "Patient.telecom.where(system='email')",
            "Patient.telecom.where(system='email')",
            Step("telecom", True, where=("system", "email")),
        ),
        ("Patient.name[0]", "Patient.name[0]", Step("name", True, only=0)),
        ("Patient.name[2]", "Patient.name[2]", Step("name", True, only=2)),
        ("Patient.name.first()", "Patient.name[0]", Step("name", True, only=0)),
        ("Patient.gender[0]", "Patient.gender[0]", Step("gender", False, only=0)),
        (
            f"Patient.name.where(hasExtension('{EYE}'))",
            f"Patient.name.where(hasExtension('{EYE}'))",
            Step("name", True, extended=EYE),
        ),
    ],
)
def test_a_condition(expression: str, path: str, step: Step) -> None:
    (branch,) = parsed(expression)
    assert (branch.path, [leaf.steps for leaf in branch.leaves]) == (path, [(step,)])


def test_a_condition_in_the_middle() -> None:
    (branch,) = parsed("Patient.contact.where(gender='male').name[0].family")
    assert branch.path == "Patient.contact.where(gender='male').name[0].family"
    assert branch.leaves[0].steps == (
        Step("contact", True, where=("gender", "male")),
        Step("name", False, only=0),
        Step("family", False),
    )


def test_what_a_reference_must_lead_to_is_not_part_of_its_path() -> None:
    (branch,) = parsed("Observation.subject.where(resolve() is Patient)", "Observation")
    assert (branch.path, branch.target, ways(branch)) == (
        "Observation.subject",
        "Patient",
        [("subject", "Reference")],
    )


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        ("Patient.name | Patient.address", ["Patient.name", "Patient.address"]),
        ("(Patient.name | Patient.contact.name).family", ["Patient.name.family", "Patient.contact.name.family"]),
        (
            "((Patient.name | Patient.contact.name).family | Patient.address.city)",
            ["Patient.name.family", "Patient.contact.name.family", "Patient.address.city"],
        ),
        ("Patient.name.family|Patient.id", ["Patient.name.family", "Patient.id"]),
    ],
)
def test_a_union(expression: str, paths: list[str]) -> None:
    assert [branch.path for branch in parsed(expression)] == paths


def test_it_is_evaluated_at_its_base() -> None:
    """As the expressions of the components of a composite are."""
    (base,) = parsed("Observation.component", "Observation")
    (inside,) = branches("value.as(Quantity)", base)
    assert inside.path == "Observation.component.value.ofType(Quantity)"
    assert ways(inside) == [("component.valueQuantity", "Quantity")]
    (outside,) = branches("%resource.status", base)
    assert (outside.path, ways(outside)) == ("Observation.status", [("status", "code")])


def test_a_code_knows_its_binding() -> None:
    (branch,) = parsed("Patient.gender")
    system = "http://hl7.org/fhir/administrative-gender"
    assert branch.leaves[0].concepts == {(system, code) for code in ("male", "female", "other", "unknown")}
    assert parsed("Patient.language")[0].leaves[0].concepts is None


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("", "is not understood near ''"),
        ("Patient.", "is not understood near ''"),
        ("Patient.name.", "is not understood near ''"),
        ("Patient..name", "is not understood near '.'"),
        ("Patient.name |", "is not understood near ''"),
        ("| Patient.name", "is not understood near '|'"),
        ("(Patient.name", "is not understood near ''"),
        ("Patient.name)", "is not understood near ')'"),
        ("Patient.name) | Patient.id", "is not understood near ')'"),
        ("Patient.name Patient.id", "is not understood near 'Patient'"),
        ("1", "is not understood near '1'"),
        ("'text'", "is not understood near 'text'"),
        ("Patient.name + 1", "is not understood at ' + 1'"),
        ("Patient.name[", "is not understood near ''"),
        ("Patient.name[x]", "is not understood near 'x'"),
        ("Patient.name[-1]", "is not understood at '-1]'"),
        ("Patient.name.exists()", "is not understood near ')'"),
        ("Patient.name.where(use='official'", "is not understood near ''"),
        ("Patient.name.where(use=official)", "is not understood near 'official'"),
        ("Patient.name.where('official'=use)", "is not understood near 'official'"),
        ("Patient.extension(url)", "is not understood near 'url'"),
        ("Patient.name as", "is not understood near ''"),
        ("Patient.eyes", "Patient has no element eyes"),
        ("Patient.name.eyes", "Patient.name has no element eyes"),
        ("Patient.deceasedBoolean", "Patient has no element deceasedBoolean"),
        ("Observation.status", "Patient has no element Observation"),
        ("Patient.birthDate.year", "Patient.birthDate has no element year"),
        ("Patient.name as Period", "Patient.name is never a Period"),
        ("Patient.deceased.ofType(Quantity)", "Patient.deceased is never a Quantity"),
        # Conditions that could not be held against any document, or would have been forgotten.
        ("Patient[0]", "Patient[0] is more than what is understood"),
        ("Patient.first()", "Patient[0] is more than what is understood"),
        ("Patient.where(id='x')", "Patient.where(id='x') is more than what is understood"),
        ("Patient.birthDate[1]", "Patient.birthDate[1] is more than what is understood"),
        ("Patient.name[0][0]", "Patient.name[0][0] is more than what is understood"),
        (
            "Patient.telecom.where(system='phone').where(use='home')",
            "Patient.telecom.where(system='phone').where(use='home') is more than what is understood",
        ),
        ("Patient.telecom.where(system='phone')[0]", "is more than what is understood"),
        (f"Patient.extension('{EYE}')[0]", "is more than what is understood"),
        ("Patient.gender.where(id='x')", "Patient.gender has no single text id"),
        ("Patient.name.where(eyes='x')", "Patient.name has no single text eyes"),
        ("Patient.name.where(given='x')", "Patient.name has no single text given"),
        ("Patient.name.where(period='x')", "Patient.name has no single text period"),
        ("Patient.extension.where(value='x')", "Patient.extension has no single text value"),
        ("Patient.birthDate.where(hasExtension('x'))", "Patient.birthDate is no element whose extensions"),
        # What would be too much to follow.
        ("(" * 51 + "Patient.name" + ")" * 51, "it has more than 50 parentheses"),
        ("(" * 10_000, "it has more than 50 parentheses"),
        (f"Patient{'.extension' * 17}", "goes too far"),
        ("Patient.extension.value.extension.value.extension.value", "goes too far"),
    ],
)
def test_what_is_not_understood_is_refused_and_says_why(expression: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parsed(expression)
    assert reason in str(raised.value)


def test_all_of_r4_is_understood() -> None:
    """Every expression of every type, but for the one that asks whether there is anything."""
    seen = 0
    for resource_type, parameters in definitions().search_parameters.items():
        for definition in parameters.values():
            if definition.expression is None or "exists()" in definition.expression:
                continue
            for branch in parsed(definition.expression, resource_type):
                assert branch.path.partition(".")[0] == resource_type
                assert branch.leaves
                seen += 1
    assert seen > 1500
