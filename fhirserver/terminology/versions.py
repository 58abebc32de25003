"""Which of two business versions is the newer one, as R4 leaves open how they are written.

https://hl7.org/fhir/R4/resource.html#versions
"""

from __future__ import annotations

import re

_PART = re.compile(r"(\d+)|(\D+)")

Order = tuple[tuple[tuple[int, str], ...], bool, tuple[tuple[int, str], ...]]


def version_order(version: str | None) -> Order:
    """Return what to sort versions by: numbers count as such, ``2.0-beta`` comes before ``2.0``, none before all."""
    head, _, tail = (version or "").partition("-")
    if tail[:1].isalpha():
        return _parts(head), False, _parts(tail)
    return _parts(version or ""), True, ()


def _parts(text: str) -> tuple[tuple[int, str], ...]:
    # Python reads long numbers slowly, and no version needs more digits.
    return tuple((int(digits[:18]), "") if digits else (-1, other) for digits, other in _PART.findall(text))
