"""Cursors: what was signed comes back, everything else is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.errors import Invalid
from fhirserver.interactions.paging import page_size, sign, verify

positions = st.recursive(st.none() | st.integers(-(2**53), 2**53) | st.text(), st.lists, max_leaves=5)


@given(positions, st.text(), st.binary())
def test_a_position_comes_back(position: object, scope: str, secret: bytes) -> None:
    assert verify(secret, sign(secret, position, scope), scope) == position


@given(st.text(max_size=80))
def test_any_other_text_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid):
        verify(b"secret", cursor, "scope")


@given(st.data())
def test_a_changed_cursor_is_refused(data: st.DataObject) -> None:
    cursor = sign(b"secret", ["2026-11-22T10:30:00.000Z", 1, 2], "history None None")
    place = data.draw(st.integers(0, len(cursor) - 1))
    letter = data.draw(st.sampled_from("ABCDabcd0123-_=+/ .").filter(lambda letter: letter != cursor[place]))
    with pytest.raises(Invalid):
        verify(b"secret", cursor[:place] + letter + cursor[place + 1 :], "history None None")


@pytest.mark.parametrize(("secret", "scope"), [(b"other", "scope"), (b"secret", "other"), (b"secret", "")])
def test_a_cursor_is_for_one_server_and_one_query(secret: bytes, scope: str) -> None:
    cursor = sign(b"secret", 1, "scope")
    assert verify(b"secret", cursor, "scope") == 1
    with pytest.raises(Invalid):
        verify(secret, cursor, scope)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (None, 50),
        ("0", 0),
        ("1", 1),
        ("999", 999),
        ("1000", 1000),
        ("1001", 1000),
        ("9" * 5000, 1000),
        ("0" * 5000 + "7", 7),
    ],
)
def test_sizes(text: str | None, size: int) -> None:
    assert page_size(text, 50, 1000) == size


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1.0", "x", "\u0661", "1\n"])
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises(Invalid, match="a number is expected"):
        page_size(text, 50, 1000)
