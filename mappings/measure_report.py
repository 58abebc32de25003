"""MeasureReport <-> outcome (report): rates, n and N.  https://hl7.org/fhir/R4/measurereport.html"""

from mappings.codecs import integer, one_of, population_count, reference, uri, when
from mappings.elements import concept, identifiers, period, quantity
from mappings.kernel import Column, Mapping, Rows
from mappings.measure import NOTATION


def populations(table: str) -> Rows:
    """``population``: initial population, denominator, numerator, exclusions, ..."""
    columns = [*concept("code", "code", "which population"), Column("count", "count", integer, "how many are in it")]
    return Rows(table, "population", "sizes of populations", columns, indexes=[("code",)])


def score_columns() -> list[Column]:
    """The score, and n and N out of the populations."""
    return [
        *quantity("score", "measureScore", "the measure's score, such as a rate"),
        Column("numerator", "population", population_count("numerator"), "count of the numerator", derived=True),
        Column("denominator", "population", population_count("denominator"), "count of the denominator", derived=True),
    ]


MAPPING = Mapping(
    resource="MeasureReport",
    table="outcome",
    where={"kind": "report"},
    meaning="results of a measure for a period",
    columns=[
        Column("status", "status", one_of("complete", "pending", "error"), "whether it is ready"),
        Column(
            "report_type", "type", one_of("individual", "subject-list", "summary", "data-collection"), "of one or many"
        ),
        Column("measure", "measure", uri, "canonical address of the Measure"),
        Column("patient", "subject", reference("Patient"), "about whom, in an individual report"),
        Column("location", "subject", reference("Location", table="organization"), "about which place"),
        Column("stated", "date", when, "when it was made"),
        Column("reporter", "reporter", reference("Organization", "Location"), "who made it"),
        *period("period", "period", "what is counted happened"),
        Column("improvement_notation", "improvementNotation", NOTATION, "whether more or less is better"),
    ],
    rows=[
        identifiers("outcome_identifier"),
        Rows(
            "outcome_group",
            "group",
            "results, one for each group of the measure",
            [*concept("code", "code", "which group"), *score_columns()],
            rows=[
                populations("outcome_population"),
                Rows(
                    "outcome_stratifier",
                    "stratifier",
                    "by what the group is divided",
                    concept("code", "code[0]", "what divides, such as age or ward"),
                    rows=[
                        Rows(
                            "outcome_stratum",
                            "stratum",
                            "results of one division",
                            [*concept("value", "value", "which division"), *score_columns()],
                            rows=[populations("outcome_stratum_population")],
                        )
                    ],
                ),
            ],
        ),
    ],
    required=["status", "type", "measure", "period"],
    indexes=[("measure", "period_start"), ("patient", "period_start")],
    compartment="patient",
)
