"""An independent, slow, obvious search: which resources must be found, by R4 and by what this server has decided.

It evaluates the official expressions of the search parameters on the documents, one after the other, and shares no code
with the server.  https://hl7.org/fhir/R4/search.html
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from conformance import SearchParameter
from tests.search.oracle_dates import range_of
from tests.search.oracle_filter import Test, compared, filter_of
from tests.search.oracle_matching import (
    PLAIN,
    can_match,
    date_value_matches,
    of_type_matches,
    phonetic_matches,
    string_matches,
    text_matches,
    uri_matches,
)
from tests.search.oracle_text import split
from tests.search.oracle_values import Document, Resource, Value, parameter, parts, values
from tests.search.oracle_words import content_texts, narrative_texts, wording_matches
from tests.search.oracle_world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: the types (all, if none), its criteria, the compartment (``Patient/1``), and ``_contained``."""

    types: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...]
    compartment: str | None = None
    contained: str = "false"


class Oracle:
    """Knows what must be found among ``documents``."""

    def __init__(self, documents: Iterable[Document], base_url: str, now: datetime) -> None:
        self.world = World(documents, base_url)
        self._now = range_of(f"{now:%Y-%m-%dT%H:%M:%S}Z")[0]

    def find(self, asked: Asked) -> set[str]:
        """The keys of all resources that a search must find."""
        candidates: list[Resource] = []
        if asked.contained != "true":
            candidates += self.world.resources
        if asked.contained != "false":
            candidates += self.world.contained
        return {
            resource.key
            for resource in candidates
            if (not asked.types or resource.type in asked.types)
            and self._is_in(resource, asked.compartment)
            and all(self.holds(resource, name, text) for name, text in asked.criteria)
        }

    def _is_in(self, resource: Resource, compartment: str | None) -> bool:
        return compartment is None or self.world.in_compartment(resource, self.world.by_key[compartment])

    def holds(self, resource: Resource, name: str, text: str) -> bool:
        """Whether a resource satisfies one criterion."""
        if name.startswith("_has:"):
            return self._has(resource, name, text)
        if name == "_filter":
            return filter_of(text)(lambda test: self._test(resource, test))
        if name == "_list":
            return any(self.world.in_list(resource, part.removeprefix("List/")) for part in split(text, ","))
        if name in ("_text", "_content"):
            found = narrative_texts(resource.document) if name == "_text" else content_texts(resource.document)
            return resource.container is None and wording_matches(text, found)
        head, dot, rest = name.partition(".")
        if dot:
            return self._chain(resource, head, rest, text)
        code, _, modifier = name.partition(":")
        definition = parameter(resource.type, code)
        assert definition is not None, (resource.type, code)
        return self.criterion(resource, definition, modifier or None, text)

    def criterion(self, resource: Resource, definition: SearchParameter, modifier: str | None, text: str) -> bool:
        """Whether a parameter of a resource has one of the values in ``text``."""
        if modifier == "missing":
            return (not self.present(resource, definition)) is (text == "true")
        if modifier == "not":
            return not self.criterion(resource, definition, None, text)
        if definition.code == "_id":
            return resource.id in text.split(",")
        return any(self._matches(resource, definition, modifier, part) for part in split(text, ","))

    def present(self, resource: Resource, definition: SearchParameter) -> bool:
        """Whether a parameter has any value."""
        found = values(resource, definition)
        if definition.type == "composite":
            return bool(found)
        return any(can_match(value, definition) for value in found)

    def _matches(self, resource: Resource, definition: SearchParameter, modifier: str | None, text: str) -> bool:
        if definition.type == "composite":
            return self._composite(resource, definition, text)
        found = values(resource, definition, any_type=modifier == "identifier")
        if modifier == "text":
            return text_matches(found, text)
        return any(self._value_matches(resource, value, definition, modifier, text) for value in found)

    def _value_matches(
        self, resource: Resource, value: Value, definition: SearchParameter, modifier: str | None, text: str
    ) -> bool:
        if modifier == "of-type":
            return of_type_matches(value, text)
        if definition.code == "phonetic":
            return phonetic_matches(value, text)
        if definition.type == "string":
            return string_matches(value, modifier, text)
        if definition.type == "uri":
            return uri_matches(value, modifier, text)
        if definition.type == "date":
            return date_value_matches(value, text, self._now)
        if definition.type == "reference":
            return self.world.reference_matches(resource, value, definition, modifier, text)
        return PLAIN[definition.type](value, text)

    def _composite(self, resource: Resource, definition: SearchParameter, text: str) -> bool:
        wanted = split(text, "$")
        components = [parameter(resource.type, each.code) for each in definition.components]
        return any(
            all(
                component is not None
                and any(self._value_matches(resource, value, component, None, part) for value in found)
                for component, part, found in zip(components, wanted, element, strict=True)
            )
            for element in parts(resource, definition)
        )

    def _chain(self, resource: Resource, head: str, rest: str, text: str) -> bool:
        code, _, target_type = head.partition(":")
        definition = parameter(resource.type, code)
        assert definition is not None, (resource.type, code)
        return any(
            self.holds(target, rest, text)
            for value in values(resource, definition)
            for target in self.world.targets(resource, value)
            if target_type in ("", target.type)
            and (not definition.targets or target.type in definition.targets)
            and self._knows(target.type, rest)
        )

    def _knows(self, resource_type: str, name: str) -> bool:
        """Whether a type has the parameter that a chain goes on with."""
        if name.startswith(("_has:", "_list", "_text", "_content")):
            return True
        code = name.partition(".")[0].partition(":")[0]
        return parameter(resource_type, code) is not None

    def _has(self, resource: Resource, name: str, text: str) -> bool:
        _, source, reference, rest = name.split(":", 3)
        definition = parameter(source, reference)
        assert definition is not None, (source, reference)
        return any(
            resource in self.world.targets(each, value) and self.holds(each, rest, text)
            for each in self.world.resources
            if each.type == source
            for value in values(each, definition)
        )

    def _test(self, resource: Resource, test: Test) -> bool:
        """Whether a resource satisfies one comparison of a filter."""
        head, dot, rest = test.path.partition(".")
        definition = parameter(resource.type, head)
        assert definition is not None, (resource.type, head)
        if dot:
            inner = Test(rest, test.operator, test.value)
            return any(
                self._test(target, inner)
                for value in values(resource, definition)
                for target in self.world.targets(resource, value)
                if self._knows(target.type, rest) and (not definition.targets or target.type in definition.targets)
            )
        return compared(resource, definition, test, self.criterion)
