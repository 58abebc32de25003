"""The running server over TLS with an app beside it, a doctor and patients."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from fhirserver import create_app
from fhirserver.accounts.passwords import hashed, set_password
from fhirserver.settings import Settings
from tests.browser import browsing
from tests.databases import Databases, Engine
from tests.oauth.answering import allow, exchange
from tests.oauth.app_server import app_server
from tests.oauth.ground import APP, Ground, consent_page
from tests.serving.running import Running, free_port, running

SCOPE = "launch/patient patient/Patient.rs patient/Encounter.read"
PASSWORD = "a long enough password of a doctor"


@dataclass
class Site:
    """The running server, and the app on its own web server."""

    server: Running
    app: str
    token: dict[str, Any]
    """What an app got for Ada Lovelace before the server was started."""

    @property
    def base(self) -> str:
        return f"https://localhost:{self.server.port}"

    def browsing(self) -> Any:
        return browsing(self.server.data / "tls" / "ca.pem")


@contextlib.contextmanager
def running_site(engine: Engine, databases: Databases) -> Iterator[Site]:
    """Run the server, on a database of its own, and the app."""
    port = free_port()
    settings = databases.fresh(engine)
    with app_server() as app:
        token = _fill(settings, app)
        command = [sys.executable, "-m", "fhirserver.cli", "--data", str(settings.data), "serve", "--port", str(port)]
        environment = {"FHIRSERVER_DATABASE_URL": settings.database_url} if settings.database_url else {}
        with running([*command, "--workers", "1"], port, settings.data, environment) as server:
            yield Site(server, app, token)
    databases.remove(settings)


def _fill(settings: Settings, app: str) -> dict[str, Any]:
    application = create_app(settings)
    ground = Ground(application)
    client = replace(
        APP,
        id="chart",
        name="Heart Chart",
        redirect_uris=(f"{app}/index.html",),
        launch_uri=f"{app}/launch.html",
        origins=(app,),
    )
    ground.register(client)
    kept = hashed(PASSWORD)
    ground.database.write(lambda connection: set_password(connection, ground.doctor.id, kept, 0))
    browser = ground.browser(ground.doctor)
    token = exchange(ground, allow(browser, consent_page(browser, scope=SCOPE)))
    application.extensions["repository"].close()
    return token
