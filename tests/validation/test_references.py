"""References: their form, the types they may lead to, local ones, and the list that a transaction rewrites from."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.validation import validate

JsonObject = dict[str, Any]


def observation(subject: Any, **elements: Any) -> JsonObject:
    """An Observation; its subject may be a Patient, Group, Device or Location."""
    return {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "subject": subject, **elements}


def found(resource: object) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.expression) for issue in validate(resource).issues]


@pytest.mark.parametrize(
    "reference",
    [
        "Patient/1",
        "Patient/a-B.1",
        "Patient/1/_history/2",
        "Group/1",
        "http://example.org/fhir/Patient/1",
        "https://example.org/fhir/Patient/1/_history/3",
        "http://example.org/anything/else",
        "http://example.org/Ward/12",
        "urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
        "urn:oid:1.2.3",
        "Patient?identifier=http://example.org|12",
        "ftp://example.org/x",
    ],
)
def test_forms_that_are_allowed(reference: str) -> None:
    assert found(observation({"reference": reference})) == []


@pytest.mark.parametrize(
    "reference",
    [
        "patient/1",
        "Patient",
        "Patient/",
        "Patient/1/2",
        "Patient/a b",
        "Patient/" + "1" * 65,
        "Patients/1",
        "/Patient/1",
        "../Patient/1",
        "1",
        "Nonsense?name=x",
        "http://",
        " Patient/1",
        "Patient/1\n",
    ],
)
def test_forms_that_are_refused(reference: str) -> None:
    assert found(observation({"reference": reference})) == [("value", "Observation.subject.reference")]


NO_PRACTITIONER = "a reference to Practitioner is not allowed here, only to Device, Group, Location, Patient"


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        (
            {"reference": "Practitioner/1"},
            NO_PRACTITIONER,
        ),
        (
            {"reference": "http://example.org/fhir/Practitioner/1"},
            NO_PRACTITIONER,
        ),
        (
            {"reference": "Practitioner?name=x"},
            NO_PRACTITIONER,
        ),
        (
            {"type": "Practitioner", "display": "x"},
            NO_PRACTITIONER,
        ),
        (
            {"type": "Practitioner", "reference": "urn:uuid:x"},
            NO_PRACTITIONER,
        ),
    ],
)
def test_the_target_must_be_of_a_type_that_the_element_allows(subject: JsonObject, says: str) -> None:
    (issue,) = validate(observation(subject)).issues
    assert (issue.code, issue.diagnostics, issue.expression) == ("value", says, "Observation.subject.reference")


def test_the_type_must_agree_with_the_reference() -> None:
    assert found(observation({"type": "Group", "reference": "Patient/1"})) == [("value", "Observation.subject.type")]
    assert found(observation({"type": "Patient", "reference": "Patient/1"})) == []
    assert found(observation({"type": "http://example.org/Model", "reference": "Patient/1"})) == []


def test_a_logical_reference_needs_no_literal_one() -> None:
    assert found(observation({"identifier": {"system": "http://example.org", "value": "1"}})) == []
    assert found(observation({"display": "somebody"})) == []
    assert found(observation({"type": "Patient", "identifier": {"value": "1"}})) == []


@pytest.mark.parametrize(
    ("subject", "issues"),
    [
        ({"reference": ""}, [("value", "Observation.subject.reference"), ("value", "Observation.subject.reference")]),
        ({"reference": 1}, [("structure", "Observation.subject.reference")]),
        ({"reference": None}, [("structure", "Observation.subject.reference")]),
        ({"reference": "Patient/1", "display": ""}, [("value", "Observation.subject.display")]),
        ({"reference": "Patient/1", "display": 1}, [("structure", "Observation.subject.display")]),
        ({"reference": "Patient/1", "display": None}, [("structure", "Observation.subject.display")]),
        ({"reference": "Patient/1", "extra": 1}, [("structure", "Observation.subject.extra")]),
        ({"reference": "Patient/1", "identifier": {}}, [("structure", "Observation.subject.identifier")]),
        ({"id": "x"}, [("invariant", "Observation.subject")]),
    ],
)
def test_the_shape_of_a_reference(subject: JsonObject, issues: list[tuple[str, str]]) -> None:
    assert found(observation(subject)) == issues


def test_any_type_where_the_element_allows_any() -> None:
    provenance = {
        "resourceType": "Provenance",
        "target": [{"reference": "Basic/1"}],
        "recorded": "2020-01-01T00:00:00Z",
        "agent": [{"who": {"reference": "Practitioner/1"}}],
    }
    assert found(provenance) == []


PERSON = {"resourceType": "Patient", "id": "p"}


def test_a_local_reference_resolves_to_a_contained_resource() -> None:
    assert found(observation({"reference": "#p"}, contained=[PERSON])) == []
    assert found(observation({"reference": "#q"}, contained=[PERSON])) == [
        ("invariant", "Observation.subject"),
        ("invariant", "Observation.contained[0]"),
    ]


def test_the_type_of_a_contained_resource_is_checked() -> None:
    practitioner = {"resourceType": "Practitioner", "id": "p"}
    assert found(observation({"reference": "#p"}, contained=[practitioner])) == [
        ("value", "Observation.subject.reference")
    ]


def test_the_container_is_referred_to_only_from_within() -> None:
    basic = {"resourceType": "Basic", "id": "b", "code": {"text": "x"}, "subject": {"reference": "#"}}
    assert found(observation({"reference": "Patient/1"}, contained=[basic])) == []
    assert found(observation({"reference": "#"})) == [("invariant", "Observation.subject")]


def test_contained_resources_refer_to_each_other() -> None:
    basic = {"resourceType": "Basic", "id": "b", "code": {"text": "x"}, "subject": {"reference": "#p"}}
    performer = {"derivedFrom": [{"reference": "#d"}]}
    document = {
        "resourceType": "DocumentReference",
        "id": "d",
        "status": "current",
        "content": [{"attachment": {"url": "http://example.org"}}],
        "subject": {"reference": "#p"},
    }
    assert found(observation({"reference": "Patient/1"}, contained=[PERSON, document], **performer)) == []
    # Nothing refers to b, even though b refers to p.
    assert found(observation({"reference": "Patient/1"}, contained=[PERSON, basic])) == [
        ("invariant", "Observation.contained[1]")
    ]


@pytest.mark.parametrize("element", ["valueCanonical", "valueUri", "valueUrl"])
def test_canonicals_and_uris_refer_to_contained_resources_too(element: str) -> None:
    extension = {"url": "http://example.org", element: "#p"}
    assert found(observation({"reference": "Patient/1"}, contained=[PERSON], extension=[extension])) == []


def test_a_string_does_not() -> None:
    extension = {"url": "http://example.org", "valueString": "#p"}
    assert found(observation({"reference": "Patient/1"}, contained=[PERSON], extension=[extension])) == [
        ("invariant", "Observation.contained[0]")
    ]


def test_a_contained_resource_without_id_can_only_refer_to_its_container() -> None:
    nameless = {"resourceType": "Patient"}
    upward = {"resourceType": "Basic", "code": {"text": "x"}, "subject": {"reference": "#"}}
    resource = observation({"reference": "Patient/1"}, contained=[nameless, upward])
    assert found(resource) == [("invariant", "Observation.contained[0]")]


def test_contained_ids_are_unique() -> None:
    resource = observation({"reference": "#p"}, contained=[PERSON, PERSON])
    assert found(resource) == [("duplicate", "Observation.contained[1]")]


def test_contained_resources_are_checked_themselves() -> None:
    resource = observation({"reference": "#p"}, contained=[{**PERSON, "gender": "x", "contact": [{"gender": "male"}]}])
    assert found(resource) == [
        ("code-invalid", "Observation.contained[0].gender"),
        ("invariant", "Observation.contained[0].contact[0]"),
    ]


@pytest.mark.parametrize("contained", [[1], [None], [{}], [{"resourceType": "Nonsense"}], [{"id": "p"}], [[]]])
def test_contained_that_are_no_resources(contained: Any) -> None:
    (issue, *_) = validate(observation({"reference": "Patient/1"}, contained=contained)).issues
    assert (issue.code, issue.expression) == ("structure", "Observation.contained[0]")


@pytest.mark.parametrize(
    ("meta", "issues"),
    [
        ({"versionId": "1"}, 1),
        ({"lastUpdated": "2020-01-01T00:00:00Z"}, 1),
        ({"versionId": "1", "lastUpdated": "2020-01-01T00:00:00Z"}, 2),
        ({"security": [{"code": "R"}]}, 1),
        ({"profile": ["http://example.org"]}, 0),
    ],
)
def test_meta_of_contained_resources(meta: JsonObject, issues: int) -> None:
    resource = observation({"reference": "#p"}, contained=[{**PERSON, "meta": meta}])
    assert found(resource) == [("invariant", "Observation.contained[0]")] * issues


def test_every_literal_reference_is_listed_with_its_place_and_targets() -> None:
    resource = observation(
        {"reference": "Patient/1", "display": "x"},
        performer=[{"display": "nobody"}, {"reference": "urn:uuid:1"}],
        extension=[{"url": "http://example.org", "valueReference": {"reference": "Basic/1"}}],
        note=[{"authorReference": {"reference": "Patient/2"}, "text": "x"}],
    )
    listed = validate(resource).references
    assert [(r.holder["reference"], r.expression, r.targets) for r in listed] == [
        ("Patient/1", "Observation.subject.reference", ("Device", "Group", "Location", "Patient")),
        (
            "urn:uuid:1",
            "Observation.performer[1].reference",
            ("CareTeam", "Organization", "Patient", "Practitioner", "PractitionerRole", "RelatedPerson"),
        ),
        ("Basic/1", "Observation.extension[0].valueReference.reference", ()),
        (
            "Patient/2",
            "Observation.note[0].authorReference.reference",
            ("Organization", "Patient", "Practitioner", "RelatedPerson"),
        ),
    ]
    listed[0].holder["reference"] = "Patient/99"
    assert resource["subject"]["reference"] == "Patient/99"


def test_every_uri_is_listed_and_can_be_rewritten_in_place() -> None:
    resource = {
        "resourceType": "Patient",
        "meta": {"profile": ["http://example.org/p", "urn:uuid:2"], "source": "urn:uuid:3"},
        "identifier": [{"system": "urn:oid:1.2", "value": "urn:uuid:4"}],
        "implicitRules": "http://example.org/rules",
        "photo": [{"url": "urn:uuid:5"}],
    }
    listed = validate(resource).uris
    assert [(u.container[u.key], u.expression) for u in listed] == [
        ("http://example.org/p", "Patient.meta.profile[0]"),
        ("urn:uuid:2", "Patient.meta.profile[1]"),
        ("urn:uuid:3", "Patient.meta.source"),
        ("urn:oid:1.2", "Patient.identifier[0].system"),
        ("http://example.org/rules", "Patient.implicitRules"),
        ("urn:uuid:5", "Patient.photo[0].url"),
    ]
    for uri in listed:
        uri.container[uri.key] = "x"
    assert resource["meta"] == {"profile": ["x", "x"], "source": "x"}


def test_every_narrative_is_listed() -> None:
    div = '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'
    text = {"status": "generated", "div": div}
    section = {"text": text, "section": [{"text": text}]}
    composition = {
        "resourceType": "Composition",
        "text": text,
        "status": "final",
        "type": {"text": "x"},
        "date": "2020",
        "author": [{"reference": "Device/1"}],
        "title": "x",
        "section": [section],
    }
    listed = validate(composition).narratives
    assert [(n.holder[n.key], n.expression) for n in listed] == [
        (div, "Composition.text.div"),
        (div, "Composition.section[0].text.div"),
        (div, "Composition.section[0].section[0].text.div"),
    ]
