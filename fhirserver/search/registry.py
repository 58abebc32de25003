"""All search parameters of a server: those of R4, and those that its users have added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import msgspec

from conformance.model import SearchParameter
from fhirserver.search.backing import backing, moment_path
from fhirserver.search.extract import Extract, extractor
from fhirserver.search.paths import Parameter, SearchPath, parameter_of, parameters
from fhirserver.search.tree import Search, parameters_in


@dataclass(frozen=True)
class Custom:
    """A search parameter that a user has added, for the resource types ``bases``.

    ``expressions`` are those of the types.  ``progress`` says how far resources have been indexed by it, None if all
    have been.
    """

    definition: SearchParameter
    expressions: tuple[tuple[str, str], ...]
    progress: str | None = None


@dataclass(frozen=True, eq=False)
class Registry:
    """The parameters and, made when first needed, the functions that find their values.

    ``generation`` tells one registry of a server from the next; ``unusable`` says by code why what users have added
    cannot be searched by.
    """

    custom: tuple[Custom, ...] = ()
    generation: int = 0
    unusable: Mapping[str, str] = field(default_factory=dict)
    _parameters: dict[str, Mapping[str, Parameter]] = field(default_factory=dict, repr=False)
    _parts: dict[str, frozenset[int]] = field(default_factory=dict, repr=False)
    _extractors: dict[tuple[str, bool], Extract] = field(default_factory=dict, repr=False)

    def parameters(self, resource_type: str) -> Mapping[str, Parameter]:
        """Return the parameters of a resource type by code; what was added does not replace what R4 has."""
        found = self._parameters.get(resource_type)
        if found is None:
            added = {
                each.definition.code: parameter_of(msgspec.structs.replace(each.definition, expression=text), base)
                for each in self.custom
                for base, text in each.expressions
                if base == resource_type
            }
            found = MappingProxyType({**added, **parameters(resource_type)})
            self._parameters[resource_type] = found
        return found

    def extractor(self, resource_type: str, *, contained: bool = False) -> Extract:
        """Return the function that finds the values of a resource, as far as they are indexed.

        Of a resource that is contained in another all values are: it has no header and no columns.
        """
        key = (resource_type, contained)
        found = self._extractors.get(key)
        if found is None:
            parts = self.parts(resource_type)
            paths = self.paths(resource_type)
            found = extractor(path for path in paths if contained or path.number in parts or _is_indexed(path))
            self._extractors[key] = found
        return found

    def paths(self, resource_type: str) -> Iterable[SearchPath]:
        """Return all paths that parameters of a type look at, each once."""
        return paths_of(self.parameters(resource_type).values())

    def parts(self, resource_type: str) -> frozenset[int]:
        """Return the numbers of the paths of the parts of composites, which are looked up in index tables only."""
        found = self._parts.get(resource_type)
        if found is None:
            composites = [parts for each in self.parameters(resource_type).values() for parts in each.composites]
            uses = [use for parts in composites for part in parts for use in part.parameter.uses]
            found = self._parts[resource_type] = frozenset(use.path.number for use in uses)
        return found

    def knows(self, search: Search) -> bool:
        """Whether all that a search asks for, perhaps understood by an older registry, means the same here."""
        return all(
            self.parameters(parameter.resource_type).get(parameter.code) == parameter
            and (parameter.resource_type, parameter.code) not in self.unready
            for parameter in parameters_in(search)
        )

    @cached_property
    def unready(self) -> Mapping[tuple[str, str], str]:
        """By type and code, how far parameters are by which not all resources have been indexed yet."""
        return {
            (base, each.definition.code): each.progress
            for each in self.custom
            if each.progress is not None
            for base, _ in each.expressions
        }


def paths_of(known: Iterable[Parameter]) -> list[SearchPath]:
    """Return all paths that some parameters look at, each once."""
    found: dict[int, SearchPath] = {}
    for parameter in known:
        parts = [parameter, *(part.parameter for composite in parameter.composites for part in composite)]
        for each in parts:
            for use in each.uses:
                found.setdefault(use.path.number, use.path)
    return list(found.values())


def _is_indexed(path: SearchPath) -> bool:
    # The moment is found with the indexed values, and then goes into the header.
    return backing(path) is None or path == moment_path(path.resource_type)


R4 = Registry()
"""The parameters of R4 alone."""
