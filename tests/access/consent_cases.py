"""Consents and what they hide: each case has provisions, who asks for what purpose, and what of the record is left.

The record of each patient is: a haemoglobin of 2025 (hb), an HIV test of 2026 that is labelled (hiv), an Observation
without a time (undated) by Dr. Ask, and a Condition that is restricted (dx).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fhirserver.access.label_rows import ACT_CODE, CONFIDENTIALITY
from tests.access.seen import concept, refer

REASONS = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
ACTIONS = "http://terminology.hl7.org/CodeSystem/consentaction"
TYPES = "http://hl7.org/fhir/resource-types"
POLICY = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
ALL = frozenset(("patient", "hb", "hiv", "undated", "dx"))
NOTHING: frozenset[str] = frozenset()
DENY = {"type": "deny"}


@dataclass(frozen=True)
class Case:
    """``left`` is what can be seen; ``more`` are elements of the Consent, ``consents`` further Consents."""

    name: str
    provision: dict[str, Any] | None
    left: frozenset[str]
    who: str = "Practitioner/ask"
    purpose: str = "TREAT"
    letter: str = "r"
    more: dict[str, Any] = field(default_factory=dict)
    second: dict[str, Any] | None = None
    must_permit: bool = False


def without(*names: str) -> frozenset[str]:
    return ALL - set(names)


def deny(**criteria: Any) -> dict[str, Any]:
    return {"type": "deny", **criteria}


def permit(**criteria: Any) -> dict[str, Any]:
    return {"type": "permit", **criteria}


def but(*nested: dict[str, Any], **criteria: Any) -> dict[str, Any]:
    return {**criteria, "provision": list(nested)}


def actor(*names: str) -> list[dict[str, Any]]:
    role = concept("IRCP", "http://terminology.hl7.org/CodeSystem/v3-ParticipationType")
    return [{"role": role, "reference": refer(name)} for name in names]


def coding(system: str, *codes: str) -> list[dict[str, str]]:
    return [{"system": system, "code": code} for code in codes]


def action(*codes: str) -> list[dict[str, Any]]:
    return [concept(code, ACTIONS) for code in codes]


def data(meaning: str, name: str) -> list[dict[str, Any]]:
    return [{"meaning": meaning, "reference": refer(name)}]


def policy(code: str) -> dict[str, Any]:
    return {"policyRule": concept(code, POLICY)}


NOW_ENDED = {"start": "2020-01-01", "end": "2026-05-31"}
NOW_VALID = {"start": "2026-05-01", "end": "2026-07-31"}
NOT_YET = {"start": "2026-07-01"}

CASES = [
    Case("nothing said", None, ALL),
    Case("opted in", {"period": NOW_VALID}, ALL),
    Case("opted out", None, NOTHING, more=policy("OPTOUT")),
    Case(
        "opted out with exceptions",
        but(permit(**{"class": coding(TYPES, "Observation")})),
        without("patient", "dx"),
        more=policy("OPTOUTE"),
    ),
    Case("denied at the root", DENY, NOTHING),
    Case("permitted at the root", permit(), ALL),
    Case("draft", DENY, ALL, more={"status": "draft"}),
    Case("proposed", DENY, ALL, more={"status": "proposed"}),
    Case("inactive", DENY, ALL, more={"status": "inactive"}),
    Case("rejected", DENY, ALL, more={"status": "rejected"}),
    Case("entered in error", DENY, ALL, more={"status": "entered-in-error"}),
    Case(
        "about research, not privacy",
        DENY,
        ALL,
        more={"scope": concept("research", "http://terminology.hl7.org/CodeSystem/consentscope")},
    ),
    Case("over", deny(period=NOW_ENDED), ALL),
    Case("in force", deny(period=NOW_VALID), NOTHING),
    Case("not yet in force", deny(period=NOT_YET), ALL),
    Case("nested, whose own time is over", but(deny(period=NOW_ENDED)), ALL),
    Case("nested in what is over", but(deny(), period=NOW_ENDED), ALL),
    Case("this person", but(deny(actor=actor("Practitioner/ask"))), NOTHING),
    Case("another person", but(deny(actor=actor("Practitioner/other"))), ALL),
    Case("one of several persons", but(deny(actor=actor("Practitioner/other", "Practitioner/ask"))), NOTHING),
    Case("the person's role", but(deny(actor=actor("PractitionerRole/ask-here"))), NOTHING),
    Case("the person's house", but(deny(actor=actor("Organization/here"))), NOTHING),
    Case("another house", but(deny(actor=actor("Organization/there"))), ALL),
    Case("a role that is over", but(deny(actor=actor("PractitionerRole/ask-once"))), ALL),
    Case("the person's team", but(deny(actor=actor("CareTeam/team"))), NOTHING),
    Case("a group that cannot be judged is denied", but(deny(actor=actor("Group/some"))), NOTHING),
    Case(
        "a group that cannot be judged is not permitted", deny(provision=[permit(actor=actor("Group/some"))]), NOTHING
    ),
    Case("everybody but this person", deny(provision=[permit(actor=actor("Practitioner/ask"))]), ALL),
    Case("everybody but another", deny(provision=[permit(actor=actor("Practitioner/other"))]), NOTHING),
    Case(
        "a proxy", but(deny(actor=actor("RelatedPerson/mother"))), NOTHING, who="RelatedPerson/mother", purpose="PATRQT"
    ),
    Case(
        "not this proxy", but(deny(actor=actor("Practitioner/ask"))), ALL, who="RelatedPerson/mother", purpose="PATRQT"
    ),
    Case("reading", but(deny(action=action("access"))), NOTHING),
    Case("reading, when it is collecting that is denied", but(deny(action=action("collect"))), ALL),
    Case("collecting", but(deny(action=action("collect"))), NOTHING, letter="c"),
    Case("correcting", but(deny(action=action("correct"))), NOTHING, letter="u"),
    Case("correcting, when it is access that is denied", but(deny(action=action("access", "use"))), ALL, letter="u"),
    Case("disclosing does not bind who treats", but(deny(action=action("disclose"))), ALL),
    Case(
        "disclosing binds those outside",
        but(deny(action=action("disclose"))),
        NOTHING,
        who="RelatedPerson/mother",
        purpose="PATRQT",
    ),
    Case("an action that nobody knows", but(deny(action=[concept("x", "urn:x")])), NOTHING),
    Case("for this purpose", but(deny(purpose=coding(REASONS, "HRESCH"))), NOTHING, purpose="HRESCH"),
    Case("for another purpose", but(deny(purpose=coding(REASONS, "HRESCH"))), ALL),
    Case("for payment only", but(deny(purpose=coding(REASONS, "HRESCH", "HPAYMT"))), NOTHING, purpose="HPAYMT"),
    Case("of a type", but(deny(**{"class": coding(TYPES, "Observation")})), frozenset(("patient", "dx"))),
    Case("of two types", but(deny(**{"class": coding(TYPES, "Observation", "Condition")})), frozenset(("patient",))),
    Case(
        "of a class that cannot be judged",
        but(deny(**{"class": coding("urn:ietf:bcp:13", "application/hl7-cda+xml")})),
        NOTHING,
    ),
    Case("with a code", but(deny(code=[concept("7917-8")])), without("hiv")),
    Case(
        "with one of two codes", but(deny(code=[concept("7917-8"), concept("718-7")])), without("hiv", "hb", "undated")
    ),
    Case("with a code of another system", but(deny(code=[concept("7917-8", "http://snomed.info/sct")])), ALL),
    Case("with a code in words only", but(deny(code=[{"text": "HIV"}])), NOTHING),
    Case("this resource", but(deny(data=data("instance", "Observation/{0}-hb"))), without("hb")),
    Case("what refers to it", but(deny(data=data("related", "Encounter/{0}-stay"))), without("hb")),
    Case(
        "what depends on it, which nothing does",
        but(deny(data=data("dependents", "Observation/{0}-hb"))),
        without("hb"),
    ),
    Case("what a person wrote", but(deny(data=data("authoredby", "Practitioner/ask"))), without("undated")),
    Case(
        "what a person wrote is not permitted for that",
        deny(provision=[permit(data=data("authoredby", "Practitioner/ask"))]),
        NOTHING,
    ),
    Case("of a time", but(deny(dataPeriod={"start": "2026-01-01", "end": "2026-12-31"})), frozenset(("hb",))),
    Case("only of a time", deny(provision=[permit(dataPeriod={"start": "2026-01-01"})]), frozenset(("hiv",))),
    Case("with a label", but(deny(securityLabel=coding(ACT_CODE, "HIV"))), without("hiv")),
    Case("restricted and above", but(deny(securityLabel=coding(CONFIDENTIALITY, "R"))), without("dx")),
    Case("normal and above", but(deny(securityLabel=coding(CONFIDENTIALITY, "N"))), NOTHING),
    Case("up to normal", deny(provision=[permit(securityLabel=coding(CONFIDENTIALITY, "N"))]), without("dx")),
    Case(
        "with both labels, which nothing has",
        deny(provision=[permit(securityLabel=[*coding(CONFIDENTIALITY, "L"), *coding(ACT_CODE, "HIV")])]),
        NOTHING,
    ),
    Case("type and code together", but(deny(code=[concept("718-7")], **{"class": coding(TYPES, "Condition")})), ALL),
    Case(
        "an exception to an exception",
        deny(provision=[permit(**{"class": coding(TYPES, "Observation")}, provision=[deny(code=[concept("7917-8")])])]),
        frozenset(("hb", "undated")),
    ),
    Case(
        "three exceptions deep",
        deny(
            provision=[
                permit(
                    provision=[
                        deny(**{"class": coding(TYPES, "Observation")}, provision=[permit(code=[concept("718-7")])])
                    ]
                )
            ]
        ),
        without("hiv"),
    ),
    Case(
        "an exception counts only inside of what it excepts from",
        deny(provision=[permit(**{"class": coding(TYPES, "Condition")}, provision=[permit(code=[concept("718-7")])])]),
        frozenset(("dx",)),
    ),
    Case(
        "exceptions that contradict each other",
        but(permit(**{"class": coding(TYPES, "Observation")}), deny(code=[concept("718-7")])),
        without("hb", "undated"),
    ),
    Case("an exception without a decision", but({"code": [concept("7917-8")]}), without("hiv")),
    Case("two Consents, one of which denies", permit(), NOTHING, second=DENY),
    Case(
        "two Consents that deny different things",
        but(deny(code=[concept("7917-8")])),
        without("hiv", "dx"),
        second=but(deny(**{"class": coding(TYPES, "Condition")})),
    ),
    Case("permission asked for and given", permit(), ALL, must_permit=True),
    Case("permission asked for and not given", None, NOTHING, must_permit=True, more={"status": "draft"}),
    Case(
        "permission asked for and given for a type",
        None,
        frozenset(("dx",)),
        must_permit=True,
        more={"status": "inactive"},
        second={"type": "permit", "class": coding(TYPES, "Condition")},
    ),
    Case(
        "permission asked for, given and taken away",
        permit(provision=[deny(code=[concept("718-7")])]),
        without("hb", "undated"),
        must_permit=True,
    ),
]
