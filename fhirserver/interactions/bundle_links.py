"""What the entries of a transaction say of one another: references, and links by fullUrl, rewritten to what they become.

https://hl7.org/fhir/R4/http.html#trules and https://hl7.org/fhir/R4/bundle.html#references
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fhirserver.errors import PreconditionFailed
from fhirserver.interactions.change import Change
from fhirserver.interactions.criteria import Criteria, parse_criteria
from fhirserver.store.transaction import Transaction

_RESTFUL = re.compile(r"(?P<base>https?://.+)/(?P<type>[A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}(?:/_history/[A-Za-z0-9\-.]{1,64})?\Z")
_RELATIVE = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}\Z")
_CONDITIONAL = re.compile(r"(?P<type>[A-Z][A-Za-z]+)\?(?P<query>.+)\Z", re.DOTALL)
_NARRATIVE_LINK = re.compile(r"""(?P<before>\s(?:href|src)\s*=\s*)(?P<quote>["'])(?P<link>.*?)(?P=quote)""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a link stands (``container[key]``), what the client wrote there, and the base of its entry's fullUrl."""

    container: Any
    key: str | int
    text: str
    base: str | None
    expression: str


class BundleLinks:
    """The links of a transaction's resources.

    What the client wrote is remembered, so that rewriting can be repeated when the database transaction is.
    """

    def __init__(self, entries: list[dict[str, Any]], changes: dict[int, Change]) -> None:
        self._changes = changes
        self._full_urls: dict[str, Change] = {}
        self._references: list[_Place] = []
        self._uris: list[_Place] = []
        self._narratives: list[_Place] = []
        self._conditional: dict[str, tuple[Criteria, str]] = {}
        for place, change in changes.items():
            if full_url := entries[place].get("fullUrl"):
                self._full_urls[full_url] = change
        for place, change in changes.items():
            match = _RESTFUL.match(entries[place].get("fullUrl", ""))
            self._collect(change, match["base"] if match else None)

    @property
    def has_conditional_references(self) -> bool:
        """Whether a reference is a search, https://hl7.org/fhir/R4/http.html#trules."""
        return bool(self._conditional)

    def _collect(self, change: Change, base: str | None) -> None:
        if change.report is None:
            return
        for found in change.report.references:
            text = found.holder.get("reference")
            if isinstance(text, str):
                self._references.append(_Place(found.holder, "reference", text, base, f"{found.expression}.reference"))
                match = _CONDITIONAL.match(text)
                if match and text not in self._conditional:
                    criteria = parse_criteria(match["type"], match["query"], expression=f"{found.expression}.reference")
                    self._conditional[text] = criteria, f"{found.expression}.reference"
        for uri in change.report.uris:
            text = uri.container[uri.key]
            if isinstance(text, str) and text in self._full_urls:
                self._uris.append(_Place(uri.container, uri.key, text, None, uri.expression))
        for narrative in change.report.narratives:
            text = narrative.holder.get(narrative.key)
            if isinstance(text, str) and ("href" in text or "src" in text):
                self._narratives.append(_Place(narrative.holder, narrative.key, text, None, narrative.expression))

    def rewrite(self, transaction: Transaction) -> None:
        """Put the identities that the changes have now into every link.

        Raises PreconditionFailed for a conditional reference that matches no resource or several.
        """
        becomes = {url: f"{change.resource_type}/{_id_of(change)}" for url, change in self._full_urls.items() if _id_of(change)}
        for text, (criteria, expression) in self._conditional.items():
            becomes[text] = self._matching(transaction, criteria, expression)
        for place in self._references:
            place.container[place.key] = _rewritten(place, becomes)
        for place in self._uris:
            place.container[place.key] = becomes.get(place.text, place.text)
        for place in self._narratives:
            place.container[place.key] = _NARRATIVE_LINK.sub(
                lambda match: f"{match['before']}{match['quote']}{becomes.get(match['link'], match['link'])}{match['quote']}",
                place.text,
            )

    def _matching(self, transaction: Transaction, criteria: Criteria, expression: str) -> str:
        """Return the one resource that a conditional reference names: of this Bundle, or stored."""
        found = {
            _id_of(change)
            for change in self._changes.values()
            if change.resource_type == criteria.resource_type
            and change.document is not None
            and criteria.holds_for(_id_of(change), change.document)
        }
        changed = {_id_of(change) for change in self._changes.values() if change.resource_type == criteria.resource_type}
        found |= {stored for stored in criteria.matches(transaction) if stored not in changed}
        if len(found) != 1:
            many = "no resource" if not found else f"{len(found)} resources"
            raise PreconditionFailed(
                f"The conditional reference {criteria.resource_type}?{criteria.text} matches {many}, not one.",
                code="multiple-matches" if found else "not-found",
                expression=expression,
            )
        return f"{criteria.resource_type}/{found.pop()}"


def _id_of(change: Change) -> str | None:
    """Return the id that the changed resource has, as far as it is known yet."""
    if change.resource_id is not None or change.method in ("PATCH", "DELETE"):
        return change.resource_id
    if change.method == "PUT" and change.document and change.document.get("id"):
        return str(change.document["id"])
    return change.new_id


def _rewritten(place: _Place, becomes: dict[str, str]) -> str:
    text, hash_, fragment = place.text.partition("#")
    target = becomes.get(place.text) or becomes.get(text)
    if target is None and place.base and _RELATIVE.match(text):
        target = becomes.get(f"{place.base}/{text}")
    return place.text if target is None else target + hash_ + fragment
