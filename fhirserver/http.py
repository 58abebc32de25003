"""Content negotiation and the HTTP headers of FHIR: pure functions over strings.  https://hl7.org/fhir/R4/http.html"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import http_date, parse_accept_header, parse_date, parse_list_header, parse_options_header

from fhirserver.errors import Invalid, NotAcceptable, UnsupportedMediaType

FHIR_JSON = "application/fhir+json"
JSON_PATCH = "application/json-patch+json"

# https://hl7.org/fhir/R4/http.html#mime-type; to serve another format, name its media types and codes here.
_MEDIA_TYPES = {FHIR_JSON: "json", "application/json": "json", "text/json": "json"}
_FORMAT_CODES = {"json": "json"}
_CONTENT_TYPES = {"json": FHIR_JSON}
_VERSIONS = frozenset({"4.0", "4.0.1"})
_WILDCARDS = frozenset({"*/*", "*", "application/*"})
_ENTITY_TAG = re.compile(r'\s*(?:[Ww]/)?"([^"]*)"\s*(?:,|\Z)')


@dataclass(frozen=True, slots=True)
class Format:
    """The format of an answer: ``name`` ("json") and the value of Content-Type."""

    name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the header Prefer asks for; None where it says nothing.  https://hl7.org/fhir/R4/http.html#ops"""

    return_: Literal["minimal", "representation", "OperationOutcome"] | None = None
    handling: Literal["strict", "lenient"] | None = None
    respond_async: bool = False


@dataclass(frozen=True, slots=True)
class EntityTags:
    """The versions that If-Match or If-None-Match names; ``any`` is ``*``."""

    versions: frozenset[str] = frozenset()
    any: bool = False

    def match(self, version: int | str) -> bool:
        """True if ``version`` is among them."""
        return self.any or str(version) in self.versions


@lru_cache(maxsize=256)
def response_format(format_parameter: str | None, accept: str | None) -> Format:
    """The format to answer in.

    Takes the parameter ``_format``, which goes before the header, and the header Accept; None where absent.
    Raises NotAcceptable (406), naming the formats there are, if neither allows one of them.
    https://hl7.org/fhir/R4/http.html#mime-type, https://hl7.org/fhir/R4/http.html#version-parameter
    """
    if format_parameter:
        # An unescaped plus sign in a query is read as a space.
        asked = format_parameter.strip().replace("fhir ", "fhir+")
        name = _FORMAT_CODES.get(asked.lower()) or _MEDIA_TYPES.get(parse_options_header(asked)[0].lower())
        found = _with_version(name, asked) if name else None
    elif accept and accept.strip():
        found = _accepted(accept)
    else:
        found = Format("json", _content_type("json"))
    if found is None:
        raise NotAcceptable(
            f"{_quoted(format_parameter or accept or '')} cannot be produced. "
            f"This server has {', '.join(_CONTENT_TYPES.values())}, FHIR version 4.0."
        )
    return found


def request_format(content_type: str | None) -> str:
    """The format ("json") of a body that is a resource, by its Content-Type.

    Raises UnsupportedMediaType (415).  https://hl7.org/fhir/R4/http.html#mime-type
    """
    media_type, parameters = _media_type(content_type)
    name = _MEDIA_TYPES.get(media_type)
    if name is None:
        raise UnsupportedMediaType(f"{_content_type_is(content_type)} This server reads {', '.join(_MEDIA_TYPES)}.")
    _check_body_parameters(parameters)
    return name


def patch_format(content_type: str | None) -> Literal["json-patch", "fhirpath-patch"]:
    """The kind of patch that the body is, by its Content-Type.

    Raises UnsupportedMediaType (415) with the header Accept-Patch.  https://hl7.org/fhir/R4/http.html#patch
    """
    media_type, parameters = _media_type(content_type)
    if media_type != JSON_PATCH and media_type not in _MEDIA_TYPES:
        accepted = f"{JSON_PATCH}, {FHIR_JSON}"
        raise UnsupportedMediaType(
            f"{_content_type_is(content_type)} A patch is {JSON_PATCH} (JSON Patch) or {FHIR_JSON} (FHIRPath Patch).",
            headers={"Accept-Patch": accepted},
        )
    _check_body_parameters(parameters)
    return "json-patch" if media_type == JSON_PATCH else "fhirpath-patch"


def pretty(parameter: str | None) -> bool:
    """Whether ``_pretty`` asks for indentation; Invalid (400) if it is neither true nor false.

    https://hl7.org/fhir/R4/http.html#pretty
    """
    if parameter is None or parameter == "false":
        return False
    if parameter == "true":
        return True
    raise Invalid(f"_pretty is true or false, not {_quoted(parameter)}.", code="value")


def preferences(headers: Iterable[str]) -> Preferences:
    """What the Prefer headers of a request ask for.

    Takes the values of all of them.  The first of several contradicting preferences counts, unknown ones are ignored,
    as https://www.rfc-editor.org/rfc/rfc7240#section-2 demands; so this never fails.
    """
    stated: dict[str, str] = {}
    for header in headers:
        for item in parse_list_header(header):
            name, _, value = item.partition(";")[0].partition("=")
            stated.setdefault(name.strip().lower(), value.strip().strip('"').lower())
    returned = stated.get("return", "")
    handling = stated.get("handling", "")
    return Preferences(
        return_=_RETURN.get(returned),
        handling=_HANDLING.get(handling),
        respond_async="respond-async" in stated,
    )


_RETURN: dict[str, Literal["minimal", "representation", "OperationOutcome"]] = {
    "minimal": "minimal",
    "representation": "representation",
    "operationoutcome": "OperationOutcome",
}
_HANDLING: dict[str, Literal["strict", "lenient"]] = {"strict": "strict", "lenient": "lenient"}


def entity_tag(version: int | str) -> str:
    """The ETag of a version: ``W/"3"``.  https://hl7.org/fhir/R4/http.html#versioning"""
    return f'W/"{version}"'


def parse_entity_tags(header: str | None, name: str = "If-Match") -> EntityTags | None:
    """The value of If-Match or If-None-Match (``name``); None if absent.

    Reads ``W/"3"``, ``"3"``, lists of them and ``*``.  Raises Invalid (400) for anything else.
    https://hl7.org/fhir/R4/http.html#concurrency, https://www.rfc-editor.org/rfc/rfc9110#section-13.1
    """
    if header is None:
        return None
    text = header.strip()
    if text == "*":
        return EntityTags(any=True)
    versions = set()
    position = 0
    while position < len(text):
        found = _ENTITY_TAG.match(text, position)
        if not found:
            break
        versions.add(found[1])
        position = found.end()
    if not versions or position < len(text) or text.endswith(","):
        raise Invalid(f'{name} is W/"<version>", a list of such tags or *, not {_quoted(header)}.', code="value")
    return EntityTags(frozenset(versions))


def last_modified(instant: datetime) -> str:
    """The value of Last-Modified for an instant with time zone.  https://hl7.org/fhir/R4/http.html#versioning"""
    return http_date(instant)


def parse_http_date(header: str | None) -> datetime | None:
    """The instant in If-Modified-Since, in UTC.

    None if it is absent or not a date: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3 says to ignore it then.
    """
    if not header:
        return None
    try:
        instant = parse_date(header)
        return instant.astimezone(UTC) if instant else None
    except OverflowError:
        return None


def not_modified(
    version: int | str, last_updated: datetime, *, if_none_match: str | None, if_modified_since: str | None
) -> bool:
    """Whether a conditional read is answered by 304.

    If-None-Match goes before If-Modified-Since, which counts whole seconds.  Raises Invalid (400) for a wrong tag.
    https://hl7.org/fhir/R4/http.html#cread, https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
    """
    tags = parse_entity_tags(if_none_match, "If-None-Match")
    if tags is not None:
        return tags.match(version)
    since = parse_http_date(if_modified_since)
    return since is not None and last_updated.replace(microsecond=0) <= since


def _accepted(accept: str) -> Format | None:
    # Sorted by quality, then by how specific they are; a quality of 0 means "not this".
    entries = [(value, quality) for value, quality in parse_accept_header(accept, MIMEAccept) if quality > 0]
    for value, _ in entries:
        media_type = parse_options_header(value)[0].lower()
        name = "json" if media_type in _WILDCARDS else _MEDIA_TYPES.get(media_type)
        found = _with_version(name, value) if name else None
        if found:
            return found
    return None


def _with_version(name: str, media_type: str) -> Format | None:
    parameters = {key.lower(): value for key, value in parse_options_header(media_type)[1].items()}
    version = parameters.get("fhirversion")
    if version is None:
        return Format(name, _content_type(name))
    return Format(name, _content_type(name, version)) if version in _VERSIONS else None


def _content_type(name: str, version: str | None = None) -> str:
    suffix = f"; fhirVersion={version}" if version else ""
    return f"{_CONTENT_TYPES[name]}; charset=utf-8{suffix}"


def _media_type(content_type: str | None) -> tuple[str, dict[str, str]]:
    media_type, parameters = parse_options_header(content_type)
    return media_type.lower(), {key.lower(): value for key, value in parameters.items()}


def _content_type_is(content_type: str | None) -> str:
    return f"The Content-Type {_quoted(content_type)} is not read here." if content_type else "Content-Type is missing."


def _check_body_parameters(parameters: dict[str, str]) -> None:
    charset = parameters.get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(f"The charset is UTF-8, not {_quoted(charset)}.")
    version = parameters.get("fhirversion", "4.0")
    if version not in _VERSIONS:
        raise UnsupportedMediaType(f"This server reads FHIR version 4.0, not {_quoted(version)}.")


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:77] + "...")
