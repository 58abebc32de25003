"""What the four changes have in common: a change is prepared outside of the transaction and applied inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fhirserver import http, json_format
from fhirserver.errors import Invalid, PreconditionFailed, Unprocessable
from fhirserver.interactions.criteria import Criteria, parse_criteria
from fhirserver.interactions.request import Context, Request
from fhirserver.search.sql.visible import Visible, everything
from fhirserver.store.transaction import Header, Transaction
from fhirserver.store.versions import Version
from fhirserver.terminology.searching import search_terminology
from fhirserver.validation import Report, validate

Document = dict[str, Any]
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did: the version that is current now, and the HTTP status that says so.

    ``version`` is None where there was nothing to delete; ``others`` are further versions of a conditional delete.
    ``found`` says that a create has found a resource and changed nothing, ``shown`` that the caller may read it.
    """

    version: Version | None
    status: int
    others: tuple[Version, ...] = ()
    found: bool = False
    shown: bool = True


@dataclass(slots=True)
class Change:
    """A change that is ready to be applied.

    ``resource_id`` is None while it depends on ``criteria`` or, for a create, on ``criteria`` finding nothing.
    ``new_id`` is the id that a create would use.  ``at`` is the FHIRPath of what the client sent for it.
    ``may`` is what the caller may change.  ``must_match`` and ``must_not_match`` are the versions of If-Match and
    If-None-Match.  Raises Invalid if these headers cannot be read.
    """

    method: str
    resource_type: str
    resource_id: str | None
    criteria: Criteria | None
    request: Request
    document: Document | None = None
    report: Report | None = None
    patch: Callable[[Document], Document] | None = None
    new_id: str | None = None
    may: Visible = everything
    must_match: http.EntityTags | None = field(init=False)
    must_not_match: http.EntityTags | None = field(init=False)

    def __post_init__(self) -> None:
        headers = self.request.headers
        self.must_match = http.parse_entity_tags(headers.get("if-match"))
        self.must_not_match = http.parse_entity_tags(headers.get("if-none-match"), "If-None-Match")

    @property
    def at(self) -> str | None:
        """Where in the request it stands."""
        return self.request.at


def resource_of(context: Context, request: Request, resource_type: str) -> tuple[Document, Report]:
    """Return the resource in a request and what validation found in it.

    Raises UnsupportedMediaType, InvalidJson, Invalid for another type than that of the address, Unprocessable with
    every error of an invalid resource.
    """
    if request.body is not None:
        http.request_format(request.headers.get("content-type"))
        resource = json_format.decode(request.body, max_depth=context.settings.max_depth)
    else:
        resource = request.resource
    if not isinstance(resource, dict):
        raise Invalid("A resource is expected: a JSON object.", code="structure", expression=request.at)
    if resource.get("resourceType") != resource_type:
        given = resource.get("resourceType")
        says = f"The address is of {resource_type}, the resource says {str(given)[:80]!r}."
        raise Invalid(
            says if given else "The resource has no resourceType.",
            expression=f"{request.at or resource_type}.resourceType",
        )
    report = validate(resource, at=request.at)
    if not report.ok:
        raise Unprocessable(issues=report.issues)
    return resource, report


def criteria_of(
    context: Context, resource_type: str, query: str | Sequence[tuple[str, str]], at: str | None
) -> Criteria:
    """Return the criteria of a query, see ``parse_criteria``; ``at`` is where it stands in what the client sent."""
    settings, repository = context.settings, context.repository
    terminology = search_terminology(repository, settings.base_url, visible=context.permission.seeing("r"))

    def parsed() -> Criteria:
        registry = repository.registry
        return parse_criteria(settings, registry, resource_type, query, terminology=terminology, expression=at)

    try:
        return parsed()
    except Invalid:
        # Another process may have learnt of a search parameter.
        if not repository.reload_registry():
            raise
    return parsed()


def check_id(resource_id: str) -> None:
    """Raise Invalid unless it is an id that can be part of an address, https://hl7.org/fhir/R4/datatypes.html#id.

    ``.`` and ``..`` are ids by their letters, but clients take them out of addresses
    (https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4), so that nobody could read such a resource.
    """
    if not _ID.match(resource_id) or resource_id in (".", ".."):
        raise Invalid(f"{resource_id[:80]!r} is not an id: 1 to 64 letters, digits, - and . are.", code="value")


def check_version(change: Change, header: Header | None) -> None:
    """Raise PreconditionFailed unless If-Match, where given, names the current version, and If-None-Match does not.

    https://hl7.org/fhir/R4/http.html#concurrency, https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
    """
    wanted, unwanted = change.must_match, change.must_not_match
    if header is None or not header.exists:
        if wanted is not None:
            raise PreconditionFailed("If-Match asks for a version of what does not exist.", expression=change.at)
        return
    if unwanted is not None and unwanted.match(header.version):
        raise PreconditionFailed(
            f"{header.type}/{header.id} exists in version {header.version}, which If-None-Match excludes.",
            expression=change.at,
        )
    if wanted is not None and not wanted.match(header.version):
        raise PreconditionFailed(
            f"If-Match asks for another version than the current one, which is {header.version}: somebody has changed "
            f"{header.type}/{header.id} since.",
            expression=change.at,
        )


def ready(change: Change) -> tuple[Document, Report]:
    """Return the document and report of a change that has them."""
    if change.document is None or change.report is None:
        raise LookupError("the change has no document")
    return change.document, change.report


def resolve(change: Change, transaction: Transaction) -> None:
    """Find the resource that the criteria of a change name.  Raises PreconditionFailed for several."""
    if change.criteria is not None:
        change.resource_id = change.criteria.single(transaction, expression=change.at)
