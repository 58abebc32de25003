"""A load that was cut off goes on where it was."""

from __future__ import annotations

from pathlib import Path

from fhirserver.load.progress import Progress


def test_what_is_done_is_found_by_the_next_process(tmp_path: Path) -> None:
    source = tmp_path / "patients.ndjson"
    source.write_text("{}")
    first = Progress(tmp_path)
    first.done(str(source), 7)
    first.save()
    assert Progress(tmp_path).after([str(source), "another"]) == {str(source): 7}


def test_a_file_that_was_changed_is_read_from_its_start(tmp_path: Path) -> None:
    source = tmp_path / "patients.ndjson"
    source.write_text("{}")
    progress = Progress(tmp_path)
    progress.done(str(source), 7)
    source.write_text("{} ")
    assert progress.after([str(source)]) == {}


def test_nothing_is_left_behind_when_all_is_done(tmp_path: Path) -> None:
    source = tmp_path / "patients.ndjson"
    source.write_text("{}")
    progress = Progress(tmp_path)
    progress.done(str(source), 7)
    progress.save()
    assert (tmp_path / "load.progress").stat().st_mode & 0o777 == 0o600
    progress.forget([str(source)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["patients.ndjson"]


def test_file_names_do_not_stand_in_it_as_they_may_name_patients(tmp_path: Path) -> None:
    source = tmp_path / "Chalmers_Peter.json"
    source.write_text("{}")
    progress = Progress(tmp_path)
    progress.done(str(source), 1)
    progress.save()
    assert "Chalmers" not in (tmp_path / "load.progress").read_text()
