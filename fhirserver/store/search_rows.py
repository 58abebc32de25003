"""What the index tables hold for a resource: a function of its document, and of the keys of what it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fhirserver.access.record_rows import access_rows
from fhirserver.errors import Unprocessable
from fhirserver.search.backing import moment_path
from fhirserver.search.dates import ALWAYS
from fhirserver.search.index import Values, with_codes
from fhirserver.search.paths import measured, number_of
from fhirserver.search.registry import Registry
from fhirserver.search.texts import content_words, narrative_words
from fhirserver.store.writes import Row

Document = dict[str, Any]
Resolve = Callable[[str], int | None]
"""Returns the key of the resource that a reference names, None if it is not one of this server."""

MOST_CONTAINED = 511
"""Resources inside another one that have keys of their own."""

TABLES = (
    *("search_token", "search_string", "search_date", "search_number", "search_quantity", "search_uri"),
    *("search_position", "care_relation", "consent_provision", "security_label", "search_text"),
)
_KINDS = {
    "search_string": "strings",
    "search_date": "dates",
    "search_number": "numbers",
    "search_quantity": "quantities",
    "search_uri": "uris",
    "search_position": "positions",
}
NO_MOMENT = (ALWAYS, ALWAYS)


@dataclass(slots=True)
class IndexRows:
    """The rows of a resource by table, its references (source, path, element, target), and its moment."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    references: set[tuple[int, int, int, int]] = field(default_factory=set)
    moment: tuple[str, str] = NO_MOMENT


def contained_key(pk: int, place: int) -> int:
    """Return the key of the resource that is contained in another at ``place``, counted from 1."""
    return -(pk * (MOST_CONTAINED + 1) + place)


def container_key(key: int) -> int:
    """Return the key of the resource that another one with a key of its own is contained in."""
    return -key // (MOST_CONTAINED + 1)


def keys_of(pk: int, document: Document) -> list[int]:
    """Return the keys of a resource and of all that is contained in it."""
    inside = len(document.get("contained", ())) + (1 if document.get("resourceType") == "Bundle" else 0)
    return [pk, *(contained_key(pk, at) for at in range(1, inside + 1))]


def index_rows(
    registry: Registry,
    pk: int,
    document: Document,
    patient_pk: int | None,
    resolve: Resolve,
    everywhere: Iterable[int] = (),
) -> IndexRows:
    """Return the rows of the index tables for a document.

    ``patient_pk`` is the one patient in whose compartment it is, 0 if there are several.  ``everywhere`` are the keys
    of all that it refers to, also where no search parameter looks.
    """
    return _Indexing(registry, pk, document, patient_pk, resolve).rows(everywhere)


class _Indexing:
    def __init__(
        self,
        registry: Registry,
        pk: int,
        document: Document,
        patient_pk: int | None,
        resolve: Resolve,
    ) -> None:
        self._registry = registry
        self._pk = pk
        self._document = document
        self._patient_pk = patient_pk
        self._resolve = resolve
        self._made = IndexRows()
        self._inside: list[Document] = list(document.get("contained", ()))
        self._names = {f"#{each.get('id')}": contained_key(pk, at) for at, each in enumerate(self._inside, 1)}

    def rows(self, everywhere: Iterable[int]) -> IndexRows:
        made = self._made
        resource_type = self._document["resourceType"]
        if len(self._inside) > MOST_CONTAINED:
            raise Unprocessable(
                f"There are {len(self._inside)} contained resources; at most {MOST_CONTAINED} are stored.",
                code="too-long",
                expression=f"{resource_type}.contained",
            )
        values = Values()
        self._registry.extractor(resource_type)(self._document, values)
        with_codes(values, measured(resource_type))
        self._take_moment(resource_type, values)
        self._add(self._pk, values)
        self._add_text(values)
        contained = len(self._document.get("contained", ()))
        for at, inside in enumerate(self._inside, 1):
            # A Bundle's first entry is reached by chains only: it is no contained resource.
            self._add_inside(contained_key(self._pk, at), inside, contained=at <= contained)
        for table, rows in access_rows(self._pk, self._document, self._patient_pk, self._resolve).items():
            made.tables[table] += rows
        found = {target for _, _, _, target in made.references}
        made.references.update((self._pk, 0, 0, target) for target in everywhere if target not in found)
        return made

    def _take_moment(self, resource_type: str, values: Values) -> None:
        path = moment_path(resource_type)
        if path is not None:
            for row in values.dates:
                if row[0] == path.number:
                    self._made.moment = row[2], row[3]
            if path.number not in self._registry.parts(resource_type):
                values.dates = [row for row in values.dates if row[0] != path.number]

    def _add_inside(self, key: int, document: Document, *, contained: bool) -> None:
        values = Values()
        resource_type = document.get("resourceType", "")
        self._registry.extractor(resource_type, contained=True)(document, values)
        with_codes(values, measured(resource_type))
        if contained:
            values.add_token(number_of("contained", resource_type), 0, None, document.get("id"))
        self._add(key, values)
        if values.words:
            self._made.tables["search_text"].append((key, "", "", " ".join(values.words)))

    def _add(self, key: int, values: Values) -> None:
        self._add_references(key, values)
        moment = self._made.moment if key == self._pk else NO_MOMENT
        add = self._made.tables
        add["search_token"] += [
            (key, row[0], at, *row[1:], self._patient_pk, *moment) for at, row in _counted(values.tokens)
        ]
        for table, kind in _KINDS.items():
            rows = getattr(values, kind)
            if rows:
                add[table] += [(key, row[0], at, *row[1:]) for at, row in _counted(rows)]

    def _add_references(self, key: int, values: Values) -> None:
        for path, element, reference in values.references:
            text = reference.get("reference")
            if text is None:
                continue
            target = self._pk if text == "#" else self._names.get(text) or self._resolve(text)
            if target is not None:
                self._made.references.add((key, path, element, target))
            elif not text.startswith("#"):
                values.add_uri(path, element, text)
        for path, element, resource in values.inline:
            self._inside.append(resource)
            inner = contained_key(self._pk, len(self._inside))
            self._made.references.add((key, path, element, inner))
            if "id" in resource:
                values.add_uri(path, element, f"{resource['resourceType']}/{resource['id']}")

    def _add_text(self, values: Values) -> None:
        narrative = narrative_words(self._document)
        texts = (narrative, [*content_words(self._document), *narrative], values.words)
        if any(texts):
            self._made.tables["search_text"].append((self._pk, *map(" ".join, texts)))


def _counted(rows: list[Row]) -> Iterator[tuple[int, Row]]:
    """Count the rows of each path."""
    counts: dict[Any, int] = defaultdict(int)
    for row in rows:
        yield counts[row[0]], row
        counts[row[0]] += 1
