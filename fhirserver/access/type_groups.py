"""The resource types of R4 in groups, as roles speak of them.  https://hl7.org/fhir/R4/resourcelist.html

Every type is in exactly one group, which a test holds against the definitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        name: frozenset(types.split())
        for name, types in {
            "directory": "Practitioner PractitionerRole Organization OrganizationAffiliation Location "
            "HealthcareService Endpoint InsurancePlan Schedule Slot",
            "definitions": "ActivityDefinition CapabilityStatement ChargeItemDefinition CodeSystem "
            "CompartmentDefinition ConceptMap EffectEvidenceSynthesis EventDefinition Evidence EvidenceVariable "
            "ExampleScenario GraphDefinition ImplementationGuide Library Measure MessageDefinition "
            "NamingSystem ObservationDefinition "
            "OperationDefinition PlanDefinition Questionnaire ResearchDefinition ResearchElementDefinition "
            "RiskEvidenceSynthesis SearchParameter SpecimenDefinition StructureDefinition StructureMap "
            "TerminologyCapabilities TestReport TestScript ValueSet",
            "products": "BiologicallyDerivedProduct CatalogEntry DeviceDefinition Medication MedicationKnowledge "
            "MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication "
            "MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction "
            "MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical "
            "MedicinalProductUndesirableEffect Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein "
            "SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification",
            "demographics": "Patient Person RelatedPerson",
            "scheduling": "Appointment AppointmentResponse",
            "coverage": "Coverage CoverageEligibilityRequest CoverageEligibilityResponse EnrollmentRequest "
            "EnrollmentResponse",
            "accounts": "Account ChargeItem Claim ClaimResponse Contract ExplanationOfBenefit Invoice PaymentNotice "
            "PaymentReconciliation",
            "encounters": "Encounter EpisodeOfCare",
            "problems": "Condition Procedure",
            "allergies": "AllergyIntolerance",
            "history": "AdverseEvent BodyStructure ClinicalImpression DetectedIssue FamilyMemberHistory Flag "
            "GuidanceResponse RiskAssessment",
            "immunizations": "Immunization ImmunizationEvaluation ImmunizationRecommendation",
            "prescriptions": "MedicationRequest",
            "dispenses": "MedicationDispense",
            "administrations": "MedicationAdministration MedicationStatement",
            "orders": "DeviceRequest NutritionOrder RequestGroup ServiceRequest SupplyRequest VisionPrescription",
            "tasks": "Task",
            "messages": "Communication CommunicationRequest",
            "observations": "MolecularSequence Observation",
            "reports": "DiagnosticReport",
            "specimens": "Specimen",
            "images": "ImagingStudy Media",
            "notes": "Binary Bundle Composition DocumentManifest DocumentReference",
            "questionnaires": "QuestionnaireResponse",
            "care plans": "CarePlan CareTeam Goal",
            "devices": "Device DeviceMetric DeviceUseStatement SupplyDelivery",
            "lists": "List",
            "research": "Group ResearchStudy ResearchSubject",
            "measures": "MeasureReport",
            "consents": "Consent",
            "audit": "AuditEvent",
            "provenance": "Provenance VerificationResult",
            "technical": "Basic Linkage MessageHeader OperationOutcome Parameters Subscription",
        }.items()
    }
)

CLINICAL = tuple(
    name
    for name in GROUPS
    if name
    not in (
        *("directory", "definitions", "products", "demographics", "scheduling", "coverage", "accounts"),
        *("research", "measures", "consents", "audit", "technical"),
    )
)
"""The groups that are of a patient's care."""


OF_ONE_PATIENT = frozenset(
    (
        *(
            "AdverseEvent",
            "AllergyIntolerance",
            "BodyStructure",
            "CarePlan",
            "ClinicalImpression",
            "Condition",
            "Consent",
        ),
        *("DetectedIssue", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentReference", "Encounter"),
        *("EpisodeOfCare", "FamilyMemberHistory", "Flag", "Goal", "ImagingStudy", "Immunization"),
        *("ImmunizationEvaluation", "ImmunizationRecommendation", "Media", "MedicationAdministration"),
        *("MedicationDispense", "MedicationRequest", "MedicationStatement", "MolecularSequence", "NutritionOrder"),
        *("Observation", "Patient", "Procedure", "QuestionnaireResponse", "RelatedPerson", "RiskAssessment"),
        *("ServiceRequest", "Specimen", "VisionPrescription"),
    )
)
"""Types whose resources are about one patient: where one names several, or none, nobody has a relation to it.

For them the condition is half as long, and so is the time to plan it.
"""


def types_in(groups: tuple[str, ...]) -> frozenset[str]:
    """Return the types of several groups.  Raises KeyError for a group that there is not."""
    return frozenset().union(*(GROUPS[name] for name in groups))
