"""The walk-through of the documentation works, and Python's FHIR clients read with a token that an app got."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from fhirserver.access.clients import find_client
from fhirserver.cli import main
from fhirserver.settings import Settings
from tests.oauth.answering import allow
from tests.oauth.ground import Ground, authorize

ROOT = Path(__file__).parent.parent.parent


def command(name: str) -> list[str]:
    """The command of the documentation that contains ``name``."""
    text = (ROOT / "docs" / "access.md").read_text().replace("\\\n", " ")
    (found,) = [line for line in re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE) if name in line]
    return shlex.split(found)


def test_the_app_of_the_documentation_can_be_registered_and_launched(
    engine_settings: Settings, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine_settings.database_url:
        monkeypatch.setenv("FHIRSERVER_DATABASE_URL", engine_settings.database_url)
    options = command("client add chart")[1:]
    done = CliRunner().invoke(main, ["--data", str(engine_settings.data), *options])
    assert done.exit_code == 0, done.output
    ground = Ground(app)
    with ground.database.reading() as connection:
        client = find_client(connection, "chart")
    assert client is not None
    assert client.launch_uri == "http://localhost:9000/launch.html"
    browser = ground.browser(ground.doctor)
    (redirect_uri,) = client.redirect_uris
    page = browser.follow(
        authorize(browser, client_id="chart", redirect_uri=redirect_uri, scope="openid user/Patient.rs")
    )
    assert allow(browser, page).location.startswith(f"{redirect_uri}?code=")


def test_the_app_of_the_documentation_is_there() -> None:
    words = command("http.server 9000")
    folder = ROOT / words[words.index("--directory") + 1]
    assert {"launch.html", "index.html", "fhir-client.pure.min.js", "LICENSE"} <= {
        path.name for path in folder.iterdir()
    }
