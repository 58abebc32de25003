"""Random grants, and an obvious account of what they show: resource by resource, without any of the server's code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from conformance import definitions
from tests.fhir_client import FhirClient
from tests.search.oracle import Oracle
from tests.search.oracle_values import Resource
from tests.search.oracle_world import World
from tests.search.random_resources import BASE_URL, MAKERS
from tests.search.servers import Server
from tests.tokens import issue

Json = dict[str, Any]
LETTERS = ("rs", "rs", "rs", "rs", "cruds", "r", "s")
OWN = frozenset(definitions().compartments["Patient"])
SHARED = frozenset({"Practitioner", "Organization", "Location", "Medication", "ValueSet", "Measure"})


@dataclass(frozen=True)
class Part:
    """One scope: of a context, on a type or ``*``, with a status that resources must have, if any."""

    context: str
    type: str
    letters: str
    status: str | None = None

    @property
    def text(self) -> str:
        """As it stands in a token."""
        query = f"?status={self.status}" if self.status else ""
        return f"{self.context}/{self.type}.{self.letters}{query}"

    def shows(self, resource: Resource, letter: str, owner: Resource | None, world: World) -> bool:
        """Whether it allows an interaction on a resource."""
        if letter not in self.letters or self.type not in ("*", resource.type):
            return False
        if self.status is not None and resource.document.get("status") != self.status:
            return False
        if self.context == "system" or resource.type in SHARED:
            return True
        if owner is None or resource.type not in OWN:
            return False
        if resource.type == "Patient":
            return resource is owner
        return world.in_compartment(resource, owner)


@dataclass(frozen=True)
class Grant:
    """What a token is for: scopes, and the patient in its launch context."""

    parts: tuple[Part, ...]
    patient: str | None

    @property
    def scope(self) -> str:
        """As it stands in a token."""
        return " ".join(part.text for part in self.parts)

    def allows(self, letter: str, resource_type: str) -> bool:
        """Whether the token alone allows an interaction on some resources of a type."""
        return any(
            letter in part.letters
            and part.type in ("*", resource_type)
            and (part.context == "system" or resource_type in OWN | SHARED)
            for part in self.parts
        )

    def allows_some(self, letter: str) -> bool:
        """Whether the token alone allows an interaction on any type."""
        return any(self.allows(letter, each) for each in definitions().resource_types)

    def seen(self, letter: str, documents: Iterable[Json]) -> list[Json]:
        """The documents on which it allows an interaction."""
        world = World(documents, BASE_URL)
        owner = world.by_key.get(f"Patient/{self.patient}")
        return [
            each.document for each in world.resources if any(p.shows(each, letter, owner, world) for p in self.parts)
        ]


def random_grant(random: Random, server: Server) -> Grant:
    """A grant for a patient, or for a system; of some types or all, of resources with a status or any."""
    context = random.choice(["patient", "patient", "patient", "system"])
    patients = [each["id"] for each in server.stored if each["resourceType"] == "Patient"]
    parts = []
    if random.random() < 0.5:
        parts.append(Part(context, "*", random.choice(LETTERS)))
    for _ in range(random.randint(0 if parts else 1, 5)):
        kind = random.choice(list(MAKERS))
        statuses = sorted(
            {str(each["status"]) for each in server.stored if each["resourceType"] == kind and "status" in each}
        )
        status = random.choice(statuses) if statuses and _has_status(kind) and random.random() < 0.5 else None
        parts.append(Part(context, kind, random.choice(LETTERS), status))
    return Grant(tuple(dict.fromkeys(parts)), random.choice(patients) if context == "patient" else None)


def _has_status(kind: str) -> bool:
    return "status" in definitions().search_parameters[kind]


class Restricted(Server):
    """A server as the holder of a token sees it; the oracle knows only what it may search for."""

    def __init__(self, server: Server, grant: Grant) -> None:
        self.grant = grant
        self.app = server.app
        settings = server.app.extensions["repository"].settings
        context = {"patient": grant.patient} if grant.patient else {}
        token = issue(settings, grant.scope, client=f"client {grant.scope}"[:60], context=context)
        self.client = FhirClient(server.app, token)
        self.stored = grant.seen("s", server.stored)
        self.readable = grant.seen("r", server.stored)
        self.oracle = Oracle(self.stored, BASE_URL, datetime.now(UTC))
