"""Random criteria that a server must understand, mostly with values that some resource has, or nearly has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from random import Random

from conformance import SearchParameter, definitions
from tests.search import random_values as pools
from tests.search.oracle import Asked
from tests.search.oracle_matching import PREFIXES, codings, strings
from tests.search.oracle_numbers import UCUM
from tests.search.oracle_text import folded, unescaped, words
from tests.search.oracle_values import Value, parameter, parts, values
from tests.search.oracle_world import World
from tests.search.random_resources import BASE_URL, IDS, MAKERS

Criterion = tuple[str, str]
_NOT_SORTED = ("phonetic", "telecom", "phone", "email")
_HIERARCHIES = ("Location", "Organization", "Encounter")
_FILTERED = {"string": ("eq", "ne", "co", "sw"), "token": ("eq", "ne", "co"), "reference": ("eq", "re"), "uri": ("eq",)}


def escaped(text: str) -> str:
    """A text with the separators in it protected."""
    return re.sub(r"([\\,|$])", r"\\\1", text)


class Searches:
    """Makes random criteria on the resources of a world."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random

    def search(self) -> Asked:
        """A whole search: of one type or several, in a compartment or not, perhaps among contained resources."""
        random = self.random
        kind = random.random()
        if kind < 0.08:
            types = tuple(random.sample(list(MAKERS), random.randint(2, 4)))
            return Asked(types, self.criteria(types))
        if kind < 0.12:
            return Asked((), self.criteria(("Patient", "Parameters"), 1))
        if kind < 0.2:
            inside = random.choice(["Medication", "Organization"])
            return Asked((inside,), self.criteria((inside,)), contained=random.choice(["true", "both"]))
        own = random.choice(list(MAKERS))
        if kind < 0.3:
            owner = random.choice(["Patient", "Practitioner", "Encounter"])
            types = tuple(each for each in MAKERS if each in definitions().compartments[owner] or each == owner)
            own = random.choice(types)
            if random.random() < 0.2:
                return Asked((), self.criteria(("Patient", "Parameters"), 1), f"{owner}/{random.choice(IDS)}")
            return Asked((own,), self.criteria((own,), random.randint(0, 1)), f"{owner}/{random.choice(IDS)}")
        return Asked((own,), self.criteria((own,)))

    def criteria(self, types: Sequence[str], most: int = 2) -> tuple[Criterion, ...]:
        """Some criteria."""
        return tuple(self.criterion(types) for _ in range(self.random.randint(min(1, most), most)))

    def sort(self, asked: Asked) -> str | None:
        """An order, None for the usual one."""
        random = self.random
        if not asked.types or random.random() < 0.3:
            return None
        usable = [
            each.code
            for each in self.common(asked.types)
            if each.type not in ("composite", "special") and each.code not in _NOT_SORTED
        ]
        keys = [random.choice(usable) for _ in range(random.randint(1, 3))]
        return ",".join(random.choice(["", "-"]) + key for key in keys)

    def criterion(self, types: Sequence[str], depth: int = 2) -> Criterion:
        """A criterion that all of some types have."""
        kind = self.random.random()
        if len(types) == 1:
            if depth and kind < 0.1:
                return self._has(types[0], depth)
            if depth and kind < 0.22:
                return self._chain(types[0], depth)
            if depth == 2 and kind < 0.28:
                return "_filter", self.filter(types[0])
        if depth == 2 and 0.28 <= kind < 0.3:
            return "_list", self.random.choice(IDS)
        if depth == 2 and 0.3 <= kind < 0.33:
            # A phrase may begin in one text and end in the next: only the narrative is one text.
            name, text = self.random.choice(["_text", "_content"]), self.wording()
            return name, text if name == "_text" else text.replace('"', "")
        return self.plain(self.random.choice(self.common(types)))

    def common(self, types: Sequence[str]) -> list[SearchParameter]:
        """The parameters that all of some types have in the same way."""
        found = []
        for definition in definitions().search_parameters[types[0]].values():
            others = [parameter(each, definition.code) for each in types]
            if definition.expression and all(each and each.type == definition.type for each in others):
                found.append(definition if len(types) == 1 else self.random.choice([e for e in others if e]))
        return found

    def plain(self, definition: SearchParameter) -> Criterion:
        """A criterion on one parameter."""
        random = self.random
        modifier = random.choice([None, None, None, *self._modifiers(definition)])
        if modifier == "missing":
            return f"{definition.code}:missing", random.choice(["true", "false"])
        several = random.choice([1, 1, 1, 2, 3])
        texts = [self.value(definition, modifier) for _ in range(several)]
        return f"{definition.code}:{modifier}" if modifier else definition.code, ",".join(texts)

    def _modifiers(self, definition: SearchParameter) -> list[str]:
        if definition.type == "token":
            typed = ["of-type"] if definition.code == "identifier" else []
            return ["missing", "not"] if definition.code == "_id" else ["missing", "not", "text", *typed]
        if definition.type == "reference":
            targets = [each for each in self._targets(definition) if each in MAKERS]
            below = ["below", "above"] if any(each in _HIERARCHIES for each in targets) else []
            below = [] if any(each in ("Measure", "ValueSet") for each in targets) else below
            return ["missing", "identifier", *below, *targets[:2]]
        others = {"string": ["missing", "exact", "contains"], "uri": ["missing", "below", "above"], "composite": []}
        return others.get(definition.type, ["missing"]) if definition.code != "phonetic" else ["missing"]

    def _targets(self, definition: SearchParameter) -> tuple[str, ...]:
        """The types that a reference may lead to."""
        limited = tuple(re.findall(r"resolve\(\) is (\w+)", definition.expression or ""))
        return limited or definition.targets or tuple(MAKERS)

    def value(self, definition: SearchParameter, modifier: str | None = None) -> str:
        """The text of one value."""
        if definition.code == "_id":
            return self.random.choice(IDS)
        if definition.type == "composite":
            return self._composite(definition)
        return self._text(definition, self._some(definition), modifier)

    def _text(self, definition: SearchParameter, value: Value | None, modifier: str | None = None) -> str:
        makers = {
            "token": self._token,
            "string": self._string,
            "reference": self._reference,
            "uri": self._uri,
            "date": self._date,
            "number": self._number,
            "quantity": self._quantity,
            "special": self._near,
        }
        return makers[definition.type](definition, value, modifier)

    def _some(self, definition: SearchParameter) -> Value | None:
        """A value that some resource has."""
        having = [each for each in self.world.resources if parameter(each.type, definition.code) is definition]
        for _ in range(4):
            if having and (found := values(self.random.choice(having), definition)):
                return self.random.choice(found)
        return None

    def _composite(self, definition: SearchParameter) -> str:
        having = [each for each in self.world.resources if parameter(each.type, definition.code) is definition]
        elements = parts(self.random.choice(having), definition) if having else []
        found = self.random.choice(elements) if elements else [[] for _ in definition.components]
        texts = []
        for component, own in zip(definition.components, found, strict=True):
            inner = parameter(definition.base, component.code) or parameter(having[0].type, component.code)
            assert inner is not None
            texts.append(self._text(inner, self.random.choice(own) if own else None))
        return "$".join(texts)

    def _token(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        random = self.random
        if modifier == "text":
            return escaped(
                random.choice([*random.choice(pools.DISPLAYS).split(), "Head", "a", random.choice(pools.DISPLAYS)])
            )
        system, code = random.choice([None, *pools.SYSTEMS]), random.choice(pools.CODES)
        if value is not None and random.random() < 0.8:
            system, code = self._own_token(value, system, code)
        code = random.choice([code, code, code.upper(), code.lower(), unicodedata.normalize("NFD", code)])
        if modifier == "of-type":
            own = value.data.get("type", {}).get("coding", [{}])[0] if value is not None else {}
            kind = own.get("system", system or "http://loinc.org"), own.get("code", "a")
            return "|".join(escaped(each) for each in (*kind, code))
        forms = [escaped(code), f"|{escaped(code)}"]
        forms += [f"{escaped(system)}|{escaped(code)}", f"{escaped(system)}|"] if system else []
        return random.choice(forms)

    def _own_token(self, value: Value, system: str | None, code: str) -> tuple[str | None, str]:
        if value.type == "boolean":
            return self.random.choice([None, "http://terminology.hl7.org/CodeSystem/special-values"]), str(
                value.data
            ).lower()
        if value.type == "code":
            systems = [each for each, known in value.concepts or () if known == value.data]
            return (systems[0] if systems else system), value.data
        if value.type == "ContactPoint":
            return value.data.get("system"), value.data.get("value") or code
        own_system, own_code = self.random.choice([*codings(value), (system, code)])
        return own_system, own_code or code

    def _string(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        random = self.random
        own = list(strings(value)) if value is not None else []
        text = random.choice([*own, random.choice(pools.NAMES)])
        if modifier != "exact":
            start = random.choice([0, 0, random.randrange(len(text))]) if modifier == "contains" else 0
            text = text[start : random.randint(start + 1, len(text))] if random.random() < 0.6 else text
            text = random.choice(
                [text, text.upper(), text.casefold(), unicodedata.normalize("NFD", text), f" {text}  "]
            )
        return escaped(text if folded(text) and (definition.code != "phonetic" or words(text)) else "Anna")

    def _reference(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        random = self.random
        if modifier == "identifier":
            data = value.data.get("identifier") if value is not None and value.type == "Reference" else None
            own = Value("Identifier", data, "") if data else None
            return self._token(definition, own, None)
        if value is not None and value.type == "canonical" and random.random() < 0.8:
            return escaped(random.choice([value.data, value.data.partition("|")[0], random.choice(pools.URIS)]))
        own_reference = value.data.get("reference", "") if value is not None and value.type == "Reference" else ""
        if modifier is None and own_reference.startswith(("http", "urn:")):
            return escaped(own_reference)
        targets = self._targets(definition)
        named = self.world.local(own_reference)
        kind, name = named if named and named[0] in targets else (random.choice(targets), random.choice(IDS))
        if modifier in targets:
            return name
        if modifier in ("above", "below"):
            kind = random.choice([each for each in targets if each in _HIERARCHIES])
        return random.choice(
            [name, f"{kind}/{name}", f"{kind}/{name}", f"{BASE_URL}/{kind}/{name}", f"{kind}/{name}/_history/2"]
        )

    def _uri(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        own = [value.data] if value is not None and isinstance(value.data, str) else []
        text = self.random.choice([*own, *own, *own, self.random.choice(pools.URIS)])
        if modifier and "|" in text:
            text = text.partition("|")[0]
        if modifier == "below" and len(text) > 180:
            text = text[:150]
        if modifier == "below" and self.random.random() < 0.5 and text.count("/") > 3:
            text = text.rpartition("/")[0] + self.random.choice(["", "/"])
        if modifier == "above" and text.startswith("http") and self.random.random() < 0.5:
            text += self.random.choice(["/more", "/a/b", "x"])
        return escaped(text)

    def _prefix(self) -> str:
        return self.random.choice(["", "", *PREFIXES])

    def _date(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        random = self.random
        own = re.findall(r"\d{4}-?[-\dT:.Z+]*", str(value.data)) if value is not None else []
        text = random.choice([*own, random.choice(pools.DATES)])
        if random.random() < 0.3:
            text = text[: random.choice([4, 7, 10])]
        prefix = self._prefix()
        # What is near depends on when the test runs.
        return ("" if prefix == "ap" and int(text[:4]) > 2013 else prefix) + text

    def _number(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        own = [str(value.data)] if value is not None and not isinstance(value.data, dict) else []
        return self._prefix() + self.random.choice([*own, self.random.choice(pools.NUMBERS)])

    def _quantity(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        random = self.random
        own = value.data if value is not None and "value" in value.data else {}
        number = self._prefix() + random.choice([str(own.get("value", "5.4")), random.choice(pools.NUMBERS)])
        code = random.choice([own.get("code", "mg"), random.choice(pools.UNITS)])
        return random.choice(
            [number, f"{number}|{UCUM}|{code}", f"{number}|{UCUM}|{code}", f"{number}||{code}", f"{number}|{UCUM}|"]
        )

    def _near(self, definition: SearchParameter, value: Value | None, modifier: str | None) -> str:
        return self.random.choice(["42.25|-83.69|10|km", "42|-83|100", "-89.9|-179.9|50|km", "42.25|-83.69", "0|0|1|m"])

    def _chain(self, resource_type: str, depth: int) -> Criterion:
        random = self.random
        own = [each for each in definitions().search_parameters[resource_type].values() if each.type == "reference"]
        if not own:
            return self.criterion([resource_type], 0)
        definition = random.choice(own)
        targets = [each for each in self._targets(definition) if each in MAKERS or each == "Medication"]
        if not targets:
            return self.criterion([resource_type], 0)
        target = random.choice(targets)
        name, text = self.criterion([target], depth - 1)
        code = re.split(r"[:.]", name)[0]
        kinds = {found.type for each in self._targets(definition) if (found := parameter(each, code)) is not None}
        typed = len(kinds) != 1 or kinds == {"reference"} or kinds == {"composite"} or random.random() < 0.5
        return f"{definition.code}{f':{target}' if typed else ''}.{name}", text

    def _has(self, resource_type: str, depth: int) -> Criterion:
        ways = [
            (source, definition.code)
            for source in MAKERS
            for definition in definitions().search_parameters[source].values()
            if definition.type == "reference" and resource_type in self._targets(definition)
        ]
        if not ways:
            return self.criterion([resource_type], 0)
        source, code = self.random.choice(ways)
        name, text = self.criterion([source], depth - 1)
        return f"_has:{source}:{code}:{name}", text

    def wording(self) -> str:
        """A text as it is searched for in texts."""
        random = self.random
        word = [*(each for text in pools.DISPLAYS for each in words(text)), "bone", "liver", "müller", "hidden", "amp"]
        first, second, third = (random.choice(word) for _ in range(3))
        return random.choice(
            [
                first,
                f"{first} {second}",
                f"{first} OR {second}",
                f"({first} or {second}) AND {third}",
                f'"{first} {second}"',
                f"{first[:3]}*",
                f"{first} -{second}",
                f"{first} NOT {second}",
                f'"{random.choice(pools.DISPLAYS)}"',
            ]
        )

    def filter(self, resource_type: str, depth: int = 2) -> str:
        """A filter."""
        random = self.random
        kind = random.random()
        if depth and kind < 0.4:
            left, right = self.filter(resource_type, depth - 1), self.filter(resource_type, depth - 1)
            return random.choice([f"{left} and {right}", f"{left} or {right}", f"({left} or {right})", f"not ({left})"])
        usable = [each for each in self.common([resource_type]) if each.type not in ("composite", "special")]
        definition = random.choice([each for each in usable if each.code not in ("phonetic", "_id")])
        if random.random() < 0.15:
            return f"{definition.code} pr {random.choice(['true', 'false'])}"
        if definition.type in ("number", "date", "quantity"):
            text = self.value(definition).replace('"', "")
            prefix = text[:2] if text[:2] in PREFIXES else "eq"
            rest = text[2:] if text[:2] in PREFIXES else text
            return f'{definition.code} {prefix} "{rest}"'
        operator = random.choice(_FILTERED[definition.type])
        modifier = "text" if (definition.type, operator) == ("token", "co") else None
        text = self.value(definition, modifier)
        plain = "a" if "\\" in text and definition.type != "string" else unescaped(text)
        quoted = re.sub(r'(["\\])', r"\\\1", plain)
        return f'{definition.code} {operator} "{quoted}"'
