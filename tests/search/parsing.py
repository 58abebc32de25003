"""What tests of understanding searches share: a time, an address, and a terminology of two letters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from fhirserver.search.parse import Parsing
from fhirserver.search.parse_values import Reading
from fhirserver.search.paths import Parameter, parameters
from fhirserver.search.registry import R4, Registry
from fhirserver.search.values import BadValue

NOW = datetime(2020, 1, 1, tzinfo=UTC)
BASE_URL = "https://example.org/fhir"


class Letters:
    """Knows the value set ``letters``, and that a is above b."""

    def value_set(self, uri: str) -> Iterable[tuple[str | None, str]]:
        if uri != "letters":
            raise BadValue(f"the value set {uri!r} is not known here")
        return [("s", "b"), ("s", "a"), (None, "a"), ("s", "a")]

    def below(self, system: str | None, code: str) -> Iterable[tuple[str | None, str]]:
        return [(system, code), (system, "b")]

    def above(self, system: str | None, code: str) -> Iterable[tuple[str | None, str]]:
        return [(system, code), (system, "a")]


READING = Reading(NOW, BASE_URL, Letters())


def parsing(registry: Registry = R4, max_chain: int = 10) -> Parsing:
    return Parsing(registry, READING, max_chain)


def of(resource_type: str, code: str) -> Parameter:
    """A parameter of R4."""
    return parameters(resource_type)[code]
