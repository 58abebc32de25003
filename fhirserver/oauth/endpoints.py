"""Adds the endpoints of the authorization server to the application."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

import flask
import msgspec

from fhirserver.errors import FhirError
from fhirserver.interactions.request import Context
from fhirserver.oauth import addresses, cors
from fhirserver.oauth.brands import BRANDS, brands, identifier
from fhirserver.oauth.discovery import openid_configuration, server_metadata, smart_configuration
from fhirserver.oauth.errors import OAuth2Error, json_answer, of_error
from fhirserver.oauth.fetching import Fetched, fetch
from fhirserver.oauth.introspection import introspect
from fhirserver.oauth.key_sets import KeySets
from fhirserver.oauth.registration import register
from fhirserver.oauth.requests import instant
from fhirserver.oauth.revocation import revoke
from fhirserver.oauth.server import Server
from fhirserver.oauth.signing_keys import published_keys
from fhirserver.oauth.token import token
from fhirserver.oauth.userinfo import userinfo
from fhirserver.settings import Settings

Endpoint = Callable[[Server], flask.Response]

PUBLISHED_SECONDS = 3600
"""How long what is published may be kept: less than a key is published before it signs."""


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` answer as the authorization server of ``context``."""
    server = server_of(context)
    app.extensions["oauth"] = server
    cors.install(app, server)
    for address, methods, endpoint in (
        (addresses.TOKEN, ("POST",), token),
        (addresses.INTROSPECT, ("POST",), introspect),
        (addresses.REVOKE, ("POST",), revoke),
        (addresses.USERINFO, ("GET", "POST"), userinfo),
        (addresses.JWKS, ("GET", "HEAD"), jwks),
    ):
        _add(app, server, address, methods, endpoint)
    if context.settings.client_registration:
        _add(app, server, addresses.REGISTER, ("POST",), register)
    app.add_url_rule(BRANDS, "brands", lambda: _brands(context.settings))
    base = urlsplit(context.settings.base_url).path
    for address, document in (
        (addresses.OPENID_CONFIGURATION, openid_configuration),
        (addresses.AUTHORIZATION_SERVER, server_metadata),
        (base + addresses.SMART_CONFIGURATION, smart_configuration),
        (addresses.SMART_CONFIGURATION + base, smart_configuration),
    ):

        def published(server: Server, document: Callable[..., dict[str, object]] = document) -> flask.Response:
            present = {rule.rule for rule in app.url_map.iter_rules()}
            found = document(server.settings.base_url, present=present)
            if document is smart_configuration:
                found["user_access_brand_bundle"] = addresses.issuer_of(server.settings.base_url) + BRANDS
                found["user_access_brand_identifier"] = identifier(server.settings)
            return _published(found)

        _add(app, server, address, ("GET", "HEAD"), published)


def server_of(context: Context) -> Server:
    """Return the authorization server of ``context``."""
    text = context.settings.client_networks.replace(",", " ")
    allowed = [ipaddress.ip_network(network) for network in text.split()]

    def fetch_allowed(url: str) -> Fetched:
        return fetch(url, allowed)

    return Server(context, KeySets(fetch_allowed))


def jwks(server: Server) -> flask.Response:
    """Answer with the keys that verify id_tokens.  https://www.rfc-editor.org/rfc/rfc7517#section-5"""
    return _published({"keys": published_keys(server.database, server.sealing, instant())})


def _brands(settings: Settings) -> flask.Response:
    response = flask.Response(msgspec.json.encode(brands(settings)), content_type="application/fhir+json")
    response.headers.update(
        {"Cache-Control": f"public, max-age={PUBLISHED_SECONDS}", "Access-Control-Allow-Origin": "*"}
    )
    response.add_etag(weak=True)
    response.make_conditional(flask.request)
    return response


def _published(document: dict[str, object]) -> flask.Response:
    made = flask.Response(msgspec.json.encode(document), content_type="application/json")
    made.headers["Cache-Control"] = f"public, max-age={PUBLISHED_SECONDS}"
    return made


def _add(app: flask.Flask, server: Server, address: str, methods: tuple[str, ...], endpoint: Endpoint) -> None:
    def serve() -> flask.Response:
        method = flask.request.method
        if method == "OPTIONS":
            return flask.Response(status=204, headers={"Allow": ", ".join((*methods, "OPTIONS"))})
        if method not in methods:
            refusal = {"error": "invalid_request", "error_description": f"Use {' or '.join(methods)}."}
            return json_answer(refusal, 405, {"Allow": ", ".join((*methods, "OPTIONS"))})
        try:
            return endpoint(server)
        except OAuth2Error as error:
            return of_error(error)
        except FhirError as error:
            # What the database cannot do now; nothing was issued.
            unavailable = (
                {"error": "temporarily_unavailable"} if error.status in (409, 503) else {"error": "server_error"}
            )
            return json_answer(unavailable, 503 if error.status == 409 else error.status, error.headers)

    # Without a list of methods all come through, so that the answer to a wrong one is of OAuth as well.
    name = f"oauth {address}"
    app.view_functions[name] = serve
    app.url_map.add(app.url_rule_class(address, endpoint=name, methods=None))
