"""A deterministic generator of believable patients, for trying the server out and for measuring it."""

from fhirserver.sample.clock import UNTIL
from fhirserver.sample.generate import generate, patient_bundle
from fhirserver.sample.places import network

__all__ = ["UNTIL", "generate", "network", "patient_bundle"]
