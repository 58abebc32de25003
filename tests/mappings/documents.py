"""Documents to try the mappings on: real ones kept in the repository, and hostile ones made by Hypothesis."""

from __future__ import annotations

import copy
import gzip
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

from mappings import MAPPINGS
from mappings.kernel import Kind, Mapping
from mappings.kernel.level import Level
from mappings.kernel.path import Choice, Extension, First, Key, Step, Steps, member

DATA = Path(__file__).parent.parent / "data"
Document = dict[str, Any]


@cache
def real() -> dict[str, list[Document]]:
    """All HL7 examples and Synthea samples by resource type; local references of Synthea as the server writes them."""
    decoder = msgspec.json.Decoder(float_hook=Decimal)
    found: dict[str, list[Document]] = defaultdict(list)
    for path in sorted(DATA.glob("*.ndjson.gz")):
        with gzip.open(path) as file:
            for line in file:
                resource = decoder.decode(line)
                for each in _entries(resource) if path.name.startswith("synthea") else [resource]:
                    found[each["resourceType"]].append(each)
    return found


def example(resource: str, identity: str) -> Document:
    """A fresh copy of one real document."""
    return copy.deepcopy(next(each for each in real()[resource] if each.get("id") == identity))


def _entries(bundle: Document) -> list[Document]:
    names = {
        entry["fullUrl"]: f"{entry['resource']['resourceType']}/{entry['fullUrl'].removeprefix('urn:uuid:')}"
        for entry in bundle["entry"]
        if "fullUrl" in entry
    }
    for entry in bundle["entry"]:
        _rename(entry["resource"], names)
    return [entry["resource"] for entry in bundle["entry"]]


def _rename(node: Any, names: dict[str, str]) -> None:
    if isinstance(node, dict):
        if node.get("reference") in names:
            node["reference"] = names[node["reference"]]
        for child in node.values():
            _rename(child, names)
    elif isinstance(node, list):
        for child in node:
            _rename(child, names)


def exactly(value: Any) -> Any:
    """A form in which 1.50 and 1.5, 1 and True, and documents in which they stand, differ."""
    if isinstance(value, dict):
        return {key: exactly(child) for key, child in value.items()}
    if isinstance(value, list):
        return [exactly(child) for child in value]
    return type(value).__name__, repr(value)


# Values that a column should take, and values that it should not.
TIMES = [
    "2012",
    "2012-03",
    "2012-03-04",
    "2012-03-04T05:06:07Z",
    "2012-03-04T05:06:07.890+02:00",
    "2012-03-04T05:06:07.8901234-11:30",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2012-02-30",
    "2012-13",
    "20120304",
    "2012-03-04T24:00:00Z",
    "2016-12-31T23:59:60Z",
    "2012-03-04 05:06:07",
    "٢٠١٢",
    "now",
]
NUMBERS = [
    Decimal("1.50"),
    Decimal("1E+2"),
    Decimal("-0.0"),
    Decimal("0.1234567890123456789012345"),
    Decimal("1E-400"),
    Decimal("1E+400"),
    0,
    -1,
    7,
    2**31,
    10**30,
]
TEXTS = ["", " ", "a", "Anna Maria", " double  blank ", "two\nlines", "é́\U0001f600", "x" * 255, "x" * 256, "\x00", "'"]
REFERENCES = [
    "urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
    "http://example.org/fhir/Patient/a",
    "#contained",
    "Patient/a/_history/1",
    "Patient/",
    "Patient/a\n",
    "Group/g",
    "",
]
POOLS: dict[Kind, list[Any]] = {
    "text": [*TEXTS, "http://loinc.org", "8480-6"],
    "boolean": [True, False, 1, 0, "true"],
    "integer": NUMBERS,
    "decimal": NUMBERS,
    "date": TIMES,
    "instant": [*TIMES, *({"start": time} for time in TIMES[:4]), {"end": "2012"}, {"start": "2013", "end": "2012-05"}],
    "reference": [],
}

JSON: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from([None, True, 0, Decimal("1.0"), "", "a", "2012"]) | st.text(max_size=5),
    lambda child: (
        st.lists(child, max_size=3) | st.dictionaries(st.sampled_from(["coding", "a", "_b"]), child, max_size=3)
    ),
    max_leaves=6,
)


def leaf(place_kind: Kind, values: tuple[str, ...], targets: tuple[str, ...], path: str) -> st.SearchStrategy[Any]:
    """A value for a column: often one that fits, often one that nearly does, sometimes anything."""
    if place_kind == "reference":
        fitting = [f"{target}/{name}" for target in targets for name in ("a", "b-1.2")]
        usual: st.SearchStrategy[Any] = st.sampled_from([*fitting, *REFERENCES]).map(
            lambda text: {"reference": text, "display": "shown", "identifier": {"value": "1"}}
        )
    else:
        usual = st.sampled_from([*values, *POOLS[place_kind]])
        if path.endswith(("given", "prefix", "suffix", "line")):
            usual = st.lists(usual | st.sampled_from(["Anna", "Maria", "Anna Maria"]), max_size=3)
    return usual | JSON


@st.composite
def documents(draw: st.DrawFn, mapping: Mapping) -> Document:
    """A document with something at some of the places that a mapping looks at, and things that it does not know."""
    document: Document = {"resourceType": mapping.resource, "id": "1", "text": {"status": "generated", "div": "<div/>"}}
    _fill(draw, document, mapping.level)
    return document


def _fill(draw: st.DrawFn, node: Any, level: Level) -> None:
    places = draw(st.lists(st.sampled_from(level.places), max_size=8, unique_by=lambda place: place.index))
    for place in places:
        codec = place.column.codec
        value = draw(leaf(codec.kind, codec.values, codec.targets, place.column.path))
        _plant(draw, node, place.steps, value)
    for child in level.levels:
        if draw(st.integers(0, 2)) == 0:
            entries: list[Any] = []
            for _ in range(draw(st.integers(0, 3))):
                if not child.places[0].steps:
                    codec = child.places[0].column.codec
                    entries.append(draw(leaf(codec.kind, codec.values, codec.targets, "")))
                    continue
                entry: Document = {}
                _fill(draw, entry, child)
                entries.append(entry if draw(st.integers(0, 5)) else draw(JSON))
            _plant(draw, node, child.steps, entries)


def _plant(draw: st.DrawFn, node: Any, steps: Steps, value: Any) -> None:
    """Put ``value`` into ``node``, by a way that owes nothing to the kernel's own."""
    if not isinstance(node, dict) or not steps:
        return
    step, rest = steps[0], steps[1:]
    name = _name(draw, step)
    if draw(st.integers(0, 9)) == 0:
        absent = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
        node["_" + name] = {"extension": [absent]}
    if isinstance(step, Extension):
        extensions = node.setdefault("extension", [])
        if not isinstance(extensions, list):
            return
        entry: Document = {"url": step.url}
        extensions.append(entry)
        _plant(draw, entry, rest, value)
    elif not rest:
        node[name] = value
    elif isinstance(rest[0], First):
        entries = node.setdefault(name, [])
        if not isinstance(entries, list):
            return
        if len(rest) == 1:
            entries.insert(0, value)
            return
        if not entries:
            entries.extend([{}, {"code": "other", "extension": []}][: draw(st.integers(1, 2))])
        _plant(draw, entries[0], rest[1:], value)
    else:
        _plant(draw, node.setdefault(name, {}), rest, value)


def _name(draw: st.DrawFn, step: Step) -> str:
    if isinstance(step, Choice):
        return draw(st.sampled_from([*step.names, member(step.group, "string"), member(step.group, "Age")]))
    return step.name if isinstance(step, Key) else "x"


MAPPED = sorted(MAPPINGS)
