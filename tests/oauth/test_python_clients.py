"""Python's FHIR clients by others read with the token that an app got, over TLS, and are told what they may not."""

from __future__ import annotations

import pytest
import requests
from fhirclient.client import FHIRClient
from fhirclient.models.patient import Patient
from fhirclient.server import FHIRUnauthorizedException
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import ForbiddenError

from tests.oauth.site import Site


def smart(site: Site, token: str) -> FHIRClient:
    """https://github.com/smart-on-fhir/client-py"""
    client = FHIRClient(settings={"app_id": "growth", "api_base": f"{site.base}/fhir"})
    # An authority that the environment names would go before that of the session.
    client.server.session.trust_env = False
    client.server.session.verify = str(site.server.data / "tls" / "ca.pem")
    client.server.session.headers["Authorization"] = f"Bearer {token}"
    return client


def aidbox(site: Site, token: str) -> SyncFHIRClient:
    """https://github.com/beda-software/fhir-py"""
    verify = str(site.server.data / "tls" / "ca.pem")
    return SyncFHIRClient(f"{site.base}/fhir", authorization=f"Bearer {token}", requests_config={"verify": verify})


def test_fhirclient_reads_and_searches(site: Site) -> None:
    client = smart(site, site.token["access_token"])
    patient = Patient.read(site.token["patient"], client.server)
    assert (patient.id, patient.name[0].family) == ("ada", "Lovelace")
    found = Patient.where({"family": "Lovelace"}).perform_resources_iter(client.server)
    assert [each.id for each in found] == ["ada"]
    assert list(Patient.where({"family": "Turing"}).perform_resources_iter(client.server)) == []


def test_fhirclient_is_told_that_its_token_opens_nothing(site: Site) -> None:
    with pytest.raises(FHIRUnauthorizedException):
        Patient.read("ada", smart(site, "x" * 43).server)


def test_fhirpy_reads_and_searches(site: Site) -> None:
    client = aidbox(site, site.token["access_token"])
    assert client.reference("Patient", site.token["patient"]).to_resource()["birthDate"] == "1815-12-10"
    assert [each["id"] for each in client.resources("Encounter").sort("-date").fetch_all()] == ["visit-1", "visit-0"]
    with pytest.raises(ForbiddenError):
        client.resources("Observation").fetch_all()


def test_what_is_of_others_is_not_there(site: Site) -> None:
    headers = {"Authorization": f"Bearer {site.token['access_token']}"}
    verify = str(site.server.data / "tls" / "ca.pem")
    for path in ("Patient/alan", "Encounter/visit-2"):
        assert requests.get(f"{site.base}/fhir/{path}", headers=headers, verify=verify, timeout=30).status_code == 404
