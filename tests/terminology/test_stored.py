"""The server's own CodeSystem and ValueSet resources as a source: the newest, the visible, never an old one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from fhirserver.search.sql.binds import Binds
from fhirserver.store.repository import Repository
from fhirserver.store.transaction import Transaction
from fhirserver.terminology import stored
from fhirserver.terminology.errors import TerminologyError
from fhirserver.terminology.stored import Kept, Stored
from tests.fhir_client import FhirClient
from tests.terminology.resources import ANIMALS, BASE, PLANTS, Resource, code_system, concept, listed, value_set

URL = f"{BASE}/ValueSet/some"


@pytest.fixture
def repository(app: Flask) -> Repository:
    found: Repository = app.extensions["repository"]
    return found


@pytest.fixture
def put(client: FhirClient) -> Callable[..., None]:
    """Puts a resource under an id."""

    def put(resource: Resource, resource_id: str) -> None:
        answer = client.put(f"{resource['resourceType']}/{resource_id}", {**resource, "id": resource_id})
        assert answer.status in (200, 201), answer.body

    return put


Put = Callable[[Resource, str], None]


def _codes(source: Stored, url: str = ANIMALS, version: str | None = None) -> list[str] | None:
    found = source.code_system(url, version)
    return None if found is None else list(found.concepts)


def test_resources_are_found_by_url_and_id(repository: Repository, put: Put) -> None:
    put(code_system(ANIMALS, concept("dog"), valueSet=URL), "a")
    put(value_set(listed(ANIMALS, "cat"), url=f"{BASE}/cats"), "v")
    source = Stored(repository)
    assert _codes(source) == ["dog"]
    assert _codes(source, PLANTS) is None
    by_url, by_id = source.value_set(f"{BASE}/cats"), source.value_set_with_id("v")
    assert by_url is not None
    assert by_url == by_id
    assert source.value_set(ANIMALS) is None
    assert source.value_set_with_id("a") is None
    assert source.system_of(URL) == ANIMALS
    assert source.system_of(ANIMALS) is None
    assert source.systems_with("dog") == [ANIMALS]
    assert source.systems_with("cat") == []


def test_of_several_versions_the_newest_counts_or_the_one_that_is_named(repository: Repository, put: Put) -> None:
    for version in ("2", "10", "9"):
        put(code_system(ANIMALS, concept(f"v{version}"), version=version), f"a{version}")
    put(code_system(ANIMALS, concept("none")), "a")
    source = Stored(repository)
    assert _codes(source) == ["v10"]
    assert _codes(source, version="9") == ["v9"]
    assert _codes(source, version="1") is None


def test_versions_are_compared_to_the_letter(repository: Repository, put: Put) -> None:
    put(code_system(ANIMALS, concept("dog"), version="R4A"), "a")
    assert _codes(Stored(repository), version="R4A") == ["dog"]
    assert _codes(Stored(repository), version="r4a") is None


def test_of_two_resources_with_the_same_version_the_one_made_later_counts(repository: Repository, put: Put) -> None:
    for name in ("first", "second"):
        put(code_system(ANIMALS, concept(name), version="1"), name)
    assert _codes(Stored(repository)) == ["second"]


def test_changes_are_seen_at_once(client: FhirClient, repository: Repository, put: Put) -> None:
    source = Stored(repository)
    assert _codes(source) is None
    for name in ("dog", "cat", "owl"):
        put(code_system(ANIMALS, concept(name)), "a")
        assert _codes(source) == _codes(Stored(repository)) == [name]
    assert client.delete("CodeSystem/a").status == 204
    assert _codes(source) is None
    put(code_system(ANIMALS, concept("back")), "a")
    assert _codes(source) == ["back"]


def test_a_version_is_read_once(repository: Repository, put: Put) -> None:
    put(code_system(ANIMALS, concept("dog")), "a")
    seen: list[str] = []
    repository.database.observe = seen.append  # type: ignore[union-attr]  # it is no transaction
    first = Stored(repository).code_system(ANIMALS)
    assert len(seen) == 2
    assert Stored(repository).code_system(ANIMALS) is first
    assert len(seen) == 3
    put(code_system(ANIMALS, concept("cat")), "a")
    assert _codes(Stored(repository)) == ["cat"]


def test_what_the_caller_may_not_see_is_not_there(repository: Repository, put: Put) -> None:
    def visible(binds: Binds, alias: str, types: tuple[str, ...] = ()) -> str:
        return f"{alias}.id <> {binds('secret')}"

    put(code_system(ANIMALS, concept("new"), version="2", valueSet=URL), "secret")
    put(code_system(ANIMALS, concept("old"), version="1"), "open")
    put(value_set(listed(ANIMALS, "dog")), "secret")
    assert _codes(Stored(repository)) == ["new"]
    source = Stored(repository, visible)
    assert _codes(source) == ["old"]
    assert _codes(source, version="2") is None
    assert source.value_set(URL) is None
    assert source.value_set_with_id("secret") is None
    assert source.system_of(URL) is None
    assert source.systems_with("new") == []


def test_what_a_transaction_wrote_and_undid_is_not_kept(repository: Repository, put: Put) -> None:
    class Undo(Exception):
        pass

    put(code_system(ANIMALS, concept("dog")), "a")

    def change(code: str, *, undo: bool) -> Callable[[Transaction], list[str] | None]:
        def work(transaction: Transaction) -> list[str] | None:
            transaction.save("CodeSystem", "a", code_system(ANIMALS, concept(code)), [], "PUT")
            transaction.flush()
            found = _codes(Stored(repository.inside(transaction)))
            assert found == [code]
            if undo:
                raise Undo
            return found

        return work

    with pytest.raises(Undo):
        repository.write(change("undone", undo=True))
    assert _codes(Stored(repository)) == ["dog"]
    assert repository.write(change("cat", undo=False)) == ["cat"]
    assert _codes(Stored(repository)) == ["cat"]


def test_all_code_systems_are_read_by_few_statements(
    repository: Repository, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "FETCHED", 2)
    for number in range(5):
        put(code_system(f"{ANIMALS}{number}", concept(f"c{number}")), f"a{number}")
    seen: list[str] = []
    repository.database.observe = seen.append  # type: ignore[union-attr]  # it is no transaction
    assert Stored(repository).systems_with("c3") == [f"{ANIMALS}3"]
    assert len(seen) == 1 + 3
    assert Stored(repository).systems_with("c4") == [f"{ANIMALS}4"]
    assert len(seen) == 1 + 3 + 1


def test_reading_all_code_systems_takes_a_limited_time(
    repository: Repository, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(code_system(ANIMALS, concept("dog")), "a")
    monkeypatch.setattr(stored, "SECONDS", -1)
    with pytest.raises(TerminologyError, match="code systems of great size are stored here") as error:
        Stored(repository).systems_with("dog")
    assert error.value.code == "too-costly"


@pytest.mark.parametrize("most", [2, 3])
def test_too_many_code_systems_are_not_all_looked_at(
    repository: Repository, put: Put, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "MOST_SYSTEMS", most)
    for number in range(3):
        put(code_system(f"{ANIMALS}{number}", concept("dog")), f"a{number}")
    source = Stored(repository)
    if most == 3:
        assert sorted(source.systems_with("dog")) == [f"{ANIMALS}{number}" for number in range(3)]
        return
    for ask in (source.systems_with, source.system_of):
        with pytest.raises(TerminologyError, match="more than 2 code systems are stored here") as error:
            ask("dog")
        assert error.value.code == "too-costly"


def test_what_was_used_longest_ago_is_given_up_first() -> None:
    kept = Kept(10)
    for number in range(3):
        kept.put((number, 1), 4, f"made {number}")
    assert [kept.get((number, 1)) for number in range(3)] == [None, "made 1", "made 2"]
    assert kept.get((1, 1)) == "made 1"
    kept.put((3, 1), 4, "made 3")
    assert [kept.get((number, 1)) for number in range(4)] == [None, "made 1", None, "made 3"]


def test_what_is_too_large_is_not_kept_and_takes_no_place() -> None:
    kept = Kept(10)
    kept.put((1, 1), 10, "whole")
    kept.put((2, 1), 11, "too large")
    assert (kept.get((1, 1)), kept.get((2, 1))) == ("whole", None)


def test_versions_of_a_resource_are_kept_apart() -> None:
    kept = Kept(10)
    kept.put((1, 1), 3, "one")
    kept.put((1, 2), 3, "two")
    kept.put((1, 2), 3, "again")
    assert (kept.get((1, 1)), kept.get((1, 2)), kept.get((1, 3))) == ("one", "two", None)
