"""The use cases of the retrieval APIs over one open store."""

from dataclasses import dataclass

from tokkyo.service.jpo.rows import CaseRows


@dataclass(frozen=True, slots=True)
class Cases:
    """Everything the JPO face asks of cases. What each law tells stands in `patents`, `designs`, `trademarks`."""

    rows: CaseRows
