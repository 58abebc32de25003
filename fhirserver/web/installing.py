"""Adds the pages for people to the application."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import flask
import jinja2
from markupsafe import Markup

from fhirserver.accounts.passwords import prepare
from fhirserver.settings import Settings
from fhirserver.web import account, emergencies, provider, second_factors, sign_in, welcome
from fhirserver.web.pages import HEADERS

_FOLDER = Path(__file__).parent


def install(app: flask.Flask, settings: Settings) -> None:
    """Let ``app`` answer with our pages, and with what they look like at ``/static/``.  Raises SettingsError."""
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.globals.update(token=_token, instant=_instant, readable=_readable)
    app.jinja_env.filters["base64url"] = _base64url
    shared = flask.Blueprint(
        "web",
        __name__,
        template_folder=str(_FOLDER / "templates"),
        static_folder=str(_FOLDER / "static"),
        static_url_path="/static",
    )
    shared.after_request(_headers)
    app.register_blueprint(shared)
    for module in (account, emergencies, second_factors, sign_in, welcome):
        app.register_blueprint(module.pages)
    if urlsplit(settings.base_url).path:
        app.add_url_rule("/", "home", lambda: flask.redirect("/account"))
    provider.install(app, settings)
    prepare()


def _token(csrf: str) -> Markup:
    """Return the hidden field that every form has."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf)


def _instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _readable(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%d-%b-%Y %H:%M UTC")


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


def _headers(response: flask.Response) -> flask.Response:
    response.headers.update(HEADERS)
    if response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=300"
    return response
