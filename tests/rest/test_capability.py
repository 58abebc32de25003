"""The CapabilityStatement says what is there, no more and no less.  https://hl7.org/fhir/R4/http.html#capabilities"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conformance import definitions
from fhirserver.rest.routes import ROUTES
from fhirserver.validation import validate
from tests.fhir_client import Answer, ClientWith, FhirClient
from tests.interactions.resources import Resource, numbered
from tests.validation.minimal import minimal

Statement = dict[str, Any]


@pytest.fixture
def statement(client: FhirClient) -> Statement:
    answer = client.get("metadata")
    assert answer.status == 200
    found: Statement = answer.json
    return found


def test_it_is_valid(statement: Statement) -> None:
    assert validate(statement).issues == []
    assert (statement["fhirVersion"], statement["kind"], statement["status"]) == ("4.0.1", "instance", "active")
    assert statement["implementation"]["url"] == "https://localhost:8443/fhir"


def test_it_claims_nothing_that_is_not_true(statement: Statement) -> None:
    assert {"instantiates", "implementationGuide", "imports", "messaging", "document"}.isdisjoint(statement)
    (rest,) = statement["rest"]
    assert rest.keys() == {"mode", "documentation", "security", "resource", "interaction", "searchParam"}
    for resource in rest["resource"]:
        assert {"operation", "supportedProfile"}.isdisjoint(resource)


def test_it_says_where_tokens_come_from(client_with: ClientWith) -> None:
    """https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#declaring-support-for-oauth2-endpoints"""
    client = client_with(public_url="https://record.example.org/r4/fhir")
    answer = client.app.test_client().get("https://record.example.org/r4/fhir/metadata")
    (rest,) = answer.json["rest"]  # type: ignore[index]  # an object
    assert rest["security"]["cors"] is True
    (service,) = rest["security"]["service"]
    assert service["coding"] == [
        {"system": "http://terminology.hl7.org/CodeSystem/restful-security-service", "code": "SMART-on-FHIR"}
    ]
    (uris,) = rest["security"]["extension"]
    assert uris["url"] == "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
    issuer = "https://record.example.org/oauth"
    assert {each["url"]: each["valueUri"] for each in uris["extension"]} == {
        "authorize": f"{issuer}/authorize",
        "token": f"{issuer}/token",
        "introspect": f"{issuer}/introspect",
        "revoke": f"{issuer}/revoke",
        "manage": "https://record.example.org/account/apps",
    }


def test_every_address_that_it_names_for_tokens_is_there(client: FhirClient, statement: Statement) -> None:
    (rest,) = statement["rest"]
    known = {rule.rule for rule in client.app.url_map.iter_rules()}
    for each in rest["security"]["extension"][0]["extension"]:
        assert each["valueUri"].removeprefix("https://localhost:8443") in known


def test_it_lists_every_search_parameter_of_r4(statement: Statement) -> None:
    (rest,) = statement["rest"]
    listed = {
        (resource["type"], parameter["name"]): (parameter["definition"], parameter["type"])
        for resource in rest["resource"]
        for parameter in resource["searchParam"]
    }
    assert listed == {
        (name, code): (each.url, each.type)
        for name in definitions().resource_types
        for code, each in definitions().search_parameters[name].items()
        if each.expression is not None
    }
    everywhere = {parameter["name"] for parameter in rest["searchParam"]}
    assert everywhere == {"_text", "_content", "_list", "_has", "_type"}


def test_what_it_says_can_be_included_can(client: FhirClient, statement: Statement) -> None:
    (rest,) = statement["rest"]
    for resource in rest["resource"]:
        listed = resource.get("searchInclude", []), resource.get("searchRevInclude", [])
        query = "&".join([*(f"_include={each}" for each in listed[0]), *(f"_revinclude={each}" for each in listed[1])])
        answer = client.get(f"{resource['type']}?_id=x&{query}")
        assert (answer.status, answer.json["total"]) == (200, 0), (resource["type"], answer.body)
    patient = next(resource for resource in rest["resource"] if resource["type"] == "Patient")
    assert "Patient:general-practitioner" in patient["searchInclude"]
    assert "Observation:patient" in patient["searchRevInclude"]
    assert "Observation:encounter" not in patient["searchRevInclude"]


def test_it_lists_every_type_once_and_every_interaction_of_the_table(statement: Statement) -> None:
    (rest,) = statement["rest"]
    assert [resource["type"] for resource in rest["resource"]] == list(definitions().resource_types)
    listed = {code["code"] for resource in rest["resource"] for code in resource["interaction"]}
    listed |= {code["code"] for code in rest["interaction"]}
    assert listed == {code for route in ROUTES for code in route.interactions}
    assert listed == {
        *("read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create"),
        *("transaction", "batch", "history-system", "search-type", "search-system"),
    }


def test_the_formats_it_lists_are_read_and_written(client: FhirClient, statement: Statement) -> None:
    for listed in statement["format"]:
        assert client.get("metadata?_format=" + listed.replace("+", "%2B")).status == 200
    stored = client.post("Patient", numbered("1")).json
    for listed in statement["patchFormat"]:
        answer = client.patch(f"Patient/{stored['id']}", b"[]", content_type=listed)
        assert answer.status in (200, 400)


def interactions(client: FhirClient, kind: str, sample: Resource) -> dict[str, Callable[[], Answer]]:
    """How to call each interaction on a type, in an order that works; ``sample`` lacks an id."""
    name, resource = f"{kind}/a", {**sample, "id": "a"}
    patch = b'[{"op":"add","path":"/language","value":"de"}]'
    return {
        "create": lambda: client.post(kind, sample),
        "update": lambda: client.put(name, resource),
        "read": lambda: client.get(name),
        "patch": lambda: client.patch(name, patch, content_type="application/json-patch+json"),
        "vread": lambda: client.get(f"{name}/_history/1"),
        "history-instance": lambda: client.get(f"{name}/_history"),
        "history-type": lambda: client.get(f"{kind}/_history"),
        "search-type": lambda: client.get(kind),
        "delete": lambda: client.delete(name),
    }


def test_every_interaction_on_every_type_works(client_with: ClientWith) -> None:
    client = client_with(allow_dangling_references=True)
    (rest,) = client.get("metadata").json["rest"]
    for listed in rest["resource"]:
        sample = {name: value for name, value in minimal(listed["type"]).items() if name != "id"}
        calls = interactions(client, listed["type"], sample)
        codes = {code["code"] for code in listed["interaction"]}
        assert codes == calls.keys()
        for code, call in calls.items():
            answer = call()
            assert answer.status < 300, (listed["type"], code, answer.body)


def test_every_interaction_on_the_system_works(client: FhirClient, statement: Statement) -> None:
    (rest,) = statement["rest"]
    for listed in rest["interaction"]:
        code = listed["code"]
        if code in ("history-system", "search-system"):
            assert client.get("_history" if code == "history-system" else "").status == 200
        else:
            answer = client.post("", {"resourceType": "Bundle", "type": code})
            assert answer.json == {"resourceType": "Bundle", "type": f"{code}-response"}


@pytest.mark.parametrize(
    ("changes", "claims"),
    [
        (
            {},
            {
                "updateCreate": True,
                "conditionalDelete": "multiple",
                "referencePolicy": ["literal", "logical", "enforced"],
            },
        ),
        ({"update_create": False}, {"updateCreate": False}),
        ({"allow_multiple_delete": False}, {"conditionalDelete": "single"}),
        ({"allow_dangling_references": True}, {"referencePolicy": ["literal", "logical"]}),
    ],
)
def test_claims_depend_on_settings(client_with: ClientWith, changes: dict[str, Any], claims: dict[str, Any]) -> None:
    (rest,) = client_with(**changes).get("metadata").json["rest"]
    for resource in rest["resource"]:
        assert resource.items() >= claims.items()


def test_claims_that_hold_for_every_type(client: FhirClient, statement: Statement) -> None:
    for resource in statement["rest"][0]["resource"]:
        assert resource["versioning"] == "versioned"  # If-Match is heeded, not demanded
        assert resource["readHistory"] is True
        assert resource["conditionalCreate"] is True
        assert resource["conditionalUpdate"] is True
        assert resource["conditionalRead"] == "full-support"
    stored = client.post("Patient", numbered("1")).json
    name = f"Patient/{stored['id']}"
    read = client.get(name)
    assert client.get(name, if_none_match=read.headers["ETag"]).status == 304
    assert client.get(name, if_modified_since=read.headers["Last-Modified"]).status == 304
    assert client.post("Patient", numbered("1"), if_none_exist="identifier=1").status == 200
    assert client.put("Patient?identifier=1", numbered("1")).status == 200
    assert client.put(name, {**stored, "gender": "male"}).status == 200


def test_every_parameter_of_a_type_is_a_criterion_of_conditional_interactions(
    client: FhirClient, statement: Statement
) -> None:
    values = {"date": "2000", "number": "1", "quantity": "1", "special": "1|1|1"}
    for resource in statement["rest"][0]["resource"]:
        for parameter in resource["searchParam"]:
            if parameter["type"] != "composite":
                value = values.get(parameter["type"], "x")
                answer = client.delete(f"{resource['type']}?{parameter['name']}={value}")
                assert answer.status == 204, (resource["type"], parameter, answer.body)


def test_the_tables_of_a_type_are_named(statement: Statement) -> None:
    about = {resource["type"]: resource.get("documentation") for resource in statement["rest"][0]["resource"]}
    assert about["Patient"].startswith("Stands in the SQL tables patient, ")
    assert about["Basic"] is None


@pytest.mark.parametrize(
    "query", ["_summary=true", "_elements=fhirVersion", "mode=full", "mode=normative", "mode=terminology"]
)
def test_parameters(client: FhirClient, query: str) -> None:
    answer = client.get(f"metadata?{query}")
    assert answer.status == 200
    assert answer.json["fhirVersion"] == "4.0.1"
    assert ("rest" in answer.json) == (query != "_elements=fhirVersion")


@pytest.mark.parametrize("query", ["mode=x", "_summary=count", "_elements=x", "x=1", "mode=full&mode=full"])
def test_wrong_parameters(client: FhirClient, query: str) -> None:
    assert client.get(f"metadata?{query}").status == 400
