"""The shape of the R4 tables: what a type, an element, a search parameter and an operation are.

Everything here is immutable.  The vocabulary is that of https://hl7.org/fhir/R4/elementdefinition.html and
https://hl7.org/fhir/R4/searchparameter.html.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

Concept = tuple[str, str]
"""A code system and a code."""


class Element(msgspec.Struct, frozen=True, gc=False):
    """One JSON property of a type; a choice element such as value[x] is one Element for each of its types.

    ``type`` names a datatype, a resource type ("Resource" for any) or a backbone by its path.  ``targets`` are the
    resource types that a Reference may point to, empty where any may.  ``profile`` is SimpleQuantity or MoneyQuantity
    where the element allows only that kind of Quantity.  ``binding`` holds the codes of a required
    binding and ``concepts`` the same with their code systems; both are None where there is no required binding or
    its value set cannot be enumerated (languages, media types, UCUM).
    """

    name: str
    type: str
    profile: str | None
    many: bool
    required: bool
    choice: str | None
    targets: tuple[str, ...]
    summary: bool
    modifier: bool
    order: int
    value_set: str | None
    binding: frozenset[str] | None
    concepts: frozenset[Concept] | None


class TypeDefinition(msgspec.Struct, frozen=True, gc=False):
    """A resource, datatype, primitive or backbone element.

    ``kind`` is resource, complex-type, primitive-type or backbone; backbones are named by path ("Patient.contact").
    ``elements`` are in the order of the specification.  ``choices`` maps a choice group ("value") to its members,
    ``required_choices`` are the groups that must have one.  ``invariants`` are the keys of the rules of severity
    error that are stated on this type itself ("pat-1").
    """

    name: str
    kind: str
    abstract: bool
    base: str | None
    elements: Mapping[str, Element]
    choices: Mapping[str, tuple[str, ...]]
    required_choices: tuple[str, ...]
    invariants: tuple[str, ...]


class Invariant(msgspec.Struct, frozen=True, gc=False):
    """A rule of severity error: its key, the element that states it, what it says to people and in FHIRPath."""

    key: str
    path: str
    human: str
    expression: str | None


class SearchComponent(msgspec.Struct, frozen=True, gc=False):
    """One part of a composite search parameter: another parameter's code, and the path from the composite's base."""

    code: str
    expression: str


class SearchParameter(msgspec.Struct, frozen=True, gc=False):
    """A search parameter as it applies to one base type; ``expression`` holds only that type's branches."""

    url: str
    code: str
    base: str
    type: str
    expression: str | None
    targets: tuple[str, ...]
    modifiers: tuple[str, ...]
    comparators: tuple[str, ...]
    components: tuple[SearchComponent, ...]
    multiple_or: bool
    multiple_and: bool


class OperationParameter(msgspec.Struct, frozen=True, gc=False):
    """A parameter of an operation; ``max`` is a number or "*", ``parts`` are nested parameters."""

    name: str
    use: str
    min: int
    max: str
    type: str | None
    parts: tuple[OperationParameter, ...]


class Operation(msgspec.Struct, frozen=True, gc=False):
    """An OperationDefinition: where ``$code`` can be called and with what."""

    url: str
    code: str
    resources: tuple[str, ...]
    system: bool
    on_type: bool
    on_instance: bool
    affects_state: bool
    parameters: tuple[OperationParameter, ...]


class Definitions(msgspec.Struct, frozen=True, gc=False):
    """All of R4 4.0.1 that the server works with.

    ``compartments["Patient"]["Condition"]`` are the plain element paths whose reference puts a Condition into a
    Patient compartment.  ``search_parameters[type][code]`` includes what is inherited from Resource and
    DomainResource.  ``operations`` is keyed by the id of the definition ("Patient-everything"), ``invariants`` by path
    and key ("Patient.contact pat-1").
    """

    types: Mapping[str, TypeDefinition]
    resource_types: tuple[str, ...]
    search_parameters: Mapping[str, Mapping[str, SearchParameter]]
    compartments: Mapping[str, Mapping[str, tuple[str, ...]]]
    operations: Mapping[str, Operation]
    invariants: Mapping[str, Invariant]
