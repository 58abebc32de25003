"""Addresses that clients of OAuth 2 may register.  https://www.rfc-editor.org/rfc/rfc9700#section-2.1"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from marshmallow import ValidationError

LONGEST = 2000
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def redirect_uri(text: str) -> None:
    """Refuse what is no address to send people back to: HTTPS, or plain HTTP to the person's own computer.

    It is compared letter by letter, so a placeholder in it would be of no use.
    """
    parts = _parts(text)
    if not _secure(parts):
        raise ValidationError(f"{_shown(text)} must begin with https://, or http:// and localhost, 127.0.0.1 or [::1].")
    if "#" in text or "*" in text:
        raise ValidationError(f"{_shown(text)} must have no fragment (#) and no placeholder (*).")


def origin(text: str) -> None:
    """Refuse what is no origin, https://www.rfc-editor.org/rfc/rfc6454#section-6.1, such as https://app.example.org."""
    parts = _parts(text)
    if not _secure(parts) or text != f"{parts.scheme}://{parts.netloc}" or text != text.lower() or "*" in text:
        raise ValidationError(f"{_shown(text)} must be an origin such as https://app.example.org, without a path.")


def https_url(text: str) -> None:
    """Refuse what is not an address that is reached by HTTPS."""
    if _parts(text).scheme != "https" or "#" in text:
        raise ValidationError(f"{_shown(text)} must begin with https:// and have no fragment (#).")


def _parts(text: str) -> SplitResult:
    if len(text) > LONGEST or not text.isascii() or not text.isprintable() or any(each in text for each in ' \\"<>'):
        raise ValidationError(f"{_shown(text)} is not an address.")
    try:
        parts = urlsplit(text)
        valid = bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or "@" in parts.netloc:
        raise ValidationError(f"{_shown(text)} is not an address with a host and without a user.")
    return parts


def _secure(parts: SplitResult) -> bool:
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:77] + "...")
