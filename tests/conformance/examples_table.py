"""Writes conformance/examples.md: which of HL7's examples are refused, and why.

Run as ``python -m tests.conformance.examples_table``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fhirserver.validation import validate
from tests.validation.data import EXAMPLES, JsonObject, lines

TABLE = Path(__file__).parent.parent.parent / "conformance" / "examples.md"

# What makes each refusal right, by the specification and not by our reading of it.
REASONS = {
    "ActivityDefinition/blood-tubes-supply": "The div holds nothing but white space.",
    "ActivityDefinition/heart-valve-replacement": "The div holds nothing but white space.",
    "Bundle/10bb101f-a121-4264-a920-67be9cb82c74": "The fullUrl ends in pat12, the id is pat2.",
    "Bundle/3a0707d3-549e-4467-b8b8-5a2ab3800efe": "The fullUrl ends in pat12, the id is pat2.",
    "Bundle/lri-example": "The fullUrls end in lri-gramstain1 and the like, the ids are gramstain1 and the like.",
    "DeviceMetric/example": "R4 allows only Device for parent; the example kept an older draft's DeviceDefinition.",
    "DeviceUseStatement/example": "Procedure is not among the types that R4 lists for reasonReference.",
    "EventDefinition/example": "The div holds nothing but white space.",
    "MedicationRequest/medrx0301": "R4 allows only Organization for dispenseRequest.performer.",
    "Observation/clinical-gender": "An Encounter cannot perform an observation; R4 has a separate element encounter.",
    "Questionnaire/qs1": "linkId is 1..1; the items inside the groups have none.",
    "Questionnaire/zika-virus-exposure-assessment": "The div holds nothing but white space.",
}


def refused(resources: Iterable[JsonObject]) -> dict[str, list[tuple[str, str]]]:
    """Return Type/id -> (expression, diagnostics) of the issues, for the resources that are refused."""
    found = {}
    for resource in resources:
        report = validate(resource)
        if not report.ok:
            found[f"{resource['resourceType']}/{resource['id']}"] = [
                (issue.expression or "", issue.diagnostics) for issue in report.issues
            ]
    return dict(sorted(found.items()))


def table() -> str:
    """Return the content of conformance/examples.md."""
    resources = list(lines(EXAMPLES))
    found = refused(resources)
    rows = []
    for name, issues in found.items():
        said = "<br>".join(f"`{expression}`: {_cell(text)}" for expression, text in issues)
        rows.append(f"| {name} | {said} | {_cell(REASONS.get(name, ''))} |")
    return "\n".join(
        [
            "# HL7's examples and this server",
            "",
            f"The package hl7.fhir.r4.examples 4.0.1 has {len(resources)} instance examples."
            f" {len(resources) - len(found)} are accepted."
            f" {len(found)} are refused, because they break the rules of R4 themselves:",
            "",
            "| example | issues | why that is right |",
            "| --- | --- | --- |",
            *rows,
            "",
            "Whether the references of an accepted example lead to something is another question: many never did.",
            "Written by `python -m tests.conformance.examples_table`.",
            "",
        ]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
