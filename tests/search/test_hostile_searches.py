"""Whatever is asked: an answer that says what is wrong, never a fault.  Every issue names the parameter it is about."""

from __future__ import annotations

from random import Random
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance import definitions
from tests.fhir_client import Answer
from tests.search.random_resources import MAKERS
from tests.search.random_searches import Searches
from tests.search.servers import Server

SEARCH = settings.get_profile("search")
ADDRESSES = [*MAKERS, "", "Patient/1/Observation", "Patient/1/*", "Patient/nobody/*", "Medication", "Bundle", "Binary"]
PIECES = [
    *("_has", "_filter", "_sort", "_include", "_revinclude", "_count", "_total", "_summary", "_elements", "_contained"),
    *("_containedType", "_type", "_text", "_content", "_list", "_cursor", "_explain", "_id", "_lastUpdated", "_query"),
    *(
        "subject",
        "patient",
        "code",
        "date",
        "value-quantity",
        "name",
        "near",
        "code-value-quantity",
        "Patient",
        "Group",
    ),
    *("*", ":", ".", "..", "::", "missing", "exact", "not", "in", "identifier", "of-type", "text", "above", "iterate"),
    *("a", "é", "\0", "\N{GRINNING FACE}", "%", "[]", "-", "", " ", "\n", "x" * 300),
]
VALUES = [
    *(
        "",
        "a",
        ",",
        ",,",
        "|",
        "||",
        "|||",
        "$",
        "$$",
        "\\",
        "\\\\",
        "a\\",
        "\\,",
        "\0",
        "a\0b",
        "\N{GRINNING FACE}",
        "'",
    ),
    *(
        '"',
        "''; --",
        "(",
        ")",
        "((",
        "not",
        "not (",
        "a eq b",
        "name eq",
        'name eq "',
        'name eq "a" and',
        "pr",
        "1",
        "-1",
    ),
    *(
        "1e400",
        "1e-400",
        "1e999999999",
        "9" * 400,
        "gt",
        "ge2012",
        "eb2012-02-30",
        "2012-13",
        "ap0001",
        "ap9999",
        "0000",
    ),
    *("gt9999-12-31T23:59:59.999999999Z", "10000", "5.4||", "5.4|a", "5||||", "nan", "inf", "+1", "1_000", "٣", "true"),
    *(
        "Patient/",
        "/Patient",
        "Patient/1/_history/",
        "http://",
        "urn:uuid:x",
        "#a",
        "$current-allergies",
        "90|180",
        "91|0",
    ),
    *(
        "0|0|-1",
        "0|0|1|parsec",
        "1|2|3|4|5",
        "x" * 5000,
        "ß" * 3000,
        "a," * 1500,
        "* OR",
        "NEAR(a b)",
        "a AND",
        "NOT a",
    ),
    *(
        '""',
        '"a',
        "a* b*",
        "-_id",
        "-",
        "Observation:subject",
        "Observation:*",
        "*:*",
        "*",
        "Patient:link:Nope",
        "x:y:z:w",
    ),
    *("none", "count", "text", "both", "contained", "given,", "Patient,Observation", ",Patient", "\ud7ff\uffff"),
]


def name_and_value(server: Server, random: Random) -> tuple[str, str]:
    """A parameter that is nearly one, or nothing like one."""
    kind = random.random()
    if kind < 0.3:
        searches = Searches(server.oracle.world, random)
        name, value = searches.criterion([random.choice(list(MAKERS))])
        cut = random.randint(0, len(value))
        return random.choice([name, name + random.choice(PIECES)]), value[:cut] + random.choice(VALUES) + value[cut:]
    if kind < 0.6:
        code = random.choice(list(definitions().search_parameters[random.choice(list(MAKERS))]))
        ending = random.choice(
            ["", ":missing", ":exact", ":not", ":text", ":in", ":", ":x", ".name", ".x", ":Patient.name"]
        )
        return code + ending, random.choice(VALUES)
    return "".join(random.choice(PIECES) for _ in range(random.randint(1, 4))), random.choice(VALUES)


def check(answer: Answer, names: list[str]) -> None:
    """Results, or issues that each name one of the parameters."""
    assert answer.status in (200, 400, 403, 404, 410), answer.json
    if answer.status == 200:
        assert answer.json["resourceType"] in ("Bundle", "OperationOutcome")
    elif answer.status == 404:
        assert answer.issues
    else:
        for issue in answer.issues:
            assert any(printable(name[:80]) in printable(issue["diagnostics"]) for name in names), (issue, names)


def printable(text: str) -> str:
    """The characters that an outcome shows as they are."""
    return "".join(character for character in text if character.isprintable() and character != "\ufffd")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "_list",
            "_text",
            "_content",
            "_filter",
            "_sort",
            "_include",
            "_revinclude",
            "_include:iterate",
            "_count",
            "_total",
        ),
        *(
            "_summary",
            "_elements",
            "_contained",
            "_containedType",
            "_id",
            "_lastUpdated",
            "_tag",
            "_profile",
            "_cursor",
        ),
        *(
            "_explain",
            "birthdate",
            "name",
            "name:exact",
            "phonetic",
            "identifier:of-type",
            "gender",
            "active",
            "telecom",
        ),
        *(
            "general-practitioner",
            "organization:identifier",
            "organization:below",
            "_has:Observation:patient:code-value-date",
        ),
        *(
            "_has:Observation:patient:value-quantity",
            "organization.name",
            "link.birthdate",
            "_tag:text",
            "_profile:above",
        ),
    ],
)
def test_every_value_for_every_kind_of_parameter(random_server: Server, name: str) -> None:
    for value in VALUES:
        check(random_server.ask("Patient", [(name, value)]), [name])


@SEARCH
@given(seed=st.integers(0, 2**64 - 1), lenient=st.booleans())
def test_parameters_that_are_nearly_right(random_server: Server, seed: int, lenient: bool) -> None:
    random = Random(seed)
    address = random.choice(ADDRESSES)
    pairs = [name_and_value(random_server, random) for _ in range(random.randint(1, 4))]
    headers = {"prefer": "handling=lenient"} if lenient else {}
    check(random_server.ask(address, pairs, **headers), [name for name, _ in pairs])


@SEARCH
@given(
    pairs=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=30)), max_size=4),
    address=st.sampled_from(ADDRESSES),
    lenient=st.booleans(),
)
def test_any_text_whatever(random_server: Server, pairs: list[tuple[str, str]], address: str, lenient: bool) -> None:
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    headers = {"prefer": "handling=lenient"} if lenient else {}
    check(random_server.client.get(f"{address}?{query}", **headers), [name for name, _ in pairs] or [""])


@SEARCH
@given(text=st.text(max_size=60))
def test_any_filter_and_any_words(random_server: Server, text: str) -> None:
    for name in ("_filter", "_text", "_content"):
        check(random_server.ask("Patient", [(name, text)]), [name])


@pytest.mark.parametrize(
    "query", ["%", "%ff=1", "a=%C0%80", "&&&", "=", "=1", "a&b", "name=%00", "_id=%F0%9F%98%80", ";=;"]
)
def test_queries_that_are_hardly_any(random_server: Server, query: str) -> None:
    answer = random_server.client.get(f"Patient?{query}")
    assert answer.status in (200, 400)
    assert answer.status == 200 or answer.issues


@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("Patient", [("_id", ",".join(map(str, range(1000))))]),
        ("Patient", [("identifier:not", ",".join(f"s|{number}" for number in range(1000)))]),
        ("Patient", [("identifier", f"s|{number}") for number in range(99)]),
        ("Patient", [("_has:Observation:patient:code", str(number)) for number in range(99)]),
        ("Patient", [("_filter", " or ".join(["name eq a"] * 75))]),
        ("Patient", [("_filter", "not (" * 40 + "name eq a" + ")" * 40)]),
        ("Patient", [("link." * 9 + "_id", "1")]),
        ("Patient", [("_has:Observation:focus:" * 9 + "_id", "1")]),
        ("", [("_sort", "_tag,_profile,-_security,_source")]),
        ("", [("_tag:text", "a"), ("_profile:below", "http://acme.org")]),
        ("Observation", [("_include", "*"), ("_revinclude", "*"), ("_include:iterate", "*"), ("_count", "3")]),
    ],
)
def test_much_at_once_is_answered(random_server: Server, address: str, parameters: list[tuple[str, str]]) -> None:
    assert random_server.ask(address, parameters).status in (200, 403)


@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("Patient", [("_id", ",".join(map(str, range(1001))))]),
        ("Patient", [("name", "a")] * 101),
        ("Patient", [("_filter", " or ".join(["name eq a"] * 101))]),
        ("Patient", [("link." * 11 + "_id", "1")]),
        ("Patient", [("_has:Observation:focus:" * 11 + "_id", "1")]),
        ("Patient", [("_sort", ",".join(["name"] * 9))]),
        ("List", [("item." * 9 + "_id", "1")]),
    ],
)
def test_too_much_at_once_is_refused(random_server: Server, address: str, parameters: list[tuple[str, str]]) -> None:
    answer = random_server.ask(address, parameters)
    assert (answer.status, {issue["code"] for issue in answer.issues}) == (400, {"too-costly"})
