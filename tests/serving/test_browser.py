"""What the tests of pages rely on: a browser that trusts the server's own authority, and notices broken pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error

from fhirserver.serving.certificate import server_certificate
from fhirserver.settings import Settings
from tests.browser import browsing, chromium_program
from tests.serving.running import Running, free_port, program, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data, port = tmp_path_factory.mktemp("data"), free_port()
    with running(program(data, port), port, data) as started:
        yield started


def test_it_trusts_the_authority_that_it_was_given(server: Running) -> None:
    with browsing(server.data / "tls" / "ca.pem") as context:
        page = context.new_page()
        response = page.goto(f"https://localhost:{server.port}/fhir/metadata")
        assert response is not None
        assert response.status == 200
        assert page.evaluate("isSecureContext") is True


def test_it_trusts_no_other_authority(server: Running, tmp_path: Path) -> None:
    other = server_certificate(Settings(data=tmp_path)).authority
    with browsing(other) as context, pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        context.new_page().goto(f"https://localhost:{server.port}/fhir/metadata")


@pytest.mark.parametrize(
    ("html", "says"),
    [
        (
            "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"><script>1</script>",
            "Content Security Policy",
        ),
        ("<script>throw new Error('met nobody')</script>", "met nobody"),
    ],
)
def test_it_notices_a_page_that_breaks(html: str, says: str) -> None:
    with pytest.raises(AssertionError, match=says), browsing() as context:
        context.new_page().set_content(html)


def test_without_chromium_a_test_fails_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(pytest.fail.Exception, match="sudo apt-get install chromium"):
        chromium_program()
