"""The closed set of errors: each has its status and code, and is rendered as an OperationOutcome over HTTP."""

from __future__ import annotations

import pytest
from flask import Flask

from fhirserver import errors
from fhirserver.errors import FhirError, Issue
from fhirserver.json_format import decode, encode
from fhirserver.outcome import operation_outcome, success
from fhirserver.rest.application import of_error
from fhirserver.validation import validate
from tests.fhir_client import Answer

EXPECTED: dict[type[FhirError], tuple[int, str]] = {
    errors.InvalidJson: (400, "structure"),
    errors.Invalid: (400, "invalid"),
    errors.Unprocessable: (422, "invalid"),
    errors.Unauthorized: (401, "login"),
    errors.Forbidden: (403, "forbidden"),
    errors.TooCostly: (403, "too-costly"),
    errors.NotFound: (404, "not-found"),
    errors.NotAllowed: (405, "not-supported"),
    errors.NotAcceptable: (406, "not-supported"),
    errors.Conflict: (409, "conflict"),
    errors.Gone: (410, "deleted"),
    errors.PreconditionFailed: (412, "conflict"),
    errors.TooLarge: (413, "too-long"),
    errors.UnsupportedMediaType: (415, "not-supported"),
    errors.Throttled: (429, "throttled"),
    errors.NotSupported: (501, "not-supported"),
    errors.Unavailable: (503, "transient"),
    FhirError: (500, "exception"),
}


def test_the_set_is_closed() -> None:
    defined = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, FhirError)}
    assert defined == set(EXPECTED)


@pytest.mark.parametrize("kind", EXPECTED, ids=lambda kind: kind.__name__)
def test_status_code_and_rendering(kind: type[FhirError]) -> None:
    status, code = EXPECTED[kind]
    error = kind("It is so.", expression="Patient.name[0]", headers={"X-Test": "1"})
    with Flask(__name__).test_request_context("/"):
        response = of_error(error)
        answer = Answer(response.status_code, dict(response.headers), response.data)
    assert (answer.status, answer.headers["X-Test"]) == (status, "1")
    assert answer.headers["Content-Type"] == "application/fhir+json; charset=utf-8"
    assert answer.json == {
        "resourceType": "OperationOutcome",
        "issue": [
            {"severity": "error", "code": code, "diagnostics": "It is so.", "expression": ["Patient.name[0]"]},
        ],
    }
    assert validate(answer.json).issues == []
    assert str(error) == "It is so."


def test_a_code_may_be_more_exact_and_there_may_be_several_issues() -> None:
    assert errors.Invalid("x", code="value").issues == (Issue("error", "value", "x"),)
    issues = (Issue("error", "value", "a", "Patient.x"), Issue("warning", "informational", "b"))
    error = errors.Unprocessable(issues=iter(issues))
    assert error.issues == issues
    assert str(error) == "a; b"


@pytest.mark.parametrize("character", ["\0", "\x1f", "\x7f", "\x85", "\ud800"])
def test_what_no_string_of_fhir_has_is_not_quoted(character: str) -> None:
    outcome = operation_outcome([Issue("error", "value", f"a{character}b\t\n\u00e4", f"x.{character}")])
    assert outcome["issue"] == [
        {"severity": "error", "code": "value", "diagnostics": "a\ufffdb\t\n\u00e4", "expression": ["x.\ufffd"]}
    ]
    assert validate(decode(encode(outcome))).issues == []


def test_an_outcome_leaves_out_what_is_not_known() -> None:
    assert operation_outcome([Issue("error", "invalid", "")]) == {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "invalid"}],
    }
    assert success("Done.") == {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "information", "code": "informational", "diagnostics": "Done."}],
    }
