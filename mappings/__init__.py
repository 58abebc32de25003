"""Which resource types stand in which tables: the register of all mapping modules.

``MAPPINGS["Patient"]`` is the mapping of a resource type (types without one are served too, whole, from their
documents).
"""

from mappings import (
    allergy_intolerance,
    condition,
    diagnostic_report,
    encounter,
    immunization,
    location,
    measure,
    measure_report,
    medication_dispense,
    medication_request,
    medication_statement,
    observation,
    organization,
    patient,
    practitioner,
    practitioner_role,
    procedure,
)
from mappings.kernel import Mapping
from mappings.kernel import PutConflict as PutConflict
from mappings.kernel.checks import problems

MAPPINGS: dict[str, Mapping] = {
    module.MAPPING.resource: module.MAPPING
    for module in (
        patient,
        condition,
        procedure,
        medication_statement,
        allergy_intolerance,
        immunization,
        observation,
        diagnostic_report,
        medication_request,
        medication_dispense,
        encounter,
        practitioner,
        practitioner_role,
        organization,
        location,
        measure,
        measure_report,
    )
}

if found := problems(MAPPINGS.values()):
    raise ValueError("; ".join(found))
