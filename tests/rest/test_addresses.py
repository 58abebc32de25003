"""Which addresses and methods there are.  https://hl7.org/fhir/R4/http.html#summary"""

from __future__ import annotations

import pytest

from tests.fhir_client import ClientWith, FhirClient, client_of

EVERYWHERE = (
    "metadata",
    "Patient/one",
    "Patient/one/_history",
    "Patient/one/_history/1",
    "Patient/_history",
    "_history",
)
BODY = b'{"resourceType":"Basic","code":{"text":"x"}}'


@pytest.mark.parametrize("address", EVERYWHERE)
@pytest.mark.parametrize("query", ["", "?_pretty=true", "?_format=json"])
def test_head_is_get_without_its_body(shared: FhirClient, address: str, query: str) -> None:
    get, head = shared.get(address + query), shared.head(address + query)
    assert (head.status, head.body) == (200, b"")
    assert head.headers == get.headers
    assert int(head.headers["Content-Length"]) == len(get.body)


@pytest.mark.parametrize("address", ["Patient/nobody", "Patient/nobody/_history", "Nothing/1", "x", "Patient/one?x=1"])
def test_head_of_an_error_has_no_body_either(shared: FhirClient, address: str) -> None:
    get, head = shared.get(address), shared.head(address)
    assert (head.status, head.body, head.headers) == (get.status, b"", get.headers)
    assert get.status in (400, 404)


def test_head_is_conditional_too(shared: FhirClient) -> None:
    assert shared.head("Patient/one", if_none_match='W/"1"').status == 304


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("", "GET, HEAD, OPTIONS, POST"),
        ("/", "GET, HEAD, OPTIONS, POST"),
        ("metadata", "GET, HEAD, OPTIONS"),
        ("_history", "GET, HEAD, OPTIONS"),
        ("Patient", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"),
        ("Patient/_history", "GET, HEAD, OPTIONS"),
        ("Patient/one", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"),
        ("Patient/nobody", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"),
        ("Patient/one/_history", "GET, HEAD, OPTIONS"),
        ("Patient/one/_history/1", "GET, HEAD, OPTIONS"),
    ],
)
def test_every_address_says_which_methods_it_has(shared: FhirClient, address: str, allowed: str) -> None:
    answer = shared.request("OPTIONS", address)
    assert (answer.status, answer.body, answer.headers["Allow"]) == (204, b"", allowed)
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "MKCOL"):
        if method not in allowed.split(", "):
            refused = shared.request(method, address, BODY)
            assert (refused.status, refused.headers["Allow"]) == (405, allowed)
            if method != "HEAD":
                assert refused.issues[0]["code"] == "not-supported"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Nothing", "not-supported"),
        ("Nothing/1", "not-supported"),
        ("Nothing/1/_history", "not-supported"),
        ("DomainResource/1", "not-supported"),
        ("Resource/1", "not-supported"),
        ("Patient.contact/1", "not-supported"),
        ("HumanName/1", "not-supported"),
        ("patient/one", "not-found"),
        ("PATIENT/one", "not-supported"),
        ("x", "not-found"),
        ("Patient/one/x", "not-found"),
        ("Patient/one/_history/1/x", "not-found"),
        ("Patient/one/_History", "not-found"),
        ("Patient/$everything", "not-found"),
        ("Patient/one/$everything", "not-found"),
        ("$meta", "not-found"),
        ("Metadata", "not-supported"),
        ("Patient/../x", "not-found"),
        ("Patient/./one", "not-found"),
        ("Patient/%2e%2e/x", "not-found"),
        ("../fhir/Patient/one", "not-found"),
        ("Patient//one", "not-found"),
        ("/Patient/one", "not-found"),
        ("Patient/one//", "not-found"),
        ("Patient/one//_history", "not-found"),
        ("//", "not-found"),
        ("Patient/%00", "not-found"),
        ("Patient/o%00ne", "not-found"),
        ("Patient/one%0A", "not-found"),
        ("Patient/one%20", "not-found"),
        ("Patient/%FF", "not-found"),
        ("Patient/%C3%28", "not-found"),
        ("Patient/\u0661", "not-found"),
        (f"Patient/{'a' * 65}", "not-found"),
        (f"Patient/{'a' * 100_000}", "not-found"),
        (f"{'a/' * 10_000}", "not-found"),
        ("Patient/one/_history/1%00", "not-found"),
        ("Patient/o%00/_history", "not-found"),
        ("Patient/o%00/_history/1", "not-found"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_addresses_that_there_are_not(shared: FhirClient, address: str, code: str, method: str) -> None:
    answer = FhirClient(shared.app)._client.open(f"/fhir/{address}", method=method)
    assert answer.status_code == 404
    assert answer.content_type == "application/fhir+json; charset=utf-8"
    if method == "GET":
        assert answer.json["issue"][0]["code"] == code
        assert len(answer.data) < 1000


@pytest.mark.parametrize(
    "address",
    [
        "Patient/one",
        "Patient/one/",
        "%50atient/one",
        "Patient/%6fne",
        "Patient%2Fone",
        "Patient/one?",
        "Patient/one/?_format=json",
    ],
)
def test_the_same_address_may_be_written_in_other_ways(shared: FhirClient, address: str) -> None:
    answer = client_of(shared.app).get(f"/fhir/{address}")
    assert answer.status_code == 200
    assert answer.json["id"] == "one"


@pytest.mark.parametrize("path", ["/x", "/fhirx", "/fhirx/Patient/one", "/FHIR/metadata"])
@pytest.mark.parametrize("method", ["GET", "POST", "BREW"])
def test_beside_the_base_is_nothing(shared: FhirClient, path: str, method: str) -> None:
    answer = client_of(shared.app).open(path, method=method)
    assert answer.status_code == 404
    assert answer.json["issue"][0]["code"] == "not-found"


@pytest.mark.parametrize("path", ["/fhir", "/fhir/"])
def test_the_base_takes_bundles_with_and_without_a_slash(shared: FhirClient, path: str) -> None:
    headers = {"Content-Type": "application/fhir+json"}
    answer = client_of(shared.app).post(path, data=b'{"resourceType":"Bundle","type":"batch"}', headers=headers)
    assert (answer.status_code, answer.json) == (200, {"resourceType": "Bundle", "type": "batch-response"})


@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/a/b", "https://example.org:444/fhir"])
def test_the_base_is_where_the_setting_says(client_with: ClientWith, url: str) -> None:
    client = client_of(client_with(public_url=url).app)
    base = url.removeprefix("https://example.org").removeprefix(":444")
    headers = {"Content-Type": "application/fhir+json"}
    answer = client.post(f"{base}/Basic", data=BODY, headers=headers)
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith(f"{url}/Basic/")
    assert client.get(f"{base}/Basic/{answer.json['id']}").status_code == 200
    assert client.get(f"{base}/_history").json["entry"][0]["fullUrl"].startswith(f"{url}/Basic/")
    assert client.get(f"{base}/metadata").json["implementation"]["url"] == url


@pytest.mark.parametrize("address", ["Patient/one", "Patient/nobody", "metadata", "x"])
def test_answers_are_not_kept_and_not_guessed_at(shared: FhirClient, address: str) -> None:
    headers = shared.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
