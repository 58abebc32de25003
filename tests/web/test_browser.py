"""A person with a real browser: the first administrator, an invited nurse, passkeys, one-time passwords, sessions."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import browsing
from tests.serving.running import Running, free_port, running

PASSWORD = "heron lantern oblique"


@dataclass
class Site:
    """A running server, and where its first administrator is made."""

    server: Running
    welcome: str

    def __call__(self, path: str) -> str:
        return f"https://localhost:{self.server.port}{path}"

    def command(self, *arguments: str) -> str:
        """What ``fhirserver user`` prints beside the running server."""
        done = subprocess.run(
            [sys.executable, "-m", "fhirserver.cli", "--data", str(self.server.data), "user", *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={"FHIRSERVER_PORT": str(self.server.port), "PATH": ""},
        )
        return done.stdout.strip()

    def invite(self, username: str) -> str:
        """The one-time address of a new nurse."""
        return self.command("add", username, "--name", username.title(), "--role", "nurse")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server where staff need a second factor."""
    data, port = tmp_path_factory.mktemp("data"), free_port()
    arguments = ["serve", "--port", str(port), "--workers", "1", "--threads", "4"]
    command = [sys.executable, "-m", "fhirserver.cli", "--data", str(data), *arguments]
    with running(command, port, data, {"FHIRSERVER_SECOND_FACTOR": "true"}) as started:
        assert started.process.stderr
        assert started.ready == f"ready https://localhost:{port}/fhir"
        for line in started.process.stderr:
            if line.startswith("Administrator"):
                yield Site(started, line.split()[-1])
                return


@pytest.fixture
def context(site: Site) -> Iterator[BrowserContext]:
    with browsing(site.server.data / "tls" / "ca.pem") as made:
        yield made


def with_authenticator(context: BrowserContext) -> Page:
    """A tab of a browser with a passkey authenticator that finds the finger of its owner at once."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def set_password(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    heading(page, "Sign in")


def sign_in(page: Page, site: Site, username: str) -> None:
    page.goto(site("/account"))
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_app(page: Page) -> tuple[pyotp.TOTP, list[str]]:
    """Add an app that shows one-time passwords; return it, and the recovery codes."""
    heading(page, "Add a second factor")
    totp = pyotp.TOTP(page.locator("span.code").inner_text())
    page.get_by_label("Code", exact=True).fill(totp.now())
    page.get_by_role("button", name="Add the app").click()
    heading(page, "Your recovery codes")
    codes = page.locator("ul.code li").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    heading(page, "Your account")
    return totp, codes


def next_code(totp: pyotp.TOTP) -> str:
    """The password of the next half minute: that of this one was used, and clocks may differ by one."""
    return totp.at(int(time.time()) + 30)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out.")


def test_the_first_administrator_with_a_passkey(site: Site, context: BrowserContext) -> None:
    page = with_authenticator(context)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site.welcome)
    token = site.welcome.partition("#")[2]
    expect(page.get_by_label("One-time code")).to_have_value(token)
    assert page.url == site("/welcome")
    page.get_by_label("Username").fill("root")
    page.get_by_label("Your name").fill("Ruth Root")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    heading(page, "Sign in")
    sign_in(page, site, "root")
    heading(page, "Add a second factor")
    page.goto(site("/account"))
    heading(page, "Add a second factor")
    page.get_by_label("What to call it").fill("My telephone")
    page.get_by_role("button", name="Add a passkey").click()
    heading(page, "Your recovery codes")
    page.get_by_role("link", name="I have kept them").click()
    heading(page, "Your account")
    expect(page.get_by_text("My telephone, added")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    heading(page, "Your account")
    sign_out(page)
    sign_in(page, site, "root")
    heading(page, "One more thing to show")
    page.get_by_role("button", name="Show a passkey").click()
    heading(page, "Your account")
    assert all(address.startswith((site("/"), "data:")) for address in requests)
    assert not any(token in address.partition("#")[0] for address in requests)


def test_a_browser_without_a_passkey_says_so(site: Site, context: BrowserContext) -> None:
    page = with_authenticator(context)
    page.goto(site("/sign-in"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was shown.")).to_be_visible()


def test_an_invited_nurse_with_one_time_passwords_and_a_recovery_code(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    set_password(page, site.invite("nora"))
    sign_in(page, site, "nora")
    totp, codes = add_app(page)
    sign_out(page)
    sign_in(page, site, "nora")
    heading(page, "One more thing to show")
    page.get_by_label("Code", exact=True).fill(totp.at(int(time.time()) - 3600))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_have_text("The code is wrong, or was used already. Wait for the next one.")
    page.get_by_label("Code", exact=True).fill(next_code(totp))
    page.get_by_role("button", name="Go on").click()
    heading(page, "Your account")
    sign_out(page)
    sign_in(page, site, "nora")
    page.get_by_label("Code", exact=True).fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    heading(page, "Your account")
    expect(page.get_by_text("Recovery codes left: 9")).to_be_visible()
    assert "one-time passwords  yes" in site.command("show", "nora")


def test_a_session_is_ended_from_another_browser_and_by_the_operator(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    set_password(page, site.invite("otto"))
    sign_in(page, site, "otto")
    _, codes = add_app(page)
    assert isinstance(context.browser, Browser)
    elsewhere = context.browser.new_context().new_page()
    sign_in(elsewhere, site, "otto")
    elsewhere.get_by_label("Code", exact=True).fill(codes[1])
    elsewhere.get_by_role("button", name="Go on").click()
    heading(elsewhere, "Your account")
    page.reload()
    page.get_by_role("button", name=re.compile("^End the session since")).click()
    expect(page.get_by_role("status")).to_have_text("The session has ended.")
    elsewhere.reload()
    heading(elsewhere, "Sign in")
    assert len(site.command("sessions", "otto", "--end").splitlines()) == 1
    page.reload()
    heading(page, "Sign in")


def test_everything_but_passkeys_works_without_scripts(site: Site, context: BrowserContext) -> None:
    assert isinstance(context.browser, Browser)
    page = context.browser.new_context(java_script_enabled=False).new_page()
    address, _, token = site.invite("ella").partition("#")
    page.goto(address)
    page.get_by_label("One-time code").fill(token)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    sign_in(page, site, "ella")
    add_app(page)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    sign_out(page)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


@pytest.mark.parametrize("path", ["/sign-in", "/welcome", "/account/second-factor"])
def test_a_page_fits_a_narrow_screen_and_can_be_walked_by_keyboard(
    site: Site, context: BrowserContext, path: str
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site(path))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name || ''"))
    assert seen[0] == "Skip to the content"
    assert "username" in seen
    fields = page.locator("input:not([type=hidden])")
    assert all(fields.nth(index).evaluate("field => field.labels.length") == 1 for index in range(fields.count()))
