"""The searches that the benchmark times find what they are meant to find."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from bench.search import QUERIES, Asked, Known
from fhirserver.sample import generate
from tests.fhir_client import FhirClient

PATIENTS = 3


@pytest.fixture
def known(client: FhirClient) -> Known:
    for bundle in generate(PATIENTS, 1):
        assert client.post("", bundle).status == 200

    def found(address: str) -> list[dict[str, Any]]:
        return [entry["resource"] for entry in client.get(address).json["entry"]]

    codes = {coding["code"] for each in found("Observation?_count=1000") for coding in each["code"]["coding"]}
    observations = client.get("Observation?_summary=count").json["total"]
    return Known(found("Patient"), sorted(codes), [date.today().year - 10], observations)


@pytest.mark.parametrize("asked", QUERIES, ids=lambda asked: asked.name)
def test_a_search_of_the_benchmark_finds_something(client: FhirClient, known: Known, asked: Asked) -> None:
    """At least five of 40 random ones: not every patient has every code, or takes something."""
    choose = random.Random(asked.name)
    answers = [client.get(asked.address(choose, known)) for _ in range(40)]
    assert {answer.status for answer in answers} == {200}
    assert sum(bool(answer.json.get("entry")) for answer in answers) >= 5
