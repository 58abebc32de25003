"""Narrative XHTML: txt-1 and txt-2.  https://hl7.org/fhir/R4/narrative.html#xhtml

The text is parsed by expat with document types refused, so no entity can be declared and nothing is fetched.
"""

from __future__ import annotations

import re
from xml.parsers.expat import ExpatError, ParserCreate

XHTML = "http://www.w3.org/1999/xhtml"

# fmt: off
ELEMENTS = frozenset((
    "a", "abbr", "acronym", "address", "area", "b", "bdo", "big", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li",
    "map", "ol", "p", "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "tt", "ul", "var",
))
"""What chapters 7 to 11 and 15 of HTML 4.0 define for a body, without what HTML 4.0 deprecates."""

COMMON = frozenset((
    "title", "style", "class", "id", "lang", "xml:lang", "dir", "accesskey", "tabindex", "xml:space", "align", "valign",
    "bgcolor", "width", "height",
))
TABLE = frozenset((
    "span", "char", "charoff", "abbr", "axis", "headers", "scope", "rowspan", "colspan", "nowrap", "summary", "border",
    "frame", "rules", "cellspacing", "cellpadding",
))
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset(("href", "name", "charset", "type", "hreflang", "rel", "rev", "shape", "coords")),
    "area": frozenset(("shape", "coords", "href", "nohref", "alt")),
    "blockquote": frozenset(("cite",)),
    "q": frozenset(("cite",)),
    "br": frozenset(("clear",)),
    "hr": frozenset(("noshade", "size")),
    "img": frozenset(("src", "alt", "longdesc", "usemap", "ismap", "border", "hspace", "vspace")),
    "li": frozenset(("type", "value")),
    "map": frozenset(("name",)),
    "ol": frozenset(("type", "start", "compact")),
    "ul": frozenset(("type", "compact")),
    "dl": frozenset(("compact",)),
    **dict.fromkeys(("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"), TABLE),
}
# fmt: on
LINKS = frozenset({"href", "src", "cite", "longdesc", "usemap"})
_active = re.compile(
    r"[\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|[\x00-\x20]*data:(?!\s*image/)", re.I
).match
_MAXIMUM_DEPTH = 200


class _Refused(Exception):
    pass


class _Checker:
    """The state of one parse: the first thing that is wrong, and whether there is anything to read."""

    def __init__(self) -> None:
        self.depth = 0
        self.has_content = False
        self.problems: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _MAXIMUM_DEPTH:
            raise _Refused("elements are nested too deeply")
        namespace, _, element = name.rpartition(" ")
        if namespace != XHTML:
            self.problems.append(f"<{element}> is not in the XHTML namespace")
        elif self.depth == 1 and element != "div":
            self.problems.append(f"the outermost element is <{element}>, not <div>")
        elif element not in ELEMENTS:
            self.problems.append(f"<{element}> is not allowed")
        else:
            allowed = ATTRIBUTES.get(element, frozenset())
            self.has_content = self.has_content or element == "img"
            for attribute, value in attributes.items():
                self.attribute(element, attribute.rpartition(" ")[2], value, allowed)

    def attribute(self, element: str, attribute: str, value: str, allowed: frozenset[str]) -> None:
        if attribute not in COMMON and attribute not in allowed:
            self.problems.append(f"attribute {attribute} is not allowed on <{element}>")
        elif attribute in LINKS and _active(value):
            self.problems.append(f"attribute {attribute} of <{element}> has active content")

    def end(self, name: str) -> None:
        self.depth -= 1

    def text(self, data: str) -> None:
        if not self.has_content and not data.isspace():
            self.has_content = True


def _refuse(*_: object) -> None:
    raise _Refused("a document type or processing instruction is not allowed")


def problems(div: str) -> list[tuple[str, str]]:
    """Return (rule, what is wrong) for each breach of txt-1 and txt-2 in a narrative's XHTML; empty where valid."""
    checker = _Checker()
    parser = ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = checker.start
    parser.EndElementHandler = checker.end
    parser.CharacterDataHandler = checker.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    try:
        parser.Parse(div.encode(), True)
    except _Refused as refused:
        return [("txt-1", str(refused))]
    except (ExpatError, UnicodeEncodeError) as error:
        return [("txt-1", f"not well-formed XHTML: {error}")]
    found = [("txt-1", problem) for problem in dict.fromkeys(checker.problems)]
    if not checker.has_content:
        found.append(("txt-2", "the narrative has no content"))
    return found
