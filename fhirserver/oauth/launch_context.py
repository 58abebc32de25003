"""Launch context: what an app learns beside its token of where in the record it was started.

https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#launch-context-arrives-with-your-access_token
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from conformance import definitions
from fhirserver.oauth.consent import needs_patient, wants_encounter

MOST_REFERENCES = 20
LONGEST = 1024

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_SMART_ROLE = "launch"


class BadContext(ValueError):
    """A launch context that SMART does not have; the text says what is wrong."""


def checked_context(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a launch context that was given as JSON, if each of its members is as SMART has it.

    Raises BadContext.
    """
    unknown = sorted(given.keys() - _MEMBERS.keys())
    if unknown:
        raise BadContext(f"{unknown[0][:80]} is not a member of a launch context; {', '.join(_MEMBERS)} are.")
    for name, value in given.items():
        problem = _MEMBERS[name](value)
        if problem:
            raise BadContext(f"{name} {problem}")
    if "encounter" in given and "patient" not in given:
        raise BadContext("encounter needs the patient whose encounter it is.")
    return dict(given)


def references_of(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return type and id of each resource that a context names."""
    found = [(name.capitalize(), context[name]) for name in ("patient", "encounter") if name in context]
    for item in context.get("fhirContext", ()):
        if "reference" in item:
            resource_type, _, resource_id = item["reference"].partition("/")
            found.append((resource_type, resource_id))
    return found


def granted_context(known: Mapping[str, Any], scope: str, style_url: str) -> dict[str, Any]:
    """Return the members that the token response has for ``scope``, of what is ``known`` of the context."""
    launched = "launch" in scope.split()
    context: dict[str, Any] = {"smart_style_url": style_url}
    if "patient" in known and (launched or needs_patient(scope)):
        context["patient"] = known["patient"]
    if known.get("encounter") and (launched or wants_encounter(scope)):
        context["encounter"] = known["encounter"]
    if launched or "patient" in context:
        context["need_patient_banner"] = known.get("need_patient_banner", True)
    if launched:
        context |= {name: known[name] for name in ("intent", "fhirContext") if name in known}
    return context


def _id(value: object) -> str | None:
    return None if isinstance(value, str) and _ID.fullmatch(value) else "is the id of a resource."


def _text(value: object) -> str | None:
    good = isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()
    return None if good else f"is a text of at most {LONGEST} characters."


def _flag(value: object) -> str | None:
    return None if isinstance(value, bool) else "is true or false."


def _items(value: object) -> str | None:
    if not isinstance(value, list) or len(value) > MOST_REFERENCES:
        return f"is a list of at most {MOST_REFERENCES} objects."
    return next((problem for item in value if (problem := _item(item))), None)


def _item(item: object) -> str | None:
    if not isinstance(item, dict) or not item.keys() & {"reference", "canonical", "identifier"}:
        return "has objects with a reference, a canonical or an identifier."
    if item.keys() - {"reference", "canonical", "identifier", "type", "role"}:
        return "has objects with reference, canonical, identifier, type and role only."
    for name, value in item.items():
        problem = _PARTS[name](value)
        if problem:
            return f"has a {name} that {problem}"
    launching = item.get("role", _SMART_ROLE) == _SMART_ROLE
    if launching and str(item.get("reference", "")).partition("/")[0] in ("Patient", "Encounter"):
        return "has a Patient or an Encounter only with another role than launch."
    return None


def _reference(value: object) -> str | None:
    resource_type, slash, resource_id = value.partition("/") if isinstance(value, str) else ("", "", "")
    good = slash and resource_type in definitions().resource_types and _ID.fullmatch(resource_id)
    return None if good else "is not of the form Type/id."


def _type(value: object) -> str | None:
    return None if value in definitions().resource_types else "is not a resource type of FHIR R4."


def _uri(value: object) -> str | None:
    problem = _text(value)
    if problem:
        return problem
    try:
        return None if urlsplit(str(value)).scheme else "is not absolute."
    except ValueError:
        return "is not a URI."


def _role(value: object) -> str | None:
    return None if value == _SMART_ROLE else _uri(value)


def _identifier(value: object) -> str | None:
    if not isinstance(value, dict) or not value or value.keys() - {"system", "value"}:
        return "is not a system and a value."
    return next((problem for part in value.values() if (problem := _text(part))), None)


_PARTS = {"reference": _reference, "canonical": _uri, "identifier": _identifier, "type": _type, "role": _role}
_MEMBERS = {
    "patient": _id,
    "encounter": _id,
    "intent": _text,
    "need_patient_banner": _flag,
    "fhirContext": _items,
}
