"""What the searches look for: values that stand in a multiplied database."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from fhirserver.access.caller import Caller
from fhirserver.interactions.allowed import audience
from fhirserver.interactions.cursor import Cursor, sealed
from fhirserver.interactions.request import Context
from fhirserver.rest.dispatch import dispatch
from fhirserver.search.paths import parameters
from fhirserver.search.sql.ordering import Place
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from tests.plans.multiply import STRIDE, Copy
from tests.tokens import CLIENT, SCOPE

COMMON_CODE = "8867-4"
"""The heart rate: every patient has it several times, no Observation is more frequent."""


def known_values(repository: Repository, copies: int) -> dict[str, str]:
    """Return values by name, as they are written in addresses.  Most are of a copy in the middle of ``copies``."""
    copy = Copy(copies // 8 * 4 + 1)
    originals = f"p.pk < {STRIDE}"

    def row(text: str) -> tuple[Any, ...]:
        with repository.database.reading() as connection:
            found = connection.row(statement(text))
        assert found is not None, text
        return found

    original, pk, family, encounter = row(
        "SELECT p.id, p.pk, p.family, min(e.id) FROM patient p JOIN encounter e ON e.patient = p.pk "
        f"WHERE {originals} GROUP BY p.id, p.pk, p.family ORDER BY count(*) DESC, p.pk LIMIT 1"
    )
    (common_family,) = row(
        f"SELECT p.family FROM patient p WHERE {originals} GROUP BY p.family ORDER BY count(*) DESC, p.family LIMIT 1"
    )
    (born,) = row(f"SELECT birth_date FROM patient WHERE pk = {pk + copy.shift}")
    (identifier,) = row(
        f"SELECT min(code) FROM search_token WHERE path = {_path('Patient', 'identifier')} "
        f"AND resource_pk = {pk + copy.shift}"
    )
    code = _path("Observation", "code")
    (rare_code,) = row(
        f"SELECT code FROM search_token WHERE path = {code} GROUP BY code ORDER BY count(*), code LIMIT 1"
    )
    (condition,) = row(
        f"SELECT code FROM search_token WHERE path = {_path('Condition', 'code')} "
        "GROUP BY code ORDER BY count(*) DESC, code LIMIT 1"
    )
    (high,) = row(
        f"SELECT low FROM search_quantity WHERE of_code = '{COMMON_CODE}' ORDER BY low DESC LIMIT 1 OFFSET 30"
    )
    (count,) = row("SELECT count(*) FROM resource WHERE type = 'Observation'")
    latest = "SELECT moment, pk FROM resource WHERE type = 'Observation' ORDER BY moment DESC, pk DESC LIMIT 1 OFFSET"
    second, deep = (_place(*row(f"{latest} {offset}")) for offset in (49, count // 2))

    def page(place: Place | None, backwards: bool = False, **search: str) -> str:
        given = tuple((name.replace("_quantity", "-quantity"), value) for name, value in search.items())
        cursor = Cursor(int(time.time()), given, False, datetime.now(UTC).isoformat(), place, backwards, None)
        caller = Caller(CLIENT, None, None, frozenset(), SCOPE)
        scope = "Observation" + audience(Context(repository.settings, repository, dispatch, caller=caller))
        return f"Observation?_cursor={sealed(repository.signing_key, cursor, scope)}"

    values = {
        "original": original,
        "patient": f"{original}-{copy.number}",
        "encounter": f"{encounter}-{copy.number}",
        "identifier": identifier,
        "family": copy.letter + family,
        "common_family": common_family,
        "part_of_family": common_family[1:],
        "born": str(born),
        "common": f"http://loinc.org|{COMMON_CODE}",
        "rare": rare_code,
        "condition": condition,
        "high": str(high),
    }
    pages = {
        "page_2": page(second, _count="50"),
        "deep_page": page(deep, _count="50"),
        "page_before": page(deep, True, _count="50"),
        "last_page": page(None, True, _count="50"),
        "page_2_of_code": page(_place(*row(
            f"SELECT moment, resource_pk FROM search_token WHERE path = {code} AND code = '{COMMON_CODE}' "
            "ORDER BY moment DESC, resource_pk DESC LIMIT 1 OFFSET 19"
        )), code=COMMON_CODE, _sort="-date", _count="20"),
        "deep_page_of_code": page(deep, code=COMMON_CODE, _sort="-date", _count="20"),
        "deep_ascending": page(deep, code=COMMON_CODE, _sort="date", _count="20"),
        "deep_page_of_values": page(deep, code=COMMON_CODE, value_quantity="gt70", _sort="-date", _count="20"),
    }  # fmt: skip
    return {name: quote(value) for name, value in values.items()} | pages


def _path(resource_type: str, parameter: str) -> int:
    return parameters(resource_type)[parameter].uses[0].path.number


def _place(moment: datetime | str, key: int) -> Place:
    if isinstance(moment, datetime):
        moment = f"{moment.isoformat(timespec='microseconds')[:26]}Z"
    return moment, key
