"""How a search is carried out: its SQL and the engine's plan, for those who run the server."""

from __future__ import annotations

from fhirserver.errors import Issue
from fhirserver.interactions.request import Response
from fhirserver.interactions.respond import of_resource
from fhirserver.outcome import operation_outcome
from fhirserver.search.results import Query
from fhirserver.search.sql.statement import Page
from fhirserver.search.sql.visible import Visible, everything
from fhirserver.store.find import explain
from fhirserver.store.repository import Repository


def explanation(repository: Repository, query: Query, page: Page, visible: Visible = everything) -> Response:
    """Return an OperationOutcome with the tree of a search, its SQL, and the plan line by line."""
    text, plan = explain(repository, query.search, page, visible=visible)
    tree = "\n".join(str(node) for node in query.search.criteria) or "no criteria"
    issues = [
        Issue("information", "informational", f"Tree: {tree}"),
        Issue("information", "informational", f"SQL: {text}"),
        *(Issue("information", "informational", f"Plan: {line}") for line in plan),
    ]
    return of_resource(operation_outcome(issues))
