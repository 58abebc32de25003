"""Observation <-> lab_result (observation).  https://hl7.org/fhir/R4/observation.html"""

from mappings.codecs import boolean, integer, moment, one_of, reference, text, when
from mappings.elements import codings, concept, concepts, identifiers, quantity
from mappings.kernel import Column, Mapping, Rows


def value_columns() -> list[Column]:
    """``value[x]``: a quantity, a concept, words, a truth value, a whole number, a time or a range."""
    return [
        *quantity("value", "value.ofType(Quantity)", "measured value", comparator=True),
        *concept("value_concept", "value.ofType(CodeableConcept)", "result as a code"),
        Column("value_text", "value.ofType(string)", text, "result in words"),
        Column("value_boolean", "value.ofType(boolean)", boolean, "result as yes or no"),
        Column("value_integer", "value.ofType(integer)", integer, "result as a whole number"),
        Column("value_at", "value[x]", when, "result as a time"),
        *quantity("value_low", "value.ofType(Range).low", "lower end of the result"),
        *quantity("value_high", "value.ofType(Range).high", "upper end of the result"),
        *concept("data_absent_reason", "dataAbsentReason", "why there is no result"),
        *concept("interpretation", "interpretation[0]", "first interpretation, such as H or L"),
    ]


PRACTITIONERS = reference("Practitioner", "PractitionerRole")
CODINGS = codings("lab_result_coding", "code.coding", "all codings of the code")
CATEGORIES = concepts("lab_result_category", "category", "category", indexed=True)


def performers(path: str) -> Rows:
    """A list of those responsible."""
    columns = [
        Column("practitioner", "$this", PRACTITIONERS, "a person"),
        Column("organization", "$this", reference("Organization"), "an organization"),
        Column("display", "display", text, "name as written"),
    ]
    return Rows("lab_result_performer", path, "who is responsible", columns, indexes=[("practitioner",)])


def member_rows(path: str) -> Rows:
    """A list of results."""
    columns = [Column("member", "$this", reference("Observation", table="lab_result"), "the result")]
    return Rows("lab_result_member", path, "results that belong to a panel or report", columns, indexes=[("member",)])


REFERENCE_RANGE = [
    *quantity("low", "low", "low limit"),
    *quantity("high", "high", "high limit"),
    *concept("type", "type", "what the range means, such as normal"),
    *concept("applies_to", "appliesTo[0]", "first population that it is for"),
    *quantity("age_low", "age.low", "from this age"),
    *quantity("age_high", "age.high", "up to this age"),
    Column("text", "text", text, "the range as written"),
]

MAPPING = Mapping(
    resource="Observation",
    table="lab_result",
    where={"kind": "observation"},
    meaning="measurements and simple assertions: laboratory, vital signs, imaging, social history",
    columns=[
        Column("patient", "subject", reference("Patient"), "about whom"),
        Column("encounter", "encounter", reference("Encounter"), "during which encounter"),
        Column(
            "status",
            "status",
            one_of(
                "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"
            ),
            "status of the result",
        ),
        *concept("category", "category[0]", "first category, such as laboratory or vital-signs"),
        *concept("code", "code", "what was measured"),
        Column("effective", "effective[x]", when, "when it was true of the patient"),
        Column("issued", "issued", moment, "when it was made available"),
        *value_columns(),
        *concept("body_site", "bodySite", "where on the body"),
        *concept("method", "method", "how"),
        Column("performer", "performer[0]", PRACTITIONERS, "first in lab_result_performer"),
    ],
    rows=[
        CODINGS,
        CATEGORIES,
        identifiers("lab_result_identifier"),
        performers("performer"),
        Rows("lab_result_reference_range", "referenceRange", "what is usual", REFERENCE_RANGE),
        Rows(
            "lab_result_component",
            "component",
            "parts of a result, such as systolic and diastolic pressure",
            [*concept("code", "code", "what was measured"), *value_columns()],
            rows=[
                codings("lab_result_component_coding", "code.coding", "all codings of the code"),
                Rows("lab_result_component_reference_range", "referenceRange", "what is usual", REFERENCE_RANGE),
            ],
            required=["code"],
            indexes=[("code",)],
        ),
        member_rows("hasMember"),
    ],
    required=["status", "code"],
    indexes=[("patient", "effective"), ("patient", "code", "effective"), ("code", "effective"), ("encounter",)],
    compartment="patient",
)
