"""Uses are counted exactly: over time, keys, threads and processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.transport.rates import BUCKETS, PLACES, Rates

FORK = multiprocessing.get_context("fork")


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_as_many_as_allowed_come_through_at_once_and_then_one_for_each_share_of_a_minute() -> None:
    clock = Clock()
    rates = Rates(clock)
    assert [rates.use("a", "x", 6) for _ in range(6)] == [0.0] * 6
    assert rates.use("a", "x", 6) == pytest.approx(10.0)
    assert rates.use("a", "x", 6) == pytest.approx(10.0)
    clock.now += 9.5
    assert rates.use("a", "x", 6) == pytest.approx(0.5)
    clock.now += 0.5
    assert rates.use("a", "x", 6) == 0.0
    assert rates.use("a", "x", 6) == pytest.approx(10.0)
    clock.now += 3600
    assert [rates.use("a", "x", 6) for _ in range(7)] == [0.0] * 6 + [pytest.approx(10.0)]


def test_names_and_kinds_do_not_share() -> None:
    rates = Rates(Clock())
    for kind, name in (("a", "x"), ("a", "y"), ("b", "x")):
        assert rates.use(kind, name, 1) == 0.0
        assert rates.use(kind, name, 1) == pytest.approx(60.0)


@given(st.integers(1, 100_000))
def test_any_limit_is_held_to_the_last_use(limit: int) -> None:
    rates, uses = Rates(Clock()), min(limit, 300)
    for _ in range(uses):
        assert rates.use("a", "x", limit) == 0.0
    assert (rates.use("a", "x", limit) > 0) == (uses == limit)


@given(st.integers(1, 60), st.lists(st.floats(0, 100), max_size=60))
def test_in_no_minute_do_more_come_through_than_two_minutes_worth(limit: int, pauses: list[float]) -> None:
    clock = Clock()
    rates, passed = Rates(clock), []
    for pause in pauses:
        clock.now += pause
        wait = rates.use("a", "x", limit)
        assert wait >= 0.0
        if wait:
            clock.now += wait
            assert rates.use("a", "x", limit) == 0.0
        passed.append(clock.now)
    for at in passed:
        assert sum(at <= other < at + 60 for other in passed) <= 2 * limit


def test_the_memory_is_bounded_and_who_used_least_gives_way() -> None:
    clock = Clock()
    rates = Rates(clock)
    for _ in range(1000):
        rates.use("a", "busy", 1000)
    for number in range(BUCKETS * PLACES * 2):
        rates.use("a", str(number), 1000)
    assert rates.use("a", "busy", 1000) == pytest.approx(0.06)


def test_threads_together_get_exactly_the_limit() -> None:
    rates, passed = Rates(), []

    def use() -> None:
        for _ in range(500):
            if rates.use("a", "x", 700) == 0.0:
                passed.append(1)

    threads = [threading.Thread(target=use) for _ in range(8)]
    clock = Clock()
    rates._clock = clock
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 700


def _in_processes(number: int, work: Callable[[], int]) -> list[int]:
    def run(sender: Connection) -> None:
        sender.send(work())
        os._exit(0)

    ends = [FORK.Pipe(duplex=False) for _ in range(number)]
    processes = [FORK.Process(target=run, args=(sender,)) for _, sender in ends]
    for process in processes:
        process.start()
    counts = [receiver.recv() for receiver, _ in ends]
    for process in processes:
        process.join()
    return counts


def test_processes_together_get_exactly_the_limit() -> None:
    rates = Rates(Clock())
    counts = _in_processes(4, lambda: sum(rates.use("a", "x", 3000) == 0.0 for _ in range(2000)))
    assert sum(counts) == 3000
    assert rates.use("a", "x", 3000) > 0


def test_a_process_that_is_killed_in_the_midst_leaves_no_lock_behind() -> None:
    rates = Rates()

    def forever(sender: Connection) -> None:
        sender.send(True)
        while True:
            rates.use("a", "x", 1_000_000)

    for _ in range(5):
        receiver, sender = FORK.Pipe(duplex=False)
        process = FORK.Process(target=forever, args=(sender,))
        process.start()
        receiver.recv()
        process.join(0.05)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert rates.use("a", "x", 1_000_000_000) == 0.0
