"""Indexing by new search parameters goes on where it was, whoever kills it, writes meanwhile, or does it too."""

from __future__ import annotations

import random
import threading

import psycopg
import pytest

from fhirserver import create_app
from fhirserver.jobs import reindexing
from fhirserver.settings import Settings
from fhirserver.store import reindex
from fhirserver.store.repository import Repository
from fhirserver.store.transaction import Transaction
from fhirserver.store.verify import verify
from fhirserver.validation import validate
from tests.databases import Databases
from tests.fhir_client import FhirClient
from tests.interactions.resources import patient
from tests.interactions.test_search_parameters import eye_color, with_eyes
from tests.serving.running import eventually
from tests.store.indexing import AT_ONCE, job, many, parameters, progress, rows, total

MANY = 300
KILLS = 4


def test_killed_again_and_again_it_goes_on_where_it_was(
    engine_settings: Settings, client: FhirClient, repository: Repository
) -> None:
    moments = random.Random(1)
    many(repository, MANY)
    assert client.put("SearchParameter/eye-color", eye_color()).status == 201
    assert progress(client) == (0, 0)
    done = 0
    for written in range(KILLS):
        steps = job(engine_settings).killed(moments, after=3)
        # Each step is of so many resources, and the first one goes on where the last one ended.
        assert steps == [(done + AT_ONCE * (at + 1), MANY) for at in range(len(steps))]
        before, (done, of) = done, progress(client)
        assert of == MANY
        # What was being done when it was killed is done, or not begun.
        assert done - steps[-1][0] in (0, AT_ONCE)
        assert before < done < MANY
        assert rows(repository) == done + written
        assert client.get("Patient?name=chalmers&eye-color=blue").status == 400
        assert client.put(f"Patient/m{written}", {**with_eyes("blue"), "id": f"m{written}"}).status == 201
    left = job(engine_settings).all_steps()
    # What was written meanwhile comes last, and is counted.
    everything = MANY + KILLS
    assert [step for step, _ in left] == [*range(done + AT_ONCE, everything, AT_ONCE), everything]
    assert left[-1] == (everything, everything)
    assert all(step <= of for step, of in left)
    assert rows(repository) == everything
    assert total(client, "Patient?eye-color=blue") == MANY // 3 + KILLS
    assert total(client, "Patient?eye-color=brown,green") == 2 * MANY // 3
    assert list(verify(repository)) == []


def test_killed_it_goes_on_to_forget_a_deleted_parameter(
    engine_settings: Settings, client: FhirClient, repository: Repository
) -> None:
    moments = random.Random(2)
    many(repository, MANY)
    client.put("SearchParameter/eye-color", eye_color())
    assert job(engine_settings).all_steps()[-1] == (MANY, MANY)
    assert total(client, "Patient?eye-color=blue") == MANY // 3
    many(repository, AT_ONCE, "later")
    assert client.delete("SearchParameter/eye-color").status == 204
    done = 0
    for _ in range(2):
        steps = job(engine_settings).killed(moments, after=3)
        # The number of resources is that of now, not that of when they were indexed.
        assert steps == [(done + AT_ONCE * (at + 1), MANY + AT_ONCE) for at in range(len(steps))]
        done = MANY + AT_ONCE - rows(repository)
        assert done - steps[-1][0] in (0, AT_ONCE)
        answer = client.get("Patient?eye-color=blue")
        assert (answer.status, answer.issues[0]["code"]) == (400, "not-supported")
    assert job(engine_settings).all_steps()[-1] == (MANY + AT_ONCE, MANY + AT_ONCE)
    assert (rows(repository), parameters(repository)) == (0, 0)
    assert list(verify(repository)) == []


def test_deleted_while_it_is_being_indexed_it_leaves_nothing(
    engine_settings: Settings, client: FhirClient, repository: Repository
) -> None:
    many(repository, MANY)
    client.put("SearchParameter/eye-color", eye_color())
    job(engine_settings).killed(random.Random(3), after=5)
    assert rows(repository) >= 5 * AT_ONCE
    client.delete("SearchParameter/eye-color")
    assert client.get("Patient?eye-color=blue").issues[0]["code"] == "not-supported"
    assert job(engine_settings).all_steps()[-1] == (MANY, MANY)
    assert (rows(repository), parameters(repository)) == (0, 0)
    assert list(verify(repository)) == []


def test_two_jobs_share_the_work(engine_settings: Settings, client: FhirClient, repository: Repository) -> None:
    many(repository, MANY)
    client.put("SearchParameter/eye-color", eye_color())
    both = [job(engine_settings), job(engine_settings)]
    steps = [step for each in both for step in each.all_steps()]
    # Nothing was done twice, except for the last look that finds nothing left.
    assert sorted(set(steps)) == [(done, MANY) for done in range(AT_ONCE, MANY + 1, AT_ONCE)]
    assert len(steps) == MANY // AT_ONCE + 1
    assert rows(repository) == MANY
    assert total(client, "Patient?eye-color=blue") == MANY // 3
    assert list(verify(repository)) == []


def test_two_jobs_while_others_write(engine_settings: Settings, client: FhirClient, repository: Repository) -> None:
    many(repository, MANY)
    client.put("SearchParameter/eye-color", eye_color())
    both = [job(engine_settings), job(engine_settings)]
    for at in range(0, 90, 3):
        # From the beginning, where the job was, and from the end, where it comes to.
        for name, color in ((f"p{at}", "grey"), (f"p{MANY - 1 - at}", "grey"), (f"new{at}", "black")):
            assert client.put(f"Patient/{name}", {**with_eyes(color), "id": name}).status in (200, 201)
        assert client.delete(f"Patient/p{at + 1}").status == 204
    for each in both:
        each.all_steps()
    left = MANY + 30 - 30
    assert [total(client, f"Patient?eye-color={color}") for color in ("grey", "black")] == [60, 30]
    assert rows(repository) == total(client, "Patient?eye-color:missing=false") == left
    assert list(verify(repository)) == []


def test_a_parameter_that_comes_while_another_is_indexed_waits_for_those_who_write(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL, where several write at once: whoever began before it was noted does not know of it."""
    monkeypatch.setattr(reindex, "AT_ONCE", 2)
    settings = databases.fresh("postgresql")
    app = create_app(settings)
    client, repository = FhirClient(app), app.extensions["repository"]
    many(repository, 5)
    client.put("SearchParameter/a", eye_color(id="a", code="a", expression="Patient.name.family", type="string"))
    steps = reindex.reindex(repository)
    assert next(steps).code == "a"
    began, may_end = threading.Event(), threading.Event()

    def write(transaction: Transaction) -> None:
        document = {**with_eyes("blue"), "id": "slow"}
        began.set()
        assert may_end.wait(30)
        transaction.save("Patient", "slow", document, validate(document).references, "PUT")

    writer = threading.Thread(target=repository.write, args=[write])
    writer.start()
    assert began.wait(30)
    assert client.put("SearchParameter/eye-color", eye_color()).status == 201
    done: list[reindex.Step] = []
    indexer = threading.Thread(target=lambda: done.extend(steps))
    indexer.start()
    with psycopg.connect(settings.database_url or "", autocommit=True) as watching:

        def waits_or_ended() -> bool:
            waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            return not indexer.is_alive() or watching.execute(waiting).fetchone() is not None

        assert eventually(waits_or_ended)
    may_end.set()
    writer.join()
    indexer.join()
    assert [step.code for step in done] == ["a", "a", "eye-color", "eye-color", "eye-color", "eye-color"]
    assert total(client, "Patient?eye-color=blue") == 3
    assert list(verify(repository)) == []
    repository.close()
    databases.remove(settings)


def test_progress_never_passes_the_whole(
    client: FhirClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindex, "AT_ONCE", 2)
    many(repository, 4)
    client.put("SearchParameter/eye-color", eye_color())
    steps = reindex.reindex(repository)
    assert [(step.done, step.total) for step in (next(steps), next(steps))] == [(2, 4), (4, 4)]
    many(repository, 5, "q")
    step = next(steps)
    assert (step.done, step.total) == progress(client) == (6, 6)
    client.delete("Patient/q4")
    assert [(step.done, step.total) for step in steps] == [(8, 8), (8, 8)]
    assert total(client, "Patient?eye-color:missing=false") == 8


def test_a_fault_in_a_step_undoes_that_step_only(
    client: FhirClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindex, "AT_ONCE", 2)
    many(repository, 5)
    client.put("SearchParameter/eye-color", eye_color())
    steps = reindex.reindex(repository)
    next(steps)
    with monkeypatch.context() as broken:

        def index_again(*_: object) -> None:
            raise MemoryError

        broken.setattr(reindex, "index_again", index_again)
        with pytest.raises(MemoryError):
            next(steps)
    assert progress(client) == (2, 5)
    assert rows(repository) == 2
    assert [step.done for step in reindex.reindex(repository)] == [4, 5]
    assert list(verify(repository)) == []


def test_nothing_to_index_is_one_step(client: FhirClient, repository: Repository) -> None:
    client.put("SearchParameter/eye-color", eye_color())
    assert list(reindex.reindex(repository)) == [reindex.Step("eye-color", 0, 0)]
    assert total(client, "Patient?eye-color=blue") == 0
    assert list(reindex.reindex(repository)) == []


def test_a_resource_that_came_before_its_parameter_was_noted_elsewhere(
    client: FhirClient, repository: Repository, engine_settings: Settings
) -> None:
    """Another server process learns of the parameter with its next write, not only with its next search."""
    other = create_app(engine_settings)
    client.put("SearchParameter/eye-color", eye_color())
    assert FhirClient(other).put("Patient/p", {**with_eyes("blue"), "id": "p"}).status == 201
    assert rows(repository) == 1
    list(reindex.reindex(repository))
    assert total(FhirClient(other), "Patient?eye-color=blue") == 1
    client.delete("SearchParameter/eye-color")
    assert FhirClient(other).get("Patient?eye-color=blue").status == 400
    list(reindex.reindex(other.extensions["repository"]))
    FhirClient(other).put("Patient/p", {**patient("p"), "extension": with_eyes("brown")["extension"]})
    assert rows(repository) == 0
    other.extensions["repository"].close()


class TestThread:
    """The thread that each server process has."""

    def test_it_works_until_it_is_stopped(
        self, client: FhirClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reindexing, "SECONDS", 0.02)
        many(repository, 20)
        thread = reindexing.Reindexing(repository)
        thread.start()
        client.put("SearchParameter/eye-color", eye_color())
        assert eventually(lambda: client.get("Patient?eye-color=blue").status == 200)
        assert total(client, "Patient?eye-color=blue") == 7
        client.delete("SearchParameter/eye-color")
        assert eventually(lambda: parameters(repository) == 0)
        assert rows(repository) == 0
        thread.stop()
        thread.join(10)
        assert not thread.is_alive()

    def test_stopped_it_ends_after_its_step(
        self, client: FhirClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reindex, "AT_ONCE", 2)
        many(repository, 5)
        client.put("SearchParameter/eye-color", eye_color())
        thread = reindexing.Reindexing(repository)
        thread.stop()
        thread.work()
        assert progress(client) == (2, 5)

    def test_after_a_fault_it_tries_again(
        self,
        client: FhirClient,
        repository: Repository,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        monkeypatch.setattr(reindexing, "SECONDS", 0.02)
        monkeypatch.setattr(reindexing, "FAILED_SECONDS", 0.02)
        failed = threading.Event()
        right = reindexing.work_waits

        def work_waits(of: Repository) -> bool:
            if not failed.is_set():
                failed.set()
                raise ZeroDivisionError(client.get("Patient/p0").json["name"][0]["family"])
            return right(of)

        monkeypatch.setattr(reindexing, "work_waits", work_waits)
        many(repository, 3)
        client.put("SearchParameter/eye-color", eye_color())
        thread = reindexing.Reindexing(repository)
        thread.start()
        assert eventually(lambda: client.get("Patient?eye-color=blue").status == 200)
        thread.stop()
        thread.join(10)
        faults = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert [text.splitlines()[0] for text in faults] == ["Fault in reindexing: ZeroDivisionError"]
        # What it says may be of a patient: it is not logged.
        assert "Chalmers" not in faults[0]
