"""Links from page to page: sealed, good for one search only, for some time only."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhirserver.errors import Gone, Invalid
from fhirserver.interactions.cursor import LONGEST, Cursor, opened, sealed

SECRET = b"s" * 32
TEXTS = st.text(max_size=20)
PLACES = st.none() | st.lists(
    st.none() | TEXTS | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False), max_size=4
).map(tuple)
CURSORS = st.builds(
    Cursor,
    made=st.integers(int(time.time()) - 60, int(time.time()) + 60),
    parameters=st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple),
    lenient=st.booleans(),
    now=st.just("2020-01-01T00:00:00+00:00"),
    place=PLACES,
    backwards=st.booleans(),
    total=st.none() | st.integers(0, 10**9),
)


def cursor(made: float | None = None) -> Cursor:
    when = int(time.time() if made is None else made)
    return Cursor(when, (("name", "Peter"),), False, "2020-01-01", ("a", 1, None), False, 7)


@given(CURSORS, TEXTS)
def test_what_was_sealed_is_opened_as_it_was(given_: Cursor, scope: str) -> None:
    assert opened(SECRET, sealed(SECRET, given_, scope), scope, 1) == given_


@given(CURSORS)
def test_it_can_stand_in_an_address(given_: Cursor) -> None:
    text = sealed(SECRET, given_, "Patient")
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_the_same_twice_is_sealed_differently_and_shows_nothing() -> None:
    one, other = (sealed(SECRET, cursor(), "Patient") for _ in range(2))
    assert one != other
    assert b"Peter" not in base64.urlsafe_b64decode(one + "==")


def test_whatever_byte_is_changed_it_is_refused() -> None:
    text = sealed(SECRET, cursor(), "Patient")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    for at in range(len(raw)):
        for flip in (1, 128, 255):
            changed = raw[:at] + bytes([raw[at] ^ flip]) + raw[at + 1 :]
            with pytest.raises(Invalid):
                opened(SECRET, base64.urlsafe_b64encode(changed).decode().rstrip("="), "Patient", 1)


@settings(max_examples=300)
@given(st.data())
def test_whatever_letter_is_changed_it_is_refused_or_the_same(data: st.DataObject) -> None:
    given_ = cursor()
    text = sealed(SECRET, given_, "Patient")
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(max_codepoint=0x2FF))
    changed = text[:at] + letter + text[at + 1 :]
    try:
        # The last letter has bits that stand for nothing.
        assert opened(SECRET, changed, "Patient", 1) == given_
        assert changed == text or at == len(text) - 1
    except Invalid:
        assert changed != text


@pytest.mark.parametrize(
    "text", ["", "x", "====", "a" * 15, "a" * 16, "\u00e4\u00f6", "a b", "%41", "A" * 70_000, "-" * 64]
)
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as raised:
        opened(SECRET, text, "Patient", 1)
    assert raised.value.issues[0].code == "value"


@given(st.text(max_size=200))
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        opened(SECRET, text, "Patient", 1)


@pytest.mark.parametrize("cut", [1, 4, 10, 40])
def test_a_part_of_one_is_refused(cut: int) -> None:
    text = sealed(SECRET, cursor(), "Patient")
    for part in (text[:-cut], text[cut:], text + text[:cut]):
        with pytest.raises(Invalid):
            opened(SECRET, part, "Patient", 1)


@pytest.mark.parametrize("scope", ["", "Observation", "patient", "Patient/1", "Patient "])
def test_it_is_good_for_one_address_only(scope: str) -> None:
    with pytest.raises(Invalid):
        opened(SECRET, sealed(SECRET, cursor(), "Patient"), scope, 1)


def test_it_is_good_for_one_server_only() -> None:
    with pytest.raises(Invalid):
        opened(b"t" * 32, sealed(SECRET, cursor(), "Patient"), "Patient", 1)


def test_it_is_good_for_some_hours_only() -> None:
    now = time.time()
    assert opened(SECRET, sealed(SECRET, cursor(now - 3500), "Patient"), "Patient", 1) == cursor(now - 3500)
    with pytest.raises(Gone) as raised:
        opened(SECRET, sealed(SECRET, cursor(now - 3700), "Patient"), "Patient", 1)
    assert raised.value.issues[0].code == "expired"
    assert opened(SECRET, sealed(SECRET, cursor(now - 3700), "Patient"), "Patient", 2).total == 7


def test_what_is_too_long_is_not_read() -> None:
    long = Cursor(int(time.time()), (("name", "x" * LONGEST),), False, "2020-01-01", None, False, None)
    with pytest.raises(Invalid):
        opened(SECRET, sealed(SECRET, long, "Patient"), "Patient", 1)
