"""The shape of the settings: which values of which kind are accepted, with messages for people.

https://marshmallow.readthedocs.io/
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Range

LOG_LEVELS = ("debug", "info", "warning", "error")
RELATION_ROLES = ("physician", "nurse", "pharmacist", "lab-technician", "imaging", "billing")
"""The roles that need a relation to a patient; a test holds them against the matrix of roles."""
RELATION_MODES = ("enforce", "warn", "log")
LOOPBACK_NETWORKS = ("127.0.0.0/8", "::1/128")
NOT_AN_ADDRESS = "must be localhost or an IP address of this computer; 0.0.0.0 or :: for all of them."
BEYOND = (
    "lies beyond this computer. Give FHIRSERVER_PUBLIC_URL, the address under which clients see the server, and "
    "FHIRSERVER_TLS_CERTIFICATE and FHIRSERVER_TLS_KEY for its name: the certificate that the server makes for itself "
    "names this computer only."
)


class FilePath(fields.Field[Path]):
    """A path; ``~`` is the home folder, and what is relative starts at the current folder."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Path:
        if not isinstance(value, str | Path) or not str(value).strip():
            raise ValidationError("must be a path.")
        if "\0" in str(value):
            raise ValidationError("must not contain a NUL character.")
        try:
            return Path(value).expanduser().absolute()
        except RuntimeError:
            raise ValidationError("begins with the home folder of a user who does not exist.") from None


class Networks(fields.Field[tuple[str, ...]]):
    """Networks or single addresses, separated by commas."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[str, ...]:
        given = value.split(",") if isinstance(value, str) else value
        try:
            return tuple(str(ipaddress.ip_network(text.strip())) for text in given if text.strip())
        except (ValueError, TypeError, AttributeError):
            raise ValidationError("must be networks such as 10.1.2.0/24 or 10.1.2.3, separated by commas.") from None


def is_loopback(host: str) -> bool:
    """Say whether ``host`` is ``localhost``, within 127.0.0.0/8, or ``::1``; no other name is looked up."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network) for network in LOOPBACK_NETWORKS)


def _address(host: str) -> None:
    if host != "localhost":
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise ValidationError(NOT_AN_ADDRESS) from None


def _postgresql_url(url: str) -> None:
    if urlsplit(url).scheme != "postgresql":
        raise ValidationError("must start with postgresql:// (leave it out for the embedded database).")


def _networks(text: str) -> None:
    for network in filter(None, text.replace(",", " ").split()):
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise ValidationError(f"must be networks such as 10.1.0.0/16, which {network[:50]} is not.") from None


def _https_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or url.endswith("/"):
        raise ValidationError("must be an address such as https://localhost:8443/fhir, with no slash at its end.")


def _relation_modes(text: str) -> None:
    for each in filter(None, text.split(",")):
        role, _, mode = each.strip().partition("=")
        if role not in RELATION_ROLES or mode not in RELATION_MODES:
            raise ValidationError(f"must be pairs such as physician=enforce, which {each.strip()[:50]!r} is not.")


def _whole(low: int, high: int) -> fields.Integer:
    message = f"must be a whole number from {low} to {high}."
    validate: Callable[[int], int] = Range(low, high, error=message)
    return fields.Integer(strict=False, validate=validate, error_messages={"invalid": message, "null": message})


def _switch() -> fields.Boolean:
    return fields.Boolean(error_messages={"invalid": "must be true or false."})


class SettingsSchema(Schema):
    """Values of the settings by name; ``load`` converts them, or raises ValidationError with all that is wrong."""

    class Meta:
        unknown = RAISE

    data = FilePath()
    database_url = fields.String(allow_none=True, validate=_postgresql_url)
    key_file = FilePath(allow_none=True)
    host = fields.String(validate=_address)
    port = _whole(1, 65535)
    public_url = fields.String(allow_none=True, validate=_https_url)
    tls_certificate = FilePath(allow_none=True)
    tls_key = FilePath(allow_none=True)
    trusted_proxies = Networks()
    workers = _whole(1, 64)
    threads = _whole(1, 256)
    log_level = fields.String(validate=OneOf(LOG_LEVELS, error="must be one of {choices}."))
    max_body_bytes = _whole(1024, 2**31)
    client_requests_per_minute = _whole(0, 60_000_000)
    address_requests_per_minute = _whole(0, 60_000_000)
    sign_in_requests_per_minute = _whole(0, 60_000_000)
    max_depth = _whole(10, 500)
    max_bundle_entries = _whole(1, 1_000_000)
    update_create = _switch()
    allow_dangling_references = _switch()
    allow_multiple_delete = _switch()
    max_conditional_delete = _whole(1, 100_000)
    search_seconds = _whole(1, 3600)
    slow_search_milliseconds = _whole(0, 3_600_000)
    max_includes = _whole(1, 100_000)
    max_chain = _whole(1, 20)
    cursor_hours = _whole(1, 24 * 365)
    page_size = _whole(1, 10_000)
    max_page_size = _whole(1, 10_000)
    relation_modes = fields.String(validate=_relation_modes)
    consent_default = fields.String(validate=OneOf(("permit", "deny"), error="must be one of {choices}."))
    staff_idle_minutes = _whole(1, 24 * 60)
    patient_idle_minutes = _whole(1, 24 * 60)
    session_hours = _whole(1, 24 * 7)
    second_factor = fields.Boolean(allow_none=True, error_messages={"invalid": "must be true or false."})
    openid_provider = FilePath(allow_none=True)
    organization_name = fields.String(validate=Length(1, 200, error="must have from 1 to 200 characters."))
    organization_website = fields.String(allow_none=True, validate=_https_url)

    access_token_seconds = _whole(60, 3600)
    backend_token_seconds = _whole(30, 300)
    refresh_token_days = _whole(1, 3660)
    grant_days = _whole(1, 3660)
    refresh_grace_seconds = _whole(0, 10)
    client_registration = _switch()
    client_networks = fields.String(validate=_networks)

    @validates_schema
    def _pairs(self, data: dict[str, Any], **_: Any) -> None:
        if bool(data.get("tls_certificate")) != bool(data.get("tls_key")):
            missing = "tls_key" if data.get("tls_certificate") else "tls_certificate"
            raise ValidationError("is missing: a certificate and its key are given together.", missing)

    @validates_schema
    def _beyond_this_computer(self, data: dict[str, Any], **_: Any) -> None:
        if is_loopback(data.get("host", "localhost")):
            return
        if not data.get("public_url") or not data.get("tls_certificate"):
            raise ValidationError(BEYOND, "host")
        if is_loopback((urlsplit(data["public_url"]).hostname or "").strip("[]")):
            raise ValidationError(
                "must not name this computer as itself sees it: others follow links to it.", "public_url"
            )
