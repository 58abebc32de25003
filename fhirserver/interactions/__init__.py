"""The interactions of FHIR's RESTful API, one file each.  https://hl7.org/fhir/R4/http.html

They know nothing of Flask: a request goes in, a response comes out, so that a Bundle's entries, the web interface and
the command line go the same way as the API.
"""
