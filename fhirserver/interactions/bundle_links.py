"""What the resources of a transaction say of one another, rewritten to what it becomes.

https://hl7.org/fhir/R4/http.html#trules and https://hl7.org/fhir/R4/bundle.html#references

A link names an entry by its fullUrl, or relative to the base of the fullUrl of its own entry.  Rewritten are
references, links in narratives, and elements of the types uri and url, except those that are names and no links
(``url`` and ``system``).  Elements of type canonical stay as the specification says; so do those of the types oid and
uuid, which could not hold what they would become.  A Bundle that is stored as a resource keeps its entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import msgspec

from conformance import definitions
from fhirserver.errors import Invalid, Issue, Unprocessable
from fhirserver.interactions.bundle_entries import path_of
from fhirserver.interactions.change import Change, criteria_of
from fhirserver.interactions.criteria import Criteria
from fhirserver.interactions.request import Context
from fhirserver.validation import ReferenceFound, Report, UriFound

_RESTFUL = re.compile(r"(?P<base>https?://.+)/[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}\Z")
_RELATIVE = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}\Z")
_CONDITIONAL = re.compile(r"(?P<type>[A-Z][A-Za-z]+)\?(?P<query>.+)\Z", re.DOTALL)
_TAG = re.compile(r"""<(?:a|img)\s(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LINK = re.compile(r"""(?P<before>\s(?:href|src)\s*=\s*)(?P<quote>["'])(?P<link>.*?)(?P=quote)""", re.DOTALL)
_NAMES = ("url", "system")
_TYPES = frozenset(definitions().resource_types)


class Meant(msgspec.Struct, frozen=True):
    """What a link means: an entry, or the resource that criteria name; a version of it; a place in it (``#...``)."""

    entry: int | None
    criteria: Criteria | None = None
    versioned: bool = False
    fragment: str = ""


class Link(msgspec.Struct, frozen=True):
    """A link at ``container[key]``, or a narrative there with links; ``text`` is what the client wrote.

    ``meant`` is what it means; in a narrative, by its links.
    """

    container: Any
    key: str | int
    text: str
    expression: str
    meant: Meant | Mapping[str, Meant]


@dataclass(slots=True)
class Links:
    """Links that were found.

    ``criteria`` are those of conditional references, each with the FHIRPath of one of its places; ``versioned`` are the
    entries of which a version is meant.
    """

    found: list[Link] = field(default_factory=list)
    criteria: dict[Criteria, str] = field(default_factory=dict)
    versioned: set[int] = field(default_factory=set)

    def add(self, other: Links) -> None:
        """Add other links."""
        self.found += other.found
        self.criteria |= other.criteria
        self.versioned |= other.versioned


class LinkFinder:
    """Finds the links in the resources of a transaction.  Raises Invalid if two entries have the same fullUrl."""

    def __init__(self, context: Context, entries: list[dict[str, Any]], changes: Mapping[int, Change]) -> None:
        self._context = context
        self._types = {place: change.resource_type for place, change in changes.items()}
        self._bases: dict[int, str | None] = {}
        self._entries: dict[str, Meant] = {}
        self._criteria: dict[str, Criteria] = {}
        seen: dict[str, int] = {}
        for place, entry in enumerate(entries):
            full_url = entry.get("fullUrl")
            if full_url is None:
                continue
            other = seen.setdefault(full_url, place)
            if other != place:
                text = f"{path_of(other)} and {path_of(place)} have the same fullUrl, {full_url[:80]}."
                raise Invalid(text, code="duplicate", expression=f"{path_of(place)}.fullUrl")
            match = _RESTFUL.match(full_url)
            self._bases[place] = match["base"] if match else None
            if place in changes:
                self._entries[full_url] = Meant(place)

    def find(self, place: int, report: Report, *, relative: bool = True) -> Links:
        """Return the links in the resource of an entry.

        ``relative`` says whether relative ones are the client's own, to be read by the entry's fullUrl.  Raises Invalid
        for criteria that are not understood, Unprocessable for a reference to an entry of a type that is not allowed.
        """
        base = self._bases.get(place) if relative else None
        inner = f"{path_of(place)}.resource.entry[" if self._types[place] == "Bundle" else None
        links = Links()
        for link in self._all(report, base):
            if inner is None or not link.expression.startswith(inner):
                links.found.append(link)
                for meant in (link.meant,) if isinstance(link.meant, Meant) else link.meant.values():
                    if meant.versioned and meant.entry is not None:
                        links.versioned.add(meant.entry)
                    elif meant.criteria is not None:
                        links.criteria[meant.criteria] = link.expression
        return links

    def _all(self, report: Report, base: str | None) -> Iterator[Link]:
        yield from self._references(report.references, base)
        yield from self._uris(report.uris)
        for narrative in report.narratives:
            text = narrative.holder[narrative.key]
            if meant := self._in_narrative(text, base):
                yield Link(narrative.holder, narrative.key, text, narrative.expression, meant)

    def _references(self, references: list[ReferenceFound], base: str | None) -> Iterator[Link]:
        issues = []
        for found in references:
            text = found.holder["reference"]
            meant = self._meant(text, base)
            if meant is None and "?" in text:
                meant = self._conditional(text, found.expression)
            elif meant is not None:
                issues += self._wrong_type(meant, found)
            if meant is not None:
                yield Link(found.holder, "reference", text, found.expression, meant)
        if issues:
            raise Unprocessable(issues=issues)

    def _uris(self, uris: list[UriFound]) -> Iterator[Link]:
        for found in uris:
            if found.type not in ("uri", "url") or (found.type == "uri" and found.key in _NAMES):
                continue
            text = found.container[found.key]
            meant = self._meant(text, None)
            if meant is not None:
                yield Link(found.container, found.key, text, found.expression, meant)

    def _in_narrative(self, text: str, base: str | None) -> dict[str, Meant]:
        if "href" not in text and "src" not in text:
            return {}
        links = {match["link"] for tag in _TAG.findall(text) for match in _LINK.finditer(tag)}
        found = {link: self._meant(unescape(link), base) for link in links}
        return {link: meant for link, meant in found.items() if meant is not None}

    def _meant(self, text: str, base: str | None) -> Meant | None:
        """Return what a link means if it is to another entry."""
        meant = self._entries.get(text)
        if meant is not None:
            return meant
        url, hash_, fragment = text.partition("#")
        url, history, _ = url.partition("/_history/")
        if base is not None and _RELATIVE.match(url):
            url = f"{base}/{url}"
        meant = self._entries.get(url)
        return None if meant is None else Meant(meant.entry, None, bool(history), hash_ + fragment)

    def _conditional(self, text: str, expression: str) -> Meant | None:
        match = _CONDITIONAL.match(text)
        if match is None:
            return None
        if text not in self._criteria:
            self._context.permission.demand("s", match["type"])
            self._criteria[text] = criteria_of(self._context, match["type"], match["query"], expression)
        return Meant(None, self._criteria[text])

    def _wrong_type(self, meant: Meant, found: ReferenceFound) -> list[Issue]:
        """Return what validation could not see before it was known which resource is meant."""
        target = self._types[meant.entry] if meant.entry is not None else ""
        stated = found.holder.get("type", target)
        if found.targets and target not in found.targets:
            problem = f"a reference to {target} is not allowed here, only to {', '.join(found.targets)}"
        elif stated in _TYPES and stated != target:
            problem = f"type is {stated}, but the reference is to a {target}"
        else:
            return []
        return [Issue("error", "value", problem, found.expression)]


def rewrite(links: Iterable[Link], becomes: Callable[[Meant], str | None]) -> None:
    """Put into every link what it becomes; a link of which that is None stays as the client wrote it."""
    for link in links:
        if isinstance(link.meant, Meant):
            link.container[link.key] = becomes(link.meant) or link.text
        else:
            link.container[link.key] = _rewritten(link.text, link.meant, becomes)


def _rewritten(narrative: str, meant: Mapping[str, Meant], becomes: Callable[[Meant], str | None]) -> str:
    def link(match: re.Match[str]) -> str:
        text = becomes(meant[match["link"]]) if match["link"] in meant else None
        return match[0] if text is None else f"{match['before']}{match['quote']}{text}{match['quote']}"

    return _TAG.sub(lambda tag: _LINK.sub(link, tag[0]), narrative)
