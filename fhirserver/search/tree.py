"""A search as a tree: what a client asks for, understood and checked, before it becomes SQL."""

from __future__ import annotations

from dataclasses import dataclass, field

from fhirserver.search.dates import DateValue
from fhirserver.search.numbers import NumberValue
from fhirserver.search.paths import Parameter
from fhirserver.search.quantities import QuantityValue
from fhirserver.search.references import ReferenceValue
from fhirserver.search.tokens import TokenValue
from fhirserver.search.wording import Wording


@dataclass(frozen=True, slots=True)
class StringValue:
    """A text that is searched for."""

    text: str


@dataclass(frozen=True, slots=True)
class UriValue:
    """A URI that is searched for, perhaps the canonical URL of a ``version``."""

    uri: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class NearValue:
    """A place and the distance in kilometres within which others are near."""

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class CodesValue:
    """All codes of a value set, or all above or below a code: (system, code)."""

    codes: tuple[tuple[str | None, str], ...] = field(repr=False)
    number: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", len(self.codes))


@dataclass(frozen=True, slots=True)
class CompositeValue:
    """The values of the parts of a composite, one for each."""

    parts: tuple[Value, ...]


Value = (
    TokenValue
    | StringValue
    | DateValue
    | NumberValue
    | QuantityValue
    | ReferenceValue
    | UriValue
    | NearValue
    | CodesValue
    | CompositeValue
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of ``values`` must be found by ``parameters``: the same parameter of each type that is searched.

    ``modifier`` is as in the URL, without its colon; "type" for the name of a type, which is in the values then.
    """

    parameters: tuple[Parameter, ...]
    modifier: str | None
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The parameter must have no value, or, if not ``missing``, some value."""

    parameters: tuple[Parameter, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """What ``parameters`` refer to must be of one of the types in ``targets`` and satisfy what stands beside it."""

    parameters: tuple[Parameter, ...]
    targets: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Has:
    """A resource of the type ``source`` must refer to this one by ``parameter`` and satisfy ``inner``."""

    source: str
    parameter: Parameter
    inner: Node


@dataclass(frozen=True, slots=True)
class TextSearch:
    """The words of the narrative (``_text``) or of all texts (``_content``) must be as ``wording`` says."""

    column: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class InList:
    """The resource must be a member of one of the Lists with these ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InCompartment:
    """The resource must be in the compartment of ``type``/``id``: refer to it by one of ``paths``, or be it."""

    type: str
    id: str
    paths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It must not hold."""

    part: Node


Node = Criterion | Missing | Chain | Has | TextSearch | InList | InCompartment | And | Or | Not


@dataclass(frozen=True, slots=True)
class SortKey:
    """What results are ordered by: the parameter of each type, and whether the greatest comes first.

    With ``through``, a reference parameter, the values are those of what it refers to.
    """

    parameters: tuple[Parameter, ...]
    descending: bool
    through: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Include:
    """Resources to add: those of the type ``target`` (any, if None) that ``parameters`` of ``source`` refer to.

    With ``reverse``, those of ``source`` that refer to what is there.  ``iterate``: also from what was added.
    """

    source: str
    parameters: tuple[Parameter, ...]
    target: str | None
    reverse: bool
    iterate: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Which resources of which ``types`` (all, if empty), in which order.

    ``contained`` is "false", "true" or "both", as in ``_contained``; ``containers`` says whether what is found inside
    another resource stands for that one, as with ``_containedType=container``.
    """

    types: tuple[str, ...]
    criteria: tuple[Node, ...] = ()
    sort: tuple[SortKey, ...] = ()
    contained: str = "false"
    containers: bool = True


def parameters_in(search: Search) -> set[Parameter]:
    """Return all parameters that a search uses."""
    found: set[Parameter] = set()
    for criterion in search.criteria:
        for node in walk(criterion):
            if isinstance(node, Criterion | Missing | Chain):
                found.update(node.parameters)
            elif isinstance(node, Has):
                found.add(node.parameter)
    for key in search.sort:
        found.update((*key.parameters, *key.through))
    return found


def walk(node: Node) -> list[Node]:
    """Return a node and all below it."""
    found = [node]
    below: tuple[Node, ...] = ()
    if isinstance(node, And | Or):
        below = node.parts
    elif isinstance(node, Not):
        below = (node.part,)
    elif isinstance(node, Has):
        below = (node.inner,)
    elif isinstance(node, Chain):
        below = tuple(inner for _, inner in node.targets)
    for each in below:
        found += walk(each)
    return found
