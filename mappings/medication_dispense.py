"""MedicationDispense <-> prescription_fill.  https://hl7.org/fhir/R4/medicationdispense.html"""

from mappings.codecs import boolean, one_of, reference, text, when
from mappings.elements import codings, concept, dosages, identifiers, quantity
from mappings.kernel import Column, Mapping, Rows
from mappings.medication_request import PRESCRIPTION

STATUS = one_of(
    "preparation",
    "in-progress",
    "cancelled",
    "on-hold",
    "completed",
    "entered-in-error",
    "stopped",
    "declined",
    "unknown",
)

MAPPING = Mapping(
    resource="MedicationDispense",
    table="prescription_fill",
    meaning="medicines handed over",
    columns=[
        Column("patient", "subject", reference("Patient"), "for whom"),
        Column("encounter", "context", reference("Encounter"), "during which encounter"),
        Column("prescription", "authorizingPrescription[0]", PRESCRIPTION, "first in prescription_fill_prescription"),
        Column("status", "status", STATUS, "how far it is"),
        *concept("status_reason", "statusReason.ofType(CodeableConcept)", "why it was not handed over"),
        *concept("category", "category", "inpatient, outpatient, community"),
        *concept("code", "medication.ofType(CodeableConcept)", "which medicine"),
        Column("medication", "medication.ofType(Reference).reference", text, "reference to the Medication"),
        *concept("type", "type", "first fill, refill, emergency fill, ..."),
        *quantity("quantity", "quantity", "amount handed over"),
        *quantity("days_supply", "daysSupply", "how many days it should last"),
        Column("prepared", "whenPrepared", when, "when it was packed"),
        Column("handed_over", "whenHandedOver", when, "when the patient got it"),
        Column("location", "location", reference("Location", table="organization"), "where"),
        Column("was_substituted", "substitution.wasSubstituted", boolean, "whether another product was given"),
    ],
    rows=[
        codings("prescription_fill_coding", "medication.ofType(CodeableConcept).coding", "all codings of the medicine"),
        identifiers("prescription_fill_identifier"),
        Rows(
            "prescription_fill_prescription",
            "authorizingPrescription",
            "the orders it was made for",
            [Column("prescription", "$this", PRESCRIPTION, "the order")],
            indexes=[("prescription",)],
        ),
        Rows(
            "prescription_fill_performer",
            "performer",
            "who prepared or handed it over",
            [
                *concept("function", "function", "what they did"),
                Column("practitioner", "actor", reference("Practitioner", "PractitionerRole"), "a person"),
                Column("organization", "actor", reference("Organization"), "an organization"),
                Column("display", "actor.display", text, "name as written"),
            ],
            required=["actor"],
        ),
        dosages("prescription_fill_dosage", "dosageInstruction"),
    ],
    required=["status", "medication[x]"],
    indexes=[("patient", "handed_over"), ("code", "handed_over"), ("prescription",), ("status",), ("encounter",)],
    compartment="patient",
)
