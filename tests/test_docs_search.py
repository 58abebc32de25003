"""The requests that docs/search.md and the README show are answered as they say, on a server with sample data."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import pytest

from fhirserver.sample import generate
from fhirserver.sample.generate import patient_bundle
from fhirserver.settings import Settings
from fhirserver.store.reindex import reindex
from tests.databases import ENGINES, Databases
from tests.fhir_client import Answer, FhirClient

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "search.md").read_text()
BASE = "https://localhost:8443/fhir"
FORM = "application/x-www-form-urlencoded"
PATIENTS = (11, 16, 20)
"""The one that examples name, one who was in hospital, and one who was measured at a time that examples name."""

FIND_NOTHING = frozenset(
    (
        *(r"Patient?address-city=Old Mill\, Vermont", "Location?near=43.01|-72|5|km", "Patient?_list=42"),
        *("ValueSet?url:below=http://example.org/fhir", "Medication?_contained=both&_containedType=contained"),
    )
)
"""Examples that need what sample data do not have."""


class Example(NamedTuple):
    """A request as a document shows it, and the status that it states."""

    method: str
    address: str
    body: str
    status: int


def examples_of_the_guide() -> list[Example]:
    """Indented lines such as ``GET Patient?name=liao``, with a status at the end if it is not 200."""
    found = []
    for line in re.findall(r"^ {4}((?:GET|POST) .+)$", GUIDE, re.MULTILINE):
        request, _, status = re.match(r"(.*?)(\s{4,}(\d{3}))?$", line).groups()  # type: ignore[union-attr]  # fits all
        method, _, rest = request.partition(" ")
        address, _, body = rest.partition(" ") if method == "POST" else (rest, "", "")
        found.append(Example(method, address, body, int(status or 200)))
    return found


def examples_of_the_readme() -> list[Example]:
    """The calls of curl in the section on searching."""
    section = (ROOT / "README.md").read_text().split("\n## Searching\n")[1].split("\n## ")[0].replace("\\\n", " ")
    found = []
    for line in re.findall(r"^ {4}(curl .+)$", section, re.MULTILINE):
        words = shlex.split(line)
        (address,) = [word.removeprefix(f"{BASE}/") for word in words if word.startswith(BASE)]
        options = list(pairwise(words))
        fields = [value for option, value in options if option == "--data-urlencode"]
        body = "".join(value for option, value in options if option == "--data")
        query = f"?{'&'.join(fields)}" if fields else ""
        found.append(Example("POST" if body else "GET", f"{address}{query}", body, 200))
    return found


def encoded(text: str) -> str:
    """A query with its values percent-encoded."""
    return quote(text, safe="=&")


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def sampled(request: pytest.FixtureRequest, databases: Databases) -> Iterator[FhirClient]:
    """A client of a server with some of the patients of ``make run``, on each engine in turn."""
    from fhirserver import create_app

    settings = databases.fresh(request.param)
    app = create_app(settings)
    client = FhirClient(app)
    for bundle in (next(iter(generate(1, 1))), *(patient_bundle(number, 1) for number in PATIENTS)):
        assert client.post("", bundle, prefer="return=minimal").status == 200
    yield client
    app.extensions["repository"].close()
    databases.remove(settings)


def answer_to(client: FhirClient, example: Example) -> Answer:
    path, _, query = example.address.partition("?")
    address = f"{path}?{encoded(query)}" if query else path
    if example.method == "POST":
        return client.post(address, encoded(example.body).encode(), content_type=FORM)
    return client.get(address)


def test_the_documents_show_examples() -> None:
    assert len(examples_of_the_guide()) > 50
    assert len(examples_of_the_readme()) == 4


@pytest.mark.parametrize("example", examples_of_the_guide(), ids=lambda example: example.address)
def test_an_example_of_the_guide_is_answered_as_it_says(sampled: FhirClient, example: Example) -> None:
    answer = answer_to(sampled, example)
    assert answer.status == example.status, answer.json
    if example.status == 200 and "_explain" not in example.address:
        assert (answer.json["resourceType"], answer.json["type"]) == ("Bundle", "searchset")
        modes = {entry["search"]["mode"] for entry in answer.json.get("entry", [])}
        found = "match" in modes or answer.json.get("total", 0) > 0
        assert found is (example.address not in FIND_NOTHING), answer.json
        assert "outcome" not in modes
    else:
        assert answer.issues


@pytest.mark.parametrize("example", examples_of_the_readme(), ids=lambda example: example.address)
def test_an_example_of_the_readme_finds_something(sampled: FhirClient, example: Example) -> None:
    answer = answer_to(sampled, example)
    assert answer.status == 200, answer.json
    assert [entry["search"]["mode"] for entry in answer.json["entry"]].count("match") > 0


def search_parameter() -> tuple[str, dict[str, Any]]:
    """The address and the body of the SearchParameter that the guide stores."""
    found = re.search(r"^ {4}PUT (\S+)\n((?: {4}.+\n)+)", GUIDE, re.MULTILINE)
    assert found
    return found[1], json.loads(found[2])


def test_the_search_parameter_of_the_guide_is_refused_until_it_is_indexed(sampled: FhirClient) -> None:
    address, body = search_parameter()
    assert sampled.put(address, body).status == 201
    query = f"Patient?{body['code']}=blue"
    refused = sampled.get(query)
    assert (refused.status, [issue["code"] for issue in refused.issues]) == (400, ["transient"])
    assert [step.done for step in reindex(sampled.app.extensions["repository"])] == [len(PATIENTS)]
    assert sampled.get(query).json["total"] == 0


def test_the_limits_of_the_guide_are_those_of_the_settings() -> None:
    defaults = {f"FHIRSERVER_{name.upper()}": field.default for name, field in Settings.__dataclass_fields__.items()}
    stated = re.findall(r"\| `(FHIRSERVER_[A-Z_]+)`, ([\d,]+) \|", GUIDE)
    assert len(stated) == 4
    for name, number in stated:
        assert int(number.replace(",", "")) == defaults[name], name


def test_the_readme_shows_the_address_of_the_service() -> None:
    assert urlsplit(Settings().base_url).netloc == urlsplit(BASE).netloc
