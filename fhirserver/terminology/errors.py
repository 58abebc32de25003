"""What can go wrong with code systems and value sets."""

from __future__ import annotations

from typing import Literal

Code = Literal["not-found", "not-supported", "too-costly", "invalid"]
"""Of an issue.  https://hl7.org/fhir/R4/valueset-issue-type.html"""


class TerminologyError(ValueError):
    """A question that has no answer here; the text says why and can follow a comma.

    ``code``: what is needed is not here, or this server does not understand it, or it is too much, or it makes no
    sense.
    """

    def __init__(self, text: str, code: Code) -> None:
        super().__init__(text)
        self.code: Code = code


def named(text: str | None) -> str:
    """Return a URL or code for a message: not longer than it is useful."""
    return repr((text or "")[:120])
