"""The mapping kernel: declarations in, tables and a lens out.  It knows nothing of any particular resource."""

from mappings.kernel.declaration import IN_DOCUMENT as IN_DOCUMENT
from mappings.kernel.declaration import Cell as Cell
from mappings.kernel.declaration import Codec as Codec
from mappings.kernel.declaration import Column as Column
from mappings.kernel.declaration import Kind as Kind
from mappings.kernel.declaration import PutConflict as PutConflict
from mappings.kernel.declaration import Row as Row
from mappings.kernel.declaration import RowColumn as RowColumn
from mappings.kernel.declaration import Rows as Rows
from mappings.kernel.declaration import RowSets as RowSets
from mappings.kernel.declaration import RowTable as RowTable
from mappings.kernel.mapping import Mapping as Mapping
