"""Choosing a patient or an encounter: searches with the permission of the person who chooses, and nothing beyond it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from fhirserver import json_format
from fhirserver.access.caller import Caller
from fhirserver.accounts.accounts import Account
from fhirserver.errors import FhirError
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.rest.authentication import context_for

SHOWN = 20
"""How many are offered at once."""

LONGEST = 200
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class BadSearch(ValueError):
    """What was typed cannot be searched for; the text says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One that may be chosen: its id, and how it is shown."""

    id: str
    title: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Those found; ``more`` if there are more than are shown."""

    found: tuple[Choice, ...] = ()
    more: bool = False


def acting(context: Context, account: Account) -> Context:
    """Return ``context`` with what a person may do, whatever app it is for."""
    caller = Caller(None, account.id, account.fhir_user, account.roles, None)
    return context_for(context, caller)


def find_patients(context: Context, name: str = "", birth_date: str = "", identifier: str = "") -> Choices:
    """Return patients by what was typed; all that ``context`` may see if nothing was.  Raises BadSearch."""
    criteria = []
    for word in _typed(name).split():
        criteria.append(("name", _escaped(word)))
    if born := _typed(birth_date):
        if not _DATE.fullmatch(born):
            raise BadSearch("A date of birth is a year, a month or a day, such as 1980-05-31.")
        criteria.append(("birthdate", born))
    if number := _typed(identifier):
        criteria.append(("identifier", _escaped(number)))
    return _choices(context, "Patient", criteria, _patient)


def find_encounters(context: Context, patient: str) -> Choices:
    """Return the encounters of a patient, the latest first."""
    return _choices(context, "Encounter", [("patient", f"Patient/{patient}"), ("_sort", "-date")], _encounter)


def patient_choice(context: Context, patient: str) -> Choice | None:
    """Return how a patient is shown; None if there is none whom ``context`` may see."""
    found = read(context, "Patient", patient)
    return _patient(found) if found else None


def belongs(context: Context, encounter: str, patient: str) -> bool:
    """Whether ``context`` may see an encounter, and it is that patient's."""
    if not _ID.fullmatch(encounter):
        return False
    criteria = [("_id", encounter), ("patient", f"Patient/{patient}")]
    return bool(_choices(context, "Encounter", criteria, _encounter).found)


def read(context: Context, resource_type: str, resource_id: str) -> dict[str, Any] | None:
    """Return a resource; None if there is none that ``context`` may see."""
    if not _ID.fullmatch(resource_id):
        return None
    try:
        response = context.dispatch(context, Request("GET", f"{resource_type}/{resource_id}"))
    except FhirError:
        return None
    return _decoded(response)


def _choices(context: Context, resource_type: str, criteria: Sequence[tuple[str, str]], show: Any) -> Choices:
    query = (*criteria, ("_count", str(SHOWN)))
    try:
        response = context.dispatch(context, Request("GET", resource_type, query))
    except FhirError as error:
        if error.status in (401, 403, 404):
            return Choices()
        raise BadSearch("This cannot be searched for.") from error
    bundle = _decoded(response)
    matches = [each["resource"] for each in bundle.get("entry", ()) if each["search"]["mode"] == "match"]
    more = any(link["relation"] == "next" for link in bundle.get("link", ()))
    return Choices(tuple(show(each) for each in matches), more)


def _decoded(response: Response) -> dict[str, Any]:
    return cast(dict[str, Any], json_format.decode(response.body or b"{}"))


def _typed(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST or not text.isprintable():
        raise BadSearch(f"At most {LONGEST} characters are searched for.")
    return text


def _escaped(text: str) -> str:
    """https://hl7.org/fhir/R4/search.html#escaping"""
    return re.sub(r"([\\,|$])", r"\\\1", text)


def _patient(resource: dict[str, Any]) -> Choice:
    identifiers = [str(each["value"]) for each in resource.get("identifier", ()) if each.get("value")]
    details = [
        f"born {resource['birthDate']}" if resource.get("birthDate") else "date of birth unknown",
        str(resource.get("gender", "")),
        ", ".join(identifiers[:3]),
    ]
    return Choice(resource["id"], _name(resource), tuple(each for each in details if each))


def _name(resource: dict[str, Any]) -> str:
    names = resource.get("name") or [{}]
    name = next((each for each in names if each.get("use") in ("official", "usual")), names[0])
    parts = [*name.get("given", ()), name.get("family")]
    return name.get("text") or " ".join(str(each) for each in parts if each) or "No name"


def _encounter(resource: dict[str, Any]) -> Choice:
    period = resource.get("period", {})
    kinds = [_concept(each) for each in resource.get("type", ())]
    visit = resource.get("class", {})
    title = next((each for each in kinds if each), None) or visit.get("display") or visit.get("code") or "Encounter"
    times = " to ".join(str(period[end])[:16].replace("T", " ") for end in ("start", "end") if period.get(end))
    return Choice(resource["id"], title, tuple(each for each in (times, str(resource.get("status", ""))) if each))


def _concept(concept: dict[str, Any]) -> str | None:
    coded = next((each.get("display") for each in concept.get("coding", ()) if each.get("display")), None)
    return concept.get("text") or coded
