"""The oracle's view of a whole server: which resources there are, what refers to what, what is in which list.

https://hl7.org/fhir/R4/search.html#reference, https://hl7.org/fhir/R4/search.html#chaining
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from conformance import SearchParameter, definitions
from tests.search.oracle_matching import canonical_matches, token_matches
from tests.search.oracle_text import unescaped
from tests.search.oracle_values import Document, Resource, Value, parameter, values

_LOCAL = re.compile(r"(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]{1,64})(?:/_history/[A-Za-z0-9\-.]{1,64})?\Z")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")


class World:
    """All resources of a server, as documents in the order in which they were made."""

    def __init__(self, documents: Iterable[Document], base_url: str) -> None:
        self.base_url = base_url
        self.resources = [Resource(document) for document in documents]
        self.by_key = {each.key: each for each in self.resources}
        self.contained = [
            Resource(inner, each) for each in self.resources for inner in each.document.get("contained", [])
        ]
        self.by_key |= {each.key: each for each in self.contained}

    def local(self, reference: str) -> tuple[str, str] | None:
        """Type and id of what a reference names on this server, None if it names something else."""
        match = _LOCAL.match(reference.removeprefix(f"{self.base_url}/"))
        if match is None or match["type"] not in definitions().resource_types:
            return None
        return match["type"], match["id"]

    def targets(self, resource: Resource, value: Value) -> Iterator[Resource]:
        """The resources that a reference of ``resource`` leads to."""
        if value.type == "Resource":
            yield Resource(value.data, resource)
        elif value.type in ("canonical", "uri", "url"):
            yield from self._with_url(value.data)
        elif value.type == "Reference" and "reference" in value.data:
            text = value.data["reference"]
            if text.startswith("#"):
                yield from self._inside(resource, text[1:])
            elif (name := self.local(text)) is not None and "/".join(name) in self.by_key:
                yield self.by_key["/".join(name)]

    def _inside(self, resource: Resource, name: str) -> Iterator[Resource]:
        container = resource.container or resource
        if not name:
            yield container
        if f"{container.key}#{name}" in self.by_key:
            yield self.by_key[f"{container.key}#{name}"]

    def _with_url(self, canonical: str) -> Iterator[Resource]:
        for each in self.resources:
            own = each.document.get("url")
            if isinstance(own, str):
                version = each.document.get("version")
                if canonical_matches(f"{own}|{version}" if version else own, canonical):
                    yield each

    def reference_matches(
        self, resource: Resource, value: Value, definition: SearchParameter, modifier: str | None, text: str
    ) -> bool:
        """Whether a reference is the one that a search value names."""
        if modifier == "identifier":
            return value.type == "Reference" and _identifier_matches(value, text)
        text = unescaped(text).strip()
        if value.type in ("canonical", "uri", "url"):
            own_name = self.local(value.data.partition("|")[0])
            if self._named(text) is not None:
                return own_name is not None and self._is(*own_name, text, definition, modifier)
            return canonical_matches(value.data, text)
        if value.type == "Resource":
            return self._is(value.data["resourceType"], value.data.get("id"), text, definition, modifier)
        if value.type != "Reference" or "reference" not in value.data:
            return False
        own = value.data["reference"]
        if modifier in ("above", "below"):
            return any(self._related(each, text, definition, modifier) for each in self.targets(resource, value))
        name = self.local(own)
        if name is not None:
            return self._is(*name, text, definition, modifier)
        return not own.startswith("#") and own.partition("|")[0] == text

    def _named(self, text: str) -> tuple[str | None, str] | None:
        """Type, None for any, and id of a resource of this server that a search value names."""
        return (None, text) if _ID.match(text) else self.local(text)

    def _is(
        self, own_type: str, own_id: str | None, text: str, definition: SearchParameter, modifier: str | None
    ) -> bool:
        named = self._named(text)
        if named is None or named[1] != own_id or named[0] not in (None, own_type):
            return False
        if modifier is not None and modifier != own_type:
            return False
        return not definition.targets or own_type in definition.targets

    def _related(self, target: Resource, text: str, definition: SearchParameter, modifier: str) -> bool:
        """Whether ``target`` is what the value names, or below or above it in its hierarchy."""
        if modifier == "below":
            return any(self._is(each.type, each.id, text, definition, None) for each in self._line(target))
        named = [each for each in self.resources if self._is(each.type, each.id, text, definition, None)]
        return any(target in self._line(each) for each in named)

    def _line(self, resource: Resource) -> list[Resource]:
        """A resource, what it is part of, what that is part of, ..."""
        found = [resource]
        for each in found:
            definition = parameter(each.type, "partof") or parameter(each.type, "part-of")
            if definition is None or each.type not in definition.targets:
                continue
            for value in values(each, definition):
                found += [
                    other
                    for other in self.targets(each, value)
                    if other.type == each.type and other.container is None and other not in found
                ]
        return found

    def in_compartment(self, resource: Resource, owner: Resource) -> bool:
        """Whether a resource is in the compartment of another: refers to it where the compartment says, or is it."""
        if resource is owner:
            return True
        paths = definitions().compartments[owner.type].get(resource.type, ())
        references = [found for path in paths for found in _walk(resource.document, path.split(".")[1:])]
        return any(owner in self.targets(resource, Value("Reference", reference, "")) for reference in references)

    def in_list(self, resource: Resource, list_id: str) -> bool:
        """Whether a List has a resource as an entry."""
        holder = self.by_key.get(f"List/{list_id}")
        entries = holder.document.get("entry", []) if holder is not None else []
        items = [Value("Reference", entry["item"], "") for entry in entries if "item" in entry]
        return holder is not None and any(resource in self.targets(holder, item) for item in items)


def _identifier_matches(value: Value, text: str) -> bool:
    identifier = value.data.get("identifier")
    return identifier is not None and token_matches(Value("Identifier", identifier, ""), text)


def _walk(node: Any, names: list[str]) -> Iterator[Any]:
    if isinstance(node, list):
        for each in node:
            yield from _walk(each, names)
    elif not names:
        yield node
    elif isinstance(node, dict) and names[0] in node:
        yield from _walk(node[names[0]], names[1:])
