"""Where the time of a load goes, measured inside one process."""

from __future__ import annotations

import gzip
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from fhirserver import json_format
from fhirserver.interactions import change as change_module
from fhirserver.interactions.request import Context, Request
from fhirserver.rest.dispatch import dispatch
from fhirserver.settings import load_settings
from fhirserver.store import staged as staged_module
from fhirserver.store.engine import Database
from fhirserver.store.repository import open_repository
from fhirserver.store.writes import Writes
from fhirserver.validation import validate
from mappings import MAPPINGS


def validation_time(file: Path) -> float:
    """Return the mean time to validate a resource of ``file``, in microseconds."""
    resources = [entry["resource"] for bundle in _bundles(file) for entry in _decoded(bundle)["entry"]]
    started = time.perf_counter()
    for resource in resources:
        validate(resource)
    return round((time.perf_counter() - started) / len(resources) * 1e6, 1)


def steps_of_a_load(engine: str, data: Path, environment: dict[str, str], file: Path) -> dict[str, float]:
    """Load ``file`` without HTTP and return microseconds a resource for each step and for the whole."""
    settings = load_settings({**environment, "FHIRSERVER_DATA": str(data)})
    repository = open_repository(settings)
    context = Context(settings, repository, dispatch)
    bundles = _bundles(file)
    resources = sum(len(_decoded(bundle)["entry"]) for bundle in bundles)
    spent: dict[str, float] = defaultdict(float)
    with _timed(spent):
        started = time.perf_counter()
        for bundle in bundles:
            request = Request("POST", "", body=bundle, headers={"content-type": "application/fhir+json"})
            dispatch(context, request)
        spent["all"] = time.perf_counter() - started
    repository.close()
    spent["transaction and commit"] = spent.pop("database") - spent["rows and seals"] - spent["insert"]
    return {name: round(seconds / resources * 1e6, 1) for name, seconds in spent.items()}


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    gets = [mock.patch.dict(mapping.__dict__, get=_clock(spent, "get", mapping.get)) for mapping in MAPPINGS.values()]
    patches: list[Any] = [
        mock.patch.object(json_format, "decode", _clock(spent, "parse", json_format.decode)),
        mock.patch.object(change_module, "validate", _clock(spent, "validate", change_module.validate)),
        mock.patch.object(staged_module, "seal", _clock(spent, "seal", staged_module.seal)),
        mock.patch("fhirserver.store.transaction.stage", _clock(spent, "rows and seals", staged_module.stage)),
        mock.patch.object(Writes, "execute", _clock(spent, "insert", Writes.execute)),
        mock.patch.object(Database, "write", _clock(spent, "database", Database.write)),
    ]
    for each in gets + patches:
        each.start()
    try:
        yield
    finally:
        for each in gets + patches:
            each.stop()


def _clock(spent: dict[str, float], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.perf_counter() - started

    return timed


def _bundles(file: Path) -> list[bytes]:
    return gzip.decompress(file.read_bytes()).splitlines()


def _decoded(bundle: bytes) -> Any:
    return json_format.decode(bundle)
