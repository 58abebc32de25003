"""Faults of the server itself: nothing of them reaches a client, and the log has no values."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask

from fhirserver.store.engine import Database
from fhirserver.store.pool import AllInUse
from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, FhirClient
from tests.interactions.resources import made, name_of, patient

SECRET = "Chalmers 1974-12-25"
INTERNALS = re.compile(
    rb"Traceback|\.py|File |Error\b|psycopg|sqlite|sqlcipher|SELECT|INSERT|Chalmers|/fhirserver|0x[0-9a-f]{6}"
)


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FhirClient:
    """A client of a server whose reads fail in a way that nobody foresaw."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(Repository, "read", fail)
    return FhirClient(app)


def check_fault(answer: Answer, status: int) -> str:
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/fhir+json; charset=utf-8"
    assert not INTERNALS.search(answer.body), answer.body
    (issue,) = answer.issues
    assert issue["severity"] == "error"
    return str(issue["diagnostics"])


def test_a_fault_says_only_where_to_look(broken: FhirClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        said = check_fault(broken.get("Patient/Chalmers"), 500)
    number = re.search(r"fault ([0-9a-f]{8}) in its log", said)
    assert number is not None
    (record,) = caplog.records
    logged = record.getMessage()
    assert number[1] in logged
    assert "ZeroDivisionError" in logged
    assert "test_faults.py" in logged
    assert "Chalmers" not in caplog.text
    assert "1974" not in caplog.text


def test_after_a_fault_the_next_request_is_served(broken: FhirClient) -> None:
    assert broken.get("Patient/x").status == 500
    assert broken.get("metadata").status == 200
    assert broken.post("Patient", patient()).status == 201


def test_a_database_that_is_gone_is_said_in_one_sentence(
    app: Flask, client: FhirClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    name = name_of(made(client, patient()))
    database: Database = app.extensions["repository"].database

    def refuse() -> None:
        raise AllInUse(SECRET)

    for pool in (database._pool, database._writers):
        monkeypatch.setattr(pool, "take", refuse)
    for answer in (client.get(name), client.post("Patient", patient()), client.delete(name), client.get("_history")):
        check_fault(answer, 503)
        assert answer.headers["Retry-After"] == "5"
    assert "Chalmers" not in caplog.text
    monkeypatch.undo()
    assert client.get(name).status == 200
    assert client.get("_history").json["total"] == 1


def test_a_document_that_was_tampered_with_is_not_served(app: Flask, client: FhirClient) -> None:
    name = name_of(made(client, patient()))
    repository: Repository = app.extensions["repository"]
    other = "zeroblob(60)" if repository.database.engine == "sqlite" else "decode(repeat('00', 60), 'hex')"
    with repository.database.reading() as connection:
        connection.raw.execute(f"UPDATE resource_version SET document = {other}")
    check_fault(client.get(name), 500)
    check_fault(client.put(name, patient(name.partition("/")[2], gender="male")), 500)
    assert client.post("Patient", patient()).status == 201
