"""Search: from the URL to a tree, from the tree to SQL, and from documents to the values that are searched for.

https://hl7.org/fhir/R4/search.html
"""
