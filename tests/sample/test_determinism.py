"""The same seed makes the same bytes: in every process, for any number of patients, on every day."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tracemalloc
from datetime import date
from itertools import islice

import pytest

from fhirserver.json_format import encode
from fhirserver.sample import UNTIL, generate, network, patient_bundle
from tests.sample.data import time, walk

_PROGRAM = """
import hashlib
from fhirserver.json_format import encode
from fhirserver.sample import generate
print(hashlib.sha256(b"".join(encode(bundle) for bundle in generate(12, 7))).hexdigest())
"""


def test_processes_with_different_hash_seeds_make_the_same_bytes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed, zone in (("0", "UTC"), ("4711", "Asia/Tokyo"))
    }
    here = hashlib.sha256(b"".join(encode(bundle) for bundle in generate(12, 7))).hexdigest()
    assert digests == {here + "\n"}


def test_a_patient_does_not_depend_on_how_many_are_made() -> None:
    few = [encode(bundle) for bundle in generate(3, 5)]
    many = [encode(bundle) for bundle in islice(generate(100_000, 5), 4)]
    assert few == many
    assert encode(patient_bundle(3, 5)) == few[3]


def test_seeds_make_different_patients_in_the_same_hospitals() -> None:
    first, second = list(generate(2, 1)), list(generate(2, 2))
    assert encode(first[0]) == encode(second[0]) == encode(network())
    assert first[1]["entry"][0]["resource"]["id"] == "sample-1-1"
    assert second[1]["entry"][0]["resource"]["id"] == "sample-2-1"
    assert first[1]["entry"][0]["resource"]["identifier"] != second[1]["entry"][0]["resource"]["identifier"]


def test_one_bundle_with_the_hospitals_comes_before_one_for_each_patient() -> None:
    found = list(generate(3, -1))
    assert [bundle["entry"][0]["resource"]["resourceType"] for bundle in found] == ["Organization"] + ["Patient"] * 3
    assert found[1]["entry"][0]["request"] == {"method": "PUT", "url": "Patient/sample--1-1"}


@pytest.mark.parametrize("until", [UNTIL, date(2001, 2, 28)])
def test_nothing_happens_after_the_last_day(until: date) -> None:
    latest = "0"
    for bundle in generate(60, 3, until):
        for holder in walk(bundle):
            for key in ("start", "end", "effectiveDateTime", "issued", "whenHandedOver", "authoredOn", "birthDate"):
                if key in holder and "validityPeriod" not in holder and not _is_validity(holder):
                    latest = max(latest, holder[key])
    assert latest[:10] <= until.isoformat()
    assert (until - time(latest).date()).days < 30


def _is_validity(holder: dict[str, object]) -> bool:
    """The period in which a prescription may be filled ends in the future, as it should."""
    return set(holder) == {"start", "end"} and (time(str(holder["end"])) - time(str(holder["start"]))).days == 365


def test_patients_are_not_kept() -> None:
    tracemalloc.start()
    try:
        for _ in generate(15, 9):
            pass
        _, few = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        largest = 0
        for bundle in generate(60, 9):
            largest = max(largest, len(bundle["entry"]))
        _, many = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert many < max(few * 3, 6_000 * 2 * largest)
