"""Ids and keys of new resources."""

from __future__ import annotations

import re
from itertools import islice

from fhirserver.settings import Settings
from fhirserver.store.engine import Connection, Database, open_database
from fhirserver.store.identity import Keys, new_id
from fhirserver.store.sql import statement
from fhirserver.store.tables import KEY_BLOCK, TYPED_KEYS

UUID_7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_ids_are_uuids_in_order_of_making() -> None:
    ids = [new_id() for _ in range(1000)]
    assert all(UUID_7.fullmatch(each) for each in ids)
    assert len(set(ids)) == 1000
    times = [each[:13] for each in ids]
    assert times == sorted(times)


def taken(database: Database, keys: Keys, number: int, *, commit: bool = True) -> list[int]:
    """Take keys, and make a resource of each."""
    found: list[int] = []

    def work(connection: Connection) -> None:
        found[:] = islice(keys.of_transaction(connection), number)
        for key in found:
            connection.run(
                statement(
                    "INSERT INTO resource (pk, type, id, version, last_updated, deleted) "
                    "VALUES (:pk, 'Basic', :id, 0, '2020-01-01T00:00:00.000Z', FALSE)"
                ),
                {"pk": key, "id": str(key)},
            )
        if not commit:
            raise ZeroDivisionError

    try:
        database.write(work)
    except ZeroDivisionError:
        assert not commit
    return found


def test_no_key_is_taken_twice(engine_settings: Settings) -> None:
    database = open_database(engine_settings)
    one, other = Keys(), Keys()
    found: list[int] = []
    for number in (1, 3, KEY_BLOCK + 5, 2):
        found += taken(database, one, number)
        found += taken(database, other, number)
        taken(database, one, number, commit=False)
    assert len(found) == len(set(found)) == 2 * (KEY_BLOCK + 11)
    assert min(found) > 0
    assert max(found) < TYPED_KEYS
    database.close()


def test_keys_of_rows_typed_by_sql_are_out_of_the_way(engine_settings: Settings) -> None:
    database = open_database(engine_settings)
    high = statement(
        "INSERT INTO resource (pk, type, id, version, last_updated, deleted) "
        f"VALUES ({TYPED_KEYS + 5}, 'Basic', 'x', 0, '2020-01-01T00:00:00.000Z', FALSE)"
    )
    database.write(lambda connection: connection.run(high))
    assert max(taken(database, Keys(), 3)) < 10
    database.close()
