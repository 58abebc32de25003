"""From a caller to a permission: the one place where what speaks for and against access comes together."""

from __future__ import annotations

from functools import lru_cache

from fhirserver.access.caller import Caller
from fhirserver.access.permission import Layer, Permission
from fhirserver.access.role_rules import AS_IT_COMES, House, Standing, role_layer, standing_of
from fhirserver.access.scope_rules import scope_layer


def permission_of(caller: Caller, now: int, house: House = AS_IT_COMES) -> Permission:
    """Return what ``caller`` may do at the instant ``now``: what all layers allow.

    A browser session has no scopes; what its person may do is not limited by them.  A client that no person stands
    behind has no roles; what it may do its scopes say.  ``house`` is what the operator decided.
    """
    patient = caller.context.get("patient")
    standing = standing_of(caller, now, house)
    return _permission(caller.scope, patient if isinstance(patient, str) else None, caller.fhir_user, standing)


@lru_cache(maxsize=1024)
def _permission(scope: str | None, patient: str | None, fhir_user: str | None, standing: Standing | None) -> Permission:
    """The same permission for the same caller: it keeps what it has worked out."""
    layers: list[Layer] = []
    if scope is not None:
        layers.append(scope_layer(scope, patient, fhir_user))
    if standing is not None:
        layers.append(role_layer(standing))
    return Permission(tuple(layers))
