"""Searches that must stay quick however many Observations there are, and the indexes by which they are found."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 10_000
"""Rows of tables and indexes that a statement reads, also those that do not match then."""

MOST_PAGES = 5_000
"""How often a statement looks at a page of 8 KiB."""

MOST_INSTRUCTIONS = 50_000
"""What SQLite does for all statements of a search; reading the headers of 50,000 resources takes ten times as much."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, in which ``{}`` stands for a known value, and an index by which its results must be found.

    ``embedded`` is that of the embedded engine, if it is another one.  ``entries`` is how many the answer must have at
    least.  ``rows`` and ``pages`` are the most that a statement of PostgreSQL may read, ``instructions`` what all
    statements may take on SQLite.
    """

    address: str
    index: str
    entries: int = 20
    embedded: str | None = None
    rows: int = MOST_ROWS
    pages: int = MOST_PAGES
    instructions: int = MOST_INSTRUCTIONS


PATIENTS = (
    Asked("Patient?family={family}", "search_string_folded", 1),
    Asked("Patient?family={common_family}", "search_string_folded", 5),
    Asked("Patient?family=a&_count=20", "search_string_folded", 10),
    Asked("Patient?identifier={identifier}", "search_token_code", 1),
    Asked("Patient?name={family}&birthdate={born}", "patient_birth_date_index", 1, "search_string_folded"),
    # PostgreSQL begins with the names or with the dates, of which there are as many.
    Asked("Patient?name={common_family}&birthdate=ge1930", "resource_pkey", 5, "search_string_folded"),
    Asked("Patient?birthdate={born}", "patient_birth_date_index", 1),
    Asked("Patient?_id={patient}", "resource_identity", 1, "sqlite_autoindex_resource_1"),
    Asked("Patient?_has:Observation:patient:code={common}&_count=20", "search_token_patient"),
    Asked("Patient?_has:Observation:patient:code={rare}&_count=20", "search_token_patient"),
)

OF_A_PATIENT = (
    Asked("Observation?patient={patient}&code={common}&_count=20", "search_token_patient"),
    Asked("Observation?patient={patient}&_sort=-date&_count=20", "resource_reference_target"),
    Asked("Observation?patient={patient}&category=laboratory&date=ge2010&_count=20", "resource_reference_target"),
    Asked("Observation?patient.identifier={identifier}&_count=20", "search_token_code"),
    Asked("Observation?encounter={encounter}", "resource_reference_target", 1),
    Asked("Condition?patient={patient}&clinical-status=active", "resource_reference_target", 1),
    Asked("MedicationRequest?patient={patient}&_include=MedicationRequest:requester", "resource_reference_target", 2),
    Asked("MedicationRequest?patient={patient}&status=active", "resource_reference_target", 1),
    Asked("Encounter?patient={patient}&_revinclude=Observation:encounter", "resource_reference_target", 100),
    Asked("Patient/{original}/Observation?_count=20", "resource_reference_target"),
    Asked("Patient/{original}/*?_count=20", "resource_reference_target"),
)

OF_ALL_PATIENTS = (
    Asked("Observation?code={common}&date=ge2015&_sort=-date&_count=20", "search_token_code"),
    Asked("Observation?code={rare}&date=ge2015&_sort=-date&_count=20", "search_token_code"),
    Asked("Observation?code={common}&date=ge2015&_sort=date&_count=20", "search_token_code"),
    Asked("Observation?code={common}&date=2018&_sort=date&_count=20", "search_token_code"),
    Asked("Observation?code={common}&date=lt2019&_sort=-date&_count=20", "search_token_code"),
    Asked("Observation?code={common}&_sort=date&_count=20", "search_token_code"),
    Asked("Observation?code=nothing&_sort=-date", "search_token_code", 0),
    Asked("Observation?code={common}&value-quantity=gt1&_sort=-date&_count=20", "search_token_code"),
    Asked("Observation?code={common}&value-quantity=gt{high}&_sort=-date&_count=20", "search_quantity_code_low"),
    Asked("Observation?code={common}&value-quantity=gt100000&_sort=-date", "search_quantity_code_low", 0),
    Asked("Observation?code={common}&value-quantity=gt70&_sort=date&_count=20", "search_token_code"),
    Asked(
        "Observation?code={common}&value-quantity=gt70|http://unitsofmeasure.org|/min&_sort=-date&_count=20",
        "search_quantity_code_canonical",
    ),
    Asked("Observation?code-value-quantity={common}$gt1&_count=20", "search_token_code"),
    Asked("Observation?code-value-quantity={common}$gt{high}&_count=20", "search_quantity_code_low"),
    Asked("Observation?component-code-value-quantity=8480-6$gt140&_sort=-date&_count=20", "search_token_code"),
    Asked("Observation?category=laboratory&date=ge2018&_count=20", "search_token_code"),
    Asked("Observation?category=vital-signs&date=2018&_sort=date&_count=20", "search_token_code"),
    Asked("Observation?category=vital-signs&code={common}&date=ge2018&_count=20", "search_token_code"),
    Asked("Observation?status=final&code={common}&_sort=-date&_count=20", "search_token_code"),
    Asked("Condition?code={condition}&_count=20", "search_token_code"),
    Asked("Observation?_sort=_lastUpdated&_count=20", "resource_last_updated"),
    Asked("Observation?_lastUpdated=gt2020&_sort=-_lastUpdated&_count=20", "resource_last_updated"),
    Asked("Observation?date=2018-05&_count=20", "resource_moment", 1),
    Asked("Observation?date=ge2018-05-05&_sort=date&_count=20", "resource_moment"),
)

PAGES = (
    Asked("Observation?_count=50", "resource_moment", 50),
    Asked("{page_2}", "resource_moment", 50),
    Asked("{deep_page}", "resource_moment", 50),
    Asked("{page_before}", "resource_moment", 50),
    Asked("{last_page}", "resource_moment", 50),
    Asked("{page_2_of_code}", "search_token_code"),
    Asked("{deep_page_of_code}", "search_token_code"),
    Asked("{deep_ascending}", "search_token_code"),
    Asked("{deep_page_of_values}", "search_token_code"),
)

READING_MORE = (
    # All of that code: a period that began earlier may reach into the time.
    Asked("Observation?code={common}&date=ge2030&_sort=-date", "search_token_code", 0, rows=80_000, pages=40_000),
    # All patients.
    Asked("Patient?_has:Observation:patient:code=nothing", "search_token_patient", 0, pages=60_000),
    # All Observations of the patients who are called so, of which each is looked at to sort them.
    Asked("Observation?patient.family={family}&_count=20", "search_string_folded", rows=15_000, pages=30_000),
    # All names, as no index has what stands in the midst of them.
    Asked("Patient?name:contains={part_of_family}", "search_string_folded", 1, rows=100_000),
)
"""Searches that read more than the others, in an index, and how much that is."""

IN_ORDER = (
    "Observation?code={common}&date=ge2015&_sort=-date&_count=20",
    "Observation?code={rare}&date=ge2015&_sort=-date&_count=20",
    "Observation?category=laboratory&date=ge2018&_count=20",
    "Observation?category=vital-signs&code={common}&date=ge2018&_count=20",
    "Observation?status=final&code={common}&_sort=-date&_count=20",
    "Observation?_sort=_lastUpdated&_count=20",
    "Observation?_lastUpdated=gt2020&_sort=-_lastUpdated&_count=20",
    "Observation?_count=50",
    "{deep_page}",
    "{deep_page_of_code}",
)
"""Searches for which the embedded engine sorts nothing but the page.

When dates ascend, those with and without one are two lists, of which each is cut off at the length of the page before
they are sorted together.  Where a number must match, up to 1,000 are sorted, see fhirserver.search.sql.by_code."""

QUERIES = (*PATIENTS, *OF_A_PATIENT, *OF_ALL_PATIENTS, *PAGES, *READING_MORE)
