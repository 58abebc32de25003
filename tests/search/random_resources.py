"""Random resources of the types that searches are tried on; what refers to what is random too."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from tests.search import random_values as some_
from tests.search.random_values import (
    DISPLAYS,
    NAMES,
    URIS,
    Json,
    address,
    coding,
    concept,
    date_time,
    identifier,
    maybe,
    name,
    period,
    quantity,
    range_,
    sampled_data,
    some,
    telecom,
    timing,
    without_nothing,
)

BASE_URL = "https://localhost:8443/fhir"
IDS = [*(str(number) for number in range(1, 9)), "a", "A", "x.y-1"]
OTHER_ADDRESSES = ["http://other.example.org/fhir/{type}/1", "urn:uuid:0b1a9c1e-6d3f-4f0e-8f5b-0e4f1f2a3b4c"]


def reference(random: Random, *types: str) -> Json:
    """A reference in one of the forms that there are."""
    kind = random.choice(types)
    chance = random.random()
    found: Json = {}
    if chance < 0.7:
        found["reference"] = f"{kind}/{random.choice(IDS)}"
    elif chance < 0.75:
        found["reference"] = f"{kind}/{random.choice(IDS)}/_history/1"
    elif chance < 0.8:
        found["reference"] = f"{BASE_URL}/{kind}/{random.choice(IDS)}"
    elif chance < 0.88:
        found["reference"] = random.choice(OTHER_ADDRESSES).format(type=kind)
    if random.random() < 0.2 or not found:
        found |= random.choice(({"display": "somebody"}, {"identifier": identifier(random)}, {"type": kind}))
    return found


def meta(random: Random) -> Json:
    return without_nothing(
        profile=some(random, lambda each: each.choice(URIS) + each.choice(["", "|1.0"]), 1),
        tag=some(random, coding, 1),
        security=some(random, coding, 1),
        source=maybe(random, random.choice(URIS), 0.3),
    )


def _narrative(random: Random) -> Json:
    words = " ".join(random.choice([*DISPLAYS, *NAMES[:10]]) for _ in range(3)).replace("&", "").replace("<", "")
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><p title="hidden">{words}</p><b>bone</b> &amp; liver</div>'
    return {"status": "generated", "div": div}


def patient(random: Random) -> Json:
    deceased = random.choice(
        [{}, {"deceasedBoolean": True}, {"deceasedBoolean": False}, {"deceasedDateTime": "2012-03-01"}]
    )
    return deceased | without_nothing(
        identifier=some(random, identifier),
        active=random.choice([None, True, False]),
        name=some(random, name),
        telecom=some(random, telecom),
        gender=random.choice([None, "male", "female", "other", "unknown"]),
        birthDate=maybe(random, random.choice([each for each in some_.DATES if "T" not in each])),
        address=some(random, address),
        communication=[{"language": concept(random)} for _ in range(random.randint(0, 1))],
        generalPractitioner=some(random, lambda each: reference(each, "Practitioner", "Organization"), 1),
        managingOrganization=maybe(random, reference(random, "Organization")),
    )


def practitioner(random: Random) -> Json:
    return without_nothing(
        identifier=some(random, identifier, 1),
        name=some(random, name, 1),
        telecom=some(random, telecom, 1),
        active=random.choice([None, True, False]),
        address=some(random, address, 1),
    )


def organization(random: Random) -> Json:
    return {"name": random.choice(NAMES)} | without_nothing(
        alias=some(random, lambda each: each.choice(NAMES)),
        type=some(random, concept, 1),
        partOf=maybe(random, reference(random, "Organization")),
        address=some(random, address, 1),
    )


def location(random: Random) -> Json:
    position = {"latitude": Decimal("42.25"), "longitude": Decimal("-83.69")}
    if random.random() < 0.5:
        position = {"latitude": Decimal("-89.9"), "longitude": Decimal("179.99")}
    return without_nothing(
        name=maybe(random, random.choice(NAMES)),
        status=maybe(random, random.choice(["active", "suspended", "inactive"])),
        position=maybe(random, position),
        partOf=maybe(random, reference(random, "Location"), 0.7),
        managingOrganization=maybe(random, reference(random, "Organization")),
    )


def encounter(random: Random) -> Json:
    return {
        "status": random.choice(["planned", "in-progress", "finished"]),
        "class": coding(random),
    } | without_nothing(
        subject=maybe(random, reference(random, "Patient", "Group"), 0.8),
        period=maybe(random, period(random)),
        partOf=maybe(random, reference(random, "Encounter")),
        serviceProvider=maybe(random, reference(random, "Organization")),
        length=maybe(random, some_.simple_quantity(random.choice(["min", "h"]), Decimal(60))),
        location=[{"location": reference(random, "Location")} for _ in range(random.randint(0, 2))],
        participant=[{"individual": reference(random, "Practitioner")} for _ in range(random.randint(0, 1))],
    )


def condition(random: Random) -> Json:
    status = {"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}
    onset: Callable[[Random], Json] = random.choice(
        [
            lambda each: {},
            lambda each: {"onsetDateTime": date_time(each)},
            lambda each: {"onsetPeriod": period(each)},
            lambda each: {"onsetAge": some_.simple_quantity(random.choice(["a", "mo"]), Decimal(24))},
            lambda each: {"onsetRange": range_(each)},
            lambda each: {"onsetString": "as a child"},
        ]
    )
    return (
        onset(random)
        | {"subject": reference(random, "Patient", "Group")}
        | without_nothing(
            clinicalStatus={"coding": [status]},
            code=maybe(random, concept(random), 0.9),
            category=some(random, concept, 1),
            severity=maybe(random, concept(random)),
            encounter=maybe(random, reference(random, "Encounter")),
            asserter=maybe(random, reference(random, "Practitioner", "Patient")),
            recordedDate=maybe(random, date_time(random)),
        )
    )


_OBSERVED: list[Callable[[Random], Json]] = [
    lambda random: {},
    lambda random: {"valueQuantity": quantity(random)},
    lambda random: {"valueQuantity": quantity(random)},
    lambda random: {"valueCodeableConcept": concept(random)},
    lambda random: {"valueString": random.choice(NAMES)},
    lambda random: {"valueBoolean": True},
    lambda random: {"valueInteger": 5},
    lambda random: {"valueRange": range_(random)},
    lambda random: {"valueSampledData": sampled_data(random)},
    lambda random: {"valueDateTime": date_time(random)},
    lambda random: {"valuePeriod": period(random)},
]
_EFFECTIVE: list[Callable[[Random], Json]] = [
    lambda random: {},
    lambda random: {"effectiveDateTime": date_time(random)},
    lambda random: {"effectivePeriod": period(random)},
    lambda random: {"effectiveTiming": timing(random)},
    lambda random: {"effectiveInstant": "2012-02-29T12:00:00.5Z"},
]


def observation(random: Random) -> Json:
    components = [
        {"code": {"coding": [{"system": "http://loinc.org", "code": each.choice(["c1", "c2"])}]}}
        | each.choice(_OBSERVED)(each)
        for each in [random] * random.randint(0, 2)
    ]
    return {
        "status": random.choice(["final", "amended", "preliminary"]),
        "code": concept(random),
        **random.choice(_OBSERVED)(random),
        **random.choice(_EFFECTIVE)(random),
    } | without_nothing(
        component=components,
        category=some(random, concept, 1),
        subject=maybe(random, reference(random, "Patient", "Group", "Location"), 0.8),
        encounter=maybe(random, reference(random, "Encounter")),
        performer=some(random, lambda each: reference(each, "Practitioner", "Organization"), 1),
        hasMember=some(random, lambda each: reference(each, "Observation"), 1),
    )


def medication_request(random: Random) -> Json:
    inside: Json = {
        "resourceType": "Medication",
        "id": "med",
        "code": concept(random),
        "identifier": [identifier(random)],
    }
    maker = {
        "resourceType": "Organization",
        "id": "maker",
        "name": random.choice(NAMES),
        "alias": [random.choice(NAMES)],
    }
    found: Json = {
        "status": random.choice(["active", "completed"]),
        "intent": "order",
        "subject": reference(random, "Patient", "Group"),
    }
    chance = random.random()
    if chance < 0.5:
        found["contained"] = [inside | {"manufacturer": {"reference": "#maker"}}, maker]
        found["medicationReference"] = {"reference": "#med"}
    elif chance < 0.8:
        found["medicationCodeableConcept"] = concept(random)
    else:
        found["medicationReference"] = reference(random, "Medication")
    return found | without_nothing(
        authoredOn=maybe(random, date_time(random)),
        requester=maybe(random, reference(random, "Practitioner", "Patient")),
    )


def _percent(number: str) -> Json:
    return some_.simple_quantity("%", Decimal(number))


def risk_assessment(random: Random) -> Json:
    small = [each for each in some_.NUMBERS if 0 <= Decimal(each) <= 100]
    predictions = [{"probabilityDecimal": Decimal(random.choice(small))} for _ in range(random.randint(0, 2))]
    if random.random() < 0.2:
        predictions.append({"probabilityRange": {"low": _percent("1"), "high": _percent("5.4")}})
    return {"status": "final", "subject": reference(random, "Patient", "Group")} | without_nothing(
        prediction=predictions,
        occurrenceDateTime=maybe(random, date_time(random)),
        condition=maybe(random, reference(random, "Condition")),
    )


def value_set(random: Random) -> Json:
    return {"status": random.choice(["draft", "active"])} | without_nothing(
        url=maybe(random, random.choice(URIS), 0.9),
        version=maybe(random, random.choice(["1", "2.0"])),
        name=maybe(random, "Name"),
        title=maybe(random, random.choice(NAMES)),
        date=maybe(random, date_time(random)),
        useContext=[
            {"code": coding(random)}
            | random.choice(
                [
                    {"valueCodeableConcept": concept(random)},
                    {"valueQuantity": quantity(random)},
                    {"valueRange": range_(random)},
                ]
            )
            for _ in range(random.randint(0, 2))
        ],
        jurisdiction=some(random, concept, 1),
        description=maybe(random, "*Markdown* of a bone"),
    )


def measure(random: Random) -> Json:
    related = [
        {"type": kind, "resource": random.choice(URIS) + random.choice(["", "|1", "|2.0"])}
        for kind in ("depends-on", "successor")
    ]
    return {"status": "active"} | without_nothing(
        url=maybe(random, random.choice(URIS)),
        library=some(random, lambda each: each.choice(URIS) + each.choice(["", "|1", "|2.0"]), 1),
        relatedArtifact=[each for each in related if random.random() < 0.5],
    )


def list_(random: Random) -> Json:
    return {
        "status": "current",
        "mode": "working",
        "entry": [
            {"item": reference(random, "Patient", "Observation", "Condition")} for _ in range(random.randint(1, 4))
        ],
    } | without_nothing(subject=maybe(random, reference(random, "Patient")), code=maybe(random, concept(random)))


def group(random: Random) -> Json:
    characteristics: list[Json] = [
        {"code": concept(each), "exclude": False}
        | each.choice(
            [
                {"valueCodeableConcept": concept(each)},
                {"valueBoolean": each.random() < 0.5},
                {"valueQuantity": quantity(each)},
            ]
        )
        for each in [random] * random.randint(0, 2)
    ]
    return {"type": "person", "actual": True} | without_nothing(
        characteristic=characteristics,
        code=maybe(random, concept(random)),
        member=[{"entity": reference(random, "Patient")} for _ in range(random.randint(0, 2))],
    )


def diagnostic_report(random: Random) -> Json:
    found: Json = {"status": "final", "code": concept(random)}
    if random.random() < 0.4:
        inside = {"resourceType": "Observation", "id": "A", **observation(random)}
        subject = {"resourceType": "Patient", "id": "p", **patient(random)}
        found |= {"contained": [inside, subject], "subject": {"reference": "#p"}, "result": [{"reference": "#A"}]}
        if random.random() < 0.5:
            inside["subject"] = {"reference": "#p"}
        return found
    return found | without_nothing(
        subject=maybe(random, reference(random, "Patient", "Group"), 0.8),
        result=some(random, lambda each: reference(each, "Observation")),
        issued=maybe(random, "2012-02-29T12:00:00Z"),
    )


def procedure(random: Random) -> Json:
    performed: Json = random.choice(
        [{}, {"performedDateTime": date_time(random)}, {"performedPeriod": period(random)}, {"performedString": "once"}]
    )
    return (
        performed
        | {"status": "completed", "subject": reference(random, "Patient", "Group")}
        | without_nothing(
            code=maybe(random, concept(random)), location=maybe(random, reference(random, "Location"), 0.8)
        )
    )


MAKERS: dict[str, Callable[[Random], Json]] = {
    "Patient": patient,
    "Practitioner": practitioner,
    "Organization": organization,
    "Location": location,
    "Encounter": encounter,
    "Condition": condition,
    "Observation": observation,
    "MedicationRequest": medication_request,
    "RiskAssessment": risk_assessment,
    "ValueSet": value_set,
    "Measure": measure,
    "List": list_,
    "Group": group,
    "DiagnosticReport": diagnostic_report,
    "Procedure": procedure,
}


def resource(random: Random, resource_type: str, resource_id: str) -> Json:
    """A random resource of a type."""
    made = {"resourceType": resource_type, "id": resource_id, **MAKERS[resource_type](random)}
    return made | without_nothing(meta=meta(random), text=maybe(random, _narrative(random), 0.4))


def resources(random: Random) -> list[dict[str, Any]]:
    """A random resource of each type and id."""
    return [resource(random, each, resource_id) for each in MAKERS for resource_id in IDS]
