"""The filters of a value set: which codes of a code system have a property as it says.

https://hl7.org/fhir/R4/valueset-filter-operator.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from fhirserver.terminology.code_systems import CodeSystem
from fhirserver.terminology.errors import TerminologyError, named
from fhirserver.terminology.resources import Filter

IDENTITIES = ("concept", "code")
"""Names under which filters speak of the code itself."""

REGEX_BYTES = 1 << 20
"""Memory that the automaton of one regular expression may take."""

_NONE: tuple[str, ...] = ()

Values = Callable[[str], tuple[str, ...]]
"""From a code to the values that a property has there."""


def filtered(system: CodeSystem, rule: Filter) -> set[str]:
    """Return the codes that satisfy a filter.

    Raises TerminologyError for a filter that is not understood: to leave it out would give other codes.
    """
    name, value = rule.property, rule.value
    if name is None or rule.op is None or value is None:
        raise TerminologyError("a filter lacks its property, op or value", "invalid")
    if rule.op in _BY_HIERARCHY:
        if name not in IDENTITIES:
            raise TerminologyError(f"{rule.op} is for the property concept, not for {name[:40]!r}", "not-supported")
        return _BY_HIERARCHY[rule.op](system, value) & system.concepts.keys()
    if rule.op not in _BY_VALUES:
        raise TerminologyError(f"filters with {rule.op[:40]!r} are not understood", "not-supported")
    values = _values(system, name)
    satisfied = _BY_VALUES[rule.op](value)
    return {code for code in system.concepts if satisfied(values(code))}


_BY_HIERARCHY: Mapping[str, Callable[[CodeSystem, str], set[str]]] = MappingProxyType(
    {
        "is-a": lambda system, code: system.below(code),
        "descendent-of": lambda system, code: system.below(code) - {system.find(code)},
        "is-not-a": lambda system, code: system.concepts.keys() - system.below(code),
        "generalizes": lambda system, code: system.above(code),
    }
)


def _values(system: CodeSystem, name: str) -> Values:
    meaning = system.meanings.get(name)
    concepts = system.concepts
    if name in IDENTITIES:
        return lambda code: (code,)
    if name == "display":
        return lambda code: (concepts[code].display or "",)
    if meaning == "parent":
        return lambda code: system.parents.get(code, _NONE)
    if meaning == "child":
        return lambda code: system.children.get(code, _NONE)
    if meaning == "inactive":
        return lambda code: (_truth(system.is_inactive(concepts[code])),)
    if meaning == "notSelectable":
        return lambda code: (_truth(system.is_abstract(concepts[code])),)
    if name not in system.properties and not any(
        each.code == name for concept in concepts.values() for each in concept.property
    ):
        raise TerminologyError(
            f"the code system {named(system.url)} has no property {name[:40]!r} to filter by", "not-supported"
        )
    return lambda code: tuple(each.text or "" for each in concepts[code].property if each.code == name)


def _truth(value: bool) -> str:
    return "true" if value else "false"


Satisfied = Callable[[tuple[str, ...]], bool]


def _equal(wanted: str) -> Satisfied:
    return lambda values: wanted in values


def _in(wanted: str) -> Satisfied:
    some = {each.strip() for each in wanted.split(",")}
    return lambda values: not some.isdisjoint(values)


def _not_in(wanted: str) -> Satisfied:
    some = {each.strip() for each in wanted.split(",")}
    return lambda values: some.isdisjoint(values)


def _exists(wanted: str) -> Satisfied:
    if wanted not in ("true", "false"):
        raise TerminologyError(f"a filter with exists has true or false as its value, not {wanted[:40]!r}", "invalid")
    return lambda values: bool(values) == (wanted == "true")


def _regex(wanted: str) -> Satisfied:
    """Matched as a whole, by an automaton: in time that grows with the text only, whatever the expression."""
    import re2  # here, because it is large and seldom needed

    options = re2.Options()
    options.log_errors = False
    options.max_mem = REGEX_BYTES
    try:
        pattern = re2.compile(wanted, options)
    except re2.error:
        raise TerminologyError(f"the regular expression {wanted[:80]!r} is not understood", "not-supported") from None
    return lambda values: any(pattern.fullmatch(value) for value in values)


_BY_VALUES: Mapping[str, Callable[[str], Satisfied]] = MappingProxyType(
    {"=": _equal, "in": _in, "not-in": _not_in, "exists": _exists, "regex": _regex}
)
