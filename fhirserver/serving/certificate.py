"""The TLS certificate that the server makes for itself: a small certificate authority in the data folder, and a
certificate for ``localhost`` signed by it.

The authority is of use for nothing else: its name constraints (https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10)
allow only this computer's own names, so trusting it in a browser risks nothing beyond them.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import logging
import os
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fhirserver.serving.errors import ServingError
from fhirserver.settings import Settings
from schemas.settings import BEYOND, LOOPBACK_NETWORKS, is_loopback

AUTHORITY_DAYS = 3650
CERTIFICATE_DAYS = 397
RENEW_DAYS = 30
NAMES = ("localhost",)
ADDRESSES = ("127.0.0.1", "::1")

CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2; all of TLS 1.3 are forward secret."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files in PEM: the ``chain`` to present, its ``key``, and the ``authority`` that clients trust."""

    chain: Path
    key: Path
    authority: Path

    def server_context(self) -> ssl.SSLContext:
        """Return the TLS parameters of the server: TLS 1.2 or later, forward secrecy, this certificate.

        Raises ServingError when the files do not hold a certificate and its key.
        https://www.rfc-editor.org/rfc/rfc9325 (BCP 195)
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(CIPHERS)
        # The key of session tickets would live as long as the server, and with it what was said in resumed sessions.
        context.options |= ssl.OP_NO_TICKET | ssl.OP_NO_RENEGOTIATION
        context.num_tickets = 0
        try:
            context.load_cert_chain(self.chain, self.key)
        except (OSError, ssl.SSLError) as error:
            raise ServingError(f"The TLS files {self.chain} and {self.key} cannot be used: {error}.") from None
        return context


def server_certificate(settings: Settings, now: dt.datetime | None = None) -> Certificate:
    """Return the operator's certificate, or the self-made one; makes it when missing, renews it when it ends soon.

    Raises ServingError if clients would refuse it: it is not for the name that they ask for.
    """
    if not is_loopback(settings.host) and not settings.tls_certificate:
        raise ServingError(f"The address {settings.host} {BEYOND}")
    if settings.tls_certificate and settings.tls_key:
        # On loopback, and behind a proxy, what asks is not the client that knows the public name.
        if not is_loopback(settings.host) and not settings.trusted_proxies:
            host = urlsplit(settings.base_url).hostname or ""
            _check(settings.tls_certificate, host, now or dt.datetime.now(dt.UTC))
        return Certificate(settings.tls_certificate, settings.tls_key, settings.tls_certificate)
    folder = settings.data / "tls"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = Certificate(folder / "certificate.pem", folder / "certificate.key", folder / "ca.pem")
    authority_key = folder / "ca.key"
    now = now or dt.datetime.now(dt.UTC)
    if not _lasts(files.authority, authority_key, now):
        _make_authority(files.authority, authority_key, now)
        files.chain.unlink(missing_ok=True)
    if not _lasts(files.chain, files.key, now):
        _make_certificate(files, authority_key, now)
    return files


def _check(path: Path, host: str, now: dt.datetime) -> None:
    """Warn if the certificate in ``path`` ends soon; raise ServingError if it cannot be read or is not for ``host``."""
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ServingError(f"The TLS certificate {path} cannot be read: {error}.") from None
    end = certificate.not_valid_after_utc
    if end < now + dt.timedelta(days=RENEW_DAYS):
        _log.warning("The TLS certificate %s ends on %s; then clients refuse it.", path, f"{end:%Y-%m-%d}")
    found = _names(certificate)
    if host not in found and f"*.{host.partition('.')[2]}" not in found:
        raise ServingError(
            f"The TLS certificate {path} is for {', '.join(found) or 'no host'}, not for {host}, "
            "the host of FHIRSERVER_PUBLIC_URL: every client would refuse it."
        )


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return [*(name.lower() for name in names.get_values_for_type(x509.DNSName)), *addresses]


def _lasts(certificate: Path, key: Path, now: dt.datetime) -> bool:
    """Whether both files are there, belong together and the certificate is good for some time."""
    try:
        loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), None)
    except (FileNotFoundError, ValueError):
        return False
    if loaded.public_key() != private.public_key():
        return False
    return loaded.not_valid_before_utc <= now <= loaded.not_valid_after_utc - dt.timedelta(days=RENEW_DAYS)


def _make_authority(path: Path, key_path: Path, now: dt.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    # The name carries a random part: two data folders trusted by one browser must not look like one authority.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"fhirserver on this computer {os.urandom(4).hex()}")])
    permitted: list[x509.GeneralName] = [x509.DNSName(host) for host in NAMES]
    permitted += [x509.IPAddress(ipaddress.ip_network(network)) for network in LOOPBACK_NETWORKS]
    certificate = (
        _builder(name, name, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(sign_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_private(key_path, _pem(key))
    _write_private(path, certificate.public_bytes(serialization.Encoding.PEM))


def _make_certificate(files: Certificate, authority_key: Path, now: dt.datetime) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    signer = serialization.load_pem_private_key(authority_key.read_bytes(), None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise ServingError(f"{authority_key} was not made by this server; remove {authority_key.parent} to start anew.")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAMES[0])])
    alternatives: list[x509.GeneralName] = [x509.DNSName(host) for host in NAMES]
    alternatives += [x509.IPAddress(ipaddress.ip_address(address)) for address in ADDRESSES]
    certificate = (
        _builder(name, authority.subject, key.public_key(), now, CERTIFICATE_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(sign_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write_private(files.key, _pem(key))
    pem = serialization.Encoding.PEM
    _write_private(files.chain, certificate.public_bytes(pem) + authority.public_bytes(pem))


def _builder(
    subject: x509.Name, issuer: x509.Name, public_key: ec.EllipticCurvePublicKey, now: dt.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _key_usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
