"""A load generator: some connections over TLS, each sending one request after the other."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bench.servers import Running

Answer = tuple[int, bytes, bytes]
"""Status, head, body."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What was reached: answers a second, latencies in milliseconds, and how often each status came."""

    per_second: float
    p50: float
    p95: float
    p99: float
    statuses: dict[int, int]


class Connection:
    """One HTTP/1.1 connection that is kept."""

    def __init__(self, server: Running) -> None:
        context = ssl.create_default_context(cafile=server.authority)
        raw = socket.create_connection(("127.0.0.1", server.port))
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = context.wrap_socket(raw, server_hostname="localhost")
        self._about = "Host: localhost\r\nAccept: application/fhir+json\r\n"
        if server.token:
            self._about += f"Authorization: Bearer {server.token}\r\n"

    def request(self, method: str, path: str, body: bytes = b"") -> Answer:
        """Send a request and return its answer."""
        head = f"{method} {path} HTTP/1.1\r\n{self._about}"
        if body:
            head += f"Content-Type: application/fhir+json\r\nContent-Length: {len(body)}\r\n"
        self._socket.sendall(head.encode() + b"\r\n" + body)
        received = b""
        while b"\r\n\r\n" not in received:
            part = self._socket.recv(65536)
            if not part:
                raise ConnectionError("the server closed the connection")
            received += part
        head_bytes, _, rest = received.partition(b"\r\n\r\n")
        lower = head_bytes.lower()
        start = lower.find(b"\r\ncontent-length:")
        length = int(lower[start + 17 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
        parts, have = [rest], len(rest)
        while have < length:
            part = self._socket.recv(65536)
            if not part:
                raise ConnectionError("the server closed the connection")
            parts.append(part)
            have += len(part)
        return int(head_bytes[9:12]), head_bytes, b"".join(parts)

    def close(self) -> None:
        """Close it."""
        self._socket.close()


def load(
    server: Running,
    connections: int,
    seconds: float,
    next_request: Callable[[int, int], tuple[str, str, bytes]],
) -> Rate:
    """Send requests for ``seconds`` over each of ``connections``; ``next_request(connection, number)`` makes them."""
    latencies: list[list[float]] = [[] for _ in range(connections)]
    statuses: list[Counter[int]] = [Counter() for _ in range(connections)]
    begin = threading.Barrier(connections + 1)

    def work(mine: int) -> None:
        connection = Connection(server)
        begin.wait()
        end = time.perf_counter() + seconds
        number = 0
        while (start := time.perf_counter()) < end:
            status, _, _ = connection.request(*next_request(mine, number))
            latencies[mine].append(time.perf_counter() - start)
            statuses[mine][status] += 1
            number += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    ordered = sorted(value for each in latencies for value in each)
    if not ordered:
        raise RuntimeError("no request was answered")

    def at(share: float) -> float:
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2)

    return Rate(round(len(ordered) / took, 1), at(0.5), at(0.95), at(0.99), dict(sum(statuses, Counter())))
