"""FHIRPath Patch: delete, replace and move."""

from __future__ import annotations

import pytest

from fhirserver.errors import Unprocessable
from tests.patch.parameters import PATIENT, Json, changed, operation, part, patched

# delete


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Patient.active", {"active": None}),
        ("Patient.birthDate", {"birthDate": None, "birthDate_": None}),
        ("Patient.birthDate.extension", {"birthDate_": None}),
        ("Patient.birthDate.extension('http://e/time')", {"birthDate_": None}),
        ("Patient.deceased", {"deceasedBoolean": None}),
        ("Patient.identifier[1]", {"identifier": [PATIENT["identifier"][0], PATIENT["identifier"][2]]}),
        ("Patient.identifier.where(value = '0')", {"identifier": PATIENT["identifier"][1:]}),
        ("Patient.contact", {"contact": None}),
        ("Patient.contact.gender", {"contact": [{"name": {"text": "a name"}}]}),
        ("Patient.contact[0].name.text", {"contact": [{"gender": "male"}]}),
        ("Patient.name[1]", {"name": PATIENT["name"][:1]}),
        ("Patient.photo", {}),
        ("Patient.name.where(use = 'old')", {}),
        ("Patient.contact[7].gender", {}),
    ],
)
def test_delete(path: str, expected: Json) -> None:
    assert patched(operation("delete", path)) == changed(**expected)


def test_delete_in_a_list_of_primitives_keeps_their_extensions_beside_them() -> None:
    first = patched(operation("delete", "Patient.name[0].given[0]"))["name"][0]
    assert (first["given"], first["_given"]) == (["James"], [{"id": "second"}])
    second = patched(operation("delete", "Patient.name[0].given[1]"))["name"][0]
    assert second["given"] == ["Peter"]
    assert "_given" not in second
    third = patched(operation("delete", "Patient.name[0].given[1].id"))["name"][0]
    assert third["given"] == ["Peter", "James"]
    assert "_given" not in third


def test_delete_takes_along_parents_that_have_nothing_else() -> None:
    document = {"resourceType": "Patient", "contact": [{"name": {"_family": {"extension": [{"url": "u"}]}}}], "id": "1"}
    result = patched(operation("delete", "Patient.contact.name.family.extension.url"), document=document)
    assert result == {"resourceType": "Patient", "id": "1"}


@pytest.mark.parametrize("path", ["Patient.identifier", "Patient.name.given", "Patient", "Patient.id", "%resource"])
def test_delete_of_several_or_of_the_resource_is_refused(path: str) -> None:
    with pytest.raises(Unprocessable):
        patched(operation("delete", path))


# replace


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("Patient.active", {"valueBoolean": False}, {"active": False}),
        ("Patient.birthDate", {"valueDate": "1930-01-01"}, {"birthDate": "1930-01-01"}),
        (
            "Patient.birthDate",
            {"valueDate": "1930", "_valueDate": {"id": "b"}},
            {"birthDate": "1930", "birthDate_": {"id": "b"}},
        ),
        ("Patient.deceased", {"valueBoolean": True}, {"deceasedBoolean": True}),
        ("Patient.deceased", {"valueDateTime": "2020"}, {"deceasedBoolean": None, "deceasedDateTime": "2020"}),
        (
            "Patient.deceased.ofType(boolean)",
            {"valueDateTime": "2020"},
            {"deceasedBoolean": None, "deceasedDateTime": "2020"},
        ),
        (
            "Patient.contact.name",
            {"valueHumanName": {"family": "F"}},
            {"contact": [{"name": {"family": "F"}, "gender": "male"}]},
        ),
        ("Patient.contact", {"part": [part("gender", valueCode="other")]}, {"contact": [{"gender": "other"}]}),
        (
            "Patient.identifier[1]",
            {"valueIdentifier": {"value": "new"}},
            {"identifier": [PATIENT["identifier"][0], {"value": "new"}, PATIENT["identifier"][2]]},
        ),
        (
            "Patient.birthDate.extension('http://e/time').value",
            {"valueString": "noon"},
            {"birthDate_": {"extension": [{"url": "http://e/time", "valueString": "noon"}]}},
        ),
    ],
)
def test_replace(path: str, value: Json, expected: Json) -> None:
    assert patched(operation("replace", path, value)) == changed(**expected)


def test_replace_keeps_the_extensions_of_a_primitive_in_a_list() -> None:
    names = patched(operation("replace", "Patient.name[0].given[1]", {"valueString": "Jake"}))["name"]
    assert names == [{**PATIENT["name"][0], "given": ["Peter", "Jake"]}, PATIENT["name"][1]]


def test_replace_ends_the_reason_why_there_was_no_value() -> None:
    absent = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
    other = {"url": "http://e/other", "valueCode": "x"}
    replace = operation("replace", "Patient.birthDate", {"valueDate": "1930"})
    base = {"resourceType": "Patient"}
    only = {**base, "_birthDate": {"extension": [absent]}}
    assert patched(replace, document=only) == {**base, "birthDate": "1930"}
    more = {**base, "_birthDate": {"extension": [absent, other], "id": "b"}}
    expected = {**base, "birthDate": "1930", "_birthDate": {"extension": [other], "id": "b"}}
    assert patched(replace, document=more) == expected


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Patient.gender", {"valueCode": "male"}),
        ("Patient.name", {"valueHumanName": {"text": "x"}}),
        ("Patient", {"resource": {"resourceType": "Patient", "id": "example"}}),
        ("Patient.birthDate", {"valueDateTime": "1930-01-01"}),
        ("Patient.active", {"valueString": "true"}),
        ("Patient.deceased", {"valueString": "true"}),
        ("Patient.id", {"valueId": "other"}),
    ],
)
def test_replace_that_does_not_fit(path: str, value: Json) -> None:
    with pytest.raises(Unprocessable):
        patched(operation("replace", path, value))


# move


@pytest.mark.parametrize(
    ("source", "destination", "expected"),
    [(0, 2, [1, 2, 0]), (2, 0, [2, 0, 1]), (0, 1, [1, 0, 2]), (1, 0, [1, 0, 2]), (1, 1, [0, 1, 2])],
)
def test_move(source: int, destination: int, expected: list[int]) -> None:
    move = operation("move", "Patient.identifier", source=source, destination=destination)
    assert patched(move) == changed(identifier=[PATIENT["identifier"][index] for index in expected])


def test_move_in_a_list_of_primitives_takes_their_extensions_along() -> None:
    name = patched(operation("move", "Patient.name[0].given", source=0, destination=1))["name"][0]
    assert (name["given"], name["_given"]) == (["James", "Peter"], [{"id": "second"}, None])


@pytest.mark.parametrize(
    ("path", "source", "destination"),
    [
        ("Patient.identifier", 3, 0),
        ("Patient.identifier", 0, 3),
        ("Patient.identifier", -1, 0),
        ("Patient.photo", 0, 0),
        ("Patient.active", 0, 0),
        ("Patient.name.given", 0, 0),
    ],
)
def test_move_outside_a_list_is_refused(path: str, source: int, destination: int) -> None:
    with pytest.raises(Unprocessable):
        patched(operation("move", path, source=source, destination=destination))
