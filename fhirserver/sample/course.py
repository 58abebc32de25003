"""The course of one patient's life while the hospital knows them: a queue of events, and what is true just now."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fhirserver.sample import places
from fhirserver.sample.clock import MINUTES_A_DAY, date_text, moment, time_text
from fhirserver.sample.codes import Diagnosis, concept, hl7
from fhirserver.sample.person import Person
from fhirserver.sample.record import Record, Resource, refer

# What an event does, given the course, the moment and what it is about.
Handler = Callable[["Course", int, Any], None]

_CLINICAL, _VERIFICATION = "condition-clinical", "condition-ver-status"


# Nothing begins in the last hours of the sample, so that everything but a hospital stay also ends in it.
_LAST_HOURS = 1_000


@dataclass(slots=True)
class Supply:
    """A long-term prescription being filled: how often so far, and until when the medicine lasts."""

    drug: str
    request: Resource
    since: int
    covered_until: int
    filled: int = 0


class Course:
    """State of the simulation of one patient; events are run in order of time until the end or death.

    Events have names, and `handlers` (see life.py) says what each does: so what may lead to what needs no import.
    """

    def __init__(
        self, record: Record, person: Person, patient: Resource, until: int, handlers: Mapping[str, Handler]
    ) -> None:
        rng = record.rng
        self.record, self.rng, self.person, self.patient = record, rng, person, patient
        self.until = until
        self.hospital = places.GENERAL if rng.random() < 0.68 else places.COMMUNITY
        clinic = rng.randrange(len(places.CLINICS))
        self.clinic = places.CLINICS[clinic]
        self.doctor = places.general_practitioner(clinic, rng.randrange(3))
        self.busy_until = 0
        self.died: int | None = None
        self.conditions: dict[str, Resource] = {}
        self.supplies: dict[str, Supply] = {}
        self.planned: dict[str, bool] = {}
        self.last: dict[str, int] = {}
        self._handlers = handlers
        self._queue: list[tuple[int, int, str, Any]] = []
        self._scheduled = 0

    def schedule(self, at: int, event: str, about: Any = "") -> None:
        """Have the handler of `event` called when the simulation reaches the moment `at`."""
        self._scheduled += 1
        heapq.heappush(self._queue, (at, self._scheduled, event, about))

    def run(self) -> None:
        """Run every event that comes before the end of the sample and before death."""
        while self._queue and self.died is None:
            at, _, event, about = heapq.heappop(self._queue)
            if at >= self.until - _LAST_HOURS:
                return
            self._handlers[event](self, at, about)

    def postponed(self, at: int, event: str, about: Any, days: float = 1) -> bool:
        """Whether the patient is in somebody's care at `at`; if so the event comes `days` after that has ended."""
        if at >= self.busy_until:
            return False
        self.schedule(self.busy_until + int(days * MINUTES_A_DAY), event, about)
        return True

    def due(self, name: str, at: int, days: int) -> bool:
        """Whether something was last done `days` or more before `at` (or never); notes that it is done now."""
        last = self.last.get(name)
        if last is not None and at - last < days * MINUTES_A_DAY:
            return False
        self.last[name] = at
        return True

    def die(self, at: int) -> None:
        """The patient dies; nothing happens afterwards."""
        self.died = at
        self.patient["deceasedDateTime"] = time_text(at)
        for supply in self.supplies.values():
            supply.request["status"] = "stopped"

    def chronic(self, name: str, found: Diagnosis, at: int, encounter: Resource) -> Resource:
        """Add a long-term disease to the problem list."""
        category = hl7("condition-category", "problem-list-item", "Problem List Item")
        resource = self.record.add(
            "Condition",
            {
                "clinicalStatus": concept(hl7(_CLINICAL, "active", "Active")),
                "verificationStatus": concept(hl7(_VERIFICATION, "confirmed", "Confirmed")),
                "category": [concept(category)],
                "code": concept(found.snomed, found.icd, text=found.text),
                "subject": self.record.subject,
                "encounter": refer(encounter),
                "onsetDateTime": date_text(moment(self.person.onset[name])),
                "recordedDate": time_text(at),
                "recorder": {"reference": f"Practitioner/{self.doctor}"},
            },
        )
        self.conditions[name] = resource
        return resource

    def acute(self, found: Diagnosis, at: int, encounter: Resource, recorder: str, ends: int | None) -> Resource:
        """Add the diagnosis of an encounter; `ends` is when it was over, None if it was not over by the end."""
        over = ends is not None and ends < self.until
        status = hl7(_CLINICAL, "resolved", "Resolved") if over else hl7(_CLINICAL, "active", "Active")
        body: Resource = {
            "clinicalStatus": concept(status),
            "verificationStatus": concept(hl7(_VERIFICATION, "confirmed", "Confirmed")),
            "category": [concept(hl7("condition-category", "encounter-diagnosis", "Encounter Diagnosis"))],
            "code": concept(found.snomed, found.icd, text=found.text),
            "subject": self.record.subject,
            "encounter": refer(encounter),
            "onsetDateTime": date_text(at),
            "recordedDate": time_text(at),
            "recorder": {"reference": f"Practitioner/{recorder}"},
        }
        if over and ends is not None:
            body["abatementDateTime"] = date_text(ends)
        return self.record.add("Condition", body)
