"""Parameters of a request to an OAuth endpoint: a form in the body of a POST.

https://www.rfc-editor.org/rfc/rfc6749#section-3.2
"""

from __future__ import annotations

from urllib.parse import parse_qsl

import flask

from fhirserver.oauth.errors import InvalidRequestError

CONTENT_TYPE = "application/x-www-form-urlencoded"
MOST_BYTES = 256 * 1024
MOST_FIELDS = 64


def read_form() -> dict[str, str]:
    """Return the parameters of the current request; those without a value are as if they were not there.

    Raises InvalidRequestError if it is not a form, a parameter is repeated, or some stand in the address, where logs
    would keep them.
    """
    request = flask.request
    if request.query_string:
        raise InvalidRequestError(description="Parameters belong into the body, not into the address.")
    if request.mimetype != CONTENT_TYPE or request.content_encoding:
        raise InvalidRequestError(description=f"The body must be {CONTENT_TYPE}.")
    flask.g.reads_body = True
    body = request.stream.read(MOST_BYTES + 1)
    flask.g.reads_body = False
    if len(body) > MOST_BYTES:
        raise InvalidRequestError(description=f"The body has more than {MOST_BYTES} bytes.", status_code=413)
    return parse_form(body)


def parse_form(body: bytes) -> dict[str, str]:
    """Return the parameters of a form.  Raises InvalidRequestError."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise InvalidRequestError(description="The body is not a form in UTF-8.") from None
    parameters: dict[str, str] = {}
    for name, value in pairs:
        if name in parameters:
            raise InvalidRequestError(description="A parameter is given more than once.")
        if "\0" in name or "\0" in value:
            raise InvalidRequestError(description="A parameter holds a NUL character.")
        parameters[name] = value
    return {name: value for name, value in parameters.items() if value}
