"""The numbers of the body at a moment: what a person is, has, takes, and is suffering from just now."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from fhirserver.sample.person import Person

# What an acute illness adds to a value, by the name of the value; scaled by how severe it is at the moment.
Shift = Mapping[str, float]
NO_SHIFT: Shift = {}


def filtration(person: Person, at: int) -> float:
    """The true kidney function, mL/min/1.73 m2: falls with age, faster with kidney disease and diabetes."""
    value = 108 + person.baseline["kidney"] - 0.75 * max(0.0, person.age(at) - 28)
    value -= 0.6 * person.years_with("diabetes", at)
    if person.has("kidney disease", at):
        value = min(value, 54) - person.baseline["decline"] * person.years_with("kidney disease", at)
        return max(22.0, value)
    # Whoever has no kidney disease stays above the limit at which it would be one.
    return max(61.0, value)


def creatinine(rate: float, person: Person, at: int) -> float:
    """The creatinine (mg/dL) at which :func:`estimated_filtration` gives `rate`."""
    female = person.sex == "female"
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    top = 142 * 0.9938 ** person.age(at) * (1.012 if female else 1)
    exponent = -1.2 if rate < top else alpha
    return float(kappa * (rate / top) ** (1 / exponent))


def estimated_filtration(value: float, person: Person, at: int) -> float:
    """The race-free CKD-EPI 2021 estimate from creatinine in mg/dL (doi:10.1056/NEJMoa2102953)."""
    female = person.sex == "female"
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    ratio = value / kappa
    low, high = min(ratio, 1) ** alpha, max(ratio, 1) ** -1.2
    return float(142 * low * high * 0.9938 ** person.age(at) * (1.012 if female else 1))


def hemoglobin_a1c(person: Person, at: int) -> float:
    """The true HbA1c in percent: near 5.3 in health, higher with diabetes and with medicines not taken."""
    value = person.baseline["a1c"] + (0.25 if person.has("obesity", at) else 0.0)
    if not person.has("diabetes", at):
        return min(value, 5.9)
    years = person.years_with("diabetes", at)
    untreated = 1.2 if years < 0.3 else 0.0
    return value + person.baseline["diabetes"] + untreated + 0.04 * min(years, 20)


def blood_values(
    person: Person, at: int, rng: Random, shift: Shift = NO_SHIFT, severity: float = 1.0
) -> dict[str, float]:
    """Every blood value that the laboratory may measure in one sample, consistent with each other."""
    gauss, get = rng.gauss, shift.get
    kidney = filtration(person, at)
    a1c = hemoglobin_a1c(person, at)
    statin = 0.72 if person.has("hyperlipidemia", at) and person.adherence > 0.6 else 1.0
    raised = 38 if person.has("hyperlipidemia", at) else 0
    cholesterol = max(95.0, (person.baseline["cholesterol"] + raised) * statin + gauss(0, 8))
    hdl = max(22.0, person.baseline["hdl"] + gauss(0, 3) - (5 if person.has("obesity", at) else 0))
    triglycerides = max(45.0, person.baseline["triglycerides"] + 9 * (a1c - 5.3) + gauss(0, 15) + raised * 0.6)
    hemoglobin = person.baseline["hemoglobin"] - (60 - kidney) * 0.05 * (kidney < 60) + gauss(0, 0.3)
    hemoglobin += get("hemoglobin", 0.0) * severity - (1.6 if person.has("colon cancer", at) else 0.0)
    hemoglobin = max(6.2, hemoglobin - (0.9 if person.pregnant_since is not None else 0.0))
    hematocrit = hemoglobin * 2.98 + gauss(0, 0.4)
    mean_volume = 90 + gauss(0, 2)
    red_cells = hematocrit * 10 / mean_volume
    kidney_now = max(5.0, kidney * max(0.15, 1 + get("kidney", 0.0) * severity) + gauss(0, 1.5))
    value = {
        "glucose": max(52.0, 28.7 * a1c - 60 + gauss(0, 9 + 6 * (a1c - 5)) + get("glucose", 0.0) * severity),
        "urea": max(5.0, 8 + 620 / (kidney_now + 12) - 1.5 + gauss(0, 1.5)),
        "creatinine": max(0.3, creatinine(kidney_now, person, at) + gauss(0, 0.02)),
        "calcium": gauss(9.4, 0.25),
        "sodium": gauss(140, 1.6) + get("sodium", 0.0) * severity,
        "potassium": gauss(4.2, 0.22) + (0.25 if kidney < 45 else 0) + get("potassium", 0.0) * severity,
        "chloride": gauss(103, 1.8) + get("sodium", 0.0) * severity,
        "carbon dioxide": gauss(25.5, 1.4) - (2 if kidney_now < 30 else 0) + get("carbon dioxide", 0.0) * severity,
        "alanine aminotransferase": max(6.0, gauss(23, 6) + (9 if person.has("obesity", at) else 0)),
        "aspartate aminotransferase": max(8.0, gauss(22, 5)),
        "alkaline phosphatase": max(35.0, gauss(74, 15)),
        "bilirubin": max(0.2, gauss(0.6, 0.17)),
        "albumin": gauss(4.2, 0.22) + get("albumin", 0.0) * severity,
        "protein": gauss(7.0, 0.3),
        "leukocytes": max(2.1, gauss(6.8, 1.2) + get("leukocytes", 0.0) * severity),
        "erythrocytes": red_cells,
        "hemoglobin": hemoglobin,
        "hematocrit": hematocrit,
        "mean volume": mean_volume,
        "platelets": max(70.0, person.baseline["platelets"] + gauss(0, 18) + get("platelets", 0.0) * severity),
        "cholesterol": cholesterol,
        "triglycerides": triglycerides,
        "hdl": hdl,
        "ldl": max(25.0, cholesterol - hdl - triglycerides / 5),
        "a1c": max(4.2, a1c + gauss(0, 0.15)),
        "c-reactive protein": abs(gauss(1.5, 1.2)) + get("c-reactive protein", 0.0) * severity,
        "troponin": abs(gauss(5, 3)) + get("troponin", 0.0) * severity,
        "natriuretic peptide": max(15.0, gauss(70, 25) + 1.5 * person.age(at)),
        "lactate": max(4.0, gauss(10.5, 2.5) + get("lactate", 0.0) * severity),
        "inr": gauss(2.5, 0.45) if person.has("atrial fibrillation", at) else gauss(1.02, 0.05),
    }
    if person.has("heart failure", at):
        value["natriuretic peptide"] = max(150.0, gauss(900, 350)) + get("natriuretic peptide", 0.0) * severity
    return value


def urine_albumin(person: Person, at: int, rng: Random) -> float:
    """Albumin to creatinine ratio in urine, mg/g."""
    value = abs(rng.gauss(9, 5))
    if person.has("diabetes", at):
        value += 3.5 * person.years_with("diabetes", at)
    if person.has("kidney disease", at):
        value += 90 * rng.lognormvariate(0, 0.5)
    return value


def blood_pressure(
    person: Person, at: int, rng: Random, shift: Shift = NO_SHIFT, severity: float = 1.0
) -> tuple[float, float]:
    """Systolic and diastolic pressure; treatment helps as far as the medicines are taken."""
    systolic = person.baseline["systolic"] + 0.22 * max(0.0, person.age(at) - 35)
    diastolic = person.baseline["diastolic"]
    if person.has("hypertension", at):
        treated = person.baseline["control"] * person.adherence if person.years_with("hypertension", at) > 0.3 else 0.0
        excess = person.baseline["hypertension"] * (1 - min(0.95, treated))
        systolic += excess
        diastolic += 0.45 * excess
    if person.age(at) < 16:
        systolic -= 1.6 * (16 - person.age(at))
        diastolic -= 1.2 * (16 - person.age(at))
    systolic += shift.get("systolic", 0.0) * severity + rng.gauss(0, 6)
    diastolic += 0.5 * shift.get("systolic", 0.0) * severity + rng.gauss(0, 4)
    systolic = max(72.0, systolic)
    return systolic, min(max(42.0, diastolic), systolic - 18)


def stature(person: Person, at: int) -> float:
    """Height in cm, on a plain growth curve up to 18."""
    age = person.age(at)
    return person.height if age >= 18 else 50 + (person.height - 50) * min(1.0, (age / 18) ** 0.62)


def weight(person: Person, at: int, rng: Random, shift: Shift = NO_SHIFT, severity: float = 1.0) -> float:
    """Weight in kg."""
    age = person.age(at)
    index = person.body_mass if age >= 18 else 14.5 + (person.body_mass - 14.5) * (age / 18) ** 1.5
    drift = 0.06 * max(0.0, min(age, 65) - 40) - 0.05 * max(0.0, age - 75)
    kilograms = (index + drift) * (stature(person, at) / 100) ** 2
    return max(3.0, kilograms + rng.gauss(0, 0.6) + shift.get("weight", 0.0) * severity)
