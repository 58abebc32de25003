"""A server with known resources, and the oracle that knows what searches must find there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from fhirserver.settings import Settings
from tests.databases import Databases, Engine
from tests.fhir_client import Answer, FhirClient
from tests.search.oracle import Asked, Oracle
from tests.search.random_resources import BASE_URL

Parameters = Sequence[tuple[str, str]]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of results: the keys of what was found, in order, and the links."""

    keys: list[str]
    total: int | None
    links: dict[str, str]
    entries: list[Json]


class Server:
    """An application in this process, its client, and the oracle for its resources."""

    def __init__(self, app: Flask, documents: Iterable[Json] = ()) -> None:
        self.client = FhirClient(app)
        self.app = app
        self.stored: list[Json] = []
        self.load(documents)

    def load(self, documents: Iterable[Json]) -> None:
        """Store resources under their own ids; the oracle then knows them as they are served."""
        documents = list(documents)
        entries = [
            {"resource": each, "request": {"method": "PUT", "url": f"{each['resourceType']}/{each['id']}"}}
            for each in documents
        ]
        for start in range(0, len(entries), 100):
            part = entries[start : start + 100]
            bundle = {"resourceType": "Bundle", "type": "batch", "entry": part}
            answer = self.client.post("", bundle, prefer="return=representation")
            assert answer.status == 200, answer.json
            for sent, got in zip(part, answer.json["entry"], strict=True):
                assert got["response"]["status"][:3] in ("200", "201"), (sent, got)
                self._forget(got["resource"])
                self.stored.append(got["resource"])
        self.oracle = Oracle(self.stored, BASE_URL, datetime.now(UTC))

    def delete(self, document: Json) -> None:
        """Delete a resource; the oracle then does not know it either."""
        assert self.client.delete(f"{document['resourceType']}/{document['id']}").status == 204
        self._forget(document)
        self.oracle = Oracle(self.stored, BASE_URL, datetime.now(UTC))

    def _forget(self, document: Json) -> None:
        name = document["resourceType"], document["id"]
        self.stored = [each for each in self.stored if (each["resourceType"], each["id"]) != name]

    def ask(self, address: str, parameters: Parameters = (), **headers: str) -> Answer:
        """The answer to a search; ``address`` is such as ``Patient`` or ``Patient/1/Observation``."""
        query = urlencode(parameters)
        return self.client.get(f"{address}?{query}" if query else address, **headers)

    def page(self, address: str, parameters: Parameters = ()) -> Page:
        """A page of results; it must be one."""
        return page_of(self.ask(address, parameters))

    def follow(self, page: Page, relation: str) -> Page | None:
        """The page that a link of a page leads to, None if there is no such link."""
        url = page.links.get(relation)
        return page_of(self.client.get(url.removeprefix(f"{BASE_URL}/").removeprefix(BASE_URL))) if url else None

    def all_keys(self, address: str, parameters: Parameters = ()) -> list[str]:
        """The keys of all that a search finds, on as many pages as there are."""
        page: Page | None = self.page(address, parameters)
        keys: list[str] = []
        while page is not None:
            keys += page.keys
            page = self.follow(page, "next")
        return keys

    def ids(self, address: str, *parameters: tuple[str, str]) -> list[str]:
        """The keys of all that a search finds, in order, without the type if that is the address."""
        return [key.removeprefix(f"{address}/") for key in self.all_keys(address, parameters)]

    def found(self, text: str) -> list[str]:
        """The sorted ids of what a search finds that is written as ``Patient?name=peter&active=true``."""
        address, _, query = text.partition("?")
        pairs = [each.partition("=")[::2] for each in query.split("&")] if query else []
        last = address.rpartition("/")[2]
        return sorted(key.removeprefix(f"{last}/") for key in self.all_keys(address, pairs))

    def expected(self, asked: Asked) -> set[str]:
        """What must be found."""
        return self.oracle.find(asked)


def page_of(answer: Answer) -> Page:
    """A page from an answer, which must be one."""
    assert answer.status == 200, answer.json
    bundle = answer.json
    assert bundle["type"] == "searchset"
    entries = [each for each in bundle.get("entry", []) if each["search"]["mode"] == "match"]
    keys = [_key_of(each) for each in entries]
    links = {each["relation"]: each["url"] for each in bundle["link"]}
    return Page(keys, bundle.get("total"), links, entries)


def running(databases: Databases, engine: Engine, documents: Iterable[Json] = ()) -> Iterator[Server]:
    """A server with resources, on a fresh database, until it is no longer needed."""
    from fhirserver import create_app

    settings: Settings = databases.fresh(engine, allow_dangling_references=True)
    app = create_app(settings)
    yield Server(app, documents)
    app.extensions["repository"].close()
    databases.remove(settings)


def _key_of(entry: Json) -> str:
    return str(entry["fullUrl"]).removeprefix(f"{BASE_URL}/")
