"""The cases of definitional resources; see ``invariant_cases``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.validation.invariant_cases import Case
from tests.validation.minimal import minimal

JsonObject = dict[str, Any]
BASE = "http://hl7.org/fhir/StructureDefinition"


def statements() -> Iterator[Case]:
    """Rules of CapabilityStatement and TerminologyCapabilities."""
    statement = "CapabilityStatement"
    described = {"implementation": {"description": "x"}}
    software = {"software": {"name": "x"}}
    messaging = {"messaging": [{"endpoint": [{"protocol": {"code": "http"}, "address": "http://example.org"}]}]}
    document = {"mode": "producer", "profile": "http://example.org/p"}
    yield Case(statement, "cpb-1", {"rest": None, "document": [document]}, {"rest": None})
    yield Case(statement, "cpb-2", {}, {"description": None})
    yield Case(statement, "cpb-3", {**messaging, "kind": "instance", **described}, messaging)
    yield Case(
        statement,
        "cpb-7",
        {"document": [document, {**document, "mode": "consumer"}]},
        {"document": [document, document]},
    )
    yield Case(statement, "cpb-14", {"kind": "instance", **described}, {"kind": "instance"})
    yield Case(statement, "cpb-15", {"kind": "capability", **software}, {"kind": "capability"})
    yield Case(statement, "cpb-16", {}, software)
    patient = {"type": "Patient"}
    yield Case(f"{statement}.rest", "cpb-9", {"resource": [patient]}, {"resource": [patient, patient]})
    name = {"name": "name", "type": "string"}
    yield Case(f"{statement}.rest.resource", "cpb-12", {"searchParam": [name]}, {"searchParam": [name, name]})
    terminology = "TerminologyCapabilities"
    yield Case(terminology, "tcp-2", {}, {"description": None})
    yield Case(terminology, "tcp-3", {"kind": "instance", **described}, {"kind": "instance"})
    yield Case(terminology, "tcp-4", {"kind": "capability", **software}, {"kind": "capability"})
    yield Case(terminology, "tcp-5", {}, software)
    versions = [{"code": "1"}, {"code": "2"}]
    yield Case(
        f"{terminology}.codeSystem", "tcp-1", {"version": versions}, {"version": [{"code": "1"}, {"isDefault": True}]}
    )


def registries() -> Iterator[Case]:
    """Rules of ImplementationGuide, NamingSystem, OperationDefinition, SearchParameter, StructureMap."""
    resource = {"reference": {"reference": "Patient/1"}}
    group = {"id": "g", "name": "x"}
    guide = "ImplementationGuide.definition"
    yield Case(
        guide,
        "ig-1",
        {"grouping": [group], "resource": [{**resource, "groupingId": "g"}]},
        {"grouping": [group], "resource": [{**resource, "groupingId": "h"}]},
    )
    yield Case(
        "ImplementationGuide",
        "ig-2",
        {"fhirVersion": ["4.0.1"], "definition": {"resource": [{**resource, "fhirVersion": ["4.0.1"]}]}},
        {"fhirVersion": ["4.0.1"], "definition": {"resource": [{**resource, "fhirVersion": ["3.0.1"]}]}},
    )
    oid, uuid = {"type": "oid", "value": "1.2"}, {"type": "uuid", "value": "x"}
    yield Case("NamingSystem", "nsd-1", {"kind": "root", "uniqueId": [oid]}, {"kind": "root", "uniqueId": [uuid]})
    preferred = {**oid, "preferred": True}
    yield Case("NamingSystem", "nsd-2", {"uniqueId": [preferred, oid]}, {"uniqueId": [preferred, preferred]})
    parameter = "OperationDefinition.parameter"
    part = {"part": [{"name": "p", "use": "in", "min": 0, "max": "1", "type": "string"}]}
    yield Case(parameter, "opd-1", {"type": None, **part}, {"type": None})
    search = {"searchType": "token"}
    yield Case(parameter, "opd-2", {**search, "type": "string"}, {**search, "type": "code"})
    profile = {"targetProfile": ["http://example.org/p"]}
    yield Case(parameter, "opd-3", {**profile, "type": "Reference"}, {**profile, "type": "string"})
    xpath = {"xpath": "f:Patient"}
    yield Case("SearchParameter", "spd-1", {**xpath, "xpathUsage": "normal"}, xpath)
    chain = {"chain": ["name"]}
    yield Case("SearchParameter", "spd-2", {**chain, "type": "reference"}, {**chain, "type": "token"})
    target = "StructureMap.group.rule.target"
    context = {"context": "x", "contextType": "variable"}
    yield Case(target, "smp-1", {**context, "element": "e"}, {"element": "e"})
    yield Case(target, "smp-2", context, {"context": "x"})


def terminology() -> Iterator[Case]:
    """Rules of CodeSystem, ConceptMap, ValueSet, MessageDefinition."""
    a, b = {"code": "a"}, {"code": "b"}
    yield Case(
        "CodeSystem", "csd-1", {"concept": [{**a, "concept": [b]}]}, {"concept": [{**a, "concept": [b, {"code": "a"}]}]}
    )
    narrower = {"equivalence": "narrower"}
    yield Case("ConceptMap.group.element.target", "cmd-1", {**narrower, "comment": "x"}, narrower)
    unmapped = "ConceptMap.group.unmapped"
    yield Case(unmapped, "cmd-2", {"mode": "fixed", "code": "x"}, {"mode": "fixed"})
    other = {"mode": "other-map"}
    yield Case(unmapped, "cmd-3", {**other, "url": "http://example.org/m"}, other)
    yield Case("MessageDefinition.focus", "md-1", {"max": "5"}, {"max": "0"})
    include = "ValueSet.compose.include"
    concepts = {"concept": [{"code": "x"}]}
    sets = {"valueSet": ["http://example.org/vs"]}
    filters = {"filter": [{"property": "p", "op": "=", "value": "v"}]}
    yield Case(include, "vsd-1", {"system": None, **sets}, {"system": None, "version": "1"})
    yield Case(include, "vsd-2", concepts, {"system": None, **sets, **concepts})
    yield Case(include, "vsd-3", filters, {**concepts, **filters})
    contains = "ValueSet.expansion.contains"
    yield Case(contains, "vsd-6", {}, {"display": None})
    yield Case(contains, "vsd-9", {"abstract": True}, {"abstract": False})
    system = {"system": "http://example.org/s"}
    yield Case(contains, "vsd-10", {**system, "code": "x"}, {"code": "x"})


def questionnaires() -> Iterator[Case]:
    """Rules of Questionnaire and QuestionnaireResponse."""
    item = "Questionnaire.item"
    inner = {"linkId": "2", "type": "string"}
    option, value_set = {"answerOption": [{"valueString": "x"}]}, {"answerValueSet": "http://example.org/vs"}
    initial = {"initial": [{"valueString": "x"}]}
    yield Case(
        "Questionnaire",
        "que-2",
        {"item": [{"linkId": "1", "type": "group", "item": [inner]}]},
        {"item": [{"linkId": "2", "type": "group", "item": [inner]}]},
    )
    display = {"type": "display"}
    choice = {"type": "choice"}
    for key, keeps, breaks in (
        ("que-1", {"type": "group", "item": [inner]}, {"type": "group"}),
        ("que-3", {"code": [{"code": "x"}]}, {**display, "code": [{"code": "x"}]}),
        ("que-4", {**choice, **option}, {**choice, **option, **value_set}),
        ("que-5", {**choice, **value_set}, {"type": "boolean", **value_set}),
        ("que-6", {"required": True}, {**display, "required": True}),
        ("que-8", initial, {**display, **initial}),
        ("que-9", {"readOnly": True}, {**display, "readOnly": True}),
        ("que-10", {"maxLength": 5}, {"type": "date", "maxLength": 5}),
        ("que-11", {**choice, **option}, {**choice, **option, **initial}),
        ("que-12", {"enableWhen": [_when(1), _when(2)]}, {"enableWhen": [_when(1), _when(2), _when(3)]}),
        ("que-13", {"repeats": True, "initial": initial["initial"] * 2}, {"initial": initial["initial"] * 2}),
    ):
        yield Case(item, key, keeps, breaks)
    yield Case(f"{item}.enableWhen", "que-7", {}, {"answerBoolean": None, "answerString": "x"})
    answer = {"answer": [{"valueString": "x"}]}
    yield Case("QuestionnaireResponse.item", "qrs-1", answer, {**answer, "item": [{"linkId": "2"}]})


def _when(number: int) -> JsonObject:
    return {"question": str(number), "operator": "exists", "answerBoolean": True}


def element_definitions() -> Iterator[Case]:
    """Rules of ElementDefinition."""
    element = "ElementDefinition"
    string, code = {"code": "string"}, {"code": "code"}
    fixed, pattern = {"fixedString": "x"}, {"patternString": "x"}
    binding = {"binding": {"strength": "required", "valueSet": "http://example.org/vs"}}
    rule = {"key": "a-1", "severity": "error", "human": "x"}
    for key, keeps, breaks in (
        ("eld-2", {"min": 1, "max": "2"}, {"min": 3, "max": "2"}),
        ("eld-5", {"contentReference": "#x"}, {"contentReference": "#x", "type": [string]}),
        ("eld-6", {**fixed, "type": [string]}, {**fixed, "type": [string, code]}),
        ("eld-7", {**pattern, "type": [string]}, {**pattern, "type": [string, code]}),
        ("eld-8", fixed, {**fixed, **pattern}),
        ("eld-11", {**binding, "type": [code]}, {**binding, "type": [{"code": "boolean"}]}),
        ("eld-13", {"type": [string, code]}, {"type": [string, string]}),
        ("eld-14", {"constraint": [rule]}, {"constraint": [rule, rule]}),
        ("eld-16", {"sliceName": "a/b[x]"}, {"sliceName": "a b"}),
        ("eld-18", {"isModifier": True, "isModifierReason": "x"}, {"isModifier": True}),
        ("eld-22", {"sliceName": "a", "sliceIsConstraining": True}, {"sliceIsConstraining": True}),
    ):
        yield Case(element, key, keeps, breaks)
    meaning = {"meaningWhenMissing": "x"}
    yield Case(element, "eld-15", meaning, {**meaning, "defaultValueString": "x"}, also=("sdf-21",))
    # The path must start with the type's name by sdf-8a, so the forbidden character comes first of all.
    yield Case(element, "eld-19", {"path": "Patient.name:slice"}, {"path": "?"}, also=("sdf-8a",))
    yield Case(f"{element}.max", "eld-3", {"max": "*"}, {"max": "x"}, ".max")
    yield Case(f"{element}.slicing", "eld-1", {}, {"description": None})
    yield Case(f"{element}.binding", "eld-12", {"valueSet": "urn:x"}, {"valueSet": "x"})
    aggregation, profile = {"aggregation": ["bundled"]}, {"targetProfile": ["http://example.org/p"]}
    for key, more in (("eld-4", aggregation), ("eld-17", profile)):
        yield Case(f"{element}.type", key, {"code": "Reference", **more}, {"code": "string", **more})


def structure_definitions() -> Iterator[Case]:
    """Rules of StructureDefinition."""
    structure = "StructureDefinition"
    root = minimal(f"{structure}.snapshot")["element"][0]
    name = {**root, "id": "Patient.name", "path": "Patient.name"}
    plain, label = {"id": "Patient", "path": "Patient"}, {"label": "x"}
    special = {"derivation": "specialization"}
    default = {"differential": {"element": [plain, {"id": "n", "path": "Patient.n", "defaultValueString": "x"}]}}
    official = {"url": f"{BASE}/Mine"}
    typed = {"id": "n", "path": "Patient.n", "type": [{"code": "http://example.org/T"}]}
    for key, keeps, breaks in (
        ("sdf-1", {**special, **_snapshot(root, name)}, {**special, **_snapshot(root, name, {**name, "id": "2"})}),
        ("sdf-4", {"abstract": True, "baseDefinition": None}, {"baseDefinition": None}),
        ("sdf-6", {"differential": None, **_snapshot(root)}, {"differential": None}),
        ("sdf-9", _differential(plain), _differential({**plain, **label})),
        ("sdf-14", _differential(plain), _differential({"path": "Patient"})),
        ("sdf-15", _snapshot(root), _snapshot({**root, "type": [{"code": "Patient"}]})),
        ("sdf-15a", _differential(plain), _differential({**plain, "type": [{"code": "Patient"}]})),
        ("sdf-16", _snapshot(root, name), _snapshot(root, {**name, "id": "Patient"})),
        ("sdf-17", _differential(plain), _differential(plain, {"id": "Patient", "path": "Patient.name"})),
        ("sdf-18", {}, {"contextInvariant": ["true"]}),
        ("sdf-19", _differential(plain, typed), {**official, **_differential(plain, typed)}),
        ("sdf-21", {**special, **default}, default),
        ("sdf-22", {**special, **default}, {**special, **official, **default}),
        ("sdf-23", _differential(plain), _differential({**plain, "sliceName": "x"})),
    ):
        also = {"sdf-14": ("sdf-17",)}.get(key, ())
        yield Case(structure, key, keeps, breaks, also=also)
    other = {**root, "path": "Other", "id": "Other"}
    yield Case(structure, "sdf-11", _snapshot(root), _snapshot(other), also=("sdf-8",))
    extension = {"type": "Extension", "differential": {"element": [{"id": "Extension", "path": "Extension"}]}}
    context = {"context": [{"type": "element", "expression": "Patient"}]}
    yield Case(structure, "sdf-5", {**extension, **context}, extension)
    stray = {**name, "path": "Other.name"}
    yield Case(f"{structure}.snapshot", "sdf-8", {"element": [root, name]}, {"element": [root, stray]})
    moved = {"id": "x", "path": "Other.name"}
    yield Case(f"{structure}.differential", "sdf-8a", {"element": [plain]}, {"element": [plain, moved]})
    slicing = {"slicing": {"rules": "open", "description": "x"}}
    yield Case(f"{structure}.differential", "sdf-20", {"element": [plain]}, {"element": [{**plain, **slicing}]})
    without = {key: value for key, value in root.items() if key != "definition"}
    yield Case(f"{structure}.snapshot", "sdf-3", {"element": [root]}, {"element": [without]})
    baseless = {key: value for key, value in root.items() if key != "base"}
    yield Case(f"{structure}.snapshot", "sdf-8b", {"element": [root]}, {"element": [baseless]})
    bound, loose = (
        {**name, "binding": {"strength": "example", "description": "x"}},
        {**name, "binding": {"strength": "example"}},
    )
    yield Case(
        f"{structure}.snapshot.element", "sdf-10", {"element": [root, bound]}, {"element": [root, loose]}, ".element[1]"
    )
    yield Case(f"{structure}.mapping", "sdf-2", {"name": None, "uri": "http://example.org/m"}, {"name": None})


def _snapshot(*elements: JsonObject) -> JsonObject:
    return {"snapshot": {"element": list(elements)}}


def _differential(*elements: JsonObject) -> JsonObject:
    return {"differential": {"element": list(elements)}}


def scripts() -> Iterator[Case]:
    """Rules of TestScript and TestReport."""
    result = {"operation": {"result": "pass"}, "assert": {"result": "pass"}}
    yield Case("TestReport.setup.action", "inv-1", {}, result)
    yield Case("TestReport.test.action", "inv-2", {}, {"operation": None, "id": None, **_nothing()})
    assertion = {"assert": {"warningOnly": False}}
    yield Case("TestScript.setup.action", "tst-1", {"operation": None, **assertion}, assertion)
    yield Case("TestScript.test.action", "tst-2", {"operation": None, **assertion}, assertion)
    yield Case("TestScript.variable", "tst-3", {"path": "x"}, {"path": "x", "expression": "x", "headerField": "x"})
    capability = {"required": True, "validated": False, "capabilities": "http://example.org/c"}
    silent = {"_required": _nothing(), "_validated": _nothing(), "capabilities": "http://example.org/c"}
    del silent["_required"], silent["_validated"]
    yield Case(
        "TestScript.metadata",
        "tst-4",
        {"capability": [capability]},
        {"capability": [silent]},
        also=("required", "required"),
    )
    operation = "TestScript.setup.action.operation"
    yield Case(operation, "tst-7", {"sourceId": None, "url": "x"}, {"sourceId": None, "url": "x", "params": "y"})
    check = "TestScript.setup.action.assert"
    source = {"compareToSourceId": "x"}
    yield Case(check, "tst-5", {"path": "x"}, {"path": "x", "resource": "Patient"})
    yield Case(check, "tst-10", {**source, "compareToSourcePath": "x"}, source)
    yield Case(
        check, "tst-12", {"direction": "response", "response": "okay"}, {"direction": "request", "response": "okay"}
    )


def _nothing() -> JsonObject:
    return {"extension": [{"url": "http://example.org/x", "valueBoolean": True}]}
