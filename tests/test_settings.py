"""Settings: defaults, environment, options, and messages that name what is wrong."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.settings import Settings, SettingsError, load_settings, settings_table, variable_of
from schemas.settings import SettingsSchema, is_loopback


def test_without_anything_the_defaults_hold() -> None:
    settings = load_settings({})
    assert settings == Settings(data=Path("data").absolute())
    assert settings.base_url == "https://localhost:8443/fhir"
    assert settings.database_url is None


def test_the_environment_sets_values_of_every_kind(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "FHIRSERVER_DATA": str(tmp_path),
            "FHIRSERVER_DATABASE_URL": "postgresql://me@db/record",
            "FHIRSERVER_PORT": "9443",
            "FHIRSERVER_UPDATE_CREATE": "false",
            "FHIRSERVER_HOST": "127.1.2.3",
            "PATH": "not ours",
        }
    )
    assert settings == Settings(
        data=tmp_path, database_url="postgresql://me@db/record", port=9443, update_create=False, host="127.1.2.3"
    )


def test_options_win_over_the_environment_unless_they_are_none() -> None:
    environment = {"FHIRSERVER_PORT": "1000", "FHIRSERVER_THREADS": "3"}
    settings = load_settings(environment, {"port": 2000, "threads": None})
    assert (settings.port, settings.threads) == (2000, 3)


def test_a_public_address_is_the_base_of_all_links() -> None:
    settings = load_settings({"FHIRSERVER_PUBLIC_URL": "https://fhir.example.org/r4"})
    assert settings.base_url == "https://fhir.example.org/r4"


def test_a_home_folder_is_expanded_and_a_path_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert load_settings({"FHIRSERVER_DATA": "~/records"}).data == tmp_path / "records"
    assert load_settings({}, {"data": Path("here")}).data == tmp_path / "here"


@pytest.mark.parametrize(
    ("variable", "text", "says"),
    [
        ("FHIRSERVER_PORT", "0", "must be a whole number from 1 to 65535."),
        ("FHIRSERVER_PORT", "web", "must be a whole number from 1 to 65535."),
        ("FHIRSERVER_PORT", "", "must be a whole number from 1 to 65535."),
        ("FHIRSERVER_WORKERS", "1.5", "must be a whole number from 1 to 64."),
        ("FHIRSERVER_UPDATE_CREATE", "perhaps", "must be true or false."),
        ("FHIRSERVER_LOG_LEVEL", "chatty", "must be one of debug, info, warning, error."),
        ("FHIRSERVER_DATA", "", "must be a path."),
        ("FHIRSERVER_DATA", "a\0b", "must not contain a NUL character."),
        ("FHIRSERVER_DATA", "~nobody-at-all/x", "begins with the home folder of a user who does not exist."),
        (
            "FHIRSERVER_DATABASE_URL",
            "mysql://x/y",
            "must start with postgresql:// (leave it out for the embedded database).",
        ),
        (
            "FHIRSERVER_PUBLIC_URL",
            "http://x/fhir",
            "must be an address such as https://localhost:8443/fhir, with no slash at its end.",
        ),
        (
            "FHIRSERVER_PUBLIC_URL",
            "https://x/fhir/",
            "must be an address such as https://localhost:8443/fhir, with no slash at its end.",
        ),
        ("FHIRSERVER_POTR", "1", "is not a setting."),
        ("FHIRSERVER_port", "1", "is not a setting."),
    ],
)
def test_what_cannot_be_used_is_named(variable: str, text: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({variable: text})
    assert str(caught.value) == f"{variable} {says}"


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(
            {"FHIRSERVER_PORT": "x", "FHIRSERVER_THREADS": "0", "FHIRSERVER_NOPE": ""}, {"host": "everywhere"}
        )
    assert [line.split()[0] for line in str(caught.value).splitlines()] == [
        "--host",
        "FHIRSERVER_NOPE",
        "FHIRSERVER_PORT",
        "FHIRSERVER_THREADS",
    ]


def test_a_certificate_needs_its_key_and_the_other_way_round() -> None:
    with pytest.raises(SettingsError, match=r"^FHIRSERVER_TLS_KEY is missing"):
        load_settings({"FHIRSERVER_TLS_CERTIFICATE": "/c.pem"})
    with pytest.raises(SettingsError, match=r"^FHIRSERVER_TLS_CERTIFICATE is missing"):
        load_settings({"FHIRSERVER_TLS_KEY": "/k.pem"})


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.0.0.0", "127.255.255.255", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1"]
)
def test_this_computers_own_addresses_are_allowed(host: str) -> None:
    assert load_settings({"FHIRSERVER_HOST": host}).host == host


@pytest.mark.parametrize(
    "host",
    ["", "*", "127.0.0.1.example.org", "localhost.example.org", "LOCALHOST ", "127.1", "2130706433", "0x7f.0.0.1",
     "127.0.0.1/8", "example.org", "[::1]", "10.0.0.1:8443"],
)  # fmt: skip
def test_what_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(SettingsError, match=r"^FHIRSERVER_HOST must be localhost or an IP address of this computer"):
        load_settings({"FHIRSERVER_HOST": host})


BEYOND = ["0.0.0.0", "::", "192.168.1.1", "128.0.0.1", "126.255.255.255", "::2", "::ffff:127.0.0.1", "fe80::1"]
NEEDED = {
    "FHIRSERVER_PUBLIC_URL": "https://fhir.example.org/r4",
    "FHIRSERVER_TLS_CERTIFICATE": "/c.pem",
    "FHIRSERVER_TLS_KEY": "/k.pem",
}


@pytest.mark.parametrize("host", BEYOND)
@pytest.mark.parametrize("given", [[], ["PUBLIC_URL"], ["TLS_CERTIFICATE", "TLS_KEY"]], ids=["none", "url", "tls"])
def test_beyond_this_computer_a_name_and_a_certificate_are_needed(host: str, given: list[str]) -> None:
    some = {f"FHIRSERVER_{name}": NEEDED[f"FHIRSERVER_{name}"] for name in given}
    with pytest.raises(SettingsError) as caught:
        load_settings({"FHIRSERVER_HOST": host, **some})
    assert str(caught.value) == (
        "FHIRSERVER_HOST lies beyond this computer. Give FHIRSERVER_PUBLIC_URL, the address under which clients see "
        "the server, and FHIRSERVER_TLS_CERTIFICATE and FHIRSERVER_TLS_KEY for its name: the certificate that the "
        "server makes for itself names this computer only."
    )


@pytest.mark.parametrize("host", BEYOND)
def test_with_both_every_address_is_allowed(host: str) -> None:
    assert load_settings({"FHIRSERVER_HOST": host, **NEEDED}).host == host


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "localhost:8443"])
def test_beyond_this_computer_it_cannot_be_called_localhost(name: str) -> None:
    with pytest.raises(SettingsError, match=r"^FHIRSERVER_PUBLIC_URL must not name this computer"):
        load_settings({"FHIRSERVER_HOST": "0.0.0.0", **NEEDED, "FHIRSERVER_PUBLIC_URL": f"https://{name}/fhir"})


@pytest.mark.parametrize(
    ("text", "networks"),
    [
        ("", ()),
        ("10.1.2.3", ("10.1.2.3/32",)),
        ("10.0.0.0/8, fd00::/8,::1", ("10.0.0.0/8", "fd00::/8", "::1/128")),
    ],
)
def test_trusted_proxies_are_networks(text: str, networks: tuple[str, ...]) -> None:
    assert load_settings({"FHIRSERVER_TRUSTED_PROXIES": text}).trusted_proxies == networks


@pytest.mark.parametrize("text", ["proxy", "10.0.0.1/8", "10.0.0.0/33", "*", "10.0.0.1;10.0.0.2"])
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"^FHIRSERVER_TRUSTED_PROXIES must be networks such as"):
        load_settings({"FHIRSERVER_TRUSTED_PROXIES": text})


@given(st.ip_addresses())
def test_loopback_is_what_the_two_networks_hold(address: object) -> None:
    text = str(address)
    assert is_loopback(text) == (text == "::1" or (":" not in text and text.startswith("127.")))


@given(st.dictionaries(st.sampled_from([variable_of(item.name) for item in fields(Settings)]), st.text()))
def test_any_text_gives_settings_or_a_message_that_names_the_variable(environment: dict[str, str]) -> None:
    try:
        settings = load_settings(environment)
    except SettingsError as error:
        for line in str(error).splitlines():
            assert line.split()[0].startswith("FHIRSERVER_")
    else:
        assert is_loopback(settings.host) or (settings.public_url and settings.tls_certificate)


def test_every_setting_is_checked_and_documented() -> None:
    assert set(SettingsSchema().fields) == {item.name for item in fields(Settings)}
    for item in fields(Settings):
        assert item.metadata["about"].endswith(".")
        assert f"| `{variable_of(item.name)}` |" in settings_table()


def test_settings_do_not_change_and_do_not_show_the_database_password() -> None:
    settings = load_settings({"FHIRSERVER_DATABASE_URL": "postgresql://me:hunter2@db/record"})
    assert "hunter2" not in repr(settings)
    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]  # the point of the test


def test_every_setting_is_used_by_something() -> None:
    root = Path(__file__).parent.parent / "fhirserver"
    sources = "\n".join(path.read_text() for path in root.rglob("*.py") if path.name != "settings.py")
    unused = [item.name for item in fields(Settings) if f"settings.{item.name}" not in sources]
    unused = [name for name in unused if not (name == "public_url" and "settings.base_url" in sources)]
    assert unused == []
