"""The security labels of a document.  https://hl7.org/fhir/R4/security-labels.html"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"

RANKS: Mapping[str, int] = MappingProxyType({"U": 0, "L": 1, "M": 2, "N": 3, "R": 4, "V": 5})
"""The codes of confidentiality from unrestricted to very restricted; what has none is normal."""

NORMAL = RANKS["N"]

SENSITIVE = frozenset(
    (
        *(
            "ADOL",
            "ALCHL",
            "BH",
            "CEL",
            "COGN",
            "DEMO",
            "DIA",
            "DRGIS",
            "DVD",
            "EMOTDIS",
            "EMP",
            "ETH",
            "ETHUD",
            "GDIS",
        ),
        *("HIV", "LOCIS", "MH", "MST", "OPIOIDUD", "PREGNANT", "PSY", "SCA", "SDV", "SEX", "SICKLE", "SPI", "SSP"),
        *("STD", "SUD", "TBOO", "VIO", "VIP"),
    )
)
"""What v3-ActCode calls information sensitivity policies.

https://terminology.hl7.org/ValueSet-v3-InformationSensitivityPolicy.html
"""

PSYCHOTHERAPY_NOTES = "PSYTHPN"
"""Of v3-ActCode: notes that are very restricted by law, 45 CFR 164.508(a)(2)."""


def labels_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (system, code) of each label: of the resource, of what it describes, and of all that is inside of it."""
    codings = list(document.get("meta", {}).get("security", ()))
    resource_type = document["resourceType"]
    if resource_type == "DocumentReference":
        codings += [coding for concept in document.get("securityLabel", ()) for coding in concept.get("coding", ())]
    elif resource_type == "Composition" and "confidentiality" in document:
        yield CONFIDENTIALITY, document["confidentiality"]
    elif resource_type == "Bundle":
        for entry in document.get("entry", ()):
            if "resource" in entry:
                yield from labels_of(entry["resource"])
    for inside in document.get("contained", ()):
        yield from labels_of(inside)
    for coding in codings:
        if coding and "code" in coding:
            yield coding.get("system", ""), coding["code"]


def label_rows(document: Mapping[str, Any]) -> list[tuple[str, int | None, bool]]:
    """Return (system|code, rank of confidentiality or None, whether it is of sensitivity) for each label."""
    return [label_row(system, code) for system, code in dict.fromkeys(labels_of(document))]


def label_row(system: str, code: str) -> tuple[str, int | None, bool]:
    """Return the row of one label."""
    rank = None
    if system == CONFIDENTIALITY:
        # What is no code of confidentiality was meant to restrict something.
        rank = RANKS.get(code, RANKS["V"])
    elif system == ACT_CODE and code == PSYCHOTHERAPY_NOTES:
        rank = RANKS["V"]
    return f"{system}|{code}", rank, system == ACT_CODE and code in SENSITIVE
