"""``_filter``, by the letter of https://hl7.org/fhir/R4/search_filter.html."""

from __future__ import annotations

import pytest

from tests.search.documents import observation, patient
from tests.search.servers import Server


@pytest.fixture(scope="module")
def people(server: Server) -> Server:
    server.load(
        [
            patient("peter", name=[{"given": ["Peter"]}], birthDate="2014-10-10", gender="male", active=True),
            patient("petra", name=[{"given": ["Petra"]}], birthDate="2014-10-09", gender="female", active=True),
            patient("paul", name=[{"given": ["Paul"]}], birthDate="2020", gender="male"),
            observation(
                "1",
                code={"coding": [{"system": "http://loinc.org", "code": "1234-5"}]},
                subject={"reference": "Patient/peter"},
                effectivePeriod={"start": "2013-01-01", "end": "2013-01-31"},
            ),
            observation(
                "2",
                code={"coding": [{"system": "http://loinc.org", "code": "1234-5"}]},
                subject={"reference": "Patient/paul"},
            ),
        ]
    )
    return server


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('name co "pet"', ["peter", "petra"]),
        ('given eq "peter" and birthdate ge 2014-10-10', ["peter"]),
        ('given eq "PETER"', ["peter"]),
        ('given eq "pete"', []),
        ("given sw pet", ["peter", "petra"]),
        ("not (given sw pet)", ["paul"]),
        ("active pr false", ["paul"]),
        ("active pr true and gender eq MALE", ["peter"]),
    ],
)
def test_examples_of_the_specification(people: Server, text: str, found: list[str]) -> None:
    assert sorted(people.ids("Patient", ("_filter", text))) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # From left to right: "and" does not bind closer than "or".
        ("given eq paul or given eq peter and active eq true", ["peter"]),
        ("given eq paul or (given eq peter and active eq true)", ["paul", "peter"]),
        ("active eq true and given eq peter or given eq paul", ["paul", "peter"]),
        ("active eq true and (given eq peter or given eq paul)", ["peter"]),
    ],
)
def test_expressions_are_evaluated_from_left_to_right(people: Server, text: str, found: list[str]) -> None:
    assert sorted(people.ids("Patient", ("_filter", text))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("code eq http://loinc.org|1234-5", ["1", "2"]),
        ("code eq loinc|1234-5", ["1", "2"]),
        ("code eq snomed|1234-5", []),
        ('code eq http://loinc.org|1234-5 and subject.name co "peter"', ["1"]),
        ("subject re Patient/paul", ["2"]),
        ("date po 2013-01-15", ["1"]),
        ("date po 2013-02", []),
        ("date po 2012-12-31", []),
    ],
)
def test_filters_of_observations(people: Server, text: str, found: list[str]) -> None:
    assert sorted(people.ids("Observation", ("_filter", text))) == found


@pytest.mark.parametrize(
    "text", ['given eq ""', 'given eq "\0"', "birthdate po gt2012", "given", "given eq", "(given eq a"]
)
def test_what_is_no_filter_is_refused(people: Server, text: str) -> None:
    answer = people.ask("Patient", [("_filter", text)])
    assert answer.status == 400
    assert all("_filter" in issue["diagnostics"] for issue in answer.issues)
