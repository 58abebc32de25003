"""Adds the pages for people to the application."""

from __future__ import annotations

from pathlib import Path

import flask
import jinja2
from markupsafe import Markup

from fhirserver.web.pages import HEADERS

_FOLDER = Path(__file__).parent


def install(app: flask.Flask) -> None:
    """Let ``app`` answer with our pages, and with what they look like at ``/static/``."""
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.globals["token"] = _token
    shared = flask.Blueprint(
        "web",
        __name__,
        template_folder=str(_FOLDER / "templates"),
        static_folder=str(_FOLDER / "static"),
        static_url_path="/static",
    )
    shared.after_request(_headers)
    app.register_blueprint(shared)


def _token(csrf: str) -> Markup:
    """Return the hidden field that every form has."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf)


def _headers(response: flask.Response) -> flask.Response:
    response.headers.update(HEADERS)
    if response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=300"
    return response
