"""Organization <-> organization (organization).  https://hl7.org/fhir/R4/organization.html"""

from mappings.codecs import boolean, reference, short, text
from mappings.elements import address_columns, addresses, concept, concepts, identifiers, telecom
from mappings.kernel import Column, Mapping, Rows

ALIASES = Rows("organization_alias", "alias", "other names", [Column("alias", "$this", text, "other name")])

MAPPING = Mapping(
    resource="Organization",
    table="organization",
    where={"kind": "organization"},
    meaning="hospitals, departments, companies",
    columns=[
        Column("active", "active", boolean, "whether the record is in use"),
        Column("name", "name", short, "name"),
        *concept("type", "type[0]", "first type in organization_type"),
        Column("part_of", "partOf", reference("Organization"), "the organization it is part of"),
        *address_columns("address_", "address[0]."),
    ],
    rows=[
        identifiers("organization_identifier"),
        concepts("organization_type", "type", "type"),
        ALIASES,
        telecom("organization_telecom", indexed=False),
        addresses("organization_address"),
    ],
    indexes=[("lower(name)",), ("part_of",)],
)
