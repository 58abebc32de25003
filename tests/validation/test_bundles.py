"""Bundles and Parameters: the resources in them stand on their own."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.validation import validate, validate_bundle_shell

JsonObject = dict[str, Any]
PATIENT = {"resourceType": "Patient", "id": "p"}


def bundle(*entries: Any, **elements: Any) -> JsonObject:
    return {"resourceType": "Bundle", "type": "transaction", "entry": list(entries), **elements}


def post(resource: Any, **elements: Any) -> JsonObject:
    return {"resource": resource, "request": {"method": "POST", "url": "Patient"}, **elements}


def found(resource: object) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.expression) for issue in validate(resource).issues]


def test_resources_of_entries_are_checked_with_their_place() -> None:
    wrong = {**PATIENT, "gender": "x"}
    assert found(bundle(post(PATIENT), post(wrong))) == [("code-invalid", "Bundle.entry[1].resource.gender")]


def test_the_shell_leaves_them_out() -> None:
    report = validate_bundle_shell(bundle(post({"resourceType": "Nonsense"}), post(7), {"resource": PATIENT}))
    assert [(i.code, i.expression) for i in report.issues] == [("invariant", "Bundle")]
    assert "bdl-3" in report.issues[0].diagnostics


@pytest.mark.parametrize(
    ("resource", "code"),
    [(7, "structure"), (None, "structure"), ({}, "structure"), ([], "structure"), ({"resourceType": "X"}, "structure")],
)
def test_what_is_no_resource(resource: Any, code: str) -> None:
    assert found(bundle(post(resource))) == [(code, "Bundle.entry[0].resource")]


def test_local_references_do_not_cross_entries() -> None:
    subject = {"resourceType": "Basic", "code": {"text": "x"}, "subject": {"reference": "#p"}}
    holder = {**subject, "contained": [PATIENT]}
    assert found(bundle(post(holder), post(subject))) == [("invariant", "Bundle.entry[1].resource.subject")]


def test_contained_resources_of_an_entry_are_used_within_that_entry() -> None:
    holder = {"resourceType": "Basic", "code": {"text": "x"}, "contained": [PATIENT]}
    user = {"resourceType": "Basic", "code": {"text": "x"}, "subject": {"reference": "#p"}, "contained": [PATIENT]}
    assert found(bundle(post(user), post(holder))) == [("invariant", "Bundle.entry[1].resource.contained[0]")]


def test_resources_in_parameters() -> None:
    parameters = {"resourceType": "Parameters", "parameter": [{"name": "a", "resource": {**PATIENT, "gender": "x"}}]}
    assert found(parameters) == [("code-invalid", "Parameters.parameter[0].resource.gender")]


def test_bundles_in_bundles() -> None:
    inner = bundle(post({**PATIENT, "gender": "x"}))
    outer = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": inner}]}
    assert found(outer) == [("code-invalid", "Bundle.entry[0].resource.entry[0].resource.gender")]


def test_references_of_all_entries_are_listed() -> None:
    basic = {"resourceType": "Basic", "code": {"text": "x"}, "subject": {"reference": "urn:uuid:1"}}
    full_url = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"
    report = validate(bundle(post(PATIENT), post(basic, fullUrl=full_url)))
    assert [r.expression for r in report.references] == ["Bundle.entry[1].resource.subject.reference"]
    assert "Bundle.entry[1].fullUrl" in [u.expression for u in report.uris]


@pytest.mark.parametrize("kind", ["document", "message"])
@pytest.mark.parametrize(
    "first", [None, 7, {}, {"resource": None}, {"resource": []}, {"resource": {"resourceType": []}}]
)
def test_a_first_entry_that_is_no_resource(kind: str, first: Any) -> None:
    report = validate({"resourceType": "Bundle", "type": kind, "entry": [first]})
    rule = {"document": "bdl-11", "message": "bdl-12"}[kind]
    assert rule in [issue.diagnostics.partition(":")[0] for issue in report.issues]


@pytest.mark.parametrize(
    ("full_url", "agrees"),
    [
        ("http://example.org/Patient/p", True),
        ("urn:uuid:c757873d-ec9a-4326-a141-556f43239520", True),
        ("http://example.org/Patient/q", False),
        ("http://example.org/Patient/pp", False),
    ],
)
def test_the_full_url_agrees_with_the_id(full_url: str, agrees: bool) -> None:
    expected = [] if agrees else [("invariant", "Bundle.entry[0].fullUrl")]
    assert found(bundle(post(PATIENT, fullUrl=full_url))) == expected
    assert found(bundle(post({"resourceType": "Patient"}, fullUrl=full_url))) == []


@pytest.mark.parametrize(
    ("entry", "issues"),
    [
        ({"request": {"method": "GET", "url": "Patient/1"}}, []),
        ({"request": {"method": "get", "url": "Patient/1"}}, [("code-invalid", "Bundle.entry[0].request.method")]),
        ({"request": {"url": "Patient/1"}}, [("required", "Bundle.entry[0].request.method")]),
        ({"request": {"method": "GET"}}, [("required", "Bundle.entry[0].request.url")]),
        ({"request": {"method": "GET", "url": ""}}, [("value", "Bundle.entry[0].request.url")]),
        ({"request": []}, [("structure", "Bundle.entry[0].request")]),
        ("x", [("structure", "Bundle.entry[0]")]),
    ],
)
def test_requests(entry: Any, issues: list[tuple[str, str]]) -> None:
    assert found(bundle(entry)) == issues
