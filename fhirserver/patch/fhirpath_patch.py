"""FHIRPath Patch.  https://hl7.org/fhir/R4/fhirpatch.html"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance import TypeDefinition
from fhirserver.errors import Invalid, Unprocessable
from fhirserver.json_format import MAX_DEPTH
from fhirserver.patch import edit
from fhirserver.patch.frame import Document, check_count, finished, working_copy
from fhirserver.patch.locate import Locator
from fhirserver.patch.node import Node, elements_called, pairs, root
from fhirserver.patch.path import Member, Path, parse
from fhirserver.patch.value import Value, fitting, place, read

DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

Parts = dict[str, Document]


def apply_fhirpath_patch(document: Document, parameters: object, *, max_depth: int = MAX_DEPTH) -> Document:
    """Apply a FHIRPath Patch.

    Takes a resource and the parsed Parameters; both stay as they are.  Returns the patched resource.
    A deleted element takes along the parents that have nothing else.  A replaced primitive keeps its id and extensions
    unless the patch gives others, except a data-absent-reason.  Deleting what is not there changes nothing.
    Raises Invalid (400) if the Parameters are malformed, Unprocessable (422) if a path does not lead to exactly one
    element, a value does not fit there or the result is nested deeper than ``max_depth``; the expression of the issue
    names the operation.
    """
    operations = _operations(parameters)
    check_count(len(operations))
    result = working_copy(document)
    locator = Locator(root(result))
    for index, operation in enumerate(operations):
        try:
            parts = _parts(operation)
            _apply(locator, parts)
        except (Invalid, Unprocessable) as error:
            at = f"Parameters.parameter[{index}]"
            raise type(error)(str(error), expression=at, code=error.issues[0].code) from None
    return finished(result, document, max_depth)


def _add(locator: Locator, parts: Parts) -> None:
    parent = _one(locator, _path(parts))
    place(_members(parent), _definition(parent), _text(parts, "name"), _given(parts))


def _insert(locator: Locator, parts: Parts) -> None:
    parent, name, length = _list(locator, _path(parts))
    given = _given(parts)
    element, value = fitting(_definition(parent), name, given)
    edit.insert(_members(parent), element.name, _number(parts, "index", length), value, given.extension)


def _delete(locator: Locator, parts: Parts) -> None:
    nodes = locator.locate(_path(parts))
    if nodes:
        edit.delete(_replaceable(_exactly_one(nodes)))


def _replace(locator: Locator, parts: Parts) -> None:
    node = _replaceable(_one(locator, _path(parts)))
    definition = _definition(node.parent)
    present = definition.elements[node.name]
    given = _given(parts)
    element, value = fitting(definition, present.choice or node.name, given)
    if element.name == node.name:
        edit.write(node, value, given.extension or _kept_extension(node))
    else:
        edit.write(node, None, None)
        edit.put(_members(node.parent), element.name, value, given.extension)


def _move(locator: Locator, parts: Parts) -> None:
    parent, name, length = _list(locator, _path(parts))
    source, destination = _number(parts, "source", length - 1), _number(parts, "destination", length - 1)
    edit.move(_members(parent), name, source, destination)


_OPERATIONS: dict[str, Callable[[Locator, Parts], None]] = {
    "add": _add,
    "insert": _insert,
    "delete": _delete,
    "replace": _replace,
    "move": _move,
}


def _operations(parameters: object) -> list[Document]:
    if not isinstance(parameters, dict) or parameters.get("resourceType") != "Parameters":
        raise Invalid("A FHIRPath Patch is a Parameters resource.", code="structure")
    # A copy, since later operations may change what earlier ones planted.
    operations = working_copy(parameters).get("parameter", [])
    if not isinstance(operations, list):
        raise Invalid("parameter must be an array.", code="structure", expression="Parameters.parameter")
    for index, operation in enumerate(operations):
        if not isinstance(operation, dict) or operation.get("name") != "operation":
            at = f"Parameters.parameter[{index}]"
            raise Invalid("Each parameter of a FHIRPath Patch is called 'operation'.", code="structure", expression=at)
    return operations


def _parts(operation: Document) -> Parts:
    """The parts of an operation by name; names that this specification does not define are left to others."""
    parts: Parts = {}
    given = operation.get("part")
    for part in given if isinstance(given, list) else []:
        name = part.get("name") if isinstance(part, dict) else None
        if not isinstance(name, str):
            raise Invalid("A part has no name.", code="structure")
        if name in parts:
            raise Invalid(f"The part {name!r} stands twice.", code="structure")
        parts[name] = part
    return parts


def _apply(locator: Locator, parts: Parts) -> None:
    operation = _OPERATIONS.get(_text(parts, "type"))
    if operation is None:
        raise Invalid(f"The type of an operation is one of {', '.join(_OPERATIONS)}.", code="value")
    operation(locator, parts)


def _part(parts: Parts, name: str) -> Document:
    if name not in parts:
        raise Invalid(f"The part {name!r} is missing.", code="required")
    return parts[name]


def _text(parts: Parts, name: str) -> str:
    part = _part(parts, name)
    text = part.get("valueString", part.get("valueCode"))
    if not isinstance(text, str):
        raise Invalid(f"The part {name!r} must have a valueString or valueCode.", code="structure")
    return text


def _number(parts: Parts, name: str, most: int) -> int:
    number = _part(parts, name).get("valueInteger")
    if not isinstance(number, int) or isinstance(number, bool):
        raise Invalid(f"The part {name!r} must have a valueInteger.", code="structure")
    if not 0 <= number <= most:
        raise Unprocessable(f"The {name} {number} is outside the list: 0 to {most}.", code="value")
    return number


def _given(parts: Parts) -> Value:
    return read(_part(parts, "value"))


def _path(parts: Parts) -> Path:
    return parse(_text(parts, "path"))


def _exactly_one(nodes: list[Node]) -> Node:
    if len(nodes) != 1:
        number = f"{len(nodes)} elements" if nodes else "no element"
        raise Unprocessable(
            f"The path must lead to exactly one element, and leads to {number}.",
            code="multiple-matches" if nodes else "not-found",
        )
    return nodes[0]


def _one(locator: Locator, path: Path) -> Node:
    return _exactly_one(locator.locate(path))


def _list(locator: Locator, path: Path) -> tuple[Node, str, int]:
    """The parent, name and length of the repeating element that ``path`` ends with."""
    last = path.steps[-1] if path.steps else None
    if not isinstance(last, Member):
        raise Unprocessable("The path must end with the name of a repeating element.")
    parent = _one(locator, Path(path.steps[:-1], path.start))
    elements = elements_called(_definition(parent), last.name)
    if len(elements) != 1 or not elements[0].many:
        raise Unprocessable(f"{parent.type}.{last.name} is not a repeating element.", code="structure")
    return parent, last.name, len(pairs(parent.members or {}, last.name))


def _definition(node: Node | None) -> TypeDefinition:
    definition = node.definition if node else None
    if definition is None:
        raise Unprocessable("The path leads to something that R4 does not define.")
    return definition


def _replaceable(node: Node) -> Node:
    if node.holder is None:
        raise Unprocessable("A patch can neither replace nor delete the resource as a whole.")
    return node


def _members(node: Node | None) -> Document:
    """The object of the children of ``node``, made if a primitive has none yet."""
    if node is None:
        raise ValueError("a resource as a whole has no parent")
    if node.members is None:
        members: Document = {}
        edit.write(node, node.value, members)
        return members
    return node.members


def _kept_extension(node: Node) -> Any:
    if not isinstance(node.extension, dict):
        return None
    extensions = node.extension.get("extension")
    kept = [e for e in extensions if _url(e) != DATA_ABSENT_REASON] if isinstance(extensions, list) else []
    members = {**node.extension, "extension": kept}
    if not kept:
        del members["extension"]
    return members or None


def _url(extension: object) -> object:
    return extension.get("url") if isinstance(extension, dict) else None
