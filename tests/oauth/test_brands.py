"""The brand of the organization, as apps in which patients look for their hospital read it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from fhirserver import create_app
from fhirserver.settings import Settings
from fhirserver.validation import validate
from tests.databases import Databases
from tests.oauth.world import ISSUER, World

ANYWHERE = "https://directory.example"


def get(http: Any, path: str, **headers: str) -> Any:
    return http.get(path, headers={"Origin": ANYWHERE, **headers}, base_url=ISSUER)


def bundle_of(http: Any) -> Any:
    smart = get(http, "/fhir/.well-known/smart-configuration").json
    address = urlsplit(smart["user_access_brand_bundle"])
    assert f"{address.scheme}://{address.netloc}" == ISSUER
    answer = get(http, address.path)
    assert (answer.status_code, answer.content_type) == (200, "application/fhir+json")
    return smart["user_access_brand_identifier"], answer


def test_everybody_may_read_it_from_anywhere_and_keep_it(world: World) -> None:
    _, answer = bundle_of(world.http)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert answer.headers["ETag"].startswith('W/"')
    again = get(world.http, answer.request.path, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_it_is_a_valid_bundle_of_one_brand_and_its_endpoint(world: World) -> None:
    identifier, answer = bundle_of(world.http)
    bundle = answer.json
    assert validate(bundle).issues == []
    assert (bundle["type"], bundle["meta"]["profile"][0].rsplit("/", 1)[1]) == (
        "collection",
        "user-access-brands-bundle",
    )
    organization, endpoint = (entry["resource"] for entry in bundle["entry"])
    assert (organization["resourceType"], endpoint["resourceType"]) == ("Organization", "Endpoint")
    assert organization["identifier"] == [identifier]
    assert organization["name"] == "FHIR server"
    assert organization["endpoint"] == [{"reference": f"Endpoint/{endpoint['id']}"}]
    assert [entry["fullUrl"].removeprefix(f"{ISSUER}/fhir/") for entry in bundle["entry"]] == [
        f"Organization/{organization['id']}",
        f"Endpoint/{endpoint['id']}",
    ]
    assert endpoint["extension"][0]["valueCode"] == "4.0.1"


def test_its_endpoint_answers_what_it_can_do(world: World) -> None:
    _, answer = bundle_of(world.http)
    endpoint = answer.json["entry"][1]["resource"]
    assert endpoint["address"] == f"{ISSUER}/fhir"
    metadata = get(world.http, urlsplit(endpoint["address"]).path + "/metadata")
    assert metadata.json["resourceType"] == "CapabilityStatement"


@pytest.mark.parametrize(
    ("website", "shown"), [(None, ISSUER), ("https://hospital.example/about", "https://hospital.example/about")]
)
def test_the_settings_name_the_organization(databases: Databases, website: str | None, shown: str) -> None:
    settings: Settings = databases.fresh("sqlcipher", organization_name="Sankt Gertrud", organization_website=website)
    app = create_app(settings)
    _, answer = bundle_of(app.test_client())
    organization, endpoint = (entry["resource"] for entry in answer.json["entry"])
    assert organization["name"] == "Sankt Gertrud"
    assert organization["telecom"] == endpoint["contact"] == [{"system": "url", "value": shown}]
    app.extensions["repository"].close()
    databases.remove(settings)


def test_all_processes_say_the_same(databases: Databases) -> None:
    settings = databases.fresh("sqlcipher")
    tags = []
    for _ in range(2):
        app = create_app(settings)
        tags.append(bundle_of(app.test_client())[1].headers["ETag"])
        app.extensions["repository"].close()
    assert tags[0] == tags[1]
    databases.remove(settings)
