"""Content negotiation and HTTP headers: what is read, what is answered, what is refused with which status."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.errors import Invalid, NotAcceptable, UnsupportedMediaType
from fhirserver.http import (
    EntityTags,
    Format,
    Preferences,
    entity_tag,
    last_modified,
    not_modified,
    parse_entity_tags,
    parse_http_date,
    patch_format,
    preferences,
    pretty,
    request_format,
    response_format,
)

PLAIN = Format("json", "application/fhir+json; charset=utf-8")
WITH_VERSION = Format("json", "application/fhir+json; charset=utf-8; fhirVersion=4.0")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


# The format of the answer


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "",
        " ",
        "*/*",
        "*",
        "application/*",
        "application/fhir+json",
        "Application/FHIR+JSON",
        "application/json",
        "text/json",
        "application/fhir+json; charset=utf-8",
        "application/fhir+xml, application/json;q=0.5",
        "application/fhir+xml;q=1.0, application/fhir+json;q=0.9",
        "application/fhir+json;fhirVersion=5.0, application/fhir+json",
        BROWSER,
    ],
)
def test_accept_that_allows_json_gets_fhir_json(accept: str | None) -> None:
    assert response_format(None, accept) == PLAIN


@pytest.mark.parametrize(
    "accept",
    [
        "application/fhir+xml",
        "application/xml, text/xml",
        "text/turtle",
        "text/html",
        "image/*",
        "application/json;q=0",
        "application/fhir+json;fhirVersion=3.0",
        "application/fhir+json; fhirVersion=5.0, application/fhir+xml",
        "json",
        "garbage",
        ';;;,,,"',
    ],
)
def test_accept_without_json_is_refused_with_what_there_is(accept: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        response_format(None, accept)
    assert caught.value.status == 406
    assert str(caught.value) == (
        f"{accept!r} cannot be produced. This server has application/fhir+json, FHIR version 4.0."
    )


@pytest.mark.parametrize(
    "parameter", ["json", "JSON", "application/fhir+json", "application/json", "text/json", "application/fhir json"]
)
@pytest.mark.parametrize("accept", [None, "application/fhir+xml", "garbage"])
def test_format_goes_before_accept(parameter: str, accept: str | None) -> None:
    assert response_format(parameter, accept) == PLAIN


@pytest.mark.parametrize(
    "parameter", ["xml", "application/fhir+xml", "ttl", "html", "text/html", "yaml", "*/*", "é\r\n"]
)
def test_format_that_there_is_not_is_refused_even_if_accept_allows_json(parameter: str) -> None:
    with pytest.raises(NotAcceptable):
        response_format(parameter, "application/fhir+json")


def test_empty_format_leaves_it_to_accept() -> None:
    assert response_format("", "application/json") == PLAIN
    with pytest.raises(NotAcceptable):
        response_format("", "application/fhir+xml")


@pytest.mark.parametrize(
    ("parameter", "accept"),
    [
        (None, "application/fhir+json; fhirVersion=4.0"),
        (None, 'application/fhir+json;fhirversion="4.0"'),
        (None, "application/fhir+json;fhirVersion=3.0, application/fhir+json;fhirVersion=4.0;q=0.5"),
        ("application/fhir+json; fhirVersion=4.0", None),
    ],
)
def test_the_version_is_named_to_those_who_ask(parameter: str | None, accept: str | None) -> None:
    assert response_format(parameter, accept) == WITH_VERSION


def test_the_patch_version_is_understood_too() -> None:
    assert response_format(None, "application/fhir+json;fhirVersion=4.0.1").content_type.endswith("fhirVersion=4.0.1")


# The format of the body


@pytest.mark.parametrize(
    "content_type",
    [
        "application/fhir+json",
        "APPLICATION/FHIR+JSON",
        "application/json",
        "text/json",
        "application/fhir+json; charset=utf-8",
        'application/fhir+json;Charset="UTF-8"',
        "application/fhir+json; fhirVersion=4.0",
        "application/fhir+json; fhirVersion=4.0.1; charset=utf-8",
    ],
)
def test_bodies_of_json_are_read(content_type: str) -> None:
    assert request_format(content_type) == "json"
    assert patch_format(content_type) == "fhirpath-patch"


@pytest.mark.parametrize(
    ("content_type", "message"),
    [
        (None, "Content-Type is missing. This server reads application/fhir+json, application/json, text/json."),
        ("", "Content-Type is missing. This server reads application/fhir+json, application/json, text/json."),
        (
            "application/x-www-form-urlencoded",
            "The Content-Type 'application/x-www-form-urlencoded' is not read here. "
            "This server reads application/fhir+json, application/json, text/json.",
        ),
        (
            "application/json-patch+json",
            "The Content-Type 'application/json-patch+json' is not read here. "
            "This server reads application/fhir+json, application/json, text/json.",
        ),
        ("application/json; charset=latin1", "The charset is UTF-8, not 'latin1'."),
        ("application/fhir+json; fhirVersion=3.0", "This server reads FHIR version 4.0, not '3.0'."),
    ],
)
def test_other_bodies_are_refused(content_type: str | None, message: str) -> None:
    with pytest.raises(UnsupportedMediaType) as caught:
        request_format(content_type)
    assert caught.value.status == 415
    assert str(caught.value) == message


def test_json_patch_has_a_type_of_its_own() -> None:
    assert patch_format("application/json-patch+json") == "json-patch"
    assert patch_format("application/json-patch+json; charset=utf-8") == "json-patch"


@pytest.mark.parametrize("content_type", [None, "application/xml-patch+xml", "application/merge-patch+json", "x"])
def test_a_patch_in_another_format_is_refused_with_those_that_are_read(content_type: str | None) -> None:
    with pytest.raises(UnsupportedMediaType) as caught:
        patch_format(content_type)
    assert caught.value.headers == {"Accept-Patch": "application/json-patch+json, application/fhir+json"}


def test_a_patch_in_another_charset_is_refused() -> None:
    with pytest.raises(UnsupportedMediaType, match="charset"):
        patch_format("application/json-patch+json; charset=utf-16")


# _pretty


def test_pretty() -> None:
    assert [pretty(value) for value in (None, "false", "true")] == [False, False, True]


@pytest.mark.parametrize("value", ["", "1", "TRUE", "yes"])
def test_pretty_is_true_or_false(value: str) -> None:
    with pytest.raises(Invalid) as caught:
        pretty(value)
    assert str(caught.value) == f"_pretty is true or false, not {value!r}."


# Prefer


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], Preferences()),
        ([""], Preferences()),
        (["return=minimal"], Preferences(return_="minimal")),
        (["return=representation"], Preferences(return_="representation")),
        (["return=OperationOutcome"], Preferences(return_="OperationOutcome")),
        (['Return = "minimal" ; because=x'], Preferences(return_="minimal")),
        (["handling=strict"], Preferences(handling="strict")),
        (["respond-async"], Preferences(respond_async=True)),
        (
            ["return=minimal, handling=lenient", "respond-async; wait=10"],
            Preferences(return_="minimal", handling="lenient", respond_async=True),
        ),
        (["return=minimal", "return=representation"], Preferences(return_="minimal")),
        (["return=everything, handling=perhaps, depth-noroot"], Preferences()),
        (['wait="return=minimal, respond-async"'], Preferences()),
    ],
)
def test_preferences(headers: list[str], expected: Preferences) -> None:
    assert preferences(headers) == expected


@given(st.lists(st.text()))
def test_preferences_never_fail(headers: list[str]) -> None:
    assert isinstance(preferences(headers), Preferences)


# Entity tags


@given(st.integers(1))
def test_a_tag_is_read_as_it_is_written(version: int) -> None:
    tags = parse_entity_tags(entity_tag(version))
    assert tags is not None
    assert tags.match(version)
    assert tags.match(str(version))
    assert not tags.match(version + 1)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ('W/"3"', EntityTags(frozenset({"3"}))),
        ('"3"', EntityTags(frozenset({"3"}))),
        ('w/"3"', EntityTags(frozenset({"3"}))),
        (' W/"3" , "4",W/"5" ', EntityTags(frozenset({"3", "4", "5"}))),
        ("*", EntityTags(any=True)),
        ('""', EntityTags(frozenset({""}))),
    ],
)
def test_entity_tags(header: str | None, expected: EntityTags | None) -> None:
    assert parse_entity_tags(header) == expected


@pytest.mark.parametrize("header", ["", "3", "W/3", '"3', '"3" "4"', '"3",', '"3",,"4"', '*, "3"', ',"3"'])
def test_what_is_no_tag_is_refused_by_the_name_of_the_header(header: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_entity_tags(header, "If-None-Match")
    assert str(caught.value) == f'If-None-Match is W/"<version>", a list of such tags or *, not {header!r}.'


def test_any_matches_everything() -> None:
    assert EntityTags(any=True).match(7)
    assert not EntityTags().match(7)


# Dates


def test_last_modified_is_in_gmt() -> None:
    instant = datetime(2015, 10, 21, 9, 28, 0, 999_999, timezone(timedelta(hours=2)))
    assert last_modified(instant) == "Wed, 21 Oct 2015 07:28:00 GMT"


@given(st.datetimes(datetime(1971, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)))
def test_a_date_is_read_as_it_is_written(instant: datetime) -> None:
    assert parse_http_date(last_modified(instant)) == instant.replace(microsecond=0)


@pytest.mark.parametrize(
    "header",
    ["Wed, 21 Oct 2015 07:28:00 GMT", "Wednesday, 21-Oct-15 07:28:00 GMT", "Wed Oct 21 07:28:00 2015"],
)
def test_all_three_forms_of_http_dates_are_read(header: str) -> None:
    assert parse_http_date(header) == datetime(2015, 10, 21, 7, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    "header", [None, "", "yesterday", "2015-10-21", "Wed, 99 Oct 99999 07:28:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2359"]
)
def test_what_is_no_date_is_ignored(header: str | None) -> None:
    assert parse_http_date(header) is None


# Conditional read

UPDATED = datetime(2020, 5, 1, 12, 0, 0, 500_000, tzinfo=UTC)
BEFORE, SAME, AFTER = (last_modified(UPDATED + timedelta(seconds=n)) for n in (-1, 0, 1))


@pytest.mark.parametrize(
    ("if_none_match", "if_modified_since", "expected"),
    [
        (None, None, False),
        ('W/"2"', None, True),
        ('W/"1", W/"2"', None, True),
        ("*", None, True),
        ('W/"1"', None, False),
        (None, AFTER, True),
        (None, SAME, True),
        (None, BEFORE, False),
        (None, "yesterday", False),
        ('W/"1"', AFTER, False),
        ('W/"2"', BEFORE, True),
    ],
)
def test_not_modified(if_none_match: str | None, if_modified_since: str | None, expected: bool) -> None:
    found = not_modified(2, UPDATED, if_none_match=if_none_match, if_modified_since=if_modified_since)
    assert found is expected


@given(st.text() | st.none(), st.text() | st.none())
def test_hostile_headers_raise_nothing_but_the_errors_of_the_server(first: str | None, second: str | None) -> None:
    for call in (
        lambda: response_format(first, second),
        lambda: request_format(first),
        lambda: patch_format(first),
        lambda: pretty(first),
        lambda: parse_entity_tags(first),
        lambda: parse_http_date(first),
        lambda: not_modified(1, UPDATED, if_none_match=first, if_modified_since=second),
    ):
        with contextlib.suppress(Invalid, NotAcceptable, UnsupportedMediaType):
            call()


@given(st.lists(st.sampled_from(["Mon", ",", " ", "01", "Jan", "2020", "00:00:00", "GMT", "+9999", "-0000", "9999"])))
def test_pieces_of_dates_never_fail(pieces: list[str]) -> None:
    found = parse_http_date(" ".join(pieces))
    assert found is None or found.tzinfo is UTC


def test_long_headers_are_not_quoted_in_full() -> None:
    with pytest.raises(NotAcceptable) as caught:
        response_format(None, "x" * 10_000)
    assert len(str(caught.value)) < 200
