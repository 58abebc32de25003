"""The walk: one pass over a resource that checks it against the tables and carries the path as it goes.

https://hl7.org/fhir/R4/json.html and https://hl7.org/fhir/R4/validation.html
"""

from __future__ import annotations

import re
from decimal import InvalidOperation
from typing import Any

from conformance import Element
from fhirserver.validation import narrative
from fhirserver.validation.contained import check_contained, check_container, contained_types
from fhirserver.validation.primitives import DESCRIPTIONS, TEXT, URIS
from fhirserver.validation.references import check_reference
from fhirserver.validation.report import JsonObject, NarrativeFound, ReferenceFound, Report, UriFound
from fhirserver.validation.tables import (
    OBJECT,
    OBJECTS,
    OTHER_VALUE,
    PRIMITIVES,
    REFERENCE,
    REFERENCES,
    RESOURCE,
    STRING_VALUE,
    TEXT_VALUE,
    TYPE,
    URI_VALUE,
    XHTML,
    Table,
    tables,
)

MAXIMUM_DEPTH = 100
"""Nested elements; real resources stay under 20, and the interpreter's stack allows several times this."""

_plain_name = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}").fullmatch


class Walk:
    """One validation in progress: the report so far and where local references lead.

    ``contained_types`` maps the ids of the resources that the present one contains to their types; ``container`` is the
    contained resource that is being walked, if any.
    """

    __slots__ = ("contained_types", "container", "report", "shell", "tables")

    def __init__(self, *, shell: bool = False) -> None:
        self.report = Report()
        self.tables = tables()
        self.shell = shell
        self.container: JsonObject | None = None
        self.contained_types: dict[str, str] = {}

    def resource(self, value: Any, path: str, depth: int = 0) -> None:
        """Check a resource that stands on its own: the whole, a Bundle's entry, or a resource in Parameters."""
        table = self.resource_table(value, path)
        if table is None:
            return
        outer = self.container, self.contained_types
        self.container, self.contained_types = None, contained_types(value)
        references, uris = len(self.report.references), len(self.report.uris)
        self.object(value, table, path, depth)
        if "contained" in value:
            check_container(self.report, value, path, references, uris)
        self.container, self.contained_types = outer

    def resource_table(self, value: Any, path: str) -> Table | None:
        """Return the table of the resource's type, or record why it has none."""
        if value.__class__ is not dict:
            self.report.error("structure", path, f"a resource must be a JSON object, not {_kind(value)}")
            return None
        name = value.get("resourceType")
        if name.__class__ is str and name in self.tables.resource_types:
            return self.tables.types[name]
        if "resourceType" not in value:
            self.report.error("structure", path, "resourceType is missing")
        else:
            said = repr(name[:64]) if name.__class__ is str else _kind(name)
            self.report.error("structure", path, f"resourceType must be an R4 resource type, not {said}")
        return None

    def object(self, value: JsonObject, table: Table, path: str, depth: int) -> None:
        """Check an object against its table: each property, what is missing, what excludes each other, the rules."""
        report = self.report
        actions = table.actions
        groups: dict[str, str] | None = None
        if depth > MAXIMUM_DEPTH:
            report.error("too-costly", path, f"elements are nested more than {MAXIMUM_DEPTH} deep")
            return
        for name, item in value.items():
            action = actions.get(name)
            if action is None:
                choice = self.other_property(value, name, item, table, path, depth)
                if choice is None:
                    continue
            else:
                kind, check, choice, element = action
                if kind == STRING_VALUE:
                    # Most strings are short and printable; the pattern decides about the rest.
                    if item.__class__ is not str or not (
                        (item and item.isprintable() and len(item) < 1024) or check(item)
                    ):
                        self.bad_primitive(item, element, f"{path}.{name}")
                elif kind == TEXT_VALUE:
                    if item.__class__ is not str or not check(item):
                        self.bad_primitive(item, element, f"{path}.{name}")
                elif kind == URI_VALUE:
                    if item.__class__ is str and check(item):
                        report.uris.append(UriFound(value, name, f"{path}.{name}", element.type))
                    else:
                        self.bad_primitive(item, element, f"{path}.{name}")
                elif kind == OBJECT:
                    if item.__class__ is dict and item:
                        self.object(item, check, f"{path}.{name}", depth + 1)
                        if element.profile is not None:
                            self.profile(item, element, f"{path}.{name}")
                    else:
                        self.not_object(item, f"{path}.{name}")
                elif kind == OBJECTS:
                    if item.__class__ is list and item:
                        for index, each in enumerate(item):
                            if each.__class__ is dict and each:
                                self.object(each, check, f"{path}.{name}[{index}]", depth + 1)
                            else:
                                self.not_object(each, f"{path}.{name}[{index}]")
                    else:
                        self.not_array(item, f"{path}.{name}")
                elif kind == REFERENCE:
                    if item.__class__ is dict and item:
                        self.reference(item, check, f"{path}.{name}", element.targets, depth + 1)
                    else:
                        self.not_object(item, f"{path}.{name}")
                elif kind == REFERENCES:
                    if item.__class__ is list and item:
                        for index, each in enumerate(item):
                            if each.__class__ is dict and each:
                                self.reference(each, check, f"{path}.{name}[{index}]", element.targets, depth + 1)
                            else:
                                self.not_object(each, f"{path}.{name}[{index}]")
                    else:
                        self.not_array(item, f"{path}.{name}")
                elif kind == OTHER_VALUE:
                    if not check(item):
                        self.bad_primitive(item, element, f"{path}.{name}")
                elif kind == PRIMITIVES:
                    self.primitives(value, name, item, action, path, depth)
                elif kind == TYPE:
                    pass
                elif kind == XHTML:
                    self.narrative(value, name, item, path)
                else:
                    self.resources(name, item, table, kind, path, depth + 1)
            if choice is not None:
                if groups is None:
                    groups = {choice: name}
                elif groups.setdefault(choice, name).lstrip("_") != name.lstrip("_"):
                    report.error("structure", path, f"only one {choice}[x] is allowed: {groups[choice]} and {name}")
        if table.has_rules:
            self.rules(value, table, path)
        if len(value) == 1 and "id" in value and not table.is_resource:
            report.error("invariant", path, "ele-1: an element must have a value or children, not only an id")

    def rules(self, value: JsonObject, table: Table, path: str) -> None:
        """Check what concerns the object as a whole: what is required, bindings of concepts, invariants."""
        report = self.report
        for name in table.required:
            if name not in value and "_" + name not in value:
                report.error("required", f"{path}.{name}", f"{name} is required")
        for choice, members in table.required_choices:
            if members.isdisjoint(value):
                report.error("required", f"{path}.{choice}", f"{choice}[x] is required")
        if table.coded:
            self.coded(value, table, path)
        try:
            for rule in table.rules:
                if not rule.holds(value):
                    rule.report(report, value, path)
        except (RecursionError, InvalidOperation):
            # A comparison of values nested deeper than the stack, or with a signalling NaN: both are reported already.
            return

    def other_property(
        self, value: JsonObject, name: str, item: Any, table: Table, path: str, depth: int
    ) -> str | None:
        """Check a property that is no element: an underscored sibling, else unknown.  Returns its choice group."""
        element = table.siblings.get(name)
        if element is None:
            plain = name.removeprefix("_")
            if _plain_name(plain):
                self.report.error("structure", f"{path}.{plain}", f"{table.name} has no element {name}")
            else:
                self.report.error("structure", path, f"{table.name} has no element {name[:64]!r}")
            return None
        where = f"{path}.{element.name}"
        if not element.many:
            self.sibling(item, where, element.name in value, depth + 1)
        elif item.__class__ is not list or not item:
            self.not_array(item, where)
        elif element.name not in value:
            for index, each in enumerate(item):
                self.sibling(each, f"{where}[{index}]", False, depth + 1)
        return element.choice

    def sibling(self, item: Any, path: str, has_value: bool, depth: int) -> None:
        """Check the object that carries id and extensions of a primitive."""
        if item.__class__ is not dict or not item:
            self.not_object(item, path)
        elif has_value and len(item) == 1 and "id" in item:
            # An id alone is enough beside a value, while ele-1 forbids it on its own.
            if item["id"].__class__ is not str or not TEXT["string"](item["id"]):
                self.report.error("value", f"{path}.id", f"must be {DESCRIPTIONS['string']}")
        else:
            self.object(item, self.tables.types["Element"], path, depth)

    def primitives(self, value: JsonObject, name: str, items: Any, action: Any, path: str, depth: int) -> None:
        """Check an array of primitives together with the array of their ids and extensions."""
        _, check, _, element = action
        where = f"{path}.{name}"
        if items.__class__ is not list or not items:
            self.not_array(items, where)
            return
        siblings = value.get("_" + name)
        if siblings is None or siblings.__class__ is not list:
            siblings = ()
        elif len(siblings) != len(items):
            self.report.error("structure", where, f"{name} and _{name} must have the same length")
        text, uri = element.type in TEXT, element.type in URIS
        for index, item in enumerate(items):
            sibling = siblings[index] if index < len(siblings) else None
            if sibling is not None:
                self.sibling(sibling, f"{where}[{index}]", item is not None, depth + 1)
            if item is None:
                if sibling is None:
                    self.report.error("structure", f"{where}[{index}]", f"null, and _{name} has no extensions for it")
            elif (text and item.__class__ is not str) or not check(item):
                self.bad_primitive(item, element, f"{where}[{index}]")
            elif uri:
                self.report.uris.append(UriFound(items, index, f"{where}[{index}]", element.type))
        for index in range(len(items), len(siblings)):
            if siblings[index] is not None:
                self.sibling(siblings[index], f"{where}[{index}]", False, depth + 1)

    def reference(self, value: JsonObject, table: Table, path: str, targets: tuple[str, ...], depth: int) -> None:
        """Check a Reference, and note its literal reference."""
        literal = value.get("reference")
        display = value.get("display", "-")
        # Nearly all references are a literal with or without a display, and then there is nothing more to look at.
        if not (
            len(value) == ("display" in value) + 1
            and literal.__class__ is str
            and display.__class__ is str
            and literal.isprintable()
            and display.isprintable()
            and 0 < len(literal) < 1024
            and 0 < len(display) < 1024
        ):
            self.object(value, table, path, depth)
        if literal.__class__ is str:
            self.report.references.append(ReferenceFound(value, f"{path}.reference", targets))
            if not literal.startswith("urn:") or "type" in value:
                check_reference(self, value, targets, path)
        elif targets and value.get("type").__class__ is str:
            check_reference(self, value, targets, path)

    def resources(self, name: str, item: Any, table: Table, kind: int, path: str, depth: int) -> None:
        """Check resources within a resource: contained ones share its scope, others stand on their own."""
        where = f"{path}.{name}"
        if kind == RESOURCE:
            if not (self.shell and table.name == "Bundle.entry"):
                self.resource(item, where, depth)
        elif item.__class__ is not list or not item:
            self.not_array(item, where)
        else:
            for index, each in enumerate(item):
                self.contained_resource(each, f"{where}[{index}]", depth)

    def contained_resource(self, value: Any, path: str, depth: int) -> None:
        """Check a contained resource: what it is, and dom-2, dom-4, dom-5."""
        table = self.resource_table(value, path)
        if table is not None:
            outer, self.container = self.container, value
            self.object(value, table, path, depth)
            self.container = outer
            check_contained(self.report, value, path)

    def narrative(self, value: JsonObject, name: str, item: Any, path: str) -> None:
        """Check the XHTML of a narrative, and note it."""
        where = f"{path}.{name}"
        if item.__class__ is not str:
            self.report.error("structure", where, f"must be a string of XHTML, not {_kind(item)}")
            return
        self.report.narratives.append(NarrativeFound(value, name, where))
        for rule, problem in narrative.problems(item):
            self.report.error("invariant", where, f"{rule}: {problem}")

    def coded(self, value: JsonObject, table: Table, path: str) -> None:
        """Check required bindings of concepts: at least one coding must be of the value set."""
        for element in table.coded:
            item = value.get(element.name)
            for index, each in enumerate(item if item.__class__ is list else ()):
                self.concept(each, element, f"{path}.{element.name}[{index}]")
            if item.__class__ is dict:
                self.concept(item, element, f"{path}.{element.name}")

    def concept(self, concept: Any, element: Element, path: str) -> None:
        """Check one CodeableConcept with a required binding; one that only has extensions says why it has no code."""
        if concept.__class__ is not dict or element.concepts is None:
            return
        codings = concept.get("coding") if element.type == "CodeableConcept" else [concept]
        if codings is None and "text" not in concept and "extension" in concept:
            return
        for coding in codings if codings.__class__ is list else ():
            if coding.__class__ is not dict:
                return
            system, code = coding.get("system"), coding.get("code")
            if system.__class__ is str and code.__class__ is str and (system, code) in element.concepts:
                return
        self.report.error("code-invalid", path, f"needs a code of the value set {element.value_set}")

    def profile(self, value: JsonObject, element: Element, path: str) -> None:
        """Check what an element demands of its datatype beyond the type itself."""
        if element.profile == "SimpleQuantity" and ("comparator" in value or "_comparator" in value):
            self.report.error("invariant", path, "sqty-1: the comparator is not used here (SimpleQuantity)")

    def bad_primitive(self, item: Any, element: Element, path: str) -> None:
        """Record why a value is not one of the element's type."""
        wanted = "a string" if element.type in TEXT else "a boolean" if element.type == "boolean" else "a number"
        if _kind(item) != wanted:
            self.report.error("structure", path, f"must be {DESCRIPTIONS[element.type]}, not {_kind(item)}")
        elif element.binding is not None:
            self.report.error("code-invalid", path, f"{item[:64]!r} is not a code of {element.value_set}")
        else:
            said = f"{item[:64]!r} is not " if item.__class__ is str else "must be "
            self.report.error("value", path, said + DESCRIPTIONS[element.type])

    def not_object(self, item: Any, path: str) -> None:
        """Record that an object with content was expected."""
        said = "must not be empty" if item.__class__ is dict else f"must be an object, not {_kind(item)}"
        self.report.error("structure", path, said)

    def not_array(self, item: Any, path: str) -> None:
        """Record that an array with content was expected."""
        said = "must not be empty" if item.__class__ is list else f"must be an array, not {_kind(item)}"
        self.report.error("structure", path, said)


def _kind(value: Any) -> str:
    """Return what a JSON value is, in words."""
    if value is None:
        return "null"
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return names.get(value.__class__, "a number")
