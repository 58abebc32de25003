"""What the benchmark sends is what it says it sends."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.record import patient
from bench.steps import validation_time
from fhirserver.validation import validate
from tests.fhir_client import FhirClient

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize("number", [0, 1, 89, 996, 10_000_007])
def test_every_made_patient_is_valid(number: int) -> None:
    assert validate(patient(number)).issues == []


def test_made_patients_differ() -> None:
    identifiers = {patient(number)["identifier"][0]["value"] for number in range(2000)}
    assert len(identifiers) == 2000


def test_a_made_patient_is_created_and_read(client: FhirClient) -> None:
    created = client.post("Patient", patient(7))
    assert created.status == 201
    assert client.get(f"Patient/{created.json['id']}").json["name"] == patient(7)["name"]


def test_validation_is_measured_a_resource() -> None:
    assert 0 < validation_time(DATA / "synthea-2019-sample.ndjson.gz") < 100_000
