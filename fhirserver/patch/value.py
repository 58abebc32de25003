"""Values in the Parameters of a FHIRPath Patch, and where they fit.  https://hl7.org/fhir/R4/fhirpatch.html"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance import Element, TypeDefinition, definitions
from fhirserver.errors import Invalid, Unprocessable
from fhirserver.patch.edit import insert, put
from fhirserver.patch.node import Document, elements_called, is_type, pairs

_NO_VALUE = frozenset({"id", "extension", "modifierExtension", "name"})


@dataclass(frozen=True, slots=True)
class Value:
    """What a part says: a ``json`` value of a ``type``, or ``parts`` that are the children of an unnamed type."""

    type: str | None
    json: Any
    extension: Document | None = None
    parts: tuple[Document, ...] | None = None


def read(part: Document) -> Value:
    """The value of a part; Invalid (400) if it has none, more than one, or one of an unknown type."""
    stated = {key.removeprefix("_") for key in part if key not in _NO_VALUE}
    if len(stated) != 1:
        raise Invalid(f"The part {part.get('name')!r} must have one value[x], resource or part.", code="structure")
    name = stated.pop()
    if name == "part":
        parts = part.get("part")
        if not isinstance(parts, list) or not parts or not all(isinstance(child, dict) for child in parts):
            raise Invalid(f"The parts of {part.get('name')!r} must be objects.", code="structure")
        return Value(None, None, parts=tuple(parts))
    element = definitions().types["Parameters.parameter"].elements.get(name)
    if element is None or not (name == "resource" or element.choice == "value"):
        raise Invalid(f"A part has no element {name!r}.", code="structure")
    json, extension = part.get(name), part.get(f"_{name}")
    if not _is_shaped(element.type, json, extension):
        raise Invalid(f"{name} of the part {part.get('name')!r} is not a {element.type}.", code="structure")
    type_name = json.get("resourceType") if isinstance(json, dict) and name == "resource" else element.type
    return Value(type_name if isinstance(type_name, str) else None, json, extension)


def fitting(definition: TypeDefinition, name: str, value: Value) -> tuple[Element, Any]:
    """The element of a type that ``value`` becomes under ``name``, and the JSON value of it.

    A choice element is called by its FHIRPath name ("deceased"), its member follows from the type of the value, or by
    the member's name.  Raises Unprocessable (422) if the type has no such element or the value is not of its type.
    """
    candidates = elements_called(definition, name)
    if not candidates:
        raise Unprocessable(f"{definition.name} has no element {name!r}.", code="not-found")
    if value.parts is not None:
        return _from_parts(candidates, name, value.parts)
    for element in candidates:
        if value.type == element.type:
            return element, value.json
    if len(candidates) == 1 and _is_kind_of(value.type, candidates[0].type):
        return candidates[0], value.json
    wanted = " or ".join(element.type for element in candidates)
    raise Unprocessable(f"{definition.name}.{name} is of type {wanted}, not {value.type}.", code="structure")


def place(members: Document, definition: TypeDefinition, name: str, value: Value) -> None:
    """Put ``value`` into an object of a type: append it to a repeating element, set one that is not there yet.

    Raises Unprocessable (422) as :func:`fitting` does, and if an element that does not repeat is there.
    """
    element, json = fitting(definition, name, value)
    if element.many:
        insert(members, element.name, len(pairs(members, element.name)), json, value.extension)
        return
    group = definition.choices[element.choice] if element.choice else (element.name,)
    if any(member in members or f"_{member}" in members for member in group):
        raise Unprocessable(f"{definition.name}.{name} is there already and cannot repeat.", code="business-rule")
    put(members, element.name, json, value.extension)


def _from_parts(candidates: tuple[Element, ...], name: str, parts: tuple[Document, ...]) -> tuple[Element, Document]:
    definition = definitions().types.get(candidates[0].type)
    if len(candidates) > 1 or definition is None or definition.abstract or definition.kind == "primitive-type":
        raise Unprocessable(f"{name!r} cannot be given in parts.", code="structure")
    members: Document = {}
    for part in parts:
        child = part.get("name")
        if not isinstance(child, str):
            raise Invalid("A part has no name.", code="structure")
        place(members, definition, child, read(part))
    return candidates[0], members


def _is_kind_of(given: str | None, wanted: str) -> bool:
    """True for a more special type, and for a string where only the form of the text is more special.

    https://hl7.org/fhir/R4/datatypes.html derives code, id and markdown from string; xhtml has no value[x] of its own.
    """
    return is_type(given, wanted) or (given == "string" and (is_type(wanted, "string") or wanted == "xhtml"))


def _is_shaped(type_name: str, json: object, extension: object) -> bool:
    if definitions().types[type_name].kind != "primitive-type":
        return isinstance(json, dict) and bool(json) and extension is None
    if json is None:
        return isinstance(extension, dict) and bool(extension)
    return not isinstance(json, dict | list) and (extension is None or isinstance(extension, dict))
