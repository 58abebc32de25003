"""The matrix of roles, as data."""

from __future__ import annotations

from collections import Counter

import pytest

from conformance import definitions
from fhirserver.access.roles import CARE, ROLES, Relation, Role, roles_of
from fhirserver.access.type_groups import CLINICAL, GROUPS, types_in

RECORD = types_in((*CLINICAL, "demographics", "scheduling", "coverage", "accounts", "consents"))
"""The types that tell of patients."""


def letters(role: str, resource_type: str) -> set[str]:
    return {letter for grant in ROLES[role].grants if resource_type in grant.types for letter in grant.letters}


def test_every_type_is_in_exactly_one_group() -> None:
    counted = Counter(each for types in GROUPS.values() for each in types)
    assert counted.keys() == set(definitions().resource_types)
    assert set(counted.values()) == {1}


def test_the_roles_are_those_of_the_issue_and_of_the_house() -> None:
    assert list(ROLES) == [
        *("physician", "nurse", "pharmacist", "lab-technician", "imaging", "registrar", "billing", "analyst"),
        *("privacy-officer", "auditor", "administrator", "patient", "proxy"),
    ]


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_letters_and_modes_are_those_that_there_are(role: Role) -> None:
    assert all(set(grant.letters) <= set("cruds") and grant.letters for grant in role.grants)
    assert role.mode in ("enforce", "warn", "log")
    assert role.clearance in tuple("ULMNRV")


def test_physicians_and_nurses_are_warned_and_all_others_are_held_to_it() -> None:
    assert {role.name for role in ROLES.values() if role.mode == "warn"} == {"physician", "nurse"}
    assert {role.name for role in ROLES.values() if role.mode == "log"} == set()


def test_only_those_who_treat_patients_may_break_the_glass() -> None:
    assert {role.name for role in ROLES.values() if role.emergency} == {"physician", "nurse", "pharmacist"}
    assert set(ROLES["pharmacist"].emergency) < set(ROLES["physician"].emergency)


def test_the_administrator_has_nothing_of_any_patient() -> None:
    assert ROLES["administrator"].types & (RECORD | types_in(("audit", "research", "measures"))) == set()


def test_nobody_deletes_what_is_of_a_patient() -> None:
    assert {role for role in ROLES for each in RECORD if "d" in letters(role, each)} == set()


def test_nobody_writes_the_audit_log() -> None:
    assert {letter for role in ROLES for letter in letters(role, "AuditEvent")} == {"r", "s"}


def test_the_registrar_sees_nothing_clinical() -> None:
    assert ROLES["registrar"].types & types_in(CLINICAL) == set()


def test_the_laboratory_and_billing_see_no_notes() -> None:
    for role in ("lab-technician", "billing"):
        assert ROLES[role].types & GROUPS["notes"] == set()


def test_the_privacy_officer_edits_nothing() -> None:
    assert {letter for each in ROLES["privacy-officer"].types for letter in letters("privacy-officer", each)} == {
        "r",
        "s",
    }


def test_patients_and_proxies_have_only_the_record_that_they_may_have() -> None:
    for name, relation in (("patient", Relation.OWN), ("proxy", Relation.REPRESENTED)):
        assert {grant.relation for grant in ROLES[name].grants if grant.types & RECORD} == {relation}


def test_who_has_to_do_with_patients_clinically_needs_a_relation() -> None:
    for role in ROLES.values():
        for grant in role.grants:
            if grant.types & types_in(("problems", "notes", "observations", "prescriptions")):
                assert grant.relation in {*CARE, Relation.OWN, Relation.REPRESENTED}


def test_a_name_that_is_no_role_allows_nothing() -> None:
    assert roles_of(frozenset({"physician ", "Physician", "machine-client", ""})) == ()
    assert [role.name for role in roles_of(frozenset({"nurse", "physician"}))] == ["physician", "nurse"]
