"""The closed set of ways in which a request can fail.

Every failure that a caller may see is one of the classes below; each knows its HTTP status and the
OperationOutcome issue code (https://hl7.org/fhir/R4/valueset-issue-type.html).  Rendering is done in
one place, :mod:`fhirserver.outcome`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One OperationOutcome issue.

    ``severity`` and ``code`` are codes of IssueSeverity and IssueType, ``expression`` is a FHIRPath that
    locates the cause in what was sent (None where there is no such place), ``parameter`` is that of the address
    which is the cause, if one is; ``diagnostics`` is for people.
    """

    severity: str
    code: str
    diagnostics: str
    expression: str | None = None
    parameter: str | None = None


class FhirError(Exception):
    """Base of all failures; ``issues`` are what the OperationOutcome will say, ``headers`` go with it."""

    status = 500
    code = "exception"

    def __init__(
        self,
        diagnostics: str = "",
        *,
        expression: str | None = None,
        code: str | None = None,
        issues: Iterable[Issue] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.issues: tuple[Issue, ...] = (
            tuple(issues) if issues is not None else (Issue("error", code or self.code, diagnostics, expression),)
        )
        self.headers = headers or {}
        super().__init__("; ".join(issue.diagnostics for issue in self.issues))


class InvalidJson(FhirError):
    """The body is not JSON that can be kept without loss (https://hl7.org/fhir/R4/json.html)."""

    status = 400
    code = "structure"


class Invalid(FhirError):
    """The request is malformed: parameters, headers, body of the wrong kind."""

    status = 400
    code = "invalid"


class Unprocessable(FhirError):
    """The resource is well-formed but breaks a rule of FHIR or of this server (https://hl7.org/fhir/R4/http.html#rejecting)."""

    status = 422
    code = "invalid"


class Unauthorized(FhirError):
    """No valid credentials."""

    status = 401
    code = "login"


class Forbidden(FhirError):
    """The credentials do not allow it."""

    status = 403
    code = "forbidden"


class TooCostly(FhirError):
    """Answering would cost more than a limit allows."""

    status = 403
    code = "too-costly"


class NotFound(FhirError):
    """There is no such resource, version, type or address."""

    status = 404
    code = "not-found"


class NotAllowed(FhirError):
    """The address exists, the method does not apply to it; ``headers`` carry Allow."""

    status = 405
    code = "not-supported"


class NotAcceptable(FhirError):
    """None of the formats in Accept or _format can be produced."""

    status = 406
    code = "not-supported"


class Conflict(FhirError):
    """It contradicts the present state: a reference to what is deleted, a lost race."""

    status = 409
    code = "conflict"


class Gone(FhirError):
    """The resource was deleted."""

    status = 410
    code = "deleted"


class PreconditionFailed(FhirError):
    """If-Match, If-None-Match or a conditional criterion does not hold."""

    status = 412
    code = "conflict"


class TooLarge(FhirError):
    """The body is larger than the configured limit."""

    status = 413
    code = "too-long"


class UnsupportedMediaType(FhirError):
    """The body is in a format that this interaction does not read."""

    status = 415
    code = "not-supported"


class Throttled(FhirError):
    """Too many requests; ``headers`` carry Retry-After."""

    status = 429
    code = "throttled"


class NotSupported(FhirError):
    """A part of FHIR that this server does not have."""

    status = 501
    code = "not-supported"


class Unavailable(FhirError):
    """The server cannot answer now; nothing was saved."""

    status = 503
    code = "transient"
