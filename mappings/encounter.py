"""Encounter <-> encounter.  https://hl7.org/fhir/R4/encounter.html"""

from mappings.codecs import one_of, positive, reference, text
from mappings.elements import coding, concept, concepts, identifiers, period, quantity
from mappings.kernel import Column, Mapping, Rows

PLACES = reference("Location", "Organization", table="organization")
HOSPITALIZATION = "hospitalization"

MAPPING = Mapping(
    resource="Encounter",
    table="encounter",
    meaning="visits and stays",
    columns=[
        Column("patient", "subject", reference("Patient"), "who was seen"),
        Column(
            "status",
            "status",
            one_of(
                "planned",
                "arrived",
                "triaged",
                "in-progress",
                "onleave",
                "finished",
                "cancelled",
                "entered-in-error",
                "unknown",
            ),
            "how far it is",
        ),
        *coding("class", "class", "inpatient (IMP), emergency (EMER), ambulatory (AMB), ..."),
        *concept("type", "type[0]", "first type in encounter_type"),
        *concept("service_type", "serviceType", "service"),
        *concept("priority", "priority", "urgency"),
        *period("period", "period", "from admission or arrival to discharge"),
        *quantity("length", "length", "time of care, less leave"),
        Column("service_provider", "serviceProvider", reference("Organization"), "who was responsible"),
        Column("part_of", "partOf", reference("Encounter"), "the stay that this is a part of"),
        *concept("reason", "reasonCode[0]", "first reason in encounter_reason"),
        *concept("admit_source", f"{HOSPITALIZATION}.admitSource", "where the patient came from"),
        *concept("re_admission", f"{HOSPITALIZATION}.reAdmission", "whether it was called a readmission"),
        Column("origin", f"{HOSPITALIZATION}.origin", PLACES, "place from which the patient was transferred"),
        *concept("discharge_disposition", f"{HOSPITALIZATION}.dischargeDisposition", "where the patient went, or died"),
        Column("destination", f"{HOSPITALIZATION}.destination", PLACES, "place to which the patient was discharged"),
    ],
    rows=[
        identifiers("encounter_identifier"),
        concepts("encounter_type", "type", "type", indexed=True),
        concepts("encounter_reason", "reasonCode", "reason"),
        Rows(
            "encounter_participant",
            "participant",
            "who took part",
            [
                *concept("type", "type[0]", "first role in it, such as ATND"),
                Column("practitioner", "individual", reference("Practitioner", "PractitionerRole"), "who"),
                Column("display", "individual.display", text, "name as written"),
                *period("period", "period", "took part"),
            ],
            indexes=[("practitioner",)],
        ),
        Rows(
            "encounter_diagnosis",
            "diagnosis",
            "diagnoses and procedures of the stay",
            [
                Column("condition", "condition", reference("Condition", "Procedure", table="medical_history"), "which"),
                *concept("use", "use", "admission, discharge, billing, ... diagnosis"),
                Column("rank", "rank", positive, "1: the principal one"),
            ],
            required=["condition"],
            indexes=[("condition",)],
        ),
        Rows(
            "encounter_location",
            "location",
            "where the patient was",
            [
                Column("location", "location", reference("Location", table="organization"), "place"),
                Column("status", "status", one_of("planned", "active", "reserved", "completed"), "whether there now"),
                *concept("physical_type", "physicalType", "ward, room, bed"),
                *period("period", "period", "was there"),
            ],
            required=["location"],
            indexes=[("location",)],
        ),
    ],
    required=["status", "class"],
    indexes=[
        ("patient", "period_start"),
        ("status", "period_start"),
        ("class", "period_start"),
        ("service_provider",),
        ("part_of",),
    ],
    compartment="patient",
)
