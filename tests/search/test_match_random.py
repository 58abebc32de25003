"""What is not stored yet satisfies criteria exactly if the oracle says so: the server's second reading of the rules."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from random import Random

import pytest

from fhirserver.json_format import decode, encode
from fhirserver.search.filter import filter_node
from fhirserver.search.match import Candidate, Unmatchable, candidate, satisfies
from fhirserver.search.parse import Parsing, node_of
from fhirserver.search.parse_values import NoTerminology, Reading
from fhirserver.search.registry import R4
from fhirserver.search.tree import Node
from tests.search.oracle import Oracle
from tests.search.oracle_matching import to_the_letter
from tests.search.oracle_values import Resource
from tests.search.random_resources import BASE_URL, MAKERS, resources
from tests.search.random_searches import Searches

NOW = datetime.now(UTC)
PARSING = Parsing(R4, Reading(NOW, BASE_URL, NoTerminology()))
ORACLE = Oracle([decode(encode(each)) for each in resources(Random(5))], BASE_URL, NOW)
CANDIDATES: dict[str, list[tuple[Resource, Candidate]]] = defaultdict(list)
for _each in ORACLE.world.resources:
    CANDIDATES[_each.type].append((_each, candidate(R4, _each.id, _each.document, BASE_URL)))
CONTACTS = ("telecom", "phone", "email")
"""Of telephone numbers the digits alone count too, which are no letter of theirs."""


@pytest.mark.parametrize("seed", range(10))
def test_documents_satisfy_what_the_oracle_says(seed: int) -> None:
    random = Random(seed)
    compared = 0
    with to_the_letter():
        for _ in range(200):
            resource_type = random.choice(list(MAKERS))
            name, text = Searches(ORACLE.world, random).criterion([resource_type])
            if name.startswith(CONTACTS):
                continue
            for resource, given in CANDIDATES[resource_type]:
                try:
                    found = satisfies(given, _node(resource_type, name, text))
                except Unmatchable:
                    continue
                assert found is ORACLE.holds(resource, name, text), (resource.key, name, text)
                compared += 1
    assert compared > 1000


def _node(resource_type: str, name: str, text: str) -> Node:
    if name == "_filter":
        return filter_node(PARSING, resource_type, text)
    return node_of(PARSING, (resource_type,), name, text)
