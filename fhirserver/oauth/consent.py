"""What a person is asked to grant, what they may leave out, and what of it they granted.

https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from fhirserver.access import scopes
from fhirserver.access.scopes import Scope
from fhirserver.oauth.scope_words import CATEGORIES, THINGS, in_words, spelled

OFFLINE, ONLINE = "offline_access", "online_access"
_WITH_ROLE = re.compile(r"(launch/(?:patient|encounter))\?\S*")
_BEYOND_EVERYTHING = ("*", "AuditEvent")


class Forged(ValueError):
    """An answer to what was not asked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a scope that may be granted instead of all of it."""

    scope: str
    words: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A scope as a person decides about it; without ``optional`` it goes with everything else."""

    scope: str
    words: str
    optional: bool = True
    about_patients: bool = False
    parts: tuple[Part, ...] = ()


def offered(requested: Iterable[str], allowed: str) -> str:
    """Return those scopes that a person can grant to a client that may ask for ``allowed``; "" if there are none.

    The role in a scope such as ``launch/patient?role=...`` does not matter here, and ``system/`` scopes are for
    clients alone.  Who asks for both kinds of refreshing gets the one that outlives the session.
    """
    asked = " ".join(dict.fromkeys(_WITH_ROLE.sub(r"\1", scope) for scope in requested))
    found = [scope for scope in scopes.parse(scopes.granted(asked, allowed)) if scope.context != "system"]
    names = {scope.name for scope in found}
    return " ".join(scope.text for scope in found if not (scope.name == ONLINE and OFFLINE in names))


def offers(scope: str) -> tuple[Offer, ...]:
    """Return what a person decides about, in the order in which the client asks for it."""
    return tuple(
        Offer(
            scope=each.text,
            words=in_words(each),
            optional=not each.name.startswith("launch"),
            about_patients=bool(each.context),
            parts=tuple(_parts(each)),
        )
        for each in scopes.parse(scope)
    )


def chosen(scope: str, ticked: Collection[str]) -> str:
    """Return what was granted of ``scope`` by ticking scopes and parts of them; "" for nothing of use.

    Where parts are ticked, they alone are granted.  Raises Forged for what was not offered.
    """
    granted: list[str] = []
    known: set[str] = set()
    for offer in offers(scope):
        parts = [part.scope for part in offer.parts]
        known |= {offer.scope, *parts}
        if wanted := [part for part in parts if part in ticked]:
            granted += wanted
        elif offer.scope in ticked or not offer.optional:
            granted.append(offer.scope)
    if not known.issuperset(ticked):
        raise Forged("Something was granted that was not asked for.")
    useful = any(not each.startswith("launch") and each not in (OFFLINE, ONLINE) for each in granted)
    return " ".join(dict.fromkeys(granted)) if useful else ""


def needs_patient(scope: str) -> bool:
    """Whether a patient must be known: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html"""
    return any(each.context == "patient" or each.name == "launch/patient" for each in scopes.parse(scope))


def wants_encounter(scope: str) -> bool:
    """Whether an encounter is asked for."""
    return "launch/encounter" in scope.split()


def without_encounter(scope: str) -> str:
    """Return the scopes that remain if there is no encounter."""
    return " ".join(each for each in scope.split() if each != "launch/encounter")


def _parts(scope: Scope) -> Iterable[Part]:
    if scope.query or scope.name:
        return
    if scope.type == "*":
        for resource_type in THINGS:
            if resource_type not in _BEYOND_EVERYTHING:
                yield Part(replace(scope, type=resource_type).text, spelled(resource_type))
    for category, words in CATEGORIES.get(scope.type, {}).items():
        written = f"category={category}"
        narrower = replace(scope, version=2, query=(("category", category),), written=written)
        yield Part(narrower.text, words)
