"""Procedure <-> medical_history (procedure): treatments and surgery.  https://hl7.org/fhir/R4/procedure.html"""

from mappings.codecs import one_of, reference, text, when
from mappings.condition import PRACTITIONERS
from mappings.elements import codings, concept, concepts, identifiers
from mappings.kernel import Column, Mapping, Rows

EVENT_STATUS = one_of(
    "preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"
)
REASONS = concepts("medical_history_reason", "reasonCode", "reason")


def performers() -> Rows:
    """``performer`` of a Procedure or Immunization."""
    columns = [
        *concept("function", "function", "what they did"),
        Column("practitioner", "actor", PRACTITIONERS, "a person"),
        Column("organization", "actor", reference("Organization"), "an organization"),
        Column("display", "actor.display", text, "name as written"),
    ]
    return Rows(
        "medical_history_performer", "performer", "who did it", columns, required=["actor"], indexes=[("practitioner",)]
    )


MAPPING = Mapping(
    resource="Procedure",
    table="medical_history",
    where={"kind": "procedure"},
    meaning="treatments and surgery",
    columns=[
        Column("patient", "subject", reference("Patient"), "whose it is"),
        Column("encounter", "encounter", reference("Encounter"), "when it was stated"),
        *concept("code", "code", "what it is"),
        Column("status", "status", EVENT_STATUS, "how far it is"),
        *concept("status_reason", "statusReason", "why it has this status"),
        *concept("category", "category", "first category, such as problem-list-item"),
        *concept("body_site", "bodySite[0]", "first body site"),
        Column("occurred", "performed[x]", when, "when it was done"),
        Column("occurred_text", "performed.ofType(string)", text, "when it was done, in words"),
        Column("recorder", "recorder", PRACTITIONERS, "who recorded it"),
        Column("asserter", "asserter", PRACTITIONERS, "who states it"),
        Column("location", "location", reference("Location", table="organization"), "where it was done"),
        *concept("outcome", "outcome", "how it went"),
    ],
    rows=[
        codings("medical_history_coding", "code.coding", "all codings of the code"),
        identifiers("medical_history_identifier"),
        REASONS,
        performers(),
    ],
    required=["status", "subject"],
    compartment="patient",
)
