"""What the laboratory measures: LOINC codes, units, reference ranges, and the panels they are ordered in."""

from __future__ import annotations

from typing import NamedTuple

from fhirserver.sample.codes import LOINC, SNOMED, Code, hl7


class Test(NamedTuple):
    """One measured value: how it is printed, and what is normal; a pair (female, male) where they differ."""

    code: Code
    unit: str
    ucum: str
    places: int
    low: str | None
    high: str | None
    male_low: str | None = None
    male_high: str | None = None


def _test(
    code: str,
    display: str,
    unit: str,
    places_: int,
    low: str | None,
    high: str | None,
    male_low: str | None = None,
    male_high: str | None = None,
    *,
    ucum: str | None = None,
) -> Test:
    return Test(Code(LOINC, code, display), unit, ucum or unit, places_, low, high, male_low, male_high)


# fmt: off
TESTS: dict[str, Test] = {
    "glucose": _test(
        "2345-7", "Glucose [Mass/volume] in Serum or Plasma",
        "mg/dL", 0, "70", "99"),
    "urea": _test(
        "3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma",
        "mg/dL", 0, "7", "25"),
    "creatinine": _test(
        "2160-0", "Creatinine [Mass/volume] in Serum or Plasma",
        "mg/dL", 2, "0.50", "1.10", "0.70", "1.30"),
    "filtration": _test(
        "98979-8", "Glomerular filtration rate [Volume Rate/Area] in Serum, Plasma or Blood by "
        "Creatinine-based formula (CKD-EPI 2021)/1.73 sq M",
        "mL/min/1.73 m2", 0, "60", None, ucum="mL/min/{1.73_m2}"),
    "calcium": _test(
        "17861-6", "Calcium [Mass/volume] in Serum or Plasma",
        "mg/dL", 1, "8.6", "10.3"),
    "sodium": _test(
        "2951-2", "Sodium [Moles/volume] in Serum or Plasma",
        "mmol/L", 0, "135", "145"),
    "potassium": _test(
        "2823-3", "Potassium [Moles/volume] in Serum or Plasma",
        "mmol/L", 1, "3.5", "5.1"),
    "chloride": _test(
        "2075-0", "Chloride [Moles/volume] in Serum or Plasma",
        "mmol/L", 0, "98", "107"),
    "carbon dioxide": _test(
        "2028-9", "Carbon dioxide, total [Moles/volume] in Serum or Plasma",
        "mmol/L", 0, "21", "31"),
    "alanine aminotransferase": _test(
        "1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma",
        "U/L", 0, "7", "52"),
    "aspartate aminotransferase": _test(
        "1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma",
        "U/L", 0, "8", "39"),
    "alkaline phosphatase": _test(
        "6768-6", "Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma",
        "U/L", 0, "34", "104"),
    "bilirubin": _test(
        "1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma",
        "mg/dL", 1, "0.2", "1.2"),
    "albumin": _test(
        "1751-7", "Albumin [Mass/volume] in Serum or Plasma",
        "g/dL", 1, "3.5", "5.0"),
    "protein": _test(
        "2885-2", "Protein [Mass/volume] in Serum or Plasma",
        "g/dL", 1, "6.0", "8.3"),
    "leukocytes": _test(
        "6690-2", "Leukocytes [#/volume] in Blood by Automated count",
        "10*3/uL", 1, "4.0", "11.0"),
    "erythrocytes": _test(
        "789-8", "Erythrocytes [#/volume] in Blood by Automated count",
        "10*6/uL", 2, "3.90", "5.20", "4.30", "5.70"),
    "hemoglobin": _test(
        "718-7", "Hemoglobin [Mass/volume] in Blood",
        "g/dL", 1, "12.0", "15.5", "13.5", "17.5"),
    "hematocrit": _test(
        "4544-3", "Hematocrit [Volume Fraction] of Blood by Automated count",
        "%", 1, "36.0", "46.0", "40.0", "52.0"),
    "mean volume": _test(
        "787-2", "MCV [Entitic volume] by Automated count",
        "fL", 1, "80.0", "100.0"),
    "platelets": _test(
        "777-3", "Platelets [#/volume] in Blood by Automated count",
        "10*3/uL", 0, "150", "400"),
    "cholesterol": _test(
        "2093-3", "Cholesterol [Mass/volume] in Serum or Plasma",
        "mg/dL", 0, None, "199"),
    "triglycerides": _test(
        "2571-8", "Triglyceride [Mass/volume] in Serum or Plasma",
        "mg/dL", 0, None, "149"),
    "hdl": _test(
        "2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma",
        "mg/dL", 0, "50", None, "40", None),
    "ldl": _test(
        "13457-7", "Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation",
        "mg/dL", 0, None, "129"),
    "a1c": _test(
        "4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood",
        "%", 1, "4.0", "5.6"),
    "c-reactive protein": _test(
        "1988-5", "C reactive protein [Mass/volume] in Serum or Plasma",
        "mg/L", 1, None, "8.0"),
    "troponin": _test(
        "89579-7", "Troponin I.cardiac [Mass/volume] in Serum or Plasma by High sensitivity method",
        "ng/L", 0, None, "19"),
    "natriuretic peptide": _test(
        "33762-6", "Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma",
        "pg/mL", 0, None, "300"),
    "lactate": _test(
        "59032-3", "Lactate [Mass/volume] in Blood",
        "mg/dL", 1, "4.5", "19.8"),
    "inr": _test(
        "6301-6", "INR in Platelet poor plasma by Coagulation assay",
        "{INR}", 1, "0.9", "1.1"),
    "urine albumin": _test(
        "9318-7", "Albumin/Creatinine [Mass Ratio] in Urine",
        "mg/g", 0, None, "29"),
    "specific gravity": _test(
        "5811-5", "Specific gravity of Urine by Test strip",
        "{ratio}", 3, "1.005", "1.030"),
    "urine ph": _test(
        "5803-2", "pH of Urine by Test strip",
        "[pH]", 1, "5.0", "8.0"),
}
# fmt: on

_CHEMISTRY, _HEMATOLOGY, URINE = (
    hl7("v2-0074", "CH", "Chemistry"),
    hl7("v2-0074", "HM", "Hematology"),
    hl7("v2-0074", "URN", "Urinalysis"),
)
_BASIC = ("glucose", "urea", "creatinine", "filtration", "calcium", "sodium", "potassium", "chloride", "carbon dioxide")
_LIVER = (
    "protein",
    "albumin",
    "bilirubin",
    "alkaline phosphatase",
    "aspartate aminotransferase",
    "alanine aminotransferase",
)

PANELS: dict[str, tuple[Code, Code, tuple[str, ...]]] = {
    "basic metabolic": (Code(LOINC, "24321-2", "Basic metabolic 2000 panel - Serum or Plasma"), _CHEMISTRY, _BASIC),
    "comprehensive metabolic": (
        Code(LOINC, "24323-8", "Comprehensive metabolic 2000 panel - Serum or Plasma"),
        _CHEMISTRY,
        _BASIC + _LIVER,
    ),
    "blood count": (
        Code(LOINC, "58410-2", "CBC panel - Blood by Automated count"),
        _HEMATOLOGY,
        ("leukocytes", "erythrocytes", "hemoglobin", "hematocrit", "mean volume", "platelets"),
    ),
    "lipids": (
        Code(LOINC, "24331-1", "Lipid 1996 panel - Serum or Plasma"),
        _CHEMISTRY,
        ("cholesterol", "triglycerides", "hdl", "ldl"),
    ),
}

URINALYSIS = Code(LOINC, "24357-6", "Urinalysis macro (dipstick) panel - Urine")
STRIP = {
    "leukocytes": Code(LOINC, "5799-2", "Leukocyte esterase [Presence] in Urine by Test strip"),
    "nitrite": Code(LOINC, "5802-4", "Nitrite [Presence] in Urine by Test strip"),
    "protein": Code(LOINC, "20454-5", "Protein [Presence] in Urine by Test strip"),
    "glucose": Code(LOINC, "25428-4", "Glucose [Presence] in Urine by Test strip"),
    "hemoglobin": Code(LOINC, "5794-3", "Hemoglobin [Presence] in Urine by Test strip"),
}
POSITIVE, NEGATIVE = Code(SNOMED, "10828004", "Positive"), Code(SNOMED, "260385009", "Negative")
