"""FHIR R4 (4.0.1) as data: types, bindings, search parameters, compartments, operations.

The tables in ``conformance/r4`` are built by ``python -m conformance.build`` and committed; NOTICE says their origin.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from conformance.layout import unpacked
from conformance.model import (
    Definitions,
    Element,
    Invariant,
    Operation,
    OperationParameter,
    SearchComponent,
    SearchParameter,
    TypeDefinition,
)

__all__ = [
    "Definitions",
    "Element",
    "Invariant",
    "Operation",
    "OperationParameter",
    "SearchComponent",
    "SearchParameter",
    "TypeDefinition",
    "definitions",
]


@cache
def definitions() -> Definitions:
    """Return the R4 definitions, read from the committed file at the first call."""
    return unpacked((Path(__file__).parent / "r4" / "definitions.json").read_bytes())
