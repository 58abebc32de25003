"""Immunization <-> medical_history (immunization).  https://hl7.org/fhir/R4/immunization.html"""

from mappings.codecs import boolean, date, moment, one_of, positive, reference, short, text, when
from mappings.elements import codings, concept, identifiers, quantity
from mappings.kernel import Column, Mapping, Rows
from mappings.procedure import REASONS, performers

ORGANIZATION = reference("Organization")

MAPPING = Mapping(
    resource="Immunization",
    table="medical_history",
    where={"kind": "immunization"},
    meaning="vaccinations, given or refused",
    columns=[
        Column("patient", "patient", reference("Patient"), "whose it is"),
        Column("encounter", "encounter", reference("Encounter"), "when it was stated"),
        *concept("code", "vaccineCode", "what it is"),
        Column("status", "status", one_of("completed", "entered-in-error", "not-done"), "whether it was given"),
        *concept("status_reason", "statusReason", "why it has this status"),
        *concept("body_site", "site", "first body site"),
        *concept("route", "route", "how it was given"),
        Column("occurred", "occurrence[x]", when, "when it was given"),
        Column("occurred_text", "occurrence.ofType(string)", text, "when it was given, in words"),
        Column("recorded", "recorded", moment, "when it was recorded"),
        Column("primary_source", "primarySource", boolean, "whether recorded by who gave it"),
        Column("location", "location", reference("Location", table="organization"), "where it was given"),
        Column("manufacturer", "manufacturer", ORGANIZATION, "who made the vaccine"),
        Column("lot_number", "lotNumber", short, "lot of the vaccine"),
        Column("expiration_date", "expirationDate", date, "until when the vaccine could be used"),
        *quantity("dose", "doseQuantity", "amount given"),
        Column("subpotent", "isSubpotent", boolean, "whether the dose counts for less"),
    ],
    rows=[
        codings("medical_history_coding", "vaccineCode.coding", "all codings of the code"),
        identifiers("medical_history_identifier"),
        REASONS,
        performers(),
        Rows(
            "medical_history_protocol",
            "protocolApplied",
            "vaccination schedule that was followed",
            [
                Column("series", "series", text, "name of the series"),
                Column("authority", "authority", ORGANIZATION, "who publishes it"),
                *concept("target_disease", "targetDisease[0]", "first disease that it protects from"),
                Column("dose_number", "doseNumber.ofType(positiveInt)", positive, "which dose of the series"),
                Column("dose_number_text", "doseNumber.ofType(string)", text, "which dose, in words"),
                Column("series_doses", "seriesDoses.ofType(positiveInt)", positive, "how many doses make it complete"),
                Column("series_doses_text", "seriesDoses.ofType(string)", text, "how many doses, in words"),
            ],
            required=["doseNumber[x]"],
        ),
    ],
    required=["status", "vaccineCode", "patient", "occurrence[x]"],
    indexes=[("lot_number",)],
    compartment="patient",
)
