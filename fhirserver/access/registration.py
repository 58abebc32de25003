"""Registering clients: what comes from outside, checked, as a client.  https://www.rfc-editor.org/rfc/rfc7591"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fhirserver.access.clients import Client
from fhirserver.access.scopes import parse
from fhirserver.access.tokens import digest, new_secret

INTROSPECT = "introspect"
"""Registered with this, a client is a resource server: it may ask what the tokens of other clients are good for."""

SECRET_METHODS = ("client_secret_basic", "client_secret_post")


class RegistrationError(ValueError):
    """What cannot be registered; ``problems`` says by field what is wrong with it."""

    def __init__(self, problems: Mapping[str, list[str]]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{name}: {text}" for name, texts in problems.items() for text in texts))


def client_of(values: Mapping[str, Any], now: int) -> Client:
    """Return the client that ``values``, by field of Client, describe; it has no secret yet.

    Raises RegistrationError with all that is wrong.
    """
    from marshmallow import ValidationError  # most processes never register anything

    from schemas.clients import ClientSchema

    try:
        checked = ClientSchema().load({name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        raise RegistrationError(_flat(error.messages_dict)) from None
    problems = scope_problems(checked["scope"], machine="client_credentials" in checked.get("grant_types", ()))
    if problems:
        raise RegistrationError({"scope": problems})
    for name in ("algorithms", "redirect_uris", "origins", "grant_types"):
        if name in checked:
            checked[name] = tuple(dict.fromkeys(checked[name]))
    return Client(**checked, created=now)


def scope_problems(scope: str, *, machine: bool) -> list[str]:
    """Return what is wrong with the scopes of a client that acts for itself (``machine``), or for people.

    https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
    """
    problems = []
    words = scope.split()
    if not words:
        return ["names no scope."]
    for word in words:
        if word == INTROSPECT:
            continue
        found = parse(word)
        if not found:
            problems.append(f"{word[:80]!r} is not a scope of SMART, such as system/Patient.rs.")
        elif machine and found[0].context != "system":
            problems.append(f"{word[:80]!r} is not for a client that acts for itself: system/... is.")
        elif not machine and found[0].context == "system":
            problems.append(f"{word[:80]!r} is for clients that act for themselves: patient/... and user/... are.")
    return problems


def with_secret(client: Client) -> tuple[Client, str]:
    """Return the client with a new secret, and the secret: it can be shown now and never again."""
    secret = new_secret()
    return replace(client, secret=digest(secret).hex()), secret


def _flat(messages: Mapping[str, Any]) -> dict[str, list[str]]:
    """The messages by field; those of a list's items together."""
    found: dict[str, list[str]] = {}
    for name, texts in messages.items():
        items = texts.values() if isinstance(texts, dict) else [texts]
        found[name] = [text for each in items for text in each]
    return found
