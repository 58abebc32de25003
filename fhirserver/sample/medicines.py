"""Prescribing medicines and handing them over: the resources, with dosage in words and as structure."""

from __future__ import annotations

from decimal import Decimal

from fhirserver.sample import places
from fhirserver.sample.clock import MINUTES_A_DAY, time_text
from fhirserver.sample.codes import TERMINOLOGY, Code, concept, hl7, quantity
from fhirserver.sample.drugs import Drug
from fhirserver.sample.record import Record, Resource, refer


def _amount(drug: Drug, value: Decimal) -> Resource:
    system, code, unit = drug.form
    return {"value": value, "unit": unit, "system": system, "code": code}


def dosage(drug: Drug) -> Resource:
    """How a medicine is taken: the words, and the same as structure (https://hl7.org/fhir/R4/dosage.html)."""
    return {
        "sequence": 1,
        "text": drug.text,
        "timing": {"repeat": {"frequency": drug.times, "period": 1, "periodUnit": "d"}},
        "asNeededBoolean": drug.as_needed,
        "route": concept(drug.route),
        "doseAndRate": [
            {
                "type": concept(Code(TERMINOLOGY + "dose-rate-type", "ordered", "Ordered")),
                "doseQuantity": _amount(drug, Decimal(drug.dose)),
            }
        ],
    }


def prescribe(
    record: Record,
    drug: Drug,
    at: int,
    encounter: Resource,
    prescriber: str,
    reason: Resource | None,
    category: str = "community",
) -> Resource:
    """Add a MedicationRequest; outside the hospital it says what the pharmacy may hand over."""
    request: Resource = {
        "status": "active",
        "intent": "order",
        "category": [concept(hl7("medicationrequest-category", category, category.capitalize()))],
        "medicationCodeableConcept": concept(drug.code),
        "subject": record.subject,
        "encounter": refer(encounter),
        "authoredOn": time_text(at),
        "requester": {"reference": f"Practitioner/{prescriber}"},
        "dosageInstruction": [dosage(drug)],
    }
    if reason is not None:
        request["reasonReference"] = [refer(reason)]
    if category != "inpatient":
        request["dispenseRequest"] = {
            "validityPeriod": {"start": time_text(at), "end": time_text(at + 365 * MINUTES_A_DAY)},
            "numberOfRepeatsAllowed": drug.refills,
            "quantity": _amount(drug, drug.amount()),
            "expectedSupplyDuration": quantity(drug.days, "days", "d"),
            "performer": {"reference": f"Organization/{places.PHARMACY}"},
        }
    return record.add("MedicationRequest", request)


def hand_over(record: Record, drug: Drug, at: int, request: Resource, number: int) -> Resource:
    """Add the MedicationDispense of fill `number` (0 is the first) of a prescription."""
    kind = hl7("v3-ActCode", "RF", "Refill") if number else hl7("v3-ActCode", "FF", "First Fill")
    return record.add(
        "MedicationDispense",
        {
            "status": "completed",
            "category": concept(hl7("medicationdispense-category", "community", "Community")),
            "medicationCodeableConcept": concept(drug.code),
            "subject": record.subject,
            "performer": [{"actor": {"reference": f"Organization/{places.PHARMACY}"}}],
            "location": {"reference": f"Location/{places.PHARMACY}"},
            "authorizingPrescription": [refer(request)],
            "type": concept(kind),
            "quantity": _amount(drug, drug.amount()),
            "daysSupply": quantity(drug.days, "days", "d"),
            "whenPrepared": time_text(at - 25),
            "whenHandedOver": time_text(at),
            "dosageInstruction": [dosage(drug)],
        },
    )


def over_the_counter(record: Record, drug: Drug, at: int, since: int) -> Resource:
    """Add the MedicationStatement of what the patient says to take without a prescription."""
    return record.add(
        "MedicationStatement",
        {
            "status": "active",
            "category": concept(hl7("medication-statement-category", "patientspecified", "Patient Specified")),
            "medicationCodeableConcept": concept(drug.code),
            "subject": record.subject,
            "effectivePeriod": {"start": time_text(since)},
            "dateAsserted": time_text(at),
            "informationSource": record.subject,
            "dosage": [dosage(drug)],
        },
    )
