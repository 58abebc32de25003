"""Measure <-> outcome (measure).  https://hl7.org/fhir/R4/measure.html"""

from mappings.codecs import boolean, concept_of, date, one_of, short, text, uri, when
from mappings.elements import concept, identifiers, period
from mappings.kernel import Column, Mapping

NOTATION = concept_of("http://terminology.hl7.org/CodeSystem/measure-improvement-notation", "increase", "decrease")

MAPPING = Mapping(
    resource="Measure",
    table="outcome",
    where={"kind": "measure"},
    meaning="definitions of what is counted",
    columns=[
        Column("url", "url", uri, "canonical address, which reports refer to"),
        Column("version", "version", short, "version of the definition"),
        Column("name", "name", short, "name for machines"),
        Column("title", "title", short, "name for people"),
        Column("status", "status", one_of("draft", "active", "retired", "unknown"), "whether it is in use"),
        Column("experimental", "experimental", boolean, "whether only for trial"),
        Column("stated", "date", when, "when it was last changed"),
        Column("publisher", "publisher", text, "who publishes it"),
        Column("description", "description", text, "what it is"),
        Column("approval_date", "approvalDate", date, "when it was approved"),
        *period("period", "effectivePeriod", "to be used"),
        *concept("scoring", "scoring", "proportion, ratio, continuous variable or cohort"),
        *concept("type", "type[0]", "process, outcome, structure, ..."),
        Column("improvement_notation", "improvementNotation", NOTATION, "whether more or less is better"),
        Column("rationale", "rationale", text, "why it matters"),
    ],
    rows=[identifiers("outcome_identifier")],
    required=["status"],
    indexes=[("url",), ("status",)],
)
