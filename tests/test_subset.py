"""``_summary`` and ``_elements``: what stays, what goes, and that the result says so."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import definitions
from fhirserver.errors import Invalid
from fhirserver.json_format import encode
from fhirserver.subset import SUMMARIES, check_summary, parse_elements, subset

SUBSETTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
    "display": "Resource encoded in summary mode",
}

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "example",
    "meta": {"versionId": "2", "lastUpdated": "2020-01-01T00:00:00Z"},
    "language": "en",
    "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>Peter</div>"},
    "extension": [{"url": "http://e/1", "valueString": "one"}],
    "modifierExtension": [{"url": "http://e/2", "valueString": "two"}],
    "identifier": [{"value": "12345", "assigner": {"display": "Acme"}, "extension": [{"url": "http://e/3"}]}],
    "active": True,
    "name": [{"family": "Chalmers", "given": ["Peter"], "_given": [{"id": "g"}]}],
    "birthDate": "1974-12-25",
    "_birthDate": {"extension": [{"url": "http://e/time"}]},
    "deceasedBoolean": False,
    "maritalStatus": {"text": "M"},
    "photo": [{"url": "http://e/photo"}],
    "contact": [{"name": {"text": "a name"}}],
    "link": [{"other": {"reference": "Patient/2"}, "type": "seealso"}],
}
OBSERVATION: dict[str, Any] = {
    "resourceType": "Observation",
    "id": "o",
    "text": {"status": "generated", "div": "<div/>"},
    "status": "final",
    "category": [{"text": "c"}],
    "code": {"coding": [{"code": "8480-6"}], "text": "t"},
    "valueQuantity": {"value": Decimal("1.50"), "unit": "mmHg"},
    "referenceRange": [{"text": "normal"}],
    "component": [
        {
            "code": {"text": "x"},
            "valueString": "v",
            "dataAbsentReason": {"text": "d"},
            "referenceRange": [{"text": "n"}],
        }
    ],
}


def untagged(document: dict[str, Any]) -> dict[str, Any]:
    """The document without the tag, which must be there."""
    meta = {**document["meta"], "tag": [tag for tag in document["meta"]["tag"] if tag != SUBSETTED]}
    assert len(meta["tag"]) == len(document["meta"]["tag"]) - 1
    if not meta["tag"]:
        del meta["tag"]
    return {**document, "meta": meta}


def without(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}


@pytest.mark.parametrize("summary", [None, "false"])
def test_no_summary_is_the_document_itself(summary: str | None) -> None:
    assert subset(PATIENT, summary=summary) is PATIENT


def test_summary_true_keeps_the_elements_marked_as_summary_and_modifiers() -> None:
    expected = without(PATIENT, "language", "text", "extension", "maritalStatus", "photo", "contact")
    expected["identifier"] = [{"value": "12345", "assigner": {"display": "Acme"}}]
    assert untagged(subset(PATIENT, summary="true")) == expected


def test_summary_true_goes_into_elements_and_keeps_digits() -> None:
    found = subset(OBSERVATION, summary="true")
    assert untagged(found) == {
        "resourceType": "Observation",
        "id": "o",
        "meta": {},
        "status": "final",
        "code": OBSERVATION["code"],
        "valueQuantity": OBSERVATION["valueQuantity"],
        "component": [{"code": {"text": "x"}, "valueString": "v"}],
    }
    assert b'"value":1.50' in encode(found)


def test_summary_true_keeps_what_is_mandatory_though_not_marked() -> None:
    appointment = {
        "resourceType": "Appointment",
        "status": "booked",
        "participant": [{"status": "accepted", "type": [{"text": "t"}]}],
        "description": "d",
    }
    participant = definitions().types["Appointment"].elements["participant"]
    assert (participant.required, participant.summary) == (True, False)
    kept = untagged(subset(appointment, summary="true"))
    assert kept == {
        **without(appointment, "description"),
        "participant": [{"status": "accepted", "type": [{"text": "t"}]}],
        "meta": {},
    }


def test_summary_text_keeps_text_and_what_is_mandatory() -> None:
    kept = ("resourceType", "id", "meta", "text", "status", "code")
    expected = {name: value for name, value in {**OBSERVATION, "meta": {}}.items() if name in kept}
    assert untagged(subset(OBSERVATION, summary="text")) == expected
    patient = untagged(subset(PATIENT, summary="text"))
    assert set(patient) == {"resourceType", "id", "meta", "text"}


def test_summary_text_keeps_a_mandatory_choice() -> None:
    request = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": "m"},
        "subject": {"reference": "Patient/1"},
        "note": [{"text": "n"}],
    }
    assert untagged(subset(request, summary="text")) == {**without(request, "note"), "meta": {}}


def test_summary_data_removes_the_text_only() -> None:
    assert untagged(subset(PATIENT, summary="data")) == without(PATIENT, "text")


def test_summary_count_is_for_searches() -> None:
    check_summary("count")
    with pytest.raises(Invalid, match="for searches only"):
        subset(PATIENT, summary="count")


@pytest.mark.parametrize("summary", ["", "True", "yes", "true,text", "x" * 500])
def test_other_summaries_are_refused(summary: str) -> None:
    with pytest.raises(Invalid) as caught:
        subset(PATIENT, summary=summary)
    assert str(caught.value).startswith("_summary is one of true, text, data, count, false, not ")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("elements", "kept"),
    [
        ("name", ["name"]),
        ("name,active", ["name", "active"]),
        (" name , active ", ["name", "active"]),
        ("Patient.name", ["name"]),
        ("Observation.code,Patient.name", ["name"]),
        ("Observation.name", None),
        ("birthDate", ["birthDate", "_birthDate"]),
        ("deceased", ["deceasedBoolean"]),
        ("Patient.deceased", ["deceasedBoolean"]),
        ("deceasedBoolean", ["deceasedBoolean"]),
        ("photo", ["photo"]),
        ("status", []),
        ("id,meta", []),
    ],
)
def test_elements_keeps_what_is_asked_and_modifiers(elements: str, kept: list[str] | None) -> None:
    if kept is None:
        with pytest.raises(Invalid):
            subset(PATIENT, elements=elements)
        return
    always = ["resourceType", "id", "meta", "active", "deceasedBoolean", "modifierExtension", "link"]
    expected = {name: value for name, value in PATIENT.items() if name in (*always, *kept)}
    modifiers = {e.name for e in definitions().types["Patient"].elements.values() if e.modifier}
    assert modifiers & set(PATIENT) == set(always[3:])
    assert untagged(subset(PATIENT, elements=elements)) == expected


def test_elements_keeps_what_is_mandatory() -> None:
    expected = {name: OBSERVATION[name] for name in ("resourceType", "id", "status", "code", "valueQuantity")}
    assert untagged(subset(OBSERVATION, elements="value")) == {**expected, "meta": {}}


@pytest.mark.parametrize(
    "elements", ["", "foo", "name,", "name,,active", "Patient.foo", "Foo.name", "name.family", "_name"]
)
def test_elements_that_no_type_has_are_refused(elements: str) -> None:
    with pytest.raises(Invalid) as caught:
        subset(PATIENT, elements=elements)
    assert str(caught.value).startswith("_elements lists elements, and no resource type of R4 has ")


def test_parse_elements() -> None:
    assert parse_elements(None) == ()
    assert parse_elements("Patient.name, value") == ("Patient.name", "value")


def test_both_parameters_at_once_are_refused() -> None:
    with pytest.raises(Invalid, match="together"):
        subset(PATIENT, summary="true", elements="name")
    assert subset(PATIENT, summary="false", elements="name") == subset(PATIENT, elements="name")


def test_contained_resources_stay_as_far_as_what_is_left_refers_to_them() -> None:
    medication = {"resourceType": "Medication", "id": "m", "ingredient": [{"itemReference": {"reference": "#i"}}]}
    substance = {"resourceType": "Substance", "id": "i", "instance": [{"identifier": {"value": "1"}}]}
    circle = {"resourceType": "Substance", "id": "c", "ingredient": [{"substanceReference": {"reference": "#c"}}]}
    request = {
        "resourceType": "MedicationRequest",
        "contained": [circle, medication, substance],
        "status": "active",
        "intent": "order",
        "medicationReference": {"reference": "#m"},
        "subject": {"reference": "Patient/1"},
        "note": [{"authorReference": {"reference": "#c"}}],
    }
    elsewhere = {**request, "medicationReference": {"reference": "Medication/m"}}
    for asked in ({"summary": "true"}, {"summary": "text"}, {"elements": "subject"}):
        assert subset(request, **asked)["contained"] == [medication, substance]
        assert "contained" not in subset(elsewhere, **asked)
    assert subset(elsewhere, elements="note")["contained"] == [circle]
    assert subset(elsewhere, elements="contained")["contained"] == request["contained"]
    assert subset(elsewhere, summary="data")["contained"] == request["contained"]


def test_the_tag_is_added_once_and_beside_others() -> None:
    other = {"system": "http://e", "code": "SUBSETTED"}
    tagged = {**PATIENT, "meta": {"tag": [other]}}
    once = subset(tagged, summary="data")
    assert once["meta"] == {"tag": [other, SUBSETTED]}
    assert subset(once, summary="data")["meta"] == once["meta"]


def test_id_and_meta_come_first() -> None:
    assert list(subset(without(OBSERVATION, "id"), summary="data"))[:3] == ["resourceType", "meta", "status"]
    assert list(subset(PATIENT, summary="true"))[:3] == ["resourceType", "id", "meta"]


def test_what_is_no_resource_is_the_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="not a resource"):
        subset({"resourceType": "Foo"}, summary="true")


def test_the_summary_of_a_bundle_keeps_its_entries_whole() -> None:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"fullUrl": "urn:x", "resource": PATIENT}]}
    assert subset(bundle, summary="true")["entry"] == bundle["entry"]


resource_types = st.sampled_from(definitions().resource_types)
shapes = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "code", "value", "reference", "url", "_value", "foo"]), inner, max_size=3
        )
    ),
)


@given(resource_types, st.sampled_from(SUMMARIES).filter(lambda s: s != "count"), st.data())
def test_any_subset_keeps_what_is_mandatory_and_changes_nothing(name: str, summary: str, data: st.DataObject) -> None:
    elements = definitions().types[name].elements
    chosen = data.draw(st.lists(st.sampled_from(sorted(elements)), unique=True))
    document: dict[str, Any] = {
        "resourceType": name,
        **{e: data.draw(shapes) for e in chosen if e not in ("id", "meta")},
    }
    before = deepcopy(document)
    for found in (subset(document, summary=summary), subset(document, elements="id")):
        mandatory = {e for e in document if e == "resourceType" or elements[e].required}
        assert mandatory <= set(found) <= {*document, "meta"}
    assert document == before
