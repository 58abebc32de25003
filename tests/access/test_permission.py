"""Permissions: layers of rules, what they allow, and the condition that comes of them; held against real rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.access.caller import Caller
from fhirserver.access.conditions import AllOf, InPatientCompartment, Meets, both, drivers, own_types
from fhirserver.access.permission import EVERYTHING, NOTHING, Permission, Rule, Subject
from fhirserver.access.policy import permission_of
from fhirserver.access.scope_rules import SHARED, scope_layer
from fhirserver.errors import Forbidden
from fhirserver.json_format import decode
from fhirserver.search.sql.binds import Binds, Engine
from fhirserver.search.sql.visible import everything
from fhirserver.search.tree import InCompartment
from fhirserver.store.repository import Repository
from fhirserver.store.sql import Statement
from tests.access.test_writes import LAB, VITAL, observation
from tests.fhir_client import FhirClient
from tests.search.random_resources import BASE_URL

CATEGORY = ("category", "http://example.org/category|laboratory")
TYPES = ("Patient", "Observation", "Condition")


@dataclass(frozen=True)
class Named:
    """For tests: the id is ``name``."""

    name: str

    def sql(self, binds: Binds, alias: str) -> str:
        return f"{alias}.id = {binds(self.name)}"


rules = st.builds(
    Rule,
    st.none() | st.frozensets(st.sampled_from(TYPES), min_size=1),
    st.frozensets(st.sampled_from("cruds"), min_size=1),
    st.none() | st.sampled_from("ab").map(Named),
)
permissions = st.lists(st.lists(rules, max_size=3).map(tuple), max_size=3).map(lambda layers: Permission(tuple(layers)))


def allowed(permission: Permission, letter: str, resource_type: str, name: str) -> bool:
    """Whether it is, rule by rule."""
    return all(
        any(
            (rule.types is None or resource_type in rule.types)
            and letter in rule.letters
            and (rule.condition is None or rule.condition.name == name)  # type: ignore[attr-defined]  # it is Named
            for rule in layer
        )
        for layer in permission.layers
    )


def ids(repository: Repository, permission: Permission, letter: str, types: tuple[str, ...]) -> set[tuple[str, str]]:
    """The types and ids of what may be seen of some types, by the engine."""
    binds = Binds(repository.database.engine)
    condition = permission.seeing(letter)(binds, "x", types) or "1 = 1"
    of_types = f"x.type IN ({', '.join(repr(each) for each in types or TYPES)})"
    text = f"SELECT x.type, x.id FROM resource x WHERE {of_types} AND {condition}"
    with repository.database.reading() as connection:
        return {(row[0], row[1]) for row in connection.rows(Statement(text, text), binds.values)}


@pytest.fixture
def repository(app: Flask, client: FhirClient) -> Repository:
    """A repository with the patients a and b, and Observations and a Condition of them."""
    for name in "ab":
        client.put(f"Patient/{name}", {"resourceType": "Patient", "id": name})
        client.put(f"Observation/{name}", observation(name, LAB if name == "a" else VITAL, id=name))
        made = {"resourceType": "Condition", "id": name, "subject": {"reference": f"Patient/{name}"}}
        assert client.put(f"Condition/{name}", made).status == 201
    client.put("Observation/nobody", observation(None, id="nobody"))
    client.put("Observation/both", observation("a", id="both", performer=[{"reference": "Patient/b"}]))
    found: Repository = app.extensions["repository"]
    return found


def test_the_condition_sees_what_the_rules_allow(repository: Repository) -> None:
    standing = {*product(TYPES, "ab"), ("Observation", "nobody"), ("Observation", "both")}

    @given(permission=permissions, letter=st.sampled_from("cruds"), types=st.sets(st.sampled_from(TYPES)).map(tuple))
    def check(permission: Permission, letter: str, types: tuple[str, ...]) -> None:
        expected = {
            (kind, name)
            for kind, name in standing
            if kind in (types or TYPES) and allowed(permission, letter, kind, name)
        }
        assert ids(repository, permission, letter, types) == expected

    check()


@given(permission=permissions, letter=st.sampled_from("cruds"), resource_type=st.sampled_from(TYPES))
def test_what_is_forbidden_whatever_there_is(permission: Permission, letter: str, resource_type: str) -> None:
    possible = any(allowed(permission, letter, resource_type, name) for name in ("a", "b", "other"))
    if possible:
        permission.demand(letter, resource_type)
    unconditional = allowed(permission, letter, resource_type, "other")
    assert permission.is_conditional(letter, resource_type) is not unconditional
    condition = permission.seeing(letter)(Binds("sqlite"), "r", (resource_type,))
    assert (condition is None) is unconditional
    if not permission.allows(letter, resource_type):
        with pytest.raises(Forbidden):
            permission.demand(letter, resource_type)


def test_everything_and_nothing() -> None:
    assert EVERYTHING.seeing("r") is everything
    EVERYTHING.demand("cruds", "Patient")
    assert NOTHING.seeing("r")(Binds("sqlite"), "r", ("Patient",)) == "1 = 0"
    assert NOTHING.seeing("r")(Binds("sqlite"), "r") == "1 = 0"
    for letter in "cruds":
        with pytest.raises(Forbidden):
            NOTHING.demand(letter, "Patient")
        with pytest.raises(Forbidden):
            NOTHING.demand_some(letter)


def test_a_permission_can_be_compared_and_is_the_same_for_the_same_caller() -> None:
    def caller(scope: str | None) -> Caller:
        return Caller("client", None, None, frozenset(), scope, {"patient": "a"})

    assert _permission(caller("patient/*.rs")) == _permission(caller("patient/*.rs"))
    assert hash(_permission(caller("patient/*.rs"))) == hash(_permission(caller("patient/*.rs")))
    assert _permission(caller("patient/*.rs")) != _permission(caller("patient/*.r"))
    assert _permission(caller("system/*.cruds")).seeing("r") is everything
    with pytest.raises(Forbidden):
        _permission(caller("openid launch nonsense")).demand("r", "Patient")


def _permission(caller: Caller) -> Permission:
    return permission_of(caller, 0)


def of_condition(condition: Any) -> Permission:
    return Permission(((Rule(None, frozenset("r"), condition),),))


@pytest.mark.parametrize(
    ("patients", "expected"),
    [
        (("a",), {"a", "both"}),
        (("b",), {"b", "both"}),
        (("a", "b"), {"a", "b", "both"}),
        (("nobody",), set()),
        (("A",), set()),
        (("' OR '1'='1",), set()),
    ],
)
def test_compartments(repository: Repository, patients: tuple[str, ...], expected: set[str]) -> None:
    permission = of_condition(InPatientCompartment(patients))
    assert {name for _, name in ids(repository, permission, "r", ("Observation",))} == expected
    of_all = ids(repository, permission, "r", ())
    assert {name for kind, name in of_all if kind == "Observation"} == expected
    assert {name for kind, name in of_all if kind == "Patient"} == expected - {"both"}
    for name in ("a", "b", "nobody", "both"):
        version = repository.read("Observation", name)
        document = _document(version.document)
        assert permission.holds("r", Subject("Observation", name, document, BASE_URL)) is (name in expected)


def test_criteria_of_granular_scopes(repository: Repository) -> None:
    permission = of_condition(Meets("Observation", (CATEGORY,)))
    assert {name for _, name in ids(repository, permission, "r", ("Observation",))} == {"a", "both", "nobody"}
    for name in ("a", "b", "nobody", "both"):
        document = _document(repository.read("Observation", name).document)
        assert permission.holds("r", Subject("Observation", name, document, BASE_URL)) is (name != "b")
    assert not permission.holds("r", Subject("Observation", "a", None, BASE_URL))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ((("status", "final"),), {"a", "b", "both", "nobody"}),
        ((("status:not", "final"),), set()),
        ((("subject:missing", "true"),), {"nobody"}),
        ((("subject:missing", "false"),), {"a", "b", "both"}),
        ((("subject", "Patient/a"),), {"a", "both"}),
        ((("subject", "Patient/a"), CATEGORY), {"a", "both"}),
        ((("_id", "a,b"),), {"a", "b"}),
        ((("_id", "a,b"), ("status", "final,amended")), {"a", "b"}),
        ((("category:not", "http://example.org/category|laboratory"),), {"b"}),
        ((("category", "laboratory"),), {"a", "both", "nobody"}),
        ((("category", "http://example.org/other|laboratory"),), set()),
    ],
)
def test_criteria_mean_the_same_in_the_database_and_for_a_document(
    repository: Repository, query: tuple[tuple[str, str], ...], expected: set[str]
) -> None:
    permission = of_condition(Meets("Observation", query))
    assert {name for _, name in ids(repository, permission, "r", ("Observation",))} == expected
    for name in ("a", "b", "nobody", "both"):
        document = _document(repository.read("Observation", name).document)
        assert permission.holds("r", Subject("Observation", name, document, BASE_URL)) is (name in expected)


def test_all_of_several(repository: Repository) -> None:
    within, meets = InPatientCompartment(("b",)), Meets("Observation", (CATEGORY,))
    assert (both(None, None), both(within, None), both(within, meets)) == (None, within, AllOf((within, meets)))
    permission = of_condition(both(within, meets))
    assert ids(repository, permission, "r", ("Observation",)) == {("Observation", "both")}


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_no_value_of_a_scope_becomes_text_of_a_statement(engine_name: Engine) -> None:
    layer = scope_layer("patient/Observation.rs?code='%3B--|x&_tag=%22", "o'brien")
    binds = Binds(engine_name)
    text = Permission((layer,)).seeing("s")(binds, "r", ("Observation",)) or ""
    assert "o'brien" in binds.values.values()
    assert "o'brien" not in text
    assert "';--" not in text


def test_searches_begin_with_the_patient_of_the_launch() -> None:
    own = Permission((scope_layer("patient/*.rs patient/Observation.rs?status=final", "a"),))
    (node,) = drivers(own, "s", "Observation")
    assert isinstance(node, InCompartment)
    assert (node.type, node.id) == ("Patient", "a")
    (node,) = drivers(own, "s", "Patient")
    assert isinstance(node, InCompartment)
    assert node.paths == ()
    assert drivers(own, "s", "Practitioner") == ()
    assert drivers(Permission((scope_layer("system/*.rs", None),)), "s", "Observation") == ()
    mixed = scope_layer("patient/*.rs system/Observation.rs?status=final", "a")
    assert drivers(Permission((mixed,)), "s", "Observation") == ()


def test_no_type_is_both_a_patients_own_and_shared() -> None:
    assert not own_types() & SHARED
    assert {"Practitioner", "PractitionerRole", "Organization", "Location", "Medication"} <= SHARED
    layer = Permission((scope_layer("patient/*.cruds", "a"),))
    for kind in SHARED:
        assert layer.allows("rs", kind)
        assert not any(layer.allows(letter, kind) for letter in "cud")
    for kind in own_types():
        assert layer.allows("cruds", kind)
    for kind in ("Binary", "Bundle", "Parameters", "Subscription"):
        assert not any(layer.allows(letter, kind) for letter in "cruds")


def test_without_a_patient_a_patient_scope_allows_nothing() -> None:
    assert scope_layer("patient/*.cruds", None) == ()


def test_who_the_person_is_may_be_read_with_the_scope_of_that_name_only(repository: Repository) -> None:
    scope = "openid fhirUser patient/Observation.rs"
    permission = Permission((scope_layer(scope, "a", "Patient/b"),))
    assert ids(repository, permission, "r", ("Patient",)) == {("Patient", "b")}
    assert not any(permission.allows(letter, "Patient") for letter in "cuds")
    assert permission.holds("r", Subject("Patient", "b", {"resourceType": "Patient"}, BASE_URL))
    assert not permission.holds("r", Subject("Patient", "a", {"resourceType": "Patient"}, BASE_URL))
    for less in ("openid patient/Observation.rs", "profile patient/Observation.rs"):
        assert not Permission((scope_layer(less, "a", "Patient/b"),)).allows("r", "Patient")
    assert not Permission((scope_layer(scope, "a", None),)).allows("r", "Patient")


def _document(text: bytes | None) -> dict[str, Any]:
    document: dict[str, Any] = decode(text or b"{}")
    return document
