"""The layout of the committed file, and how it is read into the immutable structures of ``conformance.model``."""

from __future__ import annotations

from sys import intern

import msgspec

from conformance.model import (
    Concept,
    Definitions,
    Element,
    Invariant,
    Operation,
    OperationParameter,
    SearchComponent,
    SearchParameter,
    TypeDefinition,
)

FLAGS = ("many", "required", "summary", "modifier")


class PackedElement(msgspec.Struct, array_like=True, gc=False):
    """An element as it stands in the file; ``flags`` is a bit set of FLAGS."""

    name: str
    type: str
    flags: int
    choice: str | None = None
    targets: tuple[str, ...] = ()
    value_set: str | None = None
    profile: str | None = None


class PackedType(msgspec.Struct, gc=False, omit_defaults=True):
    """A type as it stands in the file."""

    kind: str
    elements: list[PackedElement]
    abstract: bool = False
    base: str | None = None
    required_choices: tuple[str, ...] = ()
    invariants: tuple[str, ...] = ()


class PackedInvariant(msgspec.Struct, gc=False):
    """A rule as it stands in the file."""

    human: str
    expression: str | None = None


class PackedParameter(msgspec.Struct, gc=False, omit_defaults=True):
    """A search parameter as it stands in the file."""

    code: str
    type: str
    url: str
    expression: str | None = None
    targets: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    components: tuple[SearchComponent, ...] = ()
    multiple_or: bool = True
    multiple_and: bool = True


class PackedOperation(msgspec.Struct, gc=False):
    """An operation as it stands in the file."""

    url: str
    code: str
    resources: tuple[str, ...]
    system: bool
    on_type: bool
    on_instance: bool
    affects_state: bool
    parameters: tuple[OperationParameter, ...]


class PackedDefinitions(msgspec.Struct, gc=False):
    """The whole file."""

    types: dict[str, PackedType]
    invariants: dict[str, PackedInvariant]
    value_sets: dict[str, list[Concept] | None]
    search_parameters: dict[str, PackedParameter]
    compartments: dict[str, tuple[str, ...]]
    operations: dict[str, PackedOperation]


def unpacked(data: bytes) -> Definitions:
    """Return the definitions for the content of definitions.json."""
    raw = msgspec.json.decode(data, type=PackedDefinitions)
    concepts = {url: frozenset(pairs) for url, pairs in raw.value_sets.items() if pairs is not None}
    codes = {url: frozenset(code for _, code in pairs) for url, pairs in concepts.items()}
    types = {name: _type(name, row, codes, concepts) for name, row in raw.types.items()}
    resource_types = tuple(sorted(n for n, t in types.items() if t.kind == "resource" and not t.abstract))
    compartments: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, paths in raw.compartments.items():
        compartment, _, of = key.partition(".")
        compartments.setdefault(compartment, {})[of] = paths
    return Definitions(
        types=types,
        resource_types=resource_types,
        search_parameters=_search_parameters(raw.search_parameters, types),
        compartments=compartments,
        operations={
            key: Operation(
                o.url, o.code, o.resources, o.system, o.on_type, o.on_instance, o.affects_state, o.parameters
            )
            for key, o in raw.operations.items()
        },
        invariants={name: _invariant(name, i) for name, i in raw.invariants.items()},
    )


def _type(
    name: str, row: PackedType, codes: dict[str, frozenset[str]], concepts: dict[str, frozenset[Concept]]
) -> TypeDefinition:
    elements: dict[str, Element] = {}
    choices: dict[str, tuple[str, ...]] = {}
    for order, e in enumerate(row.elements):
        flags, url, name_of, choice = e.flags, _shared(e.value_set), intern(e.name), _shared(e.choice)
        elements[name_of] = Element(
            name_of, intern(e.type), _shared(e.profile), flags & 1 != 0, flags & 2 != 0, choice, _all_shared(e.targets),
            flags & 4 != 0, flags & 8 != 0, order, url, codes.get(url or ""), concepts.get(url or ""),
        )  # fmt: skip
        if choice is not None:
            choices[choice] = (*choices.get(choice, ()), name_of)
    return TypeDefinition(
        name, row.kind, row.abstract, row.base, elements, choices, row.required_choices, row.invariants
    )


def _shared(name: str | None) -> str | None:
    """The same string for equal ones: most names stand in the file many times, and would take 2.7 MB."""
    return None if name is None else intern(name)


def _all_shared(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(intern, names))


def _invariant(name: str, row: PackedInvariant) -> Invariant:
    path, _, key = name.partition(" ")
    return Invariant(key, path, row.human, row.expression)


def _search_parameters(
    rows: dict[str, PackedParameter], types: dict[str, TypeDefinition]
) -> dict[str, dict[str, SearchParameter]]:
    own: dict[str, dict[str, SearchParameter]] = {}
    for key, p in rows.items():
        base = key.partition(".")[0]
        own.setdefault(base, {})[intern(p.code)] = SearchParameter(
            p.url, intern(p.code), intern(base), intern(p.type), p.expression, _all_shared(p.targets),
            _all_shared(p.modifiers), _all_shared(p.comparators), p.components, p.multiple_or, p.multiple_and,
        )  # fmt: skip
    found: dict[str, dict[str, SearchParameter]] = {}
    for name, definition in types.items():
        if definition.kind == "resource":
            inherited = {} if name == "Resource" else own.get("Resource", {})
            if definition.base == "DomainResource":
                inherited = {**inherited, **own.get("DomainResource", {})}
            found[name] = {**inherited, **own.get(name, {})}
    return found
