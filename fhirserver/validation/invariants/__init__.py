"""The rules of severity error of R4's base types, as Python predicates.

Each is filed under the element that states it and its key; the FHIRPath that it stands for, and the sentence shown to
people, are in the definitions.  ``ELSEWHERE`` lists the rules that the walk checks itself, or that need no check.
"""

from __future__ import annotations

from collections.abc import Callable

from conformance import Definitions
from fhirserver.validation.invariants import (
    administrative,
    clinical,
    conformance_resources,
    datatypes,
    definitional,
    structure_definition,
    testing,
)
from fhirserver.validation.report import JsonObject, Report

Predicate = Callable[[JsonObject], bool]

RULES: dict[tuple[str, str], Predicate] = {
    **datatypes.RULES,
    **clinical.RULES,
    **administrative.RULES,
    **conformance_resources.RULES,
    **definitional.RULES,
    **structure_definition.RULES,
    **testing.RULES,
}
"""(path, key) -> predicate on the JSON object of the element that states the rule."""

ON_PARENT = frozenset(
    {
        ("ElementDefinition.max", "eld-3"),
        ("StructureDefinition.snapshot", "sdf-8"),
        ("StructureDefinition.differential", "sdf-8a"),
    }
)
"""Rules that concern the object around the element which states them: their predicate takes that object."""

PROSE: tuple[tuple[str, str, str, Predicate], ...] = (
    (
        "Bundle.entry",
        ".fullUrl",
        "fullUrl SHALL NOT disagree with the id in the resource",
        administrative.full_url_agrees,
    ),
)
"""(type, step, sentence, predicate) of rules that the specification states in prose only."""

ELSEWHERE: dict[tuple[str, str], str] = {
    ("Element", "ele-1"): "the walk refuses empty objects, and objects with nothing but an id",
    ("DomainResource", "dom-2"): "the walk, when it meets a contained resource",
    ("DomainResource", "dom-3"): "the walk, from the references it has found",
    ("DomainResource", "dom-4"): "the walk, when it meets a contained resource",
    ("DomainResource", "dom-5"): "the walk, when it meets a contained resource",
    ("Reference", "ref-1"): "the walk, which knows the contained resources",
    ("Narrative.div", "txt-1"): "fhirserver.validation.narrative",
    ("Narrative.div", "txt-2"): "fhirserver.validation.narrative",
    (
        "TestScript.test.action.assert",
        "tst-6",
    ): "the element is TestScript.setup.action.assert, whose tst-5 says the same",
    (
        "TestScript.test.action.assert",
        "tst-11",
    ): "the element is TestScript.setup.action.assert, whose tst-10 says the same",
    (
        "TestScript.test.action.assert",
        "tst-13",
    ): "the element is TestScript.setup.action.assert, whose tst-12 says the same",
    (
        "TestScript.test.action.operation",
        "tst-8",
    ): "the element is TestScript.setup.action.operation, whose tst-7 says the same",
    (
        "TestScript.teardown.action.operation",
        "tst-9",
    ): "the element is TestScript.setup.action.operation, whose tst-7 says the same",
}
"""(path, key) -> where a rule that has no predicate is checked."""


class Rule:
    """A predicate made ready for one type: ``holds`` takes the JSON object of that type."""

    __slots__ = ("children", "holds", "predicate", "says", "step")

    def __init__(self, says: str, predicate: Predicate, children: tuple[str, ...] = (), step: str = "") -> None:
        self.says = says
        self.predicate = predicate
        self.children = children
        self.step = step
        self.holds: Predicate = self._all_hold if children else predicate

    def _all_hold(self, value: JsonObject) -> bool:
        return not self._breaches(value)

    def _breaches(self, value: JsonObject) -> list[str]:
        """Return the steps to the child elements that break a rule stated on the child."""
        found = []
        for name in self.children:
            item = value.get(name)
            if item.__class__ is dict and not self.predicate(item):
                found.append(f".{name}")
            elif item.__class__ is list:
                found += [
                    f".{name}[{index}]"
                    for index, each in enumerate(item)
                    if each.__class__ is dict and not self.predicate(each)
                ]
        return found

    def report(self, report: Report, value: JsonObject, path: str) -> None:
        """Record where the rule is broken."""
        for step in self._breaches(value) if self.children else [self.step]:
            report.error("invariant", path + step, self.says)


def rules(source: Definitions) -> dict[str, tuple[Rule, ...]]:
    """Return type name -> the rules that its objects must keep: its own, those stated on plain children, its base's."""
    own: dict[str, list[Rule]] = {}
    for (path, key), predicate in RULES.items():
        says = f"{key}: {source.invariants[f'{path} {key}'].human.strip()}"
        parent, _, last = path.rpartition(".")
        if (path, key) in ON_PARENT:
            own.setdefault(parent, []).append(Rule(says, predicate, step=f".{last}"))
        elif path in source.types:
            own.setdefault(path, []).append(Rule(says, predicate))
        else:
            children = source.types[parent].choices[last[:-3]] if last.endswith("[x]") else (last,)
            own.setdefault(parent, []).append(Rule(says, predicate, children))
    for name, step, says, predicate in PROSE:
        own.setdefault(name, []).append(Rule(says, predicate, step=step))
    found: dict[str, tuple[Rule, ...]] = {}
    for name, definition in source.types.items():
        inherited = own.get(definition.base, []) if definition.base is not None else []
        found[name] = (*own.get(name, ()), *inherited)
    return found
