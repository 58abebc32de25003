"""From a document to the values that are searched for."""

from __future__ import annotations

import gzip
from collections import defaultdict
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from conformance import definitions
from conformance.model import SearchParameter
from fhirserver.json_format import decode
from fhirserver.search.expressions import ExpressionError
from fhirserver.search.extract import contained_in, extractor
from fhirserver.search.index import Values, word_of_path
from fhirserver.search.paths import TYPES, Kind, Parameter, SearchPath, number_of, parameter_of
from fhirserver.search.tokens import system_digest
from fhirserver.validation import validate

EXAMPLES = Path(__file__).parents[1] / "data" / "hl7-r4-examples-instances.ndjson.gz"
EYE = "http://example.org/eye"


def parameter(expression: str, kind: str, resource_type: str = "Patient") -> Parameter:
    definition = SearchParameter("urn:x", "x", "", kind, expression, (), (), (), (), True, True)
    return parameter_of(definition, resource_type)


def paths(expression: str, kind: str, resource_type: str = "Patient") -> list[SearchPath]:
    return [use.path for use in parameter(expression, kind, resource_type).uses]


def extracted(expression: str, kind: str, document: dict[str, Any]) -> Values:
    """The values of a document by one parameter."""
    values = Values()
    extractor(paths(expression, kind, document.get("resourceType", "Patient")))(document, values)
    return values


def codes(expression: str, document: dict[str, Any]) -> list[tuple[int, str]]:
    """(element, code) of tokens."""
    return [(row[1], row[3]) for row in extracted(expression, "token", document).tokens]


def test_nothing_to_look_for_finds_nothing() -> None:
    values = Values()
    extractor([])({"resourceType": "Patient", "gender": "male"}, values)
    assert all(not getattr(values, name) for name in Values.__slots__)


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("Patient.gender", [(0, "male")]),
        ("Patient.language", []),
        ("Patient.telecom", [(0, "1"), (0, "2"), (0, "3")]),
        ("Patient.telecom.where(system='email')", [(0, "2"), (0, "3")]),
        ("Patient.telecom[0]", [(0, "1")]),
        ("Patient.telecom[1]", [(0, "2")]),
        ("Patient.telecom[7]", []),
        ("Patient.telecom.first()", [(0, "1")]),
        (f"Patient.telecom.where(hasExtension('{EYE}'))", [(0, "3")]),
        # Values inside a repeating element say in which one they are.
        ("Patient.contact.telecom", [(0, "4"), (1, "5"), (1, "6")]),
        ("Patient.contact.gender", [(1, "female")]),
        ("Patient.contact[1].telecom[0]", [(0, "5")]),
        (f"Patient.extension('{EYE}').value as code", [(0, "blue"), (1, "green")]),
        ("Patient.extension.value as code", [(0, "blue"), (1, "green"), (2, "no")]),
        # Beside primitive values
        (f"Patient.birthDate.extension('{EYE}').value as code", [(0, "late")]),
        (f"Patient.name.given.extension('{EYE}').value as code", [(0, "second")]),
        ("Patient.name.given.id", [(0, "g1")]),
    ],
)
def test_tokens(expression: str, found: list[tuple[int, str]]) -> None:
    document = {
        "resourceType": "Patient",
        "gender": "male",
        "birthDate": "2000",
        "_birthDate": {"extension": [{"url": EYE, "valueCode": "late"}, {"url": "urn:other", "valueCode": "x"}]},
        "name": [
            {
                "given": ["A", "B"],
                "_given": [{"id": "g1"}, {"extension": [{"url": EYE, "valueCode": "second"}]}],
            },
            {"given": ["C", "D"], "_given": [None, None]},
        ],
        "telecom": [
            {"system": "phone", "value": "1"},
            {"system": "email", "value": "2"},
            {"system": "email", "value": "3", "extension": [{"url": EYE, "valueCode": "x"}]},
        ],
        "contact": [
            {"telecom": [{"value": "4"}]},
            {"telecom": [{"value": "5"}, {"value": "6"}], "gender": "female"},
        ],
        "extension": [
            {"url": EYE, "valueCode": "blue"},
            {"url": EYE, "valueCode": "green"},
            {"url": "urn:other", "valueCode": "no"},
            {"url": EYE, "valueString": "not a code"},
        ],
    }
    assert [row for row in codes(expression, document) if row[1] is not None] == found


def test_of_nested_lists_the_outermost_element_counts() -> None:
    inner = [{"linkId": "1.1"}, {"linkId": "1.2", "item": [{"linkId": "1.2.1"}]}]
    document = {"resourceType": "Questionnaire", "item": [{"linkId": "0"}, {"linkId": "1", "item": inner}]}
    assert codes("Questionnaire.item.linkId", document) == [(0, "0"), (1, "1")]
    assert codes("Questionnaire.item.item.linkId", document) == [(1, "1.1"), (1, "1.2")]
    assert codes("Questionnaire.item.item.item.linkId", document) == [(1, "1.2.1")]


def test_each_kind_has_rows_of_its_own() -> None:
    observation: dict[str, Any] = {
        "resourceType": "Observation",
        "status": "final",
        "code": {
            "text": "Heart rate",
            "coding": [{"system": "http://loinc.org", "code": "8867-4", "display": "Pulse"}],
        },
        "subject": {"reference": "Patient/1", "identifier": {"system": "urn:a", "value": "7"}},
        "effectiveDateTime": "2020-01",
        "instantiatesCanonical": "urn:x|2",
        "valueQuantity": {"value": 5, "system": "http://unitsofmeasure.org", "code": "g"},
        "note": [{"text": "Fine"}],
    }
    kinds: list[tuple[str, str, str, list[Any]]] = [
        ("token", "Observation.status", "tokens", [(0, STATUS, "final", None)]),
        ("token", "Observation.code", "tokens", [(0, system_digest("http://loinc.org"), "8867-4", None)]),
        ("string", "Observation.note.text", "strings", [(0, "fine", None, "Fine")]),
        ("string", "Observation.code", "strings", [(0, "heart rate", None, "Heart rate"), (0, "pulse", None, "Pulse")]),
        ("date", "Observation.effective", "dates", [(0, "2020-01-01T00:00:00.000000Z", "2020-02-01T00:00:00.000000Z")]),
        ("reference", "Observation.subject", "references", [(0, observation["subject"])]),
        ("number", "Observation.value.as(integer)", "numbers", []),
    ]
    for kind, expression, name, rows in kinds:
        values = extracted(expression, kind, observation)
        assert [row[1:] for row in getattr(values, name)] == rows, expression
        number = number_of(kind, expression)
        assert {row[0] for row in getattr(values, name)} <= {number}, expression
    subject = extracted("Observation.subject", "reference", observation)
    path = number_of("identifier", "Observation.subject")
    assert subject.tokens == [(path, 0, system_digest("urn:a"), "7", None)]
    words = extracted("Observation.code", "token", observation).words
    path = number_of("token", "Observation.code")
    assert words == [word_of_path(path, word) for word in ("heart", "rate", "pulse")]
    (row,) = extracted("Observation.value.as(Quantity)", "quantity", observation).quantities
    assert row[1:] == (0, 5.0, 5.0, False, "http://unitsofmeasure.org", "g", None, 5.0, 5.0, "g")


STATUS = system_digest("http://hl7.org/fhir/observation-status")


@pytest.mark.parametrize(
    ("kind", "expression", "document"),
    [
        ("token", "Patient.maritalStatus", {"maritalStatus": {"text": "single"}}),
        ("token", "Patient.identifier", {"identifier": [{"use": "usual"}]}),
        ("reference", "Patient.managingOrganization", {"managingOrganization": {"display": "Acme"}}),
        ("phonetic", "Patient.name.family", {"name": [{"family": "..."}]}),
    ],
)
def test_what_is_there_without_a_value_is_noted(kind: Kind, expression: str, document: dict[str, Any]) -> None:
    if kind == "phonetic":
        definition = SearchParameter("urn:x", "phonetic", "", "string", expression, (), (), (), (), True, True)
        values = Values()
        extractor([use.path for use in parameter_of(definition, "Patient").uses])(document, values)
    else:
        values = extracted(expression, kind, document)
    assert values.tokens == [(number_of("present", expression), 0, None, None, None)]


@pytest.mark.parametrize(
    ("kind", "expression", "document"),
    [
        ("token", "Patient.maritalStatus", {"maritalStatus": {"extension": [{"url": "x", "valueCode": "y"}]}}),
        ("token", "Patient.identifier", {"identifier": [{"id": "x"}]}),
        ("reference", "Patient.managingOrganization", {"managingOrganization": {"id": "x"}}),
    ],
)
def test_what_has_extensions_only_is_missing(kind: Kind, expression: str, document: dict[str, Any]) -> None:
    assert extracted(expression, kind, document).tokens == []


def test_contained_resources_are_counted_from_one() -> None:
    inside = [{"resourceType": "Patient"}, {"resourceType": "Basic"}]
    assert list(contained_in({"contained": inside})) == [(1, inside[0]), (2, inside[1])]
    assert list(contained_in({})) == []


@cache
def examples() -> dict[str, list[dict[str, Any]]]:
    """A few valid resources of each type."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(EXAMPLES) as lines:
        for line in lines:
            document = decode(line)
            assert isinstance(document, dict)
            of_type = found[document["resourceType"]]
            if len(of_type) < 5 and validate(document).ok:
                of_type.append(document)
    return found


TAILS = ("", "[0]", ".first()", ".id", ".extension", f".extension('{EYE}')", f".where(hasExtension('{EYE}'))")
CONDITIONS = (".where(id='x')", ".where(use='usual')", ".where(system='email')")


@pytest.mark.parametrize(
    "resource_type", ["Patient", "Observation", "Bundle", "Questionnaire", "Location", "Composition"]
)
def test_whatever_is_accepted_can_be_followed_in_any_valid_document(resource_type: str) -> None:
    """What users add is followed at every write, so a fault there would be one of every write."""
    documents = examples()[resource_type]
    accepted = refused = 0
    for below in _paths(resource_type):
        for tail in (*TAILS, *CONDITIONS):
            for kind in TYPES.keys() - {"phonetic", "position"}:
                try:
                    found = paths(f"{resource_type}.{below}{tail}", kind, resource_type)
                except ExpressionError:
                    refused += 1
                    continue
                accepted += bool(found)
                follow = extractor(found)
                for document in documents:
                    follow(document, Values())
    assert accepted > 100
    assert refused > 100


def _paths(resource_type: str) -> list[str]:
    """The elements of a type, and some of those inside each of them."""
    types = definitions().types
    found = []
    for name, element in types[resource_type].elements.items():
        found.append(name)
        inner = types[element.type].elements if element.type in types else {}
        found += [f"{name}.{each}" for each in islice(inner, 6)]
    return [*found, *types[resource_type].choices]
