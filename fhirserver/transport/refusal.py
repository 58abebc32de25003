"""What is refused before any part of the server sees it, in the form that the address calls for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import msgspec

from fhirserver.errors import Issue
from fhirserver.json_format import encode
from fhirserver.outcome import operation_outcome

OAUTH_ADDRESSES = ("/oauth/", "/.well-known/")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status, an issue code of FHIR, an error code of OAuth, a sentence for people, and headers."""

    status: HTTPStatus
    code: str
    error: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status_line(self) -> str:
        """Such as "421 Misdirected Request"."""
        return f"{self.status.value} {self.status.phrase}"


def form(refusal: Refusal, path: str, base: str) -> tuple[list[tuple[str, str]], bytes]:
    """Return headers and body of ``refusal`` for ``path``, where ``base`` is the path of the FHIR service.

    An OperationOutcome (https://hl7.org/fhir/R4/http.html#Status-Codes), the JSON of an OAuth endpoint
    (https://www.rfc-editor.org/rfc/rfc6749#section-5.2), or plain text.
    """
    if path == base or path.startswith(f"{base}/"):
        content_type = "application/fhir+json"
        body = encode(operation_outcome([Issue("error", refusal.code, refusal.text)]))
    elif path.startswith(OAUTH_ADDRESSES):
        content_type = "application/json"
        body = msgspec.json.encode({"error": refusal.error, "error_description": refusal.text})
    else:
        content_type = "text/plain; charset=utf-8"
        body = f"{refusal.text}\n".encode()
    return [("Content-Type", content_type), ("Content-Length", str(len(body))), *refusal.headers.items()], body
