"""One frozen settings object; from the environment (``FHIRSERVER_*``) and from options of the command line.

Every field says what it is for; ``python -m fhirserver.settings`` prints them as the table of ``docs/operations.md``.
Secrets are never settings: what is secret lives in files of mode 0600, and a setting at most names the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "FHIRSERVER_"
DATA = Path("data")


class SettingsError(ValueError):
    """Settings that cannot be used; the text says for each which one and why."""


def _setting(default: Any, about: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"about": about}, repr=not secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decides.  Make it with :func:`load_settings`; tests may call it directly."""

    data: Path = _setting(DATA, "Folder for everything the server keeps: database, keys, certificate.")
    database_url: str | None = _setting(
        None,
        "PostgreSQL database, such as `postgresql://user@host/name` (better without a password: use `~/.pgpass`). "
        "Without it the embedded, encrypted database in the data folder is used.",
        secret=True,
    )
    key_file: Path | None = _setting(
        None,
        "File of mode 0600 with the key-encryption key. Without it, one is made in the data folder at the first start.",
    )
    host: str = _setting(
        "localhost",
        "Address to listen on: `localhost`, or an IP address; `0.0.0.0` or `::` for all of them. Beyond this computer "
        "`public_url`, `tls_certificate` and `tls_key` must be given.",
    )
    port: int = _setting(8443, "TCP port to listen on.")
    public_url: str | None = _setting(
        None,
        "Address under which clients see the server, in links and Location headers; else "
        "`https://localhost:PORT/fhir`. Requests for another host are refused.",
    )
    tls_certificate: Path | None = _setting(
        None, "PEM file with the TLS certificate and its chain. Without it, one is made and renewed in the data folder."
    )
    tls_key: Path | None = _setting(None, "PEM file with the key of `tls_certificate`.")
    trusted_proxies: tuple[str, ...] = _setting(
        (),
        "Networks, separated by commas, of the reverse proxies whose `Forwarded` or `X-Forwarded-For`, `-Proto` and "
        "`-Host` are believed. From everybody else these headers are ignored.",
    )
    workers: int = _setting(2, "Server processes; about one a processor core.")
    threads: int = _setting(8, "Threads of each server process, and database connections it may open.")
    log_level: str = _setting(
        "info", "How much is logged to standard error: debug, info, warning or error. Never patient data."
    )
    max_body_bytes: int = _setting(64 * 1024 * 1024, "Largest request body; a larger one is answered 413.")
    client_requests_per_minute: int = _setting(
        300_000, "Most requests a minute of one client with its access tokens; more get 429. 0: no limit."
    )
    address_requests_per_minute: int = _setting(
        6_000, "Most requests a minute from one address without an access token; more get 429. 0: no limit."
    )
    sign_in_requests_per_minute: int = _setting(
        600,
        "Most requests a minute from one address that sign in, ask for a token or send another form; more get 429. "
        "0: no limit.",
    )
    max_depth: int = _setting(100, "Deepest nesting of JSON that is read; a deeper one is answered 400.")
    max_bundle_entries: int = _setting(10_000, "Most entries in one batch or transaction; more are answered 422.")
    update_create: bool = _setting(True, "Whether PUT to an id that does not exist creates the resource there.")
    allow_dangling_references: bool = _setting(
        False, "Whether a local reference may name a resource that does not exist."
    )
    allow_multiple_delete: bool = _setting(True, "Whether a conditional delete may delete more than one resource.")
    max_conditional_delete: int = _setting(100, "Most resources one conditional delete may delete; more are refused.")
    search_seconds: int = _setting(10, "Longest time a search may take in the database; then it gets 403.")
    slow_search_milliseconds: int = _setting(1_000, "Searches that take longer are logged, without their values.")
    max_includes: int = _setting(1_000, "Most resources that a page of search results brings along; more get 403.")
    max_chain: int = _setting(10, "Most steps in a chained search parameter; longer ones are answered 400.")
    cursor_hours: int = _setting(24, "How long the links from page to page of a search are good.")
    page_size: int = _setting(50, "Entries on a page of history or search when the client does not ask for a number.")
    max_page_size: int = _setting(1_000, "Most entries on a page, whatever the client asks for.")
    relation_modes: str = _setting(
        "",
        "How a missing treatment relationship is treated, by role, such as `physician=enforce,nurse=log`: `enforce`, "
        "`warn` (a reason must be stated first) or `log`. Else physicians and nurses are warned, others held to it.",
    )
    consent_default: str = _setting(
        "permit", "Whether a record is open where no Consent decides: `permit`, or `deny` (opt-in)."
    )
    staff_idle_minutes: int = _setting(15, "Minutes after which the unused browser session of staff ends.")
    patient_idle_minutes: int = _setting(30, "The same for patients and those who speak for them.")
    session_hours: int = _setting(12, "Hours after which a browser session ends, used or not.")
    second_factor: bool | None = _setting(
        None,
        "Whether staff must sign in with a second factor. Without it: if the server listens beyond this computer.",
    )
    openid_provider: Path | None = _setting(
        None, "JSON file about an OpenID provider at which people may sign in as well; see `docs/access.md`."
    )

    organization_name: str = _setting("FHIR server", "Name of the hospital or practice, as apps show it to patients.")
    organization_website: str | None = _setting(
        None, "Its website, such as `https://hospital.example`; else the address of this server."
    )
    access_token_seconds: int = _setting(3600, "How long an access token of an app is good, at most an hour.")
    backend_token_seconds: int = _setting(
        300, "How long an access token of a backend service, which has no user, is good; at most five minutes."
    )
    refresh_token_days: int = _setting(100, "How long a refresh token is good; each use yields a new one.")
    grant_days: int = _setting(366, "After that an app must ask its user again, however often it has refreshed.")
    refresh_grace_seconds: int = _setting(
        10, "How long a client that did not get the answer to a refresh may repeat it; 0: never."
    )
    client_registration: bool = _setting(
        False, "Whether clients may register themselves, with a token of `fhirserver client registration-token`."
    )
    client_networks: str = _setting(
        "",
        "Networks such as `10.1.0.0/16, fd00::/8` from which key sets of clients may be fetched though they are not of "
        "the public Internet.",
    )

    @property
    def base_url(self) -> str:
        """The address of the FHIR service, without a slash at its end."""
        return self.public_url or f"https://localhost:{self.port}/fhir"


def load_settings(environment: Mapping[str, str], options: Mapping[str, object] | None = None) -> Settings:
    """Return the settings: ``options`` by field name (None = not given) win over ``FHIRSERVER_*`` in ``environment``.

    Raises SettingsError that names every variable or option that is unknown or has a value that cannot be used.
    """
    from marshmallow import ValidationError  # costs more than the rest of the command line together

    from schemas.settings import SettingsSchema

    names = {item.name for item in fields(Settings)}
    given: dict[str, object] = {}
    origin: dict[str, str] = {}
    unknown: list[str] = []
    for variable, text in environment.items():
        if variable.startswith(PREFIX):
            name = variable.removeprefix(PREFIX).lower()
            if name not in names or variable != variable_of(name):
                unknown.append(f"{variable} is not a setting.")
            else:
                given[name], origin[name] = text, variable
    for name, value in (options or {}).items():
        if value is not None:
            given[name], origin[name] = value, "--" + name.replace("_", "-")
    try:
        values: dict[str, Any] = SettingsSchema().load(given)
    except ValidationError as error:
        by_name: dict[str, list[str]] = error.normalized_messages()  # type: ignore[no-untyped-call]  # not annotated there
        problems = [
            f"{origin.get(name, variable_of(name))} {message}"
            for name, messages in by_name.items()
            for message in messages
        ]
        raise SettingsError("\n".join(sorted(unknown + problems))) from None
    if unknown:
        raise SettingsError("\n".join(sorted(unknown)))
    values.setdefault("data", DATA.absolute())
    return Settings(**values)


def variable_of(name: str) -> str:
    """Return the environment variable of the setting ``name``."""
    return PREFIX + name.upper()


def settings_table() -> str:
    """Return all settings as a Markdown table for the documentation."""
    lines = ["| variable | default | what it is |", "| --- | --- | --- |"]
    for item in fields(Settings):
        lines.append(f"| `{variable_of(item.name)}` | {_default(item)} | {item.metadata['about']} |")
    return "\n".join(lines) + "\n"


def _default(item: Field[Any]) -> str:
    if item.default is None:
        return ""
    if item.default == ():
        return ""
    if isinstance(item.default, bool):
        return f"`{str(item.default).lower()}`"
    return f"`{item.default}`"


if __name__ == "__main__":
    print(settings_table(), end="")
