"""Random searches find exactly what the oracle finds, in order, counted right, on however many pages."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.databases import Databases, Engine
from tests.search.checks import address_of, check_pages, check_results, parameters_of
from tests.search.oracle import Asked
from tests.search.random_resources import MAKERS, resource
from tests.search.random_searches import Searches
from tests.search.servers import Server, running

SEARCH = settings.get_profile("search")
RANDOM = st.integers(0, 2**64 - 1).map(Random)
"""Hypothesis's own randoms repeat themselves too much for searches, which are made of many choices."""


@SEARCH
@given(random=RANDOM)
def test_criteria_of_all_kinds(random_server: Server, random: Random) -> None:
    searches = Searches(random_server.oracle.world, random)
    check_results(random_server, searches.search())


@SEARCH
@given(random=RANDOM)
def test_orders_and_pages(random_server: Server, random: Random) -> None:
    searches = Searches(random_server.oracle.world, random)
    asked = searches.search()
    sort = searches.sort(asked)
    keys = check_results(random_server, asked, sort)
    if len(keys) <= 30:
        parameters = [*parameters_of(asked), *([("_sort", sort)] if sort else [])]
        check_pages(random_server, address_of(asked), parameters, keys, random.randint(1, 5))


@SEARCH
@given(random=RANDOM, several=st.integers(2, 4))
def test_criteria_and_orders_of_several_types(random_server: Server, random: Random, several: int) -> None:
    searches = Searches(random_server.oracle.world, random)
    types = tuple(random.sample(list(MAKERS), several))
    asked = Asked(types, searches.criteria(types))
    check_results(random_server, asked, searches.sort(asked))


def test_fresh_resources_and_what_became_of_them(engine: Engine, databases: Databases) -> None:
    """Resources are made, changed and deleted; searches see what there is now, and nothing else."""
    for server in running(databases, engine):
        random = Random(3)
        for _ in range(8):
            server.load(resource(random, random.choice(list(MAKERS)), random.choice("123456")) for _ in range(25))
            for document in random.sample(server.stored, len(server.stored) // 4):
                server.delete(document)
            for _ in range(40):
                searches = Searches(server.oracle.world, random)
                asked = searches.search()
                if asked.compartment is None or asked.compartment in server.oracle.world.by_key:
                    check_results(server, asked, searches.sort(asked))
