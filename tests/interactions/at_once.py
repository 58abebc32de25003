"""Requests at the same time, from threads, with pauses between their SQL statements."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from fhirserver.store.repository import Repository
from tests.fhir_client import FhirClient

Result = TypeVar("Result")


def at_once(client: FhirClient, calls: Sequence[Callable[[FhirClient], Result]]) -> list[Result]:
    """Run every call in a thread of its own with a client of its own, all starting together; return their results."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[FhirClient], Result]) -> Result:
        own = FhirClient(client.app)
        barrier.wait()
        return call(own)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@contextmanager
def pauses(repository: Repository, seed: int, longest: float = 0.004) -> Iterator[None]:
    """Pause before every SQL statement for a random time, so that transactions interleave in many ways."""
    chance, never = random.Random(seed), threading.Event()
    repository.database.observe = lambda text: never.wait(chance.choice((0, 0, longest / 4, longest))) and None
    yield
    repository.database.observe = None
