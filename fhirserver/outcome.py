"""Errors and issues as an OperationOutcome.  https://hl7.org/fhir/R4/operationoutcome.html"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fhirserver.errors import Issue


def operation_outcome(issues: Iterable[Issue]) -> dict[str, object]:
    """Return an OperationOutcome as a JSON object with one entry per issue (at least one is required)."""
    return {"resourceType": "OperationOutcome", "issue": [_issue(issue) for issue in issues]}


def _issue(issue: Issue) -> dict[str, object]:
    entry: dict[str, object] = {"severity": issue.severity, "code": issue.code}
    if issue.diagnostics:
        entry["diagnostics"] = _NOT_IN_STRINGS.sub("\ufffd", issue.diagnostics)
    if issue.expression:
        entry["expression"] = [_NOT_IN_STRINGS.sub("\ufffd", issue.expression)]
    if issue.parameter:
        # https://hl7.org/fhir/R4/operationoutcome-definitions.html#OperationOutcome.issue.location
        entry["location"] = [_NOT_IN_STRINGS.sub("\ufffd", f"http.{issue.parameter}")]
    return entry


# Messages quote what clients sent; https://hl7.org/fhir/R4/datatypes.html#string
_NOT_IN_STRINGS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def success(diagnostics: str) -> dict[str, object]:
    """Return the OperationOutcome of something that went well."""
    return operation_outcome([Issue("information", "informational", diagnostics)])
