"""What is indexed: for each search parameter, the paths of elements whose values it looks at.

Values are indexed by path, not by parameter, so that parameters that look at the same element (``patient`` and
``subject``, ``code`` and ``combo-code``) share them.  A path has a number, made from its text, that stands in the
index tables.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from conformance import definitions
from conformance.model import SearchParameter
from fhirserver.search.expressions import Branch, ExpressionError, Leaf, Step, branches, whole

Kind = Literal["token", "string", "phonetic", "date", "number", "quantity", "reference", "uri", "position"]

PARTS: Mapping[str, Mapping[str, bool]] = MappingProxyType(
    {
        "HumanName": {"family": False, "given": True, "prefix": True, "suffix": True, "text": False},
        "Address": {
            "line": True,
            "city": False,
            "district": False,
            "state": False,
            "postalCode": False,
            "country": False,
            "text": False,
        },
    }
)
"""The strings of datatypes that a string parameter looks at as a whole, and whether each is a list.

https://hl7.org/fhir/R4/search.html#string
"""

SOUNDING = frozenset({"family", "given", "text"})
"""The parts of a name that a phonetic parameter looks at."""

_CODES = ("code", "id", "uri", "url", "canonical", "oid", "uuid", "string", "markdown")
_NUMBERS = ("integer", "positiveInt", "unsignedInt")
TYPES: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        "token": frozenset({"Coding", "CodeableConcept", "Identifier", "ContactPoint", "boolean", *_NUMBERS, *_CODES}),
        "string": frozenset({"HumanName", "Address", "CodeableConcept", *_CODES}),
        "phonetic": frozenset({"HumanName", "string"}),
        "date": frozenset({"date", "dateTime", "instant", "Period", "Timing"}),
        "number": frozenset({"decimal", "Range", *_NUMBERS}),
        "quantity": frozenset({"Quantity", "Age", "Count", "Distance", "Duration", "Money", "Range", "SampledData"}),
        "reference": frozenset({"Reference", "canonical", "uri", "url", "Resource"}),
        "uri": frozenset({"uri", "url", "canonical", "oid", "uuid"}),
        "position": frozenset({"Location.position"}),
    }
)
"""The FHIR types that have values of each kind.  https://hl7.org/fhir/R4/search.html#ptypes"""

_DECEASED = "Patient.deceased.exists() and Patient.deceased != false"
_KINDS: Mapping[str, Kind] = {"special": "position"}
_RELATIONSHIP = "http://hl7.org/fhir/SearchParameter/DocumentReference-relationship"
_CORRECTED: Mapping[tuple[str, str], str] = {
    (_RELATIONSHIP, "relatesto"): "target",
    (_RELATIONSHIP, "relation"): "code",
}
"""Expressions of components that R4 has the wrong way round, as R5 has them."""


@dataclass(frozen=True, slots=True)
class SearchPath:
    """Elements whose values are indexed as one kind.

    ``number`` stands for it in the index tables; ``leaves`` are the ways to its values.
    """

    kind: Kind
    text: str
    leaves: tuple[Leaf, ...] = field(compare=False)
    number: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", number_of(self.kind, self.text))

    @property
    def resource_type(self) -> str:
        """The type of resource that it is in."""
        return self.text.partition(".")[0]


@dataclass(frozen=True, slots=True)
class PathUse:
    """A path as a parameter uses it: for a reference, perhaps only where it leads to the type ``target``."""

    path: SearchPath
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a composite parameter.

    ``same_element`` says whether its value must stand in the same element as those of the other parts.
    """

    parameter: Parameter
    same_element: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A search parameter of one resource type.

    ``type`` is that of FHIR ("token"), ``uses`` are the paths it looks at, ``targets`` the types that a reference may
    lead to.  A composite has ``components`` instead, one tuple for each of the elements that it may be based on.
    """

    code: str
    type: str
    resource_type: str
    url: str
    uses: tuple[PathUse, ...] = ()
    targets: tuple[str, ...] = ()
    composites: tuple[tuple[Component, ...], ...] = ()


def number_of(kind: str, text: str) -> int:
    """Return the number of a path: 31 bits of a digest, so that it is the same in every version and database."""
    return int.from_bytes(hashlib.sha256(f"{kind} {text}".encode()).digest()[:4]) >> 1


@cache
def parameters(resource_type: str) -> Mapping[str, Parameter]:
    """Return the R4 parameters of a resource type by code, without those that have no expression (``_text``)."""
    found = {}
    for code, definition in definitions().search_parameters.get(resource_type, {}).items():
        if definition.expression is not None:
            found[code] = parameter_of(definition, resource_type)
    return MappingProxyType(found)


def parameter_of(definition: SearchParameter, resource_type: str) -> Parameter:
    """Return a parameter as its definition says.  Raises ExpressionError."""
    expression = definition.expression or ""
    root = whole(resource_type)
    if definition.type == "composite":
        composites = tuple(_components(definition, base, root) for base in branches(expression, root))
        return Parameter(definition.code, "composite", resource_type, definition.url, composites=composites)
    kind: Kind = _KINDS.get(definition.type, definition.type)  # type: ignore[arg-type]  # the others are the same words
    if definition.code == "phonetic" and kind == "string":
        kind = "phonetic"
    uses = tuple(_uses(expression, root, kind))
    return Parameter(definition.code, definition.type, resource_type, definition.url, uses, definition.targets)


def _uses(expression: str, base: Branch, kind: Kind) -> Iterable[PathUse]:
    if expression == _DECEASED:
        yield PathUse(SearchPath("token", "Patient.deceased.exists()", (Leaf((), "Patient.deceased"),)))
        return
    for branch in branches(expression, base):
        for text, leaves in _split(branch, kind):
            yield PathUse(SearchPath(kind, text, leaves), branch.target)


def _split(branch: Branch, kind: Kind) -> Iterable[tuple[str, tuple[Leaf, ...]]]:
    """The leaves that are of this kind; of names and addresses, for strings, each part as a path of its own."""
    leaves = tuple(leaf for leaf in branch.leaves if leaf.type in TYPES[kind])
    whole_leaves = tuple(leaf for leaf in leaves if kind not in ("string", "phonetic") or leaf.type not in PARTS)
    if whole_leaves:
        yield branch.path, whole_leaves
    for leaf in leaves:
        if leaf not in whole_leaves:
            path = branch.path if len(branch.leaves) == 1 else f"{branch.path}.ofType({leaf.type})"
            for name, many in PARTS[leaf.type].items():
                if kind == "string" or name in SOUNDING:
                    yield f"{path}.{name}", (Leaf((*leaf.steps, Step(name, many)), "string"),)


def _components(definition: SearchParameter, base: Branch, root: Branch) -> tuple[Component, ...]:
    known = definitions().search_parameters[root.path]
    found = []
    for component in definition.components:
        of = known.get(component.code)
        if of is None:
            raise ExpressionError(f"{definition.code} has a component {component.code}, which there is not")
        kind: Kind = of.type  # type: ignore[assignment]  # composites of composites there are none
        text = _CORRECTED.get((definition.url, component.code), component.expression)
        uses = tuple(_uses(text, base, kind))
        parameter = Parameter(of.code, of.type, root.path, of.url, uses, of.targets)
        apart = base == root or text.startswith("%resource.")
        found.append(Component(parameter, same_element=not apart))
    return tuple(found)


@cache
def measured(resource_type: str) -> Mapping[int, tuple[int, bool]]:
    """Return by number of a quantity's path that of the code which says what was measured.

    So says a composite of both (``code-value-quantity``), of its quantity's element, whatever type that has.  Beside it
    stands whether they must be in the same element.
    """
    by_element: dict[str, tuple[int, bool]] = {}
    known = parameters(resource_type).values()
    for parameter in known:
        for parts in parameter.composites:
            if [part.parameter.type for part in parts] == ["token", "quantity"]:
                code, quantity = parts
                for use in quantity.parameter.uses:
                    by_element[_element(use.path)] = (code.parameter.uses[0].path.number, code.same_element)
    paths = {use.path for parameter in known if parameter.type == "quantity" for use in parameter.uses}
    paths |= {use.path for each in known for parts in each.composites for part in parts for use in part.parameter.uses}
    quantities = [path for path in paths if path.kind == "quantity" and _element(path) in by_element]
    return MappingProxyType({path.number: by_element[_element(path)] for path in quantities})


def _element(path: SearchPath) -> str:
    """The text of a path without the type of a choice element."""
    return path.text.partition(".ofType(")[0]
