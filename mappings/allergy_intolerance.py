"""AllergyIntolerance <-> medical_history (allergy).  https://hl7.org/fhir/R4/allergyintolerance.html"""

from mappings.codecs import concept_of, moment, one_of, reference, text, when
from mappings.condition import PRACTITIONERS
from mappings.elements import codings, concept, concepts, identifiers
from mappings.kernel import Column, Mapping, Rows

CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
CATEGORY = one_of("food", "medication", "environment", "biologic")

MAPPING = Mapping(
    resource="AllergyIntolerance",
    table="medical_history",
    where={"kind": "allergy"},
    meaning="allergies and intolerances",
    columns=[
        Column("patient", "patient", reference("Patient"), "whose it is"),
        Column("encounter", "encounter", reference("Encounter"), "when it was stated"),
        *concept("code", "code", "what it is"),
        Column(
            "clinical_status",
            "clinicalStatus",
            concept_of(CLINICAL, "active", "inactive", "resolved"),
            "whether the patient still has it",
        ),
        Column(
            "verification_status",
            "verificationStatus",
            concept_of(VERIFICATION, "unconfirmed", "confirmed", "refuted", "entered-in-error"),
            "how sure it is",
        ),
        Column("allergy_type", "type", one_of("allergy", "intolerance"), "allergy or intolerance"),
        Column("allergy_category", "category[0]", CATEGORY, "first category in medical_history_allergy_category"),
        Column("criticality", "criticality", one_of("low", "high", "unable-to-assess"), "how bad it could get"),
        Column("occurred", "onset[x]", when, "when it began"),
        Column("occurred_text", "onset.ofType(string)", text, "when it began, in words"),
        Column("last_occurred", "lastOccurrence", when, "last known reaction"),
        Column("recorded", "recordedDate", moment, "when it was recorded"),
        Column("recorder", "recorder", PRACTITIONERS, "who recorded it"),
        Column("asserter", "asserter", PRACTITIONERS, "who states it"),
    ],
    rows=[
        codings("medical_history_coding", "code.coding", "all codings of the code"),
        identifiers("medical_history_identifier"),
        Rows(
            "medical_history_allergy_category",
            "category",
            "categories of an allergy",
            [Column("category", "$this", CATEGORY, "food, medication, environment or biologic")],
        ),
        Rows(
            "medical_history_reaction",
            "reaction",
            "reactions to a substance",
            [
                *concept("substance", "substance", "what caused it"),
                *concept("manifestation", "manifestation[0]", "first sign in medical_history_manifestation"),
                Column("description", "description", text, "the reaction in words"),
                Column("onset", "onset", when, "when it was seen"),
                Column("severity", "severity", one_of("mild", "moderate", "severe"), "how bad it was"),
                *concept("exposure_route", "exposureRoute", "how the patient came into contact"),
            ],
            rows=[concepts("medical_history_manifestation", "manifestation", "sign or symptom", indexed=True)],
            required=["manifestation"],
        ),
    ],
    required=["patient"],
    compartment="patient",
)
