"""A FHIR R4 server over a hospital's own SQL tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from fhirserver.settings import Settings


def create_app(settings: Settings) -> Flask:
    """Return the WSGI application of ``settings``; its database must have been migrated.

    Connections are opened when first used, so the application may be made before a process forks.  What requests would
    make at first use is made here: then all processes share it, and it does not come to stand in the midst of the
    memory of a large request, which could not be given back.  Raises KeyFileError, SettingsError.
    """
    # Imported here, so that the command line can say what it can do without loading all of it.
    from flask import Flask

    from fhirserver.interactions.request import Context
    from fhirserver.oauth.endpoints import install as install_authorization_server
    from fhirserver.oauth.installing import install as install_authorization_pages
    from fhirserver.rest.application import install
    from fhirserver.rest.dispatch import dispatch
    from fhirserver.rest.emergencies import install as install_emergencies
    from fhirserver.store.repository import open_repository
    from fhirserver.store.rows import table_rows
    from fhirserver.transport import guard
    from fhirserver.transport.limits import Limits
    from fhirserver.validation.tables import tables
    from fhirserver.web.installing import install as install_pages
    from mappings import MAPPINGS

    app = Flask(__name__, static_folder=None)
    repository = open_repository(settings)
    app.extensions["repository"] = repository
    limits = Limits(settings)
    context = Context(settings, repository, dispatch)
    install(app, context, limits)
    install_authorization_server(app, context)
    install_emergencies(app, context)
    install_pages(app, settings)
    install_authorization_pages(app, context)
    tables()
    for name, mapping in MAPPINGS.items():
        table_rows(name, 0, "", mapping.get({}), {}, "sqlite")
    guard.install(app, settings, limits)
    return app
