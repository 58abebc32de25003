CREATE TABLE account (
	id TEXT NOT NULL, 
	username TEXT NOT NULL, 
	name TEXT NOT NULL, 
	fhir_user TEXT, 
	active BOOLEAN NOT NULL, 
	password TEXT, 
	password_changed BIGINT, 
	totp BYTEA, 
	totp_confirmed BOOLEAN NOT NULL, 
	totp_step BIGINT NOT NULL, 
	created BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (username)
)
-- next
COMMENT ON TABLE account IS 'People who sign in.'
-- next
COMMENT ON COLUMN account.id IS 'Random; the sub of an id_token.'
-- next
COMMENT ON COLUMN account.username IS 'As signed in with, case folded.'
-- next
COMMENT ON COLUMN account.name IS 'As shown to people.'
-- next
COMMENT ON COLUMN account.fhir_user IS 'Practitioner/1, Patient/1, RelatedPerson/1, PractitionerRole/1, Person/1.'
-- next
COMMENT ON COLUMN account.password IS 'Argon2id, in PHC string format; NULL: no password.'
-- next
COMMENT ON COLUMN account.password_changed IS 'When the password was set.'
-- next
COMMENT ON COLUMN account.totp IS 'Sealed secret of the one-time passwords; NULL: none.'
-- next
COMMENT ON COLUMN account.totp_step IS 'Last time step of which a one-time password was used.'
-- next
COMMENT ON COLUMN account.created IS 'When it was made.'
-- next
CREATE TABLE account_challenge (
	digest BYTEA NOT NULL, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (digest)
)
-- next
CREATE INDEX account_challenge_expires ON account_challenge (expires)
-- next
COMMENT ON TABLE account_challenge IS 'Challenges of signing in that were answered; each is answered once.'
-- next
COMMENT ON COLUMN account_challenge.digest IS 'Of the challenge.'
-- next
COMMENT ON COLUMN account_challenge.expires IS 'After that it may be forgotten.'
-- next
CREATE TABLE care_relation (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	actor_pk BIGINT NOT NULL, 
	patient_pk BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	low TIMESTAMP WITH TIME ZONE NOT NULL, 
	high TIMESTAMP WITH TIME ZONE NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX care_relation_actor ON care_relation (actor_pk, kind, high, patient_pk)
-- next
CREATE INDEX care_relation_patient ON care_relation (patient_pk, actor_pk, kind, high)
-- next
COMMENT ON TABLE care_relation IS 'Who has to do with which patient''s care, as current resources say.'
-- next
COMMENT ON COLUMN care_relation.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN care_relation.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN care_relation.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN care_relation.actor_pk IS 'A Practitioner, PractitionerRole or RelatedPerson.'
-- next
COMMENT ON COLUMN care_relation.kind IS 'treatment, or representation.'
-- next
COMMENT ON COLUMN care_relation.low IS 'From then on.'
-- next
COMMENT ON COLUMN care_relation.high IS 'Until before then.'
-- next
CREATE TABLE consent_provision (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	patient_pk BIGINT NOT NULL, 
	permit BOOLEAN NOT NULL, 
	low TIMESTAMP WITH TIME ZONE NOT NULL, 
	high TIMESTAMP WITH TIME ZONE NOT NULL, 
	actors TEXT, 
	actions TEXT, 
	purposes TEXT, 
	types TEXT, 
	codes TEXT, 
	labels TEXT, 
	resources TEXT, 
	data_low TIMESTAMP WITH TIME ZONE, 
	data_high TIMESTAMP WITH TIME ZONE, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX consent_provision_patient ON consent_provision (patient_pk, permit)
-- next
COMMENT ON TABLE consent_provision IS 'Provisions of active Consents; element is the place, from 1, of the one that it is an exception to.'
-- next
COMMENT ON COLUMN consent_provision.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN consent_provision.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN consent_provision.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN consent_provision.permit IS 'What it decides: permit or deny.'
-- next
COMMENT ON COLUMN consent_provision.low IS 'From then on.'
-- next
COMMENT ON COLUMN consent_provision.high IS 'Until before then.'
-- next
COMMENT ON COLUMN consent_provision.actors IS 'Keys of those whom it is about, JSON; NULL: everybody.'
-- next
COMMENT ON COLUMN consent_provision.actions IS 'Codes, JSON; NULL: any action.'
-- next
COMMENT ON COLUMN consent_provision.purposes IS 'Codes, JSON; NULL: any purpose.'
-- next
COMMENT ON COLUMN consent_provision.types IS 'Resource types, JSON; NULL: any.'
-- next
COMMENT ON COLUMN consent_provision.codes IS 'Lists of [system, code] as in search_token, one of each list; NULL: any.'
-- next
COMMENT ON COLUMN consent_provision.labels IS 'Lists of [label, lowest, highest rank], one of each list; NULL: any.'
-- next
COMMENT ON COLUMN consent_provision.resources IS 'Lists of [key, 1 for what refers to it too], one of each list; NULL: any.'
-- next
COMMENT ON COLUMN consent_provision.data_low IS 'It is about what happened then or later; NULL: at any time.'
-- next
COMMENT ON COLUMN consent_provision.data_high IS 'And before then.'
-- next
CREATE TABLE index_due (
	revision TEXT NOT NULL, 
	PRIMARY KEY (revision)
)
-- next
COMMENT ON TABLE index_due IS 'Says that all resources are to be indexed again before any is served.'
-- next
COMMENT ON COLUMN index_due.revision IS 'The migration that added index tables to fill.'
-- next
CREATE TABLE oauth_client (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	method TEXT NOT NULL, 
	secret TEXT, 
	jwks TEXT, 
	jwks_uri TEXT, 
	algorithms TEXT NOT NULL, 
	redirect_uris TEXT NOT NULL, 
	launch_uri TEXT, 
	origins TEXT NOT NULL, 
	grant_types TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	owner TEXT, 
	created BIGINT NOT NULL, 
	expires BIGINT, 
	PRIMARY KEY (id)
)
-- next
COMMENT ON TABLE oauth_client IS 'Clients of OAuth 2.'
-- next
COMMENT ON COLUMN oauth_client.name IS 'As shown to people.'
-- next
COMMENT ON COLUMN oauth_client.method IS 'none, client_secret_basic, client_secret_post, private_key_jwt.'
-- next
COMMENT ON COLUMN oauth_client.secret IS 'Digest of the client secret, hexadecimal SHA-256 (secrets are random, 256 bits).'
-- next
COMMENT ON COLUMN oauth_client.jwks IS 'JSON Web Key Set.'
-- next
COMMENT ON COLUMN oauth_client.algorithms IS 'Allowed for assertions, JSON.'
-- next
COMMENT ON COLUMN oauth_client.redirect_uris IS 'JSON.'
-- next
COMMENT ON COLUMN oauth_client.origins IS 'From which scripts may call, JSON.'
-- next
COMMENT ON COLUMN oauth_client.grant_types IS 'JSON.'
-- next
COMMENT ON COLUMN oauth_client.scope IS 'The most that it may ask for.'
-- next
COMMENT ON COLUMN oauth_client.owner IS 'Who answers for it: an account id, or a name.'
-- next
COMMENT ON COLUMN oauth_client.created IS 'When it was registered.'
-- next
COMMENT ON COLUMN oauth_client.expires IS 'After that it cannot be used.'
-- next
CREATE TABLE registration_token (
	digest BYTEA NOT NULL, 
	uses BIGINT NOT NULL, 
	created BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (digest)
)
-- next
COMMENT ON TABLE registration_token IS 'Initial access tokens of dynamic registration.  https://www.rfc-editor.org/rfc/rfc7591#section-3'
-- next
COMMENT ON COLUMN registration_token.uses IS 'How often it may still be used.'
-- next
COMMENT ON COLUMN registration_token.created IS 'When it was made.'
-- next
COMMENT ON COLUMN registration_token.expires IS 'After that it cannot be used.'
-- next
CREATE TABLE security_event (
	number BIGINT GENERATED BY DEFAULT AS IDENTITY, 
	at BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	client_id TEXT, 
	account_id TEXT, 
	address TEXT, 
	detail TEXT, 
	PRIMARY KEY (number)
)
-- next
CREATE INDEX security_event_at ON security_event (at)
-- next
COMMENT ON TABLE security_event IS 'What happened around sign-in and tokens, for the audit log.'
-- next
COMMENT ON COLUMN security_event.at IS 'When it happened.'
-- next
COMMENT ON COLUMN security_event.kind IS 'Such as sign-in, token, revocation, break-glass.'
-- next
COMMENT ON COLUMN security_event.outcome IS 'success, or why not, in a word.'
-- next
COMMENT ON COLUMN security_event.address IS 'Network address that it came from.'
-- next
COMMENT ON COLUMN security_event.detail IS 'JSON; never a secret or patient data beyond a reference.'
-- next
CREATE TABLE security_label (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	rank INTEGER, 
	sensitive BOOLEAN NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
COMMENT ON TABLE security_label IS 'Security labels of current resources.'
-- next
COMMENT ON COLUMN security_label.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN security_label.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN security_label.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN security_label.label IS 'system|code.'
-- next
COMMENT ON COLUMN security_label.rank IS 'Of a label of confidentiality: 0 (unrestricted) to 5 (very restricted).'
-- next
COMMENT ON COLUMN security_label.sensitive IS 'Whether it is a label of sensitivity.'
-- next
CREATE TABLE signing_key (
	kid TEXT NOT NULL, 
	algorithm TEXT NOT NULL, 
	private BYTEA NOT NULL, 
	public TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	activates BIGINT NOT NULL, 
	retires BIGINT, 
	PRIMARY KEY (kid)
)
-- next
COMMENT ON TABLE signing_key IS 'Keys that sign id_tokens.'
-- next
COMMENT ON COLUMN signing_key.private IS 'The sealed private key.'
-- next
COMMENT ON COLUMN signing_key.public IS 'JSON Web Key.'
-- next
COMMENT ON COLUMN signing_key.created IS 'Shown in the key set from then on.'
-- next
COMMENT ON COLUMN signing_key.activates IS 'Signs from then on.'
-- next
COMMENT ON COLUMN signing_key.retires IS 'Not shown any more after that.'
-- next
CREATE TABLE throttle (
	key BYTEA NOT NULL, 
	failures BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	last BIGINT NOT NULL, 
	PRIMARY KEY (key)
)
-- next
COMMENT ON TABLE throttle IS 'Failed attempts to sign in.'
-- next
COMMENT ON COLUMN throttle.key IS 'Digest of what is counted: an account, an address.'
-- next
COMMENT ON COLUMN throttle.until IS 'Not tried again before.'
-- next
COMMENT ON COLUMN throttle.last IS 'Time of the last failure.'
-- next
CREATE TABLE account_identity (
	issuer TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	PRIMARY KEY (issuer, subject), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_account_identity_account_id ON account_identity (account_id)
-- next
COMMENT ON TABLE account_identity IS 'Identities at other OpenID providers that sign in to an account.'
-- next
CREATE TABLE account_invitation (
	digest BYTEA NOT NULL, 
	account_id TEXT, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_account_invitation_account_id ON account_invitation (account_id)
-- next
COMMENT ON TABLE account_invitation IS 'One-time tokens with which people set their first, or a new, password.'
-- next
COMMENT ON COLUMN account_invitation.digest IS 'Of the one-time token.'
-- next
COMMENT ON COLUMN account_invitation.account_id IS 'NULL: for making the first administrator.'
-- next
COMMENT ON COLUMN account_invitation.expires IS 'After that it is good for nothing.'
-- next
CREATE TABLE account_passkey (
	credential_id BYTEA NOT NULL, 
	account_id TEXT NOT NULL, 
	public_key BYTEA NOT NULL, 
	sign_count BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	last_used BIGINT, 
	PRIMARY KEY (credential_id), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_account_passkey_account_id ON account_passkey (account_id)
-- next
COMMENT ON TABLE account_passkey IS 'Passkeys.  https://www.w3.org/TR/webauthn-3/'
-- next
COMMENT ON COLUMN account_passkey.public_key IS 'COSE key.'
-- next
COMMENT ON COLUMN account_passkey.name IS 'As its owner calls it.'
-- next
COMMENT ON COLUMN account_passkey.created IS 'When it was registered.'
-- next
COMMENT ON COLUMN account_passkey.last_used IS 'When it was last used.'
-- next
CREATE TABLE account_recovery_code (
	account_id TEXT NOT NULL, 
	digest BYTEA NOT NULL, 
	PRIMARY KEY (account_id, digest), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
COMMENT ON TABLE account_recovery_code IS 'Recovery codes that are left; each is good for one sign-in.'
-- next
CREATE TABLE account_role (
	account_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	PRIMARY KEY (account_id, role), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
COMMENT ON TABLE account_role IS 'Which roles an account has.'
-- next
COMMENT ON COLUMN account_role.role IS 'A name of fhirserver.access.roles, such as physician.'
-- next
CREATE TABLE account_session (
	digest BYTEA NOT NULL, 
	id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	methods TEXT NOT NULL, 
	authenticated BIGINT NOT NULL, 
	created BIGINT NOT NULL, 
	last_used BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	user_agent TEXT NOT NULL, 
	address TEXT NOT NULL, 
	PRIMARY KEY (digest), 
	UNIQUE (id), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_account_session_account_id ON account_session (account_id)
-- next
COMMENT ON TABLE account_session IS 'Sessions of people in browsers.  Ended ones are removed.'
-- next
COMMENT ON COLUMN account_session.digest IS 'Of the cookie.'
-- next
COMMENT ON COLUMN account_session.id IS 'Names it in lists.'
-- next
COMMENT ON COLUMN account_session.methods IS 'How the person signed in, JSON: RFC 8176 (pwd, otp, hwk, ...).'
-- next
COMMENT ON COLUMN account_session.authenticated IS 'When the person last proved who they are.'
-- next
COMMENT ON COLUMN account_session.created IS 'When it began.'
-- next
COMMENT ON COLUMN account_session.last_used IS 'When a page was last asked for.'
-- next
COMMENT ON COLUMN account_session.expires IS 'The latest end.'
-- next
COMMENT ON COLUMN account_session.user_agent IS 'As the browser calls itself, cut.'
-- next
COMMENT ON COLUMN account_session.address IS 'Network address at the beginning.'
-- next
CREATE TABLE assertion_id (
	client_id TEXT NOT NULL, 
	jti TEXT NOT NULL, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (client_id, jti), 
	FOREIGN KEY(client_id) REFERENCES oauth_client (id) ON DELETE CASCADE
)
-- next
CREATE INDEX assertion_id_expires ON assertion_id (expires)
-- next
COMMENT ON TABLE assertion_id IS 'Assertions of clients that were used.  https://www.rfc-editor.org/rfc/rfc7523#section-3'
-- next
COMMENT ON COLUMN assertion_id.jti IS 'Or its digest, if it is long.'
-- next
COMMENT ON COLUMN assertion_id.expires IS 'After that it may be forgotten.'
-- next
CREATE TABLE authorization_request (
	digest BYTEA NOT NULL, 
	client_id TEXT NOT NULL, 
	parameters TEXT NOT NULL, 
	session_id TEXT, 
	context TEXT, 
	created BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	used BIGINT, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(client_id) REFERENCES oauth_client (id) ON DELETE CASCADE
)
-- next
CREATE INDEX authorization_request_expires ON authorization_request (expires)
-- next
CREATE INDEX ix_authorization_request_client_id ON authorization_request (client_id)
-- next
COMMENT ON TABLE authorization_request IS 'Requests for authorization that a person has yet to answer.'
-- next
COMMENT ON COLUMN authorization_request.digest IS 'Of the handle in the address of its pages.'
-- next
COMMENT ON COLUMN authorization_request.parameters IS 'JSON: what the client sent, checked.'
-- next
COMMENT ON COLUMN authorization_request.session_id IS 'The session in which it was first seen; no other one may answer it.'
-- next
COMMENT ON COLUMN authorization_request.context IS 'JSON: the launch context, as far as it is known.'
-- next
COMMENT ON COLUMN authorization_request.created IS 'When the client sent it.'
-- next
COMMENT ON COLUMN authorization_request.expires IS 'After that it cannot be answered.'
-- next
COMMENT ON COLUMN authorization_request.used IS 'When it was answered.'
-- next
CREATE TABLE emergency_access (
	id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	patient_pk BIGINT NOT NULL, 
	purpose TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	started BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	ended BIGINT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX emergency_access_account ON emergency_access (account_id, expires)
-- next
COMMENT ON TABLE emergency_access IS 'Access to one patient in an emergency, broken open by a person for a reason.'
-- next
COMMENT ON COLUMN emergency_access.purpose IS 'Code of v3-ActReason: ETREAT or BTG.'
-- next
COMMENT ON COLUMN emergency_access.reason IS 'In the person''s own words.'
-- next
COMMENT ON COLUMN emergency_access.started IS 'From then on.'
-- next
COMMENT ON COLUMN emergency_access.expires IS 'Until then.'
-- next
COMMENT ON COLUMN emergency_access.ended IS 'When the person ended it.'
-- next
CREATE TABLE launch (
	digest BYTEA NOT NULL, 
	client_id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	session_id TEXT NOT NULL, 
	context TEXT NOT NULL, 
	expires BIGINT NOT NULL, 
	used BIGINT, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(client_id) REFERENCES oauth_client (id) ON DELETE CASCADE, 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_launch_account_id ON launch (account_id)
-- next
CREATE INDEX ix_launch_client_id ON launch (client_id)
-- next
COMMENT ON TABLE launch IS 'EHR launches.  https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html'
-- next
COMMENT ON COLUMN launch.context IS 'JSON.'
-- next
COMMENT ON COLUMN launch.expires IS 'After that it cannot be used.'
-- next
COMMENT ON COLUMN launch.used IS 'When it was used.'
-- next
CREATE TABLE oauth_grant (
	id TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	account_id TEXT, 
	session_id TEXT, 
	scope TEXT NOT NULL, 
	context TEXT NOT NULL, 
	nonce TEXT, 
	authenticated BIGINT, 
	methods TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	expires BIGINT, 
	revoked BIGINT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(client_id) REFERENCES oauth_client (id) ON DELETE CASCADE, 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX oauth_grant_account ON oauth_grant (account_id, client_id)
-- next
CREATE INDEX oauth_grant_client ON oauth_grant (client_id)
-- next
COMMENT ON TABLE oauth_grant IS 'What a client was granted: all its codes and tokens hang on it, and end with it.'
-- next
COMMENT ON COLUMN oauth_grant.account_id IS 'Who granted; NULL for client credentials.'
-- next
COMMENT ON COLUMN oauth_grant.session_id IS 'The session that online access ends with; NULL: it outlives the session.'
-- next
COMMENT ON COLUMN oauth_grant.scope IS 'What was granted.'
-- next
COMMENT ON COLUMN oauth_grant.context IS 'Launch context, JSON as in the token response.'
-- next
COMMENT ON COLUMN oauth_grant.nonce IS 'For the id_token.'
-- next
COMMENT ON COLUMN oauth_grant.authenticated IS 'auth_time of the id_token.'
-- next
COMMENT ON COLUMN oauth_grant.methods IS 'amr of the id_token, JSON.'
-- next
COMMENT ON COLUMN oauth_grant.created IS 'When it was granted.'
-- next
COMMENT ON COLUMN oauth_grant.expires IS 'The latest end, whatever is refreshed.'
-- next
COMMENT ON COLUMN oauth_grant.revoked IS 'When it was revoked.'
-- next
CREATE TABLE stated_reason (
	id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	patient_pk BIGINT NOT NULL, 
	reason TEXT NOT NULL, 
	started BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX stated_reason_account ON stated_reason (account_id, patient_pk, expires)
-- next
COMMENT ON TABLE stated_reason IS 'Reasons that people gave for looking at a record whose patient they are not known to treat.'
-- next
COMMENT ON COLUMN stated_reason.reason IS 'In the person''s own words.'
-- next
COMMENT ON COLUMN stated_reason.started IS 'From then on.'
-- next
COMMENT ON COLUMN stated_reason.expires IS 'Until then.'
-- next
CREATE TABLE access_token (
	digest BYTEA NOT NULL, 
	grant_id TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	issued BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	revoked BIGINT, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
)
-- next
CREATE INDEX access_token_expires ON access_token (expires)
-- next
CREATE INDEX ix_access_token_grant_id ON access_token (grant_id)
-- next
COMMENT ON TABLE access_token IS 'Access tokens.'
-- next
COMMENT ON COLUMN access_token.scope IS 'May be less than that of the grant.'
-- next
COMMENT ON COLUMN access_token.issued IS 'When it was issued.'
-- next
COMMENT ON COLUMN access_token.expires IS 'After that it opens nothing.'
-- next
COMMENT ON COLUMN access_token.revoked IS 'When it was revoked.'
-- next
CREATE TABLE authorization_code (
	digest BYTEA NOT NULL, 
	grant_id TEXT NOT NULL, 
	redirect_uri TEXT NOT NULL, 
	code_challenge TEXT NOT NULL, 
	expires BIGINT NOT NULL, 
	used BIGINT, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_authorization_code_grant_id ON authorization_code (grant_id)
-- next
COMMENT ON TABLE authorization_code IS 'Authorization codes.  https://www.rfc-editor.org/rfc/rfc6749#section-4.1'
-- next
COMMENT ON COLUMN authorization_code.code_challenge IS 'S256.'
-- next
COMMENT ON COLUMN authorization_code.expires IS 'After that it cannot be exchanged.'
-- next
COMMENT ON COLUMN authorization_code.used IS 'When it was exchanged.'
-- next
CREATE TABLE refresh_token (
	digest BYTEA NOT NULL, 
	grant_id TEXT NOT NULL, 
	issued BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	used BIGINT, 
	answer BYTEA, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_refresh_token_grant_id ON refresh_token (grant_id)
-- next
COMMENT ON TABLE refresh_token IS 'Refresh tokens; each is used once.'
-- next
COMMENT ON COLUMN refresh_token.issued IS 'When it was issued.'
-- next
COMMENT ON COLUMN refresh_token.expires IS 'After that it cannot be used.'
-- next
COMMENT ON COLUMN refresh_token.used IS 'When it was exchanged for the next one.'
-- next
COMMENT ON COLUMN refresh_token.answer IS 'The sealed answer to its use, for a client that did not get it.'
