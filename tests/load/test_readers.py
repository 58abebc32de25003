"""Reading what people load: every shape of file, broken ones too, in memory that does not grow with the file."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from fhirserver.json_format import encode
from fhirserver.load.readers import Item, Problem, find_files, read_items, stored_size
from tests.load.files import PATIENT, bundle, contents, posted, read, small, write

# What a file may be.


@pytest.mark.parametrize("name", ["one.json", "one.json.gz", "one"])
def test_a_file_with_one_resource(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, json.dumps(PATIENT, indent=2))
    assert read(path) == [Item(path, 1, PATIENT, stored_size(path))]


@pytest.mark.parametrize("name", ["many.ndjson", "many.ndjson.gz", "many.json", "many.jsonl"])
def test_a_resource_or_a_bundle_on_each_line(tmp_path: Path, name: str) -> None:
    lines = [PATIENT, {"resourceType": "Patient", "id": "p2"}, bundle("transaction", [])]
    path = write(tmp_path / name, "\r\n".join(json.dumps(line) for line in lines) + "\n\n")
    found = read(path)
    assert contents(found) == lines
    assert [one.position for one in found] == [1, 2, 3]


def test_a_single_line_is_one_resource_with_or_without_a_line_end(tmp_path: Path) -> None:
    for name, end in (("a.ndjson", ""), ("b.ndjson", "\n"), ("c.json", "\n"), ("d.json", "")):
        assert contents(read(write(tmp_path / name, json.dumps(PATIENT) + end))) == [PATIENT]


def test_empty_files_hold_nothing(tmp_path: Path) -> None:
    assert (
        read(write(tmp_path / "a.json", ""), write(tmp_path / "b.ndjson", "\n\n"), write(tmp_path / "c.gz", "")) == []
    )


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    text = '{"resourceType":"Observation","a":1.50,"b":1E+2,"c":7,"d":0.000}'
    for name in ("a.json", "a.ndjson"):
        (content,) = contents(read(write(tmp_path / name, text)))
        assert (str(content["a"]), str(content["b"])) == ("1.50", "1E+2")
        assert isinstance(content["c"], int)
        assert content["d"].as_tuple() == Decimal("0.000").as_tuple()


def test_folders_are_read_in_order_hospitals_first_and_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("b.json", "a/z.ndjson.gz", "practitionerInformation1.json", "hospitalInformation1.json", "notes.txt",
                 ".hidden.json", ".git/x.json", "a/old.jsonl"):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, PATIENT)
    names = [str(Path(path).relative_to(tmp_path)) for path in find_files([str(tmp_path)])]
    assert names == [
        "hospitalInformation1.json", "practitionerInformation1.json", "a/old.jsonl", "a/z.ndjson.gz", "b.json",
    ]  # fmt: skip
    assert len(contents(read(str(tmp_path)))) == 5


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input_is_read_like_a_file(pack: Callable[[bytes], bytes]) -> None:
    stream = io.BytesIO(pack(encode(PATIENT) + b"\n" + encode(PATIENT)))
    found = read("-", standard_input=stream)
    assert contents(found) == [PATIENT, PATIENT]
    assert [(one.source, one.position) for one in found] == [("-", 1), ("-", 2)]


def test_standard_input_that_cannot_seek_is_read_too() -> None:
    program = (
        "import sys\nfrom fhirserver.load.readers import read_items\n"
        "print([item.content['id'] for item in read_items(['-'], standard_input=sys.stdin.buffer)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=encode(PATIENT) + b"\n" + encode(PATIENT),
        capture_output=True,
        check=True,
    )
    assert done.stdout.strip() == b"['p1', 'p1']"


# Going on after an interruption.


def test_reading_goes_on_behind_a_position(tmp_path: Path) -> None:
    lines = write(tmp_path / "a.ndjson", "\n".join(json.dumps({**PATIENT, "id": f"p{n}"}) for n in range(5)))
    whole = write(tmp_path / "b.json", PATIENT)
    transaction = bundle("transaction", [posted(number) for number in range(8)])
    large = write(tmp_path / "c.json", transaction)
    long_lines = write(tmp_path / "d.ndjson", encode(transaction) + b"\n" + encode(PATIENT))
    paths = [lines, whole, large, long_lines]
    everything = read(*paths, **small())
    for stop in range(len(everything)):
        done: dict[str, int] = {}
        for one in everything[:stop]:
            done[one.source] = one.position
        # A line is repeated as a whole unless its last chunk was done.
        repeated = done.get(long_lines) == 0
        assert read(*paths, **small(done=done)) == everything[len(everything) - 4 if repeated else stop :]


def test_consumed_grows_to_the_size_of_the_file(tmp_path: Path) -> None:
    text = "\n".join(json.dumps({**PATIENT, "id": f"p{n}", "x": "y" * 5_000}) for n in range(800))
    for name in ("a.ndjson", "a.ndjson.gz"):
        path = write(tmp_path / name, text)
        consumed = [one.consumed for one in read_items([path], whole_limit=6_000) if isinstance(one, Item)]
        assert consumed == sorted(consumed)
        assert 0 < consumed[0] <= consumed[-1] == stored_size(path)
    assert stored_size("-") == stored_size(str(tmp_path / "none")) == 0


# Broken and hostile files.

BROKEN = [
    b"{",
    b"[]",
    b"[1, 2]",
    b"null",
    b'"text"',
    b"{}",
    b'{"resourceType": 5}',
    b'{"resourceType": "Patient", "resourceType": "Patient"}',
    b'{"resourceType": "Patient", "a": NaN}',
    b'{"resourceType": "Patient", "a": 1e400}',
    b'{"resourceType": "Patient", "a": "\\ud800"}',
    b'{"resourceType": "Patient", "a": "\\u0000"}',
    b'{"resourceType": "Patient", "a": "\xff"}',
    b'{"resourceType": "Patient"} x',
    b'{"resourceType": "Patient", "a": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    b'{"resourceType": "Bundle", "type": "transaction", "entry": {}}',
    b'{"resourceType": "Bundle", "type": "transaction", "entry": [1]}',
    b'{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": 5}]}',
    b'{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"id": "x"}}]}',
    b"\x00\x01\x02",
    b"not JSON at all",
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_or_line_is_a_problem_and_the_rest_is_read(tmp_path: Path, text: bytes) -> None:
    broken, fine = write(tmp_path / "a.json", text), write(tmp_path / "b.json", PATIENT)
    problem, item = read(broken, fine)
    assert isinstance(problem, Problem)
    assert (problem.source, problem.position) == (broken, 1)
    assert problem.reason
    assert item == Item(fine, 1, PATIENT, stored_size(fine))
    lines = write(tmp_path / "c.ndjson", encode(PATIENT) + b"\n" + text + b"\n" + encode(PATIENT))
    before, problem, after = read(lines)
    assert isinstance(problem, Problem)
    assert problem.position == 2
    assert [one.position for one in (before, after)] == [1, 3]


def test_missing_folders_and_truncated_or_false_archives_are_problems(tmp_path: Path) -> None:
    whole = gzip.compress(b"\n".join(encode({**PATIENT, "id": f"p{n}"}) for n in range(20_000)), 1)
    cut, false = tmp_path / "cut.ndjson.gz", tmp_path / "false.gz"
    cut.write_bytes(whole[: len(whole) // 2])
    false.write_bytes(b"\x1f\x8bnot gzip at all")
    found = read(str(tmp_path / "none.json"), str(cut), str(false), whole_limit=10_000)
    problems = [one for one in found if isinstance(one, Problem)]
    assert [problem.source for problem in problems] == [str(tmp_path / "none.json"), str(cut), str(false)]
    assert problems[0].reason == "There is no such file."
    items = [one for one in found if isinstance(one, Item)]
    assert len(items) > 100
    assert problems[1].position >= items[-1].position


def test_a_line_that_is_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fhirserver.load.readers.PART_LIMIT", 1_000)
    monkeypatch.setattr("fhirserver.load.readers._BLOCK", 64)
    lines = [encode(PATIENT), b'{"resourceType":"Basic","x":"' + b"y" * 5_000 + b'"}', encode(PATIENT)]
    first, problem, last = read(write(tmp_path / "a.ndjson", b"\n".join(lines)), whole_limit=500)
    assert [first.position, problem.position, last.position] == [1, 2, 3]
    assert problem == Problem(problem.source, 2, "The line is longer than 1000 bytes.")


# Memory.

_MEASURE = """
import re, sys
from fhirserver.load.readers import Problem, read_items
found = entries = 0
for item in read_items([sys.argv[1]]):
    assert not isinstance(item, Problem), item
    found += 1
    entries += len(item.content.get("entry", [1]))
print(found, entries, int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def _measured(path: str) -> tuple[int, int, int]:
    done = subprocess.run([sys.executable, "-c", _MEASURE, path], capture_output=True, text=True, check=True)
    found, entries, megabytes = (int(word) for word in done.stdout.split())
    return found, entries, megabytes


@pytest.mark.parametrize("shape", ["one large Bundle", "lines"])
def test_two_hundred_megabytes_are_read_in_a_fraction_of_that(tmp_path: Path, shape: str) -> None:
    note = [{"text": "x" * 40_000}]
    path, count = tmp_path / "large.ndjson", 5_000
    with path.open("wb") as file:
        file.write(b"" if shape == "lines" else b'{"resourceType":"Bundle","type":"collection","entry":[')
        for number in range(count):
            resource = encode({"resourceType": "Basic", "id": f"b{number}", "note": note})
            if shape == "lines":
                file.write(resource + b"\n")
            else:
                file.write((b"," if number else b"") + b'{"resource":' + resource + b"}")
        file.write(b"" if shape == "lines" else b"]}")
    if shape != "lines":
        path = path.rename(tmp_path / "large.json")
    assert path.stat().st_size > 200_000_000
    found, entries, megabytes = _measured(str(path))
    assert entries == count
    assert found == (count if shape == "lines" else 10)
    assert megabytes < 150
