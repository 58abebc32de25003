"""The gunicorn worker: threads, TLS, and no thread held by a client that says nothing.

gunicorn's threaded worker hands a new connection to a thread at once, which then waits five seconds for the first byte,
and closes connections in its main loop, lingering up to two seconds on each.  Either lets a handful of silent clients
stop the service for all others.  Here both wait in the event loop, where waiting costs nothing.

https://docs.gunicorn.org/en/stable/design.html
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import ssl
import time
import traceback
from collections import deque
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ
from types import FrameType
from typing import Any

from gunicorn import util
from gunicorn.http import errors as http_errors
from gunicorn.workers.gthread import TConn, ThreadWorker

from fhirserver.errors import Issue
from fhirserver.json_format import encode
from fhirserver.outcome import operation_outcome
from fhirserver.transport.headers import head

FIRST_BYTE_SECONDS = 10.0
LINGER_SECONDS = 3.0

# What gunicorn's parser refuses: status, reason phrase, issue code.
REFUSALS: tuple[tuple[type[Exception], int, str, str], ...] = (
    (http_errors.LimitRequestLine, 414, "URI Too Long", "too-long"),
    (http_errors.LimitRequestHeaders, 431, "Request Header Fields Too Large", "too-long"),
    (http_errors.ExpectationFailed, 417, "Expectation Failed", "not-supported"),
    (http_errors.UnsupportedTransferCoding, 501, "Not Implemented", "not-supported"),
    (http_errors.ParseException, 400, "Bad Request", "structure"),
)

FAULT = (500, "Internal Server Error", "exception")

logger = logging.getLogger(__name__)


class Worker(ThreadWorker):
    """One server process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draining: deque[TConn] = deque()

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection and wait for its first byte in the event loop."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                raise
            return
        self.nr_conns += 1
        connection = TConn(self.cfg, client, address, listener.getsockname())
        connection.timeout = time.monotonic() + FIRST_BYTE_SECONDS
        self.pending_conns.append(connection)
        self.poller.register(client, EVENT_READ, partial(self.on_pending_socket_readable, connection))

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """After a request: keep the connection, or say that no more comes and let the client finish reading."""
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
            return
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
        except OSError:
            self._forget(conn)
            return
        conn.timeout = time.monotonic() + LINGER_SECONDS
        self.draining.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))

    def _drain(self, conn: TConn, sock: socket.socket) -> None:
        # Closing with unread bytes would reset the connection, and the client lose the answer that it did not read yet.
        try:
            if sock.recv(65536):
                return
        except BlockingIOError:
            return
        except OSError:
            pass  # the client reset the connection: it is over as well
        self.draining.remove(conn)
        self.poller.unregister(sock)
        self._forget(conn)

    def _forget(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Close what waited too long: for a first byte, or to be read to its end."""
        super().murder_pending()
        now = time.monotonic()
        while self.draining and self.draining[0].timeout <= now:
            conn = self.draining.popleft()
            self.poller.unregister(conn.sock)
            self._forget(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        # Called once, when the worker begins to stop: a new client is better refused than left waiting for the end, and
        # nobody is owed an answer on a connection that never spoke.
        super()._cap_keepalive(deadline)
        for listener in self.sockets:
            listener.close()
        for conn in self.pending_conns:
            conn.timeout = 0.0

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """Stop at once, as in a crash: nothing that was acknowledged is lost by it.

        gunicorn would shut the threads down here, and hang if the signal interrupted the handing of a request to them.
        """
        os._exit(0)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what never became a request, and failures outside the application, without a word of it in the log."""
        if isinstance(exc, ssl.SSLError):
            if exc.reason == "HTTP_REQUEST":
                _answer_plain_http(client)
            return
        status, reason, code = next((refusal[1:] for refusal in REFUSALS if isinstance(exc, refusal[0])), FAULT)
        if status == 500:
            # Messages of exceptions can hold values from the request or the database; the places cannot.
            frames = "".join(traceback.format_tb(exc.__traceback__))
            logger.error("Error outside the application: %s\n%s", type(exc).__name__, frames)
        else:
            logger.info("Refused a malformed request: %s", type(exc).__name__)
        body = encode(operation_outcome([Issue("error", code, reason)]))
        first = head(
            f"{status} {reason}", [("Content-Type", "application/fhir+json"), ("Content-Length", str(len(body)))]
        )
        try:
            util.write_nonblock(client, first + body)
        except OSError:
            logger.debug("The client went away before it was answered.")


def _answer_plain_http(client: socket.socket) -> None:
    """Tell a client that spoke HTTP to the TLS port; there is no TLS to send through, so past it."""
    text = b"This port speaks HTTPS: use https:// in the address.\n"
    first = head("400 Bad Request", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))], secure=False)
    try:
        socket.socket.send(client, first + text)
    except OSError:
        logger.debug("The client went away before it was answered.")
