"""Paths: what they mean, what they find, and how a value is planted at their end."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given

from mappings.kernel.path import (
    DATA_ABSENT_REASON,
    Choice,
    Extension,
    First,
    Key,
    Steps,
    find,
    parsed,
    replaced,
    without,
)
from tests.mappings.documents import JSON, exactly

RACE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("birthDate", (Key("birthDate"),)),
        ("code.coding[0].code", (Key("code"), Key("coding"), First(), Key("code"))),
        ("value.ofType(Quantity).unit", (Key("valueQuantity", group="value"), Key("unit"))),
        ("deceased.ofType(boolean)", (Key("deceasedBoolean", group="deceased"),)),
        ("$this", ()),
        ("$this.coding[0]", (Key("coding"), First())),
        (f"extension('{RACE}').extension('text')", (Extension(RACE), Extension("text"))),
        ("extension('a').value.ofType(code)", (Extension("a"), Key("valueCode", group="value"))),
    ],
)
def test_a_path_is_read(path: str, steps: Steps) -> None:
    assert parsed(path) == steps


def test_a_choice_of_types_is_read() -> None:
    types = ("dateTime", "Period")
    assert parsed("onset[x]", types) == (Choice("onset", ("onsetDateTime", "onsetPeriod")),)
    assert parsed("a.onset[x]", types)[1] == Choice("onset", ("onsetDateTime", "onsetPeriod"))


@pytest.mark.parametrize(
    "path",
    [
        "a.",
        ".a",
        "a..b",
        "a[1]",
        "a b",
        "ofType(Quantity)",
        "a.ofType(x).ofType(y)",
        "onset[x]",
        "onset[x].start",
        "1a",
    ],
)
def test_what_is_not_a_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        parsed(path, ("dateTime",) if path == "onset[x].start" else ())


DOCUMENT = {
    "code": {"coding": [{"code": "a"}, {"code": "b"}], "text": "words"},
    "onsetPeriod": {"start": "2012"},
    "extension": [{"url": "x", "valueCode": "1"}, {"url": "y", "valueCode": "2"}, {"url": "x", "valueCode": "3"}],
    "list": ["one", "two"],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("code.text", "words"),
        ("code.coding[0].code", "a"),
        ("list[0]", "one"),
        ("onset[x]", {"start": "2012"}),
        ("extension('y').value.ofType(code)", "2"),
        ("extension('x').value.ofType(code)", "1"),
        ("extension('z').value.ofType(code)", None),
        ("missing.code", None),
        ("code[0]", None),
        ("list.code", None),
        ("code.text.deeper", None),
    ],
)
def test_what_stands_at_the_end_is_found(path: str, found: Any) -> None:
    assert find(DOCUMENT, parsed(path, ("dateTime", "Period"))) == found


def plant(document: Any, path: str, value: Any) -> Any:
    before = copy.deepcopy(document)
    result = replaced(document, parsed(path, ("dateTime", "Period")), lambda old: value)
    assert document == before, "what was given must not change"
    return result


@pytest.mark.parametrize(
    ("path", "value", "result"),
    [
        ("a", 1, {"a": 1}),
        ("a.b.c", 1, {"a": {"b": {"c": 1}}}),
        ("a[0].b", 1, {"a": [{"b": 1}]}),
        ("value.ofType(Quantity).unit", "mg", {"valueQuantity": {"unit": "mg"}}),
        ("onset[x]", "2012", {"onsetDateTime": "2012"}),
        ("extension('u').value.ofType(code)", "c", {"extension": [{"url": "u", "valueCode": "c"}]}),
        (
            "extension('u').extension('v').value.ofType(string)",
            "s",
            {"extension": [{"url": "u", "extension": [{"url": "v", "valueString": "s"}]}]},
        ),
    ],
)
def test_what_is_missing_on_the_way_is_made(path: str, value: Any, result: Any) -> None:
    assert plant({}, path, value) == result
    assert plant(None, path, value) == result
    assert plant("not an object", path, value) == result


@pytest.mark.parametrize(
    ("document", "path", "result"),
    [
        ({"a": 1, "b": 2}, "a", {"b": 2}),
        ({"a": {"b": {"c": 1}}}, "a.b.c", {}),
        ({"a": {"b": {"c": 1}, "d": 2}}, "a.b.c", {"a": {"d": 2}}),
        ({"a": [{"b": 1}]}, "a[0].b", {}),
        ({"a": [{"b": 1}, {"b": 2}]}, "a[0].b", {}),
        ({"a": [{"b": 1, "c": 3}, {"b": 2}]}, "a[0].b", {"a": [{"c": 3}, {"b": 2}]}),
        ({"onsetDateTime": "2012", "onsetPeriod": {}, "onsetString": "x"}, "onset[x]", {"onsetString": "x"}),
        ({"extension": [{"url": "u", "valueCode": "1"}]}, "extension('u').value.ofType(code)", {}),
        (
            {"extension": [{"url": "u", "valueCode": "1"}, {"url": "o"}, {"url": "u"}]},
            "extension('u').value.ofType(code)",
            {"extension": [{"url": "o"}]},
        ),
        (
            {"extension": [{"url": "u", "valueCode": "1", "id": "i"}]},
            "extension('u').value.ofType(code)",
            {"extension": [{"url": "u", "id": "i"}]},
        ),
    ],
)
def test_taking_a_value_away_prunes_what_became_empty(document: Any, path: str, result: Any) -> None:
    assert plant(document, path, None) == result


def test_the_first_of_a_counted_list_is_taken_away_alone() -> None:
    steps = (Key("a"), First(counted=True), Key("b"))
    assert replaced({"a": [{"b": 1}, {"b": 2}]}, steps, lambda old: None) == {"a": [{"b": 2}]}
    assert replaced({"a": [{"b": 1}]}, steps, lambda old: None) == {}


def test_nothing_is_copied_where_nothing_changes() -> None:
    document = {"a": {"b": {"c": 1}}, "d": {}}
    for path in ("a.b.c", "x.y", "d.e", "a[0].b", "extension('u').value.ofType(code)"):
        assert replaced(document, parsed(path), lambda old: old) is document


def test_only_what_lies_on_the_way_is_copied() -> None:
    document = {"a": {"b": 1, "other": {}}, "beside": {}}
    result = plant(document, "a.b", 2)
    assert result == {"a": {"b": 2, "other": {}}, "beside": {}}
    assert result["beside"] is document["beside"]
    assert result["a"]["other"] is document["a"]["other"]


def test_an_extension_keeps_its_place_and_what_else_it_has() -> None:
    document = {"extension": [{"url": "o"}, {"url": "u", "id": "i", "valueCode": "1"}, "junk"]}
    assert plant(document, "extension('u').value.ofType(code)", "2") == {
        "extension": [{"url": "o"}, {"url": "u", "id": "i", "valueCode": "2"}, "junk"]
    }


def test_a_choice_stays_of_its_type() -> None:
    assert plant({"onsetPeriod": {"start": "1"}}, "onset[x]", {"start": "2"}) == {"onsetPeriod": {"start": "2"}}
    assert plant({"onsetPeriod": None}, "onset[x]", "2") == {"onsetDateTime": "2"}


ABSENT = {"extension": [{"url": DATA_ABSENT_REASON, "valueCode": "unknown"}]}
RENDERED = {"extension": [{"url": "http://example.org/rendered", "valueString": "x"}], "id": "i"}


@pytest.mark.parametrize(
    ("document", "value", "result"),
    [
        ({"_a": ABSENT}, 1, {"a": 1}),
        ({"a": 0, "_a": RENDERED}, 1, {"a": 1, "_a": RENDERED}),
        ({"a": 0, "_a": RENDERED}, None, {}),
        ({"a": ["x"], "_a": [None, RENDERED]}, ["y", "z"], {"a": ["y", "z"]}),
        ({"a": 0, "_a": "junk"}, 1, {"a": 1, "_a": "junk"}),
    ],
)
def test_what_is_said_about_a_primitive_goes_when_it_is_no_longer_true(document: Any, value: Any, result: Any) -> None:
    assert plant(document, "a", value) == result


@pytest.mark.parametrize(
    ("keep", "result"),
    [
        (set(), {"values": 1, "valueset": 2, "value": 3}),
        ({"valueString"}, {"values": 1, "valueset": 2, "value": 3, "valueString": "a", "_valueString": {}}),
    ],
)
def test_the_other_types_of_a_choice_go(keep: set[str], result: Any) -> None:
    document = {
        "values": 1,
        "valueset": 2,
        "value": 3,
        "valueString": "a",
        "_valueString": {},
        "valueQuantity": {},
        "_valueCode": {},
    }
    assert without(document, "value", keep) == result
    assert without(result, "value", keep) is result
    assert without("junk", "value", keep) == "junk"


@given(JSON)
def test_any_json_may_be_the_document(document: Any) -> None:
    before = exactly(copy.deepcopy(document))
    for path in ("a.b", "coding[0].a", "onset[x]", "extension('u').value.ofType(code)", "a.coding[0]"):
        steps = parsed(path, ("dateTime", "Period"))
        assert find(replaced(document, steps, lambda old: "planted"), steps) == "planted"
        assert find(replaced(document, steps, lambda old: None), steps) is None or "[0]" in path
        assert exactly(document) == before
