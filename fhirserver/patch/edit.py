"""Edits of one object that keep the two arrays of a repeating primitive in step.

An element in JSON is ``name`` and, for what a primitive has besides its value, ``_name``
(https://hl7.org/fhir/R4/json.html#primitive).  Everything here changes the object that it is given.
"""

from __future__ import annotations

from typing import Any

from fhirserver.patch.node import Document, Node, pairs


def put(members: Document, name: str, value: Any, extension: Any = None) -> None:
    """Set an element that does not repeat."""
    for key, part in ((name, value), (f"_{name}", extension)):
        if part is None:
            members.pop(key, None)
        else:
            members[key] = part


def put_items(members: Document, name: str, items: list[tuple[Any, Any]]) -> None:
    """Set all items of a repeating element; the element goes when there are none."""
    values = [value for value, _ in items]
    extensions = [extension for _, extension in items]
    put(members, name, values if _any(values) else None, extensions if _any(extensions) else None)


def insert(members: Document, name: str, index: int, value: Any, extension: Any = None) -> None:
    """Insert an item into a repeating element."""
    items = pairs(members, name)
    items.insert(index, (value, extension))
    put_items(members, name, items)


def move(members: Document, name: str, source: int, destination: int) -> None:
    """Move an item within a repeating element."""
    items = pairs(members, name)
    items.insert(destination, items.pop(source))
    put_items(members, name, items)


def write(node: Node, value: Any, extension: Any) -> None:
    """Set the element at ``node`` to a value and its extension object; with neither it goes, as in ``delete``."""
    if node.holder is None:
        raise ValueError("a resource as a whole has no place")
    if node.index is None:
        put(node.holder, node.name, value, extension)
    else:
        items = pairs(node.holder, node.name)
        items[node.index] = (value, extension)
        if value is None and extension is None:
            del items[node.index]
        put_items(node.holder, node.name, items)


def delete(node: Node) -> None:
    """Remove the element at ``node``, and its parents as far as it was the last that they had."""
    write(node, None, None)
    parent = node.parent
    if parent is None or parent.parent is None or parent.members:
        return
    if parent.is_primitive and parent.value is not None:
        write(parent, parent.value, None)
    else:
        delete(parent)


def _any(items: list[Any]) -> bool:
    return any(item is not None for item in items)
