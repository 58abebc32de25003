"""Rules of clinical, diagnostic, medication and workflow resources.  https://hl7.org/fhir/R4/resourcelist.html"""

from __future__ import annotations

import re
from collections.abc import Callable

from fhirserver.validation.invariants.nodes import UCUM, chosen, coded, has, nodes, not_after, number, objects, text
from fhirserver.validation.report import JsonObject

ALLERGY_VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
CONDITION_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
CONDITION_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"

_relative = re.compile(r"([A-Z][A-Za-z]+)/[A-Za-z0-9.\-]+(?:/_history/\S+)?").fullmatch


def _allergy_in_error(e: JsonObject) -> bool:
    return coded(e, "verificationStatus", ALLERGY_VERIFICATION, "entered-in-error")


def _condition_in_error(e: JsonObject) -> bool:
    return coded(e, "verificationStatus", CONDITION_VERIFICATION, "entered-in-error")


def _not_component_code(e: JsonObject) -> bool:
    """obs-7: a coding counts as the same when all of it is equal, as FHIRPath's intersect compares."""
    if "component" not in e or not chosen(e, "value"):
        return True
    own = objects(e, "code", "coding")
    return not any(coding in own for coding in objects(e, "component", "code", "coding"))


def _handed_over(e: JsonObject) -> bool:
    prepared, handed = text(e, "whenPrepared"), text(e, "whenHandedOver")
    return not prepared or not handed or not_after(prepared, handed)


def _modified(e: JsonObject) -> bool:
    authored, modified = text(e, "authoredOn"), text(e, "lastModified")
    return not authored or not modified or not_after(authored, modified)


def _percent(e: JsonObject) -> bool:
    return all(q.get("code") == "%" and q.get("system") == UCUM for q in objects(e, "low") + objects(e, "high"))


def _probability(e: JsonObject) -> bool:
    value = number(e, "probabilityDecimal")
    return value is None or value <= 100


def _on_behalf_of(e: JsonObject) -> bool:
    """ctm-1: what cannot be resolved passes, so only a member whose type is known can break it."""
    if not has(e, "onBehalfOf"):
        return True
    match = next((_relative(r) for r in nodes(e, "member", "reference") if r.__class__ is str), None)
    return match is None or match[1] == "Practitioner"


RULES: dict[tuple[str, str], Callable[[JsonObject], bool]] = {
    ("AllergyIntolerance", "ait-1"): lambda e: _allergy_in_error(e) or has(e, "clinicalStatus"),
    ("AllergyIntolerance", "ait-2"): lambda e: not _allergy_in_error(e) or not has(e, "clinicalStatus"),
    ("CarePlan.activity", "cpl-3"): lambda e: not has(e, "detail") or not has(e, "reference"),
    ("CareTeam.participant", "ctm-1"): _on_behalf_of,
    ("Composition.section", "cmp-1"): lambda e: has(e, "text", "entry", "section"),
    ("Composition.section", "cmp-2"): lambda e: not has(e, "emptyReason") or not has(e, "entry"),
    ("Condition", "con-4"): lambda e: (
        not chosen(e, "abatement")
        or coded(e, "clinicalStatus", CONDITION_CLINICAL, "resolved", "remission", "inactive")
    ),
    ("Condition", "con-5"): lambda e: not has(e, "clinicalStatus") or not _condition_in_error(e),
    ("Condition.stage", "con-1"): lambda e: has(e, "summary", "assessment"),
    ("Condition.evidence", "con-2"): lambda e: has(e, "code", "detail"),
    ("FamilyMemberHistory", "fhs-1"): lambda e: not chosen(e, "age") or not chosen(e, "born"),
    ("FamilyMemberHistory", "fhs-2"): lambda e: not has(e, "estimatedAge") or chosen(e, "age"),
    ("Goal.target", "gol-1"): lambda e: not chosen(e, "detail") or has(e, "measure"),
    ("Immunization.education", "imm-1"): lambda e: has(e, "documentType", "reference"),
    ("ImmunizationRecommendation.recommendation", "imr-1"): lambda e: has(e, "vaccineCode", "targetDisease"),
    ("List", "lst-1"): lambda e: not has(e, "emptyReason") or not has(e, "entry"),
    ("List", "lst-2"): lambda e: (
        e.get("mode") == "changes" or not any(has(entry, "deleted") for entry in objects(e, "entry"))
    ),
    ("List", "lst-3"): lambda e: (
        e.get("mode") == "working" or not any(has(entry, "date") for entry in objects(e, "entry"))
    ),
    ("MedicationAdministration.dosage", "mad-1"): lambda e: has(e, "dose") or chosen(e, "rate"),
    ("MedicationDispense", "mdd-1"): _handed_over,
    ("Observation", "obs-6"): lambda e: "dataAbsentReason" not in e or not chosen(e, "value"),
    ("Observation", "obs-7"): _not_component_code,
    ("Observation.referenceRange", "obs-3"): lambda e: has(e, "low", "high", "text"),
    ("RequestGroup.action", "rqg-1"): lambda e: has(e, "resource") != has(e, "action"),
    ("RiskAssessment.prediction", "ras-2"): _probability,
    ("RiskAssessment.prediction.probability[x]", "ras-1"): _percent,
    ("ServiceRequest", "prr-1"): lambda e: not has(e, "orderDetail") or has(e, "code"),
    ("Task", "inv-1"): _modified,
    ("MolecularSequence", "msq-3"): lambda e: number(e, "coordinateSystem") in (0, 1),
    ("MolecularSequence.referenceSeq", "msq-5"): lambda e: has(e, "chromosome") == has(e, "genomeBuild"),
    ("MolecularSequence.referenceSeq", "msq-6"): lambda e: (
        sum(has(e, name) for name in ("genomeBuild", "referenceSeqId", "referenceSeqPointer", "referenceSeqString"))
        == 1
    ),
    ("Measure", "mea-1"): lambda e: all(
        has(s, "code", "description", "criteria") != has(s, "component") for s in objects(e, "group", "stratifier")
    ),
    ("MeasureReport", "mrp-1"): lambda e: e.get("type") != "data-collection" or not has(e, "group"),
    ("MeasureReport", "mrp-2"): lambda e: all(
        has(s, "value") != has(s, "component") for s in objects(e, "group", "stratifier", "stratum")
    ),
}
