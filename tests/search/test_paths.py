"""Paths have numbers, which stand for them in the index tables."""

from __future__ import annotations

from conformance import definitions
from fhirserver.search.paths import number_of
from fhirserver.search.registry import R4


def test_no_two_paths_of_r4_have_one_number() -> None:
    types = definitions().resource_types
    paths = {(path.kind, path.text) for name in types for path in R4.paths(name)}
    beside = {(kind, text) for _, text in paths for kind in ("present", "of-type", "identifier")}
    named = paths | beside | {("contained", name) for name in types}
    assert len(paths) > 2500
    assert len({number_of(kind, text) for kind, text in named}) == len(named)
