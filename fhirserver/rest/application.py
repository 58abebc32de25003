"""Flask's part: HTTP requests in, FHIR interactions, HTTP responses out; whatever happens, the answer is FHIR."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Mapping
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
from fhirserver.rest.authentication import authenticate
from fhirserver.rest.dispatch import find, options
from fhirserver.rest.memory import LARGE_BYTES, LargeBodies
from fhirserver.rest.refusals import Refusals
from fhirserver.transport.limits import Limits

_log = logging.getLogger(__name__)
_HEADERS = (
    ("HTTP_IF_MATCH", "if-match"),
    ("HTTP_IF_NONE_MATCH", "if-none-match"),
    ("HTTP_IF_NONE_EXIST", "if-none-exist"),
    ("HTTP_IF_MODIFIED_SINCE", "if-modified-since"),
    ("HTTP_PREFER", "prefer"),
    ("CONTENT_TYPE", "content-type"),
)
"""Where WSGI has the headers that interactions know."""


def install(app: flask.Flask, context: Context, limits: Limits) -> None:
    """Let ``app`` answer as the FHIR API of ``context``, below the path of its base URL, within ``limits``."""
    # An address with an empty part is not the one without it: no redirect.
    app.url_map.merge_slashes = False
    base = urlsplit(context.settings.base_url).path
    large = LargeBodies()
    refusals = Refusals()

    def serve(path: str = "") -> flask.Response:
        return answer(context, path.removesuffix("/"), large, refusals, limits)

    app.view_functions["fhir"] = serve
    for rule in (f"{base}/", f"{base}/<path:path>"):
        # Without a list of methods all come through, so that each address says itself which ones it has.
        app.url_map.add(app.url_rule_class(rule, endpoint="fhir", methods=None, strict_slashes=False))
    app.register_error_handler(FhirError, of_error)
    app.register_error_handler(HTTPException, of_http_exception)
    app.register_error_handler(Exception, of_fault)


def answer(context: Context, path: str, large: LargeBodies, refusals: Refusals, limits: Limits) -> flask.Response:
    """Carry out Flask's current request on the FHIR address ``path``.  Raises FhirError."""
    # Each look at flask.request costs more than all of these.
    environ = flask.request.environ
    method = environ["REQUEST_METHOD"]
    if method == "OPTIONS":
        return _respond(options(path))
    # Before the address is looked at and the body is read: who may not ask learns nothing and costs nothing.
    context = _within_limits(context, environ, path, refusals, limits)
    handler, values = find(method, path)
    request = Request(method, path, _query(environ.get("QUERY_STRING", "")), _headers(environ))
    format_ = http.response_format(request.parameter("_format"), environ.get("HTTP_ACCEPT"))
    if method in ("POST", "PUT", "PATCH"):
        body = _body(context.settings.max_body_bytes)
        request = replace(request, body=body)
        if len(body) >= LARGE_BYTES:
            _arrived(large, len(body))
            with large.turns.turn(len(body)):
                return _respond(handler(context, request, *values), format_.content_type)
    return _respond(handler(context, request, *values), format_.content_type)


def _within_limits(
    context: Context, environ: Mapping[str, str], path: str, refusals: Refusals, limits: Limits
) -> Context:
    """Return ``context`` for the caller, for whom the request is counted; one without a caller is its address's."""
    try:
        context = authenticate(context, environ, path, refusals)
    except FhirError:
        limits.check_failure(environ)
        raise
    if context.caller:
        if "HTTP_ORIGIN" in environ:
            # Only the origins of this very client may read the answer.
            flask.g.oauth_client_id = context.caller.client_id
        limits.check_client(context.caller)
    return context


def _arrived(large: LargeBodies, size: int) -> None:
    """Count the current request as one with a large body until its answer is sent, whether it succeeds or not."""
    large.arrived(size)

    @flask.after_this_request
    def until_sent(response: flask.Response) -> flask.Response:
        response.call_on_close(large.answered)
        return response


def _query(text: str) -> list[tuple[str, str]]:
    return parse_query(_utf8(text, "The query")) if text else []


def _headers(environ: Mapping[str, str]) -> dict[str, str]:
    headers = {ours: value for name, ours in _HEADERS if (value := environ.get(name)) is not None}
    if "if-none-exist" in headers:
        headers["if-none-exist"] = _utf8(headers["if-none-exist"], "If-None-Exist")
    return headers


def _utf8(text: str, name: str) -> str:
    """Return what a client that did not percent-encode has sent: WSGI hands bytes over as Latin-1."""
    try:
        return text if text.isascii() else text.encode("latin-1").decode()
    except ValueError:
        raise Invalid(f"{name} is not UTF-8.") from None


def _body(limit: int) -> bytes:
    received = flask.request
    coding = received.headers.get("Content-Encoding", "identity")
    if coding.strip().lower() != "identity":
        raise UnsupportedMediaType(f"The Content-Encoding {coding[:80]!r} is not read here.")
    length = received.content_length
    if length is not None and length > limit:
        raise TooLarge(f"The body has {length} bytes; at most {limit} are read.")
    flask.g.reads_body = True
    # Flask's own limit is that of forms; with this one it stays behind ours.
    received.max_content_length = limit + 2
    # One more byte than allowed tells a chunked body that is too long.
    body = received.stream.read(limit + 1)
    flask.g.reads_body = False
    if len(body) > limit:
        raise TooLarge(f"The body has more than {limit} bytes.")
    return body


def _respond(response: Response, content_type: str | None = None) -> flask.Response:
    body = response.body
    made = flask.Response(status=response.status, headers=response.headers)
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
