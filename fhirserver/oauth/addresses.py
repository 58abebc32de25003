"""Addresses of the authorization server: the host of the FHIR service is the issuer."""

from __future__ import annotations

from urllib.parse import urlsplit

AUTHORIZE = "/oauth/authorize"
TOKEN = "/oauth/token"
INTROSPECT = "/oauth/introspect"
REVOKE = "/oauth/revoke"
REGISTER = "/oauth/register"
JWKS = "/oauth/jwks"
USERINFO = "/oauth/userinfo"
MANAGEMENT = "/account/apps"
OPENID_CONFIGURATION = "/.well-known/openid-configuration"
AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server"
SMART_CONFIGURATION = "/.well-known/smart-configuration"


def issuer_of(base_url: str) -> str:
    """Return the issuer of tokens for the FHIR service at ``base_url``: its scheme and host.

    https://www.rfc-editor.org/rfc/rfc8414#section-2
    """
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"
