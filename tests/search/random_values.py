"""Values for random resources and random searches: few distinct ones, so that they meet, and many that are hostile."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from tests.search.oracle_dates import range_of
from tests.search.oracle_numbers import UCUM

Json = dict[str, Any]

NAMES = [
    "Müller",
    "MULLER",
    "Mueller",
    "Muller-Lüdenscheidt",
    "O'Brien",
    "O\N{RIGHT SINGLE QUOTATION MARK}Brien",
    "van der Berg",
    "van  der\tBerg",
    "Ångström",
    "\u0041\u030angstrom",
    "Straße",
    "STRASSE",
    "İstanbul",
    "ﬁsh",
    "Anna",
    "Anna Maria",
    "ann",
    "José",
    "Josef",
    "100%",
    "100_",
    "1000",
    "a\\b",
    "a\\\\b",
    "a,b",
    "a|b",
    "a$b",
    "'; DROP TABLE patient; --",
    '"quoted"',
    "\N{GRINNING FACE} smile",
    "\N{GRINNING FACE}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}",
    "王秀英",
    "محمد",
    "Дмитрий",
    "ΣΊΣΥΦΟΣ",
    "σίσυφος",
    "NEAR(a b)",
    "a* OR b",
    "x" * 254,
    "x" * 255 + "y",
    "x" * 255 + "z",
    "Ä" * 300,
    "\N{ZERO WIDTH SPACE}blank",
    "\N{NO-BREAK SPACE}blank",
    "½ dose",
]
SYSTEMS = ["http://loinc.org", "http://snomed.info/sct", "http://example.org/Codes", "urn:oid:1.2.3", "http://a|b"]
CODES = [
    "8480-6",
    "8462-4",
    "a",
    "A",
    "á",
    "code with blank",
    "50%",
    "a|b",
    "a,b",
    "a$b",
    "a\\b",
    "ß",
    "x" * 300,
    "x" * 299 + "y",
]
DISPLAYS = [
    "Headache",
    "Acute headache",
    "heart-attack",
    "Blood pressure",
    "1e5 x10",
    "Kopfschmerz, stark",
    "don't",
    "C++",
]
DATES = [
    *("2012", "2013", "2012-02", "2012-12", "2012-02-28", "2012-02-29", "2012-03-01", "2012-12-31", "2013-01-01"),
    *("2012-02-29T00:00:00Z", "2012-02-29T23:59:59Z", "2012-02-29T23:59:59.999Z", "2012-03-01T00:30:00+01:00"),
    *("2012-02-29T12:00:00-12:00", "2012-02-29T12:00:00.123456+14:00", "2012-12-31T23:59:59.999999Z"),
    *("1900-02-28", "2000-02-29", "0002-01-01", "9998-12-31", "2012-02-29T12:30:00Z"),
]
NUMBERS = [
    *("0", "1", "-1", "5.4", "5.35", "5.45", "5.40", "5.349999999", "99.5", "100", "100.5", "100.49999", "0.0054"),
    *("1e2", "95", "105", "1E-3", "120", "119.5", "0.5", "0.05", "-5.4", "1234567.25", "54", "0.054"),
]
UNITS = ["mg", "g", "kg", "ug", "mg/dL", "g/L", "mmol/L", "mm[Hg]", "kPa", "cm", "m", "%", "1", "Nonsense"]
URIS = [
    "http://acme.org",
    "http://acme.org/",
    "http://acme.org/fhir",
    "http://acme.org/fhir/ValueSet/123",
    "http://acme.org/fhir/ValueSet/123/_history/5",
    "http://acme.org/fhirx",
    "http://acme.org/FHIR",
    "http://acme.org/fhir/%20a_b%",
    "urn:oid:1.2.3.4.5",
    "urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
    "http://acme.org/fhir/" + "long/" * 60 + "end",
    "http://acme.org/fhir/" + "long/" * 60 + "other",
    "http://acme.org/fhir/ünï",
]


def some(random: Random, make: Any, most: int = 2) -> list[Any]:
    """A list of up to ``most`` values that ``make`` makes."""
    return [make(random) for _ in range(random.randint(0, most))]


def without_nothing(**members: Any) -> Json:
    """An object of those members that are something."""
    return {name.rstrip("_"): value for name, value in members.items() if value not in (None, [], {}, "")}


def maybe(random: Random, value: Any, chance: float = 0.5) -> Any:
    """The value, or None."""
    return value if random.random() < chance else None


def coding(random: Random) -> Json:
    found = without_nothing(
        system=maybe(random, random.choice(SYSTEMS), 0.8),
        code=maybe(random, random.choice(CODES), 0.9),
        display=maybe(random, random.choice(DISPLAYS), 0.4),
    )
    return found or {"code": "a"}


def concept(random: Random) -> Json:
    found = without_nothing(coding=some(random, coding), text=maybe(random, random.choice(DISPLAYS), 0.4))
    return found or {"text": "Headache"}


def identifier(random: Random) -> Json:
    found = without_nothing(
        system=maybe(random, random.choice(SYSTEMS), 0.7),
        value=maybe(random, random.choice(CODES), 0.9),
        type=maybe(random, concept(random), 0.4),
    )
    return found or {"value": "a"}


def quantity(random: Random) -> Json:
    unit = random.choice(UNITS)
    found = without_nothing(
        value=maybe(random, Decimal(random.choice(NUMBERS)), 0.95),
        comparator=maybe(random, random.choice(["<", "<=", ">=", ">"]), 0.2),
        unit=maybe(random, random.choice(UNITS), 0.4),
    )
    if random.random() < 0.8:
        found |= {"system": random.choice([UCUM, UCUM, UCUM, "http://example.org/Units"]), "code": unit}
    return found or {"unit": "mg"}


def simple_quantity(unit: str, number: Decimal) -> Json:
    return {"value": number, "system": UCUM, "code": unit}


def range_(random: Random) -> Json:
    low, high = sorted(Decimal(random.choice(NUMBERS)) for _ in range(2))
    unit = random.choice(["mg", "g", "cm"])
    ends = {"low": simple_quantity(unit, low), "high": simple_quantity(unit, high)}
    if random.random() < 0.3:
        del ends[random.choice(["low", "high"])]
    return ends


def sampled_data(random: Random) -> Json:
    words = [random.choice(["1", "-2.5", "3e1", "E", "U", "L", "0"]) for _ in range(3)]
    return without_nothing(
        origin=simple_quantity("mg", Decimal(random.choice(["0", "2", "5.4"]))),
        period=Decimal(10),
        factor=maybe(random, Decimal("0.5")),
        lowerLimit=maybe(random, Decimal(-100)),
        upperLimit=maybe(random, Decimal("99.5")),
        dimensions=1,
        data=" ".join(words),
    )


def period(random: Random) -> Json:
    start, end = sorted(random.sample(DATES, 2), key=_start)
    found = {"start": start, "end": end}
    if random.random() < 0.5:
        del found[random.choice(["start", "end"])]
    return found


def _start(date: str) -> float:
    return range_of(date)[0]


def timing(random: Random) -> Json:
    found = without_nothing(event=some(random, lambda each: each.choice(DATES)))
    if random.random() < 0.5 or not found:
        found["repeat"] = {"boundsPeriod": period(random)}
    return found


def date_time(random: Random) -> str:
    return random.choice(DATES)


def name(random: Random) -> Json:
    found = without_nothing(
        family=maybe(random, random.choice(NAMES), 0.8),
        given=some(random, lambda each: each.choice(NAMES)),
        prefix=some(random, lambda each: each.choice(["Dr.", "Frau"]), 1),
        text=maybe(random, random.choice(NAMES), 0.3),
    )
    return found or {"family": "Anna"}


def address(random: Random) -> Json:
    found = without_nothing(
        use=maybe(random, random.choice(["work", "temp", "old"])),
        line=some(random, lambda each: each.choice(NAMES)),
        city=maybe(random, random.choice(NAMES)),
        state=maybe(random, random.choice(["MN", "CA"])),
        postalCode=maybe(random, random.choice(["55401", "80331"])),
        country=maybe(random, random.choice(["US", "DE"])),
    )
    return found or {"city": "Berlin"}


def telecom(random: Random) -> Json:
    system = random.choice(["phone", "email", "url", "sms"])
    value = random.choice(
        ["+1 (555) 123-4567", "15551234567", "555.123.4567", "555-123-4567", "A@Example.org", "a@b.c", "112"]
    )
    return without_nothing(system=system, value=maybe(random, value, 0.9))
