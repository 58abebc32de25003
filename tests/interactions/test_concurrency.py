"""Requests at the same time: one wins where only one can, nothing is lost, nothing dangles.

https://hl7.org/fhir/R4/http.html#concurrency
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, FhirClient
from tests.interactions.at_once import at_once, pauses
from tests.interactions.bundles import PATIENT_URL, entry, located, post, put, statuses, transact
from tests.interactions.resources import Resource, basic, made, name_of, numbered, observation, patient

CRITERIA = "identifier=urn:example:mrn|1"
Send = Callable[[FhirClient], Answer]


def conditional_create(client: FhirClient) -> tuple[str, str]:
    answer = client.post("Patient", numbered("1"), if_none_exist=CRITERIA)
    return str(answer.status), name_of(answer.json)


def conditional_update(client: FhirClient) -> tuple[str, str]:
    answer = client.put(f"Patient?{CRITERIA}", numbered("1"))
    return str(answer.status), name_of(answer.json)


def create_in_a_transaction(client: FhirClient) -> tuple[str, str]:
    answer = transact(
        client,
        post(observation(PATIENT_URL, 1)),
        post(numbered("1"), PATIENT_URL, ifNoneExist=CRITERIA),
        post(patient()),
    )
    return statuses(answer)[1], located(answer)[1]


def update_in_a_transaction(client: FhirClient) -> tuple[str, str]:
    answer = transact(
        client, entry("PUT", f"Patient?{CRITERIA}", numbered("1")), post(observation(f"Patient?{CRITERIA}", 1))
    )
    return statuses(answer)[0], located(answer)[0]


WAYS = [conditional_create, conditional_update, create_in_a_transaction, update_in_a_transaction]


@pytest.mark.parametrize("way", WAYS)
def test_fifty_conditional_requests_make_one_resource(
    client: FhirClient, way: Callable[[FhirClient], tuple[str, str]]
) -> None:
    results = at_once(client, [way] * 50)
    assert Counter(status for status, _ in results) == {"201": 1, "200": 49}
    assert len({name for _, name in results}) == 1
    numbered_ones = {name for name in _patients(client) if "identifier" in client.get(name).json}
    assert numbered_ones == {results[0][1]}


def test_all_ways_together_make_one_resource(client: FhirClient, repository: Repository) -> None:
    with pauses(repository, 1):
        results = at_once(client, WAYS * 5)
    assert Counter(status for status, _ in results) == {"201": 1, "200": 19}
    assert len({name for _, name in results}) == 1


def _patients(client: FhirClient) -> set[str]:
    """Names of all Patients that exist."""
    history = client.get("Patient/_history?_count=1000").json["entry"]
    return {"Patient/" + item["fullUrl"].rpartition("/")[2] for item in history}


def test_conditional_creates_of_different_resources_do_not_disturb_each_other(client: FhirClient) -> None:
    def create(number: int, own: FhirClient) -> int:
        return own.post("Patient", numbered(str(number)), if_none_exist=f"identifier={number}").status

    assert at_once(client, [partial(create, number) for number in range(50)]) == [201] * 50


class TestUpdates:
    def update(self, client: FhirClient, version: str, text: str) -> int:
        return client.put("Basic/a", basic("a", language=text), if_match=f'W/"{version}"').status

    def update_in_a_transaction(self, client: FhirClient, version: str, text: str) -> int:
        return transact(client, put(basic("a", language=text), ifMatch=f'W/"{version}"'), post(patient())).status

    @pytest.mark.parametrize("way", [update, update_in_a_transaction])
    def test_one_wins_for_each_version(self, client: FhirClient, way: Callable[..., int]) -> None:
        client.put("Basic/a", basic("a"))
        for version in ("1", "2", "3"):
            texts = [f"x-{version}-{number}" for number in range(12)]
            calls = [partial(way, self, version=version, text=text) for text in texts]
            assert Counter(at_once(client, calls)) == {200: 1, 412: 11}
        assert client.get("Basic/a").version == "4"

    def test_no_update_is_lost(self, client: FhirClient) -> None:
        """Each thread adds an item of its own to a list, and tries again when somebody else was faster."""
        client.put("Basic/a", basic("a"))

        def add(number: int, own: FhirClient) -> int:
            for tries in itertools.count(1):
                now = own.get("Basic/a")
                item = {"system": "urn:thread", "value": str(number)}
                changed = {**now.json, "identifier": [*now.json.get("identifier", []), item]}
                status = own.put("Basic/a", changed, if_match=now.headers["ETag"]).status
                if status == 200:
                    return tries
                assert status == 412
            raise AssertionError

        at_once(client, [partial(add, number) for number in range(10)])
        now = client.get("Basic/a")
        assert sorted(int(item["value"]) for item in now.json["identifier"]) == list(range(10))
        assert now.version == "11"

    def test_without_if_match_each_makes_its_version(self, client: FhirClient) -> None:
        client.put("Basic/a", basic("a"))
        calls: list[Send] = [
            lambda own, n=number: own.put("Basic/a", basic("a", language=f"x-{n}")) for number in range(12)
        ]
        answers = at_once(client, calls)
        assert sorted(int(answer.version) for answer in answers) == list(range(2, 14))
        assert client.get("Basic/a/_history").json["total"] == 13
        last = max(answers, key=lambda answer: int(answer.version))
        assert client.get("Basic/a").json == last.json

    def test_creates_under_one_id(self, client: FhirClient) -> None:
        calls: list[Send] = [
            lambda own, n=number: own.put("Basic/a", basic("a", language=f"x-{n}")) for number in range(12)
        ]
        answers = at_once(client, calls)
        assert Counter(answer.status for answer in answers) == {201: 1, 200: 11}

    def test_patches_all_arrive(self, client: FhirClient) -> None:
        client.put("Basic/a", basic("a", identifier=[{"value": "0"}]))

        def patch(number: int, own: FhirClient) -> int:
            body = f'[{{"op":"add","path":"/identifier/-","value":{{"value":"{number}"}}}}]'.encode()
            return own.patch("Basic/a", body, content_type="application/json-patch+json").status

        assert at_once(client, [partial(patch, number) for number in range(1, 12)]) == [200] * 11
        assert len(client.get("Basic/a").json["identifier"]) == 12


class TestOppositeOrders:
    @pytest.mark.parametrize("make", [patient, basic])
    def test_updates(self, client: FhirClient, repository: Repository, make: Callable[..., Resource]) -> None:
        names = [f"r{number}" for number in range(6)]
        for name in names:
            client.put(name_of(make(name)), make(name))

        def send(number: int, own: FhirClient) -> Answer:
            order = names if number % 2 else names[::-1]
            return transact(own, *(put(make(name, language=f"x-{number}")) for name in order))

        with pauses(repository, 2):
            answers = at_once(client, [partial(send, number) for number in range(8)])
        assert [answer.status for answer in answers] == [200] * 8
        now = [client.get(name_of(make(name))) for name in names]
        assert {answer.version for answer in now} == {"9"}
        assert len({answer.json["language"] for answer in now}) == 1

    def test_creates_under_the_same_ids(self, client: FhirClient, repository: Repository) -> None:
        def send(number: int, own: FhirClient) -> list[str]:
            names = "abcd" if number % 2 else "dcba"
            return statuses(transact(own, *(put(basic(name, language=f"x-{number}")) for name in names)))

        with pauses(repository, 3):
            results = at_once(client, [partial(send, number) for number in range(8)])
        assert Counter(map(tuple, results)) == {("201",) * 4: 1, ("200",) * 4: 7}

    def test_conditional_creates(self, client: FhirClient, repository: Repository) -> None:
        def send(number: int, own: FhirClient) -> list[str]:
            values = range(5) if number % 2 else reversed(range(5))
            return statuses(transact(own, *(post(numbered(str(v)), ifNoneExist=f"identifier={v}") for v in values)))

        with pauses(repository, 4):
            results = at_once(client, [partial(send, number) for number in range(8)])
        assert Counter(map(tuple, results)) == {("201",) * 5: 1, ("200",) * 5: 7}

    def test_references_crosswise(self, client: FhirClient, repository: Repository) -> None:
        for name in "ab":
            client.put(f"Basic/{name}", basic(name))

        def send(number: int, own: FhirClient) -> int:
            one, other = "ab" if number % 2 else "ba"
            reference = {"reference": f"Basic/{other}/_history/1"}
            changed = basic(one, language=f"x-{number}", extension=[{"url": "urn:x", "valueReference": reference}])
            return transact(own, put(changed)).status

        with pauses(repository, 5):
            assert at_once(client, [partial(send, number) for number in range(8)]) == [200] * 8


class TestReferencesAndDeletions:
    """Somebody refers to X while somebody else deletes X: whoever is second is refused."""

    @pytest.mark.parametrize("make", [patient, basic])
    @pytest.mark.parametrize("way", ["delete", "criteria", "transaction", "criteria in a transaction"])
    def test_never_both(
        self, client: FhirClient, repository: Repository, make: Callable[..., Resource], way: str
    ) -> None:
        outcomes: Counter[tuple[int, int]] = Counter()
        for number in range(12):
            value = f"{way.replace(' ', '-')}-{number}"
            target = name_of(made(client, make(identifier=[{"value": value}])))
            criteria = f"{target.partition('/')[0]}?identifier={value}"
            source = basic(extension=[{"url": "urn:x", "valueReference": {"reference": target}}])
            delete: dict[str, Callable[[FhirClient], int]] = {
                "delete": lambda own, name=target: own.delete(name).status,
                "criteria": lambda own, query=criteria: own.delete(query).status,
                "transaction": lambda own, name=target: transact(own, entry("DELETE", name), post(patient())).status,
                "criteria in a transaction": lambda own, query=criteria: (
                    transact(own, post(numbered("0"), ifNoneExist="identifier=0"), entry("DELETE", query)).status
                ),
            }
            with pauses(repository, number):
                deleted, *referred = at_once(
                    client, [delete[way], *[lambda own, body=source: own.post("Basic", body).status for _ in range(2)]]
                )
            outcomes[deleted, max(referred)] += 1
            exists = client.get(target).status == 200
            assert exists == (deleted == 409), (deleted, referred)
            assert (201 in referred) == exists, (deleted, referred)
            assert {deleted, *referred} <= {200, 204, 409, 201, 422}
        assert outcomes.total() == 12

    def test_both_in_transactions(self, client: FhirClient, repository: Repository) -> None:
        """Each deletes what the other refers to: one of them can."""
        for number in range(6):
            for name in "ab":
                client.put(f"Basic/{name}{number}", basic(f"{name}{number}"))

            def swap(own: FhirClient, gone: str, kept: str) -> int:
                reference = {"url": "urn:x", "valueReference": {"reference": f"Basic/{kept}"}}
                return transact(own, entry("DELETE", f"Basic/{gone}"), post(basic(extension=[reference]))).status

            one, other = f"a{number}", f"b{number}"
            with pauses(repository, number):
                found = at_once(client, [partial(swap, gone=one, kept=other), partial(swap, gone=other, kept=one)])
            assert sorted(found) in ([200, 409], [200, 422])


def test_reads_in_a_transaction_see_one_state(client: FhirClient, repository: Repository) -> None:
    for name in "ab":
        client.put(f"Basic/{name}", basic(name, language="x-0"))

    def write(own: FhirClient) -> None:
        for number in range(1, 6):
            assert transact(own, *(put(basic(name, language=f"x-{number}")) for name in "ab")).status == 200

    def read(own: FhirClient) -> None:
        for _ in range(6):
            answer = transact(
                own, entry("GET", "Basic/a"), post(patient()), entry("GET", "Basic/b"), entry("GET", "Basic/_history")
            )
            one, _, other, history = [item.get("resource") for item in answer.json["entry"]]
            assert one["language"] == other["language"]
            assert history["total"] == 2 * int(one["meta"]["versionId"])

    with pauses(repository, 6, 0.002):
        at_once(client, [write, read, read])
