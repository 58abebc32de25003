"""Flask's part: HTTP requests in, FHIR interactions, HTTP responses out; whatever happens, the answer is FHIR."""

from __future__ import annotations

import logging
import secrets
import traceback
from dataclasses import replace
from urllib.parse import urlsplit

import flask
import msgspec
from werkzeug.exceptions import HTTPException

from fhirserver import http, json_format
from fhirserver.errors import FhirError, Invalid, Issue, NotFound, TooLarge, UnsupportedMediaType
from fhirserver.interactions.criteria import parse_query
from fhirserver.interactions.request import Context, Request, Response
from fhirserver.outcome import operation_outcome
from fhirserver.rest.dispatch import find, options

_log = logging.getLogger(__name__)
_HEADERS = (
    ("If-Match", "if-match"),
    ("If-None-Match", "if-none-match"),
    ("If-None-Exist", "if-none-exist"),
    ("If-Modified-Since", "if-modified-since"),
    ("Prefer", "prefer"),
    ("Content-Type", "content-type"),
)
_FIXED = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` answer as the FHIR API of ``context``, below the path of its base URL."""
    # An address with an empty part is not the one without it: no redirect.
    app.url_map.merge_slashes = False
    base = urlsplit(context.settings.base_url).path

    def serve(path: str = "") -> flask.Response:
        return answer(context, path.removesuffix("/"))

    app.view_functions["fhir"] = serve
    for rule in (f"{base}/", f"{base}/<path:path>"):
        # Without a list of methods all come through, so that each address says itself which ones it has.
        app.url_map.add(app.url_rule_class(rule, endpoint="fhir", methods=None, strict_slashes=False))
    app.register_error_handler(FhirError, of_error)
    app.register_error_handler(HTTPException, of_http_exception)
    app.register_error_handler(Exception, of_fault)


def answer(context: Context, path: str) -> flask.Response:
    """Carry out Flask's current request on the FHIR address ``path``.  Raises FhirError."""
    received = flask.request
    if received.method == "OPTIONS":
        return _respond(options(path))
    handler, values = find(received.method, path)
    request = Request(received.method, path, _query(received.query_string), _headers(received))
    format_ = http.response_format(request.parameter("_format"), received.headers.get("Accept"))
    if request.method in ("POST", "PUT", "PATCH"):
        request = replace(request, body=_body(received, context.settings.max_body_bytes))
    return _respond(handler(context, request, *values), format_.content_type)


def _query(encoded: bytes) -> list[tuple[str, str]]:
    if not encoded:
        return []
    try:
        return parse_query(encoded.decode())
    except UnicodeDecodeError:
        raise Invalid("The query is not UTF-8.") from None


def _headers(received: flask.Request) -> dict[str, str]:
    headers = {ours: value for name, ours in _HEADERS if (value := received.headers.get(name)) is not None}
    criteria = headers.get("if-none-exist", "")
    if not criteria.isascii():
        # WSGI hands headers over as Latin-1; a client that did not percent-encode its criteria has sent UTF-8.
        try:
            headers["if-none-exist"] = criteria.encode("latin-1").decode()
        except ValueError:
            raise Invalid("If-None-Exist is not UTF-8.") from None
    return headers


def _body(received: flask.Request, limit: int) -> bytes:
    coding = received.headers.get("Content-Encoding", "identity")
    if coding.strip().lower() != "identity":
        raise UnsupportedMediaType(f"The Content-Encoding {coding[:80]!r} is not read here.")
    length = received.content_length
    if length is not None and length > limit:
        raise TooLarge(f"The body has {length} bytes; at most {limit} are read.")
    flask.g.reads_body = True
    # One more byte than allowed tells a chunked body that is too long.
    body = received.stream.read(limit + 1)
    flask.g.reads_body = False
    if len(body) > limit:
        raise TooLarge(f"The body has more than {limit} bytes.")
    return body


def _respond(response: Response, content_type: str | None = None) -> flask.Response:
    body = response.body
    made = flask.Response(status=response.status, headers={**_FIXED, **response.headers})
    if body is None:
        del made.headers["Content-Type"]
        return made
    if flask.request.query_string and flask.request.args.get("_pretty") == "true":
        body = msgspec.json.format(body, indent=2)
    made.data = body
    made.headers["Content-Type"] = content_type or http.response_format(None, None).content_type
    return made


def of_error(error: FhirError) -> flask.Response:
    """Return the OperationOutcome of an error."""
    return _respond(Response(error.status, json_format.encode(operation_outcome(error.issues)), error.headers))


def of_http_exception(error: HTTPException) -> flask.Response:
    """Return the OperationOutcome of what Flask itself refuses."""
    if flask.g.get("reads_body"):
        return of_error(Invalid("The body could not be read to its end."))
    if error.code == 404:
        return of_error(NotFound("There is nothing at this address."))
    issue = Issue("error", "processing", error.description or error.name)
    return _respond(Response(error.code or 500, json_format.encode(operation_outcome([issue]))))


def of_fault(error: Exception) -> flask.Response:
    """Log a fault of ours, and answer with nothing but where to find it in the log."""
    if flask.g.get("reads_body"):
        # A server's own exception: what arrives is not a body of HTTP.
        return of_error(Invalid("The body could not be read to its end."))
    number = secrets.token_hex(4)
    # Messages of exceptions can hold values from the request or the database; the places cannot.
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("Fault %s in answering %s: %s\n%s", number, flask.request.method, type(error).__name__, frames)
    return of_error(FhirError(f"The server met a fault of its own and saved nothing; see fault {number} in its log."))
