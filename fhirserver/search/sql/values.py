"""What a value that is searched for means for a row of an index table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fhirserver.search.dates import DateValue
from fhirserver.search.numbers import NumberValue
from fhirserver.search.paths import SearchPath
from fhirserver.search.quantities import QuantityValue
from fhirserver.search.sql.binds import Binds, all_of, any_of
from fhirserver.search.sql.ranges import instants, numbers
from fhirserver.search.strings import INDEXED, after_prefix, digits, folded, sounds
from fhirserver.search.tokens import SPECIAL_VALUES, TokenValue, code_columns, indexed, system_digest
from fhirserver.search.tree import CodesValue, NearValue, StringValue, UriValue, Value

EARTH_KILOMETRES = 6371.0088
"""The mean radius, IUGG."""

Condition = Callable[..., str]
"""Makes the condition on the row ``alias`` of an index table, given a value and a modifier."""


def token(binds: Binds, alias: str, value: TokenValue, kind: str, *, exactly: bool) -> str:
    """Return the condition on a row of search_token.

    ``kind`` is that of :func:`token_kind`; ``exactly``: the letter counts, also its case.
    """
    system, code = value.system, value.code
    if (kind == "boolean" and system in SPECIAL_VALUES) or (kind == "code" and system == ""):
        # The system of these is understood.
        system = None
    conditions = []
    if code is not None:
        plain, _ = code_columns(code)
        alternatives = [plain or ""]
        if kind == "contact" and (number := digits(code)):
            alternatives.append(number)
        conditions.append(any_of(f"{alias}.code = {binds(each)}" for each in alternatives))
        if exactly:
            conditions.append(f"coalesce({alias}.exact, {alias}.code) = {binds(indexed(code) or '')}")
    if system:
        of_system = f"{alias}.system = {binds.key(system_digest(system))}"
        if kind == "mixed" and system in SPECIAL_VALUES:
            of_system = f"({of_system} OR ({alias}.system IS NULL AND {alias}.code IN ('true', 'false')))"
        conditions.append(of_system)
    elif system == "":
        conditions.append(f"{alias}.system IS NULL")
    return all_of(conditions)


def token_kind(path: SearchPath) -> str:
    """Return which rules the tokens of a path follow.

    They are those of codes, truth values ("mixed": and others), contacts, or the usual ones.
    """
    types = {leaf.type for leaf in path.leaves}
    if types <= {"boolean", "Patient.deceased"}:
        return "boolean"
    if "boolean" in types:
        return "mixed"
    if types == {"code"}:
        return "code"
    return "contact" if types == {"ContactPoint"} else "coding"


def codes(binds: Binds, alias: str, value: CodesValue, *, exactly: bool) -> str:
    """Return the condition that a row of search_token has one of many codes; ``exactly`` as for a token.

    However many there are, their list is one parameter, and an index finds the rows that have one of them.
    """
    if not value.codes:
        return "1 = 0"
    plain = {code: code_columns(code)[0] or "" for _, code in value.codes}
    conditions = [f"{alias}.code {binds.text_list(sorted(set(plain.values())))}"]
    column = f"coalesce({alias}.exact, {alias}.code)" if exactly else f"{alias}.code"
    by_system: dict[str, set[str]] = {}
    for system, code in value.codes:
        by_system.setdefault(system or "", set()).add(indexed(code) or "" if exactly else plain[code])
    anywhere = by_system.pop("", set())
    alternatives = [f"{column} {binds.text_list(sorted(anywhere))}"] if anywhere and (exactly or by_system) else []
    if len(by_system) == 1 and not anywhere and not exactly:
        alternatives.append(f"{alias}.system = {binds.key(system_digest(next(iter(by_system))))}")
    elif by_system:
        digests = {str(system_digest(system)): some for system, some in by_system.items()}
        pairs = binds.pairs(sorted((system, code) for system, some in digests.items() for code in some))
        wanted = f"(SELECT CAST(wanted.first AS bigint), wanted.second FROM {pairs} AS wanted)"
        alternatives.append(f"({alias}.system, {column}) IN {wanted}")
    if alternatives:
        conditions.append(any_of(alternatives))
    return all_of(conditions)


def string(binds: Binds, alias: str, value: StringValue, modifier: str | None) -> str:
    """Return the condition on a row of search_string; ``same`` is for all of a text without case and accents."""
    plain = folded(value.text)
    if modifier == "contains":
        place = binds(plain)
        text = f"coalesce({alias}.whole, {alias}.folded)"
        return f"instr({text}, {place}) > 0" if binds.engine == "sqlite" else f"strpos({text}, {place}) > 0"
    if modifier == "exact":
        return f"{alias}.folded = {binds(plain[:INDEXED])} AND {alias}.value = {binds(value.text)}"
    if modifier == "same":
        place = binds(plain)
        return f"{alias}.folded = {binds(plain[:INDEXED])} AND coalesce({alias}.whole, {alias}.folded) = {place}"
    conditions = [f"{alias}.folded >= {binds(plain[:INDEXED])}"]
    end = after_prefix(plain[:INDEXED])
    if end is not None:
        conditions.append(f"{alias}.folded < {binds(end)}")
    if len(plain) > INDEXED:
        conditions.append(f"substr({alias}.whole, 1, {len(plain)}) = {binds(plain)}")
    return all_of(conditions)


def phonetic(binds: Binds, alias: str, value: StringValue, modifier: str | None) -> str:
    """Return the condition that a row has one of the sounds of a text."""
    return any_of(f"{alias}.folded = {binds(sound[:INDEXED])}" for sound in sorted(sounds(value.text)))


def date(binds: Binds, alias: str, value: DateValue, modifier: str | None) -> str:
    """Return the condition on a row of search_date."""
    return instants(binds, f"{alias}.low", f"{alias}.high", value)


def number(binds: Binds, alias: str, value: NumberValue, modifier: str | None) -> str:
    """Return the condition on a row of search_number."""
    return any_of(f"({each})" for each in numbers(binds, alias, "", value))


def quantity(binds: Binds, alias: str, value: QuantityValue, modifier: str | None) -> str:
    """Return the condition on a row of search_quantity."""
    return any_of(f"({each})" for each in _quantities(binds, alias, value))


def _quantities(binds: Binds, alias: str, value: QuantityValue) -> list[str]:
    if value.canonical is not None and value.canonical_unit is not None:
        unit = f"canonical_unit = {binds(value.canonical_unit)}"
        some = numbers(binds, alias, "canonical_", value.canonical)
        return [f"{beside(binds, alias, each)}.{unit} AND {each}" for each in some]
    conditions = []
    if value.system is not None:
        conditions.append(f"{alias}.system = {binds(value.system)}")
    if value.code is not None:
        code = f"{alias}.code = {binds(value.code)}"
        conditions.append(code if value.system is not None else f"({code} OR {alias}.unit = {binds(value.code)})")
    return [all_of([*conditions, each]) for each in numbers(binds, alias, "", value.number)]


def beside(binds: Binds, alias: str, having: str) -> str:
    """Return how a row is named in further conditions beside one on its numbers.

    The few that are ranges have an index of their own, which SQLite takes only if it can take no other.
    """
    return f"+{alias}" if binds.engine == "sqlite" and f"{alias}.is_range" in having else alias


def alternatives(binds: Binds, alias: str, value: Value) -> list[str]:
    """Return conditions, of which one must hold for a row of numbers or quantities; an index finds what each says."""
    if isinstance(value, QuantityValue):
        return _quantities(binds, alias, value)
    return numbers(binds, alias, "", value) if isinstance(value, NumberValue) else []


def uri(binds: Binds, alias: str, value: UriValue, modifier: str | None) -> str:
    """Return the condition on a row of search_uri; ``below`` and ``above`` look at the parts of its path."""
    text = value.uri
    if modifier == "below":
        stem = text.rstrip("/")
        inside = f"{alias}.value >= {binds(stem + '/')} AND {alias}.value < {binds(stem + '0')}"
        return f"({alias}.value = {binds(stem)} OR {inside})"
    if modifier == "above":
        return any_of(f"{alias}.value = {binds(indexed(each) or '')}" for each in above(text))
    conditions = [f"{alias}.value = {binds(indexed(text) or '')}"]
    if value.version is not None:
        conditions.append(f"{alias}.version = {binds(indexed(value.version) or '')}")
    return all_of(conditions)


def above(text: str) -> list[str]:
    """Return a URI and all that it lies below, each with a slash at its end and without."""
    found = [text]
    stem = text.rstrip("/")
    while "/" in stem and not stem.endswith(("://", ":/")):
        found += [stem, f"{stem}/"]
        stem = stem.rpartition("/")[0]
    return list(dict.fromkeys(found))


def near(binds: Binds, alias: str, value: NearValue, modifier: str | None) -> str:
    """Return the condition that a row of search_position is within a distance, as the crow flies."""
    degrees = value.kilometres / 111.0
    low, high = value.latitude - degrees, value.latitude + degrees
    box = f"{alias}.latitude BETWEEN {binds(low)} AND {binds(high)}"
    places = (f"{alias}.latitude", f"{alias}.longitude", binds(value.latitude), binds(value.longitude))
    if binds.engine == "sqlite":
        return f"{box} AND kilometres({', '.join(places)}) <= {binds(value.kilometres)}"
    return f"{box} AND {_kilometres(*places)} <= {binds(value.kilometres)}"


def _kilometres(latitude: str, longitude: str, other_latitude: str, other_longitude: str) -> str:
    """The haversine formula."""
    half = (
        f"power(sind(({latitude} - {other_latitude}) / 2), 2) + cosd({latitude}) * cosd({other_latitude}) "
        f"* power(sind(({longitude} - {other_longitude}) / 2), 2)"
    )
    return f"(2 * {EARTH_KILOMETRES} * asin(sqrt(least(1, {half}))))"


CONDITIONS: Mapping[str, tuple[str, Condition]] = {
    "string": ("search_string", string),
    "phonetic": ("search_string", phonetic),
    "date": ("search_date", date),
    "number": ("search_number", number),
    "quantity": ("search_quantity", quantity),
    "uri": ("search_uri", uri),
    "position": ("search_position", near),
}
"""The index table of each kind of path, and the condition on its rows; tokens and references have their own."""
