"""The catalogue of the tables that answers are assembled from; see `tokkyo.model.jpo.table`."""

from collections.abc import Mapping
from types import MappingProxyType

from tokkyo.model.jpo.table import Table
from tokkyo.model.jpo.tables_design import DESIGN_TABLES
from tokkyo.model.jpo.tables_patent import PATENT_TABLES
from tokkyo.model.jpo.tables_shared import SHARED_TABLES
from tokkyo.model.jpo.tables_trademark import TRADEMARK_TABLES

TABLES: tuple[Table, ...] = (*PATENT_TABLES, *DESIGN_TABLES, *TRADEMARK_TABLES, *SHARED_TABLES)
BY_NAME: Mapping[str, Table] = MappingProxyType({table.name: table for table in TABLES})
