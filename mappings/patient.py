"""Patient <-> patient.  https://hl7.org/fhir/R4/patient.html

Race, ethnicity and birth sex are the US Core extensions, https://hl7.org/fhir/us/core/STU6.1/StructureDefinition-us-core-patient.html
"""

from mappings.codecs import boolean, code, date, one_of, positive, reference, short, text, when, words
from mappings.elements import address_columns, addresses, coding, concept, identifiers, names, period, telecom
from mappings.kernel import Column, Mapping, Rows

GENDER = one_of("male", "female", "other", "unknown")
US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core"
PRACTITIONERS = reference("Practitioner", "PractitionerRole")


def us_core_category(name: str) -> list[Column]:
    """The race or ethnicity extension of US Core: its first OMB category and its text."""
    extension = f"extension('{US_CORE}-{name}')"
    return [
        *coding(name, f"{extension}.extension('ombCategory').value.ofType(Coding)", f"{name}, OMB category"),
        Column(f"{name}_text", f"{extension}.extension('text').value.ofType(string)", text, f"{name} in words"),
    ]


MAPPING = Mapping(
    resource="Patient",
    table="patient",
    meaning="people who receive care",
    columns=[
        Column("active", "active", boolean, "whether the record is in use"),
        Column("family", "name[0].family", short, "family name, of the first name in patient_name"),
        Column("given", "name[0].given", words, "given names, of the first name in patient_name"),
        Column("gender", "gender", GENDER, "administrative gender"),
        Column("birth_date", "birthDate", date, "date of birth"),
        Column("deceased", "deceased.ofType(boolean)", boolean, "whether dead, where the date is not known"),
        Column("deceased_at", "deceased.ofType(dateTime)", when, "when the patient died"),
        *concept("marital_status", "maritalStatus", "marital status"),
        Column("multiple_birth", "multipleBirth.ofType(boolean)", boolean, "whether one of several born together"),
        Column("birth_order", "multipleBirth.ofType(integer)", positive, "which of several born together"),
        *concept("language", "communication[0].language", "first language in patient_communication"),
        *address_columns("address_", "address[0]."),
        *us_core_category("race"),
        *us_core_category("ethnicity"),
        Column("birth_sex", f"extension('{US_CORE}-birthsex').value.ofType(code)", code, "sex assigned at birth"),
        Column(
            "general_practitioner", "generalPractitioner[0]", PRACTITIONERS, "first in patient_general_practitioner"
        ),
        Column("managing_organization", "managingOrganization", reference("Organization"), "who keeps the record"),
    ],
    rows=[
        names("patient_name"),
        identifiers("patient_identifier"),
        telecom("patient_telecom"),
        addresses("patient_address"),
        Rows(
            "patient_communication",
            "communication",
            "languages",
            [
                *concept("language", "language", "language"),
                Column("preferred", "preferred", boolean, "whether the patient prefers it"),
            ],
            required=["language"],
        ),
        Rows(
            "patient_general_practitioner",
            "generalPractitioner",
            "who cares for the patient in the first place",
            [
                Column("practitioner", "$this", PRACTITIONERS, "a person, or a person in a role"),
                Column("organization", "$this", reference("Organization"), "an organization"),
                Column("display", "display", text, "name as written"),
            ],
            indexes=[("practitioner",)],
        ),
        Rows(
            "patient_contact",
            "contact",
            "people to ask or to tell",
            [
                *concept("relationship", "relationship[0]", "first relationship to the patient"),
                Column("family", "name.family", short, "family name"),
                Column("given", "name.given", words, "given names"),
                Column("name_text", "name.text", text, "the whole name as written"),
                Column("gender", "gender", GENDER, "administrative gender"),
                *address_columns("address_", "address."),
                Column("organization", "organization", reference("Organization"), "organization of the contact"),
                *period("period", "period", "may be asked"),
            ],
            rows=[telecom("patient_contact_telecom", indexed=False)],
        ),
        Rows(
            "patient_link",
            "link",
            "other records of the same person",
            [
                Column("other", "other", reference("Patient"), "the other record"),
                Column(
                    "type", "type", one_of("replaced-by", "replaces", "refer", "seealso"), "how they belong together"
                ),
            ],
            required=["other", "type"],
            indexes=[("other",)],
        ),
    ],
    indexes=[("lower(family)",), ("lower(given)",), ("birth_date",), ("gender",), ("general_practitioner",)],
    compartment="pk",
)
