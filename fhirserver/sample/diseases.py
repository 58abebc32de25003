"""Long-term diseases: how common they are, what makes them likelier, and what they are treated with."""

from __future__ import annotations

from typing import NamedTuple

from fhirserver.sample.codes import Diagnosis, diagnosis


class Chronic(NamedTuple):
    """One long-term disease.

    `bands` is its prevalence under 18, 18 to 44, 45 to 64, and from 65 on, in people without any of the causes;
    `raised_by` multiplies it for other diseases or a smoking habit; `drugs` are (medicine, chance) pairs;
    `tests` are (panel or test, days between) pairs.
    """

    diagnosis: Diagnosis
    bands: tuple[float, float, float, float]
    earliest: int
    raised_by: dict[str, float]
    drugs: tuple[tuple[str, float], ...] = ()
    tests: tuple[tuple[str, int], ...] = ()
    female: float = 1.0
    male: float = 1.0

    def chance(self, age: float, sex: str) -> float:
        """The prevalence at an age and sex, before causes."""
        band = self.bands[0 if age < 18 else 1 if age < 45 else 2 if age < 65 else 3]
        return band * (self.female if sex == "female" else self.male)


# In the order of cause: a disease comes after all that raise it.
# fmt: off
CHRONIC: dict[str, Chronic] = {
    "obesity": Chronic(
        diagnosis("414916001", "Obesity (disorder)", "E66.9", "Obesity, unspecified", "Obesity"),
        (0.06, 0.22, 0.30, 0.26), 10, {}, (), (("lipids", 730),),
    ),
    "hypertension": Chronic(
        diagnosis("59621000", "Essential hypertension (disorder)", "I10", "Essential (primary) hypertension",
                  "High blood pressure"),
        (0.0, 0.07, 0.33, 0.60), 25, {"obesity": 1.5},
        (("lisinopril", 0.55), ("losartan", 0.2), ("amlodipine", 0.45), ("hydrochlorothiazide", 0.25)),
        (("basic metabolic", 365),),
    ),
    "diabetes": Chronic(
        diagnosis("44054006", "Diabetes mellitus type 2 (disorder)", "E11.9",
                  "Type 2 diabetes mellitus without complications", "Type 2 diabetes"),
        (0.0, 0.025, 0.10, 0.19), 28, {"obesity": 2.3, "hypertension": 1.3},
        (("metformin", 0.88), ("insulin glargine", 0.16)),
        (("a1c", 150), ("comprehensive metabolic", 365), ("lipids", 365), ("urine albumin", 365), ("urinalysis", 500)),
    ),
    "hyperlipidemia": Chronic(
        diagnosis("55822004", "Hyperlipidemia (disorder)", "E78.5", "Hyperlipidemia, unspecified", "High cholesterol"),
        (0.0, 0.05, 0.26, 0.38), 25, {"diabetes": 1.7, "obesity": 1.2},
        (("atorvastatin", 0.6), ("simvastatin", 0.35)), (("lipids", 330),),
    ),
    "coronary disease": Chronic(
        diagnosis("53741008", "Coronary arteriosclerosis (disorder)", "I25.10",
                  "Atherosclerotic heart disease of native coronary artery without angina pectoris",
                  "Coronary heart disease"),
        (0.0, 0.003, 0.04, 0.12), 38,
        {"hypertension": 1.5, "diabetes": 1.5, "hyperlipidemia": 1.4, "current": 1.7, "former": 1.2},
        (("metoprolol", 0.6), ("clopidogrel", 0.35)), (("lipids", 365), ("blood count", 365)), 0.8, 1.3,
    ),
    "atrial fibrillation": Chronic(
        diagnosis("49436004", "Atrial fibrillation (disorder)", "I48.91", "Unspecified atrial fibrillation",
                  "Atrial fibrillation"),
        (0.0, 0.002, 0.015, 0.08), 45, {"hypertension": 1.3, "coronary disease": 1.5},
        (("warfarin", 0.6), ("metoprolol", 0.6)), (("inr", 100),),
    ),
    "heart failure": Chronic(
        diagnosis("42343007", "Congestive heart failure (disorder)", "I50.9", "Heart failure, unspecified",
                  "Heart failure"),
        (0.0, 0.001, 0.012, 0.06), 45,
        {"coronary disease": 2.6, "hypertension": 1.4, "diabetes": 1.3, "atrial fibrillation": 1.7},
        (("furosemide", 0.85), ("lisinopril", 0.4), ("metoprolol", 0.6), ("spironolactone", 0.35)),
        (("basic metabolic", 180), ("natriuretic peptide", 240), ("echo", 540)),
    ),
    "kidney disease": Chronic(
        diagnosis("433144002", "Chronic kidney disease stage 3 (disorder)", "N18.30",
                  "Chronic kidney disease, stage 3 unspecified", "Chronic kidney disease, stage 3"),
        (0.0, 0.003, 0.035, 0.13), 35, {"diabetes": 1.8, "hypertension": 1.4, "heart failure": 1.5},
        (("losartan", 0.3),), (("basic metabolic", 180), ("urine albumin", 365), ("blood count", 330)),
    ),
    "copd": Chronic(
        diagnosis("13645005", "Chronic obstructive lung disease (disorder)", "J44.9",
                  "Chronic obstructive pulmonary disease, unspecified", "COPD"),
        (0.0, 0.002, 0.03, 0.06), 42, {"current": 3.5, "former": 2.0},
        (("albuterol", 0.95), ("fluticasone and salmeterol", 0.65)), (("spirometry", 450),),
    ),
    "asthma": Chronic(
        diagnosis("195967001", "Asthma (disorder)", "J45.909", "Unspecified asthma, uncomplicated", "Asthma"),
        (0.10, 0.08, 0.07, 0.05), 4, {"obesity": 1.2},
        (("albuterol", 0.95), ("fluticasone", 0.5)), (("spirometry", 700),), 1.15, 0.85,
    ),
    "depression": Chronic(
        diagnosis("36923009", "Major depression, single episode (disorder)", "F32.A", "Depression, unspecified",
                  "Depression"),
        (0.02, 0.09, 0.09, 0.07), 14, {"copd": 1.3, "heart failure": 1.3, "obesity": 1.2},
        (("sertraline", 0.7),), (), 1.3, 0.75,
    ),
    "osteoarthritis": Chronic(
        diagnosis("239873007", "Osteoarthritis of knee (disorder)", "M17.9", "Osteoarthritis of knee, unspecified",
                  "Osteoarthritis of the knee"),
        (0.0, 0.01, 0.10, 0.20), 42, {"obesity": 1.8}, (), (), 1.2, 0.8,
    ),
    "osteoporosis": Chronic(
        diagnosis("64859006", "Osteoporosis (disorder)", "M81.0",
                  "Age-related osteoporosis without current pathological fracture", "Osteoporosis"),
        (0.0, 0.0, 0.03, 0.14), 55, {}, (("alendronate", 0.6),), (), 1.6, 0.4,
    ),
    "colon cancer": Chronic(
        diagnosis("363406005", "Malignant neoplasm of colon (disorder)", "C18.9",
                  "Malignant neoplasm of colon, unspecified", "Colon cancer"),
        (0.0, 0.001, 0.010, 0.022), 40, {}, (), (("blood count", 120),),
    ),
}
# fmt: on

# How a chronic diagnosis is coded once another one is there: ICD-10-CM has codes for the pair.
COMBINED = {
    ("diabetes", "kidney disease"): diagnosis(
        "127013003",
        "Disorder of kidney due to diabetes mellitus (disorder)",
        "E11.22",
        "Type 2 diabetes mellitus with diabetic chronic kidney disease",
        "Diabetic kidney disease",
    ),
}
