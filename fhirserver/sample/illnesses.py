"""Acute illnesses: how often they come, where they are treated, how they run, and how often they come back."""

from __future__ import annotations

from typing import NamedTuple

from fhirserver.sample.codes import SNOMED, Code, Diagnosis, diagnosis
from fhirserver.sample.physiology import NO_SHIFT, Shift

# Procedures by the name the illnesses use.
PROCEDURES: dict[str, Code] = {
    "hip replacement": Code(SNOMED, "52734007", "Total replacement of hip (procedure)"),
    "knee replacement": Code(SNOMED, "609588000", "Total knee replacement (procedure)"),
    "appendectomy": Code(SNOMED, "80146002", "Appendectomy (procedure)"),
    "coronary intervention": Code(SNOMED, "415070008", "Percutaneous coronary intervention (procedure)"),
    "coronary bypass": Code(SNOMED, "232717009", "Coronary artery bypass grafting (procedure)"),
    "colectomy": Code(SNOMED, "43075005", "Partial resection of colon (procedure)"),
    "chemotherapy": Code(SNOMED, "367336001", "Chemotherapy (procedure)"),
    "colonoscopy": Code(SNOMED, "73761001", "Colonoscopy (procedure)"),
    "delivery": Code(SNOMED, "177184002", "Normal delivery procedure (procedure)"),
    "cesarean": Code(SNOMED, "11466000", "Cesarean section (procedure)"),
    "suture": Code(SNOMED, "288086009", "Suture open wound (procedure)"),
    "oxygen": Code(SNOMED, "371908008", "Oxygen administration by mask (procedure)"),
    "transfusion": Code(SNOMED, "180207008", "Intravenous blood transfusion of packed cells (procedure)"),
    "physiotherapy": Code(SNOMED, "91251008", "Physical therapy procedure (regime/therapy)"),
}


class Illness(NamedTuple):
    """One acute illness.

    `rate` is per year in somebody who can get it, before `raised_by`; `admitted` is the chance that an emergency
    visit becomes a stay; a stay has a median number of `days`, a `mortality` and a chance of `readmission` within
    30 days; `shift` is what it does to the body's numbers at its worst.
    """

    diagnosis: Diagnosis
    rate: float
    ages: tuple[int, int]
    raised_by: dict[str, float]
    needs: str = ""
    aging: bool = False
    admitted: float = 0.0
    ambulatory: bool = False
    ward: str = "medicine"
    specialty: str = "general medicine"
    days: float = 3.0
    mortality: float = 0.0
    readmission: float = 0.0
    ordered: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    procedures: tuple[tuple[str, float], ...] = ()
    in_hospital: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    complications: tuple[str, ...] = ()
    shift: Shift = NO_SHIFT


_INFECTION: Shift = {
    "temperature": 1.8,
    "pulse": 22,
    "leukocytes": 8,
    "c-reactive protein": 95,
    "glucose": 18,
    "breaths": 5,
}

# fmt: off
ILLNESSES: dict[str, Illness] = {
    "heart failure": Illness(
        diagnosis("88805009", "Chronic congestive heart failure (disorder)", "I50.9", "Heart failure, unspecified",
                  "Worsening of heart failure"),
        0.36, (18, 120), {"kidney disease": 1.5, "coronary disease": 1.2}, needs="heart failure", aging=True,
        admitted=0.78, ward="cardiology", specialty="cardiology", days=4.6, mortality=0.035, readmission=0.23,
        ordered=("basic metabolic", "blood count", "natriuretic peptide", "troponin"),
        studies=("chest x-ray", "echo"),
        procedures=(("oxygen", 0.6),), in_hospital=("furosemide injection", "enoxaparin"), at_home=("furosemide",),
        complications=("kidney injury", "pneumonia"),
        shift={"weight": 4.5, "natriuretic peptide": 5200, "pulse": 20, "breaths": 7, "saturation": -6,
               "kidney": -0.2, "sodium": -4, "systolic": 12, "troponin": 18},
    ),
    "copd": Illness(
        diagnosis("195951007", "Acute exacerbation of chronic obstructive airways disease (disorder)", "J44.1",
                  "Chronic obstructive pulmonary disease with (acute) exacerbation", "COPD exacerbation"),
        0.38, (18, 120), {"current": 1.5}, needs="copd", admitted=0.55, ward="respiratory", specialty="respiratory",
        days=4.0, mortality=0.025, readmission=0.20, ordered=("basic metabolic", "blood count", "c-reactive protein"),
        studies=("chest x-ray",), procedures=(("oxygen", 0.85),), in_hospital=("prednisone", "enoxaparin"),
        at_home=("prednisone", "azithromycin"), complications=("pneumonia", "heart failure"),
        shift={"pulse": 18, "breaths": 9, "saturation": -7, "leukocytes": 3, "carbon dioxide": 5,
        "c-reactive protein": 22},
    ),
    "pneumonia": Illness(
        diagnosis("233604007", "Pneumonia (disorder)", "J18.9", "Pneumonia, unspecified organism", "Pneumonia"),
        0.008, (1, 120), {"copd": 3.0, "heart failure": 1.8, "diabetes": 1.3, "current": 1.4}, aging=True,
        admitted=0.62,
        ward="respiratory", specialty="respiratory", days=4.4, mortality=0.05, readmission=0.16,
        ordered=("comprehensive metabolic", "blood count", "c-reactive protein", "lactate"),
        studies=("chest x-ray",), procedures=(("oxygen", 0.7),),
        in_hospital=("piperacillin and tazobactam", "enoxaparin"), at_home=("amoxicillin and clavulanate",),
        complications=("sepsis", "heart failure"), shift={**_INFECTION, "saturation": -6, "breaths": 8, "lactate": 5},
    ),
    "sepsis": Illness(
        diagnosis("91302008", "Sepsis (disorder)", "A41.9", "Sepsis, unspecified organism", "Sepsis"),
        0.0022, (1, 120), {"diabetes": 1.7, "kidney disease": 1.6, "colon cancer": 3.5}, aging=True, admitted=1.0,
        days=6.5, mortality=0.15, readmission=0.19,
        ordered=("comprehensive metabolic", "blood count", "c-reactive protein", "lactate", "inr"),
        studies=("chest x-ray",), procedures=(("oxygen", 0.6),),
        in_hospital=("piperacillin and tazobactam", "enoxaparin"),
        at_home=("amoxicillin and clavulanate",), complications=("kidney injury", "pneumonia"),
        shift={**_INFECTION, "systolic": -30, "lactate": 24, "kidney": -0.45, "platelets": -80, "albumin": -1.0},
    ),
    "myocardial infarction": Illness(
        diagnosis("401314000", "Acute non-ST segment elevation myocardial infarction (disorder)", "I21.4",
                  "Non-ST elevation (NSTEMI) myocardial infarction", "Heart attack (NSTEMI)"),
        0.0012, (30, 120), {"coronary disease": 9.0, "diabetes": 1.5, "current": 1.8, "hyperlipidemia": 1.3},
        aging=True,
        admitted=1.0, ward="cardiology", specialty="cardiology", days=3.6, mortality=0.05, readmission=0.15,
        ordered=("basic metabolic", "blood count", "troponin", "lipids", "inr"), studies=("chest x-ray", "echo"),
        procedures=(("coronary intervention", 0.6),), in_hospital=("enoxaparin", "clopidogrel"),
        at_home=("clopidogrel", "metoprolol", "atorvastatin"), complications=("heart failure",),
        shift={"troponin": 2400, "pulse": 15, "glucose": 25, "systolic": 10},
    ),
    "stroke": Illness(
        diagnosis("422504002", "Ischemic stroke (disorder)", "I63.9", "Cerebral infarction, unspecified",
        "Ischemic stroke"),
        0.0011, (30, 120), {"atrial fibrillation": 3.5, "hypertension": 1.9, "diabetes": 1.4, "current": 1.5},
        aging=True,
        admitted=1.0, days=5.0, mortality=0.09, readmission=0.12,
        ordered=("basic metabolic", "blood count", "lipids", "inr", "a1c"), studies=("head ct", "echo"),
        procedures=(("physiotherapy", 0.8),), in_hospital=("enoxaparin",), at_home=("clopidogrel", "atorvastatin"),
        complications=("pneumonia", "urinary infection"), shift={"systolic": 28, "glucose": 20},
    ),
    "hip fracture": Illness(
        diagnosis("359817006", "Closed fracture of hip (disorder)", "S72.001A",
                  "Fracture of unspecified part of neck of right femur, initial encounter for closed fracture",
                  "Hip fracture"),
        0.0035, (60, 120), {"osteoporosis": 4.0}, aging=True, admitted=1.0, ward="orthopedics",
        specialty="orthopedics",
        days=5.6, mortality=0.03, readmission=0.12, ordered=("basic metabolic", "blood count", "inr"),
        studies=("pelvis x-ray", "chest x-ray"),
        procedures=(("hip replacement", 0.96), ("transfusion", 0.2), ("physiotherapy", 0.9)),
        in_hospital=("enoxaparin",),
        at_home=("oxycodone",), complications=("pneumonia", "urinary infection"),
        shift={"hemoglobin": -2.6, "pulse": 14, "c-reactive protein": 60},
    ),
    "kidney injury": Illness(
        diagnosis("14669001", "Acute kidney injury (disorder)", "N17.9", "Acute kidney failure, unspecified",
                  "Acute kidney injury"),
        0.05, (18, 120), {"diabetes": 1.4, "heart failure": 1.4}, needs="kidney disease", aging=False, admitted=0.8,
        days=4.2, mortality=0.05, readmission=0.19, ordered=("basic metabolic", "blood count", "urinalysis"),
        in_hospital=("enoxaparin",), complications=("heart failure", "urinary infection"),
        shift={"kidney": -0.6, "potassium": 0.9, "carbon dioxide": -4},
    ),
    "urinary infection": Illness(
        diagnosis("68566005", "Urinary tract infectious disease (disorder)", "N39.0",
                  "Urinary tract infection, site not specified", "Urinary tract infection"),
        0.022, (12, 120), {"diabetes": 1.5, "female": 2.2}, aging=True, admitted=0.22, days=3.2, mortality=0.01,
        readmission=0.14, ordered=("urinalysis", "basic metabolic", "blood count"), at_home=("nitrofurantoin",),
        in_hospital=("piperacillin and tazobactam",), complications=("sepsis",), shift=_INFECTION,
    ),
    "asthma": Illness(
        diagnosis("281239006", "Exacerbation of asthma (disorder)", "J45.901",
                  "Unspecified asthma with (acute) exacerbation", "Asthma attack"),
        0.14, (3, 70), {"current": 1.5}, needs="asthma", admitted=0.16, ward="respiratory", specialty="respiratory",
        days=2.2, mortality=0.002, readmission=0.07, ordered=("blood count",), studies=("chest x-ray",),
        procedures=(("oxygen", 0.7),), in_hospital=("prednisone",), at_home=("prednisone",),
        shift={"pulse": 24, "breaths": 9, "saturation": -5},
    ),
    "appendicitis": Illness(
        diagnosis("74400008", "Appendicitis (disorder)", "K37", "Unspecified appendicitis", "Appendicitis"),
        0.0022, (6, 55), {}, admitted=1.0, ward="surgery", specialty="surgery", days=1.9, mortality=0.001,
        readmission=0.04, ordered=("basic metabolic", "blood count", "c-reactive protein"),
        procedures=(("appendectomy", 1.0),), in_hospital=("piperacillin and tazobactam",), at_home=("ibuprofen",),
        complications=("sepsis",), shift=_INFECTION,
    ),
    "severe depression": Illness(
        diagnosis("36923009", "Major depression, single episode (disorder)", "F32.2",
                  "Major depressive disorder, single episode, severe without psychotic features",
                            "Severe depression"),
        0.03, (14, 90), {}, needs="depression", admitted=0.8, ward="psychiatry", specialty="psychiatry", days=9.0,
        readmission=0.09, ordered=("comprehensive metabolic", "blood count"), at_home=("sertraline",),
    ),
    "chest pain": Illness(
        diagnosis("29857009", "Chest pain (finding)", "R07.9", "Chest pain, unspecified", "Chest pain"),
        0.016, (20, 120), {"coronary disease": 3.0, "current": 1.2}, aging=True, admitted=0.12, ward="cardiology",
        specialty="cardiology", days=1.3, readmission=0.08, ordered=("basic metabolic", "blood count", "troponin"),
        studies=("chest x-ray",), shift={"pulse": 10, "systolic": 10},
    ),
    "abdominal pain": Illness(
        diagnosis("21522001", "Abdominal pain (finding)", "R10.9", "Unspecified abdominal pain", "Abdominal pain"),
        0.022, (5, 120), {}, admitted=0.07, ward="surgery", specialty="surgery", days=1.8, readmission=0.08,
        ordered=("comprehensive metabolic", "blood count", "urinalysis"), at_home=("acetaminophen",),
        shift={"pulse": 8},
    ),
    "ankle sprain": Illness(
        diagnosis("44465007", "Sprain of ankle (disorder)", "S93.409A",
                  "Sprain of unspecified ligament of unspecified ankle, initial encounter", "Sprained ankle"),
        0.02, (6, 65), {}, studies=("ankle x-ray",), at_home=("ibuprofen",),
    ),
    "forearm laceration": Illness(
        diagnosis("283371005", "Laceration of forearm (disorder)", "S51.819A",
                  "Laceration without foreign body of unspecified forearm, initial encounter", "Cut on the forearm"),
        0.015, (3, 90), {}, procedures=(("suture", 0.95),), at_home=("acetaminophen",),
    ),
    "concussion": Illness(
        diagnosis("62106007", "Concussion with no loss of consciousness (disorder)", "S06.0X0A",
                  "Concussion without loss of consciousness, initial encounter", "Concussion"),
        0.007, (4, 120), {}, admitted=0.06, days=1.2, readmission=0.03, studies=("head ct",),
        at_home=("acetaminophen",),
    ),
    "bronchitis": Illness(
        diagnosis("10509002", "Acute bronchitis (disorder)", "J20.9", "Acute bronchitis, unspecified",
        "Acute bronchitis"),
        0.08, (2, 120), {"current": 1.6, "copd": 1.5}, ambulatory=True, at_home=("acetaminophen",),
        shift={"temperature": 0.7, "pulse": 8},
    ),
    "pharyngitis": Illness(
        diagnosis("195662009", "Acute viral pharyngitis (disorder)", "J02.9", "Acute pharyngitis, unspecified",
        "Sore throat"),
        0.11, (2, 60), {}, ambulatory=True, at_home=("ibuprofen",), shift={"temperature": 0.8, "pulse": 8},
    ),
}
# fmt: on
