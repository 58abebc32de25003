"""How far a load has come, in a file of the data folder, so that one that was cut off goes on where it was."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import msgspec

SECONDS_BETWEEN_SAVES = 1.0


class Progress:
    """The last position done of each source.

    Loading is repeatable, so what was done after the last save is repeated.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "load.progress"
        self._done: dict[str, int] = {}
        self._saved = time.monotonic()
        if self._path.exists():
            self._done = msgspec.json.decode(self._path.read_bytes(), type=dict[str, int])

    def after(self, sources: list[str]) -> dict[str, int]:
        """Return the position behind which to go on, for those of ``sources`` that were begun and not changed since."""
        return {source: self._done[key] for source in sources if (key := _key(source)) in self._done}

    def done(self, source: str, position: int) -> None:
        """Note that ``source`` is loaded up to ``position``."""
        self._done[_key(source)] = position
        if time.monotonic() - self._saved >= SECONDS_BETWEEN_SAVES:
            self.save()

    def forget(self, sources: list[str]) -> None:
        """Forget ``sources``: they are done, or are to be loaded from the start."""
        for source in sources:
            self._done.pop(_key(source), None)
        self.save()

    def save(self) -> None:
        """Write the file, whole or not at all; none is left when there is nothing to note."""
        self._saved = time.monotonic()
        if not self._done:
            self._path.unlink(missing_ok=True)
            return
        draft = self._path.with_suffix(".new")
        draft.write_bytes(msgspec.json.encode(self._done))
        draft.chmod(0o600)
        draft.replace(self._path)


def _key(source: str) -> str:
    """Name a source by its path, size and time of change; hashed, as file names may name patients."""
    try:
        status = os.stat(source)
    except OSError:
        return source
    text = f"{os.path.abspath(source)}|{status.st_size}|{status.st_mtime_ns}"
    return hashlib.sha256(text.encode()).hexdigest()
