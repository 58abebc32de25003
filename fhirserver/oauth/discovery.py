"""What the authorization server can do, for apps that find out by themselves.  Only what works stands here.

https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#using-well-known,
https://openid.net/specs/openid-connect-discovery-1_0.html and https://www.rfc-editor.org/rfc/rfc8414
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from fhirserver.oauth import addresses
from fhirserver.oauth.assertions import ALGORITHMS
from fhirserver.oauth.scope_words import CATEGORIES
from fhirserver.oauth.signing_keys import ALGORITHM

CONFIDENTIAL = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
SCOPES = [
    *("openid", "fhirUser", "profile", "launch", "launch/patient", "launch/encounter"),
    *("online_access", "offline_access"),
    *(f"{context}/*.{letters}" for context in ("patient", "user", "system") for letters in ("cruds", "rs")),
    *(f"patient/{name}.rs?category={category}" for name, categories in CATEGORIES.items() for category in categories),
]
CAPABILITIES = (
    *("client-public", "client-confidential-symmetric", "client-confidential-asymmetric"),
    *("permission-v1", "permission-v2"),
)
WITH_AUTHORIZE = (
    *("authorize-post", "launch-standalone", "sso-openid-connect", "context-standalone-patient"),
    *("launch-ehr", "context-ehr-patient", "context-ehr-encounter", "context-standalone-encounter"),
    *("context-banner", "context-style"),
    *("permission-offline", "permission-online", "permission-patient", "permission-user"),
)
"""Capabilities that need the authorization endpoint."""


def server_metadata(base_url: str, *, present: Collection[str]) -> dict[str, Any]:
    """Return the metadata of RFC 8414, which OpenID Connect shares.

    ``base_url`` is that of the FHIR service; ``present`` are the addresses (such as ``/oauth/register``) that this
    server has, so that nothing else is named.
    """
    issuer = addresses.issuer_of(base_url)
    endpoints = {
        "authorization_endpoint": addresses.AUTHORIZE,
        "token_endpoint": addresses.TOKEN,
        "jwks_uri": addresses.JWKS,
        "introspection_endpoint": addresses.INTROSPECT,
        "revocation_endpoint": addresses.REVOKE,
        "registration_endpoint": addresses.REGISTER,
    }
    methods: dict[str, Any] = {
        "token_endpoint_auth_methods_supported": ["none", *CONFIDENTIAL],
        "revocation_endpoint_auth_methods_supported": ["none", *CONFIDENTIAL],
        "introspection_endpoint_auth_methods_supported": CONFIDENTIAL,
    }
    signed = {name.replace("methods", "signing_alg_values"): list(ALGORITHMS) for name in methods}
    return {
        "issuer": issuer,
        **{name: issuer + address for name, address in endpoints.items() if address in present},
        **methods,
        **signed,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": SCOPES,
        "authorization_response_iss_parameter_supported": True,
    }


def openid_configuration(base_url: str, *, present: Collection[str]) -> dict[str, Any]:
    """Return the metadata of an OpenID provider."""
    return {
        **server_metadata(base_url, present=present),
        "userinfo_endpoint": addresses.issuer_of(base_url) + addresses.USERINFO,
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "claims_supported": ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "amr", "fhirUser", "name"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
    }


def smart_configuration(base_url: str, *, present: Collection[str]) -> dict[str, Any]:
    """Return what SMART App Launch asks for: the same, and the capabilities."""
    found = server_metadata(base_url, present=present)
    launches = addresses.AUTHORIZE in present
    if not launches:
        # Without signing in there is nobody to tell of.
        del found["issuer"], found["jwks_uri"]
    if addresses.MANAGEMENT in present:
        found["management_endpoint"] = addresses.issuer_of(base_url) + addresses.MANAGEMENT
    # SMART names two, refreshing goes with the first.
    found["grant_types_supported"] = ["authorization_code", "client_credentials"]
    found["token_endpoint_auth_methods_supported"] = CONFIDENTIAL
    found["capabilities"] = [*CAPABILITIES, *(WITH_AUTHORIZE if launches else ())]
    return found
