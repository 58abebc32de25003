"""Rules of TestScript and TestReport.  https://hl7.org/fhir/R4/testscript.html"""

from __future__ import annotations

from collections.abc import Callable

from fhirserver.validation.invariants.nodes import has, objects
from fhirserver.validation.report import JsonObject

_ASSERTIONS = (
    "contentType", "expression", "headerField", "minimumId", "navigationLinks", "path", "requestMethod", "resource",
    "responseCode", "response", "validateProfileId",
)  # fmt: skip
_WITHOUT_TARGET = ("capabilities", "search", "transaction", "history")


def _operation_or_assert(e: JsonObject) -> bool:
    return has(e, "operation") != has(e, "assert")


def _request_only(e: JsonObject) -> bool:
    return e.get("direction") != "request" or not has(e, "response", "responseCode")


def _operation_target(e: JsonObject) -> bool:
    if has(e, "sourceId") or sum(has(e, name) for name in ("targetId", "url", "params")) == 1:
        return True
    return any(coding.get("code") in _WITHOUT_TARGET for coding in objects(e, "type"))


RULES: dict[tuple[str, str], Callable[[JsonObject], bool]] = {
    ("TestReport.setup.action", "inv-1"): _operation_or_assert,
    ("TestReport.test.action", "inv-2"): _operation_or_assert,
    ("TestScript.metadata", "tst-4"): lambda e: any(has(c, "required", "validated") for c in objects(e, "capability")),
    ("TestScript.variable", "tst-3"): lambda e: not all(has(e, name) for name in ("expression", "headerField", "path")),
    ("TestScript.setup.action", "tst-1"): _operation_or_assert,
    ("TestScript.test.action", "tst-2"): _operation_or_assert,
    ("TestScript.setup.action.operation", "tst-7"): _operation_target,
    ("TestScript.setup.action.assert", "tst-5"): lambda e: (
        has(e, "extension") or sum(has(e, name) for name in _ASSERTIONS) <= 1
    ),
    ("TestScript.setup.action.assert", "tst-10"): lambda e: (
        has(e, "compareToSourceId") == has(e, "compareToSourceExpression", "compareToSourcePath")
    ),
    ("TestScript.setup.action.assert", "tst-12"): _request_only,
}
