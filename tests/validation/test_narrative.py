"""The XHTML of narratives: what R4 allows, and nothing that is active or that makes the parser work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.validation import validate
from fhirserver.validation.narrative import ELEMENTS, problems


def div(content: str, attributes: str = "") -> str:
    return f'<div xmlns="http://www.w3.org/1999/xhtml"{attributes}>{content}</div>'


@pytest.mark.parametrize(
    "content",
    [
        "text",
        "<p>a<br/>b</p>",
        '<table class="x" border="1"><tr><td colspan="2" style="color: red">a</td></tr></table>',
        '<a href="http://example.org">a</a>',
        '<a name="here">a</a>',
        '<a href="#here">a</a>',
        '<img src="x.png" alt="x"/>',
        '<img src="data:image/png;base64,AAAA" alt="x"/>',
        "&lt;script&gt;",
        "&#160;x",
        "<!-- comment -->x",
        "<![CDATA[<x>]]>",
        "<h1>x</h1><ul><li>x</li></ul><dl><dt>x</dt><dd>y</dd></dl>",
        '<p lang="en" xml:lang="en" dir="ltr" title="t" id="i">x</p>',
        '<x:p xmlns:x="http://www.w3.org/1999/xhtml">x</x:p>',
    ],
)
def test_what_is_allowed(content: str) -> None:
    assert problems(div(content)) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<script>x</script>", "<script> is not allowed"),
        ("<style>x</style>", "<style> is not allowed"),
        ("<iframe src='x'>x</iframe>", "<iframe> is not allowed"),
        ("<object>x</object>", "<object> is not allowed"),
        ("<form>x</form>", "<form> is not allowed"),
        ("<input/>x", "<input> is not allowed"),
        ("<font>x</font>", "<font> is not allowed"),
        ("<u>x</u>", "<u> is not allowed"),
        ("<ins>x</ins>", "<ins> is not allowed"),
        ("<body>x</body>", "<body> is not allowed"),
        ("<P>x</P>", "<P> is not allowed"),
        ('<p onclick="x()">x</p>', "attribute onclick is not allowed on <p>"),
        ('<p href="x">x</p>', "attribute href is not allowed on <p>"),
        ('<a href="javascript:x()">x</a>', "attribute href of <a> has active content"),
        ('<a href=" JavaScript:x()">x</a>', "attribute href of <a> has active content"),
        ('<a href="java&#10;script:x()">x</a>', "attribute href of <a> has active content"),
        ('<a href="vbscript:x">x</a>', "attribute href of <a> has active content"),
        ('<a href="data:text/html,x">x</a>', "attribute href of <a> has active content"),
        ('<svg xmlns="http://www.w3.org/2000/svg">x</svg>', "<svg> is not in the XHTML namespace"),
    ],
)
def test_what_is_not_allowed(content: str, says: str) -> None:
    assert problems(div(content)) == [("txt-1", says)]


@pytest.mark.parametrize(
    "xhtml",
    [
        "",
        "text",
        "<div>",
        div("<p>"),
        div("a & b"),
        div("&nbsp;"),
        div("&copy;"),
        div("\x01"),
        div("x") + "x",
        div("x", " a"),
        "\ud800",
    ],
)
def test_what_is_not_well_formed(xhtml: str) -> None:
    ((rule, says),) = problems(xhtml)
    assert rule == "txt-1"
    assert says.startswith("not well-formed XHTML: ")


def test_the_outermost_element_is_a_div_of_xhtml() -> None:
    assert problems("<div>x</div>") == [("txt-1", "<div> is not in the XHTML namespace")]
    paragraph = '<p xmlns="http://www.w3.org/1999/xhtml">x</p>'
    assert problems(paragraph) == [("txt-1", "the outermost element is <p>, not <div>")]


@pytest.mark.parametrize("content", ["", " \n\t", "<p/>", "<!-- x -->", "<p> </p><br/>"])
def test_there_must_be_something_to_read(content: str) -> None:
    assert problems(div(content)) == [("txt-2", "the narrative has no content")]


def test_an_image_is_content() -> None:
    assert problems(div('<img src="x.png" alt=""/>')) == []


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE div [<!ENTITY x "y">]>',
        '<!DOCTYPE div SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE div [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<?xml-stylesheet href="http://example.org/x.css"?>',
    ],
)
def test_no_document_type_and_no_processing_instruction(prolog: str) -> None:
    assert problems(prolog + div("x")) == [("txt-1", "a document type or processing instruction is not allowed")]


def test_nesting_is_limited() -> None:
    assert problems(div("<b>" * 100 + "x" + "</b>" * 100)) == []
    assert problems(div("<b>" * 100_000 + "x")) == [("txt-1", "elements are nested too deeply")]


def test_a_problem_is_said_once() -> None:
    assert problems(div("<u>x</u>" * 50)) == [("txt-1", "<u> is not allowed")]


@pytest.mark.parametrize("element", sorted(ELEMENTS - {"div"}))
def test_all_elements_that_are_allowed(element: str) -> None:
    assert problems(div(f"<{element}>x</{element}>")) == []


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    for xhtml in (text, div(text), f"<div {text}>x</div>"):
        assert isinstance(problems(xhtml), list)


def test_issues_have_the_place_of_the_div() -> None:
    resource = {"resourceType": "Patient", "text": {"status": "generated", "div": div("<u/><script/>")}}
    assert [(i.code, i.expression, i.diagnostics) for i in validate(resource).issues] == [
        ("invariant", "Patient.text.div", "txt-1: <u> is not allowed"),
        ("invariant", "Patient.text.div", "txt-1: <script> is not allowed"),
        ("invariant", "Patient.text.div", "txt-2: the narrative has no content"),
    ]
