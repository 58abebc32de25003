"""The data folder: private to its owner, and in use by one server at a time."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from fhirserver.serving.errors import ServingError

LOCK_NAME = "server.lock"
ADDRESS_NAME = "server.address"
PATIENCE_SECONDS = 5.0


def private_folder(folder: Path) -> None:
    """Make ``folder`` if it is missing and let only its owner in.

    Raises ServingError when that cannot be done.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise ServingError(f"The data folder {folder} cannot be used: {error.strerror}.") from None


def lock_folder(folder: Path, patience: float = PATIENCE_SECONDS) -> int:
    """Take the data folder for this process and the ones it forks, until the last of them ends; return the open file.

    Waits ``patience`` seconds, since the processes of a server that was killed need a moment to end.
    Raises ServingError, naming the process that holds it.
    """
    path = folder / LOCK_NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    until = time.monotonic() + patience
    while not _locked(descriptor):
        if time.monotonic() > until:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise ServingError(
                f"The data folder {folder} is in use by another running server (process {holder or 'unknown'}). "
                "Stop that one first, or choose another folder with --data."
            )
        time.sleep(0.05)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def keep_address(folder: Path, base_url: str) -> None:
    """Note under which address the server of this folder was started, for commands that print addresses."""
    beside = folder / f"{ADDRESS_NAME}.new"
    beside.write_text(f"{base_url}\n", "utf-8")
    beside.replace(folder / ADDRESS_NAME)


def kept_address(folder: Path) -> str | None:
    """Return the address under which the server of this folder was last started; None if it never was."""
    try:
        return (folder / ADDRESS_NAME).read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
