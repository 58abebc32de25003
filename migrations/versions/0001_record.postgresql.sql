CREATE SEQUENCE resource_key INCREMENT BY 1024 START WITH 1
-- next
CREATE TABLE data_key (
	id BYTEA NOT NULL, 
	owner TEXT NOT NULL, 
	wrapped BYTEA NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (owner)
)
-- next
COMMENT ON TABLE data_key IS 'Keys of the sealed documents, wrapped.'
-- next
COMMENT ON COLUMN data_key.id IS 'Named by the envelopes that it opens.'
-- next
COMMENT ON COLUMN data_key.owner IS 'Patient/<pk>, or a resource type.'
-- next
COMMENT ON COLUMN data_key.wrapped IS 'The key under the key-encryption key.'
-- next
CREATE TABLE organization (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	kind TEXT NOT NULL, 
	active BOOLEAN, 
	name TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	part_of BIGINT, 
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
	managing_organization BIGINT, 
	longitude NUMERIC, 
	latitude NUMERIC, 
	altitude NUMERIC, 
	CONSTRAINT organization_pkey PRIMARY KEY (pk), 
	CONSTRAINT organization_id_key UNIQUE (kind, id), 
	CONSTRAINT organization_part_of_fkey FOREIGN KEY(part_of) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_managing_organization_fkey FOREIGN KEY(managing_organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
	CONSTRAINT organization_kind_check CHECK (kind IN ('organization', 'location')), 
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
	CONSTRAINT organization_longitude_check CHECK (abs(longitude) < 'Infinity'), 
	CONSTRAINT organization_latitude_check CHECK (abs(latitude) < 'Infinity'), 
	CONSTRAINT organization_altitude_check CHECK (abs(altitude) < 'Infinity'), 
	CONSTRAINT organization_active_kind_check CHECK (kind IN ('organization') OR (active IS NULL)), 
	CONSTRAINT organization_status_kind_check CHECK (kind IN ('location') OR (status IS NULL AND operational_status_system IS NULL AND operational_status IS NULL AND operational_status_display IS NULL AND description IS NULL AND mode IS NULL AND physical_type_system IS NULL AND physical_type IS NULL AND physical_type_display IS NULL AND physical_type_text IS NULL AND managing_organization IS NULL AND longitude IS NULL AND latitude IS NULL AND altitude IS NULL))
)
-- next
CREATE INDEX organization_managing_organization_index ON organization (managing_organization)
-- next
CREATE INDEX organization_name_index ON organization (lower(name))
-- next
CREATE INDEX organization_part_of_index ON organization (part_of)
-- next
COMMENT ON TABLE organization IS 'hospitals, departments, companies (Organization); places: wards, rooms, buildings, vehicles (Location)'
-- next
COMMENT ON COLUMN organization.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN organization.id IS 'FHIR id'
-- next
COMMENT ON COLUMN organization.kind IS 'which resource type it is (organization: Organization, location: Location)'
-- next
COMMENT ON COLUMN organization.active IS 'whether the record is in use. Organization.active'
-- next
COMMENT ON COLUMN organization.name IS 'name. Organization.name, Location.name'
-- next
COMMENT ON COLUMN organization.type_system IS 'first type in organization_type: code system. Organization.type[0].coding[0].system, Location.type[0].coding[0].system'
-- next
COMMENT ON COLUMN organization.type IS 'first type in organization_type: code. Organization.type[0].coding[0].code, Location.type[0].coding[0].code'
-- next
COMMENT ON COLUMN organization.type_display IS 'first type in organization_type: the code system''s words. Organization.type[0].coding[0].display, Location.type[0].coding[0].display'
-- next
COMMENT ON COLUMN organization.type_text IS 'first type in organization_type: in the recorder''s words. Organization.type[0].text, Location.type[0].text'
-- next
COMMENT ON COLUMN organization.part_of IS 'the organization it is part of; the place it is part of. Organization.partOf, Location.partOf'
-- next
COMMENT ON COLUMN organization.address_use IS 'purpose of the address. Organization.address[0].use, Location.address.use'
-- next
COMMENT ON COLUMN organization.address_type IS 'for letters or for visits. Organization.address[0].type, Location.address.type'
-- next
COMMENT ON COLUMN organization.address_line IS 'street, number, and the like. Organization.address[0].line, Location.address.line'
-- next
COMMENT ON COLUMN organization.address_city IS 'city or town. Organization.address[0].city, Location.address.city'
-- next
COMMENT ON COLUMN organization.address_district IS 'district or county. Organization.address[0].district, Location.address.district'
-- next
COMMENT ON COLUMN organization.address_state IS 'state or region. Organization.address[0].state, Location.address.state'
-- next
COMMENT ON COLUMN organization.address_postal_code IS 'postal code. Organization.address[0].postalCode, Location.address.postalCode'
-- next
COMMENT ON COLUMN organization.address_country IS 'country. Organization.address[0].country, Location.address.country'
-- next
COMMENT ON COLUMN organization.address_text IS 'the whole address as written. Organization.address[0].text, Location.address.text'
-- next
COMMENT ON COLUMN organization.status IS 'whether it is in use. Location.status'
-- next
COMMENT ON COLUMN organization.operational_status_system IS 'state of a bed or room: code system. Location.operationalStatus.system'
-- next
COMMENT ON COLUMN organization.operational_status IS 'state of a bed or room: code. Location.operationalStatus.code'
-- next
COMMENT ON COLUMN organization.operational_status_display IS 'state of a bed or room: the code system''s words. Location.operationalStatus.display'
-- next
COMMENT ON COLUMN organization.description IS 'what more to know of it. Location.description'
-- next
COMMENT ON COLUMN organization.mode IS 'one place, or a kind of place. Location.mode'
-- next
COMMENT ON COLUMN organization.physical_type_system IS 'building, ward, room, bed: code system. Location.physicalType.coding[0].system'
-- next
COMMENT ON COLUMN organization.physical_type IS 'building, ward, room, bed: code. Location.physicalType.coding[0].code'
-- next
COMMENT ON COLUMN organization.physical_type_display IS 'building, ward, room, bed: the code system''s words. Location.physicalType.coding[0].display'
-- next
COMMENT ON COLUMN organization.physical_type_text IS 'building, ward, room, bed: in the recorder''s words. Location.physicalType.text'
-- next
COMMENT ON COLUMN organization.managing_organization IS 'who runs it. Location.managingOrganization'
-- next
COMMENT ON COLUMN organization.longitude IS 'degrees east, WGS84. Location.position.longitude'
-- next
COMMENT ON COLUMN organization.latitude IS 'degrees north, WGS84. Location.position.latitude'
-- next
COMMENT ON COLUMN organization.altitude IS 'metres, WGS84. Location.position.altitude'
-- next
CREATE TABLE resource (
	pk BIGINT NOT NULL, 
	type TEXT NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	last_updated TIMESTAMP WITH TIME ZONE NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	patient_pk BIGINT, 
	moment TIMESTAMP WITH TIME ZONE DEFAULT '0001-01-01T00:00:00.000000Z' NOT NULL, 
	moment_end TIMESTAMP WITH TIME ZONE DEFAULT '0001-01-01T00:00:00.000000Z' NOT NULL, 
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
COMMENT ON TABLE resource IS 'One row for each resource that exists, existed, or is referred to.'
-- next
COMMENT ON COLUMN resource.pk IS 'Key of the resource in all tables.'
-- next
COMMENT ON COLUMN resource.type IS 'Resource type, such as Patient.'
-- next
COMMENT ON COLUMN resource.id IS 'Logical id.'
-- next
COMMENT ON COLUMN resource.version IS 'Current version; 0 while only referred to.'
-- next
COMMENT ON COLUMN resource.last_updated IS 'When the current version was made.'
-- next
COMMENT ON COLUMN resource.deleted IS 'Whether the current version is a deletion.'
-- next
COMMENT ON COLUMN resource.patient_pk IS 'The one patient in whose compartment it is, if it is one.'
-- next
COMMENT ON COLUMN resource.moment IS 'When it happened; year 1: unknown.'
-- next
COMMENT ON COLUMN resource.moment_end IS 'The first moment after it.'
-- next
CREATE TABLE resource_reference (
	source_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	target_pk BIGINT NOT NULL, 
	PRIMARY KEY (source_pk, path, element, target_pk)
)
-- next
CREATE INDEX resource_reference_target ON resource_reference (target_pk, path, source_pk)
-- next
COMMENT ON TABLE resource_reference IS 'Which current resource refers to which, anywhere in its document.'
-- next
COMMENT ON COLUMN resource_reference.path IS 'Number of the element''s path; 0 where no search looks.'
-- next
COMMENT ON COLUMN resource_reference.element IS 'Place of the repeating element that it is in.'
-- next
CREATE TABLE search_date (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	low TIMESTAMP WITH TIME ZONE NOT NULL, 
	high TIMESTAMP WITH TIME ZONE NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX search_date_high ON search_date (path, high)
-- next
CREATE INDEX search_date_low ON search_date (path, low, high)
-- next
COMMENT ON TABLE search_date IS 'Dates and periods of current resources.'
-- next
COMMENT ON COLUMN search_date.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN search_date.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN search_date.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN search_date.low IS 'The first moment of what is stated; year 1: none.'
-- next
COMMENT ON COLUMN search_date.high IS 'The first moment after it; end of year 9999: none.'
-- next
CREATE TABLE search_generation (
	number BIGINT NOT NULL
)
-- next
COMMENT ON TABLE search_generation IS 'One row: by it processes notice that search parameters have changed.'
-- next
COMMENT ON COLUMN search_generation.number IS 'Counts the changes of search_parameter.'
-- next
CREATE TABLE search_number (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	low DOUBLE PRECISION NOT NULL, 
	high DOUBLE PRECISION NOT NULL, 
	is_range BOOLEAN NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX search_number_low ON search_number (path, low)
-- next
CREATE INDEX search_number_range ON search_number (path) WHERE is_range
-- next
COMMENT ON TABLE search_number IS 'Numbers of current resources.'
-- next
COMMENT ON COLUMN search_number.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN search_number.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN search_number.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN search_number.high IS 'The same as low for a plain number.'
-- next
COMMENT ON COLUMN search_number.is_range IS 'Whether it is no plain number.'
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
COMMENT ON TABLE search_parameter IS 'Search parameters that users have added.'
-- next
COMMENT ON COLUMN search_parameter.resource_pk IS 'The SearchParameter.'
-- next
COMMENT ON COLUMN search_parameter.definition IS 'What it is, as JSON; see fhirserver.store.search_parameters.'
-- next
COMMENT ON COLUMN search_parameter.reason IS 'Why it cannot be used, if so.'
-- next
COMMENT ON COLUMN search_parameter.last_pk IS 'Resources up to this key have been done.'
-- next
COMMENT ON COLUMN search_parameter.done IS 'How many resources have been done.'
-- next
COMMENT ON COLUMN search_parameter.total IS 'Of how many; NULL until that is known.'
-- next
CREATE TABLE search_position (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	latitude DOUBLE PRECISION NOT NULL, 
	longitude DOUBLE PRECISION NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX search_position_latitude ON search_position (path, latitude, longitude)
-- next
COMMENT ON TABLE search_position IS 'Places of current Locations, in degrees of WGS84.'
-- next
COMMENT ON COLUMN search_position.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN search_position.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN search_position.element IS 'Place of the repeating element that the value is in.'
-- next
CREATE TABLE search_quantity (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	low DOUBLE PRECISION NOT NULL, 
	high DOUBLE PRECISION NOT NULL, 
	is_range BOOLEAN NOT NULL, 
	system TEXT, 
	code TEXT, 
	unit TEXT, 
	canonical_low DOUBLE PRECISION, 
	canonical_high DOUBLE PRECISION, 
	canonical_unit TEXT, 
	of_code TEXT COLLATE "C", 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX search_quantity_canonical ON search_quantity (path, canonical_unit, canonical_low)
-- next
CREATE INDEX search_quantity_code_canonical ON search_quantity (path, of_code, canonical_unit, canonical_low) INCLUDE (resource_pk)
-- next
CREATE INDEX search_quantity_code_low ON search_quantity (path, of_code, low) INCLUDE (resource_pk)
-- next
CREATE INDEX search_quantity_low ON search_quantity (path, low)
-- next
CREATE INDEX search_quantity_range ON search_quantity (path) WHERE is_range
-- next
COMMENT ON TABLE search_quantity IS 'Quantities of current resources.'
-- next
COMMENT ON COLUMN search_quantity.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN search_quantity.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN search_quantity.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN search_quantity.high IS 'The same as low for a plain quantity.'
-- next
COMMENT ON COLUMN search_quantity.is_range IS 'Whether it is no plain quantity.'
-- next
COMMENT ON COLUMN search_quantity.unit IS 'As written.'
-- next
COMMENT ON COLUMN search_quantity.canonical_low IS 'In the canonical unit; NULL outside of UCUM.'
-- next
COMMENT ON COLUMN search_quantity.of_code IS 'Code of what was measured, as in search_token; a row for each of several.'
-- next
CREATE TABLE search_string (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	folded TEXT COLLATE "C" NOT NULL, 
	whole TEXT, 
	value TEXT NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX search_string_folded ON search_string (path, folded, resource_pk)
-- next
COMMENT ON TABLE search_string IS 'Texts of current resources, by sound for phonetic parameters.'
-- next
COMMENT ON COLUMN search_string.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN search_string.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN search_string.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN search_string.folded IS 'Up to 255 characters, without case and accents.'
-- next
COMMENT ON COLUMN search_string.whole IS 'All of it without case and accents, where it is longer.'
-- next
COMMENT ON COLUMN search_string.value IS 'As it was written.'
-- next
CREATE TABLE search_text (
	resource_pk BIGINT NOT NULL, 
	narrative TSVECTOR NOT NULL, 
	content TSVECTOR NOT NULL, 
	coded TSVECTOR NOT NULL, 
	PRIMARY KEY (resource_pk)
)
-- next
CREATE INDEX search_text_coded ON search_text USING gin (coded)
-- next
CREATE INDEX search_text_content ON search_text USING gin (content)
-- next
CREATE INDEX search_text_narrative ON search_text USING gin (narrative)
-- next
COMMENT ON TABLE search_text IS 'Words of current resources.'
-- next
COMMENT ON COLUMN search_text.narrative IS 'Words of the narrative.'
-- next
COMMENT ON COLUMN search_text.content IS 'Words of all texts.'
-- next
COMMENT ON COLUMN search_text.coded IS 'Words of what codes mean, each with the number of its path.'
-- next
CREATE TABLE search_token (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	system BIGINT, 
	code TEXT COLLATE "C", 
	exact TEXT, 
	patient_pk BIGINT, 
	moment TIMESTAMP WITH TIME ZONE NOT NULL, 
	moment_end TIMESTAMP WITH TIME ZONE NOT NULL, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX search_token_code ON search_token (path, code, moment, resource_pk) INCLUDE (system, moment_end)
-- next
CREATE INDEX search_token_patient ON search_token (patient_pk, path, code)
-- next
COMMENT ON TABLE search_token IS 'Codes, identifiers and the like of current resources.'
-- next
COMMENT ON COLUMN search_token.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN search_token.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN search_token.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN search_token.system IS 'Digest of the system''s URI; NULL if there is none.'
-- next
COMMENT ON COLUMN search_token.code IS 'Without case and accents; its beginning and digest, if it is long.'
-- next
COMMENT ON COLUMN search_token.exact IS 'The code itself, where that is not the same.'
-- next
COMMENT ON COLUMN search_token.patient_pk IS 'The patient in whose compartment the resource is; 0: several.'
-- next
COMMENT ON COLUMN search_token.moment IS 'As in resource.'
-- next
COMMENT ON COLUMN search_token.moment_end IS 'As in resource.'
-- next
CREATE TABLE search_uri (
	resource_pk BIGINT NOT NULL, 
	path INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	element INTEGER NOT NULL, 
	value TEXT COLLATE "C" NOT NULL, 
	version TEXT, 
	PRIMARY KEY (resource_pk, path, position)
)
-- next
CREATE INDEX search_uri_value ON search_uri (path, value, resource_pk)
-- next
COMMENT ON TABLE search_uri IS 'URIs of current resources, and references to what is not on this server.'
-- next
COMMENT ON COLUMN search_uri.path IS 'Number of the element''s path.'
-- next
COMMENT ON COLUMN search_uri.position IS 'Counts the values of a path in a resource.'
-- next
COMMENT ON COLUMN search_uri.element IS 'Place of the repeating element that the value is in.'
-- next
COMMENT ON COLUMN search_uri.value IS 'Its beginning and digest, if it is long.'
-- next
COMMENT ON COLUMN search_uri.version IS 'Of a canonical URL.'
-- next
CREATE TABLE sql_change (
	sequence BIGINT GENERATED ALWAYS AS IDENTITY, 
	table_name TEXT NOT NULL, 
	pk BIGINT NOT NULL, 
	operation TEXT NOT NULL, 
	database_user TEXT NOT NULL, 
	changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	PRIMARY KEY (sequence)
)
-- next
CREATE INDEX sql_change_pk ON sql_change (pk)
-- next
COMMENT ON TABLE sql_change IS 'Rows changed by SQL and not yet absorbed; filled by triggers.'
-- next
COMMENT ON COLUMN sql_change.table_name IS 'Main table of the row that was changed.'
-- next
COMMENT ON COLUMN sql_change.pk IS 'Key of that main row.'
-- next
COMMENT ON COLUMN sql_change.operation IS 'INSERT, UPDATE or DELETE, and the child table if it was one.'
-- next
CREATE TABLE organization_address (
	organization BIGINT NOT NULL, 
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
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
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
	CONSTRAINT organization_address_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT organization_address_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT organization_address_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX organization_address_city_index ON organization_address (lower(city))
-- next
CREATE INDEX organization_address_postal_code_index ON organization_address (postal_code)
-- next
COMMENT ON TABLE organization_address IS 'addresses'
-- next
COMMENT ON COLUMN organization_address.organization IS 'row of organization that it belongs to'
-- next
COMMENT ON COLUMN organization_address.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN organization_address.use IS 'purpose of the address. Organization.address.use'
-- next
COMMENT ON COLUMN organization_address.type IS 'for letters or for visits. Organization.address.type'
-- next
COMMENT ON COLUMN organization_address.line IS 'street, number, and the like. Organization.address.line'
-- next
COMMENT ON COLUMN organization_address.city IS 'city or town. Organization.address.city'
-- next
COMMENT ON COLUMN organization_address.district IS 'district or county. Organization.address.district'
-- next
COMMENT ON COLUMN organization_address.state IS 'state or region. Organization.address.state'
-- next
COMMENT ON COLUMN organization_address.postal_code IS 'postal code. Organization.address.postalCode'
-- next
COMMENT ON COLUMN organization_address.country IS 'country. Organization.address.country'
-- next
COMMENT ON COLUMN organization_address.text IS 'the whole address as written. Organization.address.text'
-- next
COMMENT ON COLUMN organization_address.period_start IS 'in use: from. Organization.address.period.start'
-- next
COMMENT ON COLUMN organization_address.period_end IS 'in use: to (NULL: still going on, or not known). Organization.address.period.end'
-- next
COMMENT ON COLUMN organization_address.period_end_end IS 'the first moment after what period_end states. Organization.address.period.end'
-- next
CREATE TABLE organization_alias (
	organization BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	alias TEXT, 
	CONSTRAINT organization_alias_pkey PRIMARY KEY (organization, position), 
	CONSTRAINT organization_alias_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_alias_position_check CHECK (position >= 0), 
	CONSTRAINT organization_alias_alias_check CHECK (alias <> '')
)
-- next
COMMENT ON TABLE organization_alias IS 'other names'
-- next
COMMENT ON COLUMN organization_alias.organization IS 'row of organization that it belongs to'
-- next
COMMENT ON COLUMN organization_alias.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN organization_alias.alias IS 'other name. Organization.alias, Location.alias'
-- next
CREATE TABLE organization_identifier (
	organization BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT organization_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT organization_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT organization_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX organization_identifier_value_system_index ON organization_identifier (value, system)
-- next
COMMENT ON TABLE organization_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN organization_identifier.organization IS 'row of organization that it belongs to'
-- next
COMMENT ON COLUMN organization_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN organization_identifier.use IS 'purpose. Organization.identifier.use, Location.identifier.use'
-- next
COMMENT ON COLUMN organization_identifier.type_system IS 'kind of identifier: code system. Organization.identifier.type.coding[0].system, Location.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN organization_identifier.type IS 'kind of identifier: code. Organization.identifier.type.coding[0].code, Location.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN organization_identifier.type_display IS 'kind of identifier: the code system''s words. Organization.identifier.type.coding[0].display, Location.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN organization_identifier.type_text IS 'kind of identifier: in the recorder''s words. Organization.identifier.type.text, Location.identifier.type.text'
-- next
COMMENT ON COLUMN organization_identifier.system IS 'namespace of the value. Organization.identifier.system, Location.identifier.system'
-- next
COMMENT ON COLUMN organization_identifier.value IS 'the identifier itself. Organization.identifier.value, Location.identifier.value'
-- next
COMMENT ON COLUMN organization_identifier.period_start IS 'in use: from. Organization.identifier.period.start, Location.identifier.period.start'
-- next
COMMENT ON COLUMN organization_identifier.period_end IS 'in use: to (NULL: still going on, or not known). Organization.identifier.period.end, Location.identifier.period.end'
-- next
COMMENT ON COLUMN organization_identifier.period_end_end IS 'the first moment after what period_end states. Organization.identifier.period.end, Location.identifier.period.end'
-- next
COMMENT ON COLUMN organization_identifier.assigner IS 'who issued it. Organization.identifier.assigner, Location.identifier.assigner'
-- next
CREATE TABLE organization_telecom (
	organization BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT organization_telecom_pkey PRIMARY KEY (organization, position), 
	CONSTRAINT organization_telecom_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT organization_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT organization_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT organization_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT organization_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT organization_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT organization_telecom_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT organization_telecom_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT organization_telecom_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
COMMENT ON TABLE organization_telecom IS 'telephone numbers and electronic addresses'
-- next
COMMENT ON COLUMN organization_telecom.organization IS 'row of organization that it belongs to'
-- next
COMMENT ON COLUMN organization_telecom.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN organization_telecom.system IS 'what it is. Organization.telecom.system, Location.telecom.system'
-- next
COMMENT ON COLUMN organization_telecom.value IS 'number or address. Organization.telecom.value, Location.telecom.value'
-- next
COMMENT ON COLUMN organization_telecom.use IS 'purpose. Organization.telecom.use, Location.telecom.use'
-- next
COMMENT ON COLUMN organization_telecom.rank IS 'order of preference, 1 first. Organization.telecom.rank, Location.telecom.rank'
-- next
COMMENT ON COLUMN organization_telecom.period_start IS 'in use: from. Organization.telecom.period.start, Location.telecom.period.start'
-- next
COMMENT ON COLUMN organization_telecom.period_end IS 'in use: to (NULL: still going on, or not known). Organization.telecom.period.end, Location.telecom.period.end'
-- next
COMMENT ON COLUMN organization_telecom.period_end_end IS 'the first moment after what period_end states. Organization.telecom.period.end, Location.telecom.period.end'
-- next
CREATE TABLE organization_type (
	organization BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE organization_type IS 'type'
-- next
COMMENT ON COLUMN organization_type.organization IS 'row of organization that it belongs to'
-- next
COMMENT ON COLUMN organization_type.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN organization_type.code_system IS 'type: code system. Organization.type.coding[0].system, Location.type.coding[0].system'
-- next
COMMENT ON COLUMN organization_type.code IS 'type: code. Organization.type.coding[0].code, Location.type.coding[0].code'
-- next
COMMENT ON COLUMN organization_type.code_display IS 'type: the code system''s words. Organization.type.coding[0].display, Location.type.coding[0].display'
-- next
COMMENT ON COLUMN organization_type.code_text IS 'type: in the recorder''s words. Organization.type.text, Location.type.text'
-- next
CREATE TABLE practitioner (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	kind TEXT NOT NULL, 
	active BOOLEAN, 
	family TEXT, 
	given TEXT, 
	prefix TEXT, 
	gender TEXT, 
	birth_date DATE, 
	birth_date_end DATE, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	practitioner BIGINT, 
	organization BIGINT, 
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
	CONSTRAINT practitioner_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
	CONSTRAINT practitioner_kind_check CHECK (kind IN ('practitioner', 'role')), 
	CONSTRAINT practitioner_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT practitioner_prefix_check CHECK (length(prefix) BETWEEN 1 AND 255 AND trim(prefix) = prefix), 
	CONSTRAINT practitioner_gender_check CHECK (gender IN ('male', 'female', 'other', 'unknown')), 
	CONSTRAINT practitioner_birth_date_check CHECK (birth_date BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT practitioner_birth_date_end_check CHECK (birth_date_end BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT practitioner_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00'), 
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
-- next
CREATE INDEX practitioner_family_index ON practitioner (lower(family))
-- next
CREATE INDEX practitioner_organization_index ON practitioner (organization)
-- next
CREATE INDEX practitioner_practitioner_index ON practitioner (practitioner)
-- next
COMMENT ON TABLE practitioner IS 'people who give care (Practitioner); what a person does for an organization (PractitionerRole)'
-- next
COMMENT ON COLUMN practitioner.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN practitioner.id IS 'FHIR id'
-- next
COMMENT ON COLUMN practitioner.kind IS 'which resource type it is (practitioner: Practitioner, role: PractitionerRole)'
-- next
COMMENT ON COLUMN practitioner.active IS 'whether the record is in use. Practitioner.active, PractitionerRole.active'
-- next
COMMENT ON COLUMN practitioner.family IS 'family name, of the first name in practitioner_name. Practitioner.name[0].family'
-- next
COMMENT ON COLUMN practitioner.given IS 'given names, of the first name in practitioner_name. Practitioner.name[0].given'
-- next
COMMENT ON COLUMN practitioner.prefix IS 'titles, of the first name in practitioner_name. Practitioner.name[0].prefix'
-- next
COMMENT ON COLUMN practitioner.gender IS 'administrative gender. Practitioner.gender'
-- next
COMMENT ON COLUMN practitioner.birth_date IS 'date of birth. Practitioner.birthDate'
-- next
COMMENT ON COLUMN practitioner.birth_date_end IS 'the first day after what birth_date states. Practitioner.birthDate'
-- next
COMMENT ON COLUMN practitioner.period_start IS 'in this role: from. PractitionerRole.period.start'
-- next
COMMENT ON COLUMN practitioner.period_end IS 'in this role: to (NULL: still going on, or not known). PractitionerRole.period.end'
-- next
COMMENT ON COLUMN practitioner.period_end_end IS 'the first moment after what period_end states. PractitionerRole.period.end'
-- next
COMMENT ON COLUMN practitioner.practitioner IS 'the person. PractitionerRole.practitioner'
-- next
COMMENT ON COLUMN practitioner.organization IS 'where. PractitionerRole.organization'
-- next
COMMENT ON COLUMN practitioner.code_system IS 'first role in practitioner_code: code system. PractitionerRole.code[0].coding[0].system'
-- next
COMMENT ON COLUMN practitioner.code IS 'first role in practitioner_code: code. PractitionerRole.code[0].coding[0].code'
-- next
COMMENT ON COLUMN practitioner.code_display IS 'first role in practitioner_code: the code system''s words. PractitionerRole.code[0].coding[0].display'
-- next
COMMENT ON COLUMN practitioner.code_text IS 'first role in practitioner_code: in the recorder''s words. PractitionerRole.code[0].text'
-- next
COMMENT ON COLUMN practitioner.specialty_system IS 'first specialty in practitioner_specialty: code system. PractitionerRole.specialty[0].coding[0].system'
-- next
COMMENT ON COLUMN practitioner.specialty IS 'first specialty in practitioner_specialty: code. PractitionerRole.specialty[0].coding[0].code'
-- next
COMMENT ON COLUMN practitioner.specialty_display IS 'first specialty in practitioner_specialty: the code system''s words. PractitionerRole.specialty[0].coding[0].display'
-- next
COMMENT ON COLUMN practitioner.specialty_text IS 'first specialty in practitioner_specialty: in the recorder''s words. PractitionerRole.specialty[0].text'
-- next
CREATE TABLE resource_version (
	resource_pk BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	method TEXT NOT NULL, 
	last_updated TIMESTAMP WITH TIME ZONE NOT NULL, 
	written_by TEXT, 
	patient_pk BIGINT, 
	key_id BYTEA, 
	document BYTEA, 
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
COMMENT ON TABLE resource_version IS 'Every version of every resource; append-only.'
-- next
COMMENT ON COLUMN resource_version.type IS 'Resource type.'
-- next
COMMENT ON COLUMN resource_version.method IS 'POST, PUT, PATCH, DELETE, or sql.'
-- next
COMMENT ON COLUMN resource_version.written_by IS 'Database user of an SQL write.'
-- next
COMMENT ON COLUMN resource_version.patient_pk IS 'The patient in whose compartment this version is.'
-- next
COMMENT ON COLUMN resource_version.document IS 'Sealed JSON as it is served; NULL for a deletion.'
-- next
CREATE TABLE sql_quarantine (
	number BIGINT GENERATED ALWAYS AS IDENTITY, 
	table_name TEXT NOT NULL, 
	pk BIGINT NOT NULL, 
	resource_type TEXT, 
	resource_id TEXT, 
	operation TEXT NOT NULL, 
	database_user TEXT NOT NULL, 
	found_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	reason TEXT NOT NULL, 
	key_id BYTEA NOT NULL, 
	rows BYTEA NOT NULL, 
	state TEXT DEFAULT 'waiting' NOT NULL, 
	PRIMARY KEY (number), 
	CONSTRAINT sql_quarantine_state CHECK (state IN ('waiting', 'applied', 'discarded')), 
	FOREIGN KEY(key_id) REFERENCES data_key (id)
)
-- next
COMMENT ON TABLE sql_quarantine IS 'SQL writes that cannot be served, kept until somebody decides.'
-- next
COMMENT ON COLUMN sql_quarantine.reason IS 'Why it cannot be a valid resource; names columns, no values.'
-- next
COMMENT ON COLUMN sql_quarantine.rows IS 'The rows as they were written, sealed.'
-- next
CREATE TABLE patient (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	active BOOLEAN, 
	family TEXT, 
	given TEXT, 
	gender TEXT, 
	birth_date DATE, 
	birth_date_end DATE, 
	deceased BOOLEAN, 
	deceased_at TIMESTAMP WITH TIME ZONE, 
	deceased_at_end TIMESTAMP WITH TIME ZONE, 
	marital_status_system TEXT, 
	marital_status TEXT, 
	marital_status_display TEXT, 
	marital_status_text TEXT, 
	multiple_birth BOOLEAN, 
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
	general_practitioner BIGINT, 
	managing_organization BIGINT, 
	CONSTRAINT patient_pkey PRIMARY KEY (pk), 
	CONSTRAINT patient_id_key UNIQUE (id), 
	CONSTRAINT patient_general_practitioner_fkey FOREIGN KEY(general_practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_managing_organization_fkey FOREIGN KEY(managing_organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
	CONSTRAINT patient_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT patient_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT patient_gender_check CHECK (gender IN ('male', 'female', 'other', 'unknown')), 
	CONSTRAINT patient_birth_date_check CHECK (birth_date BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT patient_birth_date_end_check CHECK (birth_date_end BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT patient_deceased_at_check CHECK (deceased_at >= '0001-01-01 00:00:00+00' AND deceased_at < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_deceased_at_end_check CHECK (deceased_at_end >= '0001-01-01 00:00:00+00' AND deceased_at_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_marital_status_system_check CHECK (length(marital_status_system) BETWEEN 1 AND 255 AND marital_status_system NOT LIKE '% %'), 
	CONSTRAINT patient_marital_status_check CHECK (length(marital_status) BETWEEN 1 AND 255 AND trim(marital_status) = marital_status AND marital_status NOT LIKE '%  %'), 
	CONSTRAINT patient_marital_status_display_check CHECK (marital_status_display <> ''), 
	CONSTRAINT patient_marital_status_text_check CHECK (marital_status_text <> ''), 
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
COMMENT ON TABLE patient IS 'people who receive care (Patient)'
-- next
COMMENT ON COLUMN patient.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN patient.id IS 'FHIR id'
-- next
COMMENT ON COLUMN patient.active IS 'whether the record is in use. Patient.active'
-- next
COMMENT ON COLUMN patient.family IS 'family name, of the first name in patient_name. Patient.name[0].family'
-- next
COMMENT ON COLUMN patient.given IS 'given names, of the first name in patient_name. Patient.name[0].given'
-- next
COMMENT ON COLUMN patient.gender IS 'administrative gender. Patient.gender'
-- next
COMMENT ON COLUMN patient.birth_date IS 'date of birth. Patient.birthDate'
-- next
COMMENT ON COLUMN patient.birth_date_end IS 'the first day after what birth_date states. Patient.birthDate'
-- next
COMMENT ON COLUMN patient.deceased IS 'whether dead, where the date is not known. Patient.deceased.ofType(boolean)'
-- next
COMMENT ON COLUMN patient.deceased_at IS 'when the patient died. Patient.deceased.ofType(dateTime)'
-- next
COMMENT ON COLUMN patient.deceased_at_end IS 'the first moment after what deceased_at states. Patient.deceased.ofType(dateTime)'
-- next
COMMENT ON COLUMN patient.marital_status_system IS 'marital status: code system. Patient.maritalStatus.coding[0].system'
-- next
COMMENT ON COLUMN patient.marital_status IS 'marital status: code. Patient.maritalStatus.coding[0].code'
-- next
COMMENT ON COLUMN patient.marital_status_display IS 'marital status: the code system''s words. Patient.maritalStatus.coding[0].display'
-- next
COMMENT ON COLUMN patient.marital_status_text IS 'marital status: in the recorder''s words. Patient.maritalStatus.text'
-- next
COMMENT ON COLUMN patient.multiple_birth IS 'whether one of several born together. Patient.multipleBirth.ofType(boolean)'
-- next
COMMENT ON COLUMN patient.birth_order IS 'which of several born together. Patient.multipleBirth.ofType(integer)'
-- next
COMMENT ON COLUMN patient.language_system IS 'first language in patient_communication: code system. Patient.communication[0].language.coding[0].system'
-- next
COMMENT ON COLUMN patient.language IS 'first language in patient_communication: code. Patient.communication[0].language.coding[0].code'
-- next
COMMENT ON COLUMN patient.language_display IS 'first language in patient_communication: the code system''s words. Patient.communication[0].language.coding[0].display'
-- next
COMMENT ON COLUMN patient.language_text IS 'first language in patient_communication: in the recorder''s words. Patient.communication[0].language.text'
-- next
COMMENT ON COLUMN patient.address_use IS 'purpose of the address. Patient.address[0].use'
-- next
COMMENT ON COLUMN patient.address_type IS 'for letters or for visits. Patient.address[0].type'
-- next
COMMENT ON COLUMN patient.address_line IS 'street, number, and the like. Patient.address[0].line'
-- next
COMMENT ON COLUMN patient.address_city IS 'city or town. Patient.address[0].city'
-- next
COMMENT ON COLUMN patient.address_district IS 'district or county. Patient.address[0].district'
-- next
COMMENT ON COLUMN patient.address_state IS 'state or region. Patient.address[0].state'
-- next
COMMENT ON COLUMN patient.address_postal_code IS 'postal code. Patient.address[0].postalCode'
-- next
COMMENT ON COLUMN patient.address_country IS 'country. Patient.address[0].country'
-- next
COMMENT ON COLUMN patient.address_text IS 'the whole address as written. Patient.address[0].text'
-- next
COMMENT ON COLUMN patient.race_system IS 'race, OMB category: code system. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'').extension(''ombCategory'').value.ofType(Coding).system'
-- next
COMMENT ON COLUMN patient.race IS 'race, OMB category: code. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'').extension(''ombCategory'').value.ofType(Coding).code'
-- next
COMMENT ON COLUMN patient.race_display IS 'race, OMB category: the code system''s words. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'').extension(''ombCategory'').value.ofType(Coding).display'
-- next
COMMENT ON COLUMN patient.race_text IS 'race in words. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'').extension(''text'').value.ofType(string)'
-- next
COMMENT ON COLUMN patient.ethnicity_system IS 'ethnicity, OMB category: code system. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity'').extension(''ombCategory'').value.ofType(Coding).system'
-- next
COMMENT ON COLUMN patient.ethnicity IS 'ethnicity, OMB category: code. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity'').extension(''ombCategory'').value.ofType(Coding).code'
-- next
COMMENT ON COLUMN patient.ethnicity_display IS 'ethnicity, OMB category: the code system''s words. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity'').extension(''ombCategory'').value.ofType(Coding).display'
-- next
COMMENT ON COLUMN patient.ethnicity_text IS 'ethnicity in words. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity'').extension(''text'').value.ofType(string)'
-- next
COMMENT ON COLUMN patient.birth_sex IS 'sex assigned at birth. Patient.extension(''http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex'').value.ofType(code)'
-- next
COMMENT ON COLUMN patient.general_practitioner IS 'first in patient_general_practitioner. Patient.generalPractitioner[0]'
-- next
COMMENT ON COLUMN patient.managing_organization IS 'who keeps the record. Patient.managingOrganization'
-- next
CREATE TABLE practitioner_address (
	practitioner BIGINT NOT NULL, 
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
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
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
	CONSTRAINT practitioner_address_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_address_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_address_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX practitioner_address_city_index ON practitioner_address (lower(city))
-- next
CREATE INDEX practitioner_address_postal_code_index ON practitioner_address (postal_code)
-- next
COMMENT ON TABLE practitioner_address IS 'addresses'
-- next
COMMENT ON COLUMN practitioner_address.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_address.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_address.use IS 'purpose of the address. Practitioner.address.use'
-- next
COMMENT ON COLUMN practitioner_address.type IS 'for letters or for visits. Practitioner.address.type'
-- next
COMMENT ON COLUMN practitioner_address.line IS 'street, number, and the like. Practitioner.address.line'
-- next
COMMENT ON COLUMN practitioner_address.city IS 'city or town. Practitioner.address.city'
-- next
COMMENT ON COLUMN practitioner_address.district IS 'district or county. Practitioner.address.district'
-- next
COMMENT ON COLUMN practitioner_address.state IS 'state or region. Practitioner.address.state'
-- next
COMMENT ON COLUMN practitioner_address.postal_code IS 'postal code. Practitioner.address.postalCode'
-- next
COMMENT ON COLUMN practitioner_address.country IS 'country. Practitioner.address.country'
-- next
COMMENT ON COLUMN practitioner_address.text IS 'the whole address as written. Practitioner.address.text'
-- next
COMMENT ON COLUMN practitioner_address.period_start IS 'in use: from. Practitioner.address.period.start'
-- next
COMMENT ON COLUMN practitioner_address.period_end IS 'in use: to (NULL: still going on, or not known). Practitioner.address.period.end'
-- next
COMMENT ON COLUMN practitioner_address.period_end_end IS 'the first moment after what period_end states. Practitioner.address.period.end'
-- next
CREATE TABLE practitioner_code (
	practitioner BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE practitioner_code IS 'role'
-- next
COMMENT ON COLUMN practitioner_code.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_code.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_code.code_system IS 'role: code system. PractitionerRole.code.coding[0].system'
-- next
COMMENT ON COLUMN practitioner_code.code IS 'role: code. PractitionerRole.code.coding[0].code'
-- next
COMMENT ON COLUMN practitioner_code.code_display IS 'role: the code system''s words. PractitionerRole.code.coding[0].display'
-- next
COMMENT ON COLUMN practitioner_code.code_text IS 'role: in the recorder''s words. PractitionerRole.code.text'
-- next
CREATE TABLE practitioner_identifier (
	practitioner BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT practitioner_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX practitioner_identifier_value_system_index ON practitioner_identifier (value, system)
-- next
COMMENT ON TABLE practitioner_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN practitioner_identifier.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_identifier.use IS 'purpose. Practitioner.identifier.use, PractitionerRole.identifier.use'
-- next
COMMENT ON COLUMN practitioner_identifier.type_system IS 'kind of identifier: code system. Practitioner.identifier.type.coding[0].system, PractitionerRole.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN practitioner_identifier.type IS 'kind of identifier: code. Practitioner.identifier.type.coding[0].code, PractitionerRole.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN practitioner_identifier.type_display IS 'kind of identifier: the code system''s words. Practitioner.identifier.type.coding[0].display, PractitionerRole.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN practitioner_identifier.type_text IS 'kind of identifier: in the recorder''s words. Practitioner.identifier.type.text, PractitionerRole.identifier.type.text'
-- next
COMMENT ON COLUMN practitioner_identifier.system IS 'namespace of the value. Practitioner.identifier.system, PractitionerRole.identifier.system'
-- next
COMMENT ON COLUMN practitioner_identifier.value IS 'the identifier itself. Practitioner.identifier.value, PractitionerRole.identifier.value'
-- next
COMMENT ON COLUMN practitioner_identifier.period_start IS 'in use: from. Practitioner.identifier.period.start, PractitionerRole.identifier.period.start'
-- next
COMMENT ON COLUMN practitioner_identifier.period_end IS 'in use: to (NULL: still going on, or not known). Practitioner.identifier.period.end, PractitionerRole.identifier.period.end'
-- next
COMMENT ON COLUMN practitioner_identifier.period_end_end IS 'the first moment after what period_end states. Practitioner.identifier.period.end, PractitionerRole.identifier.period.end'
-- next
COMMENT ON COLUMN practitioner_identifier.assigner IS 'who issued it. Practitioner.identifier.assigner, PractitionerRole.identifier.assigner'
-- next
CREATE TABLE practitioner_location (
	practitioner BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	location BIGINT, 
	CONSTRAINT practitioner_location_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_location_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_location_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_location_position_check CHECK (position >= 0)
)
-- next
COMMENT ON TABLE practitioner_location IS 'where the role is done'
-- next
COMMENT ON COLUMN practitioner_location.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_location.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_location.location IS 'place. PractitionerRole.location'
-- next
CREATE TABLE practitioner_name (
	practitioner BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	family TEXT, 
	given TEXT, 
	prefix TEXT, 
	suffix TEXT, 
	text TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT practitioner_name_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_name_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_name_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_name_use_check CHECK (use IN ('usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden')), 
	CONSTRAINT practitioner_name_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_name_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT practitioner_name_prefix_check CHECK (length(prefix) BETWEEN 1 AND 255 AND trim(prefix) = prefix), 
	CONSTRAINT practitioner_name_suffix_check CHECK (length(suffix) BETWEEN 1 AND 255 AND trim(suffix) = suffix), 
	CONSTRAINT practitioner_name_text_check CHECK (text <> ''), 
	CONSTRAINT practitioner_name_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_name_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_name_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX practitioner_name_family_index ON practitioner_name (lower(family))
-- next
CREATE INDEX practitioner_name_given_index ON practitioner_name (lower(given))
-- next
COMMENT ON TABLE practitioner_name IS 'names'
-- next
COMMENT ON COLUMN practitioner_name.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_name.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_name.use IS 'purpose. Practitioner.name.use'
-- next
COMMENT ON COLUMN practitioner_name.family IS 'family name. Practitioner.name.family'
-- next
COMMENT ON COLUMN practitioner_name.given IS 'given names, the first one first. Practitioner.name.given'
-- next
COMMENT ON COLUMN practitioner_name.prefix IS 'titles before the name. Practitioner.name.prefix'
-- next
COMMENT ON COLUMN practitioner_name.suffix IS 'titles after the name. Practitioner.name.suffix'
-- next
COMMENT ON COLUMN practitioner_name.text IS 'the whole name as written. Practitioner.name.text'
-- next
COMMENT ON COLUMN practitioner_name.period_start IS 'in use: from. Practitioner.name.period.start'
-- next
COMMENT ON COLUMN practitioner_name.period_end IS 'in use: to (NULL: still going on, or not known). Practitioner.name.period.end'
-- next
COMMENT ON COLUMN practitioner_name.period_end_end IS 'the first moment after what period_end states. Practitioner.name.period.end'
-- next
CREATE TABLE practitioner_qualification (
	practitioner BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	issuer BIGINT, 
	in_document TEXT, 
	CONSTRAINT practitioner_qualification_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_qualification_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_qualification_issuer_fkey FOREIGN KEY(issuer) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_qualification_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_qualification_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT practitioner_qualification_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT practitioner_qualification_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT practitioner_qualification_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT practitioner_qualification_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_qualification_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_qualification_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_qualification_has_code_check CHECK (code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,code,%')
)
-- next
COMMENT ON TABLE practitioner_qualification IS 'certificates and licences'
-- next
COMMENT ON COLUMN practitioner_qualification.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_qualification.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_qualification.code_system IS 'qualification: code system. Practitioner.qualification.code.coding[0].system'
-- next
COMMENT ON COLUMN practitioner_qualification.code IS 'qualification: code. Practitioner.qualification.code.coding[0].code'
-- next
COMMENT ON COLUMN practitioner_qualification.code_display IS 'qualification: the code system''s words. Practitioner.qualification.code.coding[0].display'
-- next
COMMENT ON COLUMN practitioner_qualification.code_text IS 'qualification: in the recorder''s words. Practitioner.qualification.code.text'
-- next
COMMENT ON COLUMN practitioner_qualification.period_start IS 'valid: from. Practitioner.qualification.period.start'
-- next
COMMENT ON COLUMN practitioner_qualification.period_end IS 'valid: to (NULL: still going on, or not known). Practitioner.qualification.period.end'
-- next
COMMENT ON COLUMN practitioner_qualification.period_end_end IS 'the first moment after what period_end states. Practitioner.qualification.period.end'
-- next
COMMENT ON COLUMN practitioner_qualification.issuer IS 'who granted it. Practitioner.qualification.issuer'
-- next
COMMENT ON COLUMN practitioner_qualification.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE practitioner_specialty (
	practitioner BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE practitioner_specialty IS 'specialty'
-- next
COMMENT ON COLUMN practitioner_specialty.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_specialty.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_specialty.code_system IS 'specialty: code system. PractitionerRole.specialty.coding[0].system'
-- next
COMMENT ON COLUMN practitioner_specialty.code IS 'specialty: code. PractitionerRole.specialty.coding[0].code'
-- next
COMMENT ON COLUMN practitioner_specialty.code_display IS 'specialty: the code system''s words. PractitionerRole.specialty.coding[0].display'
-- next
COMMENT ON COLUMN practitioner_specialty.code_text IS 'specialty: in the recorder''s words. PractitionerRole.specialty.text'
-- next
CREATE TABLE practitioner_telecom (
	practitioner BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT practitioner_telecom_pkey PRIMARY KEY (practitioner, position), 
	CONSTRAINT practitioner_telecom_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT practitioner_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT practitioner_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT practitioner_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT practitioner_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT practitioner_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT practitioner_telecom_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_telecom_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT practitioner_telecom_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
COMMENT ON TABLE practitioner_telecom IS 'telephone numbers and electronic addresses'
-- next
COMMENT ON COLUMN practitioner_telecom.practitioner IS 'row of practitioner that it belongs to'
-- next
COMMENT ON COLUMN practitioner_telecom.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN practitioner_telecom.system IS 'what it is. Practitioner.telecom.system, PractitionerRole.telecom.system'
-- next
COMMENT ON COLUMN practitioner_telecom.value IS 'number or address. Practitioner.telecom.value, PractitionerRole.telecom.value'
-- next
COMMENT ON COLUMN practitioner_telecom.use IS 'purpose. Practitioner.telecom.use, PractitionerRole.telecom.use'
-- next
COMMENT ON COLUMN practitioner_telecom.rank IS 'order of preference, 1 first. Practitioner.telecom.rank, PractitionerRole.telecom.rank'
-- next
COMMENT ON COLUMN practitioner_telecom.period_start IS 'in use: from. Practitioner.telecom.period.start, PractitionerRole.telecom.period.start'
-- next
COMMENT ON COLUMN practitioner_telecom.period_end IS 'in use: to (NULL: still going on, or not known). Practitioner.telecom.period.end, PractitionerRole.telecom.period.end'
-- next
COMMENT ON COLUMN practitioner_telecom.period_end_end IS 'the first moment after what period_end states. Practitioner.telecom.period.end, PractitionerRole.telecom.period.end'
-- next
CREATE TABLE encounter (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	patient BIGINT, 
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
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	length NUMERIC, 
	length_unit TEXT, 
	length_unit_system TEXT, 
	length_unit_code TEXT, 
	service_provider BIGINT, 
	part_of BIGINT, 
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
	origin BIGINT, 
	discharge_disposition_system TEXT, 
	discharge_disposition TEXT, 
	discharge_disposition_display TEXT, 
	discharge_disposition_text TEXT, 
	destination BIGINT, 
	in_document TEXT, 
	CONSTRAINT encounter_pkey PRIMARY KEY (pk), 
	CONSTRAINT encounter_id_key UNIQUE (id), 
	CONSTRAINT encounter_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_service_provider_fkey FOREIGN KEY(service_provider) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_part_of_fkey FOREIGN KEY(part_of) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_origin_fkey FOREIGN KEY(origin) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_destination_fkey FOREIGN KEY(destination) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
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
	CONSTRAINT encounter_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_length_check CHECK (abs(length) < 'Infinity'), 
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
COMMENT ON TABLE encounter IS 'visits and stays (Encounter)'
-- next
COMMENT ON COLUMN encounter.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN encounter.id IS 'FHIR id'
-- next
COMMENT ON COLUMN encounter.patient IS 'who was seen. Encounter.subject'
-- next
COMMENT ON COLUMN encounter.status IS 'how far it is. Encounter.status'
-- next
COMMENT ON COLUMN encounter.class_system IS 'inpatient (IMP), emergency (EMER), ambulatory (AMB), ...: code system. Encounter.class.system'
-- next
COMMENT ON COLUMN encounter.class IS 'inpatient (IMP), emergency (EMER), ambulatory (AMB), ...: code. Encounter.class.code'
-- next
COMMENT ON COLUMN encounter.class_display IS 'inpatient (IMP), emergency (EMER), ambulatory (AMB), ...: the code system''s words. Encounter.class.display'
-- next
COMMENT ON COLUMN encounter.type_system IS 'first type in encounter_type: code system. Encounter.type[0].coding[0].system'
-- next
COMMENT ON COLUMN encounter.type IS 'first type in encounter_type: code. Encounter.type[0].coding[0].code'
-- next
COMMENT ON COLUMN encounter.type_display IS 'first type in encounter_type: the code system''s words. Encounter.type[0].coding[0].display'
-- next
COMMENT ON COLUMN encounter.type_text IS 'first type in encounter_type: in the recorder''s words. Encounter.type[0].text'
-- next
COMMENT ON COLUMN encounter.service_type_system IS 'service: code system. Encounter.serviceType.coding[0].system'
-- next
COMMENT ON COLUMN encounter.service_type IS 'service: code. Encounter.serviceType.coding[0].code'
-- next
COMMENT ON COLUMN encounter.service_type_display IS 'service: the code system''s words. Encounter.serviceType.coding[0].display'
-- next
COMMENT ON COLUMN encounter.service_type_text IS 'service: in the recorder''s words. Encounter.serviceType.text'
-- next
COMMENT ON COLUMN encounter.priority_system IS 'urgency: code system. Encounter.priority.coding[0].system'
-- next
COMMENT ON COLUMN encounter.priority IS 'urgency: code. Encounter.priority.coding[0].code'
-- next
COMMENT ON COLUMN encounter.priority_display IS 'urgency: the code system''s words. Encounter.priority.coding[0].display'
-- next
COMMENT ON COLUMN encounter.priority_text IS 'urgency: in the recorder''s words. Encounter.priority.text'
-- next
COMMENT ON COLUMN encounter.period_start IS 'from admission or arrival to discharge: from. Encounter.period.start'
-- next
COMMENT ON COLUMN encounter.period_end IS 'from admission or arrival to discharge: to (NULL: still going on, or not known). Encounter.period.end'
-- next
COMMENT ON COLUMN encounter.period_end_end IS 'the first moment after what period_end states. Encounter.period.end'
-- next
COMMENT ON COLUMN encounter.length IS 'time of care, less leave. Encounter.length.value'
-- next
COMMENT ON COLUMN encounter.length_unit IS 'time of care, less leave: unit as written. Encounter.length.unit'
-- next
COMMENT ON COLUMN encounter.length_unit_system IS 'time of care, less leave: system of the unit''s code. Encounter.length.system'
-- next
COMMENT ON COLUMN encounter.length_unit_code IS 'time of care, less leave: unit as a code (UCUM). Encounter.length.code'
-- next
COMMENT ON COLUMN encounter.service_provider IS 'who was responsible. Encounter.serviceProvider'
-- next
COMMENT ON COLUMN encounter.part_of IS 'the stay that this is a part of. Encounter.partOf'
-- next
COMMENT ON COLUMN encounter.reason_system IS 'first reason in encounter_reason: code system. Encounter.reasonCode[0].coding[0].system'
-- next
COMMENT ON COLUMN encounter.reason IS 'first reason in encounter_reason: code. Encounter.reasonCode[0].coding[0].code'
-- next
COMMENT ON COLUMN encounter.reason_display IS 'first reason in encounter_reason: the code system''s words. Encounter.reasonCode[0].coding[0].display'
-- next
COMMENT ON COLUMN encounter.reason_text IS 'first reason in encounter_reason: in the recorder''s words. Encounter.reasonCode[0].text'
-- next
COMMENT ON COLUMN encounter.admit_source_system IS 'where the patient came from: code system. Encounter.hospitalization.admitSource.coding[0].system'
-- next
COMMENT ON COLUMN encounter.admit_source IS 'where the patient came from: code. Encounter.hospitalization.admitSource.coding[0].code'
-- next
COMMENT ON COLUMN encounter.admit_source_display IS 'where the patient came from: the code system''s words. Encounter.hospitalization.admitSource.coding[0].display'
-- next
COMMENT ON COLUMN encounter.admit_source_text IS 'where the patient came from: in the recorder''s words. Encounter.hospitalization.admitSource.text'
-- next
COMMENT ON COLUMN encounter.re_admission_system IS 'whether it was called a readmission: code system. Encounter.hospitalization.reAdmission.coding[0].system'
-- next
COMMENT ON COLUMN encounter.re_admission IS 'whether it was called a readmission: code. Encounter.hospitalization.reAdmission.coding[0].code'
-- next
COMMENT ON COLUMN encounter.re_admission_display IS 'whether it was called a readmission: the code system''s words. Encounter.hospitalization.reAdmission.coding[0].display'
-- next
COMMENT ON COLUMN encounter.re_admission_text IS 'whether it was called a readmission: in the recorder''s words. Encounter.hospitalization.reAdmission.text'
-- next
COMMENT ON COLUMN encounter.origin IS 'place from which the patient was transferred. Encounter.hospitalization.origin'
-- next
COMMENT ON COLUMN encounter.discharge_disposition_system IS 'where the patient went, or died: code system. Encounter.hospitalization.dischargeDisposition.coding[0].system'
-- next
COMMENT ON COLUMN encounter.discharge_disposition IS 'where the patient went, or died: code. Encounter.hospitalization.dischargeDisposition.coding[0].code'
-- next
COMMENT ON COLUMN encounter.discharge_disposition_display IS 'where the patient went, or died: the code system''s words. Encounter.hospitalization.dischargeDisposition.coding[0].display'
-- next
COMMENT ON COLUMN encounter.discharge_disposition_text IS 'where the patient went, or died: in the recorder''s words. Encounter.hospitalization.dischargeDisposition.text'
-- next
COMMENT ON COLUMN encounter.destination IS 'place to which the patient was discharged. Encounter.hospitalization.destination'
-- next
COMMENT ON COLUMN encounter.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE outcome (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	kind TEXT NOT NULL, 
	url TEXT, 
	version TEXT, 
	name TEXT, 
	title TEXT, 
	status TEXT, 
	experimental BOOLEAN, 
	stated TIMESTAMP WITH TIME ZONE, 
	stated_end TIMESTAMP WITH TIME ZONE, 
	publisher TEXT, 
	description TEXT, 
	approval_date DATE, 
	approval_date_end DATE, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
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
	patient BIGINT, 
	location BIGINT, 
	reporter BIGINT, 
	in_document TEXT, 
	CONSTRAINT outcome_pkey PRIMARY KEY (pk), 
	CONSTRAINT outcome_id_key UNIQUE (kind, id), 
	CONSTRAINT outcome_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_reporter_fkey FOREIGN KEY(reporter) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT outcome_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
	CONSTRAINT outcome_kind_check CHECK (kind IN ('measure', 'report')), 
	CONSTRAINT outcome_url_check CHECK (length(url) BETWEEN 1 AND 255 AND url NOT LIKE '% %'), 
	CONSTRAINT outcome_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT outcome_name_check CHECK (length(name) BETWEEN 1 AND 255), 
	CONSTRAINT outcome_title_check CHECK (length(title) BETWEEN 1 AND 255), 
	CONSTRAINT outcome_status_measure_check CHECK (kind NOT IN ('measure') OR status IN ('draft', 'active', 'retired', 'unknown')), 
	CONSTRAINT outcome_status_report_check CHECK (kind NOT IN ('report') OR status IN ('complete', 'pending', 'error')), 
	CONSTRAINT outcome_stated_check CHECK (stated >= '0001-01-01 00:00:00+00' AND stated < '10000-01-01 00:00:00+00'), 
	CONSTRAINT outcome_stated_end_check CHECK (stated_end >= '0001-01-01 00:00:00+00' AND stated_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT outcome_publisher_check CHECK (publisher <> ''), 
	CONSTRAINT outcome_description_check CHECK (description <> ''), 
	CONSTRAINT outcome_approval_date_check CHECK (approval_date BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT outcome_approval_date_end_check CHECK (approval_date_end BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT outcome_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT outcome_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT outcome_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00'), 
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
-- next
CREATE INDEX outcome_measure_period_start_index ON outcome (measure, period_start)
-- next
CREATE INDEX outcome_patient_period_start_index ON outcome (patient, period_start)
-- next
CREATE INDEX outcome_status_index ON outcome (status)
-- next
CREATE INDEX outcome_url_index ON outcome (url)
-- next
COMMENT ON TABLE outcome IS 'definitions of what is counted (Measure); results of a measure for a period (MeasureReport)'
-- next
COMMENT ON COLUMN outcome.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN outcome.id IS 'FHIR id'
-- next
COMMENT ON COLUMN outcome.kind IS 'which resource type it is (measure: Measure, report: MeasureReport)'
-- next
COMMENT ON COLUMN outcome.url IS 'canonical address, which reports refer to. Measure.url'
-- next
COMMENT ON COLUMN outcome.version IS 'version of the definition. Measure.version'
-- next
COMMENT ON COLUMN outcome.name IS 'name for machines. Measure.name'
-- next
COMMENT ON COLUMN outcome.title IS 'name for people. Measure.title'
-- next
COMMENT ON COLUMN outcome.status IS 'whether it is in use; whether it is ready. Measure.status, MeasureReport.status'
-- next
COMMENT ON COLUMN outcome.experimental IS 'whether only for trial. Measure.experimental'
-- next
COMMENT ON COLUMN outcome.stated IS 'when it was last changed; when it was made. Measure.date, MeasureReport.date'
-- next
COMMENT ON COLUMN outcome.stated_end IS 'the first moment after what stated states. Measure.date, MeasureReport.date'
-- next
COMMENT ON COLUMN outcome.publisher IS 'who publishes it. Measure.publisher'
-- next
COMMENT ON COLUMN outcome.description IS 'what it is. Measure.description'
-- next
COMMENT ON COLUMN outcome.approval_date IS 'when it was approved. Measure.approvalDate'
-- next
COMMENT ON COLUMN outcome.approval_date_end IS 'the first day after what approval_date states. Measure.approvalDate'
-- next
COMMENT ON COLUMN outcome.period_start IS 'to be used: from; what is counted happened: from. Measure.effectivePeriod.start, MeasureReport.period.start'
-- next
COMMENT ON COLUMN outcome.period_end IS 'to be used: to (NULL: still going on, or not known); what is counted happened: to (NULL: still going on, or not known). Measure.effectivePeriod.end, MeasureReport.period.end'
-- next
COMMENT ON COLUMN outcome.period_end_end IS 'the first moment after what period_end states. Measure.effectivePeriod.end, MeasureReport.period.end'
-- next
COMMENT ON COLUMN outcome.scoring_system IS 'proportion, ratio, continuous variable or cohort: code system. Measure.scoring.coding[0].system'
-- next
COMMENT ON COLUMN outcome.scoring IS 'proportion, ratio, continuous variable or cohort: code. Measure.scoring.coding[0].code'
-- next
COMMENT ON COLUMN outcome.scoring_display IS 'proportion, ratio, continuous variable or cohort: the code system''s words. Measure.scoring.coding[0].display'
-- next
COMMENT ON COLUMN outcome.scoring_text IS 'proportion, ratio, continuous variable or cohort: in the recorder''s words. Measure.scoring.text'
-- next
COMMENT ON COLUMN outcome.type_system IS 'process, outcome, structure, ...: code system. Measure.type[0].coding[0].system'
-- next
COMMENT ON COLUMN outcome.type IS 'process, outcome, structure, ...: code. Measure.type[0].coding[0].code'
-- next
COMMENT ON COLUMN outcome.type_display IS 'process, outcome, structure, ...: the code system''s words. Measure.type[0].coding[0].display'
-- next
COMMENT ON COLUMN outcome.type_text IS 'process, outcome, structure, ...: in the recorder''s words. Measure.type[0].text'
-- next
COMMENT ON COLUMN outcome.improvement_notation IS 'whether more or less is better. Measure.improvementNotation, MeasureReport.improvementNotation'
-- next
COMMENT ON COLUMN outcome.rationale IS 'why it matters. Measure.rationale'
-- next
COMMENT ON COLUMN outcome.report_type IS 'of one or many. MeasureReport.type'
-- next
COMMENT ON COLUMN outcome.measure IS 'canonical address of the Measure. MeasureReport.measure'
-- next
COMMENT ON COLUMN outcome.patient IS 'about whom, in an individual report. MeasureReport.subject'
-- next
COMMENT ON COLUMN outcome.location IS 'about which place. MeasureReport.subject'
-- next
COMMENT ON COLUMN outcome.reporter IS 'who made it. MeasureReport.reporter'
-- next
COMMENT ON COLUMN outcome.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE patient_address (
	patient BIGINT NOT NULL, 
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
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
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
	CONSTRAINT patient_address_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_address_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_address_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX patient_address_city_index ON patient_address (lower(city))
-- next
CREATE INDEX patient_address_postal_code_index ON patient_address (postal_code)
-- next
COMMENT ON TABLE patient_address IS 'addresses'
-- next
COMMENT ON COLUMN patient_address.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_address.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_address.use IS 'purpose of the address. Patient.address.use'
-- next
COMMENT ON COLUMN patient_address.type IS 'for letters or for visits. Patient.address.type'
-- next
COMMENT ON COLUMN patient_address.line IS 'street, number, and the like. Patient.address.line'
-- next
COMMENT ON COLUMN patient_address.city IS 'city or town. Patient.address.city'
-- next
COMMENT ON COLUMN patient_address.district IS 'district or county. Patient.address.district'
-- next
COMMENT ON COLUMN patient_address.state IS 'state or region. Patient.address.state'
-- next
COMMENT ON COLUMN patient_address.postal_code IS 'postal code. Patient.address.postalCode'
-- next
COMMENT ON COLUMN patient_address.country IS 'country. Patient.address.country'
-- next
COMMENT ON COLUMN patient_address.text IS 'the whole address as written. Patient.address.text'
-- next
COMMENT ON COLUMN patient_address.period_start IS 'in use: from. Patient.address.period.start'
-- next
COMMENT ON COLUMN patient_address.period_end IS 'in use: to (NULL: still going on, or not known). Patient.address.period.end'
-- next
COMMENT ON COLUMN patient_address.period_end_end IS 'the first moment after what period_end states. Patient.address.period.end'
-- next
CREATE TABLE patient_communication (
	patient BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	language_system TEXT, 
	language TEXT, 
	language_display TEXT, 
	language_text TEXT, 
	preferred BOOLEAN, 
	in_document TEXT, 
	CONSTRAINT patient_communication_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_communication_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_communication_position_check CHECK (position >= 0), 
	CONSTRAINT patient_communication_language_system_check CHECK (length(language_system) BETWEEN 1 AND 255 AND language_system NOT LIKE '% %'), 
	CONSTRAINT patient_communication_language_check CHECK (length(language) BETWEEN 1 AND 255 AND trim(language) = language AND language NOT LIKE '%  %'), 
	CONSTRAINT patient_communication_language_display_check CHECK (language_display <> ''), 
	CONSTRAINT patient_communication_language_text_check CHECK (language_text <> ''), 
	CONSTRAINT patient_communication_has_language_check CHECK (language_system IS NOT NULL OR language IS NOT NULL OR language_display IS NOT NULL OR language_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,language,%')
)
-- next
COMMENT ON TABLE patient_communication IS 'languages'
-- next
COMMENT ON COLUMN patient_communication.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_communication.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_communication.language_system IS 'language: code system. Patient.communication.language.coding[0].system'
-- next
COMMENT ON COLUMN patient_communication.language IS 'language: code. Patient.communication.language.coding[0].code'
-- next
COMMENT ON COLUMN patient_communication.language_display IS 'language: the code system''s words. Patient.communication.language.coding[0].display'
-- next
COMMENT ON COLUMN patient_communication.language_text IS 'language: in the recorder''s words. Patient.communication.language.text'
-- next
COMMENT ON COLUMN patient_communication.preferred IS 'whether the patient prefers it. Patient.communication.preferred'
-- next
COMMENT ON COLUMN patient_communication.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE patient_contact (
	patient BIGINT NOT NULL, 
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
	organization BIGINT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
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
	CONSTRAINT patient_contact_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_contact_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_contact_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
COMMENT ON TABLE patient_contact IS 'people to ask or to tell'
-- next
COMMENT ON COLUMN patient_contact.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_contact.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_contact.relationship_system IS 'first relationship to the patient: code system. Patient.contact.relationship[0].coding[0].system'
-- next
COMMENT ON COLUMN patient_contact.relationship IS 'first relationship to the patient: code. Patient.contact.relationship[0].coding[0].code'
-- next
COMMENT ON COLUMN patient_contact.relationship_display IS 'first relationship to the patient: the code system''s words. Patient.contact.relationship[0].coding[0].display'
-- next
COMMENT ON COLUMN patient_contact.relationship_text IS 'first relationship to the patient: in the recorder''s words. Patient.contact.relationship[0].text'
-- next
COMMENT ON COLUMN patient_contact.family IS 'family name. Patient.contact.name.family'
-- next
COMMENT ON COLUMN patient_contact.given IS 'given names. Patient.contact.name.given'
-- next
COMMENT ON COLUMN patient_contact.name_text IS 'the whole name as written. Patient.contact.name.text'
-- next
COMMENT ON COLUMN patient_contact.gender IS 'administrative gender. Patient.contact.gender'
-- next
COMMENT ON COLUMN patient_contact.address_use IS 'purpose of the address. Patient.contact.address.use'
-- next
COMMENT ON COLUMN patient_contact.address_type IS 'for letters or for visits. Patient.contact.address.type'
-- next
COMMENT ON COLUMN patient_contact.address_line IS 'street, number, and the like. Patient.contact.address.line'
-- next
COMMENT ON COLUMN patient_contact.address_city IS 'city or town. Patient.contact.address.city'
-- next
COMMENT ON COLUMN patient_contact.address_district IS 'district or county. Patient.contact.address.district'
-- next
COMMENT ON COLUMN patient_contact.address_state IS 'state or region. Patient.contact.address.state'
-- next
COMMENT ON COLUMN patient_contact.address_postal_code IS 'postal code. Patient.contact.address.postalCode'
-- next
COMMENT ON COLUMN patient_contact.address_country IS 'country. Patient.contact.address.country'
-- next
COMMENT ON COLUMN patient_contact.address_text IS 'the whole address as written. Patient.contact.address.text'
-- next
COMMENT ON COLUMN patient_contact.organization IS 'organization of the contact. Patient.contact.organization'
-- next
COMMENT ON COLUMN patient_contact.period_start IS 'may be asked: from. Patient.contact.period.start'
-- next
COMMENT ON COLUMN patient_contact.period_end IS 'may be asked: to (NULL: still going on, or not known). Patient.contact.period.end'
-- next
COMMENT ON COLUMN patient_contact.period_end_end IS 'the first moment after what period_end states. Patient.contact.period.end'
-- next
CREATE TABLE patient_general_practitioner (
	patient BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	practitioner BIGINT, 
	organization BIGINT, 
	display TEXT, 
	CONSTRAINT patient_general_practitioner_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_general_practitioner_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_general_practitioner_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_general_practitioner_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_general_practitioner_position_check CHECK (position >= 0), 
	CONSTRAINT patient_general_practitioner_display_check CHECK (display <> ''), 
	CONSTRAINT patient_general_practitioner_one_of_practitioner_check CHECK (CASE WHEN practitioner IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN organization IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
-- next
CREATE INDEX patient_general_practitioner_practitioner_index ON patient_general_practitioner (practitioner)
-- next
COMMENT ON TABLE patient_general_practitioner IS 'who cares for the patient in the first place'
-- next
COMMENT ON COLUMN patient_general_practitioner.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_general_practitioner.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_general_practitioner.practitioner IS 'a person, or a person in a role. Patient.generalPractitioner'
-- next
COMMENT ON COLUMN patient_general_practitioner.organization IS 'an organization. Patient.generalPractitioner'
-- next
COMMENT ON COLUMN patient_general_practitioner.display IS 'name as written. Patient.generalPractitioner.display'
-- next
CREATE TABLE patient_identifier (
	patient BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT patient_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX patient_identifier_value_system_index ON patient_identifier (value, system)
-- next
COMMENT ON TABLE patient_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN patient_identifier.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_identifier.use IS 'purpose. Patient.identifier.use'
-- next
COMMENT ON COLUMN patient_identifier.type_system IS 'kind of identifier: code system. Patient.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN patient_identifier.type IS 'kind of identifier: code. Patient.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN patient_identifier.type_display IS 'kind of identifier: the code system''s words. Patient.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN patient_identifier.type_text IS 'kind of identifier: in the recorder''s words. Patient.identifier.type.text'
-- next
COMMENT ON COLUMN patient_identifier.system IS 'namespace of the value. Patient.identifier.system'
-- next
COMMENT ON COLUMN patient_identifier.value IS 'the identifier itself. Patient.identifier.value'
-- next
COMMENT ON COLUMN patient_identifier.period_start IS 'in use: from. Patient.identifier.period.start'
-- next
COMMENT ON COLUMN patient_identifier.period_end IS 'in use: to (NULL: still going on, or not known). Patient.identifier.period.end'
-- next
COMMENT ON COLUMN patient_identifier.period_end_end IS 'the first moment after what period_end states. Patient.identifier.period.end'
-- next
COMMENT ON COLUMN patient_identifier.assigner IS 'who issued it. Patient.identifier.assigner'
-- next
CREATE TABLE patient_link (
	patient BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	other BIGINT, 
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
-- next
CREATE INDEX patient_link_other_index ON patient_link (other)
-- next
COMMENT ON TABLE patient_link IS 'other records of the same person'
-- next
COMMENT ON COLUMN patient_link.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_link.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_link.other IS 'the other record. Patient.link.other'
-- next
COMMENT ON COLUMN patient_link.type IS 'how they belong together. Patient.link.type'
-- next
COMMENT ON COLUMN patient_link.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE patient_name (
	patient BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	family TEXT, 
	given TEXT, 
	prefix TEXT, 
	suffix TEXT, 
	text TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT patient_name_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_name_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_name_position_check CHECK (position >= 0), 
	CONSTRAINT patient_name_use_check CHECK (use IN ('usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden')), 
	CONSTRAINT patient_name_family_check CHECK (length(family) BETWEEN 1 AND 255), 
	CONSTRAINT patient_name_given_check CHECK (length(given) BETWEEN 1 AND 255 AND trim(given) = given), 
	CONSTRAINT patient_name_prefix_check CHECK (length(prefix) BETWEEN 1 AND 255 AND trim(prefix) = prefix), 
	CONSTRAINT patient_name_suffix_check CHECK (length(suffix) BETWEEN 1 AND 255 AND trim(suffix) = suffix), 
	CONSTRAINT patient_name_text_check CHECK (text <> ''), 
	CONSTRAINT patient_name_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_name_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_name_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX patient_name_family_index ON patient_name (lower(family))
-- next
CREATE INDEX patient_name_given_index ON patient_name (lower(given))
-- next
COMMENT ON TABLE patient_name IS 'names'
-- next
COMMENT ON COLUMN patient_name.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_name.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_name.use IS 'purpose. Patient.name.use'
-- next
COMMENT ON COLUMN patient_name.family IS 'family name. Patient.name.family'
-- next
COMMENT ON COLUMN patient_name.given IS 'given names, the first one first. Patient.name.given'
-- next
COMMENT ON COLUMN patient_name.prefix IS 'titles before the name. Patient.name.prefix'
-- next
COMMENT ON COLUMN patient_name.suffix IS 'titles after the name. Patient.name.suffix'
-- next
COMMENT ON COLUMN patient_name.text IS 'the whole name as written. Patient.name.text'
-- next
COMMENT ON COLUMN patient_name.period_start IS 'in use: from. Patient.name.period.start'
-- next
COMMENT ON COLUMN patient_name.period_end IS 'in use: to (NULL: still going on, or not known). Patient.name.period.end'
-- next
COMMENT ON COLUMN patient_name.period_end_end IS 'the first moment after what period_end states. Patient.name.period.end'
-- next
CREATE TABLE patient_telecom (
	patient BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT patient_telecom_pkey PRIMARY KEY (patient, position), 
	CONSTRAINT patient_telecom_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT patient_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT patient_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT patient_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT patient_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT patient_telecom_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_telecom_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_telecom_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX patient_telecom_value_index ON patient_telecom (value)
-- next
COMMENT ON TABLE patient_telecom IS 'telephone numbers and electronic addresses'
-- next
COMMENT ON COLUMN patient_telecom.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_telecom.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_telecom.system IS 'what it is. Patient.telecom.system'
-- next
COMMENT ON COLUMN patient_telecom.value IS 'number or address. Patient.telecom.value'
-- next
COMMENT ON COLUMN patient_telecom.use IS 'purpose. Patient.telecom.use'
-- next
COMMENT ON COLUMN patient_telecom.rank IS 'order of preference, 1 first. Patient.telecom.rank'
-- next
COMMENT ON COLUMN patient_telecom.period_start IS 'in use: from. Patient.telecom.period.start'
-- next
COMMENT ON COLUMN patient_telecom.period_end IS 'in use: to (NULL: still going on, or not known). Patient.telecom.period.end'
-- next
COMMENT ON COLUMN patient_telecom.period_end_end IS 'the first moment after what period_end states. Patient.telecom.period.end'
-- next
CREATE TABLE encounter_identifier (
	encounter BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT encounter_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX encounter_identifier_value_system_index ON encounter_identifier (value, system)
-- next
COMMENT ON TABLE encounter_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN encounter_identifier.encounter IS 'row of encounter that it belongs to'
-- next
COMMENT ON COLUMN encounter_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN encounter_identifier.use IS 'purpose. Encounter.identifier.use'
-- next
COMMENT ON COLUMN encounter_identifier.type_system IS 'kind of identifier: code system. Encounter.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN encounter_identifier.type IS 'kind of identifier: code. Encounter.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN encounter_identifier.type_display IS 'kind of identifier: the code system''s words. Encounter.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN encounter_identifier.type_text IS 'kind of identifier: in the recorder''s words. Encounter.identifier.type.text'
-- next
COMMENT ON COLUMN encounter_identifier.system IS 'namespace of the value. Encounter.identifier.system'
-- next
COMMENT ON COLUMN encounter_identifier.value IS 'the identifier itself. Encounter.identifier.value'
-- next
COMMENT ON COLUMN encounter_identifier.period_start IS 'in use: from. Encounter.identifier.period.start'
-- next
COMMENT ON COLUMN encounter_identifier.period_end IS 'in use: to (NULL: still going on, or not known). Encounter.identifier.period.end'
-- next
COMMENT ON COLUMN encounter_identifier.period_end_end IS 'the first moment after what period_end states. Encounter.identifier.period.end'
-- next
COMMENT ON COLUMN encounter_identifier.assigner IS 'who issued it. Encounter.identifier.assigner'
-- next
CREATE TABLE encounter_location (
	encounter BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	location BIGINT, 
	status TEXT, 
	physical_type_system TEXT, 
	physical_type TEXT, 
	physical_type_display TEXT, 
	physical_type_text TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
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
	CONSTRAINT encounter_location_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_location_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_location_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_location_has_location_check CHECK (location IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,location,%')
)
-- next
CREATE INDEX encounter_location_location_index ON encounter_location (location)
-- next
COMMENT ON TABLE encounter_location IS 'where the patient was'
-- next
COMMENT ON COLUMN encounter_location.encounter IS 'row of encounter that it belongs to'
-- next
COMMENT ON COLUMN encounter_location.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN encounter_location.location IS 'place. Encounter.location.location'
-- next
COMMENT ON COLUMN encounter_location.status IS 'whether there now. Encounter.location.status'
-- next
COMMENT ON COLUMN encounter_location.physical_type_system IS 'ward, room, bed: code system. Encounter.location.physicalType.coding[0].system'
-- next
COMMENT ON COLUMN encounter_location.physical_type IS 'ward, room, bed: code. Encounter.location.physicalType.coding[0].code'
-- next
COMMENT ON COLUMN encounter_location.physical_type_display IS 'ward, room, bed: the code system''s words. Encounter.location.physicalType.coding[0].display'
-- next
COMMENT ON COLUMN encounter_location.physical_type_text IS 'ward, room, bed: in the recorder''s words. Encounter.location.physicalType.text'
-- next
COMMENT ON COLUMN encounter_location.period_start IS 'was there: from. Encounter.location.period.start'
-- next
COMMENT ON COLUMN encounter_location.period_end IS 'was there: to (NULL: still going on, or not known). Encounter.location.period.end'
-- next
COMMENT ON COLUMN encounter_location.period_end_end IS 'the first moment after what period_end states. Encounter.location.period.end'
-- next
COMMENT ON COLUMN encounter_location.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE encounter_participant (
	encounter BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	practitioner BIGINT, 
	display TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT encounter_participant_pkey PRIMARY KEY (encounter, position), 
	CONSTRAINT encounter_participant_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_participant_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT encounter_participant_position_check CHECK (position >= 0), 
	CONSTRAINT encounter_participant_type_system_check CHECK (length(type_system) BETWEEN 1 AND 255 AND type_system NOT LIKE '% %'), 
	CONSTRAINT encounter_participant_type_check CHECK (length(type) BETWEEN 1 AND 255 AND trim(type) = type AND type NOT LIKE '%  %'), 
	CONSTRAINT encounter_participant_type_display_check CHECK (type_display <> ''), 
	CONSTRAINT encounter_participant_type_text_check CHECK (type_text <> ''), 
	CONSTRAINT encounter_participant_display_check CHECK (display <> ''), 
	CONSTRAINT encounter_participant_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_participant_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT encounter_participant_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX encounter_participant_practitioner_index ON encounter_participant (practitioner)
-- next
COMMENT ON TABLE encounter_participant IS 'who took part'
-- next
COMMENT ON COLUMN encounter_participant.encounter IS 'row of encounter that it belongs to'
-- next
COMMENT ON COLUMN encounter_participant.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN encounter_participant.type_system IS 'first role in it, such as ATND: code system. Encounter.participant.type[0].coding[0].system'
-- next
COMMENT ON COLUMN encounter_participant.type IS 'first role in it, such as ATND: code. Encounter.participant.type[0].coding[0].code'
-- next
COMMENT ON COLUMN encounter_participant.type_display IS 'first role in it, such as ATND: the code system''s words. Encounter.participant.type[0].coding[0].display'
-- next
COMMENT ON COLUMN encounter_participant.type_text IS 'first role in it, such as ATND: in the recorder''s words. Encounter.participant.type[0].text'
-- next
COMMENT ON COLUMN encounter_participant.practitioner IS 'who. Encounter.participant.individual'
-- next
COMMENT ON COLUMN encounter_participant.display IS 'name as written. Encounter.participant.individual.display'
-- next
COMMENT ON COLUMN encounter_participant.period_start IS 'took part: from. Encounter.participant.period.start'
-- next
COMMENT ON COLUMN encounter_participant.period_end IS 'took part: to (NULL: still going on, or not known). Encounter.participant.period.end'
-- next
COMMENT ON COLUMN encounter_participant.period_end_end IS 'the first moment after what period_end states. Encounter.participant.period.end'
-- next
CREATE TABLE encounter_reason (
	encounter BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE encounter_reason IS 'reason'
-- next
COMMENT ON COLUMN encounter_reason.encounter IS 'row of encounter that it belongs to'
-- next
COMMENT ON COLUMN encounter_reason.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN encounter_reason.code_system IS 'reason: code system. Encounter.reasonCode.coding[0].system'
-- next
COMMENT ON COLUMN encounter_reason.code IS 'reason: code. Encounter.reasonCode.coding[0].code'
-- next
COMMENT ON COLUMN encounter_reason.code_display IS 'reason: the code system''s words. Encounter.reasonCode.coding[0].display'
-- next
COMMENT ON COLUMN encounter_reason.code_text IS 'reason: in the recorder''s words. Encounter.reasonCode.text'
-- next
CREATE TABLE encounter_type (
	encounter BIGINT NOT NULL, 
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
-- next
CREATE INDEX encounter_type_code_index ON encounter_type (code)
-- next
COMMENT ON TABLE encounter_type IS 'type'
-- next
COMMENT ON COLUMN encounter_type.encounter IS 'row of encounter that it belongs to'
-- next
COMMENT ON COLUMN encounter_type.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN encounter_type.code_system IS 'type: code system. Encounter.type.coding[0].system'
-- next
COMMENT ON COLUMN encounter_type.code IS 'type: code. Encounter.type.coding[0].code'
-- next
COMMENT ON COLUMN encounter_type.code_display IS 'type: the code system''s words. Encounter.type.coding[0].display'
-- next
COMMENT ON COLUMN encounter_type.code_text IS 'type: in the recorder''s words. Encounter.type.text'
-- next
CREATE TABLE lab_result (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	kind TEXT NOT NULL, 
	patient BIGINT, 
	encounter BIGINT, 
	status TEXT, 
	category_system TEXT, 
	category TEXT, 
	category_display TEXT, 
	category_text TEXT, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	effective TIMESTAMP WITH TIME ZONE, 
	effective_end TIMESTAMP WITH TIME ZONE, 
	issued TIMESTAMP WITH TIME ZONE, 
	value NUMERIC, 
	value_comparator TEXT, 
	value_unit TEXT, 
	value_unit_system TEXT, 
	value_unit_code TEXT, 
	value_concept_system TEXT, 
	value_concept TEXT, 
	value_concept_display TEXT, 
	value_concept_text TEXT, 
	value_text TEXT, 
	value_boolean BOOLEAN, 
	value_integer INTEGER, 
	value_at TIMESTAMP WITH TIME ZONE, 
	value_at_end TIMESTAMP WITH TIME ZONE, 
	value_low NUMERIC, 
	value_low_unit TEXT, 
	value_low_unit_system TEXT, 
	value_low_unit_code TEXT, 
	value_high NUMERIC, 
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
	performer BIGINT, 
	interpreter BIGINT, 
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
	CONSTRAINT lab_result_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
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
	CONSTRAINT lab_result_effective_check CHECK (effective >= '0001-01-01 00:00:00+00' AND effective < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_effective_end_check CHECK (effective_end >= '0001-01-01 00:00:00+00' AND effective_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_issued_check CHECK (issued >= '0001-01-01 00:00:00+00' AND issued < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_value_check CHECK (abs(value) < 'Infinity'), 
	CONSTRAINT lab_result_value_comparator_check CHECK (value_comparator IN ('<', '<=', '>=', '>')), 
	CONSTRAINT lab_result_value_unit_check CHECK (value_unit <> ''), 
	CONSTRAINT lab_result_value_unit_system_check CHECK (length(value_unit_system) BETWEEN 1 AND 255 AND value_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_value_unit_code_check CHECK (length(value_unit_code) BETWEEN 1 AND 255 AND trim(value_unit_code) = value_unit_code AND value_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_value_concept_system_check CHECK (length(value_concept_system) BETWEEN 1 AND 255 AND value_concept_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_value_concept_check CHECK (length(value_concept) BETWEEN 1 AND 255 AND trim(value_concept) = value_concept AND value_concept NOT LIKE '%  %'), 
	CONSTRAINT lab_result_value_concept_display_check CHECK (value_concept_display <> ''), 
	CONSTRAINT lab_result_value_concept_text_check CHECK (value_concept_text <> ''), 
	CONSTRAINT lab_result_value_text_check CHECK (value_text <> ''), 
	CONSTRAINT lab_result_value_at_check CHECK (value_at >= '0001-01-01 00:00:00+00' AND value_at < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_value_at_end_check CHECK (value_at_end >= '0001-01-01 00:00:00+00' AND value_at_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_value_low_check CHECK (abs(value_low) < 'Infinity'), 
	CONSTRAINT lab_result_value_low_unit_check CHECK (value_low_unit <> ''), 
	CONSTRAINT lab_result_value_low_unit_system_check CHECK (length(value_low_unit_system) BETWEEN 1 AND 255 AND value_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_value_low_unit_code_check CHECK (length(value_low_unit_code) BETWEEN 1 AND 255 AND trim(value_low_unit_code) = value_low_unit_code AND value_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_value_high_check CHECK (abs(value_high) < 'Infinity'), 
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
-- next
CREATE INDEX lab_result_code_effective_index ON lab_result (code, effective)
-- next
CREATE INDEX lab_result_encounter_index ON lab_result (encounter)
-- next
CREATE INDEX lab_result_patient_code_effective_index ON lab_result (patient, code, effective)
-- next
CREATE INDEX lab_result_patient_effective_index ON lab_result (patient, effective)
-- next
COMMENT ON TABLE lab_result IS 'measurements and simple assertions: laboratory, vital signs, imaging, social history (Observation); reports: groups of results with a conclusion, of laboratory, imaging, pathology (DiagnosticReport)'
-- next
COMMENT ON COLUMN lab_result.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN lab_result.id IS 'FHIR id'
-- next
COMMENT ON COLUMN lab_result.kind IS 'which resource type it is (observation: Observation, report: DiagnosticReport)'
-- next
COMMENT ON COLUMN lab_result.patient IS 'about whom. Observation.subject, DiagnosticReport.subject'
-- next
COMMENT ON COLUMN lab_result.encounter IS 'during which encounter. Observation.encounter, DiagnosticReport.encounter'
-- next
COMMENT ON COLUMN lab_result.status IS 'status of the result. Observation.status, DiagnosticReport.status'
-- next
COMMENT ON COLUMN lab_result.category_system IS 'first category, such as laboratory or vital-signs: code system. Observation.category[0].coding[0].system, DiagnosticReport.category[0].coding[0].system'
-- next
COMMENT ON COLUMN lab_result.category IS 'first category, such as laboratory or vital-signs: code. Observation.category[0].coding[0].code, DiagnosticReport.category[0].coding[0].code'
-- next
COMMENT ON COLUMN lab_result.category_display IS 'first category, such as laboratory or vital-signs: the code system''s words. Observation.category[0].coding[0].display, DiagnosticReport.category[0].coding[0].display'
-- next
COMMENT ON COLUMN lab_result.category_text IS 'first category, such as laboratory or vital-signs: in the recorder''s words. Observation.category[0].text, DiagnosticReport.category[0].text'
-- next
COMMENT ON COLUMN lab_result.code_system IS 'what was measured: code system. Observation.code.coding[0].system, DiagnosticReport.code.coding[0].system'
-- next
COMMENT ON COLUMN lab_result.code IS 'what was measured: code. Observation.code.coding[0].code, DiagnosticReport.code.coding[0].code'
-- next
COMMENT ON COLUMN lab_result.code_display IS 'what was measured: the code system''s words. Observation.code.coding[0].display, DiagnosticReport.code.coding[0].display'
-- next
COMMENT ON COLUMN lab_result.code_text IS 'what was measured: in the recorder''s words. Observation.code.text, DiagnosticReport.code.text'
-- next
COMMENT ON COLUMN lab_result.effective IS 'when it was true of the patient. Observation.effective[x], DiagnosticReport.effective[x]'
-- next
COMMENT ON COLUMN lab_result.effective_end IS 'the first moment after what effective states. Observation.effective[x], DiagnosticReport.effective[x]'
-- next
COMMENT ON COLUMN lab_result.issued IS 'when it was made available. Observation.issued, DiagnosticReport.issued'
-- next
COMMENT ON COLUMN lab_result.value IS 'measured value. Observation.value.ofType(Quantity).value'
-- next
COMMENT ON COLUMN lab_result.value_comparator IS 'measured value: less or more. Observation.value.ofType(Quantity).comparator'
-- next
COMMENT ON COLUMN lab_result.value_unit IS 'measured value: unit as written. Observation.value.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN lab_result.value_unit_system IS 'measured value: system of the unit''s code. Observation.value.ofType(Quantity).system'
-- next
COMMENT ON COLUMN lab_result.value_unit_code IS 'measured value: unit as a code (UCUM). Observation.value.ofType(Quantity).code'
-- next
COMMENT ON COLUMN lab_result.value_concept_system IS 'result as a code: code system. Observation.value.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN lab_result.value_concept IS 'result as a code: code. Observation.value.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN lab_result.value_concept_display IS 'result as a code: the code system''s words. Observation.value.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN lab_result.value_concept_text IS 'result as a code: in the recorder''s words. Observation.value.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN lab_result.value_text IS 'result in words. Observation.value.ofType(string)'
-- next
COMMENT ON COLUMN lab_result.value_boolean IS 'result as yes or no. Observation.value.ofType(boolean)'
-- next
COMMENT ON COLUMN lab_result.value_integer IS 'result as a whole number. Observation.value.ofType(integer)'
-- next
COMMENT ON COLUMN lab_result.value_at IS 'result as a time. Observation.value[x]'
-- next
COMMENT ON COLUMN lab_result.value_at_end IS 'the first moment after what value_at states. Observation.value[x]'
-- next
COMMENT ON COLUMN lab_result.value_low IS 'lower end of the result. Observation.value.ofType(Range).low.value'
-- next
COMMENT ON COLUMN lab_result.value_low_unit IS 'lower end of the result: unit as written. Observation.value.ofType(Range).low.unit'
-- next
COMMENT ON COLUMN lab_result.value_low_unit_system IS 'lower end of the result: system of the unit''s code. Observation.value.ofType(Range).low.system'
-- next
COMMENT ON COLUMN lab_result.value_low_unit_code IS 'lower end of the result: unit as a code (UCUM). Observation.value.ofType(Range).low.code'
-- next
COMMENT ON COLUMN lab_result.value_high IS 'upper end of the result. Observation.value.ofType(Range).high.value'
-- next
COMMENT ON COLUMN lab_result.value_high_unit IS 'upper end of the result: unit as written. Observation.value.ofType(Range).high.unit'
-- next
COMMENT ON COLUMN lab_result.value_high_unit_system IS 'upper end of the result: system of the unit''s code. Observation.value.ofType(Range).high.system'
-- next
COMMENT ON COLUMN lab_result.value_high_unit_code IS 'upper end of the result: unit as a code (UCUM). Observation.value.ofType(Range).high.code'
-- next
COMMENT ON COLUMN lab_result.data_absent_reason_system IS 'why there is no result: code system. Observation.dataAbsentReason.coding[0].system'
-- next
COMMENT ON COLUMN lab_result.data_absent_reason IS 'why there is no result: code. Observation.dataAbsentReason.coding[0].code'
-- next
COMMENT ON COLUMN lab_result.data_absent_reason_display IS 'why there is no result: the code system''s words. Observation.dataAbsentReason.coding[0].display'
-- next
COMMENT ON COLUMN lab_result.data_absent_reason_text IS 'why there is no result: in the recorder''s words. Observation.dataAbsentReason.text'
-- next
COMMENT ON COLUMN lab_result.interpretation_system IS 'first interpretation, such as H or L: code system. Observation.interpretation[0].coding[0].system'
-- next
COMMENT ON COLUMN lab_result.interpretation IS 'first interpretation, such as H or L: code. Observation.interpretation[0].coding[0].code'
-- next
COMMENT ON COLUMN lab_result.interpretation_display IS 'first interpretation, such as H or L: the code system''s words. Observation.interpretation[0].coding[0].display'
-- next
COMMENT ON COLUMN lab_result.interpretation_text IS 'first interpretation, such as H or L: in the recorder''s words. Observation.interpretation[0].text'
-- next
COMMENT ON COLUMN lab_result.body_site_system IS 'where on the body: code system. Observation.bodySite.coding[0].system'
-- next
COMMENT ON COLUMN lab_result.body_site IS 'where on the body: code. Observation.bodySite.coding[0].code'
-- next
COMMENT ON COLUMN lab_result.body_site_display IS 'where on the body: the code system''s words. Observation.bodySite.coding[0].display'
-- next
COMMENT ON COLUMN lab_result.body_site_text IS 'where on the body: in the recorder''s words. Observation.bodySite.text'
-- next
COMMENT ON COLUMN lab_result.method_system IS 'how: code system. Observation.method.coding[0].system'
-- next
COMMENT ON COLUMN lab_result.method IS 'how: code. Observation.method.coding[0].code'
-- next
COMMENT ON COLUMN lab_result.method_display IS 'how: the code system''s words. Observation.method.coding[0].display'
-- next
COMMENT ON COLUMN lab_result.method_text IS 'how: in the recorder''s words. Observation.method.text'
-- next
COMMENT ON COLUMN lab_result.performer IS 'first in lab_result_performer. Observation.performer[0], DiagnosticReport.performer[0]'
-- next
COMMENT ON COLUMN lab_result.interpreter IS 'first who interpreted the results. DiagnosticReport.resultsInterpreter[0]'
-- next
COMMENT ON COLUMN lab_result.conclusion IS 'what the results mean. DiagnosticReport.conclusion'
-- next
COMMENT ON COLUMN lab_result.conclusion_code_system IS 'first conclusion in lab_result_conclusion: code system. DiagnosticReport.conclusionCode[0].coding[0].system'
-- next
COMMENT ON COLUMN lab_result.conclusion_code IS 'first conclusion in lab_result_conclusion: code. DiagnosticReport.conclusionCode[0].coding[0].code'
-- next
COMMENT ON COLUMN lab_result.conclusion_code_display IS 'first conclusion in lab_result_conclusion: the code system''s words. DiagnosticReport.conclusionCode[0].coding[0].display'
-- next
COMMENT ON COLUMN lab_result.conclusion_code_text IS 'first conclusion in lab_result_conclusion: in the recorder''s words. DiagnosticReport.conclusionCode[0].text'
-- next
COMMENT ON COLUMN lab_result.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE medical_history (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	kind TEXT NOT NULL, 
	patient BIGINT, 
	encounter BIGINT, 
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
	occurred TIMESTAMP WITH TIME ZONE, 
	occurred_end TIMESTAMP WITH TIME ZONE, 
	occurred_text TEXT, 
	ended TIMESTAMP WITH TIME ZONE, 
	ended_end TIMESTAMP WITH TIME ZONE, 
	recorded TIMESTAMP WITH TIME ZONE, 
	recorder BIGINT, 
	asserter BIGINT, 
	status TEXT, 
	status_reason_system TEXT, 
	status_reason TEXT, 
	status_reason_display TEXT, 
	status_reason_text TEXT, 
	location BIGINT, 
	outcome_system TEXT, 
	outcome TEXT, 
	outcome_display TEXT, 
	outcome_text TEXT, 
	medication TEXT, 
	allergy_type TEXT, 
	allergy_category TEXT, 
	criticality TEXT, 
	last_occurred TIMESTAMP WITH TIME ZONE, 
	last_occurred_end TIMESTAMP WITH TIME ZONE, 
	route_system TEXT, 
	route TEXT, 
	route_display TEXT, 
	route_text TEXT, 
	primary_source BOOLEAN, 
	manufacturer BIGINT, 
	lot_number TEXT, 
	expiration_date DATE, 
	expiration_date_end DATE, 
	dose NUMERIC, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	subpotent BOOLEAN, 
	in_document TEXT, 
	CONSTRAINT medical_history_pkey PRIMARY KEY (pk), 
	CONSTRAINT medical_history_id_key UNIQUE (kind, id), 
	CONSTRAINT medical_history_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_recorder_fkey FOREIGN KEY(recorder) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_asserter_fkey FOREIGN KEY(asserter) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_manufacturer_fkey FOREIGN KEY(manufacturer) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
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
	CONSTRAINT medical_history_occurred_check CHECK (occurred >= '0001-01-01 00:00:00+00' AND occurred < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_occurred_end_check CHECK (occurred_end >= '0001-01-01 00:00:00+00' AND occurred_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_occurred_text_check CHECK (occurred_text <> ''), 
	CONSTRAINT medical_history_ended_check CHECK (ended >= '0001-01-01 00:00:00+00' AND ended < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_ended_end_check CHECK (ended_end >= '0001-01-01 00:00:00+00' AND ended_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_recorded_check CHECK (recorded >= '0001-01-01 00:00:00+00' AND recorded < '10000-01-01 00:00:00+00'), 
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
	CONSTRAINT medical_history_last_occurred_check CHECK (last_occurred >= '0001-01-01 00:00:00+00' AND last_occurred < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_last_occurred_end_check CHECK (last_occurred_end >= '0001-01-01 00:00:00+00' AND last_occurred_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_route_system_check CHECK (length(route_system) BETWEEN 1 AND 255 AND route_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_route_check CHECK (length(route) BETWEEN 1 AND 255 AND trim(route) = route AND route NOT LIKE '%  %'), 
	CONSTRAINT medical_history_route_display_check CHECK (route_display <> ''), 
	CONSTRAINT medical_history_route_text_check CHECK (route_text <> ''), 
	CONSTRAINT medical_history_lot_number_check CHECK (length(lot_number) BETWEEN 1 AND 255), 
	CONSTRAINT medical_history_expiration_date_check CHECK (expiration_date BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT medical_history_expiration_date_end_check CHECK (expiration_date_end BETWEEN '0001-01-01' AND '9999-12-31'), 
	CONSTRAINT medical_history_dose_check CHECK (abs(dose) < 'Infinity'), 
	CONSTRAINT medical_history_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT medical_history_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
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
-- next
CREATE INDEX medical_history_code_occurred_index ON medical_history (code, occurred)
-- next
CREATE INDEX medical_history_encounter_index ON medical_history (encounter)
-- next
CREATE INDEX medical_history_lot_number_index ON medical_history (lot_number)
-- next
CREATE INDEX medical_history_patient_occurred_index ON medical_history (patient, occurred)
-- next
COMMENT ON TABLE medical_history IS 'diagnoses and problems (Condition); treatments and surgery (Procedure); medicines that the patient takes, took or means to take (MedicationStatement); allergies and intolerances (AllergyIntolerance); vaccinations, given or refused (Immunization)'
-- next
COMMENT ON COLUMN medical_history.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN medical_history.id IS 'FHIR id'
-- next
COMMENT ON COLUMN medical_history.kind IS 'which resource type it is (diagnosis: Condition, procedure: Procedure, medication: MedicationStatement, allergy: AllergyIntolerance, immunization: Immunization)'
-- next
COMMENT ON COLUMN medical_history.patient IS 'whose it is. Condition.subject, Procedure.subject, MedicationStatement.subject, AllergyIntolerance.patient, Immunization.patient'
-- next
COMMENT ON COLUMN medical_history.encounter IS 'when it was stated. Condition.encounter, Procedure.encounter, MedicationStatement.context, AllergyIntolerance.encounter, Immunization.encounter'
-- next
COMMENT ON COLUMN medical_history.code_system IS 'what it is: code system. Condition.code.coding[0].system, Procedure.code.coding[0].system, MedicationStatement.medication.ofType(CodeableConcept).coding[0].system, AllergyIntolerance.code.coding[0].system, Immunization.vaccineCode.coding[0].system'
-- next
COMMENT ON COLUMN medical_history.code IS 'what it is: code. Condition.code.coding[0].code, Procedure.code.coding[0].code, MedicationStatement.medication.ofType(CodeableConcept).coding[0].code, AllergyIntolerance.code.coding[0].code, Immunization.vaccineCode.coding[0].code'
-- next
COMMENT ON COLUMN medical_history.code_display IS 'what it is: the code system''s words. Condition.code.coding[0].display, Procedure.code.coding[0].display, MedicationStatement.medication.ofType(CodeableConcept).coding[0].display, AllergyIntolerance.code.coding[0].display, Immunization.vaccineCode.coding[0].display'
-- next
COMMENT ON COLUMN medical_history.code_text IS 'what it is: in the recorder''s words. Condition.code.text, Procedure.code.text, MedicationStatement.medication.ofType(CodeableConcept).text, AllergyIntolerance.code.text, Immunization.vaccineCode.text'
-- next
COMMENT ON COLUMN medical_history.clinical_status IS 'whether the patient still has it. Condition.clinicalStatus, AllergyIntolerance.clinicalStatus'
-- next
COMMENT ON COLUMN medical_history.verification_status IS 'how sure it is. Condition.verificationStatus, AllergyIntolerance.verificationStatus'
-- next
COMMENT ON COLUMN medical_history.category_system IS 'first category, such as problem-list-item: code system; where it is taken: code system. Condition.category[0].coding[0].system, Procedure.category.coding[0].system, MedicationStatement.category.coding[0].system'
-- next
COMMENT ON COLUMN medical_history.category IS 'first category, such as problem-list-item: code; where it is taken: code. Condition.category[0].coding[0].code, Procedure.category.coding[0].code, MedicationStatement.category.coding[0].code'
-- next
COMMENT ON COLUMN medical_history.category_display IS 'first category, such as problem-list-item: the code system''s words; where it is taken: the code system''s words. Condition.category[0].coding[0].display, Procedure.category.coding[0].display, MedicationStatement.category.coding[0].display'
-- next
COMMENT ON COLUMN medical_history.category_text IS 'first category, such as problem-list-item: in the recorder''s words; where it is taken: in the recorder''s words. Condition.category[0].text, Procedure.category.text, MedicationStatement.category.text'
-- next
COMMENT ON COLUMN medical_history.severity_system IS 'severity: code system. Condition.severity.coding[0].system'
-- next
COMMENT ON COLUMN medical_history.severity IS 'severity: code. Condition.severity.coding[0].code'
-- next
COMMENT ON COLUMN medical_history.severity_display IS 'severity: the code system''s words. Condition.severity.coding[0].display'
-- next
COMMENT ON COLUMN medical_history.severity_text IS 'severity: in the recorder''s words. Condition.severity.text'
-- next
COMMENT ON COLUMN medical_history.body_site_system IS 'first body site: code system. Condition.bodySite[0].coding[0].system, Procedure.bodySite[0].coding[0].system, Immunization.site.coding[0].system'
-- next
COMMENT ON COLUMN medical_history.body_site IS 'first body site: code. Condition.bodySite[0].coding[0].code, Procedure.bodySite[0].coding[0].code, Immunization.site.coding[0].code'
-- next
COMMENT ON COLUMN medical_history.body_site_display IS 'first body site: the code system''s words. Condition.bodySite[0].coding[0].display, Procedure.bodySite[0].coding[0].display, Immunization.site.coding[0].display'
-- next
COMMENT ON COLUMN medical_history.body_site_text IS 'first body site: in the recorder''s words. Condition.bodySite[0].text, Procedure.bodySite[0].text, Immunization.site.text'
-- next
COMMENT ON COLUMN medical_history.occurred IS 'when it began; when it was done; when it was taken; when it was given. Condition.onset[x], Procedure.performed[x], MedicationStatement.effective[x], AllergyIntolerance.onset[x], Immunization.occurrence[x]'
-- next
COMMENT ON COLUMN medical_history.occurred_end IS 'the first moment after what occurred states. Condition.onset[x], Procedure.performed[x], MedicationStatement.effective[x], AllergyIntolerance.onset[x], Immunization.occurrence[x]'
-- next
COMMENT ON COLUMN medical_history.occurred_text IS 'when it began, in words; when it was done, in words; when it was given, in words. Condition.onset.ofType(string), Procedure.performed.ofType(string), AllergyIntolerance.onset.ofType(string), Immunization.occurrence.ofType(string)'
-- next
COMMENT ON COLUMN medical_history.ended IS 'when it ended. Condition.abatement[x]'
-- next
COMMENT ON COLUMN medical_history.ended_end IS 'the first moment after what ended states. Condition.abatement[x]'
-- next
COMMENT ON COLUMN medical_history.recorded IS 'when it was recorded; when it was stated. Condition.recordedDate, MedicationStatement.dateAsserted, AllergyIntolerance.recordedDate, Immunization.recorded'
-- next
COMMENT ON COLUMN medical_history.recorder IS 'who recorded it. Condition.recorder, Procedure.recorder, AllergyIntolerance.recorder'
-- next
COMMENT ON COLUMN medical_history.asserter IS 'who states it. Condition.asserter, Procedure.asserter, AllergyIntolerance.asserter'
-- next
COMMENT ON COLUMN medical_history.status IS 'how far it is; whether it is being taken; whether it was given. Procedure.status, MedicationStatement.status, Immunization.status'
-- next
COMMENT ON COLUMN medical_history.status_reason_system IS 'why it has this status: code system. Procedure.statusReason.coding[0].system, Immunization.statusReason.coding[0].system'
-- next
COMMENT ON COLUMN medical_history.status_reason IS 'why it has this status: code. Procedure.statusReason.coding[0].code, Immunization.statusReason.coding[0].code'
-- next
COMMENT ON COLUMN medical_history.status_reason_display IS 'why it has this status: the code system''s words. Procedure.statusReason.coding[0].display, Immunization.statusReason.coding[0].display'
-- next
COMMENT ON COLUMN medical_history.status_reason_text IS 'why it has this status: in the recorder''s words. Procedure.statusReason.text, Immunization.statusReason.text'
-- next
COMMENT ON COLUMN medical_history.location IS 'where it was done; where it was given. Procedure.location, Immunization.location'
-- next
COMMENT ON COLUMN medical_history.outcome_system IS 'how it went: code system. Procedure.outcome.coding[0].system'
-- next
COMMENT ON COLUMN medical_history.outcome IS 'how it went: code. Procedure.outcome.coding[0].code'
-- next
COMMENT ON COLUMN medical_history.outcome_display IS 'how it went: the code system''s words. Procedure.outcome.coding[0].display'
-- next
COMMENT ON COLUMN medical_history.outcome_text IS 'how it went: in the recorder''s words. Procedure.outcome.text'
-- next
COMMENT ON COLUMN medical_history.medication IS 'reference to the Medication. MedicationStatement.medication.ofType(Reference).reference'
-- next
COMMENT ON COLUMN medical_history.allergy_type IS 'allergy or intolerance. AllergyIntolerance.type'
-- next
COMMENT ON COLUMN medical_history.allergy_category IS 'first category in medical_history_allergy_category. AllergyIntolerance.category[0]'
-- next
COMMENT ON COLUMN medical_history.criticality IS 'how bad it could get. AllergyIntolerance.criticality'
-- next
COMMENT ON COLUMN medical_history.last_occurred IS 'last known reaction. AllergyIntolerance.lastOccurrence'
-- next
COMMENT ON COLUMN medical_history.last_occurred_end IS 'the first moment after what last_occurred states. AllergyIntolerance.lastOccurrence'
-- next
COMMENT ON COLUMN medical_history.route_system IS 'how it was given: code system. Immunization.route.coding[0].system'
-- next
COMMENT ON COLUMN medical_history.route IS 'how it was given: code. Immunization.route.coding[0].code'
-- next
COMMENT ON COLUMN medical_history.route_display IS 'how it was given: the code system''s words. Immunization.route.coding[0].display'
-- next
COMMENT ON COLUMN medical_history.route_text IS 'how it was given: in the recorder''s words. Immunization.route.text'
-- next
COMMENT ON COLUMN medical_history.primary_source IS 'whether recorded by who gave it. Immunization.primarySource'
-- next
COMMENT ON COLUMN medical_history.manufacturer IS 'who made the vaccine. Immunization.manufacturer'
-- next
COMMENT ON COLUMN medical_history.lot_number IS 'lot of the vaccine. Immunization.lotNumber'
-- next
COMMENT ON COLUMN medical_history.expiration_date IS 'until when the vaccine could be used. Immunization.expirationDate'
-- next
COMMENT ON COLUMN medical_history.expiration_date_end IS 'the first day after what expiration_date states. Immunization.expirationDate'
-- next
COMMENT ON COLUMN medical_history.dose IS 'amount given. Immunization.doseQuantity.value'
-- next
COMMENT ON COLUMN medical_history.dose_unit IS 'amount given: unit as written. Immunization.doseQuantity.unit'
-- next
COMMENT ON COLUMN medical_history.dose_unit_system IS 'amount given: system of the unit''s code. Immunization.doseQuantity.system'
-- next
COMMENT ON COLUMN medical_history.dose_unit_code IS 'amount given: unit as a code (UCUM). Immunization.doseQuantity.code'
-- next
COMMENT ON COLUMN medical_history.subpotent IS 'whether the dose counts for less. Immunization.isSubpotent'
-- next
COMMENT ON COLUMN medical_history.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE outcome_group (
	outcome BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	score NUMERIC, 
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
	CONSTRAINT outcome_group_score_check CHECK (abs(score) < 'Infinity'), 
	CONSTRAINT outcome_group_score_unit_check CHECK (score_unit <> ''), 
	CONSTRAINT outcome_group_score_unit_system_check CHECK (length(score_unit_system) BETWEEN 1 AND 255 AND score_unit_system NOT LIKE '% %'), 
	CONSTRAINT outcome_group_score_unit_code_check CHECK (length(score_unit_code) BETWEEN 1 AND 255 AND trim(score_unit_code) = score_unit_code AND score_unit_code NOT LIKE '%  %')
)
-- next
COMMENT ON TABLE outcome_group IS 'results, one for each group of the measure'
-- next
COMMENT ON COLUMN outcome_group.outcome IS 'row of outcome that it belongs to'
-- next
COMMENT ON COLUMN outcome_group.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN outcome_group.code_system IS 'which group: code system. MeasureReport.group.code.coding[0].system'
-- next
COMMENT ON COLUMN outcome_group.code IS 'which group: code. MeasureReport.group.code.coding[0].code'
-- next
COMMENT ON COLUMN outcome_group.code_display IS 'which group: the code system''s words. MeasureReport.group.code.coding[0].display'
-- next
COMMENT ON COLUMN outcome_group.code_text IS 'which group: in the recorder''s words. MeasureReport.group.code.text'
-- next
COMMENT ON COLUMN outcome_group.score IS 'the measure''s score, such as a rate. MeasureReport.group.measureScore.value'
-- next
COMMENT ON COLUMN outcome_group.score_unit IS 'the measure''s score, such as a rate: unit as written. MeasureReport.group.measureScore.unit'
-- next
COMMENT ON COLUMN outcome_group.score_unit_system IS 'the measure''s score, such as a rate: system of the unit''s code. MeasureReport.group.measureScore.system'
-- next
COMMENT ON COLUMN outcome_group.score_unit_code IS 'the measure''s score, such as a rate: unit as a code (UCUM). MeasureReport.group.measureScore.code'
-- next
COMMENT ON COLUMN outcome_group.numerator IS 'count of the numerator. MeasureReport.group.population'
-- next
COMMENT ON COLUMN outcome_group.denominator IS 'count of the denominator. MeasureReport.group.population'
-- next
CREATE TABLE outcome_identifier (
	outcome BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT outcome_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT outcome_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT outcome_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX outcome_identifier_value_system_index ON outcome_identifier (value, system)
-- next
COMMENT ON TABLE outcome_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN outcome_identifier.outcome IS 'row of outcome that it belongs to'
-- next
COMMENT ON COLUMN outcome_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN outcome_identifier.use IS 'purpose. Measure.identifier.use, MeasureReport.identifier.use'
-- next
COMMENT ON COLUMN outcome_identifier.type_system IS 'kind of identifier: code system. Measure.identifier.type.coding[0].system, MeasureReport.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN outcome_identifier.type IS 'kind of identifier: code. Measure.identifier.type.coding[0].code, MeasureReport.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN outcome_identifier.type_display IS 'kind of identifier: the code system''s words. Measure.identifier.type.coding[0].display, MeasureReport.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN outcome_identifier.type_text IS 'kind of identifier: in the recorder''s words. Measure.identifier.type.text, MeasureReport.identifier.type.text'
-- next
COMMENT ON COLUMN outcome_identifier.system IS 'namespace of the value. Measure.identifier.system, MeasureReport.identifier.system'
-- next
COMMENT ON COLUMN outcome_identifier.value IS 'the identifier itself. Measure.identifier.value, MeasureReport.identifier.value'
-- next
COMMENT ON COLUMN outcome_identifier.period_start IS 'in use: from. Measure.identifier.period.start, MeasureReport.identifier.period.start'
-- next
COMMENT ON COLUMN outcome_identifier.period_end IS 'in use: to (NULL: still going on, or not known). Measure.identifier.period.end, MeasureReport.identifier.period.end'
-- next
COMMENT ON COLUMN outcome_identifier.period_end_end IS 'the first moment after what period_end states. Measure.identifier.period.end, MeasureReport.identifier.period.end'
-- next
COMMENT ON COLUMN outcome_identifier.assigner IS 'who issued it. Measure.identifier.assigner, MeasureReport.identifier.assigner'
-- next
CREATE TABLE patient_contact_telecom (
	patient BIGINT NOT NULL, 
	patient_contact INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	value TEXT, 
	use TEXT, 
	rank INTEGER, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT patient_contact_telecom_pkey PRIMARY KEY (patient, patient_contact, position), 
	CONSTRAINT patient_contact_telecom_patient_contact_fkey FOREIGN KEY(patient, patient_contact) REFERENCES patient_contact (patient, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT patient_contact_telecom_patient_contact_check CHECK (patient_contact >= 0), 
	CONSTRAINT patient_contact_telecom_position_check CHECK (position >= 0), 
	CONSTRAINT patient_contact_telecom_system_check CHECK (system IN ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')), 
	CONSTRAINT patient_contact_telecom_value_check CHECK (length(value) BETWEEN 1 AND 255), 
	CONSTRAINT patient_contact_telecom_use_check CHECK (use IN ('home', 'work', 'temp', 'old', 'mobile')), 
	CONSTRAINT patient_contact_telecom_rank_check CHECK (rank >= 1), 
	CONSTRAINT patient_contact_telecom_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_contact_telecom_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT patient_contact_telecom_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
COMMENT ON TABLE patient_contact_telecom IS 'telephone numbers and electronic addresses'
-- next
COMMENT ON COLUMN patient_contact_telecom.patient IS 'row of patient that it belongs to'
-- next
COMMENT ON COLUMN patient_contact_telecom.patient_contact IS 'position in patient_contact'
-- next
COMMENT ON COLUMN patient_contact_telecom.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN patient_contact_telecom.system IS 'what it is. Patient.contact.telecom.system'
-- next
COMMENT ON COLUMN patient_contact_telecom.value IS 'number or address. Patient.contact.telecom.value'
-- next
COMMENT ON COLUMN patient_contact_telecom.use IS 'purpose. Patient.contact.telecom.use'
-- next
COMMENT ON COLUMN patient_contact_telecom.rank IS 'order of preference, 1 first. Patient.contact.telecom.rank'
-- next
COMMENT ON COLUMN patient_contact_telecom.period_start IS 'in use: from. Patient.contact.telecom.period.start'
-- next
COMMENT ON COLUMN patient_contact_telecom.period_end IS 'in use: to (NULL: still going on, or not known). Patient.contact.telecom.period.end'
-- next
COMMENT ON COLUMN patient_contact_telecom.period_end_end IS 'the first moment after what period_end states. Patient.contact.telecom.period.end'
-- next
CREATE TABLE prescription (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	patient BIGINT, 
	encounter BIGINT, 
	status TEXT, 
	status_reason_system TEXT, 
	status_reason TEXT, 
	status_reason_display TEXT, 
	status_reason_text TEXT, 
	intent TEXT, 
	priority TEXT, 
	do_not_perform BOOLEAN, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	medication TEXT, 
	category_system TEXT, 
	category TEXT, 
	category_display TEXT, 
	category_text TEXT, 
	authored TIMESTAMP WITH TIME ZONE, 
	authored_end TIMESTAMP WITH TIME ZONE, 
	requester BIGINT, 
	requester_display TEXT, 
	reason_system TEXT, 
	reason TEXT, 
	reason_display TEXT, 
	reason_text TEXT, 
	course_of_therapy_system TEXT, 
	course_of_therapy TEXT, 
	course_of_therapy_display TEXT, 
	course_of_therapy_text TEXT, 
	quantity NUMERIC, 
	quantity_unit TEXT, 
	quantity_unit_system TEXT, 
	quantity_unit_code TEXT, 
	supply NUMERIC, 
	supply_unit TEXT, 
	supply_unit_system TEXT, 
	supply_unit_code TEXT, 
	repeats_allowed INTEGER, 
	validity_start TIMESTAMP WITH TIME ZONE, 
	validity_end TIMESTAMP WITH TIME ZONE, 
	validity_end_end TIMESTAMP WITH TIME ZONE, 
	substitution_allowed BOOLEAN, 
	prior_prescription BIGINT, 
	in_document TEXT, 
	CONSTRAINT prescription_pkey PRIMARY KEY (pk), 
	CONSTRAINT prescription_id_key UNIQUE (id), 
	CONSTRAINT prescription_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_requester_fkey FOREIGN KEY(requester) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_prior_prescription_fkey FOREIGN KEY(prior_prescription) REFERENCES prescription (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
	CONSTRAINT prescription_status_check CHECK (status IN ('active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown')), 
	CONSTRAINT prescription_status_reason_system_check CHECK (length(status_reason_system) BETWEEN 1 AND 255 AND status_reason_system NOT LIKE '% %'), 
	CONSTRAINT prescription_status_reason_check CHECK (length(status_reason) BETWEEN 1 AND 255 AND trim(status_reason) = status_reason AND status_reason NOT LIKE '%  %'), 
	CONSTRAINT prescription_status_reason_display_check CHECK (status_reason_display <> ''), 
	CONSTRAINT prescription_status_reason_text_check CHECK (status_reason_text <> ''), 
	CONSTRAINT prescription_intent_check CHECK (intent IN ('proposal', 'plan', 'order', 'original-order', 'reflex-order', 'filler-order', 'instance-order', 'option')), 
	CONSTRAINT prescription_priority_check CHECK (priority IN ('routine', 'urgent', 'asap', 'stat')), 
	CONSTRAINT prescription_code_system_check CHECK (length(code_system) BETWEEN 1 AND 255 AND code_system NOT LIKE '% %'), 
	CONSTRAINT prescription_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_code_display_check CHECK (code_display <> ''), 
	CONSTRAINT prescription_code_text_check CHECK (code_text <> ''), 
	CONSTRAINT prescription_medication_check CHECK (medication <> ''), 
	CONSTRAINT prescription_category_system_check CHECK (length(category_system) BETWEEN 1 AND 255 AND category_system NOT LIKE '% %'), 
	CONSTRAINT prescription_category_check CHECK (length(category) BETWEEN 1 AND 255 AND trim(category) = category AND category NOT LIKE '%  %'), 
	CONSTRAINT prescription_category_display_check CHECK (category_display <> ''), 
	CONSTRAINT prescription_category_text_check CHECK (category_text <> ''), 
	CONSTRAINT prescription_authored_check CHECK (authored >= '0001-01-01 00:00:00+00' AND authored < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_authored_end_check CHECK (authored_end >= '0001-01-01 00:00:00+00' AND authored_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_requester_display_check CHECK (requester_display <> ''), 
	CONSTRAINT prescription_reason_system_check CHECK (length(reason_system) BETWEEN 1 AND 255 AND reason_system NOT LIKE '% %'), 
	CONSTRAINT prescription_reason_check CHECK (length(reason) BETWEEN 1 AND 255 AND trim(reason) = reason AND reason NOT LIKE '%  %'), 
	CONSTRAINT prescription_reason_display_check CHECK (reason_display <> ''), 
	CONSTRAINT prescription_reason_text_check CHECK (reason_text <> ''), 
	CONSTRAINT prescription_course_of_therapy_system_check CHECK (length(course_of_therapy_system) BETWEEN 1 AND 255 AND course_of_therapy_system NOT LIKE '% %'), 
	CONSTRAINT prescription_course_of_therapy_check CHECK (length(course_of_therapy) BETWEEN 1 AND 255 AND trim(course_of_therapy) = course_of_therapy AND course_of_therapy NOT LIKE '%  %'), 
	CONSTRAINT prescription_course_of_therapy_display_check CHECK (course_of_therapy_display <> ''), 
	CONSTRAINT prescription_course_of_therapy_text_check CHECK (course_of_therapy_text <> ''), 
	CONSTRAINT prescription_quantity_check CHECK (abs(quantity) < 'Infinity'), 
	CONSTRAINT prescription_quantity_unit_check CHECK (quantity_unit <> ''), 
	CONSTRAINT prescription_quantity_unit_system_check CHECK (length(quantity_unit_system) BETWEEN 1 AND 255 AND quantity_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_quantity_unit_code_check CHECK (length(quantity_unit_code) BETWEEN 1 AND 255 AND trim(quantity_unit_code) = quantity_unit_code AND quantity_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_supply_check CHECK (abs(supply) < 'Infinity'), 
	CONSTRAINT prescription_supply_unit_check CHECK (supply_unit <> ''), 
	CONSTRAINT prescription_supply_unit_system_check CHECK (length(supply_unit_system) BETWEEN 1 AND 255 AND supply_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_supply_unit_code_check CHECK (length(supply_unit_code) BETWEEN 1 AND 255 AND trim(supply_unit_code) = supply_unit_code AND supply_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_repeats_allowed_check CHECK (repeats_allowed >= 0), 
	CONSTRAINT prescription_validity_start_check CHECK (validity_start >= '0001-01-01 00:00:00+00' AND validity_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_validity_end_check CHECK (validity_end >= '0001-01-01 00:00:00+00' AND validity_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_validity_end_end_check CHECK (validity_end_end >= '0001-01-01 00:00:00+00' AND validity_end_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_has_status_check CHECK (status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT prescription_has_intent_check CHECK (intent IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,intent,%'), 
	CONSTRAINT prescription_has_medication_check CHECK (code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR medication IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,medication,%'), 
	CONSTRAINT prescription_has_subject_check CHECK (patient IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,subject,%'), 
	CONSTRAINT prescription_one_medication_0_check CHECK (CASE WHEN code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN medication IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
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
COMMENT ON TABLE prescription IS 'orders for medicines (MedicationRequest)'
-- next
COMMENT ON COLUMN prescription.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN prescription.id IS 'FHIR id'
-- next
COMMENT ON COLUMN prescription.patient IS 'for whom. MedicationRequest.subject'
-- next
COMMENT ON COLUMN prescription.encounter IS 'during which encounter. MedicationRequest.encounter'
-- next
COMMENT ON COLUMN prescription.status IS 'whether it is in force. MedicationRequest.status'
-- next
COMMENT ON COLUMN prescription.status_reason_system IS 'why it has this status: code system. MedicationRequest.statusReason.coding[0].system'
-- next
COMMENT ON COLUMN prescription.status_reason IS 'why it has this status: code. MedicationRequest.statusReason.coding[0].code'
-- next
COMMENT ON COLUMN prescription.status_reason_display IS 'why it has this status: the code system''s words. MedicationRequest.statusReason.coding[0].display'
-- next
COMMENT ON COLUMN prescription.status_reason_text IS 'why it has this status: in the recorder''s words. MedicationRequest.statusReason.text'
-- next
COMMENT ON COLUMN prescription.intent IS 'proposal, plan or order. MedicationRequest.intent'
-- next
COMMENT ON COLUMN prescription.priority IS 'urgency. MedicationRequest.priority'
-- next
COMMENT ON COLUMN prescription.do_not_perform IS 'true: must NOT be given. MedicationRequest.doNotPerform'
-- next
COMMENT ON COLUMN prescription.code_system IS 'which medicine: code system. MedicationRequest.medication.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN prescription.code IS 'which medicine: code. MedicationRequest.medication.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN prescription.code_display IS 'which medicine: the code system''s words. MedicationRequest.medication.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN prescription.code_text IS 'which medicine: in the recorder''s words. MedicationRequest.medication.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN prescription.medication IS 'reference to the Medication. MedicationRequest.medication.ofType(Reference).reference'
-- next
COMMENT ON COLUMN prescription.category_system IS 'first category in prescription_category: code system. MedicationRequest.category[0].coding[0].system'
-- next
COMMENT ON COLUMN prescription.category IS 'first category in prescription_category: code. MedicationRequest.category[0].coding[0].code'
-- next
COMMENT ON COLUMN prescription.category_display IS 'first category in prescription_category: the code system''s words. MedicationRequest.category[0].coding[0].display'
-- next
COMMENT ON COLUMN prescription.category_text IS 'first category in prescription_category: in the recorder''s words. MedicationRequest.category[0].text'
-- next
COMMENT ON COLUMN prescription.authored IS 'when it was written. MedicationRequest.authoredOn'
-- next
COMMENT ON COLUMN prescription.authored_end IS 'the first moment after what authored states. MedicationRequest.authoredOn'
-- next
COMMENT ON COLUMN prescription.requester IS 'who prescribed. MedicationRequest.requester'
-- next
COMMENT ON COLUMN prescription.requester_display IS 'who prescribed: name as written. MedicationRequest.requester.display'
-- next
COMMENT ON COLUMN prescription.reason_system IS 'first reason in prescription_reason: code system. MedicationRequest.reasonCode[0].coding[0].system'
-- next
COMMENT ON COLUMN prescription.reason IS 'first reason in prescription_reason: code. MedicationRequest.reasonCode[0].coding[0].code'
-- next
COMMENT ON COLUMN prescription.reason_display IS 'first reason in prescription_reason: the code system''s words. MedicationRequest.reasonCode[0].coding[0].display'
-- next
COMMENT ON COLUMN prescription.reason_text IS 'first reason in prescription_reason: in the recorder''s words. MedicationRequest.reasonCode[0].text'
-- next
COMMENT ON COLUMN prescription.course_of_therapy_system IS 'continuous, acute, seasonal: code system. MedicationRequest.courseOfTherapyType.coding[0].system'
-- next
COMMENT ON COLUMN prescription.course_of_therapy IS 'continuous, acute, seasonal: code. MedicationRequest.courseOfTherapyType.coding[0].code'
-- next
COMMENT ON COLUMN prescription.course_of_therapy_display IS 'continuous, acute, seasonal: the code system''s words. MedicationRequest.courseOfTherapyType.coding[0].display'
-- next
COMMENT ON COLUMN prescription.course_of_therapy_text IS 'continuous, acute, seasonal: in the recorder''s words. MedicationRequest.courseOfTherapyType.text'
-- next
COMMENT ON COLUMN prescription.quantity IS 'amount of one fill. MedicationRequest.dispenseRequest.quantity.value'
-- next
COMMENT ON COLUMN prescription.quantity_unit IS 'amount of one fill: unit as written. MedicationRequest.dispenseRequest.quantity.unit'
-- next
COMMENT ON COLUMN prescription.quantity_unit_system IS 'amount of one fill: system of the unit''s code. MedicationRequest.dispenseRequest.quantity.system'
-- next
COMMENT ON COLUMN prescription.quantity_unit_code IS 'amount of one fill: unit as a code (UCUM). MedicationRequest.dispenseRequest.quantity.code'
-- next
COMMENT ON COLUMN prescription.supply IS 'how long one fill should last. MedicationRequest.dispenseRequest.expectedSupplyDuration.value'
-- next
COMMENT ON COLUMN prescription.supply_unit IS 'how long one fill should last: unit as written. MedicationRequest.dispenseRequest.expectedSupplyDuration.unit'
-- next
COMMENT ON COLUMN prescription.supply_unit_system IS 'how long one fill should last: system of the unit''s code. MedicationRequest.dispenseRequest.expectedSupplyDuration.system'
-- next
COMMENT ON COLUMN prescription.supply_unit_code IS 'how long one fill should last: unit as a code (UCUM). MedicationRequest.dispenseRequest.expectedSupplyDuration.code'
-- next
COMMENT ON COLUMN prescription.repeats_allowed IS 'refills, the first fill not counted. MedicationRequest.dispenseRequest.numberOfRepeatsAllowed'
-- next
COMMENT ON COLUMN prescription.validity_start IS 'may be filled: from. MedicationRequest.dispenseRequest.validityPeriod.start'
-- next
COMMENT ON COLUMN prescription.validity_end IS 'may be filled: to (NULL: still going on, or not known). MedicationRequest.dispenseRequest.validityPeriod.end'
-- next
COMMENT ON COLUMN prescription.validity_end_end IS 'the first moment after what validity_end states. MedicationRequest.dispenseRequest.validityPeriod.end'
-- next
COMMENT ON COLUMN prescription.substitution_allowed IS 'whether another product may be given. MedicationRequest.substitution.allowed.ofType(boolean)'
-- next
COMMENT ON COLUMN prescription.prior_prescription IS 'what it replaces. MedicationRequest.priorPrescription'
-- next
COMMENT ON COLUMN prescription.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE encounter_diagnosis (
	encounter BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	condition BIGINT, 
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
-- next
CREATE INDEX encounter_diagnosis_condition_index ON encounter_diagnosis (condition)
-- next
COMMENT ON TABLE encounter_diagnosis IS 'diagnoses and procedures of the stay'
-- next
COMMENT ON COLUMN encounter_diagnosis.encounter IS 'row of encounter that it belongs to'
-- next
COMMENT ON COLUMN encounter_diagnosis.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN encounter_diagnosis.condition IS 'which. Encounter.diagnosis.condition'
-- next
COMMENT ON COLUMN encounter_diagnosis.use_system IS 'admission, discharge, billing, ... diagnosis: code system. Encounter.diagnosis.use.coding[0].system'
-- next
COMMENT ON COLUMN encounter_diagnosis.use IS 'admission, discharge, billing, ... diagnosis: code. Encounter.diagnosis.use.coding[0].code'
-- next
COMMENT ON COLUMN encounter_diagnosis.use_display IS 'admission, discharge, billing, ... diagnosis: the code system''s words. Encounter.diagnosis.use.coding[0].display'
-- next
COMMENT ON COLUMN encounter_diagnosis.use_text IS 'admission, discharge, billing, ... diagnosis: in the recorder''s words. Encounter.diagnosis.use.text'
-- next
COMMENT ON COLUMN encounter_diagnosis.rank IS '1: the principal one. Encounter.diagnosis.rank'
-- next
COMMENT ON COLUMN encounter_diagnosis.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE lab_result_category (
	lab_result BIGINT NOT NULL, 
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
-- next
CREATE INDEX lab_result_category_code_index ON lab_result_category (code)
-- next
COMMENT ON TABLE lab_result_category IS 'category'
-- next
COMMENT ON COLUMN lab_result_category.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_category.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_category.code_system IS 'category: code system. Observation.category.coding[0].system, DiagnosticReport.category.coding[0].system'
-- next
COMMENT ON COLUMN lab_result_category.code IS 'category: code. Observation.category.coding[0].code, DiagnosticReport.category.coding[0].code'
-- next
COMMENT ON COLUMN lab_result_category.code_display IS 'category: the code system''s words. Observation.category.coding[0].display, DiagnosticReport.category.coding[0].display'
-- next
COMMENT ON COLUMN lab_result_category.code_text IS 'category: in the recorder''s words. Observation.category.text, DiagnosticReport.category.text'
-- next
CREATE TABLE lab_result_coding (
	lab_result BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected BOOLEAN, 
	CONSTRAINT lab_result_coding_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_coding_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_coding_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT lab_result_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT lab_result_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_coding_display_check CHECK (display <> '')
)
-- next
CREATE INDEX lab_result_coding_code_system_index ON lab_result_coding (code, system)
-- next
COMMENT ON TABLE lab_result_coding IS 'all codings of the code'
-- next
COMMENT ON COLUMN lab_result_coding.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_coding.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_coding.system IS 'code system. Observation.code.coding.system, DiagnosticReport.code.coding.system'
-- next
COMMENT ON COLUMN lab_result_coding.version IS 'version of the code system. Observation.code.coding.version, DiagnosticReport.code.coding.version'
-- next
COMMENT ON COLUMN lab_result_coding.code IS 'code. Observation.code.coding.code, DiagnosticReport.code.coding.code'
-- next
COMMENT ON COLUMN lab_result_coding.display IS 'the code system''s words. Observation.code.coding.display, DiagnosticReport.code.coding.display'
-- next
COMMENT ON COLUMN lab_result_coding.user_selected IS 'whether a person chose this very coding. Observation.code.coding.userSelected, DiagnosticReport.code.coding.userSelected'
-- next
CREATE TABLE lab_result_component (
	lab_result BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	code_system TEXT, 
	code TEXT, 
	code_display TEXT, 
	code_text TEXT, 
	value NUMERIC, 
	value_comparator TEXT, 
	value_unit TEXT, 
	value_unit_system TEXT, 
	value_unit_code TEXT, 
	value_concept_system TEXT, 
	value_concept TEXT, 
	value_concept_display TEXT, 
	value_concept_text TEXT, 
	value_text TEXT, 
	value_boolean BOOLEAN, 
	value_integer INTEGER, 
	value_at TIMESTAMP WITH TIME ZONE, 
	value_at_end TIMESTAMP WITH TIME ZONE, 
	value_low NUMERIC, 
	value_low_unit TEXT, 
	value_low_unit_system TEXT, 
	value_low_unit_code TEXT, 
	value_high NUMERIC, 
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
	CONSTRAINT lab_result_component_value_check CHECK (abs(value) < 'Infinity'), 
	CONSTRAINT lab_result_component_value_comparator_check CHECK (value_comparator IN ('<', '<=', '>=', '>')), 
	CONSTRAINT lab_result_component_value_unit_check CHECK (value_unit <> ''), 
	CONSTRAINT lab_result_component_value_unit_system_check CHECK (length(value_unit_system) BETWEEN 1 AND 255 AND value_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_value_unit_code_check CHECK (length(value_unit_code) BETWEEN 1 AND 255 AND trim(value_unit_code) = value_unit_code AND value_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_value_concept_system_check CHECK (length(value_concept_system) BETWEEN 1 AND 255 AND value_concept_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_value_concept_check CHECK (length(value_concept) BETWEEN 1 AND 255 AND trim(value_concept) = value_concept AND value_concept NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_value_concept_display_check CHECK (value_concept_display <> ''), 
	CONSTRAINT lab_result_component_value_concept_text_check CHECK (value_concept_text <> ''), 
	CONSTRAINT lab_result_component_value_text_check CHECK (value_text <> ''), 
	CONSTRAINT lab_result_component_value_at_check CHECK (value_at >= '0001-01-01 00:00:00+00' AND value_at < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_component_value_at_end_check CHECK (value_at_end >= '0001-01-01 00:00:00+00' AND value_at_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_component_value_low_check CHECK (abs(value_low) < 'Infinity'), 
	CONSTRAINT lab_result_component_value_low_unit_check CHECK (value_low_unit <> ''), 
	CONSTRAINT lab_result_component_value_low_unit_system_check CHECK (length(value_low_unit_system) BETWEEN 1 AND 255 AND value_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_value_low_unit_code_check CHECK (length(value_low_unit_code) BETWEEN 1 AND 255 AND trim(value_low_unit_code) = value_low_unit_code AND value_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_value_high_check CHECK (abs(value_high) < 'Infinity'), 
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
-- next
CREATE INDEX lab_result_component_code_index ON lab_result_component (code)
-- next
COMMENT ON TABLE lab_result_component IS 'parts of a result, such as systolic and diastolic pressure'
-- next
COMMENT ON COLUMN lab_result_component.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_component.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_component.code_system IS 'what was measured: code system. Observation.component.code.coding[0].system'
-- next
COMMENT ON COLUMN lab_result_component.code IS 'what was measured: code. Observation.component.code.coding[0].code'
-- next
COMMENT ON COLUMN lab_result_component.code_display IS 'what was measured: the code system''s words. Observation.component.code.coding[0].display'
-- next
COMMENT ON COLUMN lab_result_component.code_text IS 'what was measured: in the recorder''s words. Observation.component.code.text'
-- next
COMMENT ON COLUMN lab_result_component.value IS 'measured value. Observation.component.value.ofType(Quantity).value'
-- next
COMMENT ON COLUMN lab_result_component.value_comparator IS 'measured value: less or more. Observation.component.value.ofType(Quantity).comparator'
-- next
COMMENT ON COLUMN lab_result_component.value_unit IS 'measured value: unit as written. Observation.component.value.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN lab_result_component.value_unit_system IS 'measured value: system of the unit''s code. Observation.component.value.ofType(Quantity).system'
-- next
COMMENT ON COLUMN lab_result_component.value_unit_code IS 'measured value: unit as a code (UCUM). Observation.component.value.ofType(Quantity).code'
-- next
COMMENT ON COLUMN lab_result_component.value_concept_system IS 'result as a code: code system. Observation.component.value.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN lab_result_component.value_concept IS 'result as a code: code. Observation.component.value.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN lab_result_component.value_concept_display IS 'result as a code: the code system''s words. Observation.component.value.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN lab_result_component.value_concept_text IS 'result as a code: in the recorder''s words. Observation.component.value.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN lab_result_component.value_text IS 'result in words. Observation.component.value.ofType(string)'
-- next
COMMENT ON COLUMN lab_result_component.value_boolean IS 'result as yes or no. Observation.component.value.ofType(boolean)'
-- next
COMMENT ON COLUMN lab_result_component.value_integer IS 'result as a whole number. Observation.component.value.ofType(integer)'
-- next
COMMENT ON COLUMN lab_result_component.value_at IS 'result as a time. Observation.component.value[x]'
-- next
COMMENT ON COLUMN lab_result_component.value_at_end IS 'the first moment after what value_at states. Observation.component.value[x]'
-- next
COMMENT ON COLUMN lab_result_component.value_low IS 'lower end of the result. Observation.component.value.ofType(Range).low.value'
-- next
COMMENT ON COLUMN lab_result_component.value_low_unit IS 'lower end of the result: unit as written. Observation.component.value.ofType(Range).low.unit'
-- next
COMMENT ON COLUMN lab_result_component.value_low_unit_system IS 'lower end of the result: system of the unit''s code. Observation.component.value.ofType(Range).low.system'
-- next
COMMENT ON COLUMN lab_result_component.value_low_unit_code IS 'lower end of the result: unit as a code (UCUM). Observation.component.value.ofType(Range).low.code'
-- next
COMMENT ON COLUMN lab_result_component.value_high IS 'upper end of the result. Observation.component.value.ofType(Range).high.value'
-- next
COMMENT ON COLUMN lab_result_component.value_high_unit IS 'upper end of the result: unit as written. Observation.component.value.ofType(Range).high.unit'
-- next
COMMENT ON COLUMN lab_result_component.value_high_unit_system IS 'upper end of the result: system of the unit''s code. Observation.component.value.ofType(Range).high.system'
-- next
COMMENT ON COLUMN lab_result_component.value_high_unit_code IS 'upper end of the result: unit as a code (UCUM). Observation.component.value.ofType(Range).high.code'
-- next
COMMENT ON COLUMN lab_result_component.data_absent_reason_system IS 'why there is no result: code system. Observation.component.dataAbsentReason.coding[0].system'
-- next
COMMENT ON COLUMN lab_result_component.data_absent_reason IS 'why there is no result: code. Observation.component.dataAbsentReason.coding[0].code'
-- next
COMMENT ON COLUMN lab_result_component.data_absent_reason_display IS 'why there is no result: the code system''s words. Observation.component.dataAbsentReason.coding[0].display'
-- next
COMMENT ON COLUMN lab_result_component.data_absent_reason_text IS 'why there is no result: in the recorder''s words. Observation.component.dataAbsentReason.text'
-- next
COMMENT ON COLUMN lab_result_component.interpretation_system IS 'first interpretation, such as H or L: code system. Observation.component.interpretation[0].coding[0].system'
-- next
COMMENT ON COLUMN lab_result_component.interpretation IS 'first interpretation, such as H or L: code. Observation.component.interpretation[0].coding[0].code'
-- next
COMMENT ON COLUMN lab_result_component.interpretation_display IS 'first interpretation, such as H or L: the code system''s words. Observation.component.interpretation[0].coding[0].display'
-- next
COMMENT ON COLUMN lab_result_component.interpretation_text IS 'first interpretation, such as H or L: in the recorder''s words. Observation.component.interpretation[0].text'
-- next
COMMENT ON COLUMN lab_result_component.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE lab_result_conclusion (
	lab_result BIGINT NOT NULL, 
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
-- next
CREATE INDEX lab_result_conclusion_code_index ON lab_result_conclusion (code)
-- next
COMMENT ON TABLE lab_result_conclusion IS 'conclusion'
-- next
COMMENT ON COLUMN lab_result_conclusion.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_conclusion.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_conclusion.code_system IS 'conclusion: code system. DiagnosticReport.conclusionCode.coding[0].system'
-- next
COMMENT ON COLUMN lab_result_conclusion.code IS 'conclusion: code. DiagnosticReport.conclusionCode.coding[0].code'
-- next
COMMENT ON COLUMN lab_result_conclusion.code_display IS 'conclusion: the code system''s words. DiagnosticReport.conclusionCode.coding[0].display'
-- next
COMMENT ON COLUMN lab_result_conclusion.code_text IS 'conclusion: in the recorder''s words. DiagnosticReport.conclusionCode.text'
-- next
CREATE TABLE lab_result_identifier (
	lab_result BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT lab_result_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT lab_result_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX lab_result_identifier_value_system_index ON lab_result_identifier (value, system)
-- next
COMMENT ON TABLE lab_result_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN lab_result_identifier.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_identifier.use IS 'purpose. Observation.identifier.use, DiagnosticReport.identifier.use'
-- next
COMMENT ON COLUMN lab_result_identifier.type_system IS 'kind of identifier: code system. Observation.identifier.type.coding[0].system, DiagnosticReport.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN lab_result_identifier.type IS 'kind of identifier: code. Observation.identifier.type.coding[0].code, DiagnosticReport.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN lab_result_identifier.type_display IS 'kind of identifier: the code system''s words. Observation.identifier.type.coding[0].display, DiagnosticReport.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN lab_result_identifier.type_text IS 'kind of identifier: in the recorder''s words. Observation.identifier.type.text, DiagnosticReport.identifier.type.text'
-- next
COMMENT ON COLUMN lab_result_identifier.system IS 'namespace of the value. Observation.identifier.system, DiagnosticReport.identifier.system'
-- next
COMMENT ON COLUMN lab_result_identifier.value IS 'the identifier itself. Observation.identifier.value, DiagnosticReport.identifier.value'
-- next
COMMENT ON COLUMN lab_result_identifier.period_start IS 'in use: from. Observation.identifier.period.start, DiagnosticReport.identifier.period.start'
-- next
COMMENT ON COLUMN lab_result_identifier.period_end IS 'in use: to (NULL: still going on, or not known). Observation.identifier.period.end, DiagnosticReport.identifier.period.end'
-- next
COMMENT ON COLUMN lab_result_identifier.period_end_end IS 'the first moment after what period_end states. Observation.identifier.period.end, DiagnosticReport.identifier.period.end'
-- next
COMMENT ON COLUMN lab_result_identifier.assigner IS 'who issued it. Observation.identifier.assigner, DiagnosticReport.identifier.assigner'
-- next
CREATE TABLE lab_result_member (
	lab_result BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	member BIGINT, 
	CONSTRAINT lab_result_member_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_member_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_member_member_fkey FOREIGN KEY(member) REFERENCES lab_result (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_member_position_check CHECK (position >= 0)
)
-- next
CREATE INDEX lab_result_member_member_index ON lab_result_member (member)
-- next
COMMENT ON TABLE lab_result_member IS 'results that belong to a panel or report'
-- next
COMMENT ON COLUMN lab_result_member.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_member.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_member.member IS 'the result. Observation.hasMember, DiagnosticReport.result'
-- next
CREATE TABLE lab_result_performer (
	lab_result BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	practitioner BIGINT, 
	organization BIGINT, 
	display TEXT, 
	CONSTRAINT lab_result_performer_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_performer_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_performer_practitioner_fkey FOREIGN KEY(practitioner) REFERENCES practitioner (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_performer_organization_fkey FOREIGN KEY(organization) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_performer_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_performer_display_check CHECK (display <> ''), 
	CONSTRAINT lab_result_performer_one_of_practitioner_check CHECK (CASE WHEN practitioner IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN organization IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
-- next
CREATE INDEX lab_result_performer_practitioner_index ON lab_result_performer (practitioner)
-- next
COMMENT ON TABLE lab_result_performer IS 'who is responsible'
-- next
COMMENT ON COLUMN lab_result_performer.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_performer.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_performer.practitioner IS 'a person. Observation.performer, DiagnosticReport.performer'
-- next
COMMENT ON COLUMN lab_result_performer.organization IS 'an organization. Observation.performer, DiagnosticReport.performer'
-- next
COMMENT ON COLUMN lab_result_performer.display IS 'name as written. Observation.performer.display, DiagnosticReport.performer.display'
-- next
CREATE TABLE lab_result_reference_range (
	lab_result BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	low NUMERIC, 
	low_unit TEXT, 
	low_unit_system TEXT, 
	low_unit_code TEXT, 
	high NUMERIC, 
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
	age_low NUMERIC, 
	age_low_unit TEXT, 
	age_low_unit_system TEXT, 
	age_low_unit_code TEXT, 
	age_high NUMERIC, 
	age_high_unit TEXT, 
	age_high_unit_system TEXT, 
	age_high_unit_code TEXT, 
	text TEXT, 
	CONSTRAINT lab_result_reference_range_pkey PRIMARY KEY (lab_result, position), 
	CONSTRAINT lab_result_reference_range_lab_result_fkey FOREIGN KEY(lab_result) REFERENCES lab_result (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_reference_range_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_reference_range_low_check CHECK (abs(low) < 'Infinity'), 
	CONSTRAINT lab_result_reference_range_low_unit_check CHECK (low_unit <> ''), 
	CONSTRAINT lab_result_reference_range_low_unit_system_check CHECK (length(low_unit_system) BETWEEN 1 AND 255 AND low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_low_unit_code_check CHECK (length(low_unit_code) BETWEEN 1 AND 255 AND trim(low_unit_code) = low_unit_code AND low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_high_check CHECK (abs(high) < 'Infinity'), 
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
	CONSTRAINT lab_result_reference_range_age_low_check CHECK (abs(age_low) < 'Infinity'), 
	CONSTRAINT lab_result_reference_range_age_low_unit_check CHECK (age_low_unit <> ''), 
	CONSTRAINT lab_result_reference_range_age_low_unit_system_check CHECK (length(age_low_unit_system) BETWEEN 1 AND 255 AND age_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_age_low_unit_code_check CHECK (length(age_low_unit_code) BETWEEN 1 AND 255 AND trim(age_low_unit_code) = age_low_unit_code AND age_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_age_high_check CHECK (abs(age_high) < 'Infinity'), 
	CONSTRAINT lab_result_reference_range_age_high_unit_check CHECK (age_high_unit <> ''), 
	CONSTRAINT lab_result_reference_range_age_high_unit_system_check CHECK (length(age_high_unit_system) BETWEEN 1 AND 255 AND age_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_reference_range_age_high_unit_code_check CHECK (length(age_high_unit_code) BETWEEN 1 AND 255 AND trim(age_high_unit_code) = age_high_unit_code AND age_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_reference_range_text_check CHECK (text <> '')
)
-- next
COMMENT ON TABLE lab_result_reference_range IS 'what is usual'
-- next
COMMENT ON COLUMN lab_result_reference_range.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_reference_range.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_reference_range.low IS 'low limit. Observation.referenceRange.low.value'
-- next
COMMENT ON COLUMN lab_result_reference_range.low_unit IS 'low limit: unit as written. Observation.referenceRange.low.unit'
-- next
COMMENT ON COLUMN lab_result_reference_range.low_unit_system IS 'low limit: system of the unit''s code. Observation.referenceRange.low.system'
-- next
COMMENT ON COLUMN lab_result_reference_range.low_unit_code IS 'low limit: unit as a code (UCUM). Observation.referenceRange.low.code'
-- next
COMMENT ON COLUMN lab_result_reference_range.high IS 'high limit. Observation.referenceRange.high.value'
-- next
COMMENT ON COLUMN lab_result_reference_range.high_unit IS 'high limit: unit as written. Observation.referenceRange.high.unit'
-- next
COMMENT ON COLUMN lab_result_reference_range.high_unit_system IS 'high limit: system of the unit''s code. Observation.referenceRange.high.system'
-- next
COMMENT ON COLUMN lab_result_reference_range.high_unit_code IS 'high limit: unit as a code (UCUM). Observation.referenceRange.high.code'
-- next
COMMENT ON COLUMN lab_result_reference_range.type_system IS 'what the range means, such as normal: code system. Observation.referenceRange.type.coding[0].system'
-- next
COMMENT ON COLUMN lab_result_reference_range.type IS 'what the range means, such as normal: code. Observation.referenceRange.type.coding[0].code'
-- next
COMMENT ON COLUMN lab_result_reference_range.type_display IS 'what the range means, such as normal: the code system''s words. Observation.referenceRange.type.coding[0].display'
-- next
COMMENT ON COLUMN lab_result_reference_range.type_text IS 'what the range means, such as normal: in the recorder''s words. Observation.referenceRange.type.text'
-- next
COMMENT ON COLUMN lab_result_reference_range.applies_to_system IS 'first population that it is for: code system. Observation.referenceRange.appliesTo[0].coding[0].system'
-- next
COMMENT ON COLUMN lab_result_reference_range.applies_to IS 'first population that it is for: code. Observation.referenceRange.appliesTo[0].coding[0].code'
-- next
COMMENT ON COLUMN lab_result_reference_range.applies_to_display IS 'first population that it is for: the code system''s words. Observation.referenceRange.appliesTo[0].coding[0].display'
-- next
COMMENT ON COLUMN lab_result_reference_range.applies_to_text IS 'first population that it is for: in the recorder''s words. Observation.referenceRange.appliesTo[0].text'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_low IS 'from this age. Observation.referenceRange.age.low.value'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_low_unit IS 'from this age: unit as written. Observation.referenceRange.age.low.unit'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_low_unit_system IS 'from this age: system of the unit''s code. Observation.referenceRange.age.low.system'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_low_unit_code IS 'from this age: unit as a code (UCUM). Observation.referenceRange.age.low.code'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_high IS 'up to this age. Observation.referenceRange.age.high.value'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_high_unit IS 'up to this age: unit as written. Observation.referenceRange.age.high.unit'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_high_unit_system IS 'up to this age: system of the unit''s code. Observation.referenceRange.age.high.system'
-- next
COMMENT ON COLUMN lab_result_reference_range.age_high_unit_code IS 'up to this age: unit as a code (UCUM). Observation.referenceRange.age.high.code'
-- next
COMMENT ON COLUMN lab_result_reference_range.text IS 'the range as written. Observation.referenceRange.text'
-- next
CREATE TABLE medical_history_allergy_category (
	medical_history BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	category TEXT, 
	CONSTRAINT medical_history_allergy_category_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_allergy_category_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_allergy_category_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_allergy_category_category_check CHECK (category IN ('food', 'medication', 'environment', 'biologic'))
)
-- next
COMMENT ON TABLE medical_history_allergy_category IS 'categories of an allergy'
-- next
COMMENT ON COLUMN medical_history_allergy_category.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_allergy_category.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_allergy_category.category IS 'food, medication, environment or biologic. AllergyIntolerance.category'
-- next
CREATE TABLE medical_history_category (
	medical_history BIGINT NOT NULL, 
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
-- next
CREATE INDEX medical_history_category_code_index ON medical_history_category (code)
-- next
COMMENT ON TABLE medical_history_category IS 'category'
-- next
COMMENT ON COLUMN medical_history_category.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_category.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_category.code_system IS 'category: code system. Condition.category.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_category.code IS 'category: code. Condition.category.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_category.code_display IS 'category: the code system''s words. Condition.category.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_category.code_text IS 'category: in the recorder''s words. Condition.category.text'
-- next
CREATE TABLE medical_history_coding (
	medical_history BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected BOOLEAN, 
	CONSTRAINT medical_history_coding_pkey PRIMARY KEY (medical_history, position), 
	CONSTRAINT medical_history_coding_medical_history_fkey FOREIGN KEY(medical_history) REFERENCES medical_history (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT medical_history_coding_position_check CHECK (position >= 0), 
	CONSTRAINT medical_history_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT medical_history_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT medical_history_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_coding_display_check CHECK (display <> '')
)
-- next
CREATE INDEX medical_history_coding_code_system_index ON medical_history_coding (code, system)
-- next
COMMENT ON TABLE medical_history_coding IS 'all codings of the code'
-- next
COMMENT ON COLUMN medical_history_coding.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_coding.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_coding.system IS 'code system. Condition.code.coding.system, Procedure.code.coding.system, MedicationStatement.medication.ofType(CodeableConcept).coding.system, AllergyIntolerance.code.coding.system, Immunization.vaccineCode.coding.system'
-- next
COMMENT ON COLUMN medical_history_coding.version IS 'version of the code system. Condition.code.coding.version, Procedure.code.coding.version, MedicationStatement.medication.ofType(CodeableConcept).coding.version, AllergyIntolerance.code.coding.version, Immunization.vaccineCode.coding.version'
-- next
COMMENT ON COLUMN medical_history_coding.code IS 'code. Condition.code.coding.code, Procedure.code.coding.code, MedicationStatement.medication.ofType(CodeableConcept).coding.code, AllergyIntolerance.code.coding.code, Immunization.vaccineCode.coding.code'
-- next
COMMENT ON COLUMN medical_history_coding.display IS 'the code system''s words. Condition.code.coding.display, Procedure.code.coding.display, MedicationStatement.medication.ofType(CodeableConcept).coding.display, AllergyIntolerance.code.coding.display, Immunization.vaccineCode.coding.display'
-- next
COMMENT ON COLUMN medical_history_coding.user_selected IS 'whether a person chose this very coding. Condition.code.coding.userSelected, Procedure.code.coding.userSelected, MedicationStatement.medication.ofType(CodeableConcept).coding.userSelected, AllergyIntolerance.code.coding.userSelected, Immunization.vaccineCode.coding.userSelected'
-- next
CREATE TABLE medical_history_dosage (
	medical_history BIGINT NOT NULL, 
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
	period NUMERIC, 
	period_max NUMERIC, 
	period_unit TEXT, 
	bounds_start TIMESTAMP WITH TIME ZONE, 
	bounds_end TIMESTAMP WITH TIME ZONE, 
	bounds_end_end TIMESTAMP WITH TIME ZONE, 
	as_needed BOOLEAN, 
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
	dose NUMERIC, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	dose_low NUMERIC, 
	dose_low_unit TEXT, 
	dose_low_unit_system TEXT, 
	dose_low_unit_code TEXT, 
	dose_high NUMERIC, 
	dose_high_unit TEXT, 
	dose_high_unit_system TEXT, 
	dose_high_unit_code TEXT, 
	rate NUMERIC, 
	rate_unit TEXT, 
	rate_unit_system TEXT, 
	rate_unit_code TEXT, 
	max_dose NUMERIC, 
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
	CONSTRAINT medical_history_dosage_period_check CHECK (abs(period) < 'Infinity'), 
	CONSTRAINT medical_history_dosage_period_max_check CHECK (abs(period_max) < 'Infinity'), 
	CONSTRAINT medical_history_dosage_period_unit_check CHECK (period_unit IN ('s', 'min', 'h', 'd', 'wk', 'mo', 'a')), 
	CONSTRAINT medical_history_dosage_bounds_start_check CHECK (bounds_start >= '0001-01-01 00:00:00+00' AND bounds_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_dosage_bounds_end_check CHECK (bounds_end >= '0001-01-01 00:00:00+00' AND bounds_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_dosage_bounds_end_end_check CHECK (bounds_end_end >= '0001-01-01 00:00:00+00' AND bounds_end_end < '10000-01-01 00:00:00+00'), 
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
	CONSTRAINT medical_history_dosage_dose_check CHECK (abs(dose) < 'Infinity'), 
	CONSTRAINT medical_history_dosage_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT medical_history_dosage_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_dose_low_check CHECK (abs(dose_low) < 'Infinity'), 
	CONSTRAINT medical_history_dosage_dose_low_unit_check CHECK (dose_low_unit <> ''), 
	CONSTRAINT medical_history_dosage_dose_low_unit_system_check CHECK (length(dose_low_unit_system) BETWEEN 1 AND 255 AND dose_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_dose_low_unit_code_check CHECK (length(dose_low_unit_code) BETWEEN 1 AND 255 AND trim(dose_low_unit_code) = dose_low_unit_code AND dose_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_dose_high_check CHECK (abs(dose_high) < 'Infinity'), 
	CONSTRAINT medical_history_dosage_dose_high_unit_check CHECK (dose_high_unit <> ''), 
	CONSTRAINT medical_history_dosage_dose_high_unit_system_check CHECK (length(dose_high_unit_system) BETWEEN 1 AND 255 AND dose_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_dose_high_unit_code_check CHECK (length(dose_high_unit_code) BETWEEN 1 AND 255 AND trim(dose_high_unit_code) = dose_high_unit_code AND dose_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_rate_check CHECK (abs(rate) < 'Infinity'), 
	CONSTRAINT medical_history_dosage_rate_unit_check CHECK (rate_unit <> ''), 
	CONSTRAINT medical_history_dosage_rate_unit_system_check CHECK (length(rate_unit_system) BETWEEN 1 AND 255 AND rate_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_rate_unit_code_check CHECK (length(rate_unit_code) BETWEEN 1 AND 255 AND trim(rate_unit_code) = rate_unit_code AND rate_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_max_dose_check CHECK (abs(max_dose) < 'Infinity'), 
	CONSTRAINT medical_history_dosage_max_dose_unit_check CHECK (max_dose_unit <> ''), 
	CONSTRAINT medical_history_dosage_max_dose_unit_system_check CHECK (length(max_dose_unit_system) BETWEEN 1 AND 255 AND max_dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_dosage_max_dose_unit_code_check CHECK (length(max_dose_unit_code) BETWEEN 1 AND 255 AND trim(max_dose_unit_code) = max_dose_unit_code AND max_dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT medical_history_dosage_one_asneeded_1_check CHECK (CASE WHEN as_needed IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN as_needed_for_system IS NOT NULL OR as_needed_for IS NOT NULL OR as_needed_for_display IS NOT NULL OR as_needed_for_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT medical_history_dosage_one_dose_2_check CHECK (CASE WHEN dose IS NOT NULL OR dose_unit IS NOT NULL OR dose_unit_system IS NOT NULL OR dose_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN dose_low IS NOT NULL OR dose_low_unit IS NOT NULL OR dose_low_unit_system IS NOT NULL OR dose_low_unit_code IS NOT NULL OR dose_high IS NOT NULL OR dose_high_unit IS NOT NULL OR dose_high_unit_system IS NOT NULL OR dose_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
-- next
COMMENT ON TABLE medical_history_dosage IS 'how it is to be taken'
-- next
COMMENT ON COLUMN medical_history_dosage.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_dosage.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_dosage.sequence IS 'order of the instructions. MedicationStatement.dosage.sequence'
-- next
COMMENT ON COLUMN medical_history_dosage.text IS 'the instruction in words. MedicationStatement.dosage.text'
-- next
COMMENT ON COLUMN medical_history_dosage.patient_instruction IS 'what the patient is told. MedicationStatement.dosage.patientInstruction'
-- next
COMMENT ON COLUMN medical_history_dosage.timing_system IS 'timing as a code, such as BID: code system. MedicationStatement.dosage.timing.code.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_dosage.timing IS 'timing as a code, such as BID: code. MedicationStatement.dosage.timing.code.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_dosage.timing_display IS 'timing as a code, such as BID: the code system''s words. MedicationStatement.dosage.timing.code.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_dosage.timing_text IS 'timing as a code, such as BID: in the recorder''s words. MedicationStatement.dosage.timing.code.text'
-- next
COMMENT ON COLUMN medical_history_dosage.frequency IS 'how many times per period. MedicationStatement.dosage.timing.repeat.frequency'
-- next
COMMENT ON COLUMN medical_history_dosage.frequency_max IS 'up to how many times per period. MedicationStatement.dosage.timing.repeat.frequencyMax'
-- next
COMMENT ON COLUMN medical_history_dosage.period IS 'length of the period. MedicationStatement.dosage.timing.repeat.period'
-- next
COMMENT ON COLUMN medical_history_dosage.period_max IS 'longest length of the period. MedicationStatement.dosage.timing.repeat.periodMax'
-- next
COMMENT ON COLUMN medical_history_dosage.period_unit IS 'unit of the period. MedicationStatement.dosage.timing.repeat.periodUnit'
-- next
COMMENT ON COLUMN medical_history_dosage.bounds_start IS 'to be taken: from. MedicationStatement.dosage.timing.repeat.bounds.ofType(Period).start'
-- next
COMMENT ON COLUMN medical_history_dosage.bounds_end IS 'to be taken: to (NULL: still going on, or not known). MedicationStatement.dosage.timing.repeat.bounds.ofType(Period).end'
-- next
COMMENT ON COLUMN medical_history_dosage.bounds_end_end IS 'the first moment after what bounds_end states. MedicationStatement.dosage.timing.repeat.bounds.ofType(Period).end'
-- next
COMMENT ON COLUMN medical_history_dosage.as_needed IS 'only when needed. MedicationStatement.dosage.asNeeded.ofType(boolean)'
-- next
COMMENT ON COLUMN medical_history_dosage.as_needed_for_system IS 'what it is needed for: code system. MedicationStatement.dosage.asNeeded.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN medical_history_dosage.as_needed_for IS 'what it is needed for: code. MedicationStatement.dosage.asNeeded.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN medical_history_dosage.as_needed_for_display IS 'what it is needed for: the code system''s words. MedicationStatement.dosage.asNeeded.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN medical_history_dosage.as_needed_for_text IS 'what it is needed for: in the recorder''s words. MedicationStatement.dosage.asNeeded.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN medical_history_dosage.route_system IS 'route: code system. MedicationStatement.dosage.route.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_dosage.route IS 'route: code. MedicationStatement.dosage.route.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_dosage.route_display IS 'route: the code system''s words. MedicationStatement.dosage.route.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_dosage.route_text IS 'route: in the recorder''s words. MedicationStatement.dosage.route.text'
-- next
COMMENT ON COLUMN medical_history_dosage.site_system IS 'body site: code system. MedicationStatement.dosage.site.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_dosage.site IS 'body site: code. MedicationStatement.dosage.site.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_dosage.site_display IS 'body site: the code system''s words. MedicationStatement.dosage.site.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_dosage.site_text IS 'body site: in the recorder''s words. MedicationStatement.dosage.site.text'
-- next
COMMENT ON COLUMN medical_history_dosage.method_system IS 'how it is given: code system. MedicationStatement.dosage.method.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_dosage.method IS 'how it is given: code. MedicationStatement.dosage.method.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_dosage.method_display IS 'how it is given: the code system''s words. MedicationStatement.dosage.method.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_dosage.method_text IS 'how it is given: in the recorder''s words. MedicationStatement.dosage.method.text'
-- next
COMMENT ON COLUMN medical_history_dosage.dose IS 'dose. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Quantity).value'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_unit IS 'dose: unit as written. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_unit_system IS 'dose: system of the unit''s code. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Quantity).system'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_unit_code IS 'dose: unit as a code (UCUM). MedicationStatement.dosage.doseAndRate[0].dose.ofType(Quantity).code'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_low IS 'lowest dose. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).low.value'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_low_unit IS 'lowest dose: unit as written. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).low.unit'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_low_unit_system IS 'lowest dose: system of the unit''s code. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).low.system'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_low_unit_code IS 'lowest dose: unit as a code (UCUM). MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).low.code'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_high IS 'highest dose. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).high.value'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_high_unit IS 'highest dose: unit as written. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).high.unit'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_high_unit_system IS 'highest dose: system of the unit''s code. MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).high.system'
-- next
COMMENT ON COLUMN medical_history_dosage.dose_high_unit_code IS 'highest dose: unit as a code (UCUM). MedicationStatement.dosage.doseAndRate[0].dose.ofType(Range).high.code'
-- next
COMMENT ON COLUMN medical_history_dosage.rate IS 'rate. MedicationStatement.dosage.doseAndRate[0].rate.ofType(Quantity).value'
-- next
COMMENT ON COLUMN medical_history_dosage.rate_unit IS 'rate: unit as written. MedicationStatement.dosage.doseAndRate[0].rate.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN medical_history_dosage.rate_unit_system IS 'rate: system of the unit''s code. MedicationStatement.dosage.doseAndRate[0].rate.ofType(Quantity).system'
-- next
COMMENT ON COLUMN medical_history_dosage.rate_unit_code IS 'rate: unit as a code (UCUM). MedicationStatement.dosage.doseAndRate[0].rate.ofType(Quantity).code'
-- next
COMMENT ON COLUMN medical_history_dosage.max_dose IS 'upper limit of one dose. MedicationStatement.dosage.maxDosePerAdministration.value'
-- next
COMMENT ON COLUMN medical_history_dosage.max_dose_unit IS 'upper limit of one dose: unit as written. MedicationStatement.dosage.maxDosePerAdministration.unit'
-- next
COMMENT ON COLUMN medical_history_dosage.max_dose_unit_system IS 'upper limit of one dose: system of the unit''s code. MedicationStatement.dosage.maxDosePerAdministration.system'
-- next
COMMENT ON COLUMN medical_history_dosage.max_dose_unit_code IS 'upper limit of one dose: unit as a code (UCUM). MedicationStatement.dosage.maxDosePerAdministration.code'
-- next
CREATE TABLE medical_history_identifier (
	medical_history BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT medical_history_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX medical_history_identifier_value_system_index ON medical_history_identifier (value, system)
-- next
COMMENT ON TABLE medical_history_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN medical_history_identifier.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_identifier.use IS 'purpose. Condition.identifier.use, Procedure.identifier.use, MedicationStatement.identifier.use, AllergyIntolerance.identifier.use, Immunization.identifier.use'
-- next
COMMENT ON COLUMN medical_history_identifier.type_system IS 'kind of identifier: code system. Condition.identifier.type.coding[0].system, Procedure.identifier.type.coding[0].system, MedicationStatement.identifier.type.coding[0].system, AllergyIntolerance.identifier.type.coding[0].system, Immunization.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_identifier.type IS 'kind of identifier: code. Condition.identifier.type.coding[0].code, Procedure.identifier.type.coding[0].code, MedicationStatement.identifier.type.coding[0].code, AllergyIntolerance.identifier.type.coding[0].code, Immunization.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_identifier.type_display IS 'kind of identifier: the code system''s words. Condition.identifier.type.coding[0].display, Procedure.identifier.type.coding[0].display, MedicationStatement.identifier.type.coding[0].display, AllergyIntolerance.identifier.type.coding[0].display, Immunization.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_identifier.type_text IS 'kind of identifier: in the recorder''s words. Condition.identifier.type.text, Procedure.identifier.type.text, MedicationStatement.identifier.type.text, AllergyIntolerance.identifier.type.text, Immunization.identifier.type.text'
-- next
COMMENT ON COLUMN medical_history_identifier.system IS 'namespace of the value. Condition.identifier.system, Procedure.identifier.system, MedicationStatement.identifier.system, AllergyIntolerance.identifier.system, Immunization.identifier.system'
-- next
COMMENT ON COLUMN medical_history_identifier.value IS 'the identifier itself. Condition.identifier.value, Procedure.identifier.value, MedicationStatement.identifier.value, AllergyIntolerance.identifier.value, Immunization.identifier.value'
-- next
COMMENT ON COLUMN medical_history_identifier.period_start IS 'in use: from. Condition.identifier.period.start, Procedure.identifier.period.start, MedicationStatement.identifier.period.start, AllergyIntolerance.identifier.period.start, Immunization.identifier.period.start'
-- next
COMMENT ON COLUMN medical_history_identifier.period_end IS 'in use: to (NULL: still going on, or not known). Condition.identifier.period.end, Procedure.identifier.period.end, MedicationStatement.identifier.period.end, AllergyIntolerance.identifier.period.end, Immunization.identifier.period.end'
-- next
COMMENT ON COLUMN medical_history_identifier.period_end_end IS 'the first moment after what period_end states. Condition.identifier.period.end, Procedure.identifier.period.end, MedicationStatement.identifier.period.end, AllergyIntolerance.identifier.period.end, Immunization.identifier.period.end'
-- next
COMMENT ON COLUMN medical_history_identifier.assigner IS 'who issued it. Condition.identifier.assigner, Procedure.identifier.assigner, MedicationStatement.identifier.assigner, AllergyIntolerance.identifier.assigner, Immunization.identifier.assigner'
-- next
CREATE TABLE medical_history_performer (
	medical_history BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	function_system TEXT, 
	function TEXT, 
	function_display TEXT, 
	function_text TEXT, 
	practitioner BIGINT, 
	organization BIGINT, 
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
-- next
CREATE INDEX medical_history_performer_practitioner_index ON medical_history_performer (practitioner)
-- next
COMMENT ON TABLE medical_history_performer IS 'who did it'
-- next
COMMENT ON COLUMN medical_history_performer.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_performer.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_performer.function_system IS 'what they did: code system. Procedure.performer.function.coding[0].system, Immunization.performer.function.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_performer.function IS 'what they did: code. Procedure.performer.function.coding[0].code, Immunization.performer.function.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_performer.function_display IS 'what they did: the code system''s words. Procedure.performer.function.coding[0].display, Immunization.performer.function.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_performer.function_text IS 'what they did: in the recorder''s words. Procedure.performer.function.text, Immunization.performer.function.text'
-- next
COMMENT ON COLUMN medical_history_performer.practitioner IS 'a person. Procedure.performer.actor, Immunization.performer.actor'
-- next
COMMENT ON COLUMN medical_history_performer.organization IS 'an organization. Procedure.performer.actor, Immunization.performer.actor'
-- next
COMMENT ON COLUMN medical_history_performer.display IS 'name as written. Procedure.performer.actor.display, Immunization.performer.actor.display'
-- next
COMMENT ON COLUMN medical_history_performer.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE medical_history_protocol (
	medical_history BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	series TEXT, 
	authority BIGINT, 
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
-- next
COMMENT ON TABLE medical_history_protocol IS 'vaccination schedule that was followed'
-- next
COMMENT ON COLUMN medical_history_protocol.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_protocol.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_protocol.series IS 'name of the series. Immunization.protocolApplied.series'
-- next
COMMENT ON COLUMN medical_history_protocol.authority IS 'who publishes it. Immunization.protocolApplied.authority'
-- next
COMMENT ON COLUMN medical_history_protocol.target_disease_system IS 'first disease that it protects from: code system. Immunization.protocolApplied.targetDisease[0].coding[0].system'
-- next
COMMENT ON COLUMN medical_history_protocol.target_disease IS 'first disease that it protects from: code. Immunization.protocolApplied.targetDisease[0].coding[0].code'
-- next
COMMENT ON COLUMN medical_history_protocol.target_disease_display IS 'first disease that it protects from: the code system''s words. Immunization.protocolApplied.targetDisease[0].coding[0].display'
-- next
COMMENT ON COLUMN medical_history_protocol.target_disease_text IS 'first disease that it protects from: in the recorder''s words. Immunization.protocolApplied.targetDisease[0].text'
-- next
COMMENT ON COLUMN medical_history_protocol.dose_number IS 'which dose of the series. Immunization.protocolApplied.doseNumber.ofType(positiveInt)'
-- next
COMMENT ON COLUMN medical_history_protocol.dose_number_text IS 'which dose, in words. Immunization.protocolApplied.doseNumber.ofType(string)'
-- next
COMMENT ON COLUMN medical_history_protocol.series_doses IS 'how many doses make it complete. Immunization.protocolApplied.seriesDoses.ofType(positiveInt)'
-- next
COMMENT ON COLUMN medical_history_protocol.series_doses_text IS 'how many doses, in words. Immunization.protocolApplied.seriesDoses.ofType(string)'
-- next
COMMENT ON COLUMN medical_history_protocol.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE medical_history_reaction (
	medical_history BIGINT NOT NULL, 
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
	onset TIMESTAMP WITH TIME ZONE, 
	onset_end TIMESTAMP WITH TIME ZONE, 
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
	CONSTRAINT medical_history_reaction_onset_check CHECK (onset >= '0001-01-01 00:00:00+00' AND onset < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_reaction_onset_end_check CHECK (onset_end >= '0001-01-01 00:00:00+00' AND onset_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT medical_history_reaction_severity_check CHECK (severity IN ('mild', 'moderate', 'severe')), 
	CONSTRAINT medical_history_reaction_exposure_route_system_check CHECK (length(exposure_route_system) BETWEEN 1 AND 255 AND exposure_route_system NOT LIKE '% %'), 
	CONSTRAINT medical_history_reaction_exposure_route_check CHECK (length(exposure_route) BETWEEN 1 AND 255 AND trim(exposure_route) = exposure_route AND exposure_route NOT LIKE '%  %'), 
	CONSTRAINT medical_history_reaction_exposure_route_display_check CHECK (exposure_route_display <> ''), 
	CONSTRAINT medical_history_reaction_exposure_route_text_check CHECK (exposure_route_text <> ''), 
	CONSTRAINT medical_history_reaction_has_manifestation_check CHECK (manifestation_system IS NOT NULL OR manifestation IS NOT NULL OR manifestation_display IS NOT NULL OR manifestation_text IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,manifestation,%')
)
-- next
COMMENT ON TABLE medical_history_reaction IS 'reactions to a substance'
-- next
COMMENT ON COLUMN medical_history_reaction.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_reaction.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_reaction.substance_system IS 'what caused it: code system. AllergyIntolerance.reaction.substance.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_reaction.substance IS 'what caused it: code. AllergyIntolerance.reaction.substance.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_reaction.substance_display IS 'what caused it: the code system''s words. AllergyIntolerance.reaction.substance.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_reaction.substance_text IS 'what caused it: in the recorder''s words. AllergyIntolerance.reaction.substance.text'
-- next
COMMENT ON COLUMN medical_history_reaction.manifestation_system IS 'first sign in medical_history_manifestation: code system. AllergyIntolerance.reaction.manifestation[0].coding[0].system'
-- next
COMMENT ON COLUMN medical_history_reaction.manifestation IS 'first sign in medical_history_manifestation: code. AllergyIntolerance.reaction.manifestation[0].coding[0].code'
-- next
COMMENT ON COLUMN medical_history_reaction.manifestation_display IS 'first sign in medical_history_manifestation: the code system''s words. AllergyIntolerance.reaction.manifestation[0].coding[0].display'
-- next
COMMENT ON COLUMN medical_history_reaction.manifestation_text IS 'first sign in medical_history_manifestation: in the recorder''s words. AllergyIntolerance.reaction.manifestation[0].text'
-- next
COMMENT ON COLUMN medical_history_reaction.description IS 'the reaction in words. AllergyIntolerance.reaction.description'
-- next
COMMENT ON COLUMN medical_history_reaction.onset IS 'when it was seen. AllergyIntolerance.reaction.onset'
-- next
COMMENT ON COLUMN medical_history_reaction.onset_end IS 'the first moment after what onset states. AllergyIntolerance.reaction.onset'
-- next
COMMENT ON COLUMN medical_history_reaction.severity IS 'how bad it was. AllergyIntolerance.reaction.severity'
-- next
COMMENT ON COLUMN medical_history_reaction.exposure_route_system IS 'how the patient came into contact: code system. AllergyIntolerance.reaction.exposureRoute.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_reaction.exposure_route IS 'how the patient came into contact: code. AllergyIntolerance.reaction.exposureRoute.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_reaction.exposure_route_display IS 'how the patient came into contact: the code system''s words. AllergyIntolerance.reaction.exposureRoute.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_reaction.exposure_route_text IS 'how the patient came into contact: in the recorder''s words. AllergyIntolerance.reaction.exposureRoute.text'
-- next
COMMENT ON COLUMN medical_history_reaction.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE medical_history_reason (
	medical_history BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE medical_history_reason IS 'reason'
-- next
COMMENT ON COLUMN medical_history_reason.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_reason.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_reason.code_system IS 'reason: code system. Procedure.reasonCode.coding[0].system, MedicationStatement.reasonCode.coding[0].system, Immunization.reasonCode.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_reason.code IS 'reason: code. Procedure.reasonCode.coding[0].code, MedicationStatement.reasonCode.coding[0].code, Immunization.reasonCode.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_reason.code_display IS 'reason: the code system''s words. Procedure.reasonCode.coding[0].display, MedicationStatement.reasonCode.coding[0].display, Immunization.reasonCode.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_reason.code_text IS 'reason: in the recorder''s words. Procedure.reasonCode.text, MedicationStatement.reasonCode.text, Immunization.reasonCode.text'
-- next
CREATE TABLE outcome_population (
	outcome BIGINT NOT NULL, 
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
-- next
CREATE INDEX outcome_population_code_index ON outcome_population (code)
-- next
COMMENT ON TABLE outcome_population IS 'sizes of populations'
-- next
COMMENT ON COLUMN outcome_population.outcome IS 'row of outcome that it belongs to'
-- next
COMMENT ON COLUMN outcome_population.outcome_group IS 'position in outcome_group'
-- next
COMMENT ON COLUMN outcome_population.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN outcome_population.code_system IS 'which population: code system. MeasureReport.group.population.code.coding[0].system'
-- next
COMMENT ON COLUMN outcome_population.code IS 'which population: code. MeasureReport.group.population.code.coding[0].code'
-- next
COMMENT ON COLUMN outcome_population.code_display IS 'which population: the code system''s words. MeasureReport.group.population.code.coding[0].display'
-- next
COMMENT ON COLUMN outcome_population.code_text IS 'which population: in the recorder''s words. MeasureReport.group.population.code.text'
-- next
COMMENT ON COLUMN outcome_population.count IS 'how many are in it. MeasureReport.group.population.count'
-- next
CREATE TABLE outcome_stratifier (
	outcome BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE outcome_stratifier IS 'by what the group is divided'
-- next
COMMENT ON COLUMN outcome_stratifier.outcome IS 'row of outcome that it belongs to'
-- next
COMMENT ON COLUMN outcome_stratifier.outcome_group IS 'position in outcome_group'
-- next
COMMENT ON COLUMN outcome_stratifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN outcome_stratifier.code_system IS 'what divides, such as age or ward: code system. MeasureReport.group.stratifier.code[0].coding[0].system'
-- next
COMMENT ON COLUMN outcome_stratifier.code IS 'what divides, such as age or ward: code. MeasureReport.group.stratifier.code[0].coding[0].code'
-- next
COMMENT ON COLUMN outcome_stratifier.code_display IS 'what divides, such as age or ward: the code system''s words. MeasureReport.group.stratifier.code[0].coding[0].display'
-- next
COMMENT ON COLUMN outcome_stratifier.code_text IS 'what divides, such as age or ward: in the recorder''s words. MeasureReport.group.stratifier.code[0].text'
-- next
CREATE TABLE prescription_category (
	prescription BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE prescription_category IS 'category'
-- next
COMMENT ON COLUMN prescription_category.prescription IS 'row of prescription that it belongs to'
-- next
COMMENT ON COLUMN prescription_category.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_category.code_system IS 'category: code system. MedicationRequest.category.coding[0].system'
-- next
COMMENT ON COLUMN prescription_category.code IS 'category: code. MedicationRequest.category.coding[0].code'
-- next
COMMENT ON COLUMN prescription_category.code_display IS 'category: the code system''s words. MedicationRequest.category.coding[0].display'
-- next
COMMENT ON COLUMN prescription_category.code_text IS 'category: in the recorder''s words. MedicationRequest.category.text'
-- next
CREATE TABLE prescription_coding (
	prescription BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected BOOLEAN, 
	CONSTRAINT prescription_coding_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_coding_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_coding_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT prescription_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT prescription_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_coding_display_check CHECK (display <> '')
)
-- next
CREATE INDEX prescription_coding_code_system_index ON prescription_coding (code, system)
-- next
COMMENT ON TABLE prescription_coding IS 'all codings of the medicine'
-- next
COMMENT ON COLUMN prescription_coding.prescription IS 'row of prescription that it belongs to'
-- next
COMMENT ON COLUMN prescription_coding.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_coding.system IS 'code system. MedicationRequest.medication.ofType(CodeableConcept).coding.system'
-- next
COMMENT ON COLUMN prescription_coding.version IS 'version of the code system. MedicationRequest.medication.ofType(CodeableConcept).coding.version'
-- next
COMMENT ON COLUMN prescription_coding.code IS 'code. MedicationRequest.medication.ofType(CodeableConcept).coding.code'
-- next
COMMENT ON COLUMN prescription_coding.display IS 'the code system''s words. MedicationRequest.medication.ofType(CodeableConcept).coding.display'
-- next
COMMENT ON COLUMN prescription_coding.user_selected IS 'whether a person chose this very coding. MedicationRequest.medication.ofType(CodeableConcept).coding.userSelected'
-- next
CREATE TABLE prescription_dosage (
	prescription BIGINT NOT NULL, 
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
	period NUMERIC, 
	period_max NUMERIC, 
	period_unit TEXT, 
	bounds_start TIMESTAMP WITH TIME ZONE, 
	bounds_end TIMESTAMP WITH TIME ZONE, 
	bounds_end_end TIMESTAMP WITH TIME ZONE, 
	as_needed BOOLEAN, 
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
	dose NUMERIC, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	dose_low NUMERIC, 
	dose_low_unit TEXT, 
	dose_low_unit_system TEXT, 
	dose_low_unit_code TEXT, 
	dose_high NUMERIC, 
	dose_high_unit TEXT, 
	dose_high_unit_system TEXT, 
	dose_high_unit_code TEXT, 
	rate NUMERIC, 
	rate_unit TEXT, 
	rate_unit_system TEXT, 
	rate_unit_code TEXT, 
	max_dose NUMERIC, 
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
	CONSTRAINT prescription_dosage_period_check CHECK (abs(period) < 'Infinity'), 
	CONSTRAINT prescription_dosage_period_max_check CHECK (abs(period_max) < 'Infinity'), 
	CONSTRAINT prescription_dosage_period_unit_check CHECK (period_unit IN ('s', 'min', 'h', 'd', 'wk', 'mo', 'a')), 
	CONSTRAINT prescription_dosage_bounds_start_check CHECK (bounds_start >= '0001-01-01 00:00:00+00' AND bounds_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_dosage_bounds_end_check CHECK (bounds_end >= '0001-01-01 00:00:00+00' AND bounds_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_dosage_bounds_end_end_check CHECK (bounds_end_end >= '0001-01-01 00:00:00+00' AND bounds_end_end < '10000-01-01 00:00:00+00'), 
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
	CONSTRAINT prescription_dosage_dose_check CHECK (abs(dose) < 'Infinity'), 
	CONSTRAINT prescription_dosage_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT prescription_dosage_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_dose_low_check CHECK (abs(dose_low) < 'Infinity'), 
	CONSTRAINT prescription_dosage_dose_low_unit_check CHECK (dose_low_unit <> ''), 
	CONSTRAINT prescription_dosage_dose_low_unit_system_check CHECK (length(dose_low_unit_system) BETWEEN 1 AND 255 AND dose_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_dose_low_unit_code_check CHECK (length(dose_low_unit_code) BETWEEN 1 AND 255 AND trim(dose_low_unit_code) = dose_low_unit_code AND dose_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_dose_high_check CHECK (abs(dose_high) < 'Infinity'), 
	CONSTRAINT prescription_dosage_dose_high_unit_check CHECK (dose_high_unit <> ''), 
	CONSTRAINT prescription_dosage_dose_high_unit_system_check CHECK (length(dose_high_unit_system) BETWEEN 1 AND 255 AND dose_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_dose_high_unit_code_check CHECK (length(dose_high_unit_code) BETWEEN 1 AND 255 AND trim(dose_high_unit_code) = dose_high_unit_code AND dose_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_rate_check CHECK (abs(rate) < 'Infinity'), 
	CONSTRAINT prescription_dosage_rate_unit_check CHECK (rate_unit <> ''), 
	CONSTRAINT prescription_dosage_rate_unit_system_check CHECK (length(rate_unit_system) BETWEEN 1 AND 255 AND rate_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_rate_unit_code_check CHECK (length(rate_unit_code) BETWEEN 1 AND 255 AND trim(rate_unit_code) = rate_unit_code AND rate_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_max_dose_check CHECK (abs(max_dose) < 'Infinity'), 
	CONSTRAINT prescription_dosage_max_dose_unit_check CHECK (max_dose_unit <> ''), 
	CONSTRAINT prescription_dosage_max_dose_unit_system_check CHECK (length(max_dose_unit_system) BETWEEN 1 AND 255 AND max_dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_dosage_max_dose_unit_code_check CHECK (length(max_dose_unit_code) BETWEEN 1 AND 255 AND trim(max_dose_unit_code) = max_dose_unit_code AND max_dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_dosage_one_asneeded_1_check CHECK (CASE WHEN as_needed IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN as_needed_for_system IS NOT NULL OR as_needed_for IS NOT NULL OR as_needed_for_display IS NOT NULL OR as_needed_for_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT prescription_dosage_one_dose_2_check CHECK (CASE WHEN dose IS NOT NULL OR dose_unit IS NOT NULL OR dose_unit_system IS NOT NULL OR dose_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN dose_low IS NOT NULL OR dose_low_unit IS NOT NULL OR dose_low_unit_system IS NOT NULL OR dose_low_unit_code IS NOT NULL OR dose_high IS NOT NULL OR dose_high_unit IS NOT NULL OR dose_high_unit_system IS NOT NULL OR dose_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
-- next
COMMENT ON TABLE prescription_dosage IS 'how it is to be taken'
-- next
COMMENT ON COLUMN prescription_dosage.prescription IS 'row of prescription that it belongs to'
-- next
COMMENT ON COLUMN prescription_dosage.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_dosage.sequence IS 'order of the instructions. MedicationRequest.dosageInstruction.sequence'
-- next
COMMENT ON COLUMN prescription_dosage.text IS 'the instruction in words. MedicationRequest.dosageInstruction.text'
-- next
COMMENT ON COLUMN prescription_dosage.patient_instruction IS 'what the patient is told. MedicationRequest.dosageInstruction.patientInstruction'
-- next
COMMENT ON COLUMN prescription_dosage.timing_system IS 'timing as a code, such as BID: code system. MedicationRequest.dosageInstruction.timing.code.coding[0].system'
-- next
COMMENT ON COLUMN prescription_dosage.timing IS 'timing as a code, such as BID: code. MedicationRequest.dosageInstruction.timing.code.coding[0].code'
-- next
COMMENT ON COLUMN prescription_dosage.timing_display IS 'timing as a code, such as BID: the code system''s words. MedicationRequest.dosageInstruction.timing.code.coding[0].display'
-- next
COMMENT ON COLUMN prescription_dosage.timing_text IS 'timing as a code, such as BID: in the recorder''s words. MedicationRequest.dosageInstruction.timing.code.text'
-- next
COMMENT ON COLUMN prescription_dosage.frequency IS 'how many times per period. MedicationRequest.dosageInstruction.timing.repeat.frequency'
-- next
COMMENT ON COLUMN prescription_dosage.frequency_max IS 'up to how many times per period. MedicationRequest.dosageInstruction.timing.repeat.frequencyMax'
-- next
COMMENT ON COLUMN prescription_dosage.period IS 'length of the period. MedicationRequest.dosageInstruction.timing.repeat.period'
-- next
COMMENT ON COLUMN prescription_dosage.period_max IS 'longest length of the period. MedicationRequest.dosageInstruction.timing.repeat.periodMax'
-- next
COMMENT ON COLUMN prescription_dosage.period_unit IS 'unit of the period. MedicationRequest.dosageInstruction.timing.repeat.periodUnit'
-- next
COMMENT ON COLUMN prescription_dosage.bounds_start IS 'to be taken: from. MedicationRequest.dosageInstruction.timing.repeat.bounds.ofType(Period).start'
-- next
COMMENT ON COLUMN prescription_dosage.bounds_end IS 'to be taken: to (NULL: still going on, or not known). MedicationRequest.dosageInstruction.timing.repeat.bounds.ofType(Period).end'
-- next
COMMENT ON COLUMN prescription_dosage.bounds_end_end IS 'the first moment after what bounds_end states. MedicationRequest.dosageInstruction.timing.repeat.bounds.ofType(Period).end'
-- next
COMMENT ON COLUMN prescription_dosage.as_needed IS 'only when needed. MedicationRequest.dosageInstruction.asNeeded.ofType(boolean)'
-- next
COMMENT ON COLUMN prescription_dosage.as_needed_for_system IS 'what it is needed for: code system. MedicationRequest.dosageInstruction.asNeeded.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN prescription_dosage.as_needed_for IS 'what it is needed for: code. MedicationRequest.dosageInstruction.asNeeded.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN prescription_dosage.as_needed_for_display IS 'what it is needed for: the code system''s words. MedicationRequest.dosageInstruction.asNeeded.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN prescription_dosage.as_needed_for_text IS 'what it is needed for: in the recorder''s words. MedicationRequest.dosageInstruction.asNeeded.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN prescription_dosage.route_system IS 'route: code system. MedicationRequest.dosageInstruction.route.coding[0].system'
-- next
COMMENT ON COLUMN prescription_dosage.route IS 'route: code. MedicationRequest.dosageInstruction.route.coding[0].code'
-- next
COMMENT ON COLUMN prescription_dosage.route_display IS 'route: the code system''s words. MedicationRequest.dosageInstruction.route.coding[0].display'
-- next
COMMENT ON COLUMN prescription_dosage.route_text IS 'route: in the recorder''s words. MedicationRequest.dosageInstruction.route.text'
-- next
COMMENT ON COLUMN prescription_dosage.site_system IS 'body site: code system. MedicationRequest.dosageInstruction.site.coding[0].system'
-- next
COMMENT ON COLUMN prescription_dosage.site IS 'body site: code. MedicationRequest.dosageInstruction.site.coding[0].code'
-- next
COMMENT ON COLUMN prescription_dosage.site_display IS 'body site: the code system''s words. MedicationRequest.dosageInstruction.site.coding[0].display'
-- next
COMMENT ON COLUMN prescription_dosage.site_text IS 'body site: in the recorder''s words. MedicationRequest.dosageInstruction.site.text'
-- next
COMMENT ON COLUMN prescription_dosage.method_system IS 'how it is given: code system. MedicationRequest.dosageInstruction.method.coding[0].system'
-- next
COMMENT ON COLUMN prescription_dosage.method IS 'how it is given: code. MedicationRequest.dosageInstruction.method.coding[0].code'
-- next
COMMENT ON COLUMN prescription_dosage.method_display IS 'how it is given: the code system''s words. MedicationRequest.dosageInstruction.method.coding[0].display'
-- next
COMMENT ON COLUMN prescription_dosage.method_text IS 'how it is given: in the recorder''s words. MedicationRequest.dosageInstruction.method.text'
-- next
COMMENT ON COLUMN prescription_dosage.dose IS 'dose. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).value'
-- next
COMMENT ON COLUMN prescription_dosage.dose_unit IS 'dose: unit as written. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN prescription_dosage.dose_unit_system IS 'dose: system of the unit''s code. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).system'
-- next
COMMENT ON COLUMN prescription_dosage.dose_unit_code IS 'dose: unit as a code (UCUM). MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).code'
-- next
COMMENT ON COLUMN prescription_dosage.dose_low IS 'lowest dose. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.value'
-- next
COMMENT ON COLUMN prescription_dosage.dose_low_unit IS 'lowest dose: unit as written. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.unit'
-- next
COMMENT ON COLUMN prescription_dosage.dose_low_unit_system IS 'lowest dose: system of the unit''s code. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.system'
-- next
COMMENT ON COLUMN prescription_dosage.dose_low_unit_code IS 'lowest dose: unit as a code (UCUM). MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.code'
-- next
COMMENT ON COLUMN prescription_dosage.dose_high IS 'highest dose. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.value'
-- next
COMMENT ON COLUMN prescription_dosage.dose_high_unit IS 'highest dose: unit as written. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.unit'
-- next
COMMENT ON COLUMN prescription_dosage.dose_high_unit_system IS 'highest dose: system of the unit''s code. MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.system'
-- next
COMMENT ON COLUMN prescription_dosage.dose_high_unit_code IS 'highest dose: unit as a code (UCUM). MedicationRequest.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.code'
-- next
COMMENT ON COLUMN prescription_dosage.rate IS 'rate. MedicationRequest.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).value'
-- next
COMMENT ON COLUMN prescription_dosage.rate_unit IS 'rate: unit as written. MedicationRequest.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN prescription_dosage.rate_unit_system IS 'rate: system of the unit''s code. MedicationRequest.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).system'
-- next
COMMENT ON COLUMN prescription_dosage.rate_unit_code IS 'rate: unit as a code (UCUM). MedicationRequest.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).code'
-- next
COMMENT ON COLUMN prescription_dosage.max_dose IS 'upper limit of one dose. MedicationRequest.dosageInstruction.maxDosePerAdministration.value'
-- next
COMMENT ON COLUMN prescription_dosage.max_dose_unit IS 'upper limit of one dose: unit as written. MedicationRequest.dosageInstruction.maxDosePerAdministration.unit'
-- next
COMMENT ON COLUMN prescription_dosage.max_dose_unit_system IS 'upper limit of one dose: system of the unit''s code. MedicationRequest.dosageInstruction.maxDosePerAdministration.system'
-- next
COMMENT ON COLUMN prescription_dosage.max_dose_unit_code IS 'upper limit of one dose: unit as a code (UCUM). MedicationRequest.dosageInstruction.maxDosePerAdministration.code'
-- next
CREATE TABLE prescription_fill (
	pk BIGINT DEFAULT (1099511627776 + floor(random() * 9006099743113216))::bigint NOT NULL, 
	id TEXT DEFAULT gen_random_uuid()::text NOT NULL, 
	patient BIGINT, 
	encounter BIGINT, 
	prescription BIGINT, 
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
	quantity NUMERIC, 
	quantity_unit TEXT, 
	quantity_unit_system TEXT, 
	quantity_unit_code TEXT, 
	days_supply NUMERIC, 
	days_supply_unit TEXT, 
	days_supply_unit_system TEXT, 
	days_supply_unit_code TEXT, 
	prepared TIMESTAMP WITH TIME ZONE, 
	prepared_end TIMESTAMP WITH TIME ZONE, 
	handed_over TIMESTAMP WITH TIME ZONE, 
	handed_over_end TIMESTAMP WITH TIME ZONE, 
	location BIGINT, 
	was_substituted BOOLEAN, 
	in_document TEXT, 
	CONSTRAINT prescription_fill_pkey PRIMARY KEY (pk), 
	CONSTRAINT prescription_fill_id_key UNIQUE (id), 
	CONSTRAINT prescription_fill_patient_fkey FOREIGN KEY(patient) REFERENCES patient (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_encounter_fkey FOREIGN KEY(encounter) REFERENCES encounter (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_location_fkey FOREIGN KEY(location) REFERENCES organization (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_id_check CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'), 
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
	CONSTRAINT prescription_fill_quantity_check CHECK (abs(quantity) < 'Infinity'), 
	CONSTRAINT prescription_fill_quantity_unit_check CHECK (quantity_unit <> ''), 
	CONSTRAINT prescription_fill_quantity_unit_system_check CHECK (length(quantity_unit_system) BETWEEN 1 AND 255 AND quantity_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_quantity_unit_code_check CHECK (length(quantity_unit_code) BETWEEN 1 AND 255 AND trim(quantity_unit_code) = quantity_unit_code AND quantity_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_days_supply_check CHECK (abs(days_supply) < 'Infinity'), 
	CONSTRAINT prescription_fill_days_supply_unit_check CHECK (days_supply_unit <> ''), 
	CONSTRAINT prescription_fill_days_supply_unit_system_check CHECK (length(days_supply_unit_system) BETWEEN 1 AND 255 AND days_supply_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_days_supply_unit_code_check CHECK (length(days_supply_unit_code) BETWEEN 1 AND 255 AND trim(days_supply_unit_code) = days_supply_unit_code AND days_supply_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_prepared_check CHECK (prepared >= '0001-01-01 00:00:00+00' AND prepared < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_prepared_end_check CHECK (prepared_end >= '0001-01-01 00:00:00+00' AND prepared_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_handed_over_check CHECK (handed_over >= '0001-01-01 00:00:00+00' AND handed_over < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_handed_over_end_check CHECK (handed_over_end >= '0001-01-01 00:00:00+00' AND handed_over_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_has_status_check CHECK (status IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,status,%'), 
	CONSTRAINT prescription_fill_has_medication_check CHECK (code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL OR medication IS NOT NULL OR (',' || coalesce(in_document, '') || ',') LIKE '%,medication,%'), 
	CONSTRAINT prescription_fill_one_medication_1_check CHECK (CASE WHEN code_system IS NOT NULL OR code IS NOT NULL OR code_display IS NOT NULL OR code_text IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN medication IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
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
COMMENT ON TABLE prescription_fill IS 'medicines handed over (MedicationDispense)'
-- next
COMMENT ON COLUMN prescription_fill.pk IS 'key of the row, the same in resource'
-- next
COMMENT ON COLUMN prescription_fill.id IS 'FHIR id'
-- next
COMMENT ON COLUMN prescription_fill.patient IS 'for whom. MedicationDispense.subject'
-- next
COMMENT ON COLUMN prescription_fill.encounter IS 'during which encounter. MedicationDispense.context'
-- next
COMMENT ON COLUMN prescription_fill.prescription IS 'first in prescription_fill_prescription. MedicationDispense.authorizingPrescription[0]'
-- next
COMMENT ON COLUMN prescription_fill.status IS 'how far it is. MedicationDispense.status'
-- next
COMMENT ON COLUMN prescription_fill.status_reason_system IS 'why it was not handed over: code system. MedicationDispense.statusReason.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill.status_reason IS 'why it was not handed over: code. MedicationDispense.statusReason.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill.status_reason_display IS 'why it was not handed over: the code system''s words. MedicationDispense.statusReason.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill.status_reason_text IS 'why it was not handed over: in the recorder''s words. MedicationDispense.statusReason.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN prescription_fill.category_system IS 'inpatient, outpatient, community: code system. MedicationDispense.category.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill.category IS 'inpatient, outpatient, community: code. MedicationDispense.category.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill.category_display IS 'inpatient, outpatient, community: the code system''s words. MedicationDispense.category.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill.category_text IS 'inpatient, outpatient, community: in the recorder''s words. MedicationDispense.category.text'
-- next
COMMENT ON COLUMN prescription_fill.code_system IS 'which medicine: code system. MedicationDispense.medication.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill.code IS 'which medicine: code. MedicationDispense.medication.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill.code_display IS 'which medicine: the code system''s words. MedicationDispense.medication.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill.code_text IS 'which medicine: in the recorder''s words. MedicationDispense.medication.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN prescription_fill.medication IS 'reference to the Medication. MedicationDispense.medication.ofType(Reference).reference'
-- next
COMMENT ON COLUMN prescription_fill.type_system IS 'first fill, refill, emergency fill, ...: code system. MedicationDispense.type.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill.type IS 'first fill, refill, emergency fill, ...: code. MedicationDispense.type.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill.type_display IS 'first fill, refill, emergency fill, ...: the code system''s words. MedicationDispense.type.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill.type_text IS 'first fill, refill, emergency fill, ...: in the recorder''s words. MedicationDispense.type.text'
-- next
COMMENT ON COLUMN prescription_fill.quantity IS 'amount handed over. MedicationDispense.quantity.value'
-- next
COMMENT ON COLUMN prescription_fill.quantity_unit IS 'amount handed over: unit as written. MedicationDispense.quantity.unit'
-- next
COMMENT ON COLUMN prescription_fill.quantity_unit_system IS 'amount handed over: system of the unit''s code. MedicationDispense.quantity.system'
-- next
COMMENT ON COLUMN prescription_fill.quantity_unit_code IS 'amount handed over: unit as a code (UCUM). MedicationDispense.quantity.code'
-- next
COMMENT ON COLUMN prescription_fill.days_supply IS 'how many days it should last. MedicationDispense.daysSupply.value'
-- next
COMMENT ON COLUMN prescription_fill.days_supply_unit IS 'how many days it should last: unit as written. MedicationDispense.daysSupply.unit'
-- next
COMMENT ON COLUMN prescription_fill.days_supply_unit_system IS 'how many days it should last: system of the unit''s code. MedicationDispense.daysSupply.system'
-- next
COMMENT ON COLUMN prescription_fill.days_supply_unit_code IS 'how many days it should last: unit as a code (UCUM). MedicationDispense.daysSupply.code'
-- next
COMMENT ON COLUMN prescription_fill.prepared IS 'when it was packed. MedicationDispense.whenPrepared'
-- next
COMMENT ON COLUMN prescription_fill.prepared_end IS 'the first moment after what prepared states. MedicationDispense.whenPrepared'
-- next
COMMENT ON COLUMN prescription_fill.handed_over IS 'when the patient got it. MedicationDispense.whenHandedOver'
-- next
COMMENT ON COLUMN prescription_fill.handed_over_end IS 'the first moment after what handed_over states. MedicationDispense.whenHandedOver'
-- next
COMMENT ON COLUMN prescription_fill.location IS 'where. MedicationDispense.location'
-- next
COMMENT ON COLUMN prescription_fill.was_substituted IS 'whether another product was given. MedicationDispense.substitution.wasSubstituted'
-- next
COMMENT ON COLUMN prescription_fill.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE prescription_identifier (
	prescription BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT prescription_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX prescription_identifier_value_system_index ON prescription_identifier (value, system)
-- next
COMMENT ON TABLE prescription_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN prescription_identifier.prescription IS 'row of prescription that it belongs to'
-- next
COMMENT ON COLUMN prescription_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_identifier.use IS 'purpose. MedicationRequest.identifier.use'
-- next
COMMENT ON COLUMN prescription_identifier.type_system IS 'kind of identifier: code system. MedicationRequest.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN prescription_identifier.type IS 'kind of identifier: code. MedicationRequest.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN prescription_identifier.type_display IS 'kind of identifier: the code system''s words. MedicationRequest.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN prescription_identifier.type_text IS 'kind of identifier: in the recorder''s words. MedicationRequest.identifier.type.text'
-- next
COMMENT ON COLUMN prescription_identifier.system IS 'namespace of the value. MedicationRequest.identifier.system'
-- next
COMMENT ON COLUMN prescription_identifier.value IS 'the identifier itself. MedicationRequest.identifier.value'
-- next
COMMENT ON COLUMN prescription_identifier.period_start IS 'in use: from. MedicationRequest.identifier.period.start'
-- next
COMMENT ON COLUMN prescription_identifier.period_end IS 'in use: to (NULL: still going on, or not known). MedicationRequest.identifier.period.end'
-- next
COMMENT ON COLUMN prescription_identifier.period_end_end IS 'the first moment after what period_end states. MedicationRequest.identifier.period.end'
-- next
COMMENT ON COLUMN prescription_identifier.assigner IS 'who issued it. MedicationRequest.identifier.assigner'
-- next
CREATE TABLE prescription_reason (
	prescription BIGINT NOT NULL, 
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
-- next
COMMENT ON TABLE prescription_reason IS 'reason'
-- next
COMMENT ON COLUMN prescription_reason.prescription IS 'row of prescription that it belongs to'
-- next
COMMENT ON COLUMN prescription_reason.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_reason.code_system IS 'reason: code system. MedicationRequest.reasonCode.coding[0].system'
-- next
COMMENT ON COLUMN prescription_reason.code IS 'reason: code. MedicationRequest.reasonCode.coding[0].code'
-- next
COMMENT ON COLUMN prescription_reason.code_display IS 'reason: the code system''s words. MedicationRequest.reasonCode.coding[0].display'
-- next
COMMENT ON COLUMN prescription_reason.code_text IS 'reason: in the recorder''s words. MedicationRequest.reasonCode.text'
-- next
CREATE TABLE prescription_reason_condition (
	prescription BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	condition BIGINT, 
	CONSTRAINT prescription_reason_condition_pkey PRIMARY KEY (prescription, position), 
	CONSTRAINT prescription_reason_condition_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_reason_condition_condition_fkey FOREIGN KEY(condition) REFERENCES medical_history (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_reason_condition_position_check CHECK (position >= 0)
)
-- next
CREATE INDEX prescription_reason_condition_condition_index ON prescription_reason_condition (condition)
-- next
COMMENT ON TABLE prescription_reason_condition IS 'the condition it is for'
-- next
COMMENT ON COLUMN prescription_reason_condition.prescription IS 'row of prescription that it belongs to'
-- next
COMMENT ON COLUMN prescription_reason_condition.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_reason_condition.condition IS 'the condition. MedicationRequest.reasonReference'
-- next
CREATE TABLE lab_result_component_coding (
	lab_result BIGINT NOT NULL, 
	lab_result_component INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected BOOLEAN, 
	CONSTRAINT lab_result_component_coding_pkey PRIMARY KEY (lab_result, lab_result_component, position), 
	CONSTRAINT lab_result_component_coding_lab_result_component_fkey FOREIGN KEY(lab_result, lab_result_component) REFERENCES lab_result_component (lab_result, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_component_coding_lab_result_component_check CHECK (lab_result_component >= 0), 
	CONSTRAINT lab_result_component_coding_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_component_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT lab_result_component_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_coding_display_check CHECK (display <> '')
)
-- next
CREATE INDEX lab_result_component_coding_code_system_index ON lab_result_component_coding (code, system)
-- next
COMMENT ON TABLE lab_result_component_coding IS 'all codings of the code'
-- next
COMMENT ON COLUMN lab_result_component_coding.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_component_coding.lab_result_component IS 'position in lab_result_component'
-- next
COMMENT ON COLUMN lab_result_component_coding.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_component_coding.system IS 'code system. Observation.component.code.coding.system'
-- next
COMMENT ON COLUMN lab_result_component_coding.version IS 'version of the code system. Observation.component.code.coding.version'
-- next
COMMENT ON COLUMN lab_result_component_coding.code IS 'code. Observation.component.code.coding.code'
-- next
COMMENT ON COLUMN lab_result_component_coding.display IS 'the code system''s words. Observation.component.code.coding.display'
-- next
COMMENT ON COLUMN lab_result_component_coding.user_selected IS 'whether a person chose this very coding. Observation.component.code.coding.userSelected'
-- next
CREATE TABLE lab_result_component_reference_range (
	lab_result BIGINT NOT NULL, 
	lab_result_component INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	low NUMERIC, 
	low_unit TEXT, 
	low_unit_system TEXT, 
	low_unit_code TEXT, 
	high NUMERIC, 
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
	age_low NUMERIC, 
	age_low_unit TEXT, 
	age_low_unit_system TEXT, 
	age_low_unit_code TEXT, 
	age_high NUMERIC, 
	age_high_unit TEXT, 
	age_high_unit_system TEXT, 
	age_high_unit_code TEXT, 
	text TEXT, 
	CONSTRAINT lab_result_component_reference_range_pkey PRIMARY KEY (lab_result, lab_result_component, position), 
	CONSTRAINT lab_result_component_reference_range_lab_result_component_fkey FOREIGN KEY(lab_result, lab_result_component) REFERENCES lab_result_component (lab_result, position) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT lab_result_component_reference_range_lab_result_component_check CHECK (lab_result_component >= 0), 
	CONSTRAINT lab_result_component_reference_range_position_check CHECK (position >= 0), 
	CONSTRAINT lab_result_component_reference_range_low_check CHECK (abs(low) < 'Infinity'), 
	CONSTRAINT lab_result_component_reference_range_low_unit_check CHECK (low_unit <> ''), 
	CONSTRAINT lab_result_component_reference_range_low_unit_system_check CHECK (length(low_unit_system) BETWEEN 1 AND 255 AND low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_low_unit_code_check CHECK (length(low_unit_code) BETWEEN 1 AND 255 AND trim(low_unit_code) = low_unit_code AND low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_high_check CHECK (abs(high) < 'Infinity'), 
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
	CONSTRAINT lab_result_component_reference_range_age_low_check CHECK (abs(age_low) < 'Infinity'), 
	CONSTRAINT lab_result_component_reference_range_age_low_unit_check CHECK (age_low_unit <> ''), 
	CONSTRAINT lab_result_component_reference_range_age_low_unit_system_check CHECK (length(age_low_unit_system) BETWEEN 1 AND 255 AND age_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_age_low_unit_code_check CHECK (length(age_low_unit_code) BETWEEN 1 AND 255 AND trim(age_low_unit_code) = age_low_unit_code AND age_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_age_high_check CHECK (abs(age_high) < 'Infinity'), 
	CONSTRAINT lab_result_component_reference_range_age_high_unit_check CHECK (age_high_unit <> ''), 
	CONSTRAINT lab_result_component_reference_range_age_high_unit_system_check CHECK (length(age_high_unit_system) BETWEEN 1 AND 255 AND age_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT lab_result_component_reference_range_age_high_unit_code_check CHECK (length(age_high_unit_code) BETWEEN 1 AND 255 AND trim(age_high_unit_code) = age_high_unit_code AND age_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT lab_result_component_reference_range_text_check CHECK (text <> '')
)
-- next
COMMENT ON TABLE lab_result_component_reference_range IS 'what is usual'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.lab_result IS 'row of lab_result that it belongs to'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.lab_result_component IS 'position in lab_result_component'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.low IS 'low limit. Observation.component.referenceRange.low.value'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.low_unit IS 'low limit: unit as written. Observation.component.referenceRange.low.unit'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.low_unit_system IS 'low limit: system of the unit''s code. Observation.component.referenceRange.low.system'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.low_unit_code IS 'low limit: unit as a code (UCUM). Observation.component.referenceRange.low.code'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.high IS 'high limit. Observation.component.referenceRange.high.value'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.high_unit IS 'high limit: unit as written. Observation.component.referenceRange.high.unit'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.high_unit_system IS 'high limit: system of the unit''s code. Observation.component.referenceRange.high.system'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.high_unit_code IS 'high limit: unit as a code (UCUM). Observation.component.referenceRange.high.code'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.type_system IS 'what the range means, such as normal: code system. Observation.component.referenceRange.type.coding[0].system'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.type IS 'what the range means, such as normal: code. Observation.component.referenceRange.type.coding[0].code'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.type_display IS 'what the range means, such as normal: the code system''s words. Observation.component.referenceRange.type.coding[0].display'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.type_text IS 'what the range means, such as normal: in the recorder''s words. Observation.component.referenceRange.type.text'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.applies_to_system IS 'first population that it is for: code system. Observation.component.referenceRange.appliesTo[0].coding[0].system'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.applies_to IS 'first population that it is for: code. Observation.component.referenceRange.appliesTo[0].coding[0].code'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.applies_to_display IS 'first population that it is for: the code system''s words. Observation.component.referenceRange.appliesTo[0].coding[0].display'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.applies_to_text IS 'first population that it is for: in the recorder''s words. Observation.component.referenceRange.appliesTo[0].text'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_low IS 'from this age. Observation.component.referenceRange.age.low.value'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_low_unit IS 'from this age: unit as written. Observation.component.referenceRange.age.low.unit'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_low_unit_system IS 'from this age: system of the unit''s code. Observation.component.referenceRange.age.low.system'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_low_unit_code IS 'from this age: unit as a code (UCUM). Observation.component.referenceRange.age.low.code'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_high IS 'up to this age. Observation.component.referenceRange.age.high.value'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_high_unit IS 'up to this age: unit as written. Observation.component.referenceRange.age.high.unit'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_high_unit_system IS 'up to this age: system of the unit''s code. Observation.component.referenceRange.age.high.system'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.age_high_unit_code IS 'up to this age: unit as a code (UCUM). Observation.component.referenceRange.age.high.code'
-- next
COMMENT ON COLUMN lab_result_component_reference_range.text IS 'the range as written. Observation.component.referenceRange.text'
-- next
CREATE TABLE medical_history_manifestation (
	medical_history BIGINT NOT NULL, 
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
-- next
CREATE INDEX medical_history_manifestation_code_index ON medical_history_manifestation (code)
-- next
COMMENT ON TABLE medical_history_manifestation IS 'sign or symptom'
-- next
COMMENT ON COLUMN medical_history_manifestation.medical_history IS 'row of medical_history that it belongs to'
-- next
COMMENT ON COLUMN medical_history_manifestation.medical_history_reaction IS 'position in medical_history_reaction'
-- next
COMMENT ON COLUMN medical_history_manifestation.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN medical_history_manifestation.code_system IS 'sign or symptom: code system. AllergyIntolerance.reaction.manifestation.coding[0].system'
-- next
COMMENT ON COLUMN medical_history_manifestation.code IS 'sign or symptom: code. AllergyIntolerance.reaction.manifestation.coding[0].code'
-- next
COMMENT ON COLUMN medical_history_manifestation.code_display IS 'sign or symptom: the code system''s words. AllergyIntolerance.reaction.manifestation.coding[0].display'
-- next
COMMENT ON COLUMN medical_history_manifestation.code_text IS 'sign or symptom: in the recorder''s words. AllergyIntolerance.reaction.manifestation.text'
-- next
CREATE TABLE outcome_stratum (
	outcome BIGINT NOT NULL, 
	outcome_group INTEGER NOT NULL, 
	outcome_stratifier INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	value_system TEXT, 
	value TEXT, 
	value_display TEXT, 
	value_text TEXT, 
	score NUMERIC, 
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
	CONSTRAINT outcome_stratum_score_check CHECK (abs(score) < 'Infinity'), 
	CONSTRAINT outcome_stratum_score_unit_check CHECK (score_unit <> ''), 
	CONSTRAINT outcome_stratum_score_unit_system_check CHECK (length(score_unit_system) BETWEEN 1 AND 255 AND score_unit_system NOT LIKE '% %'), 
	CONSTRAINT outcome_stratum_score_unit_code_check CHECK (length(score_unit_code) BETWEEN 1 AND 255 AND trim(score_unit_code) = score_unit_code AND score_unit_code NOT LIKE '%  %')
)
-- next
COMMENT ON TABLE outcome_stratum IS 'results of one division'
-- next
COMMENT ON COLUMN outcome_stratum.outcome IS 'row of outcome that it belongs to'
-- next
COMMENT ON COLUMN outcome_stratum.outcome_group IS 'position in outcome_group'
-- next
COMMENT ON COLUMN outcome_stratum.outcome_stratifier IS 'position in outcome_stratifier'
-- next
COMMENT ON COLUMN outcome_stratum.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN outcome_stratum.value_system IS 'which division: code system. MeasureReport.group.stratifier.stratum.value.coding[0].system'
-- next
COMMENT ON COLUMN outcome_stratum.value IS 'which division: code. MeasureReport.group.stratifier.stratum.value.coding[0].code'
-- next
COMMENT ON COLUMN outcome_stratum.value_display IS 'which division: the code system''s words. MeasureReport.group.stratifier.stratum.value.coding[0].display'
-- next
COMMENT ON COLUMN outcome_stratum.value_text IS 'which division: in the recorder''s words. MeasureReport.group.stratifier.stratum.value.text'
-- next
COMMENT ON COLUMN outcome_stratum.score IS 'the measure''s score, such as a rate. MeasureReport.group.stratifier.stratum.measureScore.value'
-- next
COMMENT ON COLUMN outcome_stratum.score_unit IS 'the measure''s score, such as a rate: unit as written. MeasureReport.group.stratifier.stratum.measureScore.unit'
-- next
COMMENT ON COLUMN outcome_stratum.score_unit_system IS 'the measure''s score, such as a rate: system of the unit''s code. MeasureReport.group.stratifier.stratum.measureScore.system'
-- next
COMMENT ON COLUMN outcome_stratum.score_unit_code IS 'the measure''s score, such as a rate: unit as a code (UCUM). MeasureReport.group.stratifier.stratum.measureScore.code'
-- next
COMMENT ON COLUMN outcome_stratum.numerator IS 'count of the numerator. MeasureReport.group.stratifier.stratum.population'
-- next
COMMENT ON COLUMN outcome_stratum.denominator IS 'count of the denominator. MeasureReport.group.stratifier.stratum.population'
-- next
CREATE TABLE prescription_fill_coding (
	prescription_fill BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	system TEXT, 
	version TEXT, 
	code TEXT, 
	display TEXT, 
	user_selected BOOLEAN, 
	CONSTRAINT prescription_fill_coding_pkey PRIMARY KEY (prescription_fill, position), 
	CONSTRAINT prescription_fill_coding_prescription_fill_fkey FOREIGN KEY(prescription_fill) REFERENCES prescription_fill (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_coding_position_check CHECK (position >= 0), 
	CONSTRAINT prescription_fill_coding_system_check CHECK (length(system) BETWEEN 1 AND 255 AND system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_coding_version_check CHECK (length(version) BETWEEN 1 AND 255), 
	CONSTRAINT prescription_fill_coding_code_check CHECK (length(code) BETWEEN 1 AND 255 AND trim(code) = code AND code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_coding_display_check CHECK (display <> '')
)
-- next
CREATE INDEX prescription_fill_coding_code_system_index ON prescription_fill_coding (code, system)
-- next
COMMENT ON TABLE prescription_fill_coding IS 'all codings of the medicine'
-- next
COMMENT ON COLUMN prescription_fill_coding.prescription_fill IS 'row of prescription_fill that it belongs to'
-- next
COMMENT ON COLUMN prescription_fill_coding.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_fill_coding.system IS 'code system. MedicationDispense.medication.ofType(CodeableConcept).coding.system'
-- next
COMMENT ON COLUMN prescription_fill_coding.version IS 'version of the code system. MedicationDispense.medication.ofType(CodeableConcept).coding.version'
-- next
COMMENT ON COLUMN prescription_fill_coding.code IS 'code. MedicationDispense.medication.ofType(CodeableConcept).coding.code'
-- next
COMMENT ON COLUMN prescription_fill_coding.display IS 'the code system''s words. MedicationDispense.medication.ofType(CodeableConcept).coding.display'
-- next
COMMENT ON COLUMN prescription_fill_coding.user_selected IS 'whether a person chose this very coding. MedicationDispense.medication.ofType(CodeableConcept).coding.userSelected'
-- next
CREATE TABLE prescription_fill_dosage (
	prescription_fill BIGINT NOT NULL, 
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
	period NUMERIC, 
	period_max NUMERIC, 
	period_unit TEXT, 
	bounds_start TIMESTAMP WITH TIME ZONE, 
	bounds_end TIMESTAMP WITH TIME ZONE, 
	bounds_end_end TIMESTAMP WITH TIME ZONE, 
	as_needed BOOLEAN, 
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
	dose NUMERIC, 
	dose_unit TEXT, 
	dose_unit_system TEXT, 
	dose_unit_code TEXT, 
	dose_low NUMERIC, 
	dose_low_unit TEXT, 
	dose_low_unit_system TEXT, 
	dose_low_unit_code TEXT, 
	dose_high NUMERIC, 
	dose_high_unit TEXT, 
	dose_high_unit_system TEXT, 
	dose_high_unit_code TEXT, 
	rate NUMERIC, 
	rate_unit TEXT, 
	rate_unit_system TEXT, 
	rate_unit_code TEXT, 
	max_dose NUMERIC, 
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
	CONSTRAINT prescription_fill_dosage_period_check CHECK (abs(period) < 'Infinity'), 
	CONSTRAINT prescription_fill_dosage_period_max_check CHECK (abs(period_max) < 'Infinity'), 
	CONSTRAINT prescription_fill_dosage_period_unit_check CHECK (period_unit IN ('s', 'min', 'h', 'd', 'wk', 'mo', 'a')), 
	CONSTRAINT prescription_fill_dosage_bounds_start_check CHECK (bounds_start >= '0001-01-01 00:00:00+00' AND bounds_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_dosage_bounds_end_check CHECK (bounds_end >= '0001-01-01 00:00:00+00' AND bounds_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_dosage_bounds_end_end_check CHECK (bounds_end_end >= '0001-01-01 00:00:00+00' AND bounds_end_end < '10000-01-01 00:00:00+00'), 
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
	CONSTRAINT prescription_fill_dosage_dose_check CHECK (abs(dose) < 'Infinity'), 
	CONSTRAINT prescription_fill_dosage_dose_unit_check CHECK (dose_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_dose_unit_system_check CHECK (length(dose_unit_system) BETWEEN 1 AND 255 AND dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_dose_unit_code_check CHECK (length(dose_unit_code) BETWEEN 1 AND 255 AND trim(dose_unit_code) = dose_unit_code AND dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_dose_low_check CHECK (abs(dose_low) < 'Infinity'), 
	CONSTRAINT prescription_fill_dosage_dose_low_unit_check CHECK (dose_low_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_dose_low_unit_system_check CHECK (length(dose_low_unit_system) BETWEEN 1 AND 255 AND dose_low_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_dose_low_unit_code_check CHECK (length(dose_low_unit_code) BETWEEN 1 AND 255 AND trim(dose_low_unit_code) = dose_low_unit_code AND dose_low_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_dose_high_check CHECK (abs(dose_high) < 'Infinity'), 
	CONSTRAINT prescription_fill_dosage_dose_high_unit_check CHECK (dose_high_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_dose_high_unit_system_check CHECK (length(dose_high_unit_system) BETWEEN 1 AND 255 AND dose_high_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_dose_high_unit_code_check CHECK (length(dose_high_unit_code) BETWEEN 1 AND 255 AND trim(dose_high_unit_code) = dose_high_unit_code AND dose_high_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_rate_check CHECK (abs(rate) < 'Infinity'), 
	CONSTRAINT prescription_fill_dosage_rate_unit_check CHECK (rate_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_rate_unit_system_check CHECK (length(rate_unit_system) BETWEEN 1 AND 255 AND rate_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_rate_unit_code_check CHECK (length(rate_unit_code) BETWEEN 1 AND 255 AND trim(rate_unit_code) = rate_unit_code AND rate_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_max_dose_check CHECK (abs(max_dose) < 'Infinity'), 
	CONSTRAINT prescription_fill_dosage_max_dose_unit_check CHECK (max_dose_unit <> ''), 
	CONSTRAINT prescription_fill_dosage_max_dose_unit_system_check CHECK (length(max_dose_unit_system) BETWEEN 1 AND 255 AND max_dose_unit_system NOT LIKE '% %'), 
	CONSTRAINT prescription_fill_dosage_max_dose_unit_code_check CHECK (length(max_dose_unit_code) BETWEEN 1 AND 255 AND trim(max_dose_unit_code) = max_dose_unit_code AND max_dose_unit_code NOT LIKE '%  %'), 
	CONSTRAINT prescription_fill_dosage_one_asneeded_1_check CHECK (CASE WHEN as_needed IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN as_needed_for_system IS NOT NULL OR as_needed_for IS NOT NULL OR as_needed_for_display IS NOT NULL OR as_needed_for_text IS NOT NULL THEN 1 ELSE 0 END <= 1), 
	CONSTRAINT prescription_fill_dosage_one_dose_2_check CHECK (CASE WHEN dose IS NOT NULL OR dose_unit IS NOT NULL OR dose_unit_system IS NOT NULL OR dose_unit_code IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN dose_low IS NOT NULL OR dose_low_unit IS NOT NULL OR dose_low_unit_system IS NOT NULL OR dose_low_unit_code IS NOT NULL OR dose_high IS NOT NULL OR dose_high_unit IS NOT NULL OR dose_high_unit_system IS NOT NULL OR dose_high_unit_code IS NOT NULL THEN 1 ELSE 0 END <= 1)
)
-- next
COMMENT ON TABLE prescription_fill_dosage IS 'how it is to be taken'
-- next
COMMENT ON COLUMN prescription_fill_dosage.prescription_fill IS 'row of prescription_fill that it belongs to'
-- next
COMMENT ON COLUMN prescription_fill_dosage.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_fill_dosage.sequence IS 'order of the instructions. MedicationDispense.dosageInstruction.sequence'
-- next
COMMENT ON COLUMN prescription_fill_dosage.text IS 'the instruction in words. MedicationDispense.dosageInstruction.text'
-- next
COMMENT ON COLUMN prescription_fill_dosage.patient_instruction IS 'what the patient is told. MedicationDispense.dosageInstruction.patientInstruction'
-- next
COMMENT ON COLUMN prescription_fill_dosage.timing_system IS 'timing as a code, such as BID: code system. MedicationDispense.dosageInstruction.timing.code.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.timing IS 'timing as a code, such as BID: code. MedicationDispense.dosageInstruction.timing.code.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.timing_display IS 'timing as a code, such as BID: the code system''s words. MedicationDispense.dosageInstruction.timing.code.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill_dosage.timing_text IS 'timing as a code, such as BID: in the recorder''s words. MedicationDispense.dosageInstruction.timing.code.text'
-- next
COMMENT ON COLUMN prescription_fill_dosage.frequency IS 'how many times per period. MedicationDispense.dosageInstruction.timing.repeat.frequency'
-- next
COMMENT ON COLUMN prescription_fill_dosage.frequency_max IS 'up to how many times per period. MedicationDispense.dosageInstruction.timing.repeat.frequencyMax'
-- next
COMMENT ON COLUMN prescription_fill_dosage.period IS 'length of the period. MedicationDispense.dosageInstruction.timing.repeat.period'
-- next
COMMENT ON COLUMN prescription_fill_dosage.period_max IS 'longest length of the period. MedicationDispense.dosageInstruction.timing.repeat.periodMax'
-- next
COMMENT ON COLUMN prescription_fill_dosage.period_unit IS 'unit of the period. MedicationDispense.dosageInstruction.timing.repeat.periodUnit'
-- next
COMMENT ON COLUMN prescription_fill_dosage.bounds_start IS 'to be taken: from. MedicationDispense.dosageInstruction.timing.repeat.bounds.ofType(Period).start'
-- next
COMMENT ON COLUMN prescription_fill_dosage.bounds_end IS 'to be taken: to (NULL: still going on, or not known). MedicationDispense.dosageInstruction.timing.repeat.bounds.ofType(Period).end'
-- next
COMMENT ON COLUMN prescription_fill_dosage.bounds_end_end IS 'the first moment after what bounds_end states. MedicationDispense.dosageInstruction.timing.repeat.bounds.ofType(Period).end'
-- next
COMMENT ON COLUMN prescription_fill_dosage.as_needed IS 'only when needed. MedicationDispense.dosageInstruction.asNeeded.ofType(boolean)'
-- next
COMMENT ON COLUMN prescription_fill_dosage.as_needed_for_system IS 'what it is needed for: code system. MedicationDispense.dosageInstruction.asNeeded.ofType(CodeableConcept).coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.as_needed_for IS 'what it is needed for: code. MedicationDispense.dosageInstruction.asNeeded.ofType(CodeableConcept).coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.as_needed_for_display IS 'what it is needed for: the code system''s words. MedicationDispense.dosageInstruction.asNeeded.ofType(CodeableConcept).coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill_dosage.as_needed_for_text IS 'what it is needed for: in the recorder''s words. MedicationDispense.dosageInstruction.asNeeded.ofType(CodeableConcept).text'
-- next
COMMENT ON COLUMN prescription_fill_dosage.route_system IS 'route: code system. MedicationDispense.dosageInstruction.route.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.route IS 'route: code. MedicationDispense.dosageInstruction.route.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.route_display IS 'route: the code system''s words. MedicationDispense.dosageInstruction.route.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill_dosage.route_text IS 'route: in the recorder''s words. MedicationDispense.dosageInstruction.route.text'
-- next
COMMENT ON COLUMN prescription_fill_dosage.site_system IS 'body site: code system. MedicationDispense.dosageInstruction.site.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.site IS 'body site: code. MedicationDispense.dosageInstruction.site.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.site_display IS 'body site: the code system''s words. MedicationDispense.dosageInstruction.site.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill_dosage.site_text IS 'body site: in the recorder''s words. MedicationDispense.dosageInstruction.site.text'
-- next
COMMENT ON COLUMN prescription_fill_dosage.method_system IS 'how it is given: code system. MedicationDispense.dosageInstruction.method.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.method IS 'how it is given: code. MedicationDispense.dosageInstruction.method.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.method_display IS 'how it is given: the code system''s words. MedicationDispense.dosageInstruction.method.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill_dosage.method_text IS 'how it is given: in the recorder''s words. MedicationDispense.dosageInstruction.method.text'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose IS 'dose. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).value'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_unit IS 'dose: unit as written. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_unit_system IS 'dose: system of the unit''s code. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_unit_code IS 'dose: unit as a code (UCUM). MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Quantity).code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_low IS 'lowest dose. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.value'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_low_unit IS 'lowest dose: unit as written. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.unit'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_low_unit_system IS 'lowest dose: system of the unit''s code. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_low_unit_code IS 'lowest dose: unit as a code (UCUM). MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).low.code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_high IS 'highest dose. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.value'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_high_unit IS 'highest dose: unit as written. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.unit'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_high_unit_system IS 'highest dose: system of the unit''s code. MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.dose_high_unit_code IS 'highest dose: unit as a code (UCUM). MedicationDispense.dosageInstruction.doseAndRate[0].dose.ofType(Range).high.code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.rate IS 'rate. MedicationDispense.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).value'
-- next
COMMENT ON COLUMN prescription_fill_dosage.rate_unit IS 'rate: unit as written. MedicationDispense.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).unit'
-- next
COMMENT ON COLUMN prescription_fill_dosage.rate_unit_system IS 'rate: system of the unit''s code. MedicationDispense.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.rate_unit_code IS 'rate: unit as a code (UCUM). MedicationDispense.dosageInstruction.doseAndRate[0].rate.ofType(Quantity).code'
-- next
COMMENT ON COLUMN prescription_fill_dosage.max_dose IS 'upper limit of one dose. MedicationDispense.dosageInstruction.maxDosePerAdministration.value'
-- next
COMMENT ON COLUMN prescription_fill_dosage.max_dose_unit IS 'upper limit of one dose: unit as written. MedicationDispense.dosageInstruction.maxDosePerAdministration.unit'
-- next
COMMENT ON COLUMN prescription_fill_dosage.max_dose_unit_system IS 'upper limit of one dose: system of the unit''s code. MedicationDispense.dosageInstruction.maxDosePerAdministration.system'
-- next
COMMENT ON COLUMN prescription_fill_dosage.max_dose_unit_code IS 'upper limit of one dose: unit as a code (UCUM). MedicationDispense.dosageInstruction.maxDosePerAdministration.code'
-- next
CREATE TABLE prescription_fill_identifier (
	prescription_fill BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	use TEXT, 
	type_system TEXT, 
	type TEXT, 
	type_display TEXT, 
	type_text TEXT, 
	system TEXT, 
	value TEXT, 
	period_start TIMESTAMP WITH TIME ZONE, 
	period_end TIMESTAMP WITH TIME ZONE, 
	period_end_end TIMESTAMP WITH TIME ZONE, 
	assigner BIGINT, 
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
	CONSTRAINT prescription_fill_identifier_period_start_check CHECK (period_start >= '0001-01-01 00:00:00+00' AND period_start < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_identifier_period_end_check CHECK (period_end >= '0001-01-01 00:00:00+00' AND period_end < '10000-01-01 00:00:00+00'), 
	CONSTRAINT prescription_fill_identifier_period_end_end_check CHECK (period_end_end >= '0001-01-01 00:00:00+00' AND period_end_end < '10000-01-01 00:00:00+00')
)
-- next
CREATE INDEX prescription_fill_identifier_value_system_index ON prescription_fill_identifier (value, system)
-- next
COMMENT ON TABLE prescription_fill_identifier IS 'business identifiers'
-- next
COMMENT ON COLUMN prescription_fill_identifier.prescription_fill IS 'row of prescription_fill that it belongs to'
-- next
COMMENT ON COLUMN prescription_fill_identifier.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_fill_identifier.use IS 'purpose. MedicationDispense.identifier.use'
-- next
COMMENT ON COLUMN prescription_fill_identifier.type_system IS 'kind of identifier: code system. MedicationDispense.identifier.type.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill_identifier.type IS 'kind of identifier: code. MedicationDispense.identifier.type.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill_identifier.type_display IS 'kind of identifier: the code system''s words. MedicationDispense.identifier.type.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill_identifier.type_text IS 'kind of identifier: in the recorder''s words. MedicationDispense.identifier.type.text'
-- next
COMMENT ON COLUMN prescription_fill_identifier.system IS 'namespace of the value. MedicationDispense.identifier.system'
-- next
COMMENT ON COLUMN prescription_fill_identifier.value IS 'the identifier itself. MedicationDispense.identifier.value'
-- next
COMMENT ON COLUMN prescription_fill_identifier.period_start IS 'in use: from. MedicationDispense.identifier.period.start'
-- next
COMMENT ON COLUMN prescription_fill_identifier.period_end IS 'in use: to (NULL: still going on, or not known). MedicationDispense.identifier.period.end'
-- next
COMMENT ON COLUMN prescription_fill_identifier.period_end_end IS 'the first moment after what period_end states. MedicationDispense.identifier.period.end'
-- next
COMMENT ON COLUMN prescription_fill_identifier.assigner IS 'who issued it. MedicationDispense.identifier.assigner'
-- next
CREATE TABLE prescription_fill_performer (
	prescription_fill BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	function_system TEXT, 
	function TEXT, 
	function_display TEXT, 
	function_text TEXT, 
	practitioner BIGINT, 
	organization BIGINT, 
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
-- next
COMMENT ON TABLE prescription_fill_performer IS 'who prepared or handed it over'
-- next
COMMENT ON COLUMN prescription_fill_performer.prescription_fill IS 'row of prescription_fill that it belongs to'
-- next
COMMENT ON COLUMN prescription_fill_performer.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_fill_performer.function_system IS 'what they did: code system. MedicationDispense.performer.function.coding[0].system'
-- next
COMMENT ON COLUMN prescription_fill_performer.function IS 'what they did: code. MedicationDispense.performer.function.coding[0].code'
-- next
COMMENT ON COLUMN prescription_fill_performer.function_display IS 'what they did: the code system''s words. MedicationDispense.performer.function.coding[0].display'
-- next
COMMENT ON COLUMN prescription_fill_performer.function_text IS 'what they did: in the recorder''s words. MedicationDispense.performer.function.text'
-- next
COMMENT ON COLUMN prescription_fill_performer.practitioner IS 'a person. MedicationDispense.performer.actor'
-- next
COMMENT ON COLUMN prescription_fill_performer.organization IS 'an organization. MedicationDispense.performer.actor'
-- next
COMMENT ON COLUMN prescription_fill_performer.display IS 'name as written. MedicationDispense.performer.actor.display'
-- next
COMMENT ON COLUMN prescription_fill_performer.in_document IS 'required elements that the FHIR document states, perhaps in a form which no column shows'
-- next
CREATE TABLE prescription_fill_prescription (
	prescription_fill BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	prescription BIGINT, 
	CONSTRAINT prescription_fill_prescription_pkey PRIMARY KEY (prescription_fill, position), 
	CONSTRAINT prescription_fill_prescription_prescription_fill_fkey FOREIGN KEY(prescription_fill) REFERENCES prescription_fill (pk) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_prescription_prescription_fkey FOREIGN KEY(prescription) REFERENCES prescription (pk) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT prescription_fill_prescription_position_check CHECK (position >= 0)
)
-- next
CREATE INDEX prescription_fill_prescription_prescription_index ON prescription_fill_prescription (prescription)
-- next
COMMENT ON TABLE prescription_fill_prescription IS 'the orders it was made for'
-- next
COMMENT ON COLUMN prescription_fill_prescription.prescription_fill IS 'row of prescription_fill that it belongs to'
-- next
COMMENT ON COLUMN prescription_fill_prescription.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN prescription_fill_prescription.prescription IS 'the order. MedicationDispense.authorizingPrescription'
-- next
CREATE TABLE outcome_stratum_population (
	outcome BIGINT NOT NULL, 
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
-- next
CREATE INDEX outcome_stratum_population_code_index ON outcome_stratum_population (code)
-- next
COMMENT ON TABLE outcome_stratum_population IS 'sizes of populations'
-- next
COMMENT ON COLUMN outcome_stratum_population.outcome IS 'row of outcome that it belongs to'
-- next
COMMENT ON COLUMN outcome_stratum_population.outcome_group IS 'position in outcome_group'
-- next
COMMENT ON COLUMN outcome_stratum_population.outcome_stratifier IS 'position in outcome_stratifier'
-- next
COMMENT ON COLUMN outcome_stratum_population.outcome_stratum IS 'position in outcome_stratum'
-- next
COMMENT ON COLUMN outcome_stratum_population.position IS 'place in the list, from 0'
-- next
COMMENT ON COLUMN outcome_stratum_population.code_system IS 'which population: code system. MeasureReport.group.stratifier.stratum.population.code.coding[0].system'
-- next
COMMENT ON COLUMN outcome_stratum_population.code IS 'which population: code. MeasureReport.group.stratifier.stratum.population.code.coding[0].code'
-- next
COMMENT ON COLUMN outcome_stratum_population.code_display IS 'which population: the code system''s words. MeasureReport.group.stratifier.stratum.population.code.coding[0].display'
-- next
COMMENT ON COLUMN outcome_stratum_population.code_text IS 'which population: in the recorder''s words. MeasureReport.group.stratifier.stratum.population.code.text'
-- next
COMMENT ON COLUMN outcome_stratum_population.count IS 'how many are in it. MeasureReport.group.stratifier.stratum.population.count'
-- next
INSERT INTO search_generation (number) VALUES (0)
-- next
ALTER TABLE resource_version ALTER COLUMN document SET STORAGE EXTERNAL
-- next
ALTER TABLE resource_version SET (toast_tuple_target = 8160)
-- next
CREATE STATISTICS search_token_codes (mcv, dependencies) ON path, code FROM search_token
-- next
CREATE FUNCTION journal_sql_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    key bigint := (changed ->> TG_ARGV[1])::bigint;
    note text := CASE WHEN TG_ARGV[1] = 'pk' THEN TG_OP ELSE TG_OP || ' ' || TG_TABLE_NAME END;
BEGIN
    INSERT INTO sql_change (table_name, pk, operation, database_user) VALUES (TG_ARGV[0], key, note, session_user);
    RETURN NULL;
END $$
-- next
REVOKE EXECUTE ON FUNCTION journal_sql_write() FROM PUBLIC
-- next
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION journal_sql_write() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$
-- next
CREATE FUNCTION refuse_sql_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = TG_ARGV[0];
END $$
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient: pk, id cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_name FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_name FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_name: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_name FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_name: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_identifier FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_identifier: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_telecom FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_telecom FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_telecom: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_telecom FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_telecom: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_address FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_address FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_address: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_address FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_address: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_communication FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_communication FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_communication: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_communication FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_communication: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_general_practitioner FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_general_practitioner FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_general_practitioner: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_general_practitioner FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_general_practitioner: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_contact FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_contact FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_contact: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_contact FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_contact: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_contact_telecom FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_contact_telecom FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_contact_telecom: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_contact_telecom FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_contact_telecom: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON patient_link FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('patient', 'patient')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON patient_link FOR EACH ROW WHEN ((NEW.patient IS DISTINCT FROM OLD.patient) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('patient_link: patient cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patient_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('patient_link: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id OR NEW.kind IS DISTINCT FROM OLD.kind) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history: pk, id, kind cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_coding FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_coding FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_coding: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_coding FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_coding: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_category FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_category FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_category: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_category FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_category: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_identifier FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_identifier: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_reason FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_reason FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_reason: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_reason FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_reason: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_performer FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_performer FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_performer: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_performer FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_performer: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_dosage FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_dosage FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_dosage: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_dosage FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_dosage: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_allergy_category FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_allergy_category FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_allergy_category: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_allergy_category FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_allergy_category: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_reaction FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_reaction FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_reaction: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_reaction FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_reaction: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_manifestation FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_manifestation FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_manifestation: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_manifestation FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_manifestation: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON medical_history_protocol FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('medical_history', 'medical_history')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON medical_history_protocol FOR EACH ROW WHEN ((NEW.medical_history IS DISTINCT FROM OLD.medical_history) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('medical_history_protocol: medical_history cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON medical_history_protocol FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('medical_history_protocol: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id OR NEW.kind IS DISTINCT FROM OLD.kind) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result: pk, id, kind cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_coding FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_coding FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_coding: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_coding FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_coding: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_category FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_category FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_category: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_category FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_category: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_identifier FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_identifier: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_performer FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_performer FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_performer: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_performer FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_performer: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_reference_range FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_reference_range FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_reference_range: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_reference_range FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_reference_range: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_component FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_component FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_component: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_component FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_component: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_component_coding FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_component_coding FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_component_coding: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_component_coding FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_component_coding: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_component_reference_range FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_component_reference_range FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_component_reference_range: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_component_reference_range FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_component_reference_range: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_member FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_member FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_member: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_member FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_member: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON lab_result_conclusion FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('lab_result', 'lab_result')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON lab_result_conclusion FOR EACH ROW WHEN ((NEW.lab_result IS DISTINCT FROM OLD.lab_result) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('lab_result_conclusion: lab_result cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lab_result_conclusion FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('lab_result_conclusion: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription: pk, id cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_coding FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription', 'prescription')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_coding FOR EACH ROW WHEN ((NEW.prescription IS DISTINCT FROM OLD.prescription) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_coding: prescription cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_coding FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_coding: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_category FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription', 'prescription')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_category FOR EACH ROW WHEN ((NEW.prescription IS DISTINCT FROM OLD.prescription) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_category: prescription cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_category FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_category: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription', 'prescription')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_identifier FOR EACH ROW WHEN ((NEW.prescription IS DISTINCT FROM OLD.prescription) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_identifier: prescription cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_reason FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription', 'prescription')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_reason FOR EACH ROW WHEN ((NEW.prescription IS DISTINCT FROM OLD.prescription) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_reason: prescription cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_reason FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_reason: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_reason_condition FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription', 'prescription')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_reason_condition FOR EACH ROW WHEN ((NEW.prescription IS DISTINCT FROM OLD.prescription) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_reason_condition: prescription cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_reason_condition FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_reason_condition: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_dosage FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription', 'prescription')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_dosage FOR EACH ROW WHEN ((NEW.prescription IS DISTINCT FROM OLD.prescription) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_dosage: prescription cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_dosage FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_dosage: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_fill FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription_fill', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_fill FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_fill: pk, id cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_fill FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_fill: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_fill_coding FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription_fill', 'prescription_fill')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_fill_coding FOR EACH ROW WHEN ((NEW.prescription_fill IS DISTINCT FROM OLD.prescription_fill) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_fill_coding: prescription_fill cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_fill_coding FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_fill_coding: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_fill_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription_fill', 'prescription_fill')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_fill_identifier FOR EACH ROW WHEN ((NEW.prescription_fill IS DISTINCT FROM OLD.prescription_fill) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_fill_identifier: prescription_fill cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_fill_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_fill_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_fill_prescription FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription_fill', 'prescription_fill')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_fill_prescription FOR EACH ROW WHEN ((NEW.prescription_fill IS DISTINCT FROM OLD.prescription_fill) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_fill_prescription: prescription_fill cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_fill_prescription FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_fill_prescription: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_fill_performer FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription_fill', 'prescription_fill')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_fill_performer FOR EACH ROW WHEN ((NEW.prescription_fill IS DISTINCT FROM OLD.prescription_fill) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_fill_performer: prescription_fill cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_fill_performer FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_fill_performer: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON prescription_fill_dosage FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('prescription_fill', 'prescription_fill')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON prescription_fill_dosage FOR EACH ROW WHEN ((NEW.prescription_fill IS DISTINCT FROM OLD.prescription_fill) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('prescription_fill_dosage: prescription_fill cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON prescription_fill_dosage FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('prescription_fill_dosage: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON encounter FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('encounter', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON encounter FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('encounter: pk, id cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON encounter FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('encounter: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON encounter_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('encounter', 'encounter')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON encounter_identifier FOR EACH ROW WHEN ((NEW.encounter IS DISTINCT FROM OLD.encounter) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('encounter_identifier: encounter cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON encounter_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('encounter_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON encounter_type FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('encounter', 'encounter')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON encounter_type FOR EACH ROW WHEN ((NEW.encounter IS DISTINCT FROM OLD.encounter) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('encounter_type: encounter cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON encounter_type FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('encounter_type: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON encounter_reason FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('encounter', 'encounter')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON encounter_reason FOR EACH ROW WHEN ((NEW.encounter IS DISTINCT FROM OLD.encounter) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('encounter_reason: encounter cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON encounter_reason FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('encounter_reason: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON encounter_participant FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('encounter', 'encounter')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON encounter_participant FOR EACH ROW WHEN ((NEW.encounter IS DISTINCT FROM OLD.encounter) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('encounter_participant: encounter cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON encounter_participant FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('encounter_participant: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON encounter_diagnosis FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('encounter', 'encounter')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON encounter_diagnosis FOR EACH ROW WHEN ((NEW.encounter IS DISTINCT FROM OLD.encounter) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('encounter_diagnosis: encounter cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON encounter_diagnosis FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('encounter_diagnosis: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON encounter_location FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('encounter', 'encounter')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON encounter_location FOR EACH ROW WHEN ((NEW.encounter IS DISTINCT FROM OLD.encounter) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('encounter_location: encounter cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON encounter_location FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('encounter_location: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id OR NEW.kind IS DISTINCT FROM OLD.kind) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner: pk, id, kind cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_name FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_name FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_name: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_name FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_name: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_identifier FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_identifier: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_telecom FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_telecom FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_telecom: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_telecom FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_telecom: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_address FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_address FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_address: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_address FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_address: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_qualification FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_qualification FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_qualification: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_qualification FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_qualification: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_code FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_code FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_code: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_code FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_code: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_specialty FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_specialty FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_specialty: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_specialty FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_specialty: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON practitioner_location FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('practitioner', 'practitioner')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON practitioner_location FOR EACH ROW WHEN ((NEW.practitioner IS DISTINCT FROM OLD.practitioner) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('practitioner_location: practitioner cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON practitioner_location FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('practitioner_location: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON organization FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('organization', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON organization FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id OR NEW.kind IS DISTINCT FROM OLD.kind) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('organization: pk, id, kind cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON organization FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('organization: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON organization_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('organization', 'organization')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON organization_identifier FOR EACH ROW WHEN ((NEW.organization IS DISTINCT FROM OLD.organization) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('organization_identifier: organization cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON organization_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('organization_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON organization_type FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('organization', 'organization')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON organization_type FOR EACH ROW WHEN ((NEW.organization IS DISTINCT FROM OLD.organization) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('organization_type: organization cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON organization_type FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('organization_type: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON organization_alias FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('organization', 'organization')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON organization_alias FOR EACH ROW WHEN ((NEW.organization IS DISTINCT FROM OLD.organization) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('organization_alias: organization cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON organization_alias FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('organization_alias: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON organization_telecom FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('organization', 'organization')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON organization_telecom FOR EACH ROW WHEN ((NEW.organization IS DISTINCT FROM OLD.organization) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('organization_telecom: organization cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON organization_telecom FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('organization_telecom: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON organization_address FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('organization', 'organization')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON organization_address FOR EACH ROW WHEN ((NEW.organization IS DISTINCT FROM OLD.organization) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('organization_address: organization cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON organization_address FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('organization_address: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON outcome FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('outcome', 'pk')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON outcome FOR EACH ROW WHEN ((NEW.pk IS DISTINCT FROM OLD.pk OR NEW.id IS DISTINCT FROM OLD.id OR NEW.kind IS DISTINCT FROM OLD.kind) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('outcome: pk, id, kind cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON outcome FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('outcome: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON outcome_identifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('outcome', 'outcome')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON outcome_identifier FOR EACH ROW WHEN ((NEW.outcome IS DISTINCT FROM OLD.outcome) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('outcome_identifier: outcome cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON outcome_identifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('outcome_identifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON outcome_group FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('outcome', 'outcome')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON outcome_group FOR EACH ROW WHEN ((NEW.outcome IS DISTINCT FROM OLD.outcome) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('outcome_group: outcome cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON outcome_group FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('outcome_group: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON outcome_population FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('outcome', 'outcome')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON outcome_population FOR EACH ROW WHEN ((NEW.outcome IS DISTINCT FROM OLD.outcome) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('outcome_population: outcome cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON outcome_population FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('outcome_population: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON outcome_stratifier FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('outcome', 'outcome')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON outcome_stratifier FOR EACH ROW WHEN ((NEW.outcome IS DISTINCT FROM OLD.outcome) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('outcome_stratifier: outcome cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON outcome_stratifier FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('outcome_stratifier: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON outcome_stratum FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('outcome', 'outcome')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON outcome_stratum FOR EACH ROW WHEN ((NEW.outcome IS DISTINCT FROM OLD.outcome) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('outcome_stratum: outcome cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON outcome_stratum FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('outcome_stratum: use DELETE, which is recorded, not TRUNCATE')
-- next
CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON outcome_stratum_population FOR EACH ROW WHEN ((current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION journal_sql_write('outcome', 'outcome')
-- next
CREATE TRIGGER identity BEFORE UPDATE ON outcome_stratum_population FOR EACH ROW WHEN ((NEW.outcome IS DISTINCT FROM OLD.outcome) AND (current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))) EXECUTE FUNCTION refuse_sql_write('outcome_stratum_population: outcome cannot be changed; delete the row and insert another')
-- next
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON outcome_stratum_population FOR EACH STATEMENT EXECUTE FUNCTION refuse_sql_write('outcome_stratum_population: use DELETE, which is recorded, not TRUNCATE')
