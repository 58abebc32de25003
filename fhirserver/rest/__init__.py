"""FHIR over HTTP: which address is which interaction, and nothing else."""
