"""Who has to do with a patient's care, as a document says, and from when to when.

Encounter, Appointment, CareTeam, Patient.generalPractitioner, ServiceRequest, MedicationRequest and Task tell of
treatment, RelatedPerson of representation.  All but the general practitioner ends by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from fhirserver.search.dates import ALWAYS, FOREVER, Range, cell, ranges_of

Document = Mapping[str, Any]
Resolve = Callable[[str], int | None]

TREATMENT, REPRESENTATION = "treatment", "representation"
AFTER = timedelta(days=90)
"""How long treatment counts after an encounter or order is over."""
AHEAD, SOON_AFTER = timedelta(days=30), timedelta(days=7)
"""How long before and after an appointment or a planned encounter."""

_NAMES = re.compile(r"(?:\A|/)(Patient|Practitioner|PractitionerRole)/[^/]+(?:/_history/[^/]+)?\Z")
_OPEN = frozenset(("arrived", "triaged", "in-progress", "onleave"))
_NOT_AN_ENCOUNTER = frozenset(("cancelled", "entered-in-error"))
_APPOINTED = frozenset(("pending", "booked", "arrived", "fulfilled", "checked-in"))


@dataclass(frozen=True, slots=True)
class _Order:
    """Where a kind of order names those who care, its patient, and its times; and the states in which it is none."""

    actors: tuple[str, ...]
    patient: str
    times: tuple[tuple[str, str], ...]
    void: frozenset[str]


_ORDERS: Mapping[str, _Order] = MappingProxyType(
    {
        "ServiceRequest": _Order(
            ("requester", "performer"),
            "subject",
            (
                ("authoredOn", "dateTime"),
                ("occurrenceDateTime", "dateTime"),
                ("occurrencePeriod", "Period"),
                ("occurrenceTiming", "Timing"),
            ),
            frozenset(("draft", "revoked", "entered-in-error")),
        ),
        "MedicationRequest": _Order(
            ("requester", "performer"),
            "subject",
            (("authoredOn", "dateTime"), ("dispenseRequest.validityPeriod", "Period")),
            frozenset(("draft", "cancelled", "entered-in-error")),
        ),
        "Task": _Order(
            ("requester", "owner", "restriction.recipient"),
            "for",
            (("authoredOn", "dateTime"), ("executionPeriod", "Period"), ("restriction.period", "Period")),
            frozenset(("draft", "rejected", "cancelled", "entered-in-error")),
        ),
    }
)


CARE_TYPES = frozenset(("Appointment", "CareTeam", "Encounter", *_ORDERS))
"""The types whose writers could make a relation of their own to a patient."""


def patients_cared_for(document: Document) -> list[str]:
    """Return the references to patients of whose treatment a document may tell."""
    resource_type = document["resourceType"]
    if resource_type == "Appointment":
        found = [each.get("actor") for each in document.get("participant", ())]
    else:
        order = _ORDERS.get(resource_type)
        found = [document.get(order.patient if order else "subject")]
    texts = [(each or {}).get("reference") for each in found]
    return [
        text for text in texts if isinstance(text, str) and (match := _NAMES.search(text)) and match[1] == "Patient"
    ]


def care_rows(pk: int, document: Document, resolve: Resolve) -> list[tuple[int, int, str, str, str]]:
    """Return (key of the one who cares, key of the patient, kind, from, until before) for each relation.

    ``pk`` is the key of the document.
    """
    resource_type = document["resourceType"]
    if resource_type == "RelatedPerson":
        return _represents(pk, document, resolve)
    if resource_type == "Patient":
        actors = _keys(document.get("generalPractitioner", ()), resolve, "Practitioner")
        return [(actor, pk, TREATMENT, ALWAYS, FOREVER) for actor in actors]
    if resource_type == "Appointment":
        return list(_appointment(document, resolve))
    if resource_type == "Encounter":
        found, patient = _encounter(document), document.get("subject")
    elif resource_type == "CareTeam":
        found, patient = _care_team(document), document.get("subject")
    elif resource_type in _ORDERS:
        order = _ORDERS[resource_type]
        found, patient = _order(document, order), document.get(order.patient)
    else:
        return []
    patients = _keys([patient], resolve, "Patient")
    return [
        (actor, patient_pk, TREATMENT, low, high)
        for reference, low, high in found
        for actor in _keys([reference], resolve, "Practitioner")
        for patient_pk in patients
        if low < high
    ]


def _represents(pk: int, document: Document, resolve: Resolve) -> list[tuple[int, int, str, str, str]]:
    if document.get("active") is False:
        return []
    low, high = _period(document) or (ALWAYS, FOREVER)
    patients = _keys([document.get("patient")], resolve, "Patient")
    return [(pk, patient, REPRESENTATION, low, high) for patient in patients if low < high]


def _appointment(document: Document, resolve: Resolve) -> Iterator[tuple[int, int, str, str, str]]:
    if document["status"] not in _APPOINTED or "start" not in document:
        return
    low, high = next(ranges_of(document["start"], "instant"))
    if "end" in document:
        high = max(high, *(end for _, end in ranges_of(document["end"], "instant")))
    # Whom an appointment was declined by has nothing to do with it.
    present = [each.get("actor") for each in document["participant"] if each.get("status") != "declined"]
    for patient in _keys(present, resolve, "Patient"):
        for actor in _keys(present, resolve, "Practitioner"):
            yield actor, patient, TREATMENT, _shifted(low, -AHEAD), _shifted(high, SOON_AFTER)


def _encounter(document: Document) -> Iterator[tuple[Document | None, str, str]]:
    status = document["status"]
    if status in _NOT_AN_ENCOUNTER:
        return
    for participant in document.get("participant", ()):
        own, whole = _period(participant) or (ALWAYS, FOREVER), _period(document) or (ALWAYS, FOREVER)
        low, high = max(own[0], whole[0]), min(own[1], whole[1])
        since = low if low > ALWAYS else _last_updated(document)
        if status == "planned":
            low = _shifted(low, -AHEAD)
            high = _shifted(since if high == FOREVER else high, SOON_AFTER)
        elif high < FOREVER or status not in _OPEN:
            high = _shifted(since if high == FOREVER else high, AFTER)
        yield participant.get("individual"), low, high


def _care_team(document: Document) -> Iterator[tuple[Document | None, str, str]]:
    if document.get("status", "active") != "active":
        return
    whole = _period(document) or (ALWAYS, FOREVER)
    for participant in document.get("participant", ()):
        own = _period(participant) or (ALWAYS, FOREVER)
        yield participant.get("member"), max(own[0], whole[0]), min(own[1], whole[1])


def _order(document: Document, order: _Order) -> Iterator[tuple[Document | None, str, str]]:
    if document["status"] in order.void:
        return
    times = [each for path, kind in order.times for value in _at(document, path) for each in ranges_of(value, kind)]
    low = min((each[0] for each in times), default=ALWAYS)
    high = max((each[1] for each in times), default=_last_updated(document))
    for path in order.actors:
        for reference in _at(document, path):
            yield reference, low, _shifted(high, AFTER)


def _at(document: Document, path: str) -> list[Any]:
    """The values at a path of names."""
    found: list[Any] = [document]
    for name in path.split("."):
        found = [each[name] for each in found if name in each]
    return [value for each in found for value in (each if isinstance(each, list) else [each])]


def _period(holder: Document) -> Range | None:
    return next(ranges_of(holder.get("period") or {}, "Period"), None)


def _last_updated(document: Document) -> str:
    """When nothing else says how old it is, the time of its version does."""
    text = document.get("meta", {}).get("lastUpdated")
    return next(ranges_of(text, "instant"))[0] if text else ALWAYS


def _shifted(moment: str, by: timedelta) -> str:
    return moment if moment in (ALWAYS, FOREVER) else cell(datetime.fromisoformat(moment[:-1]), by)


def _keys(references: Iterable[Any], resolve: Resolve, kind: str) -> list[int]:
    """The keys of those references that are to a Patient, or to a Practitioner or PractitionerRole."""
    found = []
    for reference in references:
        text = (reference or {}).get("reference")
        if isinstance(text, str) and (match := _NAMES.search(text)) and match[1].startswith(kind):
            key = resolve(text)
            if key is not None:
                found.append(key)
    return list(dict.fromkeys(found))
