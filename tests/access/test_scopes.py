"""SMART's scopes: what is one, what is none, and that never more is granted than was asked for, or is allowed."""

from __future__ import annotations

from itertools import product
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import definitions
from fhirserver.access.scopes import LONGEST, OTHERS, V1, Scope, granted, is_within, parse

TYPES = ("*", "Patient", "Observation", "Condition", "Practitioner")
QUERIES = ("", "?status=final", "?code=a", "?status=final&code=a", "?code=a&status=final")
LETTERS = tuple(
    "".join(letter for letter, there in zip("cruds", each, strict=True) if there)
    for each in product((False, True), repeat=5)
    if any(each)
)
CATEGORY = "category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory"

plain = st.builds(
    "{}/{}.{}".format,
    st.sampled_from(("patient", "user", "system")),
    st.sampled_from(TYPES),
    st.sampled_from((*LETTERS, *V1)),
)
granular = st.builds(
    "{}/{}.{}{}".format,
    st.sampled_from(("patient", "user", "system")),
    st.sampled_from(("Observation", "Condition")),
    st.sampled_from(LETTERS),
    st.sampled_from(("?_tag=a", "?code=a", "?code=a&_tag=b", "?_tag=b&code=a")),
)
scopes = st.one_of(plain, granular, st.sampled_from(sorted(OTHERS)))
lists = st.lists(scopes, max_size=6).map(" ".join)


def atoms(text: str) -> set[tuple[str, str, str, frozenset[tuple[str, str]]]]:
    """All that scopes allow, one interaction on one type at a time."""
    return {
        (scope.context, name, letter, frozenset(scope.query))
        for scope in parse(text)
        if not scope.name
        for name in (TYPES[1:] if scope.type == "*" else (scope.type,))
        for letter in scope.letters
    }


def is_allowed(atom: tuple[str, str, str, frozenset[tuple[str, str]]], text: str) -> bool:
    """Whether scopes allow something: under no more criteria than it is under."""
    return any(atom[:3] == other[:3] and other[3] <= atom[3] for other in atoms(text))


def one(text: str) -> Scope:
    (scope,) = parse(text)
    return scope


@pytest.mark.parametrize("context", ["patient", "user", "system"])
@pytest.mark.parametrize("letters", LETTERS)
def test_all_letters_in_their_order_are_scopes(context: str, letters: str) -> None:
    scope = one(f"{context}/Observation.{letters}")
    assert scope == Scope(context, "Observation", letters, (), 2)
    assert scope.text == f"{context}/Observation.{letters}"


@pytest.mark.parametrize(("word", "letters"), [("read", "rs"), ("write", "cud"), ("*", "cruds")])
def test_version_1_means_letters_and_is_answered_as_version_1(word: str, letters: str) -> None:
    scope = one(f"patient/*.{word}")
    assert (scope.letters, scope.version, scope.text) == (letters, 1, f"patient/*.{word}")


@pytest.mark.parametrize("resource_type", [*definitions().resource_types])
def test_every_type_of_r4_can_be_named(resource_type: str) -> None:
    assert one(f"system/{resource_type}.r").type == resource_type


@pytest.mark.parametrize("name", [*sorted(OTHERS), "launch/patient?role=http://example.org/x"])
def test_scopes_that_are_not_about_resources(name: str) -> None:
    assert one(name) == Scope(name=name)
    assert one(name).text == name


@pytest.mark.parametrize(
    "text",
    [
        "patient/Observation.dus",
        "patient/Observation.sr",
        "patient/Observation.rr",
        "patient/Observation.rss",
        "patient/Observation.x",
        "patient/Observation.rx",
        "patient/Observation.",
        "patient/Observation",
        "patient/Observation.Read",
        "patient/Observation.R",
        "patient/observation.rs",
        "Patient/Observation.rs",
        "PATIENT/Observation.rs",
        "patient/Nothing.rs",
        "patient/.rs",
        "patient/**.rs",
        "patient/Obs*.rs",
        "patient/Observation.readwrite",
        "patient/Observation.rs.rs",
        "practitioner/Observation.rs",
        "/Observation.rs",
        "*/*.rs",
        "*/*.*",
        "patient/DomainResource.rs",
        "patient/Resource.rs",
        "patient/DSTU2.rs",
        "patient/Observation.rs?",
        "patient/Observation.rs?category",
        "patient/Observation.rs?=laboratory",
        "patient/Observation.rs?nothing=1",
        "patient/Observation.rs?family=x",
        "patient/Observation.rs?_has:Condition:subject:code=x",
        "patient/Observation.rs?subject.name=x",
        "patient/Observation.rs?code:in=http://example.org/vs",
        "patient/Observation.rs?code:below=http://example.org|x",
        "patient/Observation.rs?code:text=x",
        "patient/Observation.rs?_count=1",
        "patient/Observation.rs?_include=Observation:subject",
        "patient/Observation.rs?_lastUpdated=gt2020",
        "patient/Observation.rs?_text=x",
        "patient/Observation.rs?_filter=code eq x",
        "patient/Observation.rs?date=yesterday",
        "patient/Observation.rs?code:=x",
        "patient/Observation.rs?code:missing=perhaps",
        "patient/Observation.rs?code=%ff",
        "patient/Observation.rs??code=x",
        "patient/*.rs?category=x",
        "patient/Observation.read?category=x",
        "patient/Observation.*?category=x",
        "patient/Observation.rs\tpatient/Condition.rs",
        "patient/Observation.rs\n",
        'patient/Observation.rs"',
        "patient/Observation.rs\\",
        "patient/Observation.rs\u00a0",
        "patient/\u041ebservation.rs",
        "OPENID",
        "fhiruser",
        "launch/Patient",
        "launch/observation",
        "launch/patient?role=",
        "launch/patient?role=a&role=b",
        "offline",
        "",
        " ",
        "\x00",
    ],
)
def test_what_is_none_is_dropped(text: str) -> None:
    assert parse(text) == ()
    assert granted(text, "patient/*.cruds user/*.cruds system/*.cruds") == ""
    assert granted("patient/*.cruds user/*.cruds system/*.cruds", text) == ""


def test_what_is_none_does_not_take_others_with_it() -> None:
    assert [scope.text for scope in parse("openid  nonsense patient/Patient.rs openid x/y.z")] == [
        "openid",
        "patient/Patient.rs",
    ]


def test_a_scope_that_is_too_long_is_dropped() -> None:
    fitting = "patient/Observation.rs?code=" + "x" * (LONGEST - len("patient/Observation.rs?code="))
    assert parse(fitting) != ()
    assert parse(fitting + "x") == ()


def test_long_lists_are_read() -> None:
    text = " ".join(f"patient/{name}.{letters}" for name in definitions().resource_types for letters in LETTERS)
    assert len(text) > 16 * 1024
    assert len(parse(text)) == len(definitions().resource_types) * len(LETTERS)


def test_granular_scopes_keep_their_query_to_the_letter() -> None:
    scope = one(f"patient/Observation.rs?{CATEGORY}")
    assert scope.query == (tuple(CATEGORY.split("=", 1)),)
    assert scope.text == f"patient/Observation.rs?{CATEGORY}"
    assert one("patient/Observation.rs?code=a%7Cb").query == (("code", "a|b"),)


@pytest.mark.parametrize(
    ("requested", "allowed", "expected"),
    [
        ("patient/*.rs", "patient/*.rs", "patient/*.rs"),
        ("patient/*.cruds", "patient/*.rs", "patient/*.rs"),
        ("patient/*.rs", "patient/Patient.r patient/Observation.cruds", "patient/Patient.r patient/Observation.rs"),
        ("patient/Patient.rs", "patient/*.cruds", "patient/Patient.rs"),
        ("patient/Patient.rs", "user/*.cruds", ""),
        ("user/Patient.rs", "system/*.cruds", ""),
        ("patient/*.read", "patient/*.cruds", "patient/*.read"),
        ("patient/*.read", "patient/Patient.rs patient/Observation.r", "patient/Patient.read"),
        ("patient/*.*", "patient/*.rs", "patient/*.read"),
        ("patient/*.*", "patient/*.cud", "patient/*.write"),
        ("patient/*.write", "patient/*.cu", ""),
        ("patient/*.rs", "patient/*.read", "patient/*.rs"),
        ("patient/*.read patient/*.rs", "patient/*.rs", "patient/*.read patient/*.rs"),
        ("openid fhirUser launch", "openid launch/patient", "openid"),
        ("patient/Observation.rs", f"patient/Observation.rs?{CATEGORY}", f"patient/Observation.rs?{CATEGORY}"),
        ("patient/Observation.read", f"patient/Observation.rs?{CATEGORY}", ""),
        (f"patient/Observation.rs?{CATEGORY}", "patient/*.rs", f"patient/Observation.rs?{CATEGORY}"),
        (
            f"patient/Observation.rs?{CATEGORY}",
            "patient/Observation.r?code=a",
            f"patient/Observation.r?{CATEGORY}&code=a",
        ),
        ("patient/Observation.rs", "patient/Observation.r patient/*.s", "patient/Observation.rs"),
        ("patient/*.rs", "patient/*.rs patient/Patient.rs", "patient/*.rs"),
        (
            "patient/Observation.rs?code=a&_tag=b",
            "patient/Observation.rs?code=a",
            "patient/Observation.rs?code=a&_tag=b",
        ),
    ],
)
def test_what_is_granted(requested: str, allowed: str, expected: str) -> None:
    assert granted(requested, allowed) == expected


@pytest.mark.parametrize(
    ("scope", "other", "within"),
    [
        ("patient/Patient.r", "patient/*.rs", True),
        ("patient/*.r", "patient/Patient.rs", False),
        ("patient/Patient.rs", "patient/Patient.r", False),
        ("patient/Patient.r", "user/Patient.r", False),
        ("patient/Observation.r?code=a", "patient/Observation.r", True),
        ("patient/Observation.r", "patient/Observation.r?code=a", False),
        ("patient/Observation.r?code=a&_tag=b", "patient/Observation.r?_tag=b", True),
        ("patient/Observation.r?code=a", "patient/Observation.r?code=b", False),
        ("patient/*.read", "patient/*.rs", True),
        ("openid", "openid", True),
        ("openid", "fhirUser", False),
        ("openid", "patient/*.cruds", False),
        ("patient/Patient.r", "openid", False),
    ],
)
def test_one_scope_is_within_another(scope: str, other: str, within: bool) -> None:
    assert is_within(one(scope), one(other)) is within


@given(requested=lists, allowed=lists)
def test_nothing_is_granted_that_was_not_asked_for_and_allowed(requested: str, allowed: str) -> None:
    for atom in atoms(granted(requested, allowed)):
        assert is_allowed(atom, requested), (atom, granted(requested, allowed))
        assert is_allowed(atom, allowed), (atom, granted(requested, allowed))


@given(requested=st.lists(plain, max_size=5).map(" ".join), allowed=lists)
def test_in_version_2_all_is_granted_that_was_asked_for_and_allowed(requested: str, allowed: str) -> None:
    asked = " ".join(scope.text for scope in parse(requested) if scope.version == 2)
    for atom in atoms(allowed):
        if is_allowed(atom, asked):
            assert is_allowed(atom, granted(asked, allowed)), (atom, granted(asked, allowed))


@given(text=lists)
def test_asking_for_what_is_allowed_grants_all_of_it(text: str) -> None:
    assert atoms(granted(text, text)) >= {atom for atom in atoms(text) if not _covered(atom, text)}
    assert all(is_allowed(atom, granted(text, text)) for atom in atoms(text))


def _covered(atom: tuple[str, str, str, frozenset[tuple[str, str]]], text: str) -> bool:
    return any(atom[:3] == other[:3] and other[3] < atom[3] for other in atoms(text))


@given(requested=lists, allowed=lists)
def test_granting_twice_grants_the_same(requested: str, allowed: str) -> None:
    once = granted(requested, allowed)
    assert atoms(granted(once, allowed)) == atoms(once)
    assert atoms(granted(once, requested)) == atoms(once)


@given(requested=lists, allowed=lists)
def test_what_is_granted_reads_as_what_it_says_in_the_version_asked_for(requested: str, allowed: str) -> None:
    text = granted(requested, allowed)
    read = parse(text)
    assert " ".join(scope.text for scope in read) == text
    versions = {(scope.context, scope.version) for scope in parse(requested)}
    assert all((scope.context, scope.version) in versions for scope in read)


@given(one_=scopes, other=scopes, third=scopes)
def test_being_within_is_an_order(one_: str, other: str, third: str) -> None:
    first, second, last = one(one_), one(other), one(third)
    assert is_within(first, first)
    if is_within(first, second) and is_within(second, last):
        assert is_within(first, last)
    if is_within(first, second):
        assert all(is_allowed(atom, other) for atom in atoms(one_))


@given(text=st.text(st.sampled_from("patientuserystemObsvCdwl/.*?=&| cruds"), max_size=60) | st.text(max_size=40))
def test_whatever_is_sent_is_read_or_dropped(text: str) -> None:
    for scope in parse(text):
        assert scope.text in text.split(" ")
        assert one(scope.text) == scope


@given(text=scopes, at=st.integers(0, 80), letter=st.sampled_from(ascii_letters + "./*?=&"))
def test_a_letter_more_never_allows_more_than_the_letters_say(text: str, at: int, letter: str) -> None:
    changed = text[:at] + letter + text[at:]
    for scope in parse(changed):
        assert scope.name or scope.text == changed
