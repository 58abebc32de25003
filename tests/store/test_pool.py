"""Connections are kept, handed out again, and never more than there is room for."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from fhirserver.store.pool import AllInUse, Pool


class Line:
    """A connection that remembers whether it was closed."""

    def __init__(self, *, broken: bool = False) -> None:
        self.closed = False
        self.broken = broken

    def close(self) -> None:
        self.closed = True
        if self.broken:
            raise OSError("it was gone already")


class Exchange:
    """Opens lines, and remembers them."""

    def __init__(self) -> None:
        self.opened: list[Line] = []
        self.refuses = False

    def connect(self) -> Line:
        if self.refuses:
            raise ConnectionError
        self.opened.append(Line())
        return self.opened[-1]


@pytest.fixture
def exchange() -> Exchange:
    return Exchange()


def test_nothing_is_opened_before_somebody_wants_it(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 3, 1)
    assert exchange.opened == []
    assert pool.take() is exchange.opened[0]
    assert len(exchange.opened) == 1


def test_what_was_given_back_last_is_handed_out_first(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 3, 1)
    first, second, third = pool.take(), pool.take(), pool.take()
    for line in (second, third, first):
        pool.give_back(line)
    assert [pool.take(), pool.take(), pool.take()] == [first, third, second]
    assert len(exchange.opened) == 3
    assert not any(line.closed for line in exchange.opened)


def test_who_finds_all_in_use_hears_of_it_in_time(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 2, 0.1)
    taken = [pool.take(), pool.take()]
    started = time.monotonic()
    with pytest.raises(AllInUse):
        pool.take()
    assert 0.09 < time.monotonic() - started < 2
    pool.give_back(taken[0])
    assert pool.take() is taken[0]
    assert len(exchange.opened) == 2


def test_who_waits_gets_what_another_gives_back(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1, 30)
    line = pool.take()
    got: list[Any] = []
    waiting = threading.Thread(target=lambda: got.append(pool.take()))
    waiting.start()
    pool.give_back(line)
    waiting.join(timeout=20)
    assert got == [line]


def test_what_is_discarded_is_closed_and_leaves_room_for_another(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1, 0.1)
    line = pool.take()
    pool.discard(line)
    assert line.closed
    assert pool.take() is exchange.opened[1]


def test_what_cannot_be_closed_leaves_room_too(exchange: Exchange) -> None:
    pool = Pool(lambda: Line(broken=True), 1, 0.1)
    pool.discard(pool.take())
    assert not pool.take().closed


def test_what_cannot_be_opened_takes_no_room(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 1, 0.1)
    exchange.refuses = True
    for _ in range(3):
        with pytest.raises(ConnectionError):
            pool.take()
    exchange.refuses = False
    assert pool.take() is exchange.opened[0]


def test_a_closed_pool_closes_all_those_in_use_when_they_come_back(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 2, 0.1)
    idle, used = pool.take(), pool.take()
    pool.give_back(idle)
    pool.close()
    assert (idle.closed, used.closed) == (True, False)
    pool.give_back(used)
    assert used.closed


def test_many_threads_never_hold_the_same_one(exchange: Exchange) -> None:
    pool = Pool(exchange.connect, 3, 30)
    held: set[int] = set()
    faults: list[str] = []

    def work() -> None:
        for _ in range(200):
            line = pool.take()
            if id(line) in held:
                faults.append("held twice")
            held.add(id(line))
            held.remove(id(line))
            pool.give_back(line)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(exchange.opened) <= 3
