"""FHIRPath Patch as a whole: what is malformed, what stays as it was, and the laws that hold for all operations."""

from __future__ import annotations

import contextlib
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import definitions
from fhirserver.errors import Invalid, Unprocessable
from fhirserver.json_format import encode
from fhirserver.patch import apply_fhirpath_patch
from fhirserver.patch.frame import MAX_OPERATIONS
from tests.patch.parameters import PATIENT, Json, changed, operation, part, patch, patched


def test_no_operations_change_nothing() -> None:
    assert patched() == PATIENT
    assert apply_fhirpath_patch(PATIENT, {"resourceType": "Parameters"}) == PATIENT


def test_operations_build_on_each_other() -> None:
    result = patched(
        operation("add", "Patient", {"valueHumanName": {"use": "maiden"}}, name="name"),
        operation("add", "Patient.name.where(use = 'maiden')", {"valueString": "Windsor"}, name="family"),
        operation("move", "Patient.name", source=2, destination=0),
        operation("delete", "Patient.name[2]"),
    )
    assert result == changed(name=[{"use": "maiden", "family": "Windsor"}, PATIENT["name"][0]])


def test_digits_survive() -> None:
    document = {"resourceType": "Observation", "valueQuantity": {"value": Decimal("1.50")}}
    value = {"part": [part("value", valueQuantity={"value": Decimal("1E+2")})]}
    result = patched(operation("add", "Observation", value, name="component"), document=document)
    assert encode(result) == (
        b'{"resourceType":"Observation","valueQuantity":{"value":1.50},"component":[{"valueQuantity":{"value":1E+2}}]}'
    )


def test_parts_that_are_not_of_this_specification_are_left_to_others() -> None:
    labelled = operation("replace", "Patient.active", {"valueBoolean": False}, name="active")
    labelled["part"].append(part("pathLabel", valueString="Active"))
    assert patched(labelled) == changed(active=False)


@pytest.mark.parametrize("parameters", [None, 1, "text", [], {}, {"resourceType": "Patient"}, [{"op": "add"}]])
def test_only_parameters_are_a_patch(parameters: Json) -> None:
    with pytest.raises(Invalid) as caught:
        apply_fhirpath_patch(PATIENT, parameters)
    assert str(caught.value) == "A FHIRPath Patch is a Parameters resource."


@pytest.mark.parametrize(
    ("malformed", "message"),
    [
        (1, "Each parameter of a FHIRPath Patch is called 'operation'."),
        ({}, "Each parameter of a FHIRPath Patch is called 'operation'."),
        (part("operations"), "Each parameter of a FHIRPath Patch is called 'operation'."),
        (part("operation"), "The part 'type' is missing."),
        (part("operation", part=1), "The part 'type' is missing."),
        (part("operation", part=[1]), "A part has no name."),
        (part("operation", part=[{"valueCode": "add"}]), "A part has no name."),
        (operation("append", "Patient"), "The type of an operation is one of add, insert, delete, replace, move."),
        (
            part("operation", part=[part("type", valueInteger=1)]),
            "The part 'type' must have a valueString or valueCode.",
        ),
        (part("operation", part=[part("type", valueCode="add")] * 2), "The part 'type' stands twice."),
        (part("operation", part=[part("type", valueCode="delete")]), "The part 'path' is missing."),
        (operation("add", "Patient"), "The part 'name' is missing."),
        (operation("add", "Patient", name="gender"), "The part 'value' is missing."),
        (operation("replace", "Patient.active"), "The part 'value' is missing."),
        (operation("insert", "Patient.photo", {"valueAttachment": {"url": "u"}}), "The part 'index' is missing."),
        (operation("move", "Patient.identifier", source=0), "The part 'destination' is missing."),
        (
            operation("move", "Patient.identifier", source="0", destination=1),
            "The part 'source' must have a valueInteger.",
        ),
        (
            operation("move", "Patient.identifier", source=True, destination=1),
            "The part 'source' must have a valueInteger.",
        ),
    ],
)
def test_malformed_operations_are_a_bad_request(malformed: Json, message: str) -> None:
    with pytest.raises(Invalid) as caught:
        patched(operation("delete", "Patient.photo"), malformed)
    assert str(caught.value) == message
    assert caught.value.status == 400
    assert caught.value.issues[0].expression == "Parameters.parameter[1]"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "The part 'value' must have one value[x], resource or part."),
        ({"id": "x"}, "The part 'value' must have one value[x], resource or part."),
        ({"valueCode": "a", "valueString": "a"}, "The part 'value' must have one value[x], resource or part."),
        ({"valueCode": "a", "part": []}, "The part 'value' must have one value[x], resource or part."),
        ({"valueFoo": "a"}, "A part has no element 'valueFoo'."),
        ({"valueExtension": {"url": "u"}}, "A part has no element 'valueExtension'."),
        ({"foo": "a"}, "A part has no element 'foo'."),
        ({"part": []}, "The parts of 'value' must be objects."),
        ({"part": {}}, "The parts of 'value' must be objects."),
        ({"part": [1]}, "The parts of 'value' must be objects."),
        ({"part": None}, "The parts of 'value' must be objects."),
        ({"valueCode": None}, "valueCode of the part 'value' is not a code."),
        ({"valueCode": ["a"]}, "valueCode of the part 'value' is not a code."),
        ({"valueCode": {"a": 1}}, "valueCode of the part 'value' is not a code."),
        ({"valueCode": "a", "_valueCode": 1}, "valueCode of the part 'value' is not a code."),
        ({"valueQuantity": "a"}, "valueQuantity of the part 'value' is not a Quantity."),
        ({"valueQuantity": {}}, "valueQuantity of the part 'value' is not a Quantity."),
        ({"_valueQuantity": {"id": "a"}}, "valueQuantity of the part 'value' is not a Quantity."),
        ({"resource": "a"}, "resource of the part 'value' is not a Resource."),
    ],
)
def test_malformed_values_are_a_bad_request(value: Json, message: str) -> None:
    with pytest.raises(Invalid) as caught:
        patched(operation("add", "Patient", value, name="gender"))
    assert str(caught.value) == message


def test_parts_without_a_name_are_a_bad_request() -> None:
    with pytest.raises(Invalid, match="A part has no name"):
        patched(operation("add", "Patient", {"part": [{"valueCode": "male"}]}, name="contact"))


@pytest.mark.parametrize("parameter", [1, "x", {}])
def test_parameter_is_an_array(parameter: Json) -> None:
    with pytest.raises(Invalid, match="parameter must be an array"):
        apply_fhirpath_patch(PATIENT, {"resourceType": "Parameters", "parameter": parameter})


@pytest.mark.parametrize("path", ["Patient.foo", "Patient..name", "Patient.active", "Patient.name"])
def test_wrong_paths_are_unprocessable_and_named(path: str) -> None:
    with pytest.raises(Unprocessable) as caught:
        patched(operation("delete", "Patient.photo"), operation("add", path, {"valueString": "x"}, name="family"))
    assert caught.value.status == 422
    assert caught.value.issues[0].expression == "Parameters.parameter[1]"


def test_the_resource_type_and_id_cannot_be_changed() -> None:
    for operations in (
        [operation("replace", "Patient.id", {"valueId": "2"})],
        [operation("delete", "Patient.id")],
        [operation("delete", "Patient.id"), operation("add", "Patient", {"valueId": "2"}, name="id")],
    ):
        with pytest.raises(Unprocessable, match="A patch cannot change id"):
            patched(*operations)
    back = [operation("delete", "Patient.id"), operation("add", "Patient", {"valueId": "example"}, name="id")]
    assert patched(*back) == PATIENT


def test_the_number_of_operations_is_limited() -> None:
    nothing = operation("delete", "Patient.photo")
    assert patched(*[nothing] * MAX_OPERATIONS) == PATIENT
    with pytest.raises(Unprocessable, match="at most 1000 operations, not 1001"):
        patched(*[nothing] * (MAX_OPERATIONS + 1))


def test_nesting_made_by_a_patch_is_stopped() -> None:
    extension: Json = part("extension", part=[part("url", valueUri="u")])
    for _ in range(29):
        extension = part("extension", part=[part("url", valueUri="u"), extension])
    operations = [
        operation("add", "Patient" + ".extension" * (30 * times), {"part": extension["part"]}, name="extension")
        for times in range(2)
    ]
    assert patched(*operations[:1])["extension"][0]["url"] == "u"
    with pytest.raises(Unprocessable, match="Nested too deeply: at most 100 levels are read"):
        patched(*operations)
    deep = apply_fhirpath_patch(PATIENT, patch(*operations), max_depth=200)
    assert apply_fhirpath_patch(deep, patch(operation("delete", "Patient.extension")), max_depth=200) == PATIENT


# Laws

ADDABLE = {
    "gender": {"valueCode": "male", "_valueCode": {"id": "g"}},
    "multipleBirth": {"valueInteger": 2},
    "identifier": {"valueIdentifier": {"value": "new"}},
    "photo": {"valueAttachment": {"url": "u"}},
    "maritalStatus": {"valueCodeableConcept": {"text": "M"}},
    "contact": {"part": [part("gender", valueCode="other")]},
    "extension": {"part": [part("url", valueUri="u"), part("value", valueString="x")]},
}
REPEATING = ["contact", "extension", "identifier", "photo"]


@pytest.mark.parametrize("name", ADDABLE)
def test_add_then_delete_gives_the_original(name: str) -> None:
    last = ".last()" if name in REPEATING else ""
    add = operation("add", "Patient", ADDABLE[name], name=name)
    assert patched(add) != PATIENT
    assert encode(patched(add, operation("delete", f"Patient.{name}{last}"))) == encode(PATIENT)


@given(st.sampled_from(REPEATING), st.integers(0, 3))
def test_insert_then_delete_gives_the_original(name: str, index: int) -> None:
    index = min(index, len(PATIENT.get(name, [])))
    insert = operation("insert", f"Patient.{name}", ADDABLE[name], index=index)
    assert patched(insert, operation("delete", f"Patient.{name}[{index}]")) == PATIENT


LISTS = {"Patient.identifier": 3, "Patient.name": 2, "Patient.name[0].given": 2}


@given(st.sampled_from(sorted(LISTS)), st.data())
def test_moving_there_and_back_gives_the_original(path: str, data: st.DataObject) -> None:
    source, destination = (data.draw(st.integers(0, LISTS[path] - 1)) for _ in range(2))
    there = operation("move", path, source=source, destination=destination)
    back = operation("move", path, source=destination, destination=source)
    assert patched(there, back) == PATIENT


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Patient.active", {"valueBoolean": True}),
        ("Patient.birthDate", {"valueDate": "1974-12-25"}),
        ("Patient.deceased", {"valueBoolean": False}),
        ("Patient.name[0]", {"valueHumanName": PATIENT["name"][0]}),
        ("Patient.name[0].given[1]", {"valueString": "James"}),
        ("Patient.identifier[2]", {"valueIdentifier": PATIENT["identifier"][2]}),
    ],
)
def test_replacing_by_the_same_changes_nothing(path: str, value: Json) -> None:
    assert encode(patched(operation("replace", path, value))) == encode(PATIENT)


types = st.sampled_from(["add", "insert", "delete", "replace", "move"])
PATHS = """
Patient Patient.name Patient.name[0] Patient.name[0].given Patient.contact Patient.contact.gender Patient.birthDate
Patient.deceased Patient.photo Patient.extension Patient.extension[0].value Patient.identifier.last()
"""
paths = st.sampled_from(PATHS.split())
stated = st.fixed_dictionaries(
    {},
    optional={"name": st.sampled_from(sorted([*ADDABLE, "given", "use", "id", "value"])), "index": st.integers(-1, 3)}
    | {"source": st.integers(0, 2), "destination": st.integers(0, 2)},
)
given_values = st.none() | st.sampled_from([*ADDABLE.values(), {"valueString": "s"}, {"valueDateTime": "2020"}])
operations = st.builds(lambda t, p, v, s: operation(t, p, v, **s), types, paths, given_values, stated)


@given(st.lists(operations, max_size=5))
def test_neither_document_nor_patch_is_changed(chosen: list[Json]) -> None:
    document, parameters = deepcopy(PATIENT), patch(*deepcopy(chosen))
    before = deepcopy(parameters)
    result: Json = {}
    with contextlib.suppress(Invalid, Unprocessable):
        result = apply_fhirpath_patch(document, parameters)
    assert (document, parameters) == (PATIENT, before)
    scribble(result)
    assert (document, parameters) == (PATIENT, before)


def scribble(value: Json) -> None:
    """Change everything, to see whether the result shares anything with what was given."""
    for item in list(value.values() if isinstance(value, dict) else value if isinstance(value, list) else []):
        scribble(item)
    if isinstance(value, dict | list):
        value.clear()


def test_what_a_patch_plants_is_a_copy() -> None:
    parameters = patch(
        operation("add", "Patient", {"valueCodeableConcept": {"text": "M"}}, name="maritalStatus"),
        operation("add", "Patient.maritalStatus", {"valueCoding": {"code": "M"}}, name="coding"),
    )
    before = deepcopy(parameters)
    result = apply_fhirpath_patch(PATIENT, parameters)
    assert result["maritalStatus"] == {"text": "M", "coding": [{"code": "M"}]}
    assert parameters == before


@given(st.lists(operations, max_size=5))
def test_a_patch_that_is_applied_leaves_a_resource_without_empty_parts(chosen: list[Json]) -> None:
    try:
        result = apply_fhirpath_patch(PATIENT, patch(*chosen))
    except (Invalid, Unprocessable):
        return
    assert (result["resourceType"], result["id"]) == ("Patient", "example")
    check_no_empty(result)
    for name in result:
        assert name.removeprefix("_") in {"resourceType", *definitions().types["Patient"].elements}


def check_no_empty(value: Json) -> None:
    assert value not in ({}, [])
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        check_no_empty(item)


hostile = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.sampled_from(["add", "delete", "Patient", "Patient.name", "name", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "part", "valueCode", "valueString", "valueInteger", "_valueCode", "resource", "valueFoo"]
            ),
            inner,
            max_size=4,
        )
    ),
)
names = st.sampled_from(["type", "path", "name", "value", "index", "source", "destination"])
hostile_parts = st.lists(
    st.builds(
        lambda name, content: {**content, "name": name},
        names,
        st.dictionaries(
            st.sampled_from(["valueCode", "valueString", "valueInteger", "part", "resource", "valueHumanName"]),
            hostile,
            max_size=2,
        ),
    ),
    max_size=5,
)


@given(hostile | hostile_parts, st.booleans())
def test_hostile_parameters_raise_nothing_but_errors_of_the_server(content: Any, wrapped: bool) -> None:
    parameter = [{"name": "operation", "part": content}] if wrapped else content
    try:
        result = apply_fhirpath_patch(PATIENT, {"resourceType": "Parameters", "parameter": parameter})
    except (Invalid, Unprocessable):
        return
    assert result["id"] == "example"
