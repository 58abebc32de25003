"""The record over HTTP: reads, creates, updates, Synthea transactions, start and memory."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.client import Connection, Rate, load

if TYPE_CHECKING:
    from bench.servers import Running

CONNECTIONS = 8
READ_PATIENTS = 500


def patient(number: int) -> dict[str, Any]:
    """Return a Patient as an application registers one."""
    return {
        "resourceType": "Patient",
        "identifier": [{"system": "http://hospital.example/mrn", "value": f"MRN{number:09}"}],
        "active": True,
        "name": [{"use": "official", "family": f"Family{number % 997}", "given": ["Given", f"Middle{number % 31}"]}],
        "telecom": [{"system": "phone", "value": f"555-{number % 10000:04}", "use": "home"}],
        "gender": "female" if number % 2 else "male",
        "birthDate": f"19{number % 90 + 10}-0{number % 9 + 1}-1{number % 10}",
        "address": [{"line": [f"{number} Main Street"], "city": "Springfield", "state": "MA", "postalCode": "01101"}],
    }


def import_synthea(server: Running, file: Path, most: int | None = None, clients: int = 1) -> dict[str, Any]:
    """Post each Bundle of ``file`` over so many connections; return resources and resources a second.

    Batches come first and one after the other: transactions refer to what is in them.
    """
    bundles = gzip.decompress(file.read_bytes()).splitlines()[:most]
    decoded = [json.loads(bundle) for bundle in bundles]
    resources = sum(len(bundle["entry"]) for bundle in decoded)
    kinds = [bundle["type"] for bundle in decoded]
    del decoded
    started = time.perf_counter()
    _post(server, [bundle for bundle, kind in zip(bundles, kinds, strict=True) if kind == "batch"])
    transactions = iter([bundle for bundle, kind in zip(bundles, kinds, strict=True) if kind != "batch"])
    with ThreadPoolExecutor(clients) as threads:
        for done in [threads.submit(_post, server, transactions) for _ in range(clients)]:
            done.result()
    took = time.perf_counter() - started
    return {"resources": resources, "clients": clients, "per_second": round(resources / took, 1)}


def _post(server: Running, bundles: Iterable[bytes]) -> None:
    connection = Connection(server)
    for bundle in bundles:
        status, _, body = connection.request("POST", "/fhir", bundle)
        if status != 200:
            raise RuntimeError(f"a Bundle was answered {status}: {body[:300]!r}")
    connection.close()


def interactions(server: Running, seconds: float) -> dict[str, Rate]:
    """Measure create, read by id and update of Patients over 8 connections."""
    created = load(
        server, CONNECTIONS, seconds,
        lambda mine, number: ("POST", "/fhir/Patient", json.dumps(patient(mine * 1_000_000 + number)).encode()),
    )  # fmt: skip
    connection = Connection(server)
    stored = []
    for number in range(READ_PATIENTS):
        _, _, body = connection.request("POST", "/fhir/Patient", json.dumps(patient(number)).encode())
        stored.append(json.loads(body))
    connection.close()
    paths = [f"/fhir/Patient/{resource['id']}" for resource in stored]
    read = load(
        server,
        CONNECTIONS,
        seconds,
        lambda mine, number: ("GET", paths[(number * CONNECTIONS + mine) % READ_PATIENTS], b""),
    )

    def update(mine: int, number: int) -> tuple[str, str, bytes]:
        # Each connection has patients of its own, so that none waits for another's.
        place = (number * CONNECTIONS + mine) % (READ_PATIENTS - READ_PATIENTS % CONNECTIONS)
        changed = {**stored[place], "birthDate": f"19{number % 90 + 10}-02-0{mine + 1}"}
        return "PUT", paths[place], json.dumps(changed).encode()

    return {
        "create Patient": created,
        "read by id": read,
        "update Patient": load(server, CONNECTIONS, seconds, update),
    }
