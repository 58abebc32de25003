CREATE TABLE account (
	id TEXT NOT NULL, 
	username TEXT NOT NULL, 
	name TEXT NOT NULL, 
	fhir_user TEXT, 
	active BOOLEAN NOT NULL, 
	password TEXT, 
	password_changed BIGINT, 
	totp BLOB, 
	totp_confirmed BOOLEAN NOT NULL, 
	totp_step BIGINT NOT NULL, 
	created BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (username)
)
-- next
CREATE TABLE account_challenge (
	digest BLOB NOT NULL, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (digest)
)
-- next
CREATE INDEX account_challenge_expires ON account_challenge (expires)
-- next
CREATE TABLE care_relation (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	actor_pk BIGINT NOT NULL, 
	patient_pk BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	low TEXT NOT NULL, 
	high TEXT NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX care_relation_actor ON care_relation (actor_pk, kind, high, patient_pk)
-- next
CREATE INDEX care_relation_patient ON care_relation (patient_pk, actor_pk, kind, high)
-- next
CREATE TABLE consent_provision (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	patient_pk BIGINT NOT NULL, 
	permit BOOLEAN NOT NULL, 
	low TEXT NOT NULL, 
	high TEXT NOT NULL, 
	actors TEXT, 
	actions TEXT, 
	purposes TEXT, 
	types TEXT, 
	codes TEXT, 
	labels TEXT, 
	resources TEXT, 
	data_low TEXT, 
	data_high TEXT, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX consent_provision_patient ON consent_provision (patient_pk, permit)
-- next
CREATE TABLE index_due (
	revision TEXT NOT NULL, 
	PRIMARY KEY (revision)
)
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
CREATE TABLE registration_token (
	digest BLOB NOT NULL, 
	uses BIGINT NOT NULL, 
	created BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (digest)
)
-- next
CREATE TABLE security_event (
	number INTEGER NOT NULL, 
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
 WITHOUT ROWID
-- next
CREATE TABLE signing_key (
	kid TEXT NOT NULL, 
	algorithm TEXT NOT NULL, 
	private BLOB NOT NULL, 
	public TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	activates BIGINT NOT NULL, 
	retires BIGINT, 
	PRIMARY KEY (kid)
)
-- next
CREATE TABLE throttle (
	"key" BLOB NOT NULL, 
	failures BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	last BIGINT NOT NULL, 
	PRIMARY KEY ("key")
)
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
CREATE TABLE account_invitation (
	digest BLOB NOT NULL, 
	account_id TEXT, 
	expires BIGINT NOT NULL, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_account_invitation_account_id ON account_invitation (account_id)
-- next
CREATE TABLE account_passkey (
	credential_id BLOB NOT NULL, 
	account_id TEXT NOT NULL, 
	public_key BLOB NOT NULL, 
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
CREATE TABLE account_recovery_code (
	account_id TEXT NOT NULL, 
	digest BLOB NOT NULL, 
	PRIMARY KEY (account_id, digest), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE TABLE account_role (
	account_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	PRIMARY KEY (account_id, role), 
	FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
)
-- next
CREATE TABLE account_session (
	digest BLOB NOT NULL, 
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
CREATE TABLE authorization_request (
	digest BLOB NOT NULL, 
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
CREATE TABLE launch (
	digest BLOB NOT NULL, 
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
CREATE TABLE access_token (
	digest BLOB NOT NULL, 
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
CREATE TABLE authorization_code (
	digest BLOB NOT NULL, 
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
CREATE TABLE refresh_token (
	digest BLOB NOT NULL, 
	grant_id TEXT NOT NULL, 
	issued BIGINT NOT NULL, 
	expires BIGINT NOT NULL, 
	used BIGINT, 
	answer BLOB, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_refresh_token_grant_id ON refresh_token (grant_id)
