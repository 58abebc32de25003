"""From the parameters of a search to its tree.  https://hl7.org/fhir/R4/search.html

Nothing is ignored: a parameter that is not known, a modifier that it does not have, a value that it cannot have are
errors that say what there is instead, because a filter that silently does nothing shows the wrong patients.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from conformance import definitions
from fhirserver.search.parse_values import ID, MODIFIERS, Reading, value_of
from fhirserver.search.paths import Parameter
from fhirserver.search.registry import Registry
from fhirserver.search.tree import Chain, Criterion, Has, InList, Missing, Node, TextSearch, walk
from fhirserver.search.values import BadValue, split
from fhirserver.search.wording import wording

MOST_VALUES = 1000
"""Values that one parameter may list."""

MOST_BRANCHES = 1000
"""Nodes that the branches of a chain may have, one for each type that is referred to, at each of its steps."""

_RESOURCE_TYPES = frozenset(definitions().resource_types)
_TEXTS = {"_text": "narrative", "_content": "content"}


class BadParameter(ValueError):
    """A parameter that cannot be understood; the text says why and what there is instead.

    ``code`` is the issue code.
    """

    def __init__(self, text: str, code: str = "not-supported") -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Parsing:
    """What is needed to understand parameters: which there are, how values are read, how deep chains may go.

    ``steps`` counts those of a chain so far.
    """

    registry: Registry
    reading: Reading
    max_chain: int = 10
    steps: int = 0


def node_of(parsing: Parsing, types: tuple[str, ...], name: str, text: str) -> Node:
    """Return what the parameter ``name`` with the value ``text`` asks of resources of ``types`` (all, if none).

    Raises BadParameter, BadValue.
    """
    if name.startswith("_has:"):
        return _has(parsing, types, name, text)
    if name in _TEXTS:
        return TextSearch(_TEXTS[name], wording(text))
    if name == "_list":
        return _list(text)
    head, dot, rest = name.partition(".")
    if dot:
        return _chain(parsing, types, head, rest, text)
    code, colon, modifier = name.partition(":")
    found = find(parsing, types, code)
    if colon and not modifier:
        raise BadParameter(f"{name[:80]} ends with a colon: a modifier is expected.")
    return criterion(parsing, found, modifier if colon else None, text)


def criterion(parsing: Parsing, found: tuple[Parameter, ...], modifier: str | None, text: str) -> Node:
    """Return what one of the values in ``text`` asks of a parameter.  Raises BadParameter, BadValue."""
    first = found[0]
    if modifier == "missing" and "missing" in MODIFIERS[first.type]:
        if text not in ("true", "false"):
            raise BadValue("true or false is expected")
        return Missing(found, text == "true")
    if modifier is not None:
        _check_modifier(first, modifier)
    parts = split(text, ",")
    if len(parts) > MOST_VALUES:
        raise BadParameter(
            f"{first.code} lists {len(parts)} values; at most {MOST_VALUES} are looked for.", "too-costly"
        )
    for_all = _for_all(found)
    values = tuple(dict.fromkeys(value_of(for_all, modifier, part, parsing.reading) for part in dict.fromkeys(parts)))
    if modifier in _RESOURCE_TYPES:
        modifier = None
    return Criterion(found, modifier, values)


def _for_all(found: tuple[Parameter, ...]) -> Parameter:
    """A parameter that refers to whatever one of several refers to: a value may be for any of them."""
    first = found[0]
    if len(found) == 1 or first.type != "reference":
        return first
    targets = {target for each in found for target in each.targets} if all(each.targets for each in found) else ()
    return replace(first, targets=tuple(sorted(targets)), uses=tuple(use for each in found for use in each.uses))


def _check_modifier(parameter: Parameter, modifier: str) -> None:
    known = MODIFIERS[parameter.type]
    if modifier in known or ("[type]" in known and modifier in _RESOURCE_TYPES):
        return
    there = ", ".join(f":{each}" for each in known) or "none"
    raise BadParameter(
        f"{parameter.code}:{modifier[:40]} is not supported: modifiers of a {parameter.type} are {there}."
    )


def find(parsing: Parsing, types: tuple[str, ...], code: str) -> tuple[Parameter, ...]:
    """The parameter of each of the types.  Raises BadParameter if one does not have it, with names that are near."""
    named = types or definitions().resource_types
    found = []
    for each in named:
        known = parsing.registry.parameters(each)
        parameter = known.get(code)
        if parameter is None and code in parsing.registry.unusable:
            raise BadParameter(f"{code} cannot be searched by: {parsing.registry.unusable[code]}.")
        if parameter is None:
            raise _unknown(code, each if types else None, known)
        progress = parsing.registry.unready.get((each, code))
        if progress is not None:
            raise BadParameter(f"{code} cannot be searched by yet: {progress}.", "transient")
        found.append(parameter)
    if len({parameter.type for parameter in found}) > 1:
        raise BadParameter(f"{code[:80]} is of different types in {', '.join(types)}.")
    return tuple(found)


def _unknown(code: str, resource_type: str | None, known: Mapping[str, Parameter]) -> BadParameter:
    names = list(known) if resource_type else [name for name in known if name.startswith("_")]
    near = difflib.get_close_matches(code, [*names, "_has", "_list", *_TEXTS], 3, 0.6)
    what = f"a search parameter of {resource_type}" if resource_type else "a search parameter of all types"
    hint = f" Is it {' or '.join(near)}?" if near else f" There are: {', '.join(sorted(names))}."
    return BadParameter(f"{code[:80]!r} is not {what}.{hint}")


def _chain(parsing: Parsing, types: tuple[str, ...], head: str, rest: str, text: str) -> Node:
    code, _, target = head.partition(":")
    found = find(parsing, types, code)
    if found[0].type != "reference":
        raise BadParameter(f"{code} is a {found[0].type}, not a reference: nothing can follow it after a dot.")
    deeper = _deeper(parsing, rest)
    targets = _targets(found, target)
    nodes: list[tuple[str, Node]] = []
    problems: list[BadParameter] = []
    size = 0
    for each in targets:
        try:
            nodes.append((each, node_of(deeper, (each,), rest, text)))
        except BadParameter as problem:
            if problem.code == "too-costly":
                raise
            # What one of the types that may be referred to does not have, another one may.
            problems.append(problem)
            continue
        size += len(walk(nodes[-1][1]))
        if size > MOST_BRANCHES:
            raise BadParameter(
                f"{code} may refer to many types, so that the chain has too many branches; name one, as in "
                f"{code}:{targets[0]}.{rest[:40]}.",
                "too-costly",
            )
    if not nodes:
        if len(problems) == 1:
            raise problems[0]
        name = rest.partition(":")[0]
        raise BadParameter(f"Nothing that {code} refers to ({', '.join(targets)}) has the parameter {name[:80]!r}.")
    return Chain(found, tuple(nodes))


def _deeper(parsing: Parsing, name: str) -> Parsing:
    if parsing.steps >= parsing.max_chain:
        raise BadParameter(
            f"A chain has at most {parsing.max_chain} steps here; this one goes on to {name[:80]!r}.", "too-costly"
        )
    return replace(parsing, steps=parsing.steps + 1)


def _targets(found: Iterable[Parameter], target: str) -> list[str]:
    """The types that a reference may lead to, narrowed to one if the chain names it."""
    allowed: dict[str, None] = {}
    for parameter in found:
        limited = [use.target for use in parameter.uses if use.target]
        every = limited if len(limited) == len(parameter.uses) else parameter.targets or definitions().resource_types
        allowed |= dict.fromkeys(every)
    if not target:
        return sorted(allowed)
    if target not in allowed:
        raise BadParameter(f"It does not refer to {target[:40]}, but to {', '.join(sorted(allowed))}.")
    return [target]


def _has(parsing: Parsing, types: tuple[str, ...], name: str, text: str) -> Node:
    """https://hl7.org/fhir/R4/search.html#has"""
    parts = name.split(":", 3)
    if len(parts) < 4 or not parts[3]:
        raise BadParameter("_has is written _has:Type:reference:parameter, such as _has:Observation:patient:code.")
    _, source, reference, rest = parts
    if source not in _RESOURCE_TYPES:
        raise BadParameter(f"{source[:40]!r} in _has is not a resource type.")
    (parameter,) = find(parsing, (source,), reference)
    if parameter.type != "reference":
        raise BadParameter(f"{reference} of {source} is a {parameter.type}, not a reference.")
    reached = set(_targets([parameter], ""))
    if types and not reached & set(types):
        raise BadParameter(f"{reference} of {source} does not refer to {' or '.join(types)}.")
    return Has(source, parameter, node_of(_deeper(parsing, rest), (source,), rest, text))


def _list(text: str) -> Node:
    """https://hl7.org/fhir/R4/search.html#list"""
    ids = []
    for part in split(text, ","):
        if part.startswith("$"):
            raise BadValue("the id of a List is expected; functional lists such as $current-problems there are none")
        ids.append(part.removeprefix("List/"))
        if not ID.match(ids[-1]):
            raise BadValue("the id of a List is expected")
    return InList(tuple(ids))
