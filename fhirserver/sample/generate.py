"""Believable patients in any number: the same ones for the same seed, one at a time, none kept in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fhirserver.sample.clock import UNTIL
from fhirserver.sample.life import live
from fhirserver.sample.places import network
from fhirserver.sample.record import Record, Resource


def generate(patients: int, seed: int, until: date = UNTIL) -> Iterator[Resource]:
    """Transaction Bundles: first the hospitals and their staff, then one for each patient.

    Every entry is a PUT to a fixed id, so loading twice changes nothing. The first bundle is the same for all
    seeds; patient n of a seed is the same whatever `patients` is. Nothing happens after the day `until`.
    """
    yield network()
    for index in range(1, patients + 1):
        yield patient_bundle(index, seed, until)


def patient_bundle(index: int, seed: int, until: date = UNTIL) -> Resource:
    """The transaction Bundle of patient `index` (from 1) of a seed."""
    record = Record(seed, index)
    live(record, until.toordinal())
    return record.bundle()
