"""The line that says the server answers, printed when it does."""

from __future__ import annotations

import http.client
import os
import signal
import ssl
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from fhirserver.serving.certificate import Certificate
from fhirserver.settings import Settings

FIRST_PAUSE_SECONDS = 0.02
LONGEST_PAUSE_SECONDS = 1.0
WARN_SECONDS = 30.0
OF_ALL = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where to ask a server that listens on all addresses."""


def announce_when_ready(settings: Settings, certificate: Certificate, address: str) -> None:
    """Fork a process that asks the server for its /metadata until that succeeds, prints the ready line and ends.

    A process and not a thread: gunicorn forks its workers at the same time, and a fork copies locks that threads hold.
    """
    server = os.getpid()
    if os.fork():
        return
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    try:
        wait_until(lambda: answers(settings, certificate, address), while_true=lambda: os.getppid() == server)
        if os.getppid() == server:
            print(f"ready {settings.base_url}", flush=True)
    finally:
        os._exit(0)


def answers(settings: Settings, certificate: Certificate, address: str) -> bool:
    """Say whether GET /metadata of the service at ``address`` succeeds over TLS with the certificate of the server."""
    context = ssl.create_default_context(cafile=certificate.authority)
    if settings.tls_certificate:
        # The operator's certificate may be for another name, and signed by whom the system trusts: it is our own file.
        context.check_hostname = False
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    address = OF_ALL.get(address, address)
    connection = http.client.HTTPSConnection(address, settings.port, timeout=3, context=context)
    try:
        public = urlsplit(settings.base_url)
        connection.request("GET", f"{public.path}/metadata", headers={"Host": public.netloc, "Connection": "close"})
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return response.status == 200


def wait_until(succeeds: Callable[[], bool], while_true: Callable[[], bool]) -> None:
    """Call ``succeeds`` until it returns true or ``while_true`` returns false; warn once if that takes long."""
    warn_at = time.monotonic() + WARN_SECONDS
    pause = FIRST_PAUSE_SECONDS
    while while_true() and not succeeds():
        if time.monotonic() > warn_at:
            print(f"No answer for {WARN_SECONDS:.0f} seconds; still trying.", file=sys.stderr, flush=True)
            warn_at = float("inf")
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE_SECONDS)
