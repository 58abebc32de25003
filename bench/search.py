"""``python -m bench.search``: searches over made-up patients, at one size or at several.

Each figure is printed beside what a bare handler does in the same run, and beside what was asked for.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import click
import psycopg

from bench.baseline import measured
from bench.client import Connection, load
from bench.servers import Running, postgresql, running

CONNECTIONS = 8
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: its name, what makes its address, and the least rate and greatest p95 (ms) that were asked for."""

    name: str
    address: Callable[[random.Random, Known], str]
    per_second: int
    p95: int


@dataclass(frozen=True, slots=True)
class Known:
    """Values that are in the database: Patients, codes of Observations, years, and how many Observations there are."""

    patients: list[dict[str, Any]]
    codes: list[str]
    years: list[int]
    observations: int


def _patient(choose: random.Random, known: Known) -> dict[str, Any]:
    return choose.choice(known.patients)


def _by_identifier(choose: random.Random, known: Known) -> str:
    identifier = _patient(choose, known)["identifier"][0]
    return f"Patient?identifier={quote(identifier['system'])}%7C{quote(identifier['value'])}"


def _by_name_and_birth_date(choose: random.Random, known: Known) -> str:
    patient = _patient(choose, known)
    return f"Patient?name={quote(patient['name'][0]['family'])}&birthdate={patient['birthDate']}"


def _by_code(choose: random.Random, known: Known) -> str:
    return f"http://loinc.org%7C{choose.choice(known.codes)}"


QUERIES = (
    Asked("Patient?family=", lambda c, k: f"Patient?family={quote(_patient(c, k)['name'][0]['family'])}", 1000, 20),
    Asked("Patient?identifier=", _by_identifier, 1000, 20),
    Asked("Patient?name=&birthdate=", _by_name_and_birth_date, 1000, 20),
    Asked(
        "Observation?patient=&code= (20)",
        lambda c, k: f"Observation?patient={_patient(c, k)['id']}&code={_by_code(c, k)}&_count=20",
        *(800, 25),
    ),
    Asked(
        "Observation?code=&date=ge&_sort=-date&_count=20",
        lambda c, k: f"Observation?code={_by_code(c, k)}&date=ge{c.choice(k.years)}&_sort=-date&_count=20",
        *(700, 30),
    ),
    Asked(
        "Observation?code=&value-quantity=gt&_sort=-date",
        lambda c, k: f"Observation?code={_by_code(c, k)}&value-quantity=gt{c.randint(1, 150)}&_sort=-date&_count=20",
        *(400, 40),
    ),
    Asked(
        "Condition?patient=&clinical-status=",
        lambda c, k: f"Condition?patient={_patient(c, k)['id']}&clinical-status=active",
        *(1000, 20),
    ),
    Asked(
        "MedicationRequest?patient=&_include=requester",
        lambda c, k: f"MedicationRequest?patient={_patient(c, k)['id']}&_include=MedicationRequest:requester&_count=20",
        *(700, 30),
    ),
    Asked(
        "Patient?_has:Observation:patient:code=&_count=20",
        lambda c, k: f"Patient?_has:Observation:patient:code={_by_code(c, k)}&_count=20",
        *(400, 50),
    ),
    Asked(
        "Encounter?patient=&_revinclude=Observation:encounter",
        lambda c, k: (
            f"Encounter?patient={_patient(c, k)['id']}&_revinclude=Observation:encounter&_count=20&_sort=-date"
        ),
        *(250, 80),
    ),
)


@click.command()
@click.option(
    "--patients", "sizes", type=int, multiple=True, default=[100, 1000], show_default=True, help="Repeatable."
)
@click.option("--seconds", default=8.0, show_default=True, help="Length of each measurement.")
@click.option("--only", help="Only the queries whose name has this in it.")
@click.option("--engine", type=click.Choice(["postgresql", "sqlcipher"]), default="postgresql", show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="The data folder of a database that is loaded already.")
@click.option("--database", help="The address of that database, if it is in PostgreSQL.")
@click.option("--save", is_flag=True, help=f"Keep the figures in {RESULTS.name}/.")
def main(
    sizes: tuple[int, ...],
    seconds: float,
    only: str | None,
    engine: str,
    data: Path | None,
    database: str | None,
    save: bool,
) -> None:
    """Load made-up patients and measure searches over them; about 100 Observations a patient."""
    figures: dict[str, Any] = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "processors": len(os.sched_getaffinity(0)),
        "engine": engine,
        "sizes": [],
    }
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder) / "postgresql") as url:
        for number, size in enumerate([0] if data else sizes):
            own = database if data else _database(url, f"size_{number}") if engine == "postgresql" else None
            figures["sizes"].append(
                _measure(url, own, data or Path(folder) / f"data-{number}", size, seconds, only, Path(folder))
            )
    if save:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"search-{engine}-{figures['when'][:10]}.json"
        path.write_text(json.dumps(figures, indent=2) + "\n")
        click.echo(f"kept in {path.name}")


def _database(url: str, name: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.replace(urlsplit(url).path, f"/{name}", 1)


def _measure(
    bare_url: str, url: str | None, data: Path, patients: int, seconds: float, only: str | None, folder: Path
) -> dict[str, Any]:
    """Load ``patients`` into the database at ``url``, or into the embedded one, and measure."""
    environment = {"FHIRSERVER_DATABASE_URL": url} if url else {}
    found: dict[str, Any] = {"patients": patients}
    if patients:
        started = time.perf_counter()
        command = [sys.executable, "-m", "fhirserver.cli", "--data", str(data), "sample", "--patients", str(patients)]
        subprocess.run(command, check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        found["load, seconds"] = round(time.perf_counter() - started)
    found["database, MB"] = _megabytes(url, data)
    found["bare handler"] = bare = measured(folder / "bare", bare_url, seconds)
    with running(["fhirserver.cli", "--data", str(data), "serve"], data, environment) as server:
        known = _known(server)
        found["Observations"] = known.observations
        click.echo(f"{found}")
        for asked in QUERIES:
            if only is None or only in asked.name:
                found[asked.name] = _query(server, asked, known, seconds, bare["per_second"])
        if only is None:
            found["page walk, ms a page"] = _walk(server)
    return found


def _megabytes(url: str | None, data: Path) -> int:
    """The size of the database; PostgreSQL is told what its tables hold, which it else finds out by itself in time."""
    if url is None:
        return round((data / "record.db").stat().st_size / 1e6)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return round(size[0] / 1e6) if size else 0


def _known(server: Running) -> Known:
    connection = Connection(server)

    def bundle(address: str) -> dict[str, Any]:
        status, _, body = connection.request("GET", f"/fhir/{address}")
        if status != 200:
            raise RuntimeError(f"{address}: {status} {body[:300]!r}")
        found: dict[str, Any] = json.loads(body)
        return found

    def entries(address: str) -> list[dict[str, Any]]:
        return [entry["resource"] for entry in bundle(address).get("entry", [])]

    patients = entries("Patient?_count=1000&_elements=name,birthDate,identifier")
    codes = {
        coding["code"]
        for each in entries("Observation?_count=1000&_elements=code&_sort=-_lastUpdated")
        for coding in each["code"]["coding"]
    }
    (newest,) = entries("Observation?_count=1&_elements=effective&_sort=-date")
    year = int(newest["effectiveDateTime"][:4])
    observations: int = bundle("Observation?_summary=count")["total"]
    connection.close()
    return Known(patients, sorted(codes), list(range(year - 5, year + 1)), observations)


def _query(server: Running, asked: Asked, known: Known, seconds: float, bare: float) -> dict[str, Any]:
    choices = [random.Random(number) for number in range(CONNECTIONS)]

    def request(mine: int, number: int) -> tuple[str, str, bytes]:
        return "GET", f"/fhir/{asked.address(choices[mine], known)}", b""

    load(server, CONNECTIONS, 2, request)
    rate = load(server, CONNECTIONS, seconds, request)
    entries = _entries(server, asked, known)
    click.echo(
        f"{asked.name}: {rate.per_second:,.0f}/s of {asked.per_second:,} asked ({rate.per_second / bare:.2f} of the "
        f"bare handler), p50 {rate.p50} p95 {rate.p95} ms of {asked.p95} asked, {entries} entries  {rate.statuses}"
    )
    return {**asdict(rate), "asked": [asked.per_second, asked.p95], "entries": entries}


def _entries(server: Running, asked: Asked, known: Known) -> float:
    """How many entries an answer has, on average."""
    connection = Connection(server)
    choose = random.Random(99)
    counts = []
    for _ in range(20):
        _, _, body = connection.request("GET", f"/fhir/{asked.address(choose, known)}")
        counts.append(len(json.loads(body).get("entry", [])))
    connection.close()
    return round(sum(counts) / len(counts), 1)


def _walk(server: Running, pages: int = 1000) -> dict[str, float]:
    """Walk through all Observations by pages of 50; the time of pages at the beginning and at the end."""
    connection = Connection(server)
    address = "/fhir/Observation?_count=50"
    times = []
    for _ in range(pages):
        started = time.perf_counter()
        _, _, body = connection.request("GET", address)
        times.append((time.perf_counter() - started) * 1000)
        links = {link["relation"]: link["url"] for link in json.loads(body)["link"]}
        if "next" not in links:
            break
        parts = urlsplit(links["next"])
        address = f"{parts.path}?{parts.query}"
    connection.close()
    last = len(times)
    found = {f"pages {at + 1} to {at + 20}": _median(times[at : at + 20]) for at in (1, last // 2, max(last - 20, 0))}
    click.echo(f"page walk of {last} pages, ms a page (median): {found}")
    return found


def _median(values: list[float]) -> float:
    return round(sorted(values)[len(values) // 2], 2) if values else 0


if __name__ == "__main__":
    main()
