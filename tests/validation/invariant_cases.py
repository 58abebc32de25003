"""For every rule of severity error in R4: an instance that keeps it and one that breaks it.

Each case says what to change in the smallest valid instance of the type that states the rule; None takes an element
away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JsonObject = dict[str, Any]
UCUM = "http://unitsofmeasure.org"
ALLERGY = "http://terminology.hl7.org/CodeSystem/allergyintolerance-"
CONDITION = "http://terminology.hl7.org/CodeSystem/condition-"
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">text</div>'


@dataclass(frozen=True, slots=True)
class Case:
    """``step`` leads from the instance to where the breach is reported; ``also`` are rules that break with this one."""

    path: str
    key: str
    keeps: JsonObject
    breaks: JsonObject
    step: str = ""
    also: tuple[str, ...] = ()


def concept(system: str, code: str) -> JsonObject:
    """A concept with one coding."""
    return {"coding": [{"system": system, "code": code}]}


def quantity(value: Any, code: str = "a", system: str | None = UCUM) -> JsonObject:
    """A quantity in a unit of UCUM."""
    return {"value": value, "code": code, **({"system": system} if system else {})}


def datatypes() -> Iterator[Case]:
    """Rules of datatypes."""
    simple = {"url": "http://example.org/x", "valueBoolean": None}
    yield Case("Extension", "ext-1", {**simple, "valueString": "x"}, simple)
    yield Case("Attachment", "att-1", {"data": "AAAA", "contentType": "text/plain"}, {"data": "AAAA"})
    yield Case("ContactPoint", "cpt-2", {"value": "1", "system": "phone"}, {"value": "1"})
    yield Case("Expression", "exp-1", {"expression": None, "reference": "http://example.org"}, {"expression": None})
    yield Case("Period", "per-1", {"start": "2020", "end": "2020-01"}, {"start": "2020-02", "end": "2020-01-31"})
    low, high = {"value": 1, "unit": "m"}, {"value": 2, "unit": "m"}
    yield Case("Range", "rng-2", {"low": low, "high": high}, {"low": high, "high": low})
    yield Case("Ratio", "rat-1", {}, {"denominator": None})
    yield Case("Quantity", "qty-3", quantity(1), {"value": 1, "code": "m"})
    yield Case("Age", "age-1", quantity(1), quantity(-1))
    yield Case("Count", "cnt-3", quantity(3, "1"), quantity(3, "2"))
    yield Case("Distance", "dis-1", quantity(1, "m"), quantity(1, "m", "http://example.org"))
    yield Case("Duration", "drt-1", quantity(1, "min"), {"code": "min", "system": UCUM})
    for part, key in (("codeFilter", "drq-1"), ("dateFilter", "drq-2")):
        yield Case(f"DataRequirement.{part}", key, {"path": "x"}, {"path": "x", "searchParam": "y"})
    named = {"type": "named-event", "name": "x"}
    data = {"data": [{"type": "Patient"}]}
    condition = {"condition": {"language": "text/cql", "expression": "true"}}
    yield Case("TriggerDefinition", "trd-1", {**named, **data}, {**named, **data, "timingDate": "2020"})
    yield Case("TriggerDefinition", "trd-2", {**named, **data, **condition}, {**named, **condition})
    yield Case("TriggerDefinition", "trd-3", {"type": "periodic", "timingDate": "2020"}, {"type": "data-added"})
    yield from timing()


def timing() -> Iterator[Case]:
    """Rules of Timing.repeat."""
    duration, period = {"duration": 1, "durationUnit": "h"}, {"period": 1, "periodUnit": "d"}
    for key, keeps, breaks in (
        ("tim-1", duration, {"duration": 1}),
        ("tim-2", period, {"period": 1}),
        ("tim-4", {**duration, "duration": 0}, {**duration, "duration": -1}),
        ("tim-5", {**period, "period": 0}, {**period, "period": -1}),
        ("tim-6", {**period, "periodMax": 2}, {"periodMax": 2}),
        ("tim-7", {**duration, "durationMax": 2}, {"durationMax": 2}),
        ("tim-8", {"count": 1, "countMax": 2}, {"countMax": 2}),
        ("tim-9", {"offset": 5, "when": ["AC"]}, {"offset": 5, "when": ["C"]}),
        ("tim-10", {"timeOfDay": ["08:00:00"]}, {"timeOfDay": ["08:00:00"], "when": ["AC"]}),
    ):
        yield Case("Timing.repeat", key, keeps, breaks)


def clinical() -> Iterator[Case]:
    """Rules of clinical resources."""
    active = concept(ALLERGY + "clinical", "active")
    wrong = concept(ALLERGY + "verification", "entered-in-error")
    allergy = "AllergyIntolerance"
    yield Case(allergy, "ait-1", {"clinicalStatus": None, "verificationStatus": wrong}, {"clinicalStatus": None})
    yield Case(allergy, "ait-2", {"clinicalStatus": active}, {"clinicalStatus": active, "verificationStatus": wrong})
    detail, plan = {"detail": {"status": "completed"}}, {"reference": {"reference": "Task/1"}}
    yield Case("CarePlan.activity", "cpl-3", detail, {**detail, **plan})
    behalf = {"onBehalfOf": {"reference": "Organization/1"}}
    member = {"member": {"reference": "Practitioner/1"}}
    yield Case(
        "CareTeam.participant", "ctm-1", {**behalf, **member}, {**behalf, "member": {"reference": "RelatedPerson/1"}}
    )
    entry = {"entry": [{"reference": "Patient/1"}]}
    reason = {"emptyReason": {"text": "nothing"}}
    yield Case("Composition.section", "cmp-1", {"text": None, **entry}, {"text": None, "title": "x"})
    yield Case("Composition.section", "cmp-2", reason, {**reason, **entry})
    resolved, ended = concept(CONDITION + "clinical", "resolved"), {"abatementDateTime": "2020"}
    ongoing = concept(CONDITION + "clinical", "active")
    mistaken = concept(CONDITION + "ver-status", "entered-in-error")
    yield Case("Condition", "con-4", {"clinicalStatus": resolved, **ended}, {"clinicalStatus": ongoing, **ended})
    yield Case(
        "Condition",
        "con-5",
        {"verificationStatus": mistaken},
        {"verificationStatus": mistaken, "clinicalStatus": ongoing},
    )
    kind = {"type": {"text": "x"}}
    yield Case("Condition.stage", "con-1", {**kind, "summary": {"text": "x"}}, {**kind, "summary": None})
    yield Case(
        "Condition.evidence",
        "con-2",
        {"code": None, "detail": [{"reference": "Observation/1"}]},
        {"code": None, "extension": [{"url": "http://example.org/x", "valueBoolean": True}]},
    )
    yield Case("FamilyMemberHistory", "fhs-1", {"ageString": "5"}, {"ageString": "5", "bornDate": "2020"})
    yield Case("FamilyMemberHistory", "fhs-2", {"ageString": "5", "estimatedAge": True}, {"estimatedAge": True})
    target = {"detailString": "x"}
    yield Case("Goal.target", "gol-1", {**target, "measure": {"text": "x"}}, target)
    yield Case("Immunization.education", "imm-1", {}, {"documentType": None, "publicationDate": "2020"})
    yield Case("ImmunizationRecommendation.recommendation", "imr-1", {}, {"targetDisease": None, "description": "x"})
    yield from lists_and_more()


def lists_and_more() -> Iterator[Case]:
    """Rules of lists, medication, diagnostics, workflow and measures."""
    item = {"item": {"reference": "Patient/1"}}
    reason = {"emptyReason": {"text": "x"}}
    yield Case("List", "lst-1", reason, {**reason, "entry": [item]})
    for key, mode, mark in (("lst-2", "changes", {"deleted": True}), ("lst-3", "working", {"date": "2020"})):
        yield Case(
            "List", key, {"mode": mode, "entry": [{**item, **mark}]}, {"mode": "snapshot", "entry": [{**item, **mark}]}
        )
    yield Case("MedicationAdministration.dosage", "mad-1", {}, {"dose": None, "text": "x"})
    times = {"whenPrepared": "2020-01-02T00:00:00Z", "whenHandedOver": "2020-01-02T01:00:00+01:00"}
    yield Case("MedicationDispense", "mdd-1", times, {**times, "whenHandedOver": "2019-12-31"})
    absent = {"dataAbsentReason": {"text": "x"}}
    yield Case("Observation", "obs-6", absent, {**absent, "valueBoolean": True})
    code, other = concept("http://loinc.org", "1-1"), concept("http://loinc.org", "2-2")
    yield Case(
        "Observation",
        "obs-7",
        {"code": code, "valueInteger": 1, "component": [{"code": other}]},
        {"code": code, "valueInteger": 1, "component": [{"code": code}]},
    )
    yield Case("Observation.referenceRange", "obs-3", {}, {"text": None, "type": {"text": "x"}})
    yield Case("RequestGroup.action", "rqg-1", {}, {"resource": None, "title": "x"})
    low = {"probabilityRange": {"low": quantity(1, "%")}}
    yield Case("RiskAssessment.prediction", "ras-2", {"probabilityDecimal": 100}, {"probabilityDecimal": 101})
    yield Case(
        "RiskAssessment.prediction.probability[x]",
        "ras-1",
        low,
        {"probabilityRange": {"low": quantity(1, "1")}},
        step=".probabilityRange",
    )
    detail = {"orderDetail": [{"text": "x"}]}
    yield Case("ServiceRequest", "prr-1", {**detail, "code": {"text": "x"}}, detail)
    yield Case(
        "Task",
        "inv-1",
        {"authoredOn": "2020-01-01", "lastModified": "2020-01-01"},
        {"authoredOn": "2020-01-02", "lastModified": "2020-01-01"},
    )
    yield Case("MolecularSequence", "msq-3", {"coordinateSystem": 1}, {"coordinateSystem": 2})
    build = {"referenceSeqString": None, "genomeBuild": "GRCh 37"}
    yield Case("MolecularSequence.referenceSeq", "msq-5", {**build, "chromosome": {"text": "1"}}, build)
    yield Case("MolecularSequence.referenceSeq", "msq-6", {}, {"referenceSeqId": {"text": "x"}})
    criteria = {"criteria": {"language": "text/cql", "expression": "true"}}
    component = {"component": [criteria]}
    yield Case(
        "Measure",
        "mea-1",
        {"group": [{"stratifier": [component]}]},
        {"group": [{"stratifier": [{**component, **criteria}]}]},
    )
    yield Case(
        "MeasureReport",
        "mrp-1",
        {"type": "summary", "group": [{"code": {"text": "x"}}]},
        {"type": "data-collection", "group": [{"code": {"text": "x"}}]},
    )
    stratum = {"value": {"text": "x"}}
    both = {**stratum, "component": [{"code": {"text": "x"}, "value": {"text": "y"}}]}
    yield Case(
        "MeasureReport",
        "mrp-2",
        {"type": "summary", "group": [{"stratifier": [{"stratum": [stratum]}]}]},
        {"type": "summary", "group": [{"stratifier": [{"stratum": [both]}]}]},
    )


def administrative() -> Iterator[Case]:
    """Rules of administrative, financial and security resources."""
    start, end = {"start": "2020-01-01T10:00:00Z"}, {"end": "2020-01-01T11:00:00Z"}
    yield Case("Appointment", "app-2", {**start, **end}, start)
    yield Case("Appointment", "app-3", {**start, **end, "status": "booked"}, {"status": "booked"})
    reason = {"cancelationReason": {"text": "x"}}
    yield Case("Appointment", "app-4", {**reason, "status": "cancelled"}, reason)
    yield Case("Appointment.participant", "app-1", {}, {"type": None})
    yield Case("AppointmentResponse", "apr-1", {}, {"participantType": None})
    yield Case("AuditEvent.entity", "sev-1", {"name": "x"}, {"name": "x", "query": "AAAA"})
    for key, code in (("ppc-2", "patient-privacy"), ("ppc-3", "research"), ("ppc-4", "adr"), ("ppc-5", "treatment")):
        scope = {"scope": concept("something", code)}
        yield Case("Consent", key, {**scope, "patient": {"reference": "Patient/1"}}, scope)
    yield Case(
        "Consent", "ppc-1", {"policyRule": None, "policy": [{"uri": "http://example.org"}]}, {"policyRule": None}
    )
    item = "CoverageEligibilityResponse.insurance.item"
    yield Case(item, "ces-1", {}, {"productOrService": {"text": "x"}})
    members = {"member": [{"entity": {"reference": "Patient/1"}}]}
    yield Case("Group", "grp-1", {"actual": True, **members}, {"actual": False, **members})
    yield Case("InsurancePlan", "ipn-1", {"name": None, "identifier": [{"value": "1"}]}, {"name": None})
    one = [{"type": "source", "resource": {"reference": "Patient/1"}}]
    yield Case("Linkage", "lnk-1", {}, {"item": one})
    yield Case("Organization", "org-1", {"name": None, "identifier": [{"value": "1"}]}, {"name": None})
    work, home = {"use": "work", "city": "x"}, {"use": "home", "city": "x"}
    yield Case("Organization.address", "org-2", {"address": [work]}, {"address": [work, home]}, step=".address[1]")
    phone = {"system": "phone", "value": "1"}
    yield Case(
        "Organization.telecom", "org-3", {"telecom": [phone]}, {"telecom": [{**phone, "use": "home"}]}, ".telecom[0]"
    )
    part = {"part": [{"name": "x", "valueBoolean": True}]}
    yield Case("Parameters.parameter", "inv-1", {"valueBoolean": None, **part}, part)
    yield Case(
        "Patient.contact",
        "pat-1",
        {"organization": None, "name": {"text": "x"}},
        {"organization": None, "gender": "other"},
    )


def bundles() -> Iterator[Case]:
    """Rules of Bundle."""
    basic = {"resourceType": "Basic", "code": {"text": "x"}}
    resource = {"resource": basic}
    request, response = {"request": {"method": "GET", "url": "x"}}, {"response": {"status": "200"}}
    found = {"search": {"mode": "match"}}
    yield Case("Bundle", "bdl-1", {"type": "searchset", "total": 1}, {"total": 1})
    yield Case(
        "Bundle", "bdl-2", {"type": "searchset", "entry": [{**resource, **found}]}, {"entry": [{**resource, **found}]}
    )
    yield Case("Bundle", "bdl-3", {"type": "batch", "entry": [request]}, {"type": "batch", "entry": [resource]})
    yield Case(
        "Bundle",
        "bdl-4",
        {"type": "batch-response", "entry": [response]},
        {"type": "batch-response", "entry": [resource]},
    )
    same = {"fullUrl": "http://example.org/Basic/1", **resource}
    newer = {"fullUrl": "http://example.org/Basic/1", "resource": {**basic, "meta": {"versionId": "2"}}}
    yield Case("Bundle", "bdl-7", {"entry": [same, newer]}, {"entry": [same, same]})
    head = {"resourceType": "MessageHeader", "eventUri": "http://example.org/e", "source": {"endpoint": "http://e.org"}}
    composition = {
        "resourceType": "Composition",
        "status": "final",
        "type": {"text": "x"},
        "date": "2020",
        "author": [{"reference": "Device/1"}],
        "title": "x",
    }
    document = {
        "type": "document",
        "identifier": {"system": "http://example.org", "value": "1"},
        "timestamp": "2020-01-01T00:00:00Z",
        "entry": [{"resource": composition}],
    }
    yield Case("Bundle", "bdl-9", document, {**document, "identifier": {"value": "1"}})
    yield Case("Bundle", "bdl-10", document, {**document, "timestamp": None})
    yield Case("Bundle", "bdl-11", document, {**document, "entry": [resource]})
    yield Case("Bundle", "bdl-12", {"type": "message", "entry": [{"resource": head}]}, {"type": "message"})
    yield Case("Bundle.entry", "bdl-5", {}, {"resource": None, "fullUrl": "http://example.org/Basic/1"})
    url = "http://example.org/Basic/1"
    yield Case("Bundle.entry", "bdl-8", {"fullUrl": url}, {"fullUrl": f"{url}/_history/2"})


def elsewhere() -> Iterator[Case]:
    """Rules that the walk checks itself."""
    basic = {"resourceType": "Basic", "id": "a", "code": {"text": "x"}, "subject": {"reference": "#"}}
    yield Case(
        "DomainResource",
        "dom-2",
        {"contained": [basic]},
        {"contained": [{**basic, "contained": [basic]}]},
        ".contained[0]",
    )
    yield Case(
        "DomainResource", "dom-3", {"contained": [basic]}, {"contained": [{**basic, "subject": None}]}, ".contained[0]"
    )
    versioned = {**basic, "meta": {"versionId": "1"}}
    yield Case("DomainResource", "dom-4", {"contained": [basic]}, {"contained": [versioned]}, ".contained[0]")
    secret = {**basic, "meta": {"security": [{"code": "R"}]}}
    yield Case("DomainResource", "dom-5", {"contained": [basic]}, {"contained": [secret]}, ".contained[0]")
    yield Case("Element", "ele-1", {"text": "x"}, {"id": "x", "extension": None})
    yield Case("Reference", "ref-1", {"reference": "Patient/1"}, {"reference": "#a"})
    script = '<div xmlns="http://www.w3.org/1999/xhtml">x<script>x</script></div>'
    blank = '<div xmlns="http://www.w3.org/1999/xhtml"> </div>'
    yield Case("Narrative.div", "txt-1", {"div": DIV}, {"div": script}, ".div")
    yield Case("Narrative.div", "txt-2", {"div": DIV}, {"div": blank}, ".div")
