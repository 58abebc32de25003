"""FHIRPath Patch: add and insert, and the values they plant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fhirserver.errors import Unprocessable
from tests.patch.parameters import PATIENT, Json, changed, operation, part, patched

# The examples of the specification, https://hl7.org/fhir/R4/fhirpatch.html


def test_the_example_that_adds_a_birth_date() -> None:
    add = operation("add", "Patient", {"valueDate": "1930-01-01"}, name="birthDate")
    assert patched(add, document={"resourceType": "Patient"}) == {"resourceType": "Patient", "birthDate": "1930-01-01"}


def test_the_example_that_adds_a_contact_in_parts() -> None:
    add = operation("add", "Patient", {"part": [part("name", valueHumanName={"text": "a name"})]}, name="contact")
    expected = {"resourceType": "Patient", "contact": [{"name": {"text": "a name"}}]}
    assert patched(add, document={"resourceType": "Patient"}) == expected


# add


@pytest.mark.parametrize(
    ("path", "name", "value", "expected"),
    [
        ("Patient", "gender", {"valueCode": "male"}, {"gender": "male"}),
        ("Patient", "maritalStatus", {"valueCodeableConcept": {"text": "M"}}, {"maritalStatus": {"text": "M"}}),
        ("Patient", "photo", {"valueAttachment": {"url": "u"}}, {"photo": [{"url": "u"}]}),
        ("Patient", "multipleBirth", {"valueInteger": 2}, {"multipleBirthInteger": 2}),
        ("Patient", "multipleBirth", {"valueBoolean": True}, {"multipleBirthBoolean": True}),
        ("Patient", "multipleBirthInteger", {"valueInteger": 2}, {"multipleBirthInteger": 2}),
        ("Patient", "language", {"valueString": "en"}, {"language": "en"}),
        ("Patient", "gender", {"_valueCode": {"id": "g"}}, {"gender_": {"id": "g"}}),
        (
            "Patient",
            "gender",
            {"valueCode": "male", "_valueCode": {"id": "g"}},
            {"gender": "male", "gender_": {"id": "g"}},
        ),
        (
            "Patient",
            "extension",
            {"part": [part("url", valueUri="u"), part("value", valueDecimal=Decimal("1.50"))]},
            {"extension": [{"url": "u", "valueDecimal": Decimal("1.50")}]},
        ),
        (
            "Patient.contact[0]",
            "telecom",
            {"valueContactPoint": {"value": "1"}},
            {"contact": [{"name": {"text": "a name"}, "gender": "male", "telecom": [{"value": "1"}]}]},
        ),
        (
            "Patient",
            "contained",
            {"resource": {"resourceType": "Organization", "id": "o", "name": "Acme"}},
            {"contained": [{"resourceType": "Organization", "id": "o", "name": "Acme"}]},
        ),
        (
            "Patient",
            "text",
            {"part": [part("status", valueCode="empty"), part("div", valueString="<div/>")]},
            {"text": {"status": "empty", "div": "<div/>"}},
        ),
        (
            "Patient",
            "link",
            {"part": [part("other", valueReference={"reference": "Patient/2"}), part("type", valueCode="seealso")]},
            {"link": [{"other": {"reference": "Patient/2"}, "type": "seealso"}]},
        ),
    ],
)
def test_add(path: str, name: str, value: Json, expected: Json) -> None:
    add = operation("add", path, value, name=name)
    assert patched(add) == changed(**expected)


def test_add_appends_to_a_list() -> None:
    add = operation("add", "Patient", {"valueIdentifier": {"value": "new"}}, name="identifier")
    assert patched(add, add)["identifier"] == [*PATIENT["identifier"], {"value": "new"}, {"value": "new"}]


def test_add_to_a_list_of_primitives_keeps_their_extensions_beside_them() -> None:
    plain = operation("add", "Patient.name[0]", {"valueString": "Jim"}, name="given")
    extended = operation("add", "Patient.name[1]", {"valueString": "T", "_valueString": {"id": "t"}}, name="given")
    names = patched(plain, extended)["name"]
    assert names[0]["given"] == ["Peter", "James", "Jim"]
    assert names[0]["_given"] == [None, {"id": "second"}, None]
    assert names[1] == {"use": "usual", "given": ["Jim", "T"], "_given": [None, {"id": "t"}]}


def test_add_to_a_primitive() -> None:
    value = {"part": [part("url", valueUri="u"), part("value", valueString="x")]}
    names = patched(operation("add", "Patient.name[1].given[0]", value, name="extension"))["name"]
    assert names[1] == {"use": "usual", "given": ["Jim"], "_given": [{"extension": [{"url": "u", "valueString": "x"}]}]}
    added = patched(operation("add", "Patient.birthDate", {"valueString": "b"}, name="id"))
    assert added == changed(birthDate_={**PATIENT["_birthDate"], "id": "b"})
    assert patched(operation("add", "Patient.active", {"valueString": "a"}, name="id")) == changed(active_={"id": "a"})


def test_parts_may_have_parts_lists_and_choices() -> None:
    parts = [
        part("code", valueCodeableConcept={"text": "systolic"}),
        part("value", valueQuantity={"value": Decimal("107.0")}),
        part("referenceRange", part=[part("low", valueQuantity={"value": 90}), part("text", valueString="normal")]),
        part("interpretation", valueCodeableConcept={"text": "a"}),
        part("interpretation", valueCodeableConcept={"text": "b"}),
    ]
    observation = {"resourceType": "Observation"}
    result = patched(operation("add", "Observation", {"part": parts}, name="component"), document=observation)
    assert result["component"] == [
        {
            "code": {"text": "systolic"},
            "valueQuantity": {"value": Decimal("107.0")},
            "referenceRange": [{"low": {"value": 90}, "text": "normal"}],
            "interpretation": [{"text": "a"}, {"text": "b"}],
        }
    ]


@pytest.mark.parametrize(
    ("path", "name", "value", "message"),
    [
        ("Patient", "birthDate", {"valueDate": "2000"}, "Patient.birthDate is there already and cannot repeat."),
        ("Patient", "deceased", {"valueDateTime": "2000"}, "Patient.deceased is there already and cannot repeat."),
        ("Patient", "foo", {"valueDate": "2000"}, "Patient has no element 'foo'."),
        ("Patient", "_gender", {"valueCode": "male"}, "Patient has no element '_gender'."),
        ("Patient", "resourceType", {"valueCode": "Person"}, "Patient has no element 'resourceType'."),
        ("Patient", "gender", {"valueInteger": 1}, "Patient.gender is of type code, not integer."),
        ("Patient", "photo", {"valueString": "x"}, "Patient.photo is of type Attachment, not string."),
        (
            "Patient",
            "multipleBirth",
            {"valueString": "x"},
            "Patient.multipleBirth is of type boolean or integer, not string.",
        ),
        (
            "Patient",
            "multipleBirthBoolean",
            {"valueInteger": 1},
            "Patient.multipleBirthBoolean is of type boolean, not integer.",
        ),
        ("Patient", "gender", {"part": [part("id", valueString="x")]}, "'gender' cannot be given in parts."),
        (
            "Patient",
            "multipleBirth",
            {"part": [part("id", valueString="x")]},
            "'multipleBirth' cannot be given in parts.",
        ),
        ("Patient", "contact", {"part": [part("foo", valueString="x")]}, "Patient.contact has no element 'foo'."),
        (
            "Patient",
            "contact",
            {"part": [part("gender", valueCode="male"), part("gender", valueCode="male")]},
            "Patient.contact.gender is there already and cannot repeat.",
        ),
        (
            "Patient.name",
            "text",
            {"valueString": "x"},
            "The path must lead to exactly one element, and leads to 2 elements.",
        ),
        (
            "Patient.photo",
            "url",
            {"valueUrl": "x"},
            "The path must lead to exactly one element, and leads to no element.",
        ),
        (
            "Patient.contact[1]",
            "gender",
            {"valueCode": "male"},
            "The path must lead to exactly one element, and leads to no element.",
        ),
        ("Patient.active", "value", {"valueString": "x"}, "boolean has no element 'value'."),
    ],
)
def test_add_that_does_not_fit(path: str, name: str, value: Json, message: str) -> None:
    with pytest.raises(Unprocessable) as caught:
        patched(operation("delete", "Patient.photo"), operation("add", path, value, name=name))
    assert str(caught.value) == message
    assert caught.value.issues[0].expression == "Parameters.parameter[1]"


# insert


@pytest.mark.parametrize("index", [0, 1, 3])
def test_insert(index: int) -> None:
    expected = list(PATIENT["identifier"])
    expected.insert(index, {"value": "new"})
    insert = operation("insert", "Patient.identifier", {"valueIdentifier": {"value": "new"}}, index=index)
    assert patched(insert) == changed(identifier=expected)


def test_insert_into_a_list_that_is_not_there() -> None:
    insert = operation("insert", "Patient.photo", {"valueAttachment": {"url": "u"}}, index=0)
    assert patched(insert) == changed(photo=[{"url": "u"}])


def test_insert_into_a_list_of_primitives_keeps_their_extensions_beside_them() -> None:
    insert = operation("insert", "Patient.name.where(use = 'official').given", {"valueString": "Jack"}, index=1)
    name = patched(insert)["name"][0]
    assert (name["given"], name["_given"]) == (["Peter", "Jack", "James"], [None, None, {"id": "second"}])


def test_insert_in_parts() -> None:
    insert = operation("insert", "Patient.contact", {"part": [part("gender", valueCode="female")]}, index=0)
    assert patched(insert)["contact"] == [{"gender": "female"}, *PATIENT["contact"]]


@pytest.mark.parametrize(
    ("path", "index", "message"),
    [
        ("Patient.identifier", 4, "The index 4 is outside the list: 0 to 3."),
        ("Patient.identifier", -1, "The index -1 is outside the list: 0 to 3."),
        ("Patient.photo", 1, "Patient.photo is of type Attachment, not Identifier."),
        ("Patient.link", 0, "Patient.link is of type Patient.link, not Identifier."),
        ("Patient.maritalStatus", 0, "Patient.maritalStatus is not a repeating element."),
        ("Patient.deceased", 0, "Patient.deceased is not a repeating element."),
        ("Patient.foo", 0, "Patient.foo is not a repeating element."),
        ("Patient.name.given", 0, "The path must lead to exactly one element, and leads to 2 elements."),
        ("Patient.identifier[0]", 0, "The path must end with the name of a repeating element."),
        ("Patient.identifier.first()", 0, "The path must end with the name of a repeating element."),
        ("Patient", 0, "Patient.Patient is not a repeating element."),
    ],
)
def test_insert_that_does_not_fit(path: str, index: int, message: str) -> None:
    with pytest.raises(Unprocessable) as caught:
        patched(operation("insert", path, {"valueIdentifier": {"value": "new"}}, index=index))
    assert str(caught.value) == message
