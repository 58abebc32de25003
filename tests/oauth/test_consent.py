"""What people are asked to grant, in which words, and what comes of their ticks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance import definitions
from fhirserver.access import scopes
from fhirserver.oauth.consent import (
    Forged,
    chosen,
    needs_patient,
    offered,
    offers,
    wants_encounter,
    without_encounter,
)
from fhirserver.oauth.scope_words import CATEGORIES, all_in_words, spelled

LABORATORY = "category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory"
VITAL_SIGNS = "category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs"
ALLOWED = (
    "launch launch/patient launch/encounter openid fhirUser profile online_access offline_access"
    " patient/*.cruds user/*.cruds system/*.cruds"
)


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("openid", "Know that it is you"),
        ("launch/patient", "Know which patient it is used for"),
        ("offline_access", "Stay connected when you have signed out and are away, until you take this back"),
        ("patient/Observation.rs", "See measurements and test results of this patient"),
        ("patient/Observation.read", "See measurements and test results of this patient"),
        ("patient/Observation.r", "Open measurements and test results of this patient"),
        ("patient/Observation.s", "Search for measurements and test results of this patient"),
        ("patient/Observation.cud", "Add, change and delete measurements and test results of this patient"),
        ("patient/Observation.cruds", "See, add, change and delete measurements and test results of this patient"),
        (f"patient/Observation.rs?{LABORATORY}", "See laboratory results of this patient"),
        (
            "patient/Observation.rs?status=final&code=1",
            "See measurements and test results (only those whose status is final and code is 1) of this patient",
        ),
        ("user/MedicationRequest.write", "Add, change and delete prescriptions of everyone whose record you may see"),
        ("user/*.rs", "See everything in the record of everyone whose record you may see"),
        ("patient/NutritionOrder.rs", "See nutrition order of this patient"),
    ],
)
def test_scopes_are_said_in_plain_words(scope: str, words: str) -> None:
    assert all_in_words(scope) == [words]


def test_every_type_has_words() -> None:
    for resource_type in definitions().resource_types:
        words = spelled(resource_type)
        assert words
        assert words[0].islower(), words


@pytest.mark.parametrize(
    ("asked", "allowed", "offer"),
    [
        ("openid patient/Observation.rs", ALLOWED, "openid patient/Observation.rs"),
        ("patient/Observation.read", ALLOWED, "patient/Observation.read"),
        ("patient/*.cruds", "patient/*.rs", "patient/*.rs"),
        ("patient/*.rs", "patient/Observation.rs patient/Condition.rs", "patient/Observation.rs patient/Condition.rs"),
        ("user/Patient.rs", "patient/Patient.rs", ""),
        ("system/Patient.rs", ALLOWED, ""),
        ("patient/Observation.sr patient/Nothing.rs", ALLOWED, ""),
        ("offline_access online_access openid", ALLOWED, "offline_access openid"),
        ("online_access openid", ALLOWED, "online_access openid"),
        ("launch/patient?role=mother openid", ALLOWED, "launch/patient openid"),
        ("launch/imagingstudy openid", ALLOWED, "openid"),
        ("openid", "", ""),
    ],
)
def test_what_is_offered_is_what_was_asked_and_is_allowed(asked: str, allowed: str, offer: str) -> None:
    assert offered(asked.split(), allowed) == offer


def test_all_that_is_offered_may_be_ticked() -> None:
    scope = "launch/patient openid patient/Observation.rs patient/Condition.read offline_access"
    assert chosen(scope, set(scope.split()) - {"launch/patient"}) == scope


def test_what_is_not_ticked_is_not_granted() -> None:
    scope = "launch/patient openid offline_access patient/Observation.rs patient/Condition.rs patient/Patient.rs"
    assert chosen(scope, {"patient/Patient.rs"}) == "launch/patient patient/Patient.rs"


@pytest.mark.parametrize(
    ("scope", "ticked", "granted"),
    [
        (
            "patient/Observation.rs",
            [f"patient/Observation.rs?{LABORATORY}", f"patient/Observation.rs?{VITAL_SIGNS}"],
            {f"patient/Observation.rs?{LABORATORY}", f"patient/Observation.rs?{VITAL_SIGNS}"},
        ),
        (
            "patient/Observation.rs",
            ["patient/Observation.rs", f"patient/Observation.rs?{LABORATORY}"],
            {f"patient/Observation.rs?{LABORATORY}"},
        ),
        (
            "patient/Observation.read",
            [f"patient/Observation.rs?{LABORATORY}"],
            {f"patient/Observation.rs?{LABORATORY}"},
        ),
        (
            "user/Observation.cruds",
            [f"user/Observation.cruds?{LABORATORY}"],
            {f"user/Observation.cruds?{LABORATORY}"},
        ),
        ("patient/*.rs", ["patient/*.rs", "patient/Patient.rs"], {"patient/Patient.rs"}),
        (
            "patient/*.read",
            ["patient/Condition.read", "patient/Patient.read"],
            {"patient/Condition.read", "patient/Patient.read"},
        ),
    ],
)
def test_a_part_may_be_granted_instead_of_all(scope: str, ticked: list[str], granted: set[str]) -> None:
    assert set(chosen(scope, ticked).split()) == granted


@pytest.mark.parametrize("resource_type", CATEGORIES)
def test_us_cores_categories_are_parts(resource_type: str) -> None:
    """https://hl7.org/fhir/us/core/STU7/scopes.html"""
    (offer,) = offers(f"patient/{resource_type}.rs")
    assert [part.scope for part in offer.parts] == [
        f"patient/{resource_type}.rs?category={category}" for category in CATEGORIES[resource_type]
    ]


@pytest.mark.parametrize(
    "ticked",
    [
        "patient/Observation.cruds",
        "patient/Condition.rs",
        "user/Patient.rs",
        "patient/Patient.rs?name=a",
        "system/*.cruds",
        "openid",
        "",
        "patient/Patient.rs ",
    ],
)
def test_ticking_what_was_not_offered_is_noticed(ticked: str) -> None:
    with pytest.raises(Forged):
        chosen("patient/Observation.rs patient/Patient.rs", {"patient/Patient.rs", ticked})


@pytest.mark.parametrize("ticked", [set(), {"offline_access"}])
def test_nothing_of_use_is_nothing(ticked: set[str]) -> None:
    assert chosen("launch/patient offline_access patient/Patient.rs", ticked) == ""


TYPES = st.sampled_from(["*", "Patient", "Observation", "Condition", "Encounter"])
LETTERS = st.sampled_from(["rs", "r", "s", "cud", "cruds", "read", "write", "*"])
SCOPES = st.builds(lambda who, what, how: f"{who}/{what}.{how}", st.sampled_from(["patient", "user"]), TYPES, LETTERS)


# What may be ticked depends on what is offered, and the first look at a scope reads the definitions.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SCOPES, min_size=1, max_size=6), st.data())
def test_whatever_is_ticked_is_within_what_was_offered(asked: list[str], data: st.DataObject) -> None:
    scope = offered(asked, ALLOWED)
    possible = [each for offer in offers(scope) for each in (offer.scope, *(part.scope for part in offer.parts))]
    granted = chosen(scope, data.draw(st.sets(st.sampled_from(possible), max_size=8)))
    for each in scopes.parse(granted):
        assert any(scopes.is_within(each, limit) for limit in scopes.parse(scope)), (each, scope)
    assert len(scopes.parse(granted)) == len(granted.split())


def test_which_scopes_need_a_patient_and_an_encounter() -> None:
    assert [
        needs_patient(each) for each in ("launch/patient", "patient/Patient.r", "user/Patient.r", "launch openid")
    ] == [
        True,
        True,
        False,
        False,
    ]
    assert wants_encounter("openid launch/encounter")
    assert not wants_encounter("openid launch/patient")
    assert without_encounter("openid launch/encounter launch/patient") == "openid launch/patient"
