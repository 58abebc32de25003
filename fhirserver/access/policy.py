"""From a caller to a permission: the one place where what speaks for and against access comes together."""

from __future__ import annotations

from fhirserver.access.caller import Caller
from fhirserver.access.permission import EVERYTHING, Permission


def permission_of(caller: Caller) -> Permission:
    """Return what ``caller`` may do."""
    return EVERYTHING
