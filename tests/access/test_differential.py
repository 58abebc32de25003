"""Whatever a token allows, the answer is that of a server that holds nothing else.

Random resources, random tokens, random requests: what the caller may not see is taken away first, document by document,
and then an oracle answers that knows no SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance import definitions
from tests.access.grants import Restricted, random_grant
from tests.databases import ENGINES, Databases
from tests.search.checks import address_of, check_pages, check_results, parameters_of
from tests.search.oracle import Asked
from tests.search.oracle_values import parameter, values
from tests.search.oracle_world import World
from tests.search.random_resources import BASE_URL, IDS, MAKERS, resources
from tests.search.random_searches import Searches
from tests.search.servers import Server, running

TOKENS = 30
RANDOM = st.integers(0, 2**64 - 1).map(Random)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def whole(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Server]:
    """A server with random resources, as one sees it who may see everything."""
    yield from running(databases, request.param, resources(Random(7)))


@pytest.fixture(scope="module")
def restricted(whole: Server) -> list[Restricted]:
    """The same server, as the holders of some tokens see it."""
    return [Restricted(whole, random_grant(Random(seed), whole)) for seed in range(TOKENS)]


def _forbidden(view: Restricted, asked: Asked) -> bool:
    """Whether the token alone forbids a search."""
    grant = view.grant
    if asked.compartment and not grant.allows("r", asked.compartment.partition("/")[0]):
        return True
    return not (grant.allows("s", asked.types[0]) if len(asked.types) == 1 else grant.allows_some("s"))


def _readable(view: Restricted, key: str) -> bool:
    return key in {f"{each['resourceType']}/{each['id']}" for each in view.readable}


@MANY
@given(random=RANDOM, at=st.integers(0, TOKENS - 1))
def test_searches_find_what_may_be_searched_for(
    whole: Server, restricted: list[Restricted], random: Random, at: int
) -> None:
    view = restricted[at]
    # What is asked for is of what all resources say: also of those that nobody may learn of.
    searches = Searches(random.choice([whole.oracle.world, view.oracle.world]), random)
    asked = searches.search()
    if _forbidden(view, asked):
        answer = view.ask(address_of(asked), parameters_of(asked))
        assert (answer.status, answer.issues[0]["code"]) == (403, "forbidden")
        return
    if asked.compartment is not None and not _readable(view, asked.compartment):
        assert view.ask(address_of(asked), parameters_of(asked)).status in (404, 410)
        return
    if asked.compartment is not None and asked.compartment not in view.oracle.world.by_key:
        # It can be read, yet not be found: the oracle would not know whose compartment is meant.
        return
    sort = searches.sort(asked)
    keys = check_results(view, asked, sort)
    if 0 < len(keys) <= 20:
        parameters = [*parameters_of(asked), *([("_sort", sort)] if sort else [])]
        check_pages(view, address_of(asked), parameters, keys, random.randint(1, 4))


def _edges(world: World) -> list[tuple[str, str, str]]:
    """Which resource refers to which other one, and by which parameter."""
    found = []
    for resource in world.resources:
        for code, definition in definitions().search_parameters[resource.type].items():
            if definition.type == "reference" and definition.expression is not None:
                found += [
                    (resource.key, code, target.key)
                    for value in values(resource, definition)
                    for target in world.targets(resource, value)
                    if target.container is None and (not definition.targets or target.type in definition.targets)
                ]
    return found


@pytest.fixture(scope="module")
def edges(whole: Server) -> list[tuple[str, str, str]]:
    """All references between the resources of the server."""
    return _edges(whole.oracle.world)


@MANY
@given(random=RANDOM, at=st.integers(0, TOKENS - 1))
def test_references_tell_nothing_of_the_end_that_is_hidden(
    whole: Server, restricted: list[Restricted], edges: list[tuple[str, str, str]], random: Random, at: int
) -> None:
    view = restricted[at]
    seen = view.oracle.world.by_key
    # Of one end only, most of the time: what is asked for would be found by who may see everything.
    wanted = [each for each in edges if (each[0] in seen) + (each[2] in seen) >= (1 if random.random() < 0.8 else 2)]
    wanted = [each for each in wanted if (each[0] in seen) != (each[2] in seen)] or wanted
    if not wanted:
        return
    source, code, target = random.choice(wanted)
    (source_type, _, source_id), (target_type, _, target_id) = source.partition("/"), target.partition("/")
    forwards = (f"{code}:{target_type}._id", target_id)
    backwards = (f"_has:{source_type}:{code}:_id", source_id)
    kind, criterion = random.choice([(source_type, forwards), (target_type, backwards)])
    if source in seen and target not in seen:
        kind, criterion = source_type, forwards
    elif target in seen and source not in seen:
        kind, criterion = target_type, backwards
    assert whole.ask(kind, [criterion, ("_summary", "count")]).json["total"] > 0
    check_results(view, Asked((kind,), (criterion,)))


@MANY
@given(random=RANDOM, at=st.integers(0, TOKENS - 1))
def test_what_results_bring_along_may_be_read(
    whole: Server, restricted: list[Restricted], random: Random, at: int
) -> None:
    view = restricted[at]
    kind = random.choice(list(MAKERS))
    if not view.grant.allows("s", kind):
        return
    references = [
        each.code for each in Searches(whole.oracle.world, random).common((kind,)) if each.type == "reference"
    ]
    found = {key for key in view.oracle.world.by_key if key.startswith(f"{kind}/") and "#" not in key}
    readable = World(view.readable, BASE_URL)
    expected: set[str] = set()
    if references and random.random() < 0.5:
        code = random.choice(references)
        asked = ("_include", f"{kind}:{code}")
        for key in found:
            resource = view.oracle.world.by_key[key]
            definition = parameter(kind, code)
            assert definition is not None
            # What canonical URLs name is not brought along by this server.
            for value in (each for each in values(resource, definition) if each.type == "Reference"):
                expected |= {
                    each.key
                    for each in readable.targets(resource, value)
                    if each.container is None and (not definition.targets or each.type in definition.targets)
                }
    else:
        source, code = random.choice(
            [
                ("Observation", "subject"),
                ("Encounter", "subject"),
                ("Condition", "encounter"),
                ("Observation", "performer"),
                ("List", "item"),
            ]
        )
        asked = ("_revinclude", f"{source}:{code}")
        definition = parameter(source, code)
        assert definition is not None
        for resource in view.oracle.world.resources:
            if resource.type == source:
                for value in values(resource, definition):
                    if any(each.key in found for each in view.oracle.world.targets(resource, value)):
                        expected.add(resource.key)
    answer = view.ask(kind, [asked, ("_count", "1000")])
    assert answer.status == 200, answer.json
    by_mode: dict[str, set[str]] = {"match": set(), "include": set()}
    for entry in answer.json.get("entry", []):
        by_mode[entry["search"]["mode"]].add(entry["fullUrl"].removeprefix(f"{BASE_URL}/"))
    assert by_mode == {"match": found, "include": expected - found}, asked


def test_reads_histories_and_versions_show_what_may_be_read(whole: Server, restricted: list[Restricted]) -> None:
    for view in restricted:
        for kind in MAKERS:
            for name in IDS:
                key = f"{kind}/{name}"
                statuses = {view.client.get(f"{key}{rest}").status for rest in ("", "/_history/1", "/_history")}
                expected = 403 if not view.grant.allows("r", kind) else 200 if _readable(view, key) else 404
                assert statuses == {expected}, (view.grant, key)


def test_histories_of_types_and_of_all_show_what_may_be_searched_for(restricted: list[Restricted]) -> None:
    for view in restricted:
        searchable = {f"{each['resourceType']}/{each['id']}" for each in view.stored}
        for kind in [*MAKERS, ""]:
            answer = view.client.get(f"{kind}/_history?_count=1000".removeprefix("/"))
            if not (view.grant.allows("s", kind) if kind else view.grant.allows_some("s")):
                assert answer.status == 403
                continue
            found = {each["fullUrl"].removeprefix(f"{BASE_URL}/") for each in answer.json.get("entry", [])}
            assert found == {key for key in searchable if key.startswith(kind)}, view.grant


def test_counts_and_subsets_are_of_what_may_be_searched_for(restricted: list[Restricted]) -> None:
    for view in restricted:
        for kind in MAKERS:
            if view.grant.allows("s", kind):
                number = sum(each["resourceType"] == kind for each in view.stored)
                assert view.ask(kind, [("_summary", "count")]).json["total"] == number
                assert view.ask(kind, [("_summary", "true"), ("_total", "accurate")]).json["total"] == number
