"""What an older version stored is indexed in the tables of a newer one before it is served."""

from __future__ import annotations

from typing import Any

from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.migrate import migrate, schema_differences
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.schema import metadata
from fhirserver.store.sql import statement
from tests.store.examples import load

REVISION = "0002_access"
INDEXES = ("care_relation", "consent_provision", "security_label")
LABEL = {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}
RECORD: list[dict[str, Any]] = [
    {"resourceType": "Practitioner", "id": "d1"},
    {"resourceType": "Patient", "id": "p1", "generalPractitioner": [{"reference": "Practitioner/d1"}]},
    {
        "resourceType": "Observation",
        "id": "o1",
        "meta": {"security": [LABEL]},
        "status": "final",
        "code": {"text": "HIV"},
        "subject": {"reference": "Patient/p1"},
    },
    {
        "resourceType": "Consent",
        "id": "c1",
        "status": "active",
        "scope": {
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]
        },
        "category": [{"text": "privacy"}],
        "patient": {"reference": "Patient/p1"},
        "policyRule": {"text": "house rules"},
        "provision": {"type": "deny", "class": [{"code": "Observation"}]},
    },
]


def index_rows(repository: Repository) -> dict[str, list[tuple[Any, ...]]]:
    with repository.database.reading() as connection:
        return {table: sorted(connection.rows(statement(f"SELECT * FROM {table}")), key=repr) for table in INDEXES}


def make_older(repository: Repository) -> None:
    """Take away all that the migration made, as if it had not been yet."""

    def work(connection: Connection) -> None:
        for table in reversed(metadata.sorted_tables):
            if table.info.get("revision") == REVISION:
                connection.run(statement(f"DROP TABLE {table.name}"))
        connection.run(statement("UPDATE alembic_version SET version_num = '0001'"))

    repository.database.write(work)


def test_what_an_older_version_stored_is_indexed_before_it_is_served(engine_settings: Settings) -> None:
    repository = open_repository(engine_settings)
    load(repository, RECORD)
    before = index_rows(repository)
    assert {table: len(rows) for table, rows in before.items()} == {
        "care_relation": 1,
        "consent_provision": 1,
        "security_label": 1,
    }
    make_older(repository)
    migrate(engine_settings)
    assert index_rows(repository) == before
    assert schema_differences(engine_settings) == []
    repository.close()


def test_a_start_that_was_cut_off_begins_anew(engine_settings: Settings) -> None:
    repository = open_repository(engine_settings)
    load(repository, RECORD)
    before = index_rows(repository)

    def cut_off(connection: Connection) -> None:
        for table in INDEXES:
            connection.run(statement(f"DELETE FROM {table}"))
        connection.run(statement("INSERT INTO index_due (revision) VALUES ('0002')"))

    repository.database.write(cut_off)
    migrate(engine_settings)
    assert index_rows(repository) == before
    with repository.database.reading() as connection:
        assert connection.rows(statement("SELECT revision FROM index_due")) == []
    repository.close()


def test_an_empty_database_has_nothing_to_index(engine_settings: Settings) -> None:
    repository = open_repository(engine_settings)
    with repository.database.reading() as connection:
        assert connection.rows(statement("SELECT revision FROM index_due")) == []
    repository.close()
