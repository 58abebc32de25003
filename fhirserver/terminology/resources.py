"""What terminology looks at in a CodeSystem and in a ValueSet; the rest of the resources is passed over unread.

https://hl7.org/fhir/R4/codesystem.html, https://hl7.org/fhir/R4/valueset.html.  Elements that FHIR requires may be
missing: JSON can have an extension in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from fhirserver.terminology.errors import TerminologyError

Document = bytes | Mapping[str, Any]
"""A resource, as JSON or decoded."""

Read = TypeVar("Read")


class Coding(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """https://hl7.org/fhir/R4/datatypes.html#Coding"""

    system: str | None = None
    code: str | None = None


class Property(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """CodeSystem.concept.property"""

    code: str | None = None
    value_code: str | None = None
    value_string: str | None = None
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_decimal: Decimal | None = None
    value_date_time: str | None = None
    value_coding: Coding | None = None

    @property
    def text(self) -> str | None:
        """The value as filters compare it."""
        if self.value_boolean is not None:
            return "true" if self.value_boolean else "false"
        if self.value_coding is not None:
            return self.value_coding.code
        for value in (self.value_code, self.value_string, self.value_date_time):
            if value is not None:
                return value
        number = self.value_integer if self.value_decimal is None else self.value_decimal
        return None if number is None else str(number)


class Concept(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """CodeSystem.concept"""

    code: str | None = None
    display: str | None = None
    property: tuple[Property, ...] = ()
    concept: tuple[Concept, ...] = ()


class PropertyDefinition(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """CodeSystem.property"""

    code: str | None = None
    uri: str | None = None


class CodeSystemDocument(msgspec.Struct, frozen=True, rename="camel"):
    """CodeSystem"""

    url: str | None = None
    version: str | None = None
    content: str | None = None
    case_sensitive: bool | None = None
    hierarchy_meaning: str | None = None
    value_set: str | None = None
    property: tuple[PropertyDefinition, ...] = ()
    concept: tuple[Concept, ...] = ()


class Filter(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """ValueSet.compose.include.filter"""

    property: str | None = None
    op: str | None = None
    value: str | None = None


class Listed(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """ValueSet.compose.include.concept"""

    code: str | None = None
    display: str | None = None


class Include(msgspec.Struct, frozen=True, rename="camel"):
    """ValueSet.compose.include, and exclude"""

    system: str | None = None
    version: str | None = None
    concept: tuple[Listed, ...] = ()
    filter: tuple[Filter, ...] = ()
    value_set: tuple[str | None, ...] = ()


class Compose(msgspec.Struct, frozen=True, rename="camel"):
    """ValueSet.compose"""

    inactive: bool | None = None
    include: tuple[Include, ...] = ()
    exclude: tuple[Include, ...] = ()


class Contains(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """ValueSet.expansion.contains"""

    system: str | None = None
    version: str | None = None
    code: str | None = None
    display: str | None = None
    abstract: bool = False
    inactive: bool = False
    contains: tuple[Contains, ...] = ()


class Extension(msgspec.Struct, frozen=True, rename="camel"):
    """https://hl7.org/fhir/R4/extensibility.html, with the one kind of value that is looked at"""

    url: str | None = None
    value_boolean: bool | None = None


class Expansion(msgspec.Struct, frozen=True, rename="camel"):
    """ValueSet.expansion"""

    total: int | None = None
    offset: int | None = None
    extension: tuple[Extension, ...] = ()
    contains: tuple[Contains, ...] = ()


class ValueSet(msgspec.Struct, frozen=True, rename="camel"):
    """ValueSet"""

    url: str | None = None
    version: str | None = None
    compose: Compose | None = None
    expansion: Expansion | None = None
    contained: tuple[dict[str, Any], ...] = ()


def value_set_of(document: Document) -> ValueSet:
    """Return what is looked at in a ValueSet.  Raises TerminologyError if it is not well-formed."""
    return read(document, ValueSet)


def read(document: Document, kind: type[Read]) -> Read:
    """Return a resource as one of the kinds above.  Raises TerminologyError if it is not well-formed."""
    try:
        if isinstance(document, bytes):
            return msgspec.json.decode(document, type=kind)
        return msgspec.convert(dict(document), type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise TerminologyError(f"the resource is not well-formed: {error}", "invalid") from None
