"""outcome: measures and what they found."""

from __future__ import annotations

from decimal import Decimal

from tests.mappings.documents import example
from tests.mappings.lens import Tables, edit, edit_rows, mapped, typed

SCREENING: Tables = {
    "outcome": [
        {
            "kind": "measure",
            "url": "http://hl7.org/fhir/Measure/measure-cms146-example",
            "version": "1.0.0",
            "name": "CMS146",
            "title": "Appropriate Testing for Children with Pharyngitis",
            "status": "active",
            "experimental": True,
            "stated": "2017-03-10T00:00:00.000000Z",
            "stated_end": "2017-03-11T00:00:00.000000Z",
            "publisher": "National Committee for Quality Assurance",
            "description": "Percentage of children 3-18 years of age who were diagnosed with pharyngitis, "
            "ordered an antibiotic and received a group A streptococcus (strep) test for "
            "the episode.",
            "approval_date": "2016-01-01",
            "approval_date_end": "2016-01-02",
            "period_start": "2017-01-01T00:00:00.000000Z",
            "period_end": "2017-12-31T00:00:00.000000Z",
            "period_end_end": "2018-01-01T00:00:00.000000Z",
            "scoring": "proportion",
            "type": "process",
            "improvement_notation": "increase",
            "rationale": "Group A streptococcal bacterial infections and other infections that cause "
            "pharyngitis (which are most often viral) often produce the same signs and "
            "symptoms (IDSA 2002). The American Academy of Pediatrics, the Centers for "
            "Disease Control and Prevention, and the Infectious Diseases Society of America "
            "all recommend a diagnostic test for Strep A to improve diagnostic accuracy and "
            "avoid unnecessary antibiotic treatment (Linder et al. 2005). Estimated economic "
            "costs of pediatric streptococcal pharyngitis in the United States range from "
            "$224 million to $539 million per year, including indirect costs related to "
            "parental work losses. At a higher level, the economic cost of antibiotic "
            "resistance vary but have extended as high as $20 billion in excess direct "
            "healthcare costs, with additional costs to society for lost productivity as high "
            "as $35 billion a year (2008 dollars) (Roberts et al. 2009).",
        }
    ],
    "outcome_identifier": [
        {
            "position": 0,
            "use": "official",
            "system": "http://hl7.org/fhir/cqi/ecqm/Measure/Identifier/cms",
            "value": "146",
        },
        {
            "position": 1,
            "use": "official",
            "system": "http://hl7.org/fhir/cqi/ecqm/Measure/Identifier/nqf",
            "value": "0002",
        },
    ],
}

REPORT: Tables = {
    "outcome": [
        {
            "kind": "report",
            "status": "complete",
            "report_type": "summary",
            "measure": "Measure/CMS146",
            "stated": "2014-04-01T00:00:00.000000Z",
            "stated_end": "2014-04-02T00:00:00.000000Z",
            "period_start": "2014-01-01T00:00:00.000000Z",
            "period_end": "2014-03-31T00:00:00.000000Z",
            "period_end_end": "2014-04-01T00:00:00.000000Z",
        }
    ],
    "outcome_group": [{"position": 0, "numerator": 200, "denominator": 500}],
    "outcome_population": [
        {"outcome_group": 0, "position": 0, "code": "initial-population", "count": 500},
        {"outcome_group": 0, "position": 1, "code": "numerator", "count": 200},
        {"outcome_group": 0, "position": 2, "code": "denominator", "count": 500},
        {"outcome_group": 0, "position": 3, "code": "denominator-exclusion", "count": 100},
    ],
    "outcome_stratifier": [
        {"outcome_group": 0, "position": 0, "code_text": "stratifier-ages-up-to-9"},
        {"outcome_group": 0, "position": 1, "code_text": "stratifier-ages-10-plus"},
        {"outcome_group": 0, "position": 2, "code_text": "stratifier-gender"},
    ],
    "outcome_stratum": [
        {
            "outcome_group": 0,
            "outcome_stratifier": 0,
            "position": 0,
            "value_text": "true",
            "numerator": 100,
            "denominator": 250,
        },
        {
            "outcome_group": 0,
            "outcome_stratifier": 0,
            "position": 1,
            "value_text": "false",
            "numerator": 100,
            "denominator": 250,
        },
        {
            "outcome_group": 0,
            "outcome_stratifier": 1,
            "position": 0,
            "value_text": "true",
            "numerator": 100,
            "denominator": 250,
        },
        {
            "outcome_group": 0,
            "outcome_stratifier": 1,
            "position": 1,
            "value_text": "false",
            "numerator": 100,
            "denominator": 250,
        },
        {
            "outcome_group": 0,
            "outcome_stratifier": 2,
            "position": 0,
            "value_text": "male",
            "numerator": 100,
            "denominator": 250,
        },
        {
            "outcome_group": 0,
            "outcome_stratifier": 2,
            "position": 1,
            "value_text": "female",
            "numerator": 100,
            "denominator": 250,
        },
        {
            "outcome_group": 0,
            "outcome_stratifier": 2,
            "position": 2,
            "value_text": "other",
            "numerator": 0,
            "denominator": 0,
        },
        {
            "outcome_group": 0,
            "outcome_stratifier": 2,
            "position": 3,
            "value_text": "unknown",
            "numerator": 0,
            "denominator": 0,
        },
    ],
}


def test_the_rows_of_screening() -> None:
    found = mapped("Measure", example("Measure", "measure-cms146-example"))
    assert {name: found[name] for name in SCREENING} == SCREENING


def test_the_rows_of_report() -> None:
    found = mapped("MeasureReport", example("MeasureReport", "measurereport-cms146-cat3-example"))
    assert {name: found[name] for name in REPORT} == REPORT


def test_n_and_the_rate_of_a_report_typed_by_hand() -> None:
    document = typed(
        "MeasureReport",
        status="complete",
        report_type="summary",
        measure="http://example.org/Measure/readmission",
        period_start="2020-01-01T00:00:00.000000Z",
        period_end="2021-01-01T00:00:00.000000Z",
        reporter="Organization/h",
        children={
            "outcome_group": [{"position": 0, "score": Decimal("0.125")}],
            "outcome_population": [
                {"outcome_group": 0, "position": 0, "code": "denominator", "count": 80},
                {"outcome_group": 0, "position": 1, "code": "numerator", "count": 10},
            ],
            "outcome_stratifier": [{"outcome_group": 0, "position": 0, "code_text": "ward"}],
            "outcome_stratum": [
                {"outcome_group": 0, "outcome_stratifier": 0, "position": 0, "value_text": "3", "score": Decimal("0.1")}
            ],
        },
    )
    assert document == {
        "resourceType": "MeasureReport",
        "status": "complete",
        "type": "summary",
        "measure": "http://example.org/Measure/readmission",
        "reporter": {"reference": "Organization/h"},
        "period": {"start": "2020-01-01T00:00:00Z", "end": "2021-01-01T00:00:00Z"},
        "group": [
            {
                "measureScore": {"value": Decimal("0.125")},
                "population": [
                    {"code": {"coding": [{"code": "denominator"}]}, "count": 80},
                    {"code": {"coding": [{"code": "numerator"}]}, "count": 10},
                ],
                "stratifier": [
                    {
                        "code": [{"text": "ward"}],
                        "stratum": [{"value": {"text": "3"}, "measureScore": {"value": Decimal("0.1")}}],
                    }
                ],
            }
        ],
    }
    group = mapped("MeasureReport", document)["outcome_group"]
    assert group == [{"position": 0, "score": Decimal("0.125"), "numerator": 10, "denominator": 80}]


def test_a_count_is_corrected_and_the_derived_number_follows() -> None:
    before = example("MeasureReport", "measurereport-cms146-cat3-example")
    rows = [dict(row) for row in REPORT["outcome_population"]]
    rows[1]["count"] = 201
    after = edit_rows("MeasureReport", before, "outcome_population", rows)
    assert mapped("MeasureReport", after)["outcome_group"] == [{"position": 0, "numerator": 201, "denominator": 500}]
    after["group"][0]["population"][1]["count"] = 200
    assert after == before


def test_a_report_is_about_a_patient_or_a_place() -> None:
    report = {"resourceType": "MeasureReport", "subject": {"reference": "Patient/p"}}
    assert edit("MeasureReport", report, patient=None, location="Location/l")["subject"] == {"reference": "Location/l"}


def test_a_measure_typed_by_hand() -> None:
    assert typed(
        "Measure", url="http://example.org/m", status="active", scoring="proportion", improvement_notation="decrease"
    ) == {
        "resourceType": "Measure",
        "url": "http://example.org/m",
        "status": "active",
        "scoring": {"coding": [{"code": "proportion"}]},
        "improvementNotation": {
            "coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/measure-improvement-notation", "code": "decrease"}
            ]
        },
    }
