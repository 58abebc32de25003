"""The roles of PostgreSQL that the documentation makes can do what it says, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from fhirserver.settings import Settings
from fhirserver.store.repository import open_repository
from fhirserver.store.sql import statement
from fhirserver.store.verify import verify
from fhirserver.store.versions import document_of
from tests.databases import Databases
from tests.store.examples import load
from tests.store.sql_clients import documented_sql

PATIENT = {"resourceType": "Patient", "id": "p1", "name": [{"family": "Nowak"}]}


@pytest.fixture
def settings(databases: Databases) -> Iterator[Settings]:
    found = databases.fresh("postgresql")
    yield found
    databases.remove(found)


def with_role(settings: Settings, role: str, title: str) -> Settings:
    """Settings that connect as a role which has what the documentation grants it."""
    assert settings.database_url
    with psycopg.connect(settings.database_url, autocommit=True) as owner:
        with suppress(psycopg.errors.DuplicateObject):
            owner.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[arg-type]  # a test's own text
        owner.execute(documented_sql(title))  # type: ignore[arg-type]  # our own text
    return replace(settings, database_url=make_conninfo(settings.database_url, user=role))


def test_the_reading_role_reads_and_does_not_write(settings: Settings) -> None:
    repository = open_repository(settings)
    load(repository, [PATIENT])
    repository.close()
    analyst = with_role(settings, "analyst", "A role that reads")
    with psycopg.connect(analyst.database_url or "", autocommit=True) as connection:
        assert connection.execute("SELECT family FROM patient_name").fetchall() == [("Nowak",)]
        for forbidden in (
            "SET default_transaction_read_only = off; UPDATE patient SET gender = 'male'",
            "SET default_transaction_read_only = off; DELETE FROM patient_name",
            "SELECT * FROM resource_version",
            "SELECT * FROM data_key",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(forbidden)  # type: ignore[arg-type]  # a test's own text


def test_the_writing_role_writes_to_the_domain_tables_only(settings: Settings) -> None:
    registry = with_role(settings, "registry", "A role that writes")
    with psycopg.connect(registry.database_url or "", autocommit=True) as connection:
        connection.execute("INSERT INTO patient (id) VALUES ('p1')")
        for forbidden in (
            "SELECT * FROM resource_version",
            "SELECT * FROM sql_change",
            "INSERT INTO sql_change (table_name, pk, operation, database_user) VALUES ('patient', 1, 'DELETE', 'x')",
            "DELETE FROM sql_quarantine",
            "ALTER TABLE patient DISABLE TRIGGER journal",
            "SET session_replication_role = replica",
            "DROP TABLE patient",
            "TRUNCATE patient CASCADE",
            "CREATE TABLE mine (LIKE patient); CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW "
            "EXECUTE FUNCTION journal_sql_write('patient', 'pk')",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(forbidden)  # type: ignore[arg-type]  # a test's own text
    repository = open_repository(settings)
    assert repository.read("Patient", "p1").version == 1
    repository.close()


def test_the_server_need_not_own_the_tables(settings: Settings) -> None:
    server = with_role(settings, "fhirserver", "A server that is not the owner")
    repository = open_repository(server)
    load(repository, [PATIENT])
    load(repository, [{**PATIENT, "gender": "female"}])
    with repository.database.reading() as connection:
        assert connection.row(statement("SELECT count(*) FROM sql_change")) == (0,)
    with psycopg.connect(server.database_url or "", autocommit=True) as connection:
        connection.execute("UPDATE patient SET gender = 'other'")
    assert document_of(repository.read("Patient", "p1"))["gender"] == "other"
    assert list(verify(repository)) == []
    repository.close()
