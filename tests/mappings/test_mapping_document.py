"""docs/mapping.md: the example in it is a mapping that agrees with R4 and keeps the laws."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from conformance import definitions
from mappings import MAPPINGS, codecs, elements
from mappings.kernel import Codec, Mapping
from mappings.kernel.checks import problems, r4_problems
from mappings.kernel.schema import metadata_of

TEXT = (Path(__file__).parent.parent.parent / "docs" / "mapping.md").read_text(encoding="utf-8")


def example() -> Mapping:
    (block,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, Any] = {}
    exec(block, names)
    mapping: Mapping = names["MAPPING"]
    return mapping


def test_the_example_agrees_with_r4_and_with_the_other_mappings() -> None:
    assert r4_problems(example(), definitions()) == []
    assert problems([*MAPPINGS.values(), example()]) == []


def test_the_example_has_tables() -> None:
    metadata = metadata_of([*MAPPINGS.values(), example()])
    assert [name for name in metadata.tables if name.startswith("device_use")] == [
        "device_use",
        "device_use_identifier",
        "device_use_reason",
    ]
    assert [column.name for column in metadata.tables["device_use"].columns] == [
        "pk",
        "id",
        "patient",
        "status",
        "used",
        "used_end",
        "recorded",
        "body_site_system",
        "body_site",
        "body_site_display",
        "body_site_text",
        "in_document",
    ]


def test_the_example_keeps_the_laws() -> None:
    mapping = example()
    document = {
        "resourceType": "DeviceUseStatement",
        "status": "active",
        "subject": {"reference": "Patient/p"},
        "device": {"display": "cane"},
        "timingPeriod": {"start": "2012-03"},
        "reasonCode": [{"text": "fall"}],
    }
    rows = mapping.get(document)
    assert rows["device_use"] == [
        ("Patient/p", "active", "2012-03-01T00:00:00.000000Z", *[None] * 6, "subject,device"),
    ]
    assert mapping.put(rows, document) is document
    assert mapping.get(mapping.put(rows))["device_use_reason"] == rows["device_use_reason"]


def test_every_codec_and_helper_is_named() -> None:
    public = [name for name, value in vars(codecs).items() if isinstance(value, Codec)]
    public += ["one_of", "concept_of", "reference"]
    public += [
        name
        for name, value in vars(elements).items()
        if callable(value) and getattr(value, "__module__", "") == elements.__name__
    ]
    assert [name for name in public if f"`{name}`" not in TEXT and f"`{name}(" not in TEXT] == []
