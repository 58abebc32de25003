"""Rules of the datatypes.  https://hl7.org/fhir/R4/datatypes.html"""

from __future__ import annotations

from collections.abc import Callable

from fhirserver.validation.invariants.nodes import UCUM, chosen, has, not_after, number, text, texts
from fhirserver.validation.report import JsonObject


def _period(e: JsonObject) -> bool:
    start, end = e.get("start"), e.get("end")
    return start.__class__ is not str or end.__class__ is not str or not_after(start, end)


def _range(e: JsonObject) -> bool:
    low, high = e.get("low"), e.get("high")
    if low.__class__ is not dict or high.__class__ is not dict:
        return True
    assert isinstance(low, dict)
    assert isinstance(high, dict)
    first, last = number(low, "value"), number(high, "value")
    units = [(q.get("system"), q.get("code") or q.get("unit")) for q in (low, high)]
    return first is None or last is None or units[0] != units[1] or first <= last


def _ucum(e: JsonObject) -> bool:
    return (has(e, "code") or not has(e, "value")) and (not has(e, "system") or e.get("system") == UCUM)


def _age(e: JsonObject) -> bool:
    value = number(e, "value")
    return _ucum(e) and (value is None or value > 0)


def _count(e: JsonObject) -> bool:
    return _ucum(e) and (not has(e, "code") or e.get("code") == "1") and "." not in _digits(e)


def _digits(e: JsonObject) -> str:
    value = number(e, "value")
    return "" if value is None or value.__class__ is int else str(value)


def _trigger(e: JsonObject) -> bool:
    kind = text(e, "type")
    if kind == "named-event":
        return has(e, "name")
    if kind == "periodic":
        return chosen(e, "timing")
    return not kind.startswith("data-") or has(e, "data")


def _not_negative(name: str) -> Callable[[JsonObject], bool]:
    def holds(e: JsonObject) -> bool:
        value = number(e, name)
        return value is None or value >= 0

    return holds


RULES: dict[tuple[str, str], Callable[[JsonObject], bool]] = {
    ("Extension", "ext-1"): lambda e: has(e, "extension") != chosen(e, "value"),
    ("Attachment", "att-1"): lambda e: not has(e, "data") or has(e, "contentType"),
    ("ContactPoint", "cpt-2"): lambda e: "value" not in e or has(e, "system"),
    ("Expression", "exp-1"): lambda e: has(e, "expression", "reference"),
    ("Period", "per-1"): _period,
    ("Range", "rng-2"): _range,
    ("Ratio", "rat-1"): lambda e: (
        has(e, "numerator") == has(e, "denominator") and (has(e, "numerator") or has(e, "extension"))
    ),
    ("Quantity", "qty-3"): lambda e: "code" not in e or has(e, "system"),
    ("Age", "age-1"): _age,
    ("Count", "cnt-3"): _count,
    ("Distance", "dis-1"): _ucum,
    ("Duration", "drt-1"): lambda e: not has(e, "code") or (e.get("system") == UCUM and has(e, "value")),
    ("DataRequirement.codeFilter", "drq-1"): lambda e: has(e, "path") != has(e, "searchParam"),
    ("DataRequirement.dateFilter", "drq-2"): lambda e: has(e, "path") != has(e, "searchParam"),
    ("TriggerDefinition", "trd-1"): lambda e: not has(e, "data") or not chosen(e, "timing"),
    ("TriggerDefinition", "trd-2"): lambda e: not has(e, "condition") or has(e, "data"),
    ("TriggerDefinition", "trd-3"): _trigger,
    ("Timing.repeat", "tim-1"): lambda e: not has(e, "duration") or has(e, "durationUnit"),
    ("Timing.repeat", "tim-2"): lambda e: not has(e, "period") or has(e, "periodUnit"),
    ("Timing.repeat", "tim-4"): _not_negative("duration"),
    ("Timing.repeat", "tim-5"): _not_negative("period"),
    ("Timing.repeat", "tim-6"): lambda e: not has(e, "periodMax") or has(e, "period"),
    ("Timing.repeat", "tim-7"): lambda e: not has(e, "durationMax") or has(e, "duration"),
    ("Timing.repeat", "tim-8"): lambda e: not has(e, "countMax") or has(e, "count"),
    ("Timing.repeat", "tim-9"): lambda e: (
        not has(e, "offset") or (has(e, "when") and not {"C", "CM", "CD", "CV"} & set(texts(e, "when")))
    ),
    ("Timing.repeat", "tim-10"): lambda e: not has(e, "timeOfDay") or not has(e, "when"),
}
