"""The smallest valid instance of any R4 type, made from the definitions, and ways to put an element into a resource."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

from conformance import Element, definitions

JsonObject = dict[str, Any]
R4 = definitions()

PRIMITIVES: dict[str, Any] = {
    "base64Binary": "AAAA",
    "boolean": True,
    "canonical": "http://example.org/canonical|1",
    "code": "code",
    "date": "2020-02-29",
    "dateTime": "2020-02-29T12:30:00+01:00",
    "decimal": Decimal("1.50"),
    "id": "id-1",
    "instant": "2020-02-29T12:30:00.123Z",
    "integer": 3,
    "markdown": "*text*",
    "oid": "urn:oid:1.2.3",
    "positiveInt": 1,
    "string": "text",
    "time": "12:30:00",
    "unsignedInt": 0,
    "uri": "http://example.org/uri",
    "url": "http://example.org/url",
    "uuid": "urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
    "xhtml": '<div xmlns="http://www.w3.org/1999/xhtml">text</div>',
}

# What the rules of a type ask for beyond its required elements, or what its first code would not allow.
EXTRA: dict[str, JsonObject] = {
    "AllergyIntolerance": {
        "clinicalStatus": {
            "coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}
            ]
        }
    },
    "Appointment": {"status": "proposed"},
    "Appointment.participant": {"type": [{"text": "who"}]},
    "AppointmentResponse": {"participantType": [{"text": "who"}]},
    "Bundle": {"type": "collection"},
    "Bundle.entry": {"resource": {"resourceType": "Basic", "code": {"text": "basic"}}},
    "CapabilityStatement": {"kind": "requirements", "description": "text", "rest": [{"mode": "server"}]},
    "Composition.section": {"text": {"status": "empty", "div": PRIMITIVES["xhtml"]}},
    "Condition.evidence": {"code": [{"text": "code"}]},
    "Condition.stage": {"summary": {"text": "summary"}},
    "Consent": {"policyRule": {"text": "rule"}},
    "CoverageEligibilityResponse.insurance.item": {"category": {"text": "category"}},
    "DataRequirement.codeFilter": {"path": "code"},
    "DataRequirement.dateFilter": {"path": "date"},
    "ElementDefinition": {"path": "Patient.name"},
    "ElementDefinition.slicing": {"description": "text"},
    "Expression": {"expression": "true"},
    "Extension": {"valueBoolean": True},
    "Immunization.education": {"documentType": "leaflet"},
    "ImmunizationRecommendation.recommendation": {"targetDisease": {"text": "disease"}},
    "InsurancePlan": {"name": "plan"},
    "ConceptMap.group.unmapped": {"mode": "provided"},
    "Linkage": {
        "item": [
            {"type": "source", "resource": {"reference": "Patient/1"}},
            {"type": "alternate", "resource": {"reference": "Patient/2"}},
        ]
    },
    "MedicationAdministration.dosage": {"dose": {"value": 1}},
    "Measure.group.stratifier": {"code": {"text": "code"}},
    "MeasureReport.group.stratifier.stratum": {"value": {"text": "value"}},
    "MessageDefinition.focus": {"max": "*"},
    "MolecularSequence": {"coordinateSystem": 0},
    "MolecularSequence.referenceSeq": {"referenceSeqString": "ACGT"},
    "Observation.referenceRange": {"text": "normal"},
    "OperationDefinition.parameter": {"type": "string"},
    "Organization": {"name": "organisation"},
    "Parameters.parameter": {"valueBoolean": True},
    "Patient.contact": {"organization": {"reference": "Organization/1"}},
    "Questionnaire.item": {"type": "string"},
    "Questionnaire.item.enableWhen": {"operator": "exists", "answerBoolean": True},
    "Ratio": {"numerator": {"value": 1}, "denominator": {"value": 2}},
    "RequestGroup.action": {"resource": {"reference": "ServiceRequest/1"}},
    "StructureDefinition": {
        "kind": "resource",
        "abstract": False,
        "type": "Patient",
        "derivation": "constraint",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
        "differential": {"element": [{"id": "Patient", "path": "Patient"}]},
    },
    "StructureDefinition.differential": {"element": [{"id": "Patient", "path": "Patient"}]},
    "StructureDefinition.mapping": {"name": "map"},
    "StructureDefinition.snapshot": {
        "element": [
            {
                "id": "Patient",
                "path": "Patient",
                "definition": "text",
                "min": 0,
                "max": "*",
                "base": {"path": "Patient", "min": 0, "max": "*"},
            }
        ]
    },
    "TerminologyCapabilities": {"kind": "requirements", "description": "text"},
    "TestReport.setup.action": {"operation": {"result": "pass"}},
    "TestReport.test.action": {"operation": {"result": "pass"}},
    "TestScript.metadata.capability": {"required": True, "validated": False},
    "TestScript.setup.action": {"operation": {"encodeRequestUrl": True, "sourceId": "fixture"}},
    "TestScript.setup.action.operation": {"sourceId": "fixture"},
    "TestScript.teardown.action": {"operation": {"encodeRequestUrl": True, "sourceId": "fixture"}},
    "TestScript.test.action": {"operation": {"encodeRequestUrl": True, "sourceId": "fixture"}},
    "Timing": {"event": ["2020-01-01"]},
    "TriggerDefinition": {"type": "named-event", "name": "event"},
    "ValueSet.compose.include": {"system": "http://example.org/system"},
    "ValueSet.expansion.contains": {"display": "text", "abstract": True},
}


# What must be around an element for it to be allowed there.
AROUND: dict[str, JsonObject] = {
    "Bundle.entry.request": {"Bundle": {"type": "batch"}},
    "Bundle.entry.response": {"Bundle": {"type": "batch-response"}},
    "Bundle.entry.search": {"Bundle": {"type": "searchset"}},
    "CapabilityStatement.implementation": {"CapabilityStatement": {"kind": "instance"}},
    "CapabilityStatement.messaging.endpoint": {
        "CapabilityStatement": {"kind": "instance", "implementation": {"description": "text"}}
    },
    "CapabilityStatement.software": {"CapabilityStatement": {"kind": "capability"}},
    "MeasureReport.group": {"MeasureReport": {"type": "summary"}},
    "TerminologyCapabilities.implementation": {"TerminologyCapabilities": {"kind": "instance"}},
    "TerminologyCapabilities.software": {"TerminologyCapabilities": {"kind": "capability"}},
}


# What the element beside it excludes.
EXCLUDED: dict[str, str] = {
    "Measure.group.stratifier.component": "code",
    "MeasureReport.group.stratifier.stratum.component": "value",
    "TestReport.setup.action.assert": "operation",
    "TestScript.setup.action.assert": "operation",
}


def minimal(type_name: str) -> JsonObject:
    """The smallest valid instance of a resource, datatype or backbone."""
    definition = R4.types[type_name]
    found: JsonObject = {"resourceType": type_name} if definition.kind == "resource" else {}
    required = [e for e in definition.elements.values() if e.required]
    required += [definition.elements[definition.choices[choice][0]] for choice in definition.required_choices]
    extra = EXTRA.get(type_name, {})
    for element in required:
        if element.name not in extra:
            found[element.name] = value(element)
    found.update(deepcopy(extra))
    if not found:
        found = {"extension": [{"url": "http://example.org/extension", "valueBoolean": True}]}
    return found


def value(element: Element) -> Any:
    """The smallest valid value of an element, in an array where it repeats."""
    one = single(element)
    return [one] if element.many else one


def single(element: Element) -> Any:
    """One smallest valid value of an element."""
    if element.binding is not None and element.type == "code":
        return min(element.binding)
    if element.value_set == "http://hl7.org/fhir/ValueSet/currencies":
        return "EUR"
    if element.concepts is not None:
        system, code = min(element.concepts)
        return {"coding": [{"system": system, "code": code}]}
    if element.type in PRIMITIVES:
        return PRIMITIVES[element.type]
    if element.type == "Reference":
        return {"reference": f"{element.targets[0] if element.targets else 'Patient'}/1"}
    if element.type == "Resource":
        return {"resourceType": "Basic", "id": "basic", "code": {"text": "basic"}, "subject": {"reference": "#"}}
    if element.type == "CodeableConcept":
        return {"text": "text"}
    return minimal(element.type)


def within(path: str, instance: JsonObject) -> tuple[JsonObject, str]:
    """A valid resource that has ``instance`` at ``path``, and the FHIRPath of it there.

    ``path`` is a resource type, a backbone ("Patient.contact") or a datatype ("Period"), put into an extension.
    """
    steps = path.split(".")
    definition = R4.types[path]
    if definition.kind == "resource":
        return {"resourceType": path, **instance}, path
    if len(steps) == 1:
        return _datatype(path, instance)
    parent = ".".join(steps[:-1])
    element = R4.types[parent].elements[steps[-1]]
    around = minimal(parent)
    around.pop(EXCLUDED.get(path, ""), None)
    around[element.name] = [instance, *around.get(element.name, [])[1:]] if element.many else instance
    resource, at = within(parent, around)
    for inner, changes in AROUND.items():
        if path == inner or path.startswith(inner + "."):
            resource.update(changes[resource["resourceType"]])
    return resource, f"{at}.{element.name}[0]" if element.many else f"{at}.{element.name}"


def _datatype(name: str, instance: JsonObject) -> tuple[JsonObject, str]:
    if name == "ElementDefinition":
        instance = {"id": instance.get("path") or "x", **instance}
        root = {"id": "Patient", "path": "Patient"}
        resource, at = within("StructureDefinition.differential", {"element": [root, instance]})
        return resource, f"{at}.element[1]"
    if name == "Extension":
        return {**minimal("Basic"), "extension": [instance]}, "Basic.extension[0]"
    if name == "Narrative":
        return {**minimal("Basic"), "text": instance}, "Basic.text"
    if f"value{name}" not in R4.types["Extension"].elements:
        parent, element = _home(name)
        resource, at = within(parent, {**minimal(parent), element.name: [instance] if element.many else instance})
        return resource, f"{at}.{element.name}[0]" if element.many else f"{at}.{element.name}"
    extension = {"url": "http://example.org/extension", f"value{name}": instance}
    return {**minimal("Basic"), "extension": [extension]}, f"Basic.extension[0].value{name}"


def _home(datatype: str) -> tuple[str, Element]:
    """A type and its element that has the datatype."""
    return next(
        (name, element)
        for name, definition in R4.types.items()
        if definition.kind in ("resource", "backbone")
        for element in definition.elements.values()
        if element.type == datatype
    )
