"""Rules of StructureDefinition and ElementDefinition.  https://hl7.org/fhir/R4/structuredefinition.html"""

from __future__ import annotations

import re
from collections.abc import Callable

from fhirserver.validation.invariants.nodes import chosen, count, distinct, has, objects, text, texts
from fhirserver.validation.report import JsonObject

_BASE = "http://hl7.org/fhir/StructureDefinition"
_BOUND = ("code", "Coding", "CodeableConcept", "Quantity", "string", "uri")

_name = r"[^\s.,:;'\"/|?!@#$%&*()\[\]{}]{1,64}"
_path = re.compile(rf"{_name}(?:\.{_name}(?:\[x\])?(?::[^\s.]+)?)*").match
_slice_name = re.compile(r"[a-zA-Z0-9/\-_\[\]@]+").fullmatch
_system_type = r"http://hl7\.org/fhirpath/System\.[A-Z][A-Za-z]+"
_differential_type = re.compile(rf"[a-zA-Z0-9]+|{_system_type}").fullmatch
_snapshot_type = re.compile(rf"[a-zA-Z0-9.]+|{_system_type}").fullmatch


def _min_max(e: JsonObject) -> bool:
    low, high = e.get("min"), text(e, "max")
    return low.__class__ is not int or not high.isdecimal() or len(high) > 18 or low <= int(high)


def _maximum(e: JsonObject) -> bool:
    high = text(e, "max")
    return not high or high == "*" or high.isdecimal()


def _bindable(e: JsonObject) -> bool:
    codes = texts(e, "type", "code")
    return not has(e, "binding") or not codes or any(code in _BOUND for code in codes)


def _content_reference(e: JsonObject) -> bool:
    if not has(e, "contentReference"):
        return True
    choices = ("defaultValue", "fixed", "pattern", "minValue", "maxValue")
    return not has(e, "type", "example", "maxLength", "binding") and not any(chosen(e, choice) for choice in choices)


def _elements(e: JsonObject, view: str) -> list[JsonObject]:
    return objects(e, view, "element")


def _first(e: JsonObject, view: str) -> JsonObject:
    return next(iter(_elements(e, view)), {})


def _root_plain(e: JsonObject, *names: str) -> bool:
    return all(
        "." in text(element, "path") or not has(element, *names)
        for view in ("snapshot", "differential")
        for element in _elements(e, view)
    )


def _identified(e: JsonObject, *views: str) -> bool:
    return all(has(element, "id") for view in views for element in _elements(e, view))


def _paths(e: JsonObject) -> bool:
    return e.get("derivation") == "constraint" or distinct(texts(e, "snapshot", "element", "path"))


def _snapshot_root(e: JsonObject) -> bool:
    return e.get("kind") == "logical" or not has(e, "snapshot") or _first(e, "snapshot").get("path") == e.get("type")


def _differential_root(e: JsonObject) -> bool:
    first = _first(e, "differential")
    return e.get("kind") == "logical" or "." in text(first, "path") or not has(first, "type")


def _known_types(e: JsonObject) -> bool:
    if not text(e, "url").startswith(_BASE):
        return True
    return all(_differential_type(code) for code in texts(e, "differential", "element", "type", "code")) and all(
        _snapshot_type(code) for code in texts(e, "snapshot", "element", "type", "code")
    )


def _no_defaults(e: JsonObject, *views: str) -> bool:
    return not any(chosen(element, "defaultValue") for view in views for element in _elements(e, view))


def _snapshot_paths(e: JsonObject) -> bool:
    paths = [text(element, "path") for element in _elements(e, "snapshot")]
    if not paths:
        return True
    return (e.get("kind") == "logical" or paths[0] == e.get("type")) and all(
        path.startswith(paths[0] + ".") for path in paths[1:]
    )


def _differential_paths(e: JsonObject) -> bool:
    paths = [text(element, "path") for element in _elements(e, "differential")]
    if not paths:
        return True
    top = paths[0].partition(".")[0] + "."
    return (e.get("kind") == "logical" or paths[0].startswith(text(e, "type"))) and all(
        path.startswith(top) for path in paths[1:]
    )


RULES: dict[tuple[str, str], Callable[[JsonObject], bool]] = {
    ("ElementDefinition", "eld-2"): _min_max,
    ("ElementDefinition.max", "eld-3"): _maximum,
    ("ElementDefinition", "eld-5"): _content_reference,
    ("ElementDefinition", "eld-6"): lambda e: not chosen(e, "fixed") or count(e, "type") <= 1,
    ("ElementDefinition", "eld-7"): lambda e: not chosen(e, "pattern") or count(e, "type") <= 1,
    ("ElementDefinition", "eld-8"): lambda e: not chosen(e, "pattern") or not chosen(e, "fixed"),
    ("ElementDefinition", "eld-11"): _bindable,
    ("ElementDefinition", "eld-13"): lambda e: distinct(texts(e, "type", "code")),
    ("ElementDefinition", "eld-14"): lambda e: distinct(texts(e, "constraint", "key")),
    ("ElementDefinition", "eld-15"): lambda e: not chosen(e, "defaultValue") or not has(e, "meaningWhenMissing"),
    ("ElementDefinition", "eld-16"): lambda e: "sliceName" not in e or bool(_slice_name(text(e, "sliceName"))),
    ("ElementDefinition", "eld-18"): lambda e: e.get("isModifier") is not True or has(e, "isModifierReason"),
    ("ElementDefinition", "eld-19"): lambda e: bool(_path(text(e, "path"))),
    ("ElementDefinition", "eld-22"): lambda e: not has(e, "sliceIsConstraining") or has(e, "sliceName"),
    ("ElementDefinition.slicing", "eld-1"): lambda e: has(e, "discriminator", "description"),
    ("ElementDefinition.binding", "eld-12"): lambda e: (
        not has(e, "valueSet") or text(e, "valueSet").startswith(("http:", "https", "urn:"))
    ),
    ("ElementDefinition.type", "eld-4"): lambda e: (
        not has(e, "aggregation") or e.get("code") in ("Reference", "canonical")
    ),
    ("ElementDefinition.type", "eld-17"): lambda e: (
        not has(e, "targetProfile") or e.get("code") in ("Reference", "canonical")
    ),
    ("StructureDefinition", "sdf-1"): _paths,
    ("StructureDefinition", "sdf-4"): lambda e: e.get("abstract") is True or has(e, "baseDefinition"),
    ("StructureDefinition", "sdf-5"): lambda e: (
        e.get("type") != "Extension" or e.get("derivation") == "specialization" or has(e, "context")
    ),
    ("StructureDefinition", "sdf-6"): lambda e: has(e, "snapshot", "differential"),
    ("StructureDefinition", "sdf-9"): lambda e: _root_plain(e, "label", "code", "requirements"),
    ("StructureDefinition", "sdf-11"): _snapshot_root,
    ("StructureDefinition", "sdf-14"): lambda e: _identified(e, "snapshot", "differential"),
    ("StructureDefinition", "sdf-15"): lambda e: e.get("kind") == "logical" or not has(_first(e, "snapshot"), "type"),
    ("StructureDefinition", "sdf-15a"): _differential_root,
    ("StructureDefinition", "sdf-16"): lambda e: (
        _identified(e, "snapshot") and distinct(texts(e, "snapshot", "element", "id"))
    ),
    ("StructureDefinition", "sdf-17"): lambda e: (
        _identified(e, "differential") and distinct(texts(e, "differential", "element", "id"))
    ),
    ("StructureDefinition", "sdf-18"): lambda e: not has(e, "contextInvariant") or e.get("type") == "Extension",
    ("StructureDefinition", "sdf-19"): _known_types,
    ("StructureDefinition", "sdf-21"): lambda e: (
        e.get("derivation") == "specialization" or _no_defaults(e, "differential")
    ),
    ("StructureDefinition", "sdf-22"): lambda e: (
        not text(e, "url").startswith(_BASE) or _no_defaults(e, "snapshot", "differential")
    ),
    ("StructureDefinition", "sdf-23"): lambda e: _root_plain(e, "sliceName"),
    ("StructureDefinition.snapshot", "sdf-8"): _snapshot_paths,
    ("StructureDefinition.differential", "sdf-8a"): _differential_paths,
    ("StructureDefinition.mapping", "sdf-2"): lambda e: has(e, "name", "uri"),
    ("StructureDefinition.snapshot", "sdf-3"): lambda e: all(
        has(each, "definition") and has(each, "min") and has(each, "max") for each in objects(e, "element")
    ),
    ("StructureDefinition.snapshot", "sdf-8b"): lambda e: all(has(each, "base") for each in objects(e, "element")),
    ("StructureDefinition.snapshot.element", "sdf-10"): lambda e: all(
        has(binding, "valueSet", "description") for binding in objects(e, "binding")
    ),
    ("StructureDefinition.differential", "sdf-20"): lambda e: all(
        "." in text(each, "path") or not has(each, "slicing") for each in objects(e, "element")
    ),
}
