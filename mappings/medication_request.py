"""MedicationRequest <-> prescription.  https://hl7.org/fhir/R4/medicationrequest.html"""

from mappings.codecs import boolean, one_of, reference, text, unsigned, when
from mappings.elements import codings, concept, concepts, dosages, identifiers, period, quantity
from mappings.kernel import Column, Mapping, Rows

STATUS = one_of("active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft", "unknown")
INTENT = one_of(
    "proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"
)
PRESCRIPTION = reference("MedicationRequest", table="prescription")
DISPENSE = "dispenseRequest"

MAPPING = Mapping(
    resource="MedicationRequest",
    table="prescription",
    meaning="orders for medicines",
    columns=[
        Column("patient", "subject", reference("Patient"), "for whom"),
        Column("encounter", "encounter", reference("Encounter"), "during which encounter"),
        Column("status", "status", STATUS, "whether it is in force"),
        *concept("status_reason", "statusReason", "why it has this status"),
        Column("intent", "intent", INTENT, "proposal, plan or order"),
        Column("priority", "priority", one_of("routine", "urgent", "asap", "stat"), "urgency"),
        Column("do_not_perform", "doNotPerform", boolean, "true: must NOT be given"),
        *concept("code", "medication.ofType(CodeableConcept)", "which medicine"),
        Column("medication", "medication.ofType(Reference).reference", text, "reference to the Medication"),
        *concept("category", "category[0]", "first category in prescription_category"),
        Column("authored", "authoredOn", when, "when it was written"),
        Column("requester", "requester", reference("Practitioner", "PractitionerRole"), "who prescribed"),
        Column("requester_display", "requester.display", text, "who prescribed: name as written"),
        *concept("reason", "reasonCode[0]", "first reason in prescription_reason"),
        *concept("course_of_therapy", "courseOfTherapyType", "continuous, acute, seasonal"),
        *quantity("quantity", f"{DISPENSE}.quantity", "amount of one fill"),
        *quantity("supply", f"{DISPENSE}.expectedSupplyDuration", "how long one fill should last"),
        Column(
            "repeats_allowed", f"{DISPENSE}.numberOfRepeatsAllowed", unsigned, "refills, the first fill not counted"
        ),
        *period("validity", f"{DISPENSE}.validityPeriod", "may be filled"),
        Column(
            "substitution_allowed",
            "substitution.allowed.ofType(boolean)",
            boolean,
            "whether another product may be given",
        ),
        Column("prior_prescription", "priorPrescription", PRESCRIPTION, "what it replaces"),
    ],
    rows=[
        codings("prescription_coding", "medication.ofType(CodeableConcept).coding", "all codings of the medicine"),
        concepts("prescription_category", "category", "category"),
        identifiers("prescription_identifier"),
        concepts("prescription_reason", "reasonCode", "reason"),
        Rows(
            "prescription_reason_condition",
            "reasonReference",
            "the condition it is for",
            [Column("condition", "$this", reference("Condition", table="medical_history"), "the condition")],
            indexes=[("condition",)],
        ),
        dosages("prescription_dosage", "dosageInstruction"),
    ],
    required=["status", "intent", "medication[x]", "subject"],
    indexes=[
        ("patient", "authored"),
        ("code", "authored"),
        ("status",),
        ("encounter",),
        ("requester",),
        ("prior_prescription",),
    ],
    compartment="patient",
)
