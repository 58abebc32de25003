"""Index tables that came with a later version of the server: filled from what an older one stored, before it is served.

What these tables say decides who may see what, so nothing is served before they are whole.  A migration that adds some
leaves a row in ``index_due``, which goes when all resources are indexed again; a start that is cut off begins anew.
"""

from __future__ import annotations

import logging

from fhirserver.settings import Settings
from fhirserver.store.index_again import index_everything
from fhirserver.store.repository import open_repository
from fhirserver.store.sql import statement

_log = logging.getLogger(__name__)
_DONE = statement("DELETE FROM index_due")


def index_what_is_due(settings: Settings) -> int:
    """Index all resources again, and note that it is done; return how many they were.  Raises SealBroken."""
    _log.warning("This version knows more of what is stored: all resources are indexed again, once.")
    repository = open_repository(settings)
    try:
        done = sum(number for number, _ in index_everything(repository))
        repository.write(lambda transaction: transaction.connection.run(_DONE))
        return done
    finally:
        repository.close()
