"""Which resource each entry of a transaction is about.  https://hl7.org/fhir/R4/http.html#trules

A resource can appear in a transaction once: its outcome must not depend on the order of the entries.  So criteria are
held against what is stored, without what the transaction deletes; where they match nothing there, they must not match
what another entry writes either.  Two conditional creates of the same resource by criteria that both match it are
one: the first makes it, the other finds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fhirserver.errors import Invalid, Issue, PreconditionFailed
from fhirserver.interactions import delete
from fhirserver.interactions.bundle_entries import for_each, path_of
from fhirserver.interactions.change import Change
from fhirserver.interactions.criteria import Criteria
from fhirserver.interactions.request import Context
from fhirserver.store.conditions import identifiers_of, values_of
from fhirserver.store.references import Identity
from fhirserver.store.transaction import Transaction

Changes = Mapping[int, Change]


@dataclass(slots=True)
class Targets:
    """What the entries of a transaction are about, by entry.

    ``deletes`` are the ids that each deletion names, ``ids`` those that each other change leads to.  ``found`` are the
    creates that found a stored resource; ``joined`` says of a create which other entry makes the same resource.
    """

    deletes: dict[int, list[str]] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    found: set[int] = field(default_factory=set)
    joined: dict[int, int] = field(default_factory=dict)

    def of(self, place: int) -> list[str]:
        """Return all ids that an entry is about."""
        return [self.ids[place]] if place in self.ids else self.deletes.get(place, [])


class Written:
    """What a transaction writes, to hold criteria against before it is stored."""

    def __init__(self, changes: Changes, targets: Targets) -> None:
        self._of_type: dict[str, dict[int, tuple[str, dict[str, Any]]]] = defaultdict(dict)
        self._by_value: dict[tuple[str, object], set[int]] = defaultdict(set)
        for place, change in changes.items():
            if change.document is not None and place not in targets.found:
                self._of_type[change.resource_type][place] = targets.ids[place], change.document
                for identifier in identifiers_of(change.document):
                    self._by_value[change.resource_type, identifier["value"]].add(place)

    def places(self, criteria: Criteria, *, besides: int | None = None) -> list[int]:
        """Return the entries whose resource matches, but for the entry ``besides``.

        Raises Invalid for criteria that can only be held against what is stored, if there is an entry to hold them
        against.
        """
        entries = self._of_type[criteria.resource_type]
        possible: Iterable[int] = entries
        for group in values_of(criteria.search, "identifier"):
            values = [value.code for value in group]
            if None not in values:
                possible = {place for value in values for place in self._by_value[criteria.resource_type, value]}
        return sorted(place for place in possible if place != besides and criteria.holds_for(*entries[place]))


def find_targets(context: Context, changes: Changes, transaction: Transaction) -> Targets:
    """Find what every change is about, and set its ``resource_id`` if it has criteria.

    Raises PreconditionFailed for criteria that match several, Invalid where two entries are about one resource.
    """
    targets = Targets()
    deletions = [place for place, change in changes.items() if change.method == "DELETE"]
    targets.deletes = for_each(deletions, lambda place: delete.matching(context, changes[place], transaction))
    gone = {(changes[place].resource_type, name) for place, names in targets.deletes.items() for name in names}
    conditional = [place for place, change in changes.items() if change.criteria and change.method != "DELETE"]

    def match(place: int) -> str | None:
        change = changes[place]
        # Deletions come first, so a create does not find what is deleted; an update of it is a contradiction.
        without = gone if change.method == "POST" else frozenset()
        return change.criteria.single(transaction, expression=change.at, without=without) if change.criteria else None

    for place, match_ in for_each(conditional, match).items():
        changes[place].resource_id = match_
    for place, change in changes.items():
        if change.method != "DELETE" and (resource_id := _id_of(change)):
            targets.ids[place] = resource_id
        if change.method == "POST" and change.resource_id:
            targets.found.add(place)
    _check_once(changes, targets)
    _join_creates(changes, targets, [place for place in conditional if changes[place].resource_id is None])
    return targets


def _id_of(change: Change) -> str | None:
    if change.resource_id is not None or change.method == "PATCH":
        return change.resource_id
    given = change.document.get("id") if change.document and change.method == "PUT" else None
    return str(given) if given else change.new_id


def _check_once(changes: Changes, targets: Targets) -> None:
    """Refuse two entries about one resource; creates that only find what is stored may be several."""
    seen: dict[Identity, int] = {}
    issues = []
    for place, change in changes.items():
        for name in targets.of(place):
            other = seen.setdefault((change.resource_type, name), place)
            if other != place and not (place in targets.found and other in targets.found):
                issues.append(_twice(f"{change.resource_type}/{name}", other, place))
    if issues:
        raise Invalid(issues=issues)


def _twice(name: str, other: int, place: int) -> Issue:
    text = f"{name} is what both {path_of(other)} and {path_of(place)} are about; a transaction can change it once."
    return Issue("error", "duplicate", text, path_of(place))


def _join_creates(changes: Changes, targets: Targets, unmatched: list[int]) -> None:
    """Let conditional creates of one and the same resource make it once; refuse criteria that match other entries."""
    if not unmatched:
        return
    written = Written(changes, targets)
    matching = {
        place: written.places(criteria, besides=place) for place in unmatched if (criteria := changes[place].criteria)
    }
    issues = []
    for place in unmatched:
        for other in matching[place]:
            joined = place in matching.get(other, ()) and _same(changes[place], changes[other])
            if not joined:
                issues.append(_ambiguous(changes[place], place, other))
            elif other < place and place not in targets.joined:
                targets.joined[place], targets.ids[place] = other, targets.ids[other]
    if issues:
        raise Invalid(issues=issues)


def _same(one: Change, other: Change) -> bool:
    """Whether two creates are of the same resource; its id is the client's own affair."""
    if one.method != "POST" or other.method != "POST" or one.document is None or other.document is None:
        return False
    return {**one.document, "id": None} == {**other.document, "id": None}


def _ambiguous(change: Change, place: int, other: int) -> Issue:
    criteria = f"{change.resource_type}?{change.criteria.text if change.criteria else ''}"
    text = f"{criteria} of {path_of(place)} matches what {path_of(other)} writes; which comes first would decide."
    return Issue("error", "duplicate", text, path_of(place))


def match_references(
    criteria: Mapping[Criteria, str], changes: Changes, targets: Targets, transaction: Transaction
) -> dict[Criteria, str]:
    """Return ``Type/id`` of the one resource that each conditional reference means after the transaction's changes.

    ``criteria`` come with the FHIRPath of a place where they stand.  Raises PreconditionFailed for all that match no
    resource or several.
    """
    if not criteria:
        return {}
    written = Written(changes, targets)
    changed = {
        (change.resource_type, name)
        for place, change in changes.items()
        if place not in targets.found
        for name in targets.of(place)
    }
    matched, issues = {}, []
    for each, expression in criteria.items():
        stored = {name for name in each.matches(transaction) if (each.resource_type, name) not in changed}
        names = stored | {targets.ids[place] for place in written.places(each)}
        if len(names) == 1:
            matched[each] = f"{each.resource_type}/{names.pop()}"
        else:
            many = f"{len(names)} resources" if names else "no resource"
            text = f"The conditional reference {each.resource_type}?{each.text} matches {many}, not one."
            issues.append(Issue("error", "multiple-matches" if names else "not-found", text, expression))
    if issues:
        raise PreconditionFailed(issues=issues)
    return matched
