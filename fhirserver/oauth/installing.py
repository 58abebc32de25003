"""Adds to the application what people see of the authorization server."""

from __future__ import annotations

import flask

from fhirserver.interactions.request import Context
from fhirserver.oauth import answer_pages, authorize, launch_pages, style
from fhirserver.web import apps


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` ask people what clients may do, start apps, and show which ones have access."""
    authorize.install(app, context)
    answer_pages.install(app, context)
    launch_pages.install(app, context)
    style.install(app)
    apps.install(app, context)
