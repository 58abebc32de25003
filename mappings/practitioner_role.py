"""PractitionerRole <-> practitioner (role).  https://hl7.org/fhir/R4/practitionerrole.html"""

from mappings.codecs import boolean, reference
from mappings.elements import concept, concepts, identifiers, period, telecom
from mappings.kernel import Column, Mapping, Rows

MAPPING = Mapping(
    resource="PractitionerRole",
    table="practitioner",
    where={"kind": "role"},
    meaning="what a person does for an organization",
    columns=[
        Column("active", "active", boolean, "whether the record is in use"),
        *period("period", "period", "in this role"),
        Column("practitioner", "practitioner", reference("Practitioner"), "the person"),
        Column("organization", "organization", reference("Organization"), "where"),
        *concept("code", "code[0]", "first role in practitioner_code"),
        *concept("specialty", "specialty[0]", "first specialty in practitioner_specialty"),
    ],
    rows=[
        identifiers("practitioner_identifier"),
        concepts("practitioner_code", "code", "role"),
        concepts("practitioner_specialty", "specialty", "specialty"),
        Rows(
            "practitioner_location",
            "location",
            "where the role is done",
            [Column("location", "$this", reference("Location", table="organization"), "place")],
        ),
        telecom("practitioner_telecom", indexed=False),
    ],
    indexes=[("practitioner",), ("organization",)],
)
