"""HL7's examples, all types: what is accepted comes back to the last digit.  https://hl7.org/fhir/R4/examples.html"""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

from fhirserver.json_format import decode, encode
from fhirserver.validation import validate
from tests.fhir_client import ClientWith, FhirClient

EXAMPLES = Path(__file__).parent.parent / "data" / "hl7-r4-examples-instances.ndjson.gz"
NUMBER = re.compile(rb"[:\[,](-?[0-9][0-9.eE+-]*)(?=[,\]}])")


def content(document: Any) -> dict[str, Any]:
    """What a client decides: all but id, version and time."""
    meta = {name: value for name, value in document.get("meta", {}).items() if name not in ("versionId", "lastUpdated")}
    rest = {name: value for name, value in document.items() if name not in ("id", "meta")}
    return {**rest, "meta": meta} if meta else rest


def sent(client: FhirClient, line: bytes, document: dict[str, Any]) -> tuple[int, str]:
    """Send an example as it stands in the file; return the status and the address."""
    name = f"{document['resourceType']}/{document['id']}"
    answer = client.put(name, line)
    return answer.status, name


def test_every_accepted_example_comes_back_equal(client_with: ClientWith) -> None:
    client = client_with(allow_dangling_references=True)
    accepted: dict[str, dict[str, Any]] = {}
    refused = []
    with gzip.open(EXAMPLES) as lines:
        for line in lines:
            document = decode(line)
            assert isinstance(document, dict)
            status, name = sent(client, line, document)
            if validate(document).ok:
                assert status in (200, 201), (name, status)
                accepted[name] = document
            else:
                assert status == 422, (name, status)
                refused.append(name)
    assert (len(accepted), len(refused)) == (700, 12)
    types = set()
    for name, document in accepted.items():
        answer = client.get(name)
        assert answer.status == 200
        served = answer.json
        assert encode(content(served)) == encode(content(document)), name
        assert sorted(NUMBER.findall(encode(content(served)))) == sorted(NUMBER.findall(encode(content(document))))
        assert served["id"] == document["id"]
        types.add(document["resourceType"])
    assert len(types) == 125
