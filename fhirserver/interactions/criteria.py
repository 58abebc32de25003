"""The search criteria of conditional interactions.  https://hl7.org/fhir/R4/http.html#cond-update

Any search will do.  What is not understood is refused, also where the client would have it ignored: ignoring one could
change the wrong resource.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from fhirserver.errors import Conflict, Invalid, PreconditionFailed
from fhirserver.search.match import Unmatchable, candidate, satisfies
from fhirserver.search.parse import Parsing
from fhirserver.search.parse_values import Reading, Terminology
from fhirserver.search.registry import Registry
from fhirserver.search.results import RESULTS, BadQuery, query_of
from fhirserver.search.tree import And, Search
from fhirserver.settings import Settings
from fhirserver.store.conditions import LIMIT
from fhirserver.store.references import Identity
from fhirserver.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which resources of a type.

    ``text`` is what the client wrote.
    """

    search: Search
    text: str
    registry: Registry = field(compare=False, repr=False)
    base_url: str = field(compare=False, repr=False)

    @property
    def resource_type(self) -> str:
        """The type of the resources."""
        return self.search.types[0]

    def matches(self, transaction: Transaction) -> list[str]:
        """Return the ids of existing resources that match, in order of making; at most 1,001.

        Raises Conflict if search parameters that the criteria use have been changed meanwhile.
        """
        if transaction.registry.generation != self.registry.generation and not transaction.registry.knows(self.search):
            raise Conflict("Search parameters have changed meanwhile; nothing was saved. Please try again.")
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
        """Whether a resource that is not stored yet matches.

        Raises Invalid for criteria that can only be held against what is stored.
        """
        try:
            given = candidate(self.registry, resource_id, document, self.base_url)
            return satisfies(given, And(self.search.criteria))
        except Unmatchable:
            raise Invalid(
                f"{self.resource_type}?{self.text} asks for what is not known before the other entries are stored.",
                code="not-supported",
            ) from None


def parse_criteria(
    settings: Settings,
    registry: Registry,
    resource_type: str,
    query: str | Sequence[tuple[str, str]],
    *,
    terminology: Terminology,
    expression: str | None = None,
) -> Criteria:
    """Return the criteria of a query, given as its text or as its parameters.

    Raises Invalid, with all that is wrong, for an empty one, for parameters and values that are not understood, and for
    parameters that say how results are returned.
    """
    if isinstance(query, str):
        text = query.lstrip("?")
        parameters: Sequence[tuple[str, str]] = parse_query(text, expression=expression)
    else:
        parameters, text = query, "&".join(f"{name}={value}" for name, value in query)
    returning = sorted({name for name, _ in parameters} & RESULTS)
    if returning:
        raise Invalid(
            f"{returning[0]} is not a criterion: it says how results are returned.",
            code="not-supported",
            expression=expression,
        )
    if not parameters:
        raise Invalid("A conditional interaction needs criteria: identifier=system|value.", expression=expression)
    parsing = Parsing(registry, Reading(datetime.now(UTC), settings.base_url, terminology), settings.max_chain)
    try:
        search = query_of(parsing, (resource_type,), parameters).search
    except BadQuery as error:
        raise Invalid(issues=[replace(issue, expression=expression) for issue in error.issues]) from None
    return Criteria(search, text[:200], registry, settings.base_url)


def parse_query(text: str, *, expression: str | None = None) -> list[tuple[str, str]]:
    """Return the parameters of a query in their order.  Raises Invalid if a percent-encoding is not that of UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        raise Invalid("The query is not UTF-8.", expression=expression) from None
