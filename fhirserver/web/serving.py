"""What pages need of the application and of Flask's current request."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import flask

from fhirserver.accounts.passkeys import Site
from fhirserver.accounts.sessions import Limits
from fhirserver.store.repository import Repository
from schemas.settings import is_loopback


def repository() -> Repository:
    """Return the repository of the application."""
    found: Repository = flask.current_app.extensions["repository"]
    return found


def now() -> int:
    """Return the time in whole seconds, by the clock of the application."""
    clock: Callable[[], float] = flask.current_app.extensions.get("clock", time.time)
    return int(clock())


def address() -> str:
    """Return the network address that the request came from."""
    return flask.request.remote_addr or ""


def origin() -> str:
    """Return scheme, host and port under which people see the server; its pages come from there and no other."""
    parts = urlsplit(repository().settings.base_url)
    return f"{parts.scheme}://{parts.netloc}"


def limits() -> Limits:
    """Return how long sessions last."""
    return Limits.of(repository().settings)


def second_factor_is_mandatory() -> bool:
    """Say whether staff must have a second factor: if nothing was set, where others than this computer reach us."""
    settings = repository().settings
    return settings.second_factor if settings.second_factor is not None else not is_loopback(settings.host)


def site() -> Site:
    """Return for whom passkeys are made."""
    return Site(urlsplit(origin()).hostname or "", origin())
