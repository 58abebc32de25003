"""What a client asks of the authorization endpoint, checked: pure functions over its parameters.

https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1, https://www.rfc-editor.org/rfc/rfc7636#section-4.3,
https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest,
https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-authorization-code
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

MOST_PARAMETERS = 100
LONGEST = 4096
"""Characters of any parameter but the scope."""

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""SHA-256 in base64url: the one form that a challenge of S256 has."""
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PROMPTS = frozenset({"none", "login", "consent", "select_account"})
_NAMES = [
    "response_type",
    "client_id",
    "redirect_uri",
    "launch",
    "scope",
    "state",
    "aud",
    "code_challenge",
    "code_challenge_method",
    "nonce",
    "prompt",
    "max_age",
    "response_mode",
    "request",
    "request_uri",
]


class Untrusted(Exception):
    """There is no address at which the client could be told what is wrong: a person is."""


class Refused(Exception):
    """An error that the client is told, https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """What a client asks; ``scope`` is as it sent it, without repetitions."""

    client_id: str
    redirect_uri: str
    state: str | None
    scope: tuple[str, ...]
    code_challenge: str
    launch: str | None = None
    nonce: str | None = None
    prompt: tuple[str, ...] = ()
    max_age: int | None = None


Parameters = Sequence[tuple[str, str]]


def parameters_of(*encoded: bytes) -> Parameters:
    """Return the parameters of a query and a form; those without a value count as left out.

    Raises Untrusted for what is not UTF-8, and for too many.
    """
    found: list[tuple[str, str]] = []
    for part in encoded:
        try:
            pairs = parse_qsl(part.decode(), errors="strict", max_num_fields=MOST_PARAMETERS)
        except ValueError:
            raise Untrusted("The request cannot be read.") from None
        found += pairs
    return found


def single(parameters: Parameters, name: str) -> str | None:
    """Return the value of a parameter that is given once, else None."""
    values = [value for key, value in parameters if key == name]
    return values[0] if len(values) == 1 else None


def checked(parameters: Parameters, base_url: str) -> AuthorizationRequest:
    """Return what the client asks, whose ``client_id`` and ``redirect_uri`` are known to be good.

    ``base_url`` is that of the FHIR API, of which ``aud`` must speak.  Raises Refused.
    """
    values = _once(parameters)
    for check in _CHECKS:
        check(values, base_url)
    return AuthorizationRequest(
        client_id=values["client_id"],
        redirect_uri=values["redirect_uri"],
        state=values.get("state"),
        scope=tuple(dict.fromkeys(values["scope"].split(" "))),
        code_challenge=values["code_challenge"],
        launch=values.get("launch"),
        nonce=values.get("nonce"),
        prompt=tuple(values.get("prompt", "").split()),
        max_age=int(values["max_age"]) if "max_age" in values else None,
    )


def response_address(redirect_uri: str, answer: Parameters) -> str:
    """Return the registered address with the parameters of an answer behind those it has already."""
    joint = "&" if "?" in redirect_uri else "?"
    return f"{redirect_uri}{joint}{urlencode(answer)}"


Values = dict[str, str]


def _once(parameters: Parameters) -> Values:
    counts = Counter(name for name, _ in parameters)
    twice = [name for name in _NAMES if counts[name] > 1]
    if twice:
        raise Refused("invalid_request", f"The parameter {twice[0]} is given more than once.")
    return dict(parameters)


def _texts(values: Values, base_url: str) -> None:
    for name in _NAMES:
        value = values.get(name, "")
        if len(value) > LONGEST and name != "scope":
            raise Refused("invalid_request", f"The parameter {name} is longer than {LONGEST} characters.")
        if name != "state" and _CONTROL.search(value):
            raise Refused("invalid_request", f"The parameter {name} has control characters.")


def _response(values: Values, base_url: str) -> None:
    if "response_type" not in values:
        raise Refused("invalid_request", "The parameter response_type is missing.")
    if values["response_type"] != "code":
        raise Refused("unsupported_response_type", "The response_type is code.")
    if values.get("response_mode", "query") != "query":
        raise Refused("invalid_request", "The response_mode is query.")


def _objects(values: Values, base_url: str) -> None:
    for name in ("request", "request_uri"):
        if name in values:
            raise Refused(f"{name}_not_supported", f"The parameter {name} is not read here.")


def _audience(values: Values, base_url: str) -> None:
    if "aud" not in values:
        raise Refused("invalid_request", f"The parameter aud is missing; it is {base_url}.")
    if values["aud"] not in (base_url, f"{base_url}/"):
        raise Refused("invalid_request", f"The aud is {base_url}: tokens for other servers are not made here.")


def _challenge(values: Values, base_url: str) -> None:
    if "code_challenge" not in values:
        raise Refused("invalid_request", "The parameter code_challenge is missing: all clients use PKCE.")
    if values.get("code_challenge_method") != "S256":
        raise Refused("invalid_request", "The code_challenge_method is S256.")
    if not _CHALLENGE.fullmatch(values["code_challenge"]):
        raise Refused("invalid_request", "The code_challenge is not a SHA-256 digest in base64url.")


def _scope(values: Values, base_url: str) -> None:
    if "scope" not in values:
        raise Refused("invalid_scope", "The parameter scope is missing.")
    if not _SCOPE.fullmatch(values["scope"]):
        raise Refused("invalid_scope", "The scope is words with one space between them.")


def _launch(values: Values, base_url: str) -> None:
    if ("launch" in values) != ("launch" in values["scope"].split(" ")):
        raise Refused("invalid_request", "The parameter launch and the scope launch go together.")


def _sign_in(values: Values, base_url: str) -> None:
    prompts = values.get("prompt", "").split()
    if not _PROMPTS.issuperset(prompts):
        raise Refused("invalid_request", f"A prompt is one of {', '.join(sorted(_PROMPTS))}.")
    if "none" in prompts and len(prompts) > 1:
        raise Refused("invalid_request", "The prompt none stands alone.")
    if not re.fullmatch("[0-9]{1,9}", values.get("max_age", "0")):
        raise Refused("invalid_request", "The max_age is a number of seconds.")


_CHECKS: tuple[Callable[[Values, str], None], ...] = (
    _texts,
    _response,
    _objects,
    _audience,
    _challenge,
    _scope,
    _launch,
    _sign_in,
)
