"""The tables around the mapped ones: headers, versions, keys, references, the journal of SQL writes.

They stand in the same metadata as the tables of the mappings, from which the migrations are made.  Serving does without
SQLAlchemy: what it writes stands in :mod:`fhirserver.store.tables` too.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Sequence,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import REAL, TypeEngine

from fhirserver.store.tables import KEY_BLOCK
from mappings.metadata import metadata as metadata

_INSTANT = DateTime(timezone=True).with_variant(Text(), "sqlite")
_ROW_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

_NEVER = text("'0001-01-01T00:00:00.000000Z'")
_CURRENT: dict[str, Any] = {
    f"{engine}_where": text("NOT deleted AND version > 0") for engine in ("sqlite", "postgresql")
}
"""Of an index: only resources that exist."""

_RANGES: dict[str, Any] = {f"{engine}_where": text("is_range") for engine in ("sqlite", "postgresql")}
"""Of an index: only what is no plain number."""


_ACCESS = "0002_access"
"""Of an index table: the migration that makes it."""


def _resource_key() -> ForeignKey:
    return ForeignKey("resource.pk", deferrable=True, initially="DEFERRED")


resource = Table(
    "resource",
    metadata,
    Column("pk", _ROW_NUMBER, primary_key=True, autoincrement=False, comment="Key of the resource in all tables."),
    Column("type", Text, nullable=False, comment="Resource type, such as Patient."),
    Column("id", String(64), nullable=False, comment="Logical id."),
    Column("version", Integer, nullable=False, comment="Current version; 0 while only referred to."),
    Column("last_updated", _INSTANT, nullable=False, comment="When the current version was made."),
    Column("deleted", Boolean, nullable=False, comment="Whether the current version is a deletion."),
    Column("patient_pk", BigInteger, comment="The one patient in whose compartment it is, if it is one."),
    Column("moment", _INSTANT, nullable=False, server_default=_NEVER, comment="When it happened; year 1: unknown."),
    Column("moment_end", _INSTANT, nullable=False, server_default=_NEVER, comment="The first moment after it."),
    UniqueConstraint("type", "id", name="resource_identity"),
    Index("resource_patient", "patient_pk", "type"),
    Index("resource_moment", "type", "moment", "pk", **_CURRENT),
    Index("resource_last_updated", "type", "last_updated", "pk", **_CURRENT),
    comment="One row for each resource that exists, existed, or is referred to.",
)

data_key = Table(
    "data_key",
    metadata,
    Column("id", LargeBinary, primary_key=True, comment="Named by the envelopes that it opens."),
    Column("owner", Text, nullable=False, unique=True, comment="Patient/<pk>, or a resource type."),
    Column("wrapped", LargeBinary, nullable=False, comment="The key under the key-encryption key."),
    comment="Keys of the sealed documents, wrapped.",
)

resource_version = Table(
    "resource_version",
    metadata,
    Column("resource_pk", BigInteger, _resource_key(), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("type", Text, nullable=False, comment="Resource type."),
    Column("method", Text, nullable=False, comment="POST, PUT, PATCH, DELETE, or sql."),
    Column("last_updated", _INSTANT, nullable=False),
    Column("written_by", Text, comment="Database user of an SQL write."),
    Column("patient_pk", BigInteger, comment="The patient in whose compartment this version is."),
    Column("key_id", LargeBinary, ForeignKey("data_key.id", deferrable=True, initially="DEFERRED")),
    Column("document", LargeBinary, comment="Sealed JSON as it is served; NULL for a deletion."),
    CheckConstraint("(document IS NULL) = (key_id IS NULL)", name="resource_version_sealed"),
    Index("resource_version_type_time", "type", "last_updated", "resource_pk", "version"),
    Index("resource_version_time", "last_updated", "resource_pk", "version"),
    comment="Every version of every resource; append-only.",
)

STORAGE = (
    "ALTER TABLE resource_version ALTER COLUMN document SET STORAGE EXTERNAL",
    "ALTER TABLE resource_version SET (toast_tuple_target = 8160)",
)
"""PostgreSQL only: what is sealed cannot be compressed, and documents of up to a page stand in their row, where 30 of
2 KB are read in 0.5 to 0.6 ms, and not in 0.8 ms.  https://www.postgresql.org/docs/current/storage-toast.html
"""

resource_reference = Table(
    "resource_reference",
    metadata,
    Column("source_pk", BigInteger, primary_key=True, autoincrement=False),
    Column("path", Integer, primary_key=True, comment="Number of the element's path; 0 where no search looks."),
    Column("element", Integer, primary_key=True, comment="Place of the repeating element that it is in."),
    Column("target_pk", BigInteger, primary_key=True, autoincrement=False),
    Index("resource_reference_target", "target_pk", "path", "source_pk"),
    comment="Which current resource refers to which, anywhere in its document.",
    sqlite_with_rowid=False,
)

# Index tables have no foreign keys: the server alone writes them, and resources that are contained in another have
# negative keys of their own.  Their ``path`` is fhirserver.search.paths.number_of, ``element`` the place of the
# repeating element that a value stands in.


def _index_table(name: str, *parts: Column[Any] | Index, comment: str, revision: str = "0001_record") -> Table:
    return Table(
        name,
        metadata,
        Column("resource_pk", BigInteger, primary_key=True, autoincrement=False),
        Column("path", Integer, primary_key=True, comment="Number of the element's path."),
        Column("position", Integer, primary_key=True, comment="Counts the values of a path in a resource."),
        Column("element", Integer, nullable=False, comment="Place of the repeating element that the value is in."),
        *parts,
        info={"revision": revision},
        comment=comment,
        sqlite_with_rowid=False,
    )


_EXACT = Text(collation="C").with_variant(Text(), "sqlite")
_DOUBLE: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")

search_token = _index_table(
    "search_token",
    Column("system", BigInteger, comment="Digest of the system's URI; NULL if there is none."),
    Column("code", _EXACT, comment="Without case and accents; its beginning and digest, if it is long."),
    Column("exact", Text, comment="The code itself, where that is not the same."),
    Column("patient_pk", BigInteger, comment="The patient in whose compartment the resource is; 0: several."),
    Column("moment", _INSTANT, nullable=False, comment="As in resource."),
    Column("moment_end", _INSTANT, nullable=False, comment="As in resource."),
    Index("search_token_code", "path", "code", "moment", "resource_pk", postgresql_include=["system", "moment_end"]),
    Index("search_token_patient", "patient_pk", "path", "code"),
    comment="Codes, identifiers and the like of current resources.",
)

STATISTICS = ("CREATE STATISTICS search_token_codes (mcv, dependencies) ON path, code FROM search_token",)
"""PostgreSQL only: a code occurs in few paths, without which its planner takes it for much rarer than it is."""

search_string = _index_table(
    "search_string",
    Column("folded", _EXACT, nullable=False, comment="Up to 255 characters, without case and accents."),
    Column("whole", Text, comment="All of it without case and accents, where it is longer."),
    Column("value", Text, nullable=False, comment="As it was written."),
    Index("search_string_folded", "path", "folded", "resource_pk"),
    comment="Texts of current resources, by sound for phonetic parameters.",
)

search_date = _index_table(
    "search_date",
    Column("low", _INSTANT, nullable=False, comment="The first moment of what is stated; year 1: none."),
    Column("high", _INSTANT, nullable=False, comment="The first moment after it; end of year 9999: none."),
    Index("search_date_low", "path", "low", "high"),
    Index("search_date_high", "path", "high"),
    comment="Dates and periods of current resources.",
)

search_number = _index_table(
    "search_number",
    Column("low", _DOUBLE, nullable=False),
    Column("high", _DOUBLE, nullable=False, comment="The same as low for a plain number."),
    Column("is_range", Boolean, nullable=False, comment="Whether it is no plain number."),
    Index("search_number_low", "path", "low"),
    Index("search_number_range", "path", **_RANGES),
    comment="Numbers of current resources.",
)

search_quantity = _index_table(
    "search_quantity",
    Column("low", _DOUBLE, nullable=False),
    Column("high", _DOUBLE, nullable=False, comment="The same as low for a plain quantity."),
    Column("is_range", Boolean, nullable=False, comment="Whether it is no plain quantity."),
    Column("system", Text),
    Column("code", Text),
    Column("unit", Text, comment="As written."),
    Column("canonical_low", _DOUBLE, comment="In the canonical unit; NULL outside of UCUM."),
    Column("canonical_high", _DOUBLE),
    Column("canonical_unit", Text),
    Column("of_code", _EXACT, comment="Code of what was measured, as in search_token; a row for each of several."),
    Index("search_quantity_low", "path", "low"),
    Index("search_quantity_code_low", "path", "of_code", "low", postgresql_include=["resource_pk"]),
    Index(
        "search_quantity_code_canonical",
        *("path", "of_code", "canonical_unit", "canonical_low"),
        postgresql_include=["resource_pk"],
    ),
    Index("search_quantity_canonical", "path", "canonical_unit", "canonical_low"),
    Index("search_quantity_range", "path", **_RANGES),
    comment="Quantities of current resources.",
)

search_uri = _index_table(
    "search_uri",
    Column("value", _EXACT, nullable=False, comment="Its beginning and digest, if it is long."),
    Column("version", Text, comment="Of a canonical URL."),
    Index("search_uri_value", "path", "value", "resource_pk"),
    comment="URIs of current resources, and references to what is not on this server.",
)

search_position = _index_table(
    "search_position",
    Column("latitude", _DOUBLE, nullable=False),
    Column("longitude", _DOUBLE, nullable=False),
    Index("search_position_latitude", "path", "latitude", "longitude"),
    comment="Places of current Locations, in degrees of WGS84.",
)

care_relation = _index_table(
    "care_relation",
    Column("actor_pk", BigInteger, nullable=False, comment="A Practitioner, PractitionerRole or RelatedPerson."),
    Column("patient_pk", BigInteger, nullable=False),
    Column("kind", Text, nullable=False, comment="treatment, or representation."),
    Column("low", _INSTANT, nullable=False, comment="From then on."),
    Column("high", _INSTANT, nullable=False, comment="Until before then."),
    Index("care_relation_patient", "patient_pk", "actor_pk", "kind", "high"),
    Index("care_relation_actor", "actor_pk", "kind", "high", "patient_pk"),
    comment="Who has to do with which patient's care, as current resources say.",
    revision=_ACCESS,
)

consent_provision = _index_table(
    "consent_provision",
    Column("patient_pk", BigInteger, nullable=False),
    Column("permit", Boolean, nullable=False, comment="What it decides: permit or deny."),
    Column("low", _INSTANT, nullable=False, comment="From then on."),
    Column("high", _INSTANT, nullable=False, comment="Until before then."),
    Column("actors", Text, comment="Keys of those whom it is about, JSON; NULL: everybody."),
    Column("actions", Text, comment="Codes, JSON; NULL: any action."),
    Column("purposes", Text, comment="Codes, JSON; NULL: any purpose."),
    Column("types", Text, comment="Resource types, JSON; NULL: any."),
    Column("codes", Text, comment="Lists of [system, code] as in search_token, one of each list; NULL: any."),
    Column("labels", Text, comment="Lists of [label, lowest, highest rank], one of each list; NULL: any."),
    Column("resources", Text, comment="Lists of [key, 1 for what refers to it too], one of each list; NULL: any."),
    Column("data_low", _INSTANT, comment="It is about what happened then or later; NULL: at any time."),
    Column("data_high", _INSTANT, comment="And before then."),
    Index("consent_provision_patient", "patient_pk", "permit"),
    comment="Provisions of active Consents; element is the place, from 1, of the one that it is an exception to.",
    revision=_ACCESS,
)

security_label = _index_table(
    "security_label",
    Column("label", Text, nullable=False, comment="system|code."),
    Column("rank", Integer, comment="Of a label of confidentiality: 0 (unrestricted) to 5 (very restricted)."),
    Column("sensitive", Boolean, nullable=False, comment="Whether it is a label of sensitivity."),
    comment="Security labels of current resources.",
    revision=_ACCESS,
)

search_text = Table(
    "search_text",
    metadata,
    Column("resource_pk", BigInteger, primary_key=True, autoincrement=False),
    Column("narrative", TSVECTOR, nullable=False, comment="Words of the narrative."),
    Column("content", TSVECTOR, nullable=False, comment="Words of all texts."),
    Column("coded", TSVECTOR, nullable=False, comment="Words of what codes mean, each with the number of its path."),
    Index("search_text_narrative", "narrative", postgresql_using="gin"),
    Index("search_text_content", "content", postgresql_using="gin"),
    Index("search_text_coded", "coded", postgresql_using="gin"),
    comment="Words of current resources.",
)
"""PostgreSQL's full-text index; the embedded engine has FTS_TABLE in its place."""

FTS_TABLE = "CREATE VIRTUAL TABLE search_text USING fts5(narrative, content, coded, detail='full')"
"""The same on SQLite, https://www.sqlite.org/fts5.html; its row number is the resource's key."""

search_parameter = Table(
    "search_parameter",
    metadata,
    Column("resource_pk", BigInteger, primary_key=True, autoincrement=False, comment="The SearchParameter."),
    Column("url", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("definition", Text, nullable=False, comment="What it is, as JSON; see fhirserver.store.search_parameters."),
    Column("state", Text, nullable=False),
    Column("reason", Text, comment="Why it cannot be used, if so."),
    Column("last_pk", BigInteger, nullable=False, comment="Resources up to this key have been done."),
    Column("done", BigInteger, nullable=False, comment="How many resources have been done."),
    Column("total", BigInteger, comment="Of how many; NULL until that is known."),
    CheckConstraint("state IN ('indexing', 'ready', 'removing', 'unusable')", name="search_parameter_state"),
    comment="Search parameters that users have added.",
)

search_generation = Table(
    "search_generation",
    metadata,
    Column("number", BigInteger, nullable=False, comment="Counts the changes of search_parameter."),
    comment="One row: by it processes notice that search parameters have changed.",
)

sql_change = Table(
    "sql_change",
    metadata,
    Column("sequence", _ROW_NUMBER, Identity(always=True), primary_key=True),
    Column("table_name", Text, nullable=False, comment="Main table of the row that was changed."),
    Column("pk", BigInteger, nullable=False, comment="Key of that main row."),
    Column("operation", Text, nullable=False, comment="INSERT, UPDATE or DELETE, and the child table if it was one."),
    Column("database_user", Text, nullable=False),
    Column("changed_at", _INSTANT, nullable=False, server_default=func.now()),
    Index("sql_change_pk", "pk"),
    comment="Rows changed by SQL and not yet absorbed; filled by triggers.",
    sqlite_autoincrement=True,
)

index_due = Table(
    "index_due",
    metadata,
    Column("revision", Text, primary_key=True, comment="The migration that added index tables to fill."),
    info={"revision": _ACCESS},
    comment="Says that all resources are to be indexed again before any is served.",
)

sql_quarantine = Table(
    "sql_quarantine",
    metadata,
    Column("number", _ROW_NUMBER, Identity(always=True), primary_key=True),
    Column("table_name", Text, nullable=False),
    Column("pk", BigInteger, nullable=False),
    Column("resource_type", Text),
    Column("resource_id", Text),
    Column("operation", Text, nullable=False),
    Column("database_user", Text, nullable=False),
    Column("found_at", _INSTANT, nullable=False),
    Column("reason", Text, nullable=False, comment="Why it cannot be a valid resource; names columns, no values."),
    Column("key_id", LargeBinary, ForeignKey("data_key.id"), nullable=False),
    Column("rows", LargeBinary, nullable=False, comment="The rows as they were written, sealed."),
    Column("state", Text, nullable=False, server_default=text("'waiting'")),
    CheckConstraint("state IN ('waiting', 'applied', 'discarded')", name="sql_quarantine_state"),
    comment="SQL writes that cannot be served, kept until somebody decides.",
    sqlite_autoincrement=True,
)

resource_key = Sequence("resource_key", start=1, increment=KEY_BLOCK, metadata=metadata)
"""PostgreSQL only: where the next block of resource keys starts."""
