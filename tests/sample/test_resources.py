"""Every resource is valid FHIR, its references resolve, and its codes are well-formed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal

from fhirserver.json_format import decode, encode
from fhirserver.sample.codes import ICD10CM, LOINC, RXNORM, SNOMED, UCUM
from fhirserver.validation import validate
from tests.sample.data import bundles, hospital_ids, lives, resources_of, walk


def test_every_resource_and_bundle_is_valid() -> None:
    problems = {(issue.expression, issue.diagnostics) for bundle in bundles(40) for issue in validate(bundle).issues}
    assert problems == set()
    issues = [issue for resource in resources_of(40) for issue in validate(resource).issues]
    assert issues == []


def test_the_types_that_a_hospital_needs_are_there() -> None:
    found = Counter(resource["resourceType"] for resource in resources_of(40))
    assert set(found) == {
        "AllergyIntolerance", "CareTeam", "Condition", "DiagnosticReport", "Encounter", "Immunization", "Location",
        "MedicationDispense", "MedicationRequest", "MedicationStatement", "Observation", "Organization", "Patient",
        "Practitioner", "PractitionerRole", "Procedure",
    }  # fmt: skip


def test_patients_have_sixty_to_a_hundred_and_fifty_resources_on_average_and_some_several_hundred() -> None:
    sizes = [len(life.resources) for life in lives()]
    assert 60 <= sum(sizes) / len(sizes) <= 160
    assert sum(size > 300 for size in sizes) > len(sizes) / 50


def test_ids_and_full_urls_are_unique_and_entries_put_their_resource_at_its_id() -> None:
    entries = [entry for bundle in bundles(40) for entry in bundle["entry"]]
    identities = [f"{entry['resource']['resourceType']}/{entry['resource']['id']}" for entry in entries]
    assert [entry["request"] for entry in entries] == [{"method": "PUT", "url": name} for name in identities]
    assert len(set(identities)) == len(identities)
    full_urls = [entry["fullUrl"] for entry in entries]
    assert len(set(full_urls)) == len(full_urls)
    pattern = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")
    assert all(pattern.fullmatch(url) for url in full_urls)


def test_references_lead_to_the_hospital_or_to_the_same_patient() -> None:
    for bundle in bundles(40)[1:]:
        known = hospital_ids() | {entry["request"]["url"] for entry in bundle["entry"]}
        wanted = {holder["reference"] for holder in walk(bundle) if "reference" in holder}
        assert wanted <= known
    wanted = {holder["reference"] for holder in walk(bundles(40)[0]) if "reference" in holder}
    assert wanted <= hospital_ids()


def test_no_two_places_share_an_object() -> None:
    seen: set[int] = set()
    for bundle in bundles(40):
        for holder in walk(bundle):
            assert id(holder) not in seen
            seen.add(id(holder))


def test_numbers_survive_json_to_the_last_digit() -> None:
    for bundle in bundles(40)[:10]:
        assert decode(encode(bundle)) == bundle
    values = [holder["value"] for holder in walk(list(resources_of(40))) if isinstance(holder.get("value"), Decimal)]
    assert any(str(value).endswith(".0") for value in values)
    assert not any(value.is_signed() for value in values)


def _codings() -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for life in lives():
        for holder in walk(life.resources):
            if "system" in holder and "code" in holder and "display" in holder:
                found[holder["system"]][holder["code"]].add(holder["display"])
    return found


def test_a_code_has_one_display_everywhere() -> None:
    assert {
        (system, code): displays for system, codes in _codings().items() for code, displays in codes.items()
        if len(displays) > 1
    } == {}  # fmt: skip


def test_codes_have_the_check_digits_and_shapes_of_their_systems() -> None:
    found = _codings()
    assert [code for code in found[LOINC] if not _luhn(code.replace("-", ""))] == []
    assert [code for code in found[SNOMED] if not _verhoeff(code)] == []
    assert [code for code in found[ICD10CM] if not re.fullmatch(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?", code)] == []
    assert [code for code in found[RXNORM] if not code.isdigit()] == []
    assert min(len(found[system]) for system in (LOINC, SNOMED, ICD10CM, RXNORM)) >= 20


def _luhn(digits: str) -> bool:
    """The mod 10 check digit of LOINC (https://loinc.org/kb/users-guide/)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _verhoeff(digits: str) -> bool:
    """The dihedral check digit of SNOMED CT identifiers (SNOMED CT Release File Specifications, appendix B)."""
    permute = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    check = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(place % 8):
            value = permute[value]
        check = _dihedral(check, value)
    return check == 0


def _dihedral(first: int, second: int) -> int:
    if first < 5:
        return (first + second) % 5 if second < 5 else 5 + (first + second) % 5
    return 5 + (first - second) % 5 if second < 5 else (first - second) % 5


def test_the_check_digits_of_this_test_refuse_a_typing_error() -> None:
    assert _verhoeff("44054006")
    assert not _verhoeff("44054060")
    assert _luhn("45484")
    assert not _luhn("45844")


def test_units_are_those_of_a_short_list() -> None:
    units = {
        holder["code"] for life in lives() for holder in walk(life.resources)
        if holder.get("system") == UCUM and "value" in holder
    }  # fmt: skip
    assert units <= {
        "%", "/min", "10*3/uL", "10*6/uL", "Cel", "U/L", "[pH]", "{INR}", "{ratio}", "{vial}", "cm", "d", "fL", "g/dL",
        "kg", "kg/m2", "mL", "mL/min/{1.73_m2}", "mg/L", "mg/dL", "mg/g", "min", "mm[Hg]", "mmol/L", "ng/L", "pg/mL",
    }  # fmt: skip


def test_patients_have_two_identifiers_names_of_many_scripts_and_the_us_core_extensions() -> None:
    numbers: set[tuple[str, str]] = set()
    letters = set()
    for life in lives():
        patient = life.patient
        numbers |= {(identifier["system"], identifier["value"]) for identifier in patient["identifier"]}
        assert [extension["url"].rsplit("-", 1)[1] for extension in patient["extension"]] == [
            "race",
            "ethnicity",
            "birthsex",
        ]
        letters |= {letter for name in patient["name"] for letter in name["family"]}
    assert len(numbers) == 2 * len(lives())
    assert {"ñ", "廖", "л"} & letters == {"ñ", "廖", "л"}
