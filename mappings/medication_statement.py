"""MedicationStatement <-> medical_history (medication).  https://hl7.org/fhir/R4/medicationstatement.html"""

from mappings.codecs import moment, one_of, reference, text, when
from mappings.elements import codings, concept, dosages, identifiers
from mappings.kernel import Column, Mapping
from mappings.procedure import REASONS

MAPPING = Mapping(
    resource="MedicationStatement",
    table="medical_history",
    where={"kind": "medication"},
    meaning="medicines that the patient takes, took or means to take",
    columns=[
        Column("patient", "subject", reference("Patient"), "whose it is"),
        Column("encounter", "context", reference("Encounter"), "when it was stated"),
        *concept("code", "medication.ofType(CodeableConcept)", "what it is"),
        Column("medication", "medication.ofType(Reference).reference", text, "reference to the Medication"),
        Column(
            "status",
            "status",
            one_of("active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown", "not-taken"),
            "whether it is being taken",
        ),
        *concept("category", "category", "where it is taken"),
        Column("occurred", "effective[x]", when, "when it was taken"),
        Column("recorded", "dateAsserted", moment, "when it was stated"),
    ],
    rows=[
        codings("medical_history_coding", "medication.ofType(CodeableConcept).coding", "all codings of the code"),
        identifiers("medical_history_identifier"),
        REASONS,
        dosages("medical_history_dosage", "dosage"),
    ],
    required=["status", "medication[x]", "subject"],
    compartment="patient",
)
