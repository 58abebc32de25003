"""``python -m bench.transport``: what the guard around the application costs a request, in CPU time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from fhirserver.access.caller import Caller
from fhirserver.settings import Settings
from fhirserver.transport import hosts, proxies
from fhirserver.transport.guard import guarded
from fhirserver.transport.headers import complete
from fhirserver.transport.limits import Limits

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

HEADERS = [("Content-Type", "application/fhir+json"), ("Content-Length", "2"), ("ETag", 'W/"1"')]


@click.command()
@click.option("--times", default=50_000, show_default=True, help="Requests of each measurement.")
def main(times: int) -> None:
    """Print the microseconds of CPU of each part, and of all of it for a request with and without a token."""
    settings = Settings(trusted_proxies=("10.0.0.0/8",))
    limits, allowed = Limits(settings), hosts.names(settings)
    trusted = proxies.networks(settings.trusted_proxies)
    caller = Caller("client", None, None, frozenset(), "system/*.rs")
    bare, whole = _of(_application, times, token=True), guarded(_application, settings, limits)
    parts: dict[str, Callable[[], object]] = {
        "headers": lambda: complete(HEADERS),
        "host": lambda: hosts.check(_environ(), allowed),
        "forwarded, from no proxy": lambda: proxies.apply(_environ(), trusted),
        "forwarded, from a proxy": lambda: proxies.apply(_environ("10.1.2.3", "192.0.2.7"), trusted),
        "limit of the client": lambda: limits.check_client(caller),
    }
    environ = _microseconds(_environ, times)
    for name, part in parts.items():
        takes_environ = name.startswith(("host", "forwarded"))
        click.echo(f"{name:<42}{_microseconds(part, times) - takes_environ * environ:6.1f} us")
    client = _microseconds(lambda: limits.check_client(caller), times)
    click.echo(f"{'all, with a token':<42}{_of(whole, times, token=True) - bare + client:6.1f} us")
    # As many as the limit lets through: a refusal is another path.
    few = min(times, settings.address_requests_per_minute // 2)
    click.echo(f"{'all, without a token':<42}{_of(whole, few, token=False) - bare:6.1f} us")


def _application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", HEADERS)
    return [b"{}"]


def _environ(peer: str = "192.0.2.7", client: str | None = None) -> dict[str, Any]:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/fhir/Patient/1",
        "RAW_URI": "/fhir/Patient/1",
        "HTTP_HOST": "localhost:8443",
        "REMOTE_ADDR": peer,
    }
    return environ if client is None else environ | {"HTTP_X_FORWARDED_FOR": client}


def _of(application: Callable[..., Iterable[bytes]], times: int, token: bool) -> float:
    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        return None

    added = {"HTTP_AUTHORIZATION": "Bearer x"} if token else {}
    return _microseconds(lambda: application(_environ() | added, start), times)


def _microseconds(work: Callable[[], object], times: int) -> float:
    """CPU time of one call: the least of five measurements, for others use the machine too."""
    least = float("inf")
    for _ in range(5):
        begin = time.process_time()
        for _ in range(times // 5):
            work()
        least = min(least, (time.process_time() - begin) / (times // 5))
    return least * 1e6


if __name__ == "__main__":
    main()
