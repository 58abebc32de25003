"""The tables around the mapped ones: headers, versions, keys, references, the journal of SQL writes.

They stand in the same metadata as the tables of the mappings, from which the migrations are made.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
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

from mappings import metadata as metadata

KEY_BLOCK = 1024
"""Keys of new resources that a process takes at once."""

TYPED_KEYS = 2**40
"""From here on keys are those of rows typed by SQL, which are random; the server counts up from 1."""

_INSTANT = DateTime(timezone=True).with_variant(Text(), "sqlite")
_ROW_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _resource_key() -> ForeignKey:
    return ForeignKey("resource.pk", deferrable=True, initially="DEFERRED")


resource = Table(
    "resource",
    metadata,
    Column("pk", BigInteger, primary_key=True, autoincrement=False, comment="Key of the resource in all tables."),
    Column("type", Text, nullable=False, comment="Resource type, such as Patient."),
    Column("id", String(64), nullable=False, comment="Logical id."),
    Column("version", Integer, nullable=False, comment="Current version; 0 while only referred to."),
    Column("last_updated", _INSTANT, nullable=False, comment="When the current version was made."),
    Column("deleted", Boolean, nullable=False, comment="Whether the current version is a deletion."),
    Column("patient_pk", BigInteger, comment="The one patient in whose compartment it is, if it is one."),
    UniqueConstraint("type", "id", name="resource_identity"),
    Index("resource_patient", "patient_pk", "type"),
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

resource_reference = Table(
    "resource_reference",
    metadata,
    Column("source_pk", BigInteger, _resource_key(), primary_key=True),
    Column("target_pk", BigInteger, _resource_key(), primary_key=True),
    Index("resource_reference_target", "target_pk", "source_pk"),
    comment="Which current resource refers to which, anywhere in its document.",
)

search_token = Table(
    "search_token",
    metadata,
    Column("resource_pk", BigInteger, _resource_key(), primary_key=True),
    Column("parameter", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("system", Text),
    Column("code", Text),
    Index("search_token_code", "type", "parameter", "code", "system"),
    comment="Token values of current resources by search parameter.",
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
