"""All pages: headers, forms that only our own pages can send, errors that are pages."""

from __future__ import annotations

import re
from pathlib import Path

import flask
import pytest
from flask import Flask

from fhirserver.accounts.accounts import Account
from fhirserver.web import pages as web_pages
from fhirserver.web.pages import CONTENT_SECURITY_POLICY, page
from tests.accounts.conftest import PASSWORD
from tests.web.conftest import sign_in
from tests.web.visiting import ORIGIN, Visitor

OPEN = ("/sign-in", "/welcome", "/invitation")
CLOSED = ("/account", "/account/second-factor")
FORMS = (
    "/sign-in",
    "/sign-in/second-factor",
    "/sign-in/passkey",
    "/sign-out",
    "/welcome",
    "/invitation",
    "/account/password",
    "/account/sessions/1/end",
    "/account/sessions/end",
    "/account/second-factor/one-time-password",
    "/account/second-factor/passkey",
    "/account/second-factor/remove",
    "/account/recovery-codes",
)


def check_headers(answer: flask.Response | object) -> None:
    headers = answer.headers  # type: ignore[attr-defined]  # both kinds of response have them
    policy = headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_every_page_keeps_itself_apart_from_other_sites(visitor: Visitor, ann: Account) -> None:
    paths = (*OPEN, *CLOSED, "/sign-in/second-factor")
    for path in paths:
        check_headers(visitor.get(path))
        check_headers(visitor.get(path, follow=False))
    sign_in(visitor)
    for path in paths:
        check_headers(visitor.get(path))


@pytest.mark.parametrize("path", CLOSED)
def test_without_a_session_one_is_sent_to_sign_in_first(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path + "?a=b%26c", follow=False)
    assert answer.status_code == 303
    assert answer.location == f"/sign-in?next={path.replace('/', '%2F')}%3Fa%3Db%2526c"


def test_the_address_of_the_server_leads_to_ones_own_page(visitor: Visitor, ann: Account) -> None:
    assert visitor.get("/", follow=False).headers["Location"] == "/account"


def test_all_forms_there_are_are_tested_here(app: Flask) -> None:
    ours = {"sign_in", "welcome", "account", "second_factors"}
    rules = {
        rule.rule.replace("<session_id>", "1")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] in ours and "POST" in (rule.methods or ())
    }
    assert rules == set(FORMS)


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, ""),
        ({}, "forged"),
        ({}, "é"),
        ({"Origin": "https://evil.example"}, None),
        ({"Origin": "null"}, None),
        ({"Origin": "http://localhost:8443"}, None),
        ({"Sec-Fetch-Site": "cross-site"}, None),
        ({"Sec-Fetch-Site": "same-site"}, None),
    ],
    ids=str,
)
def test_a_form_that_comes_from_elsewhere_is_refused(
    visitor: Visitor, ann: Account, headers: dict[str, str], token: str | None
) -> None:
    sign_in(visitor)
    genuine = visitor.form("/sign-out").fields["csrf"]
    for path in FORMS:
        answer = visitor.post(path, {"csrf": genuine if token is None else token}, headers=headers, follow=False)
        assert answer.status_code == 403, path
        assert visitor.heading == "This form is not valid any more"
        check_headers(answer)
    visitor.get("/account")
    assert visitor.heading == "Your account"  # nothing has happened


def test_the_token_of_somebody_else_is_good_for_nothing(app: Flask, visitor: Visitor, ann: Account) -> None:
    enemy = sign_in(Visitor(app))
    token = enemy.form("/sign-out").fields["csrf"]
    sign_in(visitor)
    assert visitor.post("/sign-out", {"csrf": token}, follow=False).status_code == 403
    assert enemy.post("/sign-out", {"csrf": token}, follow=False).status_code == 303


def test_a_browser_that_keeps_no_cookies_is_told_so(app: Flask, ann: Account) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    form = visitor.form("/sign-in").fields
    other = Visitor(app)
    other.post("/sign-in", {**form, "username": "ann", "password": PASSWORD}, follow=False)
    assert other.page.status_code == 403


def test_an_old_browser_that_does_not_say_where_a_form_comes_from_still_needs_the_token(
    app: Flask, visitor: Visitor, ann: Account
) -> None:
    visitor.get("/sign-in")
    form = {**visitor.form("/sign-in").fields, "username": "ann", "password": PASSWORD}
    answer = visitor.client.post("/sign-in", data=form, base_url=ORIGIN)
    assert answer.status_code == 303
    assert visitor.client.post("/sign-in", data={**form, "csrf": "x"}, base_url=ORIGIN).status_code == 403


def test_a_form_that_is_too_large_is_refused_by_a_page(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    for path in FORMS:
        answer = visitor.post(path, {"csrf": "x" * 100_000}, follow=False)
        assert answer.status_code == 413, path
        assert answer.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/sign-out", "/account/password"])
def test_what_changes_something_is_not_done_by_get(visitor: Visitor, ann: Account, path: str) -> None:
    sign_in(visitor)
    assert visitor.get(path, follow=False).status_code in (404, 405)
    visitor.get("/account")
    assert visitor.heading == "Your account"


def test_what_people_typed_is_shown_as_text(visitor: Visitor, ann: Account) -> None:
    visitor.get("/sign-in")
    answer = visitor.send("/sign-in", username='"><script>alert(1)</script>', password="x", next="/a'\"<b>")
    assert "<script>alert" not in answer.text
    assert "<b>" not in answer.text
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


def test_a_fault_is_a_page_that_tells_nothing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    made, message = web_pages.blueprint("broken"), "the secret of Ann"

    def broken() -> flask.Response:
        raise RuntimeError(message)

    made.add_url_rule("/broken", view_func=broken)
    app.register_blueprint(made)
    visitor = Visitor(app)
    answer = visitor.get("/broken")
    assert answer.status_code == 500
    assert visitor.heading == "That did not work"
    assert "secret of Ann" not in answer.text + caplog.text
    number = re.search("fault ([0-9a-f]{8})", answer.text)
    assert number
    assert number[1] in caplog.text
    check_headers(answer)


def test_a_form_may_lead_to_the_sites_that_it_names_and_no_others(app: Flask) -> None:
    with app.test_request_context("/", base_url=ORIGIN):
        answer = page("message.html", heading="a", text="b", form_targets=("https://app.example",))
    expected = CONTENT_SECURITY_POLICY.format("'self' https://app.example")
    assert answer.headers["Content-Security-Policy"] == expected


def test_what_pages_look_like_comes_from_here(visitor: Visitor) -> None:
    kinds = {"style.css": "text/css", "passkeys.js": "text/javascript", "code.js": "text/javascript"}
    for name, kind in kinds.items():
        answer = visitor.get(f"/static/{name}")
        assert answer.status_code == 200
        assert answer.content_type.startswith(kind)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_nothing_else_is_served_as_a_file(visitor: Visitor) -> None:
    for path in ("/static/../pages.py", "/static/%2e%2e/pages.py", "/static/", "/static/none.js"):
        assert visitor.get(path, follow=False).status_code == 404, path


def test_no_page_holds_what_the_policy_forbids() -> None:
    templates = Path(web_pages.__file__).parent / "templates"
    for template in templates.glob("*.html"):
        text = template.read_text()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?! src=\"/static/)", text), template.name
        assert "http:" not in text
        for form in re.findall(r"<form[^>]*>(.*?)</form>", text, re.DOTALL):
            assert "{{ token(csrf) }}" in form or "csrf" in form, template.name
