"""Secrets in files that only their owner may read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from fhirserver.settings import Settings

KEY_BYTES = 32


class KeyFileError(RuntimeError):
    """A key file that is missing, readable by others, or not a key; the text says which and what to do."""


def key_encryption_file(settings: Settings) -> Path:
    """Return the file that holds the key-encryption key."""
    return settings.key_file or settings.data / "key-encryption.key"


def database_key_file(settings: Settings) -> Path:
    """Return the file that holds the key of the embedded database."""
    return settings.data / "record.key"


def secret_of(path: Path, *, create: bool) -> bytes:
    """Return the 32 bytes that ``path`` holds as hexadecimal text.

    ``create`` allows to make the file (mode 0600, on disk before this returns) if there is none.  Raises KeyFileError.
    """
    if create and not path.exists():
        _create(path)
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii").strip()
    except FileNotFoundError:
        raise KeyFileError(
            f"The key file {path} is missing. Without it the data cannot be read: put it back."
        ) from None
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise KeyFileError(f"The key file {path} does not hold a key.") from None
    if stat.S_IMODE(mode) & 0o077:
        shown = f"{stat.S_IMODE(mode):04o}"
        raise KeyFileError(f"The key file {path} can be read by others (mode {shown}). Run: chmod 600 {path}")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyFileError(f"The key file {path} does not hold a key: {KEY_BYTES * 2} hexadecimal digits are expected.")
    return key


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written aside and linked into place: a crash leaves either no key file or a whole one, and of two processes
    # that start at once both use the same key.
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_hex(KEY_BYTES).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
