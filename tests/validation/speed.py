"""How long one validation takes: ``python -m tests.validation.speed [BUNDLES.ndjson.gz ...]``, or over the samples."""

from __future__ import annotations

import gc
import sys
import time
from collections import defaultdict
from pathlib import Path

from fhirserver.validation import validate
from tests.validation.data import SYNTHEA, JsonObject, lines

ROUNDS = 5


def main(paths: list[Path]) -> None:
    """Print the mean of the best round in microseconds a resource, and the means of the resource types."""
    for path in paths:
        resources: list[JsonObject] = [entry["resource"] for bundle in lines(path) for entry in bundle["entry"]]
        validate(resources[0])
        gc.collect()
        gc.freeze()
        best = min(_round(resources) for _ in range(ROUNDS))
        print(f"{path.name}: {len(resources)} resources, mean {best / len(resources) * 1e6:.1f} us")
        of_type: dict[str, list[JsonObject]] = defaultdict(list)
        for resource in resources:
            of_type[resource["resourceType"]].append(resource)
        for name, found in sorted(of_type.items()):
            print(f"  {name:24} {len(found):6} {_round(found) / len(found) * 1e6:8.1f} us")


def _round(resources: list[JsonObject]) -> float:
    started = time.process_time()
    for resource in resources:
        validate(resource)
    return time.process_time() - started


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or list(SYNTHEA))
