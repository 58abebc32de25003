"""The tables of access: accounts, sessions, clients, grants, tokens, keys, what happened.

Instants are NumericDates, https://www.rfc-editor.org/rfc/rfc7519#section-2: whole seconds since 1970.  What a client
or browser presents (token, code, cookie) stands here as its SHA-256 digest only; what the server must be able to read
again (a second factor, a signing key) is sealed by a key made of the key-encryption key.  Lists and objects are JSON.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Index, Integer, LargeBinary, Table, Text

from mappings.metadata import metadata

_REVISION = {"revision": "0002_access"}
"""Of a table: the migration that makes it."""

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _instant(name: str, comment: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=nullable, comment=comment)


def _of(target: str) -> ForeignKey:
    return ForeignKey(target, ondelete="CASCADE")


account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True, comment="Random; the sub of an id_token."),
    Column("username", Text, nullable=False, unique=True, comment="As signed in with, case folded."),
    Column("name", Text, nullable=False, comment="As shown to people."),
    Column("fhir_user", Text, comment="Practitioner/1, Patient/1, RelatedPerson/1, PractitionerRole/1, Person/1."),
    Column("active", Boolean, nullable=False),
    Column("password", Text, comment="Argon2id, in PHC string format; NULL: no password."),
    _instant("password_changed", "When the password was set.", nullable=True),
    Column("totp", LargeBinary, comment="Sealed secret of the one-time passwords; NULL: none."),
    Column("totp_confirmed", Boolean, nullable=False),
    Column("totp_step", BigInteger, nullable=False, comment="Last time step of which a one-time password was used."),
    _instant("created", "When it was made."),
    info=_REVISION,
    comment="People who sign in.",
)

account_role = Table(
    "account_role",
    metadata,
    Column("account_id", Text, _of("account.id"), primary_key=True),
    Column("role", Text, primary_key=True, comment="A name of fhirserver.access.roles, such as physician."),
    info=_REVISION,
    comment="Which roles an account has.",
)

account_passkey = Table(
    "account_passkey",
    metadata,
    Column("credential_id", LargeBinary, primary_key=True),
    Column("account_id", Text, _of("account.id"), nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False, comment="COSE key."),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", Text, nullable=False, comment="As its owner calls it."),
    _instant("created", "When it was registered."),
    _instant("last_used", "When it was last used.", nullable=True),
    info=_REVISION,
    comment="Passkeys.  https://www.w3.org/TR/webauthn-3/",
)

account_recovery_code = Table(
    "account_recovery_code",
    metadata,
    Column("account_id", Text, _of("account.id"), primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    info=_REVISION,
    comment="Recovery codes that are left; each is good for one sign-in.",
)

account_identity = Table(
    "account_identity",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("account_id", Text, _of("account.id"), nullable=False, index=True),
    info=_REVISION,
    comment="Identities at other OpenID providers that sign in to an account.",
)

account_invitation = Table(
    "account_invitation",
    metadata,
    Column("digest", LargeBinary, primary_key=True, comment="Of the one-time token."),
    Column("account_id", Text, _of("account.id"), index=True, comment="NULL: for making the first administrator."),
    _instant("expires", "After that it is good for nothing."),
    info=_REVISION,
    comment="One-time tokens with which people set their first, or a new, password.",
)

account_challenge = Table(
    "account_challenge",
    metadata,
    Column("digest", LargeBinary, primary_key=True, comment="Of the challenge."),
    _instant("expires", "After that it may be forgotten."),
    Index("account_challenge_expires", "expires"),
    info=_REVISION,
    comment="Challenges of signing in that were answered; each is answered once.",
)

account_session = Table(
    "account_session",
    metadata,
    Column("digest", LargeBinary, primary_key=True, comment="Of the cookie."),
    Column("id", Text, nullable=False, unique=True, comment="Names it in lists."),
    Column("account_id", Text, _of("account.id"), nullable=False, index=True),
    Column("methods", Text, nullable=False, comment="How the person signed in, JSON: RFC 8176 (pwd, otp, hwk, ...)."),
    _instant("authenticated", "When the person last proved who they are."),
    _instant("created", "When it began."),
    _instant("last_used", "When a page was last asked for."),
    _instant("expires", "The latest end."),
    Column("user_agent", Text, nullable=False, comment="As the browser calls itself, cut."),
    Column("address", Text, nullable=False, comment="Network address at the beginning."),
    info=_REVISION,
    comment="Sessions of people in browsers.  Ended ones are removed.",
)

throttle = Table(
    "throttle",
    metadata,
    Column("key", LargeBinary, primary_key=True, comment="Digest of what is counted: an account, an address."),
    Column("failures", BigInteger, nullable=False),
    _instant("until", "Not tried again before."),
    _instant("last", "Time of the last failure."),
    info=_REVISION,
    comment="Failed attempts to sign in.",
)

oauth_client = Table(
    "oauth_client",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, comment="As shown to people."),
    Column("publisher", Text, nullable=False),
    Column("method", Text, nullable=False, comment="none, client_secret_basic, client_secret_post, private_key_jwt."),
    Column("secret", Text, comment="Digest of the client secret, hexadecimal SHA-256 (secrets are random, 256 bits)."),
    Column("jwks", Text, comment="JSON Web Key Set."),
    Column("jwks_uri", Text),
    Column("algorithms", Text, nullable=False, comment="Allowed for assertions, JSON."),
    Column("redirect_uris", Text, nullable=False, comment="JSON."),
    Column("launch_uri", Text),
    Column("origins", Text, nullable=False, comment="From which scripts may call, JSON."),
    Column("grant_types", Text, nullable=False, comment="JSON."),
    Column("scope", Text, nullable=False, comment="The most that it may ask for."),
    Column("active", Boolean, nullable=False),
    Column("owner", Text, comment="Who answers for it: an account id, or a name."),
    _instant("created", "When it was registered."),
    _instant("expires", "After that it cannot be used.", nullable=True),
    info=_REVISION,
    comment="Clients of OAuth 2.",
)

oauth_grant = Table(
    "oauth_grant",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, _of("oauth_client.id"), nullable=False),
    Column("account_id", Text, _of("account.id"), comment="Who granted; NULL for client credentials."),
    Column("session_id", Text, comment="The session that online access ends with; NULL: it outlives the session."),
    Column("scope", Text, nullable=False, comment="What was granted."),
    Column("context", Text, nullable=False, comment="Launch context, JSON as in the token response."),
    Column("nonce", Text, comment="For the id_token."),
    _instant("authenticated", "auth_time of the id_token.", nullable=True),
    Column("methods", Text, nullable=False, comment="amr of the id_token, JSON."),
    _instant("created", "When it was granted."),
    _instant("expires", "The latest end, whatever is refreshed.", nullable=True),
    _instant("revoked", "When it was revoked.", nullable=True),
    Index("oauth_grant_account", "account_id", "client_id"),
    Index("oauth_grant_client", "client_id"),
    info=_REVISION,
    comment="What a client was granted: all its codes and tokens hang on it, and end with it.",
)

authorization_request = Table(
    "authorization_request",
    metadata,
    Column("digest", LargeBinary, primary_key=True, comment="Of the handle in the address of its pages."),
    Column("client_id", Text, _of("oauth_client.id"), nullable=False, index=True),
    Column("parameters", Text, nullable=False, comment="JSON: what the client sent, checked."),
    Column("session_id", Text, comment="The session in which it was first seen; no other one may answer it."),
    Column("context", Text, comment="JSON: the launch context, as far as it is known."),
    _instant("created", "When the client sent it."),
    _instant("expires", "After that it cannot be answered."),
    _instant("used", "When it was answered.", nullable=True),
    Index("authorization_request_expires", "expires"),
    info=_REVISION,
    comment="Requests for authorization that a person has yet to answer.",
)

authorization_code = Table(
    "authorization_code",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("grant_id", Text, _of("oauth_grant.id"), nullable=False, index=True),
    Column("redirect_uri", Text, nullable=False),
    Column("code_challenge", Text, nullable=False, comment="S256."),
    _instant("expires", "After that it cannot be exchanged."),
    _instant("used", "When it was exchanged.", nullable=True),
    info=_REVISION,
    comment="Authorization codes.  https://www.rfc-editor.org/rfc/rfc6749#section-4.1",
)

access_token = Table(
    "access_token",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("grant_id", Text, _of("oauth_grant.id"), nullable=False, index=True),
    Column("scope", Text, nullable=False, comment="May be less than that of the grant."),
    _instant("issued", "When it was issued."),
    _instant("expires", "After that it opens nothing."),
    _instant("revoked", "When it was revoked.", nullable=True),
    Index("access_token_expires", "expires"),
    info=_REVISION,
    comment="Access tokens.",
)

refresh_token = Table(
    "refresh_token",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("grant_id", Text, _of("oauth_grant.id"), nullable=False, index=True),
    _instant("issued", "When it was issued."),
    _instant("expires", "After that it cannot be used."),
    _instant("used", "When it was exchanged for the next one.", nullable=True),
    Column("answer", LargeBinary, comment="The sealed answer to its use, for a client that did not get it."),
    info=_REVISION,
    comment="Refresh tokens; each is used once.",
)

assertion_id = Table(
    "assertion_id",
    metadata,
    Column("client_id", Text, _of("oauth_client.id"), primary_key=True),
    Column("jti", Text, primary_key=True, comment="Or its digest, if it is long."),
    _instant("expires", "After that it may be forgotten."),
    Index("assertion_id_expires", "expires"),
    info=_REVISION,
    comment="Assertions of clients that were used.  https://www.rfc-editor.org/rfc/rfc7523#section-3",
)

registration_token = Table(
    "registration_token",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("uses", BigInteger, nullable=False, comment="How often it may still be used."),
    _instant("created", "When it was made."),
    _instant("expires", "After that it cannot be used."),
    info=_REVISION,
    comment="Initial access tokens of dynamic registration.  https://www.rfc-editor.org/rfc/rfc7591#section-3",
)

signing_key = Table(
    "signing_key",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("algorithm", Text, nullable=False),
    Column("private", LargeBinary, nullable=False, comment="The sealed private key."),
    Column("public", Text, nullable=False, comment="JSON Web Key."),
    _instant("created", "Shown in the key set from then on."),
    _instant("activates", "Signs from then on."),
    _instant("retires", "Not shown any more after that.", nullable=True),
    info=_REVISION,
    comment="Keys that sign id_tokens.",
)

launch = Table(
    "launch",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("client_id", Text, _of("oauth_client.id"), nullable=False, index=True),
    Column("account_id", Text, _of("account.id"), nullable=False, index=True),
    Column("session_id", Text, nullable=False),
    Column("context", Text, nullable=False, comment="JSON."),
    _instant("expires", "After that it cannot be used."),
    _instant("used", "When it was used.", nullable=True),
    info=_REVISION,
    comment="EHR launches.  https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html",
)

emergency_access = Table(
    "emergency_access",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, _of("account.id"), nullable=False),
    Column("patient_pk", BigInteger, nullable=False),
    Column("purpose", Text, nullable=False, comment="Code of v3-ActReason: ETREAT or BTG."),
    Column("reason", Text, nullable=False, comment="In the person's own words."),
    _instant("started", "From then on."),
    _instant("expires", "Until then."),
    _instant("ended", "When the person ended it.", nullable=True),
    Index("emergency_access_account", "account_id", "expires"),
    info=_REVISION,
    comment="Access to one patient in an emergency, broken open by a person for a reason.",
)

stated_reason = Table(
    "stated_reason",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, _of("account.id"), nullable=False),
    Column("patient_pk", BigInteger, nullable=False),
    Column("reason", Text, nullable=False, comment="In the person's own words."),
    _instant("started", "From then on."),
    _instant("expires", "Until then."),
    Index("stated_reason_account", "account_id", "patient_pk", "expires"),
    info=_REVISION,
    comment="Reasons that people gave for looking at a record whose patient they are not known to treat.",
)

security_event = Table(
    "security_event",
    metadata,
    Column("number", _NUMBER, Identity(), primary_key=True),
    _instant("at", "When it happened."),
    Column("kind", Text, nullable=False, comment="Such as sign-in, token, revocation, break-glass."),
    Column("outcome", Text, nullable=False, comment="success, or why not, in a word."),
    Column("client_id", Text),
    Column("account_id", Text),
    Column("address", Text, comment="Network address that it came from."),
    Column("detail", Text, comment="JSON; never a secret or patient data beyond a reference."),
    Index("security_event_at", "at"),
    info=_REVISION,
    comment="What happened around sign-in and tokens, for the audit log.",
)
