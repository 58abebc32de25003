"""The search criteria of conditional interactions.  https://hl7.org/fhir/R4/http.html#cond-update

Criteria on ``identifier`` and ``_id`` are understood; others are refused, as ignoring one could change the wrong
resource.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from conformance import definitions
from fhirserver.errors import Invalid, PreconditionFailed
from fhirserver.store.conditions import LIMIT, Search, Token, identifiers_of
from fhirserver.store.references import Identity
from fhirserver.store.transaction import Transaction

MOST_VALUES = 200
"""Values that the criteria of one interaction may list."""

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which resources of a type.

    ``text`` is what the client wrote.
    """

    search: Search
    text: str

    @property
    def resource_type(self) -> str:
        """The type of the resources."""
        return self.search.resource_type

    def matches(self, transaction: Transaction) -> list[str]:
        """Return the ids of existing resources that match, in order of making; at most 1,001."""
        return transaction.find(self.search)

    def single(
        self, transaction: Transaction, *, expression: str | None = None, without: Collection[Identity] = ()
    ) -> str | None:
        """Return the id of the one match, None if there is none, leaving ``without`` aside.

        Raises PreconditionFailed if there are several.
        """
        found = [name for name in self.matches(transaction) if (self.resource_type, name) not in without]
        if len(found) > 1:
            some = "more than 1,000" if len(found) >= LIMIT else str(len(found))
            raise PreconditionFailed(
                f"{self.resource_type}?{self.text} matches {some} resources, not one.",
                code="multiple-matches",
                expression=expression,
            )
        return found[0] if found else None

    def holds_for(self, resource_id: str | None, document: dict[str, object]) -> bool:
        """Whether a resource that is not stored yet matches."""
        if any(resource_id not in allowed for allowed in self.search.ids):
            return False
        identifiers = identifiers_of(document)
        return all(any(_is(token, item) for token in group for item in identifiers) for group in self.search.tokens)


def _is(token: Token, identifier: dict[str, object]) -> bool:
    _, system, code = token
    if code is not None and identifier.get("value") != code:
        return False
    return system is None or (identifier.get("system") or "") == system


def parse_criteria(
    resource_type: str, query: str | Sequence[tuple[str, str]], *, expression: str | None = None
) -> Criteria:
    """Return the criteria of a query, given as its text or as its parameters.

    Raises Invalid for an empty one, for other parameters than those of :func:`criteria_of`, for values that are none,
    and for more than ``MOST_VALUES`` of them.
    """
    if isinstance(query, str):
        text = query.lstrip("?")
        parameters: Sequence[tuple[str, str]] = parse_query(text, expression=expression)
    else:
        parameters, text = query, "&".join(f"{name}={value}" for name, value in query)
    known = criteria_of(resource_type)
    tokens: list[tuple[Token, ...]] = []
    ids: list[frozenset[str]] = []
    for name, value in parameters:
        if name not in known:
            raise Invalid(
                f"The criterion {name[:80]!r} is not supported in conditional interactions on {resource_type[:80]}; "
                f"{' and '.join(known) or 'none'} is.",
                code="not-supported",
                expression=expression,
            )
        if "\0" in value:
            raise Invalid(f"The criterion {name} has a NUL character.", code="value", expression=expression)
        if name == "_id":
            ids.append(frozenset(_ids(value, expression)))
        else:
            tokens.append(tuple(_tokens(value, expression)))
    if not tokens and not ids:
        raise Invalid("A conditional interaction needs criteria: identifier=system|value.", expression=expression)
    if sum(map(len, [*tokens, *ids])) > MOST_VALUES:
        raise Invalid(f"There are more than {MOST_VALUES} values to match.", code="too-costly", expression=expression)
    return Criteria(Search(resource_type, tuple(tokens), tuple(ids)), text[:200])


def criteria_of(resource_type: str) -> tuple[str, ...]:
    """Return the names of the criteria that conditional interactions on a type understand; none if it is no type."""
    parameters = definitions().search_parameters.get(resource_type, {})
    return tuple(name for name in ("_id", "identifier") if name == "_id" or name in parameters) if parameters else ()


def parse_query(text: str, *, expression: str | None = None) -> list[tuple[str, str]]:
    """Return the parameters of a query in their order.  Raises Invalid if a percent-encoding is not that of UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        raise Invalid("The query is not UTF-8.", expression=expression) from None


def _ids(value: str, expression: str | None) -> list[str]:
    found = value.split(",")
    for resource_id in found:
        if not _ID.match(resource_id):
            raise Invalid(f"{resource_id[:80]!r} is not an id.", code="value", expression=expression)
    return found


def _tokens(value: str, expression: str | None) -> list[Token]:
    return [_token(part, expression) for part in _split(value, ",")]


def _token(part: str, expression: str | None) -> Token:
    pieces = _split(part, "|")
    if len(pieces) == 1:
        system, code = None, _unescaped(pieces[0])
    elif len(pieces) == 2:
        system, code = _unescaped(pieces[0]), _unescaped(pieces[1])
    else:
        raise Invalid(f"{part[:80]!r} is not a token: it has more than one |.", code="value", expression=expression)
    if not code and not system:
        raise Invalid("The criterion identifier has an empty value.", code="value", expression=expression)
    return "identifier", system, code or None


def _split(value: str, separator: str) -> list[str]:
    parts, current, escaped = [], "", False
    for character in value:
        if character == separator and not escaped:
            parts.append(current)
            current = ""
        else:
            current += character
        escaped = character == "\\" and not escaped
    return [*parts, current]


def _unescaped(value: str) -> str:
    return re.sub(r"\\([\\,|$])", r"\1", value)
