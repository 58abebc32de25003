"""What resources of a transaction say of one another is rewritten to what it becomes, and nothing else is.

https://hl7.org/fhir/R4/http.html#trules, https://hl7.org/fhir/R4/bundle.html#references
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from tests.fhir_client import FhirClient
from tests.interactions.bundles import (
    OTHER_URL,
    PATIENT_URL,
    THIRD_URL,
    entry,
    located,
    post,
    put,
    statuses,
    stored,
    transact,
)
from tests.interactions.resources import Resource, basic, made, name_of, numbered, observation, patient

XHTML = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
RESTFUL = "http://else.where/fhir/Patient/1"


def linked(
    client: FhirClient, resource: Resource, url: str = PATIENT_URL, source: str | None = OTHER_URL
) -> tuple[Any, str]:
    """Create a resource beside a Patient with a fullUrl; return it as stored, and the Patient's name."""
    answer = transact(client, post(resource, source), post(patient(), url))
    assert statuses(answer) == ["201", "201"], answer.body
    return client.get(located(answer)[0]).json, located(answer)[1]


class TestReferences:
    @pytest.mark.parametrize(
        "url",
        [
            PATIENT_URL,
            "urn:oid:1.2.36.146.595.217.0.1",
            RESTFUL,
            "https://localhost:8443/fhir/Patient/1",
            "http://else.where/any",
        ],
    )
    def test_by_full_url(self, client: FhirClient, url: str) -> None:
        result, name = linked(client, observation(url, 1), url)
        assert result["subject"] == {"reference": name}

    def test_everywhere(self, client: FhirClient) -> None:
        reference = {"reference": PATIENT_URL, "display": "somebody"}
        resource = {
            **observation(PATIENT_URL, 1),
            "contained": [{"resourceType": "Basic", "id": "b", "code": {"text": "x"}, "subject": reference}],
            "focus": [{"reference": "#b"}, reference, {"extension": [{"url": "urn:x", "valueReference": reference}]}],
            "extension": [{"url": "urn:x", "extension": [{"url": "y", "valueReference": reference}]}],
            "_status": {"extension": [{"url": "urn:x", "valueReference": reference}]},
            "component": [
                {
                    "code": {"text": "x", "extension": [{"url": "urn:x", "valueReference": reference}]},
                    "valueString": "y",
                }
            ],
        }
        result, name = linked(client, resource)
        rewritten = {"reference": name, "display": "somebody"}
        assert result["contained"][0]["subject"] == rewritten
        assert result["focus"] == [
            {"reference": "#b"},
            rewritten,
            {"extension": [{"url": "urn:x", "valueReference": rewritten}]},
        ]
        assert result["extension"][0]["extension"][0]["valueReference"] == rewritten
        assert result["_status"]["extension"][0]["valueReference"] == rewritten
        assert result["component"][0]["code"]["extension"][0]["valueReference"] == rewritten
        assert PATIENT_URL not in str(result)

    def test_in_parameters_and_patches(self, client: FhirClient) -> None:
        parameters = {
            "resourceType": "Parameters",
            "parameter": [{"name": "x", "valueReference": {"reference": PATIENT_URL}}],
        }
        result, name = linked(client, parameters)
        assert result["parameter"][0]["valueReference"]["reference"] == name
        there = made(client, basic())
        part = [
            {"name": "type", "valueCode": "add"},
            {"name": "path", "valueString": "Basic"},
            {"name": "name", "valueString": "subject"},
            {"name": "value", "valueReference": {"reference": PATIENT_URL}},
        ]
        change = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": part}]}
        answer = transact(client, entry("PATCH", name_of(there), change), post(patient(), PATIENT_URL))
        changed, new = stored(client, answer)
        assert changed["subject"]["reference"] == name_of(new)

    def test_circles(self, client: FhirClient) -> None:
        one = patient(link=[{"other": {"reference": OTHER_URL}, "type": "seealso"}])
        two = patient(link=[{"other": {"reference": PATIENT_URL}, "type": "seealso"}])
        self_ = basic(subject={"reference": THIRD_URL})
        answer = transact(client, post(one, PATIENT_URL), post(two, OTHER_URL), post(self_, THIRD_URL))
        first, second, third = stored(client, answer)
        assert first["link"][0]["other"]["reference"] == name_of(second)
        assert second["link"][0]["other"]["reference"] == name_of(first)
        assert third["subject"]["reference"] == name_of(third)

    def test_fragments_stay(self, client: FhirClient) -> None:
        result, name = linked(client, observation(f"{PATIENT_URL}#part", 1))
        assert result["subject"]["reference"] == f"{name}#part"

    def test_relative_by_the_base_of_the_entry(self, client: FhirClient) -> None:
        result, name = linked(client, observation("Patient/1", 1), RESTFUL, "http://else.where/fhir/Observation/2")
        assert result["subject"]["reference"] == name

    @pytest.mark.parametrize(
        "source",
        [PATIENT_URL.replace("1", "9"), None, "http://other.example/fhir/Observation/2", "http://else.where/any"],
    )
    def test_relative_to_another_base_is_of_this_server(self, client: FhirClient, source: str | None) -> None:
        client.put("Patient/1", patient("1"))
        result, _ = linked(client, observation("Patient/1", 1), RESTFUL, source)
        assert result["subject"]["reference"] == "Patient/1"

    def test_relative_to_what_is_not_in_the_bundle_is_of_this_server(self, client: FhirClient) -> None:
        client.put("Patient/7", patient("7"))
        result, _ = linked(client, observation("Patient/7", 1), RESTFUL, "http://else.where/fhir/Observation/2")
        assert result["subject"]["reference"] == "Patient/7"

    @pytest.mark.parametrize(
        "reference", ["http://else.where/fhir/Patient/2", "urn:uuid:6f9b4d2e-0000-4000-8000-00000000000f"]
    )
    def test_what_is_not_in_the_bundle_stays(self, client: FhirClient, reference: str) -> None:
        result, _ = linked(client, observation(reference, 1), RESTFUL)
        assert result["subject"]["reference"] == reference

    def test_to_updated_and_patched_entries(self, client: FhirClient) -> None:
        for name in ("a", "b"):
            client.put(f"Patient/{name}", patient(name))
        change = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": [
            {"name": "type", "valueCode": "add"}, {"name": "path", "valueString": "Patient"},
            {"name": "name", "valueString": "active"}, {"name": "value", "valueBoolean": True},
        ]}]}  # fmt: skip
        answer = transact(
            client,
            post(observation(PATIENT_URL, 1)),
            post(observation(RESTFUL, 1)),
            put(patient("a", active=True), PATIENT_URL),
            entry("PATCH", "Patient/b", change, RESTFUL),
        )
        assert [each["subject"]["reference"] for each in stored(client, answer)[:2]] == ["Patient/a", "Patient/b"]

    def test_what_a_patched_resource_said_before_is_of_this_server(self, client: FhirClient) -> None:
        client.put("Patient/1", patient("1"))
        client.put("Basic/b", basic("b", subject={"reference": "Patient/1"}))
        change = b'[{"op":"add","path":"/language","value":"en"}]'
        binary = {"resourceType": "Binary", "contentType": "application/json-patch+json"}
        patched = entry(
            "PATCH", "Basic/b", {**binary, "data": b64encode(change).decode()}, "http://else.where/fhir/Basic/b"
        )
        assert statuses(transact(client, patched, post(patient(), RESTFUL))) == ["200", "201"]
        assert client.get("Basic/b").json["subject"]["reference"] == "Patient/1"

    def test_what_was_sent_may_be_sent_again(self, client: FhirClient) -> None:
        entries = post(patient(), PATIENT_URL), post(observation(PATIENT_URL, 1))
        for _ in range(2):
            new, result = stored(client, transact(client, *entries))
            assert result["subject"]["reference"] == name_of(new)


class TestVersions:
    def test_of_what_is_created(self, client: FhirClient) -> None:
        for url, version in ((PATIENT_URL, "7"), (RESTFUL, "7")):
            result, name = linked(client, observation(f"{url}/_history/{version}", 1), url)
            assert result["subject"]["reference"] == f"{name}/_history/1"
        source = "http://else.where/fhir/Observation/2"
        result, name = linked(client, observation("Patient/1/_history/7#x", 1), RESTFUL, source)
        assert result["subject"]["reference"] == f"{name}/_history/1#x"

    def test_of_what_is_updated_or_not(self, client: FhirClient) -> None:
        client.put("Patient/a", patient("a"))
        client.put("Patient/b", patient("b"))
        client.put("Patient/gone", patient("gone"))
        client.delete("Patient/gone")
        made(client, numbered("1"))
        urls = [f"urn:uuid:6f9b4d2e-0000-4000-8000-00000000001{number}" for number in range(5)]
        answer = transact(
            client,
            *(post(observation(f"{url}/_history/1", 1)) for url in urls),
            put(patient("a", active=True), urls[0]),
            put(patient("b"), urls[1]),
            put(patient("gone"), urls[2]),
            post(numbered("1"), urls[3], ifNoneExist="identifier=1"),
            put(patient("new"), urls[4]),
        )
        named = [each["subject"]["reference"] for each in stored(client, answer)[:5]]
        assert named[:3] == ["Patient/a/_history/2", "Patient/b/_history/1", "Patient/gone/_history/3"]
        assert named[3:] == [f"{located(answer)[8]}/_history/1", "Patient/new/_history/1"]

    def test_of_one_another(self, client: FhirClient) -> None:
        def about(name: str, url: str) -> Resource:
            return basic(name, subject={"reference": f"{url}/_history/9"})

        def send() -> list[str]:
            entries = put(about("a", OTHER_URL), PATIENT_URL), put(about("b", PATIENT_URL), OTHER_URL)
            assert transact(client, *entries).status == 200
            return [client.get(f"Basic/{name}").json["subject"]["reference"] for name in "ab"]

        assert send() == ["Basic/b/_history/1", "Basic/a/_history/1"]
        # Nothing is new, so nothing changes, and so the versions that are named stand.
        again = send()
        versions = [client.get(f"Basic/{name}").version for name in "ba"]
        assert again == [f"Basic/{name}/_history/{version}" for name, version in zip("ba", versions, strict=True)]


class TestOtherLinks:
    def test_uris_and_urls(self, client: FhirClient) -> None:
        resource = basic(
            extension=[
                {"url": "urn:x", "valueUri": PATIENT_URL},
                {"url": "urn:x", "valueUrl": f"{PATIENT_URL}#part"},
                {"url": "urn:x", "valueUri": f"{PATIENT_URL}/_history/3"},
                {"url": "urn:x", "valueUri": "urn:uuid:6f9b4d2e-0000-4000-8000-00000000000f"},
                {"url": "urn:x", "valueAttachment": {"url": PATIENT_URL}},
            ],
            implicitRules=PATIENT_URL,
        )
        result, name = linked(client, resource)
        values = [value for item in result["extension"] for key, value in item.items() if key != "url"]
        assert values[:3] == [name, f"{name}#part", f"{name}/_history/1"]
        assert values[3:] == ["urn:uuid:6f9b4d2e-0000-4000-8000-00000000000f", {"url": name}]
        assert result["implicitRules"] == name

    def test_names_and_values_stay(self, client: FhirClient) -> None:
        """Not links: canonicals by the specification, names of systems and extensions, ids, strings."""
        kept: dict[str, Any] = {
            "extension": [
                {"url": PATIENT_URL, "valueString": PATIENT_URL},
                {"url": "urn:x", "valueCanonical": PATIENT_URL},
                {"url": "urn:x", "valueUuid": PATIENT_URL},
                {"url": "urn:x", "valueCode": PATIENT_URL},
                {"url": "urn:x", "valueMarkdown": f"[x]({PATIENT_URL})"},
            ],
            "identifier": [
                {"system": "urn:ietf:rfc:3986", "value": PATIENT_URL},
                {"system": PATIENT_URL, "value": "1"},
            ],
            "code": {"coding": [{"system": PATIENT_URL, "code": "x"}]},
            "meta": {"profile": [PATIENT_URL], "tag": [{"system": PATIENT_URL, "code": "x"}]},
            "subject": {"identifier": {"system": PATIENT_URL, "value": PATIENT_URL}, "display": PATIENT_URL},
        }
        result, _ = linked(client, {"resourceType": "Basic", **kept})
        assert {key: result[key] for key in kept if key != "meta"} == {key: kept[key] for key in kept if key != "meta"}
        assert {key: result["meta"][key] for key in kept["meta"]} == kept["meta"]

    def test_the_url_of_a_definition_is_its_name(self, client: FhirClient) -> None:
        system = {
            "resourceType": "CodeSystem",
            "url": "http://else.where/CodeSystem/1",
            "status": "active",
            "content": "not-present",
        }
        result, name = linked(client, {**system, "valueSet": RESTFUL}, RESTFUL)
        assert (result["url"], result["valueSet"]) == (system["url"], RESTFUL)
        assert name != RESTFUL
        (again,) = stored(client, transact(client, post(system, system["url"])))
        assert again["url"] == system["url"]

    @pytest.mark.parametrize(
        ("sent", "becomes"),
        [
            ('<a href="{url}">x</a>', '<a href="{name}">x</a>'),
            ("<a href='{url}'>x</a>", "<a href='{name}'>x</a>"),
            ('<a\n  name="y"\n  href = "{url}#part">x</a>', '<a\n  name="y"\n  href = "{name}#part">x</a>'),
            ('<img src="{url}" alt="x"/>', '<img src="{name}" alt="x"/>'),
            ('<img alt="a > b" src="{url}"/>', '<img alt="a > b" src="{name}"/>'),
            ('<a href="{url}/_history/3">x</a>', '<a href="{name}/_history/1">x</a>'),
            ('<a href="Patient/1">x</a><a href="Patient/2">y</a>', '<a href="{name}">x</a><a href="Patient/2">y</a>'),
            ('<p><a href="{url}">x</a> href="{url}"</p>', '<p><a href="{name}">x</a> href="{url}"</p>'),
            ("<p>{url}</p>", "<p>{url}</p>"),
            ('<p> href="{url}"</p>', '<p> href="{url}"</p>'),
            ('<p title="{url}">x</p>', '<p title="{url}">x</p>'),
            ('<a href="{url}x">x</a>', '<a href="{url}x">x</a>'),
            ('<a href="#{url}">x</a>', '<a href="#{url}">x</a>'),
            ('<a title="href=\'{url}\'" href="https://x.example">x</a>', '<a title="href=\'{url}\'" href="https://x.example">x</a>'),
        ],
    )  # fmt: skip
    def test_narratives(self, client: FhirClient, sent: str, becomes: str) -> None:
        for url in (RESTFUL, "http://else.where/fhir/Patient/1&2"):
            escaped = url.replace("&", "&amp;")
            if url != RESTFUL and "Patient/1" in sent:
                continue
            div = XHTML.format(sent.format(url=escaped))
            resource = basic(text={"status": "generated", "div": div})
            result, name = linked(client, resource, url, "http://else.where/fhir/Basic/2")
            assert result["text"]["div"] == XHTML.format(becomes.format(url=escaped, name=name))

    def test_a_bundle_as_a_resource_stays_as_it_is(self, client: FhirClient) -> None:
        inner = {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [
                {"fullUrl": PATIENT_URL, "resource": patient()},
                {"fullUrl": OTHER_URL, "resource": {**observation(PATIENT_URL, 1), "implicitRules": PATIENT_URL}},
            ],
        }
        result, _ = linked(client, inner, PATIENT_URL, THIRD_URL)
        assert result["entry"] == inner["entry"]


class TestTypes:
    def test_a_reference_to_an_entry_of_a_wrong_type(self, client: FhirClient) -> None:
        answer = transact(client, post(basic(), PATIENT_URL), post(observation(PATIENT_URL, 1)))
        assert (answer.status, answer.issues[0]["expression"]) == (422, ["Bundle.entry[1].resource.subject.reference"])
        assert "Basic" in answer.issues[0]["diagnostics"]

    def test_a_reference_that_states_another_type(self, client: FhirClient) -> None:
        result = {**observation(PATIENT_URL, 1), "subject": {"reference": PATIENT_URL, "type": "Group"}}
        answer = transact(client, post(patient(), PATIENT_URL), post(result))
        assert answer.status == 422
        assert "Group" in answer.issues[0]["diagnostics"]
        result["subject"]["type"] = "Patient"
        assert statuses(transact(client, post(patient(), PATIENT_URL), post(result))) == ["201", "201"]
