"""Apply what the readers give: Bundles as they are, single resources in groups, one report for all.

Loading is repeatable: resources are put under fixed ids, so what is loaded twice makes no second version.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fhirserver import json_format
from fhirserver.errors import FhirError
from fhirserver.interactions.request import Request, Response
from fhirserver.load.readers import Item, Problem

GROUP = 200
"""Single resources that are put in one transaction."""

Resource = dict[str, Any]
Send = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Failure:
    """What was not loaded and why: the source, the line or entry, and the place in it as FHIRPath, if any."""

    source: str
    position: int
    expression: str | None
    reason: str


@dataclass(slots=True)
class Report:
    """What a load did, in resources: counts of "created", "updated", "unchanged" and "failed", and the failures."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the load is done: reading can go on after ``position`` of ``source``."""

    source: str
    position: int
    consumed: int


def apply_items(items: Iterable[Item | Problem], send: Send, started: str, report: Report) -> Iterator[Step]:
    """Load all ``items`` through ``send``; yield a Step whenever something is done, committed or refused.

    ``started`` is a FHIR instant: versions older than it are "unchanged".  Failures stand in ``report``; none stops
    the load.
    """
    group: dict[tuple[str, str], Item] = {}
    source = None
    for item in items:
        if isinstance(item, Item) and item.content["resourceType"] != "Bundle":
            identity = _identity(item.content)
            if len(group) >= GROUP or item.source != source or identity in group:
                yield from _load_group(group, send, started, report)
                group, source = {}, item.source
            group[identity] = item
            continue
        yield from _load_group(group, send, started, report)
        group = {}
        if isinstance(item, Problem):
            report.counts["failed"] += 1
            report.failures.append(Failure(item.source, item.position, None, item.reason))
            continue
        _load_bundle(item, item.content, send, started, report)
        yield Step(item.source, item.position, item.consumed)
    yield from _load_group(group, send, started, report)


def _load_group(group: dict[tuple[str, str], Item], send: Send, started: str, report: Report) -> Iterator[Step]:
    if not group:
        return
    items = list(group.values())
    entries = [_entry(identity, item.content) for identity, item in group.items()]
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    try:
        response = send(Request("POST", "", body=json_format.encode(bundle), headers=_HEADERS))
    except FhirError:
        # One resource is wrong: each alone tells which, and does not keep the others out.
        for item, entry in zip(items, entries, strict=True):
            alone = {"resourceType": "Bundle", "type": "transaction", "entry": [entry]}
            _load_bundle(item, alone, send, started, report)
    else:
        _count(response, started, report)
    last = items[-1]
    yield Step(last.source, last.position, last.consumed)


def _load_bundle(item: Item, bundle: Resource, send: Send, started: str, report: Report) -> None:
    try:
        response = send(Request("POST", "", body=json_format.encode(bundle), headers=_HEADERS))
    except FhirError as error:
        report.counts["failed"] += len(bundle["entry"])
        for issue in error.issues:
            report.failures.append(Failure(item.source, item.position, issue.expression, issue.diagnostics))
        return
    for place in _count(response, started, report):
        outcome = place["response"].get("outcome", {}).get("issue", [{}])[0]
        where = (outcome.get("expression") or [None])[0]
        report.failures.append(Failure(item.source, item.position, where, str(outcome.get("diagnostics"))))


_HEADERS = {"content-type": "application/fhir+json"}


def _count(response: Response, started: str, report: Report) -> list[Resource]:
    """Count the entries of a response; return those that failed."""
    answered: Any = json_format.decode(response.body or b"{}")
    failed = []
    for entry in answered.get("entry", []):
        status = entry["response"]["status"][:3]
        if status >= "400":
            report.counts["failed"] += 1
            failed.append(entry)
        elif status == "201":
            report.counts["created"] += 1
        elif entry["response"].get("lastModified", started) < started:
            report.counts["unchanged"] += 1
        else:
            report.counts["updated"] += 1
    return failed


def _entry(identity: tuple[str, str], resource: Resource) -> Resource:
    resource_type, resource_id = identity
    resource = {**resource, "id": resource_id}
    return {"resource": resource, "request": {"method": "PUT", "url": f"{resource_type}/{resource_id}"}}


def _identity(resource: Resource) -> tuple[str, str]:
    """Return type and id; a resource without an id gets one made from its content, the same each time."""
    resource_id = resource.get("id")
    if not isinstance(resource_id, str):
        digest = hashlib.sha256(json_format.encode(resource)).hexdigest()
        resource_id = str(uuid.uuid5(uuid.NAMESPACE_OID, digest))
    return str(resource["resourceType"]), resource_id
