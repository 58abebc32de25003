"""A small OpenID provider over TLS, which signs in whoever asks; and may be told to lie.

https://openid.net/specs/openid-connect-core-1_0.html
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from fhirserver.serving.certificate import server_certificate
from fhirserver.settings import Settings

CLIENT_ID, CLIENT_SECRET = "fhir-server", "s3cret of the client"


@dataclass
class Provider:
    """``subject`` is who signs in; ``claims`` and ``metadata`` replace those that are true (None: left out).

    ``key`` signs; ``forge`` makes the token of the claims in another way.
    """

    port: int
    authority: Path
    subject: str = "4711"
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "1"}))
    forge: Any = None
    status: int = 200
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"https://localhost:{self.port}"

    def authorize(self, address: str) -> str:
        """What the browser does at the provider: return where it is sent."""
        assert address.startswith(self.issuer + "/authorize?"), address
        query = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"], "iss": self.issuer})

    def answer(self, method: str, path: str, body: str, authorization: str) -> tuple[int, dict[str, Any]]:
        """Answer a request."""
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            true = {"issuer": self.issuer, **{name: f"{self.issuer}/{end}" for name, end in names.items()}}
            return self.status, {**true, **self.metadata}
        if path == "/jwks":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        assert (method, path) == ("POST", "/token")
        form = {name: values[0] for name, values in parse_qs(body).items()}
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self.asked.pop(form["code"], None)
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        )
        if authorization != f"Basic {expected}" or asked is None or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        true = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": self.subject,
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
        }
        claims = {name: value for name, value in {**true, **self.claims}.items() if value is not None}
        token = self.forge(claims) if self.forge else jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token}


@contextmanager
def openid_provider(folder: Path) -> Iterator[Provider]:
    """Run a provider with a certificate of its own in ``folder``."""
    certificate = server_certificate(Settings(data=folder))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length).decode()
            authorization = self.headers.get("Authorization", "")
            status, answer = provider.answer(self.command, self.path, body, authorization)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = certificate.server_context().wrap_socket(server.socket, server_side=True)
    provider = Provider(server.server_address[1], certificate.authority)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


def unsigned(claims: dict[str, Any]) -> str:
    """An id_token that nobody has signed."""
    parts = [json.dumps({"alg": "none"}), json.dumps(claims), ""]
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)


def signed_by_another(claims: dict[str, Any]) -> str:
    """An id_token signed by a key that is not the provider's."""
    return jwt.encode({"alg": "ES256", "kid": "1"}, claims, ECKey.generate_key("P-256"))


def signed_with_the_secret(claims: dict[str, Any]) -> str:
    """An id_token signed with the client secret: no algorithm of public keys."""
    from joserfc.jwk import OctKey

    key = OctKey.import_key(CLIENT_SECRET * 2)
    return jwt.encode({"alg": "HS256", "kid": "1"}, claims, key, algorithms=["HS256"])
