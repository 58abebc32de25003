"""Bundles of every type and size: whole ones, and large ones in chunks whose references hold."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from fhirserver.json_format import encode
from fhirserver.load.readers import Item, Problem
from tests.load.files import PATIENT, UUIDS, bundle, contents, posted, read, small, walk, write

# Bundles that fit in memory.


def test_a_transaction_stays_whole_and_gets_ids_that_are_the_same_every_time(tmp_path: Path) -> None:
    given = bundle("transaction", [posted(1), posted(2, subject={"reference": UUIDS[1]})])
    (content,) = contents(read(write(tmp_path / "a.json", given)))
    assert content["type"] == "transaction"
    first, second = content["entry"]
    assert first["request"] == {"method": "PUT", "url": f"Observation/{UUIDS[1][9:]}"}
    assert first["resource"]["id"] == UUIDS[1][9:]
    assert first["fullUrl"] == UUIDS[1]
    assert second["resource"]["subject"] == {"reference": UUIDS[1]}


@pytest.mark.parametrize(
    "entry",
    [
        {"request": {"method": "DELETE", "url": "Patient/p1"}},
        {"resource": PATIENT, "request": {"method": "PUT", "url": "Patient/p1"}},
        {"resource": PATIENT, "request": {"method": "POST", "url": "Patient"}},
        {"fullUrl": "http://a.example/Patient/1", "resource": PATIENT, "request": {"method": "POST", "url": "Patient"}},
        {
            "fullUrl": UUIDS[3],
            "resource": PATIENT,
            "request": {"method": "POST", "url": "Patient", "ifNoneExist": "identifier=a|b"},
        },
        {"fullUrl": UUIDS[3], "resource": PATIENT, "request": {"method": "POST", "url": "Observation"}},
        {"fullUrl": UUIDS[3], "request": {"method": "POST", "url": "Patient"}},
    ],
)
def test_other_entries_of_a_transaction_stay_as_they_are(tmp_path: Path, entry: dict[str, Any]) -> None:
    (content,) = contents(read(write(tmp_path / "a.json", bundle("batch", [entry]))))
    assert content == bundle("batch", [entry])


@pytest.mark.parametrize("kind", ["collection", "searchset", "document", "message"])
def test_a_gathered_bundle_becomes_a_transaction(tmp_path: Path, kind: str) -> None:
    given = bundle(kind, [
        {"fullUrl": "http://a.example/Patient/p1", "resource": PATIENT, "search": {"mode": "match"}},
        {"resource": {"resourceType": "OperationOutcome"}, "search": {"mode": "outcome"}},
        {"fullUrl": UUIDS[5], "resource": {"resourceType": "Basic"}},
        {"resource": {"resourceType": "Basic"}},
        {"fullUrl": "http://a.example/nothing"},
    ])  # fmt: skip
    (content,) = contents(read(write(tmp_path / "a.json", {**given, "total": 3})))
    assert {key: value for key, value in content.items() if key != "entry"} == {
        "resourceType": "Bundle",
        "type": "transaction",
    }
    assert [entry["request"] for entry in content["entry"]] == [
        {"method": "PUT", "url": "Patient/p1"},
        {"method": "PUT", "url": f"Basic/{UUIDS[5][9:]}"},
        {"method": "POST", "url": "Basic"},
    ]


@pytest.mark.parametrize("kind", ["history", "transaction-response", "batch-response", None, 3, ["batch"]])
def test_a_bundle_that_is_not_meant_to_be_stored_is_a_problem(tmp_path: Path, kind: object) -> None:
    (problem,) = read(write(tmp_path / "a.json", {"resourceType": "Bundle", "type": kind, "entry": []}))
    assert isinstance(problem, Problem)
    assert "cannot be loaded" in problem.reason


# Large Bundles, here with small limits.


@pytest.mark.parametrize("name", ["large.json", "large.json.gz"])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_large_transaction_comes_in_chunks_with_references_that_hold_outside_them(
    tmp_path: Path, name: str, indent: int | None
) -> None:
    entries = [posted(number, focus=[{"reference": UUIDS[(number + 5) % 8]}]) for number in range(8)]
    entries[7]["resource"]["derivedFrom"] = [{"reference": UUIDS[6]}]
    path = write(
        tmp_path / name, json.dumps({"entry": entries, "type": "transaction", "resourceType": "Bundle"}, indent=indent)
    )
    found = read(path, **small())
    chunks = contents(found)
    assert [one.position for one in found] == [3, 6, 8]
    assert [len(chunk["entry"]) for chunk in chunks] == [3, 3, 2]
    assert all((chunk["resourceType"], chunk["type"]) == ("Bundle", "transaction") for chunk in chunks)
    first = chunks[0]["entry"][0]
    assert first["request"] == {"method": "PUT", "url": f"Observation/{UUIDS[0][9:]}"}
    # Entry 5 is in another chunk; entries 6 and 7 are in the same one.
    assert first["resource"]["focus"] == [{"reference": f"Observation/{UUIDS[5][9:]}"}]
    assert chunks[2]["entry"][1]["resource"]["derivedFrom"] == [{"reference": UUIDS[6]}]


def test_every_kind_of_mention_is_rewritten_and_nothing_else(tmp_path: Path) -> None:
    conditional = {"method": "POST", "url": "Practitioner", "ifNoneExist": "identifier=s|1"}
    others: list[dict[str, Any]] = [
        {"fullUrl": UUIDS[1], "resource": {"resourceType": "Practitioner"}, "request": conditional},
        {
            "fullUrl": "http://a.example/Patient/p1",
            "resource": PATIENT,
            "request": {"method": "PUT", "url": "Patient/p1"},
        },
        {
            "fullUrl": UUIDS[2],
            "resource": {"resourceType": "Patient"},
            "request": {"method": "PUT", "url": "Patient/x"},
        },
    ]
    text = f'<div><a href="{UUIDS[2]}#top">x</a> <img src="http://a.example/Patient/p1"/> {UUIDS[2]}</div>'
    last = posted(
        9,
        subject={"reference": UUIDS[2]},
        performer=[
            {"reference": UUIDS[1]},
            {"reference": "http://a.example/Patient/p1"},
            {"reference": "Patient/other"},
        ],
        extension=[{"url": "http://e.example", "valueUri": UUIDS[2]}, {"url": "x", "valueString": f"about {UUIDS[2]}"}],
        instantiatesUri=[UUIDS[2], UUIDS[50]],
        text={"status": "generated", "div": text},
    )
    chunks = contents(read(write(tmp_path / "a.json", bundle("transaction", [*others, last])), **small()))
    assert chunks[0]["entry"][0]["request"] == conditional
    resource = chunks[1]["entry"][0]["resource"]
    assert resource["subject"] == {"reference": "Patient/x"}
    assert [one["reference"] for one in resource["performer"]] == [
        "Practitioner?identifier=s|1", "Patient/p1", "Patient/other",
    ]  # fmt: skip
    assert resource["extension"][0]["valueUri"] == "Patient/x"
    assert resource["extension"][1]["valueString"] == f"about {UUIDS[2]}"
    assert resource["instantiatesUri"] == ["Patient/x", UUIDS[50]]
    assert resource["text"]["div"] == (f'<div><a href="Patient/x#top">x</a> <img src="Patient/p1"/> {UUIDS[2]}</div>')


def test_a_large_batch_keeps_its_entries(tmp_path: Path) -> None:
    entries = [{"fullUrl": UUIDS[n], "resource": {**PATIENT, "link": [{"other": {"reference": UUIDS[0]}}]},
                "request": {"method": "PUT", "url": f"Patient/{n}"}} for n in range(4)]  # fmt: skip
    chunks = contents(read(write(tmp_path / "a.json", bundle("batch", entries)), **small()))
    assert chunks == [bundle("batch", entries[:3]), bundle("batch", entries[3:])]


def test_a_large_collection_links_by_id(tmp_path: Path) -> None:
    entries = [{"fullUrl": f"http://a.example/Basic/{n}", "resource": {"resourceType": "Basic", "id": f"b{n}",
                "subject": {"reference": "http://a.example/Basic/3"}}} for n in range(5)]  # fmt: skip
    chunks = contents(read(write(tmp_path / "a.json", bundle("collection", entries)), **small()))
    assert chunks[0]["entry"][0]["request"] == {"method": "PUT", "url": "Basic/b0"}
    assert chunks[0]["entry"][0]["resource"]["subject"] == {"reference": "Basic/b3"}
    assert chunks[1]["entry"][0]["resource"]["subject"] == {"reference": "http://a.example/Basic/3"}


def test_a_large_bundle_on_a_line_is_done_only_with_its_last_chunk(tmp_path: Path) -> None:
    large = bundle("transaction", [posted(number) for number in range(7)])
    path = write(tmp_path / "a.ndjson", "\n".join(json.dumps(line) for line in (PATIENT, large, PATIENT)))
    found = read(path, **small())
    contents(found)
    assert [one.position for one in found] == [1, 1, 1, 2, 3]


def test_a_large_document_cannot_come_from_standard_input() -> None:
    stream = io.BytesIO(encode(bundle("transaction", [posted(number) for number in range(7)])))
    (problem,) = read("-", standard_input=stream, **small())
    assert isinstance(problem, Problem)
    assert "Save it as a file" in problem.reason


def test_real_transactions_in_one_large_file_are_linked_throughout(tmp_path: Path) -> None:
    entries: list[dict[str, Any]] = []
    for item in contents(read("tests/data/synthea-2019-sample.ndjson.gz")):
        entries += item["entry"]
    path = write(tmp_path / "all.json", bundle("transaction", entries))
    chunks = contents(read(path, whole_limit=100_000, chunk_entries=50))
    assert [entry["fullUrl"] for chunk in chunks for entry in chunk["entry"]] == [entry["fullUrl"] for entry in entries]
    known = {entry["request"]["url"] for entry in entries}
    for chunk in chunks:
        here = {entry["fullUrl"] for entry in chunk["entry"]} | known
        wanted = {holder["reference"] for holder in walk(chunk) if "reference" in holder}
        assert {reference for reference in wanted if not reference.startswith("#")} <= here


# Broken and hostile ones.


def large_text(entry: bytes = b"{}", start: bytes = b"", end: bytes = b"]}") -> bytes:
    """A large Bundle whose third entry, beginning or end is what a test wants."""
    fine = encode(posted(1))
    return (
        (start or b'{"resourceType":"Bundle","type":"transaction","entry":[')
        + b",".join([fine, fine, entry, fine])
        + end
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (large_text(b'{"a": 1, "a": 2}'), "Entry 3: "),
        (large_text(b'{"a": "\\ud800"}'), "Entry 3: "),
        (large_text(b'{"a": [}'), ""),
        (large_text(b'{"a": 01}'), "Entry 3: "),
        (large_text(b"[]"), "Entry 3 is not an object"),
        (large_text(b"7"), "not an array of objects"),
        (large_text(b"0"), "not an array of objects"),
        (large_text(b"false"), "not an array of objects"),
        (large_text(b'"text"'), "not an array of objects"),
        (large_text(b""), ""),
        (large_text(end=b"]"), ""),
        (large_text(end=b""), ""),
        (large_text(end=b"]}]}"), ""),
        (large_text(end=b"]} x"), ""),
        (large_text(end=b'],"entry":[]}'), ""),
        (large_text(end=b'],"type":"batch"}'), ""),
        (large_text(end=b', {"a": "unfinished'), "ends inside entry 5"),
        (large_text(start=b'{"resourceType":"Bundle","type":"history","entry":['), "cannot be loaded"),
        (large_text(start=b'{"resourceType":"Basic","type":"batch","entry":['), "too large"),
        (large_text(start=b'{"entry":['), "too large"),
        (large_text(start=b'[{"resourceType":"Bundle","type":"batch","entry":['), ""),
        (b'{"resourceType":"Binary","data":"' + b"A" * 2_000 + b'"}', "too large"),
        (b"{" * 1_000, ""),
        (b"}" * 1_000, ""),
        (b'"' * 1_001, ""),
        (b"\\" * 1_000, ""),
    ],
)
def test_a_broken_large_bundle_is_a_problem_and_nothing_of_it_is_given(
    tmp_path: Path, text: bytes, reason: str
) -> None:
    broken, fine = write(tmp_path / "a.json", text), write(tmp_path / "b.json", PATIENT)
    problem, item = read(broken, fine, **small())
    assert isinstance(problem, Problem), problem
    assert reason in problem.reason
    assert isinstance(item, Item)


def test_brackets_and_quotes_inside_strings_do_not_confuse_the_cutting(tmp_path: Path) -> None:
    tricky = ['"entry": [', "]}", '\\"', "\\\\", "{[", 'a\\"b]', "\u2028", "}"]
    entries = [posted(number, note=[{"text": text}]) for number, text in enumerate(tricky)]
    given = {
        "resourceType": "Bundle",
        "id": '"entry":[',
        "link": [{"relation": "]", "url": "{"}],
        "type": "transaction",
    }
    for indent in (None, 2):
        path = write(tmp_path / "a.json", json.dumps({**given, "entry": entries}, indent=indent))
        chunks = contents(read(path, **small()))
        notes = [entry["resource"]["note"][0]["text"] for chunk in chunks for entry in chunk["entry"]]
        assert notes == tricky
