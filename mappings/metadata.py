"""The SQLAlchemy tables of all mappings, for both engines.  Serving does without them: see ``mappings.kernel.uses``."""

from mappings import MAPPINGS
from mappings.kernel.schema import metadata_of

metadata = metadata_of(MAPPINGS.values())
