"""What _text and _content ask for, and the words of resources that they are held against."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.search.strings import words
from fhirserver.search.texts import MOST_WORDS, content_words, narrative_words
from fhirserver.search.values import BadValue
from fhirserver.search.wording import AllOf, AnyOf, Phrase, Without, Wording, wording


def word(text: str) -> Phrase:
    return Phrase((text,))


A, B, C, D = map(word, "abcd")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a", A),
        ("A", A),
        ("\u00c4", A),
        ("a b", AllOf((A, B))),
        ("a AND b", AllOf((A, B))),
        ("a and b c", AllOf((A, B, C))),
        ("and a", A),
        ("a OR b", AnyOf((A, B))),
        ("a or b or c", AnyOf((A, B, C))),
        # AND binds closer than OR.
        ("a b OR c d", AnyOf((AllOf((A, B)), AllOf((C, D))))),
        ("a (b OR c)", AllOf((A, AnyOf((B, C))))),
        ("((a))", A),
        ("a NOT b", Without(A, B)),
        ("a -b", Without(A, B)),
        ("-b a", Without(A, B)),
        ("a AND NOT b", Without(A, B)),
        ("a -b -c", Without(A, AnyOf((B, C)))),
        ("a NOT (b OR c)", Without(A, AnyOf((B, C)))),
        ("a -b OR c", AnyOf((Without(A, B), C))),
        ('"a b"', Phrase(("a", "b"))),
        ('"a b" c', AllOf((Phrase(("a", "b")), C))),
        ('a -"b c"', Without(A, Phrase(("b", "c")))),
        ('"a b', Phrase(("a", "b"))),
        ('"a OR b"', Phrase(("a", "or", "b"))),
        ('"a*"', A),
        ("a*", Phrase(("a",), prefix=True)),
        ("heart-att*", Phrase(("heart", "att"), prefix=True)),
        ("well-known", Phrase(("well", "known"))),
        ("a(b)", AllOf((A, B))),
        ("order", word("order")),
        ("5", word("n5")),
    ],
)
def test_what_is_asked_for(text: str, found: Wording) -> None:
    assert wording(text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a word is expected"),
        ("   ", "a word is expected"),
        ("-a", "what is excluded alone finds nothing"),
        ("NOT a", "what is excluded alone finds nothing"),
        ("a OR", "a word is expected"),
        ("OR a", "a word is expected"),
        ("a OR -b", "what is excluded alone finds nothing"),
        ("a NOT", "a word is expected after NOT"),
        ("(a", "a parenthesis is not closed"),
        ("a)", "a parenthesis is closed that was not opened"),
        ("()", "a word is expected"),
        ("a NOT )", "a word is expected before a closing parenthesis"),
        ("a ...", "'...' has no letter or digit"),
        ("*", "'*' has no letter or digit"),
        ('""', "has no letter or digit"),
        (" ".join("a" * 51), "at most 50 words"),
        ("(" * 51, "at most 50 words"),
    ],
)
def test_what_asks_for_nothing_is_refused_and_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadValue) as raised:
        wording(text)
    assert reason in str(raised.value)


PHRASES = st.sampled_from("abcd").map(word)
TREES: st.SearchStrategy[Wording] = st.recursive(
    PHRASES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        st.tuples(inner, inner).map(lambda pair: Without(*pair)),
    ),
    max_leaves=6,
)


def written(tree: Wording) -> str:
    """A tree as a text that asks for it, with every parenthesis."""
    match tree:
        case Phrase(found, prefix):
            # Joined by a hyphen, words are a phrase, which may go on.
            return "-".join(found) + ("*" if prefix else "")
        case AllOf(parts):
            return " ".join(f"({written(part)})" for part in parts)
        case AnyOf(parts):
            return " OR ".join(f"({written(part)})" for part in parts)
        case Without(wanted, unwanted):
            return f"({written(wanted)}) NOT ({written(unwanted)})"


@given(TREES)
def test_what_is_written_out_is_understood_as_the_same(tree: Wording) -> None:
    assert wording(written(tree)) == tree


@given(st.text(st.sampled_from('ab -"()*ORNT.'), max_size=20))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        found = wording(text)
    except BadValue:
        return
    assert wording(written(found)) == found


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"text": {"div": "<div>Heart <b>rate</b></div>"}}, ["heart", "rate"]),
        ({"text": {"div": '<div class="hidden">a&amp;b&#228;</div>'}}, ["a", "ba"]),
        ({"text": {"div": "<div>a</div><div>b</div>"}}, ["a", "b"]),
        ({"text": {"status": "empty"}}, []),
        ({"text": "a string"}, []),
        ({}, []),
    ],
)
def test_words_of_the_narrative(document: dict[str, Any], found: list[str]) -> None:
    assert narrative_words(document) == found


def test_words_of_all_texts() -> None:
    document = {
        "resourceType": "Patient",
        "id": "hidden",
        "language": "de",
        "name": [{"family": "Mc Donald", "given": ["Ada", None, "Eve"]}],
        "birthDate": "2000-01-01",
        "extension": [{"url": "urn:hidden", "valueString": "Seen"}],
        "identifier": [{"value": "X-1"}],
        "managingOrganization": {"reference": "Organization/hidden", "display": "Acme"},
        "photo": [{"data": "aGlkZGVu", "title": "Face"}],
    }
    found = content_words(document)
    assert sorted(found) == ["acme", "ada", "de", "donald", "eve", "face", "mc", "n1", "patient", "seen", "x"]
    # Those of one text stay together.
    assert found[found.index("mc") + 1] == "donald"


def test_so_many_words_and_no_more() -> None:
    many = "a " * (MOST_WORDS + 5)
    assert len(content_words({"description": many})) == MOST_WORDS
    assert len(narrative_words({"text": {"div": f"<div>{many}</div>"}})) == MOST_WORDS


@given(st.lists(st.sampled_from(["Heart rate", "b", "C-D", "5 mg"]), max_size=5))
def test_the_words_of_a_list_are_those_of_each(texts: list[str]) -> None:
    assert content_words({"given": texts}) == [each for text in texts for each in words(text)]
