"""A person with a browser that runs no scripts: keeps cookies, fills in the forms of pages, and sends them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

ORIGIN = "https://localhost:8443"


@dataclass
class Form:
    """A form of a page: where it goes, and what its fields hold."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            assert attributes["method"] == "post"
            self.forms.append(Form(attributes.get("action", "")))
        elif tag == "input" and self.forms and "name" in attributes:
            self.forms[-1].fields[attributes["name"]] = attributes.get("value", "")


class Visitor:
    """A browser at ``address``; ``page`` is what it shows."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.client = app.test_client()
        self.address = address
        self.page: TestResponse
        self.path = ""

    def get(self, path: str, *, follow: bool = True) -> TestResponse:
        """Ask for a page, and for where it redirects to."""
        self.page = self.client.get(
            path,
            base_url=ORIGIN,
            buffered=True,
            environ_overrides={"REMOTE_ADDR": self.address},
            headers={"User-Agent": "Test/1"},
        )
        self.path = path
        return self._follow() if follow else self.page

    def send(
        self, action: str, *, follow: bool = True, headers: dict[str, str] | None = None, **fields: str
    ) -> TestResponse:
        """Fill in the form of the page that goes to ``action``, send it, and follow where that leads."""
        form = self.form(action)
        return self.post(action or self.path, {**form.fields, **fields}, follow=follow, headers=headers)

    def post(
        self, path: str, fields: dict[str, str], *, follow: bool = True, headers: dict[str, str] | None = None
    ) -> TestResponse:
        """Send what stands in no form of a page."""
        self.page = self.client.post(
            path,
            data=fields,
            base_url=ORIGIN,
            buffered=True,
            environ_overrides={"REMOTE_ADDR": self.address},
            headers={"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "User-Agent": "Test/1", **(headers or {})},
        )
        return self._follow() if follow else self.page

    def form(self, action: str) -> Form:
        """The form of the page that goes to ``action``."""
        parser = _Forms()
        parser.feed(self.page.text)
        return next(form for form in parser.forms if form.action == action)

    @property
    def heading(self) -> str:
        """The heading of the page."""
        found = re.search("<h1>(.*?)</h1>", self.page.text, re.DOTALL)
        assert found, self.page.text
        return unescape(found[1])

    @property
    def error(self) -> str:
        """What the page says went wrong."""
        found = re.search('id="error"><p>(.*?)</p>', self.page.text, re.DOTALL)
        return unescape(found[1]) if found else ""

    def cookie(self, name: str) -> str | None:
        """The value of a cookie that the browser keeps."""
        found = self.client.get_cookie(name, "localhost")
        return found.value if found else None

    def _follow(self) -> TestResponse:
        while self.page.status_code == 303:
            self.get(self.page.location.removeprefix(ORIGIN), follow=False)
        return self.page
