"""References between resources of this server.  https://hl7.org/fhir/R4/references.html"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from conformance import definitions
from fhirserver.store.engine import Connection
from fhirserver.store.sql import key_list, listed, statement
from fhirserver.validation import ReferenceFound

Identity = tuple[str, str]
_OF_IDENTITIES = "AS wanted JOIN resource r ON r.type = wanted.type AND r.id = wanted.id"
_SQLITE = f"(SELECT value ->> 0 AS type, value ->> 1 AS id FROM json_each(:identities)) {_OF_IDENTITIES}"
_POSTGRESQL = (
    f"(SELECT value ->> 0 AS type, value ->> 1 AS id FROM json_array_elements(:identities::json)) {_OF_IDENTITIES}"
)
_NAMES, _EXIST = "SELECT r.type || '/' || r.id FROM", "WHERE r.version > 0 AND NOT r.deleted"
_EXISTING_NAMES = statement(f"{_NAMES} {_SQLITE} {_EXIST}", postgresql=f"{_NAMES} {_POSTGRESQL} {_EXIST}")
_KEYS = "SELECT r.type, r.id, r.pk FROM"
_KEYS_OF = statement(f"{_KEYS} {_SQLITE}", postgresql=f"{_KEYS} {_POSTGRESQL}")
MOST_REFERRING = 100
"""References that are named when they stand in the way of a deletion."""

_RELATIVE = re.compile(r"([A-Z][A-Za-z]+)/([A-Za-z0-9\-.]{1,64})(?:/_history/[A-Za-z0-9\-.]{1,64})?(?:#.*)?\Z")
_INDEX = re.compile(r"\[\d+\]")
_RESOURCE_TYPES = frozenset(definitions().resource_types)

_EXISTING = listed(
    "SELECT t.type, t.id, t.pk FROM resource_reference f JOIN resource t ON t.pk = f.target_pk "
    "WHERE f.source_pk IN {keys} AND t.version > 0 AND NOT t.deleted"
)

_REFERRING = listed(
    "SELECT t.type, t.id, s.type, s.id FROM resource_reference f JOIN resource s ON s.pk = f.source_pk "
    "JOIN resource t ON t.pk = f.target_pk WHERE f.target_pk IN {keys} AND f.source_pk NOT IN {besides} "
    f"ORDER BY f.target_pk, f.source_pk LIMIT {MOST_REFERRING}",
    "keys",
    "besides",
)


def local_identity(reference: str, base_url: str) -> Identity | None:
    """Return (type, id) of the resource that ``reference`` names on this server, None if it is not of that kind."""
    if reference.startswith(base_url + "/"):
        reference = reference[len(base_url) + 1 :]
    match = _RELATIVE.match(reference)
    if match and match[1] in _RESOURCE_TYPES:
        return match[1], match[2]
    return None


def local_references(references: Iterable[ReferenceFound], base_url: str) -> list[tuple[Identity, ReferenceFound]]:
    """Return those references that name resources of this server, with what they name."""
    found = []
    for reference in references:
        text = reference.holder.get("reference")
        if isinstance(text, str) and (identity := local_identity(text, base_url)):
            found.append((identity, reference))
    return found


def patients_of(
    resource_type: str, resource_id: str, references: Iterable[tuple[Identity, ReferenceFound]]
) -> set[Identity]:
    """Return the patients in whose compartments a resource is.

    https://hl7.org/fhir/R4/compartmentdefinition-patient.html
    """
    if resource_type == "Patient":
        return {("Patient", resource_id)}
    paths = definitions().compartments["Patient"].get(resource_type, ())
    return {
        identity
        for identity, reference in references
        if identity[0] == "Patient" and _path(resource_type, reference.expression) in paths
    }


def patient_of(
    resource_type: str, resource_id: str, references: Iterable[tuple[Identity, ReferenceFound]]
) -> Identity | None:
    """Return the patient in whose compartment a resource is, when it is in one and only one."""
    patients = patients_of(resource_type, resource_id, references)
    return patients.pop() if len(patients) == 1 else None


def _path(resource_type: str, expression: str) -> str:
    """Return the path of the Reference, "Observation.subject", also for a resource that came in a Bundle."""
    path = _INDEX.sub("", expression).removesuffix(".reference")
    return path if resource_type == "Bundle" else path.replace("Bundle.entry.resource.", f"{resource_type}.", 1)


def existing_targets(connection: Connection, sources: Iterable[int]) -> dict[Identity, int]:
    """Return identity and key of every existing resource that one of the resources ``sources`` refers to."""
    rows = connection.rows(_EXISTING, {"keys": key_list(sources)})
    return {(resource_type, resource_id): pk for resource_type, resource_id, pk in rows}


def keys_of_identities(connection: Connection, identities: Iterable[Identity]) -> dict[Identity, int]:
    """Return the key of each of ``identities`` under which anything stands, be it deleted or only referred to."""
    wanted = sorted(set(identities))
    if not wanted:
        return {}
    rows = connection.rows(_KEYS_OF, {"identities": msgspec.json.encode(wanted).decode()})
    return {(resource_type, resource_id): pk for resource_type, resource_id, pk in rows}


def existing_names(connection: Connection, names: Iterable[str]) -> set[str]:
    """Return those of ``names``, each ``Type/id``, that exist."""
    identities = [name.split("/") for name in sorted(names)]
    if not identities:
        return set()
    rows = connection.rows(_EXISTING_NAMES, {"identities": msgspec.json.encode(identities).decode()})
    return {row[0] for row in rows}


def referring(
    connection: Connection, targets: Iterable[int], besides: Iterable[int]
) -> list[tuple[Identity, Identity]]:
    """Return pairs (target, source): which resources refer to one of ``targets``, without the sources ``besides``.

    At most ``MOST_REFERRING`` are returned.
    """
    wanted = set(targets)
    if not wanted:
        return []
    parameters = {"keys": key_list(wanted), "besides": key_list({*besides, *wanted})}
    return [((row[0], row[1]), (row[2], row[3])) for row in connection.rows(_REFERRING, parameters)]
