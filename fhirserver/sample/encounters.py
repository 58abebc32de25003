"""Encounters: visits, emergency visits and hospital stays, with their diagnoses, wards and ways in and out."""

from __future__ import annotations

from fhirserver.sample.clock import MINUTES_A_DAY, time_text
from fhirserver.sample.codes import SNOMED, TERMINOLOGY, Code, Diagnosis, coding, concept, hl7, quantity
from fhirserver.sample.course import Course
from fhirserver.sample.record import Resource, refer

AMBULATORY = hl7("v3-ActCode", "AMB", "ambulatory")
EMERGENCY = hl7("v3-ActCode", "EMER", "emergency")
INPATIENT = hl7("v3-ActCode", "IMP", "inpatient encounter")

CHECK_UP = Code(SNOMED, "185349003", "Encounter for check up (procedure)")
WELL_CHILD = Code(SNOMED, "410620009", "Well child visit (procedure)")
FOLLOW_UP = Code(SNOMED, "390906007", "Follow-up encounter (procedure)")
SYMPTOM = Code(SNOMED, "185345009", "Encounter for symptom (procedure)")
PRENATAL = Code(SNOMED, "424619006", "Prenatal visit (regime/therapy)")
OUTPATIENT_PROCEDURE = Code(SNOMED, "371883000", "Outpatient procedure (procedure)")
EMERGENCY_VISIT = Code(SNOMED, "50849002", "Emergency room admission (procedure)")
STAY = Code(SNOMED, "183452005", "Emergency hospital admission (procedure)")
PLANNED_STAY = Code(SNOMED, "8715000", "Hospital admission, elective (procedure)")

ADMISSION_SOURCES = {
    "emergency": hl7("admit-source", "emd", "From accident/emergency department"),
    "transfer": hl7("admit-source", "hosp-trans", "Transferred from other hospital"),
    "referral": hl7("admit-source", "gp", "General Practitioner referral"),
    "outpatient": hl7("admit-source", "outp", "From outpatient department"),
    "nursing": hl7("admit-source", "nursing", "From nursing home"),
}
DISPOSITIONS = {
    "home": hl7("discharge-disposition", "home", "Home"),
    "nursing": hl7("discharge-disposition", "snf", "Skilled nursing facility"),
    "rehabilitation": hl7("discharge-disposition", "rehab", "Rehabilitation"),
    "hospice": hl7("discharge-disposition", "hosp", "Hospice"),
    "against advice": hl7("discharge-disposition", "aadvice", "Left against advice"),
    "other hospital": hl7("discharge-disposition", "other-hcf", "Other healthcare facility"),
    "died": hl7("discharge-disposition", "exp", "Expired"),
    "admitted": hl7("discharge-disposition", "oth", "Other"),
}
ROLES = {
    "chief": hl7("diagnosis-role", "CC", "Chief complaint"),
    "admission": hl7("diagnosis-role", "AD", "Admission diagnosis"),
    "discharge": hl7("diagnosis-role", "DD", "Discharge diagnosis"),
    "comorbidity": hl7("diagnosis-role", "CM", "Comorbidity diagnosis"),
}
_ATTENDER = Code(TERMINOLOGY + "v3-ParticipationType", "ATND", "attender")
_PERFORMER = Code(TERMINOLOGY + "v3-ParticipationType", "PPRF", "primary performer")


def encounter(
    course: Course,
    kind: Code,
    what: Code,
    start: int,
    end: int | None,
    practitioner: str,
    organization: str,
    locations: list[tuple[str, int, int | None]],
    reason: Diagnosis | None = None,
) -> Resource:
    """Add an Encounter; `end` None means that the patient is still there. `locations` are (id, from, to)."""
    period = {"start": time_text(start)}
    if end is not None:
        period["end"] = time_text(end)
    body: Resource = {
        "status": "in-progress" if end is None else "finished",
        "class": coding(kind),
        "type": [concept(what)],
        "subject": course.record.subject,
        "participant": [
            {
                "type": [concept(_PERFORMER if kind is AMBULATORY else _ATTENDER)],
                "period": dict(period),
                "individual": {"reference": f"Practitioner/{practitioner}"},
            }
        ],
        "period": period,
    }
    if end is not None:
        minutes = end - start
        body["length"] = (
            quantity(minutes // MINUTES_A_DAY, "days", "d")
            if kind is INPATIENT and minutes >= MINUTES_A_DAY
            else quantity(minutes, "min", "min")
        )
    if reason is not None:
        body["reasonCode"] = [concept(reason.snomed, text=reason.text)]
    body["location"] = [_location(*location) for location in locations]
    body["serviceProvider"] = {"reference": f"Organization/{organization}"}
    return course.record.add("Encounter", body)


def _location(key: str, start: int, end: int | None) -> Resource:
    period = {"start": time_text(start)}
    if end is not None:
        period["end"] = time_text(end)
    return {
        "location": {"reference": f"Location/{key}"},
        "status": "active" if end is None else "completed",
        "period": period,
    }


def diagnose(visit: Resource, condition: Resource, role: str) -> None:
    """Name a Condition among the diagnoses of an Encounter, ranked after those of the same role before it."""
    diagnoses = visit.setdefault("diagnosis", [])
    use = ROLES[role]
    rank = 1 + sum(1 for known in diagnoses if known["use"]["coding"][0]["code"] == use.code)
    diagnoses.append({"condition": refer(condition), "use": concept(use), "rank": rank})


def hospitalize(visit: Resource, source: str | None, disposition: str | None, *, again: bool = False) -> None:
    """Say how a patient came and went; `again` marks a readmission."""
    details: Resource = {}
    if source is not None:
        details["admitSource"] = concept(ADMISSION_SOURCES[source])
    if again:
        details["reAdmission"] = concept(hl7("v2-0092", "R", "Re-admission"))
    if disposition == "admitted":
        details["dischargeDisposition"] = concept(DISPOSITIONS[disposition], text="Admitted to this hospital")
    elif disposition is not None:
        details["dischargeDisposition"] = concept(DISPOSITIONS[disposition])
    visit["hospitalization"] = details


def procedure(
    course: Course, code: Code, at: int, minutes: int, visit: Resource, practitioner: str, reason: Resource | None
) -> None:
    """Add a completed Procedure."""
    body: Resource = {
        "status": "completed",
        "code": concept(code),
        "subject": course.record.subject,
        "encounter": refer(visit),
        "performedPeriod": {"start": time_text(at), "end": time_text(at + minutes)},
        "performer": [{"actor": {"reference": f"Practitioner/{practitioner}"}}],
    }
    if reason is not None:
        body["reasonReference"] = [refer(reason)]
    course.record.add("Procedure", body)
