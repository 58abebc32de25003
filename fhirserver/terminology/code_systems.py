"""A code system and its hierarchy.  https://hl7.org/fhir/R4/codesystem.html#hierarchy

What is above what is said by concepts within concepts, and by properties that name parents or children.  All of them
count together, and whatever the hierarchy means (``hierarchyMeaning``): it is for who asks to know whether that makes
sense for a code system whose hierarchy is one of parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fhirserver.terminology.errors import TerminologyError, named
from fhirserver.terminology.resources import CodeSystemDocument, Concept, Document, Property, read

STANDARD_PROPERTIES = "http://hl7.org/fhir/concept-properties#"
"""What the URI of a property begins with whose meaning FHIR defines, whatever its code."""

_UPWARDS = ("parent", "subsumedBy")
_INACTIVE = ("deprecated", "retired", "inactive")
"""Values of the property "status": HL7's own expansion of its example http://hl7.org/fhir/ValueSet/inactive takes a
deprecated concept for an inactive one."""
_NONE: tuple[str, ...] = ()

Ways = Mapping[str, tuple[str, ...]]
"""From a code to those next to it in one direction."""


@dataclass(frozen=True, slots=True, eq=False)
class CodeSystem:
    """A code system: its concepts by code, in order, and the ways from each up to its parents and down to its children.

    ``meanings`` leads from the code of a property to what FHIR calls it ("parent", "inactive"), for those that it
    knows.
    """

    url: str | None
    version: str | None
    content: str | None
    case_sensitive: bool
    hierarchy_meaning: str | None
    value_set: str | None
    properties: frozenset[str]
    meanings: Mapping[str, str]
    concepts: Mapping[str, Concept]
    parents: Ways
    children: Ways

    def find(self, code: str) -> str | None:
        """Return a code as the code system writes it, None if it does not have it.

        The case counts where the code system says so.
        """
        if code in self.concepts or code in self.parents or code in self.children:
            return code
        if self.case_sensitive:
            return None
        plain = code.casefold()
        return next((each for each in self.concepts if each.casefold() == plain), None)

    def below(self, code: str) -> set[str]:
        """Return a code and all that it subsumes.  Raises TerminologyError if the code system does not have it."""
        return reached(self._known(code), self.children)

    def above(self, code: str) -> set[str]:
        """Return a code and all that subsume it.  Raises TerminologyError if the code system does not have it."""
        return reached(self._known(code), self.parents)

    def is_inactive(self, concept: Concept) -> bool:
        """Whether a concept is not to be used any more."""
        return any(
            each.value_boolean is True if meaning == "inactive" else each.value_code in _INACTIVE
            for each, meaning in self._meant(concept)
            if meaning in ("inactive", "status")
        )

    def is_abstract(self, concept: Concept) -> bool:
        """Whether a concept only stands for those below it (``notSelectable``)."""
        return any(meaning == "notSelectable" and each.value_boolean is True for each, meaning in self._meant(concept))

    def _meant(self, concept: Concept) -> Iterator[tuple[Property, str]]:
        return ((each, self.meanings.get(each.code or "", "")) for each in concept.property)

    def _known(self, code: str) -> str:
        found = self.find(code)
        if found is None:
            raise TerminologyError(f"the code system {named(self.url)} has no code {named(code)} here", "not-found")
        return found


def reached(code: str, ways: Ways) -> set[str]:
    """Return a code and all to which the ways lead from it; circles do no harm."""
    found = {code}
    beyond = [code]
    while beyond:
        for each in ways.get(beyond.pop(), _NONE):
            if each not in found:
                found.add(each)
                beyond.append(each)
    return found


def code_system_of(document: Document) -> CodeSystem:
    """Return the code system of a CodeSystem resource.  Raises TerminologyError if that is not well-formed."""
    system = read(document, CodeSystemDocument)
    meanings = _meanings(system)
    concepts: dict[str, Concept] = {}
    children: dict[str, dict[str, None]] = {}
    parents: dict[str, dict[str, None]] = {}
    for concept, above in _walk(system.concept):
        code = concept.code
        if code is None:
            continue
        concepts.setdefault(code, concept)
        edges = [(above, code)] if above is not None else []
        for each in concept.property:
            meaning, other = meanings.get(each.code or ""), each.text
            if other is not None and meaning in _UPWARDS:
                edges.append((other, code))
            elif other is not None and meaning == "child":
                edges.append((code, other))
        for upper, lower in edges:
            children.setdefault(upper, {})[lower] = None
            parents.setdefault(lower, {})[upper] = None
    return CodeSystem(
        url=system.url,
        version=system.version,
        content=system.content,
        case_sensitive=system.case_sensitive is True,
        hierarchy_meaning=system.hierarchy_meaning,
        value_set=system.value_set,
        properties=frozenset(each.code for each in system.property if each.code),
        meanings=MappingProxyType(meanings),
        concepts=MappingProxyType(concepts),
        parents=MappingProxyType({code: tuple(found) for code, found in parents.items()}),
        children=MappingProxyType({code: tuple(found) for code, found in children.items()}),
    )


def _meanings(system: CodeSystemDocument) -> dict[str, str]:
    found = {name: name for name in ("parent", "child", "subsumedBy", "inactive", "notSelectable", "status")}
    for each in system.property:
        if each.code and each.uri and each.uri.startswith(STANDARD_PROPERTIES):
            found[each.code] = each.uri.removeprefix(STANDARD_PROPERTIES)
    return found


def _walk(concepts: tuple[Concept, ...]) -> Iterator[tuple[Concept, str | None]]:
    """All concepts in order, each with the code that it stands in."""
    waiting: list[tuple[Concept, str | None]] = [(each, None) for each in reversed(concepts)]
    while waiting:
        concept, above = waiting.pop()
        yield concept, above
        waiting += [(each, concept.code or above) for each in reversed(concept.concept)]
