"""Real resources kept in the repository: HL7's 712 instance examples and two samples of Synthea."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).parent.parent / "data"
EXAMPLES = FOLDER / "hl7-r4-examples-instances.ndjson.gz"
SYNTHEA = (FOLDER / "synthea-2019-sample.ndjson.gz", FOLDER / "synthea-uscore-2021-sample.ndjson.gz")

JsonObject = dict[str, Any]
_decoder = msgspec.json.Decoder(float_hook=Decimal)


def lines(path: Path) -> Iterator[JsonObject]:
    """The resources of a gzipped NDJSON file, numbers with a fraction as Decimal."""
    with gzip.open(path) as file:
        for line in file:
            yield _decoder.decode(line)


@cache
def _example_lines() -> dict[tuple[str, str], bytes]:
    with gzip.open(EXAMPLES) as file:
        found = {}
        for line in file:
            resource = _decoder.decode(line)
            found[resource["resourceType"], resource["id"]] = line
        return found


def example(resource_type: str, identity: str = "example") -> JsonObject:
    """A fresh copy of one of HL7's examples, to be changed at will."""
    resource: JsonObject = _decoder.decode(_example_lines()[resource_type, identity])
    return resource
