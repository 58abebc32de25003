"""The archive of R4's code systems and value sets: what is in it, and that it is made the same each time."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import msgspec
import pytest

from conformance import archive, build, terminology
from conformance.sources import Definitions
from conformance.tables import Tables

COLOURS = "http://example.org/CodeSystem/colours"
SHAPES = "http://example.org/CodeSystem/shapes"


def _system(url: str, **elements: Any) -> dict[str, Any]:
    return {"resourceType": "CodeSystem", "url": url, "content": "complete", **elements}


def _definitions() -> Definitions:
    red = {
        "code": "red",
        "display": "Red",
        "definition": "As blood",
        "extension": [{"url": "http://example.org/x", "valueCode": "y"}],
        "designation": [{"language": "de", "value": "Rot"}],
        "concept": [{"code": "pink", "property": [{"code": "parent", "valueCode": "light"}]}],
    }
    whole = _system(COLOURS, text={"status": "empty"}, publisher="Us", valueSet="http://example.org/all", concept=[red])
    shape = {"code": "square", "property": [{"code": "child", "valueCode": "red"}, {"code": "sides", "valueCode": "4"}]}
    value_set = {
        "resourceType": "ValueSet",
        "url": "http://example.org/reds",
        "description": "Some",
        "contained": [{"resourceType": "CodeSystem", "id": "inner", "text": {"status": "empty"}}],
        "compose": {"include": [{"system": COLOURS, "extension": [], "filter": [{"op": "is-a"}]}]},
    }
    named = {"resourceType": "ValueSet", "url": "http://example.org/shapes", "version": "2"}
    return {
        "CodeSystem": {SHAPES: _system(SHAPES, valueSet=named["url"], concept=[shape]), COLOURS: whole},
        "ValueSet": {value_set["url"]: value_set, named["url"]: named},
        "StructureDefinition": {},
    }


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _committed() -> Tables:
    found = terminology.index()
    read = {"CodeSystem": terminology.code_system, "ValueSet": terminology.value_set}
    urls = {"CodeSystem": found.code_systems, "ValueSet": found.value_sets}
    return {name: {url: json.loads(read[name](url) or b"") for url in urls[name]} for name in read}


def test_kept_is_what_terminology_looks_at() -> None:
    found = archive.tables(_definitions())
    pink = {"code": "pink", "property": [{"code": "parent", "valueCode": "light"}]}
    red = {
        "code": "red",
        "display": "Red",
        "designation": [{"language": "de", "value": "Rot"}],
        "concept": [pink],
    }
    assert found["CodeSystem"][COLOURS] == _system(COLOURS, valueSet="http://example.org/all", concept=[red])
    assert found["ValueSet"]["http://example.org/reds"] == {
        "resourceType": "ValueSet",
        "url": "http://example.org/reds",
        "contained": [{"resourceType": "CodeSystem", "id": "inner"}],
        "compose": {"include": [{"system": COLOURS, "filter": [{"op": "is-a"}]}]},
    }


def test_the_index_leads_to_every_resource() -> None:
    resources = archive.tables(_definitions())
    members = _members(archive.archive(resources))
    index = msgspec.json.decode(members[terminology.INDEX], type=terminology.Index)
    assert list(index.code_systems) == [COLOURS, SHAPES]
    assert list(index.value_sets) == ["http://example.org/reds", "http://example.org/shapes"]
    for name, places in (("CodeSystem", index.code_systems), ("ValueSet", index.value_sets)):
        for url, (member, line) in places.items():
            text = members[terminology.member_name(member)].split(b"\n")[line]
            assert json.loads(text) == resources[name][url]


def test_the_index_leads_from_a_value_set_that_is_not_there_to_the_code_system_whose_codes_it_has() -> None:
    members = _members(archive.archive(archive.tables(_definitions())))
    assert json.loads(members[terminology.INDEX])["whole"] == {"http://example.org/all": COLOURS}


def test_codes_in_a_hierarchy_are_listed_with_their_code_systems() -> None:
    assert archive.hierarchies(archive.tables(_definitions())["CodeSystem"]) == {
        "light": [COLOURS],
        "pink": [COLOURS],
        "red": [COLOURS, SHAPES],
        "square": [SHAPES],
    }


def test_the_same_definitions_give_the_same_bytes_in_any_order() -> None:
    first = _definitions()
    second = {name: dict(reversed(rows.items())) for name, rows in reversed(first.items())}
    assert archive.archive(archive.tables(first)) == archive.archive(archive.tables(second))


def test_the_time_of_the_build_does_not_show() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.archive(archive.tables(_definitions())))) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_member_is_no_longer_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    resources = archive.tables(_definitions())
    longest = max(len(json.dumps(one)) for rows in resources.values() for one in rows.values())
    monkeypatch.setattr(archive, "MEMBER_BYTES", longest)
    members = _members(archive.archive(resources))
    inside = [data for name, data in members.items() if name.endswith(".ndjson")]
    assert len(inside) > 1
    assert all(len(data) <= longest for data in inside)
    assert sum(data.count(b"\n") + 1 for data in inside) == 4


def test_the_committed_archive_has_r4s_code_systems_and_value_sets() -> None:
    found = _committed()
    assert {name: len(rows) for name, rows in found.items()} == {"CodeSystem": 1062, "ValueSet": 1316}
    assert all(one["url"] == url and one["resourceType"] == name for name in found for url, one in found[name].items())


def test_the_committed_archive_is_what_is_made_of_its_contents() -> None:
    assert _members(archive.archive(_committed())) == _members(terminology.ARCHIVE.read_bytes())


def test_the_committed_corrections_are_applied_in_the_committed_archive() -> None:
    corrections, found = json.loads(build.CORRECTIONS.read_bytes()), _committed()
    rows = {(name, url): row for name in found for url, row in corrections[name].items()}
    assert len(rows) == 8
    for (name, url), row in rows.items():
        assert found[name].get(url) == row


def test_what_is_not_there_is_none() -> None:
    assert terminology.code_system("http://example.org/unknown") is None
    assert terminology.value_set("http://example.org/unknown") is None
    assert terminology.code_systems_with("no such code") == []


def test_code_systems_are_found_by_a_code_in_their_hierarchy() -> None:
    assert terminology.code_systems_with("IMP") == ["http://terminology.hl7.org/CodeSystem/v3-ActCode"]
