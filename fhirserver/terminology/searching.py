"""What searches ask of terminology: ``:in``, ``:not-in``, ``:below`` and ``:above`` of tokens.

https://hl7.org/fhir/R4/search.html#token
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection
from dataclasses import replace

from fhirserver.search.sql.visible import Visible, everything
from fhirserver.search.values import BadValue
from fhirserver.store.repository import Repository
from fhirserver.terminology.builtin import BuiltIn
from fhirserver.terminology.canonical import code_system_named, value_set_named
from fhirserver.terminology.code_systems import CodeSystem
from fhirserver.terminology.errors import TerminologyError, named
from fhirserver.terminology.expansion import LIMITS, Limits, Pair, codes
from fhirserver.terminology.resources import ValueSet
from fhirserver.terminology.sources import Source, Together
from fhirserver.terminology.stored import Stored

MOST_TOGETHER = 1_000_000
"""Codes that all value sets and hierarchies of one search may have together, each as often as it is named."""

_ID = re.compile(r"(?:ValueSet/)?([A-Za-z0-9\-.]{1,64})\Z")

Look = Callable[[CodeSystem, str], set[str]]
Pairs = Collection[Pair]


class SearchTerminology:
    """See ``fhirserver.search.parse_values.Terminology``: the answers for one search.

    ``base_url`` is the server's own address.  What is asked again (a chain asks for each type that it may lead to) is
    answered as before.  The limits hold for the search as a whole.
    """

    def __init__(self, source: Source, base_url: str, limits: Limits) -> None:
        self._source = source
        self._base_url = base_url
        self._limits = limits
        self._until: float | None = None
        self._together = 0
        self._known: dict[tuple[str | None, ...], Pairs] = {}

    def value_set(self, uri: str) -> Pairs:
        """Return (system, code) of all that is in a value set.

        It is named by its canonical URL, perhaps with |version, by ``ValueSet/id`` or by ``id``.  Raises BadValue.
        """

        def answer(seconds: float) -> Pairs:
            return codes(self._value_set(uri), self._source, replace(self._limits, seconds=seconds))

        return self._answered(("in", uri), answer)

    def below(self, system: str | None, code: str) -> Pairs:
        """Return a code and all that it subsumes.

        Without a system, the code itself in any, and what it subsumes in those that have it.  Raises BadValue.
        """
        return self._answered(("below", system, code), lambda _: self._reached(system, code, CodeSystem.below))

    def above(self, system: str | None, code: str) -> Pairs:
        """Return a code and all that subsume it; without a system, as above.  Raises BadValue."""
        return self._answered(("above", system, code), lambda _: self._reached(system, code, CodeSystem.above))

    def _answered(self, question: tuple[str | None, ...], answer: Callable[[float], Pairs]) -> Pairs:
        now = time.monotonic()
        if self._until is None:
            self._until = now + self._limits.seconds
        try:
            if question not in self._known:
                if now > self._until:
                    raise TerminologyError("finding the codes for the search takes too long", "too-costly")
                self._known[question] = answer(self._until - now)
            self._together += len(self._known[question])
            if self._together > MOST_TOGETHER:
                raise TerminologyError(
                    f"all value sets and hierarchies of the search have more than {MOST_TOGETHER} codes together",
                    "too-costly",
                )
        except TerminologyError as error:
            raise BadValue(str(error)) from None
        return self._known[question]

    def _value_set(self, uri: str) -> ValueSet:
        own = _ID.match(uri.removeprefix(f"{self._base_url}/"))
        if own is None:
            return value_set_named(self._source, uri)
        found = self._source.value_set_with_id(own.group(1))
        if found is None:
            raise TerminologyError(f"there is no ValueSet/{own.group(1)} here", "not-found")
        return found

    def _reached(self, system: str | None, code: str, look: Look) -> Pairs:
        if system is None:
            return self._in_any(code, look)
        if not system:
            raise TerminologyError("a code without a system has nothing above or below it", "invalid")
        return {(system, each) for each in look(code_system_named(self._source, system), code)}

    def _in_any(self, code: str, look: Look) -> Pairs:
        systems = [self._source.code_system(url) for url in self._source.systems_with(code)]
        having = [each for each in systems if each is not None and each.find(code) is not None]
        if not having:
            raise TerminologyError(
                f"no code system that is known here says what is above or below {named(code)}", "not-found"
            )
        return {(None, code), *((each.url, other) for each in having for other in look(each, code))}


def search_terminology(
    repository: Repository, base_url: str, *, visible: Visible = everything, limits: Limits = LIMITS
) -> SearchTerminology:
    """Return what one search asks: the resources of the server that the caller may see, then those of R4 itself.

    Nothing is read before the first question.
    """
    return SearchTerminology(Together([Stored(repository, visible), BuiltIn()]), base_url, limits)
