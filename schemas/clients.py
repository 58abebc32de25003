"""What may be registered as a client of OAuth 2.  https://www.rfc-editor.org/rfc/rfc7591#section-2

The fields are those of :class:`fhirserver.access.clients.Client`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import ContainsOnly, Length, OneOf, Range, Regexp

from schemas.addresses import https_url, origin, redirect_uri

METHODS = ("none", "client_secret_basic", "client_secret_post", "private_key_jwt")
ALGORITHMS = ("RS384", "ES384")
GRANT_TYPES = ("authorization_code", "refresh_token", "client_credentials")
MOST = 50
"""Items of a list."""

_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_KEY_TYPES = ("RSA", "EC")
LEAST_RSA_BITS = 2048


def _list(validate: Callable[[str], Any] | None = None) -> fields.List[Any]:
    return fields.List(fields.String(validate=validate), validate=Length(max=MOST, error="may have {max} items."))


def _some_of(choices: tuple[str, ...]) -> fields.List[Any]:
    validate = ContainsOnly(choices, error=f"must be among {', '.join(choices)}.")
    return fields.List(fields.String(), validate=validate)


def key_set(value: object) -> None:
    """Refuse what is not a JSON Web Key Set of public keys that are told apart by kid and kty.

    https://www.rfc-editor.org/rfc/rfc7517#section-5
    """
    keys = value.get("keys") if isinstance(value, Mapping) else None
    if not isinstance(keys, list) or not keys or not all(isinstance(key, dict) for key in keys):
        raise ValidationError('must be a JSON object with a list "keys" of keys.')
    if len(keys) > MOST:
        raise ValidationError(f"may have {MOST} keys.")
    names = [(key.get("kid"), key.get("kty")) for key in keys]
    if not all(isinstance(kid, str) and kid for kid, _ in names) or len(set(names)) < len(names):
        raise ValidationError("must have a kid in each key, not the same one twice.")
    for key in keys:
        _check_key(key)


def _check_key(key: dict[str, Any]) -> None:
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, RSAKey

    if _PRIVATE & key.keys():
        raise ValidationError("must hold public keys only; a private key that was shown to others is to be replaced.")
    if key.get("kty") not in _KEY_TYPES:
        raise ValidationError(f"must hold keys of the types {' and '.join(_KEY_TYPES)}.")
    # Six bits a character; the library would only warn of short ones.
    if key["kty"] == "RSA" and len(str(key.get("n", ""))) * 6 < LEAST_RSA_BITS:
        raise ValidationError(f"must hold RSA keys of {LEAST_RSA_BITS} bits or more.")
    try:
        (ECKey if key["kty"] == "EC" else RSAKey).import_key(key)
    except (JoseError, ValueError, TypeError, KeyError):
        raise ValidationError(f"holds a key that cannot be read: {str(key['kid'])[:80]}.") from None


class ClientSchema(Schema):
    """A client; ``load`` raises ValidationError with all that is wrong with it."""

    class Meta:
        unknown = RAISE

    id = fields.String(
        required=True,
        validate=Regexp(
            r"[A-Za-z0-9._~-]{1,64}\Z", error="must be 1 to 64 letters, digits, dots, dashes, underscores."
        ),
    )
    name = fields.String(required=True, validate=Length(1, 200, error="must have 1 to 200 characters."))
    publisher = fields.String(validate=Length(max=200, error="may have 200 characters."))
    method = fields.String(required=True, validate=OneOf(METHODS, error="must be one of {choices}."))
    jwks = fields.Raw(allow_none=True, validate=key_set)
    jwks_uri = fields.String(allow_none=True, validate=https_url)
    algorithms = _some_of(ALGORITHMS)
    redirect_uris = _list(redirect_uri)
    launch_uri = fields.String(allow_none=True, validate=redirect_uri)
    origins = _list(origin)
    grant_types = _some_of(GRANT_TYPES)
    scope = fields.String(required=True, validate=Length(max=16384, error="may have {max} characters."))
    owner = fields.String(allow_none=True, validate=Length(max=200, error="may have 200 characters."))
    expires = fields.Integer(allow_none=True, validate=Range(min=0))

    @validates_schema(skip_on_field_errors=True)
    def _keys(self, data: dict[str, Any], **_: Any) -> None:
        given = [name for name in ("jwks", "jwks_uri") if data.get(name) is not None]
        if data["method"] == "private_key_jwt":
            if len(given) != 1:
                raise ValidationError("A client with private_key_jwt has either its keys or their address.", "jwks")
            if not data.get("algorithms", ALGORITHMS):
                raise ValidationError("must name at least one.", "algorithms")
        elif given:
            raise ValidationError("Only a client with private_key_jwt has keys.", given[0])

    @validates_schema(skip_on_field_errors=True)
    def _grants(self, data: dict[str, Any], **_: Any) -> None:
        grants = data.get("grant_types", [])
        interactive = "authorization_code" in grants
        if "client_credentials" in grants and data["method"] != "private_key_jwt":
            raise ValidationError("client_credentials is for clients with private_key_jwt.", "grant_types")
        if "client_credentials" in grants and interactive:
            raise ValidationError("A client acts for people or for itself, not both.", "grant_types")
        if "refresh_token" in grants and not interactive:
            raise ValidationError("refresh_token goes with authorization_code.", "grant_types")
        if interactive and not data.get("redirect_uris"):
            raise ValidationError("authorization_code needs at least one.", "redirect_uris")
        if not interactive and (data.get("redirect_uris") or data.get("launch_uri")):
            raise ValidationError("Only a client with authorization_code has addresses.", "redirect_uris")
