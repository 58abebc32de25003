"""Rules of Questionnaire, terminology and message definitions.

https://hl7.org/fhir/R4/questionnaire.html and https://hl7.org/fhir/R4/terminology-module.html
"""

from __future__ import annotations

from collections.abc import Callable

from fhirserver.validation.invariants.nodes import chosen, count, descendants, distinct, has, text
from fhirserver.validation.report import JsonObject

_WITH_LENGTH = ("boolean", "decimal", "integer", "string", "text", "url", "open-choice")
_WITH_ANSWERS = ("choice", "open-choice", "decimal", "integer", "date", "dateTime", "time", "string", "quantity")


def _has_or_lacks_items(e: JsonObject) -> bool:
    kind = e.get("type")
    return has(e, "item") if kind == "group" else kind != "display" or not has(e, "item")


def _positive_or_star(e: JsonObject) -> bool:
    maximum = text(e, "max")
    return maximum == "*" or (maximum.isascii() and maximum.isdecimal() and maximum.strip("0") != "")


RULES: dict[tuple[str, str], Callable[[JsonObject], bool]] = {
    ("CodeSystem", "csd-1"): lambda e: distinct(code for c in descendants(e, "concept") if (code := text(c, "code"))),
    ("ConceptMap.group.element.target", "cmd-1"): lambda e: (
        has(e, "comment") or e.get("equivalence") not in ("narrower", "inexact")
    ),
    ("ConceptMap.group.unmapped", "cmd-2"): lambda e: e.get("mode") != "fixed" or has(e, "code"),
    ("ConceptMap.group.unmapped", "cmd-3"): lambda e: e.get("mode") != "other-map" or has(e, "url"),
    ("MessageDefinition.focus", "md-1"): _positive_or_star,
    ("Questionnaire", "que-2"): lambda e: distinct(link for i in descendants(e, "item") if (link := text(i, "linkId"))),
    ("Questionnaire.item", "que-1"): _has_or_lacks_items,
    ("Questionnaire.item", "que-3"): lambda e: e.get("type") != "display" or not has(e, "code"),
    ("Questionnaire.item", "que-4"): lambda e: not has(e, "answerOption") or not has(e, "answerValueSet"),
    ("Questionnaire.item", "que-5"): lambda e: (
        e.get("type") in _WITH_ANSWERS or not has(e, "answerValueSet", "answerOption")
    ),
    ("Questionnaire.item", "que-6"): lambda e: e.get("type") != "display" or not has(e, "required", "repeats"),
    ("Questionnaire.item", "que-8"): lambda e: e.get("type") not in ("group", "display") or not has(e, "initial"),
    ("Questionnaire.item", "que-9"): lambda e: e.get("type") != "display" or not has(e, "readOnly"),
    ("Questionnaire.item", "que-10"): lambda e: e.get("type") in _WITH_LENGTH or not has(e, "maxLength"),
    ("Questionnaire.item", "que-11"): lambda e: not has(e, "answerOption") or not has(e, "initial"),
    ("Questionnaire.item", "que-12"): lambda e: count(e, "enableWhen") <= 2 or has(e, "enableBehavior"),
    ("Questionnaire.item", "que-13"): lambda e: e.get("repeats") is True or count(e, "initial") <= 1,
    ("Questionnaire.item.enableWhen", "que-7"): lambda e: (
        e.get("operator") != "exists" or not chosen(e, "answer") or has(e, "answerBoolean")
    ),
    ("QuestionnaireResponse.item", "qrs-1"): lambda e: not has(e, "answer") or not has(e, "item"),
    ("ValueSet.compose.include", "vsd-1"): lambda e: has(e, "valueSet", "system"),
    ("ValueSet.compose.include", "vsd-2"): lambda e: not has(e, "concept", "filter") or has(e, "system"),
    ("ValueSet.compose.include", "vsd-3"): lambda e: not has(e, "concept") or not has(e, "filter"),
    ("ValueSet.expansion.contains", "vsd-6"): lambda e: has(e, "code", "display"),
    ("ValueSet.expansion.contains", "vsd-9"): lambda e: has(e, "code") or e.get("abstract") is True,
    ("ValueSet.expansion.contains", "vsd-10"): lambda e: not has(e, "code") or has(e, "system"),
}
