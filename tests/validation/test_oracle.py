"""Another implementation as oracle: fhir.resources.  Where the two differ, it is known why."""

from __future__ import annotations

import warnings
from typing import Any

import msgspec
import pytest
from pydantic import ValidationError

from fhirserver.validation import validate
from tests.conformance.examples_table import REASONS
from tests.validation.data import EXAMPLES, JsonObject, lines

# The types with a mapping; the models of all 146 would take long to import.
TYPES = {
    "AllergyIntolerance", "Condition", "DiagnosticReport", "Encounter", "Immunization", "Location",
    "MedicationDispense", "MedicationRequest", "MedicationStatement", "Observation", "Organization", "Patient",
    "Practitioner", "PractitionerRole", "Procedure",
}  # fmt: skip
RESOURCES = [r for r in lines(EXAMPLES) if r["resourceType"] in TYPES]

# Reference targets are not checked by fhir.resources.
STRICTER = {name for name in REASONS if name.split("/")[0] in TYPES}


def accepted_by_oracle(resource: JsonObject) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fhir.resources.R4B import get_fhir_model_class

        try:
            get_fhir_model_class(resource["resourceType"]).model_validate_json(msgspec.json.encode(resource))
        except ValidationError:
            return False
        return True


@pytest.mark.parametrize("resource_type", sorted(TYPES))
def test_both_accept_the_examples(resource_type: str) -> None:
    differing = {
        f"{r['resourceType']}/{r['id']}"
        for r in RESOURCES
        if r["resourceType"] == resource_type and accepted_by_oracle(r) != validate(r).ok
    }
    assert differing == {name for name in STRICTER if name.startswith(resource_type + "/")}


@pytest.mark.parametrize("resource_type", sorted(TYPES))
@pytest.mark.parametrize(
    "change",
    [
        {"unheardOf": 1},
        {"id": "a b"},
        {"identifier": [{"use": "x"}, "y"]},
        {"identifier": "x"},
        {"meta": {"lastUpdated": "yesterday"}},
        {"text": {"status": "generated"}},
        {"extension": [{"valueString": "x"}]},
        {"implicitRules": ["x"]},
        {"meta": {"tag": [{"unheardOf": 1}]}},
    ],
    ids=str,
)
def test_both_refuse_what_is_wrong(resource_type: str, change: dict[str, Any]) -> None:
    resource = {**next(r for r in RESOURCES if r["resourceType"] == resource_type), **change}
    assert not accepted_by_oracle(resource)
    assert not validate(resource).ok
