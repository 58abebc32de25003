"""The way back to a client: redirects to its registered address, and what a browser must be told to let them pass."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import flask

from fhirserver.oauth.authorization_request import Parameters, Refused, response_address
from fhirserver.web import pages, serving

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]+)?")


def address_of(redirect_uri: str, answer: Parameters) -> str:
    """Return the registered address with an answer, which names who answers: https://www.rfc-editor.org/rfc/rfc9207"""
    return response_address(redirect_uri, [*answer, ("iss", serving.origin())])


def to_client(redirect_uri: str, answer: Parameters) -> flask.Response:
    """Return the redirect that brings an answer to the registered address of a client."""
    response = flask.Response(status=303, headers={**pages.HEADERS, "Location": address_of(redirect_uri, answer)})
    # No page of ours stands in what the browser tells the app of where it comes from.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.autocorrect_location_header = False
    return response


def refusal(refused: Refused, state: str | None) -> Parameters:
    """Return the parameters that tell a client of an error."""
    told = [("error", refused.error), ("error_description", refused.description)]
    return [*told, *([("state", state)] if state is not None else [])]


def origin_of(uri: str) -> str:
    """Return the origin of an address as a Content-Security-Policy writes it; the scheme alone where it cannot."""
    parts = urlsplit(uri)
    web = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)
    return f"{parts.scheme}://{parts.netloc}" if web else f"{parts.scheme}:"
