"""Alembic's environment.  Run through fhirserver.store.migrate, which hands over an open connection."""

from __future__ import annotations

from alembic import context

import fhirserver.access.schema  # noqa: F401 - its tables stand in the metadata
from fhirserver.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
