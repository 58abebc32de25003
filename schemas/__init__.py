"""Marshmallow schemas of everything that is ours and not FHIR; one module a subject."""
