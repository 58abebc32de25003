"""What the patients have hangs together: diseases with numbers, numbers with flags, and everything in time."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from statistics import mean, median

from fhirserver.sample.codes import LOINC
from tests.sample.data import Life, Resource, codes, lives, time

_MOMENTS = ("effectiveDateTime", "authoredOn", "whenHandedOver", "occurrenceDateTime", "recordedDate")


def test_nothing_happens_before_birth_or_after_death() -> None:
    dead = 0
    for life in lives():
        birth = life.patient["birthDate"]
        death = life.patient.get("deceasedDateTime", "9999")
        dead += death != "9999"
        for resource in life.resources[1:]:
            happened = [resource[key] for key in _MOMENTS if key in resource]
            happened += [resource[key][end] for key in ("period", "performedPeriod") if key in resource
                         for end in ("start", "end") if end in resource[key]]  # fmt: skip
            happened += [resource["onsetDateTime"]] if "onsetDateTime" in resource else []
            assert all(birth <= moment for moment in happened), resource
            assert all(moment <= death for moment in happened), resource
    assert 0.01 < dead / len(lives()) < 0.12


def test_encounters_end_after_they_start_and_do_not_overlap() -> None:
    for life in lives():
        visits = life.encounters()
        for visit, following in zip(visits, [*visits[1:], None], strict=True):
            if "end" not in visit["period"]:
                assert following is None
                assert visit["status"] == "in-progress"
                assert visit["class"]["code"] == "IMP"
                continue
            assert visit["status"] == "finished"
            assert time(visit["period"]["start"]) < time(visit["period"]["end"])
            assert following is None or visit["period"]["end"] <= following["period"]["start"]
            places = [place["period"] for place in visit["location"]]
            assert places[0]["start"] == visit["period"]["start"]
            assert places[-1]["end"] == visit["period"]["end"]
            assert all(one["end"] == next_one["start"] for one, next_one in itertools.pairwise(places))


def test_what_belongs_to_an_encounter_happens_in_it() -> None:
    for life in lives(120):
        periods = {f"Encounter/{visit['id']}": visit["period"] for visit in life.of("Encounter")}
        for kind in ("Observation", "DiagnosticReport", "Procedure", "Immunization"):
            for resource in life.of(kind):
                period = periods[resource["encounter"]["reference"]]
                moment = resource.get("effectiveDateTime") or resource.get("occurrenceDateTime")
                moment = moment or resource["performedPeriod"]["start"]
                assert period["start"] <= moment <= period.get("end", "9999"), resource


def test_stays_have_a_ward_a_source_a_way_out_and_ranked_diagnoses() -> None:
    ways = Counter[str]()
    for life in lives():
        for stay in life.encounters("IMP"):
            assert "sample-general-hospital-" in str(stay["location"]) or "sample-community-" in str(stay["location"])
            assert stay["hospitalization"]["admitSource"]["coding"][0]["code"] in ("emd", "hosp-trans", "gp", "outp")
            ranks: dict[str, list[int]] = {}
            for diagnosis in stay["diagnosis"]:
                ranks.setdefault(diagnosis["use"]["coding"][0]["code"], []).append(diagnosis["rank"])
            assert all(found == list(range(1, len(found) + 1)) for found in ranks.values())
            if stay["status"] == "finished":
                assert ranks["DD"] == [1]
                way = stay["hospitalization"]["dischargeDisposition"]["coding"][0]["code"]
                ways[way] += 1
                died = life.patient.get("deceasedDateTime") == stay["period"]["end"]
                assert (way == "exp") == died
    assert {"home", "snf", "exp", "other-hcf", "aadvice"} <= set(ways)
    assert ways["home"] > sum(ways.values()) / 2


def _days_between(first: Resource, second: Resource) -> float:
    return (time(second["period"]["start"]) - time(first["period"]["end"])) / timedelta(days=1)


def test_readmissions_come_at_a_believable_rate_with_planned_ones_and_transfers_among_them() -> None:
    index = unplanned = planned = transfers = 0
    for life in lives():
        stays = life.encounters("IMP")
        for stay, following in itertools.pairwise(stays):
            way = stay["hospitalization"]["dischargeDisposition"]["coding"][0]["code"]
            source = following["hospitalization"]["admitSource"]["coding"][0]["code"]
            days = _days_between(stay, following)
            if way == "other-hcf":
                assert source == "hosp-trans"
                assert days < 1
                assert following["serviceProvider"] != stay["serviceProvider"]
                transfers += 1
            elif days <= 30:
                planned += source == "gp"
                unplanned += source != "gp"
        index += sum(
            stay["hospitalization"].get("dischargeDisposition", {}).get("text") in ("Home", "Skilled nursing facility")
            for stay in stays
        )
    assert 0.08 < unplanned / index < 0.30
    assert planned >= 2
    assert transfers >= 2


def test_heart_failure_comes_back_more_often_than_a_birth() -> None:
    def rate(icd: frozenset[str]) -> float:
        stays = back = 0
        for life in lives():
            visits = life.encounters("IMP")
            names = {f"Condition/{one['id']}": one["code"]["coding"][1]["code"] for one in life.of("Condition")}
            for number, stay in enumerate(visits):
                if names[stay["diagnosis"][0]["condition"]["reference"]] in icd and "end" in stay["period"]:
                    stays += 1
                    back += number + 1 < len(visits) and _days_between(stay, visits[number + 1]) <= 30
        assert stays >= 8
        return back / stays

    assert rate(frozenset({"I50.9"})) > rate(frozenset({"O80", "O82"})) + 0.05


def test_some_come_back_to_the_emergency_department_within_three_days() -> None:
    sent_home = back = 0
    for life in lives():
        visits = life.encounters("EMER")
        for number, visit in enumerate(visits):
            if visit["hospitalization"]["dischargeDisposition"]["text"] == "Home":
                sent_home += 1
                back += number + 1 < len(visits) and _days_between(visit, visits[number + 1]) <= 3
    assert 0.02 < back / sent_home < 0.12


def _values(life: Life, loinc: str) -> list[float]:
    return [float(one["valueQuantity"]["value"]) for one in life.observations(loinc)]


def test_hba1c_tells_who_has_diabetes_and_some_are_badly_controlled() -> None:
    diabetic = [value for life in lives() if "E11.9" in life.diagnoses() for value in _values(life, "4548-4")]
    others = [value for life in lives() if "E11.9" not in life.diagnoses() for value in _values(life, "4548-4")]
    assert mean(diabetic) > 7.2
    assert max(others) < 6.5
    assert 0.06 < sum(value > 9 for value in diabetic) / len(diabetic) < 0.35


def test_medicines_fit_diseases() -> None:
    reasons = {
        "metformin hydrochloride 500 MG Oral Tablet": {"E11.9"},
        "furosemide 40 MG Oral Tablet": {"I50.9"},
        "warfarin sodium 5 MG Oral Tablet": {"I48.91"},
        "alendronic acid 10 MG Oral Tablet": {"M81.0"},
    }
    seen = Counter[str]()
    for life in lives():
        for request in life.of("MedicationRequest"):
            name = request["medicationCodeableConcept"]["text"]
            if name in reasons:
                seen[name] += 1
                assert reasons[name] <= life.diagnoses()
    assert set(seen) == set(reasons)


def test_high_blood_pressure_is_higher_and_partly_controlled() -> None:
    def last(life: Life) -> tuple[float, float] | None:
        office = {f"Encounter/{visit['id']}" for visit in life.encounters("AMB")}
        found = [one for one in life.observations("85354-9") if one["encounter"]["reference"] in office]
        if not found:
            return None
        latest = max(found, key=lambda one: str(one["effectiveDateTime"]))
        systolic, diastolic = (float(part["valueQuantity"]["value"]) for part in latest["component"])
        return systolic, diastolic

    adults = [life for life in lives() if life.patient["birthDate"] < "1996"]
    high = [pair for life in adults if "I10" in life.diagnoses() and (pair := last(life))]
    normal = [pair for life in adults if "I10" not in life.diagnoses() and (pair := last(life))]
    assert mean(pair[0] for pair in high) > mean(pair[0] for pair in normal) + 8
    assert all(systolic > diastolic for systolic, diastolic in high + normal)
    controlled = sum(systolic < 140 and diastolic < 90 for systolic, diastolic in high) / len(high)
    assert 0.4 < controlled < 0.85


def test_flags_follow_the_reference_ranges() -> None:
    flags = Counter[str]()
    for life in lives():
        for one in life.of("Observation"):
            if "referenceRange" not in one:
                continue
            value, limits = one["valueQuantity"]["value"], one["referenceRange"][0]
            low, high = limits.get("low", {}).get("value"), limits.get("high", {}).get("value")
            expected = "L" if low is not None and value < low else "H" if high is not None and value > high else "N"
            (flag,) = codes(one["interpretation"][0])
            assert flag == expected, one
            flags[flag] += 1
    assert min(flags["L"], flags["H"]) > sum(flags.values()) * 0.02
    assert flags["N"] > sum(flags.values()) * 0.6


def test_calculated_values_can_be_calculated_again() -> None:
    checked = 0
    for life in lives(80):
        found: dict[tuple[str, str], Decimal] = {}
        for one in life.of("Observation"):
            if "valueQuantity" in one:
                (code,) = (c["code"] for c in one["code"]["coding"][:1] if c["system"] == LOINC)
                found[one["encounter"]["reference"] + one["effectiveDateTime"], code] = one["valueQuantity"]["value"]
        for (when, code), value in found.items():
            if code == "13457-7":
                rest = found[when, "2093-3"] - found[when, "2085-9"] - found[when, "2571-8"] / 5
                assert abs(value - max(Decimal(25), rest)) <= 2
                checked += 1
            if code == "39156-5" and (when, "8302-2") in found:
                assert abs(value - found[when, "29463-7"] / (found[when, "8302-2"] / 100) ** 2) < Decimal("0.1")
                checked += 1
            if code == "787-2":
                assert abs(value - 10 * found[when, "4544-3"] / found[when, "789-8"]) < 1
                checked += 1
    assert checked > 200


def test_kidney_function_falls_over_the_years_where_there_is_kidney_disease() -> None:
    changes = []
    for life in lives():
        rates = sorted(
            (one["effectiveDateTime"], float(one["valueQuantity"]["value"])) for one in life.observations("98979-8")
        )
        if "N18.30" in life.diagnoses() and len(rates) >= 6 and rates[0][1] > 40:
            changes.append(mean(rate for _, rate in rates[-3:]) - mean(rate for _, rate in rates[:3]))
    assert len(changes) > 8
    assert median(changes) < -0.5


def test_a_fill_holds_the_doses_of_its_days_and_fills_stay_within_the_refills() -> None:
    for life in lives(250):
        requests = {f"MedicationRequest/{one['id']}": one for one in life.of("MedicationRequest")}
        fills = Counter[str]()
        for fill in life.of("MedicationDispense"):
            (authorizing,) = (one["reference"] for one in fill["authorizingPrescription"])
            request = requests[authorizing]
            fills[authorizing] += 1
            dosage = fill["dosageInstruction"][0]
            dose = dosage["doseAndRate"][0]["doseQuantity"]["value"]
            assert (
                fill["quantity"]["value"]
                == dose * dosage["timing"]["repeat"]["frequency"] * fill["daysSupply"]["value"]
            )
            assert fill["quantity"] == request["dispenseRequest"]["quantity"]
            assert fill["daysSupply"] == request["dispenseRequest"]["expectedSupplyDuration"]
            assert fill["medicationCodeableConcept"] == request["medicationCodeableConcept"]
            assert request["authoredOn"] <= fill["whenHandedOver"]
            assert fill["type"]["coding"][0]["code"] == ("FF" if fills[authorizing] == 1 else "RF")
        for authorizing, count in fills.items():
            assert count <= requests[authorizing]["dispenseRequest"]["numberOfRepeatsAllowed"] + 1


def _covered(fills: list[tuple[date, int]], until: date) -> float:
    """The proportion of days covered from the first fill on; early refills are used later."""
    days: set[date] = set()
    free = fills[0][0]
    for handed_over, supply in fills:
        start = max(free, handed_over)
        days |= {start + timedelta(days=number) for number in range(supply)}
        free = start + timedelta(days=supply)
    span = (until - fills[0][0]).days
    return sum(day < until for day in days) / span


def _early(refill: Resource, fills: list[Resource]) -> bool:
    """Whether a refill came while the fill before it (of the same prescription) still lasted."""
    same = [
        time(one["whenHandedOver"])
        for one in fills
        if one["authorizingPrescription"] == refill["authorizingPrescription"]
    ]
    handed_over = time(refill["whenHandedOver"])
    before = max(one for one in same if one < handed_over)
    return (handed_over - before).days < int(refill["daysSupply"]["value"])


def test_some_patients_take_their_medicine_and_some_do_not_and_some_refill_early() -> None:
    shares, early = [], 0
    for life in lives():
        found = [
            fill for fill in life.of("MedicationDispense") if "statin 20 MG" in str(fill["medicationCodeableConcept"])
        ]
        fills = sorted((time(fill["whenHandedOver"]).date(), int(fill["daysSupply"]["value"])) for fill in found)
        if len(fills) >= 3:
            shares.append(_covered(fills, fills[-1][0]))
            refills = [fill for fill in found if fill["type"]["coding"][0]["code"] == "RF"]
            early += any(_early(fill, found) for fill in refills)
    adherent = sum(share >= 0.8 for share in shares) / len(shares)
    assert 0.45 < adherent < 0.95
    assert early > len(shares) / 3


def test_every_patient_has_allergies_or_none_known() -> None:
    for life in lives():
        told = [code for allergy in life.of("AllergyIntolerance") for code in codes(allergy["code"])]
        assert ("716186003" in told) == (len(told) == 1 and told[0] == "716186003")
    known = sum("716186003" not in str(life.of("AllergyIntolerance")) for life in lives())
    assert 0.08 < known / len(lives()) < 0.3


def test_panels_name_their_results_and_imaging_says_what_was_found() -> None:
    conclusions = Counter[str]()
    for life in lives(250):
        observations = {f"Observation/{one['id']}": one for one in life.of("Observation")}
        for report in life.of("DiagnosticReport"):
            assert "conclusion" in report or len(report["result"]) >= 4
            conclusions[report.get("conclusion", "")] += 1
            for result in report.get("result", []):
                assert observations[result["reference"]]["effectiveDateTime"] == report["effectiveDateTime"]
    assert any("pneumonia" in text for text in conclusions)
    assert any("heart failure" in text for text in conclusions)


def test_pregnancies_end_in_births_of_women_of_that_age() -> None:
    births = 0
    for life in lives():
        for visit in life.encounters("IMP"):
            if "delivery" in str(visit.get("reasonCode")) or "maternity" in str(visit["location"]):
                births += 1
                years = (
                    time(visit["period"]["start"]).date() - date.fromisoformat(life.patient["birthDate"])
                ).days / 365.25
                assert life.patient["gender"] == "female"
                assert 19 <= years < 45
    assert births >= 5
