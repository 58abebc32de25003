"""For every search parameter of every type: resources that have a value for it, one for each type of value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal

from conformance import Element, SearchParameter, TypeDefinition, definitions
from tests.search.documents import Json
from tests.search.oracle_values import branches
from tests.validation.minimal import AROUND, EXCLUDED, minimal, single

TYPES = definitions().types
_STEP = re.compile(
    r"\.?(?:where\((?P<name>\w+)='(?P<value>[^']*)'\)|where\(resolve\(\) is (?P<target>\w+)\)"
    r"|(?:as|ofType)\((?P<type>\w+)\)"
    r"|where\(hasExtension\('(?P<having>[^']*)'\)\)|extension\('(?P<url>[^']*)'\)|(?P<exists>exists\(\).*)|\[0\]"
    r"|(?P<element>\w+))"
)
RICH: dict[str, Json] = {
    "CodeableConcept": {
        "coding": [{"system": "http://example.org/s", "code": "Code-1", "display": "Shown"}],
        "text": "Text",
    },
    "Coding": {"system": "http://example.org/s", "code": "Code-1", "display": "Shown"},
    "Identifier": {"system": "http://example.org/s", "value": "Value-1", "type": {"text": "Type"}},
    "ContactPoint": {"system": "phone", "value": "+1 555 123 4567"},
    "HumanName": {"family": "Family", "given": ["Given"]},
    "Address": {"line": ["Line"], "city": "City", "state": "State", "postalCode": "12345", "country": "Country"},
    "Quantity": {"value": Decimal("5.4"), "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"},
    "Age": {"value": Decimal(24), "unit": "mo", "system": "http://unitsofmeasure.org", "code": "mo"},
    "Duration": {"value": Decimal(2), "unit": "h", "system": "http://unitsofmeasure.org", "code": "h"},
    "Money": {"value": Decimal("12.50"), "currency": "EUR"},
    "Range": {
        "low": {"value": Decimal(1), "system": "http://unitsofmeasure.org", "code": "mg"},
        "high": {"value": Decimal(3), "system": "http://unitsofmeasure.org", "code": "mg"},
    },
    "Period": {"start": "2012-02-01", "end": "2012-03"},
    "Timing": {"event": ["2012-02-29T12:00:00Z"]},
    "SampledData": {
        "origin": {"value": Decimal(2), "system": "http://unitsofmeasure.org", "code": "mg"},
        "period": 10,
        "dimensions": 1,
        "data": "1 2 3",
    },
}


@dataclass(frozen=True)
class Step:
    """An element to follow, of one type if it has several; what must stand beside what follows."""

    element: Element
    beside: tuple[tuple[str, str], ...] = ()
    extension: str | None = None
    target: str | None = None


_EXTENDED = "http://hl7.org/fhir/StructureDefinition/"
_DEFINED = {"definition": "Text", "min": 0, "max": "*", "base": {"path": "Patient", "min": 0, "max": "*"}}
BY_HAND: dict[tuple[str, str], Json] = {
    ("Bundle", "message"): {
        "type": "message",
        "entry": [
            {
                "fullUrl": "http://example.org/MessageHeader/1",
                "resource": {
                    "resourceType": "MessageHeader",
                    "id": "1",
                    "eventUri": "http://example.org/event",
                    "source": {"endpoint": "http://example.org/source"},
                },
            }
        ],
    },
    ("Group", "characteristic-value"): {
        "characteristic": [{"code": RICH["CodeableConcept"], "exclude": False, "valueBoolean": True}]
    },
    ("CapabilityStatement", "guide"): {
        "kind": "instance",
        "implementation": {"description": "Text"},
        "implementationGuide": ["http://example.org/guide|1"],
    },
    ("DiagnosticReport", "assessed-condition"): {
        "extension": [
            {
                "url": f"{_EXTENDED}DiagnosticReport-geneticsAssessedCondition",
                "valueReference": {"reference": "Condition/1"},
            }
        ]
    },
    ("QuestionnaireResponse", "item-subject"): {
        "item": [
            {
                "linkId": "1",
                "extension": [{"url": f"{_EXTENDED}questionnaireresponse-isSubject", "valueBoolean": True}],
                "answer": [{"valueReference": {"reference": "Patient/1"}}],
            }
        ]
    },
    ("MolecularSequence", "chromosome-variant-coordinate"): {
        "referenceSeq": {
            "chromosome": {"coding": [{"system": "http://example.org/s", "code": "7"}]},
            "genomeBuild": "GRCh 37",
            "windowStart": 1,
            "windowEnd": 100,
        },
        "variant": [{"start": 10, "end": 20}, {"start": 30, "end": 40}],
    },
    **{
        ("Patient", code): {
            "meta": {
                "tag": [{"system": "http://example.org/s", "code": "tag", "display": "Tag"}],
                "security": [{"system": "http://example.org/s", "code": "R"}],
                "profile": ["http://example.org/profile|1"],
                "source": "http://example.org/source",
            }
        }
        for code in ("_tag", "_security", "_profile", "_source")
    },
    **{
        ("StructureDefinition", code): {
            "type": "Patient",
            "snapshot": {
                "element": [
                    {"id": "Patient", "path": "Patient", **_DEFINED},
                    {
                        "id": "Patient.gender",
                        "path": "Patient.gender",
                        **_DEFINED,
                        "type": [{"code": "code"}],
                        "binding": {"strength": "required", "valueSet": "http://example.org/vs|1"},
                    },
                ]
            },
        }
        for code in ("base-path", "path", "type", "valueset")
    },
}
"""What is beyond the rules below."""


def documents_of(resource_type: str, definition: SearchParameter) -> Iterator[Json]:
    """Resources that have a value for a parameter."""
    if (resource_type, definition.code) in BY_HAND:
        yield minimal(resource_type) | BY_HAND[resource_type, definition.code]
        return
    if definition.code.startswith("context-type-"):
        values: list[Json] = [{f"value{each}": RICH[each]} for each in ("CodeableConcept", "Quantity", "Range")]
        contexts = [{"code": RICH["Coding"], **each} for each in values]
        yield minimal(resource_type) | {"useContext": contexts}
        return
    for branch in branches(definition.expression or ""):
        names = re.sub(r" as (\w+)", r".ofType(\1)", branch.strip("()") if branch.startswith("(") else branch)
        names = names.replace(")).", ").").replace(")text", ").text")
        for steps in _ways(resource_type, names):
            document = {"resourceType": resource_type, **minimal(resource_type)}
            _plant(document, resource_type, steps)
            for path, changes in AROUND.items():
                if ".".join([resource_type, *(step.element.name for step in steps)]).startswith(path):
                    document |= deepcopy(changes).get(resource_type, {})
            yield document


def _ways(resource_type: str, text: str) -> Iterator[list[Step]]:
    ways: list[list[Step]] = [[]]
    for match in _STEP.finditer(text):
        if match["element"] in (resource_type, "Resource", "DomainResource"):
            continue
        if match["exists"]:
            continue
        if match["name"]:
            ways = [_with_last(way, beside=((match["name"], match["value"]),)) for way in ways]
        elif match["target"]:
            ways = [_with_last(way, target=match["target"]) for way in ways]
        elif match["type"]:
            wanted = match["type"] if match["type"] in TYPES else match["type"][0].lower() + match["type"][1:]
            ways = [way for way in ways if way[-1].element.type == wanted]
        elif match["having"]:
            ways = [_with_last(way, beside=(("extension", match["having"]),)) for way in ways]
        elif match["url"]:
            ways = [[Step(TYPES[resource_type].elements["extension"], extension=match["url"])]]
        elif match["element"]:
            ways = [
                [*way, Step(element)]
                for way in ways
                for element in _elements(TYPES[way[-1].element.type if way else resource_type], match["element"])
            ]
    yield from ways


def _with_last(way: list[Step], **changes: object) -> list[Step]:
    return [*way[:-1], Step(**{**way[-1].__dict__, **changes})]  # type: ignore[arg-type]  # by name


def _elements(definition: TypeDefinition, name: str) -> list[Element]:
    element = definition.elements.get(name)
    if element is not None and element.choice is None:
        return [element]
    return [definition.elements[each] for each in definition.choices.get(name, ())]


def _plant(node: Json, type_name: str, steps: list[Step]) -> None:
    step, rest = steps[0], steps[1:]
    element = step.element
    if step.extension is not None:
        node["extension"] = [{"url": step.extension, "valueString": "Value"}]
        return
    if element.choice is not None:
        for other in TYPES[type_name].choices[element.choice]:
            node.pop(other, None)
    value = rich(element, step.target) if not rest else _inner(element)
    for name, text in step.beside:
        value[name] = [{"url": text, "valueBoolean": True}] if name == "extension" else text
    if rest:
        path = f"{type_name}.{element.name}"
        value.pop(EXCLUDED.get(f"{path}.{rest[0].element.name}", ""), None)
        _plant(value, element.type, rest)
    node[element.name] = [value] if element.many else value


def _inner(element: Element) -> Json:
    if element.type == "Resource":
        return {"resourceType": "Basic", **minimal("Basic")}
    return minimal(element.type) if element.type not in RICH else deepcopy(RICH[element.type])


def rich(element: Element, target: str | None = None) -> Json:
    """A value of an element, with all that searches look at."""
    if element.type == "Reference":
        kind = target or (element.targets[0] if element.targets else "Patient")
        return {"reference": f"{kind}/1", "identifier": deepcopy(RICH["Identifier"])}
    if element.type in RICH and element.concepts is None:
        return deepcopy(RICH[element.type])
    found = single(element)
    return found
