"""Which paths are indexed, which stand in columns, how they are numbered, and what a registry makes of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from conformance import definitions
from conformance.model import SearchParameter
from fhirserver.search.backing import Backing, InColumn, InHeader, backing, moment_path
from fhirserver.search.expressions import ExpressionError
from fhirserver.search.paths import TYPES, Parameter, SearchPath, measured, number_of, parameter_of, parameters
from fhirserver.search.registry import R4, Custom, Registry, paths_of
from fhirserver.search.tree import Chain, Criterion, Has, Missing, Search, SortKey, TokenValue

EYE = "http://example.org/eye"


def texts(parameter: Parameter) -> list[str]:
    return [use.path.text for use in parameter.uses]


def path(resource_type: str, code: str) -> SearchPath:
    (use,) = parameters(resource_type)[code].uses
    return use.path


@pytest.mark.parametrize(
    ("resource_type", "code", "found"),
    [
        ("Patient", "_id", InHeader("id")),
        ("Basic", "_id", InHeader("id")),
        ("Patient", "_lastUpdated", InHeader("last_updated")),
        ("Observation", "date", InHeader("moment")),
        ("Basic", "created", InHeader("moment")),
        ("Patient", "gender", InColumn("patient", None, "gender", "code")),
        ("Patient", "active", InColumn("patient", None, "active", "boolean")),
        ("Patient", "birthdate", InColumn("patient", None, "birth_date", "date")),
        # Whatever may be of any length, repeat or come in many systems is indexed.
        ("Patient", "identifier", None),
        ("Patient", "email", None),
        ("Patient", "language", None),
        ("Patient", "organization", None),
        ("Patient", "deceased", None),
        ("Observation", "code", None),
    ],
)
def test_what_backs_a_path(resource_type: str, code: str, found: Backing | None) -> None:
    assert backing(path(resource_type, code)) == found


def test_what_a_column_backs_is_of_a_kind_that_it_can_hold() -> None:
    """Of all types: a column stands for codes of a binding, truth values, and dates; never for an array."""
    kinds = {"code": {"token"}, "boolean": {"token"}, "date": {"date"}}
    seen = set()
    for resource_type in definitions().resource_types:
        for each in paths_of(parameters(resource_type).values()):
            held = backing(each)
            if isinstance(held, InColumn):
                seen.add(held.values)
                assert each.kind in kinds[held.values]
                assert not any(step.many or step.where for leaf in each.leaves for step in leaf.steps)
                if held.values == "code":
                    assert all(leaf.concepts for leaf in each.leaves), each
    assert seen == {"code", "boolean", "date"}


@pytest.mark.parametrize(
    ("resource_type", "text"),
    [
        ("Observation", "Observation.effective"),
        ("MedicationRequest", "MedicationRequest.authoredOn"),
        ("Encounter", "Encounter.period"),
        ("Condition", "Condition.recordedDate"),
        ("Provenance", "Provenance.recorded"),
        ("AuditEvent", "AuditEvent.recorded"),
        ("Immunization", "Immunization.occurrence"),
        ("Patient", None),
        ("Practitioner", None),
        ("Organization", None),
    ],
)
def test_when_something_happened(resource_type: str, text: str | None) -> None:
    found = moment_path(resource_type)
    assert (found.text if found else None) == text


def test_a_moment_is_a_date_that_is_there_once() -> None:
    found = [each for name in definitions().resource_types if (each := moment_path(name)) is not None]
    assert len(found) > 70
    assert {each.kind for each in found} == {"date"}
    assert all(not step.many for each in found for leaf in each.leaves for step in leaf.steps)


def test_the_number_of_a_path_never_changes() -> None:
    """It stands in databases."""
    assert number_of("token", "Patient.gender") == path("Patient", "gender").number == GENDER
    assert number_of("token", "Observation.code") == CODE
    assert number_of("string", "Observation.code") != CODE


CODE = 491727056
GENDER = 1669150793


def test_no_two_paths_of_r4_have_the_same_number() -> None:
    every = {
        (each.kind, each.text)
        for resource_type in definitions().resource_types
        for each in paths_of(parameters(resource_type).values())
    }
    extra = {("present", text) for _, text in every} | {("identifier", text) for _, text in every}
    extra |= {("of-type", text) for _, text in every}
    extra |= {("contained", name) for name in definitions().resource_types}
    numbers = sorted(number_of(kind, text) for kind, text in every | extra)
    assert len(every) > 1500
    assert all(one < other for one, other in pairwise(numbers))
    assert numbers[0] > 0
    assert numbers[-1] < 2**31


@pytest.mark.parametrize(
    ("resource_type", "code", "found"),
    [
        ("Patient", "gender", ["Patient.gender"]),
        ("Patient", "phonetic", ["Patient.name.family", "Patient.name.given", "Patient.name.text"]),
        ("Patient", "name", [f"Patient.name.{part}" for part in ("family", "given", "prefix", "suffix", "text")]),
        (
            "Patient",
            "address",
            [
                f"Patient.address.{part}"
                for part in ("line", "city", "district", "state", "postalCode", "country", "text")
            ],
        ),
        ("Patient", "email", ["Patient.telecom.where(system='email')"]),
        ("Patient", "deceased", ["Patient.deceased.exists()"]),
        ("Observation", "combo-code", ["Observation.code", "Observation.component.code"]),
        ("Observation", "value-date", ["Observation.value.ofType(dateTime)", "Observation.value.ofType(Period)"]),
        ("Observation", "code-value-quantity", []),
    ],
)
def test_the_paths_of_a_parameter(resource_type: str, code: str, found: list[str]) -> None:
    assert texts(parameters(resource_type)[code]) == found


def test_parameters_that_look_at_the_same_share_their_paths() -> None:
    patient, subject = (parameters("Observation")[code] for code in ("patient", "subject"))
    assert patient.uses[0].path == subject.uses[0].path
    assert (patient.uses[0].target, subject.uses[0].target) == ("Patient", None)
    assert parameters("Observation")["code"].uses[0] in parameters("Observation")["combo-code"].uses


def test_every_parameter_of_r4_looks_at_something() -> None:
    for resource_type in definitions().resource_types:
        for code, parameter in parameters(resource_type).items():
            assert (parameter.code, parameter.resource_type) == (code, resource_type)
            assert bool(parameter.uses) != bool(parameter.composites), (resource_type, code)
            for use in parameter.uses:
                assert use.path.resource_type == resource_type
                allowed = TYPES[use.path.kind] | {"Patient.deceased"}
                assert {leaf.type for leaf in use.path.leaves} <= allowed, (resource_type, code)
        assert "_text" not in parameters(resource_type)


def test_the_parts_of_a_composite() -> None:
    (parts,) = parameters("Observation")["code-value-quantity"].composites
    assert [(part.parameter.code, texts(part.parameter), part.same_element) for part in parts] == [
        ("code", ["Observation.code"], False),
        ("value-quantity", ["Observation.value.ofType(Quantity)"], False),
    ]
    whole, component = parameters("Observation")["combo-code-value-quantity"].composites
    assert [part.same_element for part in whole] == [False, False]
    assert [part.same_element for part in component] == [True, True]
    assert texts(component[0].parameter) == ["Observation.component.code"]


def test_what_was_measured() -> None:
    found = measured("Observation")
    value = number_of("quantity", "Observation.value.ofType(Quantity)")
    component = number_of("quantity", "Observation.component.value.ofType(Quantity)")
    assert found[value] == (CODE, False)
    assert found[component] == (number_of("token", "Observation.component.code"), True)
    assert measured("Patient") == {}


def test_a_composite_of_what_there_is_not_is_refused() -> None:
    definition = definitions().search_parameters["Observation"]["code-value-quantity"]
    broken = SearchParameter(
        "urn:x",
        "x",
        "",
        "composite",
        "Observation",
        (),
        (),
        (),
        (type(definition.components[0])("nothing", "code"),),
        True,
        True,
    )
    with pytest.raises(ExpressionError, match="x has a component nothing, which there is not"):
        parameter_of(broken, "Observation")


def custom(code: str, expression: str, progress: str | None = None, kind: str = "token") -> Custom:
    definition = SearchParameter(f"urn:{code}", code, "", kind, None, (), (), (), (), True, True)
    return Custom(definition, (("Patient", expression),), progress)


class TestRegistry:
    """Search parameters of a server."""

    def test_it_has_those_of_r4_and_those_that_were_added(self) -> None:
        registry = Registry((custom("eye", f"Patient.extension('{EYE}').value as code"),))
        added = registry.parameters("Patient").keys() - R4.parameters("Patient").keys()
        assert added == {"eye"}
        assert registry.parameters("Observation") == R4.parameters("Observation") == parameters("Observation")
        assert registry.parameters("Patient") is registry.parameters("Patient")

    def test_what_r4_has_is_not_replaced(self) -> None:
        registry = Registry((custom("gender", "Patient.language"),))
        assert texts(registry.parameters("Patient")["gender"]) == ["Patient.gender"]

    def test_a_path_that_two_look_at_is_there_once(self) -> None:
        registry = Registry((custom("sex", "Patient.gender"),))
        assert len(list(registry.paths("Patient"))) == len(list(R4.paths("Patient")))
        numbers = [each.number for each in R4.paths("Observation")]
        assert len(numbers) == len(set(numbers))

    def test_the_parts_of_composites(self) -> None:
        assert CODE in R4.parts("Observation")
        assert R4.parts("Patient") == frozenset()

    def test_what_is_not_ready(self) -> None:
        registry = Registry((custom("eye", "Patient.language", "half"), custom("ear", "Patient.language")))
        assert registry.unready == {("Patient", "eye"): "half"}
        assert R4.unready == {}

    @pytest.mark.parametrize("where", ["criterion", "missing", "chain", "has", "sort"])
    def test_an_older_search_is_known_as_long_as_it_means_the_same(self, where: str) -> None:
        old = Registry((custom("eye", "Patient.language"),), 1)
        eye = old.parameters("Patient")["eye"]
        criterion = Criterion((eye,), None, (TokenValue(None, "blue"),))
        subject = R4.parameters("Observation")["subject"]
        search = {
            "criterion": Search(("Patient",), (criterion,)),
            "missing": Search(("Patient",), (Missing((eye,), True),)),
            "chain": Search(("Observation",), (Chain((subject,), (("Patient", criterion),)),)),
            "has": Search(("Organization",), (Has("Patient", R4.parameters("Patient")["organization"], criterion),)),
            "sort": Search(("Patient",), sort=(SortKey((eye,), False),)),
        }[where]
        assert old.knows(search)
        assert Registry((custom("eye", "Patient.language"),), 2).knows(search)
        assert not R4.knows(search)
        assert not Registry((custom("eye", "Patient.gender"),), 2).knows(search)
        assert not Registry((custom("eye", "Patient.language", "half"),), 2).knows(search)
        assert R4.knows(Search(("Patient",)))
