"""Choosing a patient and a visit: what is found, what is not, and that nothing else can be chosen."""

from __future__ import annotations

import pytest

from fhirserver.store.sql import statement
from tests.oauth.answering import allow, exchange
from tests.oauth.forms import Browser, Page
from tests.oauth.ground import Ground, authorize, consent_page


def picker(browser: Browser, scope: str = "launch/patient patient/Patient.rs") -> Page:
    page = browser.follow(authorize(browser, scope=scope))
    assert "For which patient do you want to use Growth <Chart>?" in page.text
    return page


def found(page: Page) -> list[str]:
    """The ids of those who can be chosen."""
    return sorted(value for form in page.forms for name, value in form.fields if name == "patient")


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ({"name": "lovelace"}, ["ada"]),
        ({"name": "LOVE"}, ["ada"]),
        ({"name": "ada lovelace"}, ["ada"]),
        ({"name": " grace "}, ["grace"]),
        ({"name": "Hopper,"}, ["grace"]),
        ({"name": "a"}, ["ada", "alan"]),
        ({"name": "nobody"}, []),
        ({"name": "ada turing"}, []),
        ({"name": "ada,alan"}, []),
        ({"birth_date": "1912-06-23"}, ["alan"]),
        ({"birth_date": "1912"}, ["alan"]),
        ({"birth_date": "1912-07"}, []),
        ({"identifier": "MRN|ada"}, ["ada"]),
        ({"identifier": "MRN|ada,MRN|alan"}, []),
        ({"name": "ada", "birth_date": "1815", "identifier": "MRN|ada"}, ["ada"]),
        ({"name": "ada", "birth_date": "1912"}, []),
        ({}, ["ada", "alan", "grace"]),
    ],
)
def test_patients_are_found_by_what_is_typed(ground: Ground, typed: dict[str, str], ids: list[str]) -> None:
    browser = ground.browser(ground.doctor)
    page = browser.submit(picker(browser), "/oauth/patient", "Search", **typed)
    assert page.status == 200
    assert found(page) == ids
    assert ("No patient whose record you may see was found." in page.text) == (ids == [])
    assert dict(page.form("/oauth/patient", "Search").fields).get("name") == typed.get("name", "")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"birth_date": "yesterday"}, "A date of birth is a year, a month or a day"),
        ({"birth_date": "23.06.1912"}, "A date of birth is a year, a month or a day"),
        ({"birth_date": "ge1900"}, "A date of birth is a year, a month or a day"),
        ({"birth_date": "1912-13-45"}, "This cannot be searched for."),
        ({"name": "a" * 201}, "At most 200 characters are searched for."),
        ({"name": "a\0b"}, "At most 200 characters are searched for."),
    ],
)
def test_what_cannot_be_searched_for_is_said(ground: Ground, typed: dict[str, str], problem: str) -> None:
    browser = ground.browser(ground.doctor)
    page = browser.submit(picker(browser), "/oauth/patient", "Search", **typed)
    assert (page.status, found(page)) == (200, [])
    assert problem in page.text


def test_nothing_of_patients_stands_in_an_address(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = browser.submit(picker(browser), "/oauth/patient", "Search", name="lovelace")
    assert {form.method for form in page.forms} == {"post"}
    chosen = browser.submit(page, "/oauth/patient", "Choose Ada Lovelace")
    assert chosen.location.startswith("/oauth/consent?request=")
    assert "ada" not in chosen.location.lower().partition("request=")[0]


def test_what_was_typed_is_shown_as_text(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = browser.submit(picker(browser), "/oauth/patient", "Search", name='"><script>alert(1)</script>')
    assert "<script>" not in page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    "patient", ["nobody", "", "ada/_history", "../Practitioner/dr", "ada?_summary=true", "ada ", "\0"]
)
def test_who_is_not_there_cannot_be_chosen(ground: Ground, patient: str) -> None:
    browser = ground.browser(ground.doctor)
    hidden = dict(picker(browser).form("/oauth/patient").fields)
    fields = {"csrf": hidden["csrf"], "request": hidden["request"], "patient": patient}
    page = browser.post("/oauth/patient", fields)
    assert (page.status, page.location) == (403, "")


def test_a_visit_of_the_patient_is_chosen(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope="launch/patient launch/encounter patient/Encounter.rs")
    assert "For which visit do you want to use Growth <Chart>?" in page.text
    assert "Ada Lovelace" in page.text
    offered = [value for form in page.forms for name, value in form.fields if name == "encounter"]
    assert offered == ["visit-1", "visit-0", ""]
    page = browser.follow(browser.submit(page, "/oauth/encounter", "Choose ambulatory"))
    assert "and the visit that was chosen" in page.text
    token = exchange(ground, allow(browser, page))
    assert (token["patient"], token["encounter"]) == ("ada", "visit-1")


def test_without_a_visit_the_scope_is_not_granted(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope="launch/patient launch/encounter patient/Encounter.rs")
    page = browser.follow(browser.submit(page, "/oauth/encounter", "Go on without a visit"))
    token = exchange(ground, allow(browser, page))
    assert "encounter" not in token
    assert token["scope"] == "launch/patient patient/Encounter.rs"


def test_a_visit_alone_needs_the_patient_whose_it_is(ground: Ground) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope="launch/encounter openid", patient="alan")
    token = exchange(
        ground, allow(browser, browser.follow(browser.submit(page, "/oauth/encounter", "Choose ambulatory")))
    )
    assert token["encounter"] == "visit-2"
    assert "patient" not in token


@pytest.mark.parametrize("encounter", ["visit-2", "nothing", "visit-1,visit-2", "ada", "../Patient/ada", "\0"])
def test_a_visit_of_others_cannot_be_chosen(ground: Ground, encounter: str) -> None:
    browser = ground.browser(ground.doctor)
    page = consent_page(browser, scope="launch/patient launch/encounter patient/Encounter.rs")
    hidden = dict(page.form("/oauth/encounter").fields)
    refused = browser.post("/oauth/encounter", {**hidden, "encounter": encounter})
    assert (refused.status, refused.location) == (403, "")


OWN = "launch/patient patient/Patient.rs"


def test_who_has_one_record_is_not_asked(ground: Ground) -> None:
    browser = ground.browser(ground.person("ada", "patient", "Patient/ada"))
    page = browser.follow(authorize(browser, scope=OWN))
    assert "It will be used for Ada Lovelace" in page.text
    assert exchange(ground, allow(browser, page))["patient"] == "ada"


def test_who_has_no_record_sends_the_app_an_error(ground: Ground) -> None:
    browser = ground.browser(ground.person("nobody", "patient", "Patient/gone"))
    page = browser.follow(authorize(browser, scope=OWN))
    assert (page.answer["error"], page.answer["state"]) == ("access_denied", "a state")


def test_patients_choose_nobody_else(ground: Ground) -> None:
    browser = ground.browser(ground.person("alan", "patient", "Patient/alan"))
    page = browser.get("/apps/launch")
    assert found(page) == ["", "alan"]
    csrf = dict(page.form("/apps/launch").fields)["csrf"]
    refused = browser.post("/apps/launch", {"csrf": csrf, "patient": "ada"})
    assert (refused.status, "Lovelace" in refused.text) == (403, False)


def test_who_is_not_in_the_treatment_cannot_choose(ground: Ground) -> None:
    browser = ground.browser(ground.person("clerk", "lab-technician", "Practitioner/other"))
    page = browser.submit(picker(browser), "/oauth/patient", "Search", name="lovelace")
    assert found(page) == []
    hidden = dict(page.form("/oauth/patient").fields)
    forged = browser.post("/oauth/patient", {"csrf": hidden["csrf"], "request": hidden["request"], "patient": "ada"})
    assert (forged.status, forged.location) == (403, "")


def test_what_a_person_may_not_see_any_more_is_not_granted(ground: Ground) -> None:
    browser = ground.browser(ground.person("grace", "patient", "Patient/grace"))
    page = browser.follow(authorize(browser, scope=OWN))
    unlinked = statement("UPDATE account SET fhir_user = NULL WHERE username = 'grace'")
    ground.database.write(lambda connection: connection.run(unlinked))
    before = ground.count("grants")
    assert allow(browser, page).answer["error"] == "access_denied"
    assert ground.count("grants") == before
