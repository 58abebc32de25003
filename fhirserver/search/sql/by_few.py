"""Results of which a criterion is enough to name a few: these are found first, and then looked up one by one.

PostgreSQL keeps a plan for any values only if it looks no dearer than plans for these very values.  For a name or an
identifier it does not, as it takes the average of all that is indexed; and planning takes ten times as long as such a
search.  So the statement leaves nothing to choose: what matches is a query of its own, whose resources are looked up by
their keys.  Its limits are parameters that no result reaches.  PostgreSQL expects a tenth of the rows of such a limit
while it does not know it (https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/optimizer/util/pathnode.c,
adjust_limit_rows_costs), which brings the average down to what is usual.
"""

from __future__ import annotations

from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.criteria import FEW_VALUES, Scope, selects
from fhirserver.search.tokens import TokenValue
from fhirserver.search.tree import Criterion, Node, Search, StringValue

LETTERS = 4
"""With fewer, a text can begin as those of many do: then it is better to follow an order until a page is full."""

_UNREACHED = 2**62


def few_of(scope: Scope, search: Search) -> Node | None:
    """Return the criterion to begin with, None if there is none that few resources satisfy for certain."""
    if scope.binds.engine != "postgresql" or len(search.types) != 1 or search.contained != "false":
        return None
    return next((node for node in search.criteria if _names_few(node)), None)


def _names_few(node: Node) -> bool:
    if not isinstance(node, Criterion) or len(node.parameters) != 1 or len(node.values) > FEW_VALUES:
        return False
    parameter = node.parameters[0]
    if parameter.type == "string" and node.modifier in (None, "exact"):
        return all(isinstance(value, StringValue) and len(value.text) >= LETTERS for value in node.values)
    if parameter.code == "identifier" and node.modifier is None:
        return all(isinstance(value, TokenValue) and bool(value.code) for value in node.values)
    return False


def source(scope: Scope, node: Node) -> str:
    """Return what stands after FROM: the headers ``r`` of the resources that satisfy ``node``."""
    found = " UNION ALL ".join(selects(scope, node))
    few = _expected_few(scope.binds, _expected_few(scope.binds, found))
    return (
        f"(SELECT DISTINCT pk FROM ({few}) AS m) AS f "
        "CROSS JOIN LATERAL (SELECT * FROM resource h WHERE h.pk = f.pk OFFSET 0) AS r"
    )


def _expected_few(binds: Binds, query: str) -> str:
    return f"SELECT pk FROM ({query}) AS u LIMIT {binds.key(_UNREACHED)}"
