CREATE TABLE data_key (
	id BLOB NOT NULL, 
	owner TEXT NOT NULL, 
	wrapped BLOB NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (owner)
)
-- next
CREATE TABLE organization (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	kind TEXT NOT NULL, 
	active INTEGER, 
	name TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	part_of INT, 
	address_use TEXT, 
	address_type TEXT, 
	address_line TEXT, 
	address_city TEXT, 
	address_district TEXT, 
	address_state TEXT, 
	address_postal_code TEXT, 
	address_country TEXT, 
	address_text TEXT, 
	status TEXT, 
	operational_status_system TEXT, 
	operational_status TEXT, 
	operational_status_display TEXT, 
	description TEXT, 
	mode TEXT, 
	physical_type_system TEXT, 
	physical_type TEXT, 
	physical_type_display TEXT, 
	physical_type_text TEXT, 
	managing_organization INT, 
	longitude REAL, 
	latitude REAL, 
	altitude REAL, 
	CONSTRAINT organization_pkey PRIMARY KEY (pk), 
	CONSTRAINT organization_id_key UNIQUE (kind, id), 
	CONSTRAINT organization_part_of_fkey FOREIGN KEY(part_of) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_managing_organization_fkey FOREIGN KEY(managing_organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT organization_kind_check CHECK (kind IN ('organization', 'location')), 
	CONSTRAINT organization_active_check CHECK (active IN (0, 1)), 
	CONSTRAINT organization_name_check CHECK (length(name) BETWEEN 1 AND 255), 
	CONSTRAINT organization_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT organization_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT organization_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT organization_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT organization_address_use_check CHECK (address_use IN ('home', 'work', 'temp', 'old', 'billing')), 
	CONSTRAINT organization_address_type_check CHECK (address_type IN ('postal', 'physical', 'both')), 
	CONSTRAINT organization_address_line_check CHECK (length(address_line) BETWEEN 1 AND 255 AND trim(address_line) = address_line), 
	CONSTRAINT organization_address_city_check CHECK (length(address_city) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_district_check CHECK (length(address_district) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_state_check CHECK (length(address_state) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_postal_code_check CHECK (length(address_postal_code) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_country_check CHECK (length(address_country) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_text_check CHECK (address_text <> ''), 
	CONSTRAINT organization_status_check CHECK (status IN ('active', 'suspended', 'inactive')), 
	CONSTRAINT organization_operational_status_system_check CHECK (length(operational_status_system) BETWEEN 1 AND 255 AND operational_status_system NOT LIKE '% %'), 
	CONSTRAINT organization_operational_status_check CHECK (length(operational_status) BETWEEN 1 AND 255 AND trim(operational_status) = operational_status AND operational_status NOT LIKE '%  %'), 
	CONSTRAINT organization_operational_status_display_check CHECK (operational_status_display <> ''), 
	CONSTRAINT organization_description_check CHECK (description <> ''), 
	CONSTRAINT organization_mode_check CHECK (mode IN ('instance', 'kind')), 
	CONSTRAINT organization_physical_type_system_check CHECK (length(physical_type_system) BETWEEN 1 AND 255 AND physical_type_system NOT LIKE '% %'), 
	CONSTRAINT organization_physical_type_check CHECK (length(physical_type) BETWEEN 1 AND 255 AND trim(physical_type) = physical_type AND physical_type NOT LIKE '%  %'), 
	CONSTRAINT organization_physical_type_display_check CHECK (physical_type_display <> ''), 
	CONSTRAINT organization_physical_type_text_check CHECK (physical_type_text <> ''), 
	CONSTRAINT organization_longitude_check CHECK (abs(longitude) < 9e999), 
	CONSTRAINT organization_latitude_check CHECK (abs(latitude) < 9e999), 
	CONSTRAINT organization_altitude_check CHECK (abs(altitude) < 9e999), 
	CONSTRAINT organization_active_kind_check CHECK (kind IN ('organization') OR (active IS NULL)), 
	CONSTRAINT organization_status_kind_check CHECK (kind IN ('location') OR (status IS NULL AND operational_status_system IS NULL AND operational_status IS NULL AND operational_status_display IS NULL AND description IS NULL AND mode IS NULL AND physical_type_system IS NULL AND physical_type IS NULL AND physical_type_display IS NULL AND physical_type_text IS NULL AND managing_organization IS NULL AND longitude IS NULL AND latitude IS NULL AND altitude IS NULL))
)
 STRICT
-- next
CREATE INDEX organization_managing_organization_index ON organization (managing_organization)
-- next
CREATE INDEX organization_name_index ON organization (lower(name))
-- next
CREATE INDEX organization_part_of_index ON organization (part_of)
-- next
CREATE TABLE resource (
	pk INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	last_updated TEXT NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	patient_pk BIGINT, 
	moment TEXT DEFAULT '0001-01-01T00:00:00.000000Z' NOT NULL, 
	moment_end TEXT DEFAULT '0001-01-01T00:00:00.000000Z' NOT NULL, 
	PRIMARY KEY (pk), 
	CONSTRAINT resource_identity UNIQUE (type, id)
)
-- next
CREATE INDEX resource_last_updated ON resource (type, last_updated, pk) WHERE NOT deleted AND version > 0
-- next
CREATE INDEX resource_moment ON resource (type, moment, pk) WHERE NOT deleted AND version > 0
-- next
CREATE INDEX resource_patient ON resource (patient_pk, type)
-- next
CREATE TABLE resource_reference (
	source_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	target_pk BIGINT NOT NULL, 
	PRIMARY KEY (source_pk, path, element, target_pk)
)
 WITHOUT ROWID
-- next
CREATE INDEX resource_reference_target ON resource_reference (target_pk, path, source_pk)
-- next
CREATE TABLE search_date (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	low TEXT NOT NULL, 
	high TEXT NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX search_date_high ON search_date (path, high)
-- next
CREATE INDEX search_date_low ON search_date (path, low, high)
-- next
CREATE TABLE search_generation (
	number BIGINT NOT NULL
)
-- next
CREATE TABLE search_number (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	low REAL NOT NULL, 
	high REAL NOT NULL, 
	is_range BOOLEAN NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX search_number_low ON search_number (path, low)
-- next
CREATE INDEX search_number_range ON search_number (path) WHERE is_range
-- next
CREATE TABLE search_parameter (
	resource_pk BIGINT NOT NULL, 
	url TEXT NOT NULL, 
	code TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT, 
	last_pk BIGINT NOT NULL, 
	done BIGINT NOT NULL, 
	total BIGINT, 
	PRIMARY KEY (resource_pk), 
	CONSTRAINT search_parameter_state CHECK (state IN ('indexing', 'ready', 'removing', 'unusable'))
)
-- next
CREATE TABLE search_position (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	latitude REAL NOT NULL, 
	longitude REAL NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX search_position_latitude ON search_position (path, latitude, longitude)
-- next
CREATE TABLE search_quantity (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	low REAL NOT NULL, 
	high REAL NOT NULL, 
	is_range BOOLEAN NOT NULL, 
	system TEXT, 
	code TEXT, 
	unit TEXT, 
	canonical_low REAL, 
	canonical_high REAL, 
	canonical_unit TEXT, 
	of_code TEXT, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX search_quantity_canonical ON search_quantity (path, canonical_unit, canonical_low)
-- next
CREATE INDEX search_quantity_code_canonical ON search_quantity (path, of_code, canonical_unit, canonical_low)
-- next
CREATE INDEX search_quantity_code_low ON search_quantity (path, of_code, low)
-- next
CREATE INDEX search_quantity_low ON search_quantity (path, low)
-- next
CREATE INDEX search_quantity_range ON search_quantity (path) WHERE is_range
-- next
CREATE TABLE search_string (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	folded TEXT NOT NULL, 
	whole TEXT, 
	value TEXT NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX search_string_folded ON search_string (path, folded, resource_pk)
-- next
CREATE VIRTUAL TABLE search_text USING fts5(narrative, content, coded, detail='full')
-- next
CREATE TABLE search_token (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	system BIGINT, 
	code TEXT, 
	exact TEXT, 
	patient_pk BIGINT, 
	moment TEXT NOT NULL, 
	moment_end TEXT NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX search_token_code ON search_token (path, code, moment, resource_pk)
-- next
CREATE INDEX search_token_patient ON search_token (patient_pk, path, code)
-- next
CREATE TABLE search_uri (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	version TEXT, 
	PRIMARY KEY (resource_pk, path, position)
)
 WITHOUT ROWID
-- next
CREATE INDEX search_uri_value ON search_uri (path, value, resource_pk)
-- next
CREATE TABLE sql_change (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	table_name TEXT NOT NULL, 
	pk BIGINT NOT NULL, 
	operation TEXT NOT NULL, 
	database_user TEXT NOT NULL, 
	changed_at TEXT DEFAULT CURRENT_TIMESTAMP NOT NULL
)
-- next
CREATE INDEX sql_change_pk ON sql_change (pk)
-- next
CREATE TABLE organization_address (
	organization INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type TEXT, 
	line TEXT, 
	city TEXT, 
	district TEXT, 
	state TEXT, 
	postal_code TEXT, 
	country TEXT, 
	text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT organization_address_pkey PRIMARY KEY (organization, position), 
	CONSTRAINT organization_address_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_address_position_check CHECK (position >= 0), 
	CONSTRAINT organization_address_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'billing')), 
	CONSTRAINT organization_address_type_check CHECK (type IN ('postal', 'physical', 'both')), 
	CONSTRAINT organization_address_line_check CHECK (length(line) BETWEEN 1 AND 255 AND trim(line) = line), 
	CONSTRAINT organization_address_city_check CHECK (length(city) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_district_check CHECK (length(district) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_state_check CHECK (length(state) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_postal_code_check CHECK (length(postal_code) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_country_check CHECK (length(country) BETWEEN 1 AND 255), 
	CONSTRAINT organization_address_text_check CHECK (text <> ''), 
	CONSTRAINT organization_address_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT organization_address_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT organization_address_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX organization_address_city_index ON organization_address (lower(city))
-- next
CREATE INDEX organization_address_postal_code_index ON organization_address (postal_code)
-- next
CREATE TABLE organization_alias (
	organization INT NOT NULL, 
	position INTEGER NOT NULL, 
	alias TEXT, 
	CONSTRAINT organization_alias_pkey PRIMARY KEY (organization, position), 
	CONSTRAINT organization_alias_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_alias_position_check CHECK (position >= 0), 
	CONSTRAINT organization_alias_alias_check CHECK (alias <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE organization_identifier (
	organization INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT organization_identifier_pkey PRIMARY KEY (organization, position), 
	CONSTRAINT organization_identifier_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT organization_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT organization_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT organization_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT organization_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT organization_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT organization_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT organization_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT organization_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT organization_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT organization_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX organization_identifier_value_system_index ON organization_identifier (value, system)
-- next
CREATE TABLE organization_telecom (
	organization INT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT organization_telecom_pkey PRIMARY KEY (organization, position), 
	CONSTRAINT organization_telecom_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT organization_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT organization_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT organization_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT organization_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT organization_telecom_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT organization_telecom_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT organization_telecom_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE organization_type (
	organization INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT organization_type_pkey PRIMARY KEY (organization, position), 
	CONSTRAINT organization_type_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_type_position_check CHECK (position >= 0), 
	CONSTRAINT organization_type_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT organization_type_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT organization_type_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT organization_type_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE practitioner (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	kind TEXT NOT NULL, 
	active INTEGER, 
	family TEXT, 
	given TEXT, 
	prefix TEXT, 
	gender TEXT, 
	birth_date TEXT, 
	birth_date_end TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	practitioner INT, 
	organization INT, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	specialty_system TEXT, 
	specialty TEXT, 
	specialty_display TEXT, 
	specialty_text TEXT, 
	CONSTRAINT practitioner_pkey PRIMARY KEY (pk), 
	CONSTRAINT practitioner_id_key UNIQUE (kind, id), 
	CONSTRAINT practitioner_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT practitioner_kind_check CHECK (kind IN ('practitioner', 'role')), 
	CONSTRAINT practitioner_active_check CHECK (active IN (0, 1)), 
	CONSTRAINT practitioner_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT practitioner_prefix_check CHECK (length(prefix) BETWEEN 1 AND 255 AND trim(prefix) = prefix), 
	CONSTRAINT practitioner_gender_check CHECK (gender IN ('male', 'female', 'other', 'unknown')), 
	CONSTRAINT practitioner_birth_date_check CHECK (birth_date IS date(birth_date, '+0 days')), 
	CONSTRAINT practitioner_birth_date_end_check CHECK (birth_date_end IS date(birth_date_end, '+0 days')), 
	CONSTRAINT practitioner_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT practitioner_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT practitioner_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10)), 
	CONSTRAINT practitioner_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT practitioner_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT practitioner_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT practitioner_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT practitioner_specialty_system_check CHECK (length(specialty_system) BETWEEN 1 AND 255 AND specialty_system NOT LIKE '% %'), 
	CONSTRAINT practitioner_specialty_check CHECK (length(specialty) BETWEEN 1 AND 255 AND trim(specialty) = specialty AND specialty NOT LIKE '%  %'), 
	CONSTRAINT practitioner_specialty_display_check CHECK (specialty_display <> ''), 
	CONSTRAINT practitioner_specialty_text_check CHECK (specialty_text <> ''), 
	CONSTRAINT practitioner_family_kind_check CHECK (kind IN ('practitioner') OR (family IS NULL AND given IS NULL AND prefix IS NULL AND gender IS NULL AND birth_date IS NULL AND birth_date_end IS NULL)), 
	CONSTRAINT practitioner_period_start_kind_check CHECK (kind IN ('role') OR (period_start IS NULL AND period_end IS NULL AND period_end_end IS NULL AND practitioner IS NULL AND organization IS NULL AND code_system IS NULL AND code IS NULL AND code_display IS NULL AND code_text IS NULL AND specialty_system IS NULL AND specialty IS NULL AND specialty_display IS NULL AND specialty_text IS NULL))
)
 STRICT
-- next
CREATE INDEX practitioner_family_index ON practitioner (lower(family))
-- next
CREATE INDEX practitioner_organization_index ON practitioner (organization)
-- next
CREATE INDEX practitioner_practitioner_index ON practitioner (practitioner)
-- next
CREATE TABLE resource_version (
	resource_pk BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	method TEXT NOT NULL, 
	last_updated TEXT NOT NULL, 
	written_by TEXT, 
	patient_pk BIGINT, 
	key_id BLOB, 
	document BLOB, 
	PRIMARY KEY (resource_pk, version), 
	CONSTRAINT resource_version_sealed CHECK ((document IS NULL) = (key_id IS NULL)), 
	FOREIGN KEY(resource_pk) REFERENCES resource (pk) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(key_id) REFERENCES data_key (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX resource_version_time ON resource_version (last_updated, resource_pk, version)
-- next
CREATE INDEX resource_version_type_time ON resource_version (type, last_updated, resource_pk, version)
-- next
CREATE TABLE sql_quarantine (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	table_name TEXT NOT NULL, 
	pk BIGINT NOT NULL, 
	resource_type TEXT, 
	resource_id TEXT, 
	operation TEXT NOT NULL, 
	database_user TEXT NOT NULL, 
	found_at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	key_id BLOB NOT NULL, 
	rows BLOB NOT NULL, 
	state TEXT DEFAULT 'waiting' NOT NULL, 
	CONSTRAINT sql_quarantine_state CHECK (state IN ('waiting', 'applied', 'discarded')), 
	FOREIGN KEY(key_id) REFERENCES data_key (id)
)
-- next
CREATE TABLE patient (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	active INTEGER, 
	family TEXT, 
	given TEXT, 
	gender TEXT, 
	birth_date TEXT, 
	birth_date_end TEXT, 
	deceased INTEGER, 
	deceased_at TEXT, 
	deceased_at_end TEXT, 
	marital_status_system TEXT, 
	marital_status TEXT, 
	marital_status_display TEXT, 
	marital_status_text TEXT, 
	multiple_birth INTEGER, 
	birth_order INTEGER, 
	language_system TEXT, 
	language TEXT, 
	language_display TEXT, 
	language_text TEXT, 
	address_use TEXT, 
	address_type TEXT, 
	address_line TEXT, 
	address_city TEXT, 
	address_district TEXT, 
	address_state TEXT, 
	address_postal_code TEXT, 
	address_country TEXT, 
	address_text TEXT, 
	race_system TEXT, 
	race TEXT, 
	race_display TEXT, 
	race_text TEXT, 
	ethnicity_system TEXT, 
	ethnicity TEXT, 
	ethnicity_display TEXT, 
	ethnicity_text TEXT, 
	birth_sex TEXT, 
	general_practitioner INT, 
	managing_organization INT, 
	CONSTRAINT patient_pkey PRIMARY KEY (pk), 
	CONSTRAINT patient_id_key UNIQUE (id), 
	CONSTRAINT patient_general_practitioner_fkey FOREIGN KEY(general_practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_managing_organization_fkey FOREIGN KEY(managing_organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT patient_active_check CHECK (active IN (0, 1)), 
	CONSTRAINT patient_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT patient_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT patient_gender_check CHECK (gender IN ('male', 'female', 'other', 'unknown')), 
	CONSTRAINT patient_birth_date_check CHECK (birth_date IS date(birth_date, '+0 days')), 
	CONSTRAINT patient_birth_date_end_check CHECK (birth_date_end IS date(birth_date_end, '+0 days')), 
	CONSTRAINT patient_deceased_check CHECK (deceased IN (0, 1)), 
	CONSTRAINT patient_deceased_at_check CHECK (deceased_at IS NULL OR julianday(deceased_at) IS NOT NULL AND date(substr(deceased_at, 1, 10), '+0 days') IS substr(deceased_at, 1, 10)), 
	CONSTRAINT patient_deceased_at_end_check CHECK (deceased_at_end IS NULL OR julianday(deceased_at_end) IS NOT NULL AND date(substr(deceased_at_end, 1, 10), '+0 days') IS substr(deceased_at_end, 1, 10)), 
	CONSTRAINT patient_marital_status_system_check CHECK (length(marital_status_system) BETWEEN 1 AND 255 AND marital_status_system NOT LIKE '% %'), 
	CONSTRAINT patient_marital_status_check CHECK (length(marital_status) BETWEEN 1 AND 255 AND trim(marital_status) = marital_status AND marital_status NOT LIKE '%  %'), 
	CONSTRAINT patient_marital_status_display_check CHECK (marital_status_display <> ''), 
	CONSTRAINT patient_marital_status_text_check CHECK (marital_status_text <> ''), 
	CONSTRAINT patient_multiple_birth_check CHECK (multiple_birth IN (0, 1)), 
	CONSTRAINT patient_birth_order_check CHECK (birth_order >= 1), 
	CONSTRAINT patient_language_system_check CHECK (length(language_system) BETWEEN 1 AND 255 AND language_system NOT LIKE '% %'), 
	CONSTRAINT patient_language_check CHECK (length(language) BETWEEN 1 AND 255 AND trim(language) = language AND language NOT LIKE '%  %'), 
	CONSTRAINT patient_language_display_check CHECK (language_display <> ''), 
	CONSTRAINT patient_language_text_check CHECK (language_text <> ''), 
	CONSTRAINT patient_address_use_check CHECK (address_use IN ('home', 'work', 'temp', 'old', 'billing')), 
	CONSTRAINT patient_address_type_check CHECK (address_type IN ('postal', 'physical', 'both')), 
	CONSTRAINT patient_address_line_check CHECK (length(address_line) BETWEEN 1 AND 255 AND trim(address_line) = address_line), 
	CONSTRAINT patient_address_city_check CHECK (length(address_city) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_district_check CHECK (length(address_district) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_state_check CHECK (length(address_state) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_postal_code_check CHECK (length(address_postal_code) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_country_check CHECK (length(address_country) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_text_check CHECK (address_text <> ''), 
	CONSTRAINT patient_race_system_check CHECK (length(race_system) BETWEEN 1 AND 255 AND race_system NOT LIKE '% %'), 
	CONSTRAINT patient_race_check CHECK (length(race) BETWEEN 1 AND 255 AND trim(race) = race AND race NOT LIKE '%  %'), 
	CONSTRAINT patient_race_display_check CHECK (race_display <> ''), 
	CONSTRAINT patient_race_text_check CHECK (race_text <> ''), 
	CONSTRAINT patient_ethnicity_system_check CHECK (length(ethnicity_system) BETWEEN 1 AND 255 AND ethnicity_system NOT LIKE '% %'), 
	CONSTRAINT patient_ethnicity_check CHECK (length(ethnicity) BETWEEN 1 AND 255 AND trim(ethnicity) = ethnicity AND ethnicity NOT LIKE '%  %'), 
	CONSTRAINT patient_ethnicity_display_check CHECK (ethnicity_display <> ''), 
	CONSTRAINT patient_ethnicity_text_check CHECK (ethnicity_text <> ''), 
	CONSTRAINT patient_birth_sex_check CHECK (length(birth_sex) BETWEEN 1 AND 255 AND trim(birth_sex) = birth_sex AND birth_sex NOT LIKE '%  %'), 
	CONSTRAINT patient_one_deceased_0_check CHECK (CASE WHEN deceased IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN deceased_at IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT patient_one_multiplebirth_1_check CHECK (CASE WHEN multiple_birth IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN birth_order IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 STRICT
-- next
CREATE INDEX patient_birth_date_index ON patient (birth_date)
-- next
CREATE INDEX patient_family_index ON patient (lower(family))
-- next
CREATE INDEX patient_gender_index ON patient (gender)
-- next
CREATE INDEX patient_general_practitioner_index ON patient (general_practitioner)
-- next
CREATE INDEX patient_given_index ON patient (lower(given))
-- next
CREATE TABLE practitioner_address (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type TEXT, 
	line TEXT, 
	city TEXT, 
	district TEXT, 
	state TEXT, 
	postal_code TEXT, 
	country TEXT, 
	text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT practitioner_address_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_address_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_address_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_address_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'billing')), 
	CONSTRAINT practitioner_address_type_check CHECK (type IN ('postal', 'physical', 'both')), 
	CONSTRAINT practitioner_address_line_check CHECK (length(line) BETWEEN 1 AND 255 AND trim(line) = line), 
	CONSTRAINT practitioner_address_city_check CHECK (length(city) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_address_district_check CHECK (length(district) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_address_state_check CHECK (length(state) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_address_postal_code_check CHECK (length(postal_code) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_address_country_check CHECK (length(country) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_address_text_check CHECK (text <> ''), 
	CONSTRAINT practitioner_address_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT practitioner_address_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT practitioner_address_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX practitioner_address_city_index ON practitioner_address (lower(city))
-- next
CREATE INDEX practitioner_address_postal_code_index ON practitioner_address (postal_code)
-- next
CREATE TABLE practitioner_code (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT practitioner_code_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_code_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_code_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_code_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT practitioner_code_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT practitioner_code_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT practitioner_code_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE practitioner_identifier (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT practitioner_identifier_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_identifier_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT practitioner_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT practitioner_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT practitioner_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT practitioner_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT practitioner_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT practitioner_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT practitioner_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT practitioner_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX practitioner_identifier_value_system_index ON practitioner_identifier (value, system)
-- next
CREATE TABLE practitioner_location (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	location INT, 
	CONSTRAINT practitioner_location_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_location_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_location_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_location_position_check CHECK (position >= 0)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE practitioner_name (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	family TEXT, 
	given TEXT, 
	prefix TEXT, 
	suffix TEXT, 
	text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT practitioner_name_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_name_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_name_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_name_use_check CHECK (use IN ('usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden')), 
	CONSTRAINT practitioner_name_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_name_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT practitioner_name_prefix_check CHECK (length(prefix) BETWEEN 1 AND 255 AND trim(prefix) = prefix), 
	CONSTRAINT practitioner_name_suffix_check CHECK (length(suffix) BETWEEN 1 AND 255 AND trim(suffix) = suffix), 
	CONSTRAINT practitioner_name_text_check CHECK (text <> ''), 
	CONSTRAINT practitioner_name_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT practitioner_name_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT practitioner_name_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX practitioner_name_family_index ON practitioner_name (lower(family))
-- next
CREATE INDEX practitioner_name_given_index ON practitioner_name (lower(given))
-- next
CREATE TABLE practitioner_qualification (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	issuer INT, 
	in_document TEXT, 
	CONSTRAINT practitioner_qualification_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_qualification_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_qualification_issuer_fkey FOREIGN KEY(issuer) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_qualification_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_qualification_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT practitioner_qualification_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT practitioner_qualification_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT practitioner_qualification_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT practitioner_qualification_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT practitioner_qualification_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT practitioner_qualification_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10)), 
	CONSTRAINT practitioner_qualification_has_code_check CHECK (code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,code,%')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE practitioner_specialty (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT practitioner_specialty_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_specialty_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_specialty_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_specialty_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT practitioner_specialty_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT practitioner_specialty_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT practitioner_specialty_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE practitioner_telecom (
	practitioner INT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT practitioner_telecom_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_telecom_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT practitioner_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT practitioner_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT practitioner_telecom_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT practitioner_telecom_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT practitioner_telecom_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE encounter (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	patient INT, 
	status TEXT, 
	class_system TEXT, 
	class TEXT, 
	class_display TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	service_type_system TEXT, 
	service_type TEXT, 
	service_type_display TEXT, 
	service_type_text TEXT, 
	priority_system TEXT, 
	priority TEXT, 
	priority_display TEXT, 
	priority_text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	length REAL, 
	length_unit TEXT, 
	length_unit_system TEXT, 
	length_unit_code TEXT, 
	service_provider INT, 
	part_of INT, 
	reason_system TEXT, 
	reason TEXT, 
	reason_display TEXT, 
	reason_text TEXT, 
	admit_source_system TEXT, 
	admit_source TEXT, 
	admit_source_display TEXT, 
	admit_source_text TEXT, 
	re_admission_system TEXT, 
	re_admission TEXT, 
	re_admission_display TEXT, 
	re_admission_text TEXT, 
	origin INT, 
	discharge_disposition_system TEXT, 
	discharge_disposition TEXT, 
	discharge_disposition_display TEXT, 
	discharge_disposition_text TEXT, 
	destination INT, 
	in_document TEXT, 
	CONSTRAINT encounter_pkey PRIMARY KEY (pk), 
	CONSTRAINT encounter_id_key UNIQUE (id), 
	CONSTRAINT encounter_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_service_provider_fkey FOREIGN KEY(service_provider) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_part_of_fkey FOREIGN KEY(part_of) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_origin_fkey FOREIGN KEY(origin) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_destination_fkey FOREIGN KEY(destination) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT encounter_status_check CHECK (status IN ('planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'entered-in-error', 'unknown')), 
	CONSTRAINT encounter_class_system_check CHECK (length(class_system) BETWEEN 1 AND 255 AND class_system NOT LIKE '% %'), 
	CONSTRAINT encounter_class_check CHECK (length(class) BETWEEN 1 AND 255 AND trim(class) = class AND class NOT LIKE '%  %'), 
	CONSTRAINT encounter_class_display_check CHECK (class_display <> ''), 
	CONSTRAINT encounter_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT encounter_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT encounter_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT encounter_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT encounter_service_type_system_check CHECK (length(service_type_system) BETWEEN 1 AND 255 AND service_type_system NOT LIKE '% %'), 
	CONSTRAINT encounter_service_type_check CHECK (length(service_type) BETWEEN 1 AND 255 AND trim(service_type) = service_type AND service_type NOT LIKE '%  %'), 
	CONSTRAINT encounter_service_type_display_check CHECK (service_type_display <> ''), 
	CONSTRAINT encounter_service_type_text_check CHECK (service_type_text <> ''), 
	CONSTRAINT encounter_priority_system_check CHECK (length(priority_system) BETWEEN 1 AND 255 AND priority_system NOT LIKE '% %'), 
	CONSTRAINT encounter_priority_check CHECK (length(priority) BETWEEN 1 AND 255 AND trim(priority) = priority AND priority NOT LIKE '%  %'), 
	CONSTRAINT encounter_priority_display_check CHECK (priority_display <> ''), 
	CONSTRAINT encounter_priority_text_check CHECK (priority_text <> ''), 
	CONSTRAINT encounter_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT encounter_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT encounter_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10)), 
	CONSTRAINT encounter_length_check CHECK (abs(length) < 9e999), 
	CONSTRAINT encounter_length_unit_check CHECK (length_unit <> ''), 
	CONSTRAINT encounter_length_unit_system_check CHECK (length(length_unit_system) BETWEEN 1 AND 255 AND length_unit_system NOT LIKE '% %'), 
	CONSTRAINT encounter_length_unit_code_check CHECK (length(length_unit_code) BETWEEN 1 AND 255 AND trim(length_unit_code) = length_unit_code AND length_unit_code NOT LIKE '%  %'), 
	CONSTRAINT encounter_reason_system_check CHECK (length(reason_system) BETWEEN 1 AND 255 AND reason_system NOT LIKE '% %'), 
	CONSTRAINT encounter_reason_check CHECK (length(reason) BETWEEN 1 AND 255 AND trim(reason) = reason AND reason NOT LIKE '%  %'), 
	CONSTRAINT encounter_reason_display_check CHECK (reason_display <> ''), 
	CONSTRAINT encounter_reason_text_check CHECK (reason_text <> ''), 
	CONSTRAINT encounter_admit_source_system_check CHECK (length(admit_source_system) BETWEEN 1 AND 255 AND admit_source_system NOT LIKE '% %'), 
	CONSTRAINT encounter_admit_source_check CHECK (length(admit_source) BETWEEN 1 AND 255 AND trim(admit_source) = admit_source AND admit_source NOT LIKE '%  %'), 
	CONSTRAINT encounter_admit_source_display_check CHECK (admit_source_display <> ''), 
	CONSTRAINT encounter_admit_source_text_check CHECK (admit_source_text <> ''), 
	CONSTRAINT encounter_re_admission_system_check CHECK (length(re_admission_system) BETWEEN 1 AND 255 AND re_admission_system NOT LIKE '% %'), 
	CONSTRAINT encounter_re_admission_check CHECK (length(re_admission) BETWEEN 1 AND 255 AND trim(re_admission) = re_admission AND re_admission NOT LIKE '%  %'), 
	CONSTRAINT encounter_re_admission_display_check CHECK (re_admission_display <> ''), 
	CONSTRAINT encounter_re_admission_text_check CHECK (re_admission_text <> ''), 
	CONSTRAINT encounter_discharge_disposition_system_check CHECK (length(discharge_disposition_system) BETWEEN 1 AND 255 AND discharge_disposition_system NOT LIKE '% %'), 
	CONSTRAINT encounter_discharge_disposition_check CHECK (length(discharge_disposition) BETWEEN 1 AND 255 AND trim(discharge_disposition) = discharge_disposition AND discharge_disposition NOT LIKE '%  %'), 
	CONSTRAINT encounter_discharge_disposition_display_check CHECK (discharge_disposition_display <> ''), 
	CONSTRAINT encounter_discharge_disposition_text_check CHECK (discharge_disposition_text <> ''), 
	CONSTRAINT encounter_has_status_check CHECK (status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT encounter_has_class_check CHECK (class_system IS NOT NULL OR class IS NOT NULL OR class_display IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,class,%')
)
 STRICT
-- next
CREATE INDEX encounter_class_period_start_index ON encounter (class, period_start)
-- next
CREATE INDEX encounter_part_of_index ON encounter (part_of)
-- next
CREATE INDEX encounter_patient_period_start_index ON encounter (patient, period_start)
-- next
CREATE INDEX encounter_service_provider_index ON encounter (service_provider)
-- next
CREATE INDEX encounter_status_period_start_index ON encounter (status, period_start)
-- next
CREATE TABLE outcome (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	kind TEXT NOT NULL, 
	url TEXT, 
	version TEXT, 
	name TEXT, 
	title TEXT, 
	status TEXT, 
	experimental INTEGER, 
	stated TEXT, 
	stated_end TEXT, 
	publisher TEXT, 
	description TEXT, 
	approval_date TEXT, 
	approval_date_end TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	scoring_system TEXT, 
	scoring TEXT, 
	scoring_display TEXT, 
	scoring_text TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	improvement_notation TEXT, 
	rationale TEXT, 
	report_type TEXT, 
	measure TEXT, 
	patient INT, 
	location INT, 
	reporter INT, 
	in_document TEXT, 
	CONSTRAINT outcome_pkey PRIMARY KEY (pk), 
	CONSTRAINT outcome_id_key UNIQUE (kind, id), 
	CONSTRAINT outcome_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_reporter_fkey FOREIGN KEY(reporter) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT outcome_kind_check CHECK (kind IN ('measure', 'report')), 
	CONSTRAINT outcome_url_check CHECK (length(url) BETWEEN 1 AND 255 AND url NOT LIKE '% %'), 
	CONSTRAINT outcome_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT outcome_name_check CHECK (length(name) BETWEEN 1 AND 255), 
	CONSTRAINT outcome_title_check CHECK (length(title) BETWEEN 1 AND 255), 
	CONSTRAINT outcome_status_measure_check CHECK (kind NOT IN ('measure') OR status IN ('draft', 'active', 'retired', 'unknown')), 
	CONSTRAINT outcome_status_report_check CHECK (kind NOT IN ('report') OR status IN ('complete', 'pending', 'error')), 
	CONSTRAINT outcome_experimental_check CHECK (experimental IN (0, 1)), 
	CONSTRAINT outcome_stated_check CHECK (stated IS NULL OR julianday(stated) IS NOT NULL AND date(substr(stated, 1, 10), '+0 days') IS substr(stated, 1, 10)), 
	CONSTRAINT outcome_stated_end_check CHECK (stated_end IS NULL OR julianday(stated_end) IS NOT NULL AND date(substr(stated_end, 1, 10), '+0 days') IS substr(stated_end, 1, 10)), 
	CONSTRAINT outcome_publisher_check CHECK (publisher <> ''), 
	CONSTRAINT outcome_description_check CHECK (description <> ''), 
	CONSTRAINT outcome_approval_date_check CHECK (approval_date IS date(approval_date, '+0 days')), 
	CONSTRAINT outcome_approval_date_end_check CHECK (approval_date_end IS date(approval_date_end, '+0 days')), 
	CONSTRAINT outcome_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT outcome_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT outcome_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10)), 
	CONSTRAINT outcome_scoring_system_check CHECK (length(scoring_system) BETWEEN 1 AND 255 AND scoring_system NOT LIKE '% %'), 
	CONSTRAINT outcome_scoring_check CHECK (length(scoring) BETWEEN 1 AND 255 AND trim(scoring) = scoring AND scoring NOT LIKE '%  %'), 
	CONSTRAINT outcome_scoring_display_check CHECK (scoring_display <> ''), 
	CONSTRAINT outcome_scoring_text_check CHECK (scoring_text <> ''), 
	CONSTRAINT outcome_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT outcome_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT outcome_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT outcome_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT outcome_improvement_notation_check CHECK (improvement_notation IN ('increase', 'decrease')), 
	CONSTRAINT outcome_rationale_check CHECK (rationale <> ''), 
	CONSTRAINT outcome_report_type_check CHECK (report_type IN ('individual', 'subject-list', 'summary', 'data-collection')), 
	CONSTRAINT outcome_measure_check CHECK (length(measure) BETWEEN 1 AND 255 AND measure NOT LIKE '% %'), 
	CONSTRAINT outcome_url_kind_check CHECK (kind IN ('measure') OR (url IS NULL AND version IS NULL AND name IS NULL AND title IS NULL AND experimental IS NULL AND publisher IS NULL AND description IS NULL AND approval_date IS NULL AND approval_date_end IS NULL AND scoring_system IS NULL AND scoring IS NULL AND scoring_display IS NULL AND scoring_text IS NULL AND type_system IS NULL AND type IS NULL AND type_display IS NULL AND type_text IS NULL AND rationale IS NULL)), 
	CONSTRAINT outcome_report_type_kind_check CHECK (kind IN ('report') OR (report_type IS NULL AND measure IS NULL AND patient IS NULL AND location IS NULL AND reporter IS NULL)), 
	CONSTRAINT outcome_measure_has_status_check CHECK (kind <> 'measure' OR status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT outcome_report_has_status_check CHECK (kind <> 'report' OR status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT outcome_report_has_type_check CHECK (kind <> 'report' OR report_type IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,type,%'), 
	CONSTRAINT outcome_report_has_measure_check CHECK (kind <> 'report' OR measure IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,measure,%'), 
	CONSTRAINT outcome_report_has_period_check CHECK (kind <> 'report' OR period_start IS NOT NULL OR period_end IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,period,%'), 
	CONSTRAINT outcome_report_one_of_patient_check CHECK (kind <> 'report' OR CASE WHEN patient IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN location IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 STRICT
-- next
CREATE INDEX outcome_measure_period_start_index ON outcome (measure, period_start)
-- next
CREATE INDEX outcome_patient_period_start_index ON outcome (patient, period_start)
-- next
CREATE INDEX outcome_status_index ON outcome (status)
-- next
CREATE INDEX outcome_url_index ON outcome (url)
-- next
CREATE TABLE patient_address (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type TEXT, 
	line TEXT, 
	city TEXT, 
	district TEXT, 
	state TEXT, 
	postal_code TEXT, 
	country TEXT, 
	text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT patient_address_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_address_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_address_position_check CHECK (position >= 0), 
	CONSTRAINT patient_address_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'billing')), 
	CONSTRAINT patient_address_type_check CHECK (type IN ('postal', 'physical', 'both')), 
	CONSTRAINT patient_address_line_check CHECK (length(line) BETWEEN 1 AND 255 AND trim(line) = line), 
	CONSTRAINT patient_address_city_check CHECK (length(city) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_district_check CHECK (length(district) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_state_check CHECK (length(state) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_postal_code_check CHECK (length(postal_code) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_country_check CHECK (length(country) BETWEEN 1 AND 255), 
	CONSTRAINT patient_address_text_check CHECK (text <> ''), 
	CONSTRAINT patient_address_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT patient_address_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT patient_address_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX patient_address_city_index ON patient_address (lower(city))
-- next
CREATE INDEX patient_address_postal_code_index ON patient_address (postal_code)
-- next
CREATE TABLE patient_communication (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	language_system TEXT, 
	language TEXT, 
	language_display TEXT, 
	language_text TEXT, 
	preferred INTEGER, 
	in_document TEXT, 
	CONSTRAINT patient_communication_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_communication_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_communication_position_check CHECK (position >= 0), 
	CONSTRAINT patient_communication_language_system_check CHECK (length(language_system) BETWEEN 1 AND 255 AND language_system NOT LIKE '% %'), 
	CONSTRAINT patient_communication_language_check CHECK (length(language) BETWEEN 1 AND 255 AND trim(language) = language AND language NOT LIKE '%  %'), 
	CONSTRAINT patient_communication_language_display_check CHECK (language_display <> ''), 
	CONSTRAINT patient_communication_language_text_check CHECK (language_text <> ''), 
	CONSTRAINT patient_communication_preferred_check CHECK (preferred IN (0, 1)), 
	CONSTRAINT patient_communication_has_language_check CHECK (language_system IS NOT NULL OR language IS NOT NULL OR language_display IS NOT NULL OR language_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,language,%')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE patient_contact (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	relationship_system TEXT, 
	relationship TEXT, 
	relationship_display TEXT, 
	relationship_text TEXT, 
	family TEXT, 
	given TEXT, 
	name_text TEXT, 
	gender TEXT, 
	address_use TEXT, 
	address_type TEXT, 
	address_line TEXT, 
	address_city TEXT, 
	address_district TEXT, 
	address_state TEXT, 
	address_postal_code TEXT, 
	address_country TEXT, 
	address_text TEXT, 
	organization INT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT patient_contact_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_contact_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_contact_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_contact_position_check CHECK (position >= 0), 
	CONSTRAINT patient_contact_relationship_system_check CHECK (length(relationship_system) BETWEEN 1 AND 255 AND relationship_system NOT LIKE '% %'), 
	CONSTRAINT patient_contact_relationship_check CHECK (length(relationship) BETWEEN 1 AND 255 AND trim(relationship) = relationship AND relationship NOT LIKE '%  %'), 
	CONSTRAINT patient_contact_relationship_display_check CHECK (relationship_display <> ''), 
	CONSTRAINT patient_contact_relationship_text_check CHECK (relationship_text <> ''), 
	CONSTRAINT patient_contact_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT patient_contact_name_text_check CHECK (name_text <> ''), 
	CONSTRAINT patient_contact_gender_check CHECK (gender IN ('male', 'female', 'other', 'unknown')), 
	CONSTRAINT patient_contact_address_use_check CHECK (address_use IN ('home', 'work', 'temp', 'old', 'billing')), 
	CONSTRAINT patient_contact_address_type_check CHECK (address_type IN ('postal', 'physical', 'both')), 
	CONSTRAINT patient_contact_address_line_check CHECK (length(address_line) BETWEEN 1 AND 255 AND trim(address_line) = address_line), 
	CONSTRAINT patient_contact_address_city_check CHECK (length(address_city) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_address_district_check CHECK (length(address_district) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_address_state_check CHECK (length(address_state) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_address_postal_code_check CHECK (length(address_postal_code) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_address_country_check CHECK (length(address_country) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_address_text_check CHECK (address_text <> ''), 
	CONSTRAINT patient_contact_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT patient_contact_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT patient_contact_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE patient_general_practitioner (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	practitioner INT, 
	organization INT, 
	display TEXT, 
	CONSTRAINT patient_general_practitioner_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_general_practitioner_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_general_practitioner_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_general_practitioner_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_general_practitioner_position_check CHECK (position >= 0), 
	CONSTRAINT patient_general_practitioner_display_check CHECK (display <> ''), 
	CONSTRAINT patient_general_practitioner_one_of_practitioner_check CHECK (CASE WHEN practitioner IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN organization IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX patient_general_practitioner_practitioner_index ON patient_general_practitioner (practitioner)
-- next
CREATE TABLE patient_identifier (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT patient_identifier_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_identifier_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT patient_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT patient_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT patient_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT patient_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT patient_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT patient_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT patient_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT patient_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT patient_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT patient_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX patient_identifier_value_system_index ON patient_identifier (value, system)
-- next
CREATE TABLE patient_link (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	other INT, 
	type TEXT, 
	in_document TEXT, 
	CONSTRAINT patient_link_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_link_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_link_other_fkey FOREIGN KEY(other) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_link_position_check CHECK (position >= 0), 
	CONSTRAINT patient_link_type_check CHECK (type IN ('replaced-by', 'replaces', 'refer', 'seealso')), 
	CONSTRAINT patient_link_has_other_check CHECK (other IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,other,%'), 
	CONSTRAINT patient_link_has_type_check CHECK (type IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,type,%')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX patient_link_other_index ON patient_link (other)
-- next
CREATE TABLE patient_name (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	family TEXT, 
	given TEXT, 
	prefix TEXT, 
	suffix TEXT, 
	text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT patient_name_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_name_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_name_position_check CHECK (position >= 0), 
	CONSTRAINT patient_name_use_check CHECK (use IN ('usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden')), 
	CONSTRAINT patient_name_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT patient_name_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT patient_name_prefix_check CHECK (length(prefix) BETWEEN 1 AND 255 AND trim(prefix) = prefix), 
	CONSTRAINT patient_name_suffix_check CHECK (length(suffix) BETWEEN 1 AND 255 AND trim(suffix) = suffix), 
	CONSTRAINT patient_name_text_check CHECK (text <> ''), 
	CONSTRAINT patient_name_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT patient_name_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT patient_name_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX patient_name_family_index ON patient_name (lower(family))
-- next
CREATE INDEX patient_name_given_index ON patient_name (lower(given))
-- next
CREATE TABLE patient_telecom (
	patient INT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT patient_telecom_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_telecom_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT patient_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT patient_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT patient_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT patient_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT patient_telecom_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT patient_telecom_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT patient_telecom_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX patient_telecom_value_index ON patient_telecom (value)
-- next
CREATE TABLE encounter_identifier (
	encounter INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT encounter_identifier_pkey PRIMARY KEY (encounter, position), 
	CONSTRAINT encounter_identifier_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT encounter_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT encounter_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT encounter_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT encounter_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT encounter_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT encounter_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT encounter_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT encounter_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT encounter_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT encounter_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX encounter_identifier_value_system_index ON encounter_identifier (value, system)
-- next
CREATE TABLE encounter_location (
	encounter INT NOT NULL, 
	position INTEGER NOT NULL, 
	location INT, 
	status TEXT, 
	physical_type_system TEXT, 
	physical_type TEXT, 
	physical_type_display TEXT, 
	physical_type_text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	in_document TEXT, 
	CONSTRAINT encounter_location_pkey PRIMARY KEY (encounter, position), 
	CONSTRAINT encounter_location_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_location_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_location_position_check CHECK (position >= 0), 
	CONSTRAINT encounter_location_status_check CHECK (status IN ('planned', 'active', 'reserved', 'completed')), 
	CONSTRAINT encounter_location_physical_type_system_check CHECK (length(physical_type_system) BETWEEN 1 AND 255 AND physical_type_system NOT LIKE '% %'), 
	CONSTRAINT encounter_location_physical_type_check CHECK (length(physical_type) BETWEEN 1 AND 255 AND trim(physical_type) = physical_type AND physical_type NOT LIKE '%  %'), 
	CONSTRAINT encounter_location_physical_type_display_check CHECK (physical_type_display <> ''), 
	CONSTRAINT encounter_location_physical_type_text_check CHECK (physical_type_text <> ''), 
	CONSTRAINT encounter_location_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT encounter_location_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT encounter_location_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10)), 
	CONSTRAINT encounter_location_has_location_check CHECK (location IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,location,%')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX encounter_location_location_index ON encounter_location (location)
-- next
CREATE TABLE encounter_participant (
	encounter INT NOT NULL, 
	position INTEGER NOT NULL, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	practitioner INT, 
	display TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT encounter_participant_pkey PRIMARY KEY (encounter, position), 
	CONSTRAINT encounter_participant_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_participant_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_participant_position_check CHECK (position >= 0), 
	CONSTRAINT encounter_participant_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT encounter_participant_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT encounter_participant_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT encounter_participant_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT encounter_participant_display_check CHECK (display <> ''), 
	CONSTRAINT encounter_participant_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT encounter_participant_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT encounter_participant_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX encounter_participant_practitioner_index ON encounter_participant (practitioner)
-- next
CREATE TABLE encounter_reason (
	encounter INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT encounter_reason_pkey PRIMARY KEY (encounter, position), 
	CONSTRAINT encounter_reason_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_reason_position_check CHECK (position >= 0), 
	CONSTRAINT encounter_reason_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT encounter_reason_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT encounter_reason_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT encounter_reason_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE encounter_type (
	encounter INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT encounter_type_pkey PRIMARY KEY (encounter, position), 
	CONSTRAINT encounter_type_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_type_position_check CHECK (position >= 0), 
	CONSTRAINT encounter_type_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT encounter_type_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT encounter_type_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT encounter_type_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX encounter_type_code_index ON encounter_type (code)
-- next
CREATE TABLE lab_result (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	kind TEXT NOT NULL, 
	patient INT, 
	encounter INT, 
	status TEXT, 
	category_system TEXT, 
	category TEXT, 
	category_display TEXT, 
	category_text TEXT, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	effective TEXT, 
	effective_end TEXT, 
	issued TEXT, 
	value REAL, 
	value_comparator TEXT, 
	value_unit TEXT, 
	value_unit_system TEXT, 
	value_unit_code TEXT, 
	value_concept_system TEXT, 
	value_concept TEXT, 
	value_concept_display TEXT, 
	value_concept_text TEXT, 
	value_text TEXT, 
	value_boolean INTEGER, 
	value_integer INTEGER, 
	value_at TEXT, 
	value_at_end TEXT, 
	value_low REAL, 
	value_low_unit TEXT, 
	value_low_unit_system TEXT, 
	value_low_unit_code TEXT, 
	value_high REAL, 
	value_high_unit TEXT, 
	value_high_unit_system TEXT, 
	value_high_unit_code TEXT, 
	data_absent_reason_system TEXT, 
	data_absent_reason TEXT, 
	data_absent_reason_display TEXT, 
	data_absent_reason_text TEXT, 
	interpretation_system TEXT, 
	interpretation TEXT, 
	interpretation_display TEXT, 
	interpretation_text TEXT, 
	body_site_system TEXT, 
	body_site TEXT, 
	body_site_display TEXT, 
	body_site_text TEXT, 
	method_system TEXT, 
	method TEXT, 
	method_display TEXT, 
	method_text TEXT, 
	performer INT, 
	interpreter INT, 
	conclusion TEXT, 
	conclusion_code_system TEXT, 
	conclusion_code TEXT, 
	conclusion_code_display TEXT, 
	conclusion_code_text TEXT, 
	in_document TEXT, 
	CONSTRAINT lab_result_pkey PRIMARY KEY (pk), 
	CONSTRAINT lab_result_id_key UNIQUE (kind, id), 
	CONSTRAINT lab_result_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_performer_fkey FOREIGN KEY(performer) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_interpreter_fkey FOREIGN KEY(interpreter) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT lab_result_kind_check CHECK (kind IN ('observation', 'report')), 
	CONSTRAINT lab_result_status_observation_check CHECK (kind NOT IN ('observation') OR status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown')), 
	CONSTRAINT lab_result_status_report_check CHECK (kind NOT IN ('report') OR status IN ('registered', 'partial', 'preliminary', 'final', 'amended', 'corrected', 'appended', 'cancelled', 'entered-in-error', 'unknown')), 
	CONSTRAINT lab_result_category_system_check CHECK (length(category_system) BETWEEN 1 AND 255 AND category_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_category_check CHECK (length(category) BETWEEN 1 AND 255 AND trim(category) = category AND category NOT LIKE '%  %'), 
	CONSTRAINT lab_result_category_display_check CHECK (category_display <> ''), 
	CONSTRAINT lab_result_category_text_check CHECK (category_text <> ''), 
	CONSTRAINT lab_result_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT lab_result_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT lab_result_effective_check CHECK (effective IS NULL OR julianday(effective) IS NOT NULL AND date(substr(effective, 1, 10), '+0 days') IS substr(effective, 1, 10)), 
	CONSTRAINT lab_result_effective_end_check CHECK (effective_end IS NULL OR julianday(effective_end) IS NOT NULL AND date(substr(effective_end, 1, 10), '+0 days') IS substr(effective_end, 1, 10)), 
	CONSTRAINT lab_result_issued_check CHECK (issued IS NULL OR julianday(issued) IS NOT NULL AND date(substr(issued, 1, 10), '+0 days') IS substr(issued, 1, 10)), 
	CONSTRAINT lab_result_value_check CHECK (abs(value) < 9e999), 
	CONSTRAINT lab_result_value_comparator_check CHECK (value_comparator IN ('<', '<=', '>=', '>')), 
	CONSTRAINT lab_result_value_unit_check CHECK (value_unit <> ''), 
	CONSTRAINT lab_result_value_unit_system_check CHECK (length(value_unit_system) BETWEEN 1 AND 255 AND value_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_value_unit_code_check CHECK (length(value_unit_code) BETWEEN 1 AND 255 AND trim(value_unit_code) = value_unit_code AND value_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_value_concept_system_check CHECK (length(value_concept_system) BETWEEN 1 AND 255 AND value_concept_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_value_concept_check CHECK (length(value_concept) BETWEEN 1 AND 255 AND trim(value_concept) = value_concept AND value_concept NOT LIKE '%  %'), 
	CONSTRAINT lab_result_value_concept_display_check CHECK (value_concept_display <> ''), 
	CONSTRAINT lab_result_value_concept_text_check CHECK (value_concept_text <> ''), 
	CONSTRAINT lab_result_value_text_check CHECK (value_text <> ''), 
	CONSTRAINT lab_result_value_boolean_check CHECK (value_boolean IN (0, 1)), 
	CONSTRAINT lab_result_value_at_check CHECK (value_at IS NULL OR julianday(value_at) IS NOT NULL AND date(substr(value_at, 1, 10), '+0 days') IS substr(value_at, 1, 10)), 
	CONSTRAINT lab_result_value_at_end_check CHECK (value_at_end IS NULL OR julianday(value_at_end) IS NOT NULL AND date(substr(value_at_end, 1, 10), '+0 days') IS substr(value_at_end, 1, 10)), 
	CONSTRAINT lab_result_value_low_check CHECK (abs(value_low) < 9e999), 
	CONSTRAINT lab_result_value_low_unit_check CHECK (value_low_unit <> ''), 
	CONSTRAINT lab_result_value_low_unit_system_check CHECK (length(value_low_unit_system) BETWEEN 1 AND 255 AND value_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_value_low_unit_code_check CHECK (length(value_low_unit_code) BETWEEN 1 AND 255 AND trim(value_low_unit_code) = value_low_unit_code AND value_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_value_high_check CHECK (abs(value_high) < 9e999), 
	CONSTRAINT lab_result_value_high_unit_check CHECK (value_high_unit <> ''), 
	CONSTRAINT lab_result_value_high_unit_system_check CHECK (length(value_high_unit_system) BETWEEN 1 AND 255 AND value_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_value_high_unit_code_check CHECK (length(value_high_unit_code) BETWEEN 1 AND 255 AND trim(value_high_unit_code) = value_high_unit_code AND value_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_data_absent_reason_system_check CHECK (length(data_absent_reason_system) BETWEEN 1 AND 255 AND data_absent_reason_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_data_absent_reason_check CHECK (length(data_absent_reason) BETWEEN 1 AND 255 AND trim(data_absent_reason) = data_absent_reason AND data_absent_reason NOT LIKE '%  %'), 
	CONSTRAINT lab_result_data_absent_reason_display_check CHECK (data_absent_reason_display <> ''), 
	CONSTRAINT lab_result_data_absent_reason_text_check CHECK (data_absent_reason_text <> ''), 
	CONSTRAINT lab_result_interpretation_system_check CHECK (length(interpretation_system) BETWEEN 1 AND 255 AND interpretation_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_interpretation_check CHECK (length(interpretation) BETWEEN 1 AND 255 AND trim(interpretation) = interpretation AND interpretation NOT LIKE '%  %'), 
	CONSTRAINT lab_result_interpretation_display_check CHECK (interpretation_display <> ''), 
	CONSTRAINT lab_result_interpretation_text_check CHECK (interpretation_text <> ''), 
	CONSTRAINT lab_result_body_site_system_check CHECK (length(body_site_system) BETWEEN 1 AND 255 AND body_site_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_body_site_check CHECK (length(body_site) BETWEEN 1 AND 255 AND trim(body_site) = body_site AND body_site NOT LIKE '%  %'), 
	CONSTRAINT lab_result_body_site_display_check CHECK (body_site_display <> ''), 
	CONSTRAINT lab_result_body_site_text_check CHECK (body_site_text <> ''), 
	CONSTRAINT lab_result_method_system_check CHECK (length(method_system) BETWEEN 1 AND 255 AND method_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_method_check CHECK (length(method) BETWEEN 1 AND 255 AND trim(method) = method AND method NOT LIKE '%  %'), 
	CONSTRAINT lab_result_method_display_check CHECK (method_display <> ''), 
	CONSTRAINT lab_result_method_text_check CHECK (method_text <> ''), 
	CONSTRAINT lab_result_conclusion_check CHECK (conclusion <> ''), 
	CONSTRAINT lab_result_conclusion_code_system_check CHECK (length(conclusion_code_system) BETWEEN 1 AND 255 AND conclusion_code_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_conclusion_code_check CHECK (length(conclusion_code) BETWEEN 1 AND 255 AND trim(conclusion_code) = conclusion_code AND conclusion_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_conclusion_code_display_check CHECK (conclusion_code_display <> ''), 
	CONSTRAINT lab_result_conclusion_code_text_check CHECK (conclusion_code_text <> ''), 
	CONSTRAINT lab_result_value_kind_check CHECK (kind IN ('observation') OR (value IS NULL AND value_comparator IS NULL AND value_unit IS NULL AND value_unit_system IS NULL AND value_unit_code IS NULL AND value_concept_system IS NULL AND value_concept IS NULL AND value_concept_display IS NULL AND value_concept_text IS NULL AND value_text IS NULL AND value_boolean IS NULL AND value_integer IS NULL AND value_at IS NULL AND value_at_end IS NULL AND value_low IS NULL AND value_low_unit IS NULL AND value_low_unit_system IS NULL AND value_low_unit_code IS NULL AND value_high IS NULL AND value_high_unit IS NULL AND value_high_unit_system IS NULL AND value_high_unit_code IS NULL AND data_absent_reason_system IS NULL AND data_absent_reason IS NULL AND data_absent_reason_display IS NULL AND data_absent_reason_text IS NULL AND interpretation_system IS NULL AND interpretation IS NULL AND interpretation_display IS NULL AND interpretation_text IS NULL AND body_site_system IS NULL AND body_site IS NULL AND body_site_display IS NULL AND body_site_text IS NULL AND method_system IS NULL AND method IS NULL AND method_display IS NULL AND method_text IS NULL)), 
	CONSTRAINT lab_result_interpreter_kind_check CHECK (kind IN ('report') OR (interpreter IS NULL AND conclusion IS NULL AND conclusion_code_system IS NULL AND conclusion_code IS NULL AND conclusion_code_display IS NULL AND conclusion_code_text IS NULL)), 
	CONSTRAINT lab_result_observation_has_status_check CHECK (kind <> 'observation' OR status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT lab_result_observation_has_code_check CHECK (kind <> 'observation' OR code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,code,%'), 
	CONSTRAINT lab_result_observation_one_value_1_check CHECK (kind <> 'observation' OR CASE WHEN value IS NOT NULL OR value_comparator IS NOT NULL OR value_unit IS NOT NULL OR value_unit_system IS NOT NULL OR value_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_concept_system IS NOT NULL OR value_concept IS NOT NULL OR value_concept_display IS NOT NULL OR value_concept_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_boolean IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_integer IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_at IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_low IS NOT NULL OR value_low_unit IS NOT NULL OR value_low_unit_system IS NOT NULL OR value_low_unit_code IS NOT NULL OR value_high IS NOT NULL OR value_high_unit IS NOT NULL OR value_high_unit_system IS NOT NULL OR value_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT lab_result_report_has_status_check CHECK (kind <> 'report' OR status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT lab_result_report_has_code_check CHECK (kind <> 'report' OR code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,code,%')
)
 STRICT
-- next
CREATE INDEX lab_result_code_effective_index ON lab_result (code, effective)
-- next
CREATE INDEX lab_result_encounter_index ON lab_result (encounter)
-- next
CREATE INDEX lab_result_patient_code_effective_index ON lab_result (patient, code, effective)
-- next
CREATE INDEX lab_result_patient_effective_index ON lab_result (patient, effective)
-- next
CREATE TABLE medical_history (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	kind TEXT NOT NULL, 
	patient INT, 
	encounter INT, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	clinical_status TEXT, 
	verification_status TEXT, 
	category_system TEXT, 
	category TEXT, 
	category_display TEXT, 
	category_text TEXT, 
	severity_system TEXT, 
	severity TEXT, 
	severity_display TEXT, 
	severity_text TEXT, 
	body_site_system TEXT, 
	body_site TEXT, 
	body_site_display TEXT, 
	body_site_text TEXT, 
	occurred TEXT, 
	occurred_end TEXT, 
	occurred_text TEXT, 
	ended TEXT, 
	ended_end TEXT, 
	recorded TEXT, 
	recorder INT, 
	asserter INT, 
	status TEXT, 
	status_reason_system TEXT, 
	status_reason TEXT, 
	status_reason_display TEXT, 
	status_reason_text TEXT, 
	location INT, 
	outcome_system TEXT, 
	outcome TEXT, 
	outcome_display TEXT, 
	outcome_text TEXT, 
	medication TEXT, 
	allergy_type TEXT, 
	allergy_category TEXT, 
	criticality TEXT, 
	last_occurred TEXT, 
	last_occurred_end TEXT, 
	route_system TEXT, 
	route TEXT, 
	route_display TEXT, 
	route_text TEXT, 
	primary_source INTEGER, 
	manufacturer INT, 
	lot_number TEXT, 
	expiration_date TEXT, 
	expiration_date_end TEXT, 
	dose REAL, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	subpotent INTEGER, 
	in_document TEXT, 
	CONSTRAINT medical_history_pkey PRIMARY KEY (pk), 
	CONSTRAINT medical_history_id_key UNIQUE (kind, id), 
	CONSTRAINT medical_history_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_recorder_fkey FOREIGN KEY(recorder) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_asserter_fkey FOREIGN KEY(asserter) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_manufacturer_fkey FOREIGN KEY(manufacturer) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT medical_history_kind_check CHECK (kind IN ('diagnosis', 'procedure', 'medication', 'allergy', 'immunization')), 
	CONSTRAINT medical_history_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT medical_history_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT medical_history_clinical_status_diagnosis_check CHECK (kind NOT IN ('diagnosis') OR clinical_status IN ('active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved')), 
	CONSTRAINT medical_history_clinical_status_allergy_check CHECK (kind NOT IN ('allergy') OR clinical_status IN ('active', 'inactive', 'resolved')), 
	CONSTRAINT medical_history_verification_status_diagnosis_check CHECK (kind NOT IN ('diagnosis') OR verification_status IN ('unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error')), 
	CONSTRAINT medical_history_verification_status_allergy_check CHECK (kind NOT IN ('allergy') OR verification_status IN ('unconfirmed', 'confirmed', 'refuted', 'entered-in-error')), 
	CONSTRAINT medical_history_category_system_check CHECK (length(category_system) BETWEEN 1 AND 255 AND category_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_category_check CHECK (length(category) BETWEEN 1 AND 255 AND trim(category) = category AND category NOT LIKE '%  %'), 
	CONSTRAINT medical_history_category_display_check CHECK (category_display <> ''), 
	CONSTRAINT medical_history_category_text_check CHECK (category_text <> ''), 
	CONSTRAINT medical_history_severity_system_check CHECK (length(severity_system) BETWEEN 1 AND 255 AND severity_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_severity_check CHECK (length(severity) BETWEEN 1 AND 255 AND trim(severity) = severity AND severity NOT LIKE '%  %'), 
	CONSTRAINT medical_history_severity_display_check CHECK (severity_display <> ''), 
	CONSTRAINT medical_history_severity_text_check CHECK (severity_text <> ''), 
	CONSTRAINT medical_history_body_site_system_check CHECK (length(body_site_system) BETWEEN 1 AND 255 AND body_site_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_body_site_check CHECK (length(body_site) BETWEEN 1 AND 255 AND trim(body_site) = body_site AND body_site NOT LIKE '%  %'), 
	CONSTRAINT medical_history_body_site_display_check CHECK (body_site_display <> ''), 
	CONSTRAINT medical_history_body_site_text_check CHECK (body_site_text <> ''), 
	CONSTRAINT medical_history_occurred_check CHECK (occurred IS NULL OR julianday(occurred) IS NOT NULL AND date(substr(occurred, 1, 10), '+0 days') IS substr(occurred, 1, 10)), 
	CONSTRAINT medical_history_occurred_end_check CHECK (occurred_end IS NULL OR julianday(occurred_end) IS NOT NULL AND date(substr(occurred_end, 1, 10), '+0 days') IS substr(occurred_end, 1, 10)), 
	CONSTRAINT medical_history_occurred_text_check CHECK (occurred_text <> ''), 
	CONSTRAINT medical_history_ended_check CHECK (ended IS NULL OR julianday(ended) IS NOT NULL AND date(substr(ended, 1, 10), '+0 days') IS substr(ended, 1, 10)), 
	CONSTRAINT medical_history_ended_end_check CHECK (ended_end IS NULL OR julianday(ended_end) IS NOT NULL AND date(substr(ended_end, 1, 10), '+0 days') IS substr(ended_end, 1, 10)), 
	CONSTRAINT medical_history_recorded_check CHECK (recorded IS NULL OR julianday(recorded) IS NOT NULL AND date(substr(recorded, 1, 10), '+0 days') IS substr(recorded, 1, 10)), 
	CONSTRAINT medical_history_status_procedure_check CHECK (kind NOT IN ('procedure') OR status IN ('preparation', 'in-progress', 'not-done', 'on-hold', 'stopped', 'completed', 'entered-in-error', 'unknown')), 
	CONSTRAINT medical_history_status_medication_check CHECK (kind NOT IN ('medication') OR status IN ('active', 'completed', 'entered-in-error', 'intended', 'stopped', 'on-hold', 'unknown', 'not-taken')), 
	CONSTRAINT medical_history_status_immunization_check CHECK (kind NOT IN ('immunization') OR status IN ('completed', 'entered-in-error', 'not-done')), 
	CONSTRAINT medical_history_status_reason_system_check CHECK (length(status_reason_system) BETWEEN 1 AND 255 AND status_reason_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_status_reason_check CHECK (length(status_reason) BETWEEN 1 AND 255 AND trim(status_reason) = status_reason AND status_reason NOT LIKE '%  %'), 
	CONSTRAINT medical_history_status_reason_display_check CHECK (status_reason_display <> ''), 
	CONSTRAINT medical_history_status_reason_text_check CHECK (status_reason_text <> ''), 
	CONSTRAINT medical_history_outcome_system_check CHECK (length(outcome_system) BETWEEN 1 AND 255 AND outcome_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_outcome_check CHECK (length(outcome) BETWEEN 1 AND 255 AND trim(outcome) = outcome AND outcome NOT LIKE '%  %'), 
	CONSTRAINT medical_history_outcome_display_check CHECK (outcome_display <> ''), 
	CONSTRAINT medical_history_outcome_text_check CHECK (outcome_text <> ''), 
	CONSTRAINT medical_history_medication_check CHECK (medication <> ''), 
	CONSTRAINT medical_history_allergy_type_check CHECK (allergy_type IN ('allergy', 'intolerance')), 
	CONSTRAINT medical_history_allergy_category_check CHECK (allergy_category IN ('food', 'medication', 'environment', 'biologic')), 
	CONSTRAINT medical_history_criticality_check CHECK (criticality IN ('low', 'high', 'unable-to-assess')), 
	CONSTRAINT medical_history_last_occurred_check CHECK (last_occurred IS NULL OR julianday(last_occurred) IS NOT NULL AND date(substr(last_occurred, 1, 10), '+0 days') IS substr(last_occurred, 1, 10)), 
	CONSTRAINT medical_history_last_occurred_end_check CHECK (last_occurred_end IS NULL OR julianday(last_occurred_end) IS NOT NULL AND date(substr(last_occurred_end, 1, 10), '+0 days') IS substr(last_occurred_end, 1, 10)), 
	CONSTRAINT medical_history_route_system_check CHECK (length(route_system) BETWEEN 1 AND 255 AND route_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_route_check CHECK (length(route) BETWEEN 1 AND 255 AND trim(route) = route AND route NOT LIKE '%  %'), 
	CONSTRAINT medical_history_route_display_check CHECK (route_display <> ''), 
	CONSTRAINT medical_history_route_text_check CHECK (route_text <> ''), 
	CONSTRAINT medical_history_primary_source_check CHECK (primary_source IN (0, 1)), 
	CONSTRAINT medical_history_lot_number_check CHECK (length(lot_number) BETWEEN 1 AND 255), 
	CONSTRAINT medical_history_expiration_date_check CHECK (expiration_date IS date(expiration_date, '+0 days')), 
	CONSTRAINT medical_history_expiration_date_end_check CHECK (expiration_date_end IS date(expiration_date_end, '+0 days')), 
	CONSTRAINT medical_history_dose_check CHECK (abs(dose) < 9e999), 
	CONSTRAINT medical_history_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT medical_history_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_subpotent_check CHECK (subpotent IN (0, 1)), 
	CONSTRAINT medical_history_clinical_status_kind_check CHECK (kind IN ('diagnosis', 'allergy') OR (clinical_status IS NULL AND verification_status IS NULL)), 
	CONSTRAINT medical_history_category_system_kind_check CHECK (kind IN ('diagnosis', 'procedure', 'medication') OR (category_system IS NULL AND category IS NULL AND category_display IS NULL AND category_text IS NULL)), 
	CONSTRAINT medical_history_severity_system_kind_check CHECK (kind IN ('diagnosis') OR (severity_system IS NULL AND severity IS NULL AND severity_display IS NULL AND severity_text IS NULL AND ended IS NULL AND ended_end IS NULL)), 
	CONSTRAINT medical_history_body_site_system_kind_check CHECK (kind IN ('diagnosis', 'procedure', 'immunization') OR (body_site_system IS NULL AND body_site IS NULL AND body_site_display IS NULL AND body_site_text IS NULL)), 
	CONSTRAINT medical_history_occurred_text_kind_check CHECK (kind IN ('diagnosis', 'procedure', 'allergy', 'immunization') OR (occurred_text IS NULL)), 
	CONSTRAINT medical_history_recorded_kind_check CHECK (kind IN ('diagnosis', 'medication', 'allergy', 'immunization') OR (recorded IS NULL)), 
	CONSTRAINT medical_history_recorder_kind_check CHECK (kind IN ('diagnosis', 'procedure', 'allergy') OR (recorder IS NULL AND asserter IS NULL)), 
	CONSTRAINT medical_history_status_kind_check CHECK (kind IN ('procedure', 'medication', 'immunization') OR (status IS NULL)), 
	CONSTRAINT medical_history_status_reason_system_kind_check CHECK (kind IN ('procedure', 'immunization') OR (status_reason_system IS NULL AND status_reason IS NULL AND status_reason_display IS NULL AND status_reason_text IS NULL AND location IS NULL)), 
	CONSTRAINT medical_history_outcome_system_kind_check CHECK (kind IN ('procedure') OR (outcome_system IS NULL AND outcome IS NULL AND outcome_display IS NULL AND outcome_text IS NULL)), 
	CONSTRAINT medical_history_medication_kind_check CHECK (kind IN ('medication') OR (medication IS NULL)), 
	CONSTRAINT medical_history_allergy_type_kind_check CHECK (kind IN ('allergy') OR (allergy_type IS NULL AND allergy_category IS NULL AND criticality IS NULL AND last_occurred IS NULL AND last_occurred_end IS NULL)), 
	CONSTRAINT medical_history_route_system_kind_check CHECK (kind IN ('immunization') OR (route_system IS NULL AND route IS NULL AND route_display IS NULL AND route_text IS NULL AND primary_source IS NULL AND manufacturer IS NULL AND lot_number IS NULL AND expiration_date IS NULL AND expiration_date_end IS NULL AND dose IS NULL AND dose_unit IS NULL AND dose_unit_system IS NULL AND dose_unit_code IS NULL AND subpotent IS NULL)), 
	CONSTRAINT medical_history_diagnosis_has_subject_check CHECK (kind <> 'diagnosis' OR patient IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,subject,%'), 
	CONSTRAINT medical_history_diagnosis_one_onset_0_check CHECK (kind <> 'diagnosis' OR CASE WHEN occurred IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN occurred_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT medical_history_procedure_has_status_check CHECK (kind <> 'procedure' OR status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT medical_history_procedure_has_subject_check CHECK (kind <> 'procedure' OR patient IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,subject,%'), 
	CONSTRAINT medical_history_procedure_one_performed_0_check CHECK (kind <> 'procedure' OR CASE WHEN occurred IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN occurred_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT medical_history_medication_has_status_check CHECK (kind <> 'medication' OR status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT medical_history_medication_has_medication_check CHECK (kind <> 'medication' OR code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR medication IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,medication,%'), 
	CONSTRAINT medical_history_medication_has_subject_check CHECK (kind <> 'medication' OR patient IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,subject,%'), 
	CONSTRAINT medical_history_medication_one_medication_0_check CHECK (kind <> 'medication' OR CASE WHEN code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN medication IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT medical_history_allergy_has_patient_check CHECK (kind <> 'allergy' OR patient IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,patient,%'), 
	CONSTRAINT medical_history_allergy_one_onset_0_check CHECK (kind <> 'allergy' OR CASE WHEN occurred IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN occurred_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT medical_history_immunization_has_status_check CHECK (kind <> 'immunization' OR status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT medical_history_immunization_has_vaccinecode_check CHECK (kind <> 'immunization' OR code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,vaccineCode,%'), 
	CONSTRAINT medical_history_immunization_has_patient_check CHECK (kind <> 'immunization' OR patient IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,patient,%'), 
	CONSTRAINT medical_history_immunization_has_occurrence_check CHECK (kind <> 'immunization' OR occurred IS NOT NULL OR occurred_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,occurrence,%'), 
	CONSTRAINT medical_history_immunization_one_occurrence_0_check CHECK (kind <> 'immunization' OR CASE WHEN occurred IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN occurred_text IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 STRICT
-- next
CREATE INDEX medical_history_code_occurred_index ON medical_history (code, occurred)
-- next
CREATE INDEX medical_history_encounter_index ON medical_history (encounter)
-- next
CREATE INDEX medical_history_lot_number_index ON medical_history (lot_number)
-- next
CREATE INDEX medical_history_patient_occurred_index ON medical_history (patient, occurred)
-- next
CREATE TABLE outcome_group (
	outcome INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	score REAL, 
	score_unit TEXT, 
	score_unit_system TEXT, 
	score_unit_code TEXT, 
	numerator INTEGER, 
	denominator INTEGER, 
	CONSTRAINT outcome_group_pkey PRIMARY KEY (outcome, position), 
	CONSTRAINT outcome_group_outcome_fkey FOREIGN KEY(outcome) REFERENCES outcome (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_group_position_check CHECK (position >= 0), 
	CONSTRAINT outcome_group_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT outcome_group_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT outcome_group_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT outcome_group_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT outcome_group_score_check CHECK (abs(score) < 9e999), 
	CONSTRAINT outcome_group_score_unit_check CHECK (score_unit <> ''), 
	CONSTRAINT outcome_group_score_unit_system_check CHECK (length(score_unit_system) BETWEEN 1 AND 255 AND score_unit_system NOT LIKE '% %'), 
	CONSTRAINT outcome_group_score_unit_code_check CHECK (length(score_unit_code) BETWEEN 1 AND 255 AND trim(score_unit_code) = score_unit_code AND score_unit_code NOT LIKE '%  %')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE outcome_identifier (
	outcome INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT outcome_identifier_pkey PRIMARY KEY (outcome, position), 
	CONSTRAINT outcome_identifier_outcome_fkey FOREIGN KEY(outcome) REFERENCES outcome (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT outcome_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT outcome_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT outcome_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT outcome_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT outcome_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT outcome_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT outcome_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT outcome_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT outcome_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT outcome_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX outcome_identifier_value_system_index ON outcome_identifier (value, system)
-- next
CREATE TABLE patient_contact_telecom (
	patient INT NOT NULL, 
	patient_contact INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	CONSTRAINT patient_contact_telecom_pkey PRIMARY KEY (patient, patient_contact, position), 
	CONSTRAINT patient_contact_telecom_patient_contact_fkey FOREIGN KEY(patient, patient_contact) REFERENCES patient_contact (patient, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_contact_telecom_patient_contact_check CHECK (patient_contact >= 0), 
	CONSTRAINT patient_contact_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT patient_contact_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT patient_contact_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT patient_contact_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT patient_contact_telecom_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT patient_contact_telecom_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT patient_contact_telecom_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	patient INT, 
	encounter INT, 
	status TEXT, 
	status_reason_system TEXT, 
	status_reason TEXT, 
	status_reason_display TEXT, 
	status_reason_text TEXT, 
	intent TEXT, 
	priority TEXT, 
	do_not_perform INTEGER, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	medication TEXT, 
	category_system TEXT, 
	category TEXT, 
	category_display TEXT, 
	category_text TEXT, 
	authored TEXT, 
	authored_end TEXT, 
	requester INT, 
	requester_display TEXT, 
	reason_system TEXT, 
	reason TEXT, 
	reason_display TEXT, 
	reason_text TEXT, 
	course_of_therapy_system TEXT, 
	course_of_therapy TEXT, 
	course_of_therapy_display TEXT, 
	course_of_therapy_text TEXT, 
	quantity REAL, 
	quantity_unit TEXT, 
	quantity_unit_system TEXT, 
	quantity_unit_code TEXT, 
	supply REAL, 
	supply_unit TEXT, 
	supply_unit_system TEXT, 
	supply_unit_code TEXT, 
	repeats_allowed INTEGER, 
	validity_start TEXT, 
	validity_end TEXT, 
	validity_end_end TEXT, 
	substitution_allowed INTEGER, 
	prior_prescription INT, 
	in_document TEXT, 
	CONSTRAINT prescription_pkey PRIMARY KEY (pk), 
	CONSTRAINT prescription_id_key UNIQUE (id), 
	CONSTRAINT prescription_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_requester_fkey FOREIGN KEY(requester) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_prior_prescription_fkey FOREIGN KEY(prior_prescription) REFERENCES prescription (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT prescription_status_check CHECK (status IN ('active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown')), 
	CONSTRAINT prescription_status_reason_system_check CHECK (length(status_reason_system) BETWEEN 1 AND 255 AND status_reason_system NOT LIKE '% %'), 
	CONSTRAINT prescription_status_reason_check CHECK (length(status_reason) BETWEEN 1 AND 255 AND trim(status_reason) = status_reason AND status_reason NOT LIKE '%  %'), 
	CONSTRAINT prescription_status_reason_display_check CHECK (status_reason_display <> ''), 
	CONSTRAINT prescription_status_reason_text_check CHECK (status_reason_text <> ''), 
	CONSTRAINT prescription_intent_check CHECK (intent IN ('proposal', 'plan', 'order', 'original-order', 'reflex-order', 'filler-order', 'instance-order', 'option')), 
	CONSTRAINT prescription_priority_check CHECK (priority IN ('routine', 'urgent', 'asap', 'stat')), 
	CONSTRAINT prescription_do_not_perform_check CHECK (do_not_perform IN (0, 1)), 
	CONSTRAINT prescription_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT prescription_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT prescription_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT prescription_medication_check CHECK (medication <> ''), 
	CONSTRAINT prescription_category_system_check CHECK (length(category_system) BETWEEN 1 AND 255 AND category_system NOT LIKE '% %'), 
	CONSTRAINT prescription_category_check CHECK (length(category) BETWEEN 1 AND 255 AND trim(category) = category AND category NOT LIKE '%  %'), 
	CONSTRAINT prescription_category_display_check CHECK (category_display <> ''), 
	CONSTRAINT prescription_category_text_check CHECK (category_text <> ''), 
	CONSTRAINT prescription_authored_check CHECK (authored IS NULL OR julianday(authored) IS NOT NULL AND date(substr(authored, 1, 10), '+0 days') IS substr(authored, 1, 10)), 
	CONSTRAINT prescription_authored_end_check CHECK (authored_end IS NULL OR julianday(authored_end) IS NOT NULL AND date(substr(authored_end, 1, 10), '+0 days') IS substr(authored_end, 1, 10)), 
	CONSTRAINT prescription_requester_display_check CHECK (requester_display <> ''), 
	CONSTRAINT prescription_reason_system_check CHECK (length(reason_system) BETWEEN 1 AND 255 AND reason_system NOT LIKE '% %'), 
	CONSTRAINT prescription_reason_check CHECK (length(reason) BETWEEN 1 AND 255 AND trim(reason) = reason AND reason NOT LIKE '%  %'), 
	CONSTRAINT prescription_reason_display_check CHECK (reason_display <> ''), 
	CONSTRAINT prescription_reason_text_check CHECK (reason_text <> ''), 
	CONSTRAINT prescription_course_of_therapy_system_check CHECK (length(course_of_therapy_system) BETWEEN 1 AND 255 AND course_of_therapy_system NOT LIKE '% %'), 
	CONSTRAINT prescription_course_of_therapy_check CHECK (length(course_of_therapy) BETWEEN 1 AND 255 AND trim(course_of_therapy) = course_of_therapy AND course_of_therapy NOT LIKE '%  %'), 
	CONSTRAINT prescription_course_of_therapy_display_check CHECK (course_of_therapy_display <> ''), 
	CONSTRAINT prescription_course_of_therapy_text_check CHECK (course_of_therapy_text <> ''), 
	CONSTRAINT prescription_quantity_check CHECK (abs(quantity) < 9e999), 
	CONSTRAINT prescription_quantity_unit_check CHECK (quantity_unit <> ''), 
	CONSTRAINT prescription_quantity_unit_system_check CHECK (length(quantity_unit_system) BETWEEN 1 AND 255 AND quantity_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_quantity_unit_code_check CHECK (length(quantity_unit_code) BETWEEN 1 AND 255 AND trim(quantity_unit_code) = quantity_unit_code AND quantity_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_supply_check CHECK (abs(supply) < 9e999), 
	CONSTRAINT prescription_supply_unit_check CHECK (supply_unit <> ''), 
	CONSTRAINT prescription_supply_unit_system_check CHECK (length(supply_unit_system) BETWEEN 1 AND 255 AND supply_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_supply_unit_code_check CHECK (length(supply_unit_code) BETWEEN 1 AND 255 AND trim(supply_unit_code) = supply_unit_code AND supply_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_repeats_allowed_check CHECK (repeats_allowed >= 0), 
	CONSTRAINT prescription_validity_start_check CHECK (validity_start IS NULL OR julianday(validity_start) IS NOT NULL AND date(substr(validity_start, 1, 10), '+0 days') IS substr(validity_start, 1, 10)), 
	CONSTRAINT prescription_validity_end_check CHECK (validity_end IS NULL OR julianday(validity_end) IS NOT NULL AND date(substr(validity_end, 1, 10), '+0 days') IS substr(validity_end, 1, 10)), 
	CONSTRAINT prescription_validity_end_end_check CHECK (validity_end_end IS NULL OR julianday(validity_end_end) IS NOT NULL AND date(substr(validity_end_end, 1, 10), '+0 days') IS substr(validity_end_end, 1, 10)), 
	CONSTRAINT prescription_substitution_allowed_check CHECK (substitution_allowed IN (0, 1)), 
	CONSTRAINT prescription_has_status_check CHECK (status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT prescription_has_intent_check CHECK (intent IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,intent,%'), 
	CONSTRAINT prescription_has_medication_check CHECK (code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR medication IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,medication,%'), 
	CONSTRAINT prescription_has_subject_check CHECK (patient IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,subject,%'), 
	CONSTRAINT prescription_one_medication_0_check CHECK (CASE WHEN code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN medication IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 STRICT
-- next
CREATE INDEX prescription_code_authored_index ON prescription (code, authored)
-- next
CREATE INDEX prescription_encounter_index ON prescription (encounter)
-- next
CREATE INDEX prescription_patient_authored_index ON prescription (patient, authored)
-- next
CREATE INDEX prescription_prior_prescription_index ON prescription (prior_prescription)
-- next
CREATE INDEX prescription_requester_index ON prescription (requester)
-- next
CREATE INDEX prescription_status_index ON prescription (status)
-- next
CREATE TABLE encounter_diagnosis (
	encounter INT NOT NULL, 
	position INTEGER NOT NULL, 
	condition INT, 
	use_system TEXT, 
	use TEXT, 
	use_display TEXT, 
	use_text TEXT, 
	rank INTEGER, 
	in_document TEXT, 
	CONSTRAINT encounter_diagnosis_pkey PRIMARY KEY (encounter, position), 
	CONSTRAINT encounter_diagnosis_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_diagnosis_condition_fkey FOREIGN KEY(condition) REFERENCES medical_history (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_diagnosis_position_check CHECK (position >= 0), 
	CONSTRAINT encounter_diagnosis_use_system_check CHECK (length(use_system) BETWEEN 1 AND 255 AND use_system NOT LIKE '% %'), 
	CONSTRAINT encounter_diagnosis_use_check CHECK (length(use) BETWEEN 1 AND 255 AND trim(use) = use AND use NOT LIKE '%  %'), 
	CONSTRAINT encounter_diagnosis_use_display_check CHECK (use_display <> ''), 
	CONSTRAINT encounter_diagnosis_use_text_check CHECK (use_text <> ''), 
	CONSTRAINT encounter_diagnosis_rank_check CHECK (rank >= 1), 
	CONSTRAINT encounter_diagnosis_has_condition_check CHECK (condition IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,condition,%')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX encounter_diagnosis_condition_index ON encounter_diagnosis (condition)
-- next
CREATE TABLE lab_result_category (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT lab_result_category_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_category_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_category_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_category_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_category_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_category_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT lab_result_category_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_category_code_index ON lab_result_category (code)
-- next
CREATE TABLE lab_result_coding (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected INTEGER, 
	CONSTRAINT lab_result_coding_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_coding_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_coding_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT lab_result_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT lab_result_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_coding_display_check CHECK (display <> ''), 
	CONSTRAINT lab_result_coding_user_selected_check CHECK (user_selected IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_coding_code_system_index ON lab_result_coding (code, system)
-- next
CREATE TABLE lab_result_component (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	value REAL, 
	value_comparator TEXT, 
	value_unit TEXT, 
	value_unit_system TEXT, 
	value_unit_code TEXT, 
	value_concept_system TEXT, 
	value_concept TEXT, 
	value_concept_display TEXT, 
	value_concept_text TEXT, 
	value_text TEXT, 
	value_boolean INTEGER, 
	value_integer INTEGER, 
	value_at TEXT, 
	value_at_end TEXT, 
	value_low REAL, 
	value_low_unit TEXT, 
	value_low_unit_system TEXT, 
	value_low_unit_code TEXT, 
	value_high REAL, 
	value_high_unit TEXT, 
	value_high_unit_system TEXT, 
	value_high_unit_code TEXT, 
	data_absent_reason_system TEXT, 
	data_absent_reason TEXT, 
	data_absent_reason_display TEXT, 
	data_absent_reason_text TEXT, 
	interpretation_system TEXT, 
	interpretation TEXT, 
	interpretation_display TEXT, 
	interpretation_text TEXT, 
	in_document TEXT, 
	CONSTRAINT lab_result_component_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_component_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_component_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_component_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT lab_result_component_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT lab_result_component_value_check CHECK (abs(value) < 9e999), 
	CONSTRAINT lab_result_component_value_comparator_check CHECK (value_comparator IN ('<', '<=', '>=', '>')), 
	CONSTRAINT lab_result_component_value_unit_check CHECK (value_unit <> ''), 
	CONSTRAINT lab_result_component_value_unit_system_check CHECK (length(value_unit_system) BETWEEN 1 AND 255 AND value_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_value_unit_code_check CHECK (length(value_unit_code) BETWEEN 1 AND 255 AND trim(value_unit_code) = value_unit_code AND value_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_value_concept_system_check CHECK (length(value_concept_system) BETWEEN 1 AND 255 AND value_concept_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_value_concept_check CHECK (length(value_concept) BETWEEN 1 AND 255 AND trim(value_concept) = value_concept AND value_concept NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_value_concept_display_check CHECK (value_concept_display <> ''), 
	CONSTRAINT lab_result_component_value_concept_text_check CHECK (value_concept_text <> ''), 
	CONSTRAINT lab_result_component_value_text_check CHECK (value_text <> ''), 
	CONSTRAINT lab_result_component_value_boolean_check CHECK (value_boolean IN (0, 1)), 
	CONSTRAINT lab_result_component_value_at_check CHECK (value_at IS NULL OR julianday(value_at) IS NOT NULL AND date(substr(value_at, 1, 10), '+0 days') IS substr(value_at, 1, 10)), 
	CONSTRAINT lab_result_component_value_at_end_check CHECK (value_at_end IS NULL OR julianday(value_at_end) IS NOT NULL AND date(substr(value_at_end, 1, 10), '+0 days') IS substr(value_at_end, 1, 10)), 
	CONSTRAINT lab_result_component_value_low_check CHECK (abs(value_low) < 9e999), 
	CONSTRAINT lab_result_component_value_low_unit_check CHECK (value_low_unit <> ''), 
	CONSTRAINT lab_result_component_value_low_unit_system_check CHECK (length(value_low_unit_system) BETWEEN 1 AND 255 AND value_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_value_low_unit_code_check CHECK (length(value_low_unit_code) BETWEEN 1 AND 255 AND trim(value_low_unit_code) = value_low_unit_code AND value_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_value_high_check CHECK (abs(value_high) < 9e999), 
	CONSTRAINT lab_result_component_value_high_unit_check CHECK (value_high_unit <> ''), 
	CONSTRAINT lab_result_component_value_high_unit_system_check CHECK (length(value_high_unit_system) BETWEEN 1 AND 255 AND value_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_value_high_unit_code_check CHECK (length(value_high_unit_code) BETWEEN 1 AND 255 AND trim(value_high_unit_code) = value_high_unit_code AND value_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_data_absent_reason_system_check CHECK (length(data_absent_reason_system) BETWEEN 1 AND 255 AND data_absent_reason_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_data_absent_reason_check CHECK (length(data_absent_reason) BETWEEN 1 AND 255 AND trim(data_absent_reason) = data_absent_reason AND data_absent_reason NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_data_absent_reason_display_check CHECK (data_absent_reason_display <> ''), 
	CONSTRAINT lab_result_component_data_absent_reason_text_check CHECK (data_absent_reason_text <> ''), 
	CONSTRAINT lab_result_component_interpretation_system_check CHECK (length(interpretation_system) BETWEEN 1 AND 255 AND interpretation_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_interpretation_check CHECK (length(interpretation) BETWEEN 1 AND 255 AND trim(interpretation) = interpretation AND interpretation NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_interpretation_display_check CHECK (interpretation_display <> ''), 
	CONSTRAINT lab_result_component_interpretation_text_check CHECK (interpretation_text <> ''), 
	CONSTRAINT lab_result_component_has_code_check CHECK (code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,code,%'), 
	CONSTRAINT lab_result_component_one_value_0_check CHECK (CASE WHEN value IS NOT NULL OR value_comparator IS NOT NULL OR value_unit IS NOT NULL OR value_unit_system IS NOT NULL OR value_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_concept_system IS NOT NULL OR value_concept IS NOT NULL OR value_concept_display IS NOT NULL OR value_concept_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_boolean IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_integer IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_at IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN value_low IS NOT NULL OR value_low_unit IS NOT NULL OR value_low_unit_system IS NOT NULL OR value_low_unit_code IS NOT NULL OR value_high IS NOT NULL OR value_high_unit IS NOT NULL OR value_high_unit_system IS NOT NULL OR value_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_component_code_index ON lab_result_component (code)
-- next
CREATE TABLE lab_result_conclusion (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT lab_result_conclusion_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_conclusion_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_conclusion_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_conclusion_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_conclusion_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_conclusion_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT lab_result_conclusion_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_conclusion_code_index ON lab_result_conclusion (code)
-- next
CREATE TABLE lab_result_identifier (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT lab_result_identifier_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_identifier_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT lab_result_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT lab_result_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT lab_result_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT lab_result_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT lab_result_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT lab_result_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT lab_result_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT lab_result_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_identifier_value_system_index ON lab_result_identifier (value, system)
-- next
CREATE TABLE lab_result_member (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	member INT, 
	CONSTRAINT lab_result_member_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_member_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_member_member_fkey FOREIGN KEY(member) REFERENCES lab_result (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_member_position_check CHECK (position >= 0)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_member_member_index ON lab_result_member (member)
-- next
CREATE TABLE lab_result_performer (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	practitioner INT, 
	organization INT, 
	display TEXT, 
	CONSTRAINT lab_result_performer_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_performer_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_performer_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_performer_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_performer_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_performer_display_check CHECK (display <> ''), 
	CONSTRAINT lab_result_performer_one_of_practitioner_check CHECK (CASE WHEN practitioner IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN organization IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_performer_practitioner_index ON lab_result_performer (practitioner)
-- next
CREATE TABLE lab_result_reference_range (
	lab_result INT NOT NULL, 
	position INTEGER NOT NULL, 
	low REAL, 
	low_unit TEXT, 
	low_unit_system TEXT, 
	low_unit_code TEXT, 
	high REAL, 
	high_unit TEXT, 
	high_unit_system TEXT, 
	high_unit_code TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	applies_to_system TEXT, 
	applies_to TEXT, 
	applies_to_display TEXT, 
	applies_to_text TEXT, 
	age_low REAL, 
	age_low_unit TEXT, 
	age_low_unit_system TEXT, 
	age_low_unit_code TEXT, 
	age_high REAL, 
	age_high_unit TEXT, 
	age_high_unit_system TEXT, 
	age_high_unit_code TEXT, 
	text TEXT, 
	CONSTRAINT lab_result_reference_range_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_reference_range_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_reference_range_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_reference_range_low_check CHECK (abs(low) < 9e999), 
	CONSTRAINT lab_result_reference_range_low_unit_check CHECK (low_unit <> ''), 
	CONSTRAINT lab_result_reference_range_low_unit_system_check CHECK (length(low_unit_system) BETWEEN 1 AND 255 AND low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_low_unit_code_check CHECK (length(low_unit_code) BETWEEN 1 AND 255 AND trim(low_unit_code) = low_unit_code AND low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_high_check CHECK (abs(high) < 9e999), 
	CONSTRAINT lab_result_reference_range_high_unit_check CHECK (high_unit <> ''), 
	CONSTRAINT lab_result_reference_range_high_unit_system_check CHECK (length(high_unit_system) BETWEEN 1 AND 255 AND high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_high_unit_code_check CHECK (length(high_unit_code) BETWEEN 1 AND 255 AND trim(high_unit_code) = high_unit_code AND high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT lab_result_reference_range_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT lab_result_reference_range_applies_to_system_check CHECK (length(applies_to_system) BETWEEN 1 AND 255 AND applies_to_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_applies_to_check CHECK (length(applies_to) BETWEEN 1 AND 255 AND trim(applies_to) = applies_to AND applies_to NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_applies_to_display_check CHECK (applies_to_display <> ''), 
	CONSTRAINT lab_result_reference_range_applies_to_text_check CHECK (applies_to_text <> ''), 
	CONSTRAINT lab_result_reference_range_age_low_check CHECK (abs(age_low) < 9e999), 
	CONSTRAINT lab_result_reference_range_age_low_unit_check CHECK (age_low_unit <> ''), 
	CONSTRAINT lab_result_reference_range_age_low_unit_system_check CHECK (length(age_low_unit_system) BETWEEN 1 AND 255 AND age_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_age_low_unit_code_check CHECK (length(age_low_unit_code) BETWEEN 1 AND 255 AND trim(age_low_unit_code) = age_low_unit_code AND age_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_age_high_check CHECK (abs(age_high) < 9e999), 
	CONSTRAINT lab_result_reference_range_age_high_unit_check CHECK (age_high_unit <> ''), 
	CONSTRAINT lab_result_reference_range_age_high_unit_system_check CHECK (length(age_high_unit_system) BETWEEN 1 AND 255 AND age_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_age_high_unit_code_check CHECK (length(age_high_unit_code) BETWEEN 1 AND 255 AND trim(age_high_unit_code) = age_high_unit_code AND age_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_text_check CHECK (text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE medical_history_allergy_category (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	category TEXT, 
	CONSTRAINT medical_history_allergy_category_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_allergy_category_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_allergy_category_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_allergy_category_category_check CHECK (category IN ('food', 'medication', 'environment', 'biologic'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE medical_history_category (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT medical_history_category_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_category_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_category_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_category_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_category_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_category_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT medical_history_category_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX medical_history_category_code_index ON medical_history_category (code)
-- next
CREATE TABLE medical_history_coding (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected INTEGER, 
	CONSTRAINT medical_history_coding_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_coding_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_coding_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT medical_history_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT medical_history_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_coding_display_check CHECK (display <> ''), 
	CONSTRAINT medical_history_coding_user_selected_check CHECK (user_selected IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX medical_history_coding_code_system_index ON medical_history_coding (code, system)
-- next
CREATE TABLE medical_history_dosage (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	sequence INTEGER, 
	text TEXT, 
	patient_instruction TEXT, 
	timing_system TEXT, 
	timing TEXT, 
	timing_display TEXT, 
	timing_text TEXT, 
	frequency INTEGER, 
	frequency_max INTEGER, 
	period REAL, 
	period_max REAL, 
	period_unit TEXT, 
	bounds_start TEXT, 
	bounds_end TEXT, 
	bounds_end_end TEXT, 
	as_needed INTEGER, 
	as_needed_for_system TEXT, 
	as_needed_for TEXT, 
	as_needed_for_display TEXT, 
	as_needed_for_text TEXT, 
	route_system TEXT, 
	route TEXT, 
	route_display TEXT, 
	route_text TEXT, 
	site_system TEXT, 
	site TEXT, 
	site_display TEXT, 
	site_text TEXT, 
	method_system TEXT, 
	method TEXT, 
	method_display TEXT, 
	method_text TEXT, 
	dose REAL, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	dose_low REAL, 
	dose_low_unit TEXT, 
	dose_low_unit_system TEXT, 
	dose_low_unit_code TEXT, 
	dose_high REAL, 
	dose_high_unit TEXT, 
	dose_high_unit_system TEXT, 
	dose_high_unit_code TEXT, 
	rate REAL, 
	rate_unit TEXT, 
	rate_unit_system TEXT, 
	rate_unit_code TEXT, 
	max_dose REAL, 
	max_dose_unit TEXT, 
	max_dose_unit_system TEXT, 
	max_dose_unit_code TEXT, 
	CONSTRAINT medical_history_dosage_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_dosage_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_dosage_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_dosage_text_check CHECK (text <> ''), 
	CONSTRAINT medical_history_dosage_patient_instruction_check CHECK (patient_instruction <> ''), 
	CONSTRAINT medical_history_dosage_timing_system_check CHECK (length(timing_system) BETWEEN 1 AND 255 AND timing_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_timing_check CHECK (length(timing) BETWEEN 1 AND 255 AND trim(timing) = timing AND timing NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_timing_display_check CHECK (timing_display <> ''), 
	CONSTRAINT medical_history_dosage_timing_text_check CHECK (timing_text <> ''), 
	CONSTRAINT medical_history_dosage_frequency_check CHECK (frequency >= 1), 
	CONSTRAINT medical_history_dosage_frequency_max_check CHECK (frequency_max >= 1), 
	CONSTRAINT medical_history_dosage_period_check CHECK (abs(period) < 9e999), 
	CONSTRAINT medical_history_dosage_period_max_check CHECK (abs(period_max) < 9e999), 
	CONSTRAINT medical_history_dosage_period_unit_check CHECK (period_unit IN ('s', 'min', 'h', 'd', 'wk', 'mo', 'a')), 
	CONSTRAINT medical_history_dosage_bounds_start_check CHECK (bounds_start IS NULL OR julianday(bounds_start) IS NOT NULL AND date(substr(bounds_start, 1, 10), '+0 days') IS substr(bounds_start, 1, 10)), 
	CONSTRAINT medical_history_dosage_bounds_end_check CHECK (bounds_end IS NULL OR julianday(bounds_end) IS NOT NULL AND date(substr(bounds_end, 1, 10), '+0 days') IS substr(bounds_end, 1, 10)), 
	CONSTRAINT medical_history_dosage_bounds_end_end_check CHECK (bounds_end_end IS NULL OR julianday(bounds_end_end) IS NOT NULL AND date(substr(bounds_end_end, 1, 10), '+0 days') IS substr(bounds_end_end, 1, 10)), 
	CONSTRAINT medical_history_dosage_as_needed_check CHECK (as_needed IN (0, 1)), 
	CONSTRAINT medical_history_dosage_as_needed_for_system_check CHECK (length(as_needed_for_system) BETWEEN 1 AND 255 AND as_needed_for_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_as_needed_for_check CHECK (length(as_needed_for) BETWEEN 1 AND 255 AND trim(as_needed_for) = as_needed_for AND as_needed_for NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_as_needed_for_display_check CHECK (as_needed_for_display <> ''), 
	CONSTRAINT medical_history_dosage_as_needed_for_text_check CHECK (as_needed_for_text <> ''), 
	CONSTRAINT medical_history_dosage_route_system_check CHECK (length(route_system) BETWEEN 1 AND 255 AND route_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_route_check CHECK (length(route) BETWEEN 1 AND 255 AND trim(route) = route AND route NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_route_display_check CHECK (route_display <> ''), 
	CONSTRAINT medical_history_dosage_route_text_check CHECK (route_text <> ''), 
	CONSTRAINT medical_history_dosage_site_system_check CHECK (length(site_system) BETWEEN 1 AND 255 AND site_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_site_check CHECK (length(site) BETWEEN 1 AND 255 AND trim(site) = site AND site NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_site_display_check CHECK (site_display <> ''), 
	CONSTRAINT medical_history_dosage_site_text_check CHECK (site_text <> ''), 
	CONSTRAINT medical_history_dosage_method_system_check CHECK (length(method_system) BETWEEN 1 AND 255 AND method_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_method_check CHECK (length(method) BETWEEN 1 AND 255 AND trim(method) = method AND method NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_method_display_check CHECK (method_display <> ''), 
	CONSTRAINT medical_history_dosage_method_text_check CHECK (method_text <> ''), 
	CONSTRAINT medical_history_dosage_dose_check CHECK (abs(dose) < 9e999), 
	CONSTRAINT medical_history_dosage_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT medical_history_dosage_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_dose_low_check CHECK (abs(dose_low) < 9e999), 
	CONSTRAINT medical_history_dosage_dose_low_unit_check CHECK (dose_low_unit <> ''), 
	CONSTRAINT medical_history_dosage_dose_low_unit_system_check CHECK (length(dose_low_unit_system) BETWEEN 1 AND 255 AND dose_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_dose_low_unit_code_check CHECK (length(dose_low_unit_code) BETWEEN 1 AND 255 AND trim(dose_low_unit_code) = dose_low_unit_code AND dose_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_dose_high_check CHECK (abs(dose_high) < 9e999), 
	CONSTRAINT medical_history_dosage_dose_high_unit_check CHECK (dose_high_unit <> ''), 
	CONSTRAINT medical_history_dosage_dose_high_unit_system_check CHECK (length(dose_high_unit_system) BETWEEN 1 AND 255 AND dose_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_dose_high_unit_code_check CHECK (length(dose_high_unit_code) BETWEEN 1 AND 255 AND trim(dose_high_unit_code) = dose_high_unit_code AND dose_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_rate_check CHECK (abs(rate) < 9e999), 
	CONSTRAINT medical_history_dosage_rate_unit_check CHECK (rate_unit <> ''), 
	CONSTRAINT medical_history_dosage_rate_unit_system_check CHECK (length(rate_unit_system) BETWEEN 1 AND 255 AND rate_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_rate_unit_code_check CHECK (length(rate_unit_code) BETWEEN 1 AND 255 AND trim(rate_unit_code) = rate_unit_code AND rate_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_max_dose_check CHECK (abs(max_dose) < 9e999), 
	CONSTRAINT medical_history_dosage_max_dose_unit_check CHECK (max_dose_unit <> ''), 
	CONSTRAINT medical_history_dosage_max_dose_unit_system_check CHECK (length(max_dose_unit_system) BETWEEN 1 AND 255 AND max_dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_max_dose_unit_code_check CHECK (length(max_dose_unit_code) BETWEEN 1 AND 255 AND trim(max_dose_unit_code) = max_dose_unit_code AND max_dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_one_asneeded_1_check CHECK (CASE WHEN as_needed IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN as_needed_for_system IS NOT NULL OR as_needed_for IS NOT NULL OR as_needed_for_display IS NOT NULL OR as_needed_for_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT medical_history_dosage_one_dose_2_check CHECK (CASE WHEN dose IS NOT NULL OR dose_unit IS NOT NULL OR dose_unit_system IS NOT NULL OR dose_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN dose_low IS NOT NULL OR dose_low_unit IS NOT NULL OR dose_low_unit_system IS NOT NULL OR dose_low_unit_code IS NOT NULL OR dose_high IS NOT NULL OR dose_high_unit IS NOT NULL OR dose_high_unit_system IS NOT NULL OR dose_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE medical_history_identifier (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT medical_history_identifier_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_identifier_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT medical_history_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT medical_history_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT medical_history_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT medical_history_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT medical_history_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT medical_history_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT medical_history_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT medical_history_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX medical_history_identifier_value_system_index ON medical_history_identifier (value, system)
-- next
CREATE TABLE medical_history_performer (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	function_system TEXT, 
	function TEXT, 
	function_display TEXT, 
	function_text TEXT, 
	practitioner INT, 
	organization INT, 
	display TEXT, 
	in_document TEXT, 
	CONSTRAINT medical_history_performer_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_performer_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_performer_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_performer_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_performer_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_performer_function_system_check CHECK (length(function_system) BETWEEN 1 AND 255 AND function_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_performer_function_check CHECK (length(function) BETWEEN 1 AND 255 AND trim(function) = function AND function NOT LIKE '%  %'), 
	CONSTRAINT medical_history_performer_function_display_check CHECK (function_display <> ''), 
	CONSTRAINT medical_history_performer_function_text_check CHECK (function_text <> ''), 
	CONSTRAINT medical_history_performer_display_check CHECK (display <> ''), 
	CONSTRAINT medical_history_performer_has_actor_check CHECK (practitioner IS NOT NULL OR organization IS NOT NULL OR display IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,actor,%'), 
	CONSTRAINT medical_history_performer_one_of_practitioner_check CHECK (CASE WHEN practitioner IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN organization IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX medical_history_performer_practitioner_index ON medical_history_performer (practitioner)
-- next
CREATE TABLE medical_history_protocol (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	series TEXT, 
	authority INT, 
	target_disease_system TEXT, 
	target_disease TEXT, 
	target_disease_display TEXT, 
	target_disease_text TEXT, 
	dose_number INTEGER, 
	dose_number_text TEXT, 
	series_doses INTEGER, 
	series_doses_text TEXT, 
	in_document TEXT, 
	CONSTRAINT medical_history_protocol_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_protocol_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_protocol_authority_fkey FOREIGN KEY(authority) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_protocol_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_protocol_series_check CHECK (series <> ''), 
	CONSTRAINT medical_history_protocol_target_disease_system_check CHECK (length(target_disease_system) BETWEEN 1 AND 255 AND target_disease_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_protocol_target_disease_check CHECK (length(target_disease) BETWEEN 1 AND 255 AND trim(target_disease) = target_disease AND target_disease NOT LIKE '%  %'), 
	CONSTRAINT medical_history_protocol_target_disease_display_check CHECK (target_disease_display <> ''), 
	CONSTRAINT medical_history_protocol_target_disease_text_check CHECK (target_disease_text <> ''), 
	CONSTRAINT medical_history_protocol_dose_number_check CHECK (dose_number >= 1), 
	CONSTRAINT medical_history_protocol_dose_number_text_check CHECK (dose_number_text <> ''), 
	CONSTRAINT medical_history_protocol_series_doses_check CHECK (series_doses >= 1), 
	CONSTRAINT medical_history_protocol_series_doses_text_check CHECK (series_doses_text <> ''), 
	CONSTRAINT medical_history_protocol_has_dosenumber_check CHECK (dose_number IS NOT NULL OR dose_number_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,doseNumber,%'), 
	CONSTRAINT medical_history_protocol_one_dosenumber_0_check CHECK (CASE WHEN dose_number IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN dose_number_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT medical_history_protocol_one_seriesdoses_1_check CHECK (CASE WHEN series_doses IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN series_doses_text IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE medical_history_reaction (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	substance_system TEXT, 
	substance TEXT, 
	substance_display TEXT, 
	substance_text TEXT, 
	manifestation_system TEXT, 
	manifestation TEXT, 
	manifestation_display TEXT, 
	manifestation_text TEXT, 
	description TEXT, 
	onset TEXT, 
	onset_end TEXT, 
	severity TEXT, 
	exposure_route_system TEXT, 
	exposure_route TEXT, 
	exposure_route_display TEXT, 
	exposure_route_text TEXT, 
	in_document TEXT, 
	CONSTRAINT medical_history_reaction_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_reaction_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_reaction_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_reaction_substance_system_check CHECK (length(substance_system) BETWEEN 1 AND 255 AND substance_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_reaction_substance_check CHECK (length(substance) BETWEEN 1 AND 255 AND trim(substance) = substance AND substance NOT LIKE '%  %'), 
	CONSTRAINT medical_history_reaction_substance_display_check CHECK (substance_display <> ''), 
	CONSTRAINT medical_history_reaction_substance_text_check CHECK (substance_text <> ''), 
	CONSTRAINT medical_history_reaction_manifestation_system_check CHECK (length(manifestation_system) BETWEEN 1 AND 255 AND manifestation_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_reaction_manifestation_check CHECK (length(manifestation) BETWEEN 1 AND 255 AND trim(manifestation) = manifestation AND manifestation NOT LIKE '%  %'), 
	CONSTRAINT medical_history_reaction_manifestation_display_check CHECK (manifestation_display <> ''), 
	CONSTRAINT medical_history_reaction_manifestation_text_check CHECK (manifestation_text <> ''), 
	CONSTRAINT medical_history_reaction_description_check CHECK (description <> ''), 
	CONSTRAINT medical_history_reaction_onset_check CHECK (onset IS NULL OR julianday(onset) IS NOT NULL AND date(substr(onset, 1, 10), '+0 days') IS substr(onset, 1, 10)), 
	CONSTRAINT medical_history_reaction_onset_end_check CHECK (onset_end IS NULL OR julianday(onset_end) IS NOT NULL AND date(substr(onset_end, 1, 10), '+0 days') IS substr(onset_end, 1, 10)), 
	CONSTRAINT medical_history_reaction_severity_check CHECK (severity IN ('mild', 'moderate', 'severe')), 
	CONSTRAINT medical_history_reaction_exposure_route_system_check CHECK (length(exposure_route_system) BETWEEN 1 AND 255 AND exposure_route_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_reaction_exposure_route_check CHECK (length(exposure_route) BETWEEN 1 AND 255 AND trim(exposure_route) = exposure_route AND exposure_route NOT LIKE '%  %'), 
	CONSTRAINT medical_history_reaction_exposure_route_display_check CHECK (exposure_route_display <> ''), 
	CONSTRAINT medical_history_reaction_exposure_route_text_check CHECK (exposure_route_text <> ''), 
	CONSTRAINT medical_history_reaction_has_manifestation_check CHECK (manifestation_system IS NOT NULL OR manifestation IS NOT NULL OR manifestation_display IS NOT NULL OR manifestation_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,manifestation,%')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE medical_history_reason (
	medical_history INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT medical_history_reason_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_reason_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_reason_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_reason_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_reason_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_reason_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT medical_history_reason_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE outcome_population (
	outcome INT NOT NULL, 
	outcome_group INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	count INTEGER, 
	CONSTRAINT outcome_population_pkey PRIMARY KEY (outcome, outcome_group, position), 
	CONSTRAINT outcome_population_outcome_group_fkey FOREIGN KEY(outcome, outcome_group) REFERENCES outcome_group (outcome, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_population_outcome_group_check CHECK (outcome_group >= 0), 
	CONSTRAINT outcome_population_position_check CHECK (position >= 0), 
	CONSTRAINT outcome_population_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT outcome_population_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT outcome_population_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT outcome_population_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX outcome_population_code_index ON outcome_population (code)
-- next
CREATE TABLE outcome_stratifier (
	outcome INT NOT NULL, 
	outcome_group INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT outcome_stratifier_pkey PRIMARY KEY (outcome, outcome_group, position), 
	CONSTRAINT outcome_stratifier_outcome_group_fkey FOREIGN KEY(outcome, outcome_group) REFERENCES outcome_group (outcome, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_stratifier_outcome_group_check CHECK (outcome_group >= 0), 
	CONSTRAINT outcome_stratifier_position_check CHECK (position >= 0), 
	CONSTRAINT outcome_stratifier_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT outcome_stratifier_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT outcome_stratifier_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT outcome_stratifier_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription_category (
	prescription INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT prescription_category_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_category_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_category_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_category_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT prescription_category_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_category_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT prescription_category_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription_coding (
	prescription INT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected INTEGER, 
	CONSTRAINT prescription_coding_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_coding_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_coding_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT prescription_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT prescription_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_coding_display_check CHECK (display <> ''), 
	CONSTRAINT prescription_coding_user_selected_check CHECK (user_selected IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX prescription_coding_code_system_index ON prescription_coding (code, system)
-- next
CREATE TABLE prescription_dosage (
	prescription INT NOT NULL, 
	position INTEGER NOT NULL, 
	sequence INTEGER, 
	text TEXT, 
	patient_instruction TEXT, 
	timing_system TEXT, 
	timing TEXT, 
	timing_display TEXT, 
	timing_text TEXT, 
	frequency INTEGER, 
	frequency_max INTEGER, 
	period REAL, 
	period_max REAL, 
	period_unit TEXT, 
	bounds_start TEXT, 
	bounds_end TEXT, 
	bounds_end_end TEXT, 
	as_needed INTEGER, 
	as_needed_for_system TEXT, 
	as_needed_for TEXT, 
	as_needed_for_display TEXT, 
	as_needed_for_text TEXT, 
	route_system TEXT, 
	route TEXT, 
	route_display TEXT, 
	route_text TEXT, 
	site_system TEXT, 
	site TEXT, 
	site_display TEXT, 
	site_text TEXT, 
	method_system TEXT, 
	method TEXT, 
	method_display TEXT, 
	method_text TEXT, 
	dose REAL, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	dose_low REAL, 
	dose_low_unit TEXT, 
	dose_low_unit_system TEXT, 
	dose_low_unit_code TEXT, 
	dose_high REAL, 
	dose_high_unit TEXT, 
	dose_high_unit_system TEXT, 
	dose_high_unit_code TEXT, 
	rate REAL, 
	rate_unit TEXT, 
	rate_unit_system TEXT, 
	rate_unit_code TEXT, 
	max_dose REAL, 
	max_dose_unit TEXT, 
	max_dose_unit_system TEXT, 
	max_dose_unit_code TEXT, 
	CONSTRAINT prescription_dosage_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_dosage_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_dosage_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_dosage_text_check CHECK (text <> ''), 
	CONSTRAINT prescription_dosage_patient_instruction_check CHECK (patient_instruction <> ''), 
	CONSTRAINT prescription_dosage_timing_system_check CHECK (length(timing_system) BETWEEN 1 AND 255 AND timing_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_timing_check CHECK (length(timing) BETWEEN 1 AND 255 AND trim(timing) = timing AND timing NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_timing_display_check CHECK (timing_display <> ''), 
	CONSTRAINT prescription_dosage_timing_text_check CHECK (timing_text <> ''), 
	CONSTRAINT prescription_dosage_frequency_check CHECK (frequency >= 1), 
	CONSTRAINT prescription_dosage_frequency_max_check CHECK (frequency_max >= 1), 
	CONSTRAINT prescription_dosage_period_check CHECK (abs(period) < 9e999), 
	CONSTRAINT prescription_dosage_period_max_check CHECK (abs(period_max) < 9e999), 
	CONSTRAINT prescription_dosage_period_unit_check CHECK (period_unit IN ('s', 'min', 'h', 'd', 'wk', 'mo', 'a')), 
	CONSTRAINT prescription_dosage_bounds_start_check CHECK (bounds_start IS NULL OR julianday(bounds_start) IS NOT NULL AND date(substr(bounds_start, 1, 10), '+0 days') IS substr(bounds_start, 1, 10)), 
	CONSTRAINT prescription_dosage_bounds_end_check CHECK (bounds_end IS NULL OR julianday(bounds_end) IS NOT NULL AND date(substr(bounds_end, 1, 10), '+0 days') IS substr(bounds_end, 1, 10)), 
	CONSTRAINT prescription_dosage_bounds_end_end_check CHECK (bounds_end_end IS NULL OR julianday(bounds_end_end) IS NOT NULL AND date(substr(bounds_end_end, 1, 10), '+0 days') IS substr(bounds_end_end, 1, 10)), 
	CONSTRAINT prescription_dosage_as_needed_check CHECK (as_needed IN (0, 1)), 
	CONSTRAINT prescription_dosage_as_needed_for_system_check CHECK (length(as_needed_for_system) BETWEEN 1 AND 255 AND as_needed_for_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_as_needed_for_check CHECK (length(as_needed_for) BETWEEN 1 AND 255 AND trim(as_needed_for) = as_needed_for AND as_needed_for NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_as_needed_for_display_check CHECK (as_needed_for_display <> ''), 
	CONSTRAINT prescription_dosage_as_needed_for_text_check CHECK (as_needed_for_text <> ''), 
	CONSTRAINT prescription_dosage_route_system_check CHECK (length(route_system) BETWEEN 1 AND 255 AND route_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_route_check CHECK (length(route) BETWEEN 1 AND 255 AND trim(route) = route AND route NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_route_display_check CHECK (route_display <> ''), 
	CONSTRAINT prescription_dosage_route_text_check CHECK (route_text <> ''), 
	CONSTRAINT prescription_dosage_site_system_check CHECK (length(site_system) BETWEEN 1 AND 255 AND site_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_site_check CHECK (length(site) BETWEEN 1 AND 255 AND trim(site) = site AND site NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_site_display_check CHECK (site_display <> ''), 
	CONSTRAINT prescription_dosage_site_text_check CHECK (site_text <> ''), 
	CONSTRAINT prescription_dosage_method_system_check CHECK (length(method_system) BETWEEN 1 AND 255 AND method_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_method_check CHECK (length(method) BETWEEN 1 AND 255 AND trim(method) = method AND method NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_method_display_check CHECK (method_display <> ''), 
	CONSTRAINT prescription_dosage_method_text_check CHECK (method_text <> ''), 
	CONSTRAINT prescription_dosage_dose_check CHECK (abs(dose) < 9e999), 
	CONSTRAINT prescription_dosage_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT prescription_dosage_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_dose_low_check CHECK (abs(dose_low) < 9e999), 
	CONSTRAINT prescription_dosage_dose_low_unit_check CHECK (dose_low_unit <> ''), 
	CONSTRAINT prescription_dosage_dose_low_unit_system_check CHECK (length(dose_low_unit_system) BETWEEN 1 AND 255 AND dose_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_dose_low_unit_code_check CHECK (length(dose_low_unit_code) BETWEEN 1 AND 255 AND trim(dose_low_unit_code) = dose_low_unit_code AND dose_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_dose_high_check CHECK (abs(dose_high) < 9e999), 
	CONSTRAINT prescription_dosage_dose_high_unit_check CHECK (dose_high_unit <> ''), 
	CONSTRAINT prescription_dosage_dose_high_unit_system_check CHECK (length(dose_high_unit_system) BETWEEN 1 AND 255 AND dose_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_dose_high_unit_code_check CHECK (length(dose_high_unit_code) BETWEEN 1 AND 255 AND trim(dose_high_unit_code) = dose_high_unit_code AND dose_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_rate_check CHECK (abs(rate) < 9e999), 
	CONSTRAINT prescription_dosage_rate_unit_check CHECK (rate_unit <> ''), 
	CONSTRAINT prescription_dosage_rate_unit_system_check CHECK (length(rate_unit_system) BETWEEN 1 AND 255 AND rate_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_rate_unit_code_check CHECK (length(rate_unit_code) BETWEEN 1 AND 255 AND trim(rate_unit_code) = rate_unit_code AND rate_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_max_dose_check CHECK (abs(max_dose) < 9e999), 
	CONSTRAINT prescription_dosage_max_dose_unit_check CHECK (max_dose_unit <> ''), 
	CONSTRAINT prescription_dosage_max_dose_unit_system_check CHECK (length(max_dose_unit_system) BETWEEN 1 AND 255 AND max_dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_max_dose_unit_code_check CHECK (length(max_dose_unit_code) BETWEEN 1 AND 255 AND trim(max_dose_unit_code) = max_dose_unit_code AND max_dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_one_asneeded_1_check CHECK (CASE WHEN as_needed IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN as_needed_for_system IS NOT NULL OR as_needed_for IS NOT NULL OR as_needed_for_display IS NOT NULL OR as_needed_for_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT prescription_dosage_one_dose_2_check CHECK (CASE WHEN dose IS NOT NULL OR dose_unit IS NOT NULL OR dose_unit_system IS NOT NULL OR dose_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN dose_low IS NOT NULL OR dose_low_unit IS NOT NULL OR dose_low_unit_system IS NOT NULL OR dose_low_unit_code IS NOT NULL OR dose_high IS NOT NULL OR dose_high_unit IS NOT NULL OR dose_high_unit_system IS NOT NULL OR dose_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription_fill (
	pk INT DEFAULT (1099511627776 + abs(random() % 9006099743113216)) NOT NULL, 
	id TEXT DEFAULT (lower(hex(randomblob(16)))) NOT NULL, 
	patient INT, 
	encounter INT, 
	prescription INT, 
	status TEXT, 
	status_reason_system TEXT, 
	status_reason TEXT, 
	status_reason_display TEXT, 
	status_reason_text TEXT, 
	category_system TEXT, 
	category TEXT, 
	category_display TEXT, 
	category_text TEXT, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	medication TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	quantity REAL, 
	quantity_unit TEXT, 
	quantity_unit_system TEXT, 
	quantity_unit_code TEXT, 
	days_supply REAL, 
	days_supply_unit TEXT, 
	days_supply_unit_system TEXT, 
	days_supply_unit_code TEXT, 
	prepared TEXT, 
	prepared_end TEXT, 
	handed_over TEXT, 
	handed_over_end TEXT, 
	location INT, 
	was_substituted INTEGER, 
	in_document TEXT, 
	CONSTRAINT prescription_fill_pkey PRIMARY KEY (pk), 
	CONSTRAINT prescription_fill_id_key UNIQUE (id), 
	CONSTRAINT prescription_fill_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_id_check CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'), 
	CONSTRAINT prescription_fill_status_check CHECK (status IN ('preparation', 'in-progress', 'cancelled', 'on-hold', 'completed', 'entered-in-error', 'stopped', 'declined', 'unknown')), 
	CONSTRAINT prescription_fill_status_reason_system_check CHECK (length(status_reason_system) BETWEEN 1 AND 255 AND status_reason_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_status_reason_check CHECK (length(status_reason) BETWEEN 1 AND 255 AND trim(status_reason) = status_reason AND status_reason NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_status_reason_display_check CHECK (status_reason_display <> ''), 
	CONSTRAINT prescription_fill_status_reason_text_check CHECK (status_reason_text <> ''), 
	CONSTRAINT prescription_fill_category_system_check CHECK (length(category_system) BETWEEN 1 AND 255 AND category_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_category_check CHECK (length(category) BETWEEN 1 AND 255 AND trim(category) = category AND category NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_category_display_check CHECK (category_display <> ''), 
	CONSTRAINT prescription_fill_category_text_check CHECK (category_text <> ''), 
	CONSTRAINT prescription_fill_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT prescription_fill_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT prescription_fill_medication_check CHECK (medication <> ''), 
	CONSTRAINT prescription_fill_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT prescription_fill_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT prescription_fill_quantity_check CHECK (abs(quantity) < 9e999), 
	CONSTRAINT prescription_fill_quantity_unit_check CHECK (quantity_unit <> ''), 
	CONSTRAINT prescription_fill_quantity_unit_system_check CHECK (length(quantity_unit_system) BETWEEN 1 AND 255 AND quantity_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_quantity_unit_code_check CHECK (length(quantity_unit_code) BETWEEN 1 AND 255 AND trim(quantity_unit_code) = quantity_unit_code AND quantity_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_days_supply_check CHECK (abs(days_supply) < 9e999), 
	CONSTRAINT prescription_fill_days_supply_unit_check CHECK (days_supply_unit <> ''), 
	CONSTRAINT prescription_fill_days_supply_unit_system_check CHECK (length(days_supply_unit_system) BETWEEN 1 AND 255 AND days_supply_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_days_supply_unit_code_check CHECK (length(days_supply_unit_code) BETWEEN 1 AND 255 AND trim(days_supply_unit_code) = days_supply_unit_code AND days_supply_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_prepared_check CHECK (prepared IS NULL OR julianday(prepared) IS NOT NULL AND date(substr(prepared, 1, 10), '+0 days') IS substr(prepared, 1, 10)), 
	CONSTRAINT prescription_fill_prepared_end_check CHECK (prepared_end IS NULL OR julianday(prepared_end) IS NOT NULL AND date(substr(prepared_end, 1, 10), '+0 days') IS substr(prepared_end, 1, 10)), 
	CONSTRAINT prescription_fill_handed_over_check CHECK (handed_over IS NULL OR julianday(handed_over) IS NOT NULL AND date(substr(handed_over, 1, 10), '+0 days') IS substr(handed_over, 1, 10)), 
	CONSTRAINT prescription_fill_handed_over_end_check CHECK (handed_over_end IS NULL OR julianday(handed_over_end) IS NOT NULL AND date(substr(handed_over_end, 1, 10), '+0 days') IS substr(handed_over_end, 1, 10)), 
	CONSTRAINT prescription_fill_was_substituted_check CHECK (was_substituted IN (0, 1)), 
	CONSTRAINT prescription_fill_has_status_check CHECK (status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT prescription_fill_has_medication_check CHECK (code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR medication IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,medication,%'), 
	CONSTRAINT prescription_fill_one_medication_1_check CHECK (CASE WHEN code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN medication IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 STRICT
-- next
CREATE INDEX prescription_fill_code_handed_over_index ON prescription_fill (code, handed_over)
-- next
CREATE INDEX prescription_fill_encounter_index ON prescription_fill (encounter)
-- next
CREATE INDEX prescription_fill_patient_handed_over_index ON prescription_fill (patient, handed_over)
-- next
CREATE INDEX prescription_fill_prescription_index ON prescription_fill (prescription)
-- next
CREATE INDEX prescription_fill_status_index ON prescription_fill (status)
-- next
CREATE TABLE prescription_identifier (
	prescription INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT prescription_identifier_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_identifier_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT prescription_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT prescription_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT prescription_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT prescription_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT prescription_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT prescription_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT prescription_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT prescription_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT prescription_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX prescription_identifier_value_system_index ON prescription_identifier (value, system)
-- next
CREATE TABLE prescription_reason (
	prescription INT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT prescription_reason_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_reason_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_reason_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_reason_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT prescription_reason_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_reason_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT prescription_reason_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription_reason_condition (
	prescription INT NOT NULL, 
	position INTEGER NOT NULL, 
	condition INT, 
	CONSTRAINT prescription_reason_condition_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_reason_condition_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_reason_condition_condition_fkey FOREIGN KEY(condition) REFERENCES medical_history (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_reason_condition_position_check CHECK (position >= 0)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX prescription_reason_condition_condition_index ON prescription_reason_condition (condition)
-- next
CREATE TABLE lab_result_component_coding (
	lab_result INT NOT NULL, 
	lab_result_component INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected INTEGER, 
	CONSTRAINT lab_result_component_coding_pkey PRIMARY KEY (lab_result, lab_result_component, position), 
	CONSTRAINT lab_result_component_coding_lab_result_component_fkey FOREIGN KEY(lab_result, lab_result_component) REFERENCES lab_result_component (lab_result, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_component_coding_lab_result_component_check CHECK (lab_result_component >= 0), 
	CONSTRAINT lab_result_component_coding_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_component_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT lab_result_component_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_coding_display_check CHECK (display <> ''), 
	CONSTRAINT lab_result_component_coding_user_selected_check CHECK (user_selected IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX lab_result_component_coding_code_system_index ON lab_result_component_coding (code, system)
-- next
CREATE TABLE lab_result_component_reference_range (
	lab_result INT NOT NULL, 
	lab_result_component INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	low REAL, 
	low_unit TEXT, 
	low_unit_system TEXT, 
	low_unit_code TEXT, 
	high REAL, 
	high_unit TEXT, 
	high_unit_system TEXT, 
	high_unit_code TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	applies_to_system TEXT, 
	applies_to TEXT, 
	applies_to_display TEXT, 
	applies_to_text TEXT, 
	age_low REAL, 
	age_low_unit TEXT, 
	age_low_unit_system TEXT, 
	age_low_unit_code TEXT, 
	age_high REAL, 
	age_high_unit TEXT, 
	age_high_unit_system TEXT, 
	age_high_unit_code TEXT, 
	text TEXT, 
	CONSTRAINT lab_result_component_reference_range_pkey PRIMARY KEY (lab_result, lab_result_component, position), 
	CONSTRAINT lab_result_component_reference_range_lab_result_component_fkey FOREIGN KEY(lab_result, lab_result_component) REFERENCES lab_result_component (lab_result, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_component_reference_range_lab_result_component_check CHECK (lab_result_component >= 0), 
	CONSTRAINT lab_result_component_reference_range_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_component_reference_range_low_check CHECK (abs(low) < 9e999), 
	CONSTRAINT lab_result_component_reference_range_low_unit_check CHECK (low_unit <> ''), 
	CONSTRAINT lab_result_component_reference_range_low_unit_system_check CHECK (length(low_unit_system) BETWEEN 1 AND 255 AND low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_low_unit_code_check CHECK (length(low_unit_code) BETWEEN 1 AND 255 AND trim(low_unit_code) = low_unit_code AND low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_high_check CHECK (abs(high) < 9e999), 
	CONSTRAINT lab_result_component_reference_range_high_unit_check CHECK (high_unit <> ''), 
	CONSTRAINT lab_result_component_reference_range_high_unit_system_check CHECK (length(high_unit_system) BETWEEN 1 AND 255 AND high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_high_unit_code_check CHECK (length(high_unit_code) BETWEEN 1 AND 255 AND trim(high_unit_code) = high_unit_code AND high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT lab_result_component_reference_range_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT lab_result_component_reference_range_applies_to_system_check CHECK (length(applies_to_system) BETWEEN 1 AND 255 AND applies_to_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_applies_to_check CHECK (length(applies_to) BETWEEN 1 AND 255 AND trim(applies_to) = applies_to AND applies_to NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_applies_to_display_check CHECK (applies_to_display <> ''), 
	CONSTRAINT lab_result_component_reference_range_applies_to_text_check CHECK (applies_to_text <> ''), 
	CONSTRAINT lab_result_component_reference_range_age_low_check CHECK (abs(age_low) < 9e999), 
	CONSTRAINT lab_result_component_reference_range_age_low_unit_check CHECK (age_low_unit <> ''), 
	CONSTRAINT lab_result_component_reference_range_age_low_unit_system_check CHECK (length(age_low_unit_system) BETWEEN 1 AND 255 AND age_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_age_low_unit_code_check CHECK (length(age_low_unit_code) BETWEEN 1 AND 255 AND trim(age_low_unit_code) = age_low_unit_code AND age_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_age_high_check CHECK (abs(age_high) < 9e999), 
	CONSTRAINT lab_result_component_reference_range_age_high_unit_check CHECK (age_high_unit <> ''), 
	CONSTRAINT lab_result_component_reference_range_age_high_unit_system_check CHECK (length(age_high_unit_system) BETWEEN 1 AND 255 AND age_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_age_high_unit_code_check CHECK (length(age_high_unit_code) BETWEEN 1 AND 255 AND trim(age_high_unit_code) = age_high_unit_code AND age_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_text_check CHECK (text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE medical_history_manifestation (
	medical_history INT NOT NULL, 
	medical_history_reaction INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	CONSTRAINT medical_history_manifestation_pkey PRIMARY KEY (medical_history, medical_history_reaction, position), 
	CONSTRAINT medical_history_manifestation_medical_history_reaction_fkey FOREIGN KEY(medical_history, medical_history_reaction) REFERENCES medical_history_reaction (medical_history, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_manifestation_medical_history_reaction_check CHECK (medical_history_reaction >= 0), 
	CONSTRAINT medical_history_manifestation_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_manifestation_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_manifestation_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_manifestation_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT medical_history_manifestation_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX medical_history_manifestation_code_index ON medical_history_manifestation (code)
-- next
CREATE TABLE outcome_stratum (
	outcome INT NOT NULL, 
	outcome_group INTEGER NOT NULL, 
	outcome_stratifier INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	value_system TEXT, 
	value TEXT, 
	value_display TEXT, 
	value_text TEXT, 
	score REAL, 
	score_unit TEXT, 
	score_unit_system TEXT, 
	score_unit_code TEXT, 
	numerator INTEGER, 
	denominator INTEGER, 
	CONSTRAINT outcome_stratum_pkey PRIMARY KEY (outcome, outcome_group, outcome_stratifier, position), 
	CONSTRAINT outcome_stratum_outcome_stratifier_fkey FOREIGN KEY(outcome, outcome_group, outcome_stratifier) REFERENCES outcome_stratifier (outcome, outcome_group, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_stratum_outcome_group_check CHECK (outcome_group >= 0), 
	CONSTRAINT outcome_stratum_outcome_stratifier_check CHECK (outcome_stratifier >= 0), 
	CONSTRAINT outcome_stratum_position_check CHECK (position >= 0), 
	CONSTRAINT outcome_stratum_value_system_check CHECK (length(value_system) BETWEEN 1 AND 255 AND value_system NOT LIKE '% %'), 
	CONSTRAINT outcome_stratum_value_check CHECK (length(value) BETWEEN 1 AND 255 AND trim(value) = value AND value NOT LIKE '%  %'), 
	CONSTRAINT outcome_stratum_value_display_check CHECK (value_display <> ''), 
	CONSTRAINT outcome_stratum_value_text_check CHECK (value_text <> ''), 
	CONSTRAINT outcome_stratum_score_check CHECK (abs(score) < 9e999), 
	CONSTRAINT outcome_stratum_score_unit_check CHECK (score_unit <> ''), 
	CONSTRAINT outcome_stratum_score_unit_system_check CHECK (length(score_unit_system) BETWEEN 1 AND 255 AND score_unit_system NOT LIKE '% %'), 
	CONSTRAINT outcome_stratum_score_unit_code_check CHECK (length(score_unit_code) BETWEEN 1 AND 255 AND trim(score_unit_code) = score_unit_code AND score_unit_code NOT LIKE '%  %')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription_fill_coding (
	prescription_fill INT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected INTEGER, 
	CONSTRAINT prescription_fill_coding_pkey PRIMARY KEY (prescription_fill, position), 
	CONSTRAINT prescription_fill_coding_prescription_fill_fkey FOREIGN KEY(prescription_fill) REFERENCES prescription_fill (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_coding_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_fill_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT prescription_fill_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_coding_display_check CHECK (display <> ''), 
	CONSTRAINT prescription_fill_coding_user_selected_check CHECK (user_selected IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX prescription_fill_coding_code_system_index ON prescription_fill_coding (code, system)
-- next
CREATE TABLE prescription_fill_dosage (
	prescription_fill INT NOT NULL, 
	position INTEGER NOT NULL, 
	sequence INTEGER, 
	text TEXT, 
	patient_instruction TEXT, 
	timing_system TEXT, 
	timing TEXT, 
	timing_display TEXT, 
	timing_text TEXT, 
	frequency INTEGER, 
	frequency_max INTEGER, 
	period REAL, 
	period_max REAL, 
	period_unit TEXT, 
	bounds_start TEXT, 
	bounds_end TEXT, 
	bounds_end_end TEXT, 
	as_needed INTEGER, 
	as_needed_for_system TEXT, 
	as_needed_for TEXT, 
	as_needed_for_display TEXT, 
	as_needed_for_text TEXT, 
	route_system TEXT, 
	route TEXT, 
	route_display TEXT, 
	route_text TEXT, 
	site_system TEXT, 
	site TEXT, 
	site_display TEXT, 
	site_text TEXT, 
	method_system TEXT, 
	method TEXT, 
	method_display TEXT, 
	method_text TEXT, 
	dose REAL, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	dose_low REAL, 
	dose_low_unit TEXT, 
	dose_low_unit_system TEXT, 
	dose_low_unit_code TEXT, 
	dose_high REAL, 
	dose_high_unit TEXT, 
	dose_high_unit_system TEXT, 
	dose_high_unit_code TEXT, 
	rate REAL, 
	rate_unit TEXT, 
	rate_unit_system TEXT, 
	rate_unit_code TEXT, 
	max_dose REAL, 
	max_dose_unit TEXT, 
	max_dose_unit_system TEXT, 
	max_dose_unit_code TEXT, 
	CONSTRAINT prescription_fill_dosage_pkey PRIMARY KEY (prescription_fill, position), 
	CONSTRAINT prescription_fill_dosage_prescription_fill_fkey FOREIGN KEY(prescription_fill) REFERENCES prescription_fill (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_dosage_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_fill_dosage_text_check CHECK (text <> ''), 
	CONSTRAINT prescription_fill_dosage_patient_instruction_check CHECK (patient_instruction <> ''), 
	CONSTRAINT prescription_fill_dosage_timing_system_check CHECK (length(timing_system) BETWEEN 1 AND 255 AND timing_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_timing_check CHECK (length(timing) BETWEEN 1 AND 255 AND trim(timing) = timing AND timing NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_timing_display_check CHECK (timing_display <> ''), 
	CONSTRAINT prescription_fill_dosage_timing_text_check CHECK (timing_text <> ''), 
	CONSTRAINT prescription_fill_dosage_frequency_check CHECK (frequency >= 1), 
	CONSTRAINT prescription_fill_dosage_frequency_max_check CHECK (frequency_max >= 1), 
	CONSTRAINT prescription_fill_dosage_period_check CHECK (abs(period) < 9e999), 
	CONSTRAINT prescription_fill_dosage_period_max_check CHECK (abs(period_max) < 9e999), 
	CONSTRAINT prescription_fill_dosage_period_unit_check CHECK (period_unit IN ('s', 'min', 'h', 'd', 'wk', 'mo', 'a')), 
	CONSTRAINT prescription_fill_dosage_bounds_start_check CHECK (bounds_start IS NULL OR julianday(bounds_start) IS NOT NULL AND date(substr(bounds_start, 1, 10), '+0 days') IS substr(bounds_start, 1, 10)), 
	CONSTRAINT prescription_fill_dosage_bounds_end_check CHECK (bounds_end IS NULL OR julianday(bounds_end) IS NOT NULL AND date(substr(bounds_end, 1, 10), '+0 days') IS substr(bounds_end, 1, 10)), 
	CONSTRAINT prescription_fill_dosage_bounds_end_end_check CHECK (bounds_end_end IS NULL OR julianday(bounds_end_end) IS NOT NULL AND date(substr(bounds_end_end, 1, 10), '+0 days') IS substr(bounds_end_end, 1, 10)), 
	CONSTRAINT prescription_fill_dosage_as_needed_check CHECK (as_needed IN (0, 1)), 
	CONSTRAINT prescription_fill_dosage_as_needed_for_system_check CHECK (length(as_needed_for_system) BETWEEN 1 AND 255 AND as_needed_for_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_as_needed_for_check CHECK (length(as_needed_for) BETWEEN 1 AND 255 AND trim(as_needed_for) = as_needed_for AND as_needed_for NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_as_needed_for_display_check CHECK (as_needed_for_display <> ''), 
	CONSTRAINT prescription_fill_dosage_as_needed_for_text_check CHECK (as_needed_for_text <> ''), 
	CONSTRAINT prescription_fill_dosage_route_system_check CHECK (length(route_system) BETWEEN 1 AND 255 AND route_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_route_check CHECK (length(route) BETWEEN 1 AND 255 AND trim(route) = route AND route NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_route_display_check CHECK (route_display <> ''), 
	CONSTRAINT prescription_fill_dosage_route_text_check CHECK (route_text <> ''), 
	CONSTRAINT prescription_fill_dosage_site_system_check CHECK (length(site_system) BETWEEN 1 AND 255 AND site_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_site_check CHECK (length(site) BETWEEN 1 AND 255 AND trim(site) = site AND site NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_site_display_check CHECK (site_display <> ''), 
	CONSTRAINT prescription_fill_dosage_site_text_check CHECK (site_text <> ''), 
	CONSTRAINT prescription_fill_dosage_method_system_check CHECK (length(method_system) BETWEEN 1 AND 255 AND method_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_method_check CHECK (length(method) BETWEEN 1 AND 255 AND trim(method) = method AND method NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_method_display_check CHECK (method_display <> ''), 
	CONSTRAINT prescription_fill_dosage_method_text_check CHECK (method_text <> ''), 
	CONSTRAINT prescription_fill_dosage_dose_check CHECK (abs(dose) < 9e999), 
	CONSTRAINT prescription_fill_dosage_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_dose_low_check CHECK (abs(dose_low) < 9e999), 
	CONSTRAINT prescription_fill_dosage_dose_low_unit_check CHECK (dose_low_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_dose_low_unit_system_check CHECK (length(dose_low_unit_system) BETWEEN 1 AND 255 AND dose_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_dose_low_unit_code_check CHECK (length(dose_low_unit_code) BETWEEN 1 AND 255 AND trim(dose_low_unit_code) = dose_low_unit_code AND dose_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_dose_high_check CHECK (abs(dose_high) < 9e999), 
	CONSTRAINT prescription_fill_dosage_dose_high_unit_check CHECK (dose_high_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_dose_high_unit_system_check CHECK (length(dose_high_unit_system) BETWEEN 1 AND 255 AND dose_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_dose_high_unit_code_check CHECK (length(dose_high_unit_code) BETWEEN 1 AND 255 AND trim(dose_high_unit_code) = dose_high_unit_code AND dose_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_rate_check CHECK (abs(rate) < 9e999), 
	CONSTRAINT prescription_fill_dosage_rate_unit_check CHECK (rate_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_rate_unit_system_check CHECK (length(rate_unit_system) BETWEEN 1 AND 255 AND rate_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_rate_unit_code_check CHECK (length(rate_unit_code) BETWEEN 1 AND 255 AND trim(rate_unit_code) = rate_unit_code AND rate_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_max_dose_check CHECK (abs(max_dose) < 9e999), 
	CONSTRAINT prescription_fill_dosage_max_dose_unit_check CHECK (max_dose_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_max_dose_unit_system_check CHECK (length(max_dose_unit_system) BETWEEN 1 AND 255 AND max_dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_max_dose_unit_code_check CHECK (length(max_dose_unit_code) BETWEEN 1 AND 255 AND trim(max_dose_unit_code) = max_dose_unit_code AND max_dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_one_asneeded_1_check CHECK (CASE WHEN as_needed IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN as_needed_for_system IS NOT NULL OR as_needed_for IS NOT NULL OR as_needed_for_display IS NOT NULL OR as_needed_for_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT prescription_fill_dosage_one_dose_2_check CHECK (CASE WHEN dose IS NOT NULL OR dose_unit IS NOT NULL OR dose_unit_system IS NOT NULL OR dose_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN dose_low IS NOT NULL OR dose_low_unit IS NOT NULL OR dose_low_unit_system IS NOT NULL OR dose_low_unit_code IS NOT NULL OR dose_high IS NOT NULL OR dose_high_unit IS NOT NULL OR dose_high_unit_system IS NOT NULL OR dose_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription_fill_identifier (
	prescription_fill INT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	period_end_end TEXT, 
	assigner INT, 
	CONSTRAINT prescription_fill_identifier_pkey PRIMARY KEY (prescription_fill, position), 
	CONSTRAINT prescription_fill_identifier_prescription_fill_fkey FOREIGN KEY(prescription_fill) REFERENCES prescription_fill (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_identifier_assigner_fkey FOREIGN KEY(assigner) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_identifier_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_fill_identifier_use_check CHECK (use IN ('usual', 'official', 'temp', 'secondary', 'old')), 
	CONSTRAINT prescription_fill_identifier_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_identifier_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_identifier_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT prescription_fill_identifier_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT prescription_fill_identifier_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_identifier_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT prescription_fill_identifier_period_start_check CHECK (period_start IS NULL OR julianday(period_start) IS NOT NULL AND date(substr(period_start, 1, 10), '+0 days') IS substr(period_start, 1, 10)), 
	CONSTRAINT prescription_fill_identifier_period_end_check CHECK (period_end IS NULL OR julianday(period_end) IS NOT NULL AND date(substr(period_end, 1, 10), '+0 days') IS substr(period_end, 1, 10)), 
	CONSTRAINT prescription_fill_identifier_period_end_end_check CHECK (period_end_end IS NULL OR julianday(period_end_end) IS NOT NULL AND date(substr(period_end_end, 1, 10), '+0 days') IS substr(period_end_end, 1, 10))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX prescription_fill_identifier_value_system_index ON prescription_fill_identifier (value, system)
-- next
CREATE TABLE prescription_fill_performer (
	prescription_fill INT NOT NULL, 
	position INTEGER NOT NULL, 
	function_system TEXT, 
	function TEXT, 
	function_display TEXT, 
	function_text TEXT, 
	practitioner INT, 
	organization INT, 
	display TEXT, 
	in_document TEXT, 
	CONSTRAINT prescription_fill_performer_pkey PRIMARY KEY (prescription_fill, position), 
	CONSTRAINT prescription_fill_performer_prescription_fill_fkey FOREIGN KEY(prescription_fill) REFERENCES prescription_fill (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_performer_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_performer_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_performer_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_fill_performer_function_system_check CHECK (length(function_system) BETWEEN 1 AND 255 AND function_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_performer_function_check CHECK (length(function) BETWEEN 1 AND 255 AND trim(function) = function AND function NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_performer_function_display_check CHECK (function_display <> ''), 
	CONSTRAINT prescription_fill_performer_function_text_check CHECK (function_text <> ''), 
	CONSTRAINT prescription_fill_performer_display_check CHECK (display <> ''), 
	CONSTRAINT prescription_fill_performer_has_actor_check CHECK (practitioner IS NOT NULL OR organization IS NOT NULL OR display IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,actor,%'), 
	CONSTRAINT prescription_fill_performer_one_of_practitioner_check CHECK (CASE WHEN practitioner IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN organization IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE prescription_fill_prescription (
	prescription_fill INT NOT NULL, 
	position INTEGER NOT NULL, 
	prescription INT, 
	CONSTRAINT prescription_fill_prescription_pkey PRIMARY KEY (prescription_fill, position), 
	CONSTRAINT prescription_fill_prescription_prescription_fill_fkey FOREIGN KEY(prescription_fill) REFERENCES prescription_fill (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_prescription_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_prescription_position_check CHECK (position >= 0)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX prescription_fill_prescription_prescription_index ON prescription_fill_prescription (prescription)
-- next
CREATE TABLE outcome_stratum_population (
	outcome INT NOT NULL, 
	outcome_group INTEGER NOT NULL, 
	outcome_stratifier INTEGER NOT NULL, 
	outcome_stratum INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	count INTEGER, 
	CONSTRAINT outcome_stratum_population_pkey PRIMARY KEY (outcome, outcome_group, outcome_stratifier, outcome_stratum, position), 
	CONSTRAINT outcome_stratum_population_outcome_stratum_fkey FOREIGN KEY(outcome, outcome_group, outcome_stratifier, outcome_stratum) REFERENCES outcome_stratum (outcome, outcome_group, outcome_stratifier, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_stratum_population_outcome_group_check CHECK (outcome_group >= 0), 
	CONSTRAINT outcome_stratum_population_outcome_stratifier_check CHECK (outcome_stratifier >= 0), 
	CONSTRAINT outcome_stratum_population_outcome_stratum_check CHECK (outcome_stratum >= 0), 
	CONSTRAINT outcome_stratum_population_position_check CHECK (position >= 0), 
	CONSTRAINT outcome_stratum_population_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT outcome_stratum_population_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT outcome_stratum_population_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT outcome_stratum_population_code_text_check CHECK (code_text <> '')
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE INDEX outcome_stratum_population_code_index ON outcome_stratum_population (code)
-- next
INSERT INTO search_generation (number) VALUES (0)
-- next
CREATE TABLE server_write (active INTEGER NOT NULL, database_user TEXT NOT NULL) STRICT
-- next
INSERT INTO server_write (active, database_user) VALUES (0, 'sql')
-- next
CREATE TRIGGER patient_journal_insert AFTER INSERT ON patient WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_journal_update AFTER UPDATE ON patient WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_journal_delete AFTER DELETE ON patient WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_journal_replace BEFORE INSERT ON patient WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM patient WHERE id = NEW.id AND pk <> NEW.pk; END
-- next
CREATE TRIGGER patient_identity BEFORE UPDATE OF pk, id ON patient WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id) BEGIN SELECT RAISE(ABORT, 'patient: pk, id cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_name_journal_insert AFTER INSERT ON patient_name WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_name: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_name', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_name_journal_update AFTER UPDATE ON patient_name WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_name: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_name', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_name_journal_delete AFTER DELETE ON patient_name WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_name: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_name', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_name_identity BEFORE UPDATE OF patient ON patient_name WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_name: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_identifier_journal_insert AFTER INSERT ON patient_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_identifier_journal_update AFTER UPDATE ON patient_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_identifier_journal_delete AFTER DELETE ON patient_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_identifier_identity BEFORE UPDATE OF patient ON patient_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_identifier: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_telecom_journal_insert AFTER INSERT ON patient_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_telecom_journal_update AFTER UPDATE ON patient_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_telecom_journal_delete AFTER DELETE ON patient_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_telecom_identity BEFORE UPDATE OF patient ON patient_telecom WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_telecom: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_address_journal_insert AFTER INSERT ON patient_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_address_journal_update AFTER UPDATE ON patient_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_address_journal_delete AFTER DELETE ON patient_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_address_identity BEFORE UPDATE OF patient ON patient_address WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_address: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_communication_journal_insert AFTER INSERT ON patient_communication WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_communication: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_communication', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_communication_journal_update AFTER UPDATE ON patient_communication WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_communication: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_communication', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_communication_journal_delete AFTER DELETE ON patient_communication WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_communication: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_communication', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_communication_identity BEFORE UPDATE OF patient ON patient_communication WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_communication: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_general_practitioner_journal_insert AFTER INSERT ON patient_general_practitioner WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_general_practitioner: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_general_practitioner', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_general_practitioner_journal_update AFTER UPDATE ON patient_general_practitioner WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_general_practitioner: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_general_practitioner', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_general_practitioner_journal_delete AFTER DELETE ON patient_general_practitioner WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_general_practitioner: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_general_practitioner', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_general_practitioner_identity BEFORE UPDATE OF patient ON patient_general_practitioner WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_general_practitioner: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_contact_journal_insert AFTER INSERT ON patient_contact WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_contact: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_contact', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_contact_journal_update AFTER UPDATE ON patient_contact WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_contact: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_contact', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_contact_journal_delete AFTER DELETE ON patient_contact WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_contact: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_contact', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_contact_identity BEFORE UPDATE OF patient ON patient_contact WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_contact: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_contact_telecom_journal_insert AFTER INSERT ON patient_contact_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_contact_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_contact_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_contact_telecom_journal_update AFTER UPDATE ON patient_contact_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_contact_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_contact_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_contact_telecom_journal_delete AFTER DELETE ON patient_contact_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_contact_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_contact_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_contact_telecom_identity BEFORE UPDATE OF patient ON patient_contact_telecom WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_contact_telecom: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER patient_link_journal_insert AFTER INSERT ON patient_link WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_link: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'INSERT patient_link', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_link_journal_update AFTER UPDATE ON patient_link WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_link: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', NEW.patient, 'UPDATE patient_link', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_link_journal_delete AFTER DELETE ON patient_link WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'patient_link: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'patient', OLD.patient, 'DELETE patient_link', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER patient_link_identity BEFORE UPDATE OF patient ON patient_link WHEN (SELECT active FROM server_write) = 0 AND (NEW.patient IS NOT OLD.patient) BEGIN SELECT RAISE(ABORT, 'patient_link: patient cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_journal_insert AFTER INSERT ON medical_history WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_journal_update AFTER UPDATE ON medical_history WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_journal_delete AFTER DELETE ON medical_history WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_journal_replace BEFORE INSERT ON medical_history WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM medical_history WHERE id = NEW.id AND kind = NEW.kind AND pk <> NEW.pk; END
-- next
CREATE TRIGGER medical_history_identity BEFORE UPDATE OF pk, id, kind ON medical_history WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind) BEGIN SELECT RAISE(ABORT, 'medical_history: pk, id, kind cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_coding_journal_insert AFTER INSERT ON medical_history_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_coding_journal_update AFTER UPDATE ON medical_history_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_coding_journal_delete AFTER DELETE ON medical_history_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_coding_identity BEFORE UPDATE OF medical_history ON medical_history_coding WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_coding: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_category_journal_insert AFTER INSERT ON medical_history_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_category_journal_update AFTER UPDATE ON medical_history_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_category_journal_delete AFTER DELETE ON medical_history_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_category_identity BEFORE UPDATE OF medical_history ON medical_history_category WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_category: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_identifier_journal_insert AFTER INSERT ON medical_history_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_identifier_journal_update AFTER UPDATE ON medical_history_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_identifier_journal_delete AFTER DELETE ON medical_history_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_identifier_identity BEFORE UPDATE OF medical_history ON medical_history_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_identifier: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_reason_journal_insert AFTER INSERT ON medical_history_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_reason_journal_update AFTER UPDATE ON medical_history_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_reason_journal_delete AFTER DELETE ON medical_history_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_reason_identity BEFORE UPDATE OF medical_history ON medical_history_reason WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_reason: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_performer_journal_insert AFTER INSERT ON medical_history_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_performer_journal_update AFTER UPDATE ON medical_history_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_performer_journal_delete AFTER DELETE ON medical_history_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_performer_identity BEFORE UPDATE OF medical_history ON medical_history_performer WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_performer: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_dosage_journal_insert AFTER INSERT ON medical_history_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_dosage_journal_update AFTER UPDATE ON medical_history_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_dosage_journal_delete AFTER DELETE ON medical_history_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_dosage_identity BEFORE UPDATE OF medical_history ON medical_history_dosage WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_dosage: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_allergy_category_journal_insert AFTER INSERT ON medical_history_allergy_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_allergy_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_allergy_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_allergy_category_journal_update AFTER UPDATE ON medical_history_allergy_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_allergy_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_allergy_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_allergy_category_journal_delete AFTER DELETE ON medical_history_allergy_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_allergy_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_allergy_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_allergy_category_identity BEFORE UPDATE OF medical_history ON medical_history_allergy_category WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_allergy_category: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_reaction_journal_insert AFTER INSERT ON medical_history_reaction WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_reaction: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_reaction', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_reaction_journal_update AFTER UPDATE ON medical_history_reaction WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_reaction: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_reaction', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_reaction_journal_delete AFTER DELETE ON medical_history_reaction WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_reaction: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_reaction', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_reaction_identity BEFORE UPDATE OF medical_history ON medical_history_reaction WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_reaction: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_manifestation_journal_insert AFTER INSERT ON medical_history_manifestation WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_manifestation: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_manifestation', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_manifestation_journal_update AFTER UPDATE ON medical_history_manifestation WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_manifestation: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_manifestation', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_manifestation_journal_delete AFTER DELETE ON medical_history_manifestation WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_manifestation: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_manifestation', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_manifestation_identity BEFORE UPDATE OF medical_history ON medical_history_manifestation WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_manifestation: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER medical_history_protocol_journal_insert AFTER INSERT ON medical_history_protocol WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_protocol: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'INSERT medical_history_protocol', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_protocol_journal_update AFTER UPDATE ON medical_history_protocol WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_protocol: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', NEW.medical_history, 'UPDATE medical_history_protocol', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_protocol_journal_delete AFTER DELETE ON medical_history_protocol WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'medical_history_protocol: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'medical_history', OLD.medical_history, 'DELETE medical_history_protocol', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER medical_history_protocol_identity BEFORE UPDATE OF medical_history ON medical_history_protocol WHEN (SELECT active FROM server_write) = 0 AND (NEW.medical_history IS NOT OLD.medical_history) BEGIN SELECT RAISE(ABORT, 'medical_history_protocol: medical_history cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_journal_insert AFTER INSERT ON lab_result WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_journal_update AFTER UPDATE ON lab_result WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_journal_delete AFTER DELETE ON lab_result WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_journal_replace BEFORE INSERT ON lab_result WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM lab_result WHERE id = NEW.id AND kind = NEW.kind AND pk <> NEW.pk; END
-- next
CREATE TRIGGER lab_result_identity BEFORE UPDATE OF pk, id, kind ON lab_result WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind) BEGIN SELECT RAISE(ABORT, 'lab_result: pk, id, kind cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_coding_journal_insert AFTER INSERT ON lab_result_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_coding_journal_update AFTER UPDATE ON lab_result_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_coding_journal_delete AFTER DELETE ON lab_result_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_coding_identity BEFORE UPDATE OF lab_result ON lab_result_coding WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_coding: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_category_journal_insert AFTER INSERT ON lab_result_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_category_journal_update AFTER UPDATE ON lab_result_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_category_journal_delete AFTER DELETE ON lab_result_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_category_identity BEFORE UPDATE OF lab_result ON lab_result_category WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_category: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_identifier_journal_insert AFTER INSERT ON lab_result_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_identifier_journal_update AFTER UPDATE ON lab_result_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_identifier_journal_delete AFTER DELETE ON lab_result_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_identifier_identity BEFORE UPDATE OF lab_result ON lab_result_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_identifier: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_performer_journal_insert AFTER INSERT ON lab_result_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_performer_journal_update AFTER UPDATE ON lab_result_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_performer_journal_delete AFTER DELETE ON lab_result_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_performer_identity BEFORE UPDATE OF lab_result ON lab_result_performer WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_performer: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_reference_range_journal_insert AFTER INSERT ON lab_result_reference_range WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_reference_range: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_reference_range', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_reference_range_journal_update AFTER UPDATE ON lab_result_reference_range WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_reference_range: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_reference_range', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_reference_range_journal_delete AFTER DELETE ON lab_result_reference_range WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_reference_range: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_reference_range', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_reference_range_identity BEFORE UPDATE OF lab_result ON lab_result_reference_range WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_reference_range: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_component_journal_insert AFTER INSERT ON lab_result_component WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_component', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_journal_update AFTER UPDATE ON lab_result_component WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_component', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_journal_delete AFTER DELETE ON lab_result_component WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_component', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_identity BEFORE UPDATE OF lab_result ON lab_result_component WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_component: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_component_coding_journal_insert AFTER INSERT ON lab_result_component_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_component_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_coding_journal_update AFTER UPDATE ON lab_result_component_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_component_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_coding_journal_delete AFTER DELETE ON lab_result_component_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_component_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_coding_identity BEFORE UPDATE OF lab_result ON lab_result_component_coding WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_component_coding: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_component_reference_range_journal_insert AFTER INSERT ON lab_result_component_reference_range WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component_reference_range: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_component_reference_range', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_reference_range_journal_update AFTER UPDATE ON lab_result_component_reference_range WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component_reference_range: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_component_reference_range', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_reference_range_journal_delete AFTER DELETE ON lab_result_component_reference_range WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_component_reference_range: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_component_reference_range', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_component_reference_range_identity BEFORE UPDATE OF lab_result ON lab_result_component_reference_range WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_component_reference_range: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_member_journal_insert AFTER INSERT ON lab_result_member WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_member: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_member', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_member_journal_update AFTER UPDATE ON lab_result_member WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_member: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_member', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_member_journal_delete AFTER DELETE ON lab_result_member WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_member: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_member', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_member_identity BEFORE UPDATE OF lab_result ON lab_result_member WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_member: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER lab_result_conclusion_journal_insert AFTER INSERT ON lab_result_conclusion WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_conclusion: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'INSERT lab_result_conclusion', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_conclusion_journal_update AFTER UPDATE ON lab_result_conclusion WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_conclusion: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', NEW.lab_result, 'UPDATE lab_result_conclusion', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_conclusion_journal_delete AFTER DELETE ON lab_result_conclusion WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'lab_result_conclusion: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'lab_result', OLD.lab_result, 'DELETE lab_result_conclusion', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER lab_result_conclusion_identity BEFORE UPDATE OF lab_result ON lab_result_conclusion WHEN (SELECT active FROM server_write) = 0 AND (NEW.lab_result IS NOT OLD.lab_result) BEGIN SELECT RAISE(ABORT, 'lab_result_conclusion: lab_result cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_journal_insert AFTER INSERT ON prescription WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_journal_update AFTER UPDATE ON prescription WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_journal_delete AFTER DELETE ON prescription WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_journal_replace BEFORE INSERT ON prescription WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM prescription WHERE id = NEW.id AND pk <> NEW.pk; END
-- next
CREATE TRIGGER prescription_identity BEFORE UPDATE OF pk, id ON prescription WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id) BEGIN SELECT RAISE(ABORT, 'prescription: pk, id cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_coding_journal_insert AFTER INSERT ON prescription_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'INSERT prescription_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_coding_journal_update AFTER UPDATE ON prescription_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'UPDATE prescription_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_coding_journal_delete AFTER DELETE ON prescription_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', OLD.prescription, 'DELETE prescription_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_coding_identity BEFORE UPDATE OF prescription ON prescription_coding WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription IS NOT OLD.prescription) BEGIN SELECT RAISE(ABORT, 'prescription_coding: prescription cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_category_journal_insert AFTER INSERT ON prescription_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'INSERT prescription_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_category_journal_update AFTER UPDATE ON prescription_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'UPDATE prescription_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_category_journal_delete AFTER DELETE ON prescription_category WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_category: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', OLD.prescription, 'DELETE prescription_category', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_category_identity BEFORE UPDATE OF prescription ON prescription_category WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription IS NOT OLD.prescription) BEGIN SELECT RAISE(ABORT, 'prescription_category: prescription cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_identifier_journal_insert AFTER INSERT ON prescription_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'INSERT prescription_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_identifier_journal_update AFTER UPDATE ON prescription_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'UPDATE prescription_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_identifier_journal_delete AFTER DELETE ON prescription_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', OLD.prescription, 'DELETE prescription_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_identifier_identity BEFORE UPDATE OF prescription ON prescription_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription IS NOT OLD.prescription) BEGIN SELECT RAISE(ABORT, 'prescription_identifier: prescription cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_reason_journal_insert AFTER INSERT ON prescription_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'INSERT prescription_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_reason_journal_update AFTER UPDATE ON prescription_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'UPDATE prescription_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_reason_journal_delete AFTER DELETE ON prescription_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', OLD.prescription, 'DELETE prescription_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_reason_identity BEFORE UPDATE OF prescription ON prescription_reason WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription IS NOT OLD.prescription) BEGIN SELECT RAISE(ABORT, 'prescription_reason: prescription cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_reason_condition_journal_insert AFTER INSERT ON prescription_reason_condition WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_reason_condition: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'INSERT prescription_reason_condition', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_reason_condition_journal_update AFTER UPDATE ON prescription_reason_condition WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_reason_condition: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'UPDATE prescription_reason_condition', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_reason_condition_journal_delete AFTER DELETE ON prescription_reason_condition WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_reason_condition: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', OLD.prescription, 'DELETE prescription_reason_condition', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_reason_condition_identity BEFORE UPDATE OF prescription ON prescription_reason_condition WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription IS NOT OLD.prescription) BEGIN SELECT RAISE(ABORT, 'prescription_reason_condition: prescription cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_dosage_journal_insert AFTER INSERT ON prescription_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'INSERT prescription_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_dosage_journal_update AFTER UPDATE ON prescription_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', NEW.prescription, 'UPDATE prescription_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_dosage_journal_delete AFTER DELETE ON prescription_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription', OLD.prescription, 'DELETE prescription_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_dosage_identity BEFORE UPDATE OF prescription ON prescription_dosage WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription IS NOT OLD.prescription) BEGIN SELECT RAISE(ABORT, 'prescription_dosage: prescription cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_fill_journal_insert AFTER INSERT ON prescription_fill WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_journal_update AFTER UPDATE ON prescription_fill WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_journal_delete AFTER DELETE ON prescription_fill WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_journal_replace BEFORE INSERT ON prescription_fill WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM prescription_fill WHERE id = NEW.id AND pk <> NEW.pk; END
-- next
CREATE TRIGGER prescription_fill_identity BEFORE UPDATE OF pk, id ON prescription_fill WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id) BEGIN SELECT RAISE(ABORT, 'prescription_fill: pk, id cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_fill_coding_journal_insert AFTER INSERT ON prescription_fill_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'INSERT prescription_fill_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_coding_journal_update AFTER UPDATE ON prescription_fill_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'UPDATE prescription_fill_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_coding_journal_delete AFTER DELETE ON prescription_fill_coding WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_coding: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', OLD.prescription_fill, 'DELETE prescription_fill_coding', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_coding_identity BEFORE UPDATE OF prescription_fill ON prescription_fill_coding WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription_fill IS NOT OLD.prescription_fill) BEGIN SELECT RAISE(ABORT, 'prescription_fill_coding: prescription_fill cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_fill_identifier_journal_insert AFTER INSERT ON prescription_fill_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'INSERT prescription_fill_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_identifier_journal_update AFTER UPDATE ON prescription_fill_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'UPDATE prescription_fill_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_identifier_journal_delete AFTER DELETE ON prescription_fill_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', OLD.prescription_fill, 'DELETE prescription_fill_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_identifier_identity BEFORE UPDATE OF prescription_fill ON prescription_fill_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription_fill IS NOT OLD.prescription_fill) BEGIN SELECT RAISE(ABORT, 'prescription_fill_identifier: prescription_fill cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_fill_prescription_journal_insert AFTER INSERT ON prescription_fill_prescription WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_prescription: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'INSERT prescription_fill_prescription', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_prescription_journal_update AFTER UPDATE ON prescription_fill_prescription WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_prescription: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'UPDATE prescription_fill_prescription', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_prescription_journal_delete AFTER DELETE ON prescription_fill_prescription WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_prescription: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', OLD.prescription_fill, 'DELETE prescription_fill_prescription', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_prescription_identity BEFORE UPDATE OF prescription_fill ON prescription_fill_prescription WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription_fill IS NOT OLD.prescription_fill) BEGIN SELECT RAISE(ABORT, 'prescription_fill_prescription: prescription_fill cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_fill_performer_journal_insert AFTER INSERT ON prescription_fill_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'INSERT prescription_fill_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_performer_journal_update AFTER UPDATE ON prescription_fill_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'UPDATE prescription_fill_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_performer_journal_delete AFTER DELETE ON prescription_fill_performer WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_performer: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', OLD.prescription_fill, 'DELETE prescription_fill_performer', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_performer_identity BEFORE UPDATE OF prescription_fill ON prescription_fill_performer WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription_fill IS NOT OLD.prescription_fill) BEGIN SELECT RAISE(ABORT, 'prescription_fill_performer: prescription_fill cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER prescription_fill_dosage_journal_insert AFTER INSERT ON prescription_fill_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'INSERT prescription_fill_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_dosage_journal_update AFTER UPDATE ON prescription_fill_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', NEW.prescription_fill, 'UPDATE prescription_fill_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_dosage_journal_delete AFTER DELETE ON prescription_fill_dosage WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'prescription_fill_dosage: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'prescription_fill', OLD.prescription_fill, 'DELETE prescription_fill_dosage', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER prescription_fill_dosage_identity BEFORE UPDATE OF prescription_fill ON prescription_fill_dosage WHEN (SELECT active FROM server_write) = 0 AND (NEW.prescription_fill IS NOT OLD.prescription_fill) BEGIN SELECT RAISE(ABORT, 'prescription_fill_dosage: prescription_fill cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER encounter_journal_insert AFTER INSERT ON encounter WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_journal_update AFTER UPDATE ON encounter WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_journal_delete AFTER DELETE ON encounter WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_journal_replace BEFORE INSERT ON encounter WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM encounter WHERE id = NEW.id AND pk <> NEW.pk; END
-- next
CREATE TRIGGER encounter_identity BEFORE UPDATE OF pk, id ON encounter WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id) BEGIN SELECT RAISE(ABORT, 'encounter: pk, id cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER encounter_identifier_journal_insert AFTER INSERT ON encounter_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'INSERT encounter_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_identifier_journal_update AFTER UPDATE ON encounter_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'UPDATE encounter_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_identifier_journal_delete AFTER DELETE ON encounter_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', OLD.encounter, 'DELETE encounter_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_identifier_identity BEFORE UPDATE OF encounter ON encounter_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.encounter IS NOT OLD.encounter) BEGIN SELECT RAISE(ABORT, 'encounter_identifier: encounter cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER encounter_type_journal_insert AFTER INSERT ON encounter_type WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_type: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'INSERT encounter_type', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_type_journal_update AFTER UPDATE ON encounter_type WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_type: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'UPDATE encounter_type', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_type_journal_delete AFTER DELETE ON encounter_type WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_type: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', OLD.encounter, 'DELETE encounter_type', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_type_identity BEFORE UPDATE OF encounter ON encounter_type WHEN (SELECT active FROM server_write) = 0 AND (NEW.encounter IS NOT OLD.encounter) BEGIN SELECT RAISE(ABORT, 'encounter_type: encounter cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER encounter_reason_journal_insert AFTER INSERT ON encounter_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'INSERT encounter_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_reason_journal_update AFTER UPDATE ON encounter_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'UPDATE encounter_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_reason_journal_delete AFTER DELETE ON encounter_reason WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_reason: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', OLD.encounter, 'DELETE encounter_reason', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_reason_identity BEFORE UPDATE OF encounter ON encounter_reason WHEN (SELECT active FROM server_write) = 0 AND (NEW.encounter IS NOT OLD.encounter) BEGIN SELECT RAISE(ABORT, 'encounter_reason: encounter cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER encounter_participant_journal_insert AFTER INSERT ON encounter_participant WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_participant: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'INSERT encounter_participant', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_participant_journal_update AFTER UPDATE ON encounter_participant WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_participant: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'UPDATE encounter_participant', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_participant_journal_delete AFTER DELETE ON encounter_participant WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_participant: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', OLD.encounter, 'DELETE encounter_participant', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_participant_identity BEFORE UPDATE OF encounter ON encounter_participant WHEN (SELECT active FROM server_write) = 0 AND (NEW.encounter IS NOT OLD.encounter) BEGIN SELECT RAISE(ABORT, 'encounter_participant: encounter cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER encounter_diagnosis_journal_insert AFTER INSERT ON encounter_diagnosis WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_diagnosis: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'INSERT encounter_diagnosis', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_diagnosis_journal_update AFTER UPDATE ON encounter_diagnosis WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_diagnosis: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'UPDATE encounter_diagnosis', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_diagnosis_journal_delete AFTER DELETE ON encounter_diagnosis WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_diagnosis: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', OLD.encounter, 'DELETE encounter_diagnosis', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_diagnosis_identity BEFORE UPDATE OF encounter ON encounter_diagnosis WHEN (SELECT active FROM server_write) = 0 AND (NEW.encounter IS NOT OLD.encounter) BEGIN SELECT RAISE(ABORT, 'encounter_diagnosis: encounter cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER encounter_location_journal_insert AFTER INSERT ON encounter_location WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_location: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'INSERT encounter_location', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_location_journal_update AFTER UPDATE ON encounter_location WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_location: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', NEW.encounter, 'UPDATE encounter_location', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_location_journal_delete AFTER DELETE ON encounter_location WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'encounter_location: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'encounter', OLD.encounter, 'DELETE encounter_location', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER encounter_location_identity BEFORE UPDATE OF encounter ON encounter_location WHEN (SELECT active FROM server_write) = 0 AND (NEW.encounter IS NOT OLD.encounter) BEGIN SELECT RAISE(ABORT, 'encounter_location: encounter cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_journal_insert AFTER INSERT ON practitioner WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_journal_update AFTER UPDATE ON practitioner WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_journal_delete AFTER DELETE ON practitioner WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_journal_replace BEFORE INSERT ON practitioner WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM practitioner WHERE id = NEW.id AND kind = NEW.kind AND pk <> NEW.pk; END
-- next
CREATE TRIGGER practitioner_identity BEFORE UPDATE OF pk, id, kind ON practitioner WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind) BEGIN SELECT RAISE(ABORT, 'practitioner: pk, id, kind cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_name_journal_insert AFTER INSERT ON practitioner_name WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_name: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_name', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_name_journal_update AFTER UPDATE ON practitioner_name WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_name: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_name', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_name_journal_delete AFTER DELETE ON practitioner_name WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_name: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_name', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_name_identity BEFORE UPDATE OF practitioner ON practitioner_name WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_name: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_identifier_journal_insert AFTER INSERT ON practitioner_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_identifier_journal_update AFTER UPDATE ON practitioner_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_identifier_journal_delete AFTER DELETE ON practitioner_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_identifier_identity BEFORE UPDATE OF practitioner ON practitioner_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_identifier: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_telecom_journal_insert AFTER INSERT ON practitioner_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_telecom_journal_update AFTER UPDATE ON practitioner_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_telecom_journal_delete AFTER DELETE ON practitioner_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_telecom_identity BEFORE UPDATE OF practitioner ON practitioner_telecom WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_telecom: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_address_journal_insert AFTER INSERT ON practitioner_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_address_journal_update AFTER UPDATE ON practitioner_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_address_journal_delete AFTER DELETE ON practitioner_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_address_identity BEFORE UPDATE OF practitioner ON practitioner_address WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_address: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_qualification_journal_insert AFTER INSERT ON practitioner_qualification WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_qualification: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_qualification', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_qualification_journal_update AFTER UPDATE ON practitioner_qualification WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_qualification: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_qualification', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_qualification_journal_delete AFTER DELETE ON practitioner_qualification WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_qualification: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_qualification', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_qualification_identity BEFORE UPDATE OF practitioner ON practitioner_qualification WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_qualification: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_code_journal_insert AFTER INSERT ON practitioner_code WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_code: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_code', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_code_journal_update AFTER UPDATE ON practitioner_code WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_code: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_code', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_code_journal_delete AFTER DELETE ON practitioner_code WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_code: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_code', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_code_identity BEFORE UPDATE OF practitioner ON practitioner_code WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_code: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_specialty_journal_insert AFTER INSERT ON practitioner_specialty WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_specialty: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_specialty', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_specialty_journal_update AFTER UPDATE ON practitioner_specialty WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_specialty: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_specialty', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_specialty_journal_delete AFTER DELETE ON practitioner_specialty WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_specialty: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_specialty', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_specialty_identity BEFORE UPDATE OF practitioner ON practitioner_specialty WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_specialty: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER practitioner_location_journal_insert AFTER INSERT ON practitioner_location WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_location: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'INSERT practitioner_location', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_location_journal_update AFTER UPDATE ON practitioner_location WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_location: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', NEW.practitioner, 'UPDATE practitioner_location', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_location_journal_delete AFTER DELETE ON practitioner_location WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'practitioner_location: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'practitioner', OLD.practitioner, 'DELETE practitioner_location', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER practitioner_location_identity BEFORE UPDATE OF practitioner ON practitioner_location WHEN (SELECT active FROM server_write) = 0 AND (NEW.practitioner IS NOT OLD.practitioner) BEGIN SELECT RAISE(ABORT, 'practitioner_location: practitioner cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER organization_journal_insert AFTER INSERT ON organization WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_journal_update AFTER UPDATE ON organization WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_journal_delete AFTER DELETE ON organization WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_journal_replace BEFORE INSERT ON organization WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM organization WHERE id = NEW.id AND kind = NEW.kind AND pk <> NEW.pk; END
-- next
CREATE TRIGGER organization_identity BEFORE UPDATE OF pk, id, kind ON organization WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind) BEGIN SELECT RAISE(ABORT, 'organization: pk, id, kind cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER organization_identifier_journal_insert AFTER INSERT ON organization_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'INSERT organization_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_identifier_journal_update AFTER UPDATE ON organization_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'UPDATE organization_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_identifier_journal_delete AFTER DELETE ON organization_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', OLD.organization, 'DELETE organization_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_identifier_identity BEFORE UPDATE OF organization ON organization_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.organization IS NOT OLD.organization) BEGIN SELECT RAISE(ABORT, 'organization_identifier: organization cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER organization_type_journal_insert AFTER INSERT ON organization_type WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_type: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'INSERT organization_type', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_type_journal_update AFTER UPDATE ON organization_type WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_type: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'UPDATE organization_type', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_type_journal_delete AFTER DELETE ON organization_type WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_type: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', OLD.organization, 'DELETE organization_type', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_type_identity BEFORE UPDATE OF organization ON organization_type WHEN (SELECT active FROM server_write) = 0 AND (NEW.organization IS NOT OLD.organization) BEGIN SELECT RAISE(ABORT, 'organization_type: organization cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER organization_alias_journal_insert AFTER INSERT ON organization_alias WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_alias: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'INSERT organization_alias', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_alias_journal_update AFTER UPDATE ON organization_alias WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_alias: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'UPDATE organization_alias', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_alias_journal_delete AFTER DELETE ON organization_alias WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_alias: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', OLD.organization, 'DELETE organization_alias', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_alias_identity BEFORE UPDATE OF organization ON organization_alias WHEN (SELECT active FROM server_write) = 0 AND (NEW.organization IS NOT OLD.organization) BEGIN SELECT RAISE(ABORT, 'organization_alias: organization cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER organization_telecom_journal_insert AFTER INSERT ON organization_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'INSERT organization_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_telecom_journal_update AFTER UPDATE ON organization_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'UPDATE organization_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_telecom_journal_delete AFTER DELETE ON organization_telecom WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_telecom: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', OLD.organization, 'DELETE organization_telecom', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_telecom_identity BEFORE UPDATE OF organization ON organization_telecom WHEN (SELECT active FROM server_write) = 0 AND (NEW.organization IS NOT OLD.organization) BEGIN SELECT RAISE(ABORT, 'organization_telecom: organization cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER organization_address_journal_insert AFTER INSERT ON organization_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'INSERT organization_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_address_journal_update AFTER UPDATE ON organization_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', NEW.organization, 'UPDATE organization_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_address_journal_delete AFTER DELETE ON organization_address WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'organization_address: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'organization', OLD.organization, 'DELETE organization_address', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER organization_address_identity BEFORE UPDATE OF organization ON organization_address WHEN (SELECT active FROM server_write) = 0 AND (NEW.organization IS NOT OLD.organization) BEGIN SELECT RAISE(ABORT, 'organization_address: organization cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER outcome_journal_insert AFTER INSERT ON outcome WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.pk, 'INSERT', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_journal_update AFTER UPDATE ON outcome WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.pk, 'UPDATE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_journal_delete AFTER DELETE ON outcome WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', OLD.pk, 'DELETE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_journal_replace BEFORE INSERT ON outcome WHEN (SELECT active FROM server_write) = 0 BEGIN INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', pk, 'REPLACE', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM outcome WHERE id = NEW.id AND kind = NEW.kind AND pk <> NEW.pk; END
-- next
CREATE TRIGGER outcome_identity BEFORE UPDATE OF pk, id, kind ON outcome WHEN (SELECT active FROM server_write) = 0 AND (NEW.pk IS NOT OLD.pk OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind) BEGIN SELECT RAISE(ABORT, 'outcome: pk, id, kind cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER outcome_identifier_journal_insert AFTER INSERT ON outcome_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'INSERT outcome_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_identifier_journal_update AFTER UPDATE ON outcome_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'UPDATE outcome_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_identifier_journal_delete AFTER DELETE ON outcome_identifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_identifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', OLD.outcome, 'DELETE outcome_identifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_identifier_identity BEFORE UPDATE OF outcome ON outcome_identifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.outcome IS NOT OLD.outcome) BEGIN SELECT RAISE(ABORT, 'outcome_identifier: outcome cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER outcome_group_journal_insert AFTER INSERT ON outcome_group WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_group: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'INSERT outcome_group', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_group_journal_update AFTER UPDATE ON outcome_group WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_group: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'UPDATE outcome_group', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_group_journal_delete AFTER DELETE ON outcome_group WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_group: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', OLD.outcome, 'DELETE outcome_group', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_group_identity BEFORE UPDATE OF outcome ON outcome_group WHEN (SELECT active FROM server_write) = 0 AND (NEW.outcome IS NOT OLD.outcome) BEGIN SELECT RAISE(ABORT, 'outcome_group: outcome cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER outcome_population_journal_insert AFTER INSERT ON outcome_population WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_population: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'INSERT outcome_population', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_population_journal_update AFTER UPDATE ON outcome_population WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_population: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'UPDATE outcome_population', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_population_journal_delete AFTER DELETE ON outcome_population WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_population: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', OLD.outcome, 'DELETE outcome_population', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_population_identity BEFORE UPDATE OF outcome ON outcome_population WHEN (SELECT active FROM server_write) = 0 AND (NEW.outcome IS NOT OLD.outcome) BEGIN SELECT RAISE(ABORT, 'outcome_population: outcome cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER outcome_stratifier_journal_insert AFTER INSERT ON outcome_stratifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'INSERT outcome_stratifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratifier_journal_update AFTER UPDATE ON outcome_stratifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'UPDATE outcome_stratifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratifier_journal_delete AFTER DELETE ON outcome_stratifier WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratifier: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', OLD.outcome, 'DELETE outcome_stratifier', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratifier_identity BEFORE UPDATE OF outcome ON outcome_stratifier WHEN (SELECT active FROM server_write) = 0 AND (NEW.outcome IS NOT OLD.outcome) BEGIN SELECT RAISE(ABORT, 'outcome_stratifier: outcome cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER outcome_stratum_journal_insert AFTER INSERT ON outcome_stratum WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratum: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'INSERT outcome_stratum', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratum_journal_update AFTER UPDATE ON outcome_stratum WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratum: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'UPDATE outcome_stratum', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratum_journal_delete AFTER DELETE ON outcome_stratum WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratum: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', OLD.outcome, 'DELETE outcome_stratum', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratum_identity BEFORE UPDATE OF outcome ON outcome_stratum WHEN (SELECT active FROM server_write) = 0 AND (NEW.outcome IS NOT OLD.outcome) BEGIN SELECT RAISE(ABORT, 'outcome_stratum: outcome cannot be changed; delete the row and insert another'); END
-- next
CREATE TRIGGER outcome_stratum_population_journal_insert AFTER INSERT ON outcome_stratum_population WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratum_population: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'INSERT outcome_stratum_population', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratum_population_journal_update AFTER UPDATE ON outcome_stratum_population WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratum_population: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', NEW.outcome, 'UPDATE outcome_stratum_population', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratum_population_journal_delete AFTER DELETE ON outcome_stratum_population WHEN (SELECT active FROM server_write) = 0 BEGIN SELECT RAISE(ABORT, 'outcome_stratum_population: run PRAGMA foreign_keys = ON first') WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) SELECT 'outcome', OLD.outcome, 'DELETE outcome_stratum_population', (SELECT database_user FROM server_write), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'); END
-- next
CREATE TRIGGER outcome_stratum_population_identity BEFORE UPDATE OF outcome ON outcome_stratum_population WHEN (SELECT active FROM server_write) = 0 AND (NEW.outcome IS NOT OLD.outcome) BEGIN SELECT RAISE(ABORT, 'outcome_stratum_population: outcome cannot be changed; delete the row and insert another'); END
