"""The forms of a page, read as a browser reads them, and a browser without scripts that fills them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from fhirserver.accounts.accounts import Account
from fhirserver.accounts.sessions import begin_session

ORIGIN = "https://localhost:8443"


@dataclass
class Form:
    """A form: what it sends as it stands, what may be ticked, and its buttons by their names for people."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def filled(self, button: str = "", **values: str | list[str]) -> list[tuple[str, str]]:
        """What is sent after the fields ``values`` were filled in, or their boxes ticked, by pressing ``button``."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        for name, value in values.items():
            kept += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        pressed = self.buttons[button] if button else None
        return [*kept, pressed] if pressed else kept


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self.links: dict[str, str] = {}
        self._button: tuple[str, str] | None = None
        self._words: list[str] | None = None
        self._label = ""
        self._select = ""
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        form = self.forms[-1] if self.forms else Form("", "")
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            form.boxes.append((given["name"], given["value"]))
            if "checked" in given:
                form.fields.append((given["name"], given["value"]))
        elif tag == "input" and "name" in given:
            form.fields.append((given["name"], given.get("value", "")))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option":
            if not any(name == self._select for name, _ in form.fields):
                form.fields.append((self._select, given["value"]))
            form.boxes.append((self._select, given["value"]))
        elif tag == "button":
            self._button = (given["name"], given.get("value", "")) if "name" in given else None
            self._label, self._words = given.get("aria-label", ""), []
        elif tag == "a":
            self._link, self._words = given.get("href", ""), []

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        words = " ".join("".join(self._words or ()).split())
        if tag == "button" and self.forms:
            self.forms[-1].buttons[self._label or words] = self._button
        elif tag == "a":
            self.links[words] = self._link
        if tag in ("button", "a"):
            self._words = None


@dataclass(frozen=True)
class Page:
    """An answer to a browser: ``location`` is where it is sent, ``forms`` are those of the page."""

    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        return self.response.headers.get("Location", "")

    @property
    def answer(self) -> dict[str, str]:
        """The parameters in the address to which the browser is sent, each of them once."""
        pairs = parse_qsl(urlsplit(self.location).query, keep_blank_values=True, strict_parsing=True)
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    @property
    def _read(self) -> _Forms:
        reader = _Forms()
        reader.feed(self.response.get_data(as_text=True))
        return reader

    @property
    def text(self) -> str:
        return " ".join("".join(self._read.text).split())

    @property
    def links(self) -> dict[str, str]:
        return self._read.links

    @property
    def forms(self) -> list[Form]:
        return self._read.forms

    def form(self, action: str, button: str = "") -> Form:
        """The first form that is sent to ``action``, and has ``button``."""
        return next(each for each in self.forms if each.action == action and (not button or button in each.buttons))


class Browser:
    """A browser without scripts: keeps cookies, fills in forms, and follows redirects when told to."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def sign_in(self, account: Account, methods: tuple[str, ...] = ("pwd", "otp", "mfa")) -> None:
        """Have a session of a person who has just signed in."""
        now = int(self.app.extensions["clock"]()) if "clock" in self.app.extensions else None
        from fhirserver.web import serving

        with self.app.app_context():
            instant = serving.now() if now is None else now
        database = self.app.extensions["repository"].database
        cookie = database.write(lambda connection: begin_session(connection, account, methods, now=instant))
        self.client.set_cookie("__Host-session", cookie, domain="localhost", secure=True)

    def get(self, path: str) -> Page:
        return Page(self.client.get(path, base_url=ORIGIN))

    def post(self, path: str, fields: list[tuple[str, str]] | dict[str, str], **headers: str) -> Page:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Page(self.client.post(path, data=MultiDict(fields), base_url=ORIGIN, headers=named))

    def submit(self, page: Page, action: str, button: str = "", **values: str | list[str]) -> Page:
        """Fill in a form of ``page`` and send it."""
        return self.post(action, page.form(action, button).filled(button, **values))

    def follow(self, page: Page) -> Page:
        """Go where an answer sends the browser, as long as that is a page of ours."""
        while page.status in (302, 303) and page.location.startswith("/"):
            page = self.get(page.location)
        return page
