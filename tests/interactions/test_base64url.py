"""Bytes in addresses: each has one text, and no other text is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.interactions.base64url import decoded, encoded


@given(st.binary(max_size=40))
def test_what_is_written_is_read(raw: bytes) -> None:
    assert decoded(encoded(raw)) == raw


@given(st.text(max_size=12) | st.text("AB-_+/= \n", max_size=12))
def test_what_is_read_is_what_would_be_written(text: str) -> None:
    try:
        raw = decoded(text)
    except ValueError:
        return
    assert encoded(raw) == text


@pytest.mark.parametrize("text", ["+A", "/w", "AB", "A", "AA==", "AA=", "A A", "AAA\n", "ÄAA", "AA\0A", "\ud800"])
def test_other_ways_to_write_it_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decoded(text)
