"""Headless Chromium that trusts the certificates of given servers and of nobody else."""

from __future__ import annotations

import base64
import contextlib
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import BrowserContext, ConsoleMessage, WebError, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "These tests drive Chromium, which is not installed. On Debian or Ubuntu: sudo apt-get install chromium"
TIMEOUT_MILLISECONDS = 20_000


def chromium_program() -> str:
    """The path of the installed Chromium; fails the test, saying what to install, if there is none."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    pytest.fail(MISSING, pytrace=False)


@contextlib.contextmanager
def browsing(*authorities: Path) -> Iterator[BrowserContext]:
    """A fresh browser without cookies that trusts the PEM certificates ``authorities``; ``new_page()`` opens a tab.

    ``authorities`` is ``server.data / "tls" / "ca.pem"`` for each server.  At the end it fails if a page broke its own
    Content-Security-Policy or if a script of a page met an error that nobody caught.

    While it is open, ``asyncio.run`` does not work in the same thread: Playwright has a loop running there.
    """
    program = chromium_program()
    broken: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            broken.append(message.text)

    def error(found: WebError) -> None:
        broken.append(str(found.error))

    trusted = ",".join(_fingerprint(path) for path in authorities)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[f"--ignore-certificate-errors-spki-list={trusted}"]
        )
        try:
            context = browser.new_context()
            context.set_default_timeout(TIMEOUT_MILLISECONDS)
            context.on("console", console)
            context.on("weberror", error)
            yield context
            context.close()
        finally:
            browser.close()
    assert not broken, "\n".join(broken)


def _fingerprint(path: Path) -> str:
    """SHA-256 of the public key, in the form in which Chromium wants it."""
    key = x509.load_pem_x509_certificate(path.read_bytes()).public_key()
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(sha256(der).digest()).decode()
