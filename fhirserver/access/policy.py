"""From a caller to a permission: the one place where what speaks for and against access comes together."""

from __future__ import annotations

from functools import lru_cache

from fhirserver.access.caller import Caller
from fhirserver.access.permission import Layer, Permission
from fhirserver.access.scope_rules import scope_layer


def permission_of(caller: Caller) -> Permission:
    """Return what ``caller`` may do: what all layers allow.

    A browser session has no scopes; what its person may do is not limited by them.
    """
    layers: list[Layer] = []
    if caller.scope is not None:
        patient = caller.context.get("patient")
        layers.append(scope_layer(caller.scope, patient if isinstance(patient, str) else None))
    return _together(tuple(layers))


@lru_cache(maxsize=1024)
def _together(layers: tuple[Layer, ...]) -> Permission:
    """The same permission for the same layers: it keeps what it has worked out."""
    return Permission(layers)
