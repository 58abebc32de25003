"""A client of the application in the same process: FHIR JSON in, FHIR JSON out, numbers digit for digit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from fhirserver.json_format import decode, encode
from tests.tokens import TOKEN

FHIR_JSON = "application/fhir+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: ``json`` is the parsed body, None when there is none."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return decode(self.body) if self.body else None

    @property
    def issues(self) -> list[dict[str, Any]]:
        """The issues of the OperationOutcome in the body."""
        assert self.json["resourceType"] == "OperationOutcome", self.json
        issues: list[dict[str, Any]] = self.json["issue"]
        return issues

    @property
    def version(self) -> str:
        """The version that the ETag names."""
        return self.headers["ETag"].removeprefix('W/"').removesuffix('"')


ClientWith = Callable[..., "FhirClient"]
"""Makes a client of a server with other settings: ``client_with(update_create=False)``."""


def client_of(app: Flask, token: str | None = TOKEN) -> FlaskClient:
    """Return Flask's own client, which sends an access token with every request."""
    client = app.test_client()
    if token is not None:
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


class FhirClient:
    """Paths are relative to /fhir, such as ``Patient/1``; headers are keyword arguments, ``if_match='W/"1"'``.

    ``token`` is the access token that it sends; None for none.
    """

    def __init__(self, app: Flask, token: str | None = TOKEN) -> None:
        self.app = app
        self._client = client_of(app, token)

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send ``body`` (an object is sent as JSON, bytes as they are) and return the answer."""
        data = body if body is None or isinstance(body, bytes) else encode(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if data is not None:
            named.setdefault("content-type", FHIR_JSON)
        response = self._client.open(f"/fhir/{path}".rstrip("/"), method=method, data=data, headers=named)
        return Answer(response.status_code, dict(response.headers), response.data)

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def head(self, path: str, **headers: str) -> Answer:
        return self.request("HEAD", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.request("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Answer:
        return self.request("PUT", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Answer:
        return self.request("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Answer:
        return self.request("DELETE", path, **headers)
