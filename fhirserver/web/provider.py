"""Signing in at another OpenID provider, for people whose identity there is linked to an account here."""

from __future__ import annotations

import hmac
import logging
import secrets

import flask

from fhirserver.access.events import record
from fhirserver.accounts.external import Provider, Refused, authorization_address, load_provider, subject_of
from fhirserver.accounts.identities import find_identity
from fhirserver.accounts.signing_in import without_more
from fhirserver.accounts.steps import new_step, open_step, seal_step, use_step
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.web import serving
from fhirserver.web.pages import blueprint, own_path, redirect, remove_cookie, set_cookie, stop
from fhirserver.web.sign_in import arrived, go_on, visitor

COOKIE = "__Host-provider"
KIND = "provider"
ELSEWHERE = ("fed",)
WITH_SECOND_FACTOR = ("fed", "mfa")
"""Methods of a session: what the provider has asked for, it does not say in a way to be relied on."""

LONGEST_NEXT = 1500
"""Characters: a cookie holds no more than 4096 bytes."""

FAILED = "That did not work"

pages = blueprint("provider")
_log = logging.getLogger(__name__)


def install(app: flask.Flask, settings: Settings) -> None:
    """Let people sign in at the provider of ``settings``, if there is one.  Raises SettingsError."""
    if settings.openid_provider:
        app.extensions["openid_provider"] = load_provider(settings.openid_provider)
        app.register_blueprint(pages)


@pages.get("/sign-in/provider")
def begin() -> flask.Response:
    """Send the browser to the provider."""
    provider, nonce, verifier = _provider(), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    path = own_path(flask.request.args.get("next"))
    values = {"nonce": nonce, "verifier": verifier, "next": path if len(path) <= LONGEST_NEXT else "/account"}
    step = new_step(KIND, now=serving.now(), values=values)
    try:
        address = authorization_address(provider, _back(), state=step.challenge, nonce=nonce, verifier=verifier)
    except Refused as error:
        _refused(error)
    response = redirect(address)
    set_cookie(response, COOKIE, seal_step(serving.repository().sealing, step))
    return response


@pages.get("/sign-in/provider/done")
def done() -> flask.Response:
    """Take what the provider says of who has signed in; go on with the account that is linked with that."""
    provider, query, now = _provider(), flask.request.args, serving.now()
    repository = serving.repository()
    step = open_step(repository.sealing, flask.request.cookies.get(COOKIE), KIND, now)
    mine = step is not None and hmac.compare_digest(query.get("state", "").encode(), step.challenge.encode())
    issuer = query.get("iss", provider.issuer)  # https://www.rfc-editor.org/rfc/rfc9207
    if step is None or not mine or issuer != provider.issuer or "code" not in query:
        stop(403, FAILED, f"{provider.name} did not sign you in, or it took too long. Begin again.")
    if not repository.database.write(lambda connection: use_step(connection, step, now)):
        stop(403, FAILED, "This answer was used already. Begin again.")
    nonce, verifier = step.values["nonce"], step.values["verifier"]
    try:
        subject = subject_of(provider, _back(), code=query["code"], nonce=nonce, verifier=verifier)
    except Refused as error:
        _refused(error)
    with repository.database.reading() as connection:
        account = find_identity(connection, provider.issuer, subject)
    if account is None or not account.active:
        repository.database.write(_unknown)
        stop(403, "You have no account here", f"No account is linked with yours at {provider.name}.")
    here, path = visitor(), step.values["next"]
    if provider.second_factor:
        response = arrived(without_more(repository, here, account, WITH_SECOND_FACTOR), path)
    else:
        response = go_on(here, account.id, ELSEWHERE, path)
    remove_cookie(response, COOKIE)
    return response


def _provider() -> Provider:
    found: Provider = flask.current_app.extensions["openid_provider"]
    return found


def _back() -> str:
    return f"{serving.origin()}/sign-in/provider/done"


def _unknown(connection: Connection) -> None:
    record(connection, "sign-in", "unknown identity", address=serving.address(), now=serving.now())


def _refused(error: Refused) -> None:
    _log.warning("The OpenID provider did not sign somebody in: %s", error)
    stop(403, FAILED, f"{_provider().name} did not sign you in. Begin again, or sign in another way.")
