"""How many values indexing by path saves: ``python -m tests.search.paths_shared [PATIENTS]``, of sample patients."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from conformance import definitions
from fhirserver.sample import generate
from fhirserver.search.backing import backing
from fhirserver.search.extract import extractor
from fhirserver.search.index import Values
from fhirserver.search.registry import R4

KINDS = ("tokens", "strings", "dates", "numbers", "quantities", "uris", "positions", "references")


def values_by_path(document: dict[str, Any]) -> Counter[int]:
    """How many values a resource has at each path that some parameter looks at."""
    values = Values()
    extractor(R4.paths(document["resourceType"]))(document, values)
    return Counter(row[0] for kind in KINDS for row in getattr(values, kind))


def main(patients: int) -> None:
    types = definitions().resource_types
    paths = {path.number for name in types for path in R4.paths(name)}
    print(f"{sum(len(R4.parameters(name)) for name in types)} parameters of {len(types)} types, {len(paths)} paths")
    resources = by_path = by_parameter = held = 0
    for bundle in generate(patients, 1):
        for entry in bundle["entry"]:
            document = entry["resource"]
            counts = values_by_path(document)
            resources += 1
            by_path += counts.total()
            held += sum(counts[path.number] for path in R4.paths(document["resourceType"]) if backing(path))
            for parameter in R4.parameters(document["resourceType"]).values():
                by_parameter += sum(counts[number] for number in {use.path.number for use in parameter.uses})
    print(
        f"{resources} resources: {by_parameter} values by parameter, {by_path} by path, {held} in headers and columns"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
