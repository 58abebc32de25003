"""References: to resources of this server, to other addresses, to canonical URLs, to identifiers.

https://hl7.org/fhir/R4/search.html#reference
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from conformance import definitions
from fhirserver.search.values import BadValue, unescaped

_RELATIVE = re.compile(r"(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]{1,64})(?:/_history/[A-Za-z0-9\-.]{1,64})?\Z")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")
_RESOURCE_TYPES = frozenset(definitions().resource_types)


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """What is referred to: a resource of this server by ``types`` and ``id``, or an address ``url``.

    A canonical URL may have a ``version``.
    """

    types: tuple[str, ...] = ()
    id: str | None = None
    url: str | None = None
    version: str | None = None


def reference_value(text: str, targets: Collection[str], base_url: str) -> ReferenceValue:
    """Return what ``id``, ``Type/id`` or an address means where one of the types ``targets`` (any, if none) can stand.

    Raises BadValue.
    """
    text = unescaped(text).strip()
    if text.startswith(f"{base_url}/"):
        text = text[len(base_url) + 1 :]
    match = _RELATIVE.match(text)
    if match and match["type"] in _RESOURCE_TYPES:
        if targets and match["type"] not in targets:
            raise BadValue(f"a reference to {' or '.join(sorted(targets))} is expected")
        return ReferenceValue((match["type"],), match["id"])
    if _ID.match(text):
        return ReferenceValue(tuple(targets), text)
    if ":" in text or text.startswith("/"):
        url, _, version = text.partition("|")
        return ReferenceValue(url=url, version=version or None)
    raise BadValue("an id, a Type/id or a URL is expected")
