"""Checks of declarations: of themselves, at import, and against the definitions of R4, in the tests.

A declaration that is wrong should not come as far as a wrong row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mappings.kernel.declaration import Codec, RowColumn
from mappings.kernel.level import Level, Place, all_levels
from mappings.kernel.mapping import Mapping
from mappings.kernel.path import Choice, Extension, First, Key, Steps

if TYPE_CHECKING:
    from conformance.model import Definitions, Element


def problems(mappings: Iterable[Mapping]) -> list[str]:
    """What is wrong with declarations, as far as they alone show it."""
    mappings = list(mappings)
    return [*_of_mappings(mappings), *_of_shared_tables(mappings), *_of_targets(mappings)]


def _of_mappings(mappings: list[Mapping]) -> Iterator[str]:
    for name, count in Counter(mapping.resource for mapping in mappings).items():
        if count > 1:
            yield f"{name} has {count} mappings"
    for mapping in mappings:
        tables = [level.table.name for level in all_levels(mapping.level)]
        for name, count in Counter(tables).items():
            if count > 1:
                yield f"{mapping.resource}: the table {name} is declared {count} times"
        names = [column.name for column in mapping.tables[0].columns]
        if mapping.compartment not in (None, "pk", *names):
            yield f"{mapping.resource}: no column {mapping.compartment} for the compartment"
        for level in all_levels(mapping.level):
            for problem in _of_level(level):
                yield f"{mapping.resource}, {level.table.name}: {problem}"


def _of_level(level: Level) -> Iterator[str]:
    kept = ("pk", "id", "kind") if level.table.owner == "pk" else (level.table.owner,)
    names = [*kept, *level.table.positions, *(column.name for column in level.table.columns[len(level.constants) :])]
    for name, count in Counter(names).items():
        if count > 1:
            yield f"the column {name} is declared {count} times"
    for index in level.indexes:
        for name in index:
            if name.removeprefix("lower(").removesuffix(")") not in names:
                yield f"an index on {name}, which is no column"
    by_steps: dict[Steps, list[Place]] = {}
    for place in level.places:
        if place.column.derived:
            continue
        for other in by_steps.get(place.steps, ()):
            if not _apart(place.column.codec, other.column.codec):
                yield f"{other.column.name} and {place.column.name} have the same path {place.column.path}"
        by_steps.setdefault(place.steps, []).append(place)
        codec = place.column.codec
        if codec.kind == "text" and not codec.check and not codec.values:
            yield f"{place.column.name} needs a codec with a CHECK"
        if (codec.kind == "reference") != bool(codec.table and codec.targets):
            yield f"{place.column.name} needs a table and targets, if and only if it is a reference"


def _apart(codec: Codec, other: Codec) -> bool:
    return bool(codec.targets and other.targets) and not set(codec.targets) & set(other.targets)


def _of_shared_tables(mappings: list[Mapping]) -> Iterator[str]:
    columns: dict[tuple[str, str], RowColumn] = {}
    shapes: dict[str, Level] = {}
    for mapping in mappings:
        for level in all_levels(mapping.level):
            table = level.table
            for column in table.columns:
                first = columns.setdefault((table.name, column.name), column)
                if (first.kind, first.target_table) != (column.kind, column.target_table):
                    yield f"{mapping.resource}: {table.name}.{column.name} is of another kind elsewhere"
            # A child row does not say what kind of row owns it, so its table cannot differ by kind.
            if table != shapes.setdefault(table.name, level).table and table.owner != "pk":
                yield f"{mapping.resource}: {table.name} has other columns elsewhere"
            if table.owner == "pk" and shapes[table.name].table.columns[0].name == "kind" and not mapping.where:
                yield f"{mapping.resource}: {table.name} needs a kind"


def _of_targets(mappings: list[Mapping]) -> Iterator[str]:
    tables = {mapping.resource: mapping.table for mapping in mappings}
    for mapping in mappings:
        for table in mapping.tables:
            for column in table.columns:
                for target in column.targets:
                    if tables.get(target) != column.target_table:
                        at = f"{mapping.resource}: {table.name}.{column.name}"
                        yield f"{at}: {target} is not in {column.target_table}"


def r4_problems(mapping: Mapping, definitions: Definitions) -> list[str]:
    """What a declaration says otherwise than R4 does: paths, types, lists, required elements, bindings, targets."""
    return list(_r4(mapping.level, mapping.resource, definitions))


def _r4(level: Level, type_name: str, definitions: Definitions) -> Iterator[str]:
    where = f"{level.table.name} ({type_name})"
    yield from _r4_required(level, type_name, definitions, where)
    for place in level.places:
        found = _found(place.steps, type_name, definitions)
        if isinstance(found, str):
            yield f"{where}.{place.column.name}: {found}"
        elif found is not None and not place.column.derived:
            yield from (f"{where}.{place.column.name}: {problem}" for problem in _r4_column(place, *found))
    for child in level.levels:
        found = _found(child.steps, type_name, definitions)
        if found is None or isinstance(found, str) or not found[1]:
            yield f"{child.table.name}: {child.path} is not a list in {type_name}"
        else:
            yield from _r4(child, found[0].type, definitions)


def _r4_required(level: Level, type_name: str, definitions: Definitions, where: str) -> Iterator[str]:
    definition = definitions.types.get(type_name)
    if definition is not None:
        wanted = {name for name, element in definition.elements.items() if element.required}
        wanted |= set(definition.required_choices)
        declared = {each.element for each in level.required}
        if wanted != declared:
            yield f"{where} requires {sorted(declared)}, R4 {sorted(wanted)}"


def _found(steps: Steps, type_name: str, definitions: Definitions) -> tuple[Element, bool] | str | None:
    """The element at the end of a path and whether it is a list; a complaint; None for what R4 does not define."""
    element: Element | None = None
    many = False
    for step in steps:
        if isinstance(step, Extension):
            type_name, element = "Extension", None
            continue
        if many != isinstance(step, First):
            return "[0] of what is not a list" if not many else f"{element.name if element else ''} is a list"
        if isinstance(step, First):
            many = False
            continue
        name = step.name if isinstance(step, Key) else step.names[0]
        element = definitions.types[type_name].elements.get(name)
        if element is None:
            return f"{type_name} has no {name}"
        if element.choice != step.group:
            return f"{name} is not of the choice element {step.group}"
        type_name, many = element.type, element.many
    return (element, many) if element is not None else None


def _r4_column(place: Place, element: Element, many: bool) -> Iterator[str]:
    codec = place.column.codec
    last = place.steps[-1]
    if element.type not in codec.types:
        yield f"{element.name} is a {element.type}, the codec reads {', '.join(codec.types)}"
    if many != (codec.kind == "text" and codec.write("a", None) == ["a"]):
        yield f"{element.name} is {'' if many else 'not '}a list"
    if element.binding is not None and not isinstance(last, Choice) and set(codec.values) != element.binding:
        yield f"{element.name} is bound to {sorted(element.binding)}"
    if element.targets and set(codec.targets) - set(element.targets):
        yield f"{element.name} does not refer to {sorted(set(codec.targets) - set(element.targets))}"
