"""Large work takes turns: never more at once than there is room for, in the order in which it came."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhirserver.rest.turns import Turns
from tests.serving.running import eventually


class Workers:
    """Threads that each want a turn, and keep it until they are told to end."""

    def __init__(self, total: int) -> None:
        self.turns = Turns(total)
        self.begun: list[str] = []
        self._ends: dict[str, threading.Event] = {}
        self._threads: dict[str, threading.Thread] = {}

    def come(self, name: str, size: int) -> None:
        """Start a thread, and wait until it is in line or has its turn."""
        self._ends[name] = threading.Event()

        def work() -> None:
            with self.turns.turn(size):
                self.begun.append(name)
                self._ends[name].wait(30)

        waiting = len(self.turns._waiting)
        self._threads[name] = threading.Thread(target=work)
        self._threads[name].start()
        assert eventually(lambda: name in self.begun or len(self.turns._waiting) > waiting)

    def end(self, name: str) -> None:
        self._ends[name].set()
        self._threads[name].join(30)

    def end_all(self) -> None:
        for end in self._ends.values():
            end.set()
        for thread in self._threads.values():
            thread.join(30)


@pytest.fixture
def workers() -> Iterator[Workers]:
    found = Workers(10)
    yield found
    found.end_all()


def test_what_fits_goes_on_at_once(workers: Workers) -> None:
    for name, size in (("a", 3), ("b", 3), ("c", 4)):
        workers.come(name, size)
    assert workers.begun == ["a", "b", "c"]


def test_what_does_not_fit_waits_until_there_is_room(workers: Workers) -> None:
    workers.come("a", 6)
    workers.come("b", 4)
    workers.come("c", 5)
    workers.end("b")
    assert workers.begun == ["a", "b"]
    workers.end("a")
    assert eventually(lambda: workers.begun == ["a", "b", "c"])


def test_small_work_does_not_overtake_large_work_that_waits(workers: Workers) -> None:
    workers.come("a", 6)
    workers.come("large", 9)
    workers.come("small", 2)
    assert workers.begun == ["a"]
    workers.end("a")
    assert eventually(lambda: workers.begun == ["a", "large"])
    workers.end("large")
    assert eventually(lambda: workers.begun == ["a", "large", "small"])


def test_what_is_larger_than_all_room_goes_on_alone(workers: Workers) -> None:
    workers.come("huge", 1000)
    workers.come("small", 1)
    assert workers.begun == ["huge"]
    workers.end("huge")
    assert eventually(lambda: workers.begun == ["huge", "small"])
    workers.come("huge too", 1000)
    assert workers.begun == ["huge", "small"]
    workers.end("small")
    assert eventually(lambda: workers.begun == ["huge", "small", "huge too"])


def test_work_that_fails_gives_up_its_turn() -> None:
    turns = Turns(1)
    for _ in range(3):
        with contextlib.suppress(ZeroDivisionError), turns.turn(1):
            raise ZeroDivisionError
    with turns.turn(1):
        assert turns._taken == 1
    assert turns._taken == 0


@settings(max_examples=30, deadline=None)
@given(sizes=st.lists(st.integers(0, 15), max_size=25))
def test_never_is_more_going_on_than_there_is_room_for_and_all_is_done(sizes: list[int]) -> None:
    turns, room, most = Turns(10), threading.Lock(), 0
    going_on: list[int] = []
    done: list[int] = []

    def work(size: int) -> None:
        nonlocal most
        with turns.turn(size):
            with room:
                going_on.append(min(size, 10))
                most = max(most, sum(going_on))
            with room:
                going_on.remove(min(size, 10))
        done.append(size)

    threads: list[Any] = [threading.Thread(target=work, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most <= 10
    assert sorted(done) == sorted(sizes)
    assert turns._taken == 0
