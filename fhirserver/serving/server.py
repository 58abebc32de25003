"""gunicorn with the application: the processes of a running server.  https://docs.gunicorn.org/en/stable/settings.html"""

from __future__ import annotations

import gc
import os
import resource
import socket
import ssl
from typing import TYPE_CHECKING, Any, NoReturn

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from fhirserver.jobs.reindexing import Reindexing
from fhirserver.rest.memory import limit_malloc
from fhirserver.serving.certificate import Certificate
from fhirserver.serving.connection import TimedSocket
from fhirserver.serving.ready import announce_when_ready
from fhirserver.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

CONNECTIONS = 500
KEEPALIVE_SECONDS = 65
STOP_SECONDS = 30
MEMORY_FOLDER = "/dev/shm"


class Application(BaseApplication):
    """What gunicorn needs to know: the configuration and the WSGI application, loaded before the workers are forked."""

    def __init__(self, app: Flask, configuration: dict[str, Any]) -> None:
        self.app = app
        self.configuration = configuration
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.configuration.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def run(app: Flask, settings: Settings, certificate: Certificate, listeners: list[socket.socket]) -> NoReturn:
    """Serve until SIGTERM or SIGINT; ends the process: status 0 after a signal, else gunicorn's.

    ``listeners`` are bound sockets; they listen from here on.  Raises ServingError when the certificate cannot be used.
    """
    context = certificate.server_context()
    context.sslsocket_class = TimedSocket
    address = listeners[0].getsockname()[0]
    _no_core_dumps_and_many_files()
    limit_malloc()

    def ready(_: Arbiter) -> None:
        announce_when_ready(settings, certificate, address)
        # What is loaded so far stays shared between the workers: the collector does not touch, so does not copy, it.
        gc.collect()
        gc.freeze()

    def begin(_: Any) -> None:
        # Here, because threads do not live on in the processes that are forked.
        if "repository" in app.extensions:
            Reindexing(app.extensions["repository"]).start()

    def tls(_: Any, __: Any) -> ssl.SSLContext:
        return context  # one for all connections: gunicorn would read the files for each

    configuration = {
        "bind": [f"fd://{listener.detach()}" for listener in listeners],
        "certfile": str(certificate.chain),
        "keyfile": str(certificate.key),
        "ssl_context": tls,
        "worker_class": "fhirserver.serving.worker.Worker",
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_connections": CONNECTIONS + settings.threads,
        "preload_app": True,
        "keepalive": KEEPALIVE_SECONDS,
        "graceful_timeout": STOP_SECONDS,
        "worker_tmp_dir": MEMORY_FOLDER if os.access(MEMORY_FOLDER, os.W_OK) else None,
        "umask": 0o077,
        "limit_request_line": 8190,  # the most gunicorn allows; a longer search is a POST to _search
        "control_socket_disable": True,
        "forwarded_allow_ips": "",
        "forwarder_headers": "",
        "loglevel": "warning",
        "when_ready": ready,
        "post_worker_init": begin,
        "proc_name": "fhirserver",
    }
    Arbiter(Application(app, configuration)).run()
    raise SystemExit(0)


def _no_core_dumps_and_many_files() -> None:
    """A core dump would hold patient data and keys; and each connection is an open file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
