"""Patches: pure functions from a document and a patch to a new document.  https://hl7.org/fhir/R4/http.html#patch"""

from fhirserver.patch.fhirpath_patch import apply_fhirpath_patch
from fhirserver.patch.json_patch import apply_json_patch

__all__ = ["apply_fhirpath_patch", "apply_json_patch"]
