"""A FHIR request and its response, whatever brought it: HTTP, an entry of a Bundle, or our own code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fhirserver import http
from fhirserver.access.caller import Caller
from fhirserver.access.permission import EVERYTHING, Permission
from fhirserver.errors import Invalid
from fhirserver.settings import Settings
from fhirserver.store.repository import Repository
from fhirserver.store.versions import Version
from fhirserver.subset import check_summary, parse_elements


@dataclass(frozen=True)
class Request:
    """One request.

    ``path`` is relative to the base URL and without a query ("Patient/1"); ``query`` holds its parameters in order;
    ``headers`` have names in lower case; ``body`` is None where ``resource``, already decoded, is given instead.
    ``at`` is the FHIRPath of the resource in what the client sent, None for the whole body.
    """

    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    resource: object = None
    at: str | None = None

    def parameter(self, name: str) -> str | None:
        """Return the value of a query parameter, None if absent.  Raises Invalid if it is given more than once."""
        values = [value for key, value in self.query if key == name]
        if len(values) > 1:
            raise Invalid(f"The parameter {name} is given {len(values)} times; once is allowed.", code="value")
        return values[0] if values else None

    @cached_property
    def preferences(self) -> http.Preferences:
        """What the Prefer header asks for."""
        prefer = self.headers.get("prefer")
        return http.preferences([prefer] if prefer else [])


@dataclass(frozen=True, slots=True)
class Response:
    """The answer: a status, headers, and a body of JSON text (None for none); ``version`` is what it speaks of."""

    status: int
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every interaction needs: the settings, the resources, the way to other interactions, what the caller may."""

    settings: Settings
    repository: Repository
    dispatch: Callable[[Context, Request], Response]
    permission: Permission = EVERYTHING
    caller: Caller | None = None


RESULT_PARAMETERS = frozenset({"_format", "_pretty", "_summary", "_elements"})
"""What every interaction has.  https://hl7.org/fhir/R4/http.html#parameters"""


def check_parameters(request: Request, allowed: frozenset[str] = RESULT_PARAMETERS) -> None:
    """Refuse, before anything is done, parameters that this interaction does not have, and values that are none.

    Raises Invalid: ignoring a parameter silently could mislead.
    """
    for name, _ in request.query:
        if name not in allowed:
            known = ", ".join(sorted(allowed))
            raise Invalid(
                f"The parameter {name[:80]} is not one of this interaction, which has: {known}.", code="not-supported"
            )
    if request.query:
        _check_result(request, "_count" in allowed)


def criteria_parameters(request: Request) -> list[tuple[str, str]]:
    """Return the parameters that are search criteria of a conditional interaction; check the others as above."""
    criteria = [(name, value) for name, value in request.query if name not in RESULT_PARAMETERS]
    _check_result(request, counts=False)
    return criteria


def _check_result(request: Request, counts: bool) -> None:
    summary, elements = request.parameter("_summary"), request.parameter("_elements")
    check_summary(summary)
    parse_elements(elements)
    http.pretty(request.parameter("_pretty"))
    if summary == "count" and not counts:
        raise Invalid("_summary=count is for what answers with a Bundle of many resources.", code="value")
    if elements is not None and summary not in (None, "false"):
        raise Invalid("_summary and _elements cannot be used together.", code="value")
