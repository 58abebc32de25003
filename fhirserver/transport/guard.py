"""What stands around the application: nothing comes in, and nothing goes out, but through here.

It is WSGI, so that it also holds for what Flask itself refuses, and costs little.  https://peps.python.org/pep-3333/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fhirserver.settings import Settings
from fhirserver.transport import hosts, proxies
from fhirserver.transport.headers import complete
from fhirserver.transport.limits import FORM_BYTES, Limits
from fhirserver.transport.refusal import Refusal, form

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication
    from flask import Flask


def install(app: Flask, settings: Settings, limits: Limits) -> None:
    """Put the guard around ``app``; whoever calls it comes through."""
    # For what does not say how long it is.
    app.config["MAX_CONTENT_LENGTH"] = FORM_BYTES
    app.wsgi_app = guarded(app.wsgi_app, settings, limits)  # type: ignore[method-assign,assignment]  # as Flask says


def guarded(application: WSGIApplication, settings: Settings, limits: Limits) -> WSGIApplication:
    """Return ``application`` with every request checked and every answer completed with the headers of all answers."""
    allowed = hosts.names(settings)
    base = urlsplit(settings.base_url).path
    trusted = proxies.networks(settings.trusted_proxies)

    def serve(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, complete(headers), exc_info)

        refusal = (
            proxies.apply(environ, trusted)
            or hosts.check(environ, allowed)
            or limits.check_form(environ)
            or limits.check_address(environ)
        )
        if refusal:
            return _refuse(refusal, environ, start)
        return application(environ, start)

    def _refuse(refusal: Refusal, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        headers, body = form(refusal, environ.get("PATH_INFO", ""), base)
        start(refusal.status_line, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return serve
