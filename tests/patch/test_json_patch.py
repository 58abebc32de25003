"""JSON Patch: the operations of RFC 6902, what is refused with which status, and that nothing given is changed."""

from __future__ import annotations

import contextlib
import time
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.errors import Invalid, Unprocessable
from fhirserver.json_format import encode
from fhirserver.patch import apply_json_patch
from fhirserver.patch.frame import MAX_OPERATIONS

Json = Any


def operation(op: str, path: str, **members: Json) -> dict[str, Json]:
    """One operation; ``from_`` stands for the member "from"."""
    return {"op": op, "path": path, **{name.rstrip("_"): value for name, value in members.items()}}


# RFC 6902: what each operation does


@pytest.mark.parametrize(
    ("document", "patch", "expected"),
    [
        ({"a": 1}, [], {"a": 1}),
        ({"a": 1}, [operation("add", "/b", value=2)], {"a": 1, "b": 2}),
        ({"a": [1, 3]}, [operation("add", "/a/1", value=2)], {"a": [1, 2, 3]}),
        ({"a": [1, 2]}, [operation("add", "/a/2", value=3)], {"a": [1, 2, 3]}),
        ({"a": [1]}, [operation("add", "/a/-", value=[2, 3])], {"a": [1, [2, 3]]}),
        ({"a": 1}, [operation("add", "/a", value={"b": None})], {"a": {"b": None}}),
        ({"a": 1}, [operation("add", "/b", value=2, xyz=1)], {"a": 1, "b": 2}),
        ({"a": {"b": 1}}, [operation("add", "/a/c", value={})], {"a": {"b": 1, "c": {}}}),
        ({"a": 1, "b": 2}, [operation("remove", "/b")], {"a": 1}),
        ({"a": [1, 2, 3]}, [operation("remove", "/a/1")], {"a": [1, 3]}),
        ({"a": 1}, [operation("replace", "/a", value=[1])], {"a": [1]}),
        ({"a": [1, 2]}, [operation("replace", "/a/1", value=3)], {"a": [1, 3]}),
        ({"a": {"b": 1}, "c": {}}, [operation("move", "/c/d", from_="/a/b")], {"c": {"d": 1}}),
        ({"a": [1, 2, 3, 4]}, [operation("move", "/a/3", from_="/a/1")], {"a": [1, 3, 4, 2]}),
        ({"a": 1}, [operation("move", "/a", from_="/a")], {"a": 1}),
        ({"a": {"b": [1]}}, [operation("copy", "/c", from_="/a/b")], {"a": {"b": [1]}, "c": [1]}),
        ({"a": [1]}, [operation("copy", "/a/0", from_="/a/0")], {"a": [1, 1]}),
        ({"a/b": 1, "m~n": 2}, [operation("remove", "/a~1b")], {"m~n": 2}),
        ({"a/b": 1, "m~n": 2}, [operation("replace", "/m~0n", value=3)], {"a/b": 1, "m~n": 3}),
        ({"~1": 10}, [operation("test", "/~01", value=10)], {"~1": 10}),
        ({"": 1}, [operation("replace", "/", value=2)], {"": 2}),
        ({"0": 1}, [operation("replace", "/0", value=2)], {"0": 2}),
        ({"a": 1}, [operation("test", "", value={"a": 1})], {"a": 1}),
        ({"a": 1}, [operation("replace", "", value={"b": 1})], {"b": 1}),
        (
            {"a": [{"b": 1, "c": None}]},
            [operation("test", "/a/0", value={"c": None, "b": 1})],
            {"a": [{"b": 1, "c": None}]},
        ),
        ({"a": 1}, [operation("test", "/a", value=Decimal("1.00"))], {"a": 1}),
    ],
)
def test_operations(document: Json, patch: Json, expected: Json) -> None:
    assert apply_json_patch(document, patch) == expected


def test_operations_build_on_each_other() -> None:
    patch = [
        operation("add", "/name", value=[]),
        operation("add", "/name/-", value={"family": "Chalmers"}),
        operation("copy", "/name/-", from_="/name/0"),
        operation("replace", "/name/1/family", value="Windsor"),
        operation("test", "/name/0/family", value="Chalmers"),
    ]
    assert apply_json_patch({}, patch) == {"name": [{"family": "Chalmers"}, {"family": "Windsor"}]}


def test_digits_survive() -> None:
    document = {"value": Decimal("1.50"), "other": [Decimal("1E+2"), Decimal("-0")]}
    patched = apply_json_patch(document, [operation("add", "/new", value=Decimal("0.0100"))])
    assert encode(patched) == b'{"value":1.50,"other":[1E+2,-0],"new":0.0100}'


def test_what_a_removal_leaves_empty_goes_too() -> None:
    document = {"resourceType": "Patient", "name": [{"given": ["A"]}], "contact": [{"gender": "male"}, {"id": "c"}]}
    patch = [operation("remove", "/name/0/given/0"), operation("remove", "/contact/0/gender")]
    assert apply_json_patch(document, patch) == {"resourceType": "Patient", "contact": [{"id": "c"}]}


def test_what_a_removal_leaves_empty_is_there_until_the_end() -> None:
    patch = [operation("remove", "/name/0"), operation("add", "/name/-", value={"text": "B"})]
    assert apply_json_patch({"name": [{"text": "A"}]}, patch) == {"name": [{"text": "B"}]}


def test_without_a_removal_empty_things_stay_for_validation_to_refuse() -> None:
    assert apply_json_patch({}, [operation("add", "/name", value=[{}])]) == {"name": [{}]}


# 422: the patch is well-formed and does not fit this resource


@pytest.mark.parametrize(
    ("document", "failing"),
    [
        ({"a": 1}, operation("remove", "/b")),
        ({"a": 1}, operation("replace", "/b", value=1)),
        ({"a": 1}, operation("move", "/c", from_="/b")),
        ({"a": 1}, operation("copy", "/c", from_="/b")),
        ({"a": 1}, operation("add", "/b/c", value=1)),
        ({"a": "text"}, operation("add", "/a/b", value=1)),
        ({"a": "text"}, operation("remove", "/a/0")),
        ({"a": [1]}, operation("add", "/a/2", value=1)),
        ({"a": [1]}, operation("add", "/a/-1", value=1)),
        ({"a": [1]}, operation("add", "/a/01", value=1)),
        ({"a": [1]}, operation("add", "/a/1e0", value=1)),
        ({"a": [1]}, operation("add", "/a/b", value=1)),
        ({"a": [1]}, operation("remove", "/a/1")),
        ({"a": [1]}, operation("remove", "/a/-")),
        ({"a": {"b": 1}}, operation("move", "/a/b/c", from_="/a")),
        ({"a": 1}, operation("remove", "")),
    ],
)
def test_missing_places_are_named_with_their_operation(document: Json, failing: Json) -> None:
    with pytest.raises(Unprocessable) as caught:
        apply_json_patch(document, [operation("test", "/a", value=document["a"]), failing])
    name = f"Operation 1 ({failing['op']} {failing['path']})"
    assert str(caught.value) == f"{name}: there is no such place in the resource."


@pytest.mark.parametrize(
    ("found", "tested"),
    [
        (1, 2),
        (1, True),
        (True, 1),
        (0, False),
        (None, 0),
        ("1", 1),
        ([1], [1, 1]),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({}, []),
    ],
)
def test_failing_tests_tell_nothing_of_the_resource(found: Json, tested: Json) -> None:
    with pytest.raises(Unprocessable) as caught:
        apply_json_patch({"secret": found}, [operation("test", "/secret", value=tested)])
    assert str(caught.value) == "Operation 0 (test /secret): the test fails."


def test_messages_do_not_quote_the_resource() -> None:
    document = {"name": "Chalmers", "list": ["Peter"]}
    for failing in (
        operation("remove", "/x"),
        operation("test", "/name", value=1),
        operation("add", "/list/7", value=1),
    ):
        with pytest.raises(Unprocessable) as caught:
            apply_json_patch(document, [failing])
        assert "Chalmers" not in str(caught.value)
        assert "Peter" not in str(caught.value)


@pytest.mark.parametrize(
    "patch",
    [
        [operation("replace", "/resourceType", value="Person")],
        [operation("remove", "/resourceType")],
        [operation("replace", "/id", value="2")],
        [operation("remove", "/id")],
        [operation("replace", "", value={"resourceType": "Patient"})],
        [operation("replace", "", value=[])],
        [operation("move", "", from_="/name")],
        [operation("replace", "", value=None)],
    ],
)
def test_a_patched_resource_stays_that_resource(patch: Json) -> None:
    with pytest.raises(Unprocessable):
        apply_json_patch({"resourceType": "Patient", "id": "1", "name": [{"text": "A"}]}, patch)


# 400: the patch is malformed


@pytest.mark.parametrize(
    "patch",
    [
        None,
        1,
        "text",
        {},
        operation("add", "/a", value=1),
        [1],
        [None],
        [[]],
        [{}],
        [{"op": "add"}],
        [{"path": "/a"}],
        [{"op": 1, "path": "/a"}],
        [{"op": ["add"], "path": "/a"}],
        [{"op": "spam", "path": "/a"}],
        [{"op": "append", "path": "/a", "value": "x"}],
        [{"op": "add", "path": None, "value": 1}],
        [{"op": "add", "path": 1, "value": 1}],
        [{"op": "add", "path": ["a"], "value": 1}],
        [operation("add", "a", value=1)],
        [operation("add", "/a~2", value=1)],
        [operation("add", "/a~", value=1)],
        [operation("add", "/b")],
        [operation("replace", "/a")],
        [operation("test", "/a")],
        [operation("copy", "/b")],
        [operation("move", "/b")],
        [operation("copy", "/b", from_=1)],
        [operation("move", "/b", from_=None)],
    ],
)
def test_malformed_patches_are_a_bad_request(patch: Json) -> None:
    with pytest.raises(Invalid) as caught:
        apply_json_patch({"a": 1}, patch)
    assert caught.value.status == 400


def test_the_malformed_operation_is_named() -> None:
    with pytest.raises(Invalid, match=r"^Operation 1 \(spam /a\): "):
        apply_json_patch({"a": 1}, [operation("test", "/a", value=1), operation("spam", "/a")])


# Bounds


def test_the_number_of_operations_is_limited() -> None:
    check = operation("test", "/a", value=1)
    assert apply_json_patch({"a": 1}, [check] * MAX_OPERATIONS) == {"a": 1}
    with pytest.raises(Unprocessable) as caught:
        apply_json_patch({"a": 1}, [check] * (MAX_OPERATIONS + 1))
    assert caught.value.issues[0].code == "too-costly"


def test_copies_of_copies_are_stopped() -> None:
    started = time.perf_counter()
    with pytest.raises(Unprocessable) as caught:
        apply_json_patch({"a": ["x" * 100]}, [operation("copy", "/a/-", from_="/a")] * 60)
    assert caught.value.issues[0].code == "too-costly"
    assert time.perf_counter() - started < 10


def test_many_copies_of_one_value_are_stopped() -> None:
    document = {"a": "x" * 1_000_000}
    copies = [operation("copy", f"/b{number}", from_="/a") for number in range(10)]
    assert len(apply_json_patch(document, copies[:9])) == 10
    with pytest.raises(Unprocessable, match="copies too much"):
        apply_json_patch(document, copies)


def test_nesting_made_by_a_patch_is_stopped() -> None:
    deeper = [operation("add", "/a" * (level + 1), value={}) for level in range(150)]
    with pytest.raises(Unprocessable, match="Nested too deeply"):
        apply_json_patch({}, deeper)


def test_nesting_beyond_any_recursion_is_stopped() -> None:
    moves = [
        operation("move", "/b/a", from_="/a"),
        operation("move", "/a", from_="/b"),
        operation("add", "/b", value={}),
    ]
    patch = [*moves * 330, operation("copy", "/c", from_="/a")]
    with pytest.raises(Unprocessable):
        apply_json_patch({"a": {"x": 1}, "b": {}}, patch)


# Laws

keys = st.sampled_from(["a", "b", "", "~", "/", "0", "-"])
documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([Decimal("1.50"), Decimal("1E+2")])
    | st.text('ab"\\{é', max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)
resources = st.dictionaries(keys, documents, max_size=4)
pointers = st.lists(keys | st.integers(0, 2).map(str), max_size=3).map(
    lambda parts: "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
)
operations = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]), "path": pointers},
    optional={"value": documents, "from": pointers},
)


@given(resources, st.lists(operations, max_size=5))
def test_neither_document_nor_patch_is_changed(document: Json, patch: Json) -> None:
    before = deepcopy((document, patch))
    patched = {}
    with contextlib.suppress(Invalid, Unprocessable):
        patched = apply_json_patch(document, patch)
    assert (document, patch) == before
    _scribble(patched)
    assert (document, patch) == before


def _scribble(value: Json) -> None:
    """Change everything, to see whether the result shares anything with what was given."""
    for item in list(value.values() if isinstance(value, dict) else value if isinstance(value, list) else []):
        _scribble(item)
    if isinstance(value, dict | list):
        value.clear()


@given(resources, st.lists(documents | operations, max_size=4) | documents)
def test_hostile_patches_raise_nothing_but_errors_of_the_server(document: Json, patch: Json) -> None:
    try:
        patched = apply_json_patch(document, patch)
    except (Invalid, Unprocessable):
        return
    assert isinstance(patched, dict)


@given(resources, documents.filter(lambda value: value not in ({}, [])))
def test_add_then_remove_gives_the_original(document: Json, value: Json) -> None:
    patch = [operation("add", "/new", value=value), operation("remove", "/new")]
    expected = apply_json_patch({**document, "x": 1}, [operation("remove", "/x")])
    assert apply_json_patch(document, patch) == expected


@given(resources.filter(bool), st.data())
def test_a_value_passes_its_own_test_and_moves_there_and_back(document: Json, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(document)))
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")
    patch = [
        operation("test", pointer, value=document[name]),
        operation("copy", "/copied", from_=pointer),
        operation("replace", pointer, value=0),
        operation("add", pointer, value=document[name]),
        operation("test", "/copied", value=document[name]),
    ]
    assert apply_json_patch(document, patch) == {**document, "copied": document[name]}
