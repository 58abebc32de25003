"""From the parameters of a search to its tree, and what is said of those that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model import SearchParameter
from fhirserver.search.dates import date_value
from fhirserver.search.filter import filter_node
from fhirserver.search.parse import MOST_VALUES, BadParameter, node_of
from fhirserver.search.registry import Custom, Registry
from fhirserver.search.results import MOST_CRITERIA, MOST_SORT_KEYS, BadQuery, Query, query_of
from fhirserver.search.tokens import TokenValue
from fhirserver.search.tree import (
    And,
    Chain,
    Criterion,
    Has,
    Include,
    InList,
    Missing,
    Node,
    Not,
    Or,
    Search,
    SortKey,
    StringValue,
    TextSearch,
    parameters_in,
    walk,
)
from fhirserver.search.values import BadValue
from fhirserver.search.wording import wording
from tests.search.parsing import NOW, of, parsing

GENDER = of("Patient", "gender")
ORGANIZATION = of("Patient", "organization")
SUBJECT = of("Observation", "subject")
CODE = of("Observation", "code")


def token(resource_type: str, code: str, *codes: str, modifier: str | None = None) -> Criterion:
    return Criterion((of(resource_type, code),), modifier, tuple(TokenValue(None, each) for each in codes))


def string(resource_type: str, code: str, text: str, modifier: str | None = None) -> Criterion:
    return Criterion((of(resource_type, code),), modifier, (StringValue(text),))


MALE = token("Patient", "gender", "male")
ACME = string("Organization", "name", "acme")


@pytest.mark.parametrize(
    ("resource_type", "name", "text", "node"),
    [
        ("Patient", "gender", "male", MALE),
        ("Patient", "gender", "male,female", token("Patient", "gender", "male", "female")),
        ("Patient", "gender", "male,male", MALE),
        ("Patient", "gender:not", "male", token("Patient", "gender", "male", modifier="not")),
        ("Patient", "gender:missing", "true", Missing((GENDER,), True)),
        ("Patient", "gender:missing", "false", Missing((GENDER,), False)),
        ("Patient", "name:exact", "P", string("Patient", "name", "P", "exact")),
        ("Patient", "name", "a\\,b", string("Patient", "name", "a,b")),
        ("Patient", "organization.name", "acme", Chain((ORGANIZATION,), (("Organization", ACME),))),
        ("Patient", "organization:Organization.name", "acme", Chain((ORGANIZATION,), (("Organization", ACME),))),
        ("Observation", "subject:Patient.gender", "male", Chain((SUBJECT,), (("Patient", MALE),))),
        # Of the types that it may refer to, those that have the parameter
        ("Observation", "subject.gender", "male", Chain((SUBJECT,), (("Patient", MALE),))),
        (
            "Observation",
            "patient.organization.name",
            "acme",
            Chain(
                (of("Observation", "patient"),),
                (("Patient", Chain((ORGANIZATION,), (("Organization", ACME),))),),
            ),
        ),
        (
            "Patient",
            "_has:Observation:subject:code",
            "x",
            Has("Observation", SUBJECT, token("Observation", "code", "x")),
        ),
        (
            "Organization",
            "_has:Patient:organization:_has:Observation:subject:code",
            "x",
            Has("Patient", ORGANIZATION, Has("Observation", SUBJECT, token("Observation", "code", "x"))),
        ),
        (
            "Organization",
            "_has:Patient:organization:gender:not",
            "male",
            Has("Patient", ORGANIZATION, token("Patient", "gender", "male", modifier="not")),
        ),
        ("Patient", "_list", "a,List/b", InList(("a", "b"))),
        ("Patient", "_text", "a b", TextSearch("narrative", wording("a b"))),
        ("Patient", "_content", "a OR b", TextSearch("content", wording("a OR b"))),
    ],
)
def test_a_parameter(resource_type: str, name: str, text: str, node: Node) -> None:
    assert node_of(parsing(), (resource_type,), name, text) == node


def test_the_same_parameter_of_several_types() -> None:
    found = node_of(parsing(), ("Patient", "Practitioner"), "gender", "male")
    assert found == Criterion((GENDER, of("Practitioner", "gender")), None, (TokenValue(None, "male"),))
    everything = node_of(parsing(), (), "_id", "x")
    assert isinstance(everything, Criterion)
    assert len(everything.parameters) > 140


@pytest.mark.parametrize(
    ("resource_type", "name", "text", "reason"),
    [
        ("Patient", "gendr", "x", "'gendr' is not a search parameter of Patient. Is it gender"),
        ("Patient", "zzzzzz", "x", "'zzzzzz' is not a search parameter of Patient. There are: "),
        ("Patient", "", "x", "'' is not a search parameter of Patient."),
        ("Patient", "gender:", "x", "gender: ends with a colon: a modifier is expected."),
        ("Patient", "gender:exact", "x", "gender:exact is not supported: modifiers of a token are :missing, :not"),
        ("Patient", "gender:not:not", "x", "gender:not:not is not supported"),
        ("Observation", "code-value-quantity:missing", "true", "modifiers of a composite are none."),
        ("Patient", "gender.x", "x", "gender is a token, not a reference: nothing can follow it after a dot."),
        ("Patient", "organization.", "x", "'' is not a search parameter of Organization."),
        ("Patient", "organization:Patient.name", "x", "It does not refer to Patient, but to Organization."),
        ("Patient", "_has", "x", "'_has' is not a search parameter of Patient"),
        ("Patient", "_has:Observation", "x", "_has is written _has:Type:reference:parameter"),
        ("Patient", "_has:Observation:subject:", "x", "_has is written _has:Type:reference:parameter"),
        ("Patient", "_has:Nothing:subject:code", "x", "'Nothing' in _has is not a resource type."),
        ("Patient", "_has:Observation:code:code", "x", "code of Observation is a token, not a reference."),
        ("Medication", "_has:Observation:subject:code", "x", "subject of Observation does not refer to Medication."),
    ],
)
def test_what_is_no_parameter_is_refused_and_says_what_there_is(
    resource_type: str, name: str, text: str, reason: str
) -> None:
    with pytest.raises(BadParameter) as raised:
        node_of(parsing(), (resource_type,), name, text)
    assert reason in str(raised.value)
    assert raised.value.code == "not-supported"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gender:missing", "x"),
        ("gender", "a,"),
        ("gender", ""),
        ("_list", "$current"),
        ("_list", "a b"),
        ("_text", "("),
    ],
)
def test_what_is_no_value_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadValue):
        node_of(parsing(), ("Patient",), name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gender", ",".join("x" * (at + 1) for at in range(MOST_VALUES + 1))),
        ("link.link.link.name", "x"),
        ("_has:Patient:link:_has:Patient:link:_has:Patient:link:name", "x"),
    ],
)
def test_what_would_cost_too_much_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadParameter) as raised:
        node_of(parsing(max_chain=2), ("Patient",), name, text)
    assert raised.value.code == "too-costly"


def test_what_is_being_indexed_or_cannot_be_says_so() -> None:
    definition = SearchParameter("urn:x", "eye", "", "token", None, (), (), (), (), True, True)
    registry = Registry((Custom(definition, (("Patient", "Patient.language"),), "half"),), 1, {"ear": "no reason"})
    with pytest.raises(BadParameter, match=r"eye cannot be searched by yet: half\.") as raised:
        node_of(parsing(registry), ("Patient",), "eye", "x")
    assert raised.value.code == "transient"
    with pytest.raises(BadParameter, match=r"ear cannot be searched by: no reason\."):
        node_of(parsing(registry), ("Patient",), "ear", "x")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("gender eq male", MALE),
        ("GENDER eq male".lower(), MALE),
        ("gender EQ male", MALE),
        ("gender ne male", Not(MALE)),
        ("gender pr true", Missing((GENDER,), False)),
        ("gender pr false", Missing((GENDER,), True)),
        ('name co "a, b"', string("Patient", "name", "a, b", "contains")),
        ('name eq "a \\"b\\""', string("Patient", "name", 'a "b"', "same")),
        ("name sw a", string("Patient", "name", "a")),
        ("birthdate ge 2020", Criterion((of("Patient", "birthdate"),), None, (date_value("ge2020", NOW),))),
        ("organization.name sw acme", Chain((ORGANIZATION,), (("Organization", ACME),))),
        ("gender eq male and name sw a", And((MALE, string("Patient", "name", "a")))),
        ("gender eq male or name sw a", Or((MALE, string("Patient", "name", "a")))),
        ("not (gender eq male)", Not(MALE)),
        ("((gender eq male))", MALE),
        (
            "gender eq male or gender eq male and name sw a",
            And((Or((MALE, MALE)), string("Patient", "name", "a"))),
        ),
    ],
)
def test_a_filter(text: str, node: Node) -> None:
    assert filter_node(parsing(), "Patient", text) == node


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a parameter is expected"),
        ("gender", "an operator is expected"),
        ("gender is male", "'is' is not an operator"),
        ("gender eq", "a value is expected"),
        ("gender eq male name", "nothing is expected after the expression, but there is 'name'"),
        ("gender eq male)", "nothing is expected after the expression, but there is ')'"),
        ("(gender eq male", "a parenthesis is not closed"),
        ("not gender eq male", "a parenthesis is expected"),
        ("gender eq male and", "a parameter is expected"),
        ('gender eq "male', "is not understood"),
        ("gender pr maybe", "true or false is expected after pr"),
        ("gender gt male", "_filter: gt does not apply to gender, which is a token."),
        ("birthdate co 2020", "_filter: co does not apply to birthdate, which is a date."),
        ("gendr eq male", "'gendr' is not a search parameter of Patient"),
        ("gender.x eq male", "gender is not a reference"),
        ("organization.nme eq x", "Nothing that organization refers to has the parameter 'nme'."),
        (" and ".join(["gender eq male"] * 101), "_filter has more than 100 terms."),
        ("(" * 400, "_filter has more than 100 terms."),
    ],
)
def test_what_is_no_filter_is_refused_and_says_why(text: str, reason: str) -> None:
    with pytest.raises((BadParameter, BadValue)) as raised:
        filter_node(parsing(), "Patient", text)
    assert reason in str(raised.value)


def query(*parameters: tuple[str, str], types: tuple[str, ...] = ("Patient",), lenient: bool = False) -> Query:
    return query_of(parsing(), types, parameters, lenient=lenient)


NAME = of("Patient", "name")


@pytest.mark.parametrize(
    ("parameter", "changes"),
    [
        (("_count", "7"), {"count": 7}),
        (("_count", "0"), {"count": 0}),
        (("_count", "007"), {"count": 7}),
        (("_count", "9" * 50), {"count": 999_999_999}),
        (("_total", "accurate"), {"total": "accurate"}),
        (("_summary", "count"), {"summary": "count"}),
        (("_elements", "name"), {"elements": "name"}),
        (("_explain", "true"), {"explain": True}),
        (("_sort", "name"), {"search": Search(("Patient",), sort=(SortKey((NAME,), False),))}),
        (
            ("_sort", "-name, gender"),
            {"search": Search(("Patient",), sort=(SortKey((NAME,), True), SortKey((GENDER,), False)))},
        ),
        (
            ("_sort", "organization.name"),
            {"search": Search(("Patient",), sort=(SortKey((of("Organization", "name"),), False, (ORGANIZATION,)),))},
        ),
        (("_contained", "both"), {"search": Search(("Patient",), contained="both")}),
        (("_containedType", "contained"), {"search": Search(("Patient",), containers=False)}),
        (
            ("_include", "Patient:organization"),
            {"includes": (Include("Patient", (ORGANIZATION,), None, False, False),)},
        ),
        (
            ("_include", "Patient:organization:Organization"),
            {"includes": (Include("Patient", (ORGANIZATION,), "Organization", False, False),)},
        ),
        (
            ("_revinclude:iterate", "Observation:subject"),
            {"includes": (Include("Observation", (SUBJECT,), None, True, True),)},
        ),
    ],
)
def test_how_results_are_returned(parameter: tuple[str, str], changes: dict[str, object]) -> None:
    expected = {"search": Search(("Patient",)), "applied": (parameter,), **changes}
    assert query(parameter) == Query(**expected)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ([("_count", "x")], "_count is 'x', a number is expected."),
        ([("_count", "-1")], "_count is '-1', a number is expected."),
        ([("_count", "\u0665")], "a number is expected."),
        ([("_count", "1"), ("_count", "2")], "_count is given 2 times; once is allowed."),
        ([("_total", "x")], "one of none, estimate, accurate is expected"),
        ([("_sort", "nme")], "'nme' is not a search parameter of Patient"),
        ([("_sort", "")], "'' is not a search parameter of Patient"),
        ([("_sort", "organization.nme")], "nothing that organization refers to has the parameter 'nme'"),
        ([("_sort", "gender.name")], "_sort: gender is not a reference."),
        ([("_sort", ",".join(["name"] * (MOST_SORT_KEYS + 1)))], "_sort has more than 8 keys."),
        ([("_include", "Patient")], "Type:reference or Type:reference:Type is expected"),
        ([("_include", "Patient:gender")], "gender of Patient is not a reference"),
        ([("_include", "Nothing:x")], "'Nothing' is not a resource type"),
        ([("_include", "Observation:subject")], "what others include is asked for by _include:iterate"),
        ([("_elements", "name"), ("_summary", "true")], "_summary and _elements cannot be used together."),
        ([("_summary", "text"), ("_include", "Patient:organization")], "cannot be used together."),
        ([("_type", "Patient")], "_type: the address names a type already."),
        ([("gender", "x")] * (MOST_CRITERIA + 1), "There are more than 100 criteria."),
    ],
)
def test_what_says_nothing_about_results_is_refused(parameters: list[tuple[str, str]], reason: str) -> None:
    with pytest.raises(BadQuery) as raised:
        query(*parameters)
    assert len(raised.value.issues) == 1
    assert reason in raised.value.issues[0].diagnostics


def test_all_that_is_wrong_is_said_or_left_out() -> None:
    given_ = [("gendr", "x"), ("birthdate", "y"), ("gender", "male"), ("_count", "z"), ("_pretty", "true")]
    with pytest.raises(BadQuery) as raised:
        query(*given_)
    assert [(issue.parameter, issue.code, issue.severity) for issue in raised.value.issues] == [
        ("birthdate", "value", "error"),
        ("gendr", "not-supported", "error"),
        ("_count", "value", "error"),
    ]
    found = query(*given_, lenient=True)
    assert (found.search, found.applied) == (Search(("Patient",), (MALE,)), (("gender", "male"),))
    assert [issue.severity for issue in found.ignored] == ["warning"] * 3


def test_types_may_be_named() -> None:
    assert query(("_type", "Patient, Group,Patient"), types=()).search.types == ("Patient", "Group")
    with pytest.raises(BadQuery, match="_type: 'Nothing' is not a resource type"):
        query(("_type", "Patient,Nothing"), types=())


def test_what_it_must_be_within_comes_first() -> None:
    found = query_of(parsing(), ("Patient",), [("gender", "male")], within=(InList(("a",)),))
    assert found.search.criteria == (InList(("a",)), MALE)


PARAMETERS = [
    *(("gender", "male"), ("gender", "male,female"), ("gender:not", "male"), ("name", "a\\,b"), ("name:exact", "B")),
    *(("birthdate", "gt2000"), ("birthdate", "ap2000"), ("organization.name", "acme"), ("_id", "x")),
    *(("_has:Observation:subject:code", "x"), ("_filter", "gender eq male and name sw a"), ("_text", "a OR b")),
    *(("gender:missing", "true"), ("_sort", "-name"), ("_count", "5"), ("_include", "Patient:organization")),
    *(("_include", "Patient:link"), ("_revinclude", "Observation:subject"), ("_total", "none"), ("_pretty", "true")),
    *(("_include:recurse", "Patient:link"), ("_list", "a"), ("_elements", "name")),
]


@given(st.permutations(PARAMETERS), st.integers(0, len(PARAMETERS)))
def test_the_canonical_form_means_the_same_whatever_the_order(parameters: list[tuple[str, str]], most: int) -> None:
    some = parameters[:most]
    found = query(*some)
    again = query(*found.applied)
    assert again == found
    criteria = [each for each in sorted(some) if not each[0].startswith(("_sort", "_count", "_inc", "_rev", "_tot"))]
    criteria = [each for each in criteria if each[0] not in ("_pretty", "_elements")]
    assert list(found.applied[: len(criteria)]) == criteria
    # Includes come in the order in which they were asked for: all else does not depend on it.
    other = query(*reversed(some))
    assert (other.search, set(other.applied)) == (found.search, set(found.applied))


def test_all_below_a_node_and_all_parameters_in_it() -> None:
    has = Has("Observation", SUBJECT, token("Observation", "code", "x"))
    tree = Or((And((MALE, Not(has))), Chain((ORGANIZATION,), (("Organization", ACME),))))
    assert [type(each).__name__ for each in walk(tree)] == [
        *("Or", "And", "Criterion", "Not", "Has", "Criterion", "Chain", "Criterion"),
    ]
    search = Search(("Patient",), (tree,), (SortKey((NAME,), False, (of("Patient", "link"),)),))
    assert parameters_in(search) == {
        *(GENDER, SUBJECT, CODE, ORGANIZATION, of("Organization", "name"), NAME, of("Patient", "link")),
    }
