"""Cutting a Bundle into its entries gives what decoding it as a whole gives, wherever the blocks end."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.errors import InvalidJson
from fhirserver.json_format import decode
from fhirserver.load.slices import EntrySlices

_TEXT = st.text(st.sampled_from('ab"\\{}[]:, \t\n\u00e9\u2028\U0001f600entry'), max_size=12)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)
_OBJECTS = st.dictionaries(_TEXT, _VALUES, max_size=5)


def cut(text: bytes, block: int, limit: int = 1 << 20) -> tuple[list[object], dict[str, object]]:
    with pytest.MonkeyPatch.context() as settings:
        settings.setattr("fhirserver.load.slices._BLOCK", block)
        slices = EntrySlices(io.BytesIO(text), limit)
        return [decode(raw) for raw in slices], slices.envelope


@given(
    st.lists(_OBJECTS, max_size=6),
    st.dictionaries(_TEXT.filter(lambda key: key != "entry"), _VALUES, max_size=4),
    st.integers(1, 40),
    st.sampled_from([None, 0, 1]),
    st.booleans(),
    st.booleans(),
)
def test_the_parts_are_the_whole(
    entries: list[dict[str, Any]], members: dict[str, Any], block: int, indent: int | None, ascii_only: bool, last: bool
) -> None:
    bundle = {**members, "entry": entries} if last else {"entry": entries, **members}
    text = json.dumps(bundle, indent=indent, ensure_ascii=ascii_only).encode()
    found, envelope = cut(text, block)
    assert found == entries
    assert envelope == {**members, "entry": []}


@given(st.lists(_OBJECTS, min_size=1, max_size=4), st.data(), st.integers(1, 40))
def test_a_text_that_is_cut_off_is_refused(entries: list[dict[str, Any]], data: st.DataObject, block: int) -> None:
    text = json.dumps({"entry": entries, "type": "batch"}, ensure_ascii=False).encode()
    stop = data.draw(st.integers(1, len(text) - 1))
    with pytest.raises(InvalidJson):
        cut(text[:stop], block)


@given(
    st.binary(max_size=60) | st.text(st.sampled_from('{}[]",:\\ 0aentry'), max_size=60).map(str.encode),
    st.integers(1, 9),
)
def test_garbage_raises_nothing_else(text: bytes, block: int) -> None:
    try:
        cut(text, block)
    except InvalidJson:
        pass
    else:
        assert isinstance(decode(text), dict)


def test_an_entry_or_a_rest_beyond_the_limit_is_refused_before_it_is_held() -> None:
    endless = b'{"entry":[{},{"a":"' + b"x" * 20_000_000
    white = b'{"entry":[{}' + b" " * 20_000_000 + b"]}"
    outside = b'{"id":"' + b"x" * 20_000_000 + b'","entry":[]}'
    for text in (endless, white, outside):
        tracemalloc.start()
        try:
            with pytest.raises(InvalidJson, match="longer than 50000 bytes"):
                cut(text, 4_096, 50_000)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        # The text itself, given to BytesIO, is not copied.
        assert peak < 2_000_000


def test_many_brackets_take_time_in_proportion() -> None:
    deep = b'{"entry":[' + b'{"a":[' * 200_000
    with pytest.raises(InvalidJson):
        cut(deep, 1 << 16, 1 << 22)
    wide = b'{"entry":[{"a":[' + b",".join([b'{"b":[[{}]]}'] * 200_000) + b"]}]}"
    (entry,), _ = cut(wide, 1 << 16, 1 << 22)
    assert isinstance(entry, dict)
    assert len(entry["a"]) == 200_000
