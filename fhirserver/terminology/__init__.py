"""Code systems and value sets: what is below or above a code, which codes a value set has.

https://hl7.org/fhir/R4/terminology-module.html
"""
