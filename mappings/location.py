"""Location <-> organization (location).  https://hl7.org/fhir/R4/location.html"""

from mappings.codecs import decimal, one_of, reference, short, text
from mappings.elements import address_columns, coding, concept, concepts, identifiers, telecom
from mappings.kernel import Column, Mapping
from mappings.organization import ALIASES

MAPPING = Mapping(
    resource="Location",
    table="organization",
    where={"kind": "location"},
    meaning="places: wards, rooms, buildings, vehicles",
    columns=[
        Column("status", "status", one_of("active", "suspended", "inactive"), "whether it is in use"),
        *coding("operational_status", "operationalStatus", "state of a bed or room"),
        Column("name", "name", short, "name"),
        Column("description", "description", text, "what more to know of it"),
        Column("mode", "mode", one_of("instance", "kind"), "one place, or a kind of place"),
        *concept("type", "type[0]", "first type in organization_type"),
        *concept("physical_type", "physicalType", "building, ward, room, bed"),
        Column("managing_organization", "managingOrganization", reference("Organization"), "who runs it"),
        Column("part_of", "partOf", reference("Location", table="organization"), "the place it is part of"),
        *address_columns("address_", "address."),
        Column("longitude", "position.longitude", decimal, "degrees east, WGS84"),
        Column("latitude", "position.latitude", decimal, "degrees north, WGS84"),
        Column("altitude", "position.altitude", decimal, "metres, WGS84"),
    ],
    rows=[
        identifiers("organization_identifier"),
        concepts("organization_type", "type", "type"),
        ALIASES,
        telecom("organization_telecom", indexed=False),
    ],
    indexes=[("managing_organization",)],
)
