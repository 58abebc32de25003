"""Condition <-> medical_history (diagnosis).  https://hl7.org/fhir/R4/condition.html"""

from mappings.codecs import concept_of, moment, reference, text, when
from mappings.elements import codings, concept, concepts, identifiers
from mappings.kernel import Column, Mapping

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
PRACTITIONERS = reference("Practitioner", "PractitionerRole")

MAPPING = Mapping(
    resource="Condition",
    table="medical_history",
    where={"kind": "diagnosis"},
    meaning="diagnoses and problems",
    columns=[
        Column("patient", "subject", reference("Patient"), "whose it is"),
        Column("encounter", "encounter", reference("Encounter"), "when it was stated"),
        *concept("code", "code", "what it is"),
        Column(
            "clinical_status",
            "clinicalStatus",
            concept_of(CLINICAL, "active", "recurrence", "relapse", "inactive", "remission", "resolved"),
            "whether the patient still has it",
        ),
        Column(
            "verification_status",
            "verificationStatus",
            concept_of(
                VERIFICATION, "unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"
            ),
            "how sure it is",
        ),
        *concept("category", "category[0]", "first category, such as problem-list-item"),
        *concept("severity", "severity", "severity"),
        *concept("body_site", "bodySite[0]", "first body site"),
        Column("occurred", "onset[x]", when, "when it began"),
        Column("occurred_text", "onset.ofType(string)", text, "when it began, in words"),
        Column("ended", "abatement[x]", when, "when it ended"),
        Column("recorded", "recordedDate", moment, "when it was recorded"),
        Column("recorder", "recorder", PRACTITIONERS, "who recorded it"),
        Column("asserter", "asserter", PRACTITIONERS, "who states it"),
    ],
    rows=[
        codings("medical_history_coding", "code.coding", "all codings of the code"),
        concepts("medical_history_category", "category", "category", indexed=True),
        identifiers("medical_history_identifier"),
    ],
    required=["subject"],
    indexes=[("patient", "occurred"), ("code", "occurred"), ("encounter",)],
    compartment="patient",
)
