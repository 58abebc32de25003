"""What the server says of itself: the right fields, nothing that does not work, and the same at each address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from authlib.oidc.discovery import OpenIDProviderMetadata

from fhirserver.access.scopes import parse
from tests.oauth.world import ISSUER, World

SMART = "/fhir/.well-known/smart-configuration"
OPENID = "/.well-known/openid-configuration"
RFC_8414 = "/.well-known/oauth-authorization-server"


def get(world: World, path: str, **headers: str) -> Any:
    return world.http.get(path, headers=headers, base_url=ISSUER)


@pytest.mark.parametrize("accept", [None, "application/json", "application/fhir+xml", "text/html", "*/*", "no;such"])
@pytest.mark.parametrize("path", [SMART, OPENID, RFC_8414])
def test_it_is_json_whatever_is_accepted_and_needs_no_token(world: World, path: str, accept: str | None) -> None:
    answer = get(world, path, **({"Accept": accept} if accept else {}))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert isinstance(answer.json, dict)


def test_smart_configuration_has_what_smart_and_us_core_ask_for(world: World) -> None:
    found = get(world, SMART).json
    assert found["issuer"] == ISSUER
    assert found["grant_types_supported"] == ["authorization_code", "client_credentials"]
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["response_types_supported"] == ["code"]
    methods = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
    assert found["token_endpoint_auth_methods_supported"] == methods
    assert found["token_endpoint_auth_signing_alg_values_supported"] == ["RS384", "ES384"]
    assert found["management_endpoint"] == f"{ISSUER}/account/apps"
    assert "registration_endpoint" not in found
    assert len(set(found["capabilities"])) == len(found["capabilities"])
    needed = (
        "launch-ehr launch-standalone authorize-post client-public client-confidential-symmetric "
        "client-confidential-asymmetric sso-openid-connect context-banner context-style context-ehr-patient "
        "context-ehr-encounter context-standalone-patient context-standalone-encounter permission-offline "
        "permission-online permission-patient permission-user permission-v1 permission-v2"
    )
    assert set(found["capabilities"]) == set(needed.split())
    for scope in found["scopes_supported"]:
        assert [each.text for each in parse(scope)] == [scope]


@pytest.mark.parametrize("path", [SMART, OPENID, RFC_8414])
def test_every_address_is_absolute_and_answers(world: World, path: str) -> None:
    found = get(world, path).json
    addresses = {name: value for name, value in found.items() if name.endswith(("_endpoint", "_uri"))}
    assert len(addresses) >= 5
    for name, address in addresses.items():
        assert address.startswith(f"{ISSUER}/"), name
        assert get(world, urlsplit(address).path).status_code != 404, name


def test_the_documents_agree(world: World) -> None:
    smart, openid, rfc_8414 = (get(world, path).json for path in (SMART, OPENID, RFC_8414))
    for name in smart.keys() & openid.keys() - {"grant_types_supported", "token_endpoint_auth_methods_supported"}:
        assert smart[name] == openid[name], name
    for name in rfc_8414:
        assert rfc_8414[name] == openid[name], name
    assert get(world, "/.well-known/smart-configuration/fhir").json == smart


def test_they_are_what_their_specifications_allow(world: World) -> None:
    AuthorizationServerMetadata(get(world, RFC_8414).json).validate()
    openid = get(world, OPENID).json
    OpenIDProviderMetadata(openid).validate()
    assert openid["id_token_signing_alg_values_supported"] == ["RS256"]
    assert openid["subject_types_supported"] == ["public"]
    # OpenID Connect Discovery, section 4: the document stands below the issuer.
    assert openid["issuer"] + OPENID == f"{ISSUER}{OPENID}"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_can_only_be_read(world: World, method: str) -> None:
    answer = world.http.open(OPENID, method=method, base_url=ISSUER)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
