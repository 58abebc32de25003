"""``python -m bench``: measure the record on both engines and print a table."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench.baseline import measured
from bench.record import import_synthea, interactions
from bench.servers import postgresql, running
from bench.steps import steps_of_a_load, validation_time

SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "synthea-2019-sample.ndjson.gz"
RESULTS = Path(__file__).parent / "results"


@click.command()
@click.option("--seconds", default=8.0, show_default=True, help="Length of each measurement.")
@click.option(
    "--synthea",
    type=click.Path(path_type=Path, exists=True),
    default=SAMPLE,
    help="Bundles to import, one a line, gzipped.",
)
@click.option(
    "--engine",
    "engines",
    multiple=True,
    type=click.Choice(["postgresql", "sqlcipher"]),
    default=["postgresql", "sqlcipher"],
)
@click.option("--clients", default=1, show_default=True, help="Connections over which transactions are imported.")
@click.option("--save", is_flag=True, help=f"Keep the figures in {RESULTS.name}/.")
def main(seconds: float, synthea: Path, engines: tuple[str, ...], clients: int, save: bool) -> None:
    """Measure on this machine, and print each figure and its ratio to a bare Flask handler in the same run."""
    figures: dict[str, Any] = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "processors": len(os.sched_getaffinity(0)),
    }
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder) / "postgresql") as url:
        figures["bare handler"] = bare = measured(Path(folder) / "bare", url, seconds)
        _print("bare handler, read by key", bare["per_second"], bare, bare["per_second"])
        for engine in engines:
            figures[engine] = _engine(engine, Path(folder) / engine, url, seconds, synthea, clients, bare["per_second"])
        figures["validate, us a resource"] = validation_time(synthea)
        click.echo(f"validate: {figures['validate, us a resource']} us a resource (mean)")
    if save:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"record-{figures['when'][:10]}.json"
        path.write_text(json.dumps(figures, indent=2) + "\n")
        click.echo(f"kept in {path.relative_to(Path.cwd())}")


def _engine(
    engine: str, data: Path, url: str, seconds: float, synthea: Path, clients: int, bare: float
) -> dict[str, Any]:
    environment = {"FHIRSERVER_DATABASE_URL": url} if engine == "postgresql" else {}
    command = ["fhirserver.cli", "--data", str(data), "serve"]
    with running(command, data, environment) as server:
        first_start = server.start_seconds
    found: dict[str, Any] = {}
    with running(command, data, environment) as server:
        found["start, seconds"] = {"new database": first_start, "again": server.start_seconds}
        click.echo(f"{engine}: start to first answer {server.start_seconds} s ({first_start} s with a new database)")
        found["synthea transactions"] = imported = import_synthea(server, synthea, clients=clients)
        _print(f"{engine}, Synthea transactions, resources", imported["per_second"], {}, bare)
        for name, rate in interactions(server, seconds).items():
            found[name] = asdict(rate)
            _print(f"{engine}, {name}", rate.per_second, asdict(rate), bare)
        found["worker memory, MB"] = server.worker_memory()
        found["worker memory at most, MB"] = server.worker_memory("VmHWM")
        click.echo(
            f"{engine}: worker memory {found['worker memory, MB']} MB, at most {found['worker memory at most, MB']} MB"
        )
    found["steps of a load, us a resource"] = steps = steps_of_a_load(engine, data, environment, synthea)
    click.echo(
        f"{engine}: where the time of a load goes, us a resource: "
        + ", ".join(f"{name} {us}" for name, us in steps.items())
    )
    return found


def _print(name: str, per_second: float, rate: dict[str, Any], bare: float) -> None:
    times = f"  p50 {rate['p50']} p95 {rate['p95']} p99 {rate['p99']} ms  {rate['statuses']}" if rate else ""
    click.echo(f"{name}: {per_second:,.0f}/s  ({per_second / bare:.2f} of the bare handler){times}")


if __name__ == "__main__":
    main()
