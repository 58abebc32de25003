"""DiagnosticReport <-> lab_result (report).  https://hl7.org/fhir/R4/diagnosticreport.html"""

from mappings.codecs import moment, one_of, reference, text, when
from mappings.elements import concept, concepts, identifiers
from mappings.kernel import Column, Mapping
from mappings.observation import CATEGORIES, CODINGS, PRACTITIONERS, member_rows, performers

MAPPING = Mapping(
    resource="DiagnosticReport",
    table="lab_result",
    where={"kind": "report"},
    meaning="reports: groups of results with a conclusion, of laboratory, imaging, pathology",
    columns=[
        Column("patient", "subject", reference("Patient"), "about whom"),
        Column("encounter", "encounter", reference("Encounter"), "during which encounter"),
        Column(
            "status",
            "status",
            one_of(
                "registered",
                "partial",
                "preliminary",
                "final",
                "amended",
                "corrected",
                "appended",
                "cancelled",
                "entered-in-error",
                "unknown",
            ),
            "status of the result",
        ),
        *concept("category", "category[0]", "first category, such as laboratory or vital-signs"),
        *concept("code", "code", "what was measured"),
        Column("effective", "effective[x]", when, "when it was true of the patient"),
        Column("issued", "issued", moment, "when it was made available"),
        Column("performer", "performer[0]", PRACTITIONERS, "first in lab_result_performer"),
        Column("interpreter", "resultsInterpreter[0]", PRACTITIONERS, "first who interpreted the results"),
        Column("conclusion", "conclusion", text, "what the results mean"),
        *concept("conclusion_code", "conclusionCode[0]", "first conclusion in lab_result_conclusion"),
    ],
    rows=[
        CODINGS,
        CATEGORIES,
        identifiers("lab_result_identifier"),
        performers("performer"),
        member_rows("result"),
        concepts("lab_result_conclusion", "conclusionCode", "conclusion", indexed=True),
    ],
    required=["status", "code"],
    compartment="patient",
)
