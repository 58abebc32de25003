"""Functions that searches use and that SQLite does not have; registered on each connection of the embedded engine."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

EARTH_KILOMETRES = 6371.0088
"""The mean radius, IUGG; as in the search's SQL for PostgreSQL."""


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the distance of two places as the crow flies, by the haversine formula."""
    one, other = math.radians(latitude), math.radians(other_latitude)
    half = (
        math.sin((one - other) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(math.radians(longitude - other_longitude) / 2) ** 2
    )
    return 2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(1.0, half)))


def text_rank(text: str, wanted: str) -> float:
    """Return how well a text fits words, from 0 to 1: how often they come in it, and how much else does."""
    words = text.split()
    counts = Counter(words)
    score = sum(1 + math.log(count) for word in wanted.split() if (count := counts[word]))
    return score / (1 + score) / (1 + math.log(1 + len(words)) / 10)


FUNCTIONS: dict[str, tuple[int, Callable[..., object]]] = {"kilometres": (4, kilometres), "text_rank": (2, text_rank)}
"""By name: how many arguments, and the function."""
