"""StructureDefinitions -> the types of the R4 tables.  https://hl7.org/fhir/R4/structuredefinition.html"""

from __future__ import annotations

from typing import Any

from conformance.sources import Resource

SYSTEM = "http://hl7.org/fhirpath/System."
PREFIX = "http://hl7.org/fhir/StructureDefinition/"
FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
INLINE = {"BackboneElement", "Element"}


def types(structures: list[Resource]) -> dict[str, dict[str, Any]]:
    """Return type name -> row for every type and backbone; the rows are what ``conformance.load`` reads."""
    found: dict[str, dict[str, Any]] = {}
    for structure in sorted(structures, key=lambda s: s["name"]):
        _add_structure(found, structure)
    return dict(sorted(found.items()))


def invariants(structures: list[Resource]) -> dict[str, dict[str, Any]]:
    """Return "path key" -> rule for every rule of severity error; a key alone is not unique (inv-1 is three rules)."""
    found: dict[str, dict[str, Any]] = {}
    for structure in structures:
        for element in structure["snapshot"]["element"]:
            for rule in element.get("constraint", ()):
                path = element["path"]
                # Element and Extension repeat their own rules on the extensions they may have.
                if rule["severity"] == "error" and _states(structure, rule) and not path.endswith(".extension"):
                    found[f"{path} {rule['key']}"] = {"human": rule["human"], "expression": rule.get("expression")}
    return dict(sorted(found.items()))


def _states(structure: Resource, rule: Resource) -> bool:
    """Whether the rule is the structure's own, not inherited from a base or repeated from a datatype."""
    return bool(rule.get("source", structure["url"]) == structure["url"])


def _add_structure(found: dict[str, dict[str, Any]], structure: Resource) -> None:
    name, kind = structure["type"], structure["kind"]
    for element in structure["snapshot"]["element"]:
        path = element["path"]
        own = [r["key"] for r in element.get("constraint", ()) if r["severity"] == "error" and _states(structure, r)]
        if "." not in path:
            base = structure.get("baseDefinition", "").removeprefix(PREFIX) or None
            found[name] = _row(kind, structure["abstract"], base, own)
            continue
        parent, _, last = path.rpartition(".")
        if kind == "primitive-type" and last == "value":
            continue
        if element["max"] == "0":
            continue
        if any(t["code"] in INLINE for t in element.get("type", ())) and not last.endswith("[x]"):
            found[path] = _row("backbone", False, element["type"][0]["code"], own)
        _add_element(found[parent], kind, element, last)


def _row(kind: str, abstract: bool, base: str | None, own: list[str]) -> dict[str, Any]:
    return {"kind": kind, "abstract": abstract, "base": base, "elements": [], "required_choices": [], "invariants": own}


def _add_element(row: dict[str, Any], kind: str, element: Resource, last: str) -> None:
    choice = last.removesuffix("[x]") if last.endswith("[x]") else None
    if choice is not None and element["min"]:
        row["required_choices"].append(choice)
    for name, type_name, targets, profile in _alternatives(element, choice, kind, last):
        entry = {
            "name": name,
            "type": type_name,
            "profile": profile,
            "many": element["max"] != "1",
            "required": choice is None and element["min"] > 0,
            "choice": choice,
            "targets": targets,
            "summary": bool(element.get("isSummary")),
            "modifier": bool(element.get("isModifier")),
            "value_set": _required_value_set(element, type_name),
        }
        row["elements"].append(entry)


def _alternatives(
    element: Resource, choice: str | None, kind: str, last: str
) -> list[tuple[str, str, list[str], str | None]]:
    """Return (property, type, reference targets, profile of the datatype) for each type that the element may have."""
    if "contentReference" in element:
        return [(last, element["contentReference"].partition("#")[2], [], None)]
    merged: dict[str, list[str]] = {}
    datatype_profiles: dict[str, str | None] = {}
    for alternative in element["type"]:
        name = _type_name(alternative, element["path"], kind, last)
        profiles = [p.removeprefix(PREFIX) for p in alternative.get("targetProfile", ()) if name == "Reference"]
        merged.setdefault(name, []).extend(profiles)
        datatype_profiles[name] = next((p.removeprefix(PREFIX) for p in alternative.get("profile", ())), None)
    result = []
    for name, targets in merged.items():
        property_name = last if choice is None else choice + name[0].upper() + name[1:]
        type_name = element["path"] if name in INLINE else name
        allowed = [] if "Resource" in targets else sorted(set(targets))
        result.append((property_name, type_name, allowed, datatype_profiles[name]))
    return result


def _type_name(alternative: Resource, path: str, kind: str, last: str) -> str:
    code: str = alternative["code"]
    if not code.startswith(SYSTEM):
        return code
    # The specification gives Resource.id the FHIR type string; its own definition and the prose say id.
    if last == "id":
        return "id" if kind == "resource" and path.count(".") == 1 else "string"
    for extension in alternative.get("extension", ()):
        if extension["url"] == FHIR_TYPE:
            return str(extension["valueUrl"])
    return code.removeprefix(SYSTEM).lower()


def _required_value_set(element: Resource, type_name: str) -> str | None:
    binding = element.get("binding", {})
    if binding.get("strength") != "required" or type_name not in ("code", "Coding", "CodeableConcept"):
        return None
    return str(binding["valueSet"]).partition("|")[0] if "valueSet" in binding else None
