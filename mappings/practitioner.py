"""Practitioner <-> practitioner (practitioner).  https://hl7.org/fhir/R4/practitioner.html"""

from mappings.codecs import boolean, date, reference, short, words
from mappings.elements import addresses, concept, identifiers, names, period, telecom
from mappings.kernel import Column, Mapping, Rows
from mappings.patient import GENDER

MAPPING = Mapping(
    resource="Practitioner",
    table="practitioner",
    where={"kind": "practitioner"},
    meaning="people who give care",
    columns=[
        Column("active", "active", boolean, "whether the record is in use"),
        Column("family", "name[0].family", short, "family name, of the first name in practitioner_name"),
        Column("given", "name[0].given", words, "given names, of the first name in practitioner_name"),
        Column("prefix", "name[0].prefix", words, "titles, of the first name in practitioner_name"),
        Column("gender", "gender", GENDER, "administrative gender"),
        Column("birth_date", "birthDate", date, "date of birth"),
    ],
    rows=[
        names("practitioner_name"),
        identifiers("practitioner_identifier"),
        telecom("practitioner_telecom", indexed=False),
        addresses("practitioner_address"),
        Rows(
            "practitioner_qualification",
            "qualification",
            "certificates and licences",
            [
                *concept("code", "code", "qualification"),
                *period("period", "period", "valid"),
                Column("issuer", "issuer", reference("Organization"), "who granted it"),
            ],
            required=["code"],
        ),
    ],
    indexes=[("lower(family)",)],
)
