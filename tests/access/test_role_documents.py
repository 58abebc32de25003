"""The matrix in the guide, and the roles that settings name, are those of the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from fhirserver.access.role_rules import MODES, House, house_of
from fhirserver.access.roles import CARE, ROLES, groups_table, matrix_table
from fhirserver.settings import SettingsError, load_settings
from schemas.settings import RELATION_MODES, RELATION_ROLES

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "roles.md").read_text("utf-8")


def test_the_guide_has_the_matrix() -> None:
    assert matrix_table() in GUIDE
    assert groups_table() in GUIDE


def test_settings_name_the_roles_that_need_a_relation() -> None:
    assert set(RELATION_ROLES) == {role.name for role in ROLES.values() if any(g.relation in CARE for g in role.grants)}
    assert RELATION_MODES == MODES


def test_the_decisions_of_the_operator() -> None:
    house = house_of("physician=enforce, nurse=log", "deny")
    assert house == House((("nurse", "log"), ("physician", "enforce")), must_permit=True)
    assert [house.mode(ROLES[name]) for name in ("physician", "nurse", "billing")] == ["enforce", "log", "enforce"]
    assert house_of("", "permit") == House()
    assert [House().mode(ROLES[name]) for name in ("physician", "nurse", "billing")] == ["warn", "warn", "enforce"]


@pytest.mark.parametrize(
    ("modes", "consent"),
    [("physician", "permit"), ("physician=off", "permit"), ("doctor=warn", "permit"), ("", "ask"), ("a=b=c", "permit")],
)
def test_decisions_that_are_none(modes: str, consent: str) -> None:
    with pytest.raises(ValueError, match=r"is not"):
        house_of(modes, consent)
    with pytest.raises(SettingsError):
        load_settings({"FHIRSERVER_RELATION_MODES": modes, "FHIRSERVER_CONSENT_DEFAULT": consent})
