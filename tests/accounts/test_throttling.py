"""Guessing gets slower, whoever it is that guesses; nobody is locked out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from fhirserver.accounts.throttling import FORGET_SECONDS, attempt, succeeded
from fhirserver.errors import Throttled
from fhirserver.store.repository import Repository
from tests.accounts.conftest import NOW

HERE, THERE = "192.0.2.1", "198.51.100.7"


class Guesser:
    """Tries as soon as it may; ``waited`` is how long it had to wait each time, with a clock of its own."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.now = NOW
        self.waited: list[int] = []

    def try_(self, username: str, address: str) -> int:
        """Try, after waiting for as long as is demanded; return for how long."""
        waited = 0
        while (seconds := self.wait(username, address)) > 0:
            self.now += seconds
            waited += seconds
        return waited

    def wait(self, username: str, address: str) -> int:
        """Try now: 0 if that was let through, else the seconds to wait."""
        try:
            self.repository.database.write(lambda connection: attempt(connection, username, address, self.now))
        except Throttled as error:
            return int(error.headers["Retry-After"])
        return 0


@pytest.fixture
def guesser(repository: Repository) -> Guesser:
    return Guesser(repository)


def test_from_the_sixth_failure_on_each_costs_twice_the_one_before(guesser: Guesser) -> None:
    waited = [guesser.try_("ann", HERE) for _ in range(18)]
    assert waited == [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_who_must_wait_is_told_how_long(guesser: Guesser, repository: Repository) -> None:
    for _ in range(8):
        guesser.try_("ann", HERE)
    with pytest.raises(Throttled, match=r"Try again in 4 seconds\.") as caught:
        repository.database.write(lambda connection: attempt(connection, "ann", HERE, guesser.now))
    assert caught.value.headers == {"Retry-After": "4"}


def test_the_name_counts_however_it_is_written(guesser: Guesser) -> None:
    for name in ("ann", "ANN", " Ann ", "\uff41nn", "ann", "ann"):
        assert guesser.wait(name, HERE) == 0
    assert guesser.wait("aNN", HERE) == 1


def test_a_name_that_nobody_has_is_throttled_alike(guesser: Guesser) -> None:
    assert [guesser.wait("nobody", HERE) for _ in range(8)] == [0, 0, 0, 0, 0, 0, 1, 1]


def test_what_is_refused_is_not_counted(guesser: Guesser) -> None:
    for _ in range(6):
        guesser.try_("ann", HERE)
    assert [guesser.wait("ann", HERE) for _ in range(20)] == [1] * 20
    guesser.now += 1
    assert guesser.wait("ann", HERE) == 0


def test_an_address_that_tries_many_names_is_slowed_down(guesser: Guesser) -> None:
    assert sum(guesser.try_(f"name{number}", HERE) for number in range(51)) == 0
    assert [guesser.try_(f"other{number}", HERE) for number in range(4)] == [1, 2, 4, 8]
    assert guesser.wait("ann", THERE) == 0


def test_guessing_one_name_from_everywhere_is_slowed_down_but_never_for_long(guesser: Guesser) -> None:
    waited = [guesser.try_("ann", f"192.0.2.{number}") for number in range(40)]
    assert waited[:21] == [0] * 21
    assert waited[21:31] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert max(waited) == 300


def test_success_forgives_the_account_but_the_address_only_that_try(guesser: Guesser, repository: Repository) -> None:
    for number in range(50):
        assert guesser.wait(f"name{number}", HERE) == 0
    for _ in range(6):
        guesser.try_("ann", THERE)
    assert guesser.wait("ann", THERE) > 0
    repository.database.write(lambda connection: succeeded(connection, "ann", THERE, guesser.now))
    assert guesser.wait("ann", THERE) == 0
    repository.database.write(lambda connection: succeeded(connection, "name1", HERE, guesser.now))
    assert [guesser.wait("name1", HERE), guesser.wait("name2", HERE)] == [0, 0]
    assert guesser.wait("name3", HERE) == 1


def test_failures_are_forgotten_after_a_day(guesser: Guesser) -> None:
    for _ in range(12):
        guesser.try_("ann", HERE)
    guesser.now += FORGET_SECONDS + 901
    assert [guesser.wait("ann", HERE) for _ in range(6)] == [0] * 6
    assert guesser.wait("ann", HERE) == 1


def test_tries_at_the_same_time_are_all_counted(guesser: Guesser) -> None:
    together = Barrier(20)

    def one(_: int) -> int:
        together.wait()
        return guesser.wait("ann", HERE)

    with ThreadPoolExecutor(20) as threads:
        waited = list(threads.map(one, range(20)))
    assert sorted(waited) == [0] * 6 + [1] * 14


def test_what_is_old_is_removed(
    guesser: Guesser, repository: Repository, in_database: Callable[..., list[tuple[int]]]
) -> None:
    from fhirserver.store.sql import statement

    guesser.wait("ann", HERE)
    later = NOW + FORGET_SECONDS + 1
    repository.database.write(lambda connection: attempt(connection, "bob", THERE, later))
    repository.database.write(lambda connection: succeeded(connection, "bob", THERE, later))
    rows = in_database(lambda connection: connection.rows(statement("SELECT last FROM throttle")))
    assert rows == [(later,)]
