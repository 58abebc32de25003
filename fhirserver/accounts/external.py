"""Signing in at another OpenID provider: authorization code flow with PKCE.

https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from fhirserver.errors import Unavailable
from fhirserver.settings import SettingsError

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session

Result = TypeVar("Result")

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
SECONDS = 10
"""For each answer of the provider."""

LEEWAY_SECONDS = 60
"""By which its clock may differ from ours."""


class Provider(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An OpenID provider, as its file says.

    ``name`` is shown to people; ``client_secret_file`` holds the secret, for reading by its owner only;
    ``second_factor`` says that the provider asks for one itself; ``authority`` is a PEM file with the authority that
    has signed its TLS certificate, if it is none of the well-known ones.
    """

    issuer: str
    name: str
    client_id: str
    client_secret_file: Path
    second_factor: bool = False
    authority: Path | None = None

    @property
    def client_secret(self) -> str:
        """The secret of the client."""
        return self.client_secret_file.read_text().strip()


class Refused(Exception):
    """The provider did not sign the person in, or what came from it cannot be relied on; the text is for the log."""


def load_provider(path: Path) -> Provider:
    """Return the provider that a file tells of.  Raises SettingsError that says what is wrong with the file."""
    try:
        provider = msgspec.json.decode(path.read_bytes(), type=Provider, dec_hook=_path)
        usable = bool(provider.client_secret)
        mode = provider.client_secret_file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError(f"{path}, or the secret file that it names, cannot be read: {reason}.") from None
    except msgspec.DecodeError as error:
        raise SettingsError(f"{path} is no description of an OpenID provider: {error}.") from None
    if urlsplit(provider.issuer).scheme != "https":
        raise SettingsError(f"{path}: the issuer must be an https address.")
    if not usable or mode & 0o077:
        secret = provider.client_secret_file
        raise SettingsError(
            f"{secret} must hold the client secret, and be readable by its owner only: chmod 600 {secret}"
        )
    return provider


def authorization_address(provider: Provider, redirect_uri: str, *, state: str, nonce: str, verifier: str) -> str:
    """Return the address at the provider to which the browser is to go.  Raises Unavailable, Refused."""

    def ask(session: OAuth2Session) -> str:
        endpoint = _metadata(session, provider)["authorization_endpoint"]
        address, _ = session.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return str(address)

    return _asking(provider, redirect_uri, ask)


def subject_of(provider: Provider, redirect_uri: str, *, code: str, nonce: str, verifier: str) -> str:
    """Exchange a code and return who has signed in: the claim sub of an id_token whose every claim was checked.

    Raises Unavailable, Refused.
    """

    def ask(session: OAuth2Session) -> str:
        metadata = _metadata(session, provider)
        token = session.fetch_token(
            metadata["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            allow_redirects=False,
        )
        keys = _get(session, metadata["jwks_uri"])
        return _subject(provider, token["id_token"], keys, nonce)

    return _asking(provider, redirect_uri, ask)


def _path(_: type, text: object) -> Path:
    if not isinstance(text, str):
        raise ValueError("a path is text")
    return Path(text)


def _subject(provider: Provider, token: str, keys: Any, nonce: str) -> str:
    """The sub of an id_token.  https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation"""
    from joserfc import jwt
    from joserfc.jwk import KeySet

    claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
    required = {name: {"essential": True} for name in ("iss", "aud", "exp", "iat", "sub", "nonce")}
    required["iss"]["value"] = provider.issuer  # type: ignore[assignment]  # a value is text
    required["aud"]["value"] = provider.client_id  # type: ignore[assignment]  # a value is text
    jwt.JWTClaimsRegistry(leeway=LEEWAY_SECONDS, **required).validate(claims)  # type: ignore[arg-type]  # as above
    audience = claims["aud"]
    party = claims.get("azp", provider.client_id if isinstance(audience, str) or len(audience) == 1 else None)
    if party != provider.client_id:
        raise Refused("the id_token is for another client")
    if not hmac.compare_digest(str(claims["nonce"]), nonce):
        raise Refused("the id_token is that of another sign-in")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise Refused("the id_token does not say who has signed in")
    return claims["sub"]


def _metadata(session: OAuth2Session, provider: Provider) -> dict[str, str]:
    """https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig"""
    found = _get(session, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if found.get("issuer") != provider.issuer or any(not str(found.get(name)).startswith("https://") for name in names):
        raise Refused("the metadata of the provider are those of another one, or lack addresses")
    return {name: found[name] for name in names}


def _get(session: OAuth2Session, address: str) -> Any:
    response = session.get(address, withhold_token=True, allow_redirects=False)
    response.raise_for_status()
    return msgspec.json.decode(response.content, type=dict[str, Any])


def _asking(provider: Provider, redirect_uri: str, ask: Callable[[OAuth2Session], Result]) -> Result:
    # Loaded where it is used: most servers have no such provider, and it takes memory.
    import requests
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.requests_client import OAuth2Session
    from joserfc.errors import JoseError

    with OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope="openid",
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        default_timeout=SECONDS,
    ) as session:
        # With every request: that of the session gives way to a variable of the environment.
        session.request = partial(session.request, verify=str(provider.authority) if provider.authority else True)
        try:
            return ask(session)
        except (requests.RequestException, OSError) as error:
            raise Unavailable(f"{provider.name} cannot be reached now. Try again, or sign in another way.") from error
        except (AuthlibBaseError, JoseError, msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            raise Refused(type(error).__name__) from error
