"""Value sets by their canonical URL, also those that no resource defines.

https://hl7.org/fhir/R4/references.html#canonical, https://hl7.org/fhir/R4/snomedct.html#implicit
"""

from __future__ import annotations

from urllib.parse import unquote

from fhirserver.terminology.code_systems import CodeSystem
from fhirserver.terminology.errors import TerminologyError, named
from fhirserver.terminology.resources import Compose, Filter, Include, ValueSet
from fhirserver.terminology.sources import Source

IMPLICIT = "?fhir_vs"
SNOMED = "http://snomed.info/sct"


def value_set_named(source: Source, canonical: str) -> ValueSet:
    """Return the value set with a canonical URL, perhaps with ``|version``.

    A value set of its own comes first, then ``[system]?fhir_vs`` for all codes of a code system and
    ``[system]?fhir_vs=isa/[code]`` for a code and all below it, then the URL that a code system gives to the set of all
    its codes.  Raises TerminologyError if there is none of these.
    """
    url, _, version = canonical.partition("|")
    found = source.value_set(url, version or None)
    if found is not None:
        return found
    if IMPLICIT in url:
        return _implicit(url)
    system = source.system_of(url)
    if system is None:
        raise TerminologyError(f"the value set {named(canonical)} is not known here", "not-found")
    return ValueSet(url=url, compose=Compose(include=(Include(system=system, version=version or None),)))


def code_system_named(source: Source, url: str, version: str | None = None) -> CodeSystem:
    """Return a code system that has its codes here.  Raises TerminologyError if there is none."""
    found = source.code_system(url, version)
    what = f"the code system {named(url)}"
    if found is None:
        if version is not None and source.code_system(url) is not None:
            raise TerminologyError(f"{what} is not known here in version {named(version)}", "not-found")
        raise TerminologyError(f"{what} is not known here", "not-found")
    if found.content in ("not-present", "supplement"):
        raise TerminologyError(f"{what} is known here by its name only, without its codes", "not-found")
    return found


def _implicit(url: str) -> ValueSet:
    address, _, query = url.partition(IMPLICIT)
    system, version = address, None
    if address.startswith(f"{SNOMED}/"):
        # An edition, and perhaps its release: http://snomed.info/sct/[module]/version/[date]
        system, version = SNOMED, address
    if not query:
        include = Include(system=system, version=version)
    elif query.startswith("=isa/") and len(query) > len("=isa/"):
        code = unquote(query.removeprefix("=isa/"))
        include = Include(system=system, version=version, filter=(Filter("concept", "is-a", code),))
    else:
        raise TerminologyError(
            f"[system]{IMPLICIT} or [system]{IMPLICIT}=isa/[code] is expected, other implicit value sets there are not",
            "not-supported",
        )
    return ValueSet(url=url, compose=Compose(include=(include,)))
