"""A house with people of every role, and patients whom they treat or not: for tests over HTTP on both engines."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from fhirserver.accounts.accounts import add_account
from fhirserver.store.connection import Connection
from tests.fhir_client import FhirClient
from tests.tokens import issue_in


@dataclass
class House:
    """An application and the clients of people who use it."""

    app: Flask
    clients: dict[str, FhirClient] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)

    def admit(self, name: str, roles: Iterable[str], fhir_user: str | None, scope: str = "user/*.cruds") -> FhirClient:
        """Make an account of somebody with ``roles``, and a client that acts for them."""
        now = int(time.time())

        def work(connection: Connection) -> tuple[str, str]:
            account = add_account(
                connection, username=name, name=name, roles=frozenset(roles), fhir_user=fhir_user, now=now
            )
            return account.id, issue_in(connection, scope, account_id=account.id, authenticated=now)

        self.accounts[name], token = self.app.extensions["repository"].database.write(work)
        self.clients[name] = FhirClient(self.app, token)
        return self.clients[name]


def batch(client: FhirClient, requests: Iterable[tuple[str, str, Mapping[str, Any] | None]]) -> list[dict[str, Any]]:
    """Send (method, address, body) all at once as a batch and return the entries of the answer."""
    entries = [
        {"request": {"method": method, "url": url}, **({"resource": body} if body is not None else {})}
        for method, url, body in requests
    ]
    answer = client.post("", {"resourceType": "Bundle", "type": "batch", "entry": entries})
    assert answer.status == 200, answer.json
    found: list[dict[str, Any]] = answer.json["entry"]
    return found


def status(entry: Mapping[str, Any]) -> int:
    """Return the HTTP status of an entry of an answer."""
    return int(entry["response"]["status"][:3])
