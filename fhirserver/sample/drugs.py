"""Medicines as they are usually prescribed: RxNorm codes, doses, supply and refills."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from fhirserver.sample.codes import RXNORM, SNOMED, TERMINOLOGY, UCUM, Code

_FORMS = TERMINOLOGY + "v3-orderableDrugForm"
TABLET, CAPSULE, PUFF = (_FORMS, "TAB", "tablet"), (_FORMS, "CAP", "capsule"), (_FORMS, "PUFF", "puff")
MILLILITER = (UCUM, "mL", "mL")

ORAL = Code(SNOMED, "26643006", "Oral route")
INHALED = Code(SNOMED, "447694001", "Respiratory tract route")
UNDER_SKIN = Code(SNOMED, "34206005", "Subcutaneous route")
INTO_VEIN = Code(SNOMED, "47625008", "Intravenous route")


class Drug(NamedTuple):
    """One medicine as it is usually prescribed: `times` doses a day, `days` of supply a fill, `refills` more fills."""

    code: Code
    form: tuple[str, str, str]
    dose: str
    times: int
    days: int
    refills: int
    text: str
    route: Code = ORAL
    as_needed: bool = False

    def amount(self) -> Decimal:
        """How much one fill holds: exactly the doses of its days."""
        return Decimal(self.dose) * self.times * self.days


def _drug(
    rxnorm: str,
    display: str,
    form: tuple[str, str, str],
    dose: str,
    times: int,
    days: int,
    refills: int,
    route: Code = ORAL,
    *,
    text: str,
    as_needed: bool = False,
) -> Drug:
    return Drug(Code(RXNORM, rxnorm, display), form, dose, times, days, refills, text, route, as_needed)


# fmt: off
DRUGS: dict[str, Drug] = {
    "metformin": _drug(
        "861007", "metformin hydrochloride 500 MG Oral Tablet",
        TABLET, "1", 2, 90, 3,
        text="Take 1 tablet by mouth twice a day with meals",
    ),
    "insulin glargine": _drug(
        "311041", "insulin glargine 100 UNT/ML Injectable Solution",
        MILLILITER, "0.2", 1, 50, 6, UNDER_SKIN,
        text="Inject 20 units (0.2 mL) under the skin once a day at bedtime",
    ),
    "lisinopril": _drug(
        "314077", "lisinopril 20 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "losartan": _drug(
        "979492", "losartan potassium 50 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "amlodipine": _drug(
        "197361", "amlodipine 5 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "hydrochlorothiazide": _drug(
        "310798", "hydrochlorothiazide 25 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth every morning",
    ),
    "atorvastatin": _drug(
        "617310", "atorvastatin 20 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "simvastatin": _drug(
        "312961", "simvastatin 20 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth every evening",
    ),
    "metoprolol": _drug(
        "866436", "24 HR metoprolol succinate 50 MG Extended Release Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "clopidogrel": _drug(
        "309362", "clopidogrel 75 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "warfarin": _drug(
        "855332", "warfarin sodium 5 MG Oral Tablet",
        TABLET, "1", 1, 30, 11,
        text="Take 1 tablet by mouth once a day in the evening",
    ),
    "furosemide": _drug(
        "313988", "furosemide 40 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth every morning",
    ),
    "spironolactone": _drug(
        "313096", "spironolactone 25 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "albuterol": _drug(
        "745679", "200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler",
        PUFF, "2", 4, 25, 5, INHALED, as_needed=True,
        text="Inhale 2 puffs up to four times a day as needed for wheezing",
    ),
    "fluticasone": _drug(
        "895994", "120 ACTUAT fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler",
        PUFF, "2", 2, 30, 11, INHALED,
        text="Inhale 2 puffs twice a day, rinse mouth afterwards",
    ),
    "fluticasone and salmeterol": _drug(
        "896209", "60 ACTUAT fluticasone propionate 0.25 MG/ACTUAT / salmeterol 0.05 MG/ACTUAT Dry Powder Inhaler",
        PUFF, "1", 2, 30, 11, INHALED,
        text="Inhale 1 puff twice a day, rinse mouth afterwards",
    ),
    "sertraline": _drug(
        "312941", "sertraline 50 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth once a day",
    ),
    "alendronate": _drug(
        "904419", "alendronic acid 10 MG Oral Tablet",
        TABLET, "1", 1, 90, 3,
        text="Take 1 tablet by mouth every morning with a full glass of water, stay upright for 30 minutes",
    ),
    "prednisone": _drug(
        "312615", "prednisone 20 MG Oral Tablet",
        TABLET, "2", 1, 5, 0,
        text="Take 2 tablets by mouth every morning for 5 days",
    ),
    "azithromycin": _drug(
        "308460", "azithromycin 250 MG Oral Tablet",
        TABLET, "2", 1, 3, 0,
        text="Take 2 tablets by mouth once a day for 3 days",
    ),
    "amoxicillin and clavulanate": _drug(
        "562251", "amoxicillin 250 MG / clavulanate 125 MG Oral Tablet",
        TABLET, "1", 3, 7, 0,
        text="Take 1 tablet by mouth three times a day for 7 days",
    ),
    "nitrofurantoin": _drug(
        "311995", "nitrofurantoin, macrocrystals 50 MG Oral Capsule",
        CAPSULE, "2", 4, 5, 0,
        text="Take 2 capsules by mouth four times a day for 5 days",
    ),
    "oxycodone": _drug(
        "1049221", "acetaminophen 325 MG / oxycodone hydrochloride 5 MG Oral Tablet",
        TABLET, "1", 4, 5, 0, as_needed=True,
        text="Take 1 tablet by mouth every 6 hours as needed for pain, for up to 5 days",
    ),
    "ibuprofen": _drug(
        "310965", "ibuprofen 200 MG Oral Tablet",
        TABLET, "2", 3, 7, 0, as_needed=True,
        text="Take 2 tablets by mouth three times a day with food as needed for pain",
    ),
    "acetaminophen": _drug(
        "198440", "acetaminophen 500 MG Oral Tablet",
        TABLET, "2", 3, 10, 0, as_needed=True,
        text="Take 2 tablets by mouth up to three times a day as needed for pain",
    ),
    "aspirin": _drug(
        "243670", "aspirin 81 MG Oral Tablet",
        TABLET, "1", 1, 90, 0,
        text="Take 1 tablet by mouth once a day",
    ),
    "naproxen": _drug(
        "849574", "naproxen sodium 220 MG Oral Tablet",
        TABLET, "1", 2, 10, 0, as_needed=True,
        text="Take 1 tablet by mouth twice a day with food as needed for pain",
    ),
    "iron": _drug(
        "310325", "ferrous sulfate 325 MG Oral Tablet",
        TABLET, "1", 1, 90, 1,
        text="Take 1 tablet by mouth once a day",
    ),
    # In hospital only.
    "enoxaparin": _drug(
        "854235", "0.4 ML enoxaparin sodium 100 MG/ML Prefilled Syringe",
        MILLILITER, "0.4", 1, 1, 0, UNDER_SKIN,
        text="Inject 0.4 mL under the skin once a day",
    ),
    "piperacillin and tazobactam": _drug(
        "1659131", "piperacillin 2000 MG / tazobactam 250 MG Injection",
        (UCUM, "{vial}", "vial"), "1", 4, 1, 0, INTO_VEIN,
        text="1 vial into a vein every 6 hours",
    ),
    "furosemide injection": _drug(
        "1719286", "10 ML furosemide 10 MG/ML Injection",
        MILLILITER, "4", 2, 1, 0, INTO_VEIN,
        text="4 mL (40 mg) into a vein twice a day",
    ),
}
# fmt: on
