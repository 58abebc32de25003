"""Forms of OAuth endpoints: what was sent is what is read, or an error; nothing in between."""

from __future__ import annotations

from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.oauth.errors import InvalidRequestError, OAuth2Error, of_error, reason_of, refused_client
from fhirserver.oauth.form import MOST_FIELDS, parse_form
from tests.oauth.world import World

NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20)
VALUES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=100)


@given(st.dictionaries(NAMES, VALUES, max_size=MOST_FIELDS))
def test_what_was_sent_is_read_and_what_has_no_value_is_as_if_it_were_not_there(sent: dict[str, str]) -> None:
    assert parse_form(urlencode(sent).encode()) == {name: value for name, value in sent.items() if value}


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=10), st.data())
def test_a_repeated_parameter_is_refused_wherever_and_whatever_it_says(
    sent: dict[str, str], data: st.DataObject
) -> None:
    pairs = list(sent.items())
    again = (data.draw(st.sampled_from(sorted(sent))), data.draw(VALUES))
    pairs.insert(data.draw(st.integers(0, len(pairs))), again)
    with pytest.raises(InvalidRequestError):
        parse_form(urlencode(pairs).encode())


@given(st.binary(max_size=300))
def test_any_bytes_are_a_form_or_an_invalid_request(body: bytes) -> None:
    try:
        found = parse_form(body)
    except InvalidRequestError:
        return
    assert all(found.values())
    assert parse_form(urlencode(found).encode()) == found


@pytest.mark.parametrize("name", ["a", "é", "a b", "a&b", "a=b"])
def test_a_nul_is_refused_in_names_and_values(name: str) -> None:
    for pair in (f"{quote_plus(name)}=%00", f"{quote_plus(name)}%00=1"):
        with pytest.raises(InvalidRequestError):
            parse_form(pair.encode())


@pytest.mark.parametrize("fields", [MOST_FIELDS, MOST_FIELDS + 1])
def test_so_many_parameters_are_read_and_no_more(fields: int) -> None:
    body = urlencode([(f"p{number}", "1") for number in range(fields)]).encode()
    if fields <= MOST_FIELDS:
        assert len(parse_form(body)) == fields
    else:
        with pytest.raises(InvalidRequestError):
            parse_form(body)


def test_why_a_client_was_refused_is_not_in_the_answer() -> None:
    error = refused_client("wrong secret of the client growth-chart")
    assert reason_of(error) == "wrong secret of the client growth-chart"
    answer = of_error(error)
    assert answer.status_code == 401
    assert b"growth-chart" not in answer.data
    assert "growth-chart" not in str(answer.headers)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (InvalidRequestError(description="The parameter code is missing."), "invalid_request"),
        (OAuth2Error(error="unsupported_grant_type"), "unsupported_grant_type"),
        (ValueError("secret"), "ValueError"),
    ],
)
def test_a_reason_is_a_word_and_never_what_was_sent(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason


@pytest.mark.parametrize("endpoint", ["token", "introspect", "revoke"])
@pytest.mark.parametrize("body", ["a=1&a=2", "%", "a", "a=%ff", "a=%00"])
def test_every_endpoint_that_clients_call_reads_forms_alike(world: World, endpoint: str, body: str) -> None:
    answer = world.post(endpoint, body)
    assert answer.status_code == 400
    assert answer.json["error"] == "invalid_request"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("endpoint", ["token", "introspect", "revoke"])
def test_nothing_is_read_from_the_address(world: World, endpoint: str) -> None:
    for query in ("client_id=public", "access_token=abc", "token=abc", "x"):
        answer = world.post(endpoint, {"client_id": "public"}, query_string=query)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")
