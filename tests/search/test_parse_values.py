"""From the text of a value to what it means."""

from __future__ import annotations

import pytest

from fhirserver.search.dates import date_value
from fhirserver.search.numbers import number_value
from fhirserver.search.parse_values import LONGEST_BELOW, MOST_CODES, NoTerminology, Reading, value_of
from fhirserver.search.quantities import quantity_value
from fhirserver.search.references import ReferenceValue
from fhirserver.search.tokens import TokenValue
from fhirserver.search.tree import CodesValue, CompositeValue, NearValue, StringValue, UriValue, Value
from fhirserver.search.values import BadValue
from tests.search.parsing import BASE_URL, NOW, READING, Letters, of


def read(name: str, text: str) -> Value:
    """The meaning of a value; ``name`` is such as ``Patient.gender:not``."""
    resource_type, _, rest = name.partition(".")
    code, _, modifier = rest.partition(":")
    return value_of(of(resource_type, code), modifier or None, text, READING)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("Patient._id", "a-1.B", TokenValue(None, "a-1.B")),
        ("Patient.gender", "male", TokenValue(None, "male")),
        ("Patient.gender:not", "s|male", TokenValue("s", "male")),
        ("Patient.identifier:of-type", "s|MR|7", TokenValue("s", "MR|7")),
        ("Patient.identifier:of-type", "|MR|7", TokenValue(None, "MR|7")),
        ("Patient.identifier:of-type", "s|MR|7\\|8", TokenValue("s", "MR|7|8")),
        ("Observation.code:text", "heart\\, rate", StringValue("heart, rate")),
        ("Observation.code:in", "letters", CodesValue(((None, "a"), ("s", "a"), ("s", "b")))),
        ("Observation.code:not-in", "letters", CodesValue(((None, "a"), ("s", "a"), ("s", "b")))),
        ("Observation.code:below", "s|a", CodesValue((("s", "a"), ("s", "b")))),
        ("Observation.code:above", "b", CodesValue(((None, "a"), (None, "b")))),
        ("Patient.name", "Peter\\, Jr", StringValue("Peter, Jr")),
        ("Patient.name:exact", "\u0301", StringValue("\u0301")),
        ("Patient.birthdate", "gt2020", date_value("gt2020", NOW)),
        ("RiskAssessment.probability", "lt0.5", number_value("lt0.5")),
        ("Observation.value-quantity", "5||mg", quantity_value("5||mg")),
        ("Patient.organization", "1", ReferenceValue(("Organization",), "1")),
        ("Patient.organization", "Organization/1", ReferenceValue(("Organization",), "1")),
        ("Patient.organization", f"{BASE_URL}/Organization/1/_history/2", ReferenceValue(("Organization",), "1")),
        ("Patient.organization", "http://other/x|2", ReferenceValue(url="http://other/x", version="2")),
        ("Patient.organization", "urn:uuid:1", ReferenceValue(url="urn:uuid:1")),
        ("Observation.patient", "1", ReferenceValue(("Patient",), "1")),
        ("Observation.subject:Patient", "1", ReferenceValue(("Patient",), "1")),
        ("Observation.subject:Group", "Group/1", ReferenceValue(("Group",), "1")),
        ("Patient.organization:identifier", "s|1", TokenValue("s", "1")),
        ("ValueSet.url", "http://x|2", UriValue("http://x|2")),
        ("ValueSet.url:below", "http://x", UriValue("http://x")),
        ("Location.near", "42.25|-83.69|11.2|km", NearValue(42.25, -83.69, 11.2)),
        ("Location.near", "42.25|-83.69", NearValue(42.25, -83.69, 50.0)),
        ("Location.near", "0|0|500|m", NearValue(0.0, 0.0, 0.5)),
        ("Location.near", "-90|180|0", NearValue(-90.0, 180.0, 0.0)),
        ("Location.near", "1|2||", NearValue(1.0, 2.0, 50.0)),
        (
            "Observation.code-value-quantity",
            "s|a$gt5",
            CompositeValue((TokenValue("s", "a"), quantity_value("gt5"))),
        ),
        ("Observation.code-value-quantity", "a\\$b$5", CompositeValue((TokenValue(None, "a$b"), quantity_value("5")))),
    ],
)
def test_what_it_means(name: str, text: str, value: Value) -> None:
    assert read(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("Patient.gender", "", "a value is expected"),
        ("Patient.gender", "   ", "a value is expected"),
        ("Patient.gender", "a\0b", "without a NUL character"),
        ("Patient.gender", "a|b|c", "a token has one | at most"),
        ("Patient._id", "a b", "an id is expected"),
        ("Patient._id", "a" * 65, "an id is expected"),
        ("Patient._id", "s|a", "an id is expected"),
        ("Patient.identifier:of-type", "MR|7", "system|code|value is expected"),
        ("Patient.identifier:of-type", "s|MR|", "system|code|value is expected"),
        ("Observation.code:in", "words", "the value set 'words' is not known here"),
        ("Observation.code:below", "s|", "a code is expected, perhaps with its system"),
        ("Patient.name", "\u0301", "a text is expected that is more than accents"),
        ("Patient.name:contains", "\u0301", "a text is expected that is more than accents"),
        ("Patient.birthdate", "x", "a date such as"),
        ("RiskAssessment.probability", "x", "a number such as"),
        ("Observation.value-quantity", "5|mg", "a quantity is number"),
        ("Patient.organization", "Patient/1", "a reference to Organization is expected"),
        ("Patient.organization", "Nothing/1", "an id, a Type/id or a URL is expected"),
        ("Observation.subject:Practitioner", "1", "subject refers to Device or Group or Location or Patient"),
        ("Patient.organization:below", "http://x", "an id or a Type/id is expected"),
        ("ValueSet.url:below", "x" * (LONGEST_BELOW + 1), f"a URI of at most {LONGEST_BELOW} characters"),
        ("Location.near", "1", "latitude|longitude|distance|units is expected"),
        ("Location.near", "1|2|3|km|5", "latitude|longitude|distance|units is expected"),
        ("Location.near", "91|0", "latitude|longitude|distance|units is expected"),
        ("Location.near", "0|181", "latitude|longitude|distance|units is expected"),
        ("Location.near", "nan|0", "latitude|longitude|distance|units is expected"),
        ("Location.near", "0|0|-1", "latitude|longitude|distance|units is expected"),
        ("Location.near", "0|0|inf", "latitude|longitude|distance|units is expected"),
        ("Location.near", "0|0|nan", "latitude|longitude|distance|units is expected"),
        ("Location.near", "0|0|1|kg", "latitude|longitude|distance|units is expected"),
        ("Location.near", "x|0", "latitude|longitude|distance|units is expected"),
        ("Location.near", "0|0|x", "latitude|longitude|distance|units is expected"),
        ("Observation.code-value-quantity", "a", "code$value-quantity is expected"),
        ("Observation.code-value-quantity", "a$5$6", "code$value-quantity is expected"),
        ("Observation.code-value-quantity", "$5", "a value is expected"),
        ("Observation.code-value-quantity", "a$x", "a number such as"),
    ],
)
def test_what_it_cannot_be_is_refused_and_says_what_is_expected(name: str, text: str, reason: str) -> None:
    with pytest.raises(BadValue) as raised:
        read(name, text)
    assert reason in str(raised.value)


def test_a_canonical_url_may_have_a_version() -> None:
    assert read("QuestionnaireResponse.questionnaire", "http://x|2") == ReferenceValue(url="http://x", version="2")


class Many(Letters):
    def value_set(self, uri: str) -> list[tuple[str | None, str]]:
        return [("s", str(number)) for number in range(int(uri))]


def test_a_set_of_codes_has_a_limit() -> None:
    reading = Reading(NOW, BASE_URL, Many())
    found = value_of(of("Observation", "code"), "in", str(MOST_CODES), reading)
    assert isinstance(found, CodesValue)
    assert found.number == MOST_CODES
    with pytest.raises(BadValue, match=f"at most {MOST_CODES} codes is expected, this one has {MOST_CODES + 1}"):
        value_of(of("Observation", "code"), "in", str(MOST_CODES + 1), reading)


@pytest.mark.parametrize(
    ("modifier", "reason"),
    [
        ("in", "the value set 'x' is not known here"),
        ("below", "no code system here says what is below 'x'"),
        ("above", "no code system here says what is above 'x'"),
    ],
)
def test_without_terminology_nothing_is_known(modifier: str, reason: str) -> None:
    with pytest.raises(BadValue, match=reason):
        value_of(of("Observation", "code"), modifier, "x", Reading(NOW, BASE_URL, NoTerminology()))
