"""The certificate that the server makes: who it is for, who trusts it, when it is renewed."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fhirserver.serving.certificate import Certificate, server_certificate
from fhirserver.serving.errors import ServingError
from fhirserver.settings import Settings
from tests.serving.certificates import certificate_for

NOW = dt.datetime.now(dt.UTC)


def _make(folder: Path, days_from_now: int = 0) -> Certificate:
    return server_certificate(Settings(data=folder), now=NOW + dt.timedelta(days=days_from_now))


def _leaf(files: Certificate) -> x509.Certificate:
    return x509.load_pem_x509_certificates(files.chain.read_bytes())[0]


def _handshake(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> None:
    """A TLS handshake over a socket pair; raises what the client raises."""
    ours, theirs = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(theirs, server_side=True).close()
        except (ssl.SSLError, OSError):
            theirs.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(ours, server_hostname=name):
            pass
    finally:
        ours.close()
        thread.join()


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1"])
def test_a_client_that_trusts_the_authority_accepts_it_for_this_computer(tmp_path: Path, name: str) -> None:
    files = _make(tmp_path)
    client = ssl.create_default_context(cafile=files.authority)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    _handshake(files.server_context(), client, name)


def test_it_is_refused_for_another_name_and_by_a_client_that_does_not_trust_it(tmp_path: Path) -> None:
    files = _make(tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        _handshake(files.server_context(), ssl.create_default_context(cafile=files.authority), "example.org")
    with pytest.raises(ssl.SSLCertVerificationError, match="self-signed"):
        _handshake(files.server_context(), ssl.create_default_context(), "localhost")


def test_the_authority_cannot_vouch_for_other_computers(tmp_path: Path) -> None:
    """Whoever steals its key cannot pose as another site to a browser that trusts it."""
    files = _make(tmp_path)
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    signer = serialization.load_pem_private_key((tmp_path / "tls" / "ca.key").read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    stolen = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("bank.example")]), critical=True)
        .sign(signer, hashes.SHA256())
    )
    chain, private = tmp_path / "stolen.pem", tmp_path / "stolen.key"
    chain.write_bytes(stolen.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = Certificate(chain, private, files.authority).server_context()
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        _handshake(server, ssl.create_default_context(cafile=files.authority), "bank.example")


def test_it_names_this_computer_and_can_sign_nothing(tmp_path: Path) -> None:
    leaf = _leaf(_make(tmp_path))
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert names.get_values_for_type(x509.IPAddress) == [
        ipaddress.ip_address("127.0.0.1"),
        ipaddress.ip_address("::1"),
    ]
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_the_files_are_for_their_owner_only(tmp_path: Path) -> None:
    _make(tmp_path)
    files = sorted((tmp_path / "tls").iterdir())
    assert [file.name for file in files] == ["ca.key", "ca.pem", "certificate.key", "certificate.pem"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_second_start_keeps_all_of_it(tmp_path: Path) -> None:
    before = {file.name: file.read_bytes() for file in (_make(tmp_path).chain.parent).iterdir()}
    after = {file.name: file.read_bytes() for file in (_make(tmp_path, 360).chain.parent).iterdir()}
    assert after == before


def test_what_ends_within_a_month_is_renewed_under_the_same_authority(tmp_path: Path) -> None:
    files = _make(tmp_path)
    authority, serial = files.authority.read_bytes(), _leaf(files).serial_number
    renewed = _leaf(_make(tmp_path, 370))
    assert renewed.serial_number != serial
    assert renewed.not_valid_after_utc > NOW + dt.timedelta(days=700)
    assert files.authority.read_bytes() == authority


def test_an_authority_that_ends_is_replaced_with_what_it_signed(tmp_path: Path) -> None:
    files = _make(tmp_path)
    authority = files.authority.read_bytes()
    _make(tmp_path, 3640)
    assert files.authority.read_bytes() != authority
    issuer = x509.load_pem_x509_certificate(files.authority.read_bytes())
    _leaf(files).verify_directly_issued_by(issuer)


@pytest.mark.parametrize("name", ["ca.key", "ca.pem", "certificate.key", "certificate.pem"])
@pytest.mark.parametrize("damage", ["missing", "rubbish", "empty"])
def test_a_lost_or_damaged_file_is_made_anew_so_that_all_fit_together(tmp_path: Path, name: str, damage: str) -> None:
    path = _make(tmp_path).chain.parent / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_text("rubbish" if damage == "rubbish" else "")
    files = _make(tmp_path)
    _handshake(files.server_context(), ssl.create_default_context(cafile=files.authority), "localhost")


def test_the_operators_certificate_is_used_as_it_is(tmp_path: Path) -> None:
    own = _make(tmp_path / "own")
    settings = Settings(data=tmp_path / "data", tls_certificate=own.chain, tls_key=own.key)
    assert server_certificate(settings) == Certificate(own.chain, own.key, own.chain)
    assert not (tmp_path / "data").exists()


def test_a_certificate_that_does_not_fit_its_key_is_refused_by_name(tmp_path: Path) -> None:
    one, other = _make(tmp_path / "one"), _make(tmp_path / "other")
    with pytest.raises(ServingError, match=r"certificate\.pem and .*certificate\.key cannot be used"):
        Certificate(one.chain, other.key, one.authority).server_context()
    with pytest.raises(ServingError, match="cannot be used"):
        Certificate(tmp_path / "none.pem", other.key, one.authority).server_context()


def _beyond(folder: Path, host: str, *names: str) -> Settings:
    chain, key = certificate_for(folder, *names)
    return Settings(host="0.0.0.0", public_url=f"https://{host}/fhir", tls_certificate=chain, tls_key=key)


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("fhir.example.org", ["fhir.example.org"]),
        ("fhir.example.org", ["www.example.org", "FHIR.example.org"]),
        ("fhir.example.org", ["*.example.org"]),
    ],
)
def test_beyond_this_computer_a_certificate_for_the_public_name_will_do(
    tmp_path: Path, host: str, names: list[str]
) -> None:
    settings = _beyond(tmp_path, host, *names)
    assert server_certificate(settings).chain == settings.tls_certificate


@pytest.mark.parametrize("names", [[], ["example.org"], ["*.org"], ["*.fhir.example.org"], ["a.fhir.example.org"]])
def test_beyond_this_computer_a_certificate_for_another_name_is_refused(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(ServingError, match=r"not for fhir\.example\.org, the host of FHIRSERVER_PUBLIC_URL"):
        server_certificate(_beyond(tmp_path, "fhir.example.org", *names))


def test_beyond_this_computer_a_certificate_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    settings = _beyond(tmp_path, "fhir.example.org", "fhir.example.org")
    assert settings.tls_certificate is not None
    settings.tls_certificate.write_text("rubbish")
    with pytest.raises(ServingError, match=r"own\.pem cannot be read"):
        server_certificate(settings)


def test_beyond_this_computer_the_self_made_certificate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServingError, match=r"The address 0\.0\.0\.0 lies beyond this computer"):
        server_certificate(Settings(data=tmp_path, host="0.0.0.0", public_url="https://fhir.example.org/fhir"))
    assert list(tmp_path.iterdir()) == []


def test_behind_a_proxy_the_certificate_may_be_for_another_name(tmp_path: Path) -> None:
    settings = replace(_beyond(tmp_path, "fhir.example.org", "inside"), trusted_proxies=("10.0.0.0/8",))
    assert server_certificate(settings).chain == settings.tls_certificate


@pytest.mark.parametrize(("days", "warned"), [(-40, 0), (0, 1), (5, 1)])
def test_the_log_says_that_the_operators_certificate_ends_soon(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, days: int, warned: int
) -> None:
    """It was made for one day."""
    settings = _beyond(tmp_path, "fhir.example.org", "fhir.example.org")
    server_certificate(settings, now=NOW + dt.timedelta(days=days))
    assert len(caplog.messages) == warned
    assert all("own.pem ends on" in message for message in caplog.messages)
