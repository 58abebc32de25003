"""SearchParameters, CompartmentDefinitions and OperationDefinitions -> rows of the R4 tables."""

from __future__ import annotations

import re
from typing import Any

from conformance.sources import Resource
from conformance.unions import branches, for_base

# The examples of the page https://hl7.org/fhir/R4/searchparameter-examples.html are illustrations, not parameters.
EXAMPLES = {"example", "example-extension", "example-reference", "filter"}


def is_parameter(definition: Resource) -> bool:
    """Whether a server can offer a SearchParameter: not an example, with a base and (almost always) a path."""
    bases = definition.get("base", [])
    special = bases in (["Resource"], ["DomainResource"])
    return definition["id"] not in EXAMPLES and bool(bases) and (special or "expression" in definition)


def search_parameters(definitions: dict[str, Resource]) -> dict[str, list[dict[str, Any]]]:
    """Return base type -> its own parameters, sorted by code."""
    found: dict[str, list[dict[str, Any]]] = {}
    for url, definition in sorted(definitions.items()):
        for base in definition["base"]:
            found.setdefault(base, []).append(
                {
                    "url": url,
                    "code": definition["code"],
                    "type": definition["type"],
                    "expression": _for_base(definition.get("expression"), base),
                    "targets": sorted(definition.get("target", [])),
                    "modifiers": definition.get("modifier", []),
                    "comparators": definition.get("comparator", []),
                    "components": [
                        {"code": definitions[c["definition"]]["code"], "expression": c["expression"]}
                        for c in definition.get("component", [])
                    ],
                    "multiple_or": definition.get("multipleOr", True),
                    "multiple_and": definition.get("multipleAnd", True),
                }
            )
    return {base: sorted(rows, key=lambda row: str(row["code"])) for base, rows in sorted(found.items())}


def _for_base(expression: str | None, base: str) -> str | None:
    if expression is None or base in ("Resource", "DomainResource"):
        return expression
    return for_base(expression, base)


def compartments(
    definitions: list[Resource], parameters: dict[str, list[dict[str, Any]]]
) -> dict[str, dict[str, list[str]]]:
    """Return compartment -> resource type -> the plain element paths of the parameters that define membership."""
    found: dict[str, dict[str, list[str]]] = {}
    for definition in sorted(definitions, key=lambda d: str(d["code"])):
        rows = found.setdefault(definition["code"], {})
        for resource in definition["resource"]:
            own = {row["code"]: row["expression"] for row in parameters.get(resource["code"], [])}
            paths: list[str] = []
            for code in resource.get("param", []):
                if code in own:
                    paths.extend(plain_path(part) for part in branches(own[code]))
            if paths:
                rows[resource["code"]] = sorted(set(paths))
    return found


def plain_path(expression: str) -> str:
    """Return an element path such as Condition.subject for one branch of a search parameter's expression."""
    path = re.sub(r"\.where\(resolve\(\) is \w+\)", "", expression)
    path = re.sub(r"^\(?([\w.]+)(?: as |\.as\(|\.ofType\()(\w+)\)+$", lambda m: m[1] + m[2][0].upper() + m[2][1:], path)
    if not re.fullmatch(r"\w+(\.\w+)+", path):
        raise ValueError(f"not a plain path: {expression}")
    return path


def operations(definitions: list[Resource]) -> dict[str, dict[str, Any]]:
    """Return id -> operation for the operations of the specification."""
    return {
        definition["id"]: {
            "url": definition["url"],
            "code": definition["code"],
            "resources": sorted(definition.get("resource", [])),
            "system": definition["system"],
            "on_type": definition["type"],
            "on_instance": definition["instance"],
            "affects_state": definition.get("affectsState", False),
            "parameters": [_parameter(p) for p in definition.get("parameter", [])],
        }
        for definition in sorted(definitions, key=lambda d: str(d["id"]))
        if definition["url"].startswith("http://hl7.org/fhir/")
    }


def _parameter(parameter: Resource) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "use": parameter["use"],
        "min": parameter["min"],
        "max": parameter["max"],
        "type": parameter.get("type"),
        "parts": [_parameter(part) for part in parameter.get("part", [])],
    }
