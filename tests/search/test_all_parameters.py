"""Every search parameter of every resource type finds what it must, and knows where it is missing.

Tried on HL7's examples and, for parameters that none of these has a value for, on resources made for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from conformance import SearchParameter, definitions
from fhirserver.validation import validate
from tests.databases import ENGINES, Databases
from tests.search.checks import check_pages
from tests.search.documents import Json
from tests.search.exact_searches import search_for
from tests.search.oracle import Asked
from tests.search.oracle_order import is_in_order
from tests.search.oracle_values import Resource
from tests.search.pair_documents import documents_of
from tests.search.servers import Server, running
from tests.validation.data import EXAMPLES, lines

COMMON = frozenset(definitions().search_parameters["Parameters"])
"""The parameters of all resources."""
PAIRS = [
    (resource_type, definition)
    for resource_type in definitions().resource_types
    for definition in definitions().search_parameters[resource_type].values()
    if definition.expression is not None and (definition.code not in COMMON or resource_type == "Patient")
]
ACCEPTED = [each for each in lines(EXAMPLES) if validate(each).ok]


def has_value(document: Json, definition: SearchParameter) -> bool:
    """Whether a resource has a value that can be searched for."""
    return search_for(Resource(document), definition) is not None


@cache
def made() -> tuple[Json, ...]:
    """A resource for each parameter that no example has a value for."""
    by_type = defaultdict(list)
    for each in ACCEPTED:
        by_type[each["resourceType"]].append(each)
    found = []
    for resource_type, definition in PAIRS:
        if not any(has_value(each, definition) for each in by_type[resource_type]):
            some = [
                each | {"id": f"{definition.code}-{at}".strip("_")}
                for at, each in enumerate(documents_of(resource_type, definition))
            ]
            found += [each for each in some if validate(each).ok and has_value(each, definition)]
    return tuple(found)


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def examples(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Server]:
    yield from running(databases, request.param, [*ACCEPTED, *made()])


def test_every_parameter_has_a_value_somewhere() -> None:
    assert len(PAIRS) == 1712
    everything = defaultdict(list)
    for each in [*ACCEPTED, *made()]:
        everything[each["resourceType"]].append(each)
    without = [
        f"{resource_type}.{definition.code}"
        for resource_type, definition in PAIRS
        if not any(has_value(each, definition) for each in everything[resource_type])
    ]
    assert without == []


def _check(server: Server, resource_type: str, name: str, text: str) -> str | None:
    page = server.page(resource_type, [(name, text), ("_count", "1000")])
    expected = server.expected(Asked((resource_type,), ((name, text),)))
    if sorted(page.keys) == sorted(expected):
        return None
    return f"{resource_type}?{name}={text}: without {expected - set(page.keys)}, with {set(page.keys) - expected}"


def test_every_parameter_is_missing_where_it_has_no_value(examples: Server) -> None:
    wrong = [
        problem
        for resource_type, definition in PAIRS
        if definition.type != "composite"
        for text in ("true", "false")
        if (problem := _check(examples, resource_type, f"{definition.code}:missing", text))
    ]
    assert wrong == []


def test_every_parameter_finds_its_values(examples: Server) -> None:
    wrong, nothing = [], []
    by_type = defaultdict(list)
    for resource in examples.oracle.world.resources:
        by_type[resource.type].append(resource)
    for resource_type, definition in PAIRS:
        texts = {each.key: search_for(each, definition) for each in by_type[resource_type]}
        key, text = next(((key, text) for key, text in texts.items() if text), (None, ""))
        if key is None or key not in examples.expected(Asked((resource_type,), ((definition.code, text),))):
            nothing.append(f"{resource_type}?{definition.code}={text}")
        elif problem := _check(examples, resource_type, definition.code, text):
            wrong.append(problem)
    assert wrong == []
    assert nothing == []


def test_types_that_share_a_parameter_are_sorted_together(examples: Server) -> None:
    sharing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for resource_type, definition in PAIRS:
        if definition.type not in ("composite", "special") and definition.code not in (
            "phonetic",
            "phone",
            "email",
            "telecom",
        ):
            sharing[definition.code, definition.type].append(resource_type)
    for (code, _), types in sharing.items():
        if len(types) > 1:
            for sort in (code, f"-{code}"):
                parameters = [("_type", ",".join(types)), ("_sort", sort)]
                keys = examples.all_keys("", [*parameters, ("_count", "1000")])
                assert is_in_order(examples.oracle.world, keys, sort), sort
                if len(keys) < 40:
                    check_pages(examples, "", parameters, keys, 7)
