"""Columns and rows for the datatypes that many resources share.  https://hl7.org/fhir/R4/datatypes.html"""

from __future__ import annotations

from mappings.codecs import (
    boolean,
    code,
    decimal,
    integer,
    lines,
    moment,
    one_of,
    positive,
    reference,
    short,
    text,
    uri,
    when,
    words,
)
from mappings.kernel import Column, Rows

UNITS_OF_TIME = ("s", "min", "h", "d", "wk", "mo", "a")


def coding(name: str, path: str, meaning: str) -> list[Column]:
    """``name_system``, ``name`` and ``name_display`` of a Coding."""
    return [
        Column(f"{name}_system", f"{path}.system", uri, f"{meaning}: code system"),
        Column(name, f"{path}.code", code, f"{meaning}: code"),
        Column(f"{name}_display", f"{path}.display", text, f"{meaning}: the code system's words"),
    ]


def concept(name: str, path: str, meaning: str) -> list[Column]:
    """``name_system``, ``name``, ``name_display`` of the first coding of a CodeableConcept, and ``name_text``."""
    return [
        *coding(name, f"{path}.coding[0]", meaning),
        Column(f"{name}_text", f"{path}.text", text, f"{meaning}: in the recorder's words"),
    ]


def period(name: str, path: str, meaning: str) -> list[Column]:
    """``name_start`` and ``name_end`` of a Period, and ``name_end_end``, derived: the first moment after its end."""
    return [
        Column(f"{name}_start", f"{path}.start", moment, f"{meaning}: from"),
        Column(f"{name}_end", f"{path}.end", when, f"{meaning}: to (NULL: still going on, or not known)"),
    ]


def quantity(name: str, path: str, meaning: str, *, comparator: bool = False) -> list[Column]:
    """``name``, ``name_unit``, ``name_unit_system``, ``name_unit_code`` of a Quantity, its comparator on request."""
    signs = one_of("<", "<=", ">=", ">")
    compared = Column(f"{name}_comparator", f"{path}.comparator", signs, f"{meaning}: less or more")
    return [
        Column(name, f"{path}.value", decimal, meaning),
        *([compared] if comparator else []),
        Column(f"{name}_unit", f"{path}.unit", text, f"{meaning}: unit as written"),
        Column(f"{name}_unit_system", f"{path}.system", uri, f"{meaning}: system of the unit's code"),
        Column(f"{name}_unit_code", f"{path}.code", code, f"{meaning}: unit as a code (UCUM)"),
    ]


def codings(table: str, path: str, meaning: str) -> Rows:
    """All codings of a CodeableConcept, so that a code is found in whatever system it is given."""
    columns = [
        Column("system", "system", uri, "code system"),
        Column("version", "version", short, "version of the code system"),
        Column("code", "code", code, "code"),
        Column("display", "display", text, "the code system's words"),
        Column("user_selected", "userSelected", boolean, "whether a person chose this very coding"),
    ]
    return Rows(table, path, meaning, columns, indexes=[("code", "system")])


def concepts(table: str, path: str, meaning: str, *, indexed: bool = False) -> Rows:
    """A list of CodeableConcepts, each with its first coding."""
    return Rows(table, path, meaning, concept("code", "$this", meaning), indexes=[("code",)] if indexed else [])


def identifiers(table: str) -> Rows:
    """https://hl7.org/fhir/R4/datatypes.html#Identifier"""
    columns = [
        Column("use", "use", one_of("usual", "official", "temp", "secondary", "old"), "purpose"),
        *concept("type", "type", "kind of identifier"),
        Column("system", "system", uri, "namespace of the value"),
        Column("value", "value", short, "the identifier itself"),
        *period("period", "period", "in use"),
        Column("assigner", "assigner", reference("Organization"), "who issued it"),
    ]
    return Rows(table, "identifier", "business identifiers", columns, indexes=[("value", "system")])


NAME_USES = one_of("usual", "official", "temp", "nickname", "anonymous", "old", "maiden")


def names(table: str) -> Rows:
    """https://hl7.org/fhir/R4/datatypes.html#HumanName"""
    columns = [
        Column("use", "use", NAME_USES, "purpose"),
        Column("family", "family", short, "family name"),
        Column("given", "given", words, "given names, the first one first"),
        Column("prefix", "prefix", words, "titles before the name"),
        Column("suffix", "suffix", words, "titles after the name"),
        Column("text", "text", text, "the whole name as written"),
        *period("period", "period", "in use"),
    ]
    return Rows(table, "name", "names", columns, indexes=[("lower(family)",), ("lower(given)",)])


def telecom(table: str, path: str = "telecom", *, indexed: bool = True) -> Rows:
    """https://hl7.org/fhir/R4/datatypes.html#ContactPoint"""
    columns = [
        Column("system", "system", one_of("phone", "fax", "email", "pager", "url", "sms", "other"), "what it is"),
        Column("value", "value", short, "number or address"),
        Column("use", "use", one_of("home", "work", "temp", "old", "mobile"), "purpose"),
        Column("rank", "rank", positive, "order of preference, 1 first"),
        *period("period", "period", "in use"),
    ]
    return Rows(
        table, path, "telephone numbers and electronic addresses", columns, indexes=[("value",)] if indexed else []
    )


def address_columns(prefix: str = "", path: str = "") -> list[Column]:
    """https://hl7.org/fhir/R4/datatypes.html#Address"""
    return [
        Column(
            f"{prefix}use", f"{path}use", one_of("home", "work", "temp", "old", "billing"), "purpose of the address"
        ),
        Column(f"{prefix}type", f"{path}type", one_of("postal", "physical", "both"), "for letters or for visits"),
        Column(f"{prefix}line", f"{path}line", lines, "street, number, and the like"),
        Column(f"{prefix}city", f"{path}city", short, "city or town"),
        Column(f"{prefix}district", f"{path}district", short, "district or county"),
        Column(f"{prefix}state", f"{path}state", short, "state or region"),
        Column(f"{prefix}postal_code", f"{path}postalCode", short, "postal code"),
        Column(f"{prefix}country", f"{path}country", short, "country"),
        Column(f"{prefix}text", f"{path}text", text, "the whole address as written"),
    ]


def addresses(table: str) -> Rows:
    """A list of addresses."""
    columns = [*address_columns(), *period("period", "period", "in use")]
    return Rows(table, "address", "addresses", columns, indexes=[("postal_code",), ("lower(city)",)])


def dosages(table: str, path: str) -> Rows:
    """https://hl7.org/fhir/R4/dosage.html"""
    timing, rate = "timing.repeat", "doseAndRate[0]"
    columns = [
        Column("sequence", "sequence", integer, "order of the instructions"),
        Column("text", "text", text, "the instruction in words"),
        Column("patient_instruction", "patientInstruction", text, "what the patient is told"),
        *concept("timing", "timing.code", "timing as a code, such as BID"),
        Column("frequency", f"{timing}.frequency", positive, "how many times per period"),
        Column("frequency_max", f"{timing}.frequencyMax", positive, "up to how many times per period"),
        Column("period", f"{timing}.period", decimal, "length of the period"),
        Column("period_max", f"{timing}.periodMax", decimal, "longest length of the period"),
        Column("period_unit", f"{timing}.periodUnit", one_of(*UNITS_OF_TIME), "unit of the period"),
        *period("bounds", f"{timing}.bounds.ofType(Period)", "to be taken"),
        Column("as_needed", "asNeeded.ofType(boolean)", boolean, "only when needed"),
        *concept("as_needed_for", "asNeeded.ofType(CodeableConcept)", "what it is needed for"),
        *concept("route", "route", "route"),
        *concept("site", "site", "body site"),
        *concept("method", "method", "how it is given"),
        *quantity("dose", f"{rate}.dose.ofType(Quantity)", "dose"),
        *quantity("dose_low", f"{rate}.dose.ofType(Range).low", "lowest dose"),
        *quantity("dose_high", f"{rate}.dose.ofType(Range).high", "highest dose"),
        *quantity("rate", f"{rate}.rate.ofType(Quantity)", "rate"),
        *quantity("max_dose", "maxDosePerAdministration", "upper limit of one dose"),
    ]
    return Rows(table, path, "how it is to be taken", columns)
