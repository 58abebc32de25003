"""Launch contexts: which are taken from those who start apps, and what of them an app learns."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.oauth.launch_context import BadContext, checked_context, granted_context, references_of

STYLE = "https://localhost/oauth/style.json"
KNOWN: dict[str, Any] = {
    "patient": "p1",
    "encounter": "e1",
    "intent": "reconcile-medications",
    "need_patient_banner": False,
    "fhirContext": [{"reference": "ImagingStudy/123"}],
}


@pytest.mark.parametrize(
    "given",
    [
        {},
        KNOWN,
        {"patient": "a" * 64},
        {"fhirContext": []},
        {"fhirContext": [{"canonical": "https://example.org/Questionnaire/1", "type": "Questionnaire"}]},
        {"fhirContext": [{"identifier": {"system": "https://example.org", "value": "7"}, "type": "ServiceRequest"}]},
        {"fhirContext": [{"reference": "Patient/2", "role": "https://example.org/role/mother"}]},
        {"fhirContext": [{"reference": "Observation/2", "role": "launch"}]},
    ],
)
def test_a_context_as_smart_has_it_is_taken(given: dict[str, Any]) -> None:
    assert checked_context(given) == given


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"patient": ""}, "patient is the id of a resource"),
        ({"patient": "Patient/1"}, "patient is the id of a resource"),
        ({"patient": 1}, "patient is the id of a resource"),
        ({"patient": "a" * 65}, "patient is the id of a resource"),
        ({"patient": "1/_history"}, "patient is the id of a resource"),
        ({"encounter": "e1"}, "encounter needs the patient"),
        ({"access_token": "x"}, "access_token is not a member"),
        ({"need_patient_banner": "true"}, "need_patient_banner is true or false"),
        ({"intent": ""}, "intent is a text"),
        ({"intent": "a\nb"}, "intent is a text"),
        ({"intent": "a" * 1025}, "intent is a text"),
        ({"fhirContext": {}}, "fhirContext is a list"),
        ({"fhirContext": ["ImagingStudy/1"]}, "fhirContext has objects with a reference"),
        ({"fhirContext": [{}]}, "fhirContext has objects with a reference"),
        ({"fhirContext": [{"type": "ImagingStudy"}]}, "fhirContext has objects with a reference"),
        ({"fhirContext": [{"reference": "ImagingStudy/1"}] * 21}, "fhirContext is a list of at most 20"),
        ({"fhirContext": [{"reference": "https://example.org/ImagingStudy/1"}]}, "is not of the form Type/id"),
        ({"fhirContext": [{"reference": "Nothing/1"}]}, "is not of the form Type/id"),
        ({"fhirContext": [{"reference": "ImagingStudy/1/_history/1"}]}, "is not of the form Type/id"),
        ({"fhirContext": [{"reference": 1}]}, "is not of the form Type/id"),
        ({"fhirContext": [{"reference": "ImagingStudy/1", "role": ""}]}, "a role that is a text"),
        ({"fhirContext": [{"reference": "ImagingStudy/1", "role": "mother"}]}, "a role that is not absolute"),
        ({"fhirContext": [{"reference": "ImagingStudy/1", "type": "Nothing"}]}, "is not a resource type"),
        ({"fhirContext": [{"reference": "ImagingStudy/1", "type": []}]}, "is not a resource type"),
        ({"fhirContext": [{"canonical": "Questionnaire/1"}]}, "a canonical that is not absolute"),
        ({"fhirContext": [{"canonical": "http://["}]}, "a canonical that is not a URI"),
        ({"fhirContext": [{"identifier": "7"}]}, "is not a system and a value"),
        ({"fhirContext": [{"identifier": {}}]}, "is not a system and a value"),
        ({"fhirContext": [{"identifier": {"value": 7}}]}, "identifier that is a text"),
        ({"fhirContext": [{"reference": "ImagingStudy/1", "display": "x"}]}, "role only"),
        ({"fhirContext": [{"reference": "Patient/1"}]}, "only with another role than launch"),
        ({"fhirContext": [{"reference": "Encounter/1", "role": "launch"}]}, "only with another role than launch"),
    ],
)
def test_another_context_is_refused(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadContext, match=problem):
        checked_context(given)


def test_all_that_a_context_names_is_known() -> None:
    more = [{"reference": "ImagingStudy/123"}, {"canonical": "https://example.org/1"}]
    assert references_of({**KNOWN, "fhirContext": more}) == [
        ("Patient", "p1"),
        ("Encounter", "e1"),
        ("ImagingStudy", "123"),
    ]


def test_an_app_that_was_launched_learns_all_of_it() -> None:
    assert granted_context(KNOWN, "launch openid", STYLE) == {**KNOWN, "smart_style_url": STYLE}


@pytest.mark.parametrize(
    ("known", "scope", "learnt"),
    [
        ({"patient": "p1"}, "launch/patient", {"patient": "p1", "need_patient_banner": True}),
        ({"patient": "p1"}, "patient/Observation.rs", {"patient": "p1", "need_patient_banner": True}),
        ({"patient": "p1"}, "user/Observation.rs", {}),
        ({"patient": "p1", "encounter": "e1"}, "launch/encounter", {"encounter": "e1"}),
        (
            {"patient": "p1", "encounter": ""},
            "launch/patient launch/encounter",
            {"patient": "p1", "need_patient_banner": True},
        ),
        ({}, "launch openid", {"need_patient_banner": True}),
        (KNOWN, "openid", {}),
    ],
)
def test_an_app_learns_what_it_was_granted_to_know(known: dict[str, Any], scope: str, learnt: dict[str, Any]) -> None:
    assert granted_context(known, scope, STYLE) == {**learnt, "smart_style_url": STYLE}
