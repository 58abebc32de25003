"""An active privacy Consent as rows: one for each provision that decides.  https://hl7.org/fhir/R4/consent.html

A provision holds where its own criteria and those of all that it is an exception to do, so each row has all of them.
What the server cannot judge (an actor that is not on this server, a code of a system that it does not know) counts as
met where access is denied, and as not met where it is permitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from conformance import definitions
from fhirserver.access.label_rows import CONFIDENTIALITY, RANKS
from fhirserver.search.dates import ALWAYS, FOREVER, Range, ranges_of
from fhirserver.search.tokens import code_columns, system_digest

Document = Mapping[str, Any]
Resolve = Callable[[str], int | None]
Alternatives = tuple[tuple[Any, ...], ...]

PRIVACY = "patient-privacy"
ACTIONS = frozenset(("collect", "access", "use", "disclose", "correct"))
PURPOSES = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
_ACTION_SYSTEM = "http://terminology.hl7.org/CodeSystem/consentaction"
_TYPES = "http://hl7.org/fhir/resource-types"
_ACTORS = re.compile(
    r"(?:\A|/)(?:Practitioner|PractitionerRole|Organization|CareTeam|Patient|RelatedPerson|Device)/[^/]+\Z"
)
_ALL_RANKS = (0, max(RANKS.values()))


@dataclass(frozen=True, slots=True)
class _Criteria:
    """What must be so for a provision to hold; None is anything.

    ``codes``, ``labels`` and ``resources`` are lists of alternatives, one of each must be so.  ``doubtful`` says that
    one was left out because the server cannot judge it.
    """

    low: str = ALWAYS
    high: str = FOREVER
    actors: frozenset[int] | None = None
    actions: frozenset[str] | None = None
    purposes: frozenset[str] | None = None
    types: frozenset[str] | None = None
    codes: tuple[Alternatives, ...] = ()
    labels: tuple[Alternatives, ...] = ()
    resources: tuple[Alternatives, ...] = ()
    data_low: str = ALWAYS
    data_high: str = FOREVER
    doubtful: bool = False

    @property
    def impossible(self) -> bool:
        """Whether nothing can satisfy them."""
        sets = (self.actors, self.actions, self.purposes, self.types)
        return self.low >= self.high or self.data_low >= self.data_high or any(each == frozenset() for each in sets)


def consent_rows(document: Document, resolve: Resolve) -> list[tuple[Any, ...]]:
    """Return the rows of a Consent, none unless it is active and about privacy.

    Each begins with the place, from 1, of the row of which it is an exception, 0 if of none.
    """
    scopes = document.get("scope", {}).get("coding", ())
    if document.get("status") != "active" or all(each.get("code") != PRIVACY for each in scopes):
        return []
    provision = document.get("provision", {})
    root = provision.get("type") or _of_policy(document)
    rows: list[tuple[Any, ...]] = []
    _add(rows, provision, root, 0, _Criteria(), resolve)
    return rows


def _of_policy(document: Document) -> str | None:
    """What the policy says that a Consent without a decision of its own is based on.

    https://terminology.hl7.org/ValueSet-v3-ActConsentDirective.html
    """
    for coding in document.get("policyRule", {}).get("coding", ()):
        code = coding.get("code", "")
        if code.startswith("OPTOUT"):
            return "deny"
        if code.startswith("OPTIN"):
            return "permit"
    return None


def _add(
    rows: list[tuple[Any, ...]],
    provision: Document,
    decision: str | None,
    parent: int,
    inherited: _Criteria,
    resolve: Resolve,
) -> None:
    denies = decision != "permit"
    criteria = _narrowed(inherited, provision, resolve, denies=denies)
    if criteria.impossible:
        return
    place = 0
    if decision is not None and (denies or not criteria.doubtful):
        rows.append((parent, *_row(criteria, permit=not denies)))
        place = len(rows)
    for nested in provision.get("provision", ()):
        # What excepts from nothing stands for itself; an exception without a decision is one that denies.
        _add(rows, nested, nested.get("type", "deny"), place, criteria, resolve)


def _row(criteria: _Criteria, *, permit: bool) -> tuple[Any, ...]:
    dated = (criteria.data_low, criteria.data_high) != (ALWAYS, FOREVER)
    sets = (criteria.actors, criteria.actions, criteria.purposes, criteria.types)
    lists = (criteria.codes, criteria.labels, criteria.resources)
    return (
        *(permit, criteria.low, criteria.high),
        *(None if each is None else _json(sorted(each)) for each in sets),
        *(_json(each) if each else None for each in lists),
        *((criteria.data_low, criteria.data_high) if dated else (None, None)),
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _narrowed(base: _Criteria, provision: Document, resolve: Resolve, *, denies: bool) -> _Criteria:
    period, data_period = _range(provision.get("period")), _range(provision.get("dataPeriod"))
    actors = _actors(provision.get("actor", ()), resolve)
    actions = _codes_of(_codings(provision.get("action", ())), _ACTION_SYSTEM, ACTIONS)
    purposes = _codes_of(provision.get("purpose", ()), PURPOSES, None)
    types = _codes_of(provision.get("class", ()), _TYPES, frozenset(definitions().resource_types))
    codes = _alternatives([_code(each) for each in _concepts(provision.get("code", ()))])
    resources = _alternatives([_data(each, resolve, denies=denies) for each in provision.get("data", ())])
    found: tuple[_Found, ...] = (actors, actions, purposes, types)
    # Of alternatives one that cannot be judged may be the one that is met: then the others do not narrow a denial.
    met = [denies and each.doubtful for each in found]
    sets = [
        _both(own, None if met[at] else each.values)
        for at, (own, each) in enumerate(
            zip((base.actors, base.actions, base.purposes, base.types), found, strict=True)
        )
    ]
    lists = [
        () if (denies and each.doubtful) or not each.values else (tuple(each.values),) for each in (codes, resources)
    ]
    return replace(
        base,
        low=max(base.low, period[0]),
        high=min(base.high, period[1]),
        actors=sets[0],
        actions=sets[1],
        purposes=sets[2],
        types=sets[3],
        codes=(*base.codes, *lists[0]),
        labels=(*base.labels, *_labels(provision.get("securityLabel", ()), denies=denies)),
        resources=(*base.resources, *lists[1]),
        data_low=max(base.data_low, data_period[0]),
        data_high=min(base.data_high, data_period[1]),
        doubtful=base.doubtful or any(each.empty for each in (*found, codes, resources)),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The alternatives of a criterion (None: it is not there), and whether some could not be judged."""

    values: Any
    doubtful: bool

    @property
    def empty(self) -> bool:
        """Whether it is there and none of it can be judged."""
        return self.doubtful and not self.values


def _both(some: frozenset[Any] | None, others: frozenset[Any] | None) -> frozenset[Any] | None:
    if some is None or others is None:
        return others if some is None else some
    return some & others


def _range(period: Document | None) -> Range:
    return next(ranges_of(period or {}, "Period"), (ALWAYS, FOREVER))


def _actors(actors: Iterable[Document], resolve: Resolve) -> _Found:
    keys = []
    for actor in actors:
        text = actor.get("reference", {}).get("reference")
        keys.append(resolve(text) if isinstance(text, str) and _ACTORS.search(text) else None)
    return _set(keys)


def _set(values: list[Any]) -> _Found:
    if not values:
        return _Found(None, doubtful=False)
    return _Found(frozenset(each for each in values if each is not None), doubtful=None in values)


def _alternatives(values: list[Any]) -> _Found:
    known = tuple(dict.fromkeys(row for each in values if each for row in each))
    return _Found(known, doubtful=any(not each for each in values))


def _codings(concepts: Iterable[Document]) -> Iterator[Document]:
    for concept in _concepts(concepts):
        yield from concept.get("coding") or [{}]


def _concepts(concepts: Iterable[Any]) -> Iterator[Document]:
    return (each or {} for each in concepts)


def _codes_of(codings: Iterable[Document], system: str, known: frozenset[str] | None) -> _Found:
    return _set(
        [
            code if each.get("system") == system and code is not None and (known is None or code in known) else None
            for each in codings
            for code in [each.get("code")]
        ]
    )


def _code(concept: Document) -> list[tuple[int, str]]:
    """The codings of a concept as they stand in search_token."""
    return [
        (system_digest(each["system"]), folded)
        for each in concept.get("coding", ())
        if "system" in each and (folded := code_columns(each.get("code"))[0]) is not None
    ]


def _data(data: Document, resolve: Resolve, *, denies: bool) -> list[tuple[int, int]]:
    """The resource that is meant, and whether what refers to it is meant too."""
    text = data.get("reference", {}).get("reference")
    key = resolve(text) if isinstance(text, str) else None
    # Who wrote a resource cannot be told from who else it refers to, so nothing is permitted for that reason.
    doubtful = data.get("meaning") == "authoredby" and not denies
    return [] if key is None or doubtful else [(key, int(data.get("meaning") != "instance"))]


def _labels(labels: Iterable[Document], *, denies: bool) -> list[Alternatives]:
    """A denial is about what has any of the labels, or more confidential ones; a permission about what has all.

    https://hl7.org/fhir/R4/consent-definitions.html#Consent.provision.securityLabel
    """
    entries: list[tuple[str | None, int, int]] = []
    for label in labels:
        system, code = label.get("system", ""), label.get("code", "")
        rank = RANKS.get(code) if system == CONFIDENTIALITY else None
        if rank is None:
            entries.append((f"{system}|{code}", *_ALL_RANKS))
        else:
            entries.append((None, rank, _ALL_RANKS[1]) if denies else (None, 0, rank))
    if not entries:
        return []
    return [tuple(entries)] if denies else [(entry,) for entry in entries]
