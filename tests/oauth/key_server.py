"""A web server of an app, with TLS: there stand its keys, and some things that a web server should not do."""

from __future__ import annotations

import contextlib
import http.server
import json
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

from fhirserver.serving.certificate import server_certificate
from fhirserver.settings import Settings
from tests.oauth.world import JWKS

BODIES = {
    "/jwks": (200, {"Cache-Control": "max-age=60"}, json.dumps(JWKS).encode()),
    "/moved": (302, {"Location": "/jwks"}, b""),
    "/missing": (404, {}, b"{}"),
    "/large": (200, {}, b" " * (64 * 1024 + 1)),
    "/full": (200, {}, b" " * 64 * 1024),
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from BODIES; at /drip a byte at a time, for ever."""

    def do_GET(self) -> None:
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b" ")
                    threading.Event().wait(0.05)
            except OSError:
                return
        status, headers, body = BODIES[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is to stand among the results of the tests."""


@contextlib.contextmanager
def key_server(data: Path) -> Iterator[str]:
    """Run it and give its address; in ``data`` is made the authority that vouches for it, ``tls/ca.pem``."""
    made = server_certificate(Settings(data=data))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.chain, made.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
